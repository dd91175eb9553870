package js

import "testing"

func TestHoldersOf(t *testing.T) {
	tests := []struct {
		text, want string
		claimed    bool
	}{
		{"Copyright (c) 2010-2015, The Acme Foundation All Rights Reserved.", "Acme Foundation", true},
		{"Copyright (C) 2017 ~ present Acme Corp.", "Acme Corp", true},
		{" * Copyright 2005, 2014 Acme Software, Ltd. All rights reserved.", "Acme Software, Ltd", true},
		{"FooGrid 2.1 (c) Acme Ltd. Commercial license", "Acme Ltd", true},
		{"(c) 2012 J. Q. Public (http://example.org)", "J. Q. Public", true},
		{"Copyright © 2011-2012 Dušan Vejnovič <d@example.org>", "Dušan Vejnovič", true},
		{"Copyright (c) 2010 Ann\nCopyright (c) 2011 Bob", "Ann, Bob", true},
		{"Copyright 2012", "", true},
		{" * Copyright (c) 2012\n *\n * Ann, Bob\n *\n * Permission is hereby granted", "Ann, Bob", true},
		{" * Copyright (c) 2013-Now https://example.org All rights reserved.\n * No deletion without permission.\n * @author Ann", "Ann", true},
		{" * Copyright (c) 2012\n * Permission is hereby granted", "", true},
		{"Licensed to the Acme Foundation (AF) under one\n * or more contributor license agreements.", "Acme Foundation", true},
		{"SPDX-FileCopyrightText: 2020 Ann", "Ann", true},
		{"@author Bob <b@example.org>", "Bob", false},
		{"The above copyright notice and this permission notice shall be included", "", false},
		{"shows the copyright line", "", false},
		{"Copyright 2010 Foo Ltd, 2012 Bar Inc", "Foo Ltd, Bar Inc", true},
		{"Copyright 2010 Foo Ltd (c) 2011 Bar Inc", "Foo Ltd, Bar Inc", true},
		{"Copyright 2010 Foo Ltd; portions Copyright Bar Inc", "Foo Ltd, Bar Inc", true},
		{"Copyright 2010 Foo Ltd; Bar Inc", "Foo Ltd, ...", true},
		{"(c) 2010 Ann\n(c) 2010 Bob\n(c) 2010 Cid\n(c) 2010 Dan", "Ann, Bob, Cid, ...", true},
		{"Copyright\n * 2010-2012\n * Foo Ltd", "Foo Ltd", true},
		{"Copyright 2018. Single use license", "", true},
		{"Copyright 2018. Foo Ltd. All rights reserved.", "Foo Ltd", true},
		{"COPYRIGHT (C) 2010 UPPER CORP. ALL RIGHTS RESERVED", "UPPER CORP", true},
		{"Copyright 2010, 2012 Foo Ltd, licensed under MIT", "Foo Ltd", true},
		{"@author Ann\n@author Bob", "Ann, Bob", false},
		{"(a) this (b) that (c) more", "", false},
	}
	for _, tt := range tests {
		h := holdersOf([]byte(tt.text))
		if h.String() != tt.want || h.claimed != tt.claimed {
			t.Errorf("%q is held by %q, %t; want %q, %t", tt.text, h, h.claimed, tt.want, tt.claimed)
		}
	}
}

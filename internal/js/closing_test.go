package js

import (
	"regexp"
	"regexp/syntax"
	"strings"
	"testing"
)

// TestClosing: words that close the code do so whatever license they name of
// something else; ordinary comments, and those of open licenses, close nothing.
func TestClosing(t *testing.T) {
	closed := []string{
		"FooGrid 2.1.0 - Commercial license. Contains MIT licensed parts. (c) Foo Ltd",
		"FooGrid 2.1.0 | Do not redistribute. Uses jQuery (MIT)",
		"FooGrid 2.1.0 | Trial version. Unlicensed use is prohibited",
		"(c) 2014 Plot Inc\n * Do not redistribute. Uses jQuery (MIT)",
		"Trade secret of Foo Ltd",
		"This work may not be reused without written consent",
		"Property of IBM. Licensed Materials",
		"FooGrid. Proprietary and confidential",
		"(c) 2010 X. Commercial license required",
		"Copyright 2010 Foo Ltd, proprietary",
		"(c) Foo Ltd. This file must not be copied, shared or distributed in any form",
		"Copyright 2020 Acme. No part of this file may be reproduced.",
		"Copyright 2020 Acme. Not for commercial use. MIT parts inside.",
		"@license Proprietary - Acme Corp",
		"Copyright Foo. You need to purchase a license to use this.",
		"Copyright 2014 Acme. License rights may be obtained from Acme pursuant to a written agreement, and any use without such an agreement is prohibited.",
		"License: Commercial", "@license FooGrid Commercial", "Redistribution is strictly forbidden", "You may not copy, modify or distribute this file", "Foo 1.2 MIT License. Do not sell this.",
		"(c) Foo. Trial version", "This software is the confidential and proprietary information of Foo Ltd.",
		"INTERNAL USE ONLY",
		"Copyright (c) 2012 Foo. Released under the MIT license, unauthorized copying of this file is prohibited",
	}
	for _, text := range closed {
		x := &file{scanner: &scanner{}}
		if n, ok := x.notice(remark{text: []byte("/* " + text + " */"), head: true}); !ok || !n.Closed || n.License != "" {
			t.Errorf("%q is not closed: %+v", text, n)
		}
	}
	open := []string{
		"(c) Foo. GPL v3 or commercial license",
		"Copyright 2012 Bob. Licensed under the MIT license. Free to use in commercial projects.",
		"Copyright 2012 Bob. Licensed under the MIT license. For commercial licensing, contact sales@example.org",
		"Copyright 2012 Bob. Licensed under GPL-3.0. A commercial license is available.",
		"Copyright 2012 Bob. This is no longer proprietary software, but under the MIT license.",
		"Copyright (c) 2012 Bob. Licensed under the BSD 3-Clause license. The name of Bob may not be used to endorse products",
		"Copyright (c) 2012 Bob\n\n" + mitText,
	}
	for _, text := range open {
		x := &file{scanner: &scanner{}}
		if n, ok := x.notice(remark{text: []byte("/* " + text + " */"), head: true}); !ok || n.Closed {
			t.Errorf("%q is closed: %+v", text, n)
		}
	}
	for _, text := range []string{
		"Free to use in commercial projects", "Validates the confidential flag", "Utility for the commercial department", "License plate formatting, see license office",
		"Users may not be used twice", "Demo version of the page: shows a grid", "The file must not be copied twice when dropped", "Do not share this handler between widgets",
		"Prohibited words: use of these is forbidden in comments", "We do not distribute events here", "Opens the license dialog of the product",
		"Sets the property of the element", "Shows the trial version's banner", "Instances do not share state", "Throws where access is unauthorized",
	} {
		x := &file{scanner: &scanner{}}
		if n, ok := x.notice(remark{text: []byte("/* " + text + " */"), head: true, kept: true}); ok {
			t.Errorf("%q is a notice: %+v", text, n)
		}
	}
}

// TestMayClaim: the cheap look at a comment lets through all that the patterns ask
// for, each alternative of them.
func TestMayClaim(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern string
		closing bool
	}{
		"forbidding": {forbidding().String(), true}, "forbiddingClaimed": {forbiddingClaimed().String(), true}, "selling": {selling().String(), true}, "restraining": {restraining().String(), true}, "restrainingClaimed": {restrainingClaimed().String(), true},
		"granting": {granting().String(), false}, "reserving": {reserving().String(), false}, "abbreviating": {abbreviating().String(), false}, "claim": {claim().String(), false}, "toLicensor": {toLicensor().String(), false},
	} {
		re, err := syntax.Parse(tt.pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range samples(re) {
			if regexp.MustCompile(tt.pattern).MatchString(s) && !mayClaim([]byte(s), tt.closing) {
				t.Errorf("%s: %q is not looked at", name, s)
			}
		}
	}
	for _, text := range []string{
		"Released under the GPL.", "GPL version 3 or later", "LGPL v2.1", "FooGrid | All rights reserved", "CC BY-NC 4.0", "COPYRIGHT (C) 2010 UPPER CORP", "\xa9 2010 Latin Corp",
	} {
		if !mayClaim([]byte("/* "+text+" */"), false) {
			t.Errorf("%q is not looked at", text)
		}
	}
}

// TestClosingWords: the cheap look before a pattern lets through each of its
// alternatives.
func TestClosingWords(t *testing.T) {
	for name, tt := range map[string]struct {
		pattern string
		is      func(told) bool
	}{
		"forbidding":         {forbidding().String(), told.forbids},
		"forbiddingClaimed":  {forbiddingClaimed().String(), told.forbidsClaimed},
		"selling":            {selling().String(), told.sells},
		"restraining":        {restraining().String(), told.restrains},
		"restrainingClaimed": {restrainingClaimed().String(), told.restrainsClaimed},
	} {
		re, err := syntax.Parse(tt.pattern, syntax.Perl)
		if err != nil {
			t.Fatal(err)
		}
		for _, s := range samples(re) {
			if regexp.MustCompile(tt.pattern).MatchString(s) && !tt.is(toldBy([]byte(" "+s+" "))) {
				t.Errorf("%s: %q is passed over", name, s)
			}
		}
	}
}

// samples are strings that a pattern matches, one at least for each alternative.
func samples(re *syntax.Regexp) []string {
	switch re.Op {
	case syntax.OpLiteral:
		return []string{string(re.Rune)}
	case syntax.OpCharClass:
		for _, r := range []rune{' ', '-'} {
			for i := 0; i < len(re.Rune); i += 2 {
				if re.Rune[i] <= r && r <= re.Rune[i+1] {
					return []string{string(r)}
				}
			}
		}
		return []string{string(re.Rune[0])}
	case syntax.OpCapture, syntax.OpPlus:
		return samples(re.Sub[0])
	case syntax.OpQuest, syntax.OpStar:
		return []string{""}
	case syntax.OpRepeat:
		if re.Min == 0 && re.Max > 8 { // words between
			return samples(re.Sub[0])
		}
		if re.Min == 0 {
			return []string{""}
		}
		return []string{strings.Repeat(samples(re.Sub[0])[0], re.Min)}
	case syntax.OpAlternate:
		var all []string
		for _, sub := range re.Sub {
			all = append(all, samples(sub)...)
		}
		return all
	case syntax.OpConcat:
		all := []string{""}
		for _, sub := range re.Sub {
			var next []string
			for _, a := range all {
				for _, b := range samples(sub) {
					next = append(next, a+b)
				}
			}
			all = next
		}
		return all
	}
	return []string{""}
}

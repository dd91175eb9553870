package spdx

import (
	"errors"
	"strings"
	"testing"
)

func TestParse(t *testing.T) {
	for _, tt := range []struct{ in, want string }{
		{"mit", "MIT"},
		{" MIT\n", "MIT"},
		{"mit or apache-2.0", "MIT OR Apache-2.0"},
		{"(MIT)", "MIT"},
		{"((MIT) OR (Apache-2.0))", "MIT OR Apache-2.0"},
		{"MIT AND (Apache-2.0 OR ISC)", "MIT AND (Apache-2.0 OR ISC)"},
		{"(MIT AND Apache-2.0) OR ISC", "MIT AND Apache-2.0 OR ISC"},
		{"MIT AND Apache-2.0 OR ISC", "MIT AND Apache-2.0 OR ISC"},
		{"ISC OR MIT AND Apache-2.0", "ISC OR MIT AND Apache-2.0"},
		{"MIT OR (ISC OR MIT)", "MIT OR ISC"},
		{"MIT AND (MIT AND MIT)", "MIT"},
		{"GPL-2.0", "GPL-2.0-only"},
		{"GPL-2.0+", "GPL-2.0-or-later"},
		{"gpl-2.0-only+", "GPL-2.0-or-later"},
		{"LGPL-2.1-or-later+", "LGPL-2.1-or-later"},
		{"AGPL-3.0", "AGPL-3.0-only"},
		{"GFDL-1.3+", "GFDL-1.3-or-later"},
		{"Apache-1.0+", "Apache-1.0+"},
		{"gpl-2.0-with-classpath-exception", "GPL-2.0-only WITH Classpath-exception-2.0"},
		{"GPL-2.0-with-GCC-exception+", "GPL-2.0-or-later WITH GCC-exception-2.0"},
		{"GPL-2.0 with classpath-EXCEPTION-2.0", "GPL-2.0-only WITH Classpath-exception-2.0"},
		{"LGPL-2.1-only WITH Nokia-Qt-exception-1.1", "LGPL-2.1-only WITH Qt-LGPL-exception-1.1"},
		{"BSD-2-Clause-FreeBSD", "BSD-2-Clause"},
		{"StandardML-NJ OR eCos-2.0", "SMLNJ OR GPL-2.0-or-later WITH eCos-exception-2.0"},
		{"licenseref-My-1.0", "LicenseRef-My-1.0"},
		{"documentref-Doc:licenseref-My", "DocumentRef-Doc:LicenseRef-My"},
		{"MIT WITH AdditionRef-x", "MIT WITH AdditionRef-x"},
		{"Apache-2.0 WITH LLVM-exception OR MIT", "Apache-2.0 WITH LLVM-exception OR MIT"},
	} {
		got, err := Parse(tt.in)
		if err != nil || string(got) != tt.want {
			t.Errorf("Parse(%q) = %q, %v, want %q", tt.in, got, err, tt.want)
		}
		if again, err := Parse(string(got)); again != got {
			t.Errorf("Parse(%q) = %q, %v, want itself", got, again, err)
		}
	}
}

func TestParseError(t *testing.T) {
	for _, tt := range []struct {
		in      string
		offset  int
		msg     string
		nearest string
	}{
		{"", 0, "missing at the end", ""},
		{"MIT OR", 6, "missing at the end", ""},
		{"MIT OR OR ISC", 7, `missing before "OR"`, ""},
		{"AND MIT", 0, `missing before "AND"`, ""},
		{"MIT ISC", 4, `operator (AND, OR, WITH) is missing before "ISC"`, ""},
		{"MIT (ISC)", 4, `missing before "("`, ""},
		{"(MIT", 0, "not closed", ""},
		{"MIT)", 3, `unexpected ")"`, ""},
		{"Aapche-2.0", 0, "unknown license id", "Apache-2.0"},
		{"MIT OR BSD-3-Claus", 7, "unknown license id", "BSD-3-Clause"},
		{"GPL-2.0 WITH Classpath-exeption-2.0", 13, "unknown exception id", "Classpath-exception-2.0"},
		{"GPL-2.0 WITH MIT", 13, "not an exception", ""},
		{"GPL-2.0 WITH", 12, "missing after WITH", ""},
		{"(MIT) WITH LLVM-exception", 6, "WITH must follow a license id", ""},
		{"Classpath-exception-2.0", 0, "is an exception", ""},
		{"GPL-2.0-with-GCC-exception WITH GCC-exception-2.0", 0, "has an exception already", ""},
		{"NOASSERTION", 0, "is not a license", ""},
		{"LicenseRef-", 0, "not a license reference", ""},
		{"LicenseRef-a+", 0, "not a license reference", ""},
		{"DocumentRef-a:b", 0, "not a license reference", ""},
		{"MIT é", 4, `character "é"`, ""},
		{"MIT \x00", 4, "cannot stand", ""},
		{strings.Repeat("(", 5000), 100, "parentheses deep", ""},
		{strings.Repeat("(", 60) + "MIT" + strings.Repeat(")", 61), 123, `unexpected ")"`, ""},
		{strings.Repeat("MIT OR ", 10000) + "MIT", 64 << 10, "longer than", ""},
	} {
		_, err := Parse(tt.in)
		var pe *ParseError
		if !errors.As(err, &pe) {
			t.Errorf("Parse(%.40q) = %v, want a ParseError", tt.in, err)
			continue
		}
		if pe.Offset != tt.offset || !strings.Contains(pe.Msg, tt.msg) || pe.Nearest != tt.nearest {
			t.Errorf("Parse(%.40q): offset %d, %q, nearest %q; want %d, %q, %q", tt.in, pe.Offset, pe.Msg, pe.Nearest, tt.offset, tt.msg, tt.nearest)
		}
		if len(err.Error()) > 500 {
			t.Errorf("Parse(%.40q): the error is %d bytes long", tt.in, len(err.Error()))
		}
	}
}

func TestJoin(t *testing.T) {
	if got, want := And("MIT OR ISC", "", "Zlib", "MIT OR ISC"), Expression("(MIT OR ISC) AND Zlib"); got != want {
		t.Errorf("And = %q, want %q", got, want)
	}
	if got, want := Or("MIT OR ISC", "Zlib AND X11", "ISC"), Expression("MIT OR ISC OR Zlib AND X11"); got != want {
		t.Errorf("Or = %q, want %q", got, want)
	}
	if got := Or(); got != "" {
		t.Errorf("Or() = %q, want nothing", got)
	}
	if n := Expression("no such license").Node(); n.Op != OpTerm || n.Term.License != "no such license" {
		t.Errorf("Node of what Parse refuses = %+v, want one term of it all", n)
	}
}

func FuzzParse(f *testing.F) {
	for _, s := range []string{"MIT", "GPL-2.0+ WITH Classpath-exception-2.0 AND (MIT OR ISC)", "((((MIT))))", "DocumentRef-a:LicenseRef-b", "MIT or", "\xff+()"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		e, err := Parse(s)
		if err != nil {
			return
		}
		again, err := Parse(string(e))
		if err != nil || again != e {
			t.Fatalf("Parse(%q) = %q, parsed again %q, %v", s, e, again, err)
		}
		if printed := e.Node().Expression(); printed != e {
			t.Fatalf("Parse(%q) = %q, printed again %q", s, e, printed)
		}
		if len(e.Terms()) == 0 {
			t.Fatalf("Parse(%q) = %q without terms", s, e)
		}
	})
}

func BenchmarkParse(b *testing.B) {
	for b.Loop() {
		if _, err := Parse("MIT OR GPL-2.0-only WITH Classpath-exception-2.0"); err != nil {
			b.Fatal(err)
		}
	}
}

package lex

import (
	"bytes"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func tokens(next func() Token, src string) []string {
	var out []string
	for t := next(); t.Kind != End; t = next() {
		out = append(out, string("ECINSTRP"[t.Kind])+src[t.Start:t.End])
	}
	return out
}

func TestJS(t *testing.T) {
	tests := []struct{ src, want string }{
		{`a/b/c`, `Ia P/ Ib P/ Ic`},
		{`x=/[/"]+/g.test(y)`, `Ix P= R/[/"]+/g P. Itest P( Iy P)`},
		{`if(a)/x/.test(b)`, `Iif P( Ia P) R/x/ P. Itest P( Ib P)`},
		{`(a)/2/b`, `P( Ia P) P/ N2 P/ Ib`},
		{`return/'/.x`, `Ireturn R/'/ P. Ix`},
		{`a.return/2`, `Ia P. Ireturn P/ N2`},
		{`x={a:1}/2;{}/y/`, `Ix P= P{ Ia P: N1 P} P/ N2 P; P{ P} R/y/`},
		{"`a${b+`c${d}`}e`", "T`a${ Ib P+ T`c${ Id T}` T}e`"},
		{`"a\"b" 'c\'d'`, `S"a\"b" S'c\'d'`},
		{"'open\nx", "P' Iopen Ix"},
		{`//c` + "\n" + `/*d*/e`, `C//c C/*d*/ Ie`},
		{`/*open x`, `C/* Iopen Ix`},
		{`1.5e-3+0x1F-.5`, `N1.5e-3 P+ N0x1F P- N.5`},
		{`a?.b?.5:1`, `Ia P?. Ib P? N.5 P: N1`},
		{`a===b=>c>>>=1`, `Ia P=== Ib P=> Ic P>>>= N1`},
		{`a++ / b / c`, `Ia P++ P/ Ib P/ Ic`},
		{"#!/usr/bin/env node\nx", `Ix`},
	}
	for _, tt := range tests {
		got := strings.Join(tokens(NewJS([]byte(tt.src)).Next, tt.src), " ")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.src, diff)
		}
	}
}

func TestCSS(t *testing.T) {
	tests := []struct{ src, want string }{
		{`.btn-a:hover{margin:-1.5em .5px}`, `I.btn-a P: Ihover P{ Imargin P: N-1.5em N.5px P}`},
		{`@media(min-width:10%){#x{content:"a\"}"}}`, `I@media P( Imin-width P: N10% P) P{ I#x P{ Icontent P: S"a\"}" P} P}`},
		{`/*! x */a`, `C/*! x */ Ia`},
	}
	for _, tt := range tests {
		got := strings.Join(tokens(NewCSS([]byte(tt.src)).Next, tt.src), " ")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%q (-want +got):\n%s", tt.src, diff)
		}
	}
}

// TestHostile must end: each text costs the square of its length if every
// search for an end starts anew.
func TestHostile(t *testing.T) {
	for _, unit := range []string{`'\`, "/* ", "/[", "`\\", "`${", "(", "\"\\"} {
		src := bytes.Repeat([]byte(unit), 1<<18)
		for _, next := range []func() Token{NewJS(src).Next, NewCSS(src).Next} {
			for tok := next(); tok.Kind != End; tok = next() {
			}
		}
	}
}

// FuzzLex: tokens are in order, not empty, inside the text.
func FuzzLex(f *testing.F) {
	for _, s := range []string{"a/b/c", "`a${", "x=/[/", "'\n", "/*", "\xff\xfe\x00", "}}}${{`", "a\\"} {
		f.Add([]byte(s))
	}
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, next := range []func() Token{NewJS(src).Next, NewCSS(src).Next} {
			pos := 0
			for tok := next(); tok.Kind != End; tok = next() {
				if tok.Start < pos || tok.End <= tok.Start || tok.End > len(src) {
					t.Fatalf("token %+v after %d of %d", tok, pos, len(src))
				}
				pos = tok.End
			}
		}
	})
}

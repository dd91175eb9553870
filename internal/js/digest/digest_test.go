package digest

import (
	"strings"
	"testing"
)

func hashes(d *Digest) map[uint32]bool {
	m := map[uint32]bool{}
	d.Shingles(func(h uint32, _ int) { m[h] = true })
	return m
}

const full = `/*! Acme 1.2.3 */
(function ($) {
	"use strict";
	// a comment
	var widget = { version: "1.2.3", open: function (el) { return el.addClass('is-open').attr("data-open", 'yes'); } };
	$.fn.acme = function (options) { var re = /ab"c/g; return re.test(options.name) ? widget.open(this) : 0.5; };
})(jQuery);`

const minified = `!function(n){"use strict";var t={version:"1.2.3",open:function(n){return n.addClass("is-open").attr("data-open","yes")}};n.fn.acme=function(n){var e=/ab"c/g;return e.test(n.name)?t.open(this):.5}}(jQuery);`

const reformatted = `(function ($) { 'use strict'
	var widget = { version: '1.2.3', open: function (el) { return (el.addClass("is-open").attr('data-open', "yes")) }, }
	$.fn.acme = function (options) { var re = /ab"c/g; return re.test(options.name) ? widget.open(this) : .5 } })(jQuery)`

func TestTokens(t *testing.T) {
	if got, want := JS([]byte(reformatted)).Tokens, JS([]byte(full)).Tokens; got != want {
		t.Errorf("tokens of the reformatted file hash to %x, want %x", got, want)
	}
	if JS([]byte(minified)).Tokens == JS([]byte(full)).Tokens {
		t.Error("the minified file has the same tokens as the full one")
	}
}

func TestShinglesSurviveMinifying(t *testing.T) {
	a, b := hashes(JS([]byte(full))), hashes(JS([]byte(minified)))
	if len(a) < 8 {
		t.Fatalf("%d runs, want 8 or more", len(a))
	}
	for h := range a {
		if !b[h] {
			t.Errorf("run %x is lost", h)
		}
	}
}

func TestLiterals(t *testing.T) {
	tests := []struct{ src, want string }{
		{`x={version:"1.2.3"}`, "1.2.3"},
		{`VERSION='v4.0.0-beta.2'`, "4.0.0-beta.2"},
		{`e="jQuery UI 1.12.1"`, "1.12.1"},
		{`t={majorVersion:"4",minorVersion:"9.11"}`, "4.9.11"},
		{`REVISION="152"`, "152"},
		{`u="http://127.0.0.1/x"`, ""},
		{`d="M1.5,2.25.5"`, "1.5"},
	}
	for _, tt := range tests {
		got := ""
		for _, l := range JS([]byte(tt.src)).Literals {
			got = l.Value
		}
		if got != tt.want {
			t.Errorf("%s: last literal %q, want %q", tt.src, got, tt.want)
		}
	}
}

func TestLiteralKeysSurviveMinifying(t *testing.T) {
	a, b := JS([]byte(full)), JS([]byte(minified))
	if len(a.Literals) != 1 || len(b.Literals) != 1 {
		t.Fatalf("%d and %d literals, want one each", len(a.Literals), len(b.Literals))
	}
	x, y := a.Literals[0].Keys(a), b.Literals[0].Keys(b)
	for i := range x {
		if x[i] != y[i] {
			t.Errorf("key %d differs", i)
		}
	}
}

func FuzzDigest(f *testing.F) {
	f.Add([]byte(full))
	f.Add([]byte("`${\"\\u{1F600}\\x4\\u12\"}"))
	f.Add([]byte("a{b:url(x);c:'\\"))
	f.Fuzz(func(t *testing.T, src []byte) {
		for _, d := range []*Digest{JS(src), CSS(src)} {
			for _, l := range d.Literals {
				l.Keys(d)
			}
			d.Shingles(func(uint32, int) {})
			d.Chunks()
			if sum := d.Sum(); sum.Length > 0 {
				d.Inner(src, 0, sum.Length)
				d.Parts(func(uint32) []int { return []int{sum.Length} }, func(Part) {})
			}
			for _, c := range d.Comments {
				_ = src[c.Start:c.End]
			}
		}
	})
}

// What printers and minifiers choose for themselves does not count.
func TestTokensOfPrinters(t *testing.T) {
	tests := []struct{ a, b string }{
		{`x=[1000,0xFF,1_000,.5,017,0b11]`, `x=[1e3,255,1000,0.50,15,3]`},
		{`re=/[^\S\u00A0]+[/]/`, `re=/[^\S\xa0]+[\/]/`},
		{`function f(a){if(a){g();return;}}`, `function f(a){if(a){g()}}`},
		{`s="\u00e9\x41\ud83d\ude00\033["`, `s='éA😀\x1b['`},
		{`re=/\u00e9\x41\ud83d\ude00/`, `re=/éA😀/`},
		{`n=[1000n,0x3E8n]`, `n=[1_000n,1000n]`},
		{"s='a\\\r\nb'", "s='a\\\nb'"},
		{"function f(){g();return; // done\n}", `function f(){g()}`},
		{"function f(){g();return /* done */}", `function f(){g()}`},
	}
	for _, tt := range tests {
		if JS([]byte(tt.a)).Tokens != JS([]byte(tt.b)).Tokens {
			t.Errorf("%s and %s differ", tt.a, tt.b)
		}
	}
	for _, tt := range []struct{ a, b string }{{`x=0xFF`, `x=0xFE`}, {`re=/\x2e/`, `re=/./`}, {`re=/\x5cd/`, `re=/\d/`}, {`re=/[\uD800-\uDBFF]/`, `re=/[\uDC00-\uDFFF]/`},
		{`s="\ud83d\ude00"`, `s="\ud83d\ude01"`}, {`s="\ud83d"`, `s="\ude00"`}, {`x=()=>{it.return}`, `x=()=>{it}`}, {`{return a}`, `{a}`}, {`n=10n`, `n=10`}} {
		if JS([]byte(tt.a)).Tokens == JS([]byte(tt.b)).Tokens {
			t.Errorf("%s and %s are the same", tt.a, tt.b)
		}
	}
}

// A member's name that stands alone is one, since a minifier gives the variable
// another; arguments, elements, names of modules and lists of expressions are not.
func TestMembersAlone(t *testing.T) {
	tests := []struct{ src, want string }{
		{`const {width, height} = box`, `const {width:w,height:h}=box`},
		{`f({width, height: g(first, second), depth})`, `f({width:w,height:g(a,b),depth:c})`},
		{`({width = 3, ...rest}) => { return {depth} }`, `({width:w=3,...a})=>({depth:b})`},
		{"`${{width}}${[first,second]}`", "`${{width:w}}${[a,b]}`"},
		{`import main, {first, second as third} from "x.js"`, `import a,{first as b,second as c}from"x.js"`},
		{`export {first, second}`, `export{a as first,b as second}`},
		{`export const {width, height} = box`, `export const{width:w,height:h}=box`},
		{`if (typeof x === "undefined") f(x.name)`, `typeof x>"u"&&f(x.name)`},
		{`while(a){first,second}`, `while(a){b,c}`},
		{"f({first, // one\nsecond /* two */})", `f({first:a,second:b})`},
		{`switch(a){case 1:{let first,second,third=3}default:{let fourth,fifth=2}}`, `switch(a){case 1:{let b,c,d=3}default:{let e,f=2}}`},
		{`outer:{var first,second=3,third}`, `a:{var b,c=3,d}`},
		{`x=a?{first,second}:{third,fourth}`, `x=a?{first:b,second:c}:{third:d,fourth:e}`},
		{`x={inner:{first,second}}`, `x={inner:{first:a,second:b}}`},
		{`f(import.meta,{first,second})`, `f(import.meta,{first:a,second:b})`},
		{`x={export:{first,second}}`, `x={export:{first:a,second:b}}`},
		{`x={...{first,second}}`, `x={...{first:a,second:b}}`},
		{`x=a||{first,second}`, `x=a||{first:b,second:c}`},
		{`x=[{first,second}]`, `x=[{first:b,second:c}]`},
		{`import "x.js";{first,second}`, `import"x.js";{a,b}`},
		{`x=()=>"u"`, `x=()=>"u"`},
		{`({first=>1})`, `({a=>1})`},
		{`if(a){first(b.name)}second(c)`, `a&&first(b.name),second(c)`},
		{"class Box{\n first = 1\n second(a) {}\n third = f()\n fourth(b) {}\n}", `class A{first=1;second(a){}third=f();fourth(b){}}`},
		{"class Box extends mixin({first}) { async #run() {} second() { this.#run() } }", `class A extends b({first:c}){async#a(){}second(){this.#a()}}`},
		{"x = class { second() { if (a) {third()} } static make() {} }\nfourth(1)", `x=class{second(){a&&third()}static make(){}};fourth(1)`},
		{`x={class:{first(){}}}`, `x={class:{first(){}}}`},
		{`re=/a/mg`, `re=/a/gm`},
	}
	if got := len(JS([]byte("class A{\nfirst=1\nsecond(a){}\nthird=f()\nfourth(b){}}")).Features); got != 2 {
		t.Errorf("of a class %d features, want its 2 methods", got)
	}
	if got := len(JS([]byte("x={first(a){},second(b){third(c)}}")).Features); got != 2 {
		t.Errorf("of an object %d features, want its 2 methods", got)
	}
	for _, tt := range tests {
		a, b := JS([]byte(tt.src)).Features, JS([]byte(tt.want)).Features
		same := len(a) == len(b)
		for i := range min(len(a), len(b)) {
			same = same && a[i].Hash == b[i].Hash
		}
		if !same {
			t.Errorf("%s has %d features, %s %d, or others", tt.src, len(a), tt.want, len(b))
		}
	}
}

// TestCommentsDoNotCount: what is left of a script is the same without its comments.
func TestCommentsDoNotCount(t *testing.T) {
	src := "const {first, // one\n second /* two */} = /* three */ box;\nfunction f(a) { if (a) { return /* early */ } // then\n g({second /* 2 */, first}); return; // done\n}\nx = typeof a /* u */ > /* v */ 'u' /* w */;"
	for _, comment := range []string{"// one\n", "/* two */", "/* three */", "/* early */", "// then\n", "/* 2 */", "// done\n", "/* u */", "/* v */", "/* w */"} {
		a, b := JS([]byte(src)), JS([]byte(strings.Replace(src, comment, "\n", 1)))
		if a.Tokens != b.Tokens || len(a.Sequence) != len(b.Sequence) {
			t.Errorf("without %q the tokens are %x, not %x, and the sequence is of %d, not %d", comment, b.Tokens, a.Tokens, len(b.Sequence), len(a.Sequence))
		}
	}
}

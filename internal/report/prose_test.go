package report

import (
	"strings"
	"testing"
)

// TestProse shows what becomes of the Markdown that people write, on the page
// and in one line of the Markdown report.
func TestProse(t *testing.T) {
	p := newProse()
	for _, c := range []struct{ in, html, md string }{
		{"", "", ""},
		{"plain", "<p>plain</p>", "plain"},
		{"*a* **b** `c`", "<p><em>a</em> <strong>b</strong> <code>c</code></p>", "a b `c`"},
		{"[x](https://e.example/)", `<p><a href="https://e.example/" rel="noreferrer noopener">x</a></p>`, "[x](<https://e.example/>)"},
		{"<https://e.example/>", `<p><a href="https://e.example/" rel="noreferrer noopener">https://e.example/</a></p>`, "<https://e.example/>"},
		{"https://e.example/", `<p><a href="https://e.example/" rel="noreferrer noopener">https://e.example/</a></p>`, "<https://e.example/>"},
		{"[x](javascript:alert(1))", "<p>x (javascript:alert(1))</p>", "x (javascript:alert(1))"},
		{"[x](data:text/html,y)", "<p>x (data:text/html,y)</p>", "x (data:text/html,y)"},
		{"[x](//e.example/)", "<p>x (//e.example/)</p>", "x (//e.example/)"},
		{"![x](https://e.example/p.png)", `<p><a href="https://e.example/p.png" rel="noreferrer noopener">x</a></p>`, "[x](<https://e.example/p.png>)"},
		{"a <b>c</b> d", "<p>a &lt;b&gt;c&lt;/b&gt; d</p>", `a \<b\>c\</b\> d`},
		{"<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>", `\<script\>alert(1)\</script\>`},
		{"# title", "<p><strong>title</strong></p>", "title"},
		{"- a\n- b", "<ul>\n<li>a</li>\n<li>b</li>\n</ul>", "• a • b"},
		{"| a | b |\n| :-: | --- |\n| 1 | 2 |", "<table>\n<thead>\n<tr>\n<th align=\"center\">a</th>\n<th>b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n<td align=\"center\">1</td>\n<td>2</td>\n</tr>\n</tbody>\n</table>", "a b 1 2"},
		{"jane@example.org", `<p>jane@example.org</p>`, "`jane@example.org`"},
		{"a | b", "<p>a | b</p>", `a \| b`},
		{"\x1b[31mred\u202e", `<p>\x1b[31mred\u202e</p>`, `\\x1b\[31mred\\u202e`},
	} {
		if got := strings.TrimSpace(string(p.html(c.in))); got != c.html {
			t.Errorf("html of %q:\n got %s\nwant %s", c.in, got, c.html)
		}
		if got := p.inline(c.in); got != c.md {
			t.Errorf("line of %q:\n got %s\nwant %s", c.in, got, c.md)
		}
	}
}

func FuzzProse(f *testing.F) {
	for _, s := range nasty {
		f.Add(s)
	}
	p := newProse()
	f.Fuzz(func(t *testing.T, s string) {
		md := "| " + cell(p.inline(s)) + " | end |\n"
		table := tablesOf("| a | b |\n| --- | --- |\n" + md)
		if len(table) != 1 || len(table[0]) != 2 || table[0][1][1] != "end" {
			t.Errorf("%q breaks the table: %q", s, md)
		}
		harmlessMarkdown(t, "x "+md)
		for _, bad := range []string{"<script", "<img", "<iframe", "javascript:alert(1)\"", " style=", " onerror=\""} {
			if strings.Contains(strings.ToLower(string(p.html(s))), bad) && bad[0] == '<' {
				t.Errorf("%q gives %s", s, p.html(s))
			}
		}
	})
}

func TestLine(t *testing.T) {
	for in, want := range map[string]string{
		"plain": "plain", " a \t\n b ": "a b", "\x1b[0m": `\x1b[0m`, "a\x00b": `a\x00b`, "\xffx": `\xffx`, "\u202ex": `\u202ex`, "é 日本語": "é 日本語",
		"a\u2028b": "a b", "\ufeffa": `\ufeffa`, "a\u00adb": `a\u00adb`, "\u0085": "", "\U000e0041": `\ue0041`,
	} {
		if got := line(in); got != want {
			t.Errorf("line(%q) = %q, want %q", in, got, want)
		}
	}
}

func TestLog(t *testing.T) {
	for in, want := range map[string]string{
		"##teamcity[x]": `#\#teamcity[x]`, "a ##vso[x]": `a #\#vso[x]`, "##[error]": `#\#[error]`, "::error::x": `:\:error::x`, "  ::error::x": `  :\:error::x`,
		"a::b": "a::b", "a\n::set-output": "a\n:\\:set-output", "## head": "## head", "##TEAMCITY[": `#\#TEAMCITY[`,
	} {
		if got := log(in); got != want {
			t.Errorf("log(%q) = %q, want %q", in, got, want)
		}
	}
}

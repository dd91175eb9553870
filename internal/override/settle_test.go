package override

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
)

// TestSettleTellsApart: what a component settles in a file is one notice, the one that
// its name or its holder tells. Where nothing tells it, all of the notices that it may
// be stay, until there are as many components.
func TestSettleTellsApart(t *testing.T) {
	notice := func(says string, holders ...string) Notice { return Notice{Says: says, Holders: holders} }
	own := Notice{Says: "AcmeGrid (c) Acme", Holders: []string{"Acme"}, Own: true}
	chart, grid := notice("BarChart (c) 2012 Bar Ltd. MIT", "Bar Ltd"), notice("BarGrid (c) 2012 Bar Ltd. Commercial", "Bar Ltd")
	alike := []Notice{notice("Copyright (c) 2012 Bar Ltd", "Bar Ltd"), notice("Copyright (c) 2012 Bar Ltd", "Bar Ltd")}
	titles := []Notice{notice("MIT License"), notice("FooGrid (c) 2012 Foo. Other parts under the MIT License", "Foo")}
	words := []Notice{notice("Released under"), notice("Released under")}
	for name, tt := range map[string]struct {
		notices []Notice
		entries string // each name|organization|license|copyright
		want    string
	}{
		"one first line":                  {alike, "Copyright (c) 2012 Bar Ltd|Bar Ltd|MIT", "-- unclear"},
		"one first line, twice the same":  {alike, "Copyright (c) 2012 Bar Ltd|Bar Ltd|MIT; Copyright (c) 2012 Bar Ltd|Bar Ltd|MIT", "-- unclear unclear"},
		"one first line, two licenses":    {alike, "Copyright (c) 2012 Bar Ltd|Bar Ltd|MIT; Copyright (c) 2012 Bar Ltd|Bar Ltd|ISC", "++ used used"},
		"one holder, two names":           {alike, "chart|Bar Ltd|MIT; grid|Bar|MIT", "++ used used"},
		"a license's title":               {titles, "MIT License||MIT", "+- used"},
		"words of a title":                {titles, "License||MIT", "-- unclear"},
		"words of a title, and the other": {titles, "License||MIT; FooGrid||ISC", "++ used used"},
		"the holder":                      {[]Notice{chart, grid}, "thing|Bar Ltd|MIT", "-- unclear"},
		"the name before the holder":      {[]Notice{chart, grid}, "BarChart|Bar Ltd|MIT", "+- used"},
		"the holder of what is left":      {[]Notice{chart, grid}, "thing|Bar Ltd|MIT; BarGrid||ISC", "++ used used"},
		"a spelling of the holder":        {[]Notice{notice("(c) 2012 Bar", "Bar"), notice("(c) 2013 Bar Ltd", "Bar Ltd")}, "thing|Bar Ltd.|MIT", "-- unclear"},
		"a name that another says":        {[]Notice{notice("Grid (c) Ann", "Ann"), notice("uses Grid (c) Bob", "Bob")}, "Grid|Bob|MIT", "-+ used"},
		"the name contradicts the holder": {[]Notice{notice("Grid (c) Ann", "Ann"), notice("Chart (c) Bob", "Bob")}, "Grid|Bob|MIT", "+- used"},
		"half a holder":                   {[]Notice{notice("(c) Barbara Inc", "Barbara Inc"), notice("(c) Foo", "Foo")}, "thing|Bar|MIT", "-- not"},
		"half a name":                     {[]Notice{notice("FooGrid", "A"), notice("Chart", "B")}, "grid||MIT", "-- not"},
		"half of it in a copyright":       {[]Notice{notice("(c) Bar", "Bar"), notice("(c) Foo", "Foo")}, "thing||MIT|(c) 2012 Barbara Inc", "-- not"},
		"a copyright":                     {[]Notice{notice("(c) Bar", "Bar Ltd"), notice("(c) Foo", "Foo")}, "thing||MIT|(c) 2012 Bar", "+- used"},
		"nothing":                         {[]Notice{chart, notice("")}, "thing||MIT", "-- not"},
		"legal forms":                     {[]Notice{notice("(c) The Authors", "The Authors"), notice("(c) Foo Authors", "Foo Authors")}, "thing|The Authors|MIT", "+- used"},
		"words alone":                     {words, "Released||MIT; under||MIT", "++ used used"},
		"three in a ring":                 {[]Notice{notice("a b"), notice("b c"), notice("c a")}, "a||MIT; b||MIT; c||MIT", "+++ used used used"},
		"two in a ring of three":          {[]Notice{notice("a b"), notice("b c"), notice("c a")}, "a||MIT; b||MIT", "--- unclear unclear"},
		"more than notices":               {[]Notice{chart, grid}, "BarChart||MIT; BarChart|Bar|MIT|x; BarGrid||MIT", "++ used used used"},
		"one notice":                      {[]Notice{chart}, "thing|Foo|MIT", "+ used"},
		"beside the project's":            {[]Notice{own, chart}, "thing||MIT", "-+ used"},
		"the project's":                   {[]Notice{own, chart}, "AcmeGrid||MIT", "+- used"},
		"the project's, and its own":      {[]Notice{own, chart}, "AcmeGrid|Bar|MIT", "-+ used"},
		"the project's alone":             {[]Notice{own}, "thing||MIT", "+ used"},
		"the project's beside two others": {[]Notice{own, chart, grid}, "thing|Acme|MIT", "+-- used"},
	} {
		t.Run(name, func(t *testing.T) {
			s := load(t, componentsOf(tt.entries))
			var got strings.Builder
			for _, is := range s.Settle("two.js", false, tt.notices) {
				got.WriteString(map[bool]string{true: "+", false: "-"}[is])
			}
			for _, e := range s.entries {
				switch {
				case e.used && e.unclear == "":
					got.WriteString(" used")
				case e.unclear != "":
					got.WriteString(" unclear")
				default:
					got.WriteString(" not")
				}
			}
			if got.String() != tt.want {
				t.Errorf("got %s, want %s", &got, tt.want)
			}
		})
	}
}

// componentsOf writes components of two.js.
func componentsOf(entries string) string {
	or := func(s string) string {
		if s == "" {
			return "-" // no word
		}
		return s
	}
	var b strings.Builder
	b.WriteString("\ncomponents:\n")
	for e := range strings.SplitSeq(entries, "; ") {
		p := append(strings.Split(e, "|"), "")
		fmt.Fprintf(&b, "  - { name: %q, path: two.js, license: %s, reason: x, metadata: { organization: %q, copyright: %q } }\n", p[0], p[2], or(p[1]), or(p[3]))
	}
	return b.String()
}

// A component that may be any of several notices is in the report, and its state says
// what it lacks; an entry that a nearer one shadows is no second component.
func TestSettleSaysWhatIsUnclear(t *testing.T) {
	entry := componentsOf("thing|Bar|MIT")
	s := load(t, entry, strings.Replace(entry, "MIT", "ISC", 1))
	two := []Notice{{Says: "a", Holders: []string{"Bar"}}, {Says: "b", Holders: []string{"Bar"}}}
	if got := s.Settle("two.js", false, two); got[0] || got[1] {
		t.Errorf("settled are %v", got)
	}
	if got := s.Components(); len(got) != 1 || got[0].Conclusion.License != "ISC" {
		t.Errorf("declares %+v", got)
	}
	var states []string
	for _, st := range s.States() {
		states = append(states, st.State+": "+st.Detail)
	}
	want := []string{
		"shadowed: thing: a nearer entry decides: overrides.yaml:4",
		`applied: it may be any of 2 notices of "two.js", and settles none: say more of the one in its name or organization, or declare the others, too`,
	}
	if diff := cmp.Diff(want, states); diff != "" {
		t.Error(diff)
	}
	if got := s.Settle("two.js", false, two[:1]); !got[0] {
		t.Error("the only notice is not settled")
	}
}

// TestComponentOrder: the places of a component are sorted by scope and path, and each
// is there once.
func TestComponentOrder(t *testing.T) {
	s := load(t, `
components:
  - { name: grid, path: [z.js, a/src/test/x.js, b.js, z.js], license: MIT, reason: its site }
`)
	for _, file := range []string{"z.js", "b.js", "a/src/test/x.js"} {
		s.Settle(file, false, []Notice{{}})
	}
	var places []string
	for _, o := range s.Components()[0].Component.Occurrences {
		places = append(places, o.Scope+" "+o.Found.File)
	}
	if diff := cmp.Diff([]string{"runtime b.js", "runtime z.js", "test a/src/test/x.js"}, places); diff != "" {
		t.Error(diff)
	}
}

// TestTell: what tells a notice from the others of its file.
func TestTell(t *testing.T) {
	in := func(says string, holders ...string) audit.Unnamed {
		return audit.Unnamed{Holders: holders, Notices: []audit.Notice{noticeIn("a.js", 1, says, true)}}
	}
	for name, tt := range map[string]struct {
		unnamed []audit.Unnamed
		want    []Telling
	}{
		"both":        {[]audit.Unnamed{in("BarChart", "Bar"), in("FooGrid", "Foo")}, []Telling{ByEither, ByEither}},
		"words":       {[]audit.Unnamed{in("BarChart", "Bar"), in("BarGrid", "Bar Ltd"), in("alone")}, []Telling{ByWords, ByWords, ByWords}},
		"holder":      {[]audit.Unnamed{in("Copyright", "Bar"), in("copyright:", "Foo")}, []Telling{ByHolder, ByHolder}},
		"nothing":     {[]audit.Unnamed{in("Copyright", "Bar"), in("Copyright", "Bar"), in("x")}, []Telling{Together, Together, ByWords}},
		"no holder":   {[]audit.Unnamed{in("Copyright"), in("Copyright")}, []Telling{Together, Together}},
		"empty":       {[]audit.Unnamed{in(""), in("FILL-IN"), in("*"), in("", "*"), in("", "Bar")}, []Telling{Untold, Untold, Untold, Untold, ByHolder}},
		"a beginning": {[]audit.Unnamed{in("Grid", "Foo"), in("Grid Pro", "Foo")}, []Telling{ByWords, ByWords}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []Telling
			for _, list := range Tell(tt.unnamed) {
				got = append(got, list...)
			}
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Error(diff)
			}
		})
	}
	alone := in("x")
	alone.Notices[0].Several = false
	alone.Notices = append(alone.Notices, noticeIn("b.js", 1, "", true))
	if diff := cmp.Diff([][]Telling{{ByPath, Untold}}, Tell([]audit.Unnamed{alone})); diff != "" {
		t.Error(diff)
	}
}

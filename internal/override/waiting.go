package override

import (
	"slices"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/config"
	"github.com/licaudit/licaudit/internal/yamlfile"
)

// freshScripts are the stubs for which no entry waits in a file. An entry is one stub of
// each of its files, and rather that whose name it has than another of the same holder.
// Entries that are complete do not count: what they settle is suggested no more.
func freshScripts(file yamlfile.Source, stubs []ScriptStub) []ScriptStub {
	var waiting []writtenComponent
	for _, c := range readWritten(file).Components {
		if c.waits() {
			waiting = append(waiting, c)
		}
	}
	asked := make([]writtenComponent, len(stubs))
	for i, s := range stubs {
		if list := readWritten(yamlfile.Source{Name: "new entry", Data: []byte("components:\n" + s.Text)}).Components; len(list) == 1 {
			asked[i] = list[0]
		}
	}
	met, is := make([]bool, len(stubs)), make([][]writtenComponent, len(waiting))
	for _, fits := range [...]func(i int, entry writtenComponent) bool{
		func(i int, entry writtenComponent) bool {
			return stubs[i].Several && asked[i].hasName(entry, slices.Equal)
		},
		func(i int, entry writtenComponent) bool { return stubs[i].Several && asked[i].hasName(entry, within) },
		func(i int, entry writtenComponent) bool { return !stubs[i].Several || asked[i].hasHolder(entry) },
	} {
		for i, stub := range asked {
			for j, entry := range waiting {
				if met[i] || !fits(i, entry) || !stub.hasFiles(entry) || slices.ContainsFunc(is[j], stub.sharesFile) {
					continue
				}
				met[i], is[j] = true, append(is[j], stub)
			}
		}
	}
	var out []ScriptStub
	for i, s := range stubs {
		if !met[i] {
			out = append(out, s)
		}
	}
	return out
}

// waits reports whether an entry is a stub that nobody has completed.
func (c writtenComponent) waits() bool {
	return c.Name.Value == FillIn || c.License.Value == FillIn || c.Reason.Value == FillIn
}

// hasName reports whether the name of another entry is that of a stub, or stands in it:
// a stub's name is the first words of its notice.
func (c writtenComponent) hasName(entry writtenComponent, as func(words, in []string) bool) bool {
	return c.Name.Value != FillIn && as(audit.Words(componentID(&entry).Name), audit.Words(c.Name.Value))
}

// hasHolder reports whether two entries have the same organization.
func (c writtenComponent) hasHolder(entry writtenComponent) bool {
	holder := audit.HolderKey(metadata(c.Metadata).Organization)
	return holder != "" && holder == audit.HolderKey(metadata(entry.Metadata).Organization)
}

// hasFiles reports whether all files of a stub are another entry's.
func (c writtenComponent) hasFiles(entry writtenComponent) bool {
	return !slices.ContainsFunc(c.Path, func(p yamlfile.Text) bool {
		return !slices.ContainsFunc(entry.Path, func(glob yamlfile.Text) bool {
			return config.PathMatches(glob.Value, strings.TrimPrefix(p.Value, "./"))
		})
	})
}

// sharesFile reports whether two stubs have a file in common.
func (c writtenComponent) sharesFile(other writtenComponent) bool {
	return slices.ContainsFunc(c.Path, func(p yamlfile.Text) bool {
		return slices.ContainsFunc(other.Path, func(q yamlfile.Text) bool { return p.Value == q.Value })
	})
}

package normalize

import "strings"

// mention is one license that a name speaks of, as far as it is known.
type mention struct {
	joint      itemKind // what joins it to the mention before: orItem, commaItem, openItem ...
	candidates []string // ids, GNU's without -only and -or-later
	version    string
	number     token // the token of version
	clauses    string
	exception  string
	later      bool
	only       bool
	like       bool
	numbered   bool // the phrase itself has a number
	loose      bool // and that has no point
	clash      bool // its parts contradict each other
}

// adjacent is the joint of mentions that nothing stands between.
const adjacent = strangeItem

// mentions cuts the items at each new family and at each word that joins.
func mentions(its []item) reading {
	var ms []mention
	var dual, grouped bool
	var strange string
	m := mention{joint: adjacent}
	flush := func(joint itemKind) {
		if !m.empty() {
			ms = append(ms, m)
			m = mention{joint: joint}
			return
		}
		m.joint = min(m.joint, joint) // of ", or (" the word counts
	}
	for i, it := range its {
		switch it.kind {
		case familyItem:
			if len(m.candidates) > 0 {
				flush(adjacent)
			}
			m.candidates, m.numbered, m.loose = strings.Split(it.text, "|"), it.numbered, it.loose
		case versionItem:
			if i > 0 && (its[i-1].kind == versionItem || its[i-1].numbered) && strange == "" {
				strange = it.text // "version 1 1"
			}
			if m.version != "" && m.version != it.text {
				flush(adjacent)
			}
			m.version, m.number = it.text, it.tok
		case clauseItem:
			if m.clauses != "" && m.clauses != it.text {
				m.clash = true
			}
			m.clauses = it.text
		case laterItem:
			m.later = true
		case onlyItem:
			m.only = true
		case exceptionItem:
			m.except(it.text)
		case likeItem:
			m.like = true
		case dualItem:
			dual = true
		case strangeItem:
			if strange == "" {
				strange = it.text
			}
		case closeItem:
		case openItem:
			grouped = grouped || len(ms) > 0 && m.empty() && m.joint < openItem
			flush(it.kind)
		default:
			flush(it.kind)
		}
	}
	flush(adjacent)
	return reading{ms, dual, grouped, strange}
}

// reading is a name cut into mentions.
type reading struct {
	mentions []mention
	dual     bool   // it says that there is a choice
	grouped  bool   // parentheses join some of the mentions
	strange  string // the first word that no table knows
}

func (m *mention) except(id string) {
	if m.exception != "" && m.exception != id {
		m.clash = true
	}
	m.exception = id
}

func (m *mention) empty() bool {
	return len(m.candidates) == 0 && m.version == "" && m.clauses == "" && m.exception == "" && !m.later && !m.only
}

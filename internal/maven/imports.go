package maven

import "sync"

// imports is a list of imported BOMs, told from all others by its pointer: the
// modules of a reactor mostly import the same ones, and then look what those
// say up once and not each for itself.
type imports struct {
	before *imports // nil for the first
	bom    *management

	once sync.Once
	list []*management
	mu   sync.Mutex
	memo map[ga][]*dependency
}

// after is the list that ends with this BOM.
func (m *management) after(before *imports) *imports {
	m.mu.Lock()
	defer m.mu.Unlock()
	i := m.lists[before]
	if i == nil {
		if m.lists == nil {
			m.lists = map[*imports]*imports{}
		}
		i = &imports{before: before, bom: m}
		m.lists[before] = i
	}
	return i
}

// boms are the BOMs in order.
func (i *imports) boms() []*management {
	if i == nil {
		return nil
	}
	i.once.Do(i.flatten)
	return i.list
}

// entries are those of all BOMs: of one management key the first.
func (i *imports) entries(k ga) []*dependency {
	boms := i.boms()
	i.mu.Lock()
	defer i.mu.Unlock()
	if got, ok := i.memo[k]; ok {
		return got
	}
	var out []*dependency
	for _, bom := range boms {
		out = addEntries(out, bom.entries(k))
	}
	if i.memo == nil {
		i.memo = map[ga][]*dependency{}
	}
	i.memo[k] = out
	return out
}

func (i *imports) flatten() {
	i.list = append(append(i.list, i.before.boms()...), i.bom)
}

// addEntries adds the entries whose management keys are new. What it returns
// may share the memory of either.
func addEntries(have, more []*dependency) []*dependency {
	if len(have) == 0 && len(more) < 2 {
		return more
	}
	out := have[:len(have):len(have)]
next:
	for _, d := range more {
		for _, h := range out {
			if h.sameKey(d) {
				continue next
			}
		}
		out = append(out, d)
	}
	return out
}

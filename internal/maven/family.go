package maven

import "context"

// draft is a model without the BOMs that it imports, or nil where there are
// none to wait for. The versions that it has are the right ones: what a POM and
// its parents manage stands above what BOMs say.
func (l *loader) draft(ctx context.Context, c *buildContext, r *rawModel, remotes *remoteList) *effective {
	a, err := l.lineage(ctx, c, r, remotes)
	if err != nil {
		return nil
	}
	imported := false
	none := &management{list: &managedList{}}
	d := newEffective(a, l.interpolator(c, r), func(*dependency) (*management, error) {
		imported = true
		return none, nil
	})
	if !imported {
		return nil
	}
	return d
}

// asFamily stands in a view for a POM that is read as a parent or a BOM.
const asFamily = "family"

// family begins to read a POM's parents and the BOMs that it names, before its
// model is built.
func (l *loader) family(r *rawModel, remotes *remoteList) {
	read := func(groupID, artifactID, version string) {
		k := pomKey{groupID, artifactID, version, remotes}
		if version == "" || version[0] == '[' || version[0] == '(' || dynamic(version) || !l.ahead.claim(view{pomKey: k, excluded: asFamily}) {
			return
		}
		l.ahead.start(func() {
			if p, err := l.fetch(l.ahead.ctx, k); err == nil {
				l.family(p, remotes)
			}
		})
	}
	if p := r.parent; p != nil && r.file == "" && l.sibling(pomKey{p.groupID, p.artifactID, p.version, nil}) == nil {
		read(p.groupID, p.artifactID, p.version)
	}
	for _, d := range r.managed {
		if !d.isImport() {
			continue
		}
		v := d.version
		if name, ok := placeholder(v); ok && v == "${"+name+"}" {
			v = r.props[name]
		}
		if !dynamic(d.groupID) {
			read(d.groupID, d.artifactID, v)
		}
	}
}

// awaitFamily reads a POM's parents, so that nobody waits for the network
// while building a model. What goes wrong shows when the model is built.
func (l *loader) awaitFamily(ctx context.Context, r *rawModel, remotes *remoteList) {
	l.family(r, remotes)
	for range maxScout {
		p := r.parent
		if p == nil || r.file != "" || p.version == "" || p.version[0] == '[' || p.version[0] == '(' || l.sibling(pomKey{p.groupID, p.artifactID, p.version, nil}) != nil {
			return
		}
		next, err := l.fetch(ctx, pomKey{p.groupID, p.artifactID, p.version, remotes})
		if err != nil {
			return
		}
		r = next
	}
}

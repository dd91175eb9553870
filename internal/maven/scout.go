package maven

// scout reads ahead for one module, with its management.
type scout struct {
	l     *loader
	mgmt  *management
	types *typeTable
	// draft is set where the management lacks what the module imports: then
	// only what it has is followed below the direct dependencies.
	draft bool
}

// view is a POM as a scout comes upon it: what there is to read below depends on
// the management of the module and on what is excluded.
type view struct {
	pomKey
	managed  *managedList
	imports  *imports
	excluded string
}

// maxScout bounds how deep the reading ahead goes.
const maxScout = 100

// look reads what the edges lead to, unless the walk would not follow them.
func (s *scout) look(edges []edge, exclusions []exclusion, remotes *remoteList, depth int) {
	for i := range edges {
		e := &edges[i]
		sel := selector{exclusions: exclusions}
		if depth > 1 && (e.scope == "test" || e.scope == "provided" || e.optional) || e.localPath || sel.excludes(e.groupID, e.artifactID) {
			continue
		}
		k := pomKey{e.groupID, e.artifactID, e.version, remotes}
		if depth > 1 {
			if v := s.managed(e); v != "" {
				k.version = v
			} else if s.draft {
				continue
			}
		}
		below := exclusions
		if len(e.exclusions) > 0 {
			below = sortedUnion(exclusions, e.exclusions)
		}
		if k.version == "" || k.version[0] == '[' || k.version[0] == '(' || dynamic(k.version) || !s.l.ahead.claim(s.view(k, below)) {
			continue
		}
		if s.draft && s.l.pool[k.groupID+":"+k.artifactID+":"+k.version] != nil {
			continue // a module, of which nobody knows yet whether it takes part
		}
		if m := s.l.ready(k); m != nil {
			s.follow(m, e, below, depth)
			continue
		}
		s.l.ahead.start(func() {
			if !s.l.ahead.near() && !e.fat {
				s.glance(k, below, depth)
			}
			s.follow(s.l.entry(s.l.ahead.ctx, k), e, below, depth)
		})
	}
}

// glance looks at what a POM leads to before its model is there: at what it
// says of itself while its parents are still on the way, and at what they say
// while the BOMs are.
func (s *scout) glance(k pomKey, exclusions []exclusion, depth int) {
	ctx := s.l.ahead.ctx
	r, err := s.l.fetch(ctx, k)
	if err != nil || depth >= maxScout || r.pom.DistributionManagement != nil && r.pom.DistributionManagement.Relocation != nil {
		return
	}
	if len(r.repos) == 0 {
		var edges []edge
		for _, d := range r.deps {
			if d.isLiteral() {
				edges = append(edges, newEdge(d, s.types))
			}
		}
		s.look(edges, exclusions, k.remotes, depth+1)
	}
	s.l.awaitFamily(ctx, r, k.remotes)
	if d := s.l.draft(ctx, s.l.dependencies, r, k.remotes); d != nil {
		s.look(newEdges(d.deps, s.types), exclusions, s.l.repos.add(k.remotes, d.repositories()), depth+1)
	}
}

// view tells the ways to a POM apart as far as is worth it: where nothing comes
// from the network, only the first one is gone.
func (s *scout) view(k pomKey, exclusions []exclusion) view {
	if s.l.ahead.near() {
		return view{pomKey: k}
	}
	v := view{k, s.mgmt.list, s.mgmt.imports, exclusionKey(exclusions)}
	if len(v.managed.byGA) == 0 && len(s.mgmt.dynamic) == 0 {
		v.managed = nil // it has imports at most
	}
	return v
}

// follow looks at what a model leads to.
func (s *scout) follow(m *modelEntry, e *edge, exclusions []exclusion, depth int) {
	if m.model == nil || m.code != "" || depth >= maxScout || s.l.ahead.ctx.Err() != nil {
		return
	}
	if m.relocation != nil {
		moved := *e
		moved.artifact = m.relocation.apply(e.artifact)
		s.look([]edge{moved}, exclusions, m.remotes, depth+1)
		return
	}
	if !e.fat {
		s.look(m.dependencies(s.types), exclusions, m.remotes, depth+1)
	}
}

// managed is the version that the root's management gives an artifact, or "".
func (s *scout) managed(e *edge) string {
	for _, d := range s.mgmt.entries(ga{e.groupID, e.artifactID}) {
		if d.kind == e.kind && d.classifier == e.classifier && d.version != "" {
			return d.version
		}
	}
	return ""
}

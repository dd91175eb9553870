package main

import (
	"context"
	"encoding/json"
	"os"
	"path/filepath"

	"github.com/licaudit/licaudit/internal/tools/peer"
)

// ask asks Maven for a project's tree and keeps its answer; with -reuse an
// answer kept by an earlier run will do, so that a change to licaudit can be
// tried without Maven.
func ask(ctx context.Context, o options, m peer.Maven, name, dir string) (peer.Run, error) {
	path := filepath.Join(o.work, "answers", name+"-"+m.Version+".json")
	var run peer.Run
	if o.reuse {
		if data, err := os.ReadFile(path); err == nil {
			return run, json.Unmarshal(data, &run)
		}
	}
	run, err := m.Tree(ctx, dir)
	if err != nil {
		return run, err
	}
	data, err := json.Marshal(run)
	if err != nil {
		return run, err
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return run, err
	}
	return run, os.WriteFile(path, data, 0o644)
}

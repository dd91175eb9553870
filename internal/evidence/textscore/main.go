// Textscore classifies the files named on the command line, or standing in the
// folders named, and prints a JSON line for each: path, license, status,
// candidates and rules. It is the developer's way to score the readers.
package main

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"

	"github.com/licaudit/licaudit/internal/evidence"
)

func main() {
	out := json.NewEncoder(os.Stdout)
	for _, root := range os.Args[1:] {
		err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			b, err := os.ReadFile(path)
			if err != nil {
				return err
			}
			c := evidence.Classify(b)
			var rules []string
			for _, m := range c.Matches {
				r := fmt.Sprintf("%s[%d:%d]=%s%v", m.Rule, m.Start, m.End, m.License, m.Candidates)
				if m.ThirdParty {
					r = "(" + r + ")"
				}
				rules = append(rules, r)
			}
			return out.Encode(map[string]any{"path": path, "license": c.License, "status": c.Status, "candidates": c.Candidates, "rules": rules, "notes": c.Notes})
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, "textscore:", err)
			os.Exit(1)
		}
	}
}

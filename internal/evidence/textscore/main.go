// Textscore classifies the files named on the command line, or standing in the
// folders named, and prints a JSON line for each: path, license, status,
// candidates and rules. Of a jar it reads the evidence inside. It is the
// developer's way to score the readers.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

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
			if strings.HasSuffix(path, ".jar") {
				return jar(out, path, b)
			}
			return out.Encode(line(path, b))
		})
		if err != nil {
			fmt.Fprintln(os.Stderr, "textscore:", err)
			os.Exit(1)
		}
	}
}

func line(path string, text []byte) map[string]any {
	c := evidence.Classify(text)
	var rules []string
	for _, m := range c.Matches {
		r := fmt.Sprintf("%s[%d:%d]=%s%v", m.Rule, m.Start, m.End, m.License, m.Candidates)
		if m.ThirdParty {
			r = "(" + r + ")"
		}
		rules = append(rules, r)
	}
	return map[string]any{"path": path, "license": c.License, "status": c.Status, "candidates": c.Candidates, "rules": rules, "notes": c.Notes}
}

func jar(out *json.Encoder, path string, b []byte) error {
	c, problems := evidence.ReadContents(context.Background(), filepath.Base(path), bytes.NewReader(b), int64(len(b)))
	for _, e := range c.Evidence {
		l := map[string]any{"path": e.Found.File, "kind": e.Kind, "name": e.Name, "url": e.URL}
		if e.Text != "" {
			l = line(e.Found.File, []byte(e.Text))
			l["kind"], l["sha256"], l["copyright"] = e.Kind, e.SHA256, e.Copyright
		}
		if err := out.Encode(l); err != nil {
			return err
		}
	}
	for _, contained := range c.Contained {
		if err := out.Encode(map[string]any{"path": filepath.Base(path), "contained": contained.ID.String()}); err != nil {
			return err
		}
	}
	for _, p := range problems {
		if err := out.Encode(p); err != nil {
			return err
		}
	}
	return nil
}

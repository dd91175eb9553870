package normalize

import (
	"bufio"
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/spdx"
)

// Line is the answer for one name and URL, as `licaudit normalize` prints it.
type Line struct {
	Name       string            `json:"name"`
	URL        string            `json:"url"`
	Status     audit.Status      `json:"status"`
	License    spdx.Expression   `json:"license"`
	Candidates []spdx.Expression `json:"candidates"`
	Rule       string            `json:"rule"`
}

// Lines reads "name TAB url" lines of any length and writes an answer a line,
// in their order; format is "jsonl" or "text". The URL may be absent. Bytes
// that are not UTF-8 are echoed as JSON can hold them, as U+FFFD.
func Lines(r io.Reader, w io.Writer, format string) error {
	if format != "jsonl" && format != "text" {
		return fmt.Errorf("format %q is not one of text, jsonl", format)
	}
	in, out := bufio.NewReaderSize(r, 64<<10), bufio.NewWriterSize(w, 64<<10)
	for {
		line, err := in.ReadBytes('\n')
		if len(line) > 0 {
			line = bytes.TrimSuffix(bytes.TrimSuffix(line, []byte("\n")), []byte("\r"))
			name, url, _ := bytes.Cut(line, []byte("\t"))
			if werr := WriteLine(out, string(name), string(url), format); werr != nil {
				return werr
			}
		}
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return fmt.Errorf("names: %w", errors.Join(err, out.Flush()))
		}
	}
}

// WriteLine writes the answer for one name and URL.
func WriteLine(w io.Writer, name, url, format string) error {
	r := Name(name, url)
	if format == "jsonl" {
		l := Line{name, url, r.Status, r.License, r.Candidates, r.Rule}
		if l.Candidates == nil {
			l.Candidates = []spdx.Expression{}
		}
		var b bytes.Buffer
		enc := json.NewEncoder(&b)
		enc.SetEscapeHTML(false)
		if err := enc.Encode(l); err != nil {
			return err
		}
		_, err := w.Write(b.Bytes())
		return err
	}
	answer := string(r.License)
	if r.Status != audit.Identified {
		answer = string(r.Status)
	}
	for i, c := range r.Candidates {
		if i == 0 {
			answer += ": "
		} else {
			answer += " | "
		}
		answer += string(c)
	}
	_, err := fmt.Fprintf(w, "%s  [%s]\n", answer, r.Rule)
	return err
}

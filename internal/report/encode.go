package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"

	"github.com/licaudit/licaudit/internal/audit"
)

// maxResult is the size in bytes of the largest result.json that Decode reads:
// ten times that of a reactor of some hundred modules.
const maxResult = 512 << 20

// Encode writes result.json: keys in the order of the types, maps sorted, two
// spaces of indentation, a final newline.
func Encode(r audit.Report) ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(r); err != nil {
		return nil, fmt.Errorf("encode result: %w", err)
	}
	return b.Bytes(), nil
}

// Decode reads result.json. Another version, an unknown key, data behind the
// end or a part that contradicts another is an error, never a guess.
func Decode(data []byte) (audit.Report, error) {
	if len(data) > maxResult {
		return audit.Report{}, fmt.Errorf("result.json has %d bytes: more than %d are not read", len(data), maxResult)
	}
	var head struct {
		Version *int `json:"version"`
	}
	if err := json.Unmarshal(data, &head); err != nil {
		return audit.Report{}, fmt.Errorf("this is not a result.json: %w", at(data, err))
	}
	switch {
	case head.Version == nil:
		return audit.Report{}, errors.New(`this is not a result.json of licaudit: it has no "version"`)
	case *head.Version != audit.ReportVersion:
		return audit.Report{}, fmt.Errorf("result.json has version %d, and this licaudit reads version %d: make it anew with this licaudit", *head.Version, audit.ReportVersion)
	}
	var r audit.Report
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&r); err != nil {
		return audit.Report{}, fmt.Errorf("result.json: %w", at(data, err))
	}
	if _, err := d.Token(); err != io.EOF {
		return audit.Report{}, errors.New("result.json: there is more behind its end")
	}
	if err := validate(r); err != nil {
		return audit.Report{}, fmt.Errorf("result.json: %w", err)
	}
	return r, nil
}

// at adds line and column to a syntax or type error of encoding/json.
func at(data []byte, err error) error {
	offset := int64(-1)
	var syntax *json.SyntaxError
	var kind *json.UnmarshalTypeError
	switch {
	case errors.As(err, &syntax):
		offset = syntax.Offset
	case errors.As(err, &kind):
		offset = kind.Offset
	}
	if offset < 0 || offset > int64(len(data)) {
		return err
	}
	before := data[:offset]
	line := bytes.Count(before, []byte("\n")) + 1
	column := len(before) - bytes.LastIndexByte(before, '\n')
	return fmt.Errorf("%d:%d: %w", line, column, err)
}

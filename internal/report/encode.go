package report

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/licaudit/licaudit/internal/audit"
)

// maxResult is the size in bytes of the largest result.json that Decode reads:
// ten times that of a reactor of some hundred modules.
const maxResult = 512 << 20

// Encode writes result.json: keys in the order of the types, maps sorted, two
// spaces of indentation, a final newline. Bytes that are not UTF-8, which JSON
// cannot hold, become U+FFFD.
func Encode(r audit.Report) ([]byte, error) {
	data, _, err := encode(r)
	return data, err
}

// encode also says whether bytes that are not UTF-8 were replaced.
func encode(r audit.Report) (data []byte, replaced bool, err error) {
	if data, err = jsonFile(r); err != nil {
		return nil, false, fmt.Errorf("encode result: %w", err)
	}
	data, replaced = plainReplacement(data)
	return data, replaced, nil
}

// plainReplacement writes U+FFFD for the escape by which encoding/json marks a
// byte that is not UTF-8, as it writes the character itself elsewhere.
func plainReplacement(data []byte) ([]byte, bool) {
	mark := []byte(`\ufffd`)
	if !bytes.Contains(data, mark) {
		return data, false
	}
	var out []byte
	replaced := false
	for i := 0; i < len(data); i++ {
		switch {
		case data[i] != '\\':
			out = append(out, data[i])
		case bytes.HasPrefix(data[i:], mark):
			out = append(out, "\ufffd"...)
			replaced = true
			i += len(mark) - 1
		default: // another escape: its second byte is no backslash of its own
			out = append(out, data[i], data[i+1])
			i++
		}
	}
	return out, replaced
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

package settings

import (
	"github.com/licaudit/licaudit/internal/fetch"
)

// server is what is shown to the server of a repository. Keys and passphrases
// are for scp: and sftp:, which are not spoken here.
type server struct {
	id, username, password string
	headers                []fetch.Header
}

func (d *decoder) server(e *element) server {
	s := server{id: d.id(e), username: d.text(e, "username"), password: d.text(e, "password")}
	config := e.child("configuration")
	s.headers = d.headers(config.child("httpHeaders"))
	// The older form, per method; ours is GET.
	// https://maven.apache.org/guides/mini/guide-http-settings.html
	http := config.child("httpConfiguration")
	for _, method := range []string{"all", "get"} {
		s.headers = append(s.headers, d.headers(http.child(method).child("headers"))...)
	}
	return s
}

// headers reads both forms: <property> with <name> and <value>, and tags whose
// names are the headers'.
func (d *decoder) headers(e *element) []fetch.Header {
	if e == nil {
		return nil
	}
	var headers []fetch.Header
	for _, c := range e.children {
		h := fetch.Header{Name: c.name, Value: d.interpolate(c.text)}
		if c.name == "property" && len(c.children) > 0 {
			h = fetch.Header{Name: d.text(c, "name"), Value: d.text(c, "value")}
		}
		if h.Name == "" {
			d.fail(c, "a header without a name")
			continue
		}
		headers = append(headers, h)
	}
	return headers
}

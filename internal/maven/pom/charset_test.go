package pom

import "testing"

func TestDeclaredEncoding(t *testing.T) {
	for head, want := range map[string]string{
		``: "", `<project>`: "", `<?xml?>`: "", `<?xml version="1.0"?>`: "",
		`<?xml version="1.0" encoding="UTF-8"?>`:                      "UTF-8",
		`<?xml version='1.0' encoding='ISO-8859-1' standalone='no'?>`: "ISO-8859-1",
		"<?xml version=\"1.0\"\n\tencoding\r\n =\f 'a.b_c-1'":         "a.b_c-1",
		`<?xml encoding="x'?>`:                                        "x",
		`<?xml xencoding="x"?>`:                                       "",
		`<?xmlencoding="x"?>`:                                         "",
		`<?xml encoding="" encoding="y"?>`:                            "y",
		`<?xml encoding="a:b"?>`:                                      "",
		`<?xml encoding="x`:                                           "",
		`<?xml version="1.0"?><x encoding="y">`:                       "",
		` <?xml encoding="x"?>`:                                       "",
	} {
		if got := declaredEncoding([]byte(head)); got != want {
			t.Errorf("declaredEncoding(%q) = %q, want %q", head, got, want)
		}
	}
}

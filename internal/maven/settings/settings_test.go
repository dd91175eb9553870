package settings

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/licaudit/licaudit/internal/audit"
	"github.com/licaudit/licaudit/internal/fetch"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// place is a home folder, and a Maven installation beside it.
func place(t *testing.T, files map[string]string) Options {
	t.Helper()
	dir := t.TempDir()
	for name, data := range files {
		name = filepath.Join(dir, filepath.FromSlash(name))
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(name, []byte(data), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return Options{Dir: dir, Home: filepath.Join(dir, "home")}
}

func load(t *testing.T, o Options) *Settings {
	t.Helper()
	s, err := Load(o)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func messages(problems []audit.Problem) []string {
	var list []string
	for _, p := range problems {
		list = append(list, p.Message)
	}
	return list
}

func TestNothingConfigured(t *testing.T) {
	s := load(t, place(t, nil))
	if len(s.Mirrors) != 1 || !s.Mirrors[0].Blocked || s.Mirrors[0].Of != "external:http:*" {
		t.Errorf("mirrors %+v, want Maven's http blocker alone", s.Mirrors)
	}
	if !strings.HasSuffix(filepath.ToSlash(s.LocalRepository), "/home/.m2/repository") {
		t.Errorf("local repository %q", s.LocalRepository)
	}
}

func TestUserAndGlobalAreMerged(t *testing.T) {
	o := place(t, map[string]string{
		"home/.m2/settings.xml": `<settings><offline>true</offline>
			<mirrors><mirror><id>m</id><url>u://user</url><mirrorOf>x</mirrorOf></mirror></mirrors>
			<activeProfiles><activeProfile>p</activeProfile></activeProfiles>
			<profiles><profile><id>p</id><properties><a>1</a></properties></profile></profiles></settings>`,
		"maven/conf/settings.xml": `<settings><offline>false</offline><localRepository>/global</localRepository>
			<mirrors><mirror><id>n</id><url>u://n</url><mirrorOf>y</mirrorOf></mirror><mirror><id>m</id><url>u://global</url><mirrorOf>x</mirrorOf></mirror></mirrors>
			<servers><server><id>s</id><username>u</username><password>p</password></server></servers>
			<activeProfiles><activeProfile>q</activeProfile><activeProfile>p</activeProfile></activeProfiles>
			<profiles><profile><id>q</id></profile></profiles></settings>`,
	})
	o.Environ = []string{"M2_HOME=" + filepath.Join(o.Dir, "maven")}
	s := load(t, o)
	var urls []string
	for _, m := range s.Mirrors {
		urls = append(urls, m.URL)
	}
	if diff := cmp.Diff([]string{"u://user", "u://n"}, urls); diff != "" {
		t.Errorf("mirrors: %s", diff)
	}
	if diff := cmp.Diff([]string{"p", "q"}, s.ActiveProfiles); diff != "" {
		t.Errorf("active profiles: %s", diff)
	}
	if !s.Offline || s.LocalRepository != filepath.Clean("/global") || len(s.Profiles) != 2 || len(s.Files) != 2 {
		t.Errorf("offline %v, local repository %q, %d profiles, files %q", s.Offline, s.LocalRepository, len(s.Profiles), s.Files)
	}
	if got := s.Auth("s"); got.Username != "u" || got.Password != "p" {
		t.Errorf("server s: %+v", got)
	}
}

func TestWhereSettingsAre(t *testing.T) {
	const one = `<settings><localRepository>/one</localRepository></settings>`
	o := place(t, map[string]string{"home/.m2/settings.xml": `<settings><localRepository>/default</localRepository></settings>`,
		"my.xml": one, "maven/bin/mvn": "#!/bin/sh", "maven/conf/settings.xml": `<settings><mirrors/></settings>`})
	o.User = "my.xml"
	if s := load(t, o); s.LocalRepository != filepath.Clean("/one") {
		t.Errorf("-s: local repository %q", s.LocalRepository)
	}
	o.Properties = map[string]string{"maven.repo.local": "repo"}
	if s := load(t, o); s.LocalRepository != filepath.Join(o.Dir, "repo") {
		t.Errorf("-Dmaven.repo.local: %q", s.LocalRepository)
	}
	// A link on the PATH leads to the installation, whose file has no blocker. A
	// folder "mvn" before it is none.
	folder := filepath.Join(o.Dir, "folder")
	if err := os.MkdirAll(filepath.Join(folder, "mvn"), 0o755); err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(o.Dir, "bin")
	if err := os.Mkdir(link, 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(filepath.Join(o.Dir, "maven", "bin", "mvn"), filepath.Join(link, "mvn")); err != nil {
		t.Skip(err)
	}
	o.Environ = []string{"PATH=" + strings.Join([]string{"/nonexistent", folder, link}, string(os.PathListSeparator))}
	if s := load(t, o); len(s.Mirrors) != 0 {
		t.Errorf("the installation's settings were not read: mirrors %+v", s.Mirrors)
	}
	for _, o := range []Options{{Dir: o.Dir, User: "none.xml"}, {Dir: o.Dir, Global: "none.xml"}, {Dir: o.Dir, User: "maven"}} {
		if _, err := Load(o); err == nil || !strings.Contains(err.Error(), "does not exist") {
			t.Errorf("%+v: %v", o, err)
		}
	}
}

func TestInterpolation(t *testing.T) {
	o := place(t, map[string]string{"home/.m2/settings.xml": `<settings><localRepository>${env.CI_DIR}/repo</localRepository>
		<servers><server><id>a</id><username>${user.home}</username><password>${env.A${env.B}}</password></server>
		<server><id>b</id><username>${loop}</username><password>${unknown} ${un</password></server></servers></settings>`})
	o.Environ = []string{"CI_DIR=${base}", "MAVEN_OPTS=-Xmx1g -Dbase=/opts"}
	o.System = map[string]string{"loop": "${loop1}", "loop1": "x${loop}", "java.version": "17"}
	s := load(t, o)
	if s.LocalRepository != filepath.Clean("/opts/repo") {
		t.Errorf("local repository %q", s.LocalRepository)
	}
	if got := s.Auth("a").Username; got != o.Home {
		t.Errorf("user.home: %q", got)
	}
	if got, want := s.Auth("b"), (fetch.Auth{Username: "x${loop}", Password: "${unknown} ${un"}); !cmp.Equal(got, want) {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestMalformed(t *testing.T) {
	for _, tt := range []struct{ name, data, want string }{
		{"not closed", "<settings>\n  <offline>true\n</settings>", "s.xml:3:"},
		{"second tag", "<settings>\n  <offline>true</offline>\n  <offline>false</offline>\n</settings>", "s.xml:3:3: duplicated tag <offline>"},
		{"other root", "<project/>", "s.xml:1:1: the root element is <project>"},
		{"empty", "", "s.xml:1:1: the document is empty"},
		{"two roots", "<settings/><settings/>", "second root"},
		{"mirror", "<settings><mirrors><mirror><id>m</id></mirror></mirrors></settings>", "<mirror> without <url>\ns.xml:1:20: <mirror> without <mirrorOf>"},
		{"port", "<settings><proxies><proxy><host>h</host><port>http</port></proxy></proxies></settings>", `the proxy's port is "http"`},
		{"deep", strings.Repeat("<settings>", 200), "nested more than 100 deep"},
		{"entity", "<!DOCTYPE x [<!ENTITY a SYSTEM 'file:///etc/passwd'>]><settings><localRepository>&a;</localRepository></settings>", "invalid character entity &a;"},
	} {
		_, err := Parse("s.xml", []byte(tt.data), strings.Clone)
		if err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %q", tt.name, err, tt.want)
		}
	}
}

func TestUnknownTagsWarn(t *testing.T) {
	s, err := Parse("s.xml", []byte("<settings>\n  <foo/><servers><server><id>a</id><usrname>b</usrname><configuration><any/></configuration></server></servers></settings>"), strings.Clone)
	if err != nil {
		t.Fatal(err)
	}
	want := []string{"unknown tag <foo> in <settings>; it is passed over", "unknown tag <usrname> in <server>; it is passed over"}
	if diff := cmp.Diff(want, messages(s.Problems)); diff != "" {
		t.Error(diff)
	}
	if at := s.Problems[0].At; at != (audit.Position{File: "s.xml", Line: 2, Column: 3}) {
		t.Errorf("position %+v", at)
	}
}

// Made with `mvn --encrypt-master-password` and `--encrypt-password` of 3.8.7.
func TestEncryptedPasswords(t *testing.T) {
	const security = `<settingsSecurity><master>comment {PmH1QppPs8sHorN3Gl3aYcXmBs+lKYdmeSzUZ8teDqs=} more</master></settingsSecurity>`
	passwords := map[string]string{
		"{Ws/3WU+EHskHxsNKSK9mZybIZZ1zYiiRyFqT8pXpTX4=}":                                             "s3cret",
		"{0j1xjuW8/+EHWcCNG0mAtgYgKThqD/nF/tdP3OZ58niLbv9DbWigtgHTPOwghD7Cj04gFnDDTbVJYierStpiXg==}": "a longer password, with (parens) and ünïcode",
		"before {doB2Hu0ehT4HrA/UQ/Q0jCBr1n8mpipuLctpXqG7dZ5Hz3cQHMqu2520fcpwweKF} after":            "exactly-16-bytes",
		"{3Q29thbZaj0HCR1+yRYC46CnTJwlCnAktSrkJK+VQydvXMPMtu2jU9IDFUfWAN7R}":                         "braces{inside}it",
		"plain": "plain", `\{plain\}`: `\{plain\}`,
	}
	for name, files := range map[string]map[string]string{
		"in place":  {"home/.m2/settings-security.xml": security},
		"relocated": {"home/.m2/settings-security.xml": "<settingsSecurity><relocation>DIR/usb.xml</relocation></settingsSecurity>", "usb.xml": security},
	} {
		for text, want := range passwords {
			files["home/.m2/settings.xml"] = `<settings><servers><server><id>a</id><username>u</username><password>` + text + `</password></server></servers>
				<proxies><proxy><host>p</host><username>u</username><password>` + text + `</password></proxy></proxies></settings>`
			o := place(t, files)
			sec := filepath.Join(o.Home, ".m2", "settings-security.xml")
			if err := os.WriteFile(sec, []byte(strings.ReplaceAll(files["home/.m2/settings-security.xml"], "DIR", o.Dir)), 0o600); err != nil {
				t.Fatal(err)
			}
			s := load(t, o)
			if got := s.Auth("a").Password; got != want || len(s.Problems) > 0 {
				t.Errorf("%s: %s: got %q, want %q; %q", name, text, got, want, messages(s.Problems))
			}
			p, err := s.Proxy(&url.URL{Scheme: "https", Host: "x"})
			if pw, _ := p.User.Password(); err != nil || pw != want {
				t.Errorf("%s: proxy: got %q, want %q", name, pw, want)
			}
		}
	}
}

func TestUndecipherable(t *testing.T) {
	const good = "{PmH1QppPs8sHorN3Gl3aYcXmBs+lKYdmeSzUZ8teDqs=}"
	for _, tt := range []struct{ security, password string }{
		{"", good},
		{"<settingsSecurity/>", good},
		{"<settingsSecurity><master>plain</master></settingsSecurity>", good},
		{"<settingsSecurity", good},
		{"<settingsSecurity><master>" + good + "</master></settingsSecurity>", "{AAAA}"},
		{"<settingsSecurity><master>" + good + "</master></settingsSecurity>", "{no base64}"},
		{"<settingsSecurity><master>" + good + "</master></settingsSecurity>", good},
	} {
		files := map[string]string{"home/.m2/settings.xml": `<settings><servers><server><id>a</id><password>` + tt.password + `</password></server></servers></settings>`}
		if tt.security != "" {
			files["home/.m2/settings-security.xml"] = tt.security
		}
		s := load(t, place(t, files))
		if got := s.Auth("a").Password; got != tt.password || len(s.Problems) != 1 || !strings.Contains(s.Problems[0].Message, `server "a"`) {
			t.Errorf("%+v: password %q, problems %q", tt, got, messages(s.Problems))
		}
	}
}

func TestHeaders(t *testing.T) {
	s, err := Parse("s.xml", []byte(`<settings><servers><server><id>a</id><configuration>
		<httpHeaders><property><name>Job-Token</name><value>${T}</value></property><X-Plain>y</X-Plain></httpHeaders>
		<httpConfiguration><all><headers><property><name>All</name><value>1</value></property></headers></all><put><headers><No>x</No></headers></put></httpConfiguration>
		</configuration></server></servers></settings>`), func(s string) string { return strings.ReplaceAll(s, "${T}", "t0ken") })
	if err != nil {
		t.Fatal(err)
	}
	want := []fetch.Header{{Name: "Job-Token", Value: "t0ken"}, {Name: "X-Plain", Value: "y"}, {Name: "All", Value: "1"}}
	if diff := cmp.Diff(want, s.Auth("a").Headers); diff != "" {
		t.Error(diff)
	}
}

func TestMirrorPatterns(t *testing.T) {
	repos := map[string]string{"central": "https://central/", "acme": "https://acme/", "plain": "http://plain/",
		"lo": "http://localhost:8081/x", "ip": "http://127.0.0.1/", "disk": "file:///x"}
	for pattern, want := range map[string]string{
		"*":                       "acme central disk ip lo plain",
		"external:*":              "acme central plain",
		"external:http:*":         "plain",
		"central":                 "central",
		"central,acme":            "acme central",
		"central, acme":           "central",
		"*,!acme":                 "central disk ip lo plain",
		"!acme,*":                 "central disk ip lo plain",
		"external:*,!central":     "acme plain",
		"external:*,lo":           "acme central lo plain",
		"!central":                "",
		"external:http:*,central": "central plain",
	} {
		s := &Settings{Mirrors: []Mirror{{ID: "m", URL: "u", Of: pattern, Layouts: "default,legacy"}}}
		var got []string
		for _, id := range strings.Fields("acme central disk ip lo plain") {
			if _, ok := s.mirrorOf(repository.Remote{ID: id, URL: repos[id]}); ok {
				got = append(got, id)
			}
		}
		if strings.Join(got, " ") != want {
			t.Errorf("%q mirrors %q, want %q", pattern, got, want)
		}
	}
}

func TestRemotes(t *testing.T) {
	def := repository.DefaultPolicy()
	off := repository.Policy{}
	central := repository.Remote{ID: "central", URL: "https://central", Releases: def}
	acme := repository.Remote{ID: "acme", URL: "https://acme", Releases: off, Snapshots: repository.Policy{Enabled: true, Update: "always", Checksum: "fail"}}
	plain := repository.Remote{ID: "plain", URL: "http://plain", Releases: def}
	s := &Settings{Mirrors: []Mirror{httpBlocker, {ID: "any", URL: "https://any", Of: "*,!free"}, {ID: "own", URL: "https://own", Of: "acme"}}}
	free := repository.Remote{ID: "free", URL: "https://free", Releases: def}
	again := repository.Remote{ID: "free", URL: "https://other", Releases: def}
	more := repository.Remote{ID: "more", URL: "https://more", Snapshots: acme.Snapshots}
	got := s.Remotes([]repository.Remote{}, []repository.Remote{central, acme, plain, free})
	got = s.Remotes(got, []repository.Remote{again, more, central})
	want := []repository.Remote{
		{ID: "any", URL: "https://any", Releases: def, Snapshots: acme.Snapshots, Mirrored: "central, more"},
		{ID: "own", URL: "https://own", Releases: off, Snapshots: acme.Snapshots, Mirrored: "acme"}, // an exact id goes first
		{ID: "maven-default-http-blocker", URL: "http://0.0.0.0/", Releases: def, Mirrored: "plain", Blocked: true},
		free,
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}

func TestProxies(t *testing.T) {
	const two = `<settings><proxies>
		<proxy><id>off</id><active>false</active><host>off</host></proxy>
		<proxy><id>a</id><host>a</host><port>3128</port><username>u</username><password>p:w</password><nonProxyHosts>localhost|*.in.acme.com|10.*</nonProxyHosts></proxy>
		<proxy><id>b</id><protocol>https</protocol><host>b</host><nonProxyHosts>*.in.acme.com</nonProxyHosts></proxy></proxies></settings>`
	for _, tt := range []struct {
		name, settings, url, want string
		environ                   []string
		properties                map[string]string
	}{
		{name: "http", settings: two, url: "http://x.org/a", want: "http://u:p%3Aw@a:3128"},
		{name: "https has its own", settings: two, url: "https://x.org/a", want: "http://b:8080"},
		{name: "excepted", settings: two, url: "https://repo.IN.acme.com/a"},
		{name: "excepted address", settings: two, url: "http://10.1.2.3/a"},
		{name: "a dot is a dot", settings: two, url: "http://10x1/a", want: "http://u:p%3Aw@a:3128"},
		{name: "settings go first", settings: two, url: "http://localhost/", properties: map[string]string{"http.proxyHost": "p", "http.nonProxyHosts": ""}},
		{name: "property", url: "https://x.org/", want: "http://p:3128", properties: map[string]string{"https.proxyHost": "p", "https.proxyPort": "3128"}},
		{name: "property of http", url: "https://x.org/", properties: map[string]string{"http.proxyHost": "p"}},
		{name: "MAVEN_OPTS", url: "http://x.org/", want: "http://me:pw@p:80", environ: []string{"MAVEN_OPTS=-Xmx1g -Dhttp.proxyHost=p -Dhttp.proxyUser=me -Dhttp.proxyPassword=pw"}},
		{name: "excepted by Java", url: "http://localhost/", properties: map[string]string{"http.proxyHost": "p"}},
		{name: "environment", url: "https://x.org/", want: "http://e:1", environ: []string{"HTTPS_PROXY=http://e:1"}},
		{name: "excepted by the environment", url: "https://x.org/", environ: []string{"https_proxy=http://e:1", "NO_PROXY=.org"}},
	} {
		files := map[string]string{}
		if tt.settings != "" {
			files["home/.m2/settings.xml"] = tt.settings
		}
		o := place(t, files)
		o.Environ, o.Properties = tt.environ, tt.properties
		u, err := url.Parse(tt.url)
		if err != nil {
			t.Fatal(err)
		}
		got, err := load(t, o).Proxy(u)
		text := ""
		if got != nil {
			text = got.String()
		}
		if err != nil || text != tt.want {
			t.Errorf("%s: got %q, %v, want %q", tt.name, text, err, tt.want)
		}
	}
}

func TestProfile(t *testing.T) {
	s, err := Parse("s.xml", []byte(`<settings><profiles><profile><id>p</id>
		<activation><activeByDefault>true</activeByDefault><jdk>[11,)</jdk><os><family>unix</family></os><property><name>!x</name></property><file><exists>f</exists></file></activation>
		<properties><b>2</b><a> 1 </a></properties>
		<repositories><repository><id>r</id><url>https://r</url><releases><enabled>false</enabled></releases><snapshots><updatePolicy>interval:5</updatePolicy></snapshots></repository></repositories>
		<pluginRepositories><pluginRepository><id>pr</id><url>https://pr</url></pluginRepository></pluginRepositories></profile></profiles></settings>`), strings.Clone)
	if err != nil {
		t.Fatal(err)
	}
	def := repository.DefaultPolicy()
	want := []Profile{{ID: "p", Activation: &Activation{ActiveByDefault: true, JDK: "[11,)", OS: &ActivationOS{Family: "unix"}, Property: &Property{"!x", ""}, FileExists: "f"},
		Properties: []Property{{"b", "2"}, {"a", "1"}},
		Repositories: []repository.Remote{{ID: "r", URL: "https://r", Releases: repository.Policy{Update: "daily", Checksum: "warn"},
			Snapshots: repository.Policy{Enabled: true, Update: "interval:5", Checksum: "warn"}}},
		PluginRepositories: []repository.Remote{{ID: "pr", URL: "https://pr", Releases: def, Snapshots: def}}}}
	if diff := cmp.Diff(want, s.Profiles); diff != "" {
		t.Error(diff)
	}
}

func FuzzParse(f *testing.F) {
	f.Add([]byte(`<settings><servers><server><id>a</id><password>{x}</password></server></servers></settings>`))
	f.Add([]byte("<settings><offline>tr&nbsp;ue</offline><mirrors><mirror/></mirrors></settings>"))
	f.Add([]byte("<?xml version='1.0' encoding='UTF-16'?><settings/>"))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := Parse("s.xml", data, strings.Clone)
		if (s == nil) == (err == nil) {
			t.Fatalf("settings %v, error %v", s, err)
		}
		if err != nil && !strings.HasPrefix(err.Error(), "s.xml:") {
			t.Errorf("no position: %v", err)
		}
	})
}

func FuzzDecipher(f *testing.F) {
	f.Add("PmH1QppPs8sHorN3Gl3aYcXmBs+lKYdmeSzUZ8teDqs=", masterKey)
	f.Fuzz(func(t *testing.T, text, password string) {
		if clear, err := decipher(text, password); err != nil && clear != "" {
			t.Errorf("%q and %v", clear, err)
		}
	})
}

// Values that double at every step do not take for ever.
func TestInterpolationEnds(t *testing.T) {
	v := values{"v40": ""}
	for i := range 40 {
		v[fmt.Sprintf("v%d", i)] = fmt.Sprintf("${v%d}${v%d}", i+1, i+1)
	}
	if got := v.interpolate("${v0}"); len(got) > 1<<20 {
		t.Errorf("%d bytes", len(got))
	}
}

func FuzzInterpolate(f *testing.F) {
	f.Add("${a}", "${b}", "${a}${a}")
	f.Fuzz(func(t *testing.T, s, a, b string) {
		values{"a": a, "b": b}.interpolate(s) // ends
	})
}

package settings

import (
	"net/url"
	"regexp"
	"strconv"
	"strings"

	"golang.org/x/net/http/httpproxy"
)

// proxy is a <proxy>.
type proxy struct {
	id                 string
	active             bool
	protocol, host     string
	port               int
	username, password string
	except             string // nonProxyHosts
}

// proxyEnv is where proxies come from when settings.xml has none.
type proxyEnv struct {
	properties  values
	environment func(*url.URL) (*url.URL, error)
}

// Proxy returns the proxy for a URL, with user and password, or nil.
//
// As for Maven 3 these decide, in this order: the active <proxies>, of which
// the first for the URL's protocol counts, those of http standing in for https;
// Java's properties http.proxyHost and so on, by -D or MAVEN_OPTS. Where none
// of them is set the variables HTTPS_PROXY, HTTP_PROXY and NO_PROXY are looked
// at; Maven does not know those, but a machine that has them set has most
// likely no other way out.
func (s *Settings) Proxy(u *url.URL) (*url.URL, error) {
	configured := false
	for _, protocol := range []string{u.Scheme, "http"} {
		for _, p := range s.proxies {
			configured = configured || p.active
			if p.active && p.protocol == protocol && !excepted(p.except, u.Hostname()) {
				return p.url(), nil
			}
		}
	}
	if configured {
		return nil, nil
	}
	if host := s.env.properties[u.Scheme+".proxyHost"]; host != "" {
		return s.env.java(u, host), nil
	}
	if s.env.environment == nil {
		return nil, nil
	}
	return s.env.environment(u)
}

// url is the proxy's URL. The connection to it is not encrypted, whatever the
// protocol: that is the one which is proxied.
func (p proxy) url() *url.URL {
	u := &url.URL{Scheme: "http", Host: hostPort(p.host, strconv.Itoa(p.port))}
	if p.username != "" {
		u.User = url.UserPassword(p.username, p.password)
	}
	return u
}

// excepted matches a host against nonProxyHosts: patterns with "*", separated
// by "|", or by the "," of older Mavens.
func excepted(patterns, host string) bool {
	for p := range strings.FieldsFuncSeq(patterns, func(r rune) bool { return r == '|' || r == ',' }) {
		quoted := strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(p)), `\*`, ".*")
		if regexp.MustCompile(`(?is)^(?:` + quoted + `)$`).MatchString(host) {
			return true
		}
	}
	return false
}

// java is the proxy by Java's system properties.
// https://docs.oracle.com/en/java/javase/21/docs/api/java.base/java/net/doc-files/net-properties.html
func (e proxyEnv) java(u *url.URL, host string) *url.URL {
	except, ok := e.properties["http.nonProxyHosts"] // for https, too
	if !ok {
		except = "localhost|127.*|[::1]"
	}
	if excepted(except, u.Hostname()) {
		return nil
	}
	port := e.properties[u.Scheme+".proxyPort"]
	if port == "" {
		port = map[string]string{"http": "80", "https": "443"}[u.Scheme]
	}
	p := &url.URL{Scheme: "http", Host: hostPort(host, port)}
	if user := e.properties[u.Scheme+".proxyUser"]; user != "" {
		p.User = url.UserPassword(user, e.properties[u.Scheme+".proxyPassword"])
	}
	return p
}

func (v values) proxyEnv() proxyEnv {
	env := func(name string) string {
		if value := v["env."+name]; value != "" {
			return value
		}
		return v["env."+strings.ToLower(name)]
	}
	c := httpproxy.Config{HTTPProxy: env("HTTP_PROXY"), HTTPSProxy: env("HTTPS_PROXY"), NoProxy: env("NO_PROXY")}
	return proxyEnv{properties: v, environment: c.ProxyFunc()}
}

// hostPort joins host and port, with brackets around an IPv6 address.
func hostPort(host, port string) string {
	if strings.Contains(host, ":") && !strings.HasPrefix(host, "[") {
		host = "[" + host + "]"
	}
	return host + ":" + port
}

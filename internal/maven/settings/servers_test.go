//go:build servers

package settings

import (
	"bytes"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/sha1"
	"crypto/x509"
	"crypto/x509/pkix"
	"encoding/pem"
	"errors"
	"fmt"
	"math/big"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/licaudit/licaudit/internal/fetch"
	"github.com/licaudit/licaudit/internal/maven/repository"
)

// servers are a real nginx that serves a repository folder over TLS and HTTP/2,
// "/open/" to all and "/closed/" to those with a password, and a real
// tinyproxy that asks for one, too. Both are Debian's; both end with the test.
type servers struct {
	dir       string
	nginx     string // host:port
	proxy     int    // port
	roots     *x509.CertPool
	poms      []string
	jar       string
	jarData   []byte
	accessLog string
	proxyLog  string
}

const nginxConf = `
daemon off; master_process off; pid DIR/nginx.pid; error_log DIR/error.log; worker_processes 1;
events { worker_connections 512; }
http {
  client_body_temp_path DIR/tmp1; proxy_temp_path DIR/tmp2; fastcgi_temp_path DIR/tmp3; uwsgi_temp_path DIR/tmp4; scgi_temp_path DIR/tmp5;
  log_format own '$server_protocol $status $uri "$http_range" "$remote_user" "$http_job_token"';
  access_log DIR/access.log own;
  server {
    listen 127.0.0.1:PORT ssl http2;
    ssl_certificate DIR/cert.pem; ssl_certificate_key DIR/key.pem;
    location /open/ { alias DIR/repo/; }
    location /closed/ { alias DIR/repo/; auth_basic repo; auth_basic_user_file DIR/users; }
    location /plain/ { alias DIR/repo/; max_ranges 0; }
    location /moved/ { return 302 https://localhost:PORT/closed/; }
  }
}`

const proxyConf = `
Port PORT
Listen 127.0.0.1
Timeout 60
LogFile "DIR/proxy.log"
LogLevel Connect
MaxClients 100
Allow 127.0.0.1
BasicAuth pat letmein
ConnectPort NGINX
`

func start(t *testing.T) *servers {
	t.Helper()
	s := &servers{dir: t.TempDir(), proxy: freePort(t)}
	port := freePort(t)
	s.nginx = fmt.Sprintf("127.0.0.1:%d", port)
	s.accessLog, s.proxyLog = filepath.Join(s.dir, "access.log"), filepath.Join(s.dir, "proxy.log")
	s.roots = certificate(t, s.dir)
	s.fill(t)
	replace := func(text string, port int) []byte {
		return []byte(strings.NewReplacer("DIR", s.dir, "PORT", fmt.Sprint(port), "NGINX", s.nginx[len("127.0.0.1:"):]).Replace(text))
	}
	put(t, s.dir, "nginx.conf", replace(nginxConf, port))
	put(t, s.dir, "proxy.conf", replace(proxyConf, s.proxy))
	put(t, s.dir, "users", []byte("jane:{PLAIN}s3cret\n"))
	run(t, s.nginx, "nginx", "-p", s.dir, "-c", filepath.Join(s.dir, "nginx.conf"))
	run(t, fmt.Sprintf("127.0.0.1:%d", s.proxy), "tinyproxy", "-d", "-c", filepath.Join(s.dir, "proxy.conf"))
	return s
}

// run starts a program that must listen on an address, and ends it with the test.
func run(t *testing.T, addr, program string, args ...string) {
	t.Helper()
	path, err := exec.LookPath(program)
	if err != nil {
		path = "/usr/sbin/" + program
	}
	var out bytes.Buffer
	cmd := exec.Command(path, args...)
	cmd.Stdout, cmd.Stderr = &out, &out
	if err := cmd.Start(); err != nil {
		t.Fatalf("this test needs Debian's packages nginx-light and tinyproxy: %v", err)
	}
	t.Cleanup(func() {
		cmd.Process.Kill()
		cmd.Wait()
	})
	for range 200 {
		if c, err := net.Dial("tcp", addr); err == nil {
			c.Close()
			return
		}
		time.Sleep(25 * time.Millisecond)
	}
	cmd.Process.Kill()
	cmd.Wait()
	t.Fatalf("%s does not listen on %s: %s", program, addr, out.String())
}

func freePort(t *testing.T) int {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	return l.Addr().(*net.TCPAddr).Port
}

// certificate makes a CA and a certificate of it for this machine.
func certificate(t *testing.T, dir string) *x509.CertPool {
	t.Helper()
	must := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	caKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	ca := &x509.Certificate{SerialNumber: big.NewInt(1), Subject: pkix.Name{CommonName: "test CA"}, NotBefore: time.Now().Add(-time.Hour),
		NotAfter: time.Now().Add(time.Hour), IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign}
	caDER, err := x509.CreateCertificate(rand.Reader, ca, ca, &caKey.PublicKey, caKey)
	must(err)
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	must(err)
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), NotBefore: ca.NotBefore, NotAfter: ca.NotAfter,
		DNSNames: []string{"localhost"}, IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth}}
	der, err := x509.CreateCertificate(rand.Reader, leaf, ca, &key.PublicKey, caKey)
	must(err)
	keyDER, err := x509.MarshalECPrivateKey(key)
	must(err)
	put(t, dir, "cert.pem", pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der}))
	put(t, dir, "key.pem", pem.EncodeToMemory(&pem.Block{Type: "EC PRIVATE KEY", Bytes: keyDER}))
	pool := x509.NewCertPool()
	parsed, err := x509.ParseCertificate(caDER)
	must(err)
	pool.AddCert(parsed)
	return pool
}

// fill makes the repository.
func (s *servers) fill(t *testing.T) {
	add := func(p string, data []byte) {
		put(t, s.dir, "repo/"+p, data)
		put(t, s.dir, "repo/"+p+".sha1", fmt.Appendf(nil, "%x", sha1.Sum(data)))
	}
	for i := range 100 {
		p := fmt.Sprintf("g/a%d/1/a%d-1.pom", i, i)
		s.poms = append(s.poms, p)
		add(p, fmt.Appendf(nil, "<project>%d%s</project>", i, strings.Repeat(" ", i*50)))
	}
	s.jar = "g/big/1/big-1.jar"
	s.jarData = make([]byte, 3<<20)
	rand.Read(s.jarData)
	add(s.jar, s.jarData)
	add("g/a0/maven-metadata.xml", []byte("<metadata><versioning><versions><version>1</version></versions></versioning></metadata>"))
}

func put(t *testing.T, dir, name string, data []byte) {
	t.Helper()
	name = filepath.Join(dir, filepath.FromSlash(name))
	if err := errors.Join(os.MkdirAll(filepath.Dir(name), 0o755), os.WriteFile(name, data, 0o644)); err != nil {
		t.Fatal(err)
	}
}

// chain makes the way from a settings.xml to a Chain, as a resolver does.
func (s *servers) chain(t *testing.T, text string, o repository.Options, declared ...repository.Remote) (*repository.Chain, *fetch.Client, []repository.Remote) {
	t.Helper()
	text = strings.NewReplacer("NGINX", s.nginx, "PROXYPORT", fmt.Sprint(s.proxy)).Replace(text)
	set := load(t, place(t, map[string]string{"home/.m2/settings.xml": "<settings>" + text + "</settings>",
		"home/.m2/settings-security.xml": "<settingsSecurity><master>{PmH1QppPs8sHorN3Gl3aYcXmBs+lKYdmeSzUZ8teDqs=}</master></settingsSecurity>"}))
	client := fetch.New(fetch.Options{RootCAs: s.roots, Proxy: set.Proxy, Backoff: 10 * time.Millisecond})
	t.Cleanup(client.Close)
	o.Client, o.Auth = client, set.Auth
	return repository.New(o), client, set.Remotes(nil, declared)
}

func (s *servers) readAll(t *testing.T, c *repository.Chain, remotes []repository.Remote) {
	t.Helper()
	var wg sync.WaitGroup
	for i, p := range s.poms {
		wg.Go(func() {
			data, err := c.File(context.Background(), p, remotes)
			if err != nil || !strings.HasPrefix(string(data), fmt.Sprintf("<project>%d", i)) {
				t.Errorf("%s: %q, %v", p, data, err)
			}
		})
	}
	wg.Wait()
	if problems := messages(c.Problems()); len(problems) > 0 {
		t.Errorf("problems: %q", problems)
	}
}

func (s *servers) log(t *testing.T, name string) []string {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(strings.TrimSpace(string(data)), "\n")
}

const (
	mirror = `<mirrors><mirror><id>corp</id><url>https://NGINX/closed/</url><mirrorOf>*</mirrorOf></mirror></mirrors>`
	// The password is s3cret, encrypted by Maven.
	login = `<servers><server><id>corp</id><username>jane</username><password>{Ws/3WU+EHskHxsNKSK9mZybIZZ1zYiiRyFqT8pXpTX4=}</password>
		<configuration><httpHeaders><property><name>Job-Token</name><value>abc</value></property></httpHeaders></configuration></server></servers>`
	proxyWith = `<proxies><proxy><protocol>http</protocol><host>127.0.0.1</host><port>PROXYPORT</port><username>pat</username><password>%s</password></proxy></proxies>`
)

func TestRealServers(t *testing.T) {
	s := start(t)
	central := repository.Remote{ID: "central", URL: "https://central.invalid/", Releases: repository.DefaultPolicy()}
	central.Releases.Checksum = "fail"

	t.Run("mirror with a password, HTTP/2", func(t *testing.T) {
		cache := repository.OpenCache(t.TempDir())
		c, client, remotes := s.chain(t, mirror+login, repository.Options{Cache: cache}, central)
		s.readAll(t, c, remotes)
		for _, line := range s.log(t, s.accessLog) {
			if !strings.HasPrefix(line, "HTTP/2.0 200 ") || !strings.HasSuffix(line, `"jane" "abc"`) {
				t.Errorf("nginx was asked: %s", line)
			}
		}
		if n := client.Stats().Requests; n > 200 {
			t.Errorf("%d requests for 100 files and their checksums", n)
		}
		again, client, remotes := s.chain(t, mirror+login, repository.Options{Cache: cache}, central)
		s.readAll(t, again, remotes)
		if n := client.Stats().Requests; n != 0 {
			t.Errorf("%d requests for what the cache has", n)
		}
	})

	t.Run("through a proxy with a password", func(t *testing.T) {
		c, _, remotes := s.chain(t, mirror+login+fmt.Sprintf(proxyWith, "letmein"), repository.Options{}, central)
		s.readAll(t, c, remotes)
		tunnels := 0
		for _, line := range s.log(t, s.proxyLog) {
			if strings.Contains(line, "CONNECT "+s.nginx) {
				tunnels++
			}
		}
		if tunnels == 0 || tunnels > 40 {
			t.Errorf("%d tunnels for 200 requests", tunnels)
		}
	})

	t.Run("refused", func(t *testing.T) {
		for text, want := range map[string]int{
			mirror: 401,
			mirror + strings.Replace(login, "jane", "joe", 1):     401,
			mirror + login + fmt.Sprintf(proxyWith, "wrong"):      401, // tinyproxy's own idea of 407
			strings.Replace(mirror, "closed", "moved", 1) + login: 401, // credentials do not follow to another host
		} {
			c, _, remotes := s.chain(t, text, repository.Options{}, central)
			_, err := c.File(t.Context(), s.poms[0], remotes)
			var te *repository.TransferError
			if !errors.As(err, &te) || te.Status != want {
				t.Errorf("%s: got %v, want %d", text, err, want)
			}
			if err != nil && (strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), "wrong")) {
				t.Errorf("the error shows a password: %v", err)
			}
		}
	})

	t.Run("ranges", func(t *testing.T) {
		open := strings.Replace(mirror, "closed", "open", 1)
		c, client, remotes := s.chain(t, open, repository.Options{Cache: repository.OpenCache(t.TempDir())}, central)
		a, err := c.Archive(t.Context(), s.jar, remotes)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		for _, off := range []int{len(s.jarData) - 30_000, 0, 1 << 20, 1<<20 + 500} {
			p := make([]byte, 1000)
			if _, err := a.ReadAt(p, int64(off)); err != nil || !bytes.Equal(p, s.jarData[off:off+len(p)]) {
				t.Errorf("at %d: %v", off, err)
			}
		}
		if st := client.Stats(); st.Requests != 3 || st.Bytes > 200_000 {
			t.Errorf("%+v, want 3 requests of little", st)
		}
		if last := s.log(t, s.accessLog); !strings.HasPrefix(last[len(last)-1], "HTTP/2.0 206 /open/"+s.jar) {
			t.Errorf("nginx was asked: %s", last[len(last)-1])
		}
	})

	t.Run("no ranges", func(t *testing.T) {
		plain := strings.Replace(mirror, "closed", "plain", 1)
		c, _, remotes := s.chain(t, plain, repository.Options{Cache: repository.OpenCache(t.TempDir())}, central)
		a, err := c.Archive(t.Context(), s.jar, remotes)
		if err != nil {
			t.Fatal(err)
		}
		defer a.Close()
		p := make([]byte, 1000)
		if _, err := a.ReadAt(p, 1<<20); err != nil || !bytes.Equal(p, s.jarData[1<<20:1<<20+1000]) {
			t.Error(err)
		}
	})

	t.Run("an unknown authority", func(t *testing.T) {
		client := fetch.New(fetch.Options{})
		defer client.Close()
		if _, err := client.Get(t.Context(), fetch.Request{URL: "https://" + s.nginx + "/open/" + s.poms[0]}); err == nil || !strings.Contains(err.Error(), "certificate") {
			t.Error(err)
		}
	})
}

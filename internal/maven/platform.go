package maven

import (
	"bufio"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"

	"github.com/vifraa/gopom"
)

// platform is what Maven would learn from its JVM.
type platform struct {
	// osName, arch and osVersion are os.name, os.arch and os.version.
	osName, arch, osVersion string
	javaHome, maven         string // their folders, or ""
	// system are the system properties, those of the environment ("env.X")
	// among them.
	system map[string]string
}

// The Java that is assumed where none is installed.
const defaultJava = "17.0.15"

// newPlatform reads the environment, and the release file of the JDK that
// Maven would use: that of JAVA_HOME, else of java on the PATH. No JVM is
// started. maven is the folder of the Maven that would be used, or "".
func newPlatform(environ []string, home, dir, maven string) *platform {
	env := map[string]string{}
	p := &platform{maven: maven, system: map[string]string{}}
	for _, kv := range environ {
		if k, v, ok := strings.Cut(kv, "="); ok {
			env[k] = v
			p.system["env."+k] = v
		}
	}
	p.osName, p.arch, p.osVersion = osFacts()
	p.javaHome = findJava(env)
	release := readRelease(p.javaHome)
	version := defaultJava
	if v := release["JAVA_VERSION"]; v != "" {
		version = v
	}
	spec := strings.TrimPrefix(version, "1.")
	spec, _, _ = strings.Cut(spec, ".")
	if strings.HasPrefix(version, "1.") {
		spec = "1." + spec
	}
	spec, _, _ = strings.Cut(spec, "-")
	vendor := release["IMPLEMENTOR"]
	for k, v := range map[string]string{
		"java.version": version, "java.specification.version": spec, "java.vm.specification.version": spec,
		"java.home": p.javaHome, "java.vendor": vendor, "java.vm.vendor": vendor, "java.io.tmpdir": os.TempDir(),
		"os.name": p.osName, "os.arch": p.arch, "os.version": p.osVersion,
		"user.home": home, "user.dir": dir, "user.name": userName(env, home),
		"file.separator": string(filepath.Separator), "path.separator": string(filepath.ListSeparator), "line.separator": "\n",
		"file.encoding": "UTF-8", "sun.arch.data.model": "64",
	} {
		p.system[k] = v
	}
	maps.Copy(p.system, jvmProperties(release, p.javaHome, version, spec))
	maps.Copy(p.system, mavenProperties(maven))
	return p
}

func userName(env map[string]string, home string) string {
	if u := env["USER"]; u != "" {
		return u
	}
	return filepath.Base(home)
}

// findJava returns the home of the JDK, or "".
func findJava(env map[string]string) string {
	if h := env["JAVA_HOME"]; h != "" {
		if real, err := filepath.EvalSymlinks(h); err == nil {
			return real
		}
		return h
	}
	java := ""
	for _, dir := range filepath.SplitList(env["PATH"]) {
		if path, err := exec.LookPath(filepath.Join(dir, "java")); err == nil {
			java = path
			break
		}
	}
	real, err := filepath.EvalSymlinks(java)
	if java == "" || err != nil {
		return ""
	}
	h := filepath.Dir(filepath.Dir(real))
	if filepath.Base(h) == "jre" && fileExists(filepath.Join(filepath.Dir(h), "release")) {
		return filepath.Dir(h)
	}
	return h
}

func fileExists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}

// readRelease reads the release file of a JDK: KEY="value" lines.
func readRelease(home string) map[string]string {
	out := map[string]string{}
	if home == "" {
		return out
	}
	f, err := os.Open(filepath.Join(home, "release"))
	if err != nil {
		return out
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		if k, v, ok := strings.Cut(s.Text(), "="); ok {
			out[k] = strings.Trim(v, `"`)
		}
	}
	return out
}

// osFacts returns os.name, os.arch and os.version as Java names them.
func osFacts() (name, arch, version string) {
	name = map[string]string{"linux": "Linux", "darwin": "Mac OS X", "windows": "Windows 10", "freebsd": "FreeBSD"}[runtime.GOOS]
	if name == "" {
		name = runtime.GOOS
	}
	arch = map[string]string{"386": "i386", "arm64": "aarch64"}[runtime.GOARCH]
	if arch == "" {
		arch = runtime.GOARCH
	}
	if runtime.GOOS == "darwin" && runtime.GOARCH == "amd64" {
		arch = "x86_64"
	}
	if data, err := os.ReadFile("/proc/sys/kernel/osrelease"); err == nil {
		version = strings.TrimSpace(string(data))
	}
	return name, arch, version
}

// osMatches judges <os>, all given parts of it.
func (p *platform) osMatches(o *gopom.ActivationOS) bool {
	if o.Name == nil && o.Family == nil && o.Arch == nil && o.Version == nil {
		return false
	}
	one := func(want *string, holds func(string) bool) bool {
		if want == nil {
			return true
		}
		s, not := strings.CutPrefix(*want, "!")
		return holds(s) != not
	}
	return one(o.Family, p.isFamily) && one(o.Name, equalTo(p.osName)) &&
		one(o.Arch, equalTo(p.arch)) && one(o.Version, equalTo(p.osVersion))
}

func equalTo(have string) func(string) bool {
	return func(want string) bool { return strings.EqualFold(have, want) }
}

// isFamily is org.codehaus.plexus.util.Os.isFamily: a family that it does not
// know is looked for within os.name.
func (p *platform) isFamily(family string) bool {
	family = strings.ToLower(family)
	name := strings.ToLower(p.osName)
	windows := strings.Contains(name, "windows")
	switch family {
	case "dos":
		return false
	case "unix":
		return !windows && !strings.Contains(name, "openvms") && (!strings.Contains(name, "mac") || strings.HasSuffix(name, "x"))
	case "win9x":
		return windows && (strings.Contains(name, "95") || strings.Contains(name, "98") || strings.Contains(name, "me") || strings.Contains(name, "ce"))
	case "z/os":
		return strings.Contains(name, "z/os") || strings.Contains(name, "os/390")
	case "tandem":
		return strings.Contains(name, "nonstop_kernel")
	}
	return strings.Contains(name, family)
}

// readJVMConfig takes the -D options of .mvn/jvm.config and of MAVEN_OPTS over.
func (p *platform) readJVMConfig(dir string) error {
	words, err := JVMConfig(dir)
	if err != nil {
		return err
	}
	words = append(words, strings.Fields(p.system["env.MAVEN_OPTS"])...)
	for _, w := range words {
		if kv, ok := strings.CutPrefix(w, "-D"); ok {
			k, v, _ := strings.Cut(kv, "=")
			p.system[k] = strings.Trim(v, `"'`)
		}
	}
	p.system["maven.multiModuleProjectDirectory"] = ProjectRoot(dir)
	p.system["env.MAVEN_PROJECTBASEDIR"] = ProjectRoot(dir)
	return nil
}

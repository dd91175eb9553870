package maven

import (
	"os"
	"strings"
)

// detected are the properties that os-maven-plugin sets when it is declared as
// an extension. https://github.com/trustin/os-maven-plugin#readme
func (p *platform) detected() map[string]string {
	name := detectedName(p.osName)
	arch := detectedArch(p.arch)
	out := map[string]string{
		"os.detected.name": name, "os.detected.arch": arch, "os.detected.classifier": name + "-" + arch,
		"os.detected.bitness": "64", "os.detected.version": p.osVersion,
	}
	if strings.HasSuffix(arch, "_32") {
		out["os.detected.bitness"] = "32"
	}
	major, rest, _ := strings.Cut(p.osVersion, ".")
	minor, _, _ := strings.Cut(rest, ".")
	if digits(major) && digits(minor) {
		out["os.detected.version.major"], out["os.detected.version.minor"] = major, minor
	}
	if name == "linux" {
		detectRelease(out)
	}
	return out
}

// detectRelease reads /etc/os-release.
func detectRelease(out map[string]string) {
	data, err := os.ReadFile("/etc/os-release")
	if err != nil {
		return
	}
	for _, line := range strings.Split(string(data), "\n") {
		k, v, _ := strings.Cut(line, "=")
		v = strings.Trim(v, `"'`)
		switch k {
		case "ID":
			out["os.detected.release"] = v
			out["os.detected.release.like."+v] = "true"
		case "VERSION_ID":
			out["os.detected.release.version"] = v
		case "ID_LIKE":
			for _, like := range strings.Fields(v) {
				out["os.detected.release.like."+like] = "true"
			}
		}
	}
}

func normal(s string) string {
	return strings.Map(func(r rune) rune {
		if r >= 'a' && r <= 'z' || r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, strings.ToLower(s))
}

func detectedName(s string) string {
	s = normal(s)
	for _, row := range [][2]string{{"aix", "aix"}, {"hpux", "hpux"}, {"linux", "linux"}, {"mac", "osx"}, {"osx", "osx"},
		{"freebsd", "freebsd"}, {"openbsd", "openbsd"}, {"netbsd", "netbsd"}, {"solaris", "sunos"}, {"sunos", "sunos"},
		{"windows", "windows"}, {"zos", "zos"}} {
		if strings.HasPrefix(s, row[0]) {
			return row[1]
		}
	}
	return "unknown"
}

func detectedArch(s string) string {
	switch s = normal(s); s {
	case "x8664", "amd64", "ia32e", "em64t", "x64":
		return "x86_64"
	case "x8632", "x86", "i386", "i486", "i586", "i686", "ia32", "x32":
		return "x86_32"
	case "aarch64":
		return "aarch_64"
	case "arm", "arm32":
		return "arm_32"
	case "ppc64":
		return "ppc_64"
	case "ppc64le":
		return "ppcle_64"
	case "s390x":
		return "s390_64"
	case "riscv", "riscv32":
		return "riscv"
	case "riscv64":
		return "riscv64"
	case "loongarch64":
		return "loongarch_64"
	}
	return "unknown"
}

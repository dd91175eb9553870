package maven

import (
	"path/filepath"
	"strconv"
)

// jvmProperties are the system properties of an OpenJDK that its release file
// and version tell, or that are the same everywhere. A profile may ask for any
// of them; most ask only whether there is one.
func jvmProperties(release map[string]string, home, version, spec string) map[string]string {
	runtime := release["JAVA_RUNTIME_VERSION"]
	if runtime == "" {
		runtime = version
	}
	out := map[string]string{
		"java.runtime.name": "OpenJDK Runtime Environment", "java.runtime.version": runtime,
		"java.vm.name": "OpenJDK 64-Bit Server VM", "java.vm.version": runtime, "java.vm.info": "mixed mode, sharing",
		"java.vm.compressedOopsMode": "Zero based", "java.vm.specification.name": "Java Virtual Machine Specification",
		"java.vm.specification.vendor": "Oracle Corporation", "java.specification.name": "Java Platform API Specification",
		"java.specification.vendor": "Oracle Corporation", "java.class.version": classVersion(spec),
		"java.vendor.url": "https://java.oracle.com/", "java.vendor.url.bug": "https://bugreport.java.com/bugreport/",
		"java.library.path": "/usr/java/packages/lib:/usr/lib64:/lib64:/lib:/usr/lib", "java.class.path": "plexus-classworlds.jar",
		"jdk.debug": "release", "sun.boot.library.path": filepath.Join(home, "lib"), "sun.cpu.endian": "little",
		"sun.io.unicode.encoding": "UnicodeLittle", "sun.java.launcher": "SUN_STANDARD", "sun.jnu.encoding": "UTF-8",
		"sun.management.compiler": "HotSpot 64-Bit Tiered Compilers", "native.encoding": "UTF-8", "user.language": "en",
		"sun.java.command": "org.codehaus.plexus.classworlds.launcher.Launcher",
	}
	if d := release["JAVA_VERSION_DATE"]; d != "" {
		out["java.version.date"] = d
	}
	return out
}

// classVersion is the version of class files: 52.0 for Java 1.8, 61.0 for 17.
func classVersion(spec string) string {
	n, err := strconv.Atoi(spec)
	if err != nil { // "1.8"
		n = 8
	}
	return strconv.Itoa(44+n) + ".0"
}

package settings

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
)

// userFile is the user's settings file, or "" where there is none.
func (o Options) userFile() (string, error) {
	if o.User != "" {
		return o.named("-s", o.User)
	}
	if o.Home == "" {
		return "", nil
	}
	return existing(o.path(".m2", "settings.xml"))
}

// globalFile is the settings file of the Maven installation, or "".
func (o Options) globalFile() (string, error) {
	if o.Global != "" {
		return o.named("-gs", o.Global)
	}
	if home := o.MavenHome(); home != "" {
		return existing(filepath.Join(home, "conf", "settings.xml"))
	}
	return "", nil
}

// MavenHome is the folder of the Maven that the user would run, or "".
func (o Options) MavenHome() string {
	for _, home := range []string{o.Properties["maven.home"], o.env("MAVEN_HOME"), o.env("M2_HOME")} {
		if home != "" {
			return home
		}
	}
	names := []string{"mvn"}
	if runtime.GOOS == "windows" {
		names = []string{"mvn.cmd", "mvn.bat"}
	}
	for _, dir := range filepath.SplitList(o.env("PATH")) {
		for _, name := range names {
			// The script is bin/mvn of the installation; what is on the PATH
			// often is a link to it. A folder of that name is nothing to run.
			script := filepath.Join(dir, name)
			if st, err := os.Stat(script); err != nil || st.IsDir() {
				continue
			}
			if real, err := filepath.EvalSymlinks(script); err == nil {
				return filepath.Dir(filepath.Dir(real))
			}
		}
	}
	return ""
}

// named is a file that was given on the command line, so that it must be there.
func (o Options) named(flag, name string) (string, error) {
	name = o.absolute(name)
	if st, err := os.Stat(name); err != nil || st.IsDir() {
		return "", fmt.Errorf("%s: the settings file %q does not exist", flag, name)
	}
	return name, nil
}

// existing returns name if there is such a file, and "" if not.
func existing(name string) (string, error) {
	_, err := os.Stat(name)
	if errors.Is(err, fs.ErrNotExist) {
		return "", nil
	}
	if err != nil {
		return "", fmt.Errorf("settings: %w", err)
	}
	return name, nil
}

// securityFile is where the master password is.
func (o Options) securityFile() string {
	for _, p := range []string{o.Properties["settings.security"], o.System["settings.security"], systemProperties(o.Environ)["settings.security"]} {
		if p != "" {
			return o.absolute(p)
		}
	}
	return o.path(".m2", "settings-security.xml")
}

package scan

import "github.com/licaudit/licaudit/internal/audit"

// Crash is the failure that a recovered panic stands for.
func Crash(p any) error {
	crash := audit.NewCrash(p)
	return Failure{crash.ExitStatus(), crash}
}

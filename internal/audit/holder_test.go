package audit

import "testing"

func TestHolderKey(t *testing.T) {
	for a, b := range map[string]string{"The Acme Ltd.": "ACME", "Acme, Inc. and other contributors": "acme", "若依": "若依", "The": "the"} {
		if HolderKey(a) != HolderKey(b) {
			t.Errorf("%q is %q, and %q %q", a, HolderKey(a), b, HolderKey(b))
		}
	}
}

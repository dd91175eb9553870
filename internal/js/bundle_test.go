package js

import (
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestNoticeNames(t *testing.T) {
	for _, test := range []struct {
		text string
		want []string
	}{
		{"/** @license Acme v0.19.1\n * acme-scheduler.production.min.js\n */", []string{"acme-scheduler", "acme", "acme"}},
		{"/*! widget.js 1.0 */", []string{"widget", "widget.js"}},
		{"/*\nwidget\n(c) Acme\nhttps://github.com/acme/widget-kit\n*/", []string{"widget", "widget", "widget-kit"}},
	} {
		if diff := cmp.Diff(test.want, noticeNames([]byte(test.text))); diff != "" {
			t.Errorf("%q (-want +got):\n%s", test.text, diff)
		}
	}
}

//go:build peers

package normalize

import (
	"bytes"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"testing"
)

// peerVersion is the peer that npm installs: it corrects what package.json
// files say, which is what it was made for; of names alone, without URLs.
const peerVersion = "spdx-correct@3.2.0"

const peerScript = `
const correct = require('spdx-correct')
const names = JSON.parse(require('fs').readFileSync(0, 'utf8'))
console.log(JSON.stringify(names.map(n => { try { return correct(n, {upgrade: true}) || '' } catch (e) { return '' } })))
`

// TestPeers prints our figures and a peer's on one table in one run:
//
//	go test -tags peers -run TestPeers -v ./internal/normalize
func TestPeers(t *testing.T) {
	dir := t.TempDir()
	install := exec.Command("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", dir, peerVersion)
	install.Stderr = os.Stderr
	if err := install.Run(); err != nil {
		t.Fatalf("%s: %v", peerVersion, err)
	}
	script := filepath.Join(dir, "peer.js")
	if err := os.WriteFile(script, []byte(peerScript), 0o644); err != nil {
		t.Fatal(err)
	}
	rows := rowsOf(t, "testdata/sample.tsv")[1:]
	var names []string
	for _, f := range rows {
		names = append(names, f[0])
	}
	in, err := json.Marshal(names)
	if err != nil {
		t.Fatal(err)
	}
	run := exec.Command("node", script)
	run.Stdin, run.Stderr = bytes.NewReader(in), os.Stderr
	out, err := run.Output()
	if err != nil {
		t.Fatal(err)
	}
	var theirs []string
	if err := json.Unmarshal(out, &theirs); err != nil {
		t.Fatal(err)
	}
	var ours, alone, peer [2]figures
	for i, f := range rows {
		n, _ := strconv.Atoi(f[4])
		also := append(f, "", "", "", "")[7]
		for j, weight := range []int{1, n} {
			ours[j] = ours[j].plus(verdict(string(Name(f[0], f[1]).License), f[2], also, weight))
			if f[0] != "" {
				alone[j] = alone[j].plus(verdict(string(Name(f[0], "").License), f[2], also, weight))
				peer[j] = peer[j].plus(verdict(theirs[i], f[2], also, weight))
			}
		}
	}
	for _, r := range []struct {
		name string
		f    [2]figures
	}{{"licaudit, name and URL", ours}, {"licaudit, name alone", alone}, {peerVersion + ", name alone", peer}} {
		t.Logf("%-32s by string %.2f / %.2f, by POM %.2f / %.2f, guesses %d", r.name,
			r.f[0].precision(), r.f[0].recall(), r.f[1].precision(), r.f[1].recall(), r.f[0].guessed)
	}
}

package settings

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/sha256"
	"encoding/base64"
	"errors"
	"fmt"
	"os"
	"regexp"
	"strings"

	"github.com/licaudit/licaudit/internal/audit"
)

// encrypted matches a password that Maven takes for encrypted: one in braces,
// which may have comments around it.
// https://maven.apache.org/guides/mini/guide-encryption.html
var encrypted = regexp.MustCompile(`(?s)^.*?[^\\]?\{(.*?[^\\])\}.*$`)

// masterKey is what the master password itself is encrypted with.
const masterKey = "settings.security"

// errCipher says that a text cannot be decrypted.
var errCipher = errors.New("not a text that Maven encrypted, or another master password")

// decrypt decrypts the passwords of servers and proxies. As with Maven, one
// that cannot be is used as it is, with a warning.
func (s *Settings) decrypt(securityFile string) {
	var master string
	var masterErr error
	read := false
	plain := func(kind, id, password string) string {
		m := encrypted.FindStringSubmatch(password)
		if m == nil {
			return password
		}
		if !read {
			master, masterErr = masterPassword(securityFile, 0)
			read = true
		}
		clear, err := "", masterErr
		if err == nil {
			clear, err = decipher(withoutAttributes(m[1]), master)
		}
		if err != nil {
			s.Problems = append(s.Problems, audit.Problem{Code: audit.CodeSettingsIgnored, Severity: audit.SeverityWarning, Subject: "settings.xml",
				Message: fmt.Sprintf("the password of the %s %q cannot be decrypted and is sent as it stands: %v", kind, id, err),
				Hint:    "see the master password in settings-security.xml"})
			return password
		}
		return clear
	}
	for i := range s.servers {
		s.servers[i].password = plain("server", s.servers[i].id, s.servers[i].password)
	}
	for i := range s.proxies {
		s.proxies[i].password = plain("proxy", s.proxies[i].id, s.proxies[i].password)
	}
}

// masterPassword reads settings-security.xml, which may point elsewhere.
func masterPassword(file string, hops int) (string, error) {
	if hops > 8 {
		return "", fmt.Errorf("%s: the relocations do not end", file)
	}
	data, err := os.ReadFile(file)
	if err != nil {
		return "", err
	}
	root, err := parseXML(file, data)
	if err != nil {
		return "", err
	}
	if r := root.child("relocation"); r != nil && r.text != "" {
		return masterPassword(r.text, hops+1)
	}
	master := root.child("master")
	if master == nil || master.text == "" {
		return "", fmt.Errorf("%s: there is no <master> password", file)
	}
	m := encrypted.FindStringSubmatch(master.text)
	if m == nil {
		return "", fmt.Errorf("%s:%d:%d: the master password is not encrypted", file, master.line, master.column)
	}
	clear, err := decipher(withoutAttributes(m[1]), masterKey)
	if err != nil {
		return "", fmt.Errorf("%s:%d:%d: %w", file, master.line, master.column, err)
	}
	return clear, nil
}

// withoutAttributes takes "[type=master]" off the front.
func withoutAttributes(s string) string {
	if strings.HasPrefix(s, "[") {
		if _, rest, ok := strings.Cut(s, "]"); ok {
			return rest
		}
	}
	return s
}

// decipher decrypts what plexus-cipher encrypted: base64 of 8 bytes of salt,
// the number of bytes of padding at the end, the AES-128-CBC text, and the
// padding. Key and initialisation vector are the two halves of the SHA-256 of
// password and salt.
// https://github.com/codehaus-plexus/plexus-cipher/blob/plexus-cipher-1.8/src/main/java/org/sonatype/plexus/components/cipher/PBECipher.java
func decipher(text, password string) (string, error) {
	all, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(text), ""))
	if err != nil {
		return "", errCipher
	}
	if len(all) < 9+aes.BlockSize {
		return "", errCipher
	}
	salt, padding := all[:8], int(all[8])
	end := len(all) - padding
	if end < 9+aes.BlockSize || (end-9)%aes.BlockSize != 0 {
		return "", errCipher
	}
	sum := sha256.Sum256(append([]byte(password), salt...))
	block, err := aes.NewCipher(sum[:16])
	if err != nil {
		return "", err
	}
	clear := make([]byte, end-9)
	cipher.NewCBCDecrypter(block, sum[16:]).CryptBlocks(clear, all[9:end])
	return unpad(clear)
}

// unpad takes PKCS #5 padding off.
func unpad(clear []byte) (string, error) {
	n := int(clear[len(clear)-1])
	if n == 0 || n > aes.BlockSize {
		return "", errCipher
	}
	for _, b := range clear[len(clear)-n:] {
		if int(b) != n {
			return "", errCipher
		}
	}
	return string(clear[:len(clear)-n]), nil
}

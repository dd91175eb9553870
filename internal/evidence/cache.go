package evidence

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"os"
	"path/filepath"
	"sync"
)

// readersVersion is part of the cache's key: raise it with every change of the
// readers that changes an answer. Changed tables change the key by themselves.
const readersVersion = "17"

// Cache keeps classifications by the SHA-256 of the text, in memory and, where
// Dir is set, in files there. It is safe for use by several goroutines and by
// several runs at once: a file is written aside and renamed. A cache that
// cannot be read or written is as good as none.
type Cache struct {
	Dir string // of the caller; empty: in memory only

	mem sync.Map // of hex SHA-256 to Classification
}

// Classify is the package's Classify, with memory.
func (c *Cache) Classify(text []byte) Classification {
	sum := sha256.Sum256(text)
	key := hex.EncodeToString(sum[:])
	if got, ok := c.mem.Load(key); ok {
		return got.(Classification)
	}
	got, ok := c.load(key)
	if !ok {
		got = Classify(text)
		c.store(key, got)
	}
	c.mem.Store(key, got)
	return got
}

var tablesVersion = sync.OnceValue(func() string {
	h := sha256.New()
	for _, s := range []string{readersVersion, namesData, urlsData, exceptionsData, exactData, coreData, conditionsData, wordingsData, noticesData} {
		h.Write([]byte(s))
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
})

func (c *Cache) file(key string) string {
	return filepath.Join(c.Dir, "texts-"+tablesVersion(), key[:2], key+".json")
}

func (c *Cache) load(key string) (Classification, bool) {
	var got Classification
	if c.Dir == "" {
		return got, false
	}
	b, err := os.ReadFile(c.file(key))
	if err != nil || json.Unmarshal(b, &got) != nil || got.SHA256 != key {
		return Classification{}, false
	}
	return got, true
}

func (c *Cache) store(key string, got Classification) {
	if c.Dir == "" {
		return
	}
	b, err := json.Marshal(got)
	if err != nil {
		return
	}
	file := c.file(key)
	if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
		return
	}
	tmp, err := os.CreateTemp(filepath.Dir(file), "new-*")
	if err != nil {
		return
	}
	_, err = tmp.Write(b)
	if closeErr := tmp.Close(); err == nil && closeErr == nil && os.Rename(tmp.Name(), file) == nil {
		return
	}
	os.Remove(tmp.Name())
}

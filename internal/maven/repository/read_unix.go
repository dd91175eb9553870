//go:build unix

package repository

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"syscall"
)

// errNotDir says that a file stands in the place of a folder.
var errNotDir error = syscall.ENOTDIR

// readFile reads a whole file of at most limit bytes. A warm run is little else
// than a few hundred calls of it, so it makes the four system calls that are
// needed and no others: os.ReadFile takes half as long again.
func readFile(name string, limit int64) ([]byte, error) {
	// O_NONBLOCK: a named pipe must not hold us up.
	fd, err := again(func() (int, error) {
		return syscall.Open(name, syscall.O_RDONLY|syscall.O_CLOEXEC|syscall.O_NONBLOCK, 0)
	})
	if err != nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: err}
	}
	defer syscall.Close(fd)
	var st syscall.Stat_t
	if err := syscall.Fstat(fd, &st); err != nil {
		return nil, &fs.PathError{Op: "stat", Path: name, Err: err}
	}
	if st.Mode&syscall.S_IFMT != syscall.S_IFREG {
		return nil, fmt.Errorf("%s is not a regular file", name)
	}
	if st.Size > limit {
		return nil, fmt.Errorf("%s: %w: %d bytes, and at most %d are read", name, ErrTooLarge, st.Size, limit)
	}
	data := make([]byte, st.Size)
	for n := 0; n < len(data); {
		k, err := again(func() (int, error) { return syscall.Read(fd, data[n:]) })
		if err == nil && k == 0 {
			err = io.ErrUnexpectedEOF
		}
		if err != nil {
			return nil, &fs.PathError{Op: "read", Path: name, Err: err}
		}
		n += k
	}
	return data, nil
}

// again repeats a system call that a signal interrupted.
func again(call func() (int, error)) (int, error) {
	for {
		n, err := call()
		if !errors.Is(err, syscall.EINTR) {
			return n, err
		}
	}
}

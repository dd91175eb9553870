package main

import (
	"os"
	"path/filepath"

	"github.com/licaudit/licaudit/internal/report"
)

// replaceAll writes all files beside their places first and renames them only
// when every one is whole: a run that is killed leaves the old report, whole.
func replaceAll(dir string, files []report.File) error {
	if len(files) == 0 {
		return nil
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	var temporary []string
	defer func() {
		for _, name := range temporary {
			os.Remove(name) // gone already where the rename worked
		}
	}()
	for _, f := range files {
		name, err := writeTemporary(dir, f.Data)
		if err != nil {
			return err
		}
		temporary = append(temporary, name)
	}
	for i, f := range files {
		if err := os.Rename(temporary[i], filepath.Join(dir, f.Name)); err != nil {
			return err
		}
	}
	return nil
}

// replace writes one file as a whole, keeping the permissions of the old one.
func replace(path string, data []byte) error {
	if target, err := filepath.EvalSymlinks(path); err == nil {
		path = target
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	mode := os.FileMode(0o644)
	if stat, err := os.Stat(path); err == nil {
		if !stat.Mode().IsRegular() { // a device or a pipe cannot be renamed over
			return os.WriteFile(path, data, mode)
		}
		mode = stat.Mode().Perm()
	}
	name, err := writeTemporary(filepath.Dir(path), data)
	if err != nil {
		return err
	}
	defer os.Remove(name)
	if err := os.Chmod(name, mode); err != nil {
		return err
	}
	return os.Rename(name, path)
}

func writeTemporary(dir string, data []byte) (string, error) {
	return temporaryWith(dir, func(f *os.File) error {
		_, err := f.Write(data)
		return err
	})
}

// replaceWith is replace for what is too large to hold in memory.
func replaceWith(path string, write func(*os.File) error) error {
	name, err := temporaryWith(filepath.Dir(path), write)
	if err != nil {
		return err
	}
	defer os.Remove(name)
	return os.Rename(name, path)
}

func temporaryWith(dir string, write func(*os.File) error) (string, error) {
	f, err := os.CreateTemp(dir, ".licaudit-*")
	if err != nil {
		return "", err
	}
	err = write(f)
	if err == nil {
		err = f.Chmod(0o644)
	}
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	if err != nil {
		os.Remove(f.Name())
		return "", err
	}
	return f.Name(), nil
}

func appendFile(path string, data []byte) error {
	f, err := os.OpenFile(path, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if closeErr := f.Close(); err == nil {
		err = closeErr
	}
	return err
}

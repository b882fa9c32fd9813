// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package os

import "io/fs"

// DirFS returns the files below dir. Symbolic links out of it are followed.
func DirFS(dir string) fs.FS { return dirFS(dir) }

type dirFS string

// path returns the system's name of a file, or an error for a name that an fs.FS
// does not have.
func (d dirFS) path(op, name string) (string, error) {
	if d == "" {
		return "", &PathError{Op: op, Path: name, Err: NewSyscallError("DirFS", ErrInvalid)}
	}
	if !fs.ValidPath(name) {
		return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	if d[len(d)-1] == '/' {
		return string(d) + name, nil
	}
	return string(d) + "/" + name, nil
}

// shorten makes the path of an error that which the caller gave.
func shorten(err error, name string) error {
	if e, ok := err.(*PathError); ok {
		e.Path = name
	}
	return err
}

func (d dirFS) Open(name string) (fs.File, error) {
	p, err := d.path("open", name)
	if err != nil {
		return nil, err
	}
	f, err := Open(p)
	if err != nil {
		return nil, shorten(err, name)
	}
	return f, nil
}

func (d dirFS) ReadFile(name string) ([]byte, error) {
	p, err := d.path("readfile", name)
	if err != nil {
		return nil, err
	}
	b, err := ReadFile(p)
	return b, shorten(err, name)
}

func (d dirFS) ReadDir(name string) ([]fs.DirEntry, error) {
	p, err := d.path("readdir", name)
	if err != nil {
		return nil, err
	}
	list, err := ReadDir(p)
	return list, shorten(err, name)
}

func (d dirFS) Stat(name string) (fs.FileInfo, error) {
	p, err := d.path("stat", name)
	if err != nil {
		return nil, err
	}
	fi, err := Stat(p)
	if err != nil {
		return nil, shorten(err, name)
	}
	return fi, nil
}

func (d dirFS) ReadLink(name string) (string, error) {
	p, err := d.path("readlink", name)
	if err != nil {
		return "", err
	}
	to, err := Readlink(p)
	return to, shorten(err, name)
}

func (d dirFS) Lstat(name string) (fs.FileInfo, error) {
	p, err := d.path("lstat", name)
	if err != nil {
		return nil, err
	}
	fi, err := Lstat(p)
	if err != nil {
		return nil, shorten(err, name)
	}
	return fi, nil
}

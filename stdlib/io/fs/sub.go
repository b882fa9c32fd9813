// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package fs

import (
	"errors"
	"path"
	"strings"
)

// A GlobFS has a Glob of its own.
type GlobFS interface {
	FS
	Glob(pattern string) ([]string, error)
}

// Glob returns the names that match a pattern of path.Match, nil if there are
// none. Errors of reading folders are ignored.
func Glob(fsys FS, pattern string) ([]string, error) {
	if g, ok := fsys.(GlobFS); ok {
		return g.Glob(pattern)
	}
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	return glob(fsys, pattern, 0)
}

func glob(fsys FS, pattern string, depth int) ([]string, error) {
	if depth > 10000 { // of slashes: an attack
		return nil, path.ErrBadPattern
	}
	if !strings.ContainsAny(pattern, `*?[\`) {
		if _, err := Stat(fsys, pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := path.Split(pattern)
	if dir = strings.TrimSuffix(dir, "/"); dir == "" {
		dir = "."
	}
	if dir == pattern {
		return nil, path.ErrBadPattern
	}
	dirs := []string{dir}
	if strings.ContainsAny(dir, `*?[\`) {
		var err error
		if dirs, err = glob(fsys, dir, depth+1); err != nil {
			return nil, err
		}
	}
	var all []string
	for _, d := range dirs {
		entries, err := ReadDir(fsys, d)
		if err != nil {
			continue
		}
		for _, e := range entries {
			ok, err := path.Match(file, e.Name())
			if err != nil {
				return all, err
			}
			if ok {
				all = append(all, path.Join(d, e.Name()))
			}
		}
	}
	return all, nil
}

// A SubFS has a Sub of its own.
type SubFS interface {
	FS
	Sub(dir string) (FS, error)
}

// Sub returns the part of fsys below dir. It does not keep symbolic links from
// leading out.
func Sub(fsys FS, dir string) (FS, error) {
	if !ValidPath(dir) {
		return nil, &PathError{Op: "sub", Path: dir, Err: ErrInvalid}
	}
	if dir == "." {
		return fsys, nil
	}
	if s, ok := fsys.(SubFS); ok {
		return s.Sub(dir)
	}
	return &subFS{fsys, dir}, nil
}

type subFS struct {
	fsys FS
	dir  string
}

func (f *subFS) full(op, name string) (string, error) {
	if !ValidPath(name) {
		return "", &PathError{Op: op, Path: name, Err: ErrInvalid}
	}
	return path.Join(f.dir, name), nil
}

// shorten makes the path of an error one below dir.
func (f *subFS) shorten(err error) error {
	if e, ok := err.(*PathError); ok {
		if e.Path == f.dir {
			e.Path = "."
		} else if rest, ok := strings.CutPrefix(e.Path, f.dir+"/"); ok {
			e.Path = rest
		}
	}
	return err
}

func (f *subFS) Open(name string) (File, error) {
	p, err := f.full("open", name)
	if err != nil {
		return nil, err
	}
	file, err := f.fsys.Open(p)
	return file, f.shorten(err)
}

func (f *subFS) ReadDir(name string) ([]DirEntry, error) {
	p, err := f.full("read", name)
	if err != nil {
		return nil, err
	}
	list, err := ReadDir(f.fsys, p)
	return list, f.shorten(err)
}

func (f *subFS) ReadFile(name string) ([]byte, error) {
	p, err := f.full("read", name)
	if err != nil {
		return nil, err
	}
	b, err := ReadFile(f.fsys, p)
	return b, f.shorten(err)
}

func (f *subFS) Glob(pattern string) ([]string, error) {
	if _, err := path.Match(pattern, ""); err != nil {
		return nil, err
	}
	if pattern == "." {
		return []string{"."}, nil
	}
	list, err := Glob(f.fsys, f.dir+"/"+pattern)
	for i, name := range list {
		rest, ok := strings.CutPrefix(name, f.dir+"/")
		if !ok {
			return nil, errors.New("invalid result from inner fsys Glob: " + name + " not in " + f.dir)
		}
		list[i] = rest
	}
	return list, f.shorten(err)
}

func (f *subFS) Sub(dir string) (FS, error) {
	if dir == "." {
		return f, nil
	}
	p, err := f.full("sub", dir)
	if err != nil {
		return nil, err
	}
	return &subFS{f.fsys, p}, nil
}

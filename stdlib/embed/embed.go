// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package embed gives programs the files that //go:embed lines name.
//
// Such a line stands before a variable of a package, which is of a string type,
// of a type of bytes, or an FS:
//
//	//go:embed templates/*.html
//	var templates embed.FS
//
// It has patterns of path.Match, of paths below the source file's folder. A
// folder stands for all files below it but those whose names begin with . or _;
// with all: before the pattern it stands for these too.
package embed

import (
	"errors"
	"io"
	"io/fs"
	"sort"
	"strings"
	"time"
)

// An FS is a tree of files, which nothing changes: goroutines may share one.
// The zero FS is empty.
type FS struct {
	// The compiler fills it, so it knows what FS and file look like. The files are
	// sorted by the folder that they are in, then by name, so that a folder's
	// files stand together. Nil: none. Two FS of one variable are equal.
	files *[]file
}

// A file or folder of an FS, with what is known of it.
type file struct {
	name string // the path in the FS; that of a folder ends in /
	data string
}

var root = &file{name: "./"}

// split returns the folder that name is in, and the name there.
func split(name string) (dir, elem string) {
	name = strings.TrimSuffix(name, "/")
	i := strings.LastIndexByte(name, '/')
	if i < 0 {
		return ".", name
	}
	return name[:i], name[i+1:]
}

func (f *file) Name() string {
	_, elem := split(f.name)
	return elem
}

func (f *file) Size() int64                { return int64(len(f.data)) }
func (f *file) ModTime() time.Time         { return time.Time{} }
func (f *file) IsDir() bool                { return strings.HasSuffix(f.name, "/") }
func (f *file) Sys() any                   { return nil }
func (f *file) Type() fs.FileMode          { return f.Mode().Type() }
func (f *file) Info() (fs.FileInfo, error) { return f, nil }
func (f *file) String() string             { return fs.FormatFileInfo(f) }

func (f *file) Mode() fs.FileMode {
	if f.IsDir() {
		return fs.ModeDir | 0555
	}
	return 0444
}

// find returns the file of that name, or nil.
func (f FS) find(name string) *file {
	if name == "." {
		return root
	}
	if f.files == nil || !fs.ValidPath(name) {
		return nil
	}
	all := *f.files
	dir, elem := split(name)
	i := sort.Search(len(all), func(i int) bool {
		d, e := split(all[i].name)
		return d > dir || d == dir && e >= elem
	})
	if i == len(all) || strings.TrimSuffix(all[i].name, "/") != name {
		return nil
	}
	return &all[i]
}

// in returns what is in a folder.
func (f FS) in(dir string) []file {
	if f.files == nil {
		return nil
	}
	all := *f.files
	from := sort.Search(len(all), func(i int) bool {
		d, _ := split(all[i].name)
		return d >= dir
	})
	all = all[from:]
	n := sort.Search(len(all), func(i int) bool {
		d, _ := split(all[i].name)
		return d > dir
	})
	return all[:n]
}

// Open opens the named file. One that is not a folder is also an io.Seeker and
// an io.ReaderAt.
func (f FS) Open(name string) (fs.File, error) {
	found := f.find(name)
	switch {
	case found == nil:
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	case found.IsDir():
		return &openDir{file: found, rest: f.in(name)}, nil
	}
	return &openFile{file: found}, nil
}

// ReadDir returns what is in the named folder, sorted by name.
func (f FS) ReadDir(name string) ([]fs.DirEntry, error) {
	found := f.find(name)
	if found == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if !found.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("not a directory")}
	}
	return entries(f.in(name)), nil
}

// ReadFile returns a copy of the content of the named file.
func (f FS) ReadFile(name string) ([]byte, error) {
	found := f.find(name)
	if found == nil {
		return nil, &fs.PathError{Op: "open", Path: name, Err: fs.ErrNotExist}
	}
	if found.IsDir() {
		return nil, &fs.PathError{Op: "read", Path: name, Err: errors.New("is a directory")}
	}
	return []byte(found.data), nil
}

func entries(files []file) []fs.DirEntry {
	list := make([]fs.DirEntry, len(files))
	for i := range files {
		list[i] = &files[i]
	}
	return list
}

// An openFile is a file and where it is read.
type openFile struct {
	file *file
	at   int64
}

func (f *openFile) Close() error               { return nil }
func (f *openFile) Stat() (fs.FileInfo, error) { return f.file, nil }

func (f *openFile) Read(b []byte) (int, error) {
	if f.at >= f.file.Size() {
		return 0, io.EOF
	}
	n := copy(b, f.file.data[f.at:])
	f.at += int64(n)
	return n, nil
}

func (f *openFile) ReadAt(b []byte, off int64) (int, error) {
	if off < 0 || off > f.file.Size() {
		return 0, &fs.PathError{Op: "read", Path: f.file.name, Err: fs.ErrInvalid}
	}
	n := copy(b, f.file.data[off:])
	if n < len(b) {
		return n, io.EOF
	}
	return n, nil
}

func (f *openFile) Seek(offset int64, whence int) (int64, error) {
	switch whence {
	case io.SeekCurrent:
		offset += f.at
	case io.SeekEnd:
		offset += f.file.Size()
	}
	if offset < 0 || offset > f.file.Size() {
		return 0, &fs.PathError{Op: "seek", Path: f.file.name, Err: fs.ErrInvalid}
	}
	f.at = offset
	return offset, nil
}

// An openDir is a folder and what of it has not been read.
type openDir struct {
	file *file
	rest []file
}

func (d *openDir) Close() error               { return nil }
func (d *openDir) Stat() (fs.FileInfo, error) { return d.file, nil }

func (d *openDir) Read([]byte) (int, error) {
	return 0, &fs.PathError{Op: "read", Path: d.file.name, Err: errors.New("is a directory")}
}

func (d *openDir) ReadDir(n int) ([]fs.DirEntry, error) {
	if n > 0 && len(d.rest) == 0 {
		return nil, io.EOF
	}
	if n <= 0 || n > len(d.rest) {
		n = len(d.rest)
	}
	list := entries(d.rest[:n])
	d.rest = d.rest[n:]
	return list, nil
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/url"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
)

// A Dir is a FileSystem of a folder. "" is ".". It follows symbolic links out of
// the folder, and shows files whose names begin with a dot.
type Dir string

// A File is what FileServer serves.
type File interface {
	io.Closer
	io.Reader
	io.Seeker
	Readdir(count int) ([]fs.FileInfo, error)
	Stat() (fs.FileInfo, error)
}

// A FileSystem has files by names with slashes, whatever the system's are.
type FileSystem interface {
	Open(name string) (File, error)
}

// Open opens a file, of which name begins at the folder.
func (d Dir) Open(name string) (File, error) {
	p := path.Clean("/" + name)[1:]
	if strings.IndexByte(p, 0) >= 0 {
		return nil, errors.New("http: invalid or unsafe file path")
	}
	dir := string(d)
	if dir == "" {
		dir = "."
	}
	full := filepath.Join(dir, filepath.FromSlash(p))
	f, err := os.Open(full)
	if err != nil {
		return nil, openError(err, full, os.Stat)
	}
	return f, nil
}

// openError makes fs.ErrNotExist of an error that comes from taking a file for a
// folder.
func openError(orig error, name string, stat func(string) (fs.FileInfo, error)) error {
	if errors.Is(orig, fs.ErrNotExist) || errors.Is(orig, fs.ErrPermission) {
		return orig
	}
	for i := 1; i <= len(name); i++ {
		if i < len(name) && name[i] != '/' {
			continue
		}
		fi, err := stat(name[:i])
		if err != nil {
			return orig
		}
		if !fi.IsDir() {
			return fs.ErrNotExist
		}
	}
	return orig
}

// FS makes a FileSystem of an fs.FS, of which the files must be io.Seekers.
func FS(fsys fs.FS) FileSystem { return ioFS{fsys} }

type ioFS struct{ fsys fs.FS }

type ioFile struct{ fs.File }

func (f ioFS) Open(name string) (File, error) {
	if name == "/" {
		name = "."
	} else {
		name = strings.TrimPrefix(name, "/")
	}
	file, err := f.fsys.Open(name)
	if err != nil {
		return nil, openError(err, name, func(p string) (fs.FileInfo, error) { return fs.Stat(f.fsys, p) })
	}
	return ioFile{file}, nil
}

func (f ioFile) Seek(offset int64, whence int) (int64, error) {
	if s, ok := f.File.(io.Seeker); ok {
		return s.Seek(offset, whence)
	}
	return 0, errors.New("io.File missing Seek method")
}

func (f ioFile) ReadDir(count int) ([]fs.DirEntry, error) {
	if d, ok := f.File.(fs.ReadDirFile); ok {
		return d.ReadDir(count)
	}
	return nil, errors.New("io.File directory missing ReadDir method")
}

func (f ioFile) Readdir(count int) ([]fs.FileInfo, error) {
	entries, err := f.ReadDir(count)
	var list []fs.FileInfo
	for _, e := range entries {
		fi, e := e.Info()
		if e != nil {
			return list, e
		}
		list = append(list, fi)
	}
	return list, err
}

// FileServer returns a handler that serves the files below root. "index.html"
// stands for its folder.
func FileServer(root FileSystem) Handler { return &fileHandler{root} }

// FileServerFS is FileServer for an fs.FS.
func FileServerFS(root fs.FS) Handler { return FileServer(FS(root)) }

type fileHandler struct{ root FileSystem }

func (f *fileHandler) ServeHTTP(w ResponseWriter, r *Request) {
	p := r.URL.Path
	if !strings.HasPrefix(p, "/") {
		p = "/" + p
		r.URL.Path = p
	}
	serveFile(w, r, f.root, path.Clean(p), true)
}

// ServeFile answers with a file or a folder, whose name should not be made of
// what strangers send. It does not serve paths with "..", and redirects a path
// that ends in "/index.html".
func ServeFile(w ResponseWriter, r *Request, name string) {
	if containsDotDot(r.URL.Path) {
		serveError(w, "invalid URL path", StatusBadRequest)
		return
	}
	dir, file := filepath.Split(name)
	serveFile(w, r, Dir(dir), file, false)
}

// ServeFileFS is ServeFile for an fs.FS.
func ServeFileFS(w ResponseWriter, r *Request, fsys fs.FS, name string) {
	if containsDotDot(r.URL.Path) {
		serveError(w, "invalid URL path", StatusBadRequest)
		return
	}
	serveFile(w, r, FS(fsys), name, false)
}

func containsDotDot(v string) bool {
	if !strings.Contains(v, "..") {
		return false
	}
	return slices.Contains(strings.FieldsFunc(v, func(r rune) bool { return r == '/' || r == '\\' }), "..")
}

func localRedirect(w ResponseWriter, r *Request, to string) {
	if q := r.URL.RawQuery; q != "" {
		to += "?" + q
	}
	w.Header().Set("Location", to)
	w.WriteHeader(StatusMovedPermanently)
}

// serveFile serves name; redirect: folders have a slash at the end, files none.
func serveFile(w ResponseWriter, r *Request, fsys FileSystem, name string, redirect bool) {
	const index = "/index.html"
	if strings.HasSuffix(r.URL.Path, index) {
		localRedirect(w, r, "./")
		return
	}
	f, err := fsys.Open(name)
	if err != nil {
		serveFileError(w, err)
		return
	}
	defer func() { f.Close() }()
	d, err := f.Stat()
	if err != nil {
		serveFileError(w, err)
		return
	}
	p := r.URL.Path
	slash := strings.HasSuffix(p, "/")
	if redirect && !d.IsDir() && slash {
		base := path.Base(p)
		if base == "/" || base == "." { // the FileSystem says that the root is a file
			serveError(w, "http: attempting to traverse a non-directory", StatusInternalServerError)
			return
		}
		localRedirect(w, r, "../"+base)
		return
	}
	if d.IsDir() {
		if !slash {
			localRedirect(w, r, path.Base(p)+"/")
			return
		}
		if ff, err := fsys.Open(strings.TrimSuffix(name, "/") + index); err == nil {
			if dd, err := ff.Stat(); err == nil {
				f.Close()
				f, d = ff, dd
			} else {
				ff.Close()
			}
		}
	}
	if d.IsDir() {
		if ifModifiedSince(r, d.ModTime()) == condFalse {
			writeNotModified(w)
			return
		}
		setLastModified(w, d.ModTime())
		listFolder(w, r, f)
		return
	}
	serveContent(w, r, d.Name(), d.ModTime(), func() (int64, error) { return d.Size(), nil }, f)
}

func serveFileError(w ResponseWriter, err error) {
	switch {
	case errors.Is(err, fs.ErrNotExist):
		serveError(w, "404 page not found", StatusNotFound)
	case errors.Is(err, fs.ErrPermission):
		serveError(w, "403 Forbidden", StatusForbidden)
	default:
		serveError(w, "500 Internal Server Error", StatusInternalServerError)
	}
}

// serveError is Error without headers that were meant for the file.
func serveError(w ResponseWriter, text string, code int) {
	h := w.Header()
	for _, k := range [...]string{"Cache-Control", "Content-Encoding", "Etag", "Last-Modified"} {
		delete(h, k)
	}
	Error(w, text, code)
}

func listFolder(w ResponseWriter, r *Request, f File) {
	type entry struct {
		name string
		dir  bool
	}
	var list []entry
	var err error
	if d, ok := f.(fs.ReadDirFile); ok { // without looking at each
		var entries []fs.DirEntry
		entries, err = d.ReadDir(-1)
		for _, e := range entries {
			list = append(list, entry{e.Name(), e.IsDir()})
		}
	} else {
		var infos []fs.FileInfo
		infos, err = f.Readdir(-1)
		for _, fi := range infos {
			list = append(list, entry{fi.Name(), fi.IsDir()})
		}
	}
	if err != nil {
		logf(r, "http: error reading directory: %v", err)
		Error(w, "Error reading directory", StatusInternalServerError)
		return
	}
	slices.SortFunc(list, func(a, b entry) int { return strings.Compare(a.name, b.name) })
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, "<!doctype html>\n<meta name=\"viewport\" content=\"width=device-width\">\n<pre>\n")
	for _, e := range list {
		name := e.name
		if e.dir {
			name += "/"
		}
		u := url.URL{Path: name} // a name may have ? and #
		fmt.Fprintf(w, "<a href=\"%s\">%s</a>\n", u.String(), htmlEscape(name))
	}
	fmt.Fprintf(w, "</pre>\n")
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package fs

// A ReadLinkFS has symbolic links.
type ReadLinkFS interface {
	FS
	// ReadLink returns where a link leads.
	ReadLink(name string) (string, error)
	// Lstat is Stat of the link itself.
	Lstat(name string) (FileInfo, error)
}

// ReadLink returns where a link leads.
func ReadLink(fsys FS, name string) (string, error) {
	if f, ok := fsys.(ReadLinkFS); ok {
		return f.ReadLink(name)
	}
	return "", &PathError{Op: "readlink", Path: name, Err: ErrInvalid}
}

// Lstat is Stat of the link itself, where there are links.
func Lstat(fsys FS, name string) (FileInfo, error) {
	if f, ok := fsys.(ReadLinkFS); ok {
		return f.Lstat(name)
	}
	return Stat(fsys, name)
}

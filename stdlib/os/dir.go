// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package os

import (
	"io"
	"io/fs"
	"syscall"
)

func pathResult(op, path string, err error) error {
	if err == nil {
		return nil
	}
	return &PathError{op, path, err}
}

func linkResult(op, from, to string, err error) error {
	if err == nil {
		return nil
	}
	return &LinkError{op, from, to, err}
}

// Mkdir makes a directory.
func Mkdir(name string, perm FileMode) error {
	return pathResult("mkdir", name, syscall.Mkdir(name, modeBits(perm)))
}

// MkdirAll makes a directory and those above it; one that is there is fine.
func MkdirAll(path string, perm FileMode) error {
	if info, err := Stat(path); err == nil {
		if info.IsDir() {
			return nil
		}
		return &PathError{"mkdir", path, syscall.ENOTDIR}
	}
	end := len(path)
	for end > 0 && path[end-1] == '/' {
		end--
	}
	for end > 0 && path[end-1] != '/' {
		end--
	}
	if end > 1 {
		if err := MkdirAll(path[:end-1], perm); err != nil {
			return err
		}
	}
	err := Mkdir(path, perm)
	if err != nil {
		if info, err1 := Lstat(path); err1 == nil && info.IsDir() {
			return nil
		}
	}
	return err
}

// Remove removes a file or an empty directory.
func Remove(name string) error {
	err := syscall.Unlink(name)
	if err == nil {
		return nil
	}
	err1 := syscall.Rmdir(name)
	if err1 == nil {
		return nil
	}
	if err1 != syscall.ENOTDIR { // then it is a directory, and rmdir tells why
		err = err1
	}
	return &PathError{"remove", name, err}
}

// RemoveAll removes a file, or a directory and all below it. One that is not
// there is fine.
func RemoveAll(path string) error {
	err := Remove(path)
	if err == nil || IsNotExist(err) {
		return nil
	}
	info, err1 := Lstat(path)
	if err1 != nil || !info.IsDir() {
		return err
	}
	entries, err := ReadDir(path)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := RemoveAll(path + "/" + e.Name()); err != nil {
			return err
		}
	}
	return Remove(path)
}

// Rename moves a file.
func Rename(oldpath, newpath string) error {
	return linkResult("rename", oldpath, newpath, syscall.Rename(oldpath, newpath))
}

// Link makes a second name for a file.
func Link(oldname, newname string) error {
	return linkResult("link", oldname, newname, syscall.Link(oldname, newname))
}

// Symlink makes a symbolic link.
func Symlink(oldname, newname string) error {
	return linkResult("symlink", oldname, newname, syscall.Symlink(oldname, newname))
}

// Readlink returns what a symbolic link points at.
func Readlink(name string) (string, error) {
	s, err := syscall.ReadLink(name)
	return s, pathResult("readlink", name, err)
}

// Truncate changes the size of a file.
func Truncate(name string, size int64) error {
	return pathResult("truncate", name, syscall.Truncate(name, size))
}

// Chmod changes the mode of a file.
func Chmod(name string, mode FileMode) error {
	return pathResult("chmod", name, syscall.Chmod(name, modeBits(mode)))
}

// Chdir changes the working directory.
func Chdir(dir string) error { return pathResult("chdir", dir, syscall.Chdir(dir)) }

// Getwd returns the current folder; of several names for it, the one in $PWD if
// that is one.
func Getwd() (dir string, err error) {
	if pwd := Getenv("PWD"); len(pwd) > 0 && pwd[0] == '/' {
		named, err1 := Stat(pwd)
		here, err2 := Stat(".")
		if err1 == nil && err2 == nil && SameFile(named, here) {
			return pwd, nil
		}
	}
	dir, err = syscall.Getwd()
	return dir, NewSyscallError("getwd", err)
}

// TempDir returns the directory for temporary files.
func TempDir() string {
	if dir := Getenv("TMPDIR"); dir != "" {
		return dir
	}
	return "/tmp"
}

// UserHomeDir returns the user's home directory.
func UserHomeDir() (string, error) {
	if dir := Getenv("HOME"); dir != "" {
		return dir, nil
	}
	return "", stringError("$HOME is not defined")
}

var tempCounter uint32

// tempName returns a name after pattern, whose last * is replaced by a number.
func tempName(dir, pattern string) string {
	if dir == "" {
		dir = TempDir()
	}
	star := len(pattern)
	for i := len(pattern) - 1; i >= 0; i-- {
		if pattern[i] == '*' {
			star = i
			break
		}
	}
	suffix := ""
	if star < len(pattern) {
		suffix = pattern[star+1:]
	}
	tempCounter++
	n := (uint32(Getpid())*2654435761 + tempCounter*40503) | 1<<28
	digits := ""
	for ; n > 0; n /= 10 {
		digits = string(rune('0'+n%10)) + digits
	}
	return dir + "/" + pattern[:star] + digits + suffix
}

// MkdirTemp makes a directory with a new name after pattern.
func MkdirTemp(dir, pattern string) (string, error) {
	for try := 0; ; try++ {
		name := tempName(dir, pattern)
		err := Mkdir(name, 0700)
		if err == nil {
			return name, nil
		}
		if !IsExist(err) || try > 10000 {
			return "", err
		}
	}
}

// CreateTemp opens a new file with a name after pattern.
func CreateTemp(dir, pattern string) (*File, error) {
	for try := 0; ; try++ {
		f, err := OpenFile(tempName(dir, pattern), O_RDWR|O_CREATE|O_EXCL, 0600)
		if err == nil || !IsExist(err) || try > 10000 {
			return f, err
		}
	}
}

type dirEntry struct {
	dir, name string
	typ       FileMode
}

func (e *dirEntry) Name() string            { return e.name }
func (e *dirEntry) IsDir() bool             { return e.typ.IsDir() }
func (e *dirEntry) Type() FileMode          { return e.typ }
func (e *dirEntry) Info() (FileInfo, error) { return Lstat(e.dir + "/" + e.name) }
func (e *dirEntry) String() string          { return fs.FormatDirEntry(e) }

// entryType returns the mode of a DT_ constant.
func entryType(t byte) FileMode {
	switch t {
	case 1:
		return ModeNamedPipe
	case 2:
		return ModeDevice | ModeCharDevice
	case 4:
		return ModeDir
	case 6:
		return ModeDevice
	case 10:
		return ModeSymlink
	case 12:
		return ModeSocket
	}
	return 0
}

// ReadDir returns the entries of a directory, sorted by name.
func ReadDir(name string) ([]DirEntry, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	list, err := f.ReadDir(-1)
	sortEntries(list)
	return list, err
}

func sortEntries(list []DirEntry) {
	if len(list) < 2 {
		return
	}
	mid := len(list) / 2
	a, b := append([]DirEntry(nil), list[:mid]...), list[mid:]
	sortEntries(a)
	sortEntries(b)
	out := list[:0]
	for len(a) > 0 {
		if len(b) > 0 && b[0].Name() < a[0].Name() {
			out = append(out, b[0])
			b = b[1:]
		} else {
			out = append(out, a[0])
			a = a[1:]
		}
	}
}

// ReadDir returns the next n entries of the directory, all if n <= 0.
func (f *File) ReadDir(n int) ([]DirEntry, error) {
	if f == nil {
		return nil, ErrInvalid
	}
	if f.dir == nil {
		var all string
		err := f.do("readdirent", func(fd int) (err error) {
			all, err = syscall.ReadEntries(fd)
			return err
		})
		if err != nil {
			return nil, err
		}
		f.dir = &listing{}
		for i := 0; i < len(all); i++ {
			start := i + 1
			typ := entryType(all[i])
			for i = start; all[i] != 0; i++ {
			}
			f.dir.entries = append(f.dir.entries, &dirEntry{f.name, all[start:i], typ})
		}
	}
	list := f.dir.entries
	if n > 0 {
		if len(list) == 0 {
			return nil, io.EOF
		}
		list = list[:min(n, len(list))]
	}
	f.dir.entries = f.dir.entries[len(list):]
	return list, nil
}

// Readdirnames returns the names of the next n entries of the directory, all
// if n <= 0.
func (f *File) Readdirnames(n int) ([]string, error) {
	list, err := f.ReadDir(n)
	var names []string
	for _, e := range list {
		names = append(names, e.Name())
	}
	return names, err
}

// Readdir describes the next n files of the directory, all if n <= 0.
func (f *File) Readdir(n int) ([]FileInfo, error) {
	list, err := f.ReadDir(n)
	var infos []FileInfo
	for _, e := range list {
		info, err := e.Info()
		if err == nil {
			infos = append(infos, info)
		}
	}
	return infos, err
}

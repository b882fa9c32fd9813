// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Root. A name is walked element by element: each directory on the way is opened from its parent
// without following links, and stays open, so that `..` is the one that the walk has come from, whatever others rename
// meanwhile. A symbolic link's target takes its place in the name.

package os

import (
	"errors"
	"io"
	"strings"
	"syscall"
	"time"
)

var (
	errPathEscapes = errors.New("path escapes from parent")
	errEmptyPath   = errors.New("empty path")
	errRootMode    = errors.New("unsupported file mode")
)

const maxLinks = 255 // in a name

// A Root is a directory below which files can be reached, and none besides. Links out of it are errors.
type Root struct{ dir *File }

// OpenRoot opens a directory as a Root.
func OpenRoot(name string) (*Root, error) {
	f, err := OpenFile(name, O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	return &Root{f}, nil
}

// OpenInRoot opens the file name below dir, for reading.
func OpenInRoot(dir, name string) (*File, error) {
	r, err := OpenRoot(dir)
	if err != nil {
		return nil, err
	}
	defer r.Close()
	return r.Open(name)
}

// Name returns the name that the Root was opened by.
func (r *Root) Name() string { return r.dir.name }

// Close closes the Root; what was opened in it stays open.
func (r *Root) Close() error { return r.dir.Close() }

// link is what a walk's visitor returns for a symbolic link that is to be followed.
type link struct{ target string }

func (*link) Error() string { return "symbolic link" }

// linkAt returns a *link if name is one, else err.
func linkAt(dir int, name string, err error) error {
	if target, err := syscall.Readlinkat(dir, name); err == nil {
		return &link{target}
	}
	return err
}

// A walk is on its way through a Root. Its last directory is where it is; the first is the Root's own.
type walk struct {
	dirs  []int
	parts []string // still to come
	links int
	slash bool // the name ends in one: it is that of a directory
}

// enter puts the elements of path before those still to come.
func (w *walk) enter(path string) error {
	if path == "" {
		return errEmptyPath
	}
	if path[0] == '/' {
		return errPathEscapes
	}
	if len(w.parts) == 0 {
		w.slash = w.slash || path[len(path)-1] == '/'
	}
	var parts []string
	for _, p := range strings.Split(path, "/") {
		if p != "" && p != "." {
			parts = append(parts, p)
		}
	}
	w.parts = append(parts, w.parts...)
	return nil
}

func (w *walk) top() int { return w.dirs[len(w.dirs)-1] }

func (w *walk) up() error {
	if len(w.dirs) == 1 {
		return errPathEscapes
	}
	syscall.Close(w.top())
	w.dirs = w.dirs[:len(w.dirs)-1]
	return nil
}

func (w *walk) close() {
	for _, fd := range w.dirs[1:] {
		syscall.Close(fd)
	}
}

// step follows the next element, which is not the last.
func (w *walk) step(name string) error {
	fd, err := syscall.Openat(w.top(), name, O_RDONLY|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if err == nil {
		w.dirs = append(w.dirs, fd)
		return nil
	}
	if err == syscall.ELOOP || err == syscall.ENOTDIR {
		err = linkAt(w.top(), name, err)
	}
	return err
}

// run calls visit with the directory that the name's last element is in.
func (w *walk) run(visit func(dir int, name string) error) error {
	for {
		name, last := ".", true
		if len(w.parts) > 0 {
			name, last = w.parts[0], len(w.parts) == 1
			w.parts = w.parts[1:]
		}
		var err error
		switch {
		case name == "..":
			if err = w.up(); err == nil && last {
				return visit(w.top(), ".")
			}
		case last:
			if w.slash && name != "." {
				name += "/" // the kernel looks whether it is a directory
			}
			err = visit(w.top(), name)
			if _, ok := err.(*link); !ok {
				return err
			}
		default:
			err = w.step(name)
		}
		if l, ok := err.(*link); ok {
			if w.links++; w.links > maxLinks {
				return syscall.ELOOP
			}
			err = w.enter(l.target)
		}
		if err != nil {
			return err
		}
	}
}

// visit walks to name; visit may be called again, with what a link points at.
func (r *Root) visit(name string, visit func(dir int, name string) error) error {
	err := r.dir.pfd.Do(func(fd int) error {
		w := walk{dirs: []int{fd}}
		if err := w.enter(name); err != nil {
			return err
		}
		defer w.close()
		return w.run(visit)
	})
	if err != nil && r.dir.pfd.Sysfd == -1 {
		return ErrClosed
	}
	return err
}

func (r *Root) do(op, name string, visit func(dir int, name string) error) error {
	return pathResult(op, name, r.visit(name, visit))
}

// isLink reports whether name is a symbolic link, which is then to be followed. One that a slash ends is followed by the
// kernel, and so looked at without it.
func isLink(dir int, name string) error {
	var st syscall.Stat_t
	name = strings.TrimSuffix(name, "/")
	if err := syscall.Fstatat(dir, name, &st, syscall.AT_SYMLINK_NOFOLLOW); err != nil {
		return err
	}
	if st.Mode&syscall.S_IFMT == syscall.S_IFLNK {
		return linkAt(dir, name, syscall.ELOOP)
	}
	return nil
}

// Open opens a file for reading.
func (r *Root) Open(name string) (*File, error) { return r.OpenFile(name, O_RDONLY, 0) }

// Create opens a file for reading and writing, emptied if it exists.
func (r *Root) Create(name string) (*File, error) {
	return r.OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666)
}

// OpenFile opens a file as flag says; perm is for one that it creates.
func (r *Root) OpenFile(name string, flag int, perm FileMode) (*File, error) {
	if perm&0777 != perm {
		return nil, &PathError{"openat", name, errRootMode}
	}
	var f *File
	err := r.do("openat", name, func(dir int, base string) error {
		fd, err := syscall.Openat(dir, strings.TrimSuffix(base, "/"), flag|syscall.O_NOFOLLOW, modeBits(perm))
		if err == syscall.ELOOP || err == syscall.ENOTDIR {
			return linkAt(dir, strings.TrimSuffix(base, "/"), err)
		}
		if err != nil {
			return err
		}
		f = newOpened(fd, joinPath(r.Name(), name))
		f.append = flag&O_APPEND != 0
		if info, err := f.Stat(); strings.HasSuffix(base, "/") && (err != nil || !info.IsDir()) {
			f.Close()
			return syscall.ENOTDIR
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	return f, nil
}

func joinPath(dir, name string) string {
	if strings.HasSuffix(dir, "/") {
		return dir + name
	}
	return dir + "/" + name
}

// OpenRoot opens a directory as a Root.
func (r *Root) OpenRoot(name string) (*Root, error) {
	f, err := r.OpenFile(name, O_RDONLY|syscall.O_DIRECTORY, 0)
	if err != nil {
		return nil, err
	}
	return &Root{f}, nil
}

// ReadFile returns what a file holds.
func (r *Root) ReadFile(name string) ([]byte, error) {
	f, err := r.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(f)
}

// WriteFile makes a file hold data.
func (r *Root) WriteFile(name string, data []byte, perm FileMode) error {
	f, err := r.OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err1 := f.Close(); err == nil {
		err = err1
	}
	return err
}

// Mkdir makes a directory.
func (r *Root) Mkdir(name string, perm FileMode) error {
	if perm&0777 != perm {
		return &PathError{"mkdirat", name, errRootMode}
	}
	return r.do("mkdirat", name, func(dir int, base string) error { return syscall.Mkdirat(dir, base, modeBits(perm)) })
}

// MkdirAll makes a directory and those above it; one that is there is fine.
func (r *Root) MkdirAll(name string, perm FileMode) error {
	if perm&0777 != perm {
		return &PathError{"mkdirat", name, errRootMode}
	}
	if name == "" {
		return &PathError{"mkdirat", name, errEmptyPath}
	}
	done := 0
	for done < len(name) {
		end := strings.IndexByte(name[done:], '/') + done
		if end < done {
			end = len(name)
		}
		part := name[:max(end, 1)] // of an absolute name, the root
		done = end + 1
		err := r.visit(part, func(dir int, base string) error { return syscall.Mkdirat(dir, base, modeBits(perm)) })
		if err == syscall.EEXIST {
			info, err1 := r.Stat(part)
			if err1 == nil && info.IsDir() {
				continue
			}
			if err1 == nil && part != name {
				return &PathError{"openat", part, syscall.ENOTDIR}
			}
		}
		if err != nil {
			return &PathError{"mkdirat", name, err}
		}
	}
	return nil
}

func (r *Root) stat(op, name string, follow bool) (FileInfo, error) {
	var st syscall.Stat_t
	err := r.do(op, name, func(dir int, base string) error {
		if follow {
			if err := isLink(dir, base); err != nil {
				return err
			}
		}
		return syscall.Fstatat(dir, base, &st, syscall.AT_SYMLINK_NOFOLLOW)
	})
	if err != nil {
		return nil, err
	}
	return newFileStat(basename(name), &st), nil
}

// Stat describes a file, following symbolic links.
func (r *Root) Stat(name string) (FileInfo, error) { return r.stat("statat", name, true) }

// Lstat describes a file; of a symbolic link, the link.
func (r *Root) Lstat(name string) (FileInfo, error) { return r.stat("statat", name, false) }

// Readlink returns what a symbolic link points at.
func (r *Root) Readlink(name string) (target string, err error) {
	err = r.do("readlinkat", name, func(dir int, base string) (err error) {
		target, err = syscall.Readlinkat(dir, base)
		return err
	})
	return target, err
}

// Chmod changes the mode of a file.
func (r *Root) Chmod(name string, mode FileMode) error {
	return r.do("chmodat", name, func(dir int, base string) error {
		if err := isLink(dir, base); err != nil {
			return err
		}
		// By way of a descriptor: fchmodat would follow a link that has come meanwhile.
		const opath = 0x200000
		fd, err := syscall.Openat(dir, base, opath|syscall.O_NOFOLLOW, 0)
		if err != nil {
			return err
		}
		defer syscall.Close(fd)
		return syscall.Chmod("/proc/self/fd/"+itoa(fd), modeBits(mode))
	})
}

func itoa(n int) string {
	if n < 10 {
		return string(rune('0' + n))
	}
	return itoa(n/10) + string(rune('0'+n%10))
}

// Chown changes who owns a file; of a symbolic link, what it points at.
func (r *Root) Chown(name string, uid, gid int) error {
	return r.do("chownat", name, func(dir int, base string) error {
		if err := isLink(dir, base); err != nil {
			return err
		}
		return syscall.Fchownat(dir, base, uid, gid, syscall.AT_SYMLINK_NOFOLLOW)
	})
}

// Lchown changes who owns a file; of a symbolic link, the link.
func (r *Root) Lchown(name string, uid, gid int) error {
	return r.do("lchownat", name, func(dir int, base string) error {
		return syscall.Fchownat(dir, base, uid, gid, syscall.AT_SYMLINK_NOFOLLOW)
	})
}

// Chtimes sets when a file was last read and written. A zero time stays what it is.
func (r *Root) Chtimes(name string, atime time.Time, mtime time.Time) error {
	ts := []syscall.Timespec{fileTime(atime), fileTime(mtime)}
	return r.do("chtimesat", name, func(dir int, base string) error {
		if err := isLink(dir, base); err != nil {
			return err
		}
		return syscall.UtimesNanoAt(dir, base, ts, syscall.AT_SYMLINK_NOFOLLOW)
	})
}

// Remove removes a file or an empty directory.
func (r *Root) Remove(name string) error { return r.do("removeat", name, removeAt) }

func removeAt(dir int, name string) error {
	err := syscall.RemoveAt(dir, name, 0)
	if err == nil {
		return nil
	}
	err1 := syscall.RemoveAt(dir, name, syscall.AT_REMOVEDIR)
	if err1 != nil && err1 != syscall.ENOTDIR {
		return err1
	}
	if err1 != nil {
		return err
	}
	return nil
}

// RemoveAll removes a file, or a directory and all below it. One that is not there is fine.
func (r *Root) RemoveAll(name string) error {
	if name == "." || strings.HasSuffix(name, "/.") {
		return &PathError{"RemoveAll", name, syscall.EINVAL}
	}
	name = strings.TrimRight(name, "/")
	err := r.visit(name, removeAllAt)
	if err == syscall.ENOENT {
		return nil
	}
	return pathResult("RemoveAll", name, err)
}

func removeAllAt(dir int, name string) error {
	err := removeAt(dir, name)
	if err != syscall.ENOTEMPTY && err != syscall.EEXIST {
		if err == syscall.ENOENT {
			return nil
		}
		return err
	}
	fd, err := syscall.Openat(dir, name, O_RDONLY|syscall.O_DIRECTORY|syscall.O_NOFOLLOW, 0)
	if err != nil {
		return err
	}
	f := newFile(fd, name, false)
	defer f.Close()
	entries, err := f.ReadDir(-1)
	if err != nil {
		return err
	}
	for _, e := range entries {
		if err := removeAllAt(fd, e.Name()); err != nil {
			return err
		}
	}
	return removeAt(dir, name)
}

// Rename moves a file.
func (r *Root) Rename(oldname, newname string) error {
	return linkResult("renameat", oldname, newname, r.visit(oldname, func(dir int, base string) error {
		return r.visit(newname, func(todir int, tobase string) error { return syscall.Renameat(dir, base, todir, tobase) })
	}))
}

// Link makes a second name for a file.
func (r *Root) Link(oldname, newname string) error {
	return linkResult("linkat", oldname, newname, r.visit(oldname, func(dir int, base string) error {
		return r.visit(newname, func(todir int, tobase string) error { return syscall.Linkat(dir, base, todir, tobase, 0) })
	}))
}

// Symlink makes a symbolic link. What it points at is looked at when it is followed.
func (r *Root) Symlink(oldname, newname string) error {
	return linkResult("symlinkat", oldname, newname, r.visit(newname, func(dir int, base string) error {
		return syscall.Symlinkat(oldname, dir, base)
	}))
}

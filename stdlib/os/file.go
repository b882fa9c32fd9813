// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package os

import (
	"internal/poll"
	"io"
	"io/fs"
	"syscall"
	"time"
)

// Flags of OpenFile.
const (
	O_RDONLY int = syscall.O_RDONLY
	O_WRONLY int = syscall.O_WRONLY
	O_RDWR   int = syscall.O_RDWR
	O_APPEND int = syscall.O_APPEND
	O_CREATE int = syscall.O_CREAT
	O_EXCL   int = syscall.O_EXCL
	O_SYNC   int = syscall.O_SYNC
	O_TRUNC  int = syscall.O_TRUNC
)

// Where Seek counts from.
const (
	SEEK_SET int = 0
	SEEK_CUR int = 1
	SEEK_END int = 2
)

const (
	PathSeparator     = '/'
	PathListSeparator = ':'
	DevNull           = "/dev/null"
)

// A File is an open file.
type File struct {
	pfd    poll.FD
	name   string
	append bool
	dir    *listing // of a directory that has been read from; else nil
}

// A listing is what is not yet returned of a directory.
type listing struct{ entries []DirEntry }

// The standard streams.
var (
	Stdin  = NewFile(0, "/dev/stdin")
	Stdout = NewFile(1, "/dev/stdout")
	Stderr = NewFile(2, "/dev/stderr")
)

// NewFile returns a File for an open descriptor; nil for what is none. One that
// does not block is waited for by goroutines alone, and can have deadlines.
func NewFile(fd uintptr, name string) *File {
	if int(fd) < 0 {
		return nil
	}
	nonblock, err := syscall.IsNonblock(int(fd))
	return newFile(int(fd), name, err == nil && nonblock)
}

func newFile(fd int, name string, pollable bool) *File {
	f := &File{name: name}
	f.pfd.Sysfd = fd
	f.pfd.IsStream, f.pfd.ZeroReadIsEOF = true, true
	f.pfd.Init("file", pollable) // if that cannot be, it blocks
	return f
}

// newOpened is newFile for what was just opened: a file or directory is always
// ready, but a pipe, a terminal or another device may be waited for.
func newOpened(fd int, name string) *File {
	var st syscall.Stat_t
	err := syscall.Fstat(fd, &st)
	kind := st.Mode & syscall.S_IFMT
	pollable := err == nil && kind != syscall.S_IFREG && kind != syscall.S_IFDIR
	f := newFile(fd, name, pollable)
	if pollable && f.pfd.Pollable() {
		syscall.SetNonblock(fd, true)
	}
	return f
}

// Open opens a file for reading.
func Open(name string) (*File, error) { return OpenFile(name, O_RDONLY, 0) }

// Create opens a file for reading and writing, emptied if it exists.
func Create(name string) (*File, error) {
	return OpenFile(name, O_RDWR|O_CREATE|O_TRUNC, 0666)
}

// OpenFile opens a file as flag says; perm is for one that it creates.
func OpenFile(name string, flag int, perm FileMode) (*File, error) {
	fd, err := syscall.Open(name, flag, modeBits(perm))
	if err != nil {
		return nil, &PathError{"open", name, err}
	}
	f := newOpened(fd, name)
	f.append = flag&O_APPEND != 0
	return f, nil
}

// Pipe returns two connected files: what is written to w is read from r.
func Pipe() (r, w *File, err error) {
	var p [2]int
	if err := syscall.Pipe(p[:]); err != nil {
		return nil, nil, NewSyscallError("pipe2", err)
	}
	syscall.SetNonblock(p[0], true)
	syscall.SetNonblock(p[1], true)
	return newFile(p[0], "|0", true), newFile(p[1], "|1", true), nil
}

func (f *File) failed(op string, err error) error {
	if err == nil || err == io.EOF {
		return err
	}
	if err == poll.ErrFileClosing {
		err = ErrClosed
	}
	return &PathError{op, f.name, err}
}

// do calls what needs the descriptor, which is not closed meanwhile.
func (f *File) do(op string, call func(fd int) error) error {
	if f == nil {
		return ErrInvalid
	}
	return f.failed(op, f.pfd.Do(call))
}

// Name returns the name that the file was opened by.
func (f *File) Name() string { return f.name }

// Fd returns the descriptor, which blocks from now on: deadlines have no
// effect any more.
func (f *File) Fd() uintptr {
	if f == nil {
		return ^uintptr(0)
	}
	if f.pfd.Pollable() {
		f.pfd.SetBlocking()
	}
	return uintptr(f.pfd.Sysfd)
}

// Close closes the file. Reads and writes that wait return an error.
func (f *File) Close() error {
	if f == nil {
		return ErrInvalid
	}
	return f.failed("close", f.pfd.Close())
}

// Read reads up to len(b) bytes; at the end of the file it returns 0, io.EOF.
func (f *File) Read(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	n, err = f.pfd.Read(b)
	return n, f.failed("read", err)
}

// ReadAt reads len(b) bytes from the offset off on.
func (f *File) ReadAt(b []byte, off int64) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if off < 0 {
		return 0, &PathError{"readat", f.name, errNegativeOffset}
	}
	for n < len(b) {
		m, err := f.pfd.Pread(b[n:], off+int64(n))
		n += m
		if err != nil {
			return n, f.failed("read", err)
		}
	}
	return n, nil
}

// Write writes b.
func (f *File) Write(b []byte) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	n, err = f.pfd.Write(b)
	if err == syscall.EPIPE && (f.pfd.Sysfd == 1 || f.pfd.Sysfd == 2) {
		syscall.RaiseSIGPIPE() // as a program in a pipeline is to end
	}
	return n, f.failed("write", err)
}

// WriteString writes s.
func (f *File) WriteString(s string) (n int, err error) { return f.Write([]byte(s)) }

// WriteAt writes b from the offset off on.
func (f *File) WriteAt(b []byte, off int64) (n int, err error) {
	if f == nil {
		return 0, ErrInvalid
	}
	if f.append {
		return 0, errWriteAtInAppendMode
	}
	if off < 0 {
		return 0, &PathError{"writeat", f.name, errNegativeOffset}
	}
	n, err = f.pfd.Pwrite(b, off)
	return n, f.failed("write", err)
}

// Seek sets the offset of the next Read or Write.
func (f *File) Seek(offset int64, whence int) (ret int64, err error) {
	err = f.do("seek", func(fd int) (err error) {
		ret, err = syscall.Seek(fd, offset, whence)
		return err
	})
	if err != nil {
		return 0, err
	}
	f.dir = nil
	return ret, nil
}

// Sync commits what was written to storage.
func (f *File) Sync() error { return f.do("sync", syscall.Fsync) }

// Truncate changes the size of the file.
func (f *File) Truncate(size int64) error {
	return f.do("truncate", func(fd int) error { return syscall.Ftruncate(fd, size) })
}

// Stat describes the file.
func (f *File) Stat() (FileInfo, error) {
	var st syscall.Stat_t
	if err := f.do("stat", func(fd int) error { return syscall.Fstat(fd, &st) }); err != nil {
		return nil, err
	}
	return newFileStat(basename(f.name), &st), nil
}

// SetDeadline sets the deadline of reads and writes; ErrNoDeadline for files
// that are always ready.
func (f *File) SetDeadline(t time.Time) error {
	if f == nil {
		return ErrInvalid
	}
	return f.pfd.SetDeadline(t)
}

// SetReadDeadline sets the deadline of reads.
func (f *File) SetReadDeadline(t time.Time) error {
	if f == nil {
		return ErrInvalid
	}
	return f.pfd.SetReadDeadline(t)
}

// SetWriteDeadline sets the deadline of writes.
func (f *File) SetWriteDeadline(t time.Time) error {
	if f == nil {
		return ErrInvalid
	}
	return f.pfd.SetWriteDeadline(t)
}

type stringError string

func (e stringError) Error() string { return string(e) }

const (
	errNegativeOffset      = stringError("negative offset")
	errWriteAtInAppendMode = stringError("os: invalid use of WriteAt on file opened with O_APPEND")
)

// ReadFile returns what a file holds.
func ReadFile(name string) ([]byte, error) {
	f, err := Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	size := 0
	if info, err := f.Stat(); err == nil {
		size = int(info.Size())
	}
	data := make([]byte, 0, max(size+1, 512)) // one more, to see the end
	for {
		n, err := f.Read(data[len(data):cap(data)])
		data = data[:len(data)+n]
		if err == io.EOF {
			return data, nil
		}
		if err != nil {
			return data, err
		}
		if len(data) == cap(data) {
			data = append(data, 0)[:len(data)]
		}
	}
}

// WriteFile makes a file hold data.
func WriteFile(name string, data []byte, perm FileMode) error {
	f, err := OpenFile(name, O_WRONLY|O_CREATE|O_TRUNC, perm)
	if err != nil {
		return err
	}
	_, err = f.Write(data)
	if err1 := f.Close(); err == nil {
		err = err1
	}
	return err
}

// FileMode, FileInfo and DirEntry are those of io/fs.
type (
	FileMode = fs.FileMode
	FileInfo = fs.FileInfo
	DirEntry = fs.DirEntry
)

const (
	ModeDir        = fs.ModeDir
	ModeAppend     = fs.ModeAppend
	ModeExclusive  = fs.ModeExclusive
	ModeTemporary  = fs.ModeTemporary
	ModeSymlink    = fs.ModeSymlink
	ModeDevice     = fs.ModeDevice
	ModeNamedPipe  = fs.ModeNamedPipe
	ModeSocket     = fs.ModeSocket
	ModeSetuid     = fs.ModeSetuid
	ModeSetgid     = fs.ModeSetgid
	ModeCharDevice = fs.ModeCharDevice
	ModeSticky     = fs.ModeSticky
	ModeIrregular  = fs.ModeIrregular
	ModeType       = fs.ModeType
	ModePerm       = fs.ModePerm
)

// modeBits returns the kernel's form of m.
func modeBits(m FileMode) uint32 {
	bits := uint32(m.Perm())
	if m&ModeSetuid != 0 {
		bits |= syscall.S_ISUID
	}
	if m&ModeSetgid != 0 {
		bits |= syscall.S_ISGID
	}
	if m&ModeSticky != 0 {
		bits |= syscall.S_ISVTX
	}
	return bits
}

type fileStat struct {
	name string
	st   syscall.Stat_t
	mode FileMode
}

func newFileStat(name string, st *syscall.Stat_t) *fileStat {
	mode := FileMode(st.Mode & 0777)
	switch st.Mode & syscall.S_IFMT {
	case syscall.S_IFDIR:
		mode |= ModeDir
	case syscall.S_IFLNK:
		mode |= ModeSymlink
	case syscall.S_IFIFO:
		mode |= ModeNamedPipe
	case syscall.S_IFSOCK:
		mode |= ModeSocket
	case syscall.S_IFCHR:
		mode |= ModeDevice | ModeCharDevice
	case syscall.S_IFBLK:
		mode |= ModeDevice
	}
	if st.Mode&syscall.S_ISUID != 0 {
		mode |= ModeSetuid
	}
	if st.Mode&syscall.S_ISGID != 0 {
		mode |= ModeSetgid
	}
	if st.Mode&syscall.S_ISVTX != 0 {
		mode |= ModeSticky
	}
	return &fileStat{name, *st, mode}
}

func (s *fileStat) Name() string       { return s.name }
func (s *fileStat) Size() int64        { return s.st.Size }
func (s *fileStat) Mode() FileMode     { return s.mode }
func (s *fileStat) ModTime() time.Time { return time.Unix(s.st.Mtim.Sec, s.st.Mtim.Nsec) }
func (s *fileStat) IsDir() bool        { return s.mode.IsDir() }
func (s *fileStat) Sys() any           { return &s.st }

// SameFile reports whether a and b describe the same file.
func SameFile(a, b FileInfo) bool {
	x, ok := a.(*fileStat)
	y, ok2 := b.(*fileStat)
	return ok && ok2 && x.st.Dev == y.st.Dev && x.st.Ino == y.st.Ino
}

func basename(name string) string {
	for len(name) > 1 && name[len(name)-1] == '/' {
		name = name[:len(name)-1]
	}
	for i := len(name) - 1; i >= 0; i-- {
		if name[i] == '/' && len(name) > 1 {
			return name[i+1:]
		}
	}
	return name
}

// Stat describes a file, following symbolic links.
func Stat(name string) (FileInfo, error) {
	var st syscall.Stat_t
	if err := syscall.Stat(name, &st); err != nil {
		return nil, &PathError{"stat", name, err}
	}
	return newFileStat(basename(name), &st), nil
}

// Lstat describes a file; of a symbolic link, the link.
func Lstat(name string) (FileInfo, error) {
	var st syscall.Stat_t
	if err := syscall.Lstat(name, &st); err != nil {
		return nil, &PathError{"lstat", name, err}
	}
	return newFileStat(basename(name), &st), nil
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package syscall

import "unsafe"

// A Stat_t says what the kernel knows about a file, in the kernel's form.
type Stat_t struct {
	Dev       uint64
	Ino       uint64
	Nlink     uint64
	Mode      uint32
	Uid       uint32
	Gid       uint32
	X__pad0   int32
	Rdev      uint64
	Size      int64
	Blksize   int64
	Blocks    int64
	Atim      Timespec
	Mtim      Timespec
	Ctim      Timespec
	X__unused [3]int64
}

func (st *Stat_t) words() []int64 { return (*[18]int64)(unsafe.Pointer(st))[:] }

func result(errno uintptr) error {
	if errno == 0 {
		return nil
	}
	return Errno(errno)
}

func Open(path string, flags int, perm uint32) (fd int, err error) {
	fd, errno := open(path, flags, perm)
	return fd, result(errno)
}

func Read(fd int, p []byte) (n int, err error) {
	n, errno := read(fd, p)
	return n, result(errno)
}

func Write(fd int, p []byte) (n int, err error) {
	n, errno := write(fd, p)
	return n, result(errno)
}

func Pread(fd int, p []byte, offset int64) (n int, err error) {
	n, errno := pread(fd, p, offset)
	return n, result(errno)
}

func Pwrite(fd int, p []byte, offset int64) (n int, err error) {
	n, errno := pwrite(fd, p, offset)
	return n, result(errno)
}

// SetNonblock makes calls on fd return EAGAIN where they would block.
func SetNonblock(fd int, nonblocking bool) error { return result(setNonblock(fd, nonblocking)) }

// IsNonblock reports whether calls on fd return EAGAIN where they would block.
func IsNonblock(fd int) (bool, error) {
	on, errno := isNonblock(fd)
	return on, result(errno)
}

func Seek(fd int, offset int64, whence int) (off int64, err error) {
	off, errno := seek(fd, offset, whence)
	return off, result(errno)
}

func Close(fd int) error                     { return result(closefd(fd)) }
func Fsync(fd int) error                     { return result(fsync(fd)) }
func Ftruncate(fd int, length int64) error   { return result(ftruncate(fd, length)) }
func Unlink(path string) error               { return result(unlink(path)) }
func Rmdir(path string) error                { return result(rmdir(path)) }
func Mkdir(path string, mode uint32) error   { return result(mkdir(path, mode)) }
func Rename(from, to string) error           { return result(rename(from, to)) }
func Chdir(path string) error                { return result(chdir(path)) }
func Chmod(path string, mode uint32) error   { return result(chmod(path, mode)) }
func Truncate(path string, size int64) error { return result(truncate(path, size)) }
func Link(path, newpath string) error        { return result(link(path, newpath)) }
func Symlink(path, newpath string) error     { return result(symlink(path, newpath)) }

func Pipe(p []int) error {
	r, w, errno := pipe()
	p[0], p[1] = r, w
	return result(errno)
}

func Stat(path string, st *Stat_t) error { return result(stat(AT_FDCWD, path, 0, st.words())) }
func Lstat(path string, st *Stat_t) error {
	return result(stat(AT_FDCWD, path, AT_SYMLINK_NOFOLLOW, st.words()))
}
func Fstat(fd int, st *Stat_t) error { return result(fstat(fd, st.words())) }

// Fstatat is Stat for a path from the directory dirfd on.
func Fstatat(dirfd int, path string, st *Stat_t, flags int) error {
	return result(stat(dirfd, path, flags, st.words()))
}

// ReadLink returns what a symbolic link points at.
func ReadLink(path string) (string, error) {
	target, errno := readlink(path)
	return target, result(errno)
}

// ReadEntries returns the rest of the directory fd: of each entry its type (a
// DT_ constant), its name and a zero byte.
func ReadEntries(fd int) (string, error) {
	entries, errno := readdir(fd)
	return entries, result(errno)
}

func Getwd() (string, error) {
	dir, errno := getwd()
	return dir, result(errno)
}

func Hostname() (string, error) {
	name, errno := hostname()
	return name, result(errno)
}

func Environ() []string                         { return environ() }
func Getenv(key string) (value string, ok bool) { return getenv(key) }
func Unsetenv(key string) error                 { return result(unsetenv(key)) }
func Clearenv()                                 { clearenv() }
func Args() []string                            { return args() }

func Setenv(key, value string) error {
	if key == "" {
		return EINVAL
	}
	for i := 0; i < len(key); i++ {
		if key[i] == '=' || key[i] == 0 {
			return EINVAL
		}
	}
	return result(setenv(key, value))
}

// Getpagesize returns the size of a page of memory.
func Getpagesize() int { return 4096 }

func Getpid() int
func Getppid() int
func Getuid() int
func Geteuid() int
func Getgid() int
func Getegid() int

// Gettid returns the kernel's number of the thread that the calling goroutine is on.
func Gettid() int

// Exit ends the program at once.
func Exit(code int)

// RaiseSIGPIPE ends the program as SIGPIPE does.
func RaiseSIGPIPE() { raiseSIGPIPE() }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements calls on files, memory and the machine that have no native of their own.

package syscall

import "unsafe"

// A Timespec is a time, or a span of it.
type Timespec struct {
	Sec  int64
	Nsec int64
}

// Unix returns the parts of ts.
func (ts *Timespec) Unix() (sec int64, nsec int64) { return ts.Sec, ts.Nsec }

// Nano returns ts in nanoseconds.
func (ts *Timespec) Nano() int64 { return ts.Sec*1e9 + ts.Nsec }

// TimespecToNsec returns ts in nanoseconds.
func TimespecToNsec(ts Timespec) int64 { return ts.Nano() }

// NsecToTimespec returns nsec nanoseconds, of which the part below a second is not negative.
func NsecToTimespec(nsec int64) Timespec {
	ts := Timespec{nsec / 1e9, nsec % 1e9}
	if ts.Nsec < 0 {
		ts.Sec--
		ts.Nsec += 1e9
	}
	return ts
}

// TimevalToNsec returns tv in nanoseconds.
func TimevalToNsec(tv Timeval) int64 { return tv.Nano() }

// NsecToTimeval returns nsec nanoseconds, of which the part below a second is not negative.
func NsecToTimeval(nsec int64) Timeval {
	ts := NsecToTimespec(nsec)
	return Timeval{ts.Sec, ts.Nsec / 1000}
}

// ByteSliceFromString returns s with a zero byte behind it; EINVAL if s has one of its own.
func ByteSliceFromString(s string) ([]byte, error) {
	for i := 0; i < len(s); i++ {
		if s[i] == 0 {
			return nil, EINVAL
		}
	}
	b := make([]byte, len(s)+1)
	copy(b, s)
	return b, nil
}

// BytePtrFromString returns s as C has strings; EINVAL if s has a zero byte.
func BytePtrFromString(s string) (*byte, error) {
	b, err := ByteSliceFromString(s)
	if err != nil {
		return nil, err
	}
	return &b[0], nil
}

// An id of -1 stays what it is.
func Chown(path string, uid, gid int) error {
	return pathCall(SYS_CHOWN, path, uintptr(uid), uintptr(gid))
}
func Lchown(path string, uid, gid int) error {
	return pathCall(SYS_LCHOWN, path, uintptr(uid), uintptr(gid))
}
func Fchown(fd, uid, gid int) error { return call(SYS_FCHOWN, uintptr(fd), uintptr(uid), uintptr(gid)) }

func Fchmod(fd int, mode uint32) error { return call(SYS_FCHMOD, uintptr(fd), uintptr(mode)) }
func Fchdir(fd int) error              { return call(SYS_FCHDIR, uintptr(fd)) }
func Fdatasync(fd int) error           { return call(SYS_FDATASYNC, uintptr(fd)) }
func Flock(fd, how int) error          { return call(SYS_FLOCK, uintptr(fd), uintptr(how)) }
func Sync()                            { call(SYS_SYNC) }
func Chroot(path string) error         { return pathCall(SYS_CHROOT, path) }

// Mknod makes a file of the kind that mode says.
func Mknod(path string, mode uint32, dev int) error {
	return pathCall(SYS_MKNOD, path, uintptr(mode), uintptr(dev))
}

// UtimesNano sets when path was last read and written.
func UtimesNano(path string, ts []Timespec) error {
	return UtimesNanoAt(AT_FDCWD, path, ts, 0)
}

// UtimesNanoAt is UtimesNano for a path from the directory dirfd on.
func UtimesNanoAt(dirfd int, path string, ts []Timespec, flags int) error {
	if len(ts) != 2 {
		return EINVAL
	}
	return pathCallAt(SYS_UTIMENSAT, []uintptr{uintptr(dirfd)}, path, uintptr(unsafe.Pointer(&ts[0])), uintptr(flags))
}

// Utimes is UtimesNano in microseconds.
func Utimes(path string, tv []Timeval) error {
	if len(tv) != 2 {
		return EINVAL
	}
	return UtimesNano(path, []Timespec{NsecToTimespec(tv[0].Nano()), NsecToTimespec(tv[1].Nano())})
}

// Openat is Open for a path from the directory dirfd on.
func Openat(dirfd int, path string, flags int, mode uint32) (fd int, err error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return -1, err
	}
	for {
		r, _, errno := Syscall6(SYS_OPENAT, uintptr(dirfd), uintptr(unsafe.Pointer(p)), uintptr(flags|O_CLOEXEC), uintptr(mode), 0, 0)
		if errno == 0 {
			return int(r), nil
		}
		if errno != EINTR {
			return -1, errno
		}
	}
}

// Calls with the paths from directories on.
func Mkdirat(dirfd int, path string, mode uint32) error {
	return pathCallAt(SYS_MKDIRAT, []uintptr{uintptr(dirfd)}, path, uintptr(mode))
}

func Fchmodat(dirfd int, path string, mode uint32, flags int) error {
	if flags != 0 {
		return EOPNOTSUPP
	}
	return pathCallAt(SYS_FCHMODAT, []uintptr{uintptr(dirfd)}, path, uintptr(mode))
}

func Fchownat(dirfd int, path string, uid, gid, flags int) error {
	return pathCallAt(SYS_FCHOWNAT, []uintptr{uintptr(dirfd)}, path, uintptr(uid), uintptr(gid), uintptr(flags))
}

// RemoveAt removes a file, or with AT_REMOVEDIR an empty directory.
func RemoveAt(dirfd int, path string, flags int) error {
	return pathCallAt(SYS_UNLINKAT, []uintptr{uintptr(dirfd)}, path, uintptr(flags))
}

// Unlinkat removes a file.
func Unlinkat(dirfd int, path string) error { return RemoveAt(dirfd, path, 0) }

// Renameat moves a file.
func Renameat(olddirfd int, oldpath string, newdirfd int, newpath string) error {
	p, err := BytePtrFromString(oldpath)
	if err != nil {
		return err
	}
	err = pathCallAt(SYS_RENAMEAT, []uintptr{uintptr(olddirfd), uintptr(unsafe.Pointer(p)), uintptr(newdirfd)}, newpath)
	keep(p)
	return err
}

// Linkat makes a second name for a file.
func Linkat(olddirfd int, oldpath string, newdirfd int, newpath string, flags int) error {
	p, err := BytePtrFromString(oldpath)
	if err != nil {
		return err
	}
	err = pathCallAt(SYS_LINKAT, []uintptr{uintptr(olddirfd), uintptr(unsafe.Pointer(p)), uintptr(newdirfd)}, newpath, uintptr(flags))
	keep(p)
	return err
}

// Symlinkat makes a symbolic link.
func Symlinkat(target string, dirfd int, path string) error {
	p, err := BytePtrFromString(target)
	if err != nil {
		return err
	}
	err = pathCallAt(SYS_SYMLINKAT, []uintptr{uintptr(unsafe.Pointer(p)), uintptr(dirfd)}, path)
	keep(p)
	return err
}

// Readlinkat returns what a symbolic link points at.
func Readlinkat(dirfd int, path string) (string, error) {
	p, err := BytePtrFromString(path)
	if err != nil {
		return "", err
	}
	room := make([]byte, 4096)
	n, _, errno := Syscall6(SYS_READLINKAT, uintptr(dirfd), uintptr(unsafe.Pointer(p)), uintptr(unsafe.Pointer(&room[0])), uintptr(len(room)), 0, 0)
	if errno != 0 {
		return "", errno
	}
	return string(room[:n]), nil
}

// Getgroups returns the groups that the process is in besides its own.
func Getgroups() ([]int, error) {
	n, _, errno := RawSyscall(SYS_GETGROUPS, 0, 0, 0)
	if errno != 0 {
		return nil, errno
	}
	if n == 0 {
		return nil, nil
	}
	list := make([]uint32, n)
	n, _, errno = RawSyscall(SYS_GETGROUPS, n, uintptr(unsafe.Pointer(&list[0])), 0)
	if errno != 0 {
		return nil, errno
	}
	var gids []int
	for _, g := range list[:n] {
		gids = append(gids, int(g))
	}
	return gids, nil
}

// Mmap maps length bytes of a file from offset on. The memory is not the collector's: it must not hold pointers to what is.
func Mmap(fd int, offset int64, length int, prot int, flags int) ([]byte, error) {
	if length <= 0 {
		return nil, EINVAL
	}
	p, _, errno := Syscall6(SYS_MMAP, 0, uintptr(length), uintptr(prot), uintptr(flags), uintptr(fd), uintptr(offset))
	if errno != 0 {
		return nil, errno
	}
	return unsafe.Slice(*(**byte)(unsafe.Pointer(&p)), length), nil
}

// Calls on memory that Mmap has returned.
func Munmap(b []byte) error              { return memory(SYS_MUNMAP, b, 0) }
func Mprotect(b []byte, prot int) error  { return memory(SYS_MPROTECT, b, prot) }
func Madvise(b []byte, advice int) error { return memory(SYS_MADVISE, b, advice) }
func Mlock(b []byte) error               { return memory(SYS_MLOCK, b, 0) }
func Munlock(b []byte) error             { return memory(SYS_MUNLOCK, b, 0) }

func memory(trap uintptr, b []byte, how int) error {
	if len(b) == 0 {
		return EINVAL
	}
	return call(trap, uintptr(unsafe.Pointer(&b[0])), uintptr(len(b)), uintptr(how))
}

// A Utsname names the system.
type Utsname struct {
	Sysname    [65]int8
	Nodename   [65]int8
	Release    [65]int8
	Version    [65]int8
	Machine    [65]int8
	Domainname [65]int8
}

func Uname(buf *Utsname) error { return call(SYS_UNAME, uintptr(unsafe.Pointer(buf))) }

// A Sysinfo_t says how much of what the machine has.
type Sysinfo_t struct {
	Uptime    int64
	Loads     [3]uint64
	Totalram  uint64
	Freeram   uint64
	Sharedram uint64
	Bufferram uint64
	Totalswap uint64
	Freeswap  uint64
	Procs     uint16
	Pad       uint16
	Pad_cgo_0 [4]byte
	Totalhigh uint64
	Freehigh  uint64
	Unit      uint32
	X_f       [0]byte
	Pad_cgo_1 [4]byte
}

func Sysinfo(info *Sysinfo_t) error { return call(SYS_SYSINFO, uintptr(unsafe.Pointer(info))) }

// A Fsid is the number of a file system.
type Fsid struct{ X__val [2]int32 }

// A Statfs_t describes a file system.
type Statfs_t struct {
	Type    int64
	Bsize   int64
	Blocks  uint64
	Bfree   uint64
	Bavail  uint64
	Files   uint64
	Ffree   uint64
	Fsid    Fsid
	Namelen int64
	Frsize  int64
	Flags   int64
	Spare   [4]int64
}

func Statfs(path string, buf *Statfs_t) error {
	return pathCall(SYS_STATFS, path, uintptr(unsafe.Pointer(buf)))
}

func Fstatfs(fd int, buf *Statfs_t) error {
	return call(SYS_FSTATFS, uintptr(fd), uintptr(unsafe.Pointer(buf)))
}

// A Termios says how a terminal behaves; ioctl with TCGETS and TCSETS reads and sets it.
type Termios struct {
	Iflag     uint32
	Oflag     uint32
	Cflag     uint32
	Lflag     uint32
	Line      uint8
	Cc        [32]uint8
	Pad_cgo_0 [3]byte
	Ispeed    uint32
	Ospeed    uint32
}

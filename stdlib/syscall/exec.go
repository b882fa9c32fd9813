// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements starting programs, waiting for them, and signals.

package syscall

import (
	"errors"
	"sync"
)

// ForkLock is held while a program is started. Who makes a descriptor that is
// not close-on-exec from the beginning holds it for reading until it is. What
// this library opens is.
var ForkLock sync.RWMutex

// Those who start programs hold ForkLock together.
var forks struct {
	sync.Mutex     // of what follows
	running    int // who hold it
	joined     int // who have joined the first of them
}

func lockFork() {
	const limit = 32 // join before those who wait to read have their turn
	for {
		forks.Lock()
		if forks.running == 0 {
			ForkLock.Lock()
			forks.joined = 0
		}
		if forks.joined < limit {
			forks.running++
			forks.joined++
			forks.Unlock()
			return
		}
		forks.Unlock()
		ForkLock.RLock()
		ForkLock.RUnlock()
	}
}

func unlockFork() {
	forks.Lock()
	if forks.running--; forks.running == 0 {
		ForkLock.Unlock()
	}
	forks.Unlock()
}

// A Credential is whom a program runs for.
type Credential struct {
	Uid, Gid    uint32
	Groups      []uint32
	NoSetGroups bool // leave the supplementary groups as they are
}

// SysProcAttr holds what a program that is started can be given on Linux.
type SysProcAttr struct {
	Chroot     string
	Credential *Credential
	Setsid     bool // a new session
	Setpgid    bool // process group Pgid; 0: a new one
	Setctty    bool // with Setsid: descriptor Ctty of the child is its terminal
	Noctty     bool // descriptor 0 is not
	Ctty       int
	Foreground bool // the process group, as by Setpgid, has our terminal Ctty
	Pgid       int
	Pdeathsig  Signal // sent to it when the thread that started it ends
	PidFD      *int   // is set to a descriptor for the process, -1 if the kernel has none
}

// ProcAttr holds what a program that is started is given.
type ProcAttr struct {
	Dir   string
	Env   []string
	Files []uintptr // descriptors to become 0, 1, …; ^0: closed
	Sys   *SysProcAttr
}

func hasNUL(list ...string) bool {
	for _, s := range list {
		for i := 0; i < len(s); i++ {
			if s[i] == 0 {
				return true
			}
		}
	}
	return false
}

func word(b bool) int64 {
	if b {
		return 1
	}
	return 0
}

// options packs sys as the native wants it.
func (sys *SysProcAttr) options() (options []int64, groups []uint32) {
	options = []int64{word(sys.Setsid), word(sys.Setpgid), int64(sys.Pgid), word(sys.Foreground),
		word(sys.Setctty), word(sys.Noctty), int64(sys.Ctty), int64(sys.Pdeathsig), 0, 0, 0, 0}
	if c := sys.Credential; c != nil {
		copy(options[8:], []int64{1, int64(c.Uid), int64(c.Gid), word(c.NoSetGroups)})
		groups = c.Groups
	}
	return options, groups
}

func forkExec(argv0 string, argv []string, attr *ProcAttr) (pid, pidfd int, err error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	sys := attr.Sys
	if sys == nil {
		sys = &SysProcAttr{}
	}
	if hasNUL(argv0, attr.Dir, sys.Chroot) || hasNUL(argv...) || hasNUL(attr.Env...) {
		return 0, -1, EINVAL
	}
	if sys.Setctty && sys.Foreground {
		return 0, -1, errors.New("both Setctty and Foreground set in SysProcAttr")
	}
	if sys.Setctty && sys.Ctty >= len(attr.Files) {
		return 0, -1, errors.New("Setctty set but Ctty not valid in child")
	}
	fds := make([]int32, len(attr.Files))
	for i, fd := range attr.Files {
		fds[i] = int32(fd)
	}
	options, groups := sys.options()
	lockFork()
	pid, pidfd, errno := forkexec(argv0, argv, attr.Env, attr.Dir, sys.Chroot, fds, groups, options)
	unlockFork()
	if errno != 0 {
		return 0, -1, Errno(errno)
	}
	return pid, pidfd, nil
}

// ForkExec starts a program.
func ForkExec(argv0 string, argv []string, attr *ProcAttr) (pid int, err error) {
	pid, pidfd, err := forkExec(argv0, argv, attr)
	if err != nil {
		return 0, err
	}
	if attr != nil && attr.Sys != nil && attr.Sys.PidFD != nil {
		*attr.Sys.PidFD = pidfd
	} else if pidfd >= 0 {
		Close(pidfd)
	}
	return pid, nil
}

// StartProcess is ForkExec, with a result that other systems have.
func StartProcess(argv0 string, argv []string, attr *ProcAttr) (pid int, handle uintptr, err error) {
	pid, err = ForkExec(argv0, argv, attr)
	return pid, 0, err
}

// Exec makes this process run another program. It returns only if that fails.
func Exec(argv0 string, argv []string, envv []string) error {
	if hasNUL(argv0) || hasNUL(argv...) || hasNUL(envv...) {
		return EINVAL
	}
	return result(exec(argv0, argv, envv))
}

// CloseOnExec makes programs that are started not inherit fd.
func CloseOnExec(fd int) { closeOnExec(fd) }

// Options of Wait4.
const (
	WNOHANG    = 0x1
	WUNTRACED  = 0x2
	WSTOPPED   = 0x2
	WEXITED    = 0x4
	WCONTINUED = 0x8
	WNOWAIT    = 0x1000000
	WALL       = 0x40000000
)

// A WaitStatus is how a process has changed.
type WaitStatus uint32

func (w WaitStatus) Exited() bool    { return w&0x7f == 0 }
func (w WaitStatus) Signaled() bool  { return w&0x7f != 0x7f && w&0x7f != 0 }
func (w WaitStatus) Stopped() bool   { return w&0xff == 0x7f }
func (w WaitStatus) Continued() bool { return w == 0xffff }
func (w WaitStatus) CoreDump() bool  { return w.Signaled() && w&0x80 != 0 }

// ExitStatus returns what the process exited with, -1 if it did not.
func (w WaitStatus) ExitStatus() int {
	if !w.Exited() {
		return -1
	}
	return int(w>>8) & 0xff
}

// Signal returns the signal that ended the process, -1 if none did.
func (w WaitStatus) Signal() Signal {
	if !w.Signaled() {
		return -1
	}
	return Signal(w & 0x7f)
}

// StopSignal returns the signal that stopped the process, -1 if it is not.
func (w WaitStatus) StopSignal() Signal {
	if !w.Stopped() {
		return -1
	}
	return Signal(w>>8) & 0xff
}

// TrapCause returns why a traced process has trapped, -1 if it has not.
func (w WaitStatus) TrapCause() int {
	if w.StopSignal() != SIGTRAP {
		return -1
	}
	return int(w>>8) >> 8
}

// A Timeval is a time, or a span of it.
type Timeval struct {
	Sec  int64
	Usec int64
}

// Unix returns t in seconds and nanoseconds.
func (t *Timeval) Unix() (sec int64, nsec int64) { return t.Sec, t.Usec * 1000 }

// Nano returns t in nanoseconds.
func (t *Timeval) Nano() int64 { return t.Sec*1e9 + t.Usec*1000 }

// A Rusage is what a process has used.
type Rusage struct {
	Utime    Timeval
	Stime    Timeval
	Maxrss   int64
	Ixrss    int64
	Idrss    int64
	Isrss    int64
	Minflt   int64
	Majflt   int64
	Nswap    int64
	Inblock  int64
	Oublock  int64
	Msgsnd   int64
	Msgrcv   int64
	Nsignals int64
	Nvcsw    int64
	Nivcsw   int64
}

func (r *Rusage) fill(v []int64) {
	*r = Rusage{Timeval{v[0], v[1]}, Timeval{v[2], v[3]}, v[4], v[5], v[6], v[7], v[8], v[9], v[10], v[11],
		v[12], v[13], v[14], v[15], v[16], v[17]}
}

const rusageWords = 18

// Whose usage Getrusage returns.
const (
	RUSAGE_SELF     = 0
	RUSAGE_CHILDREN = -1
	RUSAGE_THREAD   = 1
)

// Getrusage returns what has been used so far.
func Getrusage(who int, rusage *Rusage) error {
	var v [rusageWords]int64
	errno := getrusage(who, v[:])
	rusage.fill(v[:])
	return result(errno)
}

// Wait4 waits for a child to change as options say. wstatus and rusage may be
// nil.
func Wait4(pid int, wstatus *WaitStatus, options int, rusage *Rusage) (wpid int, err error) {
	var v [rusageWords]int64
	wpid, status, errno := wait4(pid, options, v[:])
	if wpid > 0 {
		if wstatus != nil {
			*wstatus = WaitStatus(status)
		}
		if rusage != nil {
			rusage.fill(v[:])
		}
	}
	return wpid, result(errno)
}

// WaitExited waits for a child to end, but leaves it to Wait4.
func WaitExited(pid int) error { return result(waitable(pid)) }

// Kill sends a signal to a process, or to a process group.
func Kill(pid int, sig Signal) error { return result(kill(pid, int(sig))) }

// PidfdOpen returns a descriptor that is readable once the process has ended.
func PidfdOpen(pid int) (fd int, err error) {
	fd, errno := pidfdOpen(pid)
	return fd, result(errno)
}

// PidfdSendSignal sends a signal to the process of such a descriptor.
func PidfdSendSignal(fd int, sig Signal) error { return result(pidfdSendSignal(fd, int(sig))) }

// Dup copies a descriptor; programs that are started inherit the copy.
func Dup(fd int) (nfd int, err error) {
	nfd, errno := dup(fd)
	return nfd, result(errno)
}

// Dup2 makes newfd a copy of oldfd, which programs that are started inherit.
func Dup2(oldfd, newfd int) error {
	if oldfd == newfd {
		_, err := IsNonblock(oldfd) // is it one?
		return err
	}
	return Dup3(oldfd, newfd, 0)
}

// Dup3 is Dup2; flags may be O_CLOEXEC.
func Dup3(oldfd, newfd, flags int) error { return result(dup3(oldfd, newfd, flags)) }

// Umask sets which permissions new files do not get, and returns what it was.
func Umask(mask int) (oldmask int)

// Mkfifo makes a named pipe.
func Mkfifo(path string, mode uint32) error { return result(mkfifo(path, mode)) }

// Resources of Getrlimit.
const (
	RLIMIT_CPU    = 0
	RLIMIT_FSIZE  = 1
	RLIMIT_DATA   = 2
	RLIMIT_STACK  = 3
	RLIMIT_CORE   = 4
	RLIMIT_NOFILE = 7
	RLIMIT_AS     = 9
	RLIM_INFINITY = -1
)

// A Rlimit bounds what the process may use.
type Rlimit struct {
	Cur uint64
	Max uint64
}

// Getrlimit returns a limit.
func Getrlimit(resource int, rlim *Rlimit) error {
	var errno uintptr
	rlim.Cur, rlim.Max, errno = getrlimit(resource)
	return result(errno)
}

// Setrlimit sets a limit.
func Setrlimit(resource int, rlim *Rlimit) error {
	return result(setrlimit(resource, rlim.Cur, rlim.Max))
}

// Modes and flags of Faccessat.
const (
	X_OK                = 1
	W_OK                = 2
	R_OK                = 4
	AT_EACCESS          = 0x200
	AT_FDCWD            = -0x64
	AT_SYMLINK_NOFOLLOW = 0x100
	AT_REMOVEDIR        = 0x200
)

// Access reports whether this process may use a file so.
func Access(path string, mode uint32) error { return result(access(path, int(mode), 0)) }

// Eaccess is Access for the effective user.
func Eaccess(path string, mode uint32) error { return result(access(path, int(mode), AT_EACCESS)) }

// Getpgid returns the process group of a process; 0 is this one.
func Getpgid(pid int) (pgid int, err error) {
	pgid, errno := getpgid(pid)
	return pgid, result(errno)
}

// Getpgrp returns the process group of this process.
func Getpgrp() int {
	pgid, _ := Getpgid(0)
	return pgid
}

// Setpgid moves a process to a process group.
func Setpgid(pid, pgid int) error { return result(setpgid(pid, pgid)) }

// Setsid makes a new session.
func Setsid() (sid int, err error) {
	sid, errno := setsid()
	return sid, result(errno)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements other processes.
//
// Whoever waits for a child parks on its pidfd, so it costs no thread; without
// one, on an older kernel, the thread waits. Either leaves the process to a
// wait4 under the lock that Signal takes as well: a number that is signalled
// is never that of a new process.

package os

import (
	"errors"
	"internal/poll"
	"runtime"
	"strconv"
	"sync"
	"syscall"
	"time"
)

// Errors of processes.
var (
	ErrProcessDone     = errors.New("os: process already finished")
	ErrNoHandle        = errors.New("os: process handle unavailable")
	errProcessReleased = errors.New("os: process already released")
)

// A Signal is a signal of the operating system.
type Signal interface {
	String() string
	Signal()
}

// The signals that every system has.
var (
	Interrupt Signal = syscall.SIGINT
	Kill      Signal = syscall.SIGKILL
)

// ProcAttr holds what a program that is started is given.
type ProcAttr struct {
	Dir   string
	Env   []string // nil: as this process has it
	Files []*File  // to become 0, 1, …; nil: closed. They block from now on.
	Sys   *syscall.SysProcAttr
}

type processState int

const (
	stateOK       processState = iota
	stateDone                  // has been waited for
	stateReleased              // by Release
)

// A Process is another process.
type Process struct {
	Pid int

	mu    sync.RWMutex // for writing: of state, and to let the kernel forget the process
	state processState
	pidfd *poll.FD // null: the kernel has none
}

// newProcess returns a Process; pidfd may be negative.
func newProcess(pid, pidfd int) *Process {
	p := &Process{Pid: pid}
	if pidfd < 0 {
		return p
	}
	p.pidfd = &poll.FD{Sysfd: pidfd}
	p.pidfd.Init("file", true)
	runtime.SetFinalizer(p, (*Process).Release)
	return p
}

// StartProcess starts the program in the file name. argv[0] is what it is told
// to be called.
func StartProcess(name string, argv []string, attr *ProcAttr) (*Process, error) {
	if attr == nil {
		attr = &ProcAttr{}
	}
	if attr.Sys == nil && attr.Dir != "" {
		// The error would not say what is missing.
		var st syscall.Stat_t
		if err := syscall.Stat(attr.Dir, &st); err != nil {
			return nil, &PathError{"chdir", attr.Dir, err}
		}
	}
	pidfd := -1
	sys := syscall.SysProcAttr{}
	if attr.Sys != nil {
		sys = *attr.Sys
	}
	sys.PidFD = &pidfd
	sysattr := syscall.ProcAttr{Dir: attr.Dir, Env: attr.Env, Sys: &sys}
	if sysattr.Env == nil {
		sysattr.Env = Environ()
	}
	for _, f := range attr.Files {
		sysattr.Files = append(sysattr.Files, f.Fd())
	}
	pid, err := syscall.ForkExec(name, argv, &sysattr)
	runtime.KeepAlive(attr)
	if err != nil {
		return nil, &PathError{"fork/exec", name, err}
	}
	if attr.Sys != nil && attr.Sys.PidFD != nil {
		fd, err := syscall.PidfdOpen(pid)
		if err != nil {
			fd = -1
		}
		*attr.Sys.PidFD = fd
	}
	return newProcess(pid, pidfd), nil
}

// FindProcess returns a running process. One that does not exist is found too:
// done.
func FindProcess(pid int) (*Process, error) {
	fd, err := syscall.PidfdOpen(pid)
	if err == syscall.ESRCH {
		return &Process{Pid: pid, state: stateDone}, nil
	}
	if err != nil {
		fd = -1
	}
	return newProcess(pid, fd), nil
}

// end makes the Process useless; false: it was already.
func (p *Process) end(state processState) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.state != stateOK {
		return false
	}
	p.state = state
	return true
}

func (p *Process) closeHandle() {
	if p.pidfd != nil {
		runtime.SetFinalizer(p, nil)
		p.pidfd.Close()
	}
}

// Release gives up what is known of the process, which is not waited for.
func (p *Process) Release() error {
	p.Pid = -1
	if p.end(stateReleased) {
		p.closeHandle()
	}
	return nil
}

// Kill ends the process. It does not wait for its end.
func (p *Process) Kill() error { return p.Signal(Kill) }

// usable tells why the process cannot be signalled. The lock is held.
func (p *Process) usable() error {
	switch {
	case p.state == stateDone:
		return ErrProcessDone
	case p.state == stateReleased || p.Pid == -1:
		return errProcessReleased
	case p.Pid == 0:
		return errors.New("os: process not initialized")
	}
	return nil
}

// Signal sends a signal to the process.
func (p *Process) Signal(sig Signal) error {
	s, ok := sig.(syscall.Signal)
	if !ok {
		return errors.New("os: unsupported signal type")
	}
	p.mu.RLock()
	defer p.mu.RUnlock()
	err := p.usable()
	if err == nil && p.pidfd != nil {
		err = p.pidfd.Do(func(fd int) error { return syscall.PidfdSendSignal(fd, s) })
	} else if err == nil {
		err = syscall.Kill(p.Pid, s)
	}
	if err == syscall.ESRCH {
		return ErrProcessDone
	}
	return err
}

// WithHandle calls f with a descriptor for the process.
func (p *Process) WithHandle(f func(handle uintptr)) error {
	if p.pidfd == nil {
		return ErrNoHandle
	}
	p.mu.RLock()
	err := p.usable()
	p.mu.RUnlock()
	if err != nil {
		return err
	}
	err = p.pidfd.Do(func(fd int) error {
		f(uintptr(fd))
		return nil
	})
	if err == poll.ErrFileClosing {
		return ErrProcessDone
	}
	return err
}

// A ProcessState is how a process has ended.
type ProcessState struct {
	pid    int
	status syscall.WaitStatus
	rusage *syscall.Rusage
}

// reap takes the process from the kernel if it has ended; null: it has not.
func (p *Process) reap() (*ProcessState, error) {
	p.mu.Lock()
	defer p.mu.Unlock()
	switch p.state {
	case stateDone:
		if p.pidfd == nil {
			return nil, NewSyscallError("waitid", syscall.ECHILD)
		}
		return nil, NewSyscallError("wait", syscall.ECHILD)
	case stateReleased:
		return nil, syscall.EINVAL
	}
	ps := &ProcessState{rusage: &syscall.Rusage{}}
	pid, err := syscall.Wait4(p.Pid, &ps.status, syscall.WNOHANG, ps.rusage)
	if err != nil {
		return nil, NewSyscallError("waitid", err)
	}
	if pid == 0 {
		return nil, nil
	}
	ps.pid = pid
	p.state = stateDone
	return ps, nil
}

// Wait waits for the process, which must be a child, to end.
func (p *Process) Wait() (*ProcessState, error) {
	ps, err := p.reap()
	if ps == nil && err == nil && p.pidfd != nil && p.pidfd.Pollable() {
		err1 := p.pidfd.RawRead(func(uintptr) bool {
			ps, err = p.reap()
			return ps != nil || err != nil
		})
		if err1 != nil { // somebody else has waited for it, or released it
			ps, err = p.reap()
		}
	}
	for ps == nil && err == nil {
		if err := syscall.WaitExited(p.Pid); err != nil {
			return nil, NewSyscallError("waitid", err)
		}
		ps, err = p.reap()
	}
	if ps != nil {
		p.closeHandle()
	}
	return ps, err
}

// Pid returns the number that the process had.
func (p *ProcessState) Pid() int { return p.pid }

// Exited reports whether the process ended by itself, not by a signal.
func (p *ProcessState) Exited() bool { return p.status.Exited() }

// Success reports whether the process exited with status 0.
func (p *ProcessState) Success() bool { return p.status.ExitStatus() == 0 }

// ExitCode returns what the process exited with, -1 if it did not.
func (p *ProcessState) ExitCode() int {
	if p == nil {
		return -1
	}
	return p.status.ExitStatus()
}

// Sys returns the syscall.WaitStatus.
func (p *ProcessState) Sys() any { return p.status }

// SysUsage returns the *syscall.Rusage.
func (p *ProcessState) SysUsage() any { return p.rusage }

// UserTime returns the time that the process and its children have computed.
func (p *ProcessState) UserTime() time.Duration { return time.Duration(p.rusage.Utime.Nano()) }

// SystemTime returns the time that the kernel has computed for them.
func (p *ProcessState) SystemTime() time.Duration { return time.Duration(p.rusage.Stime.Nano()) }

func (p *ProcessState) String() string {
	if p == nil {
		return "<nil>"
	}
	text := ""
	switch s := p.status; {
	case s.Exited():
		text = "exit status " + strconv.Itoa(s.ExitStatus())
	case s.Signaled():
		text = "signal: " + s.Signal().String()
	case s.Stopped():
		text = "stop signal: " + s.StopSignal().String()
		if cause := s.TrapCause(); cause > 0 {
			text += " (trap " + strconv.Itoa(cause) + ")"
		}
	case s.Continued():
		text = "continued"
	}
	if p.status.CoreDump() {
		text += " (core dumped)"
	}
	return text
}

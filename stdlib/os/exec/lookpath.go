// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package exec

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
)

var (
	// ErrNotFound says that no folder of $PATH has the program.
	ErrNotFound = errors.New("executable file not found in $PATH")
	// ErrDot says that the program was found in the current folder, through
	// $PATH, and must be named with its folder if that is meant.
	ErrDot = errors.New("cannot run executable found relative to current directory")
)

// An Error says why a name is not a program's.
type Error struct {
	Name string
	Err  error
}

func (e *Error) Error() string { return "exec: " + strconv.Quote(e.Name) + ": " + e.Err.Error() }

func (e *Error) Unwrap() error { return e.Err }

// executable returns nil if we may run the file.
func executable(file string) error {
	info, err := os.Stat(file)
	if err != nil {
		return err
	}
	if info.IsDir() {
		return syscall.EISDIR
	}
	err = syscall.Eaccess(file, syscall.X_OK)
	if err != syscall.ENOSYS && err != syscall.EPERM {
		return err
	}
	if info.Mode()&0111 == 0 { // the kernel would not tell
		return fs.ErrPermission
	}
	return nil
}

// dotAllowed reports whether GODEBUG has execerrdot=0.
func dotAllowed() bool {
	allowed := false
	for _, setting := range strings.Split(os.Getenv("GODEBUG"), ",") {
		if value, ok := strings.CutPrefix(setting, "execerrdot="); ok {
			allowed = value == "0"
		}
	}
	return allowed
}

// LookPath returns the file of a program: the name itself if it has a slash,
// else the first that $PATH leads to. If that is relative, there is an error as
// well, which is ErrDot.
func LookPath(file string) (string, error) {
	switch file {
	case "", ".", "..":
		return "", &Error{file, ErrNotFound}
	}
	if strings.Contains(file, "/") {
		if err := executable(file); err != nil {
			return "", &Error{file, err}
		}
		return file, nil
	}
	for _, dir := range filepath.SplitList(os.Getenv("PATH")) {
		path := filepath.Join(dir, file) // "" is the current folder
		if executable(path) != nil {
			continue
		}
		if !filepath.IsAbs(path) && !dotAllowed() {
			return path, &Error{file, ErrDot}
		}
		return path, nil
	}
	return "", &Error{file, ErrNotFound}
}

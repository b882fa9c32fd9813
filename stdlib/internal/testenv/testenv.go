// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package testenv tells the standard library's own tests what they can count on.
package testenv

import (
	"errors"
	"os"
	"runtime"
	"syscall"
	"testing"
)

// Builder returns the name of the builder that runs the tests: none.
func Builder() string { return "" }

// OptimizationOff reports whether the program is compiled without optimisation.
func OptimizationOff() bool { return false }

// HasGoBuild reports whether there is a go command to build with.
func HasGoBuild() bool { return false }

// MustHaveGoBuild skips the test without a go command.
func MustHaveGoBuild(t testing.TB) { t.Skip("skipping test: cannot run go build") }

// HasExec reports whether programs can be started.
func HasExec() bool { return true }

// MustHaveExec skips the test where programs cannot be started.
func MustHaveExec(t testing.TB) {}

// Executable returns the path of the program that runs. t may be nil.
func Executable(t testing.TB) string {
	path, err := os.Executable()
	if err == nil {
		return path
	}
	if t == nil {
		panic(err)
	}
	t.Fatal(err)
	return ""
}

// SyscallIsNotSupported reports whether err says that the kernel cannot or must
// not do what was asked for.
func SyscallIsNotSupported(err error) bool {
	return errors.Is(err, syscall.ENOSYS) || errors.Is(err, syscall.EPERM) || errors.Is(err, syscall.EROFS) ||
		errors.Is(err, syscall.EINVAL)
}

// MustInternalLink skips the test without a linker of the go command's.
func MustInternalLink(t testing.TB) { t.Skip("skipping test: no go command") }

// GoToolPath returns the path of the go command: the test is skipped.
func GoToolPath(t testing.TB) string {
	t.Skip("skipping test: no go command")
	return ""
}

// MustHaveSymlink skips the test where there are no symbolic links.
func MustHaveSymlink(t testing.TB) {}

// SkipFlaky skips a test that is known to fail now and then.
func SkipFlaky(t testing.TB, issue int) {
	t.Helper()
	t.Skipf("skipping known flaky test; see golang.org/issue/%d", issue)
}

// SkipIfOptimizationOff skips tests of what optimisation does.
func SkipIfOptimizationOff(t testing.TB) {}

// GOROOT returns the root of the Go tree, and skips the test without one.
func GOROOT(t testing.TB) string {
	if dir := os.Getenv("GOROOT"); dir != "" {
		return dir
	}
	if dir := runtime.GOROOT(); dir != "" {
		return dir
	}
	t.Skip("skipping test: no GOROOT")
	return ""
}

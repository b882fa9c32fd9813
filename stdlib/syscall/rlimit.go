// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package syscall

// A Rlimit is a limit on what the process may use. It can raise Cur up to Max.
type Rlimit struct {
	Cur uint64
	Max uint64
}

// Resources that have limits.
const (
	RLIMIT_CPU    = 0
	RLIMIT_FSIZE  = 1
	RLIMIT_DATA   = 2
	RLIMIT_STACK  = 3
	RLIMIT_CORE   = 4
	RLIMIT_NOFILE = 7
	RLIMIT_AS     = 9
)

func getrlimit(resource int, cur, max *uint64) (errno uintptr)
func setrlimit(resource int, cur, max uint64) (errno uintptr)

// Getrlimit stores the limit on a resource in rlim.
func Getrlimit(resource int, rlim *Rlimit) error {
	return result(getrlimit(resource, &rlim.Cur, &rlim.Max))
}

// Setrlimit sets the limit on a resource.
func Setrlimit(resource int, rlim *Rlimit) error {
	return result(setrlimit(resource, rlim.Cur, rlim.Max))
}

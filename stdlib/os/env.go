// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package os

import "syscall"

// Getenv returns the value of an environment variable, "" if it is not set.
func Getenv(key string) string {
	v, _ := syscall.Getenv(key)
	return v
}

// LookupEnv returns the value of an environment variable and whether it is set.
func LookupEnv(key string) (string, bool) { return syscall.Getenv(key) }

// Setenv sets an environment variable.
func Setenv(key, value string) error { return NewSyscallError("setenv", syscall.Setenv(key, value)) }

// Unsetenv removes an environment variable.
func Unsetenv(key string) error { return syscall.Unsetenv(key) }

// Clearenv removes all environment variables.
func Clearenv() { syscall.Clearenv() }

// Environ returns the environment, each variable as "key=value".
func Environ() []string { return syscall.Environ() }

// ExpandEnv replaces ${var} and $var by the environment's values.
func ExpandEnv(s string) string { return Expand(s, Getenv) }

// Expand replaces ${var} and $var by what mapping returns for them.
func Expand(s string, mapping func(string) string) string {
	var out []byte
	done := 0
	for i := 0; i+1 < len(s); i++ {
		if s[i] != '$' {
			continue
		}
		out = append(out, s[done:i]...)
		name, width := shellName(s[i+1:])
		switch {
		case name != "":
			out = append(out, mapping(name)...)
		case width == 0: // a $ before no name stays
			out = append(out, '$')
		}
		i += width
		done = i + 1
	}
	if done == 0 {
		return s
	}
	return string(out) + s[done:]
}

func special(c byte) bool {
	switch c {
	case '*', '#', '$', '@', '!', '?', '-':
		return true
	}
	return '0' <= c && c <= '9'
}

func alphanumeric(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// shellName returns the variable that begins s, behind its $, and how many
// bytes it takes up; a width without a name is bad syntax to be dropped.
func shellName(s string) (name string, width int) {
	if s[0] == '{' {
		if len(s) > 2 && special(s[1]) && s[2] == '}' {
			return s[1:2], 3
		}
		for i := 1; i < len(s); i++ {
			if s[i] == '}' {
				if i == 1 {
					return "", 2
				}
				return s[1:i], i + 1
			}
		}
		return "", 1
	}
	if special(s[0]) {
		return s[:1], 1
	}
	n := 0
	for n < len(s) && alphanumeric(s[n]) {
		n++
	}
	return s[:n], n
}

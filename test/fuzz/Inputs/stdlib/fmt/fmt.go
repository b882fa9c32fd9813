// Package fmt is a stand-in for fuzzing: declarations that cost nothing to load.
package fmt

import "io"

type Stringer interface{ String() string }

type State interface {
	Write(b []byte) (n int, err error)
	Flag(c int) bool
}

type Formatter interface{ Format(f State, verb rune) }

func Print(a ...any) (n int, err error)
func Println(a ...any) (n int, err error)
func Printf(format string, a ...any) (n int, err error)
func Sprint(a ...any) string
func Sprintln(a ...any) string
func Sprintf(format string, a ...any) string
func Fprint(w io.Writer, a ...any) (n int, err error)
func Fprintln(w io.Writer, a ...any) (n int, err error)
func Fprintf(w io.Writer, format string, a ...any) (n int, err error)
func Errorf(format string, a ...any) error
func Sscan(str string, a ...any) (n int, err error)
func Sscanf(str, format string, a ...any) (n int, err error)

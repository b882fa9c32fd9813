// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package log writes messages, each on lines of its own behind a prefix and the
// time, to standard error or elsewhere. The functions of the package work on
// one Logger. Fatal functions exit after the message, Panic functions panic.
package log

import (
	"fmt"
	"io"
	"os"
	"runtime"
	"sync"
	"sync/atomic"
	"time"
)

// What stands before a message. The order of the parts is fixed.
const (
	Ldate         = 1 << iota // the date: 2009/01/23
	Ltime                     // the time: 01:23:23
	Lmicroseconds             // the time with microseconds: 01:23:23.123123
	Llongfile                 // full name of the file, and line: /a/b/c/d.go:23
	Lshortfile                // name of the file, and line: d.go:23
	LUTC                      // date and time are UTC
	Lmsgprefix                // the prefix is before the message, not the line
	LstdFlags     = Ldate | Ltime
)

// A Logger writes messages, each with one Write, to an io.Writer. It may be
// used by several goroutines at once.
type Logger struct {
	out     sync.Mutex // held while writing to w
	w       io.Writer
	discard atomic.Bool // w is io.Discard: there is nothing to do
	flags   atomic.Int32
	prefix  atomic.Value // a string
}

// New returns a Logger that writes to out.
func New(out io.Writer, prefix string, flag int) *Logger {
	l := new(Logger)
	l.SetOutput(out)
	l.SetPrefix(prefix)
	l.SetFlags(flag)
	return l
}

var std = New(os.Stderr, "", LstdFlags)

// Default returns the Logger of the functions of the package.
func Default() *Logger { return std }

// SetOutput sets where messages go.
func (l *Logger) SetOutput(w io.Writer) {
	l.out.Lock()
	defer l.out.Unlock()
	l.w = w
	l.discard.Store(w == io.Discard)
}

// Writer returns where messages go.
func (l *Logger) Writer() io.Writer {
	l.out.Lock()
	defer l.out.Unlock()
	return l.w
}

// Flags returns what stands before a message.
func (l *Logger) Flags() int { return int(l.flags.Load()) }

// SetFlags sets what stands before a message.
func (l *Logger) SetFlags(flag int) { l.flags.Store(int32(flag)) }

// Prefix returns the prefix.
func (l *Logger) Prefix() string {
	if p, ok := l.prefix.Load().(string); ok {
		return p
	}
	return ""
}

// SetPrefix sets the prefix.
func (l *Logger) SetPrefix(prefix string) { l.prefix.Store(prefix) }

// appendInt appends n, with zeros before it to width digits.
func appendInt(buf []byte, n int, width int) []byte {
	var digits [20]byte
	i := len(digits)
	for n >= 10 || width > 1 {
		i--
		digits[i] = byte('0' + n%10)
		n /= 10
		width--
	}
	i--
	digits[i] = byte('0' + n)
	return append(buf, digits[i:]...)
}

// appendHeader appends what stands before a message.
func appendHeader(buf []byte, t time.Time, prefix string, flag int, file string, line int) []byte {
	if flag&Lmsgprefix == 0 {
		buf = append(buf, prefix...)
	}
	if flag&LUTC != 0 {
		t = t.UTC()
	}
	if flag&Ldate != 0 {
		year, month, day := t.Date()
		buf = append(appendInt(buf, year, 4), '/')
		buf = append(appendInt(buf, int(month), 2), '/')
		buf = append(appendInt(buf, day, 2), ' ')
	}
	if flag&(Ltime|Lmicroseconds) != 0 {
		hour, min, sec := t.Clock()
		buf = append(appendInt(buf, hour, 2), ':')
		buf = append(appendInt(buf, min, 2), ':')
		buf = appendInt(buf, sec, 2)
		if flag&Lmicroseconds != 0 {
			buf = appendInt(append(buf, '.'), t.Nanosecond()/1e3, 6)
		}
		buf = append(buf, ' ')
	}
	if flag&(Lshortfile|Llongfile) != 0 {
		if flag&Lshortfile != 0 {
			for i := len(file) - 1; i > 0; i-- {
				if file[i] == '/' {
					file = file[i+1:]
					break
				}
			}
		}
		buf = append(append(buf, file...), ':')
		buf = append(appendInt(buf, line, 1), ": "...)
	}
	if flag&Lmsgprefix != 0 {
		buf = append(buf, prefix...)
	}
	return buf
}

// output writes a message. depth counts the calls between the one to be named
// as its place and output.
func (l *Logger) output(depth int, s string) error {
	if l.discard.Load() {
		return nil
	}
	var now time.Time
	flag := l.Flags()
	if flag&(Ldate|Ltime|Lmicroseconds) != 0 {
		now = time.Now()
	}
	var file string
	var line int
	if flag&(Lshortfile|Llongfile) != 0 {
		var ok bool
		if _, file, line, ok = runtime.Caller(depth + 1); !ok {
			file = "???"
			line = 0
		}
	}
	prefix := l.Prefix()
	buf := make([]byte, 0, len(prefix)+len(file)+len(s)+40)
	buf = appendHeader(buf, now, prefix, flag, file, line)
	buf = append(buf, s...)
	if len(buf) == 0 || buf[len(buf)-1] != '\n' {
		buf = append(buf, '\n')
	}
	l.out.Lock()
	defer l.out.Unlock()
	_, err := l.w.Write(buf)
	return err
}

// Output writes the message s. calldepth counts the calls from the one that is
// named as its place, if the flags say so: 1 is the caller of Output.
func (l *Logger) Output(calldepth int, s string) error {
	return l.output(calldepth, s)
}

// Print writes its arguments as fmt.Print does.
func (l *Logger) Print(v ...any) {
	if !l.discard.Load() {
		l.output(1, fmt.Sprint(v...))
	}
}

// Printf writes its arguments as fmt.Printf does.
func (l *Logger) Printf(format string, v ...any) {
	if !l.discard.Load() {
		l.output(1, fmt.Sprintf(format, v...))
	}
}

// Println writes its arguments as fmt.Println does.
func (l *Logger) Println(v ...any) {
	if !l.discard.Load() {
		l.output(1, fmt.Sprintln(v...))
	}
}

// Fatal is Print, and os.Exit(1).
func (l *Logger) Fatal(v ...any) {
	l.output(1, fmt.Sprint(v...))
	os.Exit(1)
}

// Fatalf is Printf, and os.Exit(1).
func (l *Logger) Fatalf(format string, v ...any) {
	l.output(1, fmt.Sprintf(format, v...))
	os.Exit(1)
}

// Fatalln is Println, and os.Exit(1).
func (l *Logger) Fatalln(v ...any) {
	l.output(1, fmt.Sprintln(v...))
	os.Exit(1)
}

// Panic is Print, and a panic with the message.
func (l *Logger) Panic(v ...any) {
	s := fmt.Sprint(v...)
	l.output(1, s)
	panic(s)
}

// Panicf is Printf, and a panic with the message.
func (l *Logger) Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	l.output(1, s)
	panic(s)
}

// Panicln is Println, and a panic with the message.
func (l *Logger) Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	l.output(1, s)
	panic(s)
}

// SetOutput is Default().SetOutput.
func SetOutput(w io.Writer) { std.SetOutput(w) }

// Writer is Default().Writer.
func Writer() io.Writer { return std.Writer() }

// Flags is Default().Flags.
func Flags() int { return std.Flags() }

// SetFlags is Default().SetFlags.
func SetFlags(flag int) { std.SetFlags(flag) }

// Prefix is Default().Prefix.
func Prefix() string { return std.Prefix() }

// SetPrefix is Default().SetPrefix.
func SetPrefix(prefix string) { std.SetPrefix(prefix) }

// Output is Default().Output.
func Output(calldepth int, s string) error { return std.output(calldepth, s) }

// Print is Default().Print.
func Print(v ...any) { std.output(1, fmt.Sprint(v...)) }

// Printf is Default().Printf.
func Printf(format string, v ...any) { std.output(1, fmt.Sprintf(format, v...)) }

// Println is Default().Println.
func Println(v ...any) { std.output(1, fmt.Sprintln(v...)) }

// Fatal is Default().Fatal.
func Fatal(v ...any) {
	std.output(1, fmt.Sprint(v...))
	os.Exit(1)
}

// Fatalf is Default().Fatalf.
func Fatalf(format string, v ...any) {
	std.output(1, fmt.Sprintf(format, v...))
	os.Exit(1)
}

// Fatalln is Default().Fatalln.
func Fatalln(v ...any) {
	std.output(1, fmt.Sprintln(v...))
	os.Exit(1)
}

// Panic is Default().Panic.
func Panic(v ...any) {
	s := fmt.Sprint(v...)
	std.output(1, s)
	panic(s)
}

// Panicf is Default().Panicf.
func Panicf(format string, v ...any) {
	s := fmt.Sprintf(format, v...)
	std.output(1, s)
	panic(s)
}

// Panicln is Default().Panicln.
func Panicln(v ...any) {
	s := fmt.Sprintln(v...)
	std.output(1, s)
	panic(s)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package flag reads the flags on a command line:
//
//	-name, --name         boolean flags only
//	-name=value
//	-name value           all but boolean flags
//
// Flags end before the first argument that is none ("-" is none), or after
// "--".
package flag

import (
	"errors"
	"fmt"
	"io"
	"os"
	"sort"
	"strings"
)

// ErrHelp is the error for -help and -h where no such flag is defined.
var ErrHelp = errors.New("flag: help requested")

// ErrorHandling says what Parse does on an error.
type ErrorHandling int

const (
	ContinueOnError ErrorHandling = iota // return it
	ExitOnError                          // exit with status 2, or 0 after -help
	PanicOnError                         // panic with it
)

// A Flag is what is known of a flag.
type Flag struct {
	Name     string // without "-"
	Usage    string // the help text
	Value    Value  // what it sets
	DefValue string // the text of the value when it was defined
}

// A FlagSet is a set of flags, each with a name of its own. The zero value has
// no name and ContinueOnError.
type FlagSet struct {
	// Usage is called when there is an error. It may be changed, even to a
	// function of the program that exits. If it is nil, the default is used.
	Usage func()

	name     string
	parsed   bool
	defined  map[string]*Flag
	set      map[string]*Flag // those that have been set
	undef    map[string]bool  // those that Set did not find
	args     []string         // after the flags
	handling ErrorHandling
	output   io.Writer // nil: os.Stderr
}

// NewFlagSet returns an empty set. If name is not empty, the usage message has
// it.
func NewFlagSet(name string, errorHandling ErrorHandling) *FlagSet {
	f := &FlagSet{name: name, handling: errorHandling}
	f.Usage = f.defaultUsage
	return f
}

// Init sets the name and error handling of a set.
func (f *FlagSet) Init(name string, errorHandling ErrorHandling) {
	f.name = name
	f.handling = errorHandling
}

// Name returns the name of the set.
func (f *FlagSet) Name() string { return f.name }

// ErrorHandling returns what Parse does on an error.
func (f *FlagSet) ErrorHandling() ErrorHandling { return f.handling }

// Output returns where messages go: os.Stderr, unless SetOutput changed it.
func (f *FlagSet) Output() io.Writer {
	if f.output == nil {
		return os.Stderr
	}
	return f.output
}

// SetOutput sets where messages go; nil stands for os.Stderr.
func (f *FlagSet) SetOutput(output io.Writer) { f.output = output }

func sorted(flags map[string]*Flag) []*Flag {
	list := make([]*Flag, 0, len(flags))
	for _, fl := range flags {
		list = append(list, fl)
	}
	sort.Slice(list, func(i, j int) bool { return list[i].Name < list[j].Name })
	return list
}

// VisitAll calls fn for all flags, sorted by name.
func (f *FlagSet) VisitAll(fn func(*Flag)) {
	for _, fl := range sorted(f.defined) {
		fn(fl)
	}
}

// Visit calls fn for the flags that have been set, sorted by name.
func (f *FlagSet) Visit(fn func(*Flag)) {
	for _, fl := range sorted(f.set) {
		fn(fl)
	}
}

// Lookup returns the flag with the name, or nil.
func (f *FlagSet) Lookup(name string) *Flag { return f.defined[name] }

// Set sets the value of a flag.
func (f *FlagSet) Set(name, value string) error {
	fl := f.defined[name]
	if fl == nil {
		if f.undef == nil {
			f.undef = make(map[string]bool)
		}
		f.undef[name] = true
		return fmt.Errorf("no such flag -%v", name)
	}
	if err := fl.Value.Set(value); err != nil {
		return err
	}
	f.markSet(fl)
	return nil
}

func (f *FlagSet) markSet(fl *Flag) {
	if f.set == nil {
		f.set = make(map[string]*Flag)
	}
	f.set[fl.Name] = fl
}

// Var defines a flag with any kind of value.
func (f *FlagSet) Var(value Value, name string, usage string) {
	if strings.HasPrefix(name, "-") {
		panic(f.sprintf("flag %q begins with -", name))
	}
	if strings.Contains(name, "=") {
		panic(f.sprintf("flag %q contains =", name))
	}
	if f.defined[name] != nil {
		if f.name == "" {
			panic(f.sprintf("flag redefined: %s", name))
		}
		panic(f.sprintf("%s flag redefined: %s", f.name, name))
	}
	if f.undef[name] {
		panic(fmt.Sprintf("flag %s set before being defined", name))
	}
	if f.defined == nil {
		f.defined = make(map[string]*Flag)
	}
	f.defined[name] = &Flag{name, usage, value, value.String()}
}

// sprintf also prints the message as a line to the output.
func (f *FlagSet) sprintf(format string, a ...any) string {
	msg := fmt.Sprintf(format, a...)
	fmt.Fprintln(f.Output(), msg)
	return msg
}

func (f *FlagSet) failf(format string, a ...any) error {
	msg := f.sprintf(format, a...)
	f.usage()
	return errors.New(msg)
}

func (f *FlagSet) usage() {
	if f.Usage == nil {
		f.defaultUsage()
	} else {
		f.Usage()
	}
}

// NFlag returns how many flags have been set.
func (f *FlagSet) NFlag() int { return len(f.set) }

// NArg returns how many arguments follow the flags.
func (f *FlagSet) NArg() int { return len(f.args) }

// Arg returns argument i of those that follow the flags, or "".
func (f *FlagSet) Arg(i int) string {
	if i < 0 || i >= len(f.args) {
		return ""
	}
	return f.args[i]
}

// Args returns the arguments that follow the flags.
func (f *FlagSet) Args() []string { return f.args }

// Parsed reports whether Parse has been called.
func (f *FlagSet) Parsed() bool { return f.parsed }

// Parse reads the flags in arguments, which is without the name of the command.
// It returns ErrHelp for -help or -h where that is not defined.
func (f *FlagSet) Parse(arguments []string) error {
	f.parsed = true
	f.args = arguments
	for {
		more, err := f.parseOne()
		if more {
			continue
		}
		if err == nil {
			return nil
		}
		switch f.handling {
		case ExitOnError:
			if err == ErrHelp {
				os.Exit(0)
			}
			os.Exit(2)
		case PanicOnError:
			panic(err)
		}
		return err
	}
}

// parseOne takes one flag off f.args. more is false at their end, too.
func (f *FlagSet) parseOne() (more bool, err error) {
	if len(f.args) == 0 {
		return false, nil
	}
	arg := f.args[0]
	if len(arg) < 2 || arg[0] != '-' {
		return false, nil
	}
	name := arg[1:]
	if name[0] == '-' {
		name = name[1:]
		if name == "" {
			f.args = f.args[1:]
			return false, nil
		}
	}
	if name == "" || name[0] == '-' || name[0] == '=' {
		return false, f.failf("bad flag syntax: %s", arg)
	}
	f.args = f.args[1:]
	name, value, hasValue := strings.Cut(name, "=")

	fl := f.defined[name]
	if fl == nil {
		if name == "help" || name == "h" {
			f.usage()
			return false, ErrHelp
		}
		return false, f.failf("flag provided but not defined: -%s", name)
	}
	if b, ok := fl.Value.(boolFlag); ok && b.IsBoolFlag() {
		if hasValue {
			if err := b.Set(value); err != nil {
				return false, f.failf("invalid boolean value %q for -%s: %v", value, name, err)
			}
		} else if err := b.Set("true"); err != nil {
			return false, f.failf("invalid boolean flag %s: %v", name, err)
		}
	} else {
		if !hasValue {
			if len(f.args) == 0 {
				return false, f.failf("flag needs an argument: -%s", name)
			}
			value, f.args = f.args[0], f.args[1:]
		}
		if err := fl.Value.Set(value); err != nil {
			return false, f.failf("invalid value %q for flag -%s: %v", value, name, err)
		}
	}
	f.markSet(fl)
	return true, nil
}

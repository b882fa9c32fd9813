// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the usage message.

package flag

import (
	"fmt"
	"os"
	"reflect"
	"strings"
)

// isZero reports whether value is the text of the zero value of the flag's
// type, which the usage message does not show.
func isZero(fl *Flag, value string) (zero bool, err error) {
	t := reflect.TypeOf(fl.Value)
	var z reflect.Value
	if t.Kind() == reflect.Pointer {
		z = reflect.New(t.Elem())
	} else {
		z = reflect.Zero(t)
	}
	defer func() {
		if p := recover(); p != nil {
			if t.Kind() == reflect.Pointer {
				t = t.Elem()
			}
			err = fmt.Errorf("panic calling String method on zero %v for flag %s: %v", t, fl.Name, p)
		}
	}()
	return value == z.Interface().(Value).String(), nil
}

// UnquoteUsage returns the name for the flag's value and the help text: the
// name is what stands between backquotes in the text, which are removed. If
// there are none, it is a word for the type of the value; empty for a boolean
// flag.
func UnquoteUsage(fl *Flag) (name string, usage string) {
	usage = fl.Usage
	if before, rest, ok := strings.Cut(usage, "`"); ok {
		if quoted, after, ok := strings.Cut(rest, "`"); ok {
			return quoted, before + quoted + after
		}
	}
	switch v := fl.Value.(type) {
	case boolFlag:
		if v.IsBoolFlag() {
			return "", usage
		}
	case *durationValue:
		return "duration", usage
	case *float64Value:
		return "float", usage
	case *intValue, *int64Value:
		return "int", usage
	case *stringValue:
		return "string", usage
	case *uintValue, *uint64Value:
		return "uint", usage
	}
	return "value", usage
}

// PrintDefaults prints the help text of all flags to the output.
func (f *FlagSet) PrintDefaults() {
	var failures []error
	f.VisitAll(func(fl *Flag) {
		var b strings.Builder
		fmt.Fprintf(&b, "  -%s", fl.Name)
		name, usage := UnquoteUsage(fl)
		if name != "" {
			b.WriteString(" " + name)
		}
		// The text stands beside a flag of one letter, else below.
		if b.Len() <= 4 {
			b.WriteString("\t")
		} else {
			b.WriteString("\n    \t")
		}
		b.WriteString(strings.ReplaceAll(usage, "\n", "\n    \t"))
		if zero, err := isZero(fl, fl.DefValue); err != nil {
			failures = append(failures, err)
		} else if !zero {
			if _, ok := fl.Value.(*stringValue); ok {
				fmt.Fprintf(&b, " (default %q)", fl.DefValue)
			} else {
				fmt.Fprintf(&b, " (default %v)", fl.DefValue)
			}
		}
		fmt.Fprint(f.Output(), b.String(), "\n")
	})
	if len(failures) > 0 {
		fmt.Fprintln(f.Output())
		for _, err := range failures {
			fmt.Fprintln(f.Output(), err)
		}
	}
}

func (f *FlagSet) defaultUsage() {
	if f.name == "" {
		fmt.Fprintf(f.Output(), "Usage:\n")
	} else {
		fmt.Fprintf(f.Output(), "Usage of %s:\n", f.name)
	}
	f.PrintDefaults()
}

// Usage prints the usage message of the command line to its output. It may be
// changed.
var Usage = func() {
	fmt.Fprintf(CommandLine.Output(), "Usage of %s:\n", os.Args[0])
	PrintDefaults()
}

func commandLineUsage() { Usage() }

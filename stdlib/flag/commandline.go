// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the functions of the package: those of CommandLine.

package flag

import (
	"encoding"
	"os"
	"time"
)

// CommandLine is the set of flags that the functions of the package work on.
var CommandLine *FlagSet

func init() {
	name := ""
	if len(os.Args) > 0 {
		name = os.Args[0]
	}
	CommandLine = NewFlagSet(name, ExitOnError)
	CommandLine.Usage = commandLineUsage
}

// Parse reads the flags in os.Args[1:].
func Parse() { CommandLine.Parse(os.Args[1:]) }

// Parsed reports whether Parse has been called.
func Parsed() bool { return CommandLine.Parsed() }

// VisitAll calls fn for all flags, sorted by name.
func VisitAll(fn func(*Flag)) { CommandLine.VisitAll(fn) }

// Visit calls fn for the flags that have been set, sorted by name.
func Visit(fn func(*Flag)) { CommandLine.Visit(fn) }

// Lookup returns the flag with the name, or nil.
func Lookup(name string) *Flag { return CommandLine.Lookup(name) }

// Set sets the value of a flag.
func Set(name, value string) error { return CommandLine.Set(name, value) }

// PrintDefaults prints the help text of all flags to the output.
func PrintDefaults() { CommandLine.PrintDefaults() }

// NFlag returns how many flags have been set.
func NFlag() int { return CommandLine.NFlag() }

// NArg returns how many arguments follow the flags.
func NArg() int { return CommandLine.NArg() }

// Arg returns argument i of those that follow the flags, or "".
func Arg(i int) string { return CommandLine.Arg(i) }

// Args returns the arguments that follow the flags.
func Args() []string { return CommandLine.Args() }

// Var defines a flag with any kind of value.
func Var(value Value, name string, usage string) { CommandLine.Var(value, name, usage) }

// TextVar is FlagSet.TextVar for CommandLine.
func TextVar(p encoding.TextUnmarshaler, name string, value encoding.TextMarshaler, usage string) {
	CommandLine.TextVar(p, name, value, usage)
}

// Func is FlagSet.Func for CommandLine.
func Func(name, usage string, fn func(string) error) { CommandLine.Func(name, usage, fn) }

// BoolFunc is FlagSet.BoolFunc for CommandLine.
func BoolFunc(name, usage string, fn func(string) error) { CommandLine.BoolFunc(name, usage, fn) }

// BoolVar is FlagSet.BoolVar for CommandLine.
func BoolVar(p *bool, name string, value bool, usage string) {
	CommandLine.BoolVar(p, name, value, usage)
}

// Bool is FlagSet.Bool for CommandLine.
func Bool(name string, value bool, usage string) *bool {
	return CommandLine.Bool(name, value, usage)
}

// IntVar is FlagSet.IntVar for CommandLine.
func IntVar(p *int, name string, value int, usage string) {
	CommandLine.IntVar(p, name, value, usage)
}

// Int is FlagSet.Int for CommandLine.
func Int(name string, value int, usage string) *int {
	return CommandLine.Int(name, value, usage)
}

// Int64Var is FlagSet.Int64Var for CommandLine.
func Int64Var(p *int64, name string, value int64, usage string) {
	CommandLine.Int64Var(p, name, value, usage)
}

// Int64 is FlagSet.Int64 for CommandLine.
func Int64(name string, value int64, usage string) *int64 {
	return CommandLine.Int64(name, value, usage)
}

// UintVar is FlagSet.UintVar for CommandLine.
func UintVar(p *uint, name string, value uint, usage string) {
	CommandLine.UintVar(p, name, value, usage)
}

// Uint is FlagSet.Uint for CommandLine.
func Uint(name string, value uint, usage string) *uint {
	return CommandLine.Uint(name, value, usage)
}

// Uint64Var is FlagSet.Uint64Var for CommandLine.
func Uint64Var(p *uint64, name string, value uint64, usage string) {
	CommandLine.Uint64Var(p, name, value, usage)
}

// Uint64 is FlagSet.Uint64 for CommandLine.
func Uint64(name string, value uint64, usage string) *uint64 {
	return CommandLine.Uint64(name, value, usage)
}

// StringVar is FlagSet.StringVar for CommandLine.
func StringVar(p *string, name string, value string, usage string) {
	CommandLine.StringVar(p, name, value, usage)
}

// String is FlagSet.String for CommandLine.
func String(name string, value string, usage string) *string {
	return CommandLine.String(name, value, usage)
}

// Float64Var is FlagSet.Float64Var for CommandLine.
func Float64Var(p *float64, name string, value float64, usage string) {
	CommandLine.Float64Var(p, name, value, usage)
}

// Float64 is FlagSet.Float64 for CommandLine.
func Float64(name string, value float64, usage string) *float64 {
	return CommandLine.Float64(name, value, usage)
}

// DurationVar is FlagSet.DurationVar for CommandLine.
func DurationVar(p *time.Duration, name string, value time.Duration, usage string) {
	CommandLine.DurationVar(p, name, value, usage)
}

// Duration is FlagSet.Duration for CommandLine.
func Duration(name string, value time.Duration, usage string) *time.Duration {
	return CommandLine.Duration(name, value, usage)
}

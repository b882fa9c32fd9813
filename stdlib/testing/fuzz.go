// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements fuzz targets: they are run on the inputs that are given,
// not on new ones.

package testing

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"time"
)

// An InternalFuzzTarget is a fuzz target as the program that runs the tests has
// it.
type InternalFuzzTarget struct {
	Name string
	Fn   func(f *F)
}

// F is what a fuzz target is passed.
type F struct {
	common
	state  *runState
	corpus []corpusEntry
	called bool // of Fuzz
}

type corpusEntry struct {
	name   string
	values []any
}

var _ TB = (*F)(nil)

var fuzzable = map[reflect.Type]bool{}

func init() {
	for _, v := range []any{[]byte(nil), "", false, byte(0), rune(0), float32(0), float64(0), 0, int8(0), int16(0), int64(0),
		uint(0), uint16(0), uint32(0), uint64(0)} {
		fuzzable[reflect.TypeOf(v)] = true
	}
}

// Add adds an input: the arguments that the function has behind its *T.
func (f *F) Add(args ...any) {
	for _, a := range args {
		if t := reflect.TypeOf(a); !fuzzable[t] {
			panic(fmt.Sprintf("testing: unsupported type to Add %v", t))
		}
	}
	f.corpus = append(f.corpus, corpusEntry{fmt.Sprintf("seed#%d", len(f.corpus)), args})
}

// Fuzz calls ff, a function with a *T and more parameters, on every input, each
// as a sub-test.
func (f *F) Fuzz(ff any) {
	if f.called {
		panic("testing: F.Fuzz called more than once")
	}
	f.called = true
	if f.failed {
		return
	}
	f.Helper()
	fn := reflect.ValueOf(ff)
	t := fn.Type()
	if t.Kind() != reflect.Func {
		panic("testing: F.Fuzz must receive a function")
	}
	if t.NumIn() < 2 || t.In(0) != reflect.TypeOf((*T)(nil)) {
		panic("testing: fuzz target must receive at least two arguments, where the first argument is a *T")
	}
	if t.NumOut() != 0 {
		panic("testing: fuzz target must not return a value")
	}
	var types []reflect.Type
	for i := 1; i < t.NumIn(); i++ {
		if !fuzzable[t.In(i)] {
			panic(fmt.Sprintf("testing: unsupported type for fuzzing %v", t.In(i)))
		}
		types = append(types, t.In(i))
	}
	for _, e := range f.corpus {
		if len(e.values) != len(types) {
			f.Fatalf("wrong number of values in corpus entry: %d, want %d", len(e.values), len(types))
		}
		for i, v := range e.values {
			if reflect.TypeOf(v) != types[i] {
				f.Fatalf("mismatched types in corpus entry: %v, want %v", typesOf(e.values), types)
			}
		}
	}
	files, err := readCorpus(filepath.Join("testdata", "fuzz", f.name), types)
	if err != nil {
		f.Fatal(err)
	}
	for _, e := range append(f.corpus, files...) {
		args := []reflect.Value{{}}
		for _, v := range e.values {
			args = append(args, reflect.ValueOf(v))
		}
		f.runSub(f.state, e.name, func(t *T) {
			args[0] = reflect.ValueOf(t)
			fn.Call(args)
		})
	}
}

func typesOf(values []any) (types []reflect.Type) {
	for _, v := range values {
		types = append(types, reflect.TypeOf(v))
	}
	return types
}

// readCorpus reads the inputs that lie in a folder. Each file has a line of
// version and a line like `int(5)` a value.
func readCorpus(dir string, types []reflect.Type) ([]corpusEntry, error) {
	files, err := os.ReadDir(dir)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("reading seed corpus from testdata: %v", err)
	}
	var list []corpusEntry
	for _, file := range files {
		if file.IsDir() {
			continue
		}
		data, err := os.ReadFile(filepath.Join(dir, file.Name()))
		if err != nil {
			return nil, err
		}
		e := corpusEntry{name: file.Name()}
		lines := strings.Split(strings.TrimSpace(string(data)), "\n")
		if strings.TrimSpace(lines[0]) != "go test fuzz v1" {
			return nil, fmt.Errorf("%s: unknown encoding version: %s", file.Name(), lines[0])
		}
		for _, line := range lines[1:] {
			if line = strings.TrimSpace(line); line == "" {
				continue
			}
			v, err := parseValue(line)
			if err != nil {
				return nil, fmt.Errorf("%s: %q: %v", file.Name(), line, err)
			}
			e.values = append(e.values, v)
		}
		if len(e.values) != len(types) {
			return nil, fmt.Errorf("%s: wrong number of values in corpus entry: %d, want %d", file.Name(), len(e.values), len(types))
		}
		for i, v := range e.values {
			if reflect.TypeOf(v) != types[i] {
				return nil, fmt.Errorf("%s: mismatched types in corpus entry: %v, want %v", file.Name(), typesOf(e.values), types)
			}
		}
		list = append(list, e)
	}
	return list, nil
}

var errValue = errors.New("malformed value")

func parseValue(line string) (any, error) {
	typ, arg, ok := strings.Cut(line, "(")
	if !ok || !strings.HasSuffix(arg, ")") {
		return nil, errValue
	}
	arg = arg[:len(arg)-1]
	switch typ {
	case "string", "[]byte":
		s, err := strconv.Unquote(arg)
		if typ == "[]byte" {
			return []byte(s), err
		}
		return s, err
	case "bool":
		return strconv.ParseBool(arg)
	}
	if len(arg) > 0 && arg[0] == '\'' {
		s, err := strconv.Unquote(arg)
		r := []rune(s)
		if err != nil || len(r) != 1 {
			return nil, errValue
		}
		if typ == "byte" || typ == "uint8" {
			return byte(r[0]), nil
		}
		return r[0], nil
	}
	var target any
	switch typ {
	case "int":
		target = 0
	case "int8":
		target = int8(0)
	case "int16":
		target = int16(0)
	case "int32", "rune":
		target = int32(0)
	case "int64":
		target = int64(0)
	case "uint":
		target = uint(0)
	case "uint8", "byte":
		target = uint8(0)
	case "uint16":
		target = uint16(0)
	case "uint32":
		target = uint32(0)
	case "uint64":
		target = uint64(0)
	case "float32":
		target = float32(0)
	case "float64":
		target = float64(0)
	default:
		return nil, errValue
	}
	v := reflect.New(reflect.TypeOf(target)).Elem()
	switch {
	case v.CanInt():
		n, err := strconv.ParseInt(arg, 0, v.Type().Bits())
		v.SetInt(n)
		return v.Interface(), err
	case v.CanUint():
		n, err := strconv.ParseUint(arg, 0, v.Type().Bits())
		v.SetUint(n)
		return v.Interface(), err
	}
	x, err := strconv.ParseFloat(arg, v.Type().Bits())
	v.SetFloat(x)
	return v.Interface(), err
}

// Fail marks the target as failed.
func (f *F) Fail() { f.common.Fail() }

// Skipped reports whether the target was skipped.
func (f *F) Skipped() bool { return f.common.Skipped() }

func runFuzzTargets(state *runState, targets []InternalFuzzTarget, root *T) {
	for _, target := range targets {
		name, ok, _ := state.match.fullName(nil, target.Name)
		if !ok || root.stopEarly() {
			continue
		}
		f := &F{state: state}
		f.init(&root.common, name)
		chatty.update(name, "=== RUN   %s\n", name)
		go f.run(func() { target.Fn(f) })
		if !<-f.signal {
			return
		}
	}
}

// run is the goroutine of a target.
func (f *F) run(fn func()) {
	defer f.end(f.state, func() {})
	f.start = time.Now()
	fn()
	f.finished = true
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package quick tests functions with random values.
package quick

import (
	"flag"
	"fmt"
	"math"
	"math/rand"
	"reflect"
	"strings"
	"time"
)

var defaultMaxCount = flag.Int("quickchecks", 100, "The default number of iterations for each check")

// A Generator makes random values of its own type.
type Generator interface {
	// Generate returns a value that is about size large.
	Generate(rand *rand.Rand, size int) reflect.Value
}

// A Config is how to check; nil stands for the defaults.
type Config struct {
	// MaxCount is how often the function is called; 0: MaxCountScale times the
	// default of 100.
	MaxCount      int
	MaxCountScale float64
	Rand          *rand.Rand // nil: one of its own
	// Values fills the arguments; nil: Value does.
	Values func([]reflect.Value, *rand.Rand)
}

// A SetupError says that the check itself is wrong.
type SetupError string

func (s SetupError) Error() string { return string(s) }

// A CheckError is what Check found.
type CheckError struct {
	Count int // the call that failed
	In    []any
}

func (e *CheckError) Error() string {
	return fmt.Sprintf("#%d: failed on input %s", e.Count, show(e.In))
}

// A CheckEqualError is what CheckEqual found.
type CheckEqualError struct {
	CheckError
	Out1, Out2 []any
}

func (e *CheckEqualError) Error() string {
	return fmt.Sprintf("#%d: failed on input %s. Output 1: %s. Output 2: %s", e.Count, show(e.In), show(e.Out1), show(e.Out2))
}

func show(values []any) string {
	list := make([]string, len(values))
	for i, v := range values {
		list[i] = fmt.Sprintf("%#v", v)
	}
	return strings.Join(list, ", ")
}

func (c *Config) count() int {
	switch {
	case c.MaxCount != 0:
		return c.MaxCount
	case c.MaxCountScale != 0:
		return int(c.MaxCountScale * float64(*defaultMaxCount))
	}
	return *defaultMaxCount
}

func (c *Config) random() *rand.Rand {
	if c.Rand == nil {
		return rand.New(rand.NewSource(time.Now().UnixNano()))
	}
	return c.Rand
}

const size = 50

// Value returns a random value of a type; false if there is no way to make one.
func Value(t reflect.Type, rand *rand.Rand) (value reflect.Value, ok bool) {
	return sized(t, rand, size)
}

func sized(t reflect.Type, r *rand.Rand, size int) (reflect.Value, bool) {
	if g, ok := reflect.Zero(t).Interface().(Generator); ok {
		return g.Generate(r, size), true
	}
	v := reflect.New(t).Elem()
	switch t.Kind() {
	case reflect.Bool:
		v.SetBool(r.Int()&1 == 0)
	case reflect.Float32:
		x := r.Float64() * math.MaxFloat32
		if r.Int()&1 == 1 {
			x = -x
		}
		v.SetFloat(x)
	case reflect.Float64:
		v.SetFloat(float(r))
	case reflect.Complex64, reflect.Complex128:
		x, y := float(r), float(r)
		if t.Kind() == reflect.Complex64 {
			x, y = float64(float32(r.NormFloat64())), float64(float32(r.NormFloat64()))
		}
		v.SetComplex(complex(x, y))
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		v.SetInt(int64(r.Uint64()))
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64, reflect.Uintptr:
		v.SetUint(r.Uint64())
	case reflect.String:
		runes := make([]rune, r.Intn(size))
		for i := range runes {
			runes[i] = rune(r.Intn(0x10ffff))
		}
		v.SetString(string(runes))
	case reflect.Slice:
		n := r.Intn(size)
		left := size - n
		v.Set(reflect.MakeSlice(t, n, n))
		return v, fill(n, v.Index, t.Elem(), r, left)
	case reflect.Array:
		return v, fill(t.Len(), v.Index, t.Elem(), r, size)
	case reflect.Map:
		v.Set(reflect.MakeMap(t))
		for range r.Intn(size) {
			key, ok1 := sized(t.Key(), r, size)
			elem, ok2 := sized(t.Elem(), r, size)
			if !ok1 || !ok2 {
				return reflect.Value{}, false
			}
			v.SetMapIndex(key, elem)
		}
	case reflect.Pointer:
		if r.Intn(size) == 0 {
			return v, true
		}
		elem, ok := sized(t.Elem(), r, size)
		if !ok {
			return reflect.Value{}, false
		}
		v.Set(reflect.New(t.Elem()))
		v.Elem().Set(elem)
	case reflect.Struct:
		left := size
		if n := t.NumField(); n > 0 {
			left = max(size/n, 1)
		}
		for i := range t.NumField() {
			f, ok := sized(t.Field(i).Type, r, left)
			if !ok {
				return reflect.Value{}, false
			}
			v.Field(i).Set(f)
		}
	default:
		return reflect.Value{}, false
	}
	return v, true
}

func fill(n int, at func(int) reflect.Value, elem reflect.Type, r *rand.Rand, size int) bool {
	for i := range n {
		x, ok := sized(elem, r, max(size, 1))
		if !ok {
			return false
		}
		at(i).Set(x)
	}
	return true
}

func float(r *rand.Rand) float64 {
	x := r.Float64() * math.MaxFloat64
	if r.Int()&1 == 1 {
		x = -x
	}
	return x
}

func (c *Config) arguments(args []reflect.Value, f reflect.Type, r *rand.Rand) error {
	if c.Values != nil {
		c.Values(args, r)
		return nil
	}
	for i := range args {
		v, ok := Value(f.In(i), r)
		if !ok {
			return SetupError(fmt.Sprintf("cannot create arbitrary value of type %s for argument %d", f.In(i), i))
		}
		args[i] = v
	}
	return nil
}

func interfaces(values []reflect.Value) []any {
	list := make([]any, len(values))
	for i, v := range values {
		list[i] = v.Interface()
	}
	return list
}

// Check calls f, which returns a bool, with random arguments, and returns a
// *CheckError if it ever returns false.
func Check(f any, config *Config) error {
	if config == nil {
		config = &Config{}
	}
	fn := reflect.ValueOf(f)
	if fn.Kind() != reflect.Func {
		return SetupError("argument is not a function")
	}
	t := fn.Type()
	if t.NumOut() != 1 {
		return SetupError("function does not return one value")
	}
	if t.Out(0).Kind() != reflect.Bool {
		return SetupError("function does not return a bool")
	}
	args := make([]reflect.Value, t.NumIn())
	r := config.random()
	for i := range config.count() {
		if err := config.arguments(args, t, r); err != nil {
			return err
		}
		if !fn.Call(args)[0].Bool() {
			return &CheckError{i + 1, interfaces(args)}
		}
	}
	return nil
}

// CheckEqual calls f and g with the same random arguments, and returns a
// *CheckEqualError if they ever return different things.
func CheckEqual(f, g any, config *Config) error {
	if config == nil {
		config = &Config{}
	}
	x, y := reflect.ValueOf(f), reflect.ValueOf(g)
	if x.Kind() != reflect.Func {
		return SetupError("f is not a function")
	}
	if y.Kind() != reflect.Func {
		return SetupError("g is not a function")
	}
	if x.Type() != y.Type() {
		return SetupError("functions have different types")
	}
	args := make([]reflect.Value, x.Type().NumIn())
	r := config.random()
	for i := range config.count() {
		if err := config.arguments(args, x.Type(), r); err != nil {
			return err
		}
		out1, out2 := interfaces(x.Call(args)), interfaces(y.Call(args))
		if !reflect.DeepEqual(out1, out2) {
			return &CheckEqualError{CheckError{i + 1, interfaces(args)}, out1, out2}
		}
	}
	return nil
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Ranging over values, and over the parts of types. The sequences are those of package iter,
// written out so that nothing is imported for them.

package reflect

// Seq returns the sequence that a range statement with one variable goes through: over an
// integer, string, array, slice, map, channel, pointer to array, or function of an iterator.
func (v Value) Seq() func(yield func(Value) bool) {
	if v.flag != 0 && v.Type().common().yieldTakes(1) {
		return func(yield func(Value) bool) {
			v.Call([]Value{MakeFunc(v.Type().In(0), func(in []Value) []Value {
				return []Value{ValueOf(yield(in[0]))}
			})})
		}
	}
	switch k := v.kind(); {
	case isInt(k):
		return v.countTo(uint64(v.Int()), v.Int() > 0)
	case isUint(k):
		return v.countTo(v.Uint(), v.Uint() > 0)
	case k == Slice, k == Array, k == Pointer && v.arrayBehind() >= 0:
		return func(yield func(Value) bool) {
			for i, n := 0, v.Len(); i < n && yield(ValueOf(i)); i++ {
			}
		}
	case k == String:
		return func(yield func(Value) bool) {
			for i := range v.String() {
				if !yield(ValueOf(i)) {
					return
				}
			}
		}
	case k == Map:
		return func(yield func(Value) bool) {
			for it := v.MapRange(); it.Next() && yield(it.Key()); {
			}
		}
	case k == Chan:
		return func(yield func(Value) bool) {
			for {
				x, ok := v.Recv()
				if !ok || !yield(x) {
					return
				}
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq[Value]")
}

// countTo goes from 0 to n, exclusive, in the type of v.
func (v Value) countTo(n uint64, positive bool) func(yield func(Value) bool) {
	return func(yield func(Value) bool) {
		if positive {
			for i := uint64(0); i < n && yield(makeInt(v.typ, i, 0)); i++ {
			}
		}
	}
}

// Seq2 returns the sequence that a range statement with two variables goes through: over a string,
// array, slice, map, pointer to array, or function of an iterator.
func (v Value) Seq2() func(yield func(Value, Value) bool) {
	if v.flag != 0 && v.Type().common().yieldTakes(2) {
		return func(yield func(Value, Value) bool) {
			v.Call([]Value{MakeFunc(v.Type().In(0), func(in []Value) []Value {
				return []Value{ValueOf(yield(in[0], in[1]))}
			})})
		}
	}
	switch k := v.kind(); {
	case k == Slice, k == Array, k == Pointer && v.arrayBehind() >= 0:
		return func(yield func(Value, Value) bool) {
			elems := Indirect(v)
			for i, n := 0, elems.Len(); i < n && yield(ValueOf(i), elems.Index(i)); i++ {
			}
		}
	case k == String:
		return func(yield func(Value, Value) bool) {
			for i, r := range v.String() {
				if !yield(ValueOf(i), ValueOf(r)) {
					return
				}
			}
		}
	case k == Map:
		return func(yield func(Value, Value) bool) {
			for it := v.MapRange(); it.Next() && yield(it.Key(), it.Value()); {
			}
		}
	}
	panic("reflect: " + v.Type().String() + " cannot produce iter.Seq2[Value, Value]")
}

// Fields goes through a struct's fields.
func (v Value) Fields() func(yield func(StructField, Value) bool) {
	t := v.Type()
	if t.Kind() != Struct {
		panic("reflect: Fields of non-struct type " + t.String())
	}
	return func(yield func(StructField, Value) bool) {
		for i, n := 0, v.NumField(); i < n && yield(t.Field(i), v.Field(i)); i++ {
		}
	}
}

// Methods goes through a value's methods, each bound to it.
func (v Value) Methods() func(yield func(Method, Value) bool) {
	return func(yield func(Method, Value) bool) {
		t := v.Type()
		for i, n := 0, v.NumMethod(); i < n && yield(t.Method(i), v.Method(i)); i++ {
		}
	}
}

func (t *rtype) Fields() func(yield func(StructField) bool) {
	t.mustBe(Struct, "Fields of non-struct type ")
	return func(yield func(StructField) bool) {
		for i, n := 0, t.NumField(); i < n && yield(t.Field(i)); i++ {
		}
	}
}

func (t *rtype) Methods() func(yield func(Method) bool) {
	return func(yield func(Method) bool) {
		for i, n := 0, t.NumMethod(); i < n && yield(t.Method(i)); i++ {
		}
	}
}

func (t *rtype) Ins() func(yield func(Type) bool) {
	t.mustBe(Func, "Ins of non-func type ")
	return func(yield func(Type) bool) {
		for i, n := 0, t.NumIn(); i < n && yield(t.In(i)); i++ {
		}
	}
}

func (t *rtype) Outs() func(yield func(Type) bool) {
	t.mustBe(Func, "Outs of non-func type ")
	return func(yield func(Type) bool) {
		for i, n := 0, t.NumOut(); i < n && yield(t.Out(i)); i++ {
		}
	}
}

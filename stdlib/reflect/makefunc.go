// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Functions made at run time.

package reflect

import "unsafe"

// madeFunc is the closure object of a function made at run time. Its code, in native.cpp, calls
// handler with the object and the registers.
type madeFunc struct {
	code    unsafe.Pointer
	handler func(object, frame unsafe.Pointer)
	typ     *funcType
	body    func(in []Value, frame unsafe.Pointer) []Value // of the made function
}

// MakeFunc returns a function of type t that calls fn with its arguments and returns what fn
// returns. The arguments of a "..." parameter come as a slice.
func MakeFunc(t Type, fn func(args []Value) (results []Value)) Value {
	if t.Kind() != Func {
		panic("reflect: call of MakeFunc with non-Func type")
	}
	return makeFunc(t.common(), func(in []Value, frame unsafe.Pointer) []Value {
		if isDeferred(frame) { // so is fn
			out := ValueOf(fn).call("Call", []Value{ValueOf(in)}, frame)
			return out[0].Interface().([]Value)
		}
		return fn(in)
	})
}

func makeFunc(t *rtype, body func([]Value, unsafe.Pointer) []Value) Value {
	object := &madeFunc{madeFuncCode(), callMade, t.function(), body}
	return Value{t, unsafe.Pointer(object), flag(Func)}
}

// callMade runs when a made function is called.
func callMade(object, registers unsafe.Pointer) {
	made := (*madeFunc)(object)
	frame := (*callFrame)(registers)
	t := made.typ
	p := planOf(t)

	args := arguments{frame: frame}
	args.get(false) // the closure
	in := make([]Value, 0, t.incount)
	for _, pass := range p.params {
		if pass.byAddress {
			in = append(in, load(pass.typ, unsafe.Pointer(uintptr(args.get(false))), 0))
			continue
		}
		to := newOf(pass.typ)
		for _, s := range pass.parts {
			storePart(unsafe.Add(to, s.begin), s.end-s.begin, args.get(s.float))
		}
		in = append(in, load(pass.typ, to, 0))
	}

	out := made.body(in, frame.stack)
	if len(out) != t.outcount {
		panic("reflect: wrong return count from function created by MakeFunc")
	}
	results := frame.memory
	if !p.memory {
		results = newMemory(p.size)
	}
	for i, typ := range t.results() {
		x := out[i]
		if x.typ == nil {
			panic("reflect: function created by MakeFunc using closure returned zero Value")
		}
		if x.flag&flagRO != 0 {
			panic("reflect: function created by MakeFunc using closure returned value obtained from unexported field")
		}
		x.assignTo("reflect.MakeFunc", typ).store(unsafe.Add(results, p.offsets[i]))
	}
	if !p.memory {
		frame.results(p.results, results, true)
	}
}

// methodFunc returns a method value as an ordinary function.
func methodFunc(v Value, op string) Value {
	t := v.methodType(op)
	bound := v
	if Kind(v.typ.kind) != Interface && v.flag&flagIndir != 0 {
		// The receiver is evaluated now.
		copied := load(v.typ, v.ptr, 0)
		bound.ptr = copied.ptr
		bound.flag = v.flag&^flagIndir | copied.flag&flagIndir
	}
	bound.flag &^= flagRO
	v.methodReceiver(op) // its checks
	made := makeFunc(t, func(in []Value, frame unsafe.Pointer) []Value {
		return bound.call(callName(t), in, frame)
	})
	made.flag |= v.ro()
	return made
}

// methodExpr returns the i'th exported method as a function whose first argument is the receiver.
func methodExpr(t *rtype, i int) Value {
	return makeFunc(t, func(in []Value, frame unsafe.Pointer) []Value {
		return in[0].Method(i).call(callName(t), in[1:], frame)
	})
}

// callName is the method of Value that calls a function of type t with the arguments that a made
// function has got.
func callName(t *rtype) string {
	if t.function().variadic {
		return "CallSlice"
	}
	return "Call"
}

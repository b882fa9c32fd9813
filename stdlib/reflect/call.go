// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Calls of functions and methods.

package reflect

import "unsafe"

// Call calls a function with the arguments in, and returns its results. The arguments of a "..."
// parameter are given one by one.
func (v Value) Call(in []Value) []Value {
	v.mustBe(Func, "Call")
	v.mustBeExported("Call")
	return v.call("Call", in, nil)
}

// CallSlice calls a variadic function, the last argument being the slice of its "..." parameter.
func (v Value) CallSlice(in []Value) []Value {
	v.mustBe(Func, "CallSlice")
	v.mustBeExported("CallSlice")
	return v.call("CallSlice", in, nil)
}

// callee returns the function's type, its code, and the word that comes before the arguments: the
// receiver or the closure.
func (v Value) callee(op string) (t *funcType, code, first unsafe.Pointer) {
	if v.flag&flagMethod != 0 {
		return v.methodReceiver("reflect.Value." + op)
	}
	fn := v.word()
	if fn == nil {
		panic("reflect.Value.Call: call of nil function")
	}
	return v.typ.function(), *(*unsafe.Pointer)(fn), fn
}

// call calls the function. If standsFor is the frame address of a deferred function, recover takes
// the called one for that.
func (v Value) call(op string, in []Value, standsFor unsafe.Pointer) []Value {
	t, code, first := v.callee(op)
	in = checkArguments(op, t, in)

	p := planOf(t)
	frame := &callFrame{code: code, standsFor: standsFor}
	args := arguments{frame: frame}
	args.put(uint64(uintptr(first)), false)
	for i, x := range in {
		x.mustBeExported(op)
		pass := &p.params[i]
		x = x.assignTo("reflect.Value.Call", pass.typ)
		if pass.byAddress {
			c := newOf(pass.typ)
			x.store(c)
			args.put(uint64(uintptr(c)), false)
			continue
		}
		from := x.address()
		for _, s := range pass.parts {
			args.put(loadPart(unsafe.Add(from, s.begin), s.end-s.begin), s.float)
		}
	}
	frame.stack = unsafe.Pointer(unsafe.SliceData(args.extra))
	frame.words = len(args.extra)
	results := newMemory(p.size)
	if p.memory {
		frame.memory = results
	}
	callCode(unsafe.Pointer(frame))
	if !p.memory {
		frame.results(p.results, results, false)
	}

	out := make([]Value, t.outcount)
	for i, typ := range t.results() {
		out[i] = load(typ, unsafe.Add(results, p.offsets[i]), 0)
	}
	return out
}

// checkArguments panics as Go does if in does not suit t. It packs the arguments of a "..."
// parameter into a slice.
func checkArguments(op string, t *funcType, in []Value) []Value {
	n := t.incount
	if op == "CallSlice" {
		if !t.variadic {
			panic("reflect: CallSlice of non-variadic function")
		}
		if len(in) < n {
			panic("reflect: CallSlice with too few input arguments")
		}
		if len(in) > n {
			panic("reflect: CallSlice with too many input arguments")
		}
	} else {
		if t.variadic {
			n--
		}
		if len(in) < n {
			panic("reflect: Call with too few input arguments")
		}
		if !t.variadic && len(in) > n {
			panic("reflect: Call with too many input arguments")
		}
	}
	for _, x := range in {
		if x.Kind() == Invalid {
			panic("reflect: " + op + " using zero Value argument")
		}
	}
	params := t.params()
	for i := 0; i < n; i++ {
		if x := in[i].Type(); !x.AssignableTo(toType(params[i])) {
			panic("reflect: " + op + " using " + x.String() + " as type " + params[i].str)
		}
	}
	if op == "CallSlice" || !t.variadic {
		return in
	}
	rest := len(in) - n
	slice := MakeSlice(toType(params[n]), rest, rest)
	elem := params[n].elem()
	for i := 0; i < rest; i++ {
		x := in[n+i]
		if !x.Type().AssignableTo(toType(elem)) {
			panic("reflect: cannot use " + x.Type().String() + " as type " + elem.str + " in " + op)
		}
		slice.Index(i).Set(x)
	}
	return append(append([]Value(nil), in[:n]...), slice)
}

// NumMethod returns the number of methods that Method gives.
func (v Value) NumMethod() int {
	if v.typ == nil {
		v.wrongKind("NumMethod")
	}
	if v.flag&flagMethod != 0 {
		return 0
	}
	return v.typ.NumMethod()
}

// Method returns the i'th method of the value as a function bound to it.
func (v Value) Method(i int) Value {
	if v.typ == nil {
		v.wrongKind("Method")
	}
	if v.flag&flagMethod != 0 || uint(i) >= uint(v.typ.NumMethod()) {
		panic("reflect: Method index out of range")
	}
	if v.kind() == Interface && v.IsNil() {
		panic("reflect: Method on nil interface value")
	}
	f := v.ro() | v.flag&flagIndir | flag(Func) | flagMethod | flag(i)<<flagShift
	return Value{v.typ, v.ptr, f}
}

// MethodByName returns the method with that name as a function bound to the value; if there is
// none, the zero Value.
func (v Value) MethodByName(name string) Value {
	if v.typ == nil {
		v.wrongKind("MethodByName")
	}
	if v.flag&flagMethod != 0 {
		return Value{}
	}
	m, ok := v.typ.MethodByName(name)
	if !ok {
		return Value{}
	}
	return v.Method(m.Index)
}

// methodReceiver is callee for a method value.
func (v Value) methodReceiver(op string) (t *funcType, code, receiver unsafe.Pointer) {
	i := int(v.flag >> flagShift)
	if Kind(v.typ.kind) == Interface {
		m := &v.typ.interfac().list()[i]
		if m.pkgPath != "" {
			panic("reflect: " + op + " of unexported method")
		}
		held := *(*nonEmptyInterface)(v.ptr)
		if held.tab == nil {
			panic("reflect: " + op + " of method on nil interface value")
		}
		return m.typ.function(), held.tab.method(i), held.word
	}
	m := v.typ.exportedMethod(i)
	if v.typ.direct() {
		return m.typ.function(), m.fn, v.word()
	}
	return m.typ.function(), m.fn, v.ptr
}

func (v Value) methodType(op string) *rtype {
	i := int(v.flag >> flagShift)
	if Kind(v.typ.kind) == Interface {
		return v.typ.interfac().list()[i].typ
	}
	return v.typ.exportedMethod(i).typ
}

func (v Value) methodCode(op string) unsafe.Pointer {
	_, code, _ := v.methodReceiver("reflect.Value." + op)
	return code
}

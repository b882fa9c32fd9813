// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Method sets, and what follows from them: which types implement an interface.

package reflect

import "unsafe"

// A Method describes one method.
type Method struct {
	Name    string
	PkgPath string // of a method that is not exported, else ""
	Type    Type   // the function's type; of a concrete type, the receiver is its first parameter
	Func    Value  // the function, the receiver its first argument
	Index   int    // for Type.Method
}

// IsExported reports whether the method is exported.
func (m Method) IsExported() bool { return m.PkgPath == "" }

// allMethods returns a concrete type's method set.
func (t *rtype) allMethods() []method {
	if t.uncommon == nil {
		return nil
	}
	return unsafe.Slice(t.uncommon.methods, t.uncommon.mcount)
}

// exportedMethod returns the i'th exported method of a concrete type, nil if there are fewer.
func (t *rtype) exportedMethod(i int) *method {
	if i < 0 {
		return nil
	}
	methods := t.allMethods()
	for j := range methods {
		if methods[j].pkgPath != "" {
			continue
		}
		if i == 0 {
			return &methods[j]
		}
		i--
	}
	return nil
}

func (t *rtype) NumMethod() int {
	if Kind(t.kind) == Interface {
		return t.interfac().mcount
	}
	n := 0
	for _, m := range t.allMethods() {
		if m.pkgPath == "" {
			n++
		}
	}
	return n
}

func (t *rtype) Method(i int) Method {
	if Kind(t.kind) == Interface {
		methods := t.interfac().list()
		if uint(i) >= uint(len(methods)) {
			panic("reflect: Method index out of range")
		}
		m := &methods[i]
		return Method{Name: m.name, PkgPath: m.pkgPath, Type: toType(m.typ), Index: i}
	}
	m := t.exportedMethod(i)
	if m == nil {
		panic("reflect: Method index out of range")
	}
	typ := withReceiver(t, m.typ)
	return Method{Name: m.name, Type: toType(typ), Func: methodExpr(typ, i), Index: i}
}

func (t *rtype) MethodByName(name string) (Method, bool) {
	if Kind(t.kind) == Interface {
		methods := t.interfac().list()
		for i := range methods {
			if methods[i].name == name {
				return t.Method(i), true
			}
		}
		return Method{}, false
	}
	if i := t.methodIndex(name); i >= 0 {
		return t.Method(i), true
	}
	return Method{}, false
}

// methodIndex returns the number of the exported method with that name, -1 if there is none.
func (t *rtype) methodIndex(name string) int {
	i := 0
	for _, m := range t.allMethods() {
		if m.pkgPath != "" {
			continue
		}
		if m.name == name {
			return i
		}
		i++
	}
	return -1
}

// withReceiver returns the function type ft with recv as its first parameter.
func withReceiver(recv, ft *rtype) *rtype {
	f := ft.function()
	in := append([]*rtype{recv}, f.params()...)
	return funcOf(in, f.results(), f.variadic)
}

// implements reports whether t implements the interface type u.
func implements(u, t *rtype) bool {
	if Kind(u.kind) != Interface {
		return false
	}
	if u.interfac().mcount == 0 {
		return true
	}
	if Kind(t.kind) != Interface {
		return getitab(u.raw(), t.raw()) != nil
	}
	want, have := u.interfac().list(), t.interfac().list()
	i := 0
	for j := range have {
		w, h := &want[i], &have[j]
		if w.name == h.name && w.typ == h.typ && w.pkgPath == h.pkgPath {
			i++
			if i == len(want) {
				return true
			}
		}
	}
	return false
}

func (t *rtype) Implements(u Type) bool {
	if u == nil {
		panic("reflect: nil type passed to Type.Implements")
	}
	if u.Kind() != Interface {
		panic("reflect: non-interface type passed to Type.Implements")
	}
	return implements(u.common(), t)
}

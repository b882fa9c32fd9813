// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Channels and select.

package reflect

import "unsafe"

// MakeChan returns a new channel of type t.
func MakeChan(t Type, buffer int) Value {
	if t.Kind() != Chan {
		panic("reflect.MakeChan of non-chan type")
	}
	if buffer < 0 {
		panic("reflect.MakeChan: negative buffer size")
	}
	if t.ChanDir() != BothDir {
		panic("reflect.MakeChan: unidirectional channel type")
	}
	r := t.common()
	return Value{r, makeChan(unsafe.Pointer(r.channel().elem), buffer), flag(Chan)}
}

// Close closes a channel.
func (v Value) Close() {
	v.mustBe(Chan, "Close")
	v.mustBeExported("Close")
	if v.dir()&SendDir == 0 {
		panic("reflect: close of receive-only channel")
	}
	chanClose(v.word())
}

func (v Value) dir() ChanDir { return ChanDir(v.typ.channel().dir) }

// Send sends x on a channel.
func (v Value) Send(x Value) {
	v.mustBe(Chan, "Send")
	v.mustBeExported("Send")
	v.send(x, true)
}

// TrySend sends x on a channel if that can be done at once, and reports whether it was.
func (v Value) TrySend(x Value) bool {
	v.mustBe(Chan, "TrySend")
	v.mustBeExported("TrySend")
	return v.send(x, false)
}

func (v Value) send(x Value, block bool) bool {
	if v.dir()&SendDir == 0 {
		panic("reflect: send on recv-only channel")
	}
	x.mustBeExported("Send")
	x = x.assignTo("reflect.Value.Send", v.typ.channel().elem)
	if block {
		chanSend(v.word(), x.address())
		return true
	}
	c := scase{channel: v.word(), elem: x.address(), send: true}
	return selectCases(unsafe.Pointer(&c), 1, false) == 0
}

// Recv receives from a channel. ok is false, and x the zero value, if it is closed and drained.
func (v Value) Recv() (x Value, ok bool) {
	v.mustBe(Chan, "Recv")
	v.mustBeExported("Recv")
	return v.recv(true)
}

// TryRecv receives from a channel if that can be done at once; else x is the zero Value.
func (v Value) TryRecv() (x Value, ok bool) {
	v.mustBe(Chan, "TryRecv")
	v.mustBeExported("TryRecv")
	return v.recv(false)
}

func (v Value) recv(block bool) (Value, bool) {
	if v.dir()&RecvDir == 0 {
		panic("reflect: recv on send-only channel")
	}
	e := v.typ.channel().elem
	p := newOf(e)
	if block {
		ok := chanRecv(v.word(), p)
		return load(e, p, 0), ok
	}
	ok := false
	c := scase{channel: v.word(), elem: p, ok: &ok}
	if selectCases(unsafe.Pointer(&c), 1, false) != 0 {
		return Value{}, false
	}
	return load(e, p, 0), ok
}

// A SelectDir says what a case of Select does.
type SelectDir int

const (
	_ SelectDir = iota
	SelectSend
	SelectRecv
	SelectDefault
)

// A SelectCase is one case of Select. A Chan that is the zero Value never proceeds.
type SelectCase struct {
	Dir  SelectDir
	Chan Value
	Send Value // of SelectSend
}

// scase is the runtime's select case.
type scase struct {
	channel unsafe.Pointer
	elem    unsafe.Pointer
	ok      *bool
	send    bool
}

// Select is a select statement with these cases. It returns the number of the case that
// proceeded, and of a receive what it received and whether that came from a send.
func Select(cases []SelectCase) (chosen int, recv Value, recvOK bool) {
	if len(cases) > 65536 {
		panic("reflect.Select: too many cases (max 65536)")
	}
	list := make([]scase, 0, len(cases)+1)
	numbers := make([]int, 0, len(cases)+1)
	fallback := -1
	ok := new(bool)
	for i, c := range cases {
		s := scase{}
		switch c.Dir {
		default:
			panic("reflect.Select: invalid Dir")
		case SelectDefault:
			if fallback >= 0 {
				panic("reflect.Select: multiple default cases")
			}
			fallback = i
			if c.Chan.IsValid() {
				panic("reflect.Select: default case has Chan value")
			}
			if c.Send.IsValid() {
				panic("reflect.Select: default case has Send value")
			}
			continue
		case SelectSend:
			if !c.Chan.IsValid() {
				continue
			}
			c.Chan.mustBe(Chan, "Select")
			c.Chan.mustBeExported("Select")
			if c.Chan.dir()&SendDir == 0 {
				panic("reflect.Select: SendDir case using recv-only channel")
			}
			if !c.Send.IsValid() {
				panic("reflect.Select: SendDir case missing Send value")
			}
			c.Send.mustBeExported("Select")
			e := c.Chan.typ.channel().elem
			s.send = true
			s.elem = newOf(e)
			c.Send.assignTo("reflect.Select", e).store(s.elem)
		case SelectRecv:
			if c.Send.IsValid() {
				panic("reflect.Select: RecvDir case has Send value")
			}
			if !c.Chan.IsValid() {
				continue
			}
			c.Chan.mustBe(Chan, "Select")
			c.Chan.mustBeExported("Select")
			if c.Chan.dir()&RecvDir == 0 {
				panic("reflect.Select: RecvDir case using send-only channel")
			}
			s.elem = newOf(c.Chan.typ.channel().elem)
			s.ok = ok
		}
		s.channel = c.Chan.word()
		list = append(list, s)
		numbers = append(numbers, i)
	}
	n := selectCases(unsafe.Pointer(unsafe.SliceData(list)), len(list), fallback < 0)
	if n < 0 {
		return fallback, Value{}, false
	}
	chosen = numbers[n]
	if !list[n].send {
		recv = load(cases[chosen].Chan.typ.channel().elem, list[n].elem, 0)
		recvOK = *ok
	}
	return chosen, recv, recvOK
}

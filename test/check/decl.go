// RUN: %errorcheck %s

package p

import (
	"unsafe" // ERROR ""unsafe" imported and not used"
	u "unsafe"
)

var _ u.Pointer

var x int
var x string // ERROR "x redeclared in this block(.|\n)*decl.go:12:5: other declaration of x"

func f(a int, a string) {} // ERROR "a redeclared in this block"

const c1, c2 = 1 // ERROR "missing init expr for c2"

var v1, v2 = 1, 2, 3 // ERROR "extra init expr 3"

const (
	k0, k1 = iota, iota + 1
	k2             // ERROR "extra init expr at .*decl.go:22:17"
	k3, k4, k5     // ERROR "missing init expr for k5"
	k6         bad // ERROR "undefined: bad" "missing init expr for k6"
)

const slice []int = 1 // ERROR "invalid constant type \[\]int"

var y = iota // ERROR "cannot use iota outside constant declaration"
var z = _    // ERROR "cannot use _ as value or type"

var init int      // ERROR "cannot declare init - must be func"
func init() int   { return 1 } // ERROR "func init must have no arguments and no return values"
func init[T any]() {}          // ERROR "func init must have no type parameters"

type T struct {
	a, b int
	a    string // ERROR "a redeclared(.|\n)*other declaration of a"
	_, _ int
}

func (T) b() {}  // ERROR "field and method with the same name b(.|\n)*other declaration of b"
func (T) m() {}
func (*T) m() {} // ERROR "method T.m already declared at .*decl.go:44:10"

func (int) m()   {} // ERROR "cannot define new methods on non-local type int"
func ([]int) m() {} // ERROR "invalid receiver type \[\]int"

type P *int
type I interface{ m() }

func (P) m() {} // ERROR "invalid receiver type P \(pointer or interface type\)"
func (I) m() {} // ERROR "invalid receiver type I \(pointer or interface type\)"

func locals() {
	const unused = 1
	type alsoUnused int
	var a int // ERROR "declared and not used: a"
	b := 1    // ERROR "declared and not used: b"
	var c int // ERROR "declared and not used: c"
	c = 1
	_ = func() {
		d := 1 // ERROR "declared and not used: d"
	}
}

// RUN: %errorcheck %s

package p

import "unsafe"

var v int
var a1 v        // ERROR "v \(package-level variable\) is not a type"
var a2 nope     // ERROR "undefined: nope"
var a3 [v]int   // ERROR "invalid array length v"
var a4 [n]int   // ERROR "undefined array length n or missing type constraint"
var a5 [-1]int  // ERROR "invalid array length -1"
var a6 [1.5]int // ERROR "array length 1.5 \(untyped float constant\) must be integer"
var a7 [2.0]int
var a8 [...]int // ERROR "invalid use of \[...\] array \(outside a composite literal\)"
var a9 [f()]int // ERROR "array length f\(\) \(value of type int\) must be constant"

func f() int { return 1 }

var m1 map[[]int]int // ERROR "invalid map key type \[\]int"
var m2 map[key]int   // ERROR "invalid map key type key"
var m3 map[any]int

type key struct{ f func() }

type E1 struct {
	*ptr           // ERROR "embedded field type cannot be a pointer"
	unsafe.Pointer // ERROR "embedded field type cannot be unsafe.Pointer"
}
type E2 struct {
	*any // ERROR "embedded field type cannot be a pointer to an interface"
}
type ptr *int

type J interface {
	m()
	m() // ERROR "duplicate method m(.|\n)*other declaration of method m"
	_() // ERROR "methods must have a unique non-blank name"
}
type K interface {
	J1
	J2 // ERROR "duplicate method m"
}
type J1 interface{ m() }
type J2 interface{ m() int }
type J3 interface {
	J1
	J1
	m()
}

var c1 interface{ ~int } // ERROR "cannot use type interface{~int} outside a type constraint: interface contains type constraints"
var c2 comparable        // ERROR "cannot use type comparable outside a type constraint: interface is \(or embeds\) comparable"

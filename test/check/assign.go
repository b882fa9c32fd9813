// RUN: %errorcheck %s
// Assignments and short variable declarations.
package p

type I interface{ M() }
type T struct{ f int }
type P struct{}

func (*P) M() {}

func one() int           { return 1 }
func two() (int, string) { return 1, "" }
func none()              {}

func counts() {
	a, b := one()          // ERROR "assignment mismatch: 2 variables but one returns 1 value"
	var c, d int = 1, 2, 3 // ERROR "extra init expr 3"
	e, f := two()
	var g int = two() // ERROR "multiple-value two\(\) \(value of type \(int, string\)\) in single-value context"
	h := none()       // ERROR "none\(\) \(no value\) used as value"
	_, _, _, _, _, _, _, _ = a, b, c, d, e, f, g, h
	a, b = two(), 1
	a, b = 1   // ERROR "assignment mismatch: 2 variables but 1 value"
	none() = 1 // ERROR "none\(\) \(no value\) used as value"
}

func types(i I, x int, s string, m map[string]T, c <-chan int, d chan int) {
	x = s   // ERROR "cannot use s \(variable of type string\) as int value in assignment"
	x = nil // ERROR "cannot use nil as int value in assignment"
	i = T{} // ERROR "cannot use T\{\} \(value of struct type T\) as I value in assignment: T does not implement I \(missing method M\)"
	i = P{} // ERROR "cannot use P\{\} \(value of struct type P\) as I value in assignment: P does not implement I \(method M has pointer receiver\)"
	i = &P{}
	m["a"].f = 1 // ERROR "cannot assign to struct field m\[.a.\]\.f in map"
	m["a"] = T{}
	one() = 1   // ERROR "cannot assign to one\(\) \(neither addressable nor a map index expression\)"
	x, s = s, x // ERROR "cannot use s \(variable of type string\) as int value in assignment" "cannot use x \(variable of type int\) as string value in assignment"
	c = d
	d = c      // ERROR "cannot use c \(variable of type <-chan int\) as chan int value in assignment"
	"a"[0] = 1 // ERROR "cannot assign to .a.\[0\] \(neither addressable nor a map index expression\)"
	s[0] = 'a' // ERROR "cannot assign to s\[0\] \(neither addressable nor a map index expression\)"
	_ = nil    // ERROR "use of untyped nil in assignment to _ identifier"
	_ = x
	const k = 1
	k = 2    // ERROR "cannot assign to k \(neither addressable nor a map index expression\)"
	x += s   // ERROR "invalid operation: x \+= s \(mismatched types int and string\)"
	x += 1.5 // ERROR "1\.5 \(untyped float constant\) truncated to int"
	s += "a"
	s -= "a" // ERROR "invalid operation: operator - not defined on s \(variable of type string\)"
	x++
	T.f = 1 // ERROR "T\.f undefined \(type T has no method f\)"
}

func short(a int) {
	a := 1       // ERROR "no new variables on left side of :="
	b, b := 1, 2 // ERROR "b repeated on left side of :="
	c, d := 1, 2
	c, e := "x", 3 // ERROR "cannot use .x. \(untyped string constant\) as int value in assignment"
	c, d := 1, 2   // ERROR "no new variables on left side of :="
	_ = []int{a, b, c, d, e}
	const k = 1
	k, z := 1, 2 // ERROR "cannot assign to k"
	_ = z
}

func returns() (int, error) {
	return 1 // ERROR "not enough return values"
}
func returns2() (a int) {
	return 1, 2 // ERROR "too many return values"
}
func returns3() (int, string) {
	return two()
}
func returns4() (int, int) {
	return two() // ERROR "cannot use two\(\) \(value of type string\) as int value in return statement"
}
func returns5() {
	return 1 // ERROR "too many return values"
}

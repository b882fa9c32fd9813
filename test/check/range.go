// RUN: %errorcheck %s

package p

type seq func(yield func(int, string) bool)

func ranges(s []int, a *[3]string, m map[string]bool, c chan int, w chan<- int, f seq, b bool, n int) {
	for i, x := range s {
		_, _ = i, x
	}
	for i, x := range a {
		_, _ = i, x+""
	}
	for k, v := range m {
		_, _ = k, !v
	}
	for i, r := range "abc" {
		_, _ = i, r == 'a'
	}
	for x := range c {
		_ = x
	}
	for i := range 10 {
		_ = i
	}
	for range n {
	}
	for i, s := range f {
		_, _ = i, s+""
	}
	for range func(func() bool) {} {
	}
	for i, x := range c { // ERROR "range over c \(variable of type chan int\) permits only one iteration variable"
		_, _ = i, x
	}
	for i, x := range 10 { // ERROR "range over 10 \(untyped int constant\) permits only one iteration variable"
		_, _ = i, x
	}
	for range b { // ERROR "cannot range over b \(variable of type bool\)"
	}
	for range w { // ERROR "cannot range over w .*: receive from send-only channel chan<- int"
	}
	for range func(int) {} { // ERROR "func must be func\(yield func\(...\) bool\): argument is not func"
	}
	for _ = range s {
	}
	for _, _ := range s { // ERROR "no new variables on left side of :="
	}
	for i := range s { // ERROR "declared and not used: i"
	}
	var str string
	for str = range s { // ERROR "cannot use str \(value of type int\) as string value in assignment"
	}
	_ = str
}

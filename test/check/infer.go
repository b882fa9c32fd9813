// RUN: %errorcheck %s
// Instantiation and type inference.
package p

type Number interface{ ~int | ~float64 }

func id[T any](x T) T                                 { return x }
func pair[K comparable, V any](k K, v V) map[K]V      { return nil }
func mapSlice[S ~[]E, E, R any](s S, f func(E) R) []R { return nil }
func sum[T Number](xs ...T) T                         { var t T; return t }
func none[T any]()                                    {}
func ptr[T any, P interface {
	*T
	Set(string)
}](s string) T {
	var t T
	P(&t).Set(s)
	return t
}

type Setter int

func (*Setter) Set(string) {}

type List[T any] struct {
	next *List[T]
	val  T
}

func (l *List[T]) Push(x T) { l.val = x }

type Ints []int

func use() {
	_ = id(1)
	_ = id[string](1)   // ERROR "cannot use 1 \(untyped int constant\) as string value in argument to id\[string\]"
	_ = id[int, int](1) // ERROR "got 2 type arguments but want 1"
	_ = id[int]
	_ = id // ERROR "cannot use generic function id without instantiation"
	var f func(int) int = id
	var g func(int) string = id // ERROR "inferred type func\(x int\) int for func\(x T\) T does not match type func\(int\) string of g"
	_, _ = f, g
	_ = pair("a", 1)
	_ = pair([]int{}, 1) // ERROR "\[\]int does not satisfy comparable"
	_ = mapSlice(Ints{}, func(int) string { return "" })
	_ = mapSlice([]string{}, func(int) string { return "" }) // ERROR "in call to mapSlice, S \(type \[\]string\) does not satisfy ~\[\]E"
	_ = sum(1, 2.5)
	_ = sum("a")         // ERROR "string does not satisfy Number \(string missing in ~int \| ~float64\)"
	_ = sum[int](1, 2.5) // ERROR "cannot use 2\.5 \(untyped float constant\) as int value in argument to sum\[int\] \(truncated\)"
	none()               // ERROR "in call to none, cannot infer T \(declared at "
	none[int]()
	_ = ptr[Setter]("a")
	_ = ptr[int]("a") // ERROR "\*int does not satisfy interface\{Set\(string\); \*int\} \(missing method Set\)"
	var l List[int]
	l.Push(1)
	l.Push("a")          // ERROR "cannot use .a. \(untyped string constant\) as int value in argument to l\.Push"
	_ = List{}           // ERROR "cannot use generic type List\[T any\] without instantiation"
	_ = List[int, int]{} // ERROR "too many type arguments for type List: have 2, want 1"
	_ = mapSlice(Ints{}, id)
	_ = mapSlice([]int{}, id[string]) // ERROR "in call to mapSlice, S \(type \[\]int\) does not satisfy ~\[\]E"
	_ = sum(1, 'a', 2)                // ERROR "rune does not satisfy Number \(rune missing in ~int \| ~float64\)"
	_ = id(nil)                       // ERROR "in call to id, cannot infer T \(declared at "
}

func ops[T any, N Number, C comparable, S []int | []string](t T, n N, c C, s S) {
	_ = t + t // ERROR "invalid operation: operator \+ not defined on t \(variable of type T constrained by any\)"
	_ = n + n
	_ = n + 1
	_ = n % 2  // ERROR "invalid operation: operator % not defined on n \(variable of type N constrained by Number\)"
	_ = t == t // ERROR "invalid operation: t == t \(incomparable types in type set\)"
	_ = c == c
	_ = c < c // ERROR "invalid operation: c < c \(type parameter C cannot use operator <\)"
	_ = n < n
	_ = len(s)
	_ = s[0]    // ERROR "cannot index s \(variable of type S constrained by \[\]int \| \[\]string\)"
	_ = t.x     // ERROR "t\.x undefined \(type T has no field or method x\)"
	_ = t.(int) // ERROR "invalid operation: cannot use type assertion on type parameter value t \(variable of type T constrained by any\)"
	_ = N(1)
	_ = N("a") // ERROR "cannot convert .a. \(untyped string value\) to type N: cannot convert .a. \(untyped string constant\) to type int \(in N\)"
	_ = int(n)
	_ = T(1)      // ERROR "cannot convert 1 \(untyped int value\) to type T: T does not contain specific types"
	var _ T = nil // ERROR "cannot use nil as T value in variable declaration"
	var _ N = 1
	var _ N = 1.5 // ERROR "cannot use 1\.5 \(untyped float constant\) as N value in variable declaration"
	var _ any = t
	for range s { // ERROR "cannot range over s \(variable of type S constrained by \[\]int \| \[\]string\): \[\]int and \[\]string have different underlying types"
	}
}

// RUN: %errorcheck %s
// Calls: arguments, variadic functions, results.
package p

func f0()                              {}
func f1(a int)                         {}
func f2(a int, b string) (int, string) { return a, b }
func fv(a int, b ...string)            {}

func calls(x int, ss []string) {
	f0(1)    // ERROR "too many arguments in call to f0"
	f1()     // ERROR "not enough arguments in call to f1"
	f1(1, 2) // ERROR "too many arguments in call to f1"
	f1("a")  // ERROR "cannot use .a. \(untyped string constant\) as int value in argument to f1"
	f2(f2(1, "a"))
	f1(f2(1, "a")) // ERROR "too many arguments in call to f1"
	f1(f0())       // ERROR "f0\(\) \(no value\) used as value"
	fv()           // ERROR "not enough arguments in call to fv"
	fv(1)
	fv(1, "a", "b")
	fv(1, ss...)
	fv(1, "a", ss...)  // ERROR "too many arguments in call to fv"
	fv(1, 2)           // ERROR "cannot use 2 \(untyped int constant\) as string value in argument to fv"
	f1(ss...)          // ERROR "cannot use \.\.\. in call to non-variadic f1"
	x()                // ERROR "invalid operation: cannot call x \(variable of type int\): int is not a function"
	f1(f0)             // ERROR "cannot use f0 \(value of type func\(\)\) as int value in argument to f1"
	_ = f0()           // ERROR "f0\(\) \(no value\) used as value"
	_ = 1 + f2(1, "a") // ERROR "multiple-value f2\(1, .a.\) \(value of type \(int, string\)\) in single-value context"
	f1(int)            // ERROR "int \(type\) is not an expression"
	int("a")           // ERROR "cannot convert .a. \(untyped string constant\) to type int"
	_ = int("a")       // ERROR "cannot convert .a. \(untyped string constant\) to type int"
	_ = int()          // ERROR "missing argument in conversion to int"
	_ = int(1, 2)      // ERROR "too many arguments in conversion to int"
	f1                 // ERROR "f1 \(value of type func\(a int\)\) is not used"
	undefined1(1)      // ERROR "undefined: undefined1"
	(func(int) {})(1)
	_ = func() int { return 1 }() + "a" // ERROR "invalid operation: func\(\) int \{…\}\(\) \+ .a. \(mismatched types int and untyped string\)"
	nil()                               // ERROR "invalid operation: cannot call nil: untyped nil is not a function"
}

type T struct{ a int }

func (t T) V()  {}
func (t *T) P() {}

type E struct {
	T
	*Q
}
type Q struct{ a, q int }

func selectors(t T, p *T, pp **T, e E, i interface{ M() }, pi *interface{ M() }) {
	t.V()
	t.P()
	p.V()
	pp.V()  // ERROR "pp\.V undefined \(type \*\*T has no field or method V\)"
	T{}.P() // ERROR "cannot call pointer method P on T"
	T{}.V()
	T.V(t)
	T.P(&t) // ERROR "invalid method expression T\.P \(needs pointer receiver \(\*T\)\.P\)"
	(*T).P(&t)
	t.b = 1 // ERROR "t\.b undefined \(type T has no field or method b\)"
	t.A = 1 // ERROR "t\.A undefined \(type T has no field or method A, but does have field a\)"
	t.v()   // ERROR "t\.v undefined \(type T has no field or method v, but does have method V\)"
	_ = e.a // ERROR "ambiguous selector e\.a"
	_ = e.q
	_ = t.V
	var _ func() = t.V
	var _ func(T) = T.V
	i.N()   // ERROR "i\.N undefined \(type interface\{M\(\)\} has no field or method N\)"
	pi.M()  // ERROR "pi\.M undefined \(type \*interface\{M\(\)\} is pointer to interface, not interface\)"
	len.x() // ERROR "invalid use of len \(built-in\) in selector expression"
	_ = t._ // ERROR "t\._ undefined \(type T has no field or method _\)"
	_ = T.a // ERROR "T\.a undefined \(type T has no method a\)"
}

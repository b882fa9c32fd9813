// RUN: %errorcheck %s
// Index and slice expressions, composite literals.
package p

type T struct{ a, b int }

func index(x int, s []int, a [3]int, pa *[3]int, str string, m map[string]int, f float64) {
	_ = s[0]
	_ = s["a"] // ERROR "cannot convert .a. \(untyped string constant\) to type int"
	_ = s[-1]  // ERROR "invalid argument: index -1 \(constant of type int\) must not be negative"
	_ = s[1.0]
	_ = s[1.5] // ERROR "1\.5 \(untyped float constant\) truncated to int"
	_ = s[f]   // ERROR "invalid argument: index f \(variable of type float64\) must be integer"
	_ = a[2]
	_ = a[3]  // ERROR "invalid argument: index 3 out of bounds \[0:3\]"
	_ = pa[3] // ERROR "invalid argument: index 3 out of bounds \[0:3\]"
	_ = str[1]
	_ = "abc"[3] // ERROR "invalid argument: index 3 out of bounds \[0:3\]"
	_ = m[1]     // ERROR "cannot use 1 \(untyped int constant\) as string value in map index"
	_ = m["a"]
	_ = x[0] // ERROR "cannot index x \(variable of type int\)"
	_ = s[1:]
	_ = s[2:1]      // ERROR "invalid slice indices: 1 < 2"
	_ = a[1:4]      // ERROR "invalid argument: index 4 out of bounds \[0:4\]"
	_ = "abc"[1:4]  // ERROR "invalid argument: index 4 out of bounds \[0:4\]"
	_ = str[1:2:3]  // ERROR "invalid operation: 3-index slice of string"
	_ = m["a":]     // ERROR "cannot slice m \(variable of type map\[string\]int\)"
	_ = s["a":]     // ERROR "cannot convert .a. \(untyped string constant\) to type int"
	_ = x[:]        // ERROR "cannot slice x \(variable of type int\)"
	_ = [3]int{}[:] // ERROR "cannot slice unaddressable value \[3\]int\{\} \(value of type \[3\]int\)"
	str[0] = 'a'    // ERROR "cannot assign to str\[0\] \(neither addressable nor a map index expression\)"
	_ = &m["a"]     // ERROR "invalid operation: cannot take address of m\[.a.\] \(map index expression of type int\)"
	_ = &str[0]     // ERROR "invalid operation: cannot take address of str\[0\] \(value of type byte\)"
	_ = &s[0]
	_ = s[1:2:1] // ERROR "invalid slice indices: 1 < 2"
}

func literals(x int) {
	_ = T{1, 2}
	_ = T{1}       // ERROR "too few values in struct literal of type T"
	_ = T{1, 2, 3} // ERROR "too many values in struct literal of type T"
	_ = T{a: 1}
	_ = T{a: 1, 2}        // ERROR "mixture of field:value and value elements in struct literal"
	_ = T{1, b: 2}        // ERROR "mixture of field:value and value elements in struct literal"
	_ = T{c: 1}           // ERROR "unknown field c in struct literal of type T"
	_ = T{A: 1}           // ERROR "unknown field A in struct literal of type T, but does have a"
	_ = T{a: 1, a: 2}     // ERROR "duplicate field name a in struct literal"
	_ = T{a: "x"}         // ERROR "cannot use .x. \(untyped string constant\) as int value in struct literal"
	_ = T{"x", 1}         // ERROR "cannot use .x. \(untyped string constant\) as int value in struct literal"
	_ = []int{1, 2, "a"}  // ERROR "cannot use .a. \(untyped string constant\) as int value in array or slice literal"
	_ = []int{0: 1, 0: 2} // ERROR "duplicate index 0 in array or slice literal"
	_ = []int{x: 1}       // ERROR "index x must be integer constant"
	_ = []int{-1: 1}      // ERROR "invalid argument: index -1 \(constant of type int\) must not be negative"
	_ = [2]int{1, 2, 3}   // ERROR "index 2 is out of bounds \(>= 2\)"
	_ = [...]int{5: 1, 2}
	_ = [2]int{5: 1} // ERROR "invalid argument: index 5 out of bounds \[0:2\]"
	_ = map[string]int{"a": 1, "b": 2}
	_ = map[string]int{"a": 1, "a": 2}                  // ERROR "duplicate key .a. in map literal"
	_ = map[string]int{1: 1}                            // ERROR "cannot use 1 \(untyped int constant\) as string value in map literal"
	_ = map[string]int{"a"}                             // ERROR "missing key in map literal"
	_ = map[interface{}]int{1: 1, "a": 2, 1: 3, 1.0: 4} // ERROR "duplicate key 1 in map literal"
	_ = []T{{1, 2}, {a: 1}}
	_ = []*T{{1, 2}, {a: 1}}
	_ = map[T]T{{1, 2}: {3, 4}}
	_ = int{}                // ERROR "invalid composite literal type int"
	_ = [][]int{{1}, {"a"}}  // ERROR "cannot use .a. \(untyped string constant\) as int value in array or slice literal"
	_ = struct{ x int }{"a"} // ERROR "cannot use .a. \(untyped string constant\) as int value in struct literal"
	_ = &T{1, 2}
}

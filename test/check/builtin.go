// RUN: %errorcheck %s
// Built-in functions.
package p

import "unsafe"

type S []int

func builtins(x int, s []int, m map[string]int, c chan int, r <-chan int, a [3]int, str string, bs []byte, z complex128) {
	_ = append(s, 1, 2)
	_ = append(s, "a") // ERROR "cannot use .a. \(untyped string constant\) as int value in argument to append"
	_ = append(x, 1)   // ERROR "invalid append: argument must be a slice; have x \(variable of type int\)"
	_ = append()       // ERROR "invalid operation: not enough arguments for append\(\) \(expected 1, found 0\)"
	_ = append(bs, str...)
	_ = append(s, str...) // ERROR "cannot use str \(variable of type string\) as \[\]int value in argument to append"
	_ = append(nil, 1)    // ERROR "invalid append: argument must be a slice; have untyped nil"
	append(s, 1)          // ERROR "append\(s, 1\) \(value of type \[\]int\) is not used"
	_ = append(s, s)      // ERROR "cannot use s \(variable of type \[\]int\) as int value in argument to append"
	_ = cap(m)            // ERROR "invalid argument: m \(variable of type map\[string\]int\) for built-in cap"
	_ = cap(a)
	_ = len(x)    // ERROR "invalid argument: x \(variable of type int\) for built-in len"
	_ = len(s, s) // ERROR "invalid operation: too many arguments for len\(s, s\) \(expected 1, found 2\)"
	_ = len()     // ERROR "invalid operation: not enough arguments for len\(\) \(expected 1, found 0\)"
	const n = len(a)
	const o = len(s) // ERROR "len\(s\) \(value of type int\) is not constant"
	clear(m)
	clear(x) // ERROR "invalid argument: cannot clear x \(variable of type int\): argument must be \(or constrained by\) map or slice"
	close(c)
	close(r) // ERROR "invalid operation: cannot close receive-only channel r \(variable of type <-chan int\)"
	close(x) // ERROR "invalid operation: cannot close non-channel x \(variable of type int\)"
	_ = complex(1, 2)
	_ = complex(x, x) // ERROR "invalid argument: arguments have type int, expected floating-point"
	_ = complex(1.0, float32(2))
	_ = complex(float32(1), float64(2)) // ERROR "invalid operation: complex\(float32\(1\), float64\(2\)\) \(mismatched types float32 and float64\)"
	copy(s, s)
	copy(bs, str)
	copy(s, str)        // ERROR "invalid copy: arguments s \(variable of type \[\]int\) and str \(variable of type string\) have different element types int and byte"
	copy(x, s)          // ERROR "invalid copy: argument must be a slice; have x \(variable of type int\)"
	copy(s, []string{}) // ERROR "invalid copy: arguments s \(variable of type \[\]int\) and \[\]string\{\} \(value of type \[\]string\) have different element types int and string"
	delete(m, "a")
	delete(m, 1) // ERROR "cannot use 1 \(untyped int constant\) as string value in argument to delete"
	delete(s, 1) // ERROR "invalid argument: s \(variable of type \[\]int\) is not a map"
	_ = imag(z) + real(1i)
	_ = real(x) // ERROR "invalid argument: argument has type int, expected complex type"
	_ = make([]int, 1)
	_ = make([]int)       // ERROR "invalid operation: make\(\[\]int\) expects 2 or 3 arguments; found 1"
	_ = make([]int, 2, 1) // ERROR "invalid argument: length and capacity swapped"
	_ = make([]int, -1)   // ERROR "invalid argument: index -1 \(constant of type int\) must not be negative"
	_ = make([]int, "a")  // ERROR "cannot convert .a. \(untyped string constant\) to type int"
	_ = make([]int, 1.0)
	_ = make(int)               // ERROR "invalid argument: cannot make int: type must be slice, map, or channel"
	_ = make(map[int]int, 1, 2) // ERROR "invalid operation: make\(map\[int\]int, 1, 2\) expects 1 or 2 arguments; found 3"
	_ = make(1)                 // ERROR "1 is not a type"
	_ = min(1, 2.5, x)          // ERROR "2\.5 \(untyped float constant\) truncated to int"
	_ = min(x, 2)
	_ = max("a", str)
	_ = max(x, str) // ERROR "invalid argument: mismatched types int \(previous argument\) and string \(type of str\)"
	_ = min(s)      // ERROR "invalid argument: s \(variable of type \[\]int\) cannot be ordered"
	_ = min()       // ERROR "invalid operation: not enough arguments for min\(\) \(expected 1, found 0\)"
	_ = new(int)
	_ = new(1)
	_ = new(nil) // ERROR "use of untyped nil in argument to new"
	_ = new(x + 1)
	panic(1)
	panic()            // ERROR "invalid operation: not enough arguments for panic\(\) \(expected 1, found 0\)"
	print(1, "a", nil) // ERROR "use of untyped nil in argument to built-in print"
	println(x, len)    // ERROR "len \(built-in\) must be called"
	_ = recover() + 1  // ERROR "invalid operation: recover\(\) \+ 1 \(mismatched types interface\{\} and untyped int\)"
	recover(1)         // ERROR "invalid operation: too many arguments for recover\(1\) \(expected 0, found 1\)"
	len(s)             // ERROR "len\(s\) \(value of type int\) is not used"
	_ = len(s...)      // ERROR "invalid operation: invalid use of \.\.\. with built-in len"
	_ = unsafe.Sizeof(x)
	_ = unsafe.Offsetof(x) // ERROR "invalid argument: x is not a selector expression"
	_ = unsafe.Slice(&x, 1)
	_ = unsafe.Slice(x, 1) // ERROR "invalid argument: x \(variable of type int\) is not a pointer"
	_ = unsafe.String(&bs[0], 1)
	_ = unsafe.Add(nil, 1)
	unsafe.Sizeof(x)   // ERROR "unsafe\.Sizeof\(x\) \(constant 8 of type uintptr\) is not used"
	_ = unsafe.Nope(1) // ERROR "undefined: unsafe\.Nope"
	_ = len            // ERROR "len \(built-in\) must be called"
}

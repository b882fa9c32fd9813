// RUN: %errorcheck %s
// Operators and comparisons.
package p

type T struct{ f []int }
type C struct{ a int }
type MyInt int

func operators(x int, y int64, s string, b bool, m MyInt, sl []int, mp map[int]int, fn func(), t T, c C, i interface{}, p *int, ch chan int, so chan<- int) {
	_ = x + 1
	_ = x + y  // ERROR "invalid operation: x \+ y \(mismatched types int and int64\)"
	_ = x + m  // ERROR "invalid operation: x \+ m \(mismatched types int and MyInt\)"
	_ = x + s  // ERROR "invalid operation: x \+ s \(mismatched types int and string\)"
	_ = s + 1  // ERROR "invalid operation: s \+ 1 \(mismatched types string and untyped int\)"
	_ = s - s  // ERROR "invalid operation: operator - not defined on s \(variable of type string\)"
	_ = b + b  // ERROR "invalid operation: operator \+ not defined on b \(variable of type bool\)"
	_ = x && b // ERROR "invalid operation: x && b \(mismatched types int and bool\)"
	_ = b && b
	_ = x % 2.0
	_ = 1.5 % 2  // ERROR "invalid operation: operator % not defined on 1\.5 \(untyped float constant\)"
	_ = x / 0    // ERROR "invalid operation: division by zero"
	_ = x == y   // ERROR "invalid operation: x == y \(mismatched types int and int64\)"
	_ = x == 1.5 // ERROR "1\.5 \(untyped float constant\) truncated to int"
	_ = x == nil // ERROR "invalid operation: x == nil \(mismatched types int and untyped nil\)"
	_ = sl == sl // ERROR "invalid operation: sl == sl \(slice can only be compared to nil\)"
	_ = sl == nil
	_ = mp == mp // ERROR "invalid operation: mp == mp \(map can only be compared to nil\)"
	_ = fn == fn // ERROR "invalid operation: fn == fn \(func can only be compared to nil\)"
	_ = fn == nil
	_ = t == t // ERROR "invalid operation: t == t \(struct containing \[\]int cannot be compared\)"
	_ = c == c
	_ = c < c // ERROR "invalid operation: c < c \(operator < not defined on struct\)"
	_ = b < b // ERROR "invalid operation: b < b \(operator < not defined on bool\)"
	_ = i == x
	_ = i == sl // ERROR "invalid operation: i == sl \(slice can only be compared to nil\)"
	_ = i == nil
	_ = i < i // ERROR "invalid operation: i < i \(operator < not defined on interface\)"
	_ = p == nil
	_ = p < p      // ERROR "invalid operation: p < p \(operator < not defined on pointer\)"
	_ = nil == nil // ERROR "invalid operation: nil == nil \(operator == not defined on untyped nil\)"
	_ = !x         // ERROR "invalid operation: operator ! not defined on x \(variable of type int\)"
	_ = !b
	_ = -b // ERROR "invalid operation: operator - not defined on b \(variable of type bool\)"
	_ = ^s // ERROR "invalid operation: operator \^ not defined on s \(variable of type string\)"
	_ = +x
	_ = &x
	_ = &1 // ERROR "invalid operation: cannot take address of 1 \(untyped int constant\)"
	_ = *x // ERROR "invalid operation: cannot indirect x \(variable of type int\)"
	_ = *p
	_ = <-ch
	_ = <-so // ERROR "invalid operation: cannot receive from send-only channel chan<- int so \(variable of type chan<- int\)"
	_ = <-x  // ERROR "invalid operation: cannot receive from non-channel int x \(variable of type int\)"
	_ = x << 1
	_ = x << -1 // ERROR "invalid operation: negative shift count -1 \(untyped int constant\)"
	_ = x << s  // ERROR "invalid operation: shift count s \(variable of type string\) must be integer"
	_ = x << y
	_ = 1 << x
	_ = x << 1.5             // ERROR "1\.5 \(untyped float constant\) truncated to uint"
	_ = "a" == 1             // ERROR "invalid operation: .a. == 1 \(mismatched types untyped string and untyped int\)"
	_ = [2]int{} == [3]int{} // ERROR "invalid operation: \[2\]int\{\} == \[3\]int\{\} \(mismatched types \[2\]int and \[3\]int\)"
	_ = x == 'a'
	_ = x | 1.0
	_ = x | 1.5 // ERROR "1\.5 \(untyped float constant\) truncated to int"
	_ = i.(int)
	_ = x.(int) // ERROR "invalid operation: x \(variable of type int\) is not an interface"
	var e error = nil
	_ = e.(int) // ERROR "impossible type assertion: e\.\(int\)"
	_ = e.(interface{ M() })
	x, ok := i.(int)
	_, _ = x, ok
	if x { // ERROR "non-boolean condition in if statement"
	}
	for x { // ERROR "non-boolean condition in for statement"
	}
}

func conversions(x int, s string, f float64, bs []byte, p *int, c C) {
	_ = string(x)
	_ = string(f) // ERROR "cannot convert f \(variable of type float64\) to type string"
	_ = int(s)    // ERROR "cannot convert s \(variable of type string\) to type int"
	_ = int(f)
	_ = []byte(s)
	_ = string(bs)
	_ = []int(s) // ERROR "cannot convert s \(variable of type string\) to type \[\]int"
	_ = MyInt(x)
	_ = uint8(256)    // ERROR "constant 256 overflows uint8"
	_ = uint8(1.5)    // ERROR "cannot convert 1\.5 \(untyped float constant\) to type uint8"
	_ = float32(1e40) // ERROR "cannot convert 1e40 \(untyped float constant 1e\+40\) to type float32"
	_ = bool(1)       // ERROR "cannot convert 1 \(untyped int constant\) to type bool"
	_ = string(65)
	_ = (*MyInt)(p)
	_ = uintptr(p) // ERROR "cannot convert p \(variable of type \*int\) to type uintptr"
	_ = error(x)   // ERROR "cannot convert x \(variable of type int\) to type error: int does not implement error \(missing method Error\)"
	_ = struct{ a int }(c)
	_ = struct{ b int }(c)  // ERROR "cannot convert c \(variable of struct type C\) to type struct\{b int\}"
	_ = interface{ M() }(x) // ERROR "cannot convert x \(variable of type int\) to type interface\{M\(\)\}: int does not implement interface\{M\(\)\} \(missing method M\)"
	_ = [2]byte(bs)
	_ = (*[2]byte)(bs)
	_ = [2]int(bs) // ERROR "cannot convert bs \(variable of type \[\]byte\) to type \[2\]int"
	_ = int(nil)   // ERROR "cannot convert nil to type int"
	_ = (*int)(nil)
	_ = func() x // ERROR "func\(\) x \(type\) is not an expression" "x \(parameter\) is not a type"
}

// RUN: %errorcheck %s
// Constants: representability, overflow, rounding, shifts.
package p

const big = 1 << 100

var (
	_ int8      = 127
	_ int8      = 128  // ERROR "cannot use 128 \(untyped int constant\) as int8 value in variable declaration \(overflows\)"
	_ uint      = -1   // ERROR "cannot use -1 \(untyped int constant\) as uint value in variable declaration \(overflows\)"
	_ float32   = 1e39 // ERROR "cannot use 1e39 \(untyped float constant 1e\+39\) as float32 value in variable declaration \(overflows\)"
	_ int       = 1.5  // ERROR "cannot use 1\.5 \(untyped float constant\) as int value in variable declaration \(truncated\)"
	_ int       = 2.0
	_ int       = big // ERROR "cannot use big \(untyped int constant 1267650600228229401496703205376\) as int value in variable declaration \(overflows\)"
	_ int       = big >> 90
	_ float64   = big
	_ byte      = 'a'
	_ byte      = '世' // ERROR "cannot use '世' \(untyped rune constant 19990\) as byte value in variable declaration \(overflows\)"
	_ string    = 'a' // ERROR "cannot use 'a' \(untyped rune constant 97\) as string value in variable declaration"
	_ bool      = 1   // ERROR "cannot use 1 \(untyped int constant\) as bool value in variable declaration"
	_ complex64 = 1 + 2i
	_ float64   = 1 + 2i // ERROR "cannot use 1 \+ 2i \(untyped complex constant \(1 \+ 2i\)\) as float64 value in variable declaration \(overflows\)"
	_ float64   = 1 + 0i
)

const (
	_ = uint8(255) + 1 // ERROR "uint8\(255\) \+ 1 \(constant 256 of type uint8\) overflows uint8"
	_ = int8(-128) - 1 // ERROR "int8\(-128\) - 1 \(constant -129 of type int8\) overflows int8"
	_ = -uint8(1)      // ERROR "-uint8\(1\) \(constant -1 of type uint8\) overflows uint8"
	_ = ^uint8(1)
	_ = int32(1 << 31)     // ERROR "constant 2147483648 overflows int32"
	_ = 1 / 0              // ERROR "invalid operation: division by zero"
	_ = 1.0 / 0            // ERROR "invalid operation: division by zero"
	_ = 5 % 2.0            // ERROR "invalid operation: operator % not defined on 5 \(untyped float constant\)"
	_ = 1 << -1            // ERROR "invalid operation: negative shift count -1 \(untyped int constant\)"
	_ = 1.5 << 1           // ERROR "invalid operation: shifted operand 1\.5 \(untyped float constant\) must be integer"
	_ = 1 << 10000         // ERROR "invalid operation: invalid shift count 10000 \(untyped int constant\)"
	_ = (1 << 511) * 2 * 2 // ERROR "constant multiplication overflow"
	_ = "a" + 'b'          // ERROR "invalid operation: .a. \+ 'b' \(mismatched types untyped string and untyped rune\)"
	_ = "a" + "b"
	_ = len("abc") + len([3]int{})
	_ = !1               // ERROR "invalid operation: operator ! not defined on 1 \(untyped int constant\)"
	_ = -"a"             // ERROR "invalid operation: operator - not defined on .a. \(untyped string constant\)"
	_ = 1e1000000000 > 1 // ERROR "malformed constant: 1e1000000000"
)

var v = 1

const notConst = v // ERROR "v \(variable of type int\) is not constant"

func shifts(s uint, f float64) {
	var _ float64 = 1 << s // ERROR "invalid operation: shifted operand 1 \(type float64\) must be integer"
	var _ int = 1.0 << s
	var _ = 1.0 << s // ERROR "invalid operation: shifted operand 1\.0 \(type float64\) must be integer"
	var _ int64 = 1 << s
	var _ = f << 1   // ERROR "invalid operation: shifted operand f \(variable of type float64\) must be integer"
	var _ = 1 << f   // ERROR "invalid operation: shift count f \(variable of type float64\) must be integer"
	var _ = "a" << s // ERROR "invalid operation: shifted operand .a. \(untyped string constant\) must be integer"
	var _ = uint64(1 << s)
	var _ = float32(1 << s) // ERROR "invalid operation: shifted operand 1 \(type float32\) must be integer"
	var _ = make([]int, 1.0<<s)
}

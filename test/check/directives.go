// RUN: %errorcheck %s

//go:noinline // ERROR "misplaced compiler directive"
package p

//go:noinline
//go:nosplit
func f1() {}

func f2() {} //go:noinline // ERROR "misplaced compiler directive"

//go:noinline

//go:norace
func f3() {
	//go:noinline // ERROR "misplaced compiler directive"
	x := 1
	_ = x //go:nosplit // ERROR "misplaced compiler directive"
	//go:generate nothing
}

//go:noinline // ERROR "misplaced compiler directive"
var v int

//go:noinline // ERROR "misplaced compiler directive"
type (
	//go:nosplit // ERROR "misplaced compiler directive"
	T int
)

//go:noescape
func f4() {} // ERROR "can only use //go:noescape with external func implementations"

//go:systemstack // ERROR "//go:systemstack only allowed in runtime"
func f5() {}

//go:embed x // ERROR "go:embed requires import .embed. .or import _ .embed., if package is not used."
var e string

//go:cgo_ldflag // ERROR "//go:cgo_ldflag .* only allowed in cgo-generated code"

//go:build linux // ERROR "misplaced compiler directive"

//go:noinline // ERROR "misplaced compiler directive"

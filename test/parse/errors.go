// RUN: not %build/bin/parse_corpus -e %s | FileCheck %s
// Several syntax errors in one file, each on the line where gc has it.
package p

import "fmt"

func a() {
	fmt.Println("a",
		1
	)
	// CHECK: errors.go:[[#@LINE-2]]:4: syntax error: unexpected newline in argument list; possibly missing comma or )
	if x := 1 {
	}
	// CHECK: errors.go:[[#@LINE-2]]:7: syntax error: cannot use x := 1 as value
	if a = b {
	}
	// CHECK: errors.go:[[#@LINE-2]]:7: syntax error: cannot use assignment a = b as value
	for i := 0; i < 10 {
	}
	// CHECK: errors.go:[[#@LINE-2]]:21: syntax error: unexpected {, expected semicolon or newline
	// CHECK: errors.go:[[#@LINE-2]]:2: syntax error: unexpected }, expected expression
	if true {
	} else x
	// CHECK: errors.go:[[#@LINE-1]]:9: syntax error: else must be followed by if or statement block
	x := 08
	// CHECK: errors.go:[[#@LINE-1]]:8: invalid digit '8' in octal literal
	y := "\q"
	// CHECK: errors.go:[[#@LINE-1]]:9: unknown escape
	x y
	// CHECK: errors.go:[[#@LINE-1]]:4: syntax error: unexpected name y at end of statement
}

x := 1
// CHECK: errors.go:[[#@LINE-1]]:1: syntax error: non-declaration statement outside function body

func b()
{
}
// CHECK: errors.go:[[#@LINE-2]]:1: syntax error: unexpected semicolon or newline before {

func c(a int, string) {}
// CHECK: errors.go:[[#@LINE-1]]:21: syntax error: missing parameter type

type S struct {
	(T)
}
// CHECK: errors.go:[[#@LINE-2]]:2: syntax error: cannot parenthesize embedded type

func (s S) m[P any]() {}
// CHECK: errors.go:[[#@LINE-1]]:13: syntax error: method must have no type parameters

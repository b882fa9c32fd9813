// RUN: %errorcheck %s

package p

func values(x int, s string, a any, f func()) {
	switch x {
	case 1, 2:
	case 2: // ERROR "duplicate case 2 \(constant of type int\) in expression switch(.|\n)*previous case"
	case "a": // ERROR "mismatched types|cannot convert"
	}
	switch s {
	case "a", "b", "a": // ERROR "duplicate case "a""
	}
	switch a {
	case 1, int8(1), "x":
	case 1: // ERROR "duplicate case 1"
	}
	switch f { // only nil
	case nil:
	}
	switch [1]func(){} { // ERROR "cannot switch on"
	}
	switch {
	case x > 1:
	case x: // ERROR "invalid case x in switch on true \(mismatched types int and bool\)"
	default:
	default: // ERROR "multiple defaults"
	}
}

type T struct{}

func (*T) m() {}

type I interface{ m() }

func kinds(x any, i I, n int) {
	switch v := x.(type) {
	case int:
		v++
	case string, []byte:
		_ = v == nil
	case nil:
	case error:
		_ = v.Error()
	}
	switch v := x.(type) { // ERROR "v declared and not used"
	case int:
	}
	switch x.(type) {
	case int, string:
	case int: // ERROR "duplicate case int in type switch(.|\n)*previous case"
	case nil:
	case nil: // ERROR "duplicate case nil in type switch"
	}
	switch i.(type) {
	case *T:
	case T: // ERROR "impossible type switch case: T(.|\n)*method m has pointer receiver"
	}
	switch n.(type) { // ERROR "n \(variable of type int\) is not an interface"
	}
	switch _ := x.(type) { // ERROR "no new variable on left side of :="
	}
}

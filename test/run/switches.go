// RUN: %run %s
// switch in all its forms.
package main

import "fmt"

func calls(s string, v int) int { fmt.Print(s, " "); return v }

func grade(n int) string {
	switch {
	case n >= 90:
		return "A"
	case n >= 80:
		return "B"
	default:
		return "F"
	}
}

func fall(n int) (s string) {
	switch n {
	case 0:
		s += "zero "
		fallthrough
	case 1:
		s += "one "
		fallthrough
	default:
		s += "default "
	case 2:
		s += "two "
	case 3, 4, 5:
		if n == 4 {
			break
		}
		s += "some "
	}
	return s
}

type color uint8

const (
	red color = iota
	green
	blue
)

func (c color) String() string {
	switch c {
	case red:
		return "red"
	case green:
		return "green"
	}
	return fmt.Sprintf("color(%d)", uint8(c))
}

func main() {
	fmt.Println(grade(95), grade(85), grade(10))
	for i := range 7 {
		fmt.Println(i, fall(i))
	}
	fmt.Println(red, green, blue)

	// Cases are evaluated in order until one matches; the default is last wherever it stands.
	switch calls("tag", 2) {
	default:
		fmt.Println("default")
	case calls("a", 1), calls("b", 2), calls("c", 3):
		fmt.Println("matched")
	case calls("d", 4):
		fmt.Println("wrong")
	}
	switch x := calls("init", 3); x {
	case 3:
		x := x * 2
		fmt.Println("three", x)
	}
	switch x := 5; {
	case x > 3:
		fmt.Println("tagless with init", x)
	}
	switch {
	}
	switch calls("empty", 0) {
	}
	fmt.Println()

	switch s := "go" + fmt.Sprint(1); s {
	case "go":
		fmt.Println("no")
	case "go1", "go2":
		fmt.Println("strings", s)
	}
	switch p := (struct{ a, b int }{1, 2}); p {
	case struct{ a, b int }{2, 1}:
		fmt.Println("no")
	case struct{ a, b int }{1, 2}:
		fmt.Println("structs")
	}
	var e any = 1.5
	switch e {
	case 1:
		fmt.Println("int")
	case "1.5":
		fmt.Println("string")
	case 1.5:
		fmt.Println("float")
	}
	switch f := 0.5; {
	case f == 0.5 && true:
		fmt.Println("float tagless")
	}

loop:
	for i := 0; ; i++ {
		switch {
		case i%2 == 0:
			continue
		case i > 6:
			break loop
		default:
			switch i {
			case 3:
				continue loop
			}
		}
		fmt.Print(i, " ")
	}
	fmt.Println()

	switch any(e).(type) {
	}
	switch t := e.(type) {
	case int:
		_ = t
	default:
		fmt.Printf("%T %v\n", t, t)
	}
	switch true {
	case false:
		fmt.Println("false")
	case 1 < 2:
		fmt.Println("true")
	}
}

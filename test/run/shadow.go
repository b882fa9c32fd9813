// RUN: %run %s
// Scopes, shadowing, predeclared names as variables, names that C++ reserves.
package main

import "fmt"

var x = "package"

type class struct{ private, public, this int }

func (this class) template() int { return this.private + this.public }

// result has a return statement where another err hides the one that the deferred function sees.
func result(s string) (n int, err error) {
	defer func() {
		if err != nil {
			err = fmt.Errorf("%s: %w", s, err)
		}
	}()
	for i := range 3 {
		n, err := i, fmt.Errorf("failed at %d", i)
		if i > 0 {
			return n, err
		}
	}
	return
}

func namespace(virtual, delete int) (operator int) {
	operator = virtual - delete
	return
}

func len2(s string) int {
	len := 5
	return len + cap2()
}
func cap2() int { return 1 }

type int_ int
type string_ = string

func std() string         { return "std" }
func size_t(auto int) int { return auto }

var nullptr, sizeof, alignas = 1, 2, 3

const constexpr = 4

type union struct{ friend *union }

func main() {
	fmt.Println(x)
	x := "main"
	{
		fmt.Println(x)
		x := "block"
		fmt.Println(x)
		x += "!"
	}
	fmt.Println(x)
	if x := 1; x > 0 {
		x := x + 1
		fmt.Println(x)
	} else if y := x; y > 0 {
		fmt.Println(y)
	}
	for x := 0; x < 2; x++ {
		x := x * 10
		fmt.Print(x, " ")
	}
	switch x := any(x).(type) {
	case string:
		x = x + "?"
		fmt.Println(x)
	}
	a, err := 1, error(nil)
	b, err := 2, fmt.Errorf("new")
	fmt.Println(a, b, err)
	{
		a, c := 10, 20
		fmt.Println(a, c)
	}
	fmt.Println(a)
	nil := 3
	true := 0
	int := func(i float64) string { return fmt.Sprint("int of ", i) }
	fmt.Println(nil, true, int(1.5), len2(""))
	string := "str"
	fmt.Println(string)
	c := class{private: 1, public: 2}
	fmt.Println(c.template(), namespace(5, 3), c)
	new, delete, try, catch, throw := 1, 2, 3, 4, 5
	fmt.Println(new+delete+try+catch+throw, nullptr, sizeof, alignas, constexpr)
	var static, extern, register, volatile, typename, typedef int_ = 1, 2, 3, 4, 5, 6
	fmt.Println(static+extern+register+volatile+typename+typedef, std(), size_t(3))
	var s string_ = "alias"
	fmt.Println(s)
	u := union{}
	u.friend = &u
	fmt.Println(u.friend == &u)
	runtime, slice, array, ptr, errno, main, go_, NULL, EOF, stdin, assert := 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11
	fmt.Println(runtime + slice + array + ptr + errno + main + go_ + NULL + EOF + stdin + assert)
	float64 := 2
	uint8 := float64 * 2
	fmt.Println(float64, uint8)
	f := func(x ...any) { fmt.Println(x...) }
	fmt := "fmt"
	f(fmt)
	var _, été = 1, "unicode"
	f(été)
	type T struct{ v bool }
	{
		type T struct{ w [1]bool }
		f(T{})
	}
	f(T{})
	f(result("result"))
	goto end
end:
	f("end")
}

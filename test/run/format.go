// RUN: %run %s
// %v and friends of nested values.
package main

import (
	"errors"
	"fmt"
	"os"
)

type inner struct {
	A int
	B []string
}
type outer struct {
	I  inner
	P  *inner
	M  map[string]inner
	E  error
	F  any
	ch chan int
}
type temp float64

func (t temp) String() string { return fmt.Sprintf("%.1f°", float64(t)) }

type gs struct{}

func (gs) GoString() string { return "gs!" }

type bad struct{}

func (*bad) String() string { panic("in String") }

func main() {
	o := outer{I: inner{1, []string{"x", "y z"}}, M: map[string]inner{"k": {2, nil}}, E: errors.New("err"), F: []any{1, "a", nil, 2.5}}
	fmt.Printf("%v\n%+v\n", o, o)
	fmt.Printf("%#v\n", o.I)
	fmt.Printf("%v %+v %d %s %q\n", &o.I, []*int{nil}, []int{1, 2}, []string{"a"}, []string{"b c"})
	fmt.Printf("%T %T %T %T %T\n", o, &o, o.M, o.F, func(int, ...string) error { return nil })
	fmt.Println(temp(36.6), []temp{1, 2}, map[string]temp{"a": 3}, struct{ T temp }{4}, &[]int{1}, &map[int]int{1: 2})
	fmt.Printf("%5d|%-5d|%05d|%+d|%x|%X|%o|%b|%c|%U|%#x|%q\n", 42, 42, 42, 42, 255, 255, 8, 5, 'x', 0x1F600, 255, 'y')
	fmt.Printf("%8.3f|%-8.2f|%e|%g|%G|%6v|%t|%v\n", 3.14159, 2.5, 1234.5, 1e-7, 1e21, 1.5, true, false)
	fmt.Printf("%s|%10s|%-10s|%.2s|%q|%x|%X|% x\n", "go", "go", "go", "golang", "q\"\n", "hi", "hi", "hi")
	fmt.Printf("%v %v %v %#v %#v %#v\n", nil, []byte("ab"), [3]bool{true}, []byte("ab"), map[string]int{"a": 1}, gs{})
	fmt.Printf("%d %!|%z %d\n", 1, 2)
	fmt.Printf("%s %d\n", 5, "x")
	fmt.Println(fmt.Sprintf("%[2]d %[1]d %*d", 1, 2, 5, 3), fmt.Sprint("a", 1, 2, "b", "c", 3.0), fmt.Sprintln("end", 1))
	fmt.Printf("%v %s\n", (*bad)(nil), errors.Join(errors.New("a"), errors.New("b")))
	fmt.Printf("%v|%6.2f|%v\n", 1+2i, 1.5-2i, []complex64{1i})
	fmt.Printf("%t %v %p\n", "no", struct{}{}, nil)
	fmt.Fprintln(os.Stdout, 'a', "b", []rune("c"), uint8(1), int8(-1), uintptr(10))
	fmt.Printf("%08b|%x|%#o|%+q|%#q|% d|%3c|%-4q|\n", 5, []byte{1, 171}, 8, "é", "raw", 7, 'z', 'a')
	var np *outer
	var e error
	fmt.Println(np, e, []error{nil}, map[string]any{"x": nil})
	fmt.Printf("%v %+v %#v\n", struct {
		a any
		b *int
	}{}, struct{ X, y int }{1, 2}, struct{ S string }{"s"})
	var n, m int
	var w string
	c, err := fmt.Sscanf("10 abc 20", "%d %s %d", &n, &w, &m)
	fmt.Println(c, err, n, w, m)
	fmt.Println(fmt.Errorf("x: %w, %d", os.ErrNotExist, 3), errors.Is(fmt.Errorf("%w", os.ErrNotExist), os.ErrNotExist))
}

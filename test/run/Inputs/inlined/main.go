package main

import (
	"fmt"
	"os"
	"strings"

	"example.com/inlined/shelf"
)

func main() {
	s := shelf.New(3)
	for i, name := range []string{"a", "b", "c", "d"} {
		fmt.Println(name, s.Put(name, 2*i), s.Len(), s.Room())
	}
	fmt.Println(shelf.Made(), s.Used(), s.Width(), s.Name(s.Heaviest()), s.Limit(), s.Check())
	var b strings.Builder
	b.WriteByte('x')
	b.WriteString("yz")
	fmt.Println(b.Len(), b.String())
	if len(os.Args) > 1 {
		fmt.Println(s.Name(7))
	}
}

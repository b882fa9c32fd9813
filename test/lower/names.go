// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// Go's names are kept but where C++ would read another meaning into them.
package main

type node struct {
	next  *node
	slice []int // `slice` is C++'s word for the type
}

type Error interface{ Error() string }

type e struct{}

func (e) Error() string { return "e" }

// CHECK: int_ class_(int_ new_) {
func class(new int) int {
	// CHECK: int_ x = new_;
	x := new
	{
		// The initialiser means the outer x.
		// CHECK: int_ x_1 = x + 1;
		x := x + 1
		_ = x
	}
	for i := 0; i < 1; i++ {
		// C++ has i and its copy in one scope.
		// CHECK: int_ i_1 = i;
		i := i
		x += i
	}
	return x
}

func main() {
	// A variable that shadows a type that the emitted code still needs.
	// CHECK: ptr<node> node_1 =
	node := &node{slice: []int{1}}
	node.next = node
	// CHECK: node_1->slice_[0]
	if class(node.slice[0]) != 1 {
		panic("class")
	}
	var err Error = e{}
	// A member function of its class's name would be a constructor.
	// CHECK: err.Error_()
	if err.Error() != "e" {
		panic("Error")
	}
}

// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// What literals of constants make in the initialiser of a package-level variable is data, not code.
package main

type node struct {
	name string
	next *node
	list []int
}

// Variables that stand later are declared first.
// CHECK: extern node last;
// CHECK: extern array<string, 4> words;

// CHECK: static node first_data = {.name = "second"_s, .next = &last};
// CHECK-NEXT: node first = {.name = "first"_s, .next = &first_data};
var first = node{name: "first", next: &node{name: "second", next: &last}}

// CHECK: static array<int_, 3> last_data = {1, 2, 3};
// CHECK-NEXT: node last = {.name = "last"_s, .list = slice<int_>{last_data.a, 3, 3}};
var last = node{name: "last", list: []int{1, 2, 3}}

// CHECK: slice<string> middle = runtime::slicing(words, 1, 3);
var middle = words[1:3]
var words = [4]string{"a", "b", "c", "d"}

// CHECK: static array<slice<int_>, 3> nested_data2 = {
// CHECK: slice<slice<int_>> nested = {nested_data2.a, 3, 3};
var nested = [][]int{{1, 2}, nil, nil}

// CHECK: array<uint8, 5001> sparse = {.a = {[3] = 7, [5000] = 9}};
var sparse = [...]byte{5000: 9, 3: 7}

// CHECK: array<uint8, 1073741824> huge{};
var huge [1 << 30]byte

// Inside a function every evaluation makes a new slice.
// CHECK-LABEL: GO_CC slice<int_> many() {
// CHECK: static const array<int_, 40> t1 = {0, 1,
// CHECK: runtime::sliceof(t1)
func many() []int {
	return []int{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9,
		0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9}
}

// CHECK-NOT: GO_INIT{{[(]}}
func main() {
	if first.next.next != &last || last.list[2] != 3 || sparse[5000] != 9 || len(sparse) != 5001 {
		panic("node")
	}
	words[1] = "changed"
	if middle[0] != "changed" || cap(middle) != 3 || nested[0][1] != 2 || nested[1] != nil {
		panic("slice")
	}
	many()[39] = 7
	if s := many(); s[39] != 9 || len(s) != 40 {
		panic("many")
	}
	huge[1<<29]++
}

// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// Descriptors, method tables and the entries that interfaces call through.
package main

type animal interface {
	Name() string
	legs() int
}

type base struct{ n int }

// Which words of the type hold pointers.
// CHECK: template <> inline constexpr uint64 ptrwords<::go::main::dog> = 0b1011;

func (b *base) legs() int { return b.n }

type dog struct {
	*base
	name string
}

// An interface hands over a pointer to its value.
// CHECK: inline GO_CC string dog_Name_ptr(ptr<dog> recv) {
// CHECK-NEXT: return dog_Name(runtime::valuereceiver(recv, "main.dog.Name", "dog"));
func (d dog) Name() string { return d.name }

// A promoted method walks to its receiver.
// CHECK: inline GO_CC int_ dog_legs_ptr(ptr<dog> recv) { return base_legs(recv->base); }

// A map is one word: its methods are called as they are.
type set map[string]bool

func (s set) Name() string { return "set" }
func (s set) legs() int    { return len(s) }

// CHECK: const runtime::method dog_type_methods[] = {
// CHECK-NEXT: "Name"
// CHECK: const {{.*}}runtime::structtype dog_type = {
// CHECK: .str = "main.dog"
// CHECK: .ptrs = &runtime::layouts<0b1011>
// CHECK: itab_main_animal_main_dog = {
// CHECK: &main::animal_type,
// CHECK: (void *)&main::dog_Name_ptr, (void *)&main::dog_legs_ptr
// CHECK: (void *)&main::set_Name, (void *)&main::set_legs

func main() {
	for i, a := range []animal{dog{&base{4}, "rex"}, set{"a": true}, &dog{&base{4}, "rex"}} {
		switch a.Name() {
		case "rex":
			if a.legs() != 4 {
				panic("legs")
			}
		case "set":
			if i != 1 || a.legs() != 1 {
				panic("set")
			}
		default:
			panic(a.Name())
		}
	}
}

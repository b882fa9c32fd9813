// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// A string, or a slice made of one, has a buffer in the frame if it does not outlive its block: the runtime takes that if it
// fits. A slice of a size that is not constant has one, too.
package main

var global string

func length(s string) int  { return len(s) }
func first(b []byte) byte  { return b[0] }
func same(s string) string { return s }

// CHECK-LABEL: void passed(slice<uint8> b
func passed(b []byte, s string) {
	// CHECK: length(runtime::slicebytetostring(runtime::tmpbuf{}, b))
	println(length(string(b)))
	// CHECK: length(runtime::concatstrings(runtime::tmpbuf{}, {s, "!"_s}))
	println(length(s + "!"))
	// CHECK: first(runtime::stringtoslicebyte(runtime::tmpbuf{}, s))
	println(first([]byte(s)))
	// CHECK: runtime::concatstrings(runtime::tmpbuf{}, {s, s}).len
	println(len(s + s))
	// CHECK: runtime::concatstrings(runtime::tmpbuf{}, {s, "!"_s}) == "a!"_s
	println(s+"!" == "a!")
}

// CHECK-LABEL: bool variables(slice<uint8> b
func variables(b []byte, s string, n int) bool {
	// CHECK: runtime::tmpbuf [[T:t[0-9]+]]{};
	// CHECK-NEXT: string x = runtime::slicebytetostring([[T]], b);
	x := string(b)
	// CHECK: runtime::tmpbuf [[U:t[0-9]+]]{};
	// CHECK-NEXT: string y = same(runtime::concatstrings([[U]], {x, s}));
	y := same(x + s)
	// CHECK: runtime::runebuf [[R:t[0-9]+]]{};
	// CHECK-NEXT: slice<int32> r = runtime::stringtoslicerune([[R]], s);
	r := []rune(s)
	// CHECK: runtime::makebuf<int_> [[M:t[0-9]+]]{};
	// CHECK-NEXT: slice<int_> z = runtime::make([[M]], n);
	z := make([]int, n)
	return y == x+s && len(r) == len(z)
}

// CHECK-LABEL: string kept(slice<uint8> b
func kept(b []byte, s string) string {
	// CHECK: runtime::store(global) = runtime::slicebytetostring(b);
	global = string(b)
	var last string
	for range 2 {
		// CHECK: last = s + global;
		last = s + global
	}
	println(last)
	// CHECK: return s + "!"_s;
	return s + "!"
}

func main() {
	passed([]byte("a"), "b")
	if !variables([]byte("a"), "bc", 2) || kept([]byte("a"), "b") != "b!" {
		panic("wrong")
	}
}

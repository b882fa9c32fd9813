// RUN: %goloom emit %s | FileCheck %s

package main

type celsius float64

type a struct {
	x int `k:"v"`
}

type b struct{ x int }

func conversions(i int, u uint8, f float64, s string, bs []byte, v a) {
	// CHECK-LABEL: GO_CC void conversions({{.*}}{

	// CHECK: u = uint8(i);
	u = uint8(i)
	// CHECK: i = runtime::ftoi<int_>(f);
	i = int(f)
	// CHECK: celsius c = f;
	c := celsius(f)
	// CHECK: bs = runtime::stringtoslicebyte({{.*}}, s);
	bs = []byte(s)
	// CHECK: s = runtime::slicebytetostring({{.*}}, bs);
	s = string(bs)
	// Tags do not count.
	// CHECK: b w = __builtin_bit_cast(b, v);
	w := b(v)
	// CHECK: array<uint8, 4> arr = *runtime::slicetoarrayptr<uint8, 4>(bs);
	arr := [4]byte(bs)
	// CHECK: any e = runtime::toany(&types::uint8, u);
	var e any = u
	_, _, _, _ = c, w, arr, e
}

func main() { conversions(1, 2, 3, "four", []byte("five"), a{}) }

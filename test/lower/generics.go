// RUN: %goloom emit %s | FileCheck %s
// RUN: %goloom run %s

// One function an instance, shared by all units that need it.
package main

import "slices"

type number interface{ ~int | ~float64 }

// CHECK-DAG: struct pair_int_string {
type pair[K comparable, V any] struct {
	key K
	val V
}

// CHECK-DAG: inline GO_CC string pair_int_string_value(ptr<pair_int_string> p) {
func (p *pair[K, V]) value() V { return p.val }

// CHECK-DAG: inline GO_CC int_ sum_int(slice<int_> xs) {
// CHECK-DAG: inline GO_CC float64 sum_float64(slice<float64> xs) {
func sum[T number](xs []T) T {
	var s T
	for _, x := range xs {
		s += x
	}
	return s
}

// CHECK-DAG: namespace go::slices {
func main() {
	p := &pair[int, string]{1, "one"}
	xs := []int{3, 1, 2}
	slices.Sort(xs)
	if p.value() != "one" || sum(xs) != 6 || sum([]float64{0.5, 1}) != 1.5 || xs[0] != 1 {
		panic("wrong")
	}
}

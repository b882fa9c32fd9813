// RUN: %goloom emit %s | FileCheck %s

package main

func work(c chan int, n int) { c <- n }

func start(c chan int, n int) {
	// CHECK-LABEL: GO_CC void start({{.*}}{

	// The operands are evaluated by the caller.
	// CHECK: // go work(c, n*2)
	// CHECK-NEXT: runtime::newproc([{{.*}} = c, {{.*}} = n * 2] { work({{.*}}); });
	go work(c, n*2)

	// CHECK: // go func()
	// CHECK-NEXT: runtime::newproc([c] { runtime::chansend1(c, 1); });
	go func() { c <- 1 }()
}

func main() { start(make(chan int, 2), 1) }

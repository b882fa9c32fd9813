// RUN: %goloom emit %s | FileCheck %s

package main

type mutex struct{ locked bool }

func (m *mutex) unlock() { m.locked = false }

func deferred(mu *mutex, x int) (v int) {
	// The result is a variable, so that deferred functions and a recover see it.
	// CHECK-LABEL: GO_CC int_ deferred({{.*}}{
	// CHECK: int_ v = 0;
	// CHECK: runtime::deferframe d{};
	// CHECK: if (runtime::deferenter(d)) {
	// CHECK-NEXT: runtime::deferreturn(d);
	// CHECK-NEXT: return v;

	// CHECK: // defer mu.unlock()
	// CHECK-NEXT: runtime::deferproc(d, [{{.*}} = mu] {
	// CHECK-NEXT: GO_DEFERWRAP();
	// CHECK-NEXT: mutex_unlock(
	defer mu.unlock()

	// CHECK: // defer func()
	// CHECK-NEXT: runtime::deferproc(d, [&v] {
	// CHECK-NEXT: if (any r = GO_RECOVER(); r != nullptr) {
	// CHECK-NEXT: v = -1;
	defer func() {
		if r := recover(); r != nil {
			v = -1
		}
	}()

	// Arguments are evaluated now.
	// CHECK: runtime::deferproc(d, [{{.*}} = x] { runtime::println("x"_s,
	defer println("x", x)

	// CHECK: v = x * 2;
	// CHECK-NEXT: runtime::deferreturn(d);
	// CHECK-NEXT: return v;
	return x * 2
}

func main() { deferred(&mutex{}, 1) }

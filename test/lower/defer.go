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
	// CHECK-NEXT: runtime::deferreturn(&d);
	// CHECK-NEXT: return v;

	// CHECK: // defer mu.unlock()
	// CHECK-NEXT: auto [[UNLOCK:d[0-9]+]] = runtime::opendefer(d, [{{.*}} = mu] { GO_DEFERCALL(mutex_unlock(
	defer mu.unlock()

	// CHECK: // defer func()
	// CHECK-NEXT: auto [[FUNC:d[0-9]+]] = runtime::opendefer(d, [&v] {
	// CHECK-NEXT: if (any r = GO_RECOVER(); r != nullptr) {
	// CHECK-NEXT: v = -1;
	defer func() {
		if r := recover(); r != nil {
			v = -1
		}
	}()

	// Arguments are evaluated now.
	// CHECK: auto [[PRINT:d[0-9]+]] = runtime::opendefer(d, [{{.*}} = x] { runtime::println("x"_s,
	defer println("x", x)

	// CHECK: v = x * 2;
	// CHECK-NEXT: runtime::deferreturn(d, [[PRINT]], [[FUNC]], [[UNLOCK]]);
	// CHECK-NEXT: return v;
	return x * 2
}

func maybe(mu *mutex, x int) {
	// What may be met again, or not at all, goes to a list.
	// CHECK-LABEL: GO_CC void maybe({{.*}}{
	// CHECK: runtime::deferstack d{};
	// CHECK: // return
	if x < 0 {
		// CHECK-NEXT: runtime::deferreturn(d);
		// CHECK-NEXT: return;
		return
	}
	// CHECK: auto [[UNLOCK:d[0-9]+]] = runtime::opendefer(
	defer mu.unlock()
	if x > 1 {
		// CHECK: runtime::deferproc(d, [{{.*}}] { GO_DEFERCALL(mutex_unlock(
		defer mu.unlock()
	}
	// CHECK: runtime::deferreturn(d, [[UNLOCK]]);
}

func main() { deferred(&mutex{}, 1) }

// RUN: %build/bin/parse_corpus -dump=ast %s | grep -v CHECK | FileCheck %s
// Which `{` opens a body and which a literal.
package p

func f() {
	// CHECK: IfStmt
	// CHECK-NEXT: BinaryExpr {{.*}} ==
	// CHECK-NEXT: Ident {{.*}} x
	// CHECK-NEXT: Ident {{.*}} T
	// CHECK-NEXT: BlockStmt
	if x == T {
	}
	// CHECK: IfStmt
	// CHECK-NEXT: BinaryExpr
	// CHECK-NEXT: Ident {{.*}} x
	// CHECK-NEXT: ParenExpr
	// CHECK-NEXT: CompositeLit
	if x == (T{}) {
	}
	// CHECK: RangeStmt
	// CHECK: CompositeLit
	// CHECK-NEXT: ArrayType
	// CHECK-NEXT: StarExpr
	for _, p := range []*T{a, b} {
	}
	// CHECK: RangeStmt
	// CHECK: CompositeLit
	// CHECK-NEXT: ArrayType
	// CHECK-NEXT: FuncType
	for _, p := range []func(int) (int, error){a, b} {
	}
	// CHECK: RangeStmt
	// CHECK: CallExpr
	// CHECK-NEXT: ArrayType
	// CHECK-NEXT: Ident {{.*}} byte
	for i := range []byte(s) {
	}
	// CHECK: IfStmt {{.*}}
	// CHECK: FuncLit
	// CHECK: BinaryExpr {{.*}} >
	if f := func() []int { return nil }; len(f()) > 0 {
	}
	// CHECK: SwitchStmt
	// CHECK-NEXT: ParenExpr
	// CHECK-NEXT: CompositeLit
	// CHECK-NEXT: StructType
	switch (struct{ x int }{1}) {
	}
	// CHECK: CallExpr
	// CHECK-NEXT: SelectorExpr
	// CHECK-NEXT: InterfaceType
	interface{ m(int) }.m(x, 1)
	// CHECK: CallExpr
	// CHECK-NEXT: FuncType
	f = func(x int) int(f)
}

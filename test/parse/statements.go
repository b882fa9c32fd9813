// RUN: %build/bin/parse_corpus -dump=ast %s | grep -v CHECK | FileCheck %s
// The statements whose readings are told apart late, and comments.
package p

// f does it.
//
//go:noinline
func f() {
	// CHECK: FuncDecl {{.*}} go:noinline
	// CHECK-NEXT: .doc // f does it.

	// CHECK: TypeSwitchStmt
	// CHECK-NEXT: Ident {{.*}} v
	// CHECK-NEXT: CallExpr
	// CHECK-NEXT: Ident {{.*}} x
	// CHECK: CaseClause
	// CHECK-NEXT: Ident {{.*}} nil
	// CHECK-NEXT: ChanType {{.*}} recv
	switch v := x().(type) {
	case nil, <-chan int:
	default:
	}
	// CHECK: SelectStmt
	// CHECK-NEXT: CommClause
	// CHECK-NEXT: AssignStmt {{.*}} := 2
	// CHECK-NEXT: Ident {{.*}} v
	// CHECK-NEXT: Ident {{.*}} ok
	// CHECK-NEXT: UnaryExpr {{.*}} <-
	select {
	case v, ok := <-c:
	case c <- 1:
	}
	// CHECK: LabeledStmt
	// CHECK-NEXT: Ident {{.*}} L
	// CHECK-NEXT: RangeStmt
	// CHECK-NEXT: BasicLit {{.*}} int 10
L:
	for range 10 {
		break L // out
	}
	// CHECK: BranchStmt {{.*}} break
	// CHECK-NEXT: .comment // out
	// CHECK: ForStmt {{.*}} init cond post
	for i := 0; i < 10; i++ {
	}
	// CHECK: BinaryExpr {{.*}} ||
	// CHECK-NEXT: Ident {{.*}} a
	// CHECK-NEXT: BinaryExpr {{.*}} &&
	// CHECK-NEXT: BinaryExpr {{.*}} ==
	// CHECK-NEXT: Ident {{.*}} b
	// CHECK-NEXT: BinaryExpr {{.*}} -
	// CHECK-NEXT: BinaryExpr {{.*}} -
	_ = a || b == c-d-e*f && g
	// CHECK: ChanType {{.*}} recv
	// CHECK-NEXT: ChanType {{.*}} recv
	// CHECK-NEXT: Ident {{.*}} int
	_ = (<-chan<- chan int)(nil)
}

// CHECK: FuncDecl
// CHECK-NEXT: Ident {{.*}} params
// CHECK: Field {{[0-9:-]+}}
// CHECK-NEXT: Ident {{.*}} a
// CHECK-NEXT: Ident {{.*}} b
// CHECK-NEXT: ArrayType
// CHECK: Field {{[0-9:-]+}}
// CHECK-NEXT: Ident {{.*}} c
// CHECK-NEXT: Ellipsis
func params(a, b [4]int, c ...T[int])

// CHECK: FuncDecl
// CHECK-NEXT: Ident {{.*}} types
// CHECK: Field {{[0-9:-]+}}
// CHECK-NEXT: IndexExpr
// CHECK: Field {{[0-9:-]+}}
// CHECK-NEXT: Ident {{.*}} B
func types(A[int], B)

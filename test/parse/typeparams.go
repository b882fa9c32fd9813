// RUN: %build/bin/parse_corpus -dump=ast %s | grep -v CHECK | FileCheck %s
// What stands in the brackets behind a declared type's name.
package p

// CHECK: TypeSpec
// CHECK-NEXT: Ident {{.*}} Length
// CHECK-NEXT: ArrayType
// CHECK-NEXT: BinaryExpr {{.*}} *
type Length [N * 2]int

// CHECK: Ident {{.*}} Pointer
// CHECK-NEXT: FieldList
// CHECK-NEXT: Field
// CHECK-NEXT: Ident {{.*}} P
// CHECK-NEXT: StarExpr
type Pointer[P *C,] int

// CHECK: Ident {{.*}} PointerToSlice
// CHECK-NEXT: FieldList
// CHECK-NEXT: Field
// CHECK-NEXT: Ident {{.*}} P
// CHECK-NEXT: StarExpr
// CHECK-NEXT: ArrayType
type PointerToSlice[P *[]int] int

// CHECK: Ident {{.*}} Call
// CHECK-NEXT: ArrayType
// CHECK-NEXT: CallExpr
type Call [P(C)]int

// CHECK: Ident {{.*}} Slice
// CHECK-NEXT: FieldList
// CHECK-NEXT: Field
// CHECK-NEXT: Ident {{.*}} P
// CHECK-NEXT: ArrayType
// CHECK-NEXT: Ident {{.*}} C
type Slice[P []C] int

// CHECK: Ident {{.*}} Shared
// CHECK-NEXT: FieldList
// CHECK-NEXT: Field
// CHECK-NEXT: Ident {{.*}} P
// CHECK-NEXT: Ident {{.*}} Q
// CHECK-NEXT: BinaryExpr {{.*}} |
// CHECK-NEXT: UnaryExpr {{.*}} ~
type Shared[P, Q ~int | string] struct{}

// CHECK: Ident {{.*}} Alias
// CHECK-NEXT: FieldList
type Alias[P any] = map[string]P

// CHECK: Ident {{.*}} Array
// CHECK-NEXT: ArrayType
// CHECK-NEXT: Ident {{.*}} N
type Array [N]int

type (
	// CHECK: Ident {{.*}} InGroup
	// CHECK-NEXT: FieldList
	InGroup[P interface{ m() }] int
)

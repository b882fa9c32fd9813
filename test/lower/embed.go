// RUN: %goloom emit %s | FileCheck %s --match-full-lines
// RUN: %goloom run %s

// Files are data of the program: short texts to be read in place, others by #embed. Each is there once, unless it is
// written to.
package main

import "embed"

// CHECK: //go:embed Inputs/poem.txt
// CHECK-NEXT: string poem = R"-(roses are "red"
// CHECK-NEXT: violets are )" blue
// CHECK-NEXT: )-"_s;
//
//go:embed Inputs/poem.txt
var poem string

// CHECK: static const array<uint8, 100> long__data = {{[{][{]}}
// CHECK-NEXT: #embed "embed/main/Inputs/bytes.bin"
// CHECK-NEXT: {{[}][}]}};
// CHECK: string long_ = {long__data.a, 100};
//
//go:embed Inputs/bytes.bin
var long string

// CHECK: static array<uint8, 100> bytes_data = {{[{][{]}}
// CHECK: slice<uint8> bytes = {bytes_data.a, 100, 100};
//
//go:embed Inputs/bytes.bin
var bytes []byte

// CHECK: static array<embed::file, 3> files_data = {
// CHECK-NEXT:     embed::file{.name = "Inputs/"_s},
// CHECK-NEXT:     embed::file{.name = "Inputs/bytes.bin"_s, .data = string{long__data.a, 100}},
// CHECK-NEXT:     embed::file{.name = "Inputs/poem.txt"_s, .data = R"-(roses are "red"
// CHECK: static slice<embed::file> files_data2 = {files_data.a, 3, 3};
// CHECK: embed::FS files = {.files = &files_data2};
//
//go:embed Inputs
var files embed.FS

// CHECK-NOT: GO_INIT{{[(].*}}
func main() {
	bytes[0]++
	b, err := files.ReadFile("Inputs/bytes.bin")
	if err != nil || string(b) != long || string(bytes) == long || poem[len(poem)-5:] != "blue\n" {
		panic("embed")
	}
}

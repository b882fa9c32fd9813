// RUN: %errorcheck %s

package p

import "embed"

type (
	T     []byte
	bytes = []uint8
	named string
	Tree  embed.FS
	files = embed.FS
	octet byte
)

//go:embed embed.go
var a T

//go:embed embed.go
var b bytes

//go:embed embed.go
var c named

//go:embed embed.go
var d files

//go:embed embed.go
var e []octet

//go:embed embed.go
var f Tree // ERROR "go:embed cannot apply to var of type Tree"

//go:embed embed.go
var g *embed.FS // ERROR "go:embed cannot apply to var of type \*embed.FS"

//go:embed embed.go
var h int // ERROR "go:embed cannot apply to var of type int"

//go:embed embed.go
var i []rune // ERROR "go:embed cannot apply to var of type \[\]rune"

//go:embed embed.go
var j [3]byte // ERROR "go:embed cannot apply to var of type \[3\]byte"

//go:embed embed*.go
var k named // ERROR "invalid go:embed: multiple files for type named"

//go:embed embed.go embed.go
//go:embed e?bed.go
var l string

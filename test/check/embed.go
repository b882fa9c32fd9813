// RUN: not %goloom check -e %s > %t 2>&1
// RUN: sed 's/^[^:]*embed.go://' %t | diff %S/embed.out -

//go:embed embed.go
package p

import "embed"

//go:embed embed.go
import "fmt"

//go:embed embed.go
func f() {
	//go:embed embed.go
	var inside string
	fmt.Print(inside, func() {
		//go:embed embed.go
		var deeper embed.FS
		_ = deeper
	})
	//go:embed embed.go
	f()
}

//go:embed embed.go
type T []byte

//go:embed embed.go
const c = 1

//go:embed embed.go
var (
	grouped string

	//go:embed embed.go
	good string

	//go:embed embed.go
	// A line between them.

	/* And another. */
	better T
	//go:embed embed.go
)

//go:embed embed.go
var many, names string

//go:embed embed.go
var initialised = "x"

//go:embed
var nothing string

//go:embed embed.go "quoted
var quoted string

//go:embed "embed.go"x
var tail string

//go:embed "\z"
var escape string

//go:embedded is another's
var other string //go:embed embed.go

var _ = embed.FS{}

//go:embed embed.go

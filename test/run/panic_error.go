// RUN: %run --exit 2 --stderr %s
// An unhandled panic with an error, and the deferred calls that still run.
package main

import (
	"errors"
	"fmt"
)

func main() {
	defer fmt.Println("deferred")
	panic(errors.New("went wrong"))
}

package main

import (
	"fmt"
	"sum"
)

func main() { fmt.Println("sum", sum.Digits(99)) }

package main

type T struct{ f int }

func show[P any](x P) {
	println(x)
}

func main() {
	show(1)
	show("a")
	show([2]int{})
	println(T{})
	println(any(T{}), []T{}, &T{}, map[T]T{})
}

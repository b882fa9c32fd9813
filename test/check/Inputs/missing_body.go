package main

func twice(x int) int

type T struct{}

func (T) method()

func good() {}

func main()

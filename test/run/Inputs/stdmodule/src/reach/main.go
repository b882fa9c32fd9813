package main

import "bodyless"

func main() { println(bodyless.Sum([]int{1}), new(bodyless.Type).New()) }

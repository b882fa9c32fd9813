// Package sum stands for one of a GOROOT that has assembly for some processors.
package sum

func Sum(list []int) int { return sum(list) }

package sum

import "internal/digits"

func Digits(n int) int { return add(digits.Of(n)) }

package sum_test

import (
	"internal/digits"
	. "sum"
	"testing"
)

func TestDigits(t *testing.T) {
	if got := Digits(1234); got != 10 || len(digits.Of(1234)) != 4 {
		t.Errorf("Digits(1234) = %d", got)
	}
}

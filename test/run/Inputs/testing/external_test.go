package sum_test

import (
	"testing"

	"example.com/sum"
)

func TestExternal(t *testing.T) {
	if n := sum.Sum(sum.Exported...); n != 3 {
		t.Error(n)
	}
}

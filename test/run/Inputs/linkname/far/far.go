package far

import (
	"errors"
	"fmt"
	"strings"
)

type Pair struct{ A, B int }

func join(p *Pair, sep string, more ...int) (string, error) {
	if p == nil {
		return "", errors.New("no pair")
	}
	var s []string
	for _, n := range append([]int{p.A, p.B}, more...) {
		s = append(s, fmt.Sprint(n))
	}
	return strings.Join(s, sep), nil
}

var counted int

func count() { counted++ }

func Counted() int { return counted }

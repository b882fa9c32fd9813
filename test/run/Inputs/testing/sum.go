// Package sum is under test: its tests show what `goloom test` prints.
package sum

func Sum(list ...int) (total int) {
	for _, n := range list {
		total += n
	}
	return total
}

//go:build !amd64

package sum

func sum(list []int) (total int) {
	for _, n := range list {
		total += n
	}
	return total
}

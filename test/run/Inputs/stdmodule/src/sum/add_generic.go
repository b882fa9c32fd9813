//go:build !amd64

package sum

func add(all []int) (sum int) {
	for _, n := range all {
		sum += n
	}
	return
}

// Package digits is one that only the library may import.
package digits

func Of(n int) (all []int) {
	for ; n > 0; n /= 10 {
		all = append(all, n%10)
	}
	return
}

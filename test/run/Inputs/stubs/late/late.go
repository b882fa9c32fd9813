// Package late is of a Go whose loops have one variable for all iterations.
package late

func Each[T any](xs []T) (fs []func() T) {
	for i, x := range xs {
		_ = i
		fs = append(fs, func() T { return x })
	}
	return fs
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Join.

package errors

// joinError holds two or more errors, or a single one that was given to Join.
// errs is never empty and holds no nil.
type joinError struct {
	errs []error
}

// Join returns an error that wraps all of errs that are not nil, or nil if
// there is none. Its message is theirs, one a line; its Unwrap method returns
// the list.
func Join(errs ...error) error {
	count := 0
	for _, err := range errs {
		if err != nil {
			count++
		}
	}
	if count == 0 {
		return nil
	}
	j := &joinError{make([]error, 0, count)}
	for _, err := range errs {
		if err != nil {
			j.errs = append(j.errs, err)
		}
	}
	return j
}

func (j *joinError) Error() string {
	msg := j.errs[0].Error()
	for _, err := range j.errs[1:] {
		msg += "\n" + err.Error()
	}
	return msg
}

func (j *joinError) Unwrap() []error { return j.errs }

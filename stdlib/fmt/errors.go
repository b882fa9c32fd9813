// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Errors made from formats.

package fmt

import "errors"

// Errorf returns the formatted operands as an error. The operands of %w, which must be errors
// and print as under %v, are wrapped: with one of them the error has Unwrap() error, with several
// Unwrap() []error.
func Errorf(format string, a ...any) error {
	if len(a) == 0 && !hasDirective(format) {
		return errors.New(format)
	}
	p := newPrinter()
	p.wrapErrs = true
	p.printf(format, a)
	text := string(p.buf)
	var err error
	switch len(p.wrapped) {
	case 0:
		err = errors.New(text)
	case 1:
		w := &wrapError{msg: text}
		w.err, _ = a[p.wrapped[0]].(error)
		err = w
	default:
		err = &wrapErrors{text, p.wrappedErrors(a)}
	}
	p.free()
	return err
}

func hasDirective(format string) bool {
	for i := 0; i < len(format); i++ {
		if format[i] == '%' {
			return true
		}
	}
	return false
}

// wrappedErrors returns the errors among the operands of %w, each once and in operand order.
func (p *printer) wrappedErrors(a []any) []error {
	isWrapped := make([]bool, len(a))
	for _, i := range p.wrapped {
		isWrapped[i] = true
	}
	var errs []error
	for i, arg := range a {
		if isWrapped[i] {
			if e, ok := arg.(error); ok {
				errs = append(errs, e)
			}
		}
	}
	return errs
}

type wrapError struct {
	msg string
	err error
}

func (e *wrapError) Error() string { return e.msg }

func (e *wrapError) Unwrap() error { return e.err }

type wrapErrors struct {
	msg  string
	errs []error
}

func (e *wrapErrors) Error() string { return e.msg }

func (e *wrapErrors) Unwrap() []error { return e.errs }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// What the external tests of upstream look at inside of the package, in ours.

package bufio

import "unicode"

var IsSpace = unicode.IsSpace

const DefaultBufSize = 4096

func (s *Scanner) MaxTokenSize(n int) {
	if n < len(s.buf) {
		s.buf = make([]byte, n)
	}
	s.maxToken = n
}

func (s *Scanner) ErrOrEOF() error { return s.err }

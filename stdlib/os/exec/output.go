// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package exec

import (
	"bytes"
	"errors"
	"strconv"
)

var (
	errStdoutSet = errors.New("exec: Stdout already set")
	errStderrSet = errors.New("exec: Stderr already set")
)

// Output runs the command and returns its standard output. An *ExitError has
// what it wrote to standard error, unless Stderr is set.
func (c *Cmd) Output() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errStdoutSet
	}
	var out bytes.Buffer
	c.Stdout = &out
	var complaint *prefixSuffixSaver
	if c.Stderr == nil {
		complaint = &prefixSuffixSaver{N: 32 << 10}
		c.Stderr = complaint
	}
	err := c.Run()
	if exit, ok := err.(*ExitError); ok && complaint != nil {
		exit.Stderr = complaint.Bytes()
	}
	return out.Bytes(), err
}

// CombinedOutput runs the command and returns its standard output and standard
// error, as they came.
func (c *Cmd) CombinedOutput() ([]byte, error) {
	if c.Stdout != nil {
		return nil, errStdoutSet
	}
	if c.Stderr != nil {
		return nil, errStderrSet
	}
	var out bytes.Buffer
	c.Stdout, c.Stderr = &out, &out
	err := c.Run()
	return out.Bytes(), err
}

// A prefixSuffixSaver keeps the first N bytes that are written to it and the
// last N.
type prefixSuffixSaver struct {
	N       int
	prefix  []byte
	suffix  []byte // once full, a ring
	oldest  int    // in the ring
	skipped int64
}

func (s *prefixSuffixSaver) Write(p []byte) (int, error) {
	n := len(p)
	first := min(len(p), s.N-len(s.prefix))
	s.prefix = append(s.prefix, p[:first]...)
	p = p[first:]
	if over := len(p) - s.N; over > 0 { // would be overwritten at once
		s.skipped += int64(over)
		p = p[over:]
	}
	more := min(len(p), s.N-len(s.suffix))
	s.suffix = append(s.suffix, p[:more]...)
	p = p[more:]
	s.skipped += int64(len(p))
	for len(p) > 0 {
		k := copy(s.suffix[s.oldest:], p)
		p = p[k:]
		s.oldest = (s.oldest + k) % s.N
	}
	return n, nil
}

// Bytes returns what is kept, with a note on what is not.
func (s *prefixSuffixSaver) Bytes() []byte {
	out := append([]byte(nil), s.prefix...)
	if s.skipped > 0 {
		out = append(out, "\n... omitting "...)
		out = strconv.AppendInt(out, s.skipped, 10)
		out = append(out, " bytes ...\n"...)
	}
	out = append(out, s.suffix[s.oldest:]...)
	return append(out, s.suffix[:s.oldest]...)
}

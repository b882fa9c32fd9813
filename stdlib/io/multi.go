// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements readers and writers that are made of others:
// MultiReader, MultiWriter, TeeReader, NopCloser.

package io

// MultiReader returns a Reader that reads the given ones to their end, one
// after the other. An error other than EOF is passed on.
func MultiReader(readers ...Reader) Reader {
	return &multiReader{append([]Reader(nil), readers...)}
}

// multiReader drops a reader from the list as soon as it ends, so that it can
// be collected.
type multiReader struct {
	rest []Reader
}

func (m *multiReader) Read(p []byte) (n int, err error) {
	for len(m.rest) > 0 {
		if len(m.rest) == 1 {
			// A chain of MultiReaders of one another must not cost more
			// with each level.
			if inner, ok := m.rest[0].(*multiReader); ok {
				m.rest = inner.rest
				continue
			}
		}
		n, err = m.rest[0].Read(p)
		if err == EOF {
			m.rest[0] = ended{}
			m.rest = m.rest[1:]
		}
		if n > 0 || err != EOF {
			if err == EOF && len(m.rest) > 0 {
				err = nil
			}
			return n, err
		}
	}
	return 0, EOF
}

// WriteTo implements WriterTo.
func (m *multiReader) WriteTo(w Writer) (sum int64, err error) {
	return m.writeTo(w, make([]byte, copyBufferSize))
}

func (m *multiReader) writeTo(w Writer, buf []byte) (sum int64, err error) {
	for i, r := range m.rest {
		var n int64
		if inner, ok := r.(*multiReader); ok {
			n, err = inner.writeTo(w, buf)
		} else {
			n, err = copyBuffer(w, r, buf)
		}
		sum += n
		if err != nil {
			m.rest = m.rest[i:]
			return sum, err
		}
		m.rest[i] = nil
	}
	m.rest = nil
	return sum, nil
}

// ended takes the place of a reader that is done: multiReaders may share a
// list.
type ended struct{}

func (ended) Read([]byte) (int, error) { return 0, EOF }

// MultiWriter returns a Writer that writes everything to all the given ones, in
// order, and stops at the first error.
func MultiWriter(writers ...Writer) Writer {
	all := make([]Writer, 0, len(writers))
	for _, w := range writers {
		if inner, ok := w.(*multiWriter); ok {
			all = append(all, inner.writers...)
		} else {
			all = append(all, w)
		}
	}
	return &multiWriter{all}
}

type multiWriter struct {
	writers []Writer
}

func (m *multiWriter) Write(p []byte) (n int, err error) {
	for _, w := range m.writers {
		n, err = w.Write(p)
		if err == nil && n != len(p) {
			err = ErrShortWrite
		}
		if err != nil {
			return n, err
		}
	}
	return len(p), nil
}

// WriteString implements StringWriter. The bytes are made at most once, for
// the writers that take no strings.
func (m *multiWriter) WriteString(s string) (n int, err error) {
	var p []byte
	for _, w := range m.writers {
		if sw, ok := w.(StringWriter); ok {
			n, err = sw.WriteString(s)
		} else {
			if p == nil {
				p = []byte(s)
			}
			n, err = w.Write(p)
		}
		if err == nil && n != len(s) {
			err = ErrShortWrite
		}
		if err != nil {
			return n, err
		}
	}
	return len(s), nil
}

// TeeReader returns a Reader that writes to w all that it reads from r, before
// its Read returns. An error of w becomes an error of the Read.
func TeeReader(r Reader, w Writer) Reader {
	return &teeReader{r, w}
}

type teeReader struct {
	r Reader
	w Writer
}

func (t *teeReader) Read(p []byte) (n int, err error) {
	n, err = t.r.Read(p)
	if n > 0 {
		if n, err := t.w.Write(p[:n]); err != nil {
			return n, err
		}
	}
	return n, err
}

// NopCloser returns r with a Close method that does nothing. It has a WriteTo
// method if r has one.
func NopCloser(r Reader) ReadCloser {
	if _, ok := r.(WriterTo); ok {
		return nopCloserWriterTo{r}
	}
	return nopCloser{r}
}

type nopCloser struct {
	Reader
}

func (nopCloser) Close() error { return nil }

type nopCloserWriterTo struct {
	Reader
}

func (nopCloserWriterTo) Close() error { return nil }

func (c nopCloserWriterTo) WriteTo(w Writer) (n int64, err error) {
	return c.Reader.(WriterTo).WriteTo(w)
}

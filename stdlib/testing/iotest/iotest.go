// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package iotest has readers and writers that behave oddly, for tests.
package iotest

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"log"
)

type reader func(p []byte) (int, error)

func (r reader) Read(p []byte) (int, error) { return r(p) }

// OneByteReader reads one byte at a time from r.
func OneByteReader(r io.Reader) io.Reader {
	return reader(func(p []byte) (int, error) {
		if len(p) == 0 {
			return 0, nil
		}
		return r.Read(p[:1])
	})
}

// HalfReader reads half of what is asked for from r.
func HalfReader(r io.Reader) io.Reader {
	return reader(func(p []byte) (int, error) { return r.Read(p[:(len(p)+1)/2]) })
}

// DataErrReader returns the final error of r along with the last data, not in a
// call of its own.
func DataErrReader(r io.Reader) io.Reader {
	var unread []byte
	var failed error
	buf := make([]byte, 1024)
	return reader(func(p []byte) (n int, err error) {
		for {
			if len(unread) == 0 {
				if failed == nil {
					var k int
					k, failed = r.Read(buf)
					unread = buf[:k]
				}
				if len(unread) == 0 && (n > 0 || failed != nil) {
					return n, failed
				}
			}
			if n > 0 || len(p) == 0 {
				return n, nil
			}
			n = copy(p, unread)
			unread = unread[n:]
		}
	})
}

// ErrTimeout is the error of TimeoutReader.
var ErrTimeout = errors.New("timeout")

// TimeoutReader fails the second call with ErrTimeout; those after it go to r.
func TimeoutReader(r io.Reader) io.Reader {
	calls := 0
	return reader(func(p []byte) (int, error) {
		if calls++; calls == 2 {
			return 0, ErrTimeout
		}
		return r.Read(p)
	})
}

// ErrReader returns err from each Read.
func ErrReader(err error) io.Reader {
	return reader(func(p []byte) (int, error) { return 0, err })
}

type writer func(p []byte) (int, error)

func (w writer) Write(p []byte) (int, error) { return w(p) }

// TruncateWriter writes n bytes to w and says so of more.
func TruncateWriter(w io.Writer, n int64) io.Writer {
	return writer(func(p []byte) (int, error) {
		if n <= 0 {
			return len(p), nil
		}
		part := p[:min(int64(len(p)), n)]
		k, err := w.Write(part)
		n -= int64(k)
		if err == nil {
			k = len(p)
		}
		return k, err
	})
}

// NewReadLogger logs each Read of r to standard error.
func NewReadLogger(prefix string, r io.Reader) io.Reader {
	return reader(func(p []byte) (n int, err error) {
		n, err = r.Read(p)
		if err != nil {
			log.Printf("%s %x: %v", prefix, p[:n], err)
		} else {
			log.Printf("%s %x", prefix, p[:n])
		}
		return n, err
	})
}

// NewWriteLogger logs each Write to w to standard error.
func NewWriteLogger(prefix string, w io.Writer) io.Writer {
	return writer(func(p []byte) (n int, err error) {
		n, err = w.Write(p)
		if err != nil {
			log.Printf("%s %x: %v", prefix, p[:n], err)
		} else {
			log.Printf("%s %x", prefix, p[:n])
		}
		return n, err
	})
}

type smallReads struct {
	r    io.Reader
	step int
}

func (s *smallReads) Read(p []byte) (int, error) {
	s.step = s.step%3 + 1
	return s.r.Read(p[:min(len(p), s.step)])
}

// TestReader checks that r gives content and keeps the rules of Read, of Seek if
// it has that, and of ReadAt.
func TestReader(r io.Reader, content []byte) error {
	if len(content) > 0 {
		n, err := r.Read(nil)
		if n != 0 || err != nil {
			return fmt.Errorf("Read(0) = %d, %v, want 0, nil", n, err)
		}
	}
	data, err := io.ReadAll(&smallReads{r: r})
	if err != nil {
		return err
	}
	if !bytes.Equal(data, content) {
		return fmt.Errorf("ReadAll(small amounts) = %q\n\twant %q", data, content)
	}
	if n, err := r.Read(make([]byte, 10)); n != 0 || err != io.EOF {
		return fmt.Errorf("Read(10) at EOF = %v, %v, want 0, EOF", n, err)
	}
	if s, ok := r.(io.ReadSeeker); ok {
		if err := testSeeker(s, content); err != nil {
			return err
		}
	}
	if a, ok := r.(io.ReaderAt); ok {
		return testReaderAt(a, content)
	}
	return nil
}

func testSeeker(r io.ReadSeeker, content []byte) error {
	size := int64(len(content))
	at := func(what string, offset int64, whence int, want int64) error {
		off, err := r.Seek(offset, whence)
		if off != want || err != nil {
			return fmt.Errorf("%s = %d, %v, want %d, nil", what, off, err, want)
		}
		data, err := io.ReadAll(&smallReads{r: r})
		if err != nil {
			return fmt.Errorf("ReadAll after %s: %w", what, err)
		}
		if !bytes.Equal(data, content[want:]) {
			return fmt.Errorf("ReadAll after %s = %q\n\twant %q", what, data, content[want:])
		}
		return nil
	}
	middle := size - size/3
	if err := at(fmt.Sprintf("Seek(%d, 0)", middle), middle, io.SeekStart, middle); err != nil {
		return err
	}
	if err := at("Seek(0, 1) from EOF", 0, io.SeekCurrent, size); err != nil {
		return err
	}
	if err := at(fmt.Sprintf("Seek(%d, 1) from EOF", -size/3), -size/3, io.SeekCurrent, size-size/3); err != nil {
		return err
	}
	if err := at(fmt.Sprintf("Seek(%d, 2)", -size/2), -size/2, io.SeekEnd, size-size/2); err != nil {
		return err
	}
	if err := at("Seek(0, 0)", 0, io.SeekStart, 0); err != nil {
		return err
	}
	if off, err := r.Seek(-1, io.SeekStart); err == nil {
		return fmt.Errorf("Seek(-1, 0) = %d, nil, want error", off)
	}
	return nil
}

func testReaderAt(r io.ReaderAt, content []byte) error {
	buf := make([]byte, len(content)+1)
	for i := range content {
		for k := i; k <= len(content); k++ {
			n, err := r.ReadAt(buf[:k-i], int64(i))
			if n != k-i || err != nil && (err != io.EOF || k < len(content)) {
				return fmt.Errorf("ReadAt(%d, %d) = %v, %v, want %d, nil", k-i, i, n, err, k-i)
			}
			if !bytes.Equal(buf[:n], content[i:k]) {
				return fmt.Errorf("ReadAt(%d, %d) = %q, want %q", k-i, i, buf[:n], content[i:k])
			}
		}
		n, err := r.ReadAt(buf, int64(i))
		if n != len(content)-i || err != io.EOF {
			return fmt.Errorf("ReadAt(%d, %d) = %v, %v, want %d, EOF", len(buf), i, n, err, len(content)-i)
		}
	}
	if n, err := r.ReadAt(buf[:1], int64(len(content))); n != 0 || err != io.EOF {
		return fmt.Errorf("ReadAt(1, %d) = %v, %v, want 0, EOF", len(content), n, err)
	}
	if n, err := r.ReadAt(buf[:1], -1); err == nil {
		return fmt.Errorf("ReadAt(1, -1) = %v, nil, want error", n)
	}
	return nil
}

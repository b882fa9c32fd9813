// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package internal has the chunked transfer coding of RFC 9112, 7.1, which
// net/http and net/http/httputil share.
package internal

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
)

// maxLineLength bounds a line with a chunk's size and extensions.
const maxLineLength = 4096

// ErrLineTooLong is the error of a longer line.
var ErrLineTooLong = errors.New("header line too long")

// NewChunkedReader returns what r has, without the chunks around it. It reads
// the last chunk, not the trailer, and returns io.EOF.
func NewChunkedReader(r io.Reader) io.Reader {
	br, ok := r.(*bufio.Reader)
	if !ok {
		br = bufio.NewReader(r)
	}
	return &chunkedReader{r: br}
}

type chunkedReader struct {
	r      *bufio.Reader
	left   uint64 // of the chunk
	err    error
	crlf   bool  // a line end is due
	excess int64 // bytes that were no data, less what is allowed of them
}

func (c *chunkedReader) fail(err error) {
	if err == io.EOF {
		err = io.ErrUnexpectedEOF
	}
	c.err = err
}

func (c *chunkedReader) Read(b []byte) (n int, err error) {
	for c.err == nil {
		if c.crlf {
			if n > 0 && c.r.Buffered() < 2 {
				break // return what there is rather than wait
			}
			c.endChunk()
			continue
		}
		if c.left == 0 {
			if n > 0 && !c.haveLine() {
				break
			}
			c.beginChunk()
			continue
		}
		if len(b) == 0 {
			break
		}
		part := b
		if uint64(len(part)) > c.left {
			part = part[:c.left]
		}
		k, err := c.r.Read(part)
		n += k
		b = b[k:]
		c.left -= uint64(k)
		if err != nil {
			c.fail(err)
		} else if c.left == 0 {
			c.crlf = true
		}
	}
	return n, c.err
}

// haveLine tells whether the next line can be read without waiting.
func (c *chunkedReader) haveLine() bool {
	b, _ := c.r.Peek(c.r.Buffered())
	return bytes.IndexByte(b, '\n') >= 0
}

func (c *chunkedReader) endChunk() {
	var end [2]byte
	if _, err := io.ReadFull(c.r, end[:]); err != nil {
		c.fail(err)
	} else if end != [2]byte{'\r', '\n'} {
		c.err = errors.New("malformed chunked encoding")
	}
	c.crlf = false
}

func (c *chunkedReader) beginChunk() {
	line, err := readLine(c.r)
	if err != nil {
		c.fail(err)
		return
	}
	c.excess += int64(len(line)) + 2
	size, _, _ := bytes.Cut(line, []byte{';'})
	c.left, err = parseSize(size)
	if err != nil {
		c.err = err
		return
	}
	// A sender may not make us read much for little: the framing may be twice as
	// much as the data, and 16 bytes a chunk and 16 KB on top.
	c.excess = max(c.excess-16-2*int64(min(c.left, 1<<32)), 0)
	if c.excess > 16<<10 {
		c.err = errors.New("chunked encoding contains too much non-data")
		return
	}
	if c.left == 0 {
		c.err = io.EOF
	}
}

// readLine reads up to \r\n; a bare \n would make others see other chunks.
func readLine(r *bufio.Reader) ([]byte, error) {
	p, err := r.ReadSlice('\n')
	if err != nil {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		} else if err == bufio.ErrBufferFull {
			err = ErrLineTooLong
		}
		return nil, err
	}
	if i := bytes.IndexByte(p, '\r'); i < 0 {
		return nil, errors.New("chunked line ends with bare LF")
	} else if i != len(p)-2 {
		return nil, errors.New("invalid CR in chunked line")
	}
	if len(p) >= maxLineLength {
		return nil, ErrLineTooLong
	}
	return bytes.TrimRight(p[:len(p)-2], " \t"), nil
}

func parseSize(v []byte) (n uint64, err error) {
	v = bytes.TrimRight(v, " \t")
	if len(v) == 0 {
		return 0, errors.New("empty hex number for chunk length")
	}
	for i, c := range v {
		switch {
		case '0' <= c && c <= '9':
			c -= '0'
		case 'a' <= c && c <= 'f':
			c -= 'a' - 10
		case 'A' <= c && c <= 'F':
			c -= 'A' - 10
		default:
			return 0, errors.New("invalid byte in chunk length")
		}
		if i == 16 {
			return 0, errors.New("http chunk length too large")
		}
		n = n<<4 | uint64(c)
	}
	return n, nil
}

// NewChunkedWriter returns a writer that makes a chunk of each Write. Close
// writes the last chunk, but not the line end behind the trailer.
func NewChunkedWriter(w io.Writer) io.WriteCloser { return &chunkedWriter{w} }

type chunkedWriter struct{ w io.Writer }

func (c *chunkedWriter) Write(data []byte) (n int, err error) {
	if len(data) == 0 { // would be the last chunk
		return 0, nil
	}
	if _, err = fmt.Fprintf(c.w, "%x\r\n", len(data)); err != nil {
		return 0, err
	}
	if n, err = c.w.Write(data); err != nil {
		return
	}
	if n != len(data) {
		return n, io.ErrShortWrite
	}
	if _, err = io.WriteString(c.w, "\r\n"); err != nil {
		return
	}
	if f, ok := c.w.(*FlushAfterChunkWriter); ok {
		err = f.Flush()
	}
	return
}

func (c *chunkedWriter) Close() error {
	_, err := io.WriteString(c.w, "0\r\n")
	return err
}

// A FlushAfterChunkWriter has every chunk flushed.
type FlushAfterChunkWriter struct{ *bufio.Writer }

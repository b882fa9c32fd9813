// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package textproto

import (
	"bufio"
	"fmt"
	"io"
)

// A Writer writes lines.
type Writer struct {
	W   *bufio.Writer
	dot *dotWriter // not closed yet
}

// NewWriter returns a Writer to w.
func NewWriter(w *bufio.Writer) *Writer { return &Writer{W: w} }

// PrintfLine writes a line and flushes.
func (w *Writer) PrintfLine(format string, args ...any) error {
	w.closeDot()
	fmt.Fprintf(w.W, format, args...)
	w.W.WriteString("\r\n")
	return w.W.Flush()
}

// DotWriter returns a writer of a text that ends with a line of one dot, which
// Close writes: dots at the starts of lines are doubled, line ends are \r\n.
func (w *Writer) DotWriter() io.WriteCloser {
	w.closeDot()
	w.dot = &dotWriter{w: w, start: true}
	return w.dot
}

func (w *Writer) closeDot() {
	if w.dot != nil {
		w.dot.Close()
	}
}

type dotWriter struct {
	w     *Writer
	any   bool // something was written
	start bool // of a line
	cr    bool // the last byte was \r
}

func (d *dotWriter) Write(b []byte) (n int, err error) {
	bw := d.w.W
	for n < len(b) {
		c := b[n]
		if d.start && c == '.' {
			bw.WriteByte('.')
		}
		if c == '\n' && !d.cr {
			bw.WriteByte('\r')
		}
		d.any, d.start, d.cr = true, c == '\n', c == '\r'
		if err = bw.WriteByte(c); err != nil {
			break
		}
		n++
	}
	return
}

func (d *dotWriter) Close() error {
	if d.w.dot == d {
		d.w.dot = nil
	}
	bw := d.w.W
	if !d.start || !d.any {
		if !d.cr {
			bw.WriteByte('\r')
		}
		bw.WriteByte('\n')
	}
	bw.WriteString(".\r\n")
	return bw.Flush()
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements the bytes of values: booleans, numbers of fixed size, and
// arrays, structs and slices of them, one after the other without padding.

package binary

import (
	"errors"
	"io"
	"math"
	"reflect"
)

var errBufferTooSmall = errors.New("buffer too small")

// Size returns how many bytes Write makes of v; -1 if it cannot.
func Size(v any) int { return size(reflect.Indirect(reflect.ValueOf(v))) }

func size(v reflect.Value) int {
	if !v.IsValid() {
		return -1
	}
	if v.Kind() == reflect.Slice {
		if n := sizeOf(v.Type().Elem()); n >= 0 {
			return n * v.Len()
		}
		return -1
	}
	return sizeOf(v.Type())
}

func sizeOf(t reflect.Type) int {
	switch t.Kind() {
	case reflect.Bool, reflect.Int8, reflect.Uint8, reflect.Int16, reflect.Uint16,
		reflect.Int32, reflect.Uint32, reflect.Int64, reflect.Uint64,
		reflect.Float32, reflect.Float64, reflect.Complex64, reflect.Complex128:
		return int(t.Size())
	case reflect.Array:
		if n := sizeOf(t.Elem()); n >= 0 {
			return n * t.Len()
		}
	case reflect.Struct:
		sum := 0
		for i := range t.NumField() {
			n := sizeOf(t.Field(i).Type)
			if n < 0 {
				return -1
			}
			sum += n
		}
		return sum
	}
	return -1
}

// Read fills data, a pointer to a value of fixed size or a slice of such, from
// r. The error is io.EOF only if no byte was read.
func Read(r io.Reader, order ByteOrder, data any) error {
	v, n := target(data)
	if n < 0 {
		return errors.New("binary.Read: invalid type " + reflect.TypeOf(data).String())
	}
	buf := make([]byte, n)
	if _, err := io.ReadFull(r, buf); err != nil {
		return err
	}
	c := coder{order, buf}
	c.decode(v)
	return nil
}

// Decode is Read from buf; it returns how many bytes it took.
func Decode(buf []byte, order ByteOrder, data any) (int, error) {
	v, n := target(data)
	if n < 0 {
		return 0, errors.New("binary.Decode: invalid type " + reflect.TypeOf(data).String())
	}
	if len(buf) < n {
		return 0, errBufferTooSmall
	}
	c := coder{order, buf[:n]}
	c.decode(v)
	return n, nil
}

// target returns what Read fills, and its size; -1 if it cannot.
func target(data any) (reflect.Value, int) {
	v := reflect.ValueOf(data)
	switch v.Kind() {
	case reflect.Pointer:
		v = v.Elem()
		return v, size(v)
	case reflect.Slice:
		return v, size(v)
	}
	return v, -1
}

// Write writes data, a value of fixed size, a slice of such or a pointer to
// either, to w.
func Write(w io.Writer, order ByteOrder, data any) error {
	v := reflect.Indirect(reflect.ValueOf(data))
	n := size(v)
	if n < 0 {
		return errors.New("binary.Write: some values are not fixed-sized in type " + reflect.TypeOf(data).String())
	}
	buf := make([]byte, n)
	c := coder{order, buf}
	c.encode(v)
	_, err := w.Write(buf)
	return err
}

// Encode is Write to buf; it returns how many bytes it wrote.
func Encode(buf []byte, order ByteOrder, data any) (int, error) {
	v := reflect.Indirect(reflect.ValueOf(data))
	n := size(v)
	if n < 0 {
		return 0, errors.New("binary.Encode: some values are not fixed-sized in type " + reflect.TypeOf(data).String())
	}
	if len(buf) < n {
		return 0, errBufferTooSmall
	}
	c := coder{order, buf[:n]}
	c.encode(v)
	return n, nil
}

// Append is Write to the end of buf.
func Append(buf []byte, order ByteOrder, data any) ([]byte, error) {
	v := reflect.Indirect(reflect.ValueOf(data))
	n := size(v)
	if n < 0 {
		return nil, errors.New("binary.Append: some values are not fixed-sized in type " + reflect.TypeOf(data).String())
	}
	end := len(buf)
	buf = append(buf, make([]byte, n)...)
	c := coder{order, buf[end:]}
	c.encode(v)
	return buf, nil
}

// A coder has the bytes that are still to be read or written.
type coder struct {
	order ByteOrder
	buf   []byte
}

func (c *coder) next(n int) []byte {
	b := c.buf[:n]
	c.buf = c.buf[n:]
	return b
}

func (c *coder) get(bytes int) uint64 {
	b := c.next(bytes)
	switch bytes {
	case 1:
		return uint64(b[0])
	case 2:
		return uint64(c.order.Uint16(b))
	case 4:
		return uint64(c.order.Uint32(b))
	}
	return c.order.Uint64(b)
}

func (c *coder) put(bytes int, u uint64) {
	b := c.next(bytes)
	switch bytes {
	case 1:
		b[0] = byte(u)
	case 2:
		c.order.PutUint16(b, uint16(u))
	case 4:
		c.order.PutUint32(b, uint32(u))
	default:
		c.order.PutUint64(b, u)
	}
}

func (c *coder) float(bytes int) float64 {
	if bytes == 4 {
		return float64(math.Float32frombits(uint32(c.get(4))))
	}
	return math.Float64frombits(c.get(8))
}

func (c *coder) putFloat(bytes int, f float64) {
	if bytes == 4 {
		c.put(4, uint64(math.Float32bits(float32(f))))
	} else {
		c.put(8, math.Float64bits(f))
	}
}

// skipped reports whether field i is blank: neither read nor written, but there.
func skipped(v reflect.Value, i int) bool {
	return v.Type().Field(i).Name == "_" && !v.Field(i).CanSet()
}

func (c *coder) decode(v reflect.Value) {
	n := int(v.Type().Size())
	switch v.Kind() {
	case reflect.Bool:
		v.SetBool(c.get(1) != 0)
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		shift := 64 - 8*n
		v.SetInt(int64(c.get(n)<<shift) >> shift)
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		v.SetUint(c.get(n))
	case reflect.Float32, reflect.Float64:
		v.SetFloat(c.float(n))
	case reflect.Complex64, reflect.Complex128:
		re := c.float(n / 2)
		v.SetComplex(complex(re, c.float(n/2)))
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			c.decode(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if skipped(v, i) {
				c.next(size(v.Field(i)))
			} else {
				c.decode(v.Field(i))
			}
		}
	}
}

func (c *coder) encode(v reflect.Value) {
	n := int(v.Type().Size())
	switch v.Kind() {
	case reflect.Bool:
		if v.Bool() {
			c.put(1, 1)
		} else {
			c.put(1, 0)
		}
	case reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		c.put(n, uint64(v.Int()))
	case reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		c.put(n, v.Uint())
	case reflect.Float32, reflect.Float64:
		c.putFloat(n, v.Float())
	case reflect.Complex64, reflect.Complex128:
		x := v.Complex()
		c.putFloat(n/2, real(x))
		c.putFloat(n/2, imag(x))
	case reflect.Array, reflect.Slice:
		for i := range v.Len() {
			c.encode(v.Index(i))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if skipped(v, i) {
				clear(c.next(size(v.Field(i))))
			} else {
				c.encode(v.Field(i))
			}
		}
	}
}

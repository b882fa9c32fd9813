// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"io"
	"net/textproto"
	"slices"
	"strings"
	"sync"
	"time"
)

// TimeFormat is the layout of times in headers. The time must be in UTC.
const TimeFormat = "Mon, 02 Jan 2006 15:04:05 GMT"

// A Header maps keys, in the form of CanonicalHeaderKey, to values.
type Header map[string][]string

// Add appends a value to those of key.
func (h Header) Add(key, value string) { textproto.MIMEHeader(h).Add(key, value) }

// Set replaces the values of key by one.
func (h Header) Set(key, value string) { textproto.MIMEHeader(h).Set(key, value) }

// Get returns the first value of key, or "".
func (h Header) Get(key string) string { return textproto.MIMEHeader(h).Get(key) }

// Values returns all values of key, not a copy.
func (h Header) Values(key string) []string { return textproto.MIMEHeader(h).Values(key) }

// Del removes the values of key.
func (h Header) Del(key string) { textproto.MIMEHeader(h).Del(key) }

// get is Get for a key in canonical form.
func (h Header) get(key string) string {
	if v := h[key]; len(v) > 0 {
		return v[0]
	}
	return ""
}

func (h Header) has(key string) bool {
	_, ok := h[key]
	return ok
}

// Clone returns a copy, nil of nil.
func (h Header) Clone() Header {
	if h == nil {
		return nil
	}
	n := 0
	for _, vv := range h {
		n += len(vv)
	}
	all := make([]string, n) // one array for all values
	c := make(Header, len(h))
	for k, vv := range h {
		if vv == nil {
			c[k] = nil // says that a default must not be added
			continue
		}
		n := copy(all, vv)
		c[k], all = all[:n:n], all[n:]
	}
	return c
}

// Write writes h as lines, in the order of the keys.
func (h Header) Write(w io.Writer) error { return h.WriteSubset(w, nil) }

// lineEnds are what a value must not smuggle in.
var lineEnds = strings.NewReplacer("\n", " ", "\r", " ")

type keyValues struct {
	key    string
	values []string
}

var sorters = sync.Pool{New: func() any { return new([]keyValues) }}

// WriteSubset is Write without the keys that exclude has.
func (h Header) WriteSubset(w io.Writer, exclude map[string]bool) error {
	return h.writeSubset(w, exclude, nil)
}

// writeSubset tells each field to wrote, if there is one.
func (h Header) writeSubset(w io.Writer, exclude map[string]bool, wrote func(key string, values []string)) error {
	sw, ok := w.(io.StringWriter)
	if !ok {
		sw = stringWriter{w}
	}
	pooled := sorters.Get().(*[]keyValues)
	kvs := (*pooled)[:0]
	for k, vv := range h {
		if !exclude[k] {
			kvs = append(kvs, keyValues{k, vv})
		}
	}
	if len(kvs) > 1 {
		slices.SortFunc(kvs, func(a, b keyValues) int { return strings.Compare(a.key, b.key) })
	}
	var err error
	for _, kv := range kvs {
		if !validFieldName(kv.key) {
			continue // it could be taken for more than a key
		}
		for _, v := range kv.values {
			if strings.ContainsAny(v, "\r\n") {
				v = lineEnds.Replace(v)
			}
			v = textproto.TrimString(v)
			for _, s := range [...]string{kv.key, ": ", v, "\r\n"} {
				if _, e := sw.WriteString(s); e != nil && err == nil {
					err = e
				}
			}
		}
		if wrote != nil {
			wrote(kv.key, kv.values)
		}
	}
	clear(kvs)
	*pooled = kvs
	sorters.Put(pooled)
	return err
}

type stringWriter struct{ w io.Writer }

func (s stringWriter) WriteString(str string) (int, error) { return s.w.Write([]byte(str)) }

// CanonicalHeaderKey returns key with its words, which hyphens separate,
// capitalised; what cannot be a key it returns as it is.
func CanonicalHeaderKey(s string) string { return textproto.CanonicalMIMEHeaderKey(s) }

// ParseTime reads a time of a header, in one of the three formats that RFC
// 9110, 5.6.7, allows.
func ParseTime(text string) (t time.Time, err error) {
	for _, layout := range [...]string{TimeFormat, time.RFC850, time.ANSIC} {
		if t, err = time.Parse(layout, text); err == nil {
			return
		}
	}
	return
}

// tokenByte tells the bytes of methods, names of fields and of cookies.
func tokenByte(c byte) bool {
	return 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || c == '-' || strings.IndexByte("!#$%&'*+.^_`|~", c) >= 0
}

func isToken(s string) bool {
	for i := 0; i < len(s); i++ {
		if !tokenByte(s[i]) {
			return false
		}
	}
	return s != ""
}

func validFieldName(s string) bool { return isToken(s) }

// validFieldValue: RFC 9110, 5.5, and what is not ASCII.
func validFieldValue(s string) bool {
	for i := 0; i < len(s); i++ {
		if c := s[i]; c < ' ' && c != '\t' || c == 0x7f {
			return false
		}
	}
	return true
}

func validMethod(s string) bool { return isToken(s) }

// validHost tells the bytes that a Host header may have: those of authorities.
func validHost(s string) bool {
	for i := 0; i < len(s); i++ {
		c := s[i]
		if !('a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || '0' <= c && c <= '9' || strings.IndexByte("!$%&'()*+,-.:;=[]_~", c) >= 0) {
			return false
		}
	}
	return true
}

// hasToken reports whether v, a list with commas, has token, which is in lower
// case.
func hasToken(v, token string) bool {
	for v != "" {
		var item string
		item, v, _ = strings.Cut(v, ",")
		if item = textproto.TrimString(item); len(item) == len(token) && strings.EqualFold(item, token) {
			return true
		}
	}
	return false
}

// anyHasToken is hasToken for several values.
func anyHasToken(vv []string, token string) bool {
	for _, v := range vv {
		if hasToken(v, token) {
			return true
		}
	}
	return false
}

// elements calls f with what is between the commas of v, but for nothing.
func elements(v string, f func(string)) {
	for v = textproto.TrimString(v); v != ""; {
		var item string
		item, v, _ = strings.Cut(v, ",")
		if item = textproto.TrimString(item); item != "" {
			f(item)
		}
	}
}

func isASCII(s string) bool {
	for i := 0; i < len(s); i++ {
		if s[i] >= 0x80 {
			return false
		}
	}
	return true
}

var htmlReplacer = strings.NewReplacer("&", "&amp;", "<", "&lt;", ">", "&gt;", `"`, "&#34;", "'", "&#39;")

func htmlEscape(s string) string { return htmlReplacer.Replace(s) }

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package textproto

// A MIMEHeader maps keys, in their canonical form, to values.
type MIMEHeader map[string][]string

// Add appends a value to those of key.
func (h MIMEHeader) Add(key, value string) {
	key = CanonicalMIMEHeaderKey(key)
	h[key] = append(h[key], value)
}

// Set replaces the values of key by one.
func (h MIMEHeader) Set(key, value string) { h[CanonicalMIMEHeaderKey(key)] = []string{value} }

// Get returns the first value of key, or "".
func (h MIMEHeader) Get(key string) string {
	if v := h[CanonicalMIMEHeaderKey(key)]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// Values returns all values of key, not a copy.
func (h MIMEHeader) Values(key string) []string { return h[CanonicalMIMEHeaderKey(key)] }

// Del removes the values of key.
func (h MIMEHeader) Del(key string) { delete(h, CanonicalMIMEHeaderKey(key)) }

// token tells the bytes of which names consist. RFC 9110, 5.6.2.
var token = [256]bool{
	'!': true, '#': true, '$': true, '%': true, '&': true, '\'': true, '*': true, '+': true, '-': true, '.': true,
	'^': true, '_': true, '`': true, '|': true, '~': true,
	'0': true, '1': true, '2': true, '3': true, '4': true, '5': true, '6': true, '7': true, '8': true, '9': true,
	'A': true, 'B': true, 'C': true, 'D': true, 'E': true, 'F': true, 'G': true, 'H': true, 'I': true, 'J': true,
	'K': true, 'L': true, 'M': true, 'N': true, 'O': true, 'P': true, 'Q': true, 'R': true, 'S': true, 'T': true,
	'U': true, 'V': true, 'W': true, 'X': true, 'Y': true, 'Z': true,
	'a': true, 'b': true, 'c': true, 'd': true, 'e': true, 'f': true, 'g': true, 'h': true, 'i': true, 'j': true,
	'k': true, 'l': true, 'm': true, 'n': true, 'o': true, 'p': true, 'q': true, 'r': true, 's': true, 't': true,
	'u': true, 'v': true, 'w': true, 'x': true, 'y': true, 'z': true,
}

// CanonicalMIMEHeaderKey returns key with its words, which hyphens separate,
// capitalised; what cannot be a key it returns as it is.
func CanonicalMIMEHeaderKey(key string) string {
	upper := true
	for i := 0; i < len(key); i++ {
		c := key[i]
		if !token[c] {
			return key
		}
		if upper && 'a' <= c && c <= 'z' || !upper && 'A' <= c && c <= 'Z' {
			s, _ := canonical([]byte(key))
			return s
		}
		upper = c == '-'
	}
	return key
}

// canonical changes b in place. A key with spaces is left as it is, one with
// other bytes that keys do not have is none.
func canonical(b []byte) (key string, ok bool) {
	if len(b) == 0 {
		return "", false
	}
	spaces := false
	for _, c := range b {
		if c == ' ' {
			spaces = true
		} else if !token[c] {
			return string(b), false
		}
	}
	if spaces {
		return string(b), true
	}
	upper := true
	for i, c := range b {
		if upper && 'a' <= c && c <= 'z' {
			b[i] = c - 'a' + 'A'
		} else if !upper && 'A' <= c && c <= 'Z' {
			b[i] = c - 'A' + 'a'
		}
		upper = c == '-'
	}
	if s, ok := common[string(b)]; ok { // no allocation
		return s, true
	}
	return string(b), true
}

// common are keys that need not be allocated each time.
var common = map[string]string{}

func init() {
	for _, k := range []string{
		"Accept", "Accept-Charset", "Accept-Encoding", "Accept-Language", "Accept-Ranges", "Age", "Allow", "Authorization",
		"Cache-Control", "Cc", "Connection", "Content-Disposition", "Content-Encoding", "Content-Language",
		"Content-Length", "Content-Range", "Content-Transfer-Encoding", "Content-Type", "Cookie", "Date", "Etag",
		"Expect", "Expires", "From", "Host", "If-Match", "If-Modified-Since", "If-None-Match", "If-Range",
		"If-Unmodified-Since", "In-Reply-To", "Keep-Alive", "Last-Modified", "Location", "Message-Id", "Mime-Version",
		"Origin", "Pragma", "Proxy-Authorization", "Range", "Received", "Referer", "Sec-Fetch-Dest", "Sec-Fetch-Mode",
		"Sec-Fetch-Site", "Server", "Set-Cookie", "Subject", "Te", "To", "Trailer", "Transfer-Encoding", "Upgrade",
		"Upgrade-Insecure-Requests", "User-Agent", "Vary", "Via", "Www-Authenticate", "X-Content-Type-Options",
		"X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Powered-By", "X-Request-Id",
	} {
		common[k] = k
	}
}

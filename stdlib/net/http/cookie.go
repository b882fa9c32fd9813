// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"errors"
	"fmt"
	"log"
	"net"
	"net/textproto"
	"strconv"
	"strings"
	"time"
)

// A Cookie is what Set-Cookie and Cookie headers have. RFC 6265.
type Cookie struct {
	Name   string
	Value  string
	Quoted bool // Value stood in quotes

	Path       string
	Domain     string
	Expires    time.Time
	RawExpires string // as it was read

	MaxAge      int // seconds; 0: not set, negative: delete at once
	Secure      bool
	HttpOnly    bool
	SameSite    SameSite
	Partitioned bool
	Raw         string
	Unparsed    []string // attributes that are none of these
}

// SameSite says with which requests from other sites a cookie is sent.
type SameSite int

const (
	SameSiteDefaultMode SameSite = iota + 1
	SameSiteLaxMode
	SameSiteStrictMode
	SameSiteNoneMode
)

var (
	errBlankCookie    = errors.New("http: blank cookie")
	errCookieEquals   = errors.New("http: '=' not found in cookie")
	errCookieName     = errors.New("http: invalid cookie name")
	errCookieValue    = errors.New("http: invalid cookie value")
	errCookiesTooMany = errors.New("http: number of cookies exceeded limit")
)

// maxCookies bounds how many cookies are read of one message.
const maxCookies = 3000

// ParseCookie reads the cookies of a Cookie header.
func ParseCookie(line string) ([]*Cookie, error) {
	parts := strings.Split(textproto.TrimString(line), ";")
	if len(parts) == 1 && parts[0] == "" {
		return nil, errBlankCookie
	}
	cookies := make([]*Cookie, 0, len(parts))
	for _, s := range parts {
		s = textproto.TrimString(s)
		name, value, found := strings.Cut(s, "=")
		if !found {
			return nil, errCookieEquals
		}
		if !isToken(name) {
			return nil, errCookieName
		}
		value, quoted, ok := parseCookieValue(value, true)
		if !ok {
			return nil, errCookieValue
		}
		cookies = append(cookies, &Cookie{Name: name, Value: value, Quoted: quoted})
	}
	return cookies, nil
}

// ParseSetCookie reads a Set-Cookie header.
func ParseSetCookie(line string) (*Cookie, error) {
	parts := strings.Split(textproto.TrimString(line), ";")
	if len(parts) == 1 && parts[0] == "" {
		return nil, errBlankCookie
	}
	name, value, ok := strings.Cut(textproto.TrimString(parts[0]), "=")
	if !ok {
		return nil, errCookieEquals
	}
	if name = textproto.TrimString(name); !isToken(name) {
		return nil, errCookieName
	}
	value, quoted, ok := parseCookieValue(value, true)
	if !ok {
		return nil, errCookieValue
	}
	c := &Cookie{Name: name, Value: value, Quoted: quoted, Raw: line}
	for _, part := range parts[1:] {
		if part = textproto.TrimString(part); part == "" {
			continue
		}
		if !c.setAttribute(part) {
			c.Unparsed = append(c.Unparsed, part)
		}
	}
	return c, nil
}

func (c *Cookie) setAttribute(part string) bool {
	attr, v, _ := strings.Cut(part, "=")
	if !isASCII(attr) {
		return false
	}
	v, _, ok := parseCookieValue(v, false)
	if !ok {
		return false
	}
	switch strings.ToLower(attr) {
	case "samesite":
		switch {
		case !isASCII(v):
			c.SameSite = SameSiteDefaultMode
		case strings.EqualFold(v, "lax"):
			c.SameSite = SameSiteLaxMode
		case strings.EqualFold(v, "strict"):
			c.SameSite = SameSiteStrictMode
		case strings.EqualFold(v, "none"):
			c.SameSite = SameSiteNoneMode
		default:
			c.SameSite = SameSiteDefaultMode
		}
	case "secure":
		c.Secure = true
	case "httponly":
		c.HttpOnly = true
	case "partitioned":
		c.Partitioned = true
	case "domain":
		c.Domain = v
	case "path":
		c.Path = v
	case "max-age":
		n, err := strconv.Atoi(v)
		if err != nil || n != 0 && v[0] == '0' {
			return false
		}
		if n <= 0 {
			n = -1
		}
		c.MaxAge = n
	case "expires":
		c.RawExpires = v
		t, err := time.Parse(time.RFC1123, v)
		if err != nil {
			if t, err = time.Parse("Mon, 02-Jan-2006 15:04:05 MST", v); err != nil {
				c.Expires = time.Time{}
				return false
			}
		}
		c.Expires = t.UTC()
	default:
		return false
	}
	return true
}

// readSetCookies returns the cookies of a response that are well formed.
func readSetCookies(h Header) []*Cookie {
	lines := h["Set-Cookie"]
	if len(lines) == 0 || len(lines) > maxCookies {
		return []*Cookie{}
	}
	cookies := make([]*Cookie, 0, len(lines))
	for _, line := range lines {
		if c, err := ParseSetCookie(line); err == nil {
			cookies = append(cookies, c)
		}
	}
	return cookies
}

// readCookies returns the cookies of a request, those with the name filter if it
// is not "".
func readCookies(h Header, filter string) []*Cookie {
	lines := h["Cookie"]
	if len(lines) == 0 {
		return []*Cookie{}
	}
	n := 0
	for _, line := range lines {
		n += strings.Count(line, ";") + 1
	}
	if n > maxCookies {
		return []*Cookie{}
	}
	cookies := make([]*Cookie, 0, len(lines)+strings.Count(lines[0], ";"))
	for _, line := range lines {
		line = textproto.TrimString(line)
		for line != "" {
			var part string
			part, line, _ = strings.Cut(line, ";")
			if part = textproto.TrimString(part); part == "" {
				continue
			}
			name, value, _ := strings.Cut(part, "=")
			if name = textproto.TrimString(name); !isToken(name) || filter != "" && filter != name {
				continue
			}
			value, quoted, ok := parseCookieValue(value, true)
			if ok {
				cookies = append(cookies, &Cookie{Name: name, Value: value, Quoted: quoted})
			}
		}
	}
	return cookies
}

// SetCookie adds a Set-Cookie header; a cookie that is not valid may be left out.
func SetCookie(w ResponseWriter, cookie *Cookie) {
	if v := cookie.String(); v != "" {
		w.Header().Add("Set-Cookie", v)
	}
}

// String returns c as Set-Cookie has it or, with only a name and a value, as
// Cookie has it; "" if its name is not valid.
func (c *Cookie) String() string {
	if c == nil || !isToken(c.Name) {
		return ""
	}
	var b strings.Builder
	b.WriteString(c.Name + "=" + sanitizeCookieValue(c.Value, c.Quoted))
	if c.Path != "" {
		b.WriteString("; Path=" + sanitizeCookiePath(c.Path))
	}
	if c.Domain != "" {
		if validCookieDomain(c.Domain) {
			b.WriteString("; Domain=" + strings.TrimPrefix(c.Domain, "."))
		} else {
			log.Printf("net/http: invalid Cookie.Domain %q; dropping domain attribute", c.Domain)
		}
	}
	if validCookieExpires(c.Expires) {
		b.WriteString("; Expires=" + c.Expires.UTC().Format(TimeFormat))
	}
	if c.MaxAge > 0 {
		b.WriteString("; Max-Age=" + strconv.Itoa(c.MaxAge))
	} else if c.MaxAge < 0 {
		b.WriteString("; Max-Age=0")
	}
	if c.HttpOnly {
		b.WriteString("; HttpOnly")
	}
	if c.Secure {
		b.WriteString("; Secure")
	}
	switch c.SameSite {
	case SameSiteNoneMode:
		b.WriteString("; SameSite=None")
	case SameSiteLaxMode:
		b.WriteString("; SameSite=Lax")
	case SameSiteStrictMode:
		b.WriteString("; SameSite=Strict")
	}
	if c.Partitioned {
		b.WriteString("; Partitioned")
	}
	return b.String()
}

// Valid returns why c cannot be sent, or nil.
func (c *Cookie) Valid() error {
	if c == nil {
		return errors.New("http: nil Cookie")
	}
	if !isToken(c.Name) {
		return errors.New("http: invalid Cookie.Name")
	}
	if !c.Expires.IsZero() && !validCookieExpires(c.Expires) {
		return errors.New("http: invalid Cookie.Expires")
	}
	for i := 0; i < len(c.Value); i++ {
		if !validCookieByte(c.Value[i]) {
			return fmt.Errorf("http: invalid byte %q in Cookie.Value", c.Value[i])
		}
	}
	for i := 0; i < len(c.Path); i++ {
		if !validPathByte(c.Path[i]) {
			return fmt.Errorf("http: invalid byte %q in Cookie.Path", c.Path[i])
		}
	}
	if c.Domain != "" && !validCookieDomain(c.Domain) {
		return errors.New("http: invalid Cookie.Domain")
	}
	if c.Partitioned && !c.Secure {
		return errors.New("http: partitioned cookies must be set with Secure")
	}
	return nil
}

// validCookieExpires: years that the header's format can have.
func validCookieExpires(t time.Time) bool { return t.Year() >= 1601 }

func validCookieDomain(v string) bool {
	if isDomainName(v) {
		return true
	}
	return net.ParseIP(v) != nil && !strings.Contains(v, ":")
}

// isDomainName reports whether s has labels of letters, digits and hyphens, and
// not digits only.
func isDomainName(s string) bool {
	if s == "" || len(s) > 255 {
		return false
	}
	s = strings.TrimPrefix(s, ".")
	letters := false
	last, length := byte('.'), 0
	for i := 0; i < len(s); i++ {
		c := s[i]
		switch {
		case 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z':
			letters = true
			length++
		case '0' <= c && c <= '9':
			length++
		case c == '-':
			if last == '.' {
				return false
			}
			length++
		case c == '.':
			if last == '.' || last == '-' || length > 63 || length == 0 {
				return false
			}
			length = 0
		default:
			return false
		}
		last = c
	}
	return last != '-' && length <= 63 && letters
}

func validCookieByte(c byte) bool { return ' ' <= c && c < 0x7f && c != '"' && c != ';' && c != '\\' }

func validPathByte(c byte) bool { return ' ' <= c && c < 0x7f && c != ';' }

// sanitizeCookieValue drops bytes that values do not have; spaces and commas
// stand in quotes.
func sanitizeCookieValue(v string, quoted bool) string {
	v = sanitize("Cookie.Value", validCookieByte, v)
	if v == "" {
		return v
	}
	if quoted || strings.ContainsAny(v, " ,") {
		return `"` + v + `"`
	}
	return v
}

func sanitizeCookiePath(v string) string { return sanitize("Cookie.Path", validPathByte, v) }

func sanitize(field string, valid func(byte) bool, v string) string {
	var kept []byte
	for i := 0; i < len(v); i++ {
		if valid(v[i]) {
			if kept != nil {
				kept = append(kept, v[i])
			}
			continue
		}
		if kept == nil {
			log.Printf("net/http: invalid byte %q in %s; dropping invalid bytes", v[i], field)
			kept = append(make([]byte, 0, len(v)), v[:i]...)
		}
	}
	if kept == nil {
		return v
	}
	return string(kept)
}

func parseCookieValue(raw string, allowQuotes bool) (value string, quoted, ok bool) {
	if allowQuotes && len(raw) > 1 && raw[0] == '"' && raw[len(raw)-1] == '"' {
		raw = raw[1 : len(raw)-1]
		quoted = true
	}
	for i := 0; i < len(raw); i++ {
		if !validCookieByte(raw[i]) {
			return "", quoted, false
		}
	}
	return raw, quoted, true
}

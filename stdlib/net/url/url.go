// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package url parses URLs, and escapes queries (RFC 3986, with what is in use
// besides).
package url

import (
	"errors"
	"fmt"
	"net/netip"
	"path"
	"strings"
)

// An Error says which operation failed on what URL.
type Error struct {
	Op  string
	URL string
	Err error
}

func (e *Error) Unwrap() error { return e.Err }
func (e *Error) Error() string { return fmt.Sprintf("%s %q: %s", e.Op, e.URL, e.Err) }

// Timeout reports whether the cause is that time ran out.
func (e *Error) Timeout() bool {
	t, ok := e.Err.(interface{ Timeout() bool })
	return ok && t.Timeout()
}

// Temporary reports whether trying again may help.
func (e *Error) Temporary() bool {
	t, ok := e.Err.(interface{ Temporary() bool })
	return ok && t.Temporary()
}

// A URL is [scheme:][//[userinfo@]host][/]path[?query][#fragment], or
// scheme:opaque[?query][#fragment]. Path, Host and Fragment are not escaped;
// the Raw forms are hints, used if they stand for the same.
type URL struct {
	Scheme      string
	Opaque      string
	User        *Userinfo
	Host        string // host or host:port
	Path        string
	Fragment    string
	RawQuery    string // without the ?
	RawPath     string // "": the usual escaping
	RawFragment string
	ForceQuery  bool // a ? even if the query is empty
	OmitHost    bool // no // for an empty host
}

// Userinfo is a user's name, perhaps with a password.
type Userinfo struct {
	username    string
	password    string
	passwordSet bool
}

// User returns a Userinfo without password.
func User(username string) *Userinfo { return &Userinfo{username: username} }

// UserPassword returns a Userinfo with a password. That is read by too many
// to be a good idea.
func UserPassword(username, password string) *Userinfo {
	return &Userinfo{username, password, true}
}

// Username returns the name.
func (u *Userinfo) Username() string {
	if u == nil {
		return ""
	}
	return u.username
}

// Password returns the password, and whether there is one.
func (u *Userinfo) Password() (string, bool) {
	if u == nil {
		return "", false
	}
	return u.password, u.passwordSet
}

func (u *Userinfo) String() string {
	if u == nil {
		return ""
	}
	s := escape(u.username, inUserPassword)
	if u.passwordSet {
		s += ":" + escape(u.password, inUserPassword)
	}
	return s
}

// splitScheme takes the scheme off; there is none if a character that a
// scheme cannot have comes before the colon.
func splitScheme(s string) (scheme, rest string, err error) {
	for i := 0; i < len(s); i++ {
		switch c := s[i]; {
		case 'a' <= c|0x20 && c|0x20 <= 'z':
		case '0' <= c && c <= '9' || c == '+' || c == '-' || c == '.':
			if i == 0 {
				return "", s, nil
			}
		case c == ':':
			if i == 0 {
				return "", "", errMissingScheme
			}
			return s[:i], s[i+1:], nil
		default:
			return "", s, nil
		}
	}
	return "", s, nil
}

func withoutFragment(s string) (string, string) {
	s, fragment, _ := strings.Cut(s, "#")
	return s, fragment
}

// Parse parses a URL, relative or absolute.
func Parse(rawURL string) (*URL, error) {
	s, fragment := withoutFragment(rawURL)
	u, err := parse(s, false)
	if err != nil {
		return nil, &Error{"parse", s, err}
	}
	if fragment == "" {
		return u, nil
	}
	if err := u.setFragment(fragment); err != nil {
		return nil, &Error{"parse", rawURL, err}
	}
	return u, nil
}

// ParseRequestURI parses the URL of an HTTP request: absolute, or an absolute
// path, and without fragment.
func ParseRequestURI(rawURL string) (*URL, error) {
	u, err := parse(rawURL, true)
	if err != nil {
		return nil, &Error{"parse", rawURL, err}
	}
	return u, nil
}

func parse(s string, request bool) (*URL, error) {
	for i := 0; i < len(s); i++ {
		if s[i] < ' ' || s[i] == 0x7f {
			return nil, errors.New("net/url: invalid control character in URL")
		}
	}
	if s == "" && request {
		return nil, errors.New("empty url")
	}
	u := new(URL)
	if s == "*" {
		u.Path = "*"
		return u, nil
	}
	scheme, rest, err := splitScheme(s)
	if err != nil {
		return nil, err
	}
	u.Scheme = strings.ToLower(scheme)
	if strings.HasSuffix(rest, "?") && strings.Count(rest, "?") == 1 {
		u.ForceQuery = true
		rest = rest[:len(rest)-1]
	} else {
		rest, u.RawQuery, _ = strings.Cut(rest, "?")
	}
	if !strings.HasPrefix(rest, "/") {
		if u.Scheme != "" {
			u.Opaque = rest
			return u, nil
		}
		if request {
			return nil, errors.New("invalid URI for request")
		}
		// "a:b/c" would be read as a scheme.
		if segment, _, _ := strings.Cut(rest, "/"); strings.Contains(segment, ":") {
			return nil, errors.New("first path segment in URL cannot contain colon")
		}
	}
	if (u.Scheme != "" || !request && !strings.HasPrefix(rest, "///")) && strings.HasPrefix(rest, "//") {
		authority := rest[2:]
		rest = ""
		if i := strings.IndexByte(authority, '/'); i >= 0 {
			authority, rest = authority[:i], authority[i:]
		}
		if u.User, u.Host, err = parseAuthority(authority); err != nil {
			return nil, err
		}
	} else if u.Scheme != "" && strings.HasPrefix(rest, "/") {
		u.OmitHost = true
	}
	if err := u.setPath(rest); err != nil {
		return nil, err
	}
	return u, nil
}

func parseAuthority(s string) (user *Userinfo, host string, err error) {
	i := strings.LastIndexByte(s, '@')
	if host, err = parseHost(s[i+1:]); err != nil {
		return nil, "", err
	}
	if i < 0 {
		return nil, host, nil
	}
	for _, c := range []byte(s[:i]) {
		if 'a' <= c|0x20 && c|0x20 <= 'z' || '0' <= c && c <= '9' || strings.IndexByte("-._:~!$&'()*+,;=%@", c) >= 0 {
			continue
		}
		return nil, "", errors.New("net/url: invalid userinfo")
	}
	name, password, has := strings.Cut(s[:i], ":")
	if name, err = unescape(name, inUserPassword); err != nil {
		return nil, "", err
	}
	if !has {
		return User(name), host, nil
	}
	if password, err = unescape(password, inUserPassword); err != nil {
		return nil, "", err
	}
	return UserPassword(name, password), host, nil
}

// validPort reports whether s is empty or a colon and digits.
func validPort(s string) bool {
	if s == "" {
		return true
	}
	if s[0] != ':' {
		return false
	}
	for _, c := range []byte(s[1:]) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return true
}

func parseHost(s string) (string, error) {
	open := strings.LastIndexByte(s, '[')
	if open > 0 {
		return "", errors.New("invalid IP-literal")
	}
	if open < 0 {
		if i := strings.IndexByte(s, ':'); i >= 0 && !validPort(s[i:]) {
			return "", fmt.Errorf("invalid port %q after host", s[i:])
		}
		return unescape(s, inHost)
	}
	end := strings.LastIndexByte(s, ']')
	if end < 0 {
		return "", errors.New("missing ']' in host")
	}
	if port := s[end+1:]; !validPort(port) {
		return "", fmt.Errorf("invalid port %q after host", port)
	}
	inside := s[1:end]
	address, err := "", error(nil)
	if zone := strings.Index(inside, "%25"); zone >= 0 { // RFC 6874
		a, err1 := unescape(inside[:zone], inHost)
		z, err2 := unescape(inside[zone:], inZone)
		if err1 != nil {
			return "", err1
		}
		if err2 != nil {
			return "", err2
		}
		address = a + z
	} else if address, err = unescape(inside, inHost); err != nil {
		return "", err
	}
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return "", fmt.Errorf("invalid host: %w", err)
	}
	if ip.Is4() {
		return "", errors.New("invalid IP-literal")
	}
	port, err := unescape(s[end+1:], inHost)
	return "[" + address + "]" + port, err
}

// setPath sets Path, and RawPath if s is not what Path would be escaped to.
func (u *URL) setPath(s string) (err error) {
	if u.Path, err = unescape(s, inPath); err != nil {
		return err
	}
	u.RawPath = ""
	if escape(u.Path, inPath) != s {
		u.RawPath = s
	}
	return nil
}

func (u *URL) setFragment(s string) (err error) {
	if u.Fragment, err = unescape(s, inFragment); err != nil {
		return err
	}
	u.RawFragment = ""
	if escape(u.Fragment, inFragment) != s {
		u.RawFragment = s
	}
	return nil
}

// EscapedPath returns the path as it is written in the URL.
func (u *URL) EscapedPath() string {
	if u.RawPath != "" && validEncoded(u.RawPath, inPath) {
		if p, err := unescape(u.RawPath, inPath); err == nil && p == u.Path {
			return u.RawPath
		}
	}
	if u.Path == "*" {
		return "*"
	}
	return escape(u.Path, inPath)
}

// EscapedFragment returns the fragment as it is written in the URL.
func (u *URL) EscapedFragment() string {
	if u.RawFragment != "" && validEncoded(u.RawFragment, inFragment) {
		if f, err := unescape(u.RawFragment, inFragment); err == nil && f == u.Fragment {
			return u.RawFragment
		}
	}
	return escape(u.Fragment, inFragment)
}

// String puts the URL together.
func (u *URL) String() string {
	var b strings.Builder
	if u.Scheme != "" {
		b.WriteString(u.Scheme + ":")
	}
	if u.Opaque != "" {
		b.WriteString(u.Opaque)
	} else {
		if u.Scheme != "" || u.Host != "" || u.User != nil {
			if !u.OmitHost || u.Host != "" || u.User != nil {
				if u.Host != "" || u.Path != "" || u.User != nil {
					b.WriteString("//")
				}
				if u.User != nil {
					b.WriteString(u.User.String() + "@")
				}
				b.WriteString(escape(u.Host, inHost))
			}
		}
		p := u.EscapedPath()
		if p != "" && p[0] != '/' && u.Host != "" {
			b.WriteByte('/')
		}
		if b.Len() == 0 {
			// A colon in the first segment would make it a scheme.
			if segment, _, _ := strings.Cut(p, "/"); strings.Contains(segment, ":") {
				b.WriteString("./")
			}
		}
		b.WriteString(p)
	}
	if u.ForceQuery || u.RawQuery != "" {
		b.WriteString("?" + u.RawQuery)
	}
	if u.Fragment != "" {
		b.WriteString("#" + u.EscapedFragment())
	}
	return b.String()
}

// Redacted is String with xxxxx for a password.
func (u *URL) Redacted() string {
	if u == nil {
		return ""
	}
	c := *u
	if _, has := c.User.Password(); has {
		c.User = UserPassword(c.User.Username(), "xxxxx")
	}
	return c.String()
}

// IsAbs reports whether there is a scheme.
func (u *URL) IsAbs() bool { return u.Scheme != "" }

// Parse parses a URL that may be relative to u.
func (u *URL) Parse(ref string) (*URL, error) {
	r, err := Parse(ref)
	if err != nil {
		return nil, err
	}
	return u.ResolveReference(r), nil
}

// resolvePath returns ref, relative to base, without . and .. (RFC 3986, 5.2).
func resolvePath(base, ref string) string {
	full := ref
	if ref == "" {
		full = base
	} else if ref[0] != '/' {
		full = base[:strings.LastIndexByte(base, '/')+1] + ref
	}
	if full == "" {
		return ""
	}
	var out []string
	elements := strings.Split(full, "/")
	if elements[0] == "" {
		elements = elements[1:]
	}
	for _, e := range elements {
		switch e {
		case ".":
		case "..":
			if len(out) > 0 {
				out = out[:len(out)-1]
			}
		default:
			out = append(out, e)
		}
	}
	if last := elements[len(elements)-1]; last == "." || last == ".." {
		out = append(out, "")
	}
	p := "/" + strings.Join(out, "/")
	if len(p) > 1 && p[1] == '/' {
		p = p[1:]
	}
	return p
}

// ResolveReference returns what ref is, seen from u.
func (u *URL) ResolveReference(ref *URL) *URL {
	r := *ref
	if ref.Scheme == "" {
		r.Scheme = u.Scheme
	}
	if ref.Scheme != "" || ref.Host != "" || ref.User != nil {
		r.setPath(resolvePath(ref.EscapedPath(), ""))
		return &r
	}
	if ref.Opaque != "" {
		r.User, r.Host, r.Path = nil, "", ""
		return &r
	}
	if ref.Path == "" && !ref.ForceQuery && ref.RawQuery == "" {
		r.RawQuery = u.RawQuery
		if ref.Fragment == "" {
			r.Fragment, r.RawFragment = u.Fragment, u.RawFragment
		}
	}
	if ref.Path == "" && u.Opaque != "" {
		r.Opaque, r.User, r.Host, r.Path = u.Opaque, nil, "", ""
		return &r
	}
	r.Host, r.User = u.Host, u.User
	r.setPath(resolvePath(u.EscapedPath(), ref.EscapedPath()))
	return &r
}

// Query parses RawQuery, and drops what is not valid.
func (u *URL) Query() Values {
	v, _ := ParseQuery(u.RawQuery)
	return v
}

// RequestURI returns path and query as HTTP sends them.
func (u *URL) RequestURI() string {
	s := u.Opaque
	if s == "" {
		if s = u.EscapedPath(); s == "" {
			s = "/"
		}
	} else if strings.HasPrefix(s, "//") {
		s = u.Scheme + ":" + s
	}
	if u.ForceQuery || u.RawQuery != "" {
		s += "?" + u.RawQuery
	}
	return s
}

// Hostname returns Host without port and brackets.
func (u *URL) Hostname() string {
	host, _ := splitHostPort(u.Host)
	return host
}

// Port returns the port in Host, "" if there is none.
func (u *URL) Port() string {
	_, port := splitHostPort(u.Host)
	return port
}

func splitHostPort(s string) (host, port string) {
	host = s
	if i := strings.LastIndexByte(s, ':'); i >= 0 && validPort(s[i:]) {
		host, port = s[:i], s[i+1:]
	}
	if strings.HasPrefix(host, "[") && strings.HasSuffix(host, "]") {
		host = host[1 : len(host)-1]
	}
	return host, port
}

// MarshalBinary returns String's form.
func (u *URL) MarshalBinary() ([]byte, error) { return u.AppendBinary(nil) }

// AppendBinary appends String's form to b.
func (u *URL) AppendBinary(b []byte) ([]byte, error) { return append(b, u.String()...), nil }

// UnmarshalBinary parses what MarshalBinary returns.
func (u *URL) UnmarshalBinary(text []byte) error {
	p, err := Parse(string(text))
	if err != nil {
		return err
	}
	*u = *p
	return nil
}

// JoinPath adds elements to the path, and cleans it.
func (u *URL) JoinPath(elem ...string) *URL {
	elem = append([]string{u.EscapedPath()}, elem...)
	var p string
	if strings.HasPrefix(elem[0], "/") {
		p = path.Join(elem...)
	} else {
		elem[0] = "/" + elem[0] // so that .. does not lead out
		p = path.Join(elem...)[1:]
	}
	if strings.HasSuffix(elem[len(elem)-1], "/") && !strings.HasSuffix(p, "/") {
		p += "/"
	}
	c := *u
	c.setPath(p)
	return &c
}

// JoinPath is URL.JoinPath of a URL as text.
func JoinPath(base string, elem ...string) (string, error) {
	u, err := Parse(base)
	if err != nil {
		return "", err
	}
	return u.JoinPath(elem...).String(), nil
}

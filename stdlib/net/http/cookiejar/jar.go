// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package cookiejar keeps cookies in memory, as RFC 6265 says.
package cookiejar

import (
	"errors"
	"net"
	"net/http"
	"net/http/internal/punycode"
	"net/url"
	"sort"
	"strings"
	"sync"
	"time"
)

// A PublicSuffixList knows the domains under which anybody can have a name, such
// as "co.uk": no cookie is set for those.
type PublicSuffixList interface {
	PublicSuffix(domain string) string
	String() string
}

// Options are those of New.
type Options struct {
	// PublicSuffixList, if nil, lets a server of a.co.uk set cookies for co.uk.
	PublicSuffixList PublicSuffixList
}

// A Jar is an http.CookieJar.
type Jar struct {
	suffixes PublicSuffixList

	mu      sync.Mutex
	entries map[string]map[string]entry // by the key of the host, and the entry's id
	next    uint64                      // entry's number
}

// An entry is a cookie that is kept.
type entry struct {
	Name, Value string
	quoted      bool
	domain      string // in lower case, without a dot
	path        string
	secure      bool
	hostOnly    bool // not for hosts below domain
	persistent  bool // Expires counts
	Expires     time.Time
	creation    time.Time
	number      uint64 // in the order of creation
}

func (e *entry) id() string { return e.domain + ";" + e.path + ";" + e.Name }

// New returns an empty Jar. o may be nil.
func New(o *Options) (*Jar, error) {
	j := &Jar{entries: make(map[string]map[string]entry)}
	if o != nil {
		j.suffixes = o.PublicSuffixList
	}
	return j, nil
}

// Cookies returns the cookies for a request to u, those with long paths first.
func (j *Jar) Cookies(u *url.URL) (cookies []*http.Cookie) { return j.cookies(u, time.Now()) }

func (j *Jar) cookies(u *url.URL, now time.Time) (cookies []*http.Cookie) {
	if u.Scheme != "http" && u.Scheme != "https" {
		return nil
	}
	host, err := canonicalHost(u.Host)
	if err != nil {
		return nil
	}
	key := jarKey(host, j.suffixes)
	j.mu.Lock()
	defer j.mu.Unlock()
	kept := j.entries[key]
	path := u.Path
	if path == "" {
		path = "/"
	}
	var found []entry
	for id, e := range kept {
		if e.persistent && !e.Expires.After(now) {
			delete(kept, id)
			continue
		}
		if e.forHost(host) && pathMatch(e.path, path) && (u.Scheme == "https" || !e.secure) {
			found = append(found, e)
		}
	}
	if len(kept) == 0 {
		delete(j.entries, key)
	}
	sort.Slice(found, func(a, b int) bool {
		s, t := &found[a], &found[b]
		if len(s.path) != len(t.path) {
			return len(s.path) > len(t.path)
		}
		if c := s.creation.Compare(t.creation); c != 0 {
			return c < 0
		}
		return s.number < t.number
	})
	for _, e := range found {
		cookies = append(cookies, &http.Cookie{Name: e.Name, Value: e.Value, Quoted: e.quoted})
	}
	return cookies
}

func (e *entry) forHost(host string) bool {
	return e.domain == host || !e.hostOnly && hasDotSuffix(host, e.domain)
}

// hasDotSuffix reports whether s is below the domain suffix.
func hasDotSuffix(s, suffix string) bool { return strings.HasSuffix(s, "."+suffix) }

// pathMatch: RFC 6265, 5.1.4.
func pathMatch(prefix, path string) bool {
	rest, ok := strings.CutPrefix(path, prefix)
	return ok && (rest == "" || strings.HasSuffix(prefix, "/") || rest[0] == '/')
}

// SetCookies takes the cookies of a response from u.
func (j *Jar) SetCookies(u *url.URL, cookies []*http.Cookie) { j.setCookies(u, cookies, time.Now()) }

func (j *Jar) setCookies(u *url.URL, cookies []*http.Cookie, now time.Time) {
	if len(cookies) == 0 || u.Scheme != "http" && u.Scheme != "https" {
		return
	}
	host, err := canonicalHost(u.Host)
	if err != nil {
		return
	}
	key := jarKey(host, j.suffixes)
	j.mu.Lock()
	defer j.mu.Unlock()
	for _, c := range cookies {
		e, remove, err := j.newEntry(c, now, defaultPath(u.Path), host)
		if err != nil {
			continue
		}
		id := e.id()
		if remove {
			delete(j.entries[key], id)
			continue
		}
		if j.entries[key] == nil {
			j.entries[key] = make(map[string]entry)
		}
		if old, ok := j.entries[key][id]; ok { // what it replaces gives it its place
			e.creation, e.number = old.creation, old.number
		} else {
			e.creation, e.number = now, j.next
			j.next++
		}
		j.entries[key][id] = e
	}
	if len(j.entries[key]) == 0 {
		delete(j.entries, key)
	}
}

// canonicalHost returns host without a port, in lower case.
func canonicalHost(host string) (string, error) {
	if hasPort(host) {
		var err error
		if host, _, err = net.SplitHostPort(host); err != nil {
			return "", err
		}
	}
	return punycode.ToASCII(strings.ToLower(strings.TrimSuffix(host, ".")))
}

func hasPort(host string) bool {
	colons := strings.Count(host, ":")
	return colons == 1 || colons > 1 && len(host) > 0 && host[0] == '[' && strings.Contains(host, "]:")
}

func isIP(host string) bool {
	if strings.ContainsAny(host, ":%") {
		return true // of no name
	}
	return net.ParseIP(host) != nil
}

// jarKey returns the part of host for which cookies can be set: the public suffix
// and one label.
func jarKey(host string, suffixes PublicSuffixList) string {
	if isIP(host) {
		return host
	}
	var i int
	if suffixes == nil {
		if i = strings.LastIndex(host, "."); i <= 0 {
			return host
		}
	} else {
		suffix := suffixes.PublicSuffix(host)
		if suffix == host {
			return host
		}
		if i = len(host) - len(suffix); i <= 0 || host[i-1] != '.' {
			return host // the list is broken
		}
	}
	return host[strings.LastIndex(host[:i-1], ".")+1:]
}

// defaultPath: RFC 6265, 5.1.4.
func defaultPath(path string) string {
	if path == "" || path[0] != '/' {
		return "/"
	}
	i := strings.LastIndex(path, "/")
	if i == 0 {
		return "/"
	}
	return path[:i]
}

// newEntry makes an entry of a cookie; remove: it is to be deleted.
func (j *Jar) newEntry(c *http.Cookie, now time.Time, defPath, host string) (e entry, remove bool, err error) {
	e.Name = c.Name
	e.path = c.Path
	if e.path == "" || e.path[0] != '/' {
		e.path = defPath
	}
	if e.domain, e.hostOnly, err = j.domainAndType(host, c.Domain); err != nil {
		return e, false, err
	}
	switch { // Max-Age counts before Expires
	case c.MaxAge < 0:
		return e, true, nil
	case c.MaxAge > 0:
		e.Expires = now.Add(time.Duration(c.MaxAge) * time.Second)
		e.persistent = true
	case c.Expires.IsZero():
		e.Expires = time.Date(9999, 12, 31, 23, 59, 59, 0, time.UTC)
	default:
		if !c.Expires.After(now) {
			return e, true, nil
		}
		e.Expires = c.Expires
		e.persistent = true
	}
	e.Value, e.quoted, e.secure = c.Value, c.Quoted, c.Secure
	return e, false, nil
}

var (
	errIllegalDomain   = errors.New("cookiejar: illegal cookie domain attribute")
	errMalformedDomain = errors.New("cookiejar: malformed cookie domain attribute")
)

// domainAndType: RFC 6265, 5.3, steps 4 to 6.
func (j *Jar) domainAndType(host, domain string) (string, bool, error) {
	if domain == "" {
		return host, true, nil
	}
	if isIP(host) { // browsers take what is the host itself
		if host != domain {
			return "", false, errIllegalDomain
		}
		return host, true, nil
	}
	domain = strings.TrimPrefix(domain, ".")
	if domain == "" || domain[0] == '.' {
		return "", false, errMalformedDomain
	}
	for i := 0; i < len(domain); i++ {
		if domain[i] >= 0x80 {
			return "", false, errMalformedDomain
		}
	}
	domain = strings.ToLower(domain)
	if domain[len(domain)-1] == '.' {
		return "", false, errMalformedDomain
	}
	if j.suffixes != nil {
		if s := j.suffixes.PublicSuffix(domain); s != "" && !hasDotSuffix(domain, s) {
			if host == domain { // a public suffix that is a host
				return host, true, nil
			}
			return "", false, errIllegalDomain
		}
	}
	if host != domain && !hasDotSuffix(host, domain) {
		return "", false, errIllegalDomain
	}
	return domain, false, nil
}

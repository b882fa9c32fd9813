// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package hpack implements the compression of header fields in HTTP/2: RFC 7541.
package hpack

import "strings"

// A Field is a header field.
type Field struct {
	Name, Value string
	Sensitive   bool // is never put into a table, here or by who passes it on
}

// Size is what the field counts for: RFC 7541, 4.1.
func (f Field) Size() uint32 { return entrySize(f.Name, f.Value) }

func entrySize(name, value string) uint32 { return uint32(len(name) + len(value) + 32) }

// DefaultTableSize is the size of a dynamic table before anything is said.
const DefaultTableSize = 4096

// staticText is RFC 7541, appendix A: a line an entry, with the value behind a blank.
const staticText = `:authority
:method GET
:method POST
:path /
:path /index.html
:scheme http
:scheme https
:status 200
:status 204
:status 206
:status 304
:status 400
:status 404
:status 500
accept-charset
accept-encoding gzip, deflate
accept-language
accept-ranges
accept
access-control-allow-origin
age
allow
authorization
cache-control
content-disposition
content-encoding
content-language
content-length
content-location
content-range
content-type
cookie
date
etag
expect
expires
from
host
if-match
if-modified-since
if-none-match
if-range
if-unmodified-since
last-modified
link
location
max-forwards
proxy-authenticate
proxy-authorization
range
referer
refresh
retry-after
server
set-cookie
strict-transport-security
transfer-encoding
user-agent
vary
via
www-authenticate`

type pair struct{ name, value string }

var (
	static      []pair // entry i+1 is static[i]
	staticNames = make(map[string]uint64)
	staticPairs = make(map[pair]uint64)
)

func init() {
	for i, line := range strings.Split(staticText, "\n") {
		name, value, _ := strings.Cut(line, " ")
		p := pair{name, value}
		static = append(static, p)
		if staticNames[name] == 0 {
			staticNames[name] = uint64(i + 1)
		}
		staticPairs[p] = uint64(i + 1)
	}
}

// A table is a dynamic table. Entries are numbered as they come, from 1; the
// newest has the lowest index.
type table struct {
	entries []pair // the oldest first
	first   uint64 // number of entries[0]
	size    uint32
	max     uint32
}

func (t *table) len() int { return len(t.entries) }

// last is the number of the newest entry.
func (t *table) last() uint64 { return t.first + uint64(len(t.entries)) - 1 }

// add returns how many entries were evicted. One that is too large empties the table.
func (t *table) add(p pair) (evicted []pair, added bool) {
	n := entrySize(p.name, p.value)
	if n > t.max {
		return t.shrink(0), false
	}
	evicted = t.shrink(t.max - n)
	t.entries = append(t.entries, p)
	t.size += n
	return evicted, true
}

// shrink evicts until no more than max is used.
func (t *table) shrink(max uint32) []pair {
	n := 0
	for t.size > max {
		t.size -= entrySize(t.entries[n].name, t.entries[n].value)
		n++
	}
	evicted := t.entries[:n]
	t.entries = t.entries[n:] // append moves what is left when it must
	t.first += uint64(n)
	return evicted
}

// at returns the entry with an index of the whole address space.
func (t *table) at(index uint64) (pair, bool) {
	if index == 0 {
		return pair{}, false
	}
	if index <= uint64(len(static)) {
		return static[index-1], true
	}
	index -= uint64(len(static)) + 1
	if index >= uint64(len(t.entries)) {
		return pair{}, false
	}
	return t.entries[uint64(len(t.entries))-1-index], true
}

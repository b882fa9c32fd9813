// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements Replacer.
//
// At each position the first pair, in the order of the arguments, whose old
// string is there wins. Pairs are found through the first byte of old: a chain
// of the pairs that begin with it, in order. Most sets have chains of one or
// two, which is why there is no trie.

package strings

import (
	"internal/bytealg"
	"io"
	"sync"
)

// A Replacer replaces several strings by others in one pass. It may be used by
// several goroutines at once.
type Replacer struct {
	once  sync.Once // guards the making of what follows pairs
	pairs []string  // old, new, old, new, ...

	bytes  *[256]byte  // what becomes of each byte, if all are of length 1
	first  *[256]int32 // 1 + index of the first pair that begins with a byte; 0 if none
	next   []int32     // the same for the following pair with the same first byte; indexed by pair
	empty  int         // index of the first pair with an empty old; len(pairs)/2 if none
	single string      // old of the only pair, if it is not empty
}

// NewReplacer returns a Replacer for pairs of an old string and the new one
// that replaces it. Replacements are made in the order in which they stand in
// the text, without overlap; where several old strings match, the first of the
// arguments is taken. It panics if the number of arguments is odd.
func NewReplacer(oldnew ...string) *Replacer {
	if len(oldnew)%2 != 0 {
		panic("strings.NewReplacer: odd argument count")
	}
	return &Replacer{pairs: append([]string(nil), oldnew...)}
}

func (r *Replacer) build() {
	count := len(r.pairs) / 2
	allBytes := count > 0
	for _, s := range r.pairs {
		allBytes = allBytes && len(s) == 1
	}
	if allBytes {
		r.bytes = new([256]byte)
		for i := range r.bytes {
			r.bytes[i] = byte(i)
		}
		for i := count - 1; i >= 0; i-- {
			r.bytes[r.pairs[2*i][0]] = r.pairs[2*i+1][0]
		}
		return
	}
	r.first = new([256]int32)
	r.next = make([]int32, count)
	r.empty = count
	if count == 1 {
		r.single = r.pairs[0]
	}
	for i := count - 1; i >= 0; i-- {
		old := r.pairs[2*i]
		if old == "" {
			r.empty = i
			continue
		}
		r.next[i] = r.first[old[0]]
		r.first[old[0]] = int32(i) + 1
	}
}

// match returns the index of the pair that applies at the start of s, or -1.
func (r *Replacer) match(s string, allowEmpty bool) int {
	if s != "" {
		for k := r.first[s[0]]; k != 0; k = r.next[k-1] {
			pair := int(k - 1)
			if pair > r.empty && allowEmpty {
				break
			}
			if HasPrefix(s, r.pairs[2*pair]) {
				return pair
			}
		}
	}
	if allowEmpty && r.empty < len(r.next) {
		return r.empty
	}
	return -1
}

// find returns the first match in s at or after i, as its index and its pair;
// pair is -1 if there is none.
func (r *Replacer) find(s string, i int, allowEmpty bool) (at, pair int) {
	if r.single != "" {
		if k := bytealg.IndexString(s[i:], r.single); k >= 0 {
			return i + k, 0
		}
		return 0, -1
	}
	if r.empty == len(r.next) {
		for ; i < len(s); i++ {
			if r.first[s[i]] != 0 {
				if pair = r.match(s[i:], false); pair >= 0 {
					return i, pair
				}
			}
		}
		return 0, -1
	}
	for ; i <= len(s); i++ {
		if pair = r.match(s[i:], allowEmpty); pair >= 0 {
			return i, pair
		}
		allowEmpty = true
	}
	return 0, -1
}

// Replace returns s with all replacements made.
func (r *Replacer) Replace(s string) string {
	r.once.Do(r.build)
	if r.bytes != nil {
		return r.replaceBytes(s)
	}
	at, pair := r.find(s, 0, true)
	if pair < 0 {
		return s
	}
	var b Builder
	b.Grow(len(s))
	last := 0
	for pair >= 0 {
		old := r.pairs[2*pair]
		b.WriteString(s[last:at])
		b.WriteString(r.pairs[2*pair+1])
		last = at + len(old)
		// After an empty match, another one at the same place would be
		// endless.
		at, pair = r.find(s, last, old != "")
	}
	b.WriteString(s[last:])
	return b.String()
}

func (r *Replacer) replaceBytes(s string) string {
	i := 0
	for i < len(s) && r.bytes[s[i]] == s[i] {
		i++
	}
	if i == len(s) {
		return s
	}
	var b Builder
	b.Grow(len(s))
	b.WriteString(s)
	for ; i < len(s); i++ {
		b.buf[i] = r.bytes[s[i]]
	}
	return b.String()
}

// WriteString writes s to w with all replacements made. n is the number of
// bytes written.
func (r *Replacer) WriteString(w io.Writer, s string) (n int, err error) {
	r.once.Do(r.build)
	if r.bytes != nil {
		return io.WriteString(w, r.replaceBytes(s))
	}
	last := 0
	at, pair := r.find(s, 0, true)
	for pair >= 0 {
		if at > last {
			k, err := io.WriteString(w, s[last:at])
			n += k
			if err != nil {
				return n, err
			}
		}
		k, err := io.WriteString(w, r.pairs[2*pair+1])
		n += k
		if err != nil {
			return n, err
		}
		old := r.pairs[2*pair]
		last = at + len(old)
		at, pair = r.find(s, last, old != "")
	}
	if last < len(s) {
		k, err := io.WriteString(w, s[last:])
		return n + k, err
	}
	return n, nil
}

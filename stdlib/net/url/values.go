// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package url

import (
	"errors"
	"fmt"
	"sort"
	"strings"
)

// Values are the keys of a query or form, each with its values. Keys are case
// sensitive.
type Values map[string][]string

// Get returns the first value of a key, "" if there is none.
func (v Values) Get(key string) string {
	if list := v[key]; len(list) > 0 {
		return list[0]
	}
	return ""
}

// Set makes value the only one of the key.
func (v Values) Set(key, value string) { v[key] = []string{value} }

// Add adds a value to those of the key.
func (v Values) Add(key, value string) { v[key] = append(v[key], value) }

// Del removes the key.
func (v Values) Del(key string) { delete(v, key) }

// Has reports whether the key is there.
func (v Values) Has(key string) bool {
	_, ok := v[key]
	return ok
}

// Encode returns the query, "bar=baz&foo=quux", sorted by key.
func (v Values) Encode() string {
	keys := make([]string, 0, len(v))
	for k := range v {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	var b strings.Builder
	for _, k := range keys {
		for _, value := range v[k] {
			if b.Len() > 0 {
				b.WriteByte('&')
			}
			b.WriteString(QueryEscape(k) + "=" + QueryEscape(value))
		}
	}
	return b.String()
}

// ParseQuery parses a query. What is valid is returned also if there is an
// error, which is the first.
func ParseQuery(query string) (Values, error) {
	v := Values{}
	return v, v.parse(query)
}

func (v Values) parse(query string) (first error) {
	for query != "" {
		var pair string
		pair, query, _ = strings.Cut(query, "&")
		if strings.Contains(pair, ";") {
			first = fmt.Errorf("invalid semicolon separator in query")
			continue
		}
		if pair == "" {
			continue
		}
		k, value, _ := strings.Cut(pair, "=")
		k, err := QueryUnescape(k)
		if err == nil {
			value, err = QueryUnescape(value)
		}
		if err != nil {
			if first == nil {
				first = err
			}
			continue
		}
		v.Add(k, value)
	}
	return first
}

var errMissingScheme = errors.New("missing protocol scheme")

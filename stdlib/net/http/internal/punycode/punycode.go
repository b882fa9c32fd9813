// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package punycode makes names of hosts ASCII, as DNS and HTTP have them.
package punycode

import (
	"errors"
	"strings"
	"unicode/utf8"
)

// The parameters of RFC 3492, 5.
const (
	base        = 36
	damp        = 700
	initialBias = 72
	initialN    = 128
	skew        = 38
	tmax        = 26
	tmin        = 1
)

var errInvalid = errors.New("invalid host name")

// ToASCII returns host in lower case with the labels that are not ASCII encoded.
func ToASCII(host string) (string, error) {
	ascii := true
	for i := 0; i < len(host); i++ {
		ascii = ascii && host[i] < utf8.RuneSelf
	}
	if ascii {
		return host, nil
	}
	labels := strings.Split(host, ".")
	for i, label := range labels {
		for j := 0; j < len(label); j++ {
			if label[j] < utf8.RuneSelf {
				continue
			}
			s, err := Encode(strings.ToLower(label))
			if err != nil {
				return "", err
			}
			labels[i] = "xn--" + s
			break
		}
	}
	return strings.Join(labels, "."), nil
}

// Encode encodes a label: RFC 3492, 6.3.
func Encode(s string) (string, error) {
	if !utf8.ValidString(s) {
		return "", errInvalid
	}
	var out []byte
	for _, r := range s {
		if r < utf8.RuneSelf {
			out = append(out, byte(r))
		}
	}
	basic := int32(len(out))
	done := basic
	if basic > 0 {
		out = append(out, '-')
	}
	total := int32(utf8.RuneCountInString(s))
	n, delta, bias := int32(initialN), int32(0), int32(initialBias)
	for done < total {
		next := int32(utf8.MaxRune + 1) // the least one that is not encoded yet
		for _, r := range s {
			if r >= n && r < next {
				next = r
			}
		}
		delta += (next - n) * (done + 1)
		if delta < 0 {
			return "", errInvalid
		}
		n = next
		for _, r := range s {
			if r < n {
				if delta++; delta < 0 {
					return "", errInvalid
				}
			}
			if r != n {
				continue
			}
			q := delta
			for k := int32(base); ; k += base {
				t := min(max(k-bias, tmin), tmax)
				if q < t {
					break
				}
				out = append(out, digit(t+(q-t)%(base-t)))
				q = (q - t) / (base - t)
			}
			out = append(out, digit(q))
			bias = adapt(delta, done+1, done == basic)
			delta = 0
			done++
		}
		delta++
		n++
	}
	return string(out), nil
}

func digit(d int32) byte { return "abcdefghijklmnopqrstuvwxyz0123456789"[d] }

func adapt(delta, points int32, first bool) int32 {
	if first {
		delta /= damp
	} else {
		delta /= 2
	}
	delta += delta / points
	k := int32(0)
	for delta > (base-tmin)*tmax/2 {
		delta /= base - tmin
		k += base
	}
	return k + (base-tmin+1)*delta/(delta+skew)
}

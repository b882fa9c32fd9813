// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package net

// A HardwareAddr is the address of an interface's hardware.
type HardwareAddr []byte

func (a HardwareAddr) String() string {
	const digits = "0123456789abcdef"
	var s []byte
	for i, b := range a {
		if i > 0 {
			s = append(s, ':')
		}
		s = append(s, digits[b>>4], digits[b&15])
	}
	return string(s)
}

func hexDigit(c byte) (n byte, ok bool) {
	switch {
	case '0' <= c && c <= '9':
		return c - '0', true
	case 'a' <= c|0x20 && c|0x20 <= 'f':
		return c | 0x20 - 'a' + 10, true
	}
	return 0, false
}

// ParseMAC reads an address of 6, 8 or 20 bytes: pairs of digits with : or - between them, or groups of four with dots.
func ParseMAC(s string) (HardwareAddr, error) {
	fail := func() (HardwareAddr, error) {
		return nil, &AddrError{Err: "invalid MAC address", Addr: s}
	}
	if len(s) < 14 {
		return fail()
	}
	separator, group := s[2], 2
	if s[4] == '.' {
		separator, group = '.', 4
	} else if separator != ':' && separator != '-' {
		return fail()
	}
	if (len(s)+1)%(group+1) != 0 {
		return fail()
	}
	var a HardwareAddr
	for i := 0; i < len(s); i++ {
		at := i % (group + 1)
		if at == group {
			if s[i] != separator {
				return fail()
			}
			continue
		}
		n, ok := hexDigit(s[i])
		if !ok {
			return fail()
		}
		if at%2 == 0 {
			a = append(a, n<<4)
		} else {
			a[len(a)-1] |= n
		}
	}
	if len(a) != 6 && len(a) != 8 && len(a) != 20 {
		return fail()
	}
	return a, nil
}

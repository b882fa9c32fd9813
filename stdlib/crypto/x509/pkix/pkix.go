// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package pkix has the names in certificates, for programs without the packages
// of a GOROOT.
package pkix

import "strings"

// A Name is what a certificate says of its subject or issuer.
type Name struct {
	Country, Organization, OrganizationalUnit []string
	Locality, Province                        []string
	StreetAddress, PostalCode                 []string
	SerialNumber, CommonName                  string
}

// String returns the name as RFC 2253 writes it.
func (n Name) String() string {
	var parts []string
	add := func(key string, values ...string) {
		var all []string
		for _, v := range values {
			if v != "" {
				all = append(all, key+"="+escape(v))
			}
		}
		if len(all) > 0 {
			parts = append(parts, strings.Join(all, "+"))
		}
	}
	add("SERIALNUMBER", n.SerialNumber)
	add("CN", n.CommonName)
	add("OU", n.OrganizationalUnit...)
	add("O", n.Organization...)
	add("POSTALCODE", n.PostalCode...)
	add("STREET", n.StreetAddress...)
	add("L", n.Locality...)
	add("ST", n.Province...)
	add("C", n.Country...)
	return strings.Join(parts, ",")
}

func escape(s string) string {
	var b strings.Builder
	for i, c := range s {
		switch c {
		case ',', '+', '"', '\\', '<', '>', ';':
			b.WriteByte('\\')
		case '#':
			if i == 0 {
				b.WriteByte('\\')
			}
		case ' ':
			if i == 0 || i == len(s)-1 {
				b.WriteByte('\\')
			}
		}
		b.WriteRune(c)
	}
	return b.String()
}

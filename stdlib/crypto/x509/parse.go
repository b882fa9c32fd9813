// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package x509

import (
	"bytes"
	"crypto/x509/pkix"
	"errors"
	"net"
	"net/url"
	"strings"
	"time"
	"unicode/utf16"
)

// DER's tags.
const (
	tagBool       = 0x01
	tagInt        = 0x02
	tagBits       = 0x03
	tagOctets     = 0x04
	tagOID        = 0x06
	tagBMPString  = 0x1e
	tagUTCTime    = 0x17
	tagTime       = 0x18
	tagSequence   = 0x30
	tagSet        = 0x31
	tagContext    = 0x80
	tagStructured = 0x20
)

// A der is what remains to be read; bad once something was not as expected.
type der struct {
	b   []byte
	bad bool
}

func (d *der) empty() bool { return d.bad || len(d.b) == 0 }

func (d *der) peek() byte {
	if d.empty() {
		return 0
	}
	return d.b[0]
}

// next returns an element: with its header, and its contents.
func (d *der) next() (tag byte, whole, contents []byte) {
	b := d.b
	if d.bad || len(b) < 2 || b[0]&0x1f == 0x1f {
		d.bad = true
		return
	}
	n, head := int(b[1]), 2
	if n >= 0x80 {
		digits := n & 0x7f
		if digits == 0 || digits > 4 || len(b) < 2+digits {
			d.bad = true
			return
		}
		n, head = 0, 2+digits
		for _, c := range b[2:head] {
			n = n<<8 | int(c)
		}
		if n < 0x80 || b[2] == 0 { // not the shortest form
			d.bad = true
			return
		}
	}
	if len(b)-head < n {
		d.bad = true
		return
	}
	d.b = b[head+n:]
	return b[0], b[: head+n : head+n], b[head : head+n : head+n]
}

// element returns the contents of the next element, which has a tag.
func (d *der) element(tag byte) []byte {
	t, _, contents := d.next()
	if t != tag {
		d.bad = true
		return nil
	}
	return contents
}

func (d *der) inner(tag byte) *der {
	b := d.element(tag)
	return &der{b, d.bad}
}

// optional returns the contents if the tag is the next one's.
func (d *der) optional(tag byte) (contents []byte, ok bool) {
	if d.peek() != tag {
		return nil, false
	}
	return d.element(tag), !d.bad
}

func malformed(what string) error { return errors.New("x509: malformed " + what) }

// Object identifiers in DER.
const (
	oidName     = "\x55\x04" // and what it is of
	oidExt      = "\x55\x1d"
	oidKeyUse   = "\x2b\x06\x01\x05\x05\x07\x03"
	oidPKCS1    = "\x2a\x86\x48\x86\xf7\x0d\x01\x01"
	oidECKey    = "\x2a\x86\x48\xce\x3d\x02\x01"
	oidECDSA    = "\x2a\x86\x48\xce\x3d\x04"
	oidEd25519  = "\x2b\x65\x70"
	oidAnyUsage = oidExt + "\x25\x00"
)

func parse(input []byte) (c *Certificate, rest []byte, err error) {
	d := &der{b: input}
	tag, whole, contents := d.next()
	if d.bad || tag != tagSequence {
		return nil, nil, malformed("certificate")
	}
	c = &Certificate{Raw: whole, MaxPathLen: -1}
	outer := &der{b: contents}
	tag, c.RawTBSCertificate, contents = outer.next()
	_, algorithm, _ := outer.next()
	signature := outer.element(tagBits)
	if outer.bad || tag != tagSequence || len(signature) < 1 {
		return nil, nil, malformed("certificate")
	}
	c.Signature = signature[1:]
	c.SignatureAlgorithm = algorithmOf((&der{b: algorithm}).inner(tagSequence))
	t := &der{b: contents}
	c.Version = 1
	if v, ok := t.optional(tagContext | tagStructured); ok {
		n := (&der{b: v}).element(tagInt)
		if len(n) != 1 || n[0] > 2 {
			return nil, nil, errors.New("x509: invalid version")
		}
		c.Version = int(n[0]) + 1
	}
	if c.serial = t.element(tagInt); t.bad {
		return nil, nil, malformed("serial number")
	}
	if _, again, _ := t.next(); !bytes.Equal(again, algorithm) {
		return nil, nil, errors.New("x509: inner and outer signature algorithm identifiers don't match")
	}
	tag, c.RawIssuer, contents = t.next()
	if tag != tagSequence || !parseName(&c.Issuer, contents) {
		return nil, nil, malformed("issuer")
	}
	validity := t.inner(tagSequence)
	c.NotBefore = validity.time()
	c.NotAfter = validity.time()
	if t.bad || validity.bad {
		return nil, nil, malformed("validity")
	}
	tag, c.RawSubject, contents = t.next()
	if tag != tagSequence || !parseName(&c.Subject, contents) {
		return nil, nil, malformed("subject")
	}
	tag, c.RawSubjectPublicKeyInfo, contents = t.next()
	key := &der{b: contents}
	c.PublicKeyAlgorithm = keyAlgorithm(key.inner(tagSequence))
	if t.bad || key.bad || tag != tagSequence {
		return nil, nil, malformed("spki")
	}
	t.optional(tagContext | 1)
	t.optional(tagContext | 2)
	if exts, ok := t.optional(tagContext | tagStructured | 3); ok {
		if err := c.parseExtensions((&der{b: exts}).inner(tagSequence)); err != nil {
			return nil, nil, err
		}
	}
	if t.bad {
		return nil, nil, malformed("tbs certificate")
	}
	return c, d.b, nil
}

func algorithmOf(d *der) SignatureAlgorithm {
	oid := string(d.element(tagOID))
	if s, ok := strings.CutPrefix(oid, oidPKCS1); ok && len(s) == 1 {
		switch s[0] {
		case 2:
			return MD2WithRSA
		case 4:
			return MD5WithRSA
		case 5:
			return SHA1WithRSA
		case 11:
			return SHA256WithRSA
		case 12:
			return SHA384WithRSA
		case 13:
			return SHA512WithRSA
		case 10: // PSS, by the hash that its parameters begin with
			switch {
			case bytes.Contains(d.b, []byte("\x60\x86\x48\x01\x65\x03\x04\x02\x01")):
				return SHA256WithRSAPSS
			case bytes.Contains(d.b, []byte("\x60\x86\x48\x01\x65\x03\x04\x02\x02")):
				return SHA384WithRSAPSS
			case bytes.Contains(d.b, []byte("\x60\x86\x48\x01\x65\x03\x04\x02\x03")):
				return SHA512WithRSAPSS
			}
		}
	}
	switch oid {
	case oidECDSA + "\x01":
		return ECDSAWithSHA1
	case oidECDSA + "\x03\x02":
		return ECDSAWithSHA256
	case oidECDSA + "\x03\x03":
		return ECDSAWithSHA384
	case oidECDSA + "\x03\x04":
		return ECDSAWithSHA512
	case oidEd25519:
		return PureEd25519
	}
	return UnknownSignatureAlgorithm
}

func keyAlgorithm(d *der) PublicKeyAlgorithm {
	switch string(d.element(tagOID)) {
	case oidPKCS1 + "\x01":
		return RSA
	case oidECKey:
		return ECDSA
	case oidEd25519:
		return Ed25519
	}
	return UnknownPublicKeyAlgorithm
}

// time reads UTCTime or GeneralizedTime.
func (d *der) time() time.Time {
	tag, _, contents := d.next()
	var t time.Time
	var err error
	switch tag {
	case tagUTCTime:
		if t, err = time.Parse("060102150405Z", string(contents)); err == nil && t.Year() >= 2050 {
			t = t.AddDate(-100, 0, 0)
		}
	case tagTime:
		t, err = time.Parse("20060102150405Z", string(contents))
	default:
		d.bad = true
	}
	d.bad = d.bad || err != nil
	return t
}

// text returns the characters of any of the strings.
func text(tag byte, b []byte) string {
	if tag != tagBMPString {
		return string(b)
	}
	var u []uint16
	for ; len(b) >= 2; b = b[2:] {
		u = append(u, uint16(b[0])<<8|uint16(b[1]))
	}
	return string(utf16.Decode(u))
}

func parseName(n *pkix.Name, contents []byte) bool {
	d := &der{b: contents}
	for !d.empty() {
		for set := d.inner(tagSet); !set.empty() || set.bad; {
			pair := set.inner(tagSequence)
			oid := string(pair.element(tagOID))
			tag, _, value := pair.next()
			if set.bad || pair.bad {
				return false
			}
			what, ok := strings.CutPrefix(oid, oidName)
			if !ok || len(what) != 1 {
				continue
			}
			s := text(tag, value)
			switch what[0] {
			case 3:
				n.CommonName = s
			case 5:
				n.SerialNumber = s
			case 6:
				n.Country = append(n.Country, s)
			case 7:
				n.Locality = append(n.Locality, s)
			case 8:
				n.Province = append(n.Province, s)
			case 9:
				n.StreetAddress = append(n.StreetAddress, s)
			case 10:
				n.Organization = append(n.Organization, s)
			case 11:
				n.OrganizationalUnit = append(n.OrganizationalUnit, s)
			case 17:
				n.PostalCode = append(n.PostalCode, s)
			}
		}
	}
	return !d.bad
}

func (c *Certificate) parseExtensions(list *der) error {
	seen := make(map[string]bool)
	for !list.empty() {
		e := list.inner(tagSequence)
		oid := string(e.element(tagOID))
		if seen[oid] {
			return errors.New("x509: certificate contains duplicate extensions")
		}
		seen[oid] = true
		critical := false
		if b, ok := e.optional(tagBool); ok {
			critical = len(b) == 1 && b[0] != 0
		}
		value := &der{b: e.element(tagOctets)}
		if e.bad || list.bad {
			return malformed("extension")
		}
		id, ok := strings.CutPrefix(oid, oidExt)
		if !ok || len(id) != 1 {
			c.unhandled = c.unhandled || critical
			continue
		}
		switch id[0] {
		case 14:
			c.SubjectKeyId = value.element(tagOctets)
		case 15:
			bits := value.element(tagBits)
			for i := 0; len(bits) > 1 && i < 8*(len(bits)-1) && i < 9; i++ {
				if bits[1+i/8]>>(7-i%8)&1 != 0 {
					c.KeyUsage |= 1 << i
				}
			}
		case 17:
			c.parseNames(value.inner(tagSequence))
		case 19:
			c.parseConstraints(value.inner(tagSequence))
		case 30: // name constraints: who has them is not trusted, since they are not read
			c.unhandled = true
		case 31, 32:
		case 35:
			s := value.inner(tagSequence)
			c.AuthorityKeyId, _ = s.optional(tagContext)
		case 37:
			for uses := value.inner(tagSequence); !uses.empty(); {
				c.addUsage(string(uses.element(tagOID)))
			}
		default:
			c.unhandled = c.unhandled || critical
		}
		if value.bad {
			return malformed("extension")
		}
	}
	if list.bad {
		return malformed("extensions")
	}
	return nil
}

func (c *Certificate) parseConstraints(d *der) {
	c.BasicConstraintsValid = true
	if b, ok := d.optional(tagBool); ok {
		c.IsCA = len(b) == 1 && b[0] != 0
	}
	if n, ok := d.optional(tagInt); ok && len(n) > 0 {
		c.MaxPathLen = int(n[len(n)-1])
	}
	c.MaxPathLenZero = c.MaxPathLen == 0
}

func (c *Certificate) parseNames(d *der) {
	for !d.empty() {
		tag, _, b := d.next()
		switch tag {
		case tagContext | 1:
			c.EmailAddresses = append(c.EmailAddresses, string(b))
		case tagContext | 2:
			c.DNSNames = append(c.DNSNames, string(b))
		case tagContext | 6:
			if u, err := url.Parse(string(b)); err == nil {
				c.URIs = append(c.URIs, u)
			}
		case tagContext | 7:
			if len(b) == net.IPv4len || len(b) == net.IPv6len {
				c.IPAddresses = append(c.IPAddresses, net.IP(b))
			}
		}
	}
}

func (c *Certificate) addUsage(oid string) {
	if oid == oidAnyUsage {
		c.ExtKeyUsage = append(c.ExtKeyUsage, ExtKeyUsageAny)
		return
	}
	if id, ok := strings.CutPrefix(oid, oidKeyUse); ok && len(id) == 1 && 1 <= id[0] && id[0] <= 9 {
		c.ExtKeyUsage = append(c.ExtKeyUsage, ExtKeyUsage(id[0]))
		return
	}
	c.ExtKeyUsage = append(c.ExtKeyUsage, -1) // is none of those that are asked for
}

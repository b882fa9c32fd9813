// Handshakes and what they refuse, versions, protocols, names, certificates of
// clients, deadlines, ends of connections.
// RUN: %run %s
package main

import (
	"bytes"
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"sync"
	"time"
)

func pair(cert, key string) tls.Certificate {
	c, err := tls.X509KeyPair([]byte(cert), []byte(key))
	if err != nil {
		panic(err)
	}
	return c
}

func roots() *x509.CertPool {
	p := x509.NewCertPool()
	if !p.AppendCertsFromPEM([]byte(caPEM)) {
		panic("no certificate")
	}
	return p
}

// connect does both handshakes over loopback, and returns the ends and errors.
func connect(server, client *tls.Config) (s, c *tls.Conn, serr, cerr error) {
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer l.Close()
	done := make(chan struct{})
	go func() {
		raw, err := l.Accept()
		if err != nil {
			panic(err)
		}
		s = tls.Server(raw, server)
		if serr = s.Handshake(); serr != nil {
			raw.Close()
		}
		close(done)
	}()
	raw, err := net.Dial("tcp", l.Addr().String())
	if err != nil {
		panic(err)
	}
	c = tls.Client(raw, client)
	if cerr = c.Handshake(); cerr == nil {
		// A server's refusal of what came last arrives after the handshake.
		c.SetReadDeadline(time.Now().Add(20 * time.Millisecond))
		if _, err := c.Read(make([]byte, 1)); !errors.Is(err, os.ErrDeadlineExceeded) {
			cerr = err
		}
		c.SetReadDeadline(time.Time{})
	}
	if cerr != nil {
		raw.Close()
	}
	<-done
	return
}

// show prints what a handshake comes to.
func show(what string, server, client *tls.Config) {
	s, c, serr, cerr := connect(server, client)
	fmt.Printf("%s:", what)
	if serr != nil || cerr != nil {
		fmt.Printf(" server: %v; client: %v\n", serr, cerr)
		return
	}
	ss, cs := s.ConnectionState(), c.ConnectionState()
	fmt.Printf(" %s %s %q %q, server sees %d, client %d certificates in %d and %d chains; same: %t\n", tls.VersionName(ss.Version),
		tls.CipherSuiteName(ss.CipherSuite), ss.NegotiatedProtocol, ss.ServerName, len(ss.PeerCertificates), len(cs.PeerCertificates),
		len(ss.VerifiedChains), len(cs.VerifiedChains), ss.Version == cs.Version && ss.CipherSuite == cs.CipherSuite && ss.NegotiatedProtocol == cs.NegotiatedProtocol)
	s.Close()
	c.Close()
}

func main() {
	a, b, client, r := pair(aPEM, aKey), pair(bPEM, bKey), pair(clientPEM, clientKey), pair(rPEM, rKey)
	server := &tls.Config{Certificates: []tls.Certificate{a}}
	trust := func(name string) *tls.Config { return &tls.Config{RootCAs: roots(), ServerName: name} }

	show("plain", server, trust("a.loom.test"))
	show("wildcard", server, trust("x.wild.test"))
	show("address", server, trust("127.0.0.1"))
	show("other name", server, trust("b.loom.test"))
	show("two labels for a wildcard", server, trust("x.y.wild.test"))
	show("other address", server, trust("127.0.0.2"))
	show("no name", server, &tls.Config{RootCAs: roots()})
	show("unknown", server, &tls.Config{RootCAs: x509.NewCertPool(), ServerName: "a.loom.test"})
	show("not verified", server, &tls.Config{InsecureSkipVerify: true})
	late := trust("a.loom.test")
	late.Time = func() time.Time { return time.Date(2150, 1, 2, 3, 4, 5, 0, time.UTC) }
	_, _, _, err := connect(server, late)
	var invalid x509.CertificateInvalidError
	fmt.Println("late:", errors.As(err, &invalid) && invalid.Reason == x509.Expired)
	var verification *tls.CertificateVerificationError
	fmt.Println(errors.As(err, &verification) && len(verification.UnverifiedCertificates) == 1)

	two := &tls.Config{Certificates: []tls.Certificate{a, b}}
	show("by name", two, trust("b.loom.test"))
	noMiddle := b
	noMiddle.Certificate = b.Certificate[:1]
	show("issuer missing", &tls.Config{Certificates: []tls.Certificate{noMiddle}}, trust("b.loom.test"))
	show("RSA", &tls.Config{Certificates: []tls.Certificate{r}}, &tls.Config{InsecureSkipVerify: true})
	show("none", &tls.Config{}, trust("a.loom.test"))
	show("GetCertificate", &tls.Config{GetCertificate: func(h *tls.ClientHelloInfo) (*tls.Certificate, error) {
		fmt.Print("[", h.ServerName, h.SupportedProtos, len(h.CipherSuites) > 3, h.SupportedVersions[0] == tls.VersionTLS13, "] ")
		return &b, nil
	}}, trust("b.loom.test"))
	show("GetConfigForClient", &tls.Config{GetConfigForClient: func(h *tls.ClientHelloInfo) (*tls.Config, error) {
		return &tls.Config{Certificates: []tls.Certificate{a}, MaxVersion: tls.VersionTLS12, CipherSuites: []uint16{tls.TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256}}, nil
	}}, trust("a.loom.test"))

	versioned := func(c *tls.Config, low, high uint16) *tls.Config {
		c = c.Clone()
		c.MinVersion, c.MaxVersion = low, high
		return c
	}
	show("1.2", versioned(server, 0, tls.VersionTLS12), trust("a.loom.test"))
	show("1.1", versioned(server, tls.VersionTLS10, tls.VersionTLS11), versioned(trust("a.loom.test"), tls.VersionTLS10, 0))
	_, _, serr, cerr := connect(versioned(server, tls.VersionTLS13, 0), versioned(trust("a.loom.test"), 0, tls.VersionTLS12))
	fmt.Println("no common version:", serr != nil, cerr)

	protocols := func(c *tls.Config, names ...string) *tls.Config {
		c = c.Clone()
		c.NextProtos = names
		return c
	}
	show("protocol", protocols(server, "x", "loom"), protocols(trust("a.loom.test"), "loom", "x"))
	show("protocol of one", protocols(server, "x"), trust("a.loom.test"))
	show("no common protocol", protocols(server, "x"), protocols(trust("a.loom.test"), "y", "z"))
	show("h2 and http/1.1", protocols(server, "h2"), protocols(trust("a.loom.test"), "http/1.1"))

	for _, auth := range []tls.ClientAuthType{tls.NoClientCert, tls.RequestClientCert, tls.RequireAnyClientCert, tls.VerifyClientCertIfGiven, tls.RequireAndVerifyClientCert} {
		asks := server.Clone()
		asks.ClientAuth, asks.ClientCAs = auth, roots()
		show(auth.String()+", none", asks, trust("a.loom.test"))
		with := trust("a.loom.test")
		with.Certificates = []tls.Certificate{client}
		show(auth.String()+", good", asks, with)
		with = trust("a.loom.test")
		with.GetClientCertificate = func(info *tls.CertificateRequestInfo) (*tls.Certificate, error) {
			fmt.Print("[", len(info.AcceptableCAs), info.SupportsCertificate(&client) == nil, info.SupportsCertificate(&r) == nil, "] ")
			return &r, nil
		}
		show(auth.String()+", stranger's", asks, with)
	}
	asks := server.Clone()
	asks.VerifyConnection = func(s tls.ConnectionState) error { return errors.New("not you, " + s.ServerName) }
	_, _, serr, _ = connect(asks, trust("a.loom.test"))
	fmt.Println("VerifyConnection:", serr)
	picky := trust("a.loom.test")
	picky.VerifyPeerCertificate = func(raw [][]byte, chains [][]*x509.Certificate) error {
		return fmt.Errorf("%d certificates, %d chains of %s by %s", len(raw), len(chains), chains[0][0].Subject, chains[0][0].Issuer)
	}
	show("VerifyPeerCertificate", server, picky)

	keys()
	data(server, trust("a.loom.test"))
	ends(server, trust("a.loom.test"))
}

func keys() {
	for _, p := range [][2]string{{aPEM, bKey}, {aPEM, rKey}, {"", aKey}, {aKey, aPEM}, {aPEM, ""}, {aPEM, aPEM}, {caPEM + "\n" + aPEM, aKey}} {
		_, err := tls.X509KeyPair([]byte(p[0]), []byte(p[1]))
		fmt.Println(err)
	}
	_, err := tls.LoadX509KeyPair("/nowhere/cert.pem", "/nowhere/key.pem")
	fmt.Println(err)
	_, err = tls.Listen("tcp", "127.0.0.1:0", nil)
	fmt.Println(err)
	block := pair(aPEM, aKey).Certificate[0]
	c, err := x509.ParseCertificate(block)
	fmt.Println(c.Subject.CommonName, c.Issuer, c.DNSNames, c.IPAddresses, c.IsCA, c.SignatureAlgorithm, c.PublicKeyAlgorithm, c.Version, err)
	fmt.Println(c.VerifyHostname("A.LOOM.test"), c.VerifyHostname("[127.0.0.1]"), c.VerifyHostname("wild.test"), c.VerifyHostname("a.loom.test."))
	_, err = x509.ParseCertificate(block[:len(block)-1])
	fmt.Println(err != nil)
	_, err = x509.ParseCertificate(append(bytes.Clone(block), 0))
	fmt.Println(err)
}

// data sends much both ways at once, from several goroutines.
func data(server, client *tls.Config) {
	s, c, serr, cerr := connect(server, client)
	fmt.Println(serr, cerr)
	const parts, size = 8, 300_000
	var wg sync.WaitGroup
	send := func(c *tls.Conn) {
		var writers sync.WaitGroup
		for i := range parts {
			writers.Add(1)
			go func() {
				defer writers.Done()
				if n, err := c.Write(bytes.Repeat([]byte{byte('a' + i)}, size)); n != size || err != nil {
					fmt.Println("write:", n, err)
				}
			}()
		}
		writers.Wait()
		if err := c.CloseWrite(); err != nil {
			fmt.Println("close:", err)
		}
		_, err := c.Write([]byte("x"))
		fmt.Println("after CloseWrite:", err)
		wg.Done()
	}
	receive := func(c *tls.Conn) {
		b, err := io.ReadAll(c)
		var counts [256]int
		for _, x := range b {
			counts[x]++
		}
		whole := 0
		for _, n := range counts {
			if n == size {
				whole++
			}
		}
		fmt.Println(len(b), whole, err)
		wg.Done()
	}
	wg.Add(4)
	go send(s)
	go send(c)
	go receive(s)
	go receive(c)
	wg.Wait()
	x, y := s.ConnectionState(), c.ConnectionState()
	m, err := x.ExportKeyingMaterial("EXPERIMENTAL loom", []byte("context"), 20)
	n, _ := y.ExportKeyingMaterial("EXPERIMENTAL loom", []byte("context"), 20)
	fmt.Println(len(m), bytes.Equal(m, n), err)
	fmt.Println(c.VerifyHostname("a.loom.test"), c.VerifyHostname("c.loom.test"), s.VerifyHostname("a.loom.test"))
	s.Close()
	c.Close()
}

func without(err error) string {
	s := err.Error()
	if i := strings.Index(s, "127.0.0.1"); i >= 0 {
		s = s[:i] + "…" + s[strings.LastIndex(s, ": "):]
	}
	return s
}

func ends(server, client *tls.Config) {
	s, c, _, _ := connect(server, client)
	c.SetReadDeadline(time.Now().Add(10 * time.Millisecond))
	_, err := c.Read(make([]byte, 1))
	var ne net.Error
	fmt.Println(errors.As(err, &ne) && ne.Timeout(), without(err))
	c.SetReadDeadline(time.Time{})
	go func() {
		s.Write([]byte("still here"))
		s.Close()
	}()
	b, err := io.ReadAll(c)
	fmt.Println(string(b), err)
	_, err = c.Read(make([]byte, 1))
	fmt.Println(err)
	c.Close()
	_, err = c.Write([]byte("x"))
	fmt.Println(without(err))
	fmt.Println(without(c.Close()))

	// The peer goes without a word, between records and within one.
	s, c, _, _ = connect(server, client)
	s.NetConn().Close()
	_, err = c.Read(make([]byte, 1))
	fmt.Println(err)
	s, c, _, _ = connect(server, client)
	s.NetConn().Write([]byte{23, 3, 3, 0, 100, 1, 2, 3})
	s.NetConn().Close()
	_, err = c.Read(make([]byte, 1))
	fmt.Println(err)
	s, c, _, _ = connect(server, client)
	s.NetConn().Write([]byte{23, 3, 3, 0, 20, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
	_, err = c.Read(make([]byte, 1))
	fmt.Println(err)
	_, err = s.Read(make([]byte, 1))
	fmt.Println(err)

	// Handshakes with who says nothing, or something else.
	x, y := net.Pipe()
	ctx, cancel := context.WithTimeout(context.Background(), 10*time.Millisecond)
	defer cancel()
	go io.Copy(io.Discard, y)
	fmt.Println(tls.Client(x, client).HandshakeContext(ctx))
	x, y = net.Pipe()
	go y.Write([]byte("GET / HTTP/1.1\r\n\r\n"))
	err = tls.Server(x, server).Handshake()
	var header tls.RecordHeaderError
	fmt.Println(err, errors.As(err, &header), string(header.RecordHeader[:]), header.Conn == x)
	x, y = net.Pipe()
	y.Close()
	fmt.Println(tls.Server(x, server).Handshake())

	// Over a pipe, where nothing is kept for later.
	x, y = net.Pipe()
	go func() {
		s := tls.Server(x, server)
		io.Copy(s, s)
		s.Close()
	}()
	c = tls.Client(y, client)
	fmt.Fprintf(c, "through a pipe")
	buf := make([]byte, 14)
	_, err = io.ReadFull(c, buf)
	fmt.Println(string(buf), err)
	fmt.Println(c.CloseWrite())
	_, err = c.Read(buf)
	fmt.Println(err)
	fmt.Println(tls.Client(y, client).CloseWrite())
}

const caPEM = `-----BEGIN CERTIFICATE-----
MIIBuDCCAV+gAwIBAgIUPRk+rRZnW7FYO7I8wvjWD1DrOfcwCgYIKoZIzj0EAwIw
KTETMBEGA1UECgwKTG9vbSB0ZXN0czESMBAGA1UEAwwJTG9vbSByb290MCAXDTI2
MTEyNTIwNDQ1OVoYDzIwODYxMTEwMjA0NDU5WjApMRMwEQYDVQQKDApMb29tIHRl
c3RzMRIwEAYDVQQDDAlMb29tIHJvb3QwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAQdDKkKl2EtYcHJTB+ghdfhb9x4JiArrD+2h0pUTbsHVm6wycQ2GCj4t9yhmadA
rLtDzHOJ0D2aB4sJaqA9C7Uso2MwYTAdBgNVHQ4EFgQUVi3gTSaCYj5/Arj35T+7
P/9dbjYwHwYDVR0jBBgwFoAUVi3gTSaCYj5/Arj35T+7P/9dbjYwDwYDVR0TAQH/
BAUwAwEB/zAOBgNVHQ8BAf8EBAMCAgQwCgYIKoZIzj0EAwIDRwAwRAIgb4/Dnbbx
upU09gJCDNq7ig/deBjm7o8EigDS6y/D3pYCID5zScxNEVCZFUWh80QKEof8Z2Bh
nyMzRt1fw6kqSiTb
-----END CERTIFICATE-----`

const aPEM = `-----BEGIN CERTIFICATE-----
MIIBrDCCAVGgAwIBAgICC5EwCgYIKoZIzj0EAwIwKTETMBEGA1UECgwKTG9vbSB0
ZXN0czESMBAGA1UEAwwJTG9vbSByb290MCAXDTI2MTEyNTIwNDQ1OVoYDzIwODYx
MTEwMjA0NDU5WjAMMQowCAYDVQQDDAFhMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcD
QgAElvDsO4SliBmePZzIBqowHU8hnH9cVC5nAS/ISypVwqx8OBHgeIp0Z+a3siO5
mPXR6pA0fcm9nerDFZA27b+/9aOBgzCBgDApBgNVHREEIjAgggthLmxvb20udGVz
dIILKi53aWxkLnRlc3SHBH8AAAEwEwYDVR0lBAwwCgYIKwYBBQUHAwEwHQYDVR0O
BBYEFAJntUap/Q43iTMuLTcBkPAqQLpuMB8GA1UdIwQYMBaAFFYt4E0mgmI+fwK4
9+U/uz//XW42MAoGCCqGSM49BAMCA0kAMEYCIQCCUJwT5WWTmbpr8awvt9yrxO7x
o3JmnAOh7uHQcz1JFQIhANxkAlwY0ekBcNYO9rT+cqbrvPRd7XJT38PKr+17KKTu
-----END CERTIFICATE-----`

const aKey = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIIMhbjHE68FLpYu5271R95t05gGdiwmu5j879r2XxAF+oAoGCCqGSM49
AwEHoUQDQgAElvDsO4SliBmePZzIBqowHU8hnH9cVC5nAS/ISypVwqx8OBHgeIp0
Z+a3siO5mPXR6pA0fcm9nerDFZA27b+/9Q==
-----END EC PRIVATE KEY-----`

const bPEM = `-----BEGIN CERTIFICATE-----
MIIBmTCCAT6gAwIBAgICbIQwCgYIKoZIzj0EAwIwKzETMBEGA1UECgwKTG9vbSB0
ZXN0czEUMBIGA1UEAwwLTG9vbSBtaWRkbGUwIBcNMjYxMTI1MjA0NDU5WhgPMjA4
NjExMTAyMDQ0NTlaMAwxCjAIBgNVBAMMAWIwWTATBgcqhkjOPQIBBggqhkjOPQMB
BwNCAAQDGFZkTwhMOInmleQtYa02/6GiUX/Zg5S4HpMAN0jzAvKYhIwIGMyidltw
AZ2Pp7rc0EQYfx5WN8w+NuD/ChrOo28wbTAWBgNVHREEDzANggtiLmxvb20udGVz
dDATBgNVHSUEDDAKBggrBgEFBQcDATAdBgNVHQ4EFgQUiGY6z12v0NMiuwpH+tL9
yH/I8rswHwYDVR0jBBgwFoAUIl98ei19BjmYhAqXlA5/aP3hkbwwCgYIKoZIzj0E
AwIDSQAwRgIhAMzoRKNs3GdLCEwtHUQaRJ2aXgRVzxNkIK7IXdwFnHLxAiEA0UfI
oYv9fMShmpoEdgs6ra0WbjrcsbQxruXvdvQXF2Y=
-----END CERTIFICATE-----
-----BEGIN CERTIFICATE-----
MIIBqzCCAVGgAwIBAgIBAjAKBggqhkjOPQQDAjApMRMwEQYDVQQKDApMb29tIHRl
c3RzMRIwEAYDVQQDDAlMb29tIHJvb3QwIBcNMjYxMTI1MjA0NDU5WhgPMjA4NjEx
MTAyMDQ0NTlaMCsxEzARBgNVBAoMCkxvb20gdGVzdHMxFDASBgNVBAMMC0xvb20g
bWlkZGxlMFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE18pv5yoEQVY019kF6k3j
Aa5QoRtrQxd2WoCUY6lA8TvNEChx8qbprcw+zW8maWWRdZr/iHtRRPiHQGbwtDih
xqNmMGQwEgYDVR0TAQH/BAgwBgEB/wIBADAOBgNVHQ8BAf8EBAMCAgQwHQYDVR0O
BBYEFCJffHotfQY5mIQKl5QOf2j94ZG8MB8GA1UdIwQYMBaAFFYt4E0mgmI+fwK4
9+U/uz//XW42MAoGCCqGSM49BAMCA0gAMEUCIQCcV9qEnPO0Skw1Yk+WXo2Jgn8g
iwodTncA7KGY4Wvp8AIgT86Lp2RLFei9ZTYvDjpPvn/3K9PPx1V5+MbUq7md4s4=
-----END CERTIFICATE-----`

const bKey = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIH8CgwrpaElr/N70EsQQz9HCKZi3R/O+3+lapY4qptKYoAoGCCqGSM49
AwEHoUQDQgAEAxhWZE8ITDiJ5pXkLWGtNv+holF/2YOUuB6TADdI8wLymISMCBjM
onZbcAGdj6e63NBEGH8eVjfMPjbg/woazg==
-----END EC PRIVATE KEY-----`

const clientPEM = `-----BEGIN CERTIFICATE-----
MIIBhTCCASugAwIBAgICHJQwCgYIKoZIzj0EAwIwKTETMBEGA1UECgwKTG9vbSB0
ZXN0czESMBAGA1UEAwwJTG9vbSByb290MCAXDTI2MTEyNTIwNDQ1OVoYDzIwODYx
MTEwMjA0NDU5WjATMREwDwYDVQQDDAhhIGNsaWVudDBZMBMGByqGSM49AgEGCCqG
SM49AwEHA0IABOWe482eKaKAkx8oUtZS3AC0ayPBy6+GVmsj4rke+OUaHxiLmaBf
ucjm0Cm7aXzzquo6S6lRvPYp1TA4hkkBXGSjVzBVMBMGA1UdJQQMMAoGCCsGAQUF
BwMCMB0GA1UdDgQWBBQo4Ihg67UNmMZoeqQ97pqy3PeG/zAfBgNVHSMEGDAWgBRW
LeBNJoJiPn8CuPflP7s//11uNjAKBggqhkjOPQQDAgNIADBFAiEAim/LzvZms1IO
K7JtJjRdbHk2nshJbPec/s39VsE4h6ACIGIUYybtwZcs3wG+HelUTFeMG6kI78pG
reCwHiH8GtTx
-----END CERTIFICATE-----`

const clientKey = `-----BEGIN EC PRIVATE KEY-----
MHcCAQEEIJVJggFyJWC2hVTreLGqMlFasnvYfNIvc7oFtqZ4VfNGoAoGCCqGSM49
AwEHoUQDQgAE5Z7jzZ4pooCTHyhS1lLcALRrI8HLr4ZWayPiuR745RofGIuZoF+5
yObQKbtpfPOq6jpLqVG89inVMDiGSQFcZA==
-----END EC PRIVATE KEY-----`

const rPEM = `-----BEGIN CERTIFICATE-----
MIIDEzCCAfugAwIBAgIUUja4pa0ulSF1f0RaZcI4RLeVR6QwDQYJKoZIhvcNAQEL
BQAwDDEKMAgGA1UEAwwBcjAgFw0yNjExMjUyMDQ0NTlaGA8yMDg2MTExMDIwNDQ1
OVowDDEKMAgGA1UEAwwBcjCCASIwDQYJKoZIhvcNAQEBBQADggEPADCCAQoCggEB
AJsau8aciI5aXgVxIufdoRZZYMbFtIWaz+uWmVaLMRKIgULhmjxF9SYvAJHCIYRb
KVBi9Q6PbAk+lpim42xLMIj44HloMNWjpc4S86mYOhlf/ZUdXYsg0zmcLYhjXLMp
tFpCpL1MhJ1Xs4t5yU8g8nl5s+9xtdf9KLocsQz9inmdDWyUHrwEnqrTq6LIvnk3
YcsGM1RIl5x/TLwdkTuiBjz/JfMAoX2w2/3mgSEvJS61bHW4T5tafTZxSaVfwVs1
i/31FWo2PJEGvb+8pUNctRHv08Qs1PNAR9UtJgu6kMuHoUTfxtWbK4LrMLnGJuC8
dbdw83yYuLTQ9gdh8bw+lz0CAwEAAaNrMGkwHQYDVR0OBBYEFEwycYxR/1zttmZW
haYpZnuJ8kwAMB8GA1UdIwQYMBaAFEwycYxR/1zttmZWhaYpZnuJ8kwAMA8GA1Ud
EwEB/wQFMAMBAf8wFgYDVR0RBA8wDYILci5sb29tLnRlc3QwDQYJKoZIhvcNAQEL
BQADggEBAA6tlni+HXbEHxlskeXtAgezOF3h+GXyZXIrrH9QoCLTg4yPxx1PYww3
AzA4wtzUoMYrBbuA4TcSBGrR9V7/gUGLiQnYc593AgNbq1YX1G7/R3BKn9wNWZ3O
qXZQqL1sRxuxESl3XNWaBUFBj1FeYup4vEiishLd+iITF7ZVFopUercmjpURUvvM
Q9sFacGt3pA/ZkeSzaV9Gqiu240OPKKleRygl4FaG6Otk0JsqNb/dP6x5wGUsE59
Mu4sFnEZ1225e8sXEnIrW+qB5oP6WGXFYbCJlXGFG4nOrL2NFlsb3gnaJ1wShXW7
K7HJ2G8CnWFqhGUae8q1zYS/JkBMHH0=
-----END CERTIFICATE-----`

const rKey = `-----BEGIN RSA PRIVATE KEY-----
MIIEogIBAAKCAQEAmxq7xpyIjlpeBXEi592hFllgxsW0hZrP65aZVosxEoiBQuGa
PEX1Ji8AkcIhhFspUGL1Do9sCT6WmKbjbEswiPjgeWgw1aOlzhLzqZg6GV/9lR1d
iyDTOZwtiGNcsym0WkKkvUyEnVezi3nJTyDyeXmz73G11/0ouhyxDP2KeZ0NbJQe
vASeqtOrosi+eTdhywYzVEiXnH9MvB2RO6IGPP8l8wChfbDb/eaBIS8lLrVsdbhP
m1p9NnFJpV/BWzWL/fUVajY8kQa9v7ylQ1y1Ee/TxCzU80BH1S0mC7qQy4ehRN/G
1ZsrguswucYm4Lx1t3DzfJi4tND2B2HxvD6XPQIDAQABAoIBABUglBlesx8o4gu9
uHJ69vlTXWJWBdv5FX9SuTpXpWyP2YOhtV+ma9kyp9Iy7lvYCw2fHSBJmv67XsoW
WX4j082kkPcYoSZIr0odvMEKMkfIkoMgR+CurPb49h7Q4gypjp6I22XJqXrBOnyy
LyCvLTgswrzH8WwlWMnZJKjPVHByJK/GOSDVYG697QOZlwc/9Rq1Ih3hNpMS1zsi
pKOzy+Slkhdyi9NMi3KSUtOJvwQQ71rJGvz2C69BjP9+RPiJFvp9lv9+SSBQCP3s
ikFRmOkVYm7sFSjBAWFeuun0Lv7oOEe/PZfMWukw00TSkIA8LRVsCEt4c+PdPao2
tqVLFGUCgYEA18NDe3CAZbwa3VsOLJT7wAyx14ux7cileXKk8+brWfZ6zFwAz/cz
ZP0dG3I2Jy6lN7rTw2Pl4i6s1M7wU16TfekiiKTTq7fSv1q1ufqiEWWDNAIPbwM/
xXbRLnfgTqN0IZu7otQ215fnKCuXtAvFIDckMShUbCmEYX7JQbmP3+cCgYEAuAeU
O4LZRVilBo7jTUz2QHsEhtPSCl/709x5KngssMsxQFqASKd8nJ/ACX2htkjKKiCn
h4pUyML25FyFf2Y/tOhiqq3Gkta0HTHoxjzGY+8BA1DwvuX9LcoJ0/DoI7pD/HbT
ommpw2YTl4VEhUboyRwgqXOlj6sDH4SoJgQuezsCgYB6PmRebKgie8fQwEUwlxxn
fAnKsJgXu8WdIIo6sguIBfEfFcVUDp+syQeTxErQOkpbX9uY6WGWm5FKZRCee4gf
H1Z0isZulRCvX+p0O39VUelbLwulfvbDnwT3Se3pQAyM+hn+MDP+RE8wYDpsRPrj
vLohq9LhEUiyoE3Qkhzk4wKBgEG9G1ui42BdSR4tns73RiREjZpoQmjIXtoQsQvV
wAkrnJ1jdt39TotYma4KPeEy4VzpK09EwAKzeqSa1GltKibCuLRFvWCo59BiCsf9
39TFBPSdTlKzL5zSxm36acKRgEXIYNNssWMGrMr8pTyC1xc4QAaoNCU9LrFsnvBt
n/kPAoGABgpYxrw/4IOCITepYnsDPx0d6JCQ3LSJ+L+7NFsvd1Yo+59JollokIoD
d7qw1jw/+LVUURh4FsT6hilInc5RfrZ/eFhY44xjT6X0CEE+r8v73/07ECe90kBf
DCPTV44sNvW05ZgfyiIv07VxO/F8v8GXHCMoBi6c2p3h+xEf73w=
-----END RSA PRIVATE KEY-----`

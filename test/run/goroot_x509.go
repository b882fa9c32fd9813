// crypto/x509 and what it needs come from a GOROOT, unmodified.
// REQUIRES: upstream
// RUN: env GOROOT=/usr/share/go-1.19 %goloom run %s > %t
// RUN: diff %S/goroot_x509.out %t
package main

import (
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/hmac"
	"crypto/rand"
	"crypto/rsa"
	"crypto/sha256"
	"crypto/x509"
	"crypto/x509/pkix"
	"fmt"
	"math/big"
	"net"
	"time"
)

func certify(t, parent *x509.Certificate, pub, key any) *x509.Certificate {
	der, err := x509.CreateCertificate(rand.Reader, t, parent, pub, key)
	if err != nil {
		panic(err)
	}
	c, err := x509.ParseCertificate(der)
	if err != nil {
		panic(err)
	}
	return c
}

func main() {
	caKey, err := rsa.GenerateKey(rand.Reader, 2048)
	if err != nil {
		panic(err)
	}
	key, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		panic(err)
	}
	now := time.Now()
	ca := &x509.Certificate{
		SerialNumber: big.NewInt(1), Subject: pkix.Name{Organization: []string{"Loom & Co"}, CommonName: "root"},
		NotBefore: now.Add(-time.Hour), NotAfter: now.Add(time.Hour), IsCA: true, BasicConstraintsValid: true,
		KeyUsage: x509.KeyUsageCertSign,
	}
	ca = certify(ca, ca, &caKey.PublicKey, caKey)
	leaf := certify(&x509.Certificate{
		SerialNumber: big.NewInt(2), Subject: pkix.Name{CommonName: "leaf"}, NotBefore: now.Add(-time.Hour),
		NotAfter: now.Add(time.Minute), DNSNames: []string{"example.com", "*.example.org"},
		IPAddresses: []net.IP{net.IPv4(127, 0, 0, 1)}, ExtKeyUsage: []x509.ExtKeyUsage{x509.ExtKeyUsageServerAuth},
	}, ca, &key.PublicKey, caKey)
	fmt.Println(leaf.Subject, leaf.Issuer, leaf.SerialNumber, leaf.DNSNames, leaf.IPAddresses, leaf.SignatureAlgorithm, leaf.PublicKeyAlgorithm)

	pool := x509.NewCertPool()
	pool.AddCert(ca)
	for _, o := range []x509.VerifyOptions{
		{Roots: pool, DNSName: "example.com"},
		{Roots: pool, DNSName: "a.example.org"},
		{Roots: pool, DNSName: "127.0.0.1"},
		{Roots: pool, DNSName: "example.net"},
		{Roots: pool, CurrentTime: now.Add(-24 * time.Hour)},
		{Roots: x509.NewCertPool()},
		{Roots: pool, KeyUsages: []x509.ExtKeyUsage{x509.ExtKeyUsageClientAuth}},
	} {
		chains, err := leaf.Verify(o)
		if _, ok := err.(x509.CertificateInvalidError); ok && !o.CurrentTime.IsZero() {
			fmt.Println("invalid at that time")
			continue
		}
		fmt.Println(len(chains), err)
	}

	sum := sha256.Sum256([]byte("woven"))
	sig, err := ecdsa.SignASN1(rand.Reader, key, sum[:])
	fmt.Println(err, ecdsa.VerifyASN1(&key.PublicKey, sum[:], sig))
	sum[0]++
	fmt.Println(ecdsa.VerifyASN1(&key.PublicKey, sum[:], sig))
	mac := hmac.New(sha256.New, []byte("key"))
	mac.Write([]byte("woven"))
	fmt.Printf("%x\n", mac.Sum(nil))
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

//go:build goroot

package tls

import (
	"crypto/internal/openssl"
	"crypto/x509"
	"errors"
	"fmt"
)

// With a GOROOT a key is of the types of its packages.

func privateKey(der []byte, k *openssl.Key) (any, error) {
	if key, err := x509.ParsePKCS8PrivateKey(der); err == nil {
		return key, nil
	}
	if key, err := x509.ParsePKCS1PrivateKey(der); err == nil {
		return key, nil
	}
	if key, err := x509.ParseECPrivateKey(der); err == nil {
		return key, nil
	}
	return nil, errors.New("tls: failed to parse private key")
}

func opensslKey(key any) (*openssl.Key, error) {
	der, err := x509.MarshalPKCS8PrivateKey(key)
	if err != nil {
		return nil, fmt.Errorf("tls: goloom needs a private key that can be marshaled: %w", err)
	}
	if k := openssl.ParseKey(der); k != nil {
		return k, nil
	}
	return nil, errors.New("tls: failed to parse private key")
}

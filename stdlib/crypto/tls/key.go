// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

//go:build !goroot

package tls

import (
	"crypto/internal/openssl"
	"errors"
)

// Without the packages of a GOROOT a key is OpenSSL's.

func privateKey(der []byte, k *openssl.Key) (any, error) { return k, nil }

func opensslKey(key any) (*openssl.Key, error) {
	if k, ok := key.(*openssl.Key); ok {
		return k, nil
	}
	return nil, errors.New("tls: the private key is none of X509KeyPair")
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package sig marks programs by the cryptography they use, for packages of a
// GOROOT. Programs of goloom are not marked.
package sig

// BoringCrypto would mark BoringCrypto.
func BoringCrypto() {}

// StandardCrypto would mark Go's own.
func StandardCrypto() {}

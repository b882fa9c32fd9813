// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package cpu says what the processor can do to packages of a GOROOT that have
// assembly for it. Since goloom does not compile that, it can do nothing.
package cpu

// CacheLinePadSize is the size of a cache line in bytes.
const CacheLinePadSize = 64

// CacheLineSize is CacheLinePadSize.
const CacheLineSize = CacheLinePadSize

// CacheLinePad keeps what lies before and behind it on lines of their own.
type CacheLinePad struct{ _ [CacheLinePadSize]byte }

// X86 has the extensions of the instruction set: none.
var X86 struct {
	_            CacheLinePad
	HasAES       bool
	HasADX       bool
	HasAVX       bool
	HasAVX2      bool
	HasAVX512F   bool
	HasAVX512BW  bool
	HasAVX512VL  bool
	HasBMI1      bool
	HasBMI2      bool
	HasERMS      bool
	HasFSRM      bool
	HasFMA       bool
	HasOSXSAVE   bool
	HasPCLMULQDQ bool
	HasPOPCNT    bool
	HasRDTSCP    bool
	HasSHA       bool
	HasSSE3      bool
	HasSSE41     bool
	HasSSE42     bool
	HasSSSE3     bool
	_            CacheLinePad
}

// Name returns the name of the processor; it is not known.
func Name() string { return "" }

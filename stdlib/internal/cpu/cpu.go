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
	_                   CacheLinePad
	HasAES              bool
	HasADX              bool
	HasAVX              bool
	HasAVX2             bool
	HasAVX512F          bool
	HasAVX512BW         bool
	HasAVX512VL         bool
	HasAVX512VPCLMULQDQ bool
	HasBMI1             bool
	HasBMI2             bool
	HasERMS             bool
	HasFSRM             bool
	HasFMA              bool
	HasOSXSAVE          bool
	HasPCLMULQDQ        bool
	HasPOPCNT           bool
	HasRDTSCP           bool
	HasSHA              bool
	HasSSE3             bool
	HasSSE41            bool
	HasSSE42            bool
	HasSSSE3            bool
	_                   CacheLinePad
}

// ARM64 has those of another processor, which packages mention.
var ARM64 struct {
	HasAES    bool
	HasPMULL  bool
	HasSHA1   bool
	HasSHA2   bool
	HasSHA3   bool
	HasSHA512 bool
	HasCRC32  bool
	HasDIT    bool
}

// Loong64 has those of another processor.
var Loong64 struct {
	HasLSX   bool
	HasLASX  bool
	HasCRC32 bool
}

// RISCV64 has those of another processor.
var RISCV64 struct{ HasV bool }

// S390X has those of another processor.
var S390X struct {
	HasAES    bool
	HasAESCBC bool
	HasAESCTR bool
	HasAESGCM bool
	HasECDSA  bool
	HasGHASH  bool
	HasSHA1   bool
	HasSHA256 bool
	HasSHA3   bool
	HasSHA512 bool
	HasVX     bool
}

// Name returns the name of the processor; it is not known.
func Name() string { return "" }

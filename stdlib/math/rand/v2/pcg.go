// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package rand

import (
	"encoding/binary"
	"errors"
	"math/bits"
)

// A PCG is a Source with 128 bits of state: O'Neill, "PCG: A Family of Simple Fast Space-Efficient Statistically Good
// Algorithms for Random Number Generation" (2014), in its variant DXSM.
type PCG struct{ high, low uint64 }

// NewPCG returns a PCG whose numbers depend on the seeds alone.
func NewPCG(seed1, seed2 uint64) *PCG { return &PCG{seed1, seed2} }

// Seed makes the PCG as NewPCG does.
func (p *PCG) Seed(seed1, seed2 uint64) { p.high, p.low = seed1, seed2 }

// Uint64 returns the next number.
func (p *PCG) Uint64() uint64 {
	const (
		factorHigh, factorLow = 0x2360ed051fc65da4, 0x4385df649fccf645
		addendHigh, addendLow = 0x5851f42d4c957f2d, 0x14057b7ef767814f
		factor                = 0xda942042e4dd58b5 // of the number that is returned
	)
	high, low := bits.Mul64(p.low, factorLow)
	high += p.high*factorLow + p.low*factorHigh
	low, carry := bits.Add64(low, addendLow, 0)
	high, _ = bits.Add64(high, addendHigh, carry)
	p.high, p.low = high, low

	high ^= high >> 32
	high *= factor
	high ^= high >> 48
	return high * (low | 1)
}

// AppendBinary appends the state to b.
func (p *PCG) AppendBinary(b []byte) ([]byte, error) {
	b = append(b, "pcg:"...)
	return binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint64(b, p.high), p.low), nil
}

// MarshalBinary returns the state.
func (p *PCG) MarshalBinary() ([]byte, error) { return p.AppendBinary(nil) }

var errPCG = errors.New("invalid PCG encoding")

// UnmarshalBinary takes the state that MarshalBinary has returned.
func (p *PCG) UnmarshalBinary(data []byte) error {
	if len(data) != 20 || string(data[:4]) != "pcg:" {
		return errPCG
	}
	p.high, p.low = binary.BigEndian.Uint64(data[4:]), binary.BigEndian.Uint64(data[12:])
	return nil
}

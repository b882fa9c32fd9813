// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package runtime

// MemStats describes the heap and its collector, in bytes and numbers of objects
// if nothing else is said. PauseNs and PauseEnd are rings, the newest at
// (NumGC+255)%256.
type MemStats struct {
	Alloc         uint64
	TotalAlloc    uint64
	Sys           uint64
	Lookups       uint64
	Mallocs       uint64
	Frees         uint64
	HeapAlloc     uint64
	HeapSys       uint64
	HeapIdle      uint64
	HeapInuse     uint64
	HeapReleased  uint64
	HeapObjects   uint64
	StackInuse    uint64
	StackSys      uint64
	MSpanInuse    uint64
	MSpanSys      uint64
	MCacheInuse   uint64
	MCacheSys     uint64
	BuckHashSys   uint64
	GCSys         uint64
	OtherSys      uint64
	NextGC        uint64
	LastGC        uint64
	PauseTotalNs  uint64
	PauseNs       [256]uint64
	PauseEnd      [256]uint64
	NumGC         uint32
	NumForcedGC   uint32
	GCCPUFraction float64
	EnableGC      bool
	DebugGC       bool
	BySize        [61]struct {
		Size    uint32
		Mallocs uint64
		Frees   uint64
	}
}

// ReadMemStats fills m.
func ReadMemStats(m *MemStats) {
	var v [17]uint64
	heapStats(v[:])
	*m = MemStats{
		Alloc: v[0], TotalAlloc: v[1], Sys: v[2], Mallocs: v[3], Frees: v[4],
		HeapAlloc: v[0], HeapSys: v[5], HeapIdle: v[6], HeapInuse: v[7], HeapReleased: v[8],
		HeapObjects: v[3] - v[4],
		StackInuse:  v[9], StackSys: v[9], GCSys: v[10], NextGC: v[11], LastGC: v[12],
		PauseTotalNs: v[13], NumGC: uint32(v[14]), NumForcedGC: uint32(v[15]),
		EnableGC: true,
	}
	if ns := nanotimeSinceStart(); ns > 0 {
		m.GCCPUFraction = float64(v[16]) / float64(ns)
	}
	pauseStats(m.PauseNs[:], m.PauseEnd[:])
	var mallocs, frees [61]uint64
	sizeStats(mallocs[:], frees[:])
	for i := range m.BySize {
		b := &m.BySize[i]
		b.Size, b.Mallocs, b.Frees = uint32(sizeOfClass(i)), mallocs[i], frees[i]
	}
}

func heapStats(into []uint64)

func pauseStats(ns, ends []uint64)

// sizeStats counts, by size class, the slots that were handed out and freed.
func sizeStats(mallocs, frees []uint64)

func sizeOfClass(i int) uint64

// nanotimeSinceStart returns how long the program has run.
func nanotimeSinceStart() int64

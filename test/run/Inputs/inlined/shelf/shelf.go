// Package shelf has functions that importers may inline, and some that they may not.
package shelf

import (
	"errors"
	"math/bits"
	"sync/atomic"
)

type slot struct {
	name   string
	weight int
}

type Shelf struct {
	slots []slot
	limit int
	used  atomic.Int64
}

const most = 1 << 4

var made int

func New(limit int) *Shelf {
	made++
	return &Shelf{limit: limit}
}

// Made says how many there are.
func Made() int { return made }

func (s *Shelf) Len() int { return len(s.slots) }

func (s *Shelf) Room() bool {
	t1 := s.limit
	if t1 > most {
		t1 = most
	}
	return s.Len() < t1
}

func (s *Shelf) Put(name string, weight int) bool {
	if !s.Room() {
		return false
	}
	s.slots = append(s.slots, make([]slot, 1)...)
	s.last().name = name
	s.last().weight = weight
	s.used.Add(int64(weight))
	return true
}

func (s *Shelf) last() *slot { return &s.slots[len(s.slots)-1] }

func (s *Shelf) Used() int { return int(s.used.Load()) }

func (s *Shelf) Width() int { return bits.Len(uint(s.limit)) }

func (s *Shelf) Name(i int) string { return s.slots[i].name }

func (s *Shelf) Heaviest() (i int) {
	for j := range s.slots {
		if s.slots[j].weight > s.slots[i].weight {
			i = j
		}
	}
	return i
}

func (s *Shelf) Check() error {
	if s.Used() > s.limit {
		return errors.New("too heavy")
	}
	return nil
}

//go:noinline
func (s *Shelf) Limit() int { return s.limit }

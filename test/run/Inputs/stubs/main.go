//go:build go1.23

package main

import (
	"cmp"
	"fmt"
	"iter"
	"maps"
	"slices"
	"sort"
	"sync"
	"sync/atomic"

	"example.com/stubs/box"
	"example.com/stubs/late"
	"example.com/stubs/order"
)

type point struct{ x, y int }

func (p point) Less(q point) bool { return p.x < q.x || p.x == q.x && p.y < q.y }

func squares(n int) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := range n {
			if !yield(i * i) {
				return
			}
		}
	}
}

func main() {
	b := box.New("first", "second")
	b.Put("third")
	fmt.Println(b, b.Len(), box.Made())
	for v := range b.All() {
		fmt.Print(v, " ")
	}
	fmt.Println()
	fmt.Println(box.Describe(3), box.Describe("three"), box.Describe([]point{{1, 2}}))
	fmt.Println(box.Default.Len(), box.Ints{}.Len(), box.Sum(1, 2, 3), box.Sum(1.5, 2), box.Level[int8]())
	fmt.Println(box.Local(1), box.Local("s"), box.Twice(2.5), box.First(rune(9)))
	var p box.Pair[string, point] = box.MakePair("p", point{3, 4})
	k, v := p.Split()
	fmt.Println(k, v, p)
	fmt.Println(box.Holder{Pair: box.MakePair("h", 1)}.Split())

	pts := []point{{2, 1}, {1, 5}, {1, 2}}
	order.Sort(pts)
	fmt.Println(pts, order.Compared())
	h := order.NewHeap[point](point.Less)
	for _, q := range pts {
		h.Push(q)
	}
	fmt.Println(h.Pop(), h.Pop(), h.Pop())
	fmt.Println(order.Safe(func() int { panic("lost") }))
	for _, f := range late.Each([]int{1, 2, 3}) {
		fmt.Print(f(), " ")
	}
	fmt.Println()

	m := map[string]int{"a": 3, "b": 1, "c": 2}
	keys := slices.SortedFunc(maps.Keys(m), func(a, b string) int { return cmp.Compare(m[a], m[b]) })
	fmt.Println(keys, slices.Collect(squares(4)))
	sort.Slice(keys, func(i, j int) bool { return keys[i] < keys[j] })
	next, stop := iter.Pull(squares(3))
	next()
	second, ok := next()
	stop()
	fmt.Println(keys, second, ok)
	once := sync.OnceValue(func() int { fmt.Println("once"); return 7 })
	var at atomic.Pointer[point]
	at.Store(&pts[0])
	fmt.Println(once()+once(), *at.Load(), at.CompareAndSwap(&pts[0], nil))
}

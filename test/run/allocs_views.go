// RUN: %run %s

// Conversions between strings and bytes that are only looked at allocate nothing.
package main

import (
	"fmt"
	"testing"
)

type key struct {
	name string
	n    int
}

const text = "a text of more than thirty-two bytes, as long as this"

var (
	m     = map[string]int{text: 1}
	keyed = map[key]int{{text, 1}: 2}
	pairs = map[[2]string]int{{text, text}: 3}
	b     = []byte(text)
	s     = text
	n     int
	sink  string
)

func lookup(b []byte) int           { return m[string(b)] }
func has(b []byte) bool             { _, ok := m[string(b)]; return ok }
func inStruct(b []byte) int         { return keyed[key{string(b), 1}] }
func inArray(b []byte) int          { return pairs[[2]string{string(b), string(b)}] }
func equal(b []byte, s string) bool { return string(b) == s }
func less(b []byte, s string) bool  { return string(b) < s }
func both(a, b []byte) bool         { return string(a) == string(b) }
func length(s string) int           { return len([]byte(s)) }
func one(b []byte) string           { return string(b[:1]) }

func runes(s string) int               { return len([]rune(s)) }
func joined(a string, b []byte) string { return a + string(b) }
func twice(b []byte) string            { return string(b) + string(b) }

func sum(s string) (n int) {
	for _, c := range []byte(s) {
		n += int(c)
	}
	return
}

func which(b []byte) int {
	switch string(b) {
	case "a", "b":
		return 1
	case text:
		return 2
	}
	return 3
}

// What is kept is a copy.
func kept(b []byte) {
	k := map[string]int{}
	k[string(b)] = 1
	k[string(b)]++
	x := string(b)
	y := "" + string(b)
	z := "" + (string(b) + "")
	dash := "-" + string(b)
	empty := ""
	alone := empty + string(b)
	first := string(b) + empty + empty
	var e any = string(b)
	eq := e == any(string(b))
	b[0] = '!'
	fmt.Println(k, x, y, z, dash, alone, first, e, eq, string(b) == x, k[string(b)])
	b[0] = text[0]
}

// The tag of a switch is read once.
func tag(b []byte) {
	switch string(b) {
	case "two":
		b[0] = '?'
		fallthrough
	case "?wo":
		fmt.Println(string(b))
	default:
		fmt.Println("no")
	}
}

func ranged(s string) {
	for i, c := range []byte(s) {
		s = "gone"
		c++
		fmt.Print(i, string(rune(c)), " ")
	}
	fmt.Println(s)
}

func main() {
	check := func(name string, f func()) {
		fmt.Println(name, testing.AllocsPerRun(100, f))
	}
	check("lookup", func() { n += lookup(b) })
	check("has", func() { has(b) })
	check("in a struct", func() { n += inStruct(b) })
	check("in an array", func() { n += inArray(b) })
	check("equal", func() { equal(b, s) })
	check("less", func() { less(b, s) })
	check("both", func() { both(b, b) })
	check("len", func() { n += length(s) })
	check("range", func() { n += sum(s) })
	check("runes", func() { n += runes(s) })
	check("joined", func() { sink = joined(s, b[:5]) })
	check("switch", func() { n += which(b) })
	check("one byte", func() { one(b) })
	fmt.Println(lookup(b), has(b), inStruct(b), inArray(b), equal(b, s), less(b, s), both(b, b), length(s), one(b),
		sum(s), which(b), which(nil), string(rune(65)), string(rune(0x7f)) == "\x7f", len(string(rune(0x80))))
	fmt.Println(runes("h\xffé, 世界"), len([]rune("")), len([]rune("é")), joined("", nil) == "", joined("<", []byte(">")),
		twice([]byte("ab")))
	kept([]byte("bytes"))
	tag([]byte("two"))
	tag([]byte("?wo"))
	tag(nil)
	ranged("abc")
}

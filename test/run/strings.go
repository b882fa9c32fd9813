// RUN: %run %s
// Strings, bytes and runes.
package main

import "fmt"

func main() {
	s := "héllo, 世界"
	fmt.Println(len(s), s[1], s[1:3], s[7:], s[:1])
	b := []byte(s)
	b[0] = 'H'
	fmt.Println(string(b), s, len(b))
	r := []rune(s)
	fmt.Println(len(r), r[1], string(r[7:]), string(r[0]))
	fmt.Println(string(rune(65)), string(rune(0x4e16)), string(rune(-1)) == "\uFFFD", string(rune(0x110000)) == "\uFFFD")
	bad := "a\xffb\xc0\xaf\xe4\xb8"
	for i, c := range bad {
		fmt.Printf("%d:%U ", i, c)
	}
	fmt.Println(len([]rune(bad)))
	surrogate := "\xed\xa0\x80"
	for _, c := range surrogate {
		fmt.Printf("%x ", c)
	}
	fmt.Println()

	fmt.Println("a" < "b", "a" < "B", "abc" > "ab", "" < "a", "x" == "x", "é" > "z", s != "", "ab" <= "ab", "b" >= "ba")
	t := ""
	for i := 0; i < 5; i++ {
		t += string(rune('a'+i)) + "-"
	}
	fmt.Println(t)
	raw := `raw \n "quoted"
second line`
	fmt.Println(raw, len(raw))
	fmt.Println("\a\b\f\n\r\t\v\\\"\x41\101\u00e9\U0001F600" == "\x07\x08\x0c\x0a\x0d\x09\x0b\x5c\x22AA\xc3\xa9\xf0\x9f\x98\x80")
	fmt.Println('a', '\n', '\'', '世', '\x7f', '\377', '\u1234')
	type myString string
	type myBytes []byte
	ms := myString("typed")
	mb := myBytes(ms)
	fmt.Println(string(mb), ms[2:], ms+"!", len(ms), string(ms[0]))
	fmt.Println(append([]byte("abc"), "def"...), string(append([]byte(nil), ms...)))
	buf := make([]byte, 3)
	fmt.Println(copy(buf, "wxyz"), string(buf))
	const c = "constant"
	fmt.Println(len(c), c[0], c[1:3], c+"s")
	var empty string
	fmt.Println(empty == "", len(empty), empty+"x", string([]byte{}) == "", string([]rune(nil)) == "")
	x := "abc"
	y := x
	x += "d"
	fmt.Println(x, y)
	multi := "one" +
		" two" +
		" three"
	fmt.Println(multi)
	sw := func(s string) string { return s[len(s)-1:] + s[1:len(s)-1] + s[:1] }
	fmt.Println(sw("swap"), sw("ab"))
	fmt.Printf("%q %x % x %v %s %+q\n", bad, bad, "hi", []byte("hi"), []string{"a", "b"}, "世")
	m := map[string]int{}
	m[string(b)]++
	m[string([]byte("x"))] = 2
	for range m {
	}
	fmt.Println(m["x"], len(m))
	nul := "a\x00b"
	fmt.Println(len(nul), nul == "a", nul > "a", []byte(nul))
}

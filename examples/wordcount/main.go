// Counts the words of a file, or of standard input, and prints the most frequent ones.
package main

import (
	"bufio"
	"fmt"
	"os"
	"sort"
	"strings"
	"unicode"
)

type entry struct {
	word  string
	count int
}

func main() {
	in := os.Stdin
	if len(os.Args) > 1 {
		f, err := os.Open(os.Args[1])
		if err != nil {
			fmt.Fprintln(os.Stderr, err)
			os.Exit(1)
		}
		defer f.Close()
		in = f
	}

	counts := map[string]int{}
	lines, total := 0, 0
	scanner := bufio.NewScanner(in)
	for scanner.Scan() {
		lines++
		for _, w := range strings.FieldsFunc(scanner.Text(), notLetter) {
			counts[strings.ToLower(w)]++
			total++
		}
	}

	entries := make([]entry, 0, len(counts))
	for w, n := range counts {
		entries = append(entries, entry{w, n})
	}
	sort.Slice(entries, func(i, j int) bool {
		if entries[i].count != entries[j].count {
			return entries[i].count > entries[j].count
		}
		return entries[i].word < entries[j].word
	})

	fmt.Printf("%d lines, %d words, %d different\n", lines, total, len(entries))
	for i, e := range entries {
		if i == 5 {
			break
		}
		fmt.Printf("%4d %s\n", e.count, e.word)
	}
}

func notLetter(r rune) bool { return !unicode.IsLetter(r) && r != '\'' }

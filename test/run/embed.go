// RUN: %run %s

// Files as strings, bytes and trees.
package main

import (
	"embed"
	"fmt"
	"io"
	"io/fs"
	"runtime"
)

type (
	text  string
	octet byte
	data  []octet
)

//go:embed Inputs/embed/hello.txt
var hello string

//go:embed "Inputs/embed/one.txt"
var one text

// One of these is written to.
//
//go:embed Inputs/embed/one.txt
var bytes1 []byte

//go:embed Inputs/embed/one.txt
var bytes2 data

//go:embed Inputs/embed/long.txt
var long string

//go:embed Inputs/embed/long.txt
var longBytes []byte

var (
	//go:embed Inputs/embed/empty.txt
	empty string
	//go:embed Inputs/embed/empty.txt
	emptyBytes []byte
	none       string

	// Bytes of all kinds.
	//go:embed `Inputs/embed/odd.txt`
	odd string

	//go:embed Inputs/embed
	//go:embed Inputs/embed/[h-o]*.txt Inputs/embed/*/.dot
	tree embed.FS

	//go:embed all:Inputs/embed
	all embed.FS

	//go:embed Inputs/embed/hello.txt
	_ string
)

// Other variables are initialised from them.
var lines = count(long)

func count(s string) (n int) {
	for i := range s {
		if s[i] == '\n' {
			n++
		}
	}
	return
}

func walk(f embed.FS) {
	fs.WalkDir(f, ".", func(path string, d fs.DirEntry, err error) error {
		info, _ := d.Info()
		fmt.Println(path, info, info.Mode(), err)
		return err
	})
}

func main() {
	fmt.Printf("%q %q %q %q %q\n", hello, one, empty, none, odd)
	bytes1[0] = 'O'
	bytes2 = append(bytes2[:3], '!')
	longBytes[len(longBytes)-1]++
	runtime.GC()
	fmt.Printf("%s %s %v %d %d\n", bytes1, bytes2, emptyBytes == nil, len(emptyBytes), lines)
	fmt.Println(len(long), long[len(long)-5:], string(longBytes) == long, cap(longBytes))

	walk(tree)
	walk(all)
	copied := tree
	fmt.Println(copied == tree, tree == all, tree == embed.FS{})
	walk(embed.FS{})

	b, err := tree.ReadFile("Inputs/embed/site/img/x.bin")
	fmt.Println(len(b), b[690:], err)
	b[0]++
	again, _ := tree.ReadFile("Inputs/embed/site/img/x.bin")
	fmt.Println(b[0], again[0])
	names, err := fs.Glob(tree, "Inputs/*/*.txt")
	fmt.Println(names, err)

	for _, name := range []string{"Inputs/embed/no", "/Inputs", "Inputs/embed/site", "Inputs/embed/hello.txt", ".", ""} {
		_, err1 := tree.Open(name)
		_, err2 := tree.ReadFile(name)
		list, err3 := tree.ReadDir(name)
		fmt.Println(err1, "|", err2, "|", err3, list)
	}

	f, _ := tree.Open("Inputs/embed/hello.txt")
	s := f.(io.Seeker)
	at, err := s.Seek(-9, io.SeekEnd)
	fmt.Println(at, err)
	rest, err := io.ReadAll(f)
	fmt.Printf("%q %v\n", rest, err)
	_, err = s.Seek(-1, io.SeekStart)
	fmt.Println(err)
	b = make([]byte, 9)
	n, err := f.(io.ReaderAt).ReadAt(b, 14)
	fmt.Printf("%q %v\n", b[:n], err)
	_, err = f.(io.ReaderAt).ReadAt(b, 99)
	fmt.Println(err, f.Close())

	d, _ := tree.Open("Inputs/embed/site")
	_, err = d.Read(b)
	fmt.Println(err)
	for {
		list, err := d.(fs.ReadDirFile).ReadDir(2)
		fmt.Println(list, err)
		if err != nil {
			break
		}
	}
}

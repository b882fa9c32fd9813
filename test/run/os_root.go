// Files below a directory, and none besides.
// RUN: %run %s
package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"
)

var top string

// said prints an error without the name of the scratch folder.
func said(what string, err error) {
	if err == nil {
		fmt.Println(what, "ok")
		return
	}
	fmt.Println(what, strings.ReplaceAll(err.Error(), top, "TOP"), errors.Is(err, fs.ErrNotExist))
}

func main() {
	var err error
	top, err = os.MkdirTemp("", "root")
	if err != nil {
		panic(err)
	}
	defer os.RemoveAll(top)
	os.WriteFile(top+"/secret", []byte("secret"), 0600)
	os.Mkdir(top+"/in", 0777)
	_, err = os.OpenRoot(top + "/none")
	said("OpenRoot", err)
	_, err = os.OpenRoot(top + "/secret")
	said("OpenRoot of a file", err)
	r, err := os.OpenRoot(top + "/in")
	said("OpenRoot", err)
	fmt.Println(strings.TrimPrefix(r.Name(), top))

	said("Mkdir", r.Mkdir("a", 0755))
	said("Mkdir again", r.Mkdir("a", 0755))
	said("MkdirAll", r.MkdirAll("a/b/c", 0755))
	said("MkdirAll again", r.MkdirAll("a/b/c/", 0755))
	said("WriteFile", r.WriteFile("a/b/f", []byte("woven"), 0644))
	said("MkdirAll through a file", r.MkdirAll("a/b/f/x", 0755))
	data, err := r.ReadFile("a/./b/../b//f")
	said(string(data), err)
	f, err := r.Create("a/g")
	said("Create", err)
	fmt.Fprintln(f, "more")
	f.Close()
	fmt.Println(strings.TrimPrefix(f.Name(), top))
	f, err = r.OpenFile("a/g", os.O_APPEND|os.O_WRONLY, 0)
	said("OpenFile", err)
	f.WriteString("and more\n")
	f.Close()
	f, err = r.Open("a/g")
	said("Open", err)
	data, _ = io.ReadAll(f)
	f.Close()
	fmt.Printf("%q\n", data)

	for _, name := range []string{"../secret", "a/../../secret", "/etc/passwd", "..", "", "a/none", "a/g/", "a/b/f/x"} {
		_, err = r.Open(name)
		said("Open "+name, err)
	}
	said("Symlink", r.Symlink("../../secret", "a/out"))
	said("Symlink", r.Symlink("b/f", "a/link"))
	said("Symlink", r.Symlink("/etc", "a/abs"))
	said("Symlink", r.Symlink("loop", "a/loop"))
	said("Symlink", r.Symlink("a/b", "dir"))
	for _, name := range []string{"a/out", "a/link", "a/abs/passwd", "a/loop", "dir/f", "dir/../g", "dir/.."} {
		f, err = r.Open(name)
		said("Open "+name, err)
		f.Close()
		info, err := r.Stat(name)
		said("Stat "+name, err)
		if err == nil {
			fmt.Println(info.Name(), info.Mode())
		}
		info, err = r.Lstat(name)
		said("Lstat "+name, err)
		if err == nil {
			fmt.Println(info.Name(), info.Mode())
		}
	}
	to, err := r.Readlink("a/out")
	said(to, err)
	_, err = r.Readlink("a/g")
	said("Readlink", err)
	said("Chmod", r.Chmod("a/link", 0600))
	said("Chmod out", r.Chmod("a/out", 0666))
	when := time.Unix(1700000000, 5000)
	said("Chtimes", r.Chtimes("a/link", time.Time{}, when))
	info, err := r.Stat("a/b/f")
	said("Stat", err)
	fmt.Println(info.Mode(), info.ModTime().Equal(when), info.Size())
	said("Chown", r.Chown("a/link", -1, -1))
	said("Lchown", r.Lchown("a/out", -1, -1))
	said("Rename", r.Rename("a/g", "dir/h"))
	said("Rename out", r.Rename("dir/h", "../h"))
	said("Link", r.Link("dir/h", "h2"))
	said("Link again", r.Link("dir/h", "h2"))

	sub, err := r.OpenRoot("dir")
	said("OpenRoot dir", err)
	data, err = sub.ReadFile("h")
	said(string(data), err)
	_, err = sub.ReadFile("../g")
	said("sub", err)
	sub.Close()

	said("WalkDir", fs.WalkDir(r.FS(), ".", func(path string, d fs.DirEntry, err error) error {
		fmt.Println(" ", path, d, err)
		return nil
	}))
	_, err = r.FS().Open("../x")
	said("FS", err)
	data, err = fs.ReadFile(r.FS(), "a/link")
	said(string(data), err)

	said("Remove", r.Remove("h2"))
	said("Remove a link", r.Remove("a/out"))
	said("Remove again", r.Remove("h2"))
	said("Remove full", r.Remove("a"))
	said("RemoveAll", r.RemoveAll("a"))
	said("RemoveAll again", r.RemoveAll("a"))
	said("RemoveAll out", r.RemoveAll("../secret"))
	said("RemoveAll .", r.RemoveAll("."))
	said("Close", r.Close())
	_, err = r.Open("dir")
	said("closed", err)
	_, err = os.OpenInRoot(top, "in/../secret")
	said("OpenInRoot", err)
	data, _ = os.ReadFile(top + "/secret")
	fmt.Println(string(data))
}

// Pipes through the poller: other goroutines run while one waits, deadlines, close; files have no deadlines.
// RUN: %run %s

package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"time"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

func main() {
	r, w, err := os.Pipe()
	must(err)
	go func() {
		for i := 0; i < 3; i++ {
			time.Sleep(time.Millisecond)
			fmt.Fprintf(w, "line %d\n", i)
		}
		w.Close()
	}()
	data, err := io.ReadAll(r)
	fmt.Printf("%q %v\n", data, err)
	must(r.Close())
	fmt.Println(r.Close())
	_, err = r.Read(make([]byte, 1))
	fmt.Println(err, errors.Is(err, os.ErrClosed))

	// More than the pipe holds: writer and reader take turns.
	r, w, err = os.Pipe()
	must(err)
	go func() {
		n, err := w.Write(make([]byte, 1<<20))
		fmt.Println("written", n, err)
		w.Close()
	}()
	n, err := io.Copy(io.Discard, r)
	fmt.Println("read", n, err)
	r.Close()

	r, w, err = os.Pipe()
	must(err)
	must(r.SetReadDeadline(time.Now().Add(10 * time.Millisecond)))
	_, err = r.Read(make([]byte, 1))
	fmt.Println(err, errors.Is(err, os.ErrDeadlineExceeded), os.IsTimeout(err))
	must(r.SetReadDeadline(time.Time{}))
	failed := make(chan error)
	go func() {
		_, err := r.Read(make([]byte, 1))
		failed <- err
	}()
	time.Sleep(5 * time.Millisecond)
	must(r.Close())
	err = <-failed
	fmt.Println(err, errors.Is(err, os.ErrClosed))
	_, err = w.Write([]byte("nobody reads"))
	fmt.Println(err)
	w.Close()

	dir, err := os.MkdirTemp("", "pipe")
	must(err)
	defer os.RemoveAll(dir)
	f, err := os.Create(filepath.Join(dir, "file"))
	must(err)
	fmt.Println(f.SetDeadline(time.Now()), errors.Is(f.SetDeadline(time.Now()), os.ErrNoDeadline))
	f.WriteString("hello, file")
	b := make([]byte, 4)
	fmt.Println(f.ReadAt(b, 7))
	fmt.Println(f.ReadAt(b, 9))
	fmt.Println(string(b[:2]))
	fmt.Println(f.Seek(0, io.SeekStart))
	data, err = io.ReadAll(f)
	fmt.Println(string(data), err)
	f.Close()
	_, err = f.Stat()
	fmt.Println(errors.Is(err, os.ErrClosed))
	_, err = f.Seek(0, 0)
	fmt.Println(errors.Is(err, os.ErrClosed))
	null, err := os.OpenFile(os.DevNull, os.O_RDWR, 0)
	must(err)
	fmt.Println(null.Write([]byte("gone")))
	fmt.Println(null.Read(b))
}

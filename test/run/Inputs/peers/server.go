// Serves http and https on loopback ports, which it prints, until its standard
// input ends.
package main

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"os"
	"time"
)

func main() {
	big := bytes.Repeat([]byte("0123456789abcdef"), 1<<18) // 4 MB
	mux := http.NewServeMux()
	mux.HandleFunc("GET /hello", func(w http.ResponseWriter, r *http.Request) {
		fmt.Fprintf(w, "hello, %s over %s, TLS: %t\n", r.URL.Query().Get("name"), r.Proto, r.TLS != nil)
	})
	mux.HandleFunc("POST /echo", func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", r.Header.Get("Content-Type"))
		w.Write(b)
	})
	mux.HandleFunc("GET /big", func(w http.ResponseWriter, r *http.Request) {
		http.ServeContent(w, r, "big", time.Unix(1e9, 0), bytes.NewReader(big))
	})
	mux.HandleFunc("GET /chunks", func(w http.ResponseWriter, r *http.Request) {
		for i := range 5 {
			fmt.Fprintf(w, "chunk %d\n", i)
			w.(http.Flusher).Flush()
		}
	})
	mux.Handle("GET /moved", http.RedirectHandler("/hello?name=moved", http.StatusFound))
	mux.HandleFunc("POST /form", func(w http.ResponseWriter, r *http.Request) {
		f, h, err := r.FormFile("file")
		if err != nil {
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		n, _ := io.Copy(io.Discard, f)
		fmt.Fprintln(w, r.FormValue("key"), h.Filename, n)
	})
	var all http.Protocols
	all.SetHTTP1(true)
	all.SetHTTP2(true)
	all.SetUnencryptedHTTP2(true)
	servers := []*http.Server{{Handler: mux, Protocols: &all}, {Handler: mux, Protocols: &all}}
	done := make(chan error)
	for i, s := range servers {
		l, err := net.Listen("tcp", "127.0.0.1:0")
		if err != nil {
			panic(err)
		}
		fmt.Println(l.Addr().(*net.TCPAddr).Port)
		go func() {
			if i == 0 {
				done <- s.Serve(l)
			} else {
				done <- s.ServeTLS(l, os.Args[1], os.Args[2])
			}
		}()
	}
	io.Copy(io.Discard, os.Stdin)
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	for _, s := range servers {
		if err := s.Shutdown(ctx); err != nil {
			fmt.Println(err)
		}
	}
	for range servers {
		fmt.Println(<-done)
	}
}

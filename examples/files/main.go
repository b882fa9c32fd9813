// A static file server: serve a folder until it is told to end.
//
// Without arguments it serves a folder of its own to a client of its own, so
// that it runs anywhere.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// logged reports each request behind its answer.
func logged(h http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		start := time.Now()
		h.ServeHTTP(w, r)
		log.Printf("%s %s %s %v", r.RemoteAddr, r.Method, r.URL.Path, time.Since(start))
	})
}

func main() {
	addr := flag.String("addr", "", "`address` to serve at, such as :8080")
	flag.Parse()
	if *addr != "" {
		dir := "."
		if flag.NArg() > 0 {
			dir = flag.Arg(0)
		}
		log.Fatal(http.ListenAndServe(*addr, logged(http.FileServer(http.Dir(dir)))))
	}
	if err := demo(); err != nil {
		log.Fatal(err)
	}
}

func demo() error {
	dir, err := os.MkdirTemp("", "files")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	for name, text := range map[string]string{
		"page.html": "<h1>Hello</h1>\n", "numbers.txt": "0123456789\n", "data.json": `{"a": 1}`, "more/notes.txt": "notes\n",
	} {
		p := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(p), 0o777); err != nil {
			return err
		}
		if err := os.WriteFile(p, []byte(text), 0o666); err != nil {
			return err
		}
	}
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	s := &http.Server{Handler: http.StripPrefix("/static", http.FileServer(http.Dir(dir)))}
	go s.Serve(l)
	for _, ask := range []struct{ path, bytes string }{
		{"/static/", ""}, {"/static/page.html", ""}, {"/static/data.json", ""}, {"/static/numbers.txt", "bytes=2-4"}, {"/static/more", ""},
		{"/static/none", ""}, {"/elsewhere", ""},
	} {
		req, err := http.NewRequest("GET", "http://"+l.Addr().String()+ask.path, nil)
		if err != nil {
			return err
		}
		if ask.bytes != "" {
			req.Header.Set("Range", ask.bytes)
		}
		resp, err := http.DefaultClient.Do(req)
		if err != nil {
			return err
		}
		text, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			return err
		}
		fmt.Printf("%s %s: %s, %s, %q\n", ask.path, ask.bytes, resp.Status, resp.Header.Get("Content-Type"), strings.TrimSpace(string(text)))
	}
	return s.Shutdown(context.Background())
}

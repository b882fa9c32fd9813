// Patterns of ServeMux: what is refused, which conflict and why, which one counts, what wildcards match, redirects, methods
// and hosts.
// RUN: %run %s

package main

import (
	"fmt"
	"net/http"
	"net/http/httptest"
	"strings"
)

func register(patterns ...string) {
	defer func() {
		if e := recover(); e != nil {
			text := fmt.Sprint(e)
			for {
				i := strings.Index(text, " (registered at ")
				if i < 0 {
					break
				}
				j := strings.IndexByte(text[i:], ')')
				if place := text[i : i+j]; !strings.HasSuffix(place, "http_mux.go:34") {
					fmt.Println("place:", place)
				}
				text = text[:i] + text[i+j+1:]
			}
			fmt.Printf("%q: %s\n", patterns, text)
		}
	}()
	m := http.NewServeMux()
	for _, p := range patterns {
		m.HandleFunc(p, func(http.ResponseWriter, *http.Request) {})
	}
	fmt.Printf("%q\n", patterns)
}

func main() {
	for _, p := range []string{"", "GET", "GET ", "get /", "G,T /", "/{x", "/{}", "/{x}/{x}", "/{x...}/y", "/{$}/", "/{$}", "/a{b}", "/{b}c",
		"/{b.}", "/{1a}", "/{ä}", "a.com", "/a//b", "/../x", "//", "/{x...}a", "GET  /x", "GET\t/x", "example.com/{h}", "{host}/x",
		"/a/./b", "GET /a/./b", "CONNECT /a/./b", "/a%2fb", "/%zz", "CONNECT a.com:80", "/{a}{b}", "FOO /", "/{...}", "/{ a}", " /", "G T /"} {
		register(p)
	}
	for _, ps := range [][]string{{"/a", "/a"}, {"/{x}", "/{y}"}, {"/a/{x}", "/{y}/b"}, {"GET /", "/a"}, {"/a", "GET /"}, {"GET /{x}", "/b/"},
		{"/a/{x...}", "/{y}/b"}, {"a.com/", "/b"}, {"GET /", "HEAD /"}, {"/b/{bucket}/o/{object...}", "/b/{bucket}/{verb}/default"},
		{"/items/", "/items/{$}"}, {"POST /a/{x}", "/{y}/b"}, {"GET /a/", "HEAD /{x}/b"}, {"/a/{$}", "/{x}/"}, {"/a/{x}/", "/{x}/b"},
		{"/{x...}", "/"}, {"/a/", "/a/{x...}"}, {"GET a.com/x", "/x"}, {"/x", "GET a.com/{y}"}, {"/a/{a}", "/{x}/a"}, {"/{a}/b/", "/c/{d...}"},
		{"/{a}/{$}", "/b/{c...}"}, {"POST /a", "GET /a", "/a"}, {"HEAD /a", "GET /{x}"}, {"GET /a", "HEAD /{x}"}, {"/a/{x}/c", "/a/{x}/{y}/d"}} {
		register(ps...)
	}

	m := http.NewServeMux()
	for _, p := range []string{"GET /g", "POST /g", "/tree/", "/exact/{$}", "/w/{id}", "/w/{id}/x", "/w/lit", "/rest/{p...}", "host.com/h",
		"host.com/tr/", "/c/a/", "GET /m/{x}/", "/two/{x}/{p...}", "DELETE /two/{x}/", "/a%2Fb/{id}", "HEAD /hd"} {
		m.HandleFunc(p, func(w http.ResponseWriter, r *http.Request) {
			fmt.Fprintf(w, "%s|%s|%s|%s|%s", p, r.Pattern, r.PathValue("id"), r.PathValue("p"), r.PathValue("x"))
			r.SetPathValue("id", "new")
			r.SetPathValue("other", "value")
			fmt.Fprintf(w, "|%s|%s", r.PathValue("id"), r.PathValue("other"))
		})
	}
	for _, t := range []string{"GET /g", "HEAD /g", "PUT /g", "GET /tree", "GET /tree?a=b", "GET /tree/x/../y", "GET /exact/", "GET /exact",
		"GET /exact/q", "GET /w/1%2F2", "GET /w/a/x", "GET /w/lit", "GET /w/lit/x", "GET /w/a/x/", "GET /w/", "GET /rest/a/b//c",
		"GET /rest/a%2Fb/c%20d", "GET /rest/", "GET /rest", "POST /rest", "GET http://host.com/h", "GET http://host.com:80/h",
		"GET http://host.com/tr", "GET http://HOST.com/h", "GET //x", "GET /c/a", "CONNECT /tree", "CONNECT /a/../tree/", "GET /m/1",
		"PUT /m/1", "PUT /m/1/", "GET /tree/a%2F..%2Fb", "OPTIONS *", "GET /./tree/", "GET /w/%20", "GET /nope", "GET /two/1/2/3",
		"DELETE /two/1/2", "DELETE /two/1", "GET /two/1", "GET /a%2Fb/7", "GET /a/b/7", "GET /hd", "HEAD /hd"} {
		method, target, _ := strings.Cut(t, " ")
		r := httptest.NewRequest(method, target, nil)
		w := httptest.NewRecorder()
		m.ServeHTTP(w, r)
		fmt.Printf("%s: %d %q %q %q\n", t, w.Code, w.Header()["Location"], w.Header()["Allow"], w.Body.String())
		r = httptest.NewRequest(method, target, nil)
		_, pattern := m.Handler(r)
		fmt.Printf("\t%q\n", pattern)
	}
}

// Handlers and helpers: files with ranges and conditions, folders, forms with and without files, cookies, redirects, prefixes,
// errors, headers, detected types, the ResponseRecorder, ResponseController, DumpRequest's parts.
// RUN: %run %s

package main

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"time"
)

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// ask has h answer a request and prints what it answers, without the boundaries of parts.
func ask(h http.Handler, method, target, body string, header ...string) {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	for i := 0; i+1 < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	resp := w.Result()
	b, err := io.ReadAll(resp.Body)
	text := string(b)
	if _, bound, ok := strings.Cut(resp.Header.Get("Content-Type"), "boundary="); ok {
		text = strings.ReplaceAll(text, bound, "BOUNDARY")
		resp.Header.Set("Content-Type", strings.ReplaceAll(resp.Header.Get("Content-Type"), bound, "BOUNDARY"))
	}
	fmt.Printf("%s %s %q: %d %q %v\n", method, target, header, resp.StatusCode, text, err)
	var keys []string
	for k := range resp.Header {
		keys = append(keys, k)
	}
	sort.Strings(keys)
	for _, k := range keys {
		if k == "Last-Modified" && !strings.Contains(resp.Header.Get(k), "2020") {
			resp.Header.Set(k, "now")
		}
		fmt.Printf("\t%s: %q\n", k, resp.Header[k])
	}
}

// stopped is a FileSystem in which it is always the same time.
type stopped struct {
	fs   http.FileSystem
	when time.Time
}

type stoppedFile struct {
	http.File
	when time.Time
}

type stoppedInfo struct {
	fs.FileInfo
	when time.Time
}

func (s stopped) Open(name string) (http.File, error) {
	f, err := s.fs.Open(name)
	if err != nil {
		return nil, err
	}
	return stoppedFile{f, s.when}, nil
}

func (f stoppedFile) Stat() (fs.FileInfo, error) {
	fi, err := f.File.Stat()
	if err != nil {
		return nil, err
	}
	return stoppedInfo{fi, f.when}, nil
}

func (f stoppedInfo) ModTime() time.Time { return f.when }

func files() {
	dir, err := os.MkdirTemp("", "http_handlers")
	must(err)
	defer os.RemoveAll(dir)
	when := time.Date(2020, 2, 3, 4, 5, 6, 7, time.UTC)
	for name, text := range map[string]string{"a.txt": "0123456789", "b.html": "<p>", "c": "\x89PNG\x0d\x0a\x1a\x0a", "sub/index.html": "index",
		"sub/x&y.css": "", "list/<1>": "1", "list/z": "2", ".hidden": "h", "empty.json": ""} {
		p := filepath.Join(dir, name)
		must(os.MkdirAll(filepath.Dir(p), 0o777))
		must(os.WriteFile(p, []byte(text), 0o666))
	}
	must(os.WriteFile(filepath.Join(dir, "locked"), nil, 0))
	h := http.FileServer(stopped{http.Dir(dir), when})
	for _, p := range []string{"/a.txt", "/b.html", "/c", "/sub/", "/sub", "/sub/index.html", "/sub/index.html?q", "/list/", "/nope", "/a.txt/", "/../a.txt",
		"/sub/x&y.css", "/.hidden", "/empty.json", "/a.txt/b"} {
		ask(h, "GET", p, "")
	}
	ask(h, "HEAD", "/a.txt", "")
	ask(h, "POST", "/a.txt", "")
	for _, r := range []string{"bytes=0-3", "bytes=4-", "bytes=-3", "bytes=0-0,9-9", "bytes=20-", "bytes=5-2", "bytes=a-b", "lines=1-2", "bytes=0-100",
		"bytes=-0", "bytes=", "bytes=0-9,0-9", "bytes= 1-2 , 4-5", "bytes=--1", "bytes=1-2,30-40", "bytes=-20"} {
		ask(h, "GET", "/a.txt", "", "Range", r)
	}
	last := when.Format(http.TimeFormat)
	later := when.Add(time.Hour).Format(http.TimeFormat)
	before := when.Add(-time.Hour).Format(http.TimeFormat)
	for _, hd := range [][]string{{"If-Modified-Since", last}, {"If-Modified-Since", before}, {"If-Modified-Since", later},
		{"If-Unmodified-Since", before}, {"If-Unmodified-Since", last}, {"If-Modified-Since", "nonsense"}, {"Range", "bytes=0-1", "If-Range", last},
		{"Range", "bytes=0-1", "If-Range", before}, {"If-None-Match", "*"}, {"If-Match", "\"x\""}} {
		ask(h, "GET", "/a.txt", "", hd...)
		ask(h, "PUT", "/a.txt", "", hd...)
	}
	ask(h, "GET", "/list/", "", "If-Modified-Since", later)
	etag := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Etag", `"v1"`)
		http.ServeContent(w, r, "x.txt", when, strings.NewReader("content"))
	})
	for _, hd := range [][]string{{"If-None-Match", `"v1"`}, {"If-None-Match", `"v2", W/"v1"`}, {"If-None-Match", `"v2"`}, {"If-Match", `"v1"`},
		{"If-Match", `W/"v1"`}, {"If-Match", `"v0"`}, {"Range", "bytes=1-2", "If-Range", `"v1"`}, {"Range", "bytes=1-2", "If-Range", `W/"v1"`},
		{"If-None-Match", `nonsense`}} {
		ask(etag, "GET", "/", "", hd...)
	}
	ask(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Encoding", "x")
		http.ServeContent(w, r, "", time.Time{}, strings.NewReader("<html>"))
	}), "GET", "/", "")
	ask(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, filepath.Join(dir, "a.txt")) }), "GET", "/", "")
	ask(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, filepath.Join(dir, "a.txt")) }), "GET", "/../x", "")
	ask(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { http.ServeFile(w, r, filepath.Join(dir, "sub")) }), "GET", "/x", "")
	ask(http.FileServerFS(os.DirFS(dir)), "GET", "/a.txt", "")
	ask(http.FileServerFS(os.DirFS(dir)), "GET", "/list/", "")
	sub, err := fs.Sub(os.DirFS(dir), "list")
	must(err)
	ask(http.FileServerFS(sub), "GET", "/z", "")
	ask(http.FileServerFS(sub), "GET", "/y", "")
	fmt.Println(fs.Glob(os.DirFS(dir), "*/*"))
	fmt.Println(fs.Glob(sub, "?"))
	ask(http.StripPrefix("/files", h), "GET", "/files/a.txt", "")
	ask(http.StripPrefix("/files", h), "GET", "/other/a.txt", "")
	ask(http.StripPrefix("/files/", h), "GET", "/files/sub", "")
	f, err := http.Dir(dir).Open("../../" + filepath.Base(dir) + "/a.txt")
	fmt.Println(f == nil, errors.Is(err, fs.ErrNotExist))
	t := &http.Transport{}
	t.RegisterProtocol("file", http.NewFileTransport(http.Dir(dir)))
	resp, err := (&http.Client{Transport: t}).Get("file:///a.txt")
	must(err)
	b, _ := io.ReadAll(resp.Body)
	fmt.Println(resp.Status, resp.Proto, resp.ContentLength, string(b))
}

func forms() {
	show := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := r.ParseForm()
		fmt.Fprintf(w, "%v %v %v %q %q", err, r.Form, r.PostForm, r.FormValue("a"), r.PostFormValue("a"))
	})
	const form = "application/x-www-form-urlencoded"
	ask(show, "GET", "/?a=1&b=2&a=3", "")
	ask(show, "POST", "/?a=1&b=2", "a=4&c=d%20e+f", "Content-Type", form)
	ask(show, "PUT", "/?a=1", "a=4", "Content-Type", form+"; charset=utf-8")
	ask(show, "DELETE", "/?a=1", "a=4", "Content-Type", form)
	ask(show, "POST", "/?a=1", "a=4", "Content-Type", "text/plain")
	ask(show, "POST", "/?a=1", "a=4")
	ask(show, "POST", "/?a=%zz&b=1;c=2", "a=4;b", "Content-Type", form)
	ask(show, "POST", "/", "a=4", "Content-Type", "bad type/")
	ask(http.AllowQuerySemicolons(show), "GET", "/?a=1;b=2", "")

	var b bytes.Buffer
	mw := multipart.NewWriter(&b)
	must(mw.SetBoundary("xyz"))
	must(mw.WriteField("a", "value"))
	must(mw.WriteField("b", strings.Repeat("b", 50)))
	fw, err := mw.CreateFormFile("file", `dir/"name".txt`)
	must(err)
	io.WriteString(fw, "line\r\n--xy\r\nmore")
	fw, err = mw.CreateFormFile("file", "second")
	must(err)
	io.WriteString(fw, strings.Repeat("large", 1000))
	must(mw.Close())
	fmt.Printf("%q\n", b.String()[:400])
	upload := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		err := r.ParseMultipartForm(100)
		fmt.Fprintf(w, "%v %v\n", err, r.Form)
		if r.MultipartForm == nil {
			return
		}
		for _, fh := range r.MultipartForm.File["file"] {
			f, err := fh.Open()
			must(err)
			text, err := io.ReadAll(f)
			_, disk := f.(*os.File)
			fmt.Fprintf(w, "%q %d %d %q %v %v\n", fh.Filename, fh.Size, len(text), text[:10], fh.Header, disk)
			f.Close()
		}
		f, fh, err := r.FormFile("file")
		must(err)
		f.Close()
		_, _, err = r.FormFile("none")
		fmt.Fprintln(w, fh.Filename, err)
		must(r.MultipartForm.RemoveAll())
	})
	ask(upload, "POST", "/?q=1", b.String(), "Content-Type", mw.FormDataContentType())
	ask(upload, "POST", "/", b.String(), "Content-Type", "multipart/form-data")
	ask(upload, "POST", "/", b.String(), "Content-Type", "multipart/mixed; boundary=xyz")
	ask(upload, "POST", "/", b.String()[:300], "Content-Type", mw.FormDataContentType())
	ask(upload, "POST", "/", "", "Content-Type", mw.FormDataContentType())
	ask(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		mr, err := r.MultipartReader()
		must(err)
		for {
			p, err := mr.NextPart()
			if err != nil {
				fmt.Fprintln(w, err)
				break
			}
			text, err := io.ReadAll(p)
			fmt.Fprintln(w, p.FormName(), p.FileName(), len(text), err)
		}
		fmt.Fprintln(w, r.ParseMultipartForm(1))
	}), "POST", "/", b.String(), "Content-Type", mw.FormDataContentType())
}

func cookies() {
	for _, c := range []*http.Cookie{
		{Name: "a", Value: "b"},
		{Name: "a", Value: "b c,d"},
		{Name: "a", Value: "b", Quoted: true},
		{Name: "a", Value: "b;c\"\\d"},
		{Name: "a b", Value: "b"},
		{Name: "", Value: "b"},
		{Name: "a", Value: "b", Path: "/p;q", Domain: ".example.com", MaxAge: 3, Secure: true, HttpOnly: true, SameSite: http.SameSiteStrictMode},
		{Name: "a", Value: "b", Domain: "bad..domain", MaxAge: -1, Expires: time.Date(2030, 1, 2, 3, 4, 5, 0, time.UTC), SameSite: http.SameSiteNoneMode},
		{Name: "a", Value: "b", Domain: "127.0.0.1", Partitioned: true, SameSite: http.SameSiteDefaultMode},
		{Name: "a", Value: "b", Expires: time.Date(1500, 1, 2, 3, 4, 5, 0, time.UTC)},
	} {
		fmt.Printf("%q %v\n", c.String(), c.Valid())
	}
	for _, s := range []string{"a=b", "a=\"b\"; Path=/x; Domain=d.example; Max-Age=5; Secure; HttpOnly; SameSite=lax; Partitioned; Other=1",
		"a=b; Expires=Wed, 09-Jun-2021 10:18:14 GMT", "a=b; Expires=Wed, 09 Jun 2021 10:18:14 GMT", "a=b; Max-Age=0", "a=b; Max-Age=-3", "a=b; Max-Age=03",
		"a=b; expires=never; samesite=odd", "a", "=b", "a b=c", "a=b c", "a=b\x01", "", "a=b;;  ; secure"} {
		c, err := http.ParseSetCookie(s)
		if err != nil {
			fmt.Printf("%q: %v\n", s, err)
			continue
		}
		fmt.Printf("%q: %q=%q q=%v path=%q domain=%q exp=%v %q age=%d %v %v %v %v %q\n", s, c.Name, c.Value, c.Quoted, c.Path, c.Domain, c.Expires, c.RawExpires,
			c.MaxAge, c.Secure, c.HttpOnly, c.SameSite, c.Partitioned, c.Unparsed)
	}
	for _, s := range []string{"a=b; c=d", "a=\"b\"", "a=b;", "a b=c", "", "x"} {
		cs, err := http.ParseCookie(s)
		fmt.Printf("%q: %v %v\n", s, cs, err)
	}
	r := httptest.NewRequest("GET", "/", nil)
	r.Header["Cookie"] = []string{"a=1; b=2", "a=3; bad name=4;c=\"5\""}
	fmt.Println(r.Cookies(), r.CookiesNamed("a"))
	c, err := r.Cookie("c")
	fmt.Println(c, err)
	_, err = r.Cookie("d")
	fmt.Println(err)
}

func helpers() {
	h := http.Header{}
	h.Add("content-type", "a")
	h.Add("CONTENT-TYPE", "b")
	h.Set("x-y", "1")
	h["lower"] = []string{"l"}
	fmt.Println(h.Get("Content-type"), h.Values("content-Type"), h.Get("lower"), len(h))
	h.Write(os.Stdout)
	h.WriteSubset(os.Stdout, map[string]bool{"X-Y": true})
	h2 := h.Clone()
	h2.Del("x-Y")
	fmt.Println(len(h), len(h2))
	for _, s := range []string{"aBC-dEF", "host", "a b", "", "a_b-c", "ä", "www-authenticate", "etag"} {
		fmt.Printf("%q ", http.CanonicalHeaderKey(s))
	}
	fmt.Println()
	for _, s := range []string{"Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994", "x"} {
		t, err := http.ParseTime(s)
		fmt.Println(t, err)
	}
	for _, s := range []string{"HTTP/1.1", "HTTP/1.0", "HTTP/3.9", "HTTP/1", "http/1.1", "HTTP/1.10", "HTTP/-1.0"} {
		fmt.Print(http.ParseHTTPVersion(s))
		fmt.Print(" ")
	}
	fmt.Println(http.StatusText(200), http.StatusText(451), http.StatusText(299))
	for _, s := range []string{"", "plain text", "<!DOCTYPE html>", "  <HtMl>", "<b>x", "<body", "<?xml version", "%PDF-1.5", "GIF89a", "\x89PNG\r\n\x1a\n",
		"\xff\xd8\xff\xe0", "RIFF1234WEBPVP8", "RIFF1234AVI ", "RIFF1234WAVEfmt", "\x1f\x8b\x08", "PK\x03\x04", "\x00\x01\x02", "\xef\xbb\xbfx", "\xfe\xff\x00x",
		"\x00\x00\x00\x18ftypmp42\x00\x00\x00\x00mp42isom", "OggS\x00", "ID3", "wOFF", "\x00asm", "{\"a\":1}", "<!-- c -->", "Rar!\x1a\x07\x00", "\x1aE\xdf\xa3", "BM", "MThd\x00\x00\x00\x06",
		"caf\xc3\xa9", "caf\xe9", "a\x00"} {
		fmt.Printf("%q: %s\n", s, http.DetectContentType([]byte(s)))
	}
	for _, u := range []string{"/abs", "rel", "../up/", "?q", "http://other/x", "//host/x", "", "x?a=../b", "a b", "é"} {
		ask(http.RedirectHandler(u, 302), "GET", "/dir/page", "")
	}
	ask(http.RedirectHandler("/x", 307), "POST", "/dir/page", "")
	ask(http.NotFoundHandler(), "GET", "/", "")
	ask(http.MaxBytesHandler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		b, err := io.ReadAll(r.Body)
		fmt.Fprintf(w, "%s %v", b, err)
	}), 3), "POST", "/", "abcdef")
	ask(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("Content-Length", "7")
		http.Error(w, "<oops>", 500)
	}), "GET", "/", "")
	ask(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		c := http.NewResponseController(w)
		fmt.Fprintln(w, c.Flush(), c.SetReadDeadline(time.Time{}), errors.Is(c.EnableFullDuplex(), http.ErrNotSupported))
		_, _, err := c.Hijack()
		fmt.Fprintln(w, err, errors.Is(err, errors.ErrUnsupported))
	}), "GET", "/", "")
	var csrf http.CrossOriginProtection
	must(csrf.AddTrustedOrigin("https://good.example"))
	fmt.Println(csrf.AddTrustedOrigin("good.example"), csrf.AddTrustedOrigin("https://a/b"))
	csrf.AddInsecureBypassPattern("/hook/")
	protected := csrf.Handler(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) { io.WriteString(w, "ok") }))
	for _, hd := range [][]string{{}, {"Sec-Fetch-Site", "same-origin"}, {"Sec-Fetch-Site", "cross-site"}, {"Origin", "https://example.com"},
		{"Origin", "https://evil.example"}, {"Sec-Fetch-Site", "cross-site", "Origin", "https://good.example"}} {
		ask(protected, "POST", "/", "", hd...)
		ask(protected, "GET", "/", "", hd...)
		ask(protected, "POST", "/hook/x", "", hd...)
	}
}

func messages() {
	for _, s := range []string{"GET /a?b HTTP/1.1\r\nHost: h\r\nX: y\r\n\r\n", "POST http://h/x HTTP/1.1\r\nContent-Length: 3\r\n\r\nabcrest",
		"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nTrailer: T\r\n\r\n3\r\nabc\r\n0\r\nT: u\r\n\r\n", "GET", "GET / HTTP/1.1\r\nA"} {
		r, err := http.ReadRequest(bufio.NewReader(strings.NewReader(s)))
		if err != nil {
			fmt.Println("ReadRequest:", err)
			continue
		}
		b, err := io.ReadAll(r.Body)
		fmt.Println(r.Method, r.URL, r.Host, r.ContentLength, r.Header, string(b), err, r.Trailer)
		r.Body = io.NopCloser(bytes.NewReader(b))
		var out bytes.Buffer
		err = r.Write(&out)
		fmt.Printf("%q %v\n", out.String(), err)
		r.Body = io.NopCloser(bytes.NewReader(b))
		out.Reset()
		r.URL = &url.URL{Scheme: "http", Host: "p", Path: "/q"}
		err = r.WriteProxy(&out)
		fmt.Printf("%q %v\n", out.String(), err)
	}
	for _, s := range []string{"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nX: y\r\n\r\nabc", "HTTP/1.0 404 No\r\n\r\nx", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\r\n",
		"HTTP/1.1 204 No Content\r\n\r\n", "HTTP/1.1 200"} {
		r, err := http.ReadResponse(bufio.NewReader(strings.NewReader(s)), nil)
		if err != nil {
			fmt.Println("ReadResponse:", err)
			continue
		}
		var out bytes.Buffer
		err = r.Write(&out)
		fmt.Printf("%q %v\n", out.String(), err)
	}
	for _, r := range []*http.Response{
		{StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, Body: io.NopCloser(strings.NewReader("abc")), ContentLength: 3},
		{StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, Body: io.NopCloser(strings.NewReader("abc")), ContentLength: -1},
		{StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, Body: io.NopCloser(strings.NewReader("abc"))},
		{StatusCode: 299, ProtoMajor: 1, ProtoMinor: 0, Header: http.Header{"A": {"b"}}},
		{Status: "200 Fine", StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, TransferEncoding: []string{"chunked"}, Body: io.NopCloser(strings.NewReader("abc")),
			Trailer: http.Header{"T": {"u"}}, ContentLength: -1},
		{StatusCode: 200, ProtoMajor: 1, ProtoMinor: 1, Body: io.NopCloser(strings.NewReader("ab")), ContentLength: 3},
		{StatusCode: 304, ProtoMajor: 1, ProtoMinor: 1},
	} {
		var out bytes.Buffer
		err := r.Write(&out)
		fmt.Printf("%q %v\n", out.String(), err)
	}
}

func main() {
	files()
	forms()
	cookies()
	helpers()
	messages()
}

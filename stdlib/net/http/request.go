// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"bufio"
	"bytes"
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"maps"
	"mime/multipart"
	"net/http/httptrace"
	"net/http/internal/punycode"
	"net/textproto"
	"net/url"
	"strings"
	"sync"
)

// A ProtocolError is an error of the protocol. Not all are of this type.
type ProtocolError struct{ ErrorString string }

func (pe *ProtocolError) Error() string { return pe.ErrorString }

// Is has ErrNotSupported match errors.ErrUnsupported.
func (pe *ProtocolError) Is(err error) bool {
	return pe == ErrNotSupported && err == errors.ErrUnsupported
}

var (
	ErrNotSupported         = &ProtocolError{"feature not supported"}
	ErrUnexpectedTrailer    = &ProtocolError{"trailer header without chunked transfer encoding"} // not used
	ErrMissingBoundary      = &ProtocolError{"no multipart boundary param in Content-Type"}
	ErrNotMultipart         = &ProtocolError{"request Content-Type isn't multipart/form-data"}
	ErrHeaderTooLong        = &ProtocolError{"header too long"}                        // not used
	ErrShortBody            = &ProtocolError{"entity body too short"}                  // not used
	ErrMissingContentLength = &ProtocolError{"missing ContentLength in HEAD response"} // not used
)

// ErrMissingFile is the error of FormFile when there is no such file.
var ErrMissingFile = errors.New("http: no such file")

// ErrNoCookie is the error of Cookie when there is no such cookie.
var ErrNoCookie = errors.New("http: named cookie not present")

// A Request is a request that a server got or that a client is to send.
type Request struct {
	Method string   // "" is GET for clients
	URL    *url.URL // what is asked for; for servers as RequestURI has it

	Proto      string // "HTTP/1.1", for servers
	ProtoMajor int
	ProtoMinor int

	Header Header

	Body    io.ReadCloser                 // never nil for servers
	GetBody func() (io.ReadCloser, error) // another copy of Body, for redirects; for clients

	ContentLength    int64    // -1: not known; 0 for clients, with a Body: not known
	TransferEncoding []string // nil is best left to us
	Close            bool     // the connection after this request

	Host string // for clients: instead of URL.Host

	Form          url.Values      // of URL and body; by ParseForm
	PostForm      url.Values      // of the body; by ParseForm
	MultipartForm *multipart.Form // by ParseMultipartForm

	Trailer Header // for servers: complete when Body was read to its end

	RemoteAddr string // for servers: the client's IP:port
	RequestURI string // for servers: as the request line has it; an error for clients

	TLS *tls.ConnectionState // nil: without TLS

	Cancel <-chan struct{} // for clients; a context is better

	Response *Response // for clients: the redirect that led to this request
	Pattern  string    // for servers: what matched in the ServeMux

	ctx     context.Context // set by WithContext and the like only
	pattern *pattern        // that matched, for PathValue
	matches []string        // of the pattern's wildcards
	set     map[string]string
}

// Context returns the request's context: for clients it cancels the request,
// for servers it is canceled when the connection or the handler ends.
func (r *Request) Context() context.Context {
	if r.ctx != nil {
		return r.ctx
	}
	return context.Background()
}

// WithContext returns a shallow copy with another context.
func (r *Request) WithContext(ctx context.Context) *Request {
	if ctx == nil {
		panic("nil context")
	}
	c := new(Request)
	*c = *r
	c.ctx = ctx
	return c
}

// Clone returns a deep copy with another context; Body is not copied.
func (r *Request) Clone(ctx context.Context) *Request {
	if ctx == nil {
		panic("nil context")
	}
	c := new(Request)
	*c = *r
	c.ctx = ctx
	c.URL = cloneURL(r.URL)
	c.Header = r.Header.Clone()
	c.Trailer = r.Trailer.Clone()
	if r.TransferEncoding != nil {
		c.TransferEncoding = append([]string{}, r.TransferEncoding...)
	}
	c.Form = url.Values(Header(r.Form).Clone())
	c.PostForm = url.Values(Header(r.PostForm).Clone())
	if f := r.MultipartForm; f != nil {
		c.MultipartForm = &multipart.Form{Value: Header(f.Value).Clone()}
		if f.File != nil {
			c.MultipartForm.File = map[string][]*multipart.FileHeader{}
			for k, files := range f.File {
				var copies []*multipart.FileHeader
				for _, fh := range files {
					fh2 := *fh
					fh2.Header = textproto.MIMEHeader(Header(fh.Header).Clone())
					copies = append(copies, &fh2)
				}
				c.MultipartForm.File[k] = copies
			}
		}
	}
	if r.matches != nil {
		c.matches = append([]string{}, r.matches...)
	}
	c.set = maps.Clone(r.set)
	return c
}

func cloneURL(u *url.URL) *url.URL {
	if u == nil {
		return nil
	}
	c := *u
	if u.User != nil {
		user := *u.User
		c.User = &user
	}
	return &c
}

// ProtoAtLeast reports whether the request's HTTP is that version or later.
func (r *Request) ProtoAtLeast(major, minor int) bool {
	return r.ProtoMajor > major || r.ProtoMajor == major && r.ProtoMinor >= minor
}

// UserAgent returns the client's User-Agent.
func (r *Request) UserAgent() string { return r.Header.Get("User-Agent") }

// Referer returns the referring URL.
func (r *Request) Referer() string { return r.Header.Get("Referer") }

// Cookies returns the cookies that were sent.
func (r *Request) Cookies() []*Cookie { return readCookies(r.Header, "") }

// CookiesNamed returns the cookies with the name.
func (r *Request) CookiesNamed(name string) []*Cookie {
	if name == "" {
		return []*Cookie{}
	}
	return readCookies(r.Header, name)
}

// Cookie returns the first cookie with the name, or ErrNoCookie.
func (r *Request) Cookie(name string) (*Cookie, error) {
	if name == "" {
		return nil, ErrNoCookie
	}
	for _, c := range readCookies(r.Header, name) {
		return c, nil
	}
	return nil, ErrNoCookie
}

// AddCookie adds a cookie, its name and value only, to the Cookie header.
func (r *Request) AddCookie(c *Cookie) {
	s := sanitize("Cookie.Name", func(c byte) bool { return c != '\n' && c != '\r' }, c.Name) + "=" +
		sanitizeCookieValue(c.Value, c.Quoted)
	if old := r.Header.Get("Cookie"); old != "" {
		s = old + "; " + s
	}
	r.Header.Set("Cookie", s)
}

// BasicAuth returns the user and password of basic authentication, if the
// request has them.
func (r *Request) BasicAuth() (username, password string, ok bool) {
	scheme, rest, _ := strings.Cut(r.Header.Get("Authorization"), " ")
	if !strings.EqualFold(scheme, "Basic") {
		return "", "", false
	}
	text, ok := decodeBase64(rest)
	if !ok {
		return "", "", false
	}
	username, password, ok = strings.Cut(text, ":")
	if !ok {
		return "", "", false
	}
	return username, password, true
}

// SetBasicAuth sets the user and password of basic authentication, which anybody
// can read who sees the request.
func (r *Request) SetBasicAuth(username, password string) {
	r.Header.Set("Authorization", "Basic "+basicAuth(username, password))
}

func basicAuth(username, password string) string { return encodeBase64(username + ":" + password) }

// ParseHTTPVersion reads "HTTP/1.0".
func ParseHTTPVersion(vers string) (major, minor int, ok bool) {
	switch vers {
	case "HTTP/1.1":
		return 1, 1, true
	case "HTTP/1.0":
		return 1, 0, true
	}
	if len(vers) != len("HTTP/X.Y") || !strings.HasPrefix(vers, "HTTP/") || vers[6] != '.' {
		return 0, 0, false
	}
	a, b := vers[5]-'0', vers[7]-'0'
	if a > 9 || b > 9 {
		return 0, 0, false
	}
	return int(a), int(b), true
}

func methodOr(m string) string {
	if m == "" {
		return "GET"
	}
	return m
}

// NewRequest is NewRequestWithContext without a context.
func NewRequest(method, url string, body io.Reader) (*Request, error) {
	return NewRequestWithContext(context.Background(), method, url, body)
}

// NewRequestWithContext returns a request for a client to send. The length of
// a *bytes.Buffer, *bytes.Reader or *strings.Reader is known, and it can be sent
// again if the server redirects.
func NewRequestWithContext(ctx context.Context, method, rawURL string, body io.Reader) (*Request, error) {
	method = methodOr(method)
	if !validMethod(method) {
		return nil, fmt.Errorf("net/http: invalid method %q", method)
	}
	if ctx == nil {
		return nil, errors.New("net/http: nil Context")
	}
	u, err := url.Parse(rawURL)
	if err != nil {
		return nil, err
	}
	rc, ok := body.(io.ReadCloser)
	if !ok && body != nil {
		switch body.(type) {
		case *bytes.Buffer, *bytes.Reader, *strings.Reader:
			rc = memoryBody{body}
		default:
			rc = io.NopCloser(body)
		}
	}
	u.Host = strings.TrimSuffix(u.Host, ":") // an empty port
	r := &Request{
		ctx: ctx, Method: method, URL: u, Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1,
		Header: make(Header), Body: rc, Host: u.Host,
	}
	switch v := body.(type) {
	case *bytes.Buffer:
		r.ContentLength = int64(v.Len())
		buf := v.Bytes()
		r.GetBody = func() (io.ReadCloser, error) { return memoryBody{bytes.NewReader(buf)}, nil }
	case *bytes.Reader:
		r.ContentLength = int64(v.Len())
		copied := *v
		r.GetBody = func() (io.ReadCloser, error) {
			r := copied
			return memoryBody{&r}, nil
		}
	case *strings.Reader:
		r.ContentLength = int64(v.Len())
		copied := *v
		r.GetBody = func() (io.ReadCloser, error) {
			r := copied
			return memoryBody{&r}, nil
		}
	}
	if r.GetBody != nil && r.ContentLength == 0 {
		r.Body = NoBody
		r.GetBody = func() (io.ReadCloser, error) { return NoBody, nil }
	}
	return r, nil
}

func (r *Request) outgoingLength() int64 {
	if r.Body == nil || r.Body == NoBody {
		return 0
	}
	if r.ContentLength != 0 {
		return r.ContentLength
	}
	return -1
}

func (r *Request) expectsContinue() bool { return hasToken(r.Header.get("Expect"), "100-continue") }

func (r *Request) wantsHTTP10KeepAlive() bool {
	return r.ProtoMajor == 1 && r.ProtoMinor == 0 && hasToken(r.Header.get("Connection"), "keep-alive")
}

func (r *Request) wantsClose() bool { return r.Close || hasToken(r.Header.get("Connection"), "close") }

func (r *Request) closeBody() error {
	if r.Body == nil {
		return nil
	}
	return r.Body.Close()
}

// isH2Upgrade: the preface of HTTP/2.
func (r *Request) isH2Upgrade() bool {
	return r.Method == "PRI" && len(r.Header) == 0 && r.URL.Path == "*" && r.Proto == "HTTP/2.0"
}

const defaultUserAgent = "Go-http-client/1.1"

// requestOwn are fields that Request has elsewhere.
var requestOwn = map[string]bool{
	"Host": true, "User-Agent": true, "Content-Length": true, "Transfer-Encoding": true, "Trailer": true,
}

var errMissingHost = errors.New("http: Request.Write on Request with no Host or URL set")

// Write writes the request as a client sends it, and closes Body.
func (r *Request) Write(w io.Writer) error { return r.write(w, false, nil, nil) }

// WriteProxy is Write for a proxy: the request line has the whole URL.
func (r *Request) WriteProxy(w io.Writer) error { return r.write(w, true, nil, nil) }

// write writes extra behind the header and, if waitContinue is there, the body
// only if that allows it.
func (r *Request) write(w io.Writer, proxy bool, extra Header, waitContinue func() bool) (err error) {
	closed := false
	defer func() {
		if !closed {
			if e := r.closeBody(); e != nil && err == nil {
				err = e
			}
		}
	}()
	trace := httptrace.ContextClientTrace(r.Context())
	var wrote func(string, []string)
	if trace != nil {
		wrote = trace.WroteHeaderField
		if trace.WroteRequest != nil {
			defer func() { trace.WroteRequest(httptrace.WroteRequestInfo{Err: err}) }()
		}
	}
	host, uri, err := r.target(proxy)
	if err != nil {
		return err
	}
	var bw *bufio.Writer
	if _, ok := w.(io.ByteWriter); !ok {
		bw = bufio.NewWriter(w)
		w = bw
	}
	buffered, _ := w.(*bufio.Writer)
	line := func(parts ...string) {
		if buffered == nil { // as few writes as there are lines
			parts = []string{strings.Join(parts, "")}
		}
		for _, s := range parts {
			if err == nil {
				_, err = io.WriteString(w, s)
			}
		}
	}
	line(methodOr(r.Method), " ", uri, " HTTP/1.1\r\n")
	line("Host: ", host, "\r\n")
	if wrote != nil {
		wrote("Host", []string{host})
	}
	agent := defaultUserAgent
	if r.Header.has("User-Agent") {
		agent = r.Header.get("User-Agent")
	}
	if agent != "" {
		agent = textproto.TrimString(lineEnds.Replace(agent))
		line("User-Agent: ", agent, "\r\n")
		if wrote != nil {
			wrote("User-Agent", []string{agent})
		}
	}
	if err != nil {
		return err
	}
	o, err := outgoingRequest(r)
	if err != nil {
		return err
	}
	if err = o.writeHeader(w, wrote); err != nil {
		return err
	}
	if err = r.Header.writeSubset(w, requestOwn, wrote); err != nil {
		return err
	}
	if extra != nil {
		if err = extra.writeSubset(w, nil, wrote); err != nil {
			return err
		}
	}
	if line("\r\n"); err != nil {
		return err
	}
	if trace != nil && trace.WroteHeaders != nil {
		trace.WroteHeaders()
	}
	if waitContinue != nil {
		if f, ok := w.(*bufio.Writer); ok {
			if err = f.Flush(); err != nil {
				return err
			}
		}
		if trace != nil && trace.Wait100Continue != nil {
			trace.Wait100Continue()
		}
		if !waitContinue() {
			closed = true
			r.closeBody()
			return nil
		}
	}
	if f, ok := w.(*bufio.Writer); ok && o.flush {
		if err = f.Flush(); err != nil {
			return err
		}
	}
	closed = true
	if err = o.writeBody(w); err != nil {
		return err
	}
	if bw != nil {
		return bw.Flush()
	}
	return nil
}

// target returns what Host and the request line have.
func (r *Request) target(proxy bool) (host, uri string, err error) {
	host = r.Host
	if host == "" {
		if r.URL == nil {
			return "", "", errMissingHost
		}
		host = r.URL.Host
	}
	if host, err = asciiHost(host); err != nil {
		return "", "", err
	}
	if !validHost(host) {
		if proxy {
			return "", "", errors.New("http: invalid Host header")
		}
		host = "" // there are servers, on Unix sockets, that do not mind
	}
	host = removeZone(host)
	uri = r.URL.RequestURI()
	if proxy && r.URL.Scheme != "" && r.URL.Opaque == "" {
		uri = r.URL.Scheme + "://" + host + uri
	} else if r.Method == "CONNECT" && r.URL.Path == "" {
		uri = host
		if r.URL.Opaque != "" {
			uri = r.URL.Opaque
		}
	}
	for i := 0; i < len(uri); i++ {
		if uri[i] < ' ' || uri[i] == 0x7f {
			return "", "", errors.New("net/http: can't write control character in Request.URL")
		}
	}
	return host, uri, nil
}

// asciiHost makes the names of hosts ASCII, not their ports.
func asciiHost(host string) (string, error) {
	if isASCII(host) {
		return host, nil
	}
	name, port := host, ""
	if i := strings.LastIndexByte(host, ':'); i >= 0 {
		name, port = host[:i], host[i:]
	}
	name, err := punycode.ToASCII(name)
	return name + port, err
}

// removeZone removes the zone of an IPv6 address, which is of no use to others.
func removeZone(host string) string {
	if !strings.HasPrefix(host, "[") {
		return host
	}
	end := strings.LastIndex(host, "]")
	if end < 0 {
		return host
	}
	if zone := strings.LastIndex(host[:end], "%"); zone >= 0 {
		return host[:zone] + host[end:]
	}
	return host
}

var textReaders sync.Pool // of *textproto.Reader

func newTextReader(br *bufio.Reader) *textproto.Reader {
	if v, ok := textReaders.Get().(*textproto.Reader); ok {
		v.R = br
		return v
	}
	return textproto.NewReader(br)
}

func putTextReader(r *textproto.Reader) {
	r.R = nil
	textReaders.Put(r)
}

// ReadRequest reads a request of HTTP/1. Servers are more than this: they check
// and limit what they read.
func ReadRequest(b *bufio.Reader) (*Request, error) {
	r, err := readRequest(b)
	if err != nil {
		return nil, err
	}
	delete(r.Header, "Host")
	return r, nil
}

func readRequest(b *bufio.Reader) (r *Request, err error) {
	tp := newTextReader(b)
	defer putTextReader(tp)
	r = new(Request)
	s, err := tp.ReadLine()
	if err != nil {
		return nil, err
	}
	defer func() {
		if err == io.EOF {
			err = io.ErrUnexpectedEOF
		}
	}()
	method, rest, ok1 := strings.Cut(s, " ")
	uri, proto, ok2 := strings.Cut(rest, " ")
	if !ok1 || !ok2 {
		return nil, badStringError("malformed HTTP request", s)
	}
	r.Method, r.RequestURI, r.Proto = method, uri, proto
	if !validMethod(method) {
		return nil, badStringError("invalid method", method)
	}
	var ok bool
	if r.ProtoMajor, r.ProtoMinor, ok = ParseHTTPVersion(proto); !ok {
		return nil, badStringError("malformed HTTP version", proto)
	}
	// CONNECT has only an authority.
	authority := method == "CONNECT" && !strings.HasPrefix(uri, "/")
	if authority {
		uri = "http://" + uri
	}
	if r.URL, err = url.ParseRequestURI(uri); err != nil {
		return nil, err
	}
	if authority {
		r.URL.Scheme = ""
	}
	header, err := tp.ReadMIMEHeader()
	if err != nil {
		return nil, err
	}
	r.Header = Header(header)
	if len(r.Header["Host"]) > 1 {
		return nil, fmt.Errorf("too many Host headers")
	}
	// RFC 9112, 3.2.2: what the request line has is what counts.
	if r.Host = r.URL.Host; r.Host == "" {
		r.Host = r.Header.get("Host")
	}
	fixPragmaCacheControl(r.Header)
	r.Close = shouldClose(r.ProtoMajor, r.ProtoMinor, r.Header)
	f, err := readFrame(&head{
		header: r.Header, method: r.Method, major: r.ProtoMajor, minor: r.ProtoMinor, close: r.Close,
	}, b, &r.Trailer)
	if err != nil {
		return nil, err
	}
	r.Body, r.ContentLength, r.TransferEncoding, r.Trailer, r.Close = f.body, f.length, f.te, f.trailer, f.close
	if r.isH2Upgrade() {
		r.ContentLength = -1
		r.Close = true
	}
	return r, nil
}

// MaxBytesReader returns r, of which it reads no more than n bytes; a read
// beyond fails with a *MaxBytesError and has the server close the connection.
func MaxBytesReader(w ResponseWriter, r io.ReadCloser, n int64) io.ReadCloser {
	if n < 0 {
		n = 0
	}
	return &maxBytesReader{w: w, r: r, limit: n, left: n}
}

// A MaxBytesError is the error of MaxBytesReader beyond its limit.
type MaxBytesError struct{ Limit int64 }

func (e *MaxBytesError) Error() string { return "http: request body too large" }

type maxBytesReader struct {
	w     ResponseWriter
	r     io.ReadCloser
	limit int64
	left  int64
	err   error
}

func (l *maxBytesReader) Read(p []byte) (n int, err error) {
	if l.err != nil {
		return 0, l.err
	}
	if len(p) == 0 {
		return 0, nil
	}
	// One byte more tells whether the limit is the end.
	if int64(len(p))-1 > l.left {
		p = p[:l.left+1]
	}
	n, err = l.r.Read(p)
	if int64(n) <= l.left {
		l.left -= int64(n)
		l.err = err
		return n, err
	}
	n = int(l.left)
	l.left = 0
	// The server need not know how to do this.
	if tl, ok := l.w.(interface{ requestTooLarge() }); ok {
		tl.requestTooLarge()
	}
	l.err = &MaxBytesError{l.limit}
	return n, l.err
}

func (l *maxBytesReader) Close() error { return l.r.Close() }

const base64Digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"

func encodeBase64(s string) string {
	var b strings.Builder
	for ; len(s) > 0; s = s[min(3, len(s)):] {
		var in [3]byte
		n := copy(in[:], s)
		v := uint(in[0])<<16 | uint(in[1])<<8 | uint(in[2])
		for i := range 4 {
			if i <= n {
				b.WriteByte(base64Digits[v>>(18-6*i)&63])
			} else {
				b.WriteByte('=')
			}
		}
	}
	return b.String()
}

func decodeBase64(s string) (string, bool) {
	pad := len(s) - len(strings.TrimRight(s, "="))
	if len(s)%4 != 0 || pad > 2 {
		return "", false
	}
	var out []byte
	for i := 0; i < len(s); i += 4 {
		v := 0
		for j := range 4 {
			d := 0
			if i+j < len(s)-pad {
				if d = strings.IndexByte(base64Digits, s[i+j]); d < 0 {
					return "", false
				}
			}
			v = v<<6 | d
		}
		out = append(out, byte(v>>16), byte(v>>8), byte(v))
	}
	return string(out[:len(out)-pad]), true
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"net/url"
	"slices"
	"strings"
	"time"
)

// A Client sends requests by its Transport, follows redirects and keeps cookies.
// It should be kept and used again, for the connections of its Transport.
type Client struct {
	Transport RoundTripper // nil: DefaultTransport

	// CheckRedirect is called before a redirect is followed, with the requests
	// that led there, the oldest first. If it returns ErrUseLastResponse, that
	// response is the answer, else an error is the error of the call. nil: ten
	// redirects at most.
	CheckRedirect func(req *Request, via []*Request) error

	Jar     CookieJar     // nil: only cookies of the request are sent
	Timeout time.Duration // of a call with all redirects, and of reading the body; 0: none
}

// DefaultClient is what Get, Head and Post use.
var DefaultClient = &Client{}

// A RoundTripper has a request answered. It does not look at the response, does
// not change the request, and closes its body.
type RoundTripper interface {
	RoundTrip(*Request) (*Response, error)
}

// A CookieJar keeps cookies.
type CookieJar interface {
	// SetCookies takes those of a response from u.
	SetCookies(u *url.URL, cookies []*Cookie)
	// Cookies returns those for a request to u.
	Cookies(u *url.URL) []*Cookie
}

// ErrUseLastResponse is for CheckRedirect.
var ErrUseLastResponse = errors.New("net/http: use last response")

// ErrSchemeMismatch is that a server does not speak TLS.
var ErrSchemeMismatch = errors.New("http: server gave HTTP response to HTTPS client")

// Get calls DefaultClient.Get.
func Get(url string) (resp *Response, err error) { return DefaultClient.Get(url) }

// Head calls DefaultClient.Head.
func Head(url string) (resp *Response, err error) { return DefaultClient.Head(url) }

// Post calls DefaultClient.Post.
func Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	return DefaultClient.Post(url, contentType, body)
}

// PostForm calls DefaultClient.PostForm.
func PostForm(url string, data url.Values) (resp *Response, err error) {
	return DefaultClient.PostForm(url, data)
}

// Get sends a GET. If err is nil, the caller closes resp.Body.
func (c *Client) Get(url string) (resp *Response, err error) {
	req, err := NewRequest("GET", url, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

// Head sends a HEAD.
func (c *Client) Head(url string) (resp *Response, err error) {
	req, err := NewRequest("HEAD", url, nil)
	if err != nil {
		return nil, err
	}
	return c.Do(req)
}

// Post sends a POST with a body, which it closes if it can be closed.
func (c *Client) Post(url, contentType string, body io.Reader) (resp *Response, err error) {
	req, err := NewRequest("POST", url, body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", contentType)
	return c.Do(req)
}

// PostForm sends a POST with a form.
func (c *Client) PostForm(url string, data url.Values) (resp *Response, err error) {
	return c.Post(url, "application/x-www-form-urlencoded", strings.NewReader(data.Encode()))
}

// CloseIdleConnections closes those of the Transport, if it can.
func (c *Client) CloseIdleConnections() {
	if t, ok := c.transport().(interface{ CloseIdleConnections() }); ok {
		t.CloseIdleConnections()
	}
}

func (c *Client) transport() RoundTripper {
	if c.Transport != nil {
		return c.Transport
	}
	return DefaultTransport
}

func (c *Client) deadline() time.Time {
	if c.Timeout > 0 {
		return time.Now().Add(c.Timeout)
	}
	return time.Time{}
}

// errorOp: "Get" for GET.
func errorOp(method string) string {
	method = methodOr(method)
	return method[:1] + strings.ToLower(method[1:])
}

// stripPassword returns u with its password hidden.
func stripPassword(u *url.URL) string {
	if _, ok := u.User.Password(); ok {
		return strings.Replace(u.String(), u.User.String()+"@", u.User.Username()+":***@", 1)
	}
	return u.String()
}

// Do sends a request and follows redirects. Errors are *url.Errors; a status is
// none. If err is nil, the caller closes resp.Body.
func (c *Client) Do(req *Request) (*Response, error) {
	if req.URL == nil {
		req.closeBody()
		return nil, &url.Error{Op: errorOp(req.Method), Err: errors.New("http: nil Request.URL")}
	}
	d := &doing{c: c, first: req, header: req.Header, req: req, deadline: c.deadline()}
	if c.Jar != nil {
		d.header = req.Header.Clone() // sending adds the jar's cookies
	}
	d.noteCookies()
	for {
		d.via = append(d.via, d.req)
		resp, didTimeout, err := c.send(d.req, d.deadline)
		if err != nil {
			if !d.deadline.IsZero() && didTimeout() {
				err = &timeoutError{err.Error() + " (Client.Timeout exceeded while awaiting headers)"}
			}
			d.resp = nil
			return nil, d.error(err, true)
		}
		d.resp = resp
		method, redirect, withBody := redirectBehavior(d.req.Method, resp, d.first)
		if !redirect {
			return resp, nil
		}
		d.req.closeBody()
		loc := resp.Header.Get("Location")
		if loc == "" { // there are such servers
			return resp, nil
		}
		if err := d.redirect(loc, method, withBody); err != nil {
			return nil, err
		}
		err = c.checkRedirect(d.req, d.via)
		if err == ErrUseLastResponse {
			return resp, nil
		}
		// A short body is read, so that the connection can be used again.
		const slurp = 2 << 10
		if resp.ContentLength == -1 || resp.ContentLength <= slurp {
			io.CopyN(io.Discard, resp.Body, slurp)
		}
		resp.Body.Close()
		if err != nil { // both, as ever
			e := d.error(err, false)
			e.URL = loc
			return resp, e
		}
	}
}

// A doing is a call of Do.
type doing struct {
	c        *Client
	first    *Request
	header   Header     // of first, without the jar's cookies
	req      *Request   // the next one
	via      []*Request // that were sent
	resp     *Response  // the last one
	deadline time.Time
	cookies  map[string][]*Cookie // of first's header, which a jar may replace
	strip    bool                 // what is not for strangers
}

func (d *doing) error(err error, bodyClosed bool) *url.Error {
	if !bodyClosed {
		d.req.closeBody()
	}
	u := d.req.URL
	if d.resp != nil && d.resp.Request != nil {
		u = d.resp.Request.URL
	}
	return &url.Error{Op: errorOp(d.first.Method), URL: stripPassword(u), Err: err}
}

// noteCookies notes cookies that are in the header, if there is a jar too.
func (d *doing) noteCookies() {
	if d.c.Jar == nil || d.first.Header.Get("Cookie") == "" {
		return
	}
	d.cookies = make(map[string][]*Cookie)
	for _, c := range d.first.Cookies() {
		d.cookies[c.Name] = append(d.cookies[c.Name], c)
	}
}

// redirectBehavior: RFC 9110, 15.4. A 307 or 308 wants the same body again.
func redirectBehavior(method string, resp *Response, first *Request) (redirectMethod string, redirect, withBody bool) {
	switch resp.StatusCode {
	case 301, 302, 303:
		if method != "GET" && method != "HEAD" {
			method = "GET"
		}
		return method, true, false
	case 307, 308:
		return method, first.GetBody != nil || first.outgoingLength() == 0, true
	}
	return "", false, false
}

// redirect makes d.req the request that the last response asks for.
func (d *doing) redirect(loc, method string, withBody bool) error {
	last := d.req
	u, err := last.URL.Parse(loc)
	if err != nil {
		d.resp.Body.Close()
		return d.error(fmt.Errorf("failed to parse Location header %q: %v", loc, err), true)
	}
	host := ""
	if last.Host != "" && last.Host != last.URL.Host { // a Host of its own goes along on the same server
		if u, _ := url.Parse(loc); u != nil && !u.IsAbs() {
			host = last.Host
		}
	}
	req := &Request{
		Method: method, Response: d.resp, URL: u, Header: make(Header), Host: host, Cancel: d.first.Cancel, ctx: d.first.ctx,
	}
	if withBody && d.first.GetBody != nil {
		if req.Body, err = d.first.GetBody(); err != nil {
			d.resp.Body.Close()
			return d.error(err, true)
		}
		req.GetBody = d.first.GetBody
		req.ContentLength = d.first.ContentLength
	}
	d.req = req
	if !d.strip && d.first.URL.Host != u.Host &&
		!isDomainOrSub(strings.ToLower(u.Hostname()), strings.ToLower(d.first.URL.Hostname())) {
		d.strip = true
	}
	d.copyHeaders(req, withBody)
	if ref := referer(last.URL, u, req.Header.Get("Referer")); ref != "" {
		req.Header.Set("Referer", ref)
	}
	return nil
}

func (d *doing) copyHeaders(req *Request, withBody bool) {
	for k, vv := range d.header {
		switch CanonicalHeaderKey(k) {
		case "Authorization", "Www-Authenticate", "Cookie", "Cookie2", "Proxy-Authorization", "Proxy-Authenticate":
			if d.strip {
				continue
			}
		case "Content-Encoding", "Content-Language", "Content-Location", "Content-Type":
			if !withBody { // they describe the body
				continue
			}
		}
		req.Header[k] = vv
	}
	// What the response has set is the jar's from now on.
	changed := false
	if d.cookies != nil {
		for _, c := range d.resp.Cookies() {
			if _, ok := d.cookies[c.Name]; ok {
				delete(d.cookies, c.Name)
				changed = true
			}
		}
	}
	if !changed {
		return
	}
	req.Header.Del("Cookie")
	var all []string
	for _, name := range slices.Sorted(maps.Keys(d.cookies)) {
		for _, c := range d.cookies[name] {
			all = append(all, c.Name+"="+c.Value)
		}
	}
	if len(all) > 0 && !d.strip {
		req.Header.Set("Cookie", strings.Join(all, "; "))
	}
}

// isDomainOrSub reports whether sub is parent or below it.
func isDomainOrSub(sub, parent string) bool {
	if sub == parent {
		return true
	}
	if strings.ContainsAny(sub, ":%") { // an address
		return false
	}
	return strings.HasSuffix(sub, "."+parent)
}

func referer(last, next *url.URL, explicit string) string {
	if last.Scheme == "https" && next.Scheme == "http" {
		return ""
	}
	if explicit != "" {
		return explicit
	}
	s := last.String()
	if last.User != nil {
		s = strings.Replace(s, last.User.String()+"@", "", 1)
	}
	return s
}

func (c *Client) checkRedirect(req *Request, via []*Request) error {
	if c.CheckRedirect != nil {
		return c.CheckRedirect(req, via)
	}
	if len(via) >= 10 {
		return errors.New("stopped after 10 redirects")
	}
	return nil
}

// send sends a request with the jar's cookies. didTimeout is not nil if there is
// an error.
func (c *Client) send(req *Request, deadline time.Time) (resp *Response, didTimeout func() bool, err error) {
	if c.Jar != nil {
		for _, cookie := range c.Jar.Cookies(req.URL) {
			req.AddCookie(cookie)
		}
	}
	resp, didTimeout, err = send(req, c.transport(), deadline)
	if err != nil {
		return nil, didTimeout, err
	}
	if c.Jar != nil {
		if cookies := resp.Cookies(); len(cookies) > 0 {
			c.Jar.SetCookies(req.URL, cookies)
		}
	}
	return resp, nil, nil
}

func never() bool { return false }

func send(orig *Request, rt RoundTripper, deadline time.Time) (resp *Response, didTimeout func() bool, err error) {
	req := orig // is not changed
	if req.RequestURI != "" {
		req.closeBody()
		return nil, never, errors.New("http: Request.RequestURI can't be set in client requests")
	}
	fork := func() {
		if req == orig {
			req = new(Request)
			*req = *orig
		}
	}
	if req.Header == nil {
		fork()
		req.Header = make(Header)
	}
	if u := req.URL.User; u != nil && req.Header.Get("Authorization") == "" {
		fork()
		password, _ := u.Password()
		req.Header = req.Header.Clone()
		req.Header.Set("Authorization", "Basic "+basicAuth(u.Username(), password))
	}
	stop := func() {}
	didTimeout = never
	if !deadline.IsZero() {
		fork()
		old := req.Context()
		if t, ok := old.Deadline(); !ok || deadline.Before(t) {
			ctx, cancel := context.WithDeadline(old, deadline)
			req.ctx, stop = ctx, cancel
			didTimeout = func() bool { return ctx.Err() == context.DeadlineExceeded }
		}
	}
	resp, err = rt.RoundTrip(req)
	if e, ok := err.(tls.RecordHeaderError); ok && string(e.RecordHeader[:]) == "HTTP/" {
		err = ErrSchemeMismatch
	}
	if err != nil {
		timedOut := didTimeout()
		stop()
		if resp != nil {
			log.Printf("RoundTripper returned a response & error; ignoring response")
		}
		return nil, func() bool { return timedOut }, err
	}
	if resp == nil {
		err = fmt.Errorf("http: RoundTripper implementation (%T) returned a nil *Response with a nil error", rt)
	} else if resp.Body == nil && resp.ContentLength > 0 && req.Method != "HEAD" {
		err = fmt.Errorf("http: RoundTripper implementation (%T) returned a *Response with content length %d but a nil Body",
			rt, resp.ContentLength)
	}
	if err != nil {
		stop()
		return nil, never, err
	}
	if resp.Body == nil {
		resp.Body = io.NopCloser(strings.NewReader(""))
	}
	if !deadline.IsZero() {
		resp.Body = &timedBody{ReadCloser: resp.Body, stop: stop, didTimeout: didTimeout}
	}
	return resp, nil, nil
}

// A timedBody ends with its context.
type timedBody struct {
	io.ReadCloser
	stop       func()
	didTimeout func() bool
}

func (b *timedBody) Read(p []byte) (n int, err error) {
	n, err = b.ReadCloser.Read(p)
	switch {
	case err == nil:
	case err == io.EOF:
		b.stop()
	case b.didTimeout():
		err = &timeoutError{err.Error() + " (Client.Timeout or context cancellation while reading body)"}
	}
	return
}

func (b *timedBody) Close() error {
	err := b.ReadCloser.Close()
	b.stop()
	return err
}

// A timeoutError is a net.Error.
type timeoutError struct{ err string }

func (e *timeoutError) Error() string        { return e.err }
func (e *timeoutError) Timeout() bool        { return true }
func (e *timeoutError) Temporary() bool      { return true }
func (e *timeoutError) Is(target error) bool { return target == context.DeadlineExceeded }

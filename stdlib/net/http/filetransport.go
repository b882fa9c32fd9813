// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"fmt"
	"io"
	"io/fs"
)

type fileTransport struct{ h fileHandler }

// NewFileTransport returns a RoundTripper that answers with the files of fs, for
// Transport.RegisterProtocol("file", …).
func NewFileTransport(fs FileSystem) RoundTripper { return fileTransport{fileHandler{fs}} }

// NewFileTransportFS is NewFileTransport for an fs.FS.
func NewFileTransportFS(fsys fs.FS) RoundTripper { return NewFileTransport(FS(fsys)) }

func (t fileTransport) RoundTrip(req *Request) (*Response, error) {
	// The header is there with the first byte; the body comes through a pipe.
	pr, pw := io.Pipe()
	w := &pipeResponse{
		res: &Response{Proto: "HTTP/1.0", ProtoMajor: 1, Header: make(Header), Close: true, ContentLength: -1, Body: pr, Request: req},
		w:   pw, ready: make(chan struct{}),
	}
	go func() {
		t.h.ServeHTTP(w, req)
		w.WriteHeader(StatusOK)
		pw.Close()
	}()
	<-w.ready
	return w.res, nil
}

type pipeResponse struct {
	res   *Response
	w     *io.PipeWriter
	ready chan struct{}
	wrote bool
}

func (w *pipeResponse) Header() Header { return w.res.Header }

func (w *pipeResponse) WriteHeader(code int) {
	if w.wrote {
		return
	}
	w.wrote = true
	w.res.StatusCode = code
	w.res.Status = fmt.Sprintf("%d %s", code, StatusText(code))
	close(w.ready)
}

func (w *pipeResponse) Write(p []byte) (int, error) {
	w.WriteHeader(StatusOK)
	return w.w.Write(p)
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package http

import (
	"errors"
	"io"
	"math"
	"mime"
	"mime/multipart"
	"net/url"
	"strings"
)

const defaultMaxMemory = 32 << 20

// multipartByReader stands in MultipartForm when MultipartReader was called.
var multipartByReader = &multipart.Form{
	Value: make(map[string][]string),
	File:  make(map[string][]*multipart.FileHeader),
}

// MultipartReader returns a reader of the parts of the body, instead of
// ParseMultipartForm.
func (r *Request) MultipartReader() (*multipart.Reader, error) {
	if r.MultipartForm == multipartByReader {
		return nil, errors.New("http: MultipartReader called twice")
	}
	if r.MultipartForm != nil {
		return nil, errors.New("http: multipart handled by ParseMultipartForm")
	}
	r.MultipartForm = multipartByReader
	return r.multipartReader(true)
}

func (r *Request) multipartReader(allowMixed bool) (*multipart.Reader, error) {
	v := r.Header.Get("Content-Type")
	if v == "" {
		return nil, ErrNotMultipart
	}
	if r.Body == nil {
		return nil, errors.New("missing form body")
	}
	typ, params, err := mime.ParseMediaType(v)
	if err != nil || typ != "multipart/form-data" && !(allowMixed && typ == "multipart/mixed") {
		return nil, ErrNotMultipart
	}
	boundary, ok := params["boundary"]
	if !ok {
		return nil, ErrMissingBoundary
	}
	return multipart.NewReader(r.Body, boundary), nil
}

func copyValues(dst, src url.Values) {
	for k, vs := range src {
		dst[k] = append(dst[k], vs...)
	}
}

func parsePostForm(r *Request) (vs url.Values, err error) {
	if r.Body == nil {
		return
	}
	ct := r.Header.Get("Content-Type")
	if ct == "" { // RFC 9110, 8.3: anything
		ct = "application/octet-stream"
	}
	ct, _, err = mime.ParseMediaType(ct)
	if ct != "application/x-www-form-urlencoded" {
		return // a multipart form is another method's
	}
	var reader io.Reader = r.Body
	limit := int64(math.MaxInt64)
	if _, ok := r.Body.(*maxBytesReader); !ok {
		limit = 10 << 20
		reader = io.LimitReader(r.Body, limit+1)
	}
	b, e := io.ReadAll(reader)
	if e != nil {
		if err == nil {
			err = e
		}
		return
	}
	if int64(len(b)) > limit {
		return nil, errors.New("http: POST too large")
	}
	vs, e = url.ParseQuery(string(b))
	if err == nil {
		err = e
	}
	return
}

// ParseForm fills Form from the query and, for POST, PUT and PATCH, PostForm
// and Form from the body, of which the values come first.
func (r *Request) ParseForm() error {
	var err error
	if r.PostForm == nil {
		if r.Method == "POST" || r.Method == "PUT" || r.Method == "PATCH" {
			r.PostForm, err = parsePostForm(r)
		}
		if r.PostForm == nil {
			r.PostForm = make(url.Values)
		}
	}
	if r.Form != nil {
		return err
	}
	var query url.Values
	if r.URL != nil {
		var e error
		query, e = url.ParseQuery(r.URL.RawQuery)
		if err == nil {
			err = e
		}
	}
	if len(r.PostForm) == 0 {
		if r.Form = query; r.Form == nil {
			r.Form = make(url.Values)
		}
		return err
	}
	r.Form = make(url.Values)
	copyValues(r.Form, r.PostForm)
	copyValues(r.Form, query)
	return err
}

// ParseMultipartForm is ParseForm for a body with files too, of which up to
// maxMemory bytes are kept in memory, the rest in temporary files.
func (r *Request) ParseMultipartForm(maxMemory int64) error {
	if r.MultipartForm == multipartByReader {
		return errors.New("http: multipart handled by MultipartReader")
	}
	var formErr error
	if r.Form == nil {
		formErr = r.ParseForm() // what is good of it counts
	}
	if r.MultipartForm != nil {
		return nil
	}
	mr, err := r.multipartReader(false)
	if err != nil {
		return err
	}
	f, err := mr.ReadForm(maxMemory)
	if err != nil {
		return err
	}
	if r.PostForm == nil {
		r.PostForm = make(url.Values)
	}
	for k, v := range f.Value {
		r.Form[k] = append(r.Form[k], v...)
		r.PostForm[k] = append(r.PostForm[k], v...)
	}
	r.MultipartForm = f
	return formErr
}

// FormValue returns the first value of key of Form, which it parses if need be,
// without regard to errors.
func (r *Request) FormValue(key string) string {
	if r.Form == nil {
		r.ParseMultipartForm(defaultMaxMemory)
	}
	if vs := r.Form[key]; len(vs) > 0 {
		return vs[0]
	}
	return ""
}

// PostFormValue is FormValue for PostForm.
func (r *Request) PostFormValue(key string) string {
	if r.PostForm == nil {
		r.ParseMultipartForm(defaultMaxMemory)
	}
	if vs := r.PostForm[key]; len(vs) > 0 {
		return vs[0]
	}
	return ""
}

// FormFile returns the first file of key.
func (r *Request) FormFile(key string) (multipart.File, *multipart.FileHeader, error) {
	if r.MultipartForm == multipartByReader {
		return nil, nil, errors.New("http: multipart handled by MultipartReader")
	}
	if r.MultipartForm == nil {
		if err := r.ParseMultipartForm(defaultMaxMemory); err != nil {
			return nil, nil, err
		}
	}
	if r.MultipartForm != nil {
		if files := r.MultipartForm.File[key]; len(files) > 0 {
			f, err := files[0].Open()
			return f, files[0], err
		}
	}
	return nil, nil, ErrMissingFile
}

// PathValue returns what the wildcard of that name matched, or "".
func (r *Request) PathValue(name string) string {
	if i := r.pattern.wildcard(name); i >= 0 {
		return r.matches[i]
	}
	return r.set[name]
}

// SetPathValue sets what PathValue returns.
func (r *Request) SetPathValue(name, value string) {
	if i := r.pattern.wildcard(name); i >= 0 {
		r.matches[i] = value
		return
	}
	if r.set == nil {
		r.set = map[string]string{}
	}
	r.set[name] = value
}

// AllowQuerySemicolons returns h with semicolons in queries made ampersands.
func AllowQuerySemicolons(h Handler) Handler {
	return HandlerFunc(func(w ResponseWriter, r *Request) {
		if !strings.Contains(r.URL.RawQuery, ";") {
			h.ServeHTTP(w, r)
			return
		}
		r2 := new(Request)
		*r2 = *r
		u := *r.URL
		u.RawQuery = strings.ReplaceAll(r.URL.RawQuery, ";", "&")
		r2.URL = &u
		h.ServeHTTP(w, r2)
	})
}

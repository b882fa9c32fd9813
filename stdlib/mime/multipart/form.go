// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package multipart

import (
	"bytes"
	"errors"
	"io"
	"math"
	"net/textproto"
	"os"
)

// ErrMessageTooLarge is the error of ReadForm when a form's values do not fit
// into memory.
var ErrMessageTooLarge = errors.New("multipart: message too large")

// A Form has the values and files of a form.
type Form struct {
	Value map[string][]string
	File  map[string][]*FileHeader
}

// RemoveAll removes the files on disk.
func (f *Form) RemoveAll() error {
	var err error
	for _, headers := range f.File {
		for _, h := range headers {
			if h.path != "" {
				if e := os.Remove(h.path); e != nil && !errors.Is(e, os.ErrNotExist) && err == nil {
					err = e
				}
			}
		}
	}
	return err
}

// A FileHeader describes a file of a form.
type FileHeader struct {
	Filename string
	Header   textproto.MIMEHeader
	Size     int64

	content []byte
	path    string // of the file that has the content; "": content has it
}

// Open opens the file for reading.
func (fh *FileHeader) Open() (File, error) {
	if fh.path != "" {
		return os.Open(fh.path)
	}
	return memoryFile{io.NewSectionReader(bytes.NewReader(fh.content), 0, int64(len(fh.content)))}, nil
}

// A File is a file of a form: in memory or, if an *os.File, on disk.
type File interface {
	io.Reader
	io.ReaderAt
	io.Seeker
	io.Closer
}

type memoryFile struct{ *io.SectionReader }

func (memoryFile) Close() error { return nil }

// overhead is what an entry of a form costs besides its text.
const overhead = 200

// ReadForm reads a message that is a form. Up to maxMemory bytes of files stay
// in memory, what is more goes to temporary files; for values and headers there
// are 10 MB besides.
func (r *Reader) ReadForm(maxMemory int64) (*Form, error) {
	form := &Form{Value: map[string][]string{}, File: map[string][]*FileHeader{}}
	if err := r.readForm(form, maxMemory); err != nil {
		form.RemoveAll()
		return nil, err
	}
	return form, nil
}

func (r *Reader) readForm(form *Form, maxMemory int64) error {
	files := maxMemory
	values := maxMemory + 10<<20
	if values < maxMemory {
		values = math.MaxInt64
	}
	for n := 0; ; n++ {
		p, err := r.next(false, values)
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
		if n >= maxParts {
			return ErrMessageTooLarge
		}
		name := p.FormName()
		if name == "" {
			continue
		}
		filename := p.FileName()
		if values -= int64(len(name)) + overhead; values < 0 {
			return ErrMessageTooLarge
		}
		var b bytes.Buffer
		if filename == "" {
			k, err := io.CopyN(&b, p, values+1)
			if err != nil && err != io.EOF {
				return err
			}
			if values -= k; values < 0 {
				return ErrMessageTooLarge
			}
			form.Value[name] = append(form.Value[name], b.String())
			continue
		}
		for key, vs := range p.Header {
			values -= int64(len(key)) + overhead
			for _, v := range vs {
				values -= int64(len(v))
			}
		}
		if values < 0 {
			return ErrMessageTooLarge
		}
		fh := &FileHeader{Filename: filename, Header: p.Header}
		k, err := io.CopyN(&b, p, files+1)
		if err != nil && err != io.EOF {
			return err
		}
		if k > files {
			if err := fh.spill(io.MultiReader(&b, p)); err != nil {
				return err
			}
		} else {
			fh.content, fh.Size = b.Bytes(), k
			files -= k
			values -= k
		}
		form.File[name] = append(form.File[name], fh)
	}
}

// spill puts the content into a file.
func (fh *FileHeader) spill(r io.Reader) error {
	f, err := os.CreateTemp("", "multipart-")
	if err != nil {
		return err
	}
	fh.path = f.Name()
	fh.Size, err = io.Copy(f, r)
	if e := f.Close(); err == nil {
		err = e
	}
	if err != nil {
		os.Remove(fh.path)
	}
	return err
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package path works on paths with slashes, such as those of URLs. For names of
// files, use path/filepath.
package path

// Clean returns the shortest path that is the same as path, as far as the text
// tells: without repeated slashes, without "." elements, and without ".." and
// what stands before it (at the root, without ".."). It ends in a slash only if
// it is the root. For the empty path, it returns ".".
//
// See Rob Pike, "Lexical File Names in Plan 9" (2000).
func Clean(path string) string {
	if path == "" {
		return "."
	}
	rooted := path[0] == '/'
	out := lazyBuf{path: path}
	bottom := 0 // out[:bottom] cannot be removed by ".."
	i := 0
	if rooted {
		out.append('/')
		bottom = 1
		i = 1
	}
	for i < len(path) {
		end := i
		for end < len(path) && path[end] != '/' {
			end++
		}
		switch element := path[i:end]; {
		case element == "" || element == ".":
		case element != "..":
			if out.n > 1 || out.n == 1 && !rooted {
				out.append('/')
			}
			for ; i < end; i++ {
				out.append(path[i])
			}
		case out.n > bottom:
			out.n--
			for out.n > bottom && out.at(out.n) != '/' {
				out.n--
			}
		case !rooted:
			if out.n > 0 {
				out.append('/')
			}
			out.append('.')
			out.append('.')
			bottom = out.n
		}
		i = end + 1
	}
	if out.n == 0 {
		return "."
	}
	return out.string()
}

// lazyBuf collects a string that may turn out to be the start of path: only if
// not, it allocates.
type lazyBuf struct {
	path string
	buf  []byte // nil while the string is path[:n]
	n    int
}

func (b *lazyBuf) at(i int) byte {
	if b.buf != nil {
		return b.buf[i]
	}
	return b.path[i]
}

func (b *lazyBuf) append(c byte) {
	if b.buf == nil {
		if b.n < len(b.path) && b.path[b.n] == c {
			b.n++
			return
		}
		b.buf = make([]byte, len(b.path)+1)
		copy(b.buf, b.path[:b.n])
	}
	b.buf[b.n] = c
	b.n++
}

func (b *lazyBuf) string() string {
	if b.buf == nil {
		return b.path[:b.n]
	}
	return string(b.buf[:b.n])
}

func lastSlash(s string) int {
	i := len(s) - 1
	for i >= 0 && s[i] != '/' {
		i--
	}
	return i
}

// Split cuts path behind its last slash: path == dir+file.
func Split(path string) (dir, file string) {
	i := lastSlash(path)
	return path[:i+1], path[i+1:]
}

// Join puts the elements together, with slashes between those that are not
// empty, and cleans the result. It returns "" if all are empty.
func Join(elem ...string) string {
	size := 0
	for _, e := range elem {
		size += len(e) + 1
	}
	joined := make([]byte, 0, size)
	for _, e := range elem {
		if e == "" {
			continue
		}
		if len(joined) > 0 {
			joined = append(joined, '/')
		}
		joined = append(joined, e...)
	}
	if len(joined) == 0 {
		return ""
	}
	return Clean(string(joined))
}

// Ext returns the extension of the last element: from its last dot on, or "".
func Ext(path string) string {
	for i := len(path) - 1; i >= 0 && path[i] != '/'; i-- {
		if path[i] == '.' {
			return path[i:]
		}
	}
	return ""
}

// Base returns the last element of path, not counting slashes at its end; "."
// for the empty path, "/" for slashes only.
func Base(path string) string {
	if path == "" {
		return "."
	}
	for len(path) > 0 && path[len(path)-1] == '/' {
		path = path[:len(path)-1]
	}
	if path == "" {
		return "/"
	}
	return path[lastSlash(path)+1:]
}

// IsAbs reports whether path is absolute.
func IsAbs(path string) bool { return len(path) > 0 && path[0] == '/' }

// Dir returns all of path but its last element, cleaned.
func Dir(path string) string {
	dir, _ := Split(path)
	return Clean(dir)
}

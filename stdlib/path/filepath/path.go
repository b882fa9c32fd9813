// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package filepath works on names of files. On the systems that goloom compiles
// for, the separator is a slash, and most of it is package path.
package filepath

import (
	"errors"
	"io/fs"
	"os"
	"path"
	"strings"
)

const (
	Separator     = '/' // between the elements of a path
	ListSeparator = ':' // between the paths of a list, such as PATH
)

// ErrBadPattern says that a pattern is malformed.
var ErrBadPattern = path.ErrBadPattern

// Clean returns the shortest path that is the same, as far as the text tells:
// see path.Clean.
func Clean(path_ string) string { return path.Clean(path_) }

// IsLocal reports whether path, as far as the text tells, names something in
// the directory where it is used: it is not empty nor absolute, and does not
// leave it by "..".
func IsLocal(path_ string) bool {
	if path_ == "" || IsAbs(path_) {
		return false
	}
	clean := Clean(path_)
	return clean != ".." && !strings.HasPrefix(clean, "../")
}

// Localize turns a path of the form that io/fs.ValidPath accepts into one of the
// system.
func Localize(path_ string) (string, error) {
	if !fs.ValidPath(path_) || strings.IndexByte(path_, 0) >= 0 {
		return "", errors.New("invalid path")
	}
	return path_, nil
}

// ToSlash returns path with a slash for each separator.
func ToSlash(path string) string { return path }

// FromSlash returns path with a separator for each slash.
func FromSlash(path string) string { return path }

// SplitList splits a list of paths. The empty list has none.
func SplitList(path string) []string {
	if path == "" {
		return []string{}
	}
	return strings.Split(path, ":")
}

// Split cuts path behind its last separator: path == dir+file.
func Split(path_ string) (dir, file string) { return path.Split(path_) }

// Join puts the elements together, with separators between those that are not
// empty, and cleans the result. It returns "" if all are empty.
func Join(elem ...string) string { return path.Join(elem...) }

// Ext returns the extension of the last element: from its last dot on, or "".
func Ext(path_ string) string { return path.Ext(path_) }

// IsAbs reports whether path is absolute.
func IsAbs(path_ string) bool { return path.IsAbs(path_) }

// Abs returns path as an absolute path, from the working directory if it is
// not one already.
func Abs(path_ string) (string, error) {
	if IsAbs(path_) {
		return Clean(path_), nil
	}
	dir, err := os.Getwd()
	if err != nil {
		return "", err
	}
	return Join(dir, path_), nil
}

// Base returns the last element of path, not counting separators at its end;
// "." for the empty path.
func Base(path_ string) string { return path.Base(path_) }

// Dir returns all of path but its last element, cleaned.
func Dir(path_ string) string { return path.Dir(path_) }

// VolumeName returns the volume that path begins with: none here.
func VolumeName(path string) string { return "" }

// HasPrefix reports whether p begins with prefix, as text.
//
// Deprecated: it does not look at the elements of the path.
func HasPrefix(p, prefix string) bool { return strings.HasPrefix(p, prefix) }

// Match reports whether name matches the pattern: see path.Match.
func Match(pattern, name string) (matched bool, err error) { return path.Match(pattern, name) }

// Rel returns a path that leads from basePath to targPath, as far as the text
// tells. It is an error if one is absolute and the other not, or if the way
// is not known because basePath has "..".
func Rel(basePath, targPath string) (string, error) {
	base, target := Clean(basePath), Clean(targPath)
	if base == target {
		return ".", nil
	}
	if base == "." {
		base = ""
	}
	if target == "." {
		target = ""
	}
	if IsAbs(base) != IsAbs(target) {
		return "", errors.New("Rel: can't make " + targPath + " relative to " + basePath)
	}
	// Drop the elements that are the same.
	from, to := elements(base), elements(target)
	for len(from) > 0 && len(to) > 0 && from[0] == to[0] {
		from, to = from[1:], to[1:]
	}
	rel := make([]string, 0, len(from)+len(to))
	for _, element := range from {
		if element == ".." {
			return "", errors.New("Rel: can't make " + targPath + " relative to " + basePath)
		}
		rel = append(rel, "..")
	}
	return strings.Join(append(rel, to...), "/"), nil
}

// elements splits a clean path.
func elements(path string) []string {
	path = strings.TrimPrefix(path, "/")
	if path == "" {
		return nil
	}
	return strings.Split(path, "/")
}

// EvalSymlinks returns path with all symbolic links followed. A relative path
// gives a relative one, unless a link is absolute.
func EvalSymlinks(path_ string) (string, error) {
	const maxLinks = 255
	links := 0
	done := "" // links in it are followed
	rest := path_
	if IsAbs(rest) {
		done = "/"
	}
	for rest != "" {
		element, after, _ := strings.Cut(rest, "/")
		rest = after
		switch element {
		case "", ".":
			continue
		case "..":
			if last := Base(done); done == "" || last == ".." {
				done = Join(done, "..")
			} else {
				done = Dir(done)
				if done == "." {
					done = ""
				}
			}
			continue
		}
		next := Join(done, element)
		info, err := os.Lstat(next)
		if err != nil {
			return "", err
		}
		if info.Mode()&os.ModeSymlink == 0 {
			if !info.IsDir() && rest != "" {
				return "", &os.PathError{Op: "lstat", Path: next + "/", Err: errNotDir}
			}
			done = next
			continue
		}
		if links++; links > maxLinks {
			return "", errTooManyLinks
		}
		link, err := os.Readlink(next)
		if err != nil {
			return "", err
		}
		if IsAbs(link) {
			done = "/"
		}
		rest = link + "/" + rest
	}
	return Clean(done), nil
}

var errNotDir = errors.New("not a directory")
var errTooManyLinks = errors.New("EvalSymlinks: too many links")

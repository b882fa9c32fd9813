// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// This file implements walks through directories, and Glob.

package filepath

import (
	"io/fs"
	"os"
	"sort"
	"strings"
)

// SkipDir is what a function of a walk returns to leave out a directory: the
// one it is called for, or the one that the file is in.
var SkipDir error = fs.SkipDir

// SkipAll is what a function of a walk returns to end it without an error.
var SkipAll error = fs.SkipAll

// WalkFunc is what Walk calls for each file and directory: with an error if it
// could not be looked at or read. An error that it returns, other than SkipDir
// and SkipAll, ends the walk.
type WalkFunc func(path string, info fs.FileInfo, err error) error

// WalkDir calls fn for root and all that is in it, in lexical order. Symbolic
// links are not followed.
func WalkDir(root string, fn fs.WalkDirFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walkDir(root, fs.FileInfoToDirEntry(info), fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walkDir(path string, d fs.DirEntry, fn fs.WalkDirFunc) error {
	if err := fn(path, d, nil); err != nil || !d.IsDir() {
		if err == SkipDir && d.IsDir() {
			err = nil
		}
		return err
	}
	entries, err := os.ReadDir(path)
	if err != nil {
		if err = fn(path, d, err); err != nil {
			if err == SkipDir {
				err = nil
			}
			return err
		}
	}
	for _, entry := range entries {
		if err := walkDir(Join(path, entry.Name()), entry, fn); err != nil {
			if err == SkipDir {
				break
			}
			return err
		}
	}
	return nil
}

// Walk is WalkDir with a function that is given an fs.FileInfo. It is slower:
// it asks the system about each file.
func Walk(root string, fn WalkFunc) error {
	info, err := os.Lstat(root)
	if err != nil {
		err = fn(root, nil, err)
	} else {
		err = walk(root, info, fn)
	}
	if err == SkipDir || err == SkipAll {
		return nil
	}
	return err
}

func walk(path string, info fs.FileInfo, fn WalkFunc) error {
	if !info.IsDir() {
		return fn(path, info, nil)
	}
	names, readErr := readNames(path)
	err := fn(path, info, readErr)
	if readErr != nil || err != nil {
		return err
	}
	for _, name := range names {
		file := Join(path, name)
		info, err := os.Lstat(file)
		if err != nil {
			if err = fn(file, info, err); err != nil && err != SkipDir {
				return err
			}
			continue
		}
		if err = walk(file, info, fn); err != nil && (err != SkipDir || !info.IsDir()) {
			if err == SkipDir {
				return nil
			}
			return err
		}
	}
	return nil
}

func readNames(dir string) ([]string, error) {
	entries, err := os.ReadDir(dir)
	names := make([]string, 0, len(entries))
	for _, entry := range entries {
		names = append(names, entry.Name())
	}
	sort.Strings(names)
	return names, err
}

func hasMeta(path string) bool { return strings.ContainsAny(path, "*?[\\") }

// Glob returns the names of all files that match the pattern, nil if there are
// none. Errors in reading directories are ignored; the only error is
// ErrBadPattern.
func Glob(pattern string) (matches []string, err error) {
	// Each separator is a level of recursion.
	if strings.Count(pattern, "/") >= 10000 {
		return nil, ErrBadPattern
	}
	if _, err := Match(pattern, ""); err != nil {
		return nil, err
	}
	if !hasMeta(pattern) {
		if _, err := os.Lstat(pattern); err != nil {
			return nil, nil
		}
		return []string{pattern}, nil
	}
	dir, file := Split(pattern)
	switch dir {
	case "":
		dir = "."
	case "/":
	default:
		dir = dir[:len(dir)-1]
	}
	dirs := []string{dir}
	if hasMeta(dir) {
		if dir == pattern {
			return nil, ErrBadPattern
		}
		if dirs, err = Glob(dir); err != nil {
			return nil, err
		}
	}
	for _, dir := range dirs {
		info, err := os.Stat(dir)
		if err != nil || !info.IsDir() {
			continue
		}
		names, _ := readNames(dir)
		for _, name := range names {
			ok, err := Match(file, name)
			if err != nil {
				return matches, err
			}
			if ok {
				matches = append(matches, Join(dir, name))
			}
		}
	}
	return matches, nil
}

// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package fs

import "strconv"

// FormatFileInfo returns a line about a file as people like to read it.
func FormatFileInfo(info FileInfo) string {
	s := info.Mode().String() + " " + strconv.FormatInt(info.Size(), 10) + " " + info.ModTime().Format("2006-01-02 15:04:05") +
		" " + info.Name()
	if info.IsDir() {
		s += "/"
	}
	return s
}

// FormatDirEntry returns the type and the name of an entry.
func FormatDirEntry(dir DirEntry) string {
	mode := dir.Type().String()
	s := mode[:len(mode)-9] + " " + dir.Name() // without permissions
	if dir.IsDir() {
		s += "/"
	}
	return s
}

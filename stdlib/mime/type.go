// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Package mime has media types by the extensions of file names, the syntax of
// media types, and words of headers that are encoded as RFC 2047 says.
package mime

import (
	"bufio"
	"fmt"
	"os"
	"slices"
	"strings"
	"sync"
)

// builtin are the types that every system knows.
var builtin = map[string]string{
	".avif": "image/avif",
	".css":  "text/css; charset=utf-8",
	".gif":  "image/gif",
	".htm":  "text/html; charset=utf-8",
	".html": "text/html; charset=utf-8",
	".jpeg": "image/jpeg",
	".jpg":  "image/jpeg",
	".js":   "text/javascript; charset=utf-8",
	".json": "application/json",
	".mjs":  "text/javascript; charset=utf-8",
	".pdf":  "application/pdf",
	".png":  "image/png",
	".svg":  "image/svg+xml",
	".wasm": "application/wasm",
	".webp": "image/webp",
	".xml":  "text/xml; charset=utf-8",
}

// globs are files with lines "50:type:*.ext", of which the first one that there
// is is read; types, if there is none of those, have lines "type ext ext".
var (
	globs = []string{"/usr/local/share/mime/globs2", "/usr/share/mime/globs2"}
	types = []string{"/etc/mime.types", "/etc/apache2/mime.types", "/etc/apache/mime.types", "/etc/httpd/conf/mime.types"}
)

var table struct {
	once  sync.Once
	mu    sync.RWMutex
	exact map[string]string   // type by extension
	lower map[string]string   // by extension in lower case
	exts  map[string][]string // extensions by type without parameters
}

func load() {
	table.exact, table.lower, table.exts = map[string]string{}, map[string]string{}, map[string][]string{}
	for ext, typ := range builtin {
		set(ext, typ)
	}
	for _, name := range globs {
		if loadGlobs(name) {
			return
		}
	}
	for _, name := range types {
		loadTypes(name)
	}
}

func loadGlobs(name string) bool {
	f, err := os.Open(name)
	if err != nil {
		return false
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		fields := strings.Split(s.Text(), ":")
		if len(fields) < 3 || len(fields[0]) < 1 || len(fields[2]) < 3 || fields[0][0] == '#' || fields[2][:2] != "*." {
			continue
		}
		ext := fields[2][1:]
		if _, ok := table.exact[ext]; !ok && !strings.ContainsAny(ext, "?*[") { // the first weighs most
			set(ext, fields[1])
		}
	}
	return true
}

func loadTypes(name string) {
	f, err := os.Open(name)
	if err != nil {
		return
	}
	defer f.Close()
	for s := bufio.NewScanner(f); s.Scan(); {
		fields := strings.Fields(s.Text())
		if len(fields) <= 1 || fields[0][0] == '#' {
			continue
		}
		for _, ext := range fields[1:] {
			if ext[0] == '#' {
				break
			}
			set("."+ext, fields[0])
		}
	}
}

// set is called with the table locked, or while it is loaded.
func set(ext, typ string) error {
	just, param, err := ParseMediaType(typ)
	if err != nil {
		return err
	}
	if strings.HasPrefix(typ, "text/") && param["charset"] == "" {
		param["charset"] = "utf-8"
		typ = FormatMediaType(typ, param)
	}
	low := strings.ToLower(ext)
	table.exact[ext], table.lower[low] = typ, typ
	if !slices.Contains(table.exts[just], low) {
		table.exts[just] = append(table.exts[just], low)
	}
	return nil
}

// TypeByExtension returns the type of files with the extension, which begins
// with a dot, or "". Beside those that are built in, the types are those of the
// system's tables. A type of text has a charset.
func TypeByExtension(ext string) string {
	table.once.Do(load)
	table.mu.RLock()
	defer table.mu.RUnlock()
	if v, ok := table.exact[ext]; ok {
		return v
	}
	return table.lower[strings.ToLower(ext)]
}

// ExtensionsByType returns the extensions of a type, sorted; nil: none are known.
func ExtensionsByType(typ string) ([]string, error) {
	just, _, err := ParseMediaType(typ)
	if err != nil {
		return nil, err
	}
	table.once.Do(load)
	table.mu.RLock()
	defer table.mu.RUnlock()
	exts := slices.Clone(table.exts[just])
	slices.Sort(exts)
	return exts, nil
}

// AddExtensionType sets the type of an extension.
func AddExtensionType(ext, typ string) error {
	if !strings.HasPrefix(ext, ".") {
		return fmt.Errorf("mime: extension %q missing leading dot", ext)
	}
	table.once.Do(load)
	table.mu.Lock()
	defer table.mu.Unlock()
	return set(ext, typ)
}

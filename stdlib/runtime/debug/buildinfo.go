// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

package debug

import (
	"errors"
	"strconv"
	"strings"
)

// BuildInfo says what a program was built from.
type BuildInfo struct {
	GoVersion string
	Path      string // of the main package
	Main      Module
	Deps      []*Module
	Settings  []BuildSetting
}

// A Module is one that a program was built from.
type Module struct {
	Path    string
	Version string
	Sum     string
	Replace *Module
}

// A BuildSetting is a setting of the build.
type BuildSetting struct{ Key, Value string }

// ReadBuildInfo returns what the running program was built from, if it knows. Programs of goloom know as little as those that
// Go builds outside of modules: nothing.
func ReadBuildInfo() (info *BuildInfo, ok bool) { return nil, false }

// quoted returns s so that it ends where the next thing in a setting begins.
func quoted(s, special string) string {
	if strings.ContainsAny(s, special) {
		return strconv.Quote(s)
	}
	return s
}

const (
	keySpecial   = "= \t\r\n\"`"
	valueSpecial = " \t\r\n\"`"
)

// String returns the form that ParseBuildInfo reads.
func (bi *BuildInfo) String() string {
	var b strings.Builder
	line := func(words ...string) { b.WriteString(strings.Join(words, "\t") + "\n") }
	if bi.GoVersion != "" {
		line("go", bi.GoVersion)
	}
	if bi.Path != "" {
		line("path", bi.Path)
	}
	module := func(word string, m Module) {
		for {
			if m.Replace == nil {
				line(word, m.Path, m.Version, m.Sum)
				return
			}
			line(word, m.Path, m.Version)
			word, m = "=>", *m.Replace
			defer line() // an empty one
		}
	}
	if bi.Main != (Module{}) {
		module("mod", bi.Main)
	}
	for _, dep := range bi.Deps {
		module("dep", *dep)
	}
	for _, s := range bi.Settings {
		line("build", quoted(s.Key, keySpecial)+"="+quoted(s.Value, valueSpecial))
	}
	return b.String()
}

// unquoted returns what s begins with, a quoted text or all before one of the bytes in end, and the rest.
func unquoted(s, end string) (text, rest string, err error) {
	if s != "" && (s[0] == '"' || s[0] == '`') {
		q, err := strconv.QuotedPrefix(s)
		if err != nil {
			return "", "", err
		}
		text, err = strconv.Unquote(q)
		return text, s[len(q):], err
	}
	if i := strings.IndexAny(s, end); i >= 0 && end != "" {
		return s[:i], s[i:], nil
	}
	return s, "", nil
}

// ParseBuildInfo reads what BuildInfo.String returns, but for the version of Go. A line that does not end is not one.
func ParseBuildInfo(data string) (bi *BuildInfo, err error) {
	bi = &BuildInfo{}
	var last *Module
	for number := 1; ; number++ {
		line, rest, ok := strings.Cut(data, "\n")
		if !ok {
			return bi, nil
		}
		data = rest
		if last, err = bi.parse(line, last); err != nil {
			return nil, errors.New("could not parse Go build info: line " + strconv.Itoa(number) + ": " + err.Error())
		}
	}
}

// parse reads a line and returns the module that a `=>` on the next one replaces.
func (bi *BuildInfo) parse(line string, last *Module) (*Module, error) {
	word, rest, _ := strings.Cut(line, "\t")
	columns := strings.Split(rest, "\t")
	module := func() (Module, error) {
		if len(columns) != 2 && len(columns) != 3 {
			return Module{}, errors.New("expected 2 or 3 columns; got " + strconv.Itoa(len(columns)))
		}
		m := Module{Path: columns[0], Version: columns[1]}
		if len(columns) == 3 {
			m.Sum = columns[2]
		}
		return m, nil
	}
	var err error
	switch word {
	case "path":
		bi.Path = rest
	case "mod":
		bi.Main, err = module()
		return &bi.Main, err
	case "dep":
		m, err := module()
		bi.Deps = append(bi.Deps, &m)
		return &m, err
	case "=>":
		if len(columns) != 3 {
			return nil, errors.New("expected 3 columns for replacement; got " + strconv.Itoa(len(columns)))
		}
		if last == nil {
			return nil, errors.New("replacement with no module on previous line")
		}
		last.Replace = &Module{columns[0], columns[1], columns[2], nil}
		return nil, nil
	case "build":
		return nil, bi.parseSetting(rest)
	}
	return last, nil
}

func (bi *BuildInfo) parseSetting(s string) error {
	key, rest, err := unquoted(s, "=")
	if err != nil {
		return errors.New("invalid quoted key in build line")
	}
	value, ok := strings.CutPrefix(rest, "=")
	if key == "" {
		return errors.New("build line with missing key")
	}
	if !ok {
		return errors.New("build line missing '=' after key")
	}
	if value, _, err = unquoted(value, ""); err != nil {
		return errors.New("invalid quoted value in build line")
	}
	bi.Settings = append(bi.Settings, BuildSetting{key, value})
	return nil
}

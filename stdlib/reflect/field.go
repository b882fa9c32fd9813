// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Struct fields: their description, tags, and the search through embedded structs.

package reflect

import "strconv"

// A StructField describes one field of a struct type.
type StructField struct {
	Name      string
	PkgPath   string // of a field that is not exported, else ""
	Type      Type
	Tag       StructTag
	Offset    uintptr // in the struct, in bytes
	Index     []int   // for FieldByIndex
	Anonymous bool    // embedded
}

// IsExported reports whether the field is exported.
func (f StructField) IsExported() bool { return f.PkgPath == "" }

// A StructTag is the string behind a field. By convention it is a sequence of key:"value" pairs
// with spaces between them.
type StructTag string

// Get returns the value of key, "" if the tag has none.
func (tag StructTag) Get(key string) string {
	value, _ := tag.Lookup(key)
	return value
}

// Lookup returns the value of key, and whether the tag has one.
func (tag StructTag) Lookup(key string) (value string, ok bool) {
	rest := string(tag)
	for {
		for rest != "" && rest[0] == ' ' {
			rest = rest[1:]
		}
		n := 0
		for n < len(rest) && rest[n] > ' ' && rest[n] != ':' && rest[n] != '"' && rest[n] != 0x7f {
			n++
		}
		if n == 0 || n+1 >= len(rest) || rest[n] != ':' || rest[n+1] != '"' {
			return "", false
		}
		name := rest[:n]
		rest = rest[n+1:]

		end := 1
		for end < len(rest) && rest[end] != '"' {
			if rest[end] == '\\' {
				end++
			}
			end++
		}
		if end >= len(rest) {
			return "", false
		}
		quoted := rest[:end+1]
		rest = rest[end+1:]
		if name == key {
			value, err := strconv.Unquote(quoted)
			return value, err == nil
		}
	}
}

func (t *rtype) NumField() int {
	t.mustBe(Struct, "NumField of non-struct type ")
	return t.structure().fcount
}

func (t *rtype) Field(i int) StructField {
	t.mustBe(Struct, "Field of non-struct type ")
	fields := t.structure().list()
	if uint(i) >= uint(len(fields)) {
		panic("reflect: Field index out of bounds")
	}
	f := &fields[i]
	return StructField{
		Name:      f.name,
		PkgPath:   f.pkgPath,
		Type:      toType(f.typ),
		Tag:       StructTag(f.tag),
		Offset:    f.offset,
		Index:     []int{i},
		Anonymous: f.embedded,
	}
}

// structBehind returns t or, of a pointer to a struct, the struct.
func structBehind(t *rtype) *rtype {
	if Kind(t.kind) == Pointer && Kind(t.elem().kind) == Struct {
		return t.elem()
	}
	return t
}

func (t *rtype) FieldByIndex(index []int) StructField {
	t.mustBe(Struct, "FieldByIndex of non-struct type ")
	var f StructField
	f.Type = t
	for i, x := range index {
		s := f.Type.common()
		if i > 0 {
			s = structBehind(s)
		}
		f = s.Field(x)
	}
	f.Index = append([]int(nil), index...)
	return f
}

func (t *rtype) FieldByName(name string) (StructField, bool) {
	t.mustBe(Struct, "FieldByName of non-struct type ")
	embeds := false
	if name != "" {
		fields := t.structure().list()
		for i := range fields {
			if fields[i].name == name {
				return t.Field(i), true
			}
			embeds = embeds || fields[i].embedded
		}
	}
	if !embeds {
		return StructField{}, false
	}
	return t.search(func(s string) bool { return s == name })
}

func (t *rtype) FieldByNameFunc(match func(string) bool) (StructField, bool) {
	t.mustBe(Struct, "FieldByNameFunc of non-struct type ")
	return t.search(match)
}

// embedding is a struct that the search has come upon.
type embedding struct {
	typ   *rtype
	index []int
	twice bool // at this depth: its fields hide each other
}

// search goes through t and its embedded structs, one depth after the other. A struct seen at a
// lesser depth hides itself at greater ones, which also ends recursion.
func (t *rtype) search(match func(string) bool) (found StructField, ok bool) {
	seen := map[*rtype]bool{}
	level := []embedding{{typ: t}}
	for len(level) > 0 {
		hits := 0
		var next []embedding
		for _, e := range level {
			seen[e.typ] = true
		}
		for _, e := range level {
			fields := e.typ.structure().list()
			for i := range fields {
				f := &fields[i]
				if match(f.name) {
					hits++
					if e.twice {
						hits++
					}
					found = e.typ.Field(i)
					found.Index = append(append([]int(nil), e.index...), i)
					continue
				}
				if !f.embedded {
					continue
				}
				s := structBehind(f.typ)
				if Kind(s.kind) != Struct || seen[s] {
					continue
				}
				known := false
				for j := range next {
					if next[j].typ == s {
						next[j].twice = true
						known = true
					}
				}
				if !known {
					next = append(next, embedding{s, append(append([]int(nil), e.index...), i), e.twice})
				}
			}
		}
		if hits > 0 {
			if hits > 1 {
				return StructField{}, false
			}
			return found, true
		}
		level = next
	}
	return StructField{}, false
}

// VisibleFields returns the fields of the struct type t and those promoted from its embedded
// structs, in the order of the index sequences. It includes what is not exported.
func VisibleFields(t Type) []StructField {
	if t == nil {
		panic("reflect: VisibleFields(nil)")
	}
	if t.Kind() != Struct {
		panic("reflect.VisibleFields of non-struct type")
	}
	w := visibleWalk{byName: map[string]int{}, within: map[*rtype]bool{}}
	w.walk(t.common(), nil)
	kept := w.fields[:0]
	for i := range w.fields {
		if !w.hidden[i] {
			kept = append(kept, w.fields[i])
		}
	}
	return kept
}

// visibleWalk collects fields in the order of their index sequences.
type visibleWalk struct {
	fields []StructField
	hidden []bool
	byName map[string]int  // the place in fields of the one that wins so far
	within map[*rtype]bool // the structs around the present one
}

func (w *visibleWalk) walk(t *rtype, path []int) {
	if w.within[t] {
		return
	}
	w.within[t] = true
	for i := 0; i < t.NumField(); i++ {
		f := t.Field(i)
		f.Index = append(append([]int(nil), path...), i)
		add := true
		if old, known := w.byName[f.Name]; known {
			switch depth := len(w.fields[old].Index); {
			case len(f.Index) == depth:
				// Two at one depth hide each other, and both hide what is deeper.
				w.hidden[old] = true
				add = false
			case len(f.Index) < depth:
				w.hidden[old] = true
			default:
				add = false
			}
		}
		if add {
			w.byName[f.Name] = len(w.fields)
			w.fields = append(w.fields, f)
			w.hidden = append(w.hidden, false)
		}
		if f.Anonymous {
			if s := structBehind(f.Type.common()); Kind(s.kind) == Struct {
				w.walk(s, f.Index)
			}
		}
	}
	delete(w.within, t)
}

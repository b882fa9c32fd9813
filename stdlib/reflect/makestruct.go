// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.

// Struct types made at run time. They have no methods: those of embedded fields are not promoted.

package reflect

import (
	"strconv"
	"unsafe"
)

// StructOf returns the struct type with these fields. It does not look at their Offset and Index.
func StructOf(fields []StructField) Type {
	list := make([]structField, len(fields))
	names := map[string]bool{}
	pkgPath := ""
	str := "struct {"
	for i := range fields {
		f := runtimeField(&fields[i], i)
		if f.pkgPath != "" {
			if pkgPath != "" && pkgPath != f.pkgPath {
				panic("reflect.Struct: fields with different PkgPath " + pkgPath + " and " + f.pkgPath)
			}
			pkgPath = f.pkgPath
		}
		if names[f.name] && f.name != "_" {
			panic("reflect.StructOf: duplicate field " + f.name)
		}
		names[f.name] = true
		list[i] = f
		if i > 0 {
			str += ";"
		}
		str += " "
		if !f.embedded {
			str += f.name + " "
		}
		str += f.typ.str
		if f.tag != "" {
			str += " " + strconv.Quote(f.tag)
		}
	}
	if len(list) > 0 {
		str += " "
	}
	str += "}"

	s := &structType{pkgPath: pkgPath, fields: unsafe.SliceData(list), fcount: len(list)}
	s.kind = uint8(Struct)
	comparable, regular := s.layout(list)
	same := func(t *rtype) bool { return sameUnderlying(t, &s.rtype, true) }
	return toType(find(str, Struct, same, func() *rtype {
		if comparable {
			s.comparedAs(regular)
		}
		return &s.rtype
	}))
}

func isName(s string) bool {
	for i, c := range s {
		letter := c == '_' || 'a' <= c|0x20 && c|0x20 <= 'z' || c >= 0x80
		if !letter && (i == 0 || c < '0' || c > '9') {
			return false
		}
	}
	return s != ""
}

func startsUpper(s string) bool { return s[0] >= 0x80 || 'A' <= s[0] && s[0] <= 'Z' }

func runtimeField(f *StructField, i int) structField {
	if f.Name == "" {
		panic("reflect.StructOf: field " + itoa(i) + " has no name")
	}
	if !isName(f.Name) {
		panic("reflect.StructOf: field " + itoa(i) + " has invalid name")
	}
	if f.Type == nil {
		panic("reflect.StructOf: field " + itoa(i) + " has no type")
	}
	if f.Anonymous && f.PkgPath != "" {
		panic("reflect.StructOf: field \"" + f.Name + "\" is anonymous but has PkgPath set")
	}
	if f.IsExported() && !startsUpper(f.Name) {
		panic("reflect.StructOf: field \"" + f.Name + "\" is unexported but missing PkgPath")
	}
	return structField{
		name: f.Name, pkgPath: f.PkgPath, typ: f.Type.common(), tag: string(f.Tag), embedded: f.Anonymous,
	}
}

// layout gives the fields their offsets and the type its size. It reports whether the type is
// comparable, and whether as memory: without padding, blank fields, or fields that are not.
func (s *structType) layout(list []structField) (comparable, regular bool) {
	s.align = 1
	s.tflag = tflagNoscan
	comparable, regular = true, true
	for i := range list {
		f := &list[i]
		align := uintptr(f.typ.fieldAlign)
		offset := (s.size + align - 1) &^ (align - 1)
		if offset < s.size {
			panic("reflect.StructOf: struct size would exceed virtual address space")
		}
		if offset != s.size || f.name == "_" || f.typ.tflag&tflagRegular == 0 {
			regular = false
		}
		comparable = comparable && f.typ.equal != nil
		f.offset = offset
		s.size = offset + f.typ.size
		if s.size < offset {
			panic("reflect.StructOf: struct size would exceed virtual address space")
		}
		if uint8(align) > s.align {
			s.align = uint8(align)
		}
		s.tflag &= f.typ.tflag
	}
	end := s.size
	align := uintptr(s.align)
	s.size = (s.size + align - 1) &^ (align - 1)
	if s.size < end {
		panic("reflect.StructOf: struct size would exceed virtual address space")
	}
	s.fieldAlign = s.align
	return comparable, regular && end == s.size
}

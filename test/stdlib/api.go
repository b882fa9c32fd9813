// The exported names of packages, for api.py.
//
//	go run api.go GOROOT STDLIB PACKAGE...
//
// Type-checks each package twice, once from GOROOT/src and once from STDLIB, where a package that STDLIB lacks comes
// from GOROOT too. Prints a line for each exported name of Go's that ours lacks ("missing") or declares otherwise
// ("differs", with both declarations), and for each of ours that Go's lacks ("extra"): kind, package, name and
// declarations, with tabs between them.
package main

import (
	"fmt"
	"go/ast"
	"go/build"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// A library is the roots in which its packages are looked for, in that order.
type library struct {
	roots    []string
	packages map[string]*types.Package
}

func (l *library) Import(path string) (*types.Package, error) {
	if path == "unsafe" {
		return types.Unsafe, nil
	}
	if p := l.packages[path]; p != nil {
		return p, nil
	}
	for _, root := range l.roots {
		fset := token.NewFileSet()
		files, err := parse(fset, filepath.Join(root, path))
		if err != nil {
			return nil, err
		}
		if len(files) == 0 {
			continue
		}
		conf := types.Config{
			IgnoreFuncBodies: true,
			FakeImportC:      true,
			Importer:         l,
			Sizes:            types.SizesFor("gc", "amd64"),
			Error:            func(error) {}, // a name that is declared wrongly is one that differs
		}
		p, _ := conf.Check(path, fset, files, nil)
		l.packages[path] = p
		return p, nil
	}
	return nil, fmt.Errorf("no package %s", path)
}

// The files of a folder that are built for linux/amd64 without cgo.
func parse(fset *token.FileSet, dir string) (files []*ast.File, err error) {
	context := build.Default
	context.GOOS, context.GOARCH, context.CgoEnabled = "linux", "amd64", false
	entries, _ := os.ReadDir(dir)
	for _, e := range entries {
		if !strings.HasSuffix(e.Name(), ".go") || strings.HasSuffix(e.Name(), "_test.go") {
			continue
		}
		if ok, err := context.MatchFile(dir, e.Name()); err != nil || !ok {
			continue
		}
		f, err := parser.ParseFile(fset, filepath.Join(dir, e.Name()), nil, parser.SkipObjectResolution)
		if err != nil {
			return nil, err
		}
		if f.Name.Name != "documentation" {
			files = append(files, f)
		}
	}
	return files, nil
}

func qualify(p *types.Package) string { return p.Path() }

// A signature as it is called: without the names of its parameters.
func signature(s *types.Signature) string {
	nameless := func(t *types.Tuple) string {
		var parts []string
		for v := range t.Variables() {
			parts = append(parts, typeString(v.Type()))
		}
		return "(" + strings.Join(parts, ", ") + ")"
	}
	text := ""
	if n := s.TypeParams().Len(); n > 0 {
		var parts []string
		for p := range s.TypeParams().TypeParams() {
			parts = append(parts, p.Obj().Name()+" "+typeString(p.Constraint()))
		}
		text = "[" + strings.Join(parts, ", ") + "]"
	}
	params := nameless(s.Params())
	if s.Variadic() {
		i := strings.LastIndex(params, "[]")
		params = params[:i] + "..." + params[i+2:]
	}
	return text + params + " " + nameless(s.Results())
}

func typeString(t types.Type) string {
	switch t := t.(type) {
	case *types.Signature:
		return "func" + signature(t)
	case *types.Pointer:
		return "*" + typeString(t.Elem())
	case *types.Slice:
		return "[]" + typeString(t.Elem())
	case *types.Interface:
		if t.NumEmbeddeds() == 0 && t.NumMethods() > 0 {
			return "interface"
		}
	}
	return types.TypeString(t, qualify)
}

// The names that o makes known, each with what it is declared as.
func describe(o types.Object, names map[string]string) {
	name := o.Name()
	switch o := o.(type) {
	case *types.Const:
		names[name] = "const " + typeString(o.Type()) + " = " + o.Val().ExactString()
	case *types.Var:
		names[name] = "var " + typeString(o.Type())
	case *types.Func:
		names[name] = "func" + signature(o.Signature())
	case *types.TypeName:
		// A package may have another name for a type of its own; that nobody else can tell.
		named, own := types.Unalias(o.Type()).(*types.Named)
		if o.IsAlias() && own && named.Obj().Pkg() == o.Pkg() && !named.Obj().Exported() {
			describeType(o, names)
			return
		}
		if o.IsAlias() {
			names[name] = "type = " + typeString(types.Unalias(o.Type()))
			return
		}
		describeType(o, names)
	}
}

func describeType(o *types.TypeName, names map[string]string) {
	name, under := o.Name(), o.Type().Underlying()
	params := ""
	if named, ok := o.Type().(*types.Named); ok && named.TypeParams().Len() > 0 {
		var parts []string
		for p := range named.TypeParams().TypeParams() {
			parts = append(parts, typeString(p.Constraint()))
		}
		params = "[" + strings.Join(parts, ", ") + "]"
	}
	switch t := under.(type) {
	case *types.Struct:
		names[name] = "type" + params + " struct"
		if !types.Comparable(under) {
			names[name] += ", not comparable"
		}
		for f := range t.Fields() {
			if f.Exported() {
				names[name+"."+f.Name()] = "field " + typeString(f.Type())
				if f.Embedded() {
					names[name+"."+f.Name()] += ", embedded"
				}
			}
		}
	case *types.Interface:
		names[name] = "type" + params + " interface"
		for m := range t.Methods() {
			if !m.Exported() {
				names[name] = "type" + params + " interface, not to be implemented elsewhere"
			}
		}
		if !t.IsMethodSet() {
			names[name] = "type" + params + " " + types.TypeString(t, qualify)
		}
	default:
		names[name] = "type" + params + " " + typeString(under)
	}
	value := types.NewMethodSet(o.Type())
	all := value
	if !types.IsInterface(o.Type()) {
		all = types.NewMethodSet(types.NewPointer(o.Type()))
	}
	for m := range all.Methods() {
		if !m.Obj().Exported() {
			continue
		}
		receiver := "method "
		if value.Lookup(nil, m.Obj().Name()) == nil {
			receiver = "pointer method "
		}
		names[name+"."+m.Obj().Name()] = receiver + signature(m.Type().(*types.Signature))
	}
}

func main() {
	goroot, stdlib := filepath.Join(os.Args[1], "src"), os.Args[2]
	theirs := &library{[]string{goroot, filepath.Join(goroot, "vendor")}, map[string]*types.Package{}}
	ours := &library{[]string{stdlib, goroot, filepath.Join(goroot, "vendor")}, map[string]*types.Package{}}
	for _, path := range os.Args[3:] {
		var declared [2]map[string]string
		for i, l := range []*library{theirs, ours} {
			p, err := l.Import(path)
			if err != nil {
				fmt.Fprintln(os.Stderr, err)
				os.Exit(1)
			}
			declared[i] = map[string]string{}
			for _, name := range p.Scope().Names() {
				if token.IsExported(name) {
					describe(p.Scope().Lookup(name), declared[i])
				}
			}
		}
		var names []string
		for name := range declared[0] {
			names = append(names, name)
		}
		for name := range declared[1] {
			if declared[0][name] == "" {
				names = append(names, name)
			}
		}
		slices.Sort(names)
		for _, name := range names {
			a, b := declared[0][name], declared[1][name]
			kind := "differs"
			if a == b {
				continue
			} else if b == "" {
				kind = "missing"
			} else if a == "" {
				kind = "extra"
			}
			fmt.Println(strings.Join([]string{kind, path, name, a, b}, "\t"))
		}
	}
}

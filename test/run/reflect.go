// Package reflect: types, fields, methods, calls, made types and functions, conversions, panics.
// RUN: %goloom run %s > %t && diff %S/Inputs/reflect.out %t

package main

import (
	"errors"
	"fmt"
	"reflect"
	"sort"
	"unsafe"
)

type Point struct {
	X, Y int `json:"xy" xml:"z"`
}

func (p Point) Sum() int       { return p.X + p.Y }
func (p *Point) Scale(k int)   { p.X *= k; p.Y *= k }
func (p Point) String() string { return fmt.Sprintf("(%d,%d)", p.X, p.Y) }
func (p Point) hidden()        {}
func (p Point) Many(a string, b float64, c []int, d error) (string, float64, []int, error) {
	return a + "!", b * 2, append(c, p.X), d
}

type Named struct {
	Point
	*Inner
	name  string
	Iface any
	F     func(int) int
	M     map[string][]int
	C     chan<- int
	A     [3]uint8
	P     unsafe.Pointer
	E     error
	_     int
}
type Inner struct{ Deep, X float32 }
type MyInt int

func (m MyInt) Double() MyInt { return m * 2 }

type Stringer interface{ String() string }
type Celsius float64
type List []string
type Fn func(a int, b ...string) (int, error)
type Gen[T any] struct{ V T }

func try(name string, f func()) {
	defer func() {
		if r := recover(); r != nil {
			fmt.Printf("%s: panic: %v (%T)\n", name, r, r)
		}
	}()
	f()
}

func describe(t reflect.Type) {
	fmt.Printf("%s kind=%s name=%q pkg=%q size=%d align=%d cmp=%v methods=%d\n", t, t.Kind(), t.Name(), t.PkgPath(), t.Size(), t.Align(), t.Comparable(), t.NumMethod())
	switch t.Kind() {
	case reflect.Struct:
		for i := 0; i < t.NumField(); i++ {
			f := t.Field(i)
			fmt.Printf("  %s %s %q tag=%q off=%d idx=%v anon=%v exp=%v\n", f.Name, f.Type, f.PkgPath, f.Tag, f.Offset, f.Index, f.Anonymous, f.IsExported())
		}
	case reflect.Func:
		for i := 0; i < t.NumIn(); i++ {
			fmt.Print("  in ", t.In(i))
		}
		for i := 0; i < t.NumOut(); i++ {
			fmt.Print("  out ", t.Out(i))
		}
		fmt.Println(" variadic", t.IsVariadic())
	case reflect.Map:
		fmt.Println("  key", t.Key(), "elem", t.Elem())
	case reflect.Array:
		fmt.Println("  len", t.Len(), "elem", t.Elem())
	case reflect.Chan:
		fmt.Println("  dir", t.ChanDir(), "elem", t.Elem())
	case reflect.Slice, reflect.Pointer:
		fmt.Println("  elem", t.Elem())
	}
	for i := 0; i < t.NumMethod(); i++ {
		m := t.Method(i)
		fmt.Printf("  method %d %s %s\n", m.Index, m.Name, m.Type)
	}
}

func main() {
	var s Stringer
	for _, x := range []any{1, "s", 1.5, true, 'x', byte(1), complex64(1), Point{}, &Point{}, Named{}, MyInt(3), Celsius(1), List{}, Fn(nil),
		map[string]int{}, [3]int{}, make(chan int), make(<-chan string), (chan<- bool)(nil), []any{}, &s, struct {
			A int "tag"
			b string
		}{}, errors.New("x"), func(int, ...string) {}, unsafe.Pointer(nil), uintptr(1), Gen[int]{}, Gen[map[string]Point]{}, new(error), [0]int{}, struct{}{}} {
		describe(reflect.TypeOf(x))
	}
	describe(reflect.TypeOf(&s).Elem())
	describe(reflect.TypeOf((*error)(nil)).Elem())

	p := &Point{1, 2}
	v := reflect.ValueOf(p).Elem()
	v.Field(0).SetInt(10)
	v.FieldByName("Y").Set(reflect.ValueOf(20))
	fmt.Println(p, v.CanSet(), v.CanAddr(), v.Addr().Interface() == any(p))
	fmt.Println(reflect.TypeOf(Point{}).Field(0).Tag.Get("xml"))

	n := &Named{Point: Point{1, 2}, Inner: &Inner{3, 4}, name: "nm", Iface: 5, M: map[string][]int{"a": {1}}, E: errors.New("e")}
	nv := reflect.ValueOf(n).Elem()
	for _, name := range []string{"X", "Y", "Deep", "name", "Iface", "nope"} {
		f, ok := nv.Type().FieldByName(name)
		fmt.Println(name, ok, f.Index, f.Type)
		if fv := nv.FieldByName(name); fv.IsValid() {
			fmt.Println("  ", fv, fv.CanSet(), fv.CanInterface())
		}
	}
	for _, f := range reflect.VisibleFields(nv.Type()) {
		fmt.Print(f.Name, f.Index, " ")
	}
	fmt.Println()

	// calls
	m := reflect.ValueOf(p).MethodByName("Scale")
	m.Call([]reflect.Value{reflect.ValueOf(3)})
	fmt.Println(p, reflect.ValueOf(*p).MethodByName("Sum").Call(nil)[0].Int())
	out := reflect.ValueOf(p).MethodByName("Many").Call([]reflect.Value{reflect.ValueOf("a"), reflect.ValueOf(1.25), reflect.ValueOf([]int{1}), reflect.Zero(reflect.TypeOf((*error)(nil)).Elem())})
	fmt.Println(len(out), out[0], out[1], out[2], out[3].IsNil())
	var st Stringer = *p
	fmt.Println(reflect.ValueOf(&st).Elem().Method(0).Call(nil)[0])
	fmt.Println(reflect.ValueOf(MyInt(4)).Method(0).Call(nil)[0].Int())
	sum := func(a int, rest ...int) int {
		for _, x := range rest {
			a += x
		}
		return a
	}
	fmt.Println(reflect.ValueOf(sum).Call([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf(2), reflect.ValueOf(3)})[0])
	fmt.Println(reflect.ValueOf(sum).CallSlice([]reflect.Value{reflect.ValueOf(1), reflect.ValueOf([]int{5, 6})})[0])
	big := func(a, b, c, d, e, f, g, h int, x float32, y float64, s string, arr [5]int, pt Point) ([5]int, string, Point) {
		arr[0] = a + b + c + d + e + f + g + h
		return arr, s + fmt.Sprint(x, y), pt
	}
	args := []reflect.Value{}
	for i := 1; i <= 8; i++ {
		args = append(args, reflect.ValueOf(i))
	}
	args = append(args, reflect.ValueOf(float32(1.5)), reflect.ValueOf(2.5), reflect.ValueOf("str"), reflect.ValueOf([5]int{0, 1, 2, 3, 4}), reflect.ValueOf(Point{7, 8}))
	bo := reflect.ValueOf(big).Call(args)
	fmt.Println(bo[0], bo[1], bo[2])

	swap := func(in []reflect.Value) []reflect.Value { return []reflect.Value{in[1], in[0]} }
	var isw func(int, int) (int, int)
	reflect.ValueOf(&isw).Elem().Set(reflect.MakeFunc(reflect.TypeOf(isw), swap))
	fmt.Println(isw(1, 2))
	var ssw func(string, string) (string, string)
	reflect.ValueOf(&ssw).Elem().Set(reflect.MakeFunc(reflect.TypeOf(ssw), swap))
	fmt.Println(ssw("a", "b"))
	var fsw func(float64, []int) ([]int, float64)
	reflect.ValueOf(&fsw).Elem().Set(reflect.MakeFunc(reflect.TypeOf(fsw), swap))
	fmt.Println(fsw(1.5, []int{1}))
	mi := reflect.ValueOf(p).MethodByName("Sum").Interface().(func() int)
	fmt.Println(mi())
	mf := reflect.TypeOf(p).Method(0)
	fmt.Println(mf.Name, mf.Type)
	mfs, _ := reflect.TypeOf(*p).MethodByName("Sum")
	fmt.Println(mfs.Func.Call([]reflect.Value{reflect.ValueOf(Point{4, 5})})[0], mfs.Type)
	fmt.Println(mfs.Func.Interface().(func(Point) int)(Point{1, 1}))

	// maps
	mm := reflect.MakeMap(reflect.TypeOf(map[string]int{}))
	mm.SetMapIndex(reflect.ValueOf("a"), reflect.ValueOf(1))
	mm.SetMapIndex(reflect.ValueOf("b"), reflect.ValueOf(2))
	mm.SetMapIndex(reflect.ValueOf("c"), reflect.ValueOf(3))
	mm.SetMapIndex(reflect.ValueOf("b"), reflect.Value{})
	fmt.Println(mm.Len(), mm.MapIndex(reflect.ValueOf("a")), mm.MapIndex(reflect.ValueOf("b")).IsValid(), mm.Interface())
	keys := mm.MapKeys()
	sort.Slice(keys, func(i, j int) bool { return keys[i].String() < keys[j].String() })
	fmt.Println(keys)
	// slices
	sl := reflect.MakeSlice(reflect.TypeOf([]string{}), 1, 2)
	sl.Index(0).SetString("x")
	sl = reflect.Append(sl, reflect.ValueOf("y"), reflect.ValueOf("z"))
	sl = reflect.AppendSlice(sl, reflect.ValueOf([]string{"p", "q"}))
	fmt.Println(sl, sl.Len(), sl.Slice(1, 3), sl.Slice3(0, 1, 2).Cap())
	arr := [4]int{1, 2, 3, 4}
	fmt.Println(reflect.ValueOf(&arr).Elem().Slice(1, 3), reflect.Copy(reflect.ValueOf(&arr).Elem(), reflect.ValueOf([]int{9, 8})), arr)
	reflect.Swapper([]int{1})(0, 0)
	xs := []string{"a", "b", "c"}
	reflect.Swapper(xs)(0, 2)
	fmt.Println(xs)
	// channels
	ch := reflect.MakeChan(reflect.TypeOf(make(chan int)), 2)
	ch.Send(reflect.ValueOf(5))
	fmt.Println(ch.TrySend(reflect.ValueOf(6)), ch.TrySend(reflect.ValueOf(7)), ch.Len(), ch.Cap())
	r, ok := ch.Recv()
	fmt.Println(r, ok)
	i, rv, rok := reflect.Select([]reflect.SelectCase{{Dir: reflect.SelectDefault}, {Dir: reflect.SelectRecv, Chan: ch}})
	fmt.Println(i, rv, rok)
	ch.Close()
	r, ok = ch.TryRecv()
	fmt.Println(r, ok)
	// made types
	fmt.Println(reflect.PointerTo(reflect.TypeOf(1)) == reflect.TypeOf(new(int)), reflect.SliceOf(reflect.TypeOf(Point{})) == reflect.TypeOf([]Point{}))
	fmt.Println(reflect.MapOf(reflect.TypeOf(""), reflect.TypeOf(1)) == reflect.TypeOf(map[string]int{}), reflect.ArrayOf(3, reflect.TypeOf(1)) == reflect.TypeOf([3]int{}))
	fmt.Println(reflect.ChanOf(reflect.BothDir, reflect.TypeOf(1)) == reflect.TypeOf(make(chan int)))
	fmt.Println(reflect.FuncOf([]reflect.Type{reflect.TypeOf(1), reflect.TypeOf([]string{})}, []reflect.Type{reflect.TypeOf(true)}, true))
	fmt.Println(reflect.FuncOf([]reflect.Type{reflect.TypeOf(1)}, []reflect.Type{reflect.TypeOf(1)}, false) == reflect.TypeOf(func(int) int { return 0 }))
	pm := reflect.New(reflect.MapOf(reflect.TypeOf(Celsius(1)), reflect.TypeOf([]Point{})))
	pm.Elem().Set(reflect.MakeMap(pm.Type().Elem()))
	pm.Elem().SetMapIndex(reflect.ValueOf(Celsius(2)), reflect.ValueOf([]Point{{1, 2}}))
	fmt.Printf("%v %T\n", pm.Elem().Interface(), pm.Interface())
	so := reflect.StructOf([]reflect.StructField{{Name: "A", Type: reflect.TypeOf(1), Tag: `k:"v"`}, {Name: "B", Type: reflect.TypeOf("")}})
	sv := reflect.New(so).Elem()
	sv.Field(0).SetInt(3)
	sv.Field(1).SetString("b")
	fmt.Printf("%v %+v %T\n", sv, sv.Interface(), sv.Interface())
	fmt.Println(so == reflect.TypeOf(struct {
		A int `k:"v"`
		B string
	}{}), sv.Interface() == any(struct {
		A int `k:"v"`
		B string
	}{3, "b"}))
	ao := reflect.ArrayOf(2, reflect.TypeOf(""))
	av := reflect.New(ao).Elem()
	av.Index(1).SetString("q")
	fmt.Println(av.Interface() == any([2]string{"", "q"}), av)
	aom := reflect.MakeMap(reflect.MapOf(reflect.ArrayOf(5, reflect.TypeOf("")), reflect.TypeOf(1)))
	k := reflect.New(aom.Type().Key()).Elem()
	aom.SetMapIndex(k, reflect.ValueOf(1))
	fmt.Println(aom.MapIndex(k), aom.Len())

	// conversions
	for _, c := range [][2]any{{1, 2.5}, {2.75, 1}, {65, ""}, {"héy", []byte{}}, {"héy", []rune{}}, {[]byte("xy"), ""}, {[]rune("xy"), ""}, {MyInt(3), 1}, {3, MyInt(1)},
		{[]int{1, 2, 3}, [2]int{}}, {1 + 2i, complex64(0)}, {-1, uint8(0)}, {Point{1, 2}, struct {
			X, Y int `json:"xy" xml:"z"`
		}{}}, {"s", 1}, {[]int{1}, [2]int{}}, {[]string{"a"}, List{}}, {uint64(1 << 63), float32(0)}} {
		try("convert", func() {
			from := reflect.ValueOf(c[0])
			to := reflect.TypeOf(c[1])
			fmt.Println(from.Type(), to, from.Type().ConvertibleTo(to), from.CanConvert(to))
			fmt.Println(from.Convert(to))
		})
	}
	fmt.Println(reflect.ValueOf(Point{1, 2}).Convert(reflect.TypeOf(&s).Elem()).Type())
	fmt.Println(reflect.TypeOf(Point{}).Implements(reflect.TypeOf(&s).Elem()), reflect.TypeOf(1).Implements(reflect.TypeOf(&s).Elem()),
		reflect.TypeOf([]string{}).AssignableTo(reflect.TypeOf(List{})), reflect.TypeOf(1).AssignableTo(reflect.TypeOf(MyInt(1))))

	// panics
	try("int", func() { reflect.ValueOf("s").Int() })
	try("zero", func() { reflect.Value{}.Type() })
	try("set", func() { reflect.ValueOf(1).SetInt(2) })
	try("set2", func() { nv.FieldByName("name").SetString("x") })
	try("set3", func() { reflect.ValueOf(p).Elem().Field(0).Set(reflect.ValueOf("x")) })
	try("iface", func() { nv.FieldByName("name").Interface() })
	try("index", func() { reflect.ValueOf([]int{}).Index(0) })
	try("elem", func() { reflect.TypeOf(1).Elem() })
	try("field", func() { reflect.ValueOf(1).Field(0) })
	try("call", func() { reflect.ValueOf(sum).Call(nil) })
	try("call2", func() { reflect.ValueOf(sum).Call([]reflect.Value{reflect.ValueOf("x")}) })
	try("nilcall", func() { reflect.ValueOf((func())(nil)).Call(nil) })
	try("isnil", func() { reflect.ValueOf(1).IsNil() })
	try("mapnil", func() { reflect.ValueOf(map[string]int(nil)).SetMapIndex(reflect.ValueOf("a"), reflect.ValueOf(1)) })
	try("addr", func() { reflect.ValueOf(1).Addr() })
	try("len", func() { reflect.ValueOf(1).Len() })
	try("in user", func() { reflect.ValueOf(func() { panic("user") }).Call(nil) })

	// DeepEqual
	type cyc struct{ Next *cyc }
	a, b := &cyc{}, &cyc{}
	a.Next, b.Next = a, b
	fmt.Println(reflect.DeepEqual(a, b), reflect.DeepEqual([]int{1}, []int{1}), reflect.DeepEqual([]int(nil), []int{}),
		reflect.DeepEqual(map[string][]int{"a": {1}}, map[string][]int{"a": {1}}), reflect.DeepEqual(1, int64(1)), reflect.DeepEqual(nil, nil),
		reflect.DeepEqual(n, n), reflect.DeepEqual(errors.New("a"), errors.New("a")))
	fmt.Println(reflect.ValueOf(Point{}).IsZero(), reflect.ValueOf(n).Elem().IsZero(), reflect.Zero(reflect.TypeOf(n).Elem()).IsZero())
	fmt.Println(reflect.ValueOf(3).Equal(reflect.ValueOf(3)), reflect.ValueOf("a").Equal(reflect.ValueOf(3)))
	for i := range reflect.ValueOf(3).Seq() {
		fmt.Print(i, " ")
	}
	for i, x := range reflect.ValueOf([]string{"a", "b"}).Seq2() {
		fmt.Print(i, x, " ")
	}
	fmt.Println(reflect.TypeFor[int](), reflect.TypeFor[error]())
}

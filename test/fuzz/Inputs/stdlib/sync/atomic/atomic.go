package atomic

type Int32 struct{ v int32 }

func (x *Int32) Load() int32
func (x *Int32) Store(v int32)
func (x *Int32) Add(delta int32) int32

type Int64 struct{ v int64 }

func (x *Int64) Load() int64
func (x *Int64) Store(v int64)
func (x *Int64) Add(delta int64) int64

type Pointer[T any] struct{ p *T }

func (x *Pointer[T]) Load() *T   { return x.p }
func (x *Pointer[T]) Store(v *T) { x.p = v }

func AddInt32(addr *int32, delta int32) int32
func AddInt64(addr *int64, delta int64) int64
func LoadInt32(addr *int32) int32
func StoreInt32(addr *int32, v int32)

// Type descriptors: what an interface value points at, what reflect, maps and panics read.
//
// The compiler emits one constant object a type. Descriptors of unnamed types and of instances are inline variables
// in namespace go::types, so that the linker keeps one: two types are identical exactly when their descriptors
// have the same address. stdlib/reflect mirrors these layouts in Go: change both together.
#pragma once

#include "go/slice.h"

namespace go::runtime {

// reflect.Kind
enum kind : uint8 {
    Invalid, Bool, Int, Int8, Int16, Int32, Int64, Uint, Uint8, Uint16, Uint32, Uint64, Uintptr,
    Float32, Float64, Complex64, Complex128, Array, Chan, Func, Interface, Map, Pointer, Slice, String, Struct,
    UnsafePointer,
};
enum tflag : uint8 {
    tflagNamed = 1,     // has a name (predeclared types too)
    tflagDirect = 2,    // an interface holds the value itself: pointers, maps, channels, funcs, unsafe.Pointer
    tflagNoscan = 4,    // holds no pointers into the heap
    tflagRegular = 8,   // == is memory comparison
};

// A constant C++ string with its length; descriptors cannot hold go::string, which is not constexpr.
struct name {
    const char *data;
    int_ len;
    template <size_t N> constexpr name(const char (&s)[N]) : data(s), len(N - 1) {}
    constexpr name() : data(""), len(0) {}
    GO_INLINE operator string() const { return {reinterpret_cast<const uint8 *>(data), len}; }
};

struct type;

// A method of a type's method set. fn takes the receiver as an interface holds it: a pointer to the value, or the value
// itself if the type is tflagDirect.
struct method {
    name nam;         // "String"
    name pkgpath;     // of an unexported method; else empty
    const type *mtyp; // func type without receiver
    void *fn;
};
// What only named types and types with methods have.
struct uncommontype {
    name pkgpath;
    const method *methods; // sorted by name, then package
    int_ mcount;
};

struct type {
    uintptr size;
    uint8 tflag, align, fieldAlign, kind;
    uint32 hash; // FNV-1a of the link string
    bool (GO_CC *equal)(const void *, const void *);          // null: not comparable
    uintptr (GO_CC *hasher)(const void *, uintptr seed);      // null: not comparable
    name str;                    // "main.T", "[]int"
    name nam;                    // "T"; empty if not named
    const uncommontype *uncommon; // null if none
    const type *ptrto;           // *T if the program has it; else null (made on demand by reflect)
    layout *ptrs;                // null: any word may hold a pointer, or tflagNoscan
};
struct arraytype : type { const type *elem, *slice; uintptr len; };
struct chantype : type { const type *elem; uintptr dir; }; // 1 recv, 2 send, 3 both
struct functype : type { const type *const *in; const type *const *out; int_ incount, outcount; bool variadic; };
struct imethod { name nam; name pkgpath; const type *typ; };
struct interfacetype : type { name pkgpath; const imethod *methods; int_ mcount; }; // sorted as in method
struct maptype : type { const type *key, *elem; layout *entry; }; // of {key, elem}; null as ptrs
struct ptrtype : type { const type *elem; };
struct slicetype : type { const type *elem; };
struct structfield { name nam; name pkgpath; const type *typ; uintptr offset; name tag; bool embedded; };
struct structtype : type { name pkgpath; const structfield *fields; int_ fcount; };

// On a descriptor that is an inline variable: reflect finds it when it makes a type. They lie one behind the other.
#define GO_TYPEDESC __attribute__((section("goloom_types")))

// Hashers and comparers for the types that need no code of their own.
template <uintptr N> GO_CC bool memequal(const void *a, const void *b) { return __builtin_memcmp(a, b, N) == 0; }
GO_CC uintptr memhash(const void *p, uintptr seed, uintptr size);
template <uintptr N> GO_CC uintptr memhashN(const void *p, uintptr seed) { return memhash(p, seed, N); }
GO_CC bool strequal(const void *a, const void *b);
GO_CC uintptr strhash(const void *p, uintptr seed);
GO_CC bool f32equal(const void *a, const void *b);
GO_CC uintptr f32hash(const void *p, uintptr seed);
GO_CC bool f64equal(const void *a, const void *b);
GO_CC uintptr f64hash(const void *p, uintptr seed);
GO_CC bool c64equal(const void *a, const void *b);
GO_CC uintptr c64hash(const void *p, uintptr seed);
GO_CC bool c128equal(const void *a, const void *b);
GO_CC uintptr c128hash(const void *p, uintptr seed);
GO_CC bool interequal(const void *a, const void *b); // non-empty interface; panics if the dynamic type is not comparable
GO_CC uintptr interhash(const void *p, uintptr seed);
GO_CC bool nilinterequal(const void *a, const void *b); // any
GO_CC uintptr nilinterhash(const void *p, uintptr seed);
// By operator== of the emitted struct or array, and by walking its descriptor for the hash.
template <class T> GO_CC bool typeequal(const void *a, const void *b) {
    return *static_cast<const T *>(a) == *static_cast<const T *>(b);
}
GO_CC uintptr typehash(const type *t, const void *p, uintptr seed); // any comparable type, by its descriptor
template <auto *T> GO_CC uintptr hashby(const void *p, uintptr seed) { return typehash(T, p, seed); }

} // namespace go::runtime

// The predeclared types.
namespace go::types {
using runtime::type;
extern const type bool_, int_, int8, int16, int32, int64, uint_, uint8, uint16, uint32, uint64, uintptr, float32, float64,
    complex64, complex128, string, unsafe_Pointer;
extern const runtime::interfacetype interface_; // interface {}
extern const runtime::interfacetype error;      // error
} // namespace go::types

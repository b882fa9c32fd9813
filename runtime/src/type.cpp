// The predeclared types' descriptors, and hashing and comparison of values by descriptor.
#include "runtime/src/error.h"
#include "runtime/src/hash.h"
#include "runtime/src/iface.h"

namespace go::runtime {

namespace {

uintptr hashdata(const type *t, const void *data, uintptr seed) {
    if (!t) return seed;
    if (!t->hasher) panicuncomparable("hash of unhashable type ", t);
    return t->tflag & tflagDirect ? t->hasher(&data, seed ^ wy2) : t->hasher(data, seed ^ wy2);
}

template <class F> uintptr floathash(F f, uintptr seed) {
    if (f == 0) return mix(seed ^ wy0, wy1);           // +0 and -0 are equal
    if (f != f) return mix(seed ^ cheaprand64(), wy1); // NaN: equal to nothing
    return memhash(&f, seed, sizeof f);
}

} // namespace

GO_CC uintptr memhash(const void *p, uintptr seed, uintptr size) { return wyhash(p, seed, size); }

GO_CC bool strequal(const void *a, const void *b) {
    return *static_cast<const string *>(a) == *static_cast<const string *>(b);
}
GO_CC uintptr strhash(const void *p, uintptr seed) {
    auto *s = static_cast<const string *>(p);
    return memhash(s->ptr, seed, static_cast<uintptr>(s->len));
}
template <class T> static bool equalas(const void *a, const void *b) {
    return *static_cast<const T *>(a) == *static_cast<const T *>(b);
}
GO_CC bool f32equal(const void *a, const void *b) { return equalas<float32>(a, b); }
GO_CC bool f64equal(const void *a, const void *b) { return equalas<float64>(a, b); }
GO_CC bool c64equal(const void *a, const void *b) { return equalas<complex64>(a, b); }
GO_CC bool c128equal(const void *a, const void *b) { return equalas<complex128>(a, b); }
GO_CC uintptr f32hash(const void *p, uintptr seed) {
    return floathash(*static_cast<const float32 *>(p), seed);
}
GO_CC uintptr f64hash(const void *p, uintptr seed) {
    return floathash(*static_cast<const float64 *>(p), seed);
}
GO_CC uintptr c64hash(const void *p, uintptr seed) {
    auto *c = static_cast<const complex64 *>(p);
    return floathash(c->im, floathash(c->re, seed));
}
GO_CC uintptr c128hash(const void *p, uintptr seed) {
    auto *c = static_cast<const complex128 *>(p);
    return floathash(c->im, floathash(c->re, seed));
}
GO_CC bool interequal(const void *a, const void *b) {
    return ifaceeq(*static_cast<const iface *>(a), *static_cast<const iface *>(b));
}
GO_CC uintptr interhash(const void *p, uintptr seed) {
    auto *i = static_cast<const iface *>(p);
    return hashdata(i->typ(), i->data, seed);
}
GO_CC bool nilinterequal(const void *a, const void *b) {
    return efaceeq(*static_cast<const any *>(a), *static_cast<const any *>(b));
}
GO_CC uintptr nilinterhash(const void *p, uintptr seed) {
    auto *e = static_cast<const any *>(p);
    return hashdata(e->typ, e->data, seed);
}

GO_CC uintptr typehash(const type *t, const void *p, uintptr seed) {
    if (t->tflag & tflagRegular) return memhash(p, seed, t->size);
    auto *at = static_cast<const uint8 *>(p);
    switch (t->kind) {
    case Array: {
        auto *a = static_cast<const arraytype *>(t);
        for (uintptr i = 0; i < a->len; i++) seed = typehash(a->elem, at + i * a->elem->size, seed);
        return seed;
    }
    case Struct: {
        auto *s = static_cast<const structtype *>(t);
        for (int_ i = 0; i < s->fcount; i++) {
            const structfield &f = s->fields[i];
            if (f.nam.len == 1 && f.nam.data[0] == '_') continue; // spec: == compares the non-blank fields
            seed = typehash(f.typ, at + f.offset, seed);
        }
        return seed;
    }
    case String: return strhash(p, seed);
    case Float32: return f32hash(p, seed);
    case Float64: return f64hash(p, seed);
    case Complex64: return c64hash(p, seed);
    case Complex128: return c128hash(p, seed);
    case Interface:
        return static_cast<const interfacetype *>(t)->mcount == 0 ? nilinterhash(p, seed)
                                                                  : interhash(p, seed);
    case Slice:
    case Map:
    case Func: panicuncomparable("hash of unhashable type ", t);
    default: return memhash(p, seed, t->size);
    }
}

} // namespace go::runtime

namespace go::types {

using namespace runtime;

namespace {
constexpr unsigned char scalar = tflagNamed | tflagNoscan | tflagRegular, inexact = tflagNamed | tflagNoscan;

constexpr unsigned fnv(const char *s) {
    unsigned h = 2166136261u;
    for (; *s; s++) h = (h ^ static_cast<unsigned char>(*s)) * 16777619u;
    return h;
}
template <class T, size_t N> constexpr type basic(kind k, const char (&s)[N]) {
    return {sizeof(T),           scalar, alignof(T), alignof(T), k,      fnv(s), memequal<sizeof(T)>,
            memhashN<sizeof(T)>, s,      s,          nullptr,    nullptr};
}
} // namespace

constinit const type bool_ = basic<bool>(Bool, "bool");
constinit const type int_ = basic<long>(Int, "int");
constinit const type int8 = basic<signed char>(Int8, "int8");
constinit const type int16 = basic<short>(Int16, "int16");
constinit const type int32 = basic<int>(Int32, "int32");
constinit const type int64 = basic<long>(Int64, "int64");
constinit const type uint_ = basic<unsigned long>(Uint, "uint");
constinit const type uint8 = basic<unsigned char>(Uint8, "uint8");
constinit const type uint16 = basic<unsigned short>(Uint16, "uint16");
constinit const type uint32 = basic<unsigned int>(Uint32, "uint32");
constinit const type uint64 = basic<unsigned long>(Uint64, "uint64");
constinit const type uintptr = basic<unsigned long>(Uintptr, "uintptr");
constinit const type float32 = {4,        inexact, 4,         4,         Float32, fnv("float32"),
                                f32equal, f32hash, "float32", "float32", nullptr, nullptr};
constinit const type float64 = {8,        inexact, 8,         8,         Float64, fnv("float64"),
                                f64equal, f64hash, "float64", "float64", nullptr, nullptr};
constinit const type complex64 = {8,        inexact, 4,           4,           Complex64, fnv("complex64"),
                                  c64equal, c64hash, "complex64", "complex64", nullptr,   nullptr};
constinit const type complex128 = {16,           inexact,           8,         8,
                                   Complex128,   fnv("complex128"), c128equal, c128hash,
                                   "complex128", "complex128",      nullptr,   nullptr};
constinit const type string = {
    16,      tflagNamed, 8,        8,       String,  fnv("string"),           strequal,
    strhash, "string",   "string", nullptr, nullptr, &runtime::layouts<0b101>};
constinit const type unsafe_Pointer = {8,
                                       tflagNamed | tflagDirect | tflagRegular,
                                       8,
                                       8,
                                       UnsafePointer,
                                       fnv("unsafe.Pointer"),
                                       memequal<8>,
                                       memhashN<8>,
                                       "unsafe.Pointer",
                                       "Pointer",
                                       nullptr,
                                       nullptr};
constinit const interfacetype interface_ = {{16,
                                             0,
                                             8,
                                             8,
                                             Interface,
                                             fnv("interface {}"),
                                             nilinterequal,
                                             nilinterhash,
                                             "interface {}",
                                             {},
                                             nullptr,
                                             nullptr},
                                            {},
                                            nullptr,
                                            0};

namespace {
constinit const imethod errorMethods[] = {{"Error", {}, &funcString}};
}
constinit const interfacetype error = {{16, tflagNamed, 8, 8, Interface, fnv("error"), interequal, interhash,
                                        "error", "error", nullptr, nullptr},
                                       {},
                                       errorMethods,
                                       1};

} // namespace go::types

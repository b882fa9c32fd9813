// Interface values: {type, data} and {itab, data}, Go's layout.
//
// Each interface type with methods is a struct that derives from iface; the compiler emits it with one inline C++ method
// a Go method, so that a call reads x.Area(). A nil interface faults on the load from its itab, which the runtime turns into
// Go's nil dereference panic.
#pragma once

#include "go/func.h"
#include "go/type.h"

namespace go {

namespace runtime {

struct itab {
    const interfacetype *inter;
    const type *typ;
    uint32 hash;  // typ->hash
    void *fun[1]; // inter->mcount entries
};
// A constant itab with N entries; same layout.
template <int_ N> struct itabN {
    const interfacetype *inter;
    const type *typ;
    uint32 hash;
    void *fun[N ? N : 1];
    const itab *tab() const { return reinterpret_cast<const itab *>(this); }
};

struct iface {
    const itab *tab; // null: nil
    void *data;
    const type *typ() const { return tab ? tab->typ : nullptr; }
    explicit operator bool() const { return tab != nullptr; }
    friend bool operator==(iface x, std::nullptr_t) { return x.tab == nullptr; }
};

// Calls the I'th method (in the interface's sorted order).
template <class R, class... A> GO_INLINE R icall(iface x, int_ i, A... a) {
    [[clang::nomerge]] return reinterpret_cast<R (GO_CC *)(void *, A...)>(x.tab->fun[i])(x.data, a...);
}

// An interface one of whose methods is taken now and called later.
template <class I> GO_INLINE I notnil(I x) {
    if (!x.tab) [[unlikely]] panicnil();
    return x;
}

} // namespace runtime

struct any {
    const runtime::type *typ; // null: nil
    void *data;
    explicit operator bool() const { return typ != nullptr; }
    friend bool operator==(any x, std::nullptr_t) { return x.typ == nullptr; }
};

struct error : runtime::iface {
    GO_INLINE string Error() const { return runtime::icall<string>(*this, 0); }
};

namespace runtime {

GO_CC bool efaceeq(any a, any b);   // == of two interfaces; panics "comparing uncomparable type …"
GO_CC bool ifaceeq(iface a, iface b);

template <class T> inline constexpr bool direct = std::is_pointer_v<T>;
template <class T> inline constexpr bool direct<ptr<T>> = true;
template <class S> inline constexpr bool direct<func<S>> = true;

// The data word of an interface for a value: the value itself if its type is direct (T is one word then), else a pointer to
// a copy. Small integers and zero values share static copies.
extern const uint64 staticuint64s[256];
GO_CC void *convTstring(string s);
template <class T> GO_INLINE void *convT(const T &v) {
    if constexpr (direct<T>) {
        return __builtin_bit_cast(void *, v);
    } else if constexpr (std::is_integral_v<T>) {
        if (static_cast<std::make_unsigned_t<std::conditional_t<std::is_same_v<T, bool>, uint8, T>>>(v) < 256)
            return const_cast<uint64 *>(&staticuint64s[static_cast<uint8>(v)]); // little-endian
        T *p = newobject<T>();
        *p = v;
        return p;
    } else if constexpr (std::is_same_v<T, string>) {
        return convTstring(v);
    } else {
        T *p = newobject<T>();
        *p = v;
        return p;
    }
}
// Conversion of a concrete value to an interface type: any, or one with an itab.
template <class T> GO_INLINE any toany(const type *t, const T &v) { return {t, convT(v)}; }
template <class I, class T> GO_INLINE I toiface(const itab *tab, const T &v) { return {{tab, convT(v)}}; }
// Of a constant, which stands in the program: GO_CONST(T{…}).
template <class T> struct constant {
    const T *at;
};
#define GO_CONST(...) (__extension__({ static constexpr auto v_ = __VA_ARGS__; ::go::runtime::constant<std::remove_const_t<decltype(v_)>>{&v_}; }))
template <class T> GO_INLINE any toany(const type *t, constant<T> v) { return {t, const_cast<T *>(v.at)}; }
template <class I, class T> GO_INLINE I toiface(const itab *tab, constant<T> v) { return {{tab, const_cast<T *>(v.at)}}; }
// Of a variable that nothing else changes, and that outlives the interface; T is not direct.
template <class T> GO_INLINE any anyat(const type *t, T *v) { return {t, v}; }
template <class I, class T> GO_INLINE I ifaceat(const itab *tab, T *v) { return {{tab, v}}; }
// Of a copy that does not outlive the full expression; T is not direct.
template <class T> struct stackslot {
    union {
        T v;
    };
    stackslot() {}
};
template <class T> GO_INLINE any stackany(const type *t, T v, stackslot<T> &&slot = {}) {
    slot.v = v;
    return {t, &slot.v};
}
template <class I, class T> GO_INLINE I stackiface(const itab *tab, T v, stackslot<T> &&slot = {}) {
    slot.v = v;
    return {{tab, &slot.v}};
}
// Interface to interface where the method set shrinks: nil stays nil.
GO_INLINE any ifacetoany(iface x) { return {x.typ(), x.data}; }
GO_CC const itab *convI2I(const interfacetype *to, const type *typ); // typ null: null
template <class I> GO_INLINE I toiface(const interfacetype *to, iface x) { return {{convI2I(to, x.typ()), x.data}}; }

// The value in an interface's data word.
template <class T> GO_INLINE T fromdata(void *data) {
    if constexpr (direct<T>) return __builtin_bit_cast(T, data);
    else return *static_cast<T *>(data);
}

// x == v of an interface and a value of type t, without a copy of v.
template <class T> GO_INLINE bool holds(any x, const type *t, const T &v) { return x.typ == t && fromdata<T>(x.data) == v; }
template <class T> GO_INLINE bool holds(iface x, const type *t, const T &v) { return x.typ() == t && fromdata<T>(x.data) == v; }

// x.(T)
[[noreturn]] GO_COLD GO_CC void panicdottypeE(const type *have, const type *want, const type *iface);
[[noreturn]] GO_COLD GO_CC void panicnildottype(const type *want, const type *iface);
// Concrete T. `src` is the static type of x, for the message.
template <class T> GO_INLINE T assertE2T(const type *want, const type *have, void *data, const type *src) {
    if (have != want) [[unlikely]] panicdottypeE(have, want, src);
    return fromdata<T>(data);
}
template <class T> GO_INLINE tuple<T, bool> assertE2T2(const type *want, const type *have, void *data) {
    if (have != want) return {T{}, false};
    return {fromdata<T>(data), true};
}
// Interface T: the itab, or a panic "interface conversion: …"; the 2-form gives null if it does not implement it.
GO_CC const itab *assertE2I(const interfacetype *want, const type *have);
GO_CC const itab *assertE2I2(const interfacetype *want, const type *have);

// The same of a whole interface value, as emitted code writes them.
template <class T> GO_INLINE T assertE2T(const type *want, any x, const type *src) { return assertE2T<T>(want, x.typ, x.data, src); }
template <class T> GO_INLINE T assertE2T(const type *want, iface x, const type *src) { return assertE2T<T>(want, x.typ(), x.data, src); }
template <class T> GO_INLINE tuple<T, bool> assertE2T2(const type *want, any x) { return assertE2T2<T>(want, x.typ, x.data); }
template <class T> GO_INLINE tuple<T, bool> assertE2T2(const type *want, iface x) { return assertE2T2<T>(want, x.typ(), x.data); }
template <class I> GO_INLINE I assertE2I(const interfacetype *want, any x) {
    if constexpr (std::is_same_v<I, any>) {
        if (!x.typ) [[unlikely]] panicnildottype(want, want);
        return x;
    } else {
        return {{assertE2I(want, x.typ), x.data}};
    }
}
template <class I> GO_INLINE I assertE2I(const interfacetype *want, iface x) { return assertE2I<I>(want, ifacetoany(x)); }
template <class I> GO_INLINE tuple<I, bool> assertE2I2(const interfacetype *want, any x) {
    if constexpr (std::is_same_v<I, any>) {
        return {x, x.typ != nullptr};
    } else {
        const itab *tab = x.typ ? assertE2I2(want, x.typ) : nullptr;
        if (!tab) return {I{}, false};
        return {I{{tab, x.data}}, true};
    }
}
template <class I> GO_INLINE tuple<I, bool> assertE2I2(const interfacetype *want, iface x) { return assertE2I2<I>(want, ifacetoany(x)); }

} // namespace runtime

inline bool operator==(any a, any b) { return a.typ == b.typ && (a.data == b.data && !a.typ ? true : runtime::efaceeq(a, b)); }
namespace runtime {
inline bool operator==(iface a, iface b) { return ifaceeq(a, b); }
} // namespace runtime

} // namespace go

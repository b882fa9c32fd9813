// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of reflect: doors to the runtime's memory, maps, channels and interfaces.

#include "go/runtime.h"

namespace go::reflect {

namespace {

const runtime::type *typeAt(unsafe::Pointer t) { return static_cast<const runtime::type *>(t); }
runtime::layout *layoutAt(unsafe::Pointer t) {
    const runtime::type *typ = typeAt(t);
    if (typ->tflag & runtime::tflagNoscan) return nullptr;
    return typ->ptrs ? typ->ptrs : &runtime::layouts<runtime::allWords>;
}
runtime::hmap *mapAt(unsafe::Pointer m) { return static_cast<runtime::hmap *>(m); }
runtime::hchan *chanAt(unsafe::Pointer c) { return static_cast<runtime::hchan *>(c); }

} // namespace

GO_CC unsafe::Pointer newMemory(uintptr size) { return runtime::mallocgc(size, false); }
GO_CC unsafe::Pointer newValues(unsafe::Pointer t, int_ n) {
    return runtime::makeslice(typeAt(t)->size, layoutAt(t), n, n);
}
GO_CC void moveMemory(unsafe::Pointer dst, unsafe::Pointer src, uintptr size) {
    runtime::typedmemmove(dst, src, size);
}
GO_CC void clearMemory(unsafe::Pointer p, uintptr size) { runtime::memclrHasPointers(p, size); }

GO_CC bool isZeroMemory(unsafe::Pointer p, uintptr size) {
    auto *b = static_cast<const uint8 *>(p);
    return size == 0 || (*b == 0 && std::memcmp(b, b + 1, size - 1) == 0);
}

GO_CC bool equalValues(unsafe::Pointer t, unsafe::Pointer x, unsafe::Pointer y) {
    return typeAt(t)->equal(x, y);
}

GO_CC unsafe::Pointer getitab(unsafe::Pointer inter, unsafe::Pointer t) {
    return const_cast<runtime::itab *>(
        runtime::assertE2I2(static_cast<const runtime::interfacetype *>(inter), typeAt(t)));
}

GO_CC tuple<unsafe::Pointer, int_> growSlice(unsafe::Pointer elem, unsafe::Pointer ptr, int_ newLen,
                                             int_ oldCap, int_ oldLen) {
    const runtime::rawslice s =
        runtime::growslice(ptr, newLen, oldCap, oldLen, typeAt(elem)->size, layoutAt(elem));
    return {s.ptr, s.cap};
}

GO_CC unsafe::Pointer makeMap(unsafe::Pointer t, int_ hint) {
    return runtime::makemap(static_cast<const runtime::maptype *>(t), hint);
}
GO_CC int_ mapLen(unsafe::Pointer m) { return runtime::maplen(mapAt(m)); }
GO_CC unsafe::Pointer mapAccess(unsafe::Pointer m, unsafe::Pointer key) {
    return runtime::mapaccess(mapAt(m), key);
}
GO_CC unsafe::Pointer mapAssign(unsafe::Pointer m, unsafe::Pointer key) {
    if (!m) runtime::panicnilmap();
    return runtime::mapassign_any(mapAt(m), key);
}
GO_CC void mapDelete(unsafe::Pointer m, unsafe::Pointer key) { runtime::mapdelete(mapAt(m), key); }
GO_CC void mapClear(unsafe::Pointer m) { runtime::mapclear(mapAt(m)); }
GO_CC void mapIterInit(unsafe::Pointer m, unsafe::Pointer it) {
    runtime::mapiterinit(mapAt(m), static_cast<runtime::hiter *>(it));
}
GO_CC void mapIterNext(unsafe::Pointer it) { runtime::mapiternext(static_cast<runtime::hiter *>(it)); }

GO_CC unsafe::Pointer makeChan(unsafe::Pointer elem, int_ n) {
    return runtime::makechan(typeAt(elem)->size, layoutAt(elem), n);
}
GO_CC int_ chanLen(unsafe::Pointer c) { return runtime::chanlen(chanAt(c)); }
GO_CC int_ chanCap(unsafe::Pointer c) { return runtime::chancap(chanAt(c)); }
GO_CC void chanSend(unsafe::Pointer c, unsafe::Pointer elem) { runtime::chansend(chanAt(c), elem); }
GO_CC bool chanRecv(unsafe::Pointer c, unsafe::Pointer elem) { return runtime::chanrecv(chanAt(c), elem); }
GO_CC void chanClose(unsafe::Pointer c) { runtime::closechan(chanAt(c)); }
GO_CC int_ selectCases(unsafe::Pointer cases, int_ n, bool block) {
    return runtime::selectgo(static_cast<runtime::scase *>(cases), n, block);
}

// FNV-1a, as the compiler hashes link strings.
GO_CC uint32 stringHash(string s) {
    uint32 h = 2166136261u;
    for (int_ i = 0; i < s.len; i++) h = (h ^ s.ptr[i]) * 16777619u;
    return h;
}

// The descriptors of the program's unnamed types, one behind the other; see GO_TYPEDESC in go/type.h.
extern "C" {
extern const char __start_goloom_types[] __attribute__((weak, visibility("hidden")));
extern const char __stop_goloom_types[] __attribute__((weak, visibility("hidden")));
}

namespace {

uintptr descriptorSize(const runtime::type *t) {
    switch (t->kind) {
    case runtime::Array: return sizeof(runtime::arraytype);
    case runtime::Chan: return sizeof(runtime::chantype);
    case runtime::Func: return sizeof(runtime::functype);
    case runtime::Interface: return sizeof(runtime::interfacetype);
    case runtime::Map: return sizeof(runtime::maptype);
    case runtime::Pointer: return sizeof(runtime::ptrtype);
    case runtime::Slice: return sizeof(runtime::slicetype);
    case runtime::Struct: return sizeof(runtime::structtype);
    default: return sizeof(runtime::type);
    }
}

} // namespace

GO_CC unsafe::Pointer linkedType(unsafe::Pointer last) {
    auto *p = static_cast<const char *>(last);
    p = p ? p + descriptorSize(typeAt(last)) : __start_goloom_types;
    return p == __stop_goloom_types ? nullptr : const_cast<char *>(p);
}

namespace {

bool equalBy(const runtime::type *t, const void *a, const void *b) {
    auto *x = static_cast<const char *>(a), *y = static_cast<const char *>(b);
    if (t->kind == runtime::Array) {
        auto *at = static_cast<const runtime::arraytype *>(t);
        for (uintptr i = 0; i < at->len; i++, x += at->elem->size, y += at->elem->size)
            if (!at->elem->equal(x, y)) return false;
        return true;
    }
    if (t->tflag & runtime::tflagRegular) return std::memcmp(a, b, t->size) == 0;
    auto *st = static_cast<const runtime::structtype *>(t);
    for (int_ i = 0; i < st->fcount; i++) {
        const runtime::structfield &f = st->fields[i];
        if (f.nam.len == 1 && f.nam.data[0] == '_') continue;
        if (!f.typ->equal(x + f.offset, y + f.offset)) return false;
    }
    return true;
}

// equal and hasher do not get the type that they are of, so each type made at run time takes a pair of
// functions of its own from this stock.
constexpr int_ stock = 256;
const runtime::type *comparedType[stock];
int_ comparedCount;

template <int_ I> GO_CC bool equalNth(const void *a, const void *b) { return equalBy(comparedType[I], a, b); }
template <int_ I> GO_CC uintptr hashNth(const void *p, uintptr seed) {
    return runtime::typehash(comparedType[I], p, seed);
}

struct comparer {
    bool(GO_CC *equal)(const void *, const void *);
    uintptr(GO_CC *hasher)(const void *, uintptr);
};
template <int_... I> constexpr auto comparersOf(std::integer_sequence<int_, I...>) {
    struct table {
        comparer at[sizeof...(I)];
    };
    return table{{{&equalNth<I>, &hashNth<I>}...}};
}
constexpr auto comparerStock = comparersOf(std::make_integer_sequence<int_, stock>());

} // namespace

// The caller holds the lock on types.
GO_CC tuple<unsafe::Pointer, unsafe::Pointer> comparers(unsafe::Pointer t, uintptr size, bool regular) {
    comparer c;
    if (regular && size == 8) {
        c = {&runtime::memequal<8>, &runtime::memhashN<8>};
    } else {
        if (comparedCount == stock) runtime::throw_("reflect: too many comparable types made at run time");
        comparedType[comparedCount] = typeAt(t);
        c = comparerStock.at[comparedCount++];
    }
    return {reinterpret_cast<void *>(c.equal), reinterpret_cast<void *>(c.hasher)};
}

extern "C" {
void goloom_callcode(void *frame);
extern char goloom_madefunc[];
__attribute__((used, visibility("hidden"))) GO_CC void goloom_reflectwrapper(void *cfa, void *sp) {
    runtime::wrapper(cfa, sp);
}
}

GO_CC void callCode(unsafe::Pointer frame) { goloom_callcode(frame); }
GO_CC bool isDeferred(unsafe::Pointer frame) { return runtime::isdeferred(frame); }
GO_CC unsafe::Pointer madeFuncCode() { return goloom_madefunc; }

// A callFrame of abi.go: code 0, ints 8, floats 56, memory 120, stack 128, words 136, intResults 144,
// floatResults 176, standsFor 208; 216 bytes.
asm(R"(
    .text
    .p2align 4
    .globl goloom_callcode
    .hidden goloom_callcode
    .type goloom_callcode, @function
goloom_callcode:
    .cfi_startproc
    movq 136(%rdi), %r10
    leaq 512(,%r10,8), %r10
    movq %rsp, %r11
    subq %r10, %r11
    cmpq %fs:0x70, %r11
    ja 2f
    xorl %r11d, %r11d
    callq __morestack
    retq
2:  pushq %rbp
    .cfi_def_cfa_offset 16
    .cfi_offset %rbp, -16
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    pushq %rbx
    pushq %rbx
    .cfi_offset %rbx, -24
    movq %rdi, %rbx
    movq 136(%rbx), %rcx
    leaq 1(%rcx), %rax
    andq $-2, %rax
    shlq $3, %rax
    subq %rax, %rsp
    movq 128(%rbx), %rsi
    movq %rsp, %rdi
    cld
    rep movsq
    movq 208(%rbx), %rdi
    testq %rdi, %rdi
    je 1f
    movq %rsp, %rsi
    callq goloom_reflectwrapper
1:
    movsd 56(%rbx), %xmm0
    movsd 64(%rbx), %xmm1
    movsd 72(%rbx), %xmm2
    movsd 80(%rbx), %xmm3
    movsd 88(%rbx), %xmm4
    movsd 96(%rbx), %xmm5
    movsd 104(%rbx), %xmm6
    movsd 112(%rbx), %xmm7
    movq 8(%rbx), %rdi
    movq 16(%rbx), %rsi
    movq 24(%rbx), %rdx
    movq 32(%rbx), %rcx
    movq 40(%rbx), %r8
    movq 48(%rbx), %r9
    movq 120(%rbx), %rax
    callq *(%rbx)
    movq %rax, 144(%rbx)
    movq %rdx, 152(%rbx)
    movq %rcx, 160(%rbx)
    movq %r8, 168(%rbx)
    movsd %xmm0, 176(%rbx)
    movsd %xmm1, 184(%rbx)
    movsd %xmm2, 192(%rbx)
    movsd %xmm3, 200(%rbx)
    movq -8(%rbp), %rbx
    leave
    .cfi_def_cfa %rsp, 8
    retq
    .cfi_endproc
    .size goloom_callcode, .-goloom_callcode

    .p2align 4
    .globl goloom_madefunc
    .hidden goloom_madefunc
    .type goloom_madefunc, @function
goloom_madefunc:
    .cfi_startproc
    pushq %rbp
    .cfi_def_cfa_offset 16
    .cfi_offset %rbp, -16
    movq %rsp, %rbp
    .cfi_def_cfa_register %rbp
    subq $224, %rsp
    movq %rdi, 8(%rsp)
    movq %rsi, 16(%rsp)
    movq %rdx, 24(%rsp)
    movq %rcx, 32(%rsp)
    movq %r8, 40(%rsp)
    movq %r9, 48(%rsp)
    movsd %xmm0, 56(%rsp)
    movsd %xmm1, 64(%rsp)
    movsd %xmm2, 72(%rsp)
    movsd %xmm3, 80(%rsp)
    movsd %xmm4, 88(%rsp)
    movsd %xmm5, 96(%rsp)
    movsd %xmm6, 104(%rsp)
    movsd %xmm7, 112(%rsp)
    movq %rax, 120(%rsp)
    leaq 16(%rbp), %rax
    movq %rax, 128(%rsp)
    movq %rdi, %rsi
    movq %rsp, %rdx
    movq 8(%rdi), %rdi
    callq *(%rdi)
    movq 144(%rsp), %rax
    movq 152(%rsp), %rdx
    movq 160(%rsp), %rcx
    movq 168(%rsp), %r8
    movsd 176(%rsp), %xmm0
    movsd 184(%rsp), %xmm1
    movsd 192(%rsp), %xmm2
    movsd 200(%rsp), %xmm3
    leave
    .cfi_def_cfa %rsp, 8
    retq
    .cfi_endproc
    .size goloom_madefunc, .-goloom_madefunc
)");

} // namespace go::reflect

// GODEBUG=gccheck=1: at the end of a mark that ran beside the program, nothing that is kept may lead to what
// is not. An object that a store has hidden from the markers, since it did not note what it took out, is
// found here before its memory is used again.
#include "runtime/src/mgc.h"
#include "runtime/src/print.h"

namespace go::runtime {

namespace {

__attribute__((no_sanitize("address"))) bool islost(uintptr p) {
    mspan *s = spanof(p);
    if (!s || s->state != spanInUse) return false;
    uint32 i = s->index(p);
    return i < s->nelems && s->allocated(i) && !(s->markbits(i >> 6) >> (i & 63) & 1);
}

[[noreturn]] void lost(uintptr base, uintptr size, uintptr at, uintptr p) {
    heapobject o = findobject(p);
    printlock();
    printstring("runtime: the object at "_s);
    printhex(base);
    printstring(" of "_s);
    printuint(size);
    printstring(" bytes was kept, and at offset "_s);
    printuint(at - base);
    printstring(" leads to "_s);
    printhex(p);
    printstring(", in an object of "_s);
    printuint(o.size);
    printstring(" bytes that was not\n"_s);
    printunlock();
    throw_("gccheck: a mark has missed an object");
}

__attribute__((no_sanitize("address"))) void checkobject(const spanclassinfo &c, uintptr base, uintptr size) {
    uintptr word = 0;
    for (uintptr at = base; at + 8 <= base + size; at += 8, word++) {
        if (!(c.ptrs >> word % c.stride & 1)) continue;
        if (uintptr p = *reinterpret_cast<uintptr *>(at); islost(p)) lost(base, size, at, p);
    }
}

} // namespace

void checkmark() {
    for (uint32 k = 0; k < spanclasscount(); k += 2) { // those with pointers
        mcentral &c = mheap_.central[k];
        for (uint32 n = 0; n < c.n; n++) {
            mspan *s = c.spans[n];
            if (!s) continue;
            for (uint32 i = 0; i < s->nelems; i++)
                if (s->allocated(i) && s->markbits(i >> 6) >> (i & 63) & 1)
                    checkobject(spanclasses[k], s->base + i * s->elemsize, s->elemsize);
        }
    }
}

} // namespace go::runtime

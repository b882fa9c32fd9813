// Conversions and assertions to interface types by a table of itabs, and == of interface values.
#include "runtime/src/iface.h"
#include "runtime/src/error.h"

namespace go::runtime {

const uint64 staticuint64s[256] = {
#define R4(n) n, n + 1, n + 2, n + 3
#define R16(n) R4(n), R4(n + 4), R4(n + 8), R4(n + 12)
#define R64(n) R16(n), R16(n + 16), R16(n + 32), R16(n + 48)
    R64(0),
    R64(64),
    R64(128),
    R64(192),
#undef R64
#undef R16
#undef R4
};

namespace {

bool same(string a, string b) { return a == b; }

// Method types are identical when their descriptors are one; those of the runtime's own errors are told by
// their text.
bool sametype(const type *a, const type *b) {
    if (a == b) return true;
    auto ours = [](const type *t) { return t == &funcString || t == &funcVoid; };
    return (ours(a) || ours(b)) && same(a->str, b->str);
}

// Fills fun with typ's methods for inter, both sorted; false: *missing is the first that is not there.
bool fill(const interfacetype *inter, const type *typ, void **fun, string *missing) {
    const uncommontype *u = typ->uncommon;
    int_ k = 0, n = u ? u->mcount : 0;
    for (int_ i = 0; i < inter->mcount; i++) {
        const imethod &want = inter->methods[i];
        for (;; k++) {
            if (k == n) {
                *missing = want.nam;
                return false;
            }
            const method &have = u->methods[k];
            if (!same(have.nam, want.nam) || !same(have.pkgpath, want.pkgpath)) continue;
            if (!sametype(have.mtyp, want.typ)) {
                *missing = want.nam;
                return false;
            }
            if (fun) fun[i] = have.fn;
            break;
        }
    }
    return true;
}

// Open addressing by both pointers. An itab whose fun[0] is null says that typ does not implement inter.
// Looked up without the lock: slots go from null to their itab, whole, and a table that has become too small
// is left as it is when a larger one takes its place.
struct itabtable {
    uintptr size; // a power of two
    itab *slots[];
};
struct {
    mutex lock; // for all changes
    itabtable *now;
    uintptr count;
} table;

uintptr itabhash(const interfacetype *inter, const type *typ) {
    return (reinterpret_cast<uintptr>(inter) * 0x9e3779b97f4a7c15 ^
            reinterpret_cast<uintptr>(typ) * 0xe7037ed1a0b428db) >>
           20;
}

itab *find(const interfacetype *inter, const type *typ) {
    const itabtable *in = __atomic_load_n(&table.now, __ATOMIC_ACQUIRE);
    if (!in) return nullptr;
    for (uintptr h = itabhash(inter, typ);; h++) {
        itab *t = __atomic_load_n(&in->slots[h & (in->size - 1)], __ATOMIC_ACQUIRE);
        if (!t || (t->inter == inter && t->typ == typ)) return t;
    }
}

void insert(itabtable *into, itab *t) {
    uintptr h = itabhash(t->inter, t->typ);
    while (into->slots[h & (into->size - 1)]) h++;
    __atomic_store_n(&into->slots[h & (into->size - 1)], t, __ATOMIC_RELEASE);
}

itab *add(const interfacetype *inter, const type *typ) {
    itabtable *in = table.now;
    if (!in || table.count * 2 >= in->size) {
        constexpr uintptr firstSize = 64;
        uintptr size = in ? in->size * 2 : firstSize;
        auto *larger = static_cast<itabtable *>(persistentalloc(sizeof(itabtable) + size * sizeof(itab *)));
        larger->size = size;
        for (uintptr i = 0; in && i < in->size; i++)
            if (in->slots[i]) insert(larger, in->slots[i]);
        __atomic_store_n(&table.now, larger, __ATOMIC_RELEASE);
        in = larger;
    }
    auto n = static_cast<uintptr>(inter->mcount > 0 ? inter->mcount - 1 : 0);
    auto *t = static_cast<itab *>(persistentalloc(sizeof(itab) + n * sizeof(void *)));
    t->inter = inter;
    t->typ = typ;
    t->hash = typ->hash;
    string missing;
    if (!fill(inter, typ, t->fun, &missing))
        t->fun[0] = nullptr;
    else if (inter->mcount == 0)
        t->fun[0] = t; // anything but null
    table.count++;
    insert(in, t);
    return t;
}

const itab *getitab(const interfacetype *inter, const type *typ) {
    itab *t = find(inter, typ);
    if (!t) [[unlikely]] {
        lock(&table.lock);
        t = find(inter, typ);
        if (!t) t = add(inter, typ);
        unlock(&table.lock);
    }
    return t->fun[0] ? t : nullptr;
}

// The itab for converting typ to inter; panics if typ does not implement it.
const itab *mustitab(const interfacetype *inter, const type *typ) {
    if (const itab *t = getitab(inter, typ)) return t;
    string missing = {};
    fill(inter, typ, nullptr, &missing);
    panicmissing(inter, typ, missing);
}

bool dataeq(const type *t, const void *a, const void *b) {
    if (!t->equal) panicuncomparable("comparing uncomparable type ", t);
    if (t->tflag & tflagDirect) return a == b;
    return t->equal(a, b); // even of one address: a NaN is not equal to itself
}

} // namespace

void panicuncomparable(const char *what, const type *t) {
    panicstring(
        concatstring2({reinterpret_cast<const uint8 *>(what), static_cast<int_>(strlen(what))}, t->str));
}

GO_CC const itab *convI2I(const interfacetype *to, const type *typ) {
    return typ ? mustitab(to, typ) : nullptr;
}

GO_CC const itab *assertE2I(const interfacetype *want, const type *have) {
    if (!have) panicnildottype(want, nullptr);
    return mustitab(want, have);
}

GO_CC const itab *assertE2I2(const interfacetype *want, const type *have) {
    return have ? getitab(want, have) : nullptr;
}

GO_CC bool efaceeq(any a, any b) {
    if (a.typ != b.typ) return false;
    return !a.typ || dataeq(a.typ, a.data, b.data);
}

GO_CC bool ifaceeq(iface a, iface b) {
    const type *t = a.typ();
    if (t != b.typ()) return false;
    return !t || dataeq(t, a.data, b.data);
}

GO_CC void *convTstring(string s) {
    static const string none = {nullptr, 0};
    if (s.len == 0) return const_cast<string *>(&none);
    auto *q = newobject<string>();
    *q = s;
    return q;
}

} // namespace go::runtime

// Maps: an insertion-ordered array of entries, and an index that finds an entry by the hash of its key.
//
// entries   {key, elem} side by side. An entry never changes its position while the map lives, but for
// mapclear. hashes    a word an entry: live | 31 bits of hash, or, of a deleted entry, the position of the
// next deleted one. index     open addressing, linear probing, a word a slot: the entry's position in the low
// bits (as many as the index is
//           long), the rest of the hash above them. So a probe looks at an entry only when the hashes agree.
//
// A map of up to eight entries has no index: its hashes, which stand in the map itself, are compared instead.
// Since positions are stable, `for range` is a walk over positions from a random one, whatever is inserted,
// deleted or grown meanwhile: an entry that was there is met once, a new one may be met. Deleted positions
// are used again, newest first. Rejected: Swiss tables as in Go, whose iteration under growth is the larger
// half of the code; chained buckets (a miss more).
#include "runtime/src/error.h"
#include "runtime/src/hash.h"
#include "runtime/src/iface.h"

#include <emmintrin.h>

namespace go::runtime {

struct hmap {
    int_ count;
    const maptype *typ;
    uint8 *entries;
    uint32 *hashes;
    uint32 *index; // null: small
    uint32 mask;   // of the index; 0: small
    uint32 cap;    // entries there is room for
    uint32 used;   // positions ever used; those above are fresh
    uint32 free;   // newest deleted position, or none
    uint32 tombs;  // index slots of deleted entries
    uint32 entrysize, elemoff;
    uint32 epoch; // of mapclear
    layout *ptrs; // of an entry; null: none
    uint64 seed;
    uint8 doors;     // how keys are hashed: doors64 …
    uint8 writing;   // 1 within a change: who finds it so, or changed behind its back, races
    uint32 first[8]; // hashes of a small one
};
static_assert(sizeof(hmap) == hmapsize);

namespace {

constexpr uint32 live = 0x80000000, none = 0x7fffffff;
constexpr uint32 emptySlot = 0xffffffff, tombSlot = 0xfffffffe;
constexpr uint32 smallCap = 8;

// The hash goes by the key type, not by the door that the caller came through.
enum : uint8 { doors64, doors32, doorsstr, doorsany };
uint8 doorsof(const type *key) {
    if (key->kind == String) return doorsstr;
    bool word = (key->tflag & tflagRegular) || (key->kind >= Int && key->kind <= Uintptr);
    return word && key->size == 8 ? doors64 : word && key->size == 4 ? doors32 : doorsany;
}

GO_INLINE uint32 fold(uint64 h) { return static_cast<uint32>(h >> 32 ^ h) | live; }

// How a kind of key is hashed and compared. same looks at the key of an entry.
struct key64 {
    uint64 k;
    uint32 hash(const hmap *h) const { return fold(mix(k ^ h->seed, wy0)); }
    bool same(const hmap *, const void *q) const { return *static_cast<const uint64 *>(q) == k; }
    void put(const hmap *, void *q) const { *static_cast<uint64 *>(q) = k; }
    static constexpr bool rewrite = false; // assignment stores the new one of equal keys
};
struct key32 {
    uint32 k;
    uint32 hash(const hmap *h) const { return fold(mix(k ^ h->seed, wy0)); }
    bool same(const hmap *, const void *q) const { return *static_cast<const uint32 *>(q) == k; }
    void put(const hmap *, void *q) const { *static_cast<uint32 *>(q) = k; }
    static constexpr bool rewrite = false;
};
struct keystr {
    string k;
    uint32 hash(const hmap *h) const { return fold(wyhash(k.ptr, h->seed, static_cast<uintptr>(k.len))); }
    bool same(const hmap *, const void *q) const { return *static_cast<const string *>(q) == k; }
    void put(const hmap *, void *q) const { *static_cast<string *>(q) = k; }
    static constexpr bool rewrite = true; // the old bytes may be all that keeps a larger object
};
struct keyany {
    const void *k;
    uint32 hash(const hmap *h) const {
        const type *t = h->typ->key;
        if (!t->hasher) panicuncomparable("hash of unhashable type ", t);
        return fold(t->hasher(k, h->seed));
    }
    bool same(const hmap *h, const void *q) const { return h->typ->key->equal(q, k); }
    void put(const hmap *h, void *q) const { memcpy(q, k, h->typ->key->size); }
    static constexpr bool rewrite = true;
};

GO_INLINE uint8 *entry(const hmap *h, uint32 i) { return h->entries + static_cast<uint64>(i) * h->entrysize; }

// The entry of a key, and the index slot that leads to it (0 in a small map); none: not there.
struct found {
    uint32 pos, slot;
};
template <class K> GO_INLINE found find(const hmap *h, K key, uint32 hash) {
    if (!h->index) {
        if (!h->hashes) return {none, 0};
        __m128i want = _mm_set1_epi32(static_cast<int>(hash));
        auto at = [&](int i) {
            return _mm_cmpeq_epi32(_mm_loadu_si128(reinterpret_cast<__m128i *>(h->hashes + i)), want);
        };
        int match = _mm_movemask_ps(_mm_castsi128_ps(at(0))) | _mm_movemask_ps(_mm_castsi128_ps(at(4))) << 4;
        for (; match; match &= match - 1) {
            auto i = static_cast<uint32>(__builtin_ctz(static_cast<unsigned>(match)));
            if (key.same(h, entry(h, i))) return {i, 0};
        }
        return {none, 0};
    }
    uint32 mask = h->mask;
    for (uint32 s = hash & mask;; s = (s + 1) & mask) {
        uint32 word = h->index[s];
        if (((word ^ hash) & ~mask) == 0 && (word & mask) < h->cap) {
            uint32 i = word & mask;
            if (key.same(h, entry(h, i))) [[likely]]
                return {i, s};
        }
        if (word == emptySlot) return {none, s};
    }
}

GO_INLINE void link(hmap *h, uint32 pos, uint32 hash) {
    uint32 mask = h->mask, s = hash & mask;
    while (h->index[s] < tombSlot) s = (s + 1) & mask;
    if (h->index[s] == tombSlot) h->tombs--;
    h->index[s] = (hash & ~mask) | pos;
}

// An index of n slots with every live entry.
GO_COLD void reindex(hmap *h, uint32 n) {
    if (n != h->mask + 1 || !h->index)
        h->index = static_cast<uint32 *>(mallocgc(static_cast<uint64>(n) * sizeof(uint32), true));
    memset(h->index, 0xff, static_cast<uint64>(n) * sizeof(uint32));
    h->mask = n - 1;
    h->tombs = 0;
    for (uint32 i = 0; i < h->used; i++)
        if (h->hashes[i] & live) link(h, i, h->hashes[i]);
}

GO_COLD void reserve(hmap *h, uint32 cap) {
    auto *entries = static_cast<uint8 *>(mallocgc(static_cast<uint64>(cap) * h->entrysize, h->ptrs));
    uint32 *hashes = h->first;
    if (cap > smallCap)
        hashes = static_cast<uint32 *>(mallocgc(static_cast<uint64>(cap) * sizeof(uint32), true));
    if (h->used) {
        memcpy(entries, h->entries, static_cast<uint64>(h->used) * h->entrysize);
        memcpy(hashes, h->hashes, h->used * sizeof(uint32));
    }
    shadeblock(&h->entries, sizeof h->entries); // the mark may have yet to look into the old ones
    h->entries = entries;
    h->hashes = hashes;
    h->cap = cap;
    if (cap <= smallCap) return;
    uint32 n = 32; // slots: twice the entries, so that probes stay short
    while (n < cap * 2) n *= 2;
    reindex(h, n);
}

GO_COLD void grow(hmap *h) {
    if (h->cap >= 1u << 30) throw_("map too large");
    reserve(h, h->cap ? h->cap * 2 : smallCap);
}

// Around a change of the map. As in Go, the flag flips, so that of two that begin at once one sees it at the
// end.
[[noreturn]] GO_COLD void concurrentwrites() { fatal("concurrent map writes"_s); }
GO_INLINE bool written(const hmap *h) { return __atomic_load_n(&h->writing, __ATOMIC_RELAXED); }
GO_INLINE void beginwrite(hmap *h) {
    if (written(h)) [[unlikely]]
        concurrentwrites();
    __atomic_store_n(&h->writing, 1, __ATOMIC_RELAXED);
}
GO_INLINE void endwrite(hmap *h) {
    if (!written(h)) [[unlikely]]
        concurrentwrites();
    __atomic_store_n(&h->writing, 0, __ATOMIC_RELAXED);
}
[[noreturn]] GO_COLD void concurrentread() { fatal("concurrent map read and map write"_s); }
[[noreturn]] GO_COLD void concurrentiteration() { fatal("concurrent map iteration and map write"_s); }

template <class K> GO_INLINE void *access(hmap *h, K key) {
    if (!h || h->count == 0) {
        if constexpr (std::is_same_v<K, keyany>)
            if (h) key.hash(h); // a key that cannot be hashed panics even so
        return nullptr;
    }
    if (written(h)) [[unlikely]]
        concurrentread();
    uint32 i = find(h, key, key.hash(h)).pos;
    return i == none ? nullptr : entry(h, i) + h->elemoff;
}

template <class K> GO_INLINE void *assign(hmap *h, K key) {
    uint32 hash = key.hash(h); // may panic: before the flag
    beginwrite(h);
    found f = find(h, key, hash);
    if (f.pos != none) {
        uint8 *e = entry(h, f.pos);
        if constexpr (K::rewrite) {
            if (h->ptrs) shadeblock(e, h->typ->key->size);
            key.put(h, e);
        }
        endwrite(h);
        return e + h->elemoff;
    }
    uint32 i = h->free;
    if (i != none) {
        h->free = h->hashes[i];
        if (h->index) link(h, i, hash);
    } else {
        if (h->used == h->cap) {
            grow(h);
            f.slot = none;
        }
        i = h->used++;
        if (h->index) {
            if (f.slot != none)
                h->index[f.slot] = (hash & ~h->mask) | i; // the empty slot that ended the search
            else
                link(h, i, hash);
        }
    }
    h->hashes[i] = hash;
    h->count++;
    uint8 *e = entry(h, i);
    key.put(h, e);
    endwrite(h);
    return e + h->elemoff;
}

void removefound(hmap *h, found f) {
    if (h->ptrs) shadeblock(entry(h, f.pos), h->entrysize);
    memset(entry(h, f.pos), 0, h->entrysize);
    h->hashes[f.pos] = h->free;
    h->free = f.pos;
    h->count--;
    if (!h->index) return;
    uint32 mask = h->mask, s = f.slot;
    if (h->index[(s + 1) & mask] != emptySlot) {
        h->index[s] = tombSlot;
        if (++h->tombs > (mask + 1) / 4) reindex(h, mask + 1);
        return;
    }
    // Nobody probes past here: this slot and the deleted ones before it are empty again.
    h->index[s] = emptySlot;
    for (s = (s - 1) & mask; h->index[s] == tombSlot; s = (s - 1) & mask) {
        h->index[s] = emptySlot;
        h->tombs--;
    }
}

template <class K> void remove(hmap *h, K key) {
    uint32 hash = key.hash(h); // panics for a key that cannot be hashed, even if the map is empty
    if (h->count == 0) return;
    beginwrite(h);
    found f = find(h, key, hash);
    if (f.pos != none) removefound(h, f);
    endwrite(h);
}

// Calls f with the key as its type wants it.
template <class F> GO_INLINE auto bydoor(const hmap *h, const void *key, F f) {
    switch (h->doors) {
    case doors64: return f(key64{*static_cast<const uint64 *>(key)});
    case doors32: return f(key32{*static_cast<const uint32 *>(key)});
    case doorsstr: return f(keystr{*static_cast<const string *>(key)});
    default: return f(keyany{key});
    }
}

// hiter.state
enum { itNext, itLeft, itEnd, itEpoch };

} // namespace

static void initmap(hmap *h, const maptype *t) {
    h->typ = t;
    uintptr align = t->elem->align ? t->elem->align : 1, keyalign = t->key->align ? t->key->align : 1;
    uintptr off = (t->key->size + align - 1) & ~(align - 1);
    uintptr whole = keyalign > align ? keyalign : align;
    h->elemoff = static_cast<uint32>(off);
    h->entrysize = static_cast<uint32>((off + t->elem->size + whole - 1) & ~(whole - 1));
    if (!(t->key->tflag & t->elem->tflag & tflagNoscan)) h->ptrs = t->entry ? t->entry : &layouts<allWords>;
    h->free = none;
    h->seed = cheaprand64();
    h->doors = doorsof(t->key);
}

GO_CC hmap *makesmallmap(const maptype *t, void *at, void *entries) {
    auto *h = static_cast<hmap *>(memset(at, 0, sizeof(hmap)));
    initmap(h, t);
    h->entries = static_cast<uint8 *>(entries);
    h->hashes = h->first;
    h->cap = smallCap;
    return h;
}

GO_CC hmap *makemap(const maptype *t, int_ hint) {
    auto *h = newobject<hmap>();
    initmap(h, t);
    if (hint > smallCap && hint < (int_(1) << 30)) reserve(h, static_cast<uint32>(hint));
    return h;
}

GO_CC int_ maplen(const hmap *h) { return h ? h->count : 0; }

GO_CC void *mapaccess(hmap *h, const void *key) {
    return h ? bydoor(h, key, [h](auto k) { return access(h, k); }) : nullptr;
}
GO_CC void *mapaccess_fast32(hmap *h, uint32 key) { return access(h, key32{key}); }
GO_CC void *mapaccess_fast64(hmap *h, uint64 key) { return access(h, key64{key}); }
GO_CC void *mapaccess_faststr(hmap *h, string key) { return access(h, keystr{key}); }
GO_CC void *mapassign_any(hmap *h, const void *key) {
    return bydoor(h, key, [h](auto k) { return assign(h, k); });
}
GO_CC void *mapassign_fast32(hmap *h, uint32 key) { return assign(h, key32{key}); }
GO_CC void *mapassign_fast64(hmap *h, uint64 key) { return assign(h, key64{key}); }
GO_CC void *mapassign_faststr(hmap *h, string key) { return assign(h, keystr{key}); }

GO_CC void mapdelete(hmap *h, const void *key) {
    if (!h) return;
    bydoor(h, key, [h](auto k) { remove(h, k); });
}

GO_CC void mapclear(hmap *h) {
    if (!h || h->used == 0) return;
    beginwrite(h);
    if (h->ptrs) shadeblock(h->entries, static_cast<uint64>(h->used) * h->entrysize);
    memset(h->entries, 0, static_cast<uint64>(h->used) * h->entrysize);
    memset(h->hashes, 0, h->used * sizeof(uint32));
    if (h->index) memset(h->index, 0xff, (static_cast<uint64>(h->mask) + 1) * sizeof(uint32));
    h->count = 0;
    h->used = 0;
    h->free = none;
    h->tombs = 0;
    h->seed = cheaprand64();
    h->epoch++;
    endwrite(h);
}

GO_CC void mapiterinit(hmap *h, hiter *it) {
    it->key = it->elem = nullptr;
    it->h = h;
    if (!h || h->count == 0) return;
    if (written(h)) [[unlikely]]
        concurrentiteration();
    it->state[itNext] = cheaprandn(h->used);
    it->state[itLeft] = it->state[itEnd] = h->used; // what comes at later positions is new, and skipped
    it->state[itEpoch] = h->epoch;
    mapiternext(it);
}

GO_CC void mapiternext(hiter *it) {
    hmap *h = it->h;
    it->key = it->elem = nullptr;
    if (written(h)) [[unlikely]]
        concurrentiteration();
    if (it->state[itEpoch] != h->epoch) return; // cleared: nothing is left of what was there
    auto i = static_cast<uint32>(it->state[itNext]);
    for (uintptr left = it->state[itLeft]; left > 0; left--) {
        uint32 pos = i;
        if (++i == it->state[itEnd]) i = 0;
        if (!(h->hashes[pos] & live)) continue;
        it->state[itNext] = i;
        it->state[itLeft] = left - 1;
        it->key = entry(h, pos);
        it->elem = entry(h, pos) + h->elemoff;
        return;
    }
    it->state[itLeft] = 0;
}

} // namespace go::runtime

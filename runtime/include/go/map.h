// map[K]V: one pointer to an hmap; typed inline doors over the table in runtime/src/map.cpp.
//
// Semantics are Go's: iteration starts at a random place and tolerates insertion and deletion; NaN keys never match;
// a nil map reads as empty and panics on assignment; a key whose dynamic type is not comparable panics.
#pragma once

#include "go/iface.h"

namespace go {

namespace runtime {
struct hmap;
GO_CC hmap *makemap(const maptype *t, int_ hint);
// Of a map that does not outlive its block: it is made at h, of hmapsize, and its first eight entries, which are zero, stand
// in the other room.
GO_CC hmap *makesmallmap(const maptype *t, void *h, void *entries);
inline constexpr uintptr hmapsize = 128;
GO_CC int_ maplen(const hmap *h); // null: 0
GO_CC void *mapaccess(hmap *h, const void *key);          // null: not there
GO_CC void mapdelete(hmap *h, const void *key);
GO_CC void mapclear(hmap *h);
// The same for the keys that most maps have: 4- and 8-byte integers, and strings.
GO_CC void *mapaccess_fast32(hmap *h, uint32 key);
GO_CC void *mapaccess_fast64(hmap *h, uint64 key);
GO_CC void *mapaccess_faststr(hmap *h, string key);
GO_CC void *mapassign_fast32(hmap *h, uint32 key);
GO_CC void *mapassign_fast64(hmap *h, uint64 key);
GO_CC void *mapassign_faststr(hmap *h, string key);

// State of one `for range`; lives in the frame. key is null when done.
struct hiter {
    void *key, *elem;
    hmap *h;
    uintptr state[10]; // of map.cpp
};
GO_CC void mapiterinit(hmap *h, hiter *it);
GO_CC void mapiternext(hiter *it);
} // namespace runtime

template <class K, class V> struct map {
    runtime::hmap *h; // null: nil
    friend bool operator==(map m, std::nullptr_t) { return m.h == nullptr; }
};

namespace runtime {

template <class K, class V> inline constexpr bool direct<map<K, V>> = true;

template <class K> inline constexpr bool intkey = std::is_integral_v<K> && !std::is_same_v<K, bool>;

template <class K, class V> GO_INLINE V *mapfind(map<K, V> m, const K &key) {
    void *p;
    if constexpr (intkey<K> && sizeof(K) == 8) p = mapaccess_fast64(m.h, static_cast<uint64>(key));
    else if constexpr (intkey<K> && sizeof(K) == 4) p = mapaccess_fast32(m.h, static_cast<uint32>(key));
    else if constexpr (std::is_same_v<K, string>) p = mapaccess_faststr(m.h, key);
    else p = mapaccess(m.h, &key);
    return static_cast<V *>(p);
}
// m[key]
template <class K, class V> GO_INLINE V mapaccess1(map<K, V> m, std::type_identity_t<K> key) {
    V *p = mapfind(m, key);
    return p ? *p : V{};
}
// v, ok := m[key]
template <class K, class V> GO_INLINE tuple<V, bool> mapaccess2(map<K, V> m, std::type_identity_t<K> key) {
    V *p = mapfind(m, key);
    if (!p) return {V{}, false};
    return {*p, true};
}
// The place of m[key] for assignment: mapassign(m, k) = v. The table remembers its maptype.
[[noreturn]] GO_COLD GO_CC void panicnilmap();
GO_CC void *mapassign_any(hmap *h, const void *key);
template <class K, class V> GO_INLINE V &mapassign(map<K, V> m, std::type_identity_t<K> key) {
    if (!m.h) [[unlikely]] panicnilmap();
    void *p;
    if constexpr (intkey<K> && sizeof(K) == 8) p = mapassign_fast64(m.h, static_cast<uint64>(key));
    else if constexpr (intkey<K> && sizeof(K) == 4) p = mapassign_fast32(m.h, static_cast<uint32>(key));
    else if constexpr (std::is_same_v<K, string>) p = mapassign_faststr(m.h, key);
    else p = mapassign_any(m.h, &key);
    return *static_cast<V *>(p);
}
template <class K, class V> GO_INLINE void mapdelete(map<K, V> m, std::type_identity_t<K> key) { mapdelete(m.h, &key); }
template <class K, class V> GO_INLINE void mapclear(map<K, V> m) { mapclear(m.h); }
template <class K, class V> GO_INLINE int_ maplen(map<K, V> m) { return maplen(m.h); }
template <class K, class V> map<K, V> makemap(const maptype *t, int_ hint = 0) { return {makemap(t, hint)}; }
template <class K, class V> struct smallmap {
    struct entry {
        K key;
        V elem;
    };
    alignas(8) uint8 h[hmapsize];
    alignas(entry) uint8 entries[8 * sizeof(entry)];
    smallmap() {}
};
template <class K, class V> GO_INLINE map<K, V> makemap(smallmap<K, V> &room, const maptype *t) {
    __builtin_memset(room.entries, 0, sizeof room.entries);
    return {makesmallmap(t, room.h, room.entries)};
}
template <class K, class V> GO_INLINE map<K, V> makemap(smallmap<K, V> &&room, const maptype *t) { return makemap(room, t); }

// map[K]V{k: v, …}
template <class K, class V> struct mapentry { K key; V elem; };
template <class K, class V> map<K, V> mapof(map<K, V> m, std::initializer_list<mapentry<K, V>> entries) {
    for (const auto &e : entries) mapassign(m, e.key) = e.elem;
    return m;
}
template <class K, class V> map<K, V> mapof(const maptype *t, std::initializer_list<mapentry<K, V>> entries) {
    return mapof(map<K, V>{makemap(t, static_cast<int_>(entries.size()))}, entries);
}
template <class K, class V> map<K, V> mapof(smallmap<K, V> &room, const maptype *t, std::initializer_list<std::type_identity_t<mapentry<K, V>>> entries) {
    return mapof(makemap(room, t), entries);
}
template <class K, class V> map<K, V> mapof(smallmap<K, V> &&room, const maptype *t, std::initializer_list<std::type_identity_t<mapentry<K, V>>> entries) {
    return mapof(makemap(room, t), entries);
}

// for (runtime::mapiter it(m); it; it.next()) { k = it.key(); v = it.elem(); }
template <class K, class V> struct mapiter {
    hiter it;
    explicit mapiter(map<K, V> m) { mapiterinit(m.h, &it); }
    explicit operator bool() const { return it.key != nullptr; }
    void next() { mapiternext(&it); }
    const K &key() const { return *static_cast<const K *>(it.key); }
    V &elem() const { return *static_cast<V *>(it.elem); }
};

} // namespace runtime

} // namespace go

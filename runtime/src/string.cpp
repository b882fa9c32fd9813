// Strings: concatenation, comparison, conversions to and from bytes and runes.
#include "runtime/src/error.h"
#include "runtime/src/malloc.h"
#include "runtime/src/sizeclasses.h"

// Where the program begins and ends, of the linker.
extern char imagestart __asm__("__executable_start"), imageend __asm__("_end");

namespace go::runtime {

namespace {

constexpr rune runeError = 0xfffd;

uint8 *rawbytes(int_ n) { return static_cast<uint8 *>(mallocgcraw(static_cast<uintptr>(n))); }
uint8 *rawbytes(uint8 *buf, int_ n) {
    return buf && n <= static_cast<int_>(sizeof(tmpbuf)) ? buf : rawbytes(n);
}

// The heap's or the program's own: of a string in a frame nobody knows here how long it lives.
bool inframe(const uint8 *p) {
    auto at = reinterpret_cast<uintptr>(p), image = reinterpret_cast<uintptr>(&imagestart);
    return at - mheap_.arenaStart >= mheap_.arenaEnd - mheap_.arenaStart &&
           at - image >= reinterpret_cast<uintptr>(&imageend) - image;
}

string kept(uint8 *buf, string s) {
    if (s.len == 0) return {nullptr, 0};
    if (!inframe(s.ptr)) return s;
    uint8 *q = rawbytes(buf, s.len);
    memcpy(q, s.ptr, static_cast<size_t>(s.len));
    return {q, s.len};
}

int_ runelen(rune r) {
    if (r < 0) return 3;
    if (r < 0x80) return 1;
    if (r < 0x800) return 2;
    if (r < 0x10000) return 3; // surrogates become U+FFFD, which is as long
    return r <= 0x10ffff ? 4 : 3;
}

uint8 *encoderune(uint8 *q, rune r) {
    auto c = static_cast<uint32>(r);
    if (c > 0x10ffff || (c >= 0xd800 && c < 0xe000)) c = runeError;
    auto tail = [&](int shift) { return static_cast<uint8>(0x80 | (c >> shift & 0x3f)); };
    if (c < 0x80) {
        *q++ = static_cast<uint8>(c);
    } else if (c < 0x800) {
        *q++ = static_cast<uint8>(0xc0 | c >> 6);
        *q++ = tail(0);
    } else if (c < 0x10000) {
        *q++ = static_cast<uint8>(0xe0 | c >> 12);
        *q++ = tail(6);
        *q++ = tail(0);
    } else {
        *q++ = static_cast<uint8>(0xf0 | c >> 18);
        *q++ = tail(12);
        *q++ = tail(6);
        *q++ = tail(0);
    }
    return q;
}

} // namespace

GO_CC string concatstring2(string a, string b) {
    if (a.len == 0) return kept(nullptr, b);
    if (b.len == 0) return kept(nullptr, a);
    int_ n;
    if (__builtin_add_overflow(a.len, b.len, &n)) throw_("string concatenation too long");
    uint8 *q = rawbytes(n);
    memcpy(q, a.ptr, static_cast<size_t>(a.len));
    memcpy(q + a.len, b.ptr, static_cast<size_t>(b.len));
    return {q, n};
}

GO_CC string concatviews(std::initializer_list<string> parts) { return concatviews(nullptr, parts); }

GO_CC string concatviews(uint8 *buf, std::initializer_list<string> parts) {
    int_ n = 0;
    for (const string &s : parts)
        if (__builtin_add_overflow(n, s.len, &n)) throw_("string concatenation too long");
    if (n == 0) return {nullptr, 0};
    uint8 *q = rawbytes(buf, n), *to = q;
    for (const string &s : parts) {
        memcpy(to, s.ptr, static_cast<size_t>(s.len));
        to += s.len;
    }
    return {q, n};
}

GO_CC string concatstrings(std::initializer_list<string> parts) { return concatstrings(nullptr, parts); }

GO_CC string concatstrings(uint8 *buf, std::initializer_list<string> parts) {
    int_ n = 0;
    const string *only = nullptr;
    int_ nonempty = 0;
    for (const string &s : parts) {
        if (s.len == 0) continue;
        if (__builtin_add_overflow(n, s.len, &n)) throw_("string concatenation too long");
        only = &s;
        nonempty++;
    }
    if (nonempty == 0) return {nullptr, 0};
    if (nonempty == 1) return kept(buf, *only);
    uint8 *q = rawbytes(buf, n), *to = q;
    for (const string &s : parts) {
        memcpy(to, s.ptr, static_cast<size_t>(s.len));
        to += s.len;
    }
    return {q, n};
}

GO_CC int_ cmpstring(string a, string b) {
    int_ n = a.len < b.len ? a.len : b.len;
    int c = memcmp(a.ptr, b.ptr, static_cast<size_t>(n));
    return c ? c : a.len < b.len ? -1 : a.len > b.len;
}

// Strings of one byte share these, on a little-endian machine.
static string onebyte(uint8 c) { return {reinterpret_cast<const uint8 *>(&staticuint64s[c]), 1}; }

GO_CC string intstring(int64 v) { return intstring(nullptr, v); }

GO_CC string intstring(uint8 *buf, int64 v) {
    if (v >= 0 && v < 0x80) return onebyte(static_cast<uint8>(v));
    rune r = v >= 0 && v <= 0x10ffff ? static_cast<rune>(v) : runeError;
    uint8 *q = rawbytes(buf, 4);
    return {q, encoderune(q, r) - q};
}

GO_CC tuple<rune, int_> decoderune(string s, int_ i) {
    const uint8 *q = s.ptr + i;
    int_ left = s.len - i;
    uint8 c = q[0];
    auto cont = [&](int_ k, uint8 lo = 0x80, uint8 hi = 0xbf) {
        return k < left && q[k] >= lo && q[k] <= hi;
    };
    auto low = [&](int_ k) { return static_cast<rune>(q[k] & 0x3f); };
    if (c < 0x80) return {c, i + 1};
    if (c >= 0xc2 && c < 0xe0) {
        if (cont(1)) return {(c & 0x1f) << 6 | low(1), i + 2};
    } else if (c >= 0xe0 && c < 0xf0) {
        // No overlong forms, no surrogates.
        if (cont(1, c == 0xe0 ? 0xa0 : 0x80, c == 0xed ? 0x9f : 0xbf) && cont(2))
            return {(c & 0x0f) << 12 | low(1) << 6 | low(2), i + 3};
    } else if (c >= 0xf0 && c < 0xf5) {
        if (cont(1, c == 0xf0 ? 0x90 : 0x80, c == 0xf4 ? 0x8f : 0xbf) && cont(2) && cont(3))
            return {(c & 0x07) << 18 | low(1) << 12 | low(2) << 6 | low(3), i + 4};
    }
    return {runeError, i + 1};
}

GO_CC string slicebytetostring(slice<uint8> b) { return slicebytetostring(nullptr, b); }

GO_CC string slicebytetostring(uint8 *buf, slice<uint8> b) {
    if (b.len == 0) return {nullptr, 0};
    if (b.len == 1) return onebyte(*b.ptr);
    uint8 *q = rawbytes(buf, b.len);
    memcpy(q, b.ptr, static_cast<size_t>(b.len));
    return {q, b.len};
}

// What is left of a buffer may be seen: it is zero.
GO_CC slice<uint8> stringtoslicebyte(uint8 *buf, string s) {
    if (s.len > static_cast<int_>(sizeof(tmpbuf))) return stringtoslicebyte(s);
    memset(buf, 0, sizeof(tmpbuf));
    memcpy(buf, s.ptr, static_cast<size_t>(s.len));
    return {buf, s.len, sizeof(tmpbuf)};
}

GO_CC slice<uint8> stringtoslicebyte(string s) {
    auto cap = roundupsize(static_cast<uintptr>(s.len), true);
    auto *q = static_cast<uint8 *>(mallocgc(cap, true));
    memcpy(q, s.ptr, static_cast<size_t>(s.len));
    return {q, s.len, static_cast<int_>(cap)};
}

GO_CC string slicerunetostring(slice<rune> r) { return slicerunetostring(nullptr, r); }

GO_CC string slicerunetostring(uint8 *buf, slice<rune> r) {
    int_ n = 0;
    for (int_ i = 0; i < r.len; i++) n += runelen(r.ptr[i]);
    if (n == 0) return {nullptr, 0};
    uint8 *q = rawbytes(buf, n), *to = q;
    for (int_ i = 0; i < r.len; i++) to = encoderune(to, r.ptr[i]);
    return {q, n};
}

GO_CC int_ countrunes(string s) {
    int_ n = 0;
    for (int_ i = 0; i < s.len; n++) i = s.ptr[i] < 0x80 ? i + 1 : decoderune(s, i).r1;
    return n;
}

GO_CC slice<rune> stringtoslicerune(string s) { return stringtoslicerune(nullptr, s); }

GO_CC slice<rune> stringtoslicerune(rune *buf, string s) {
    int_ n = countrunes(s);
    uintptr size = sizeof(runebuf);
    rune *q = buf;
    if (buf && static_cast<uintptr>(n) * sizeof(rune) <= size) {
        memset(buf, 0, size);
    } else {
        size = roundupsize(static_cast<uintptr>(n) * sizeof(rune), true);
        q = static_cast<rune *>(mallocgc(size, true));
    }
    int_ k = 0;
    for (int_ i = 0; i < s.len; k++) {
        auto [r, next] = decoderune(s, i);
        q[k] = r;
        i = next;
    }
    return {q, n, static_cast<int_>(size / sizeof(rune))};
}

} // namespace go::runtime

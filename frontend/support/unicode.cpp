#include "frontend/support/unicode.h"

#include <algorithm>
#include <iterator>

namespace goloom {

namespace {

struct Range {
    uint32_t low, high, stride;
};

// clang-format off
#include "frontend/support/unicode_tables.inc"
// clang-format on

template <size_t N> bool contains(const Range (&table)[N], uint32_t rune) {
    const Range *r = std::lower_bound(std::begin(table), std::end(table), rune,
                                      [](const Range &r, uint32_t c) { return r.high < c; });
    return r != std::end(table) && rune >= r->low && (rune - r->low) % r->stride == 0;
}

} // namespace

bool isLetterRune(uint32_t c) {
    if (c < 0x80) return (c | 0x20) >= 'a' && (c | 0x20) <= 'z';
    return contains(letters, c);
}

bool isDigitRune(uint32_t c) {
    if (c < 0x80) return c >= '0' && c <= '9';
    return contains(digits, c);
}

bool isUpperRune(uint32_t c) {
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    return contains(uppers, c);
}

} // namespace goloom

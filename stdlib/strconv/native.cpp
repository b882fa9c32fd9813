// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of strconv: decimal text of floating-point numbers, on std::to_chars and
// std::from_chars, which round correctly and find the shortest text. Only the layout of the
// shortest 'f' and 'g' differs from C++'s and is done here.

#include "go/runtime.h"

#include <charconv>

namespace go::strconv {

namespace {

char *chars(slice<uint8> s) { return reinterpret_cast<char *>(s.ptr); }

// The shortest decimal of a float: digits without leading or trailing zeros, 0.d1d2d3… * 10^point.
struct decimal {
    char digits[24];
    int_ count;
    int_ point;
};

template <class F> decimal shortest(F f) {
    char text[32];
    const char *end = std::to_chars(text, text + sizeof text, f, std::chars_format::scientific).ptr;
    decimal d = {{}, 0, 0};
    const char *p = text;
    for (; *p != 'e'; p++)
        if (*p != '.') d.digits[d.count++] = *p;
    int exponent = 0;
    std::from_chars(p[1] == '+' ? p + 2 : p + 1, end, exponent);
    d.point = exponent + 1;
    if (f == 0) d.count = 0, d.point = 0;
    return d;
}

// d.ddde±dd
int_ layoutE(char *out, const decimal &d) {
    char *p = out;
    *p++ = d.count > 0 ? d.digits[0] : '0';
    if (d.count > 1) {
        *p++ = '.';
        memcpy(p, d.digits + 1, static_cast<size_t>(d.count - 1));
        p += d.count - 1;
    }
    int_ exponent = d.count > 0 ? d.point - 1 : 0;
    *p++ = 'e';
    *p++ = exponent < 0 ? '-' : '+';
    if (exponent < 0) exponent = -exponent;
    if (exponent >= 100) *p++ = static_cast<char>('0' + exponent / 100);
    *p++ = static_cast<char>('0' + exponent / 10 % 10);
    *p++ = static_cast<char>('0' + exponent % 10);
    return p - out;
}

// ddd.ddd
int_ layoutF(char *out, const decimal &d) {
    char *p = out;
    if (d.point <= 0) *p++ = '0';
    for (int_ i = 0; i < d.point; i++) *p++ = i < d.count ? d.digits[i] : '0';
    if (d.count > d.point) {
        *p++ = '.';
        for (int_ i = d.point; i < d.count; i++) *p++ = i < 0 ? '0' : d.digits[i];
    }
    return p - out;
}

int_ shortestText(char *out, const decimal &d, uint8 verb) {
    switch (verb) {
    case 'e': return layoutE(out, d);
    case 'f': return layoutF(out, d);
    }
    // 'g' without a precision chooses the notation as with a precision of 6.
    return d.point < -3 || d.point > 6 ? layoutE(out, d) : layoutF(out, d);
}

int_ textOf(slice<uint8> dst, float64 f, uint8 verb, int_ prec, bool narrow) {
    if (prec < 0)
        return shortestText(chars(dst), narrow ? shortest(static_cast<float32>(f)) : shortest(f), verb);
    auto format = verb == 'e'   ? std::chars_format::scientific
                  : verb == 'f' ? std::chars_format::fixed
                                : std::chars_format::general;
    return std::to_chars(chars(dst), chars(dst) + dst.len, f, format, static_cast<int>(prec)).ptr -
           chars(dst);
}

template <class F> tuple<float64, bool> valueOf(string s) {
    const char *text = reinterpret_cast<const char *>(s.ptr);
    F f = 0;
    auto [end, error] = std::from_chars(text, text + s.len, f);
    return {f, error == std::errc() && f - f == 0};
}

} // namespace

GO_CC int_ floatText(slice<uint8> dst, float64 f, uint8 verb, int_ prec, bool narrow) {
    return textOf(dst, f, verb, prec, narrow);
}

GO_CC tuple<float64, bool> decimalValue(string s, bool narrow) {
    return narrow ? valueOf<float32>(s) : valueOf<float64>(s);
}

} // namespace go::strconv

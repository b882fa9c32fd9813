// Division of complex numbers as Go defines it for infinities and NaN.
#include "go/runtime.h"

#include <cmath>

namespace go::runtime {

namespace {
bool finite(complex128 c) { return std::isfinite(c.re) && std::isfinite(c.im); }
bool infinite(complex128 c) { return std::isinf(c.re) || std::isinf(c.im); }
// 1 or 0 with the sign of f: what is left of a number beside an infinity.
float64 unit(float64 f) { return std::copysign(std::isinf(f) ? 1.0 : 0.0, f); }
} // namespace

GO_CC complex128 complex128div(complex128 n, complex128 m) {
    complex128 q;
    // Smith's method: divide by the larger part of m, so that nothing overflows on the way.
    if (std::fabs(m.re) >= std::fabs(m.im)) {
        float64 ratio = m.im / m.re, denom = m.re + ratio * m.im;
        q = {(n.re + n.im * ratio) / denom, (n.im - n.re * ratio) / denom};
    } else {
        float64 ratio = m.re / m.im, denom = m.im + ratio * m.re;
        q = {(n.re * ratio + n.im) / denom, (n.im * ratio - n.re) / denom};
    }
    if (!std::isnan(q.re) || !std::isnan(q.im)) return q;
    float64 a = n.re, b = n.im, c = m.re, d = m.im;
    if (c == 0 && d == 0 && (!std::isnan(a) || !std::isnan(b)))
        return {std::copysign(INFINITY, c) * a, std::copysign(INFINITY, c) * b};
    if (infinite(n) && finite(m)) {
        a = unit(a);
        b = unit(b);
        return {INFINITY * (a * c + b * d), INFINITY * (b * c - a * d)};
    }
    if (infinite(m) && finite(n)) {
        c = unit(c);
        d = unit(d);
        return {0 * (a * c + b * d), 0 * (b * c - a * d)};
    }
    return q;
}

} // namespace go::runtime

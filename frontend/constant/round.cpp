// Rounding constants to float32 and float64: IEEE 754, to nearest, ties to even.
#include "frontend/constant/rep.h"

#include <cmath>

namespace goloom::constant {

namespace mp = boost::multiprecision;

// num/den * 2^exp, rounded to `mantissa` bits with exponents down to minExp (of the last bit of a subnormal);
// ±Inf above maxExp. num and den are positive.
static double nearest(Int num, Int den, int64_t exp, bool negative, int mantissa, int minExp,
                      int maxExponent) {
    // A quotient of mantissa+2 bits or more, and whether anything is left.
    int64_t shift = mantissa + 2 - (static_cast<int64_t>(bits(num)) - static_cast<int64_t>(bits(den)));
    if (shift > 0) num <<= static_cast<unsigned>(shift);
    if (shift < 0) den <<= static_cast<unsigned>(-shift);
    exp -= shift;
    Int q, rest;
    mp::divide_qr(num, den, q, rest);
    bool sticky = rest != 0;

    int64_t drop = static_cast<int64_t>(bits(q)) - mantissa;
    drop = std::max(drop, minExp - exp);
    if (drop > 0) {
        if (drop > static_cast<int64_t>(bits(q)) + 1) return negative ? -0.0 : 0.0;
        auto d = static_cast<unsigned>(drop);
        Int low = q & ((Int(1) << d) - 1), half = Int(1) << (d - 1);
        q >>= d;
        exp += drop;
        if (low > half || (low == half && (sticky || mp::bit_test(q, 0)))) q += 1;
    }
    if (q == 0) return negative ? -0.0 : 0.0;
    if (exp + static_cast<int64_t>(bits(q)) > maxExponent) return negative ? -INFINITY : INFINITY;
    double result = std::ldexp(static_cast<double>(static_cast<uint64_t>(q)), static_cast<int>(exp));
    return negative ? -result : result;
}

static double rounded(Value x, int mantissa, int minExp, int maxExponent) {
    if (auto *i = get<Int>(x)) {
        if (*i == 0) return 0;
        return nearest(mp::abs(*i), 1, 0, *i < 0, mantissa, minExp, maxExponent);
    }
    if (auto *r = get<Rat>(x)) {
        if (*r == 0) return 0;
        return nearest(mp::abs(mp::numerator(*r)), mp::denominator(*r), 0, *r < 0, mantissa, minExp,
                       maxExponent);
    }
    if (auto *b = get<Big>(x)) {
        long long exp = 0;
        Big m = mp::frexp(mp::abs(*b), &exp);
        Int digits = mp::ldexp(m, 512).convert_to<Int>();
        return nearest(digits, 1, static_cast<int64_t>(exp) - 512, *b < 0, mantissa, minExp, maxExponent);
    }
    return NAN;
}

double toDouble(Value x) { return rounded(toFloat(x), 53, -1074, 1024); }
float toFloat32(Value x) { return static_cast<float>(rounded(toFloat(x), 24, -149, 128)); }

Value roundFloat64(Value x) {
    double d = toDouble(x);
    return std::isinf(d) ? makeUnknown() : makeFloat64(d);
}

Value roundFloat32(Value x) {
    float f = toFloat32(x);
    return std::isinf(f) ? makeUnknown() : makeFloat64(static_cast<double>(f));
}

} // namespace goloom::constant

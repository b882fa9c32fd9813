// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of math, on the C library; Sqrt is in go/intrinsics.h.

#include "go/runtime.h"

#include <math.h>

namespace go::math {

GO_CC float64 Cbrt(float64 x) { return cbrt(x); }
GO_CC float64 FMA(float64 x, float64 y, float64 z) { return fma(x, y, z); }
GO_CC float64 Mod(float64 x, float64 y) { return fmod(x, y); }
GO_CC float64 Remainder(float64 x, float64 y) {
    float64 r = remainder(x, y);
    return r == 0 ? copysign(r, x) : r; // glibc loses the sign for a denormal y
}
GO_CC float64 Hypot(float64 p, float64 q) { return hypot(p, q); }

GO_CC float64 Exp(float64 x) { return exp(x); }
GO_CC float64 Exp2(float64 x) { return exp2(x); }
GO_CC float64 Expm1(float64 x) { return expm1(x); }
GO_CC float64 Log(float64 x) { return log(x); }
GO_CC float64 Log2(float64 x) { return log2(x); }
GO_CC float64 Log10(float64 x) { return log10(x); }
GO_CC float64 Log1p(float64 x) { return log1p(x); }
GO_CC float64 Pow(float64 x, float64 y) { return pow(x, y); }

GO_CC float64 Sin(float64 x) { return sin(x); }
GO_CC float64 Cos(float64 x) { return cos(x); }
GO_CC tuple<float64, float64> Sincos(float64 x) { return {sin(x), cos(x)}; }
GO_CC float64 Tan(float64 x) { return tan(x); }
GO_CC float64 Asin(float64 x) { return asin(x); }
GO_CC float64 Acos(float64 x) { return acos(x); }
GO_CC float64 Atan(float64 x) { return atan(x); }
GO_CC float64 Atan2(float64 y, float64 x) { return atan2(y, x); }

GO_CC float64 Sinh(float64 x) { return sinh(x); }
GO_CC float64 Cosh(float64 x) { return cosh(x); }
GO_CC float64 Tanh(float64 x) { return tanh(x); }
GO_CC float64 Asinh(float64 x) { return asinh(x); }
GO_CC float64 Acosh(float64 x) { return acosh(x); }
GO_CC float64 Atanh(float64 x) { return atanh(x); }

GO_CC float64 Erf(float64 x) { return erf(x); }
GO_CC float64 Erfc(float64 x) { return erfc(x); }
GO_CC float64 gamma(float64 x) { return tgamma(x); }
GO_CC tuple<float64, int_> lgamma(float64 x) {
    int sign = 1;
    float64 r = lgamma_r(x, &sign);
    return {r, sign};
}
GO_CC float64 bessel1(int_ n, float64 x) { return jn(static_cast<int>(n), x); }
GO_CC float64 bessel2(int_ n, float64 x) { return yn(static_cast<int>(n), x); }

} // namespace go::math

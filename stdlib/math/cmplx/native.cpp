// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of math/cmplx, on the C library. Its functions are declared here because <complex.h>
// is another header in C++.

#include "go/runtime.h"

#pragma clang diagnostic ignored "-Wc99-extensions"

using cdouble = double _Complex;
extern "C" {
cdouble csqrt(cdouble);
cdouble cexp(cdouble);
cdouble clog(cdouble);
cdouble csin(cdouble);
cdouble ccos(cdouble);
cdouble ctan(cdouble);
cdouble casin(cdouble);
cdouble cacos(cdouble);
cdouble catan(cdouble);
cdouble csinh(cdouble);
cdouble ccosh(cdouble);
cdouble ctanh(cdouble);
cdouble casinh(cdouble);
cdouble cacosh(cdouble);
cdouble catanh(cdouble);
}

namespace go::math::cmplx {

namespace {

complex128 apply(cdouble (*f)(cdouble), complex128 x) {
    cdouble y = f(__builtin_complex(x.re, x.im));
    return {__real__ y, __imag__ y};
}

} // namespace

GO_CC complex128 Sqrt(complex128 x) { return apply(csqrt, x); }
GO_CC complex128 Exp(complex128 x) { return apply(cexp, x); }
GO_CC complex128 Log(complex128 x) { return apply(clog, x); }
GO_CC complex128 nativeSin(complex128 x) { return apply(csin, x); }
GO_CC complex128 nativeCos(complex128 x) { return apply(ccos, x); }
GO_CC complex128 nativeTan(complex128 x) { return apply(ctan, x); }
GO_CC complex128 Asin(complex128 x) { return apply(casin, x); }
GO_CC complex128 nativeAcos(complex128 x) { return apply(cacos, x); }
GO_CC complex128 Atan(complex128 x) { return apply(catan, x); }
GO_CC complex128 Sinh(complex128 x) { return apply(csinh, x); }
GO_CC complex128 nativeCosh(complex128 x) { return apply(ccosh, x); }
GO_CC complex128 Tanh(complex128 x) { return apply(ctanh, x); }
GO_CC complex128 Asinh(complex128 x) { return apply(casinh, x); }
GO_CC complex128 Acosh(complex128 x) { return apply(cacosh, x); }
GO_CC complex128 Atanh(complex128 x) { return apply(catanh, x); }

} // namespace go::math::cmplx

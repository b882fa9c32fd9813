// How a constant is held. Private to frontend/constant.
//
// An Int is a cpp_int. A Float is a fraction while both its parts have fewer than maxExp bits, and a 512-bit
// float beyond: arithmetic on usual constants is exact, and 1e100000 costs no more than 1.5.
#pragma once

#include "frontend/constant/value.h"

#include "boost/multiprecision/cpp_bin_float.hpp"
#include "boost/multiprecision/cpp_int.hpp"

#include <variant>

namespace goloom::constant {

using Int = boost::multiprecision::cpp_int;
using Rat = boost::multiprecision::cpp_rational;
using Big = boost::multiprecision::number<
    boost::multiprecision::cpp_bin_float<512, boost::multiprecision::digit_base_2, void, int64_t,
                                         -2147483648LL, 2147483647LL>,
    boost::multiprecision::et_off>;

constexpr int maxExp = 4096;

struct ComplexRep {
    Value re, im;
};
struct UnknownRep {};

// The alternatives of a Float are Rat and Big.
struct Rep {
    std::variant<UnknownRep, bool, std::string, Int, Rat, Big, ComplexRep> v;
};

Value keep(Rep); // in the table of all representations, which the process never gives up
template <class T> Value makeRep(T &&x) { return keep({std::forward<T>(x)}); }
template <class T> const T *get(Value x) { return x.rep() ? std::get_if<T>(&x.rep()->v) : nullptr; }

unsigned bits(const Int &); // of |x|; 0 for 0
Value makeInt(Int);
Value makeRat(Rat);                                     // Float
Value makeBig(Big);                                     // Float, or Unknown if infinite
Int parseDigits(llvm::StringRef digits, unsigned base); // underscores are skipped
double toDouble(Value);
float toFloat32(Value);

} // namespace goloom::constant

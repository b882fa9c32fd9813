// Exact constant values. spec "Constants": "Numeric constants represent exact values of arbitrary precision
// and do not overflow."
//
// A Value is a handle to an immutable representation that lives as long as the process (constants are few and
// small). Integers are exact up to 512 bits beyond which gc, too, reports overflow; rationals are exact; what
// is too large for a rational becomes a 512-bit float. Operations never fail silently: an impossible one
// (division by zero, mismatched kinds) gives Unknown, and the checker reports it before asking.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <optional>
#include <string>

namespace goloom::constant {

enum class Kind : uint8_t { Unknown, Bool, String, Int, Float, Complex };

enum class Op : uint8_t {
    Add,
    Sub,
    Mul,
    Quo /* exact */,
    QuoInt /* truncated */,
    Rem,
    And,
    Or,
    Xor,
    AndNot,
    LAnd,
    LOr,
    Not,
    Neg,
    Plus,
    Compl,
    Eql,
    Neq,
    Lss,
    Leq,
    Gtr,
    Geq,
};

struct Rep;

class Value {
  public:
    Value() = default; // no value: not a constant
    explicit Value(const Rep *r) : rep_(r) {}
    explicit operator bool() const { return rep_ != nullptr; }
    Kind kind() const; // Unknown for no value
    const Rep *rep() const { return rep_; }

  private:
    const Rep *rep_ = nullptr;
};

Value makeUnknown();
Value makeBool(bool);
Value makeString(llvm::StringRef);
Value makeInt64(int64_t);
Value makeUint64(uint64_t);
Value makeFloat64(double); // Unknown for infinities and NaN
// The text of a literal that the lexer has accepted: integers, floats, imaginary ones (suffix i), runes,
// strings.
Value makeFromLiteral(llvm::StringRef text);

bool boolVal(Value);
llvm::StringRef stringVal(Value);       // bytes
std::optional<int64_t> int64Val(Value); // exact or nothing; Int, or Float with an integer value
std::optional<uint64_t> uint64Val(Value);
double float64Val(Value); // nearest; ±Inf where too large
float float32Val(Value);

Value real(Value);
Value imag(Value);
Value toInt(Value);   // Int, or Unknown if not an integer
Value toFloat(Value); // Int or Float, or Unknown if the imaginary part is not 0
Value toComplex(Value);
Value makeImag(Value); // x*i
Value complex(Value re, Value im);

int sign(Value);   // -1, 0, 1; of a complex: 0 exactly when it is zero
int bitLen(Value); // of |x|; x is an Int
bool isInt(Value); // an integer in value, whatever its kind

Value unaryOp(Op, Value x, unsigned prec /* bits of an unsigned type for ^, else 0 */);
Value binaryOp(Value x, Op, Value y); // operands of any numeric kinds are matched first
Value shift(Value x, bool left, unsigned n);
bool compare(Value x, Op, Value y);

// Rounded to the nearest float32 / float64; Unknown on overflow.
Value roundFloat32(Value);
Value roundFloat64(Value);

// As gc prints constants in messages: strings quoted and shortened, floats by %.6g.
std::string toString(Value);
// Exactly, as C++ or Go source would spell it (integers in full, floats in hexadecimal or shortest decimal
// form).
std::string exactString(Value);
// A Go constant expression of exactly this value, for stubs. Empty: there is none (a float too large for a
// fraction).
std::string goSource(Value);

} // namespace goloom::constant

// Exact constants: making them, taking them apart, converting between kinds, arithmetic. Literals are in
// literal.cpp, text and rounding in text.cpp and round.cpp.
#include "frontend/constant/rep.h"

#include <cassert>
#include <deque>

namespace goloom::constant {

namespace mp = boost::multiprecision;

unsigned bits(const Int &x) { return x == 0 ? 0 : static_cast<unsigned>(mp::msb(mp::abs(x))) + 1; }

Value makeInt(Int x) { return makeRep(std::move(x)); }

static bool small(const Int &x) { return bits(x) < maxExp; }

Value makeRat(Rat x) {
    Int n = mp::numerator(x), d = mp::denominator(x);
    if (small(n) && small(d)) return makeRep(std::move(x));
    return makeBig(Big(n) / Big(d));
}

Value makeBig(Big x) {
    if (mp::isinf(x) || mp::isnan(x)) return makeUnknown();
    if (x == 0) return makeRep(Rat(0));
    return makeRep(std::move(x));
}

// ---------------------------------------------------------------- factories

Value keep(Rep rep) {
    static auto *all = new std::deque<Rep>;
    all->push_back(std::move(rep));
    return Value(&all->back());
}

Kind Value::kind() const {
    if (!rep_) return Kind::Unknown;
    constexpr Kind kinds[] = {Kind::Unknown, Kind::Bool,  Kind::String, Kind::Int,
                              Kind::Float,   Kind::Float, Kind::Complex};
    return kinds[rep_->v.index()];
}

Value makeUnknown() {
    static const Rep unknown{UnknownRep{}};
    return Value(&unknown);
}

Value makeBool(bool b) {
    static const Rep yes{true}, no{false};
    return Value(b ? &yes : &no);
}

Value makeString(llvm::StringRef s) { return makeRep(s.str()); }
Value makeInt64(int64_t x) { return makeInt(x); }
Value makeUint64(uint64_t x) { return makeInt(x); }

Value makeFloat64(double x) {
    if (std::isinf(x) || std::isnan(x)) return makeUnknown();
    int exp;
    double m = std::frexp(x, &exp);
    Int mant = static_cast<int64_t>(std::ldexp(m, 53));
    exp -= 53;
    if (exp >= 0) return makeRat(Rat(Int(mant << exp)));
    return makeRat(Rat(mant, Int(1) << -exp));
}

// ---------------------------------------------------------------- parts

bool boolVal(Value x) {
    auto *b = get<bool>(x);
    return b && *b;
}

llvm::StringRef stringVal(Value x) {
    auto *s = get<std::string>(x);
    return s ? llvm::StringRef(*s) : llvm::StringRef();
}

template <class T> static std::optional<T> narrow(Value x) {
    x = toInt(x);
    auto *i = get<Int>(x);
    if (!i || *i < std::numeric_limits<T>::min() || *i > std::numeric_limits<T>::max()) return std::nullopt;
    return static_cast<T>(*i);
}

std::optional<int64_t> int64Val(Value x) { return narrow<int64_t>(x); }
std::optional<uint64_t> uint64Val(Value x) { return narrow<uint64_t>(x); }

double float64Val(Value x) { return toDouble(x); }
float float32Val(Value x) { return toFloat32(x); }

Value real(Value x) {
    auto *c = get<ComplexRep>(x);
    return c ? c->re : x;
}

Value imag(Value x) {
    if (auto *c = get<ComplexRep>(x)) return c->im;
    return x.kind() == Kind::Unknown ? x : makeInt64(0);
}

// ---------------------------------------------------------------- conversions between kinds

// A float that arithmetic has brought within a few bits of an integer is not taken for one, unless dropping
// those bits gives one: 512 bits round where the exact value would not have.
static Value bigToInt(const Big &x) {
    if (mp::abs(x) >= mp::ldexp(Big(1), maxExp)) return makeUnknown();
    if (mp::trunc(x) == x) return makeInt(x.convert_to<Int>());
    Big nearest = mp::round(x);
    if (nearest == 0) return makeUnknown();
    if (mp::abs(x - nearest) <= mp::abs(mp::ldexp(x, -508))) return makeInt(nearest.convert_to<Int>());
    return makeUnknown();
}

Value toInt(Value x) {
    if (get<Int>(x)) return x;
    if (auto *r = get<Rat>(x)) return mp::denominator(*r) == 1 ? makeInt(mp::numerator(*r)) : makeUnknown();
    if (auto *b = get<Big>(x)) return bigToInt(*b);
    if (auto *c = get<ComplexRep>(x))
        if (sign(c->im) == 0) return toInt(c->re);
    return makeUnknown();
}

Value toFloat(Value x) {
    if (auto *i = get<Int>(x)) return makeRat(Rat(*i));
    if (get<Rat>(x) || get<Big>(x)) return x;
    if (auto *c = get<ComplexRep>(x))
        if (sign(c->im) == 0) return toFloat(c->re);
    return makeUnknown();
}

Value toComplex(Value x) {
    switch (x.kind()) {
    case Kind::Int:
    case Kind::Float: return makeRep(ComplexRep{x, makeInt64(0)});
    case Kind::Complex: return x;
    default: return makeUnknown();
    }
}

Value complex(Value re, Value im) {
    if (re.kind() == Kind::Unknown || im.kind() == Kind::Unknown) return makeUnknown();
    return makeRep(ComplexRep{re, im});
}

Value makeImag(Value x) {
    if (x.kind() != Kind::Int && x.kind() != Kind::Float) return makeUnknown();
    return complex(makeInt64(0), x);
}

int sign(Value x) {
    if (auto *i = get<Int>(x)) return i->sign();
    if (auto *r = get<Rat>(x)) return r->sign();
    if (auto *b = get<Big>(x)) return b->sign();
    if (auto *c = get<ComplexRep>(x)) return sign(c->re) | sign(c->im);
    return 1; // Unknown: avoids follow-up errors such as a division by zero
}

int bitLen(Value x) {
    auto *i = get<Int>(x);
    return i ? static_cast<int>(bits(*i)) : 0;
}

bool isInt(Value x) { return toInt(x).kind() == Kind::Int; }

// ---------------------------------------------------------------- operations

static Big big(Value x) {
    if (auto *r = get<Rat>(x)) return Big(mp::numerator(*r)) / Big(mp::denominator(*r));
    if (auto *i = get<Int>(x)) return Big(*i);
    return *get<Big>(x);
}

Value unaryOp(Op op, Value x, unsigned prec) {
    switch (op) {
    case Op::Plus: return x;
    case Op::Neg:
        if (auto *i = get<Int>(x)) return makeInt(-*i);
        if (auto *r = get<Rat>(x)) return makeRep(Rat(-*r));
        if (auto *b = get<Big>(x)) return makeBig(-*b);
        if (auto *c = get<ComplexRep>(x)) return complex(unaryOp(op, c->re, 0), unaryOp(op, c->im, 0));
        return makeUnknown();
    case Op::Compl:
        if (auto *i = get<Int>(x)) {
            Int z = -*i - 1;
            if (prec)
                z += Int(1) << prec; // spec: "the bitwise complement of x is m ^ x with m = all bits set for
                                     // unsigned x"
            return makeInt(std::move(z));
        }
        return makeUnknown();
    case Op::Not: return x.kind() == Kind::Bool ? makeBool(!boolVal(x)) : makeUnknown();
    default: return makeUnknown();
    }
}

// &, |, ^ and &^ work on two's complement; cpp_int keeps sign and magnitude. ~a stands for the complement of
// a negative operand: each case is brought to operations on non-negative numbers.
static Int bitwise(Op op, const Int &x, const Int &y) {
    unsigned width = std::max(bits(x), bits(y)) + 1;
    Int mask = (Int(1) << width) - 1;
    auto twos = [&](const Int &v) { return v < 0 ? Int(v + mask + 1) : v; };
    Int a = twos(x), b = twos(y), z;
    switch (op) {
    case Op::And: z = a & b; break;
    case Op::Or: z = a | b; break;
    case Op::Xor: z = a ^ b; break;
    default: z = a & (mask ^ b); break;
    }
    if (mp::bit_test(z, width - 1)) z -= mask + 1;
    return z;
}

static Value intOp(const Int &x, Op op, const Int &y) {
    switch (op) {
    case Op::Add: return makeInt(x + y);
    case Op::Sub: return makeInt(x - y);
    case Op::Mul: return makeInt(x * y);
    case Op::Quo: return y == 0 ? makeUnknown() : makeRat(Rat(x, y));
    case Op::QuoInt: return y == 0 ? makeUnknown() : makeInt(x / y);
    case Op::Rem: return y == 0 ? makeUnknown() : makeInt(x % y);
    case Op::And:
    case Op::Or:
    case Op::Xor:
    case Op::AndNot: return makeInt(bitwise(op, x, y));
    default: return makeUnknown();
    }
}

static Value ratOp(const Rat &x, Op op, const Rat &y) {
    switch (op) {
    case Op::Add: return makeRat(x + y);
    case Op::Sub: return makeRat(x - y);
    case Op::Mul: return makeRat(x * y);
    case Op::Quo: return y == 0 ? makeUnknown() : makeRat(x / y);
    default: return makeUnknown();
    }
}

static Value bigOp(const Big &x, Op op, const Big &y) {
    switch (op) {
    case Op::Add: return makeBig(x + y);
    case Op::Sub: return makeBig(x - y);
    case Op::Mul: return makeBig(x * y);
    case Op::Quo: return y == 0 ? makeUnknown() : makeBig(x / y);
    default: return makeUnknown();
    }
}

static Value complexOp(const ComplexRep &x, Op op, const ComplexRep &y) {
    auto f = [](Value a, Op o, Value b) { return binaryOp(a, o, b); };
    switch (op) {
    case Op::Add:
    case Op::Sub: return complex(f(x.re, op, y.re), f(x.im, op, y.im));
    case Op::Mul: // (a+c) + (b+d)i form: (ac-bd) + (bc+ad)i
        return complex(f(f(x.re, Op::Mul, y.re), Op::Sub, f(x.im, Op::Mul, y.im)),
                       f(f(x.im, Op::Mul, y.re), Op::Add, f(x.re, Op::Mul, y.im)));
    case Op::Quo: {
        Value s = f(f(y.re, Op::Mul, y.re), Op::Add, f(y.im, Op::Mul, y.im));
        if (sign(s) == 0) return makeUnknown();
        Value re = f(f(x.re, Op::Mul, y.re), Op::Add, f(x.im, Op::Mul, y.im));
        Value im = f(f(x.im, Op::Mul, y.re), Op::Sub, f(x.re, Op::Mul, y.im));
        return complex(f(re, Op::Quo, s), f(im, Op::Quo, s));
    }
    default: return makeUnknown();
    }
}

// Order of the alternatives: an operand of a later one takes the other with it.
static int rank(Value x) { return get<ComplexRep>(x) ? 3 : get<Big>(x) ? 2 : get<Rat>(x) ? 1 : 0; }

static bool numeric(Value x) {
    return x.kind() == Kind::Int || x.kind() == Kind::Float || x.kind() == Kind::Complex;
}

static Rat rat(Value x) {
    if (auto *i = get<Int>(x)) return Rat(*i);
    return *get<Rat>(x);
}

Value binaryOp(Value x, Op op, Value y) {
    if (x.kind() == Kind::Bool && y.kind() == Kind::Bool) {
        if (op == Op::LAnd) return makeBool(boolVal(x) && boolVal(y));
        if (op == Op::LOr) return makeBool(boolVal(x) || boolVal(y));
        return makeUnknown();
    }
    if (x.kind() == Kind::String && y.kind() == Kind::String)
        return op == Op::Add ? makeString(stringVal(x).str() + stringVal(y).str()) : makeUnknown();
    if (!numeric(x) || !numeric(y)) return makeUnknown();
    switch (std::max(rank(x), rank(y))) {
    case 0: return intOp(*get<Int>(x), op, *get<Int>(y));
    case 1: return ratOp(rat(x), op, rat(y));
    case 2: return bigOp(big(x), op, big(y));
    default: return complexOp(*get<ComplexRep>(toComplex(x)), op, *get<ComplexRep>(toComplex(y)));
    }
}

Value shift(Value x, bool left, unsigned n) {
    constexpr unsigned limit = 1u << 20; // far beyond what the checker lets through
    auto *i = get<Int>(x);
    if (!i) return makeUnknown();
    if (n == 0) return x;
    if (left) return n > limit && *i != 0 ? makeUnknown() : makeInt(*i == 0 ? Int(0) : Int(*i << n));
    if (n > bits(*i)) return makeInt(*i < 0 ? -1 : 0);
    if (*i >= 0) return makeInt(*i >> n);
    return makeInt(-((-*i - 1) >> n) - 1); // an arithmetic shift
}

template <class T> static bool ordered(const T &x, Op op, const T &y) {
    switch (op) {
    case Op::Eql: return x == y;
    case Op::Neq: return x != y;
    case Op::Lss: return x < y;
    case Op::Leq: return x <= y;
    case Op::Gtr: return x > y;
    case Op::Geq: return x >= y;
    default: return false;
    }
}

bool compare(Value x, Op op, Value y) {
    if (x.kind() == Kind::Unknown || y.kind() == Kind::Unknown) return false;
    if (x.kind() == Kind::Bool) return ordered(boolVal(x), op, boolVal(y));
    if (x.kind() == Kind::String) return ordered(stringVal(x), op, stringVal(y));
    if (!numeric(x) || !numeric(y)) return false;
    switch (std::max(rank(x), rank(y))) {
    case 0: return ordered(*get<Int>(x), op, *get<Int>(y));
    case 1: return ordered(rat(x), op, rat(y));
    case 2: return ordered(big(x), op, big(y));
    default: {
        bool same = compare(real(x), Op::Eql, real(y)) && compare(imag(x), Op::Eql, imag(y));
        return op == Op::Neq ? !same : same;
    }
    }
}

} // namespace goloom::constant

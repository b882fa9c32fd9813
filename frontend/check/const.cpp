// Constants and types: what a basic type can represent, and overflow. spec "Representability".
#include "frontend/check/check.h"

#include <cmath>

namespace goloom {

using namespace types;
namespace ct = constant;

// What an operation that may overflow is called.
static llvm::StringRef opName(ast::Expr *e) {
    if (auto *u = llvm::dyn_cast_or_null<ast::UnaryExpr>(e))
        return u->op == ast::Token::Xor ? "bitwise complement " : "";
    auto *b = llvm::dyn_cast_or_null<ast::BinaryExpr>(e);
    if (!b) return "";
    switch (b->op) {
    case ast::Token::Add: return "addition ";
    case ast::Token::Sub: return "subtraction ";
    case ast::Token::Xor: return "bitwise XOR ";
    case ast::Token::Mul: return "multiplication ";
    case ast::Token::Shl: return "shift ";
    default: return "";
    }
}

void Checker::overflow(Operand &x, Pos opPos) {
    if (x.val.kind() == ct::Kind::Unknown) {
        error(opPos, Diag::UnrepresentableResult);
        return;
    }
    if (isTyped(x.type)) {
        representable(x, llvm::cast<Basic>(under(x.type)));
        return;
    }
    constexpr int prec = 512; // bits of an untyped integer
    if (x.val.kind() == ct::Kind::Int && ct::bitLen(x.val) > prec) {
        error(opPos, Diag::ConstantOverflow) << opName(x.expr);
        x.val = ct::makeUnknown();
    }
}

static bool fitsInteger(ct::Value v, BasicKind k) {
    auto within = [&](int64_t lo, int64_t hi) {
        auto i = ct::int64Val(v);
        return i && lo <= *i && *i <= hi;
    };
    switch (k) {
    case BasicKind::UntypedInt:
    case BasicKind::UntypedRune: return true;
    case BasicKind::Int:
    case BasicKind::Int64: return ct::int64Val(v).has_value();
    case BasicKind::Int8: return within(INT8_MIN, INT8_MAX);
    case BasicKind::Int16: return within(INT16_MIN, INT16_MAX);
    case BasicKind::Int32: return within(INT32_MIN, INT32_MAX);
    case BasicKind::Uint8: return within(0, UINT8_MAX);
    case BasicKind::Uint16: return within(0, UINT16_MAX);
    case BasicKind::Uint32: return within(0, UINT32_MAX);
    default: return ct::uint64Val(v).has_value(); // uint, uint64, uintptr
    }
}

bool Checker::representableConst(ct::Value v, Basic *t, ct::Value *rounded) {
    if (v.kind() == ct::Kind::Unknown) return true; // no follow-up errors
    auto answer = [&](ct::Value r) {
        if (r.kind() == ct::Kind::Unknown) return false;
        if (rounded) *rounded = r;
        return true;
    };
    if (t->info & IsInteger) {
        ct::Value i = ct::toInt(v);
        return i.kind() == ct::Kind::Int && answer(i) && fitsInteger(i, t->basic);
    }
    if (t->info & IsFloat) {
        ct::Value f = ct::toFloat(v);
        if (f.kind() == ct::Kind::Unknown) return false;
        if (t->basic == BasicKind::Float32) return answer(ct::roundFloat32(f));
        if (t->basic == BasicKind::Float64) return answer(ct::roundFloat64(f));
        return true;
    }
    if (t->info & IsComplex) {
        ct::Value c = ct::toComplex(v);
        if (c.kind() == ct::Kind::Unknown) return false;
        auto *round = t->basic == BasicKind::Complex64    ? ct::roundFloat32
                      : t->basic == BasicKind::Complex128 ? ct::roundFloat64
                                                          : nullptr;
        return !round || answer(ct::complex(round(ct::real(c)), round(ct::imag(c))));
    }
    if (t->info & IsString) return v.kind() == ct::Kind::String;
    if (t->info & IsBoolean) return v.kind() == ct::Kind::Bool;
    return false;
}

ct::Value Checker::representation(Operand &x, Basic *t, Diag *code) {
    ct::Value v = x.val;
    if (representableConst(x.val, t, &v)) return v;
    if (code) {
        *code = Diag::InvalidUntypedConversion;
        if (isNumeric(x.type) && isNumeric(t))
            *code = !isInteger(x.type) && isInteger(t) ? Diag::TruncatedFloat : Diag::NumericOverflow;
    }
    return {};
}

void Checker::representable(Operand &x, Basic *t) {
    Diag code{};
    if (ct::Value v = representation(x, t, &code)) {
        x.val = v;
        return;
    }
    invalidConversion(code, x, t);
    x.invalidate();
}

void Checker::invalidConversion(Diag code, Operand &x, Type *target) {
    error(x.pos(), code) << str(x) << str(target);
}

} // namespace goloom

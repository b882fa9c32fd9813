// Constants and zero values as C++ literals. spec "Constants", "The zero value".
//
// A literal has the C++ type that its digits have; typed() casts it where a template would deduce from that.
#include "codegen/lower/kinds.h"
#include "frontend/types/typeset.h"

#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace goloom {

bool isEmptyIface(types::Type *t, Arena &arena) {
    auto *i = ifaceOf(t);
    return i && types::typeSet(i, arena).methods.empty();
}

std::string quotedLiteral(StringRef bytes) {
    std::string s = "\"";
    for (unsigned char c : bytes) {
        switch (c) {
        case '"': s += "\\\""; break;
        case '\\': s += "\\\\"; break;
        case '\n': s += "\\n"; break;
        case '\t': s += "\\t"; break;
        case '\r': s += "\\r"; break;
        default:
            if (c >= 0x20 && c < 0x7f) {
                s += static_cast<char>(c);
            } else {
                char room[8];
                snprintf(room, sizeof room, "\\%03o", c);
                s += room;
            }
        }
    }
    return s + '"';
}

static std::string stringLiteral(StringRef bytes) { return quotedLiteral(bytes) + "_s"; }

// The shortest decimal form that reads back as v, with a point or exponent.
static std::string floatLiteral(double v, bool single) {
    char room[64];
    for (int digits = 1; digits <= 17; digits++) {
        snprintf(room, sizeof room, "%.*g", digits, v);
        if (single ? strtof(room, nullptr) == static_cast<float>(v) : strtod(room, nullptr) == v) break;
    }
    std::string s = room;
    if (s.find_first_of(".e") == std::string::npos) s += ".0";
    return single ? s + "f" : s;
}

Expr *Lowering::constant(constant::Value v, types::Type *t) {
    if (isIface(t)) {
        types::Type *own = nullptr;
        switch (v.kind()) {
        case constant::Kind::Bool: own = types::typ(BasicKind::Bool); break;
        case constant::Kind::String: own = types::typ(BasicKind::String); break;
        case constant::Kind::Int: own = types::typ(BasicKind::Int); break;
        case constant::Kind::Float: own = types::typ(BasicKind::Float64); break;
        default: own = types::typ(BasicKind::Complex128); break;
        }
        return convertTo(constant(v, own), own, t);
    }
    BasicKind k = basicKind(t);
    switch (k) {
    case BasicKind::Bool:
    case BasicKind::UntypedBool: return b.lit(constant::boolVal(v) ? "true" : "false");
    case BasicKind::String:
    case BasicKind::UntypedString: return b.lit(stringLiteral(constant::stringVal(v)));
    case BasicKind::Float32:
    case BasicKind::Float64:
    case BasicKind::UntypedFloat: {
        bool single = k == BasicKind::Float32;
        double d =
            single ? constant::float32Val(constant::toFloat(v)) : constant::float64Val(constant::toFloat(v));
        Expr *e = b.lit(floatLiteral(std::fabs(d), single));
        return d < 0 ? b.unary("-", e) : e;
    }
    case BasicKind::Complex64:
    case BasicKind::Complex128:
    case BasicKind::UntypedComplex: {
        types::Type *part = types::typ(k == BasicKind::Complex64 ? BasicKind::Float32 : BasicKind::Float64);
        constant::Value c = constant::toComplex(v);
        return b.init(type(t), {constant(constant::real(c), part), constant(constant::imag(c), part)});
    }
    default: break;
    }
    constant::Value i = constant::toInt(v);
    if (isUnsignedInt(t)) {
        uint64_t u = constant::uint64Val(i).value_or(0);
        bool plain = u <= INT32_MAX || (intBits(t) == 64 && u <= INT64_MAX);
        return b.lit(llvm::Twine(u) + (plain ? "" : "u"));
    }
    int64_t n = constant::int64Val(i).value_or(0);
    // The digits alone would be a long.
    if (n == INT32_MIN && intBits(t) == 32) return b.cast(type(t), b.unary("-", b.intLit(-n)));
    if (n < 0 && n != INT64_MIN) return b.unary("-", b.intLit(-n));
    return b.intLit(n);
}

Expr *Lowering::zero(types::Type *t) {
    switch (basicKind(t)) {
    case BasicKind::Invalid: break;
    case BasicKind::Bool:
    case BasicKind::UntypedBool: return b.lit("false");
    case BasicKind::String:
    case BasicKind::UntypedString: return b.lit("\"\"_s");
    case BasicKind::Float32: return b.lit("0.0f");
    case BasicKind::Float64:
    case BasicKind::UntypedFloat: return b.lit("0.0");
    case BasicKind::Complex64:
    case BasicKind::Complex128:
    case BasicKind::UntypedComplex: return b.init(type(t), {});
    case BasicKind::UnsafePointer:
    case BasicKind::UntypedNil: return b.lit("nullptr");
    default: return b.lit("0");
    }
    types::Type *u = under(t);
    if (llvm::isa<types::Pointer>(u) || llvm::isa<types::Signature>(u)) return b.lit("nullptr");
    needComplete(t);
    return b.init(type(t), {});
}

Expr *Lowering::typed(Expr *e, types::Type *t) {
    const Expr *inner = e;
    if (auto *u = llvm::dyn_cast<cxx::Unary>(e)) {
        if (u->op == "&") return ptrOf(t) ? b.cast(type(t), e) : e;
        if (u->op == "-") inner = u->x;
    }
    auto *l = llvm::dyn_cast<cxx::Literal>(inner);
    if (!l) return e;
    if (isBool(t) || isStringType(t) || isFloatType(t)) return e;
    if (intBits(t) == 32 && !isUnsignedInt(t) && isInt(t) && !l->text.starts_with("'")) return e;
    return b.cast(type(t), e);
}

Expr *Lowering::again(Expr *e) {
    if (auto *n = llvm::dyn_cast<cxx::Name>(e)) return b.name(n->text);
    return b.lit(llvm::cast<cxx::Literal>(e)->text);
}

Expr *Lowering::simple(Expr *e, types::Type *t) { return isSimple(e) ? e : pin(e, t); }

} // namespace goloom

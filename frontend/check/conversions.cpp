// Conversions T(x). spec "Conversions".
#include "frontend/check/check.h"

#include "llvm/Support/ConvertUTF.h"

namespace goloom {

using namespace types;
namespace ct = constant;

static std::string runeText(ct::Value v) {
    auto i = ct::uint64Val(v);
    uint32_t r = i && *i <= 0x10FFFF && !(*i >= 0xD800 && *i < 0xE000) ? static_cast<uint32_t>(*i) : 0xFFFD;
    char buf[4], *end = buf;
    llvm::ConvertCodePointToUTF8(r, end);
    return {buf, end};
}

// A constant x as a constant of t; the value goes to out.
static bool constConvertible(Checker &c, const Operand &x, Type *t, ct::Value *out) {
    auto *b = asUnder<Basic>(t);
    if (!b) return false;
    if (c.representableConst(x.val, b, out)) return true;
    if (!isInteger(x.type) || !isString(b)) return false;
    if (out) *out = ct::makeString(runeText(x.val));
    return true;
}

void Checker::conversion(Operand &x, Type *t) {
    bool constArg = x.mode == Mode::Constant;
    bool ok = false;
    std::string cause;
    if (constArg && isConstType(t)) {
        ok = constConvertible(*this, x, t, &x.val);
        if (!ok && isInteger(x.type) && isInteger(t)) {
            error(x.pos(), Diag::ConstantConversionOverflow) << ct::toString(x.val) << str(t);
            x.invalidate();
            return;
        }
    } else if (constArg && isTypeParam(t)) {
        ok = everyType(t, [&](Type *, Type *u) {
            if (!u) {
                cause = str(t) + " does not contain specific types";
                return false;
            }
            if (isString(x.type) && isBytesOrRunes(u)) return true;
            if (constConvertible(*this, x, u, nullptr)) return true;
            cause = isInteger(x.type) && isInteger(u)
                        ? "constant " + ct::toString(x.val) + " overflows " + str(u) + " (in " + str(t) + ")"
                        : "cannot convert " + str(x) + " to type " + str(u) + " (in " + str(t) + ")";
            return false;
        });
        x.mode = Mode::Value;
    } else if (convertibleTo(x, t, &cause)) {
        ok = true;
        x.mode = Mode::Value;
    }
    if (!ok) {
        if (mentionsInvalid(x.type) || mentionsInvalid(t)) return x.invalidate();
        if (cause.empty())
            error(x.pos(), Diag::InvalidConversion) << str(x) << str(t);
        else
            error(x.pos(), Diag::InvalidConversionCause) << str(x) << str(t) << cause;
        x.invalidate();
        return;
    }
    if (isUntyped(x.type)) {
        // The operand's own type: what the conversion asks for, where a constant of that type exists.
        Type *final = t;
        if (isNilType(x.type))
            final = t;
        else if (isNonTypeParamInterface(t) || (constArg && !isConstType(t)))
            final = defaultType(x.type);
        else if (x.mode == Mode::Constant && isInteger(x.type) && allString(t))
            final = x.type;
        updateExprType(x.expr, final, true);
    }
    x.type = t;
}

static bool integerOrFloat(Type *t) { return isInteger(t) || isFloat(t); }
static bool isUintptr(Type *t) {
    auto *b = asUnder<Basic>(t);
    return b && b->basic == BasicKind::Uintptr;
}

// The rules that look at underlying types only.
static bool convertibleUnder(Type *v, Type *t) {
    if (integerOrFloat(v) && integerOrFloat(t)) return true;
    if (isComplex(v) && isComplex(t)) return true;
    if ((isInteger(v) || isBytesOrRunes(v)) && isString(t)) return true;
    if (isString(v) && isBytesOrRunes(t)) return true;
    if ((isPointer(v) || isUintptr(v)) && isUnsafePointer(t)) return true;
    return isUnsafePointer(v) && (isPointer(t) || isUintptr(t));
}

bool Checker::convertibleTo(Operand &x, Type *t, std::string *cause) {
    if (assignableTo(x, t, cause)) return true;
    Type *whole = t, *v = unalias(x.type);
    t = unalias(t);
    Type *vu = under(v), *tu = under(t);
    auto *vp = llvm::dyn_cast<TypeParam>(v), *tp = llvm::dyn_cast<TypeParam>(t);

    if (!vp && !tp && identicalIgnoreTags(vu, tu)) return true;
    if (auto *a = llvm::dyn_cast<Pointer>(v))
        if (auto *b = llvm::dyn_cast<Pointer>(t))
            if (identicalIgnoreTags(under(a->elem), under(b->elem)) && !isTypeParam(a->elem) &&
                !isTypeParam(b->elem))
                return true;
    if (!vp && !tp && convertibleUnder(vu, tu)) return true;

    // spec: "x is a slice, T is an array or a pointer to an array, and the slice and array types have
    // identical element types."
    if (auto *s = llvm::dyn_cast<Slice>(vu)) {
        auto *a = llvm::dyn_cast<Array>(tu);
        auto *p = llvm::dyn_cast<Pointer>(tu);
        if (p) a = asUnder<Array>(p->elem);
        if (a && identical(s->elem, a->elem)) {
            if (allowVersion(p ? 17 : 20)) return true;
            if (cause)
                *cause = p ? "conversion of slice to array pointer requires go1.17 or later"
                           : "conversion of slice to array requires go1.20 or later";
            return false;
        }
    }
    if (!vp && !tp) return false;

    auto explain = [&](std::string text) {
        if (!cause) return;
        if (!cause->empty()) text += "\n\t" + *cause;
        *cause = std::move(text);
    };
    // Every type of the one set must convert to every type of the other.
    auto toTarget = [&](Operand y, Type *from) {
        if (!tp) {
            if (convertibleTo(y, t, cause)) return true;
            explain("cannot convert " + str(from) + " (in " + str(vp) + ") to type " + str(whole));
            return false;
        }
        return everyType(tp, [&](Type *term, Type *) {
            if (!term) return false;
            if (convertibleTo(y, term, cause)) return true;
            explain("cannot convert " + str(from) + (vp ? " (in " + str(vp) + ")" : "") + " to type " +
                    str(term) + " (in " + str(tp) + ")");
            return false;
        });
    };
    if (!vp) return toTarget(x, x.type);
    return everyType(vp, [&](Type *term, Type *) {
        if (!term) return false;
        Operand y = x;
        y.type = term;
        return toTarget(y, term);
    });
}

} // namespace goloom

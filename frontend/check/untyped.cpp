// Untyped expressions. spec "Constants": "A constant may be given a type explicitly … or implicitly when used
// in a variable declaration or an assignment statement or as an operand in an expression."
//
// Every untyped expression is remembered with what is known of it; when its context fixes a type, that type
// goes down to the operands that will be evaluated at run time, and is recorded in Info.
#include "frontend/check/check.h"

namespace goloom {

using namespace types;

void Checker::rememberUntyped(ast::Expr *e, bool lhsShift, Mode mode, Basic *t, constant::Value v) {
    untyped[e] = {lhsShift, mode, t, v};
}

static bool isComparisonOp(ast::Token op) { return op >= ast::Token::Eql && op <= ast::Token::Geq; }
static bool isShiftOp(ast::Token op) { return op == ast::Token::Shl || op == ast::Token::Shr; }

void Checker::updateExprType(ast::Expr *e, Type *t, bool final) {
    auto it = untyped.find(e);
    if (it == untyped.end()) return;
    UntypedInfo old = it->second;

    // The operands of a constant are never evaluated: they keep what they have.
    if (auto *p = llvm::dyn_cast<ast::ParenExpr>(e)) {
        updateExprType(p->x, t, final);
    } else if (auto *u = llvm::dyn_cast<ast::UnaryExpr>(e); u && !old.val) {
        updateExprType(u->x, t, final);
    } else if (auto *b = llvm::dyn_cast<ast::BinaryExpr>(e); b && !old.val) {
        if (isComparisonOp(b->op)) {
            // The result's type does not depend on the operands', which are final.
        } else if (isShiftOp(b->op)) {
            updateExprType(b->x, t, final);
        } else {
            updateExprType(b->x, t, final);
            updateExprType(b->y, t, final);
        }
    }

    if (!final && isUntyped(t)) {
        untyped[e].type = llvm::cast<Basic>(under(t));
        return;
    }
    untyped.erase(e);

    if (old.isLhs && !allInteger(t)) {
        error(e->pos, Diag::ShiftedOperandType) << str(e) << str(t);
        return;
    }
    if (old.val) {
        Operand c{old.mode, e, old.type, old.val, {}};
        convertUntyped(c, t);
        if (!c) return;
        old.val = c.val;
    }
    recordTypeAndValue(e, old.mode, t, old.val);
}

void Checker::updateExprVal(ast::Expr *e, constant::Value v) {
    auto it = untyped.find(e);
    if (it != untyped.end()) it->second.val = v;
}

// Of two untyped types the one that the other converts to; null if there is none.
static Type *maxType(Type *x, Type *y) {
    if (x == y) return x;
    if (!isUntypedNumeric(x) || !isUntypedNumeric(y)) return nullptr;
    return llvm::cast<Basic>(x)->basic > llvm::cast<Basic>(y)->basic ? x : y;
}

Type *Checker::implicitTypeAndValue(Operand &x, Type *target, constant::Value *out, Diag *code) {
    if (!x || isTyped(x.type) || !isValid(target)) return x.type;
    auto refuse = [&](Diag why = Diag::InvalidUntypedConversion) -> Type * {
        if (code) *code = why;
        return nullptr;
    };
    if (isUntyped(target)) {
        Type *m = maxType(x.type, target);
        return m ? m : refuse();
    }
    if (x.isNil()) return hasNil(target) ? target : refuse();

    Type *u = under(target);
    if (auto *b = llvm::dyn_cast<Basic>(u)) {
        if (x.mode == Mode::Constant) {
            Diag why{};
            constant::Value v = representation(x, b, &why);
            if (!v) return refuse(why);
            if (out) *out = v;
            return target;
        }
        // What is untyped and not constant: a comparison, or a shift whose type is yet open.
        auto *ub = llvm::cast<Basic>(x.type);
        bool ok = ub->info & IsBoolean   ? isBoolean(target)
                  : ub->info & IsNumeric ? isNumeric(target)
                  : ub->info & IsString  ? isString(target)
                                         : false;
        return ok ? target : refuse();
    }
    if (!llvm::isa<Interface>(u)) return refuse();
    if (isTypeParam(target)) {
        bool ok =
            everyType(target, [&](Type *, Type *tu) { return tu && implicitTypeAndValue(x, tu, nullptr); });
        return ok ? target : refuse();
    }
    // A value in an interface has a concrete type: the default one.
    const TypeSet &set = types::typeSetOf(u, arena);
    if (!set.methods.empty() || !set.isMethodSet()) return refuse();
    return defaultType(x.type);
}

void Checker::convertUntyped(Operand &x, Type *target) {
    Diag code{};
    constant::Value v;
    Type *t = implicitTypeAndValue(x, target, &v, &code);
    if (!t) {
        invalidConversion(code, x, isTypeParam(target) ? target : under(target));
        x.invalidate();
        return;
    }
    if (v) {
        x.val = v;
        updateExprVal(x.expr, v);
    }
    if (t != x.type) {
        x.type = t;
        updateExprType(x.expr, t, false);
    }
}

void Checker::processUntyped() {
    for (auto &[e, info] : untyped) recordTypeAndValue(e, info.mode, defaultType(info.type), info.val);
    untyped.clear();
}

} // namespace goloom

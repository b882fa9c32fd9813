// Expressions: the dispatch over their forms, and what a context demands of an operand (one value, no type,
// …). Operators are in operators.cpp; the other forms have files of their own.
#include "frontend/check/check.h"

namespace goloom {

using namespace types;

static constexpr unsigned bit(Mode m) { return 1u << static_cast<unsigned>(m); }
static constexpr unsigned noValueOrType = bit(Mode::NoValue) | bit(Mode::BuiltinFn) | bit(Mode::TypExpr);

void Checker::expr(Operand &x, ast::Expr *e, Type *hint) {
    rawExpr(x, e, hint, false);
    exclude(x, noValueOrType);
    singleValue(x);
}

void Checker::genericExpr(Operand &x, ast::Expr *e) {
    rawExpr(x, e, nullptr, true);
    exclude(x, noValueOrType);
    singleValue(x);
}

void Checker::exprOrType(Operand &x, ast::Expr *e, bool allowGeneric) {
    rawExpr(x, e, nullptr, allowGeneric);
    exclude(x, bit(Mode::NoValue));
    singleValue(x);
}

// The values of a call with several results; null if x is no such call.
static Tuple *tupleOf(const Operand &x) { return x ? llvm::dyn_cast_or_null<Tuple>(x.type) : nullptr; }

bool Checker::multiExpr(ast::Expr *e, llvm::SmallVectorImpl<Operand> &list, bool allowCommaOk) {
    Operand x;
    rawExpr(x, e, nullptr, false);
    exclude(x, noValueOrType);
    if (Tuple *t = tupleOf(x)) {
        for (Var *v : t->vars) list.push_back({Mode::Value, e, v->type, {}, {}});
        return false;
    }
    bool commaOk = allowCommaOk && (x.mode == Mode::MapIndex || x.mode == Mode::CommaOk);
    list.push_back(x);
    if (commaOk) list.push_back({Mode::Value, e, types::typ(BasicKind::UntypedBool), {}, {}});
    return commaOk;
}

void Checker::exprList(llvm::ArrayRef<ast::Expr *> exprs, llvm::SmallVectorImpl<Operand> &list) {
    if (exprs.size() == 1) {
        multiExpr(exprs[0], list, false);
        return;
    }
    for (ast::Expr *e : exprs) expr(list.emplace_back(), e);
}

void Checker::exclude(Operand &x, unsigned modes) {
    if (!x || !(modes & bit(x.mode))) return;
    switch (x.mode) {
    case Mode::NoValue:
        error(x.pos(), modes & bit(Mode::TypExpr) ? Diag::NoValueUsed : Diag::NoValueUsedAsType) << str(x);
        break;
    case Mode::BuiltinFn: error(x.pos(), Diag::UncalledBuiltin) << str(x); break;
    default: error(x.pos(), Diag::NotAnExpr) << str(x); break;
    }
    x.invalidate();
}

void Checker::singleValue(Operand &x) {
    if (x.mode != Mode::Value || !tupleOf(x)) return;
    error(x.pos(), Diag::TooManyValues) << str(x);
    x.invalidate();
}

Checker::ExprKind Checker::rawExpr(Operand &x, ast::Expr *e, Type *hint, bool allowGeneric) {
    ExprKind kind = exprInternal(x, e, hint);
    if (!allowGeneric) nonGeneric(hint, x);
    if (x && x.mode != Mode::NoValue && !finiteSize(x.type)) {
        x.invalidate();
        x.type = invalidType();
    }
    record(x);
    return kind;
}

void Checker::nonGeneric(Type *hint, Operand &x) {
    if (!x || x.mode == Mode::NoValue || !x.type) return;
    const char *what = nullptr;
    if (llvm::isa<Alias, Named>(x.type)) {
        if (isGeneric(x.type)) what = "type";
    } else if (auto *sig = llvm::dyn_cast<Signature>(x.type); sig && !sig->typeParams.empty()) {
        if (hint && llvm::isa<Signature>(under(hint))) {
            funcInst(hint, operatorPos(x.expr), x, nullptr, true);
            return;
        }
        what = "function";
    }
    if (!what) return;
    error(x.pos(), Diag::GenericWithoutInstantiation) << what << str(x.expr);
    x.invalidate();
    x.type = invalidType();
}

// A form of expression that leaves no trace of its own in the operand but its node.
Checker::ExprKind Checker::exprInternal(Operand &x, ast::Expr *e, Type *hint) {
    x.invalidate();
    x.type = invalidType();
    ExprKind kind = ExprKind::Expression;
    switch (e->kind) {
    case ast::Kind::Ident: ident(x, llvm::cast<ast::Ident>(e), false); break;
    case ast::Kind::BasicLit: basicLit(x, llvm::cast<ast::BasicLit>(e)); break;
    case ast::Kind::FuncLit: funcLit(x, llvm::cast<ast::FuncLit>(e)); break;
    case ast::Kind::CompositeLit: compositeLit(x, llvm::cast<ast::CompositeLit>(e), hint); break;
    case ast::Kind::ParenExpr: {
        // Inference does not look through parentheses.
        kind = rawExpr(x, llvm::cast<ast::ParenExpr>(e)->x, nullptr, false);
        x.expr = e;
        return kind;
    }
    case ast::Kind::SelectorExpr: selector(x, llvm::cast<ast::SelectorExpr>(e), nullptr, false); break;
    case ast::Kind::IndexExpr: {
        auto *ix = llvm::cast<ast::IndexExpr>(e);
        if (indexExpr(x, ix))
            funcInst(hint && llvm::isa<Signature>(under(hint)) ? hint : nullptr, ix->lbrack, x, ix, true);
        break;
    }
    case ast::Kind::SliceExpr: sliceExpr(x, llvm::cast<ast::SliceExpr>(e)); break;
    case ast::Kind::TypeAssertExpr: assertion(x, llvm::cast<ast::TypeAssertExpr>(e)); break;
    case ast::Kind::CallExpr: return callExpr(x, llvm::cast<ast::CallExpr>(e));
    case ast::Kind::StarExpr: indirection(x, llvm::cast<ast::StarExpr>(e)); break;
    case ast::Kind::UnaryExpr: {
        auto *u = llvm::cast<ast::UnaryExpr>(e);
        unary(x, u);
        if (u->op == ast::Token::Arrow) kind = ExprKind::Statement;
        break;
    }
    case ast::Kind::BinaryExpr: {
        auto *b = llvm::cast<ast::BinaryExpr>(e);
        binary(x, e, b->x, b->y, b->op, b->opPos);
        break;
    }
    case ast::Kind::ArrayType:
    case ast::Kind::StructType:
    case ast::Kind::FuncType:
    case ast::Kind::InterfaceType:
    case ast::Kind::MapType:
    case ast::Kind::ChanType:
        x.type = typ(e);
        x.mode = Mode::TypExpr;
        break;
    default: break; // BadExpr, and what the parser has reported out of place
    }
    x.expr = e;
    return x ? kind : ExprKind::Statement; // an operand in error is not complained about as a statement too
}

// spec "Address operators": *x
void Checker::indirection(Operand &x, ast::StarExpr *e) {
    exprOrType(x, e->x, false);
    if (!x) return;
    if (x.mode == Mode::TypExpr) {
        validVarType(e->x, x.type);
        x.type = arena.create<Pointer>(x.type);
        return;
    }
    if (x.isNil()) {
        error(x.pos(), Diag::InvalidIndirection) << str(x);
        x.invalidate();
        return;
    }
    Type *base = nullptr;
    bool ok = everyType(x.type, [&](Type *, Type *u) {
        auto *p = llvm::dyn_cast_or_null<Pointer>(u);
        if (!p) {
            error(x.pos(), Diag::InvalidIndirection) << str(x);
            return false;
        }
        if (base && !identical(p->elem, base)) {
            error(x.pos(), Diag::IndirectionBaseTypes) << str(x);
            return false;
        }
        base = p->elem;
        return true;
    });
    if (!ok) {
        x.invalidate();
        return;
    }
    x.mode = Mode::Variable;
    x.type = base;
}

// spec "Type assertions"
void Checker::assertion(Operand &x, ast::TypeAssertExpr *e) {
    expr(x, e->x);
    if (!x) return;
    auto fail = [&](Diag id) {
        error(x.pos(), id) << str(x);
        x.invalidate();
    };
    if (!e->type) return x.invalidate(); // `.(type)`: the parser has reported it
    if (isTypeParam(x.type)) return fail(Diag::AssertOnTypeParam);
    if (!llvm::isa<Interface>(under(x.type))) return fail(Diag::InvalidAssert);
    Type *t = varType(e->type);
    if (!isValid(t)) return x.invalidate();
    typeAssertion(e, x, t, false);
    x.mode = Mode::CommaOk;
    x.type = t;
}

void Checker::typeAssertion(ast::Expr *e, Operand &x, Type *t, bool typeSwitch) {
    // No static check for an interface: the dynamic type may have more methods.
    if (isInterface(t)) return;
    MissingMethod missing = missingMethod(t, x.type, false, arena);
    if (!missing.method) return;
    std::string cause = missingMethodCause(t, x.type, missing, &pkg);
    if (typeSwitch)
        error(e->pos, Diag::ImpossibleCase) << str(e) << str(x) << str(t) << cause;
    else
        error(e->pos, Diag::ImpossibleAssert) << str(e) << str(t) << str(x.type) << cause;
}

} // namespace goloom

// Assignability and assignments. spec "Assignability", "Assignment statements", "Short variable
// declarations".
#include "frontend/check/check.h"

namespace goloom {

using namespace types;

// ---------------------------------------------------------------- assignability

static bool interfacePtr(Type *u) {
    auto *p = llvm::dyn_cast<Pointer>(u);
    return p && isInterface(p->elem) && !isTypeParam(p->elem);
}

bool Checker::assignableTo(Operand &x, Type *t, std::string *cause, Diag *) {
    if (!x || !x.type || !isValid(x.type) || !isValid(t)) return true; // reported already
    Type *whole = t, *v = unalias(x.type);
    t = unalias(t);
    if (identical(v, t)) return true;
    Type *vu = under(v), *tu = under(t);
    auto *vp = llvm::dyn_cast<TypeParam>(v), *tp = llvm::dyn_cast<TypeParam>(t);

    if (isUntyped(vu)) {
        if (!tp) return implicitTypeAndValue(x, t, nullptr) != nullptr;
        return everyType(tp,
                         [&](Type *term, Type *) { return term && implicitTypeAndValue(x, term, nullptr); });
    }

    // spec: "V and T have identical underlying types but are not type parameters and at least one of V or T
    // is not a named type."
    if (!vp && !tp && (!isNamed(v) || !isNamed(t)) && identical(vu, tu)) return true;

    // spec: "T is an interface type, but not a type parameter, and x implements T." A pointer to an interface
    // never is implemented, but the attempt finds the words for it.
    if ((llvm::isa<Interface>(tu) && !tp) || interfacePtr(tu)) {
        if (implements(v, t, false, arena, cause, &pkg)) return true;
        if (!vp) return false;
        if (cause) cause->clear();
    }
    if (llvm::isa<Interface>(vu) && !vp && implements(t, v, false, arena, nullptr, &pkg)) {
        if (cause) *cause = "need type assertion";
        return false;
    }

    // spec: "V and T are channel types with identical element types, V is a bidirectional channel, and at
    // least one of V or T is not a named type."
    if (auto *vc = llvm::dyn_cast<Chan>(vu); vc && vc->dir == ChanDir::Both)
        if (auto *tc = llvm::dyn_cast<Chan>(tu); tc && identical(vc->elem, tc->elem))
            return !isNamed(v) || !isNamed(t);

    if (!vp && !tp) return false;
    auto explain = [&](std::string text) {
        if (!cause) return;
        if (!cause->empty()) text += "\n\t" + *cause;
        *cause = std::move(text);
    };
    // spec: "V is not a named type, T is a type parameter, and x is assignable to each type in T's type set",
    // and the other way round.
    if (tp && !isNamed(v))
        return everyType(tp, [&](Type *term, Type *) {
            if (!term) return false;
            if (assignableTo(x, term, cause)) return true;
            explain("cannot assign " + str(x.type) + " to " + str(term) + " (in " + str(tp) + ")");
            return false;
        });
    if (vp && !isNamed(t))
        return everyType(vp, [&](Type *term, Type *) {
            if (!term) return false;
            Operand y = x;
            y.type = term;
            if (assignableTo(y, t, cause)) return true;
            explain("cannot assign " + str(term) + " (in " + str(vp) + ") to " + str(whole));
            return false;
        });
    return false;
}

void Checker::assignment(Operand &x, Type *t, llvm::StringRef context) {
    singleValue(x);
    switch (x.mode) {
    case Mode::Invalid: return;
    case Mode::Constant:
    case Mode::Variable:
    case Mode::MapIndex:
    case Mode::Value:
    case Mode::NilValue:
    case Mode::CommaOk:
    case Mode::CommaErr: break;
    default:
        error(x.pos(), Diag::CannotAssign) << str(x) << (t ? str(t) : std::string("_")) << context;
        x.invalidate();
        return;
    }

    if (isUntyped(x.type)) {
        Type *target = t;
        if (x.isNil()) {
            if (!t) {
                error(x.pos(), Diag::UntypedNilUse) << context;
                x.invalidate();
                return;
            }
        } else if (!t || isNonTypeParamInterface(t)) {
            target = defaultType(x.type);
        }
        constant::Value v;
        Diag code{};
        Type *now = implicitTypeAndValue(x, target, &v, &code);
        if (!now) {
            Diag id = code == Diag::TruncatedFloat    ? Diag::IncompatibleTruncated
                      : code == Diag::NumericOverflow ? Diag::IncompatibleOverflows
                                                      : Diag::IncompatibleAssign;
            error(x.pos(), id) << str(x) << str(target) << context;
            x.invalidate();
            return;
        }
        if (v) {
            x.val = v;
            updateExprVal(x.expr, v);
        }
        if (now != x.type) {
            x.type = now;
            updateExprType(x.expr, now, false);
        }
    }

    if (auto *sig = asUnder<Signature>(x.type); sig && !sig->typeParams.empty()) {
        error(x.pos(), Diag::GenericValueUse) << str(x) << context;
        x.invalidate();
        return;
    }
    if (!t) return;
    std::string cause;
    if (assignableTo(x, t, &cause)) return;
    if (mentionsInvalid(x.type) || mentionsInvalid(t)) return x.invalidate();
    if (cause.empty())
        error(x.pos(), Diag::IncompatibleAssign) << str(x) << str(t) << context;
    else
        error(x.pos(), Diag::IncompatibleAssignCause) << str(x) << str(t) << context << cause;
    x.invalidate();
}

// ---------------------------------------------------------------- declarations

void Checker::initConst(Const *lhs, Operand &x) {
    auto spoil = [&] {
        if (!lhs->type) lhs->type = invalidType();
    };
    if (!x || !isValid(x.type) || (lhs->type && !isValid(lhs->type))) return spoil();
    if (x.mode != Mode::Constant) {
        error(x.pos(), Diag::InvalidConstInit) << str(x);
        return spoil();
    }
    if (!lhs->type) lhs->type = x.type;
    assignment(x, lhs->type, "constant declaration");
    if (x) lhs->val = x.val;
}

void Checker::initVar(Var *lhs, Operand &x, llvm::StringRef context) {
    if (!x || !isValid(x.type) || (lhs->type && !isValid(lhs->type))) {
        if (!lhs->type) lhs->type = invalidType();
        x.invalidate();
        return;
    }
    if (!lhs->type) {
        if (isNilType(x.type)) {
            error(x.pos(), Diag::UntypedNilUse) << context;
            lhs->type = invalidType();
            x.invalidate();
            return;
        }
        lhs->type = defaultType(x.type);
    }
    assignment(x, lhs->type, context);
}

static bool isCall(ast::Expr *e) { return llvm::isa<ast::CallExpr>(ast::unparen(e)); }

// A map index, a receive or an assertion in its two-value form has a tuple type, once both values have found
// their place.
static void recordPair(Checker &c, ast::Expr *e, llvm::ArrayRef<Operand> pair) {
    if (pair[0] && pair[1]) c.recordCommaOkTypes(e, pair[0].type, pair[1].type);
}

void Checker::initVars(llvm::ArrayRef<Var *> lhs, llvm::ArrayRef<ast::Expr *> rhs, ast::Stmt *returnStmt) {
    llvm::StringRef context = returnStmt ? "return statement" : "assignment";
    auto spoil = [&] {
        for (Var *v : lhs)
            if (!v->type) v->type = invalidType();
    };
    // One call is left to the end even for one variable: its message names what it returns.
    if (lhs.size() == rhs.size() && !(rhs.size() == 1 && isCall(rhs[0]))) {
        for (size_t i = 0; i < lhs.size(); i++) {
            hintName = lhs[i]->name.str().empty() ? "result variable" : lhs[i]->name.str().str();
            Operand x;
            expr(x, rhs[i], lhs[i]->type);
            initVar(lhs[i], x, context);
        }
        return;
    }
    if (rhs.size() != 1) {
        if (useExprs(rhs)) {
            if (returnStmt) {
                llvm::SmallVector<Operand, 4> values;
                exprList(rhs, values);
                returnError(returnStmt->pos, lhs, values);
            } else {
                assignError(rhs, lhs.size(), rhs.size());
            }
        }
        return spoil();
    }
    llvm::SmallVector<Operand, 4> values;
    bool commaOk = multiExpr(rhs[0], values, lhs.size() == 2 && !returnStmt);
    if (values.size() == lhs.size()) {
        for (size_t i = 0; i < lhs.size(); i++) initVar(lhs[i], values[i], context);
        if (commaOk) recordPair(*this, rhs[0], values);
        return;
    }
    if (values[0]) {
        if (returnStmt)
            returnError(returnStmt->pos, lhs, values);
        else
            assignError(rhs, lhs.size(), values.size());
    }
    spoil();
}

// ---------------------------------------------------------------- messages about counts

static std::string measure(size_t n, const char *unit) {
    return std::to_string(n) + " " + unit + (n == 1 ? "" : "s");
}

void Checker::assignError(llvm::ArrayRef<ast::Expr *> rhs, size_t l, size_t r) {
    std::string vars = measure(l, "variable"), values = measure(r, "value");
    if (rhs.size() == 1)
        if (auto *call = llvm::dyn_cast<ast::CallExpr>(ast::unparen(rhs[0]))) {
            error(rhs[0]->pos, Diag::CallAssignCount) << vars << str(call->fun) << values;
            return;
        }
    error(rhs[0]->pos, Diag::WrongAssignCount) << vars << values;
}

std::string Checker::typesSummary(llvm::ArrayRef<Type *> list, bool variadic, bool dots) {
    std::string out = "(";
    for (size_t i = 0; i < list.size(); i++) {
        Type *t = list[i];
        std::string s;
        if (!t || !isValid(t))
            s = "unknown type";
        else if (isUntyped(t))
            s = isNumeric(t) ? "number" : llvm::StringRef(str(t)).drop_front(8).str(); // "untyped "
        else
            s = str(t);
        if (i + 1 == list.size()) {
            if (variadic) {
                auto *slice = llvm::dyn_cast_or_null<Slice>(t);
                s = "..." + (slice ? str(slice->elem) : s);
            } else if (dots) {
                s += "...";
            }
        }
        out += (i ? ", " : "") + s;
    }
    return out + ")";
}

void Checker::returnError(Pos at, llvm::ArrayRef<Var *> lhs, llvm::ArrayRef<Operand> rhs) {
    const char *qualifier = "not enough";
    if (rhs.size() > lhs.size()) {
        at = rhs[lhs.size()].pos();
        qualifier = "too many";
    } else if (!rhs.empty()) {
        at = rhs.back().pos();
    }
    llvm::SmallVector<Type *, 4> have, want;
    for (const Operand &x : rhs) have.push_back(x.type);
    for (Var *v : lhs) want.push_back(v->type);
    error(at, Diag::WrongResultCount)
        << qualifier << typesSummary(have, false, false) << typesSummary(want, false, false);
}

// ---------------------------------------------------------------- assignments

// The variable of this package that an identifier on the left denotes: assigning to it is not a use of it.
static Var *assignedVar(Checker &c, ast::Expr *e) {
    auto *id = llvm::dyn_cast<ast::Ident>(ast::unparen(e));
    auto *v = id ? llvm::dyn_cast_or_null<Var>(c.lookup(id->name)) : nullptr;
    return v && v->pkg == &c.pkg ? v : nullptr;
}

Type *Checker::lhsVar(ast::Expr *lhs) {
    if (auto *id = llvm::dyn_cast<ast::Ident>(ast::unparen(lhs)); id && id->name.isBlank()) {
        recordDef(id, nullptr);
        return nullptr;
    }
    Var *v = assignedVar(*this, lhs);
    bool used = v && v->used;
    Operand x;
    expr(x, lhs);
    if (v) v->used = used;
    if (!x || !isValid(x.type)) return invalidType();
    if (x.mode == Mode::Variable || x.mode == Mode::MapIndex) return x.type;
    if (auto *sel = llvm::dyn_cast<ast::SelectorExpr>(x.expr)) {
        Operand op;
        expr(op, sel->x);
        if (op.mode == Mode::MapIndex) {
            error(x.pos(), Diag::UnaddressableFieldAssign) << str(x.expr);
            return invalidType();
        }
    }
    error(x.pos(), Diag::UnassignableOperand) << str(x.expr);
    return invalidType();
}

void Checker::assignVar(ast::Expr *lhs, ast::Expr *rhs, Operand *x, llvm::StringRef context) {
    Type *t = lhsVar(lhs);
    if (t && !isValid(t)) {
        if (x)
            x->invalidate();
        else
            useExpr(rhs, false);
        return;
    }
    Operand own;
    if (!x) {
        x = &own;
        if (t && llvm::isa<Signature>(under(t))) hintName = str(lhs);
        expr(*x, rhs, t);
    }
    if (!t && context == "assignment") context = "assignment to _ identifier";
    assignment(*x, t, context);
}

void Checker::assignVars(llvm::ArrayRef<ast::Expr *> lhs, llvm::ArrayRef<ast::Expr *> rhs) {
    if (lhs.size() == rhs.size() && !(rhs.size() == 1 && isCall(rhs[0]))) {
        for (size_t i = 0; i < lhs.size(); i++) assignVar(lhs[i], rhs[i], nullptr, "assignment");
        return;
    }
    if (rhs.size() != 1) {
        bool okLHS = useLHS(lhs);
        bool okRHS = useExprs(rhs);
        if (okLHS && okRHS) assignError(rhs, lhs.size(), rhs.size());
        return;
    }
    llvm::SmallVector<Operand, 4> values;
    bool commaOk = multiExpr(rhs[0], values, lhs.size() == 2);
    if (values.size() == lhs.size()) {
        for (size_t i = 0; i < lhs.size(); i++) assignVar(lhs[i], nullptr, &values[i], "assignment");
        if (commaOk) recordPair(*this, rhs[0], values);
        return;
    }
    if (values[0]) assignError(rhs, lhs.size(), values.size());
    useLHS(lhs);
}

void Checker::shortVarDecl(Pos pos, llvm::ArrayRef<ast::Expr *> lhs, llvm::ArrayRef<ast::Expr *> rhs) {
    size_t top = delayed.size();
    Scope *scope = env.scope;
    llvm::SmallVector<Name, 4> seen;
    llvm::SmallVector<Var *, 4> vars, fresh;
    bool failed = false;
    for (ast::Expr *e : lhs) {
        Var *&v = vars.emplace_back(nullptr);
        auto *id = llvm::dyn_cast<ast::Ident>(e);
        if (!id) {
            useExpr(e, true);
            error(e->pos, Diag::NonNameOnLeft) << str(e);
            failed = true;
            continue;
        }
        if (!id->name.isBlank()) {
            if (llvm::is_contained(seen, id->name)) {
                error(e->pos, Diag::RepeatedOnLeft) << str(e);
                failed = true;
                continue;
            }
            seen.push_back(id->name);
        }
        // What this very scope declares already is assigned to.
        if (Object *old = id->name.isBlank() ? nullptr : scope->lookup(id->name)) {
            recordUse(id, old);
            v = llvm::dyn_cast<Var>(old);
            if (!v) {
                error(e->pos, Diag::CannotAssignTo) << str(e);
                failed = true;
            }
            continue;
        }
        v = arena.create<Var>(VarKind::Local, id->pos, &pkg, id->name, nullptr);
        if (!id->name.isBlank()) fresh.push_back(v);
        recordDef(id, v);
    }
    for (size_t i = 0; i < vars.size(); i++)
        if (!vars[i]) vars[i] = arena.create<Var>(VarKind::Local, lhs[i]->pos, &pkg, Name::of("_"), nullptr);

    initVars(vars, rhs, nullptr);
    processDelayed(top); // function literals on the right do not see the new variables
    if (fresh.empty() && !failed) {
        error(pos, Diag::NoNewVar).soft();
        return;
    }
    // spec: "The scope of a … variable identifier declared inside a function begins at the end of the …
    // ShortVarDecl"
    for (Var *v : fresh) declare(scope, nullptr, v, rhs.back()->end);
}

// ---------------------------------------------------------------- after an error

bool Checker::useExpr(ast::Expr *e, bool lhs) {
    Operand x;
    x.mode = Mode::Value;
    if (auto *id = llvm::dyn_cast<ast::Ident>(ast::unparen(e))) {
        if (id->name.isBlank()) return true;
        Var *v = lhs ? assignedVar(*this, id) : nullptr;
        bool used = v && v->used;
        exprOrType(x, id, true);
        if (v) v->used = used;
    } else if (auto *kv = llvm::dyn_cast<ast::KeyValueExpr>(e)) {
        return useExpr(kv->value, lhs);
    } else {
        rawExpr(x, e, nullptr, true);
    }
    return bool(x);
}

bool Checker::useExprs(llvm::ArrayRef<ast::Expr *> exprs) {
    bool ok = true;
    for (ast::Expr *e : exprs) ok &= useExpr(e, false);
    return ok;
}

bool Checker::useLHS(llvm::ArrayRef<ast::Expr *> exprs) {
    bool ok = true;
    for (ast::Expr *e : exprs) ok &= useExpr(e, true);
    return ok;
}

} // namespace goloom

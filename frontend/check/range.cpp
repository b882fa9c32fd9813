// spec "For statements with range clause".
#include "frontend/check/check.h"

namespace goloom {

using namespace types;

namespace {

struct RangeTypes {
    Type *key = nullptr, *value = nullptr; // null: no such variable
    bool ok = false;
    std::string cause; // if not ok; may be empty
};

RangeTypes bad(std::string cause) { return {nullptr, nullptr, false, std::move(cause)}; }

Type *throughArrayPtr(Type *u) {
    if (auto *p = llvm::dyn_cast<Pointer>(u))
        if (auto *a = asUnder<Array>(p->elem)) return a;
    return u;
}

RangeTypes overFunc(Checker &c, Signature *f) {
    const std::string must = "func must be func(yield func(...) bool): ";
    if (!c.allowVersion(23)) return bad("requires go1.23 or later" + c.versionHint());
    if (f->params->size() != 1) return bad(must + "wrong argument count");
    if (f->results->size() != 0) return bad(must + "unexpected results");
    std::string cause;
    Type *u = commonUnder(f->params->vars[0]->type, nullptr, &cause, &c.pkg);
    auto *yield = llvm::dyn_cast_or_null<Signature>(u);
    if (!yield && !cause.empty()) return bad(must + "in yield type, " + cause);
    if (!yield) return bad(must + "argument is not func");
    if (yield->params->size() > 2) return bad(must + "yield func has too many parameters");
    bool one = yield->results->size() == 1;
    if (!one || !identical(yield->results->vars[0]->type, typ(BasicKind::Bool))) {
        if (one && isBoolean(yield->results->vars[0]->type))
            return bad(must + "yield func returns user-defined boolean, not bool");
        return bad(must + "yield func does not return bool");
    }
    RangeTypes r{nullptr, nullptr, true, {}};
    if (yield->params->size() > 0) r.key = yield->params->vars[0]->type;
    if (yield->params->size() > 1) r.value = yield->params->vars[1]->type;
    return r;
}

RangeTypes rangeTypes(Checker &c, Type *x) {
    auto cond = [&](Type *t, Type *u) -> std::optional<std::string> {
        auto *ch = llvm::dyn_cast_or_null<Chan>(u);
        if (ch && ch->dir == types::ChanDir::SendOnly) return "receive from send-only channel " + c.str(t);
        return std::nullopt;
    };
    std::string cause;
    Type *u = commonUnder(x, cond, &cause, &c.pkg);
    if (!u) return bad(cause);
    u = throughArrayPtr(u);
    Type *intType = typ(BasicKind::Int);
    switch (u->kind) {
    case TypeKind::Basic:
        if (isString(u)) return {intType, universe().runeAlias, true, {}};
        if (!isInteger(u)) return bad("");
        if (!c.allowVersion(22)) return bad("requires go1.22 or later" + c.versionHint());
        return {x, nullptr, true, {}};
    case TypeKind::Array: return {intType, llvm::cast<Array>(u)->elem, true, {}};
    case TypeKind::Slice: return {intType, llvm::cast<Slice>(u)->elem, true, {}};
    case TypeKind::Map: return {llvm::cast<Map>(u)->key, llvm::cast<Map>(u)->elem, true, {}};
    case TypeKind::Chan: return {llvm::cast<Chan>(u)->elem, nullptr, true, {}};
    case TypeKind::Signature: return overFunc(c, llvm::cast<Signature>(u));
    default: return bad("");
    }
}

class RangeChecker {
  public:
    RangeChecker(Checker &c, ast::RangeStmt *s) : c(c), s(s) {}

    void clause() {
        c.env.hasCallOrRecv = false;
        c.expr(x, s->x);
        constantLength();
        if (x) {
            RangeTypes r = rangeTypes(c, x.type);
            if (isValid(under(x.type))) report(r);
            if (r.ok) {
                key = r.key;
                value = r.value;
            }
        }
        overInt = x && isInteger(x.type);
    }

    // After the scope of the statement is open: the variables belong to it.
    void variables() {
        if (s->tok == ast::Token::Define) return define();
        if (s->key) {
            assign(s->key, key);
            if (s->value) assign(s->value, value);
        } else if (overInt) {
            // Nothing takes the value, but it must be one: as in `_ = x`.
            c.assignment(x, nullptr, "range clause");
        }
        c.useLHS(s->extra);
    }

  private:
    // spec: "if at most one iteration variable is present and x or len(x) is constant, the range expression
    // is not evaluated": it is recorded as that constant then.
    void constantLength() {
        if (!x || s->value || c.env.hasCallOrRecv) return;
        auto *a = llvm::dyn_cast<Array>(throughArrayPtr(under(x.type)));
        if (!a || a->len < 0) return;
        for (ast::Expr *e = s->x;;) {
            c.recordTypeAndValue(e, Mode::Constant, typ(BasicKind::Int), constant::makeInt64(a->len));
            auto *p = llvm::dyn_cast<ast::ParenExpr>(e);
            if (!p) return;
            e = p->x;
        }
    }

    void report(const RangeTypes &r) {
        if (!r.ok)
            c.error(x.pos(), Diag::InvalidRangeExpr).soft()
                << c.str(x) << (r.cause.empty() ? "" : ": " + r.cause);
        else if (!r.key && s->key)
            c.error(s->key->pos, Diag::RangeNoVars).soft() << c.str(x);
        else if (!r.value && s->value)
            c.error(s->value->pos, Diag::RangeOneVar).soft() << c.str(x);
        else if (!s->extra.empty())
            c.error(s->extra[0]->pos, Diag::RangeTwoVars).soft();
    }

    void define() {
        std::vector<Var *> vars;
        ast::Expr *lhs[] = {s->key, s->value};
        Type *types[] = {key, value};
        for (size_t i = 0; i < 2; i++) {
            if (!lhs[i]) continue;
            auto *id = llvm::dyn_cast<ast::Ident>(lhs[i]);
            if (!id) {
                c.error(lhs[i]->pos, Diag::CannotDeclare) << c.str(static_cast<const ast::Expr *>(lhs[i]));
                continue;
            }
            auto *v = c.arena.create<Var>(VarKind::Local, id->pos, &c.pkg, id->name, nullptr);
            v->color = Color::Black;
            c.recordDef(id, v);
            if (!id->name.isBlank()) vars.push_back(v);
            init(v, id, types[i]);
        }
        if (vars.empty()) c.error(s->pos, Diag::NoNewVar);
        for (Var *v : vars) c.declare(c.env.scope, nullptr, v, s->body->pos);
    }

    void init(Var *v, ast::Ident *id, Type *t) {
        if (!t || !isValid(t)) {
            v->type = invalidType();
            v->used = true;
        } else if (overInt) {
            c.initVar(v, x, "range clause");
        } else {
            Operand y = element(id, t);
            c.initVar(v, y, "assignment");
        }
    }

    void assign(ast::Expr *lhs, Type *t) {
        if (!t || !isValid(t)) {
            c.useLHS(lhs);
            return;
        }
        if (!overInt) {
            Operand y = element(lhs, t);
            c.assignVar(lhs, nullptr, &y, "assignment");
            return;
        }
        c.assignVar(lhs, nullptr, &x, "range clause");
        if (x && isValid(x.type) && !isInteger(x.type))
            c.error(lhs->pos, Diag::InvalidIterVarType).soft() << c.str(x.type);
    }

    // What an iteration assigns; it has no expression of its own.
    Operand element(ast::Expr *lhs, Type *t) {
        Operand y;
        y.mode = Mode::Value;
        y.expr = lhs;
        y.type = t;
        return y;
    }

    Checker &c;
    ast::RangeStmt *s;
    Operand x;
    Type *key = nullptr, *value = nullptr;
    bool overInt = false;
};

} // namespace

void Checker::rangeStmt(unsigned ctxt, ast::RangeStmt *s) {
    RangeChecker k(*this, s);
    k.clause();
    openScope(s);
    k.variables();
    stmt(ctxt, s->body);
    closeScope();
}

} // namespace goloom

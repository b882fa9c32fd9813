// spec "Switch statements".
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringMap.h"

namespace goloom {

using namespace types;

static void multipleDefaults(Checker &c, llvm::ArrayRef<ast::CaseClause *> cases) {
    ast::CaseClause *first = nullptr;
    for (ast::CaseClause *cc : cases) {
        if (!cc->isDefault) continue;
        if (first)
            c.error(cc->pos, Diag::DuplicateDefault) << c.where(first->pos);
        else
            first = cc;
    }
}

namespace {

// The constant case values seen so far, by value and type.
class CaseValues {
  public:
    explicit CaseValues(Checker &c) : c(c) {}

    void check(Operand &tag, llvm::ArrayRef<ast::Expr *> values) {
        for (ast::Expr *e : values) {
            Operand v;
            c.expr(v, e);
            if (!tag || !v) continue;
            c.convertUntyped(v, tag.type);
            if (!v) continue;
            // By comparing the value with the tag, and not the other way round, errors are at the value.
            Operand res = v, x = tag;
            c.comparison(res, x, ast::Token::Eql, true);
            if (!res || v.mode != Mode::Constant) continue;
            duplicate(v);
        }
    }

  private:
    void duplicate(Operand &v) {
        auto kind = v.val.kind();
        bool tested =
            kind == constant::Kind::Int || kind == constant::Kind::Float || kind == constant::Kind::String;
        if (!tested) return; // as in gc
        auto &same = seen_[(kind == constant::Kind::String ? "s" : "n") + constant::exactString(v.val)];
        for (auto &[pos, type] : same) {
            if (!identical(type, v.type)) continue;
            c.error(v.pos(), Diag::DuplicateCase) << c.str(v) + " in expression";
            c.diags.note(pos, Diag::PreviousCase);
            return;
        }
        // gc's position of a call is its parenthesis.
        auto *call = llvm::dyn_cast<ast::CallExpr>(v.expr);
        same.push_back({call ? call->lparen : v.pos(), v.type});
    }

    Checker &c;
    llvm::StringMap<std::vector<std::pair<Pos, Type *>>> seen_;
};

} // namespace

void Checker::switchStmt(unsigned ctxt, ast::SwitchStmt *s) {
    openScope(s);
    if (s->init) stmt(0, s->init);
    Operand x;
    if (s->tag) {
        expr(x, s->tag);
        // As if it were assigned to a variable of its own.
        assignment(x, nullptr, "switch expression");
        if (x && !types::comparable(x.type) && !hasNil(x.type)) {
            if (isValid(x.type)) error(x.pos(), Diag::InvalidExprSwitch) << str(x) << str(x.type);
            x.invalidate();
        }
    } else {
        // spec: "A missing switch expression is equivalent to the boolean value true."
        auto *id = arena.create<ast::Ident>();
        id->kind = ast::Kind::Ident;
        id->pos = s->cases.empty() ? s->rbrace : s->cases[0]->pos;
        id->end = id->pos;
        id->name = Name::of("true");
        x.mode = Mode::Constant;
        x.type = types::typ(BasicKind::Bool);
        x.val = constant::makeBool(true);
        x.expr = id;
    }
    multipleDefaults(*this, s->cases);
    CaseValues values(*this);
    for (ast::CaseClause *cc : s->cases) {
        values.check(x, cc->list);
        openScope(cc);
        stmtList(ctxt, cc->body);
        closeScope();
    }
    closeScope();
}

namespace {

class TypeCases {
  public:
    TypeCases(Checker &c, Operand *x) : c(c), x(x) {}

    // The type that the symbol of the guard has in this clause.
    Type *check(llvm::ArrayRef<ast::Expr *> list) {
        Type *t = nullptr;
        for (ast::Expr *e : list) {
            t = c.typeOrNil(e);
            if (!isValid(t) || duplicate(e, t)) continue;
            seen_.push_back({t, e->pos});
            if (x && !isNilType(t)) c.typeAssertion(e, *x, t, true);
        }
        // spec: "In clauses with a case listing exactly one type, the variable has that type; otherwise, the
        // variable has the type of the expression in the TypeSwitchGuard."
        if (list.size() == 1 && !isNilType(t)) return t;
        return x ? x->type : invalidType();
    }

  private:
    bool duplicate(ast::Expr *e, Type *t) {
        for (auto &[other, pos] : seen_) {
            if (!identical(other, t)) continue;
            c.error(e->pos, Diag::DuplicateCase) << (isNilType(t) ? "nil" : c.str(t)) + " in type";
            c.diags.note(pos, Diag::PreviousCase);
            return true;
        }
        return false;
    }

    Checker &c;
    Operand *x; // null after an error
    std::vector<std::pair<Type *, Pos>> seen_;
};

} // namespace

void Checker::typeSwitchStmt(unsigned ctxt, ast::TypeSwitchStmt *s) {
    openScope(s);
    if (s->init) stmt(0, s->init);
    ast::Ident *bind = s->bind;
    if (bind) {
        recordDef(bind, nullptr); // a variable of its own in each clause
        if (bind->name.isBlank()) {
            error(bind->pos, Diag::NoNewSwitchVar).soft();
            bind = nullptr;
        }
    }
    Operand x;
    expr(x, s->x);
    if (x && !isValid(x.type)) x.invalidate();
    if (x && isTypeParam(x.type)) {
        error(x.pos(), Diag::TypeSwitchOnTypeParam) << str(x);
        x.invalidate();
    } else if (x && !isInterface(x.type)) {
        if (isValid(under(x.type))) error(x.pos(), Diag::NotAnInterface) << str(x);
        x.invalidate();
    }
    multipleDefaults(*this, s->cases);

    TypeCases cases(*this, x ? &x : nullptr);
    std::vector<Var *> vars;
    for (ast::CaseClause *cc : s->cases) {
        Type *t = cases.check(cc->list);
        openScope(cc);
        if (bind) {
            auto *v = arena.create<Var>(VarKind::Local, bind->pos, &pkg, bind->name, t);
            v->color = Color::Black;
            declare(env.scope, nullptr, v, cc->colon);
            recordImplicit(cc, v);
            vars.push_back(v);
        }
        stmtList(ctxt, cc->body);
        closeScope();
    }
    // The symbol is used if one of its variables is. Literals in the clauses have been checked by now.
    if (bind) {
        bool used = false;
        for (Var *v : vars) {
            used |= v->used;
            v->used = true;
        }
        if (!used) error(bind->pos, Diag::UnusedSwitchVar).soft() << bind->name.str();
    }
    closeScope();
}

} // namespace goloom

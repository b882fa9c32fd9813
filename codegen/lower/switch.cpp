// Expression and type switches. spec "Switch statements".
//
// Over integer constants it is a C++ switch. Otherwise a chain of ifs over a temporary for the tag; if
// clauses fall through or case expressions need statements of their own, the chain only finds the clause and
// a C++ switch runs it.
#include "codegen/lower/kinds.h"

namespace goloom {

static bool fallsThrough(const ast::CaseClause *c) {
    if (c->body.empty()) return false;
    const ast::Stmt *last = c->body.back();
    while (auto *l = llvm::dyn_cast<ast::LabeledStmt>(last)) last = l->stmt;
    auto *br = llvm::dyn_cast<ast::BranchStmt>(last);
    return br && br->tok == ast::Token::Fallthrough;
}

static bool leaves(const cxx::Block *blk) {
    if (blk->list->empty()) return false;
    switch (blk->list->back()->kind) {
    case cxx::StmtKind::Return:
    case cxx::StmtKind::Break:
    case cxx::StmtKind::Continue:
    case cxx::StmtKind::Goto: return true;
    default: return false;
    }
}

void Lowering::switchStmt(const ast::SwitchStmt *s, StringRef label) {
    if (s->init) {
        // The init statement's variables end with the switch.
        cxx::Block *blk = inBlock([&] {
            stmt(s->init);
            b.at(s->pos, {});
            switchBody(s, label);
        });
        bool scope = llvm::any_of(*blk->list, [](cxx::Stmt *x) { return llvm::isa<cxx::VarDecl>(x); });
        if (scope)
            b.add(blk);
        else
            splice(*blk->list);
        return;
    }
    switchBody(s, label);
}

void Lowering::switchBody(const ast::SwitchStmt *s, StringRef label) {
    types::Type *tagType = s->tag ? typeOf(s->tag) : types::typ(BasicKind::Bool);
    bool native = s->tag && isInt(tagType);
    bool falls = false;
    for (const ast::CaseClause *c : s->cases) {
        falls |= fallsThrough(c);
        for (const ast::Expr *e : c->list) native &= info->at(e).isConst();
    }
    auto clauseBody = [&](const ast::CaseClause *c, bool inSwitch) {
        cxx::Block *body = inBlock([&] { stmtList(c->body); });
        if (inSwitch && !fallsThrough(c) && !leaves(body)) {
            cxx::Block *was = b.enter(body);
            b.at({}, {});
            b.add(arena.create<cxx::Break>());
            b.enter(was);
        }
        return body;
    };
    auto push = [&](bool inSwitch) { fn->targets.push_back({s, label, false, inSwitch, false, {}, {}}); };
    auto emitSwitch = [&](Expr *x, llvm::function_ref<llvm::SmallVector<Expr *, 4>(size_t)> values) {
        push(true);
        llvm::SmallVector<cxx::Case, 8> cases;
        for (size_t i = 0; i < s->cases.size(); i++) {
            auto vs = values(i);
            cases.push_back({arena.copy(ArrayRef<Expr *>(vs)),
                             clauseBody(s->cases[i], true),
                             fallsThrough(s->cases[i]),
                             {}});
        }
        b.at(s->pos, {});
        b.add(arena.create<cxx::Switch>(x, arena.copy(ArrayRef<cxx::Case>(cases))));
        endTarget();
    };
    if (native && !s->cases.empty()) {
        emitSwitch(expr(s->tag), [&](size_t i) {
            llvm::SmallVector<Expr *, 4> vs;
            for (const ast::Expr *e : s->cases[i]->list) vs.push_back(exprTo(e, tagType));
            return vs;
        });
        return;
    }
    Expr *tag = nullptr;
    if (s->tag) {
        needComplete(tagType);
        bool constants = llvm::all_of(s->cases, [&](const ast::CaseClause *c) {
            return llvm::all_of(c->list, [&](const ast::Expr *e) { return info->at(e).isConst(); });
        });
        if (constants && isStringType(tagType)) viewed(s->tag);
        tag = info->at(s->tag).isConst() || s->cases.empty() ? nullptr : pin(expr(s->tag), tagType);
        if (s->cases.empty()) b.expr(expr(s->tag));
    }
    struct Cond {
        const ast::CaseClause *clause;
        size_t index;
        Part cond;
    };
    auto oneCond = [&](const ast::Expr *e) -> Expr * {
        if (!s->tag) return expr(e);
        if (info->at(e).mode == Mode::NilValue) return b.binary(again(tag), "==", b.lit("nullptr"));
        Expr *x = tag ? again(tag) : expr(s->tag);
        if (isBool(tagType) && isBool(typeOf(e)) && info->at(s->tag).isConst())
            return constant::boolVal(info->at(s->tag).value) ? expr(e) : b.unary("!", expr(e));
        return compare(ast::Token::Eql, x, tagType, expr(e), typeOf(e));
    };
    llvm::SmallVector<Cond, 8> conds;
    const ast::CaseClause *dflt = nullptr;
    size_t dfltIndex = 0;
    bool statements = false;
    for (size_t i = 0; i < s->cases.size(); i++) {
        const ast::CaseClause *c = s->cases[i];
        if (c->isDefault) {
            dflt = c;
            dfltIndex = i;
            continue;
        }
        // Each value by itself: a later one is evaluated only if the earlier ones do not match.
        Part whole = part(nullptr, false, [&]() -> Expr * {
            Expr *all = nullptr;
            StringRef found;
            for (const ast::Expr *e : c->list) {
                Part p = part(nullptr, false, [&] { return oneCond(e); });
                if (p.before.empty() && found.empty()) {
                    all = all ? b.binary(all, "||", p.x) : p.x;
                    continue;
                }
                if (found.empty()) {
                    found = temp();
                    b.var("bool", found, all ? all : b.lit("false"));
                }
                cxx::Block *then = inBlock([&] {
                    splice(p.before);
                    b.expr(b.assign(b.name(found), p.x));
                });
                b.add(arena.create<cxx::If>(nullptr, b.unary("!", b.name(found)), then, nullptr));
            }
            return found.empty() ? all : b.name(found);
        });
        statements |= !whole.before.empty();
        conds.push_back({c, i, std::move(whole)});
    }
    if (falls || statements) {
        StringRef which = temp("clause");
        b.var("int_", which, dflt ? b.intLit(static_cast<int64_t>(dfltIndex)) : b.unary("-", b.lit("1")));
        cxx::Stmt *els = nullptr;
        for (size_t i = conds.size(); i-- > 0;) {
            cxx::Block *then = inBlock(
                [&] { b.expr(b.assign(b.name(which), b.intLit(static_cast<int64_t>(conds[i].index)))); });
            auto *test = arena.create<cxx::If>(nullptr, conds[i].cond.x, then, els);
            if (conds[i].cond.before.empty()) {
                els = test;
                continue;
            }
            els = inBlock([&] {
                splice(conds[i].cond.before);
                b.add(test);
            });
        }
        if (els) b.add(els);
        emitSwitch(b.name(which), [&](size_t i) {
            llvm::SmallVector<Expr *, 4> vs;
            if (!s->cases[i]->isDefault) vs.push_back(b.intLit(static_cast<int64_t>(i)));
            return vs;
        });
        return;
    }
    push(false);
    cxx::Stmt *els = dflt ? clauseBody(dflt, false) : nullptr;
    for (size_t i = conds.size(); i-- > 0;)
        els = arena.create<cxx::If>(nullptr, conds[i].cond.x, clauseBody(conds[i].clause, false), els);
    b.at(s->pos, {});
    if (els) b.add(els);
    endTarget();
}

void Lowering::typeSwitchStmt(const ast::TypeSwitchStmt *s, StringRef label) {
    types::Type *xt = typeOf(s->x);
    bool isAny = isEmptyIface(xt, arena);
    b.add(inBlock([&] {
        if (s->init) stmt(s->init);
        b.at(s->pos, {});
        needComplete(xt);
        Expr *x = simple(expr(s->x), xt);
        // A variable may be assigned in a clause: the value is taken now.
        if (llvm::isa<cxx::Name>(x) && s->bind) x = pin(x, xt);
        StringRef typ = temp("typ");
        b.var("auto", typ, isAny ? b.member(again(x), "typ") : b.call(b.member(again(x), "typ"), {}));
        fn->targets.push_back({s, label, false, false, false, {}, {}});
        struct Clause {
            Expr *cond;
            cxx::VarDecl *init;
            cxx::Block *body;
        };
        llvm::SmallVector<Clause, 8> clauses;
        cxx::Stmt *els = nullptr;
        for (const ast::CaseClause *c : s->cases) {
            auto *v = llvm::dyn_cast_or_null<types::Var>(info->implicits.lookup(c));
            types::Type *single = nullptr;
            Expr *cond = nullptr;
            cxx::VarDecl *init = nullptr;
            StringRef tab;
            for (const ast::Expr *e : c->list) {
                Expr *one = nullptr;
                if (info->at(e).mode == Mode::NilValue || types::isNilType(typeOf(e))) {
                    one = b.binary(b.name(typ), "==", b.lit("nullptr"));
                } else {
                    types::Type *t = typeOf(e);
                    needComplete(t);
                    if (c->list.size() == 1) single = t;
                    if (!isIface(t)) {
                        one = b.binary(b.name(typ), "==", typeDesc(t));
                    } else if (isEmptyIface(t, arena)) {
                        one = b.binary(b.name(typ), "!=", b.lit("nullptr"));
                    } else if (single) {
                        tab = temp("tab");
                        StringRef one_[] = {tab};
                        init = arena.create<cxx::VarDecl>(
                            "auto", ArrayRef<StringRef>(arena.copy(ArrayRef<StringRef>(one_))),
                            rt(RT::assertE2I2, {typeDesc(t), b.name(typ)}));
                        one = b.name(tab);
                    } else {
                        one =
                            b.binary(rt(RT::assertE2I2, {typeDesc(t), b.name(typ)}), "!=", b.lit("nullptr"));
                    }
                }
                cond = cond ? b.binary(cond, "||", one) : one;
            }
            cxx::Block *body = inBlock([&] {
                if (v && s->bind) {
                    Expr *value = nullptr;
                    if (!single) {
                        value = again(x);
                    } else if (!isIface(single)) {
                        value = rt(RT::fromdata, {b.member(again(x), "data")}, {type(single)});
                    } else if (isEmptyIface(single, arena)) {
                        value = convertTo(again(x), xt, single);
                    } else {
                        value = b.init(type(single), {b.init("", {b.name(tab), b.member(again(x), "data")})});
                    }
                    declareVar(v, value);
                }
                stmtList(c->body);
            });
            if (c->isDefault)
                els = body;
            else
                clauses.push_back({cond, init, body});
        }
        for (size_t i = clauses.size(); i-- > 0;)
            els = arena.create<cxx::If>(clauses[i].init, clauses[i].cond, clauses[i].body, els);
        b.at(s->pos, {});
        if (els) b.add(els);
        endTarget();
    }));
}

} // namespace goloom

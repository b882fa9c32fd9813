// Select statements. spec "Select statements".
//
// Channels and values to send are evaluated once, in source order; selectgo answers which case proceeded and
// a C++ switch runs it. A received value lands in a temporary and is assigned in its clause, since the left
// side is evaluated only there.
#include "codegen/lower/kinds.h"

namespace goloom {

namespace {
struct Comm {
    const ast::SendStmt *send = nullptr;
    const ast::UnaryExpr *recv = nullptr;
    const ast::AssignStmt *assign = nullptr;
    StringRef value, ok; // temporaries; empty: not wanted
    types::Type *elem = nullptr;
};
} // namespace

static bool wanted(const ast::Expr *e) {
    auto *id = llvm::dyn_cast<ast::Ident>(e);
    return !id || !id->name.isBlank();
}

void Lowering::selectStmt(const ast::SelectStmt *s, StringRef label) {
    cxx::Block *all = inBlock([&] {
        llvm::SmallVector<Comm, 8> comms;
        llvm::SmallVector<Part, 8> parts;
        bool blocks = true;
        for (const ast::CommClause *c : s->cases) {
            Comm m;
            if (!c->comm) {
                blocks = false;
                comms.push_back(m);
                continue;
            }
            if (auto *send = llvm::dyn_cast<ast::SendStmt>(c->comm)) {
                m.send = send;
                types::Type *ct = typeOf(send->chan);
                m.elem = llvm::cast<types::Chan>(types::coreType(ct))->elem;
                needComplete(m.elem);
                parts.push_back(part(send->chan, ct));
                Part v = part(send->value, m.elem);
                m.value = temp("v");
                cxx::Block *blk = inBlock([&] {
                    splice(v.before);
                    b.var(type(m.elem), m.value, bare(v.x));
                });
                v.before = *blk->list;
                v.x = b.name(m.value);
                parts.push_back(std::move(v));
            } else {
                const ast::Expr *x = nullptr;
                if (auto *a = llvm::dyn_cast<ast::AssignStmt>(c->comm)) {
                    m.assign = a;
                    x = a->rhs[0];
                } else {
                    x = llvm::cast<ast::ExprStmt>(c->comm)->x;
                }
                m.recv = llvm::cast<ast::UnaryExpr>(ast::unparen(const_cast<ast::Expr *>(x)));
                types::Type *ct = typeOf(m.recv->x);
                m.elem = llvm::cast<types::Chan>(types::coreType(ct))->elem;
                needComplete(m.elem);
                Part p = part(m.recv->x, ct);
                if (m.assign && wanted(m.assign->lhs[0])) m.value = temp("v");
                if (m.assign && m.assign->lhs.size() > 1 && wanted(m.assign->lhs[1])) m.ok = temp("ok");
                parts.push_back(std::move(p));
            }
            comms.push_back(m);
        }
        // A call in a later clause must not change which channel an earlier one names: each is read in its
        // place, not behind all calls.
        for (size_t i = 0; i < parts.size(); i++) {
            parts[i].late = false;
            bool later = llvm::any_of(llvm::drop_begin(parts, i + 1), [](const Part &p) { return p.effect; });
            parts[i].effect |= later;
            if (!later || !llvm::isa<cxx::Name>(parts[i].x)) continue;
            cxx::Block *blk = inBlock([&] {
                splice(parts[i].before);
                parts[i].x = pin(parts[i].x, parts[i].type);
            });
            parts[i].before = *blk->list;
        }
        settle(parts);
        for (Comm &m : comms) {
            if (!m.recv) continue;
            if (!m.value.empty()) b.var(type(m.elem), m.value, nullptr);
            if (!m.ok.empty()) b.var("bool", m.ok, nullptr);
        }
        llvm::SmallVector<Expr *, 8> xs;
        size_t next = 0;
        for (Comm &m : comms) {
            auto address = [&](StringRef n) { return b.unary("&", b.name(n)); };
            if (m.send) {
                Expr *c = parts[next].x;
                next += 2;
                xs.push_back(rt(RT::casesend, {c, address(m.value)}));
            } else if (m.recv) {
                Expr *c = parts[next++].x;
                llvm::SmallVector<Expr *, 3> args{c};
                if (!m.value.empty() || !m.ok.empty())
                    args.push_back(m.value.empty() ? b.lit("nullptr") : address(m.value));
                if (!m.ok.empty()) args.push_back(address(m.ok));
                xs.push_back(rt(RT::caserecv, args));
            }
        }
        Expr *which =
            rt(RT::selectgo, {b.init("", xs), b.name(blocks ? "runtime::block" : "runtime::noblock")});
        if (s->cases.empty()) {
            b.expr(which);
            return;
        }
        fn->targets.push_back({s, label, false, true, false, {}, {}});
        llvm::SmallVector<cxx::Case, 8> cases;
        int64_t index = 0;
        for (size_t i = 0; i < comms.size(); i++) {
            Comm &m = comms[i];
            const ast::CommClause *c = s->cases[i];
            cxx::Block *body = inBlock([&] {
                if (m.assign) {
                    b.at(c->pos, {});
                    auto set = [&](size_t j, StringRef n, types::Type *t) {
                        if (n.empty()) return;
                        const ast::Expr *l = m.assign->lhs[j];
                        auto *id = llvm::dyn_cast<ast::Ident>(l);
                        auto *v = id && m.assign->tok == ast::Token::Define
                                      ? llvm::dyn_cast_or_null<types::Var>(info->defs.lookup(id))
                                      : nullptr;
                        if (v)
                            declareVar(v, convertTo(b.name(n), t, subst(v->type)));
                        else
                            storeTo(l, convertTo(b.name(n), t, typeOf(l)));
                    };
                    set(0, m.value, m.elem);
                    if (m.assign->lhs.size() > 1) set(1, m.ok, types::typ(BasicKind::Bool));
                }
                stmtList(c->body);
                b.at({}, {});
                b.add(arena.create<cxx::Break>());
            });
            llvm::SmallVector<Expr *, 1> values;
            if (c->comm) values.push_back(b.intLit(index++));
            StringRef text = c->comm ? goText(c) : StringRef();
            cases.push_back({arena.copy(ArrayRef<Expr *>(values)), body, false, text});
        }
        b.at(s->pos, {});
        b.add(arena.create<cxx::Switch>(which, arena.copy(ArrayRef<cxx::Case>(cases))));
        endTarget();
    });
    b.at(s->pos, {});
    bool scope = llvm::any_of(*all->list, [](cxx::Stmt *x) { return llvm::isa<cxx::VarDecl>(x); });
    if (scope)
        b.add(all);
    else
        splice(*all->list);
}

} // namespace goloom

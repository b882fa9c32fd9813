// Escape analysis of declarations and statements, and what its solution says.
//
// Functions that call each other are one graph: a call of one flows its arguments into the parameters, and
// its results back. Of functions analysed before, of other packages too, the facts say how parameters leak;
// anything else keeps its arguments.
#include "codegen/analyze/escape.h"

#include <algorithm>

namespace goloom {

Location *Escape::location(const Var *v) {
    auto &l = vars_[v];
    if (!l) {
        l = graph_.newLocation(region_);
        l->var = v;
        if (size(v->type) > MaxFrameVar) {
            l->heap = true;
            if (trace_) trace_->always[l] = "too large for stack";
        }
    }
    return l;
}

Location *Escape::allocation(const ast::Expr *e, int64_t bytes, const char *always) {
    auto *l = graph_.newLocation(region_);
    l->expr = e;
    if (!region_ || bytes > MaxFrameImplicit) l->heap = true;
    if (trace_ && l->heap) trace_->always[l] = region_ ? always : "package variable";
    allocations_.push_back({e, l});
    return l;
}

Location *Escape::mapAllocation(const ast::Expr *e, const Map *m, int64_t entries) {
    bool small = m && entries <= SmallMap && SmallMap * (size(m->key) + size(m->elem)) <= MaxFrameMap;
    return allocation(e, small ? 0 : INT64_MAX);
}

Escape::Function *Escape::newFunction(Signature *sig, const Region *enclosing, const ast::BlockStmt *body) {
    auto &f = functions_.emplace_back();
    f.region = newRegion(nullptr);
    f.region->enclosing = enclosing;
    f.sig = sig;
    ast::inspect(body, [&](const ast::Node *n) {
        if (auto *b = dyn_cast_or_null<ast::BranchStmt>(n)) f.region->hasGoto |= b->tok == ast::Token::Goto;
        return n && !isa<ast::FuncLit>(n);
    });
    auto *outer = std::exchange(region_, f.region);
    auto param = [&](Var *v) {
        auto *l = v->name && !v->name.isBlank() ? location(v) : graph_.newLocation(f.region);
        l->isParam = true;
        f.params.push_back(l);
    };
    if (sig->recv) param(sig->recv);
    for (Var *v : sig->params->vars) param(v);
    for (Var *v : sig->results->vars) {
        auto *l = v->name && !v->name.isBlank() ? location(v) : graph_.newLocation(f.region);
        l->isResult = true;
        f.results.push_back(l);
    }
    f.defers = graph_.newLocation(f.region);
    region_ = outer;
    return &f;
}

void Escape::declareFunction(const Func *f, const ast::FuncDecl *d) {
    if (d->body && f->signature()) declared_[f] = newFunction(f->signature(), nullptr, d->body);
}

void Escape::bodyOf(const Func *f, const ast::FuncDecl *d) {
    if (auto *fn = declared_.lookup(f)) body(fn, d->body);
}

void Escape::body(Function *f, const ast::BlockStmt *b) {
    auto *outerFn = std::exchange(fn_, f);
    auto *outer = std::exchange(region_, f->region);
    stmts(b->list); // parameters and the body's variables are one block in C++ too
    region_ = outer;
    fn_ = outerFn;
}

void Escape::package(const ast::GenDecl *d) {
    for (auto *s : d->specs)
        if (auto *v = dyn_cast<ast::VarSpec>(s))
            for (auto *e : v->values) {
                llvm::SmallVector<Hole, 4> all(v->names.size(), heap());
                llvm::SmallVector<Type *, 4> want(v->names.size(), nullptr);
                if (v->values.size() == 1 && v->names.size() > 1)
                    assignAll(all, want, v->values);
                else
                    to(heap(), e, nullptr);
            }
}

// ---------------------------------------------------------------- statements

void Escape::stmt(const ast::Stmt *s) {
    if (!s) return;
    switch (s->kind) {
    case ast::Kind::DeclStmt:
        for (auto *spec : cast<ast::DeclStmt>(s)->decl->specs)
            if (auto *v = dyn_cast<ast::VarSpec>(spec)) varSpec(v);
        return;
    case ast::Kind::LabeledStmt: return stmt(cast<ast::LabeledStmt>(s)->stmt);
    case ast::Kind::ExprStmt: return discard(cast<ast::ExprStmt>(s)->x);
    case ast::Kind::SendStmt: {
        auto *x = cast<ast::SendStmt>(s);
        discard(x->chan);
        Type *elem = nullptr;
        if (auto *c = dyn_cast_or_null<Chan>(coreType(typeOf(x->chan)))) elem = c->elem;
        return to(heap("send", x), x->value, elem);
    }
    case ast::Kind::IncDecStmt: {
        Type *t = nullptr;
        target(cast<ast::IncDecStmt>(s)->x, &t); // a map keeps the key
        return;
    }
    case ast::Kind::AssignStmt: return assign(cast<ast::AssignStmt>(s));
    case ast::Kind::GoStmt:
    case ast::Kind::DeferStmt: {
        bool isGo = isa<ast::GoStmt>(s);
        auto *c = dyn_cast<ast::CallExpr>(
            ast::unparen(isGo ? cast<ast::GoStmt>(s)->call : cast<ast::DeferStmt>(s)->call));
        if (!c) return;
        Hole keep = isGo ? heap("go call", c) : noted({fn_->defers}, "deferred call", c);
        if (auto *lit = dyn_cast<ast::FuncLit>(ast::unparen(c->fun))) {
            expr(keep, lit);
            for (auto *a : c->args) to(heap("argument of a go or deferred call", c), a, nullptr);
            return;
        }
        if (!isGo) call({}, c); // as if it were called here, and what it holds is kept until the end
        if (auto *sel = dyn_cast<ast::SelectorExpr>(ast::unparen(c->fun))) {
            auto *selection = info_.selections.lookup(sel);
            auto *f = selection ? dyn_cast<Func>(selection->obj) : nullptr;
            if (f) receiver(keep, sel, selection, f);
        } else {
            expr(keep, c->fun);
        }
        auto *sig = dyn_cast_or_null<Signature>(coreType(info_.at(c->fun).type));
        for (size_t i = 0; i < c->args.size(); i++)
            if (!info_.at(c->args[i]).isType()) to(keep, c->args[i], sig ? paramType(c, sig, i) : nullptr);
        return;
    }
    case ast::Kind::ReturnStmt: {
        auto *r = cast<ast::ReturnStmt>(s);
        if (fn_ && fn_->results.size() == 1)
            fn_->returned.push_back(r->results.empty() ? nullptr : r->results[0]);
        if (!fn_ || r->results.empty()) return;
        llvm::SmallVector<Hole, 4> holes;
        llvm::SmallVector<Type *, 4> want;
        for (size_t i = 0; i < fn_->results.size(); i++) {
            holes.push_back(noted({fn_->results[i]}, "return", r));
            want.push_back(fn_->sig->results->vars[i]->type);
        }
        return assignAll(holes, want, r->results);
    }
    case ast::Kind::BlockStmt: return block(cast<ast::BlockStmt>(s));
    case ast::Kind::IfStmt: {
        auto *i = cast<ast::IfStmt>(s);
        return scoped([&] {
            stmt(i->init);
            discard(i->cond);
            block(i->body);
            if (i->els) scoped([&] { stmt(i->els); });
        });
    }
    case ast::Kind::SwitchStmt: {
        auto *w = cast<ast::SwitchStmt>(s);
        return scoped([&] {
            stmt(w->init);
            discard(w->tag);
            for (auto *c : w->cases) {
                scoped([&] {
                    for (auto *e : c->list) discard(e);
                });
                scoped([&] { stmts(c->body); });
            }
        });
    }
    case ast::Kind::TypeSwitchStmt: return typeSwitch(cast<ast::TypeSwitchStmt>(s));
    case ast::Kind::SelectStmt:
        for (auto *c : cast<ast::SelectStmt>(s)->cases)
            scoped([&] {
                stmt(c->comm);
                stmts(c->body);
            });
        return;
    case ast::Kind::ForStmt: {
        auto *f = cast<ast::ForStmt>(s);
        return scoped([&] {
            stmt(f->init);
            scoped([&] { // once an iteration
                discard(f->cond);
                stmt(f->post);
                block(f->body);
            });
        });
    }
    case ast::Kind::RangeStmt: return range(cast<ast::RangeStmt>(s));
    default: return;
    }
}

void Escape::varSpec(const ast::VarSpec *v) {
    llvm::SmallVector<Hole, 4> holes;
    llvm::SmallVector<Type *, 4> want;
    for (auto *id : v->names) {
        auto *var = dyn_cast_or_null<Var>(info_.defs.lookup(id));
        declare(var);
        holes.push_back(var && !id->name.isBlank() ? noted({location(var)}, "assign", v) : Hole{});
        want.push_back(var ? var->type : nullptr);
        if (var && v->values.size() == v->names.size())
            if (auto *lit = dyn_cast<ast::FuncLit>(ast::unparen(v->values[holes.size() - 1])))
                if (!facts_.reassigned.contains(var)) bound_[var] = lit;
    }
    if (!v->values.empty()) assignAll(holes, want, v->values);
}

Hole Escape::definition(const ast::Expr *lhs, Type **type) {
    auto *id = dyn_cast<ast::Ident>(ast::unparen(const_cast<ast::Expr *>(lhs)));
    if (id)
        if (auto *v = dyn_cast_or_null<Var>(info_.defs.lookup(id))) {
            declare(v);
            *type = v->type;
            return id->name.isBlank() ? Hole{} : Hole{location(v)};
        }
    return target(lhs, type);
}

Hole Escape::target(const ast::Expr *lhs, Type **type) {
    auto *e = ast::unparen(const_cast<ast::Expr *>(lhs));
    if (auto *id = dyn_cast<ast::Ident>(e)) {
        auto *v = dyn_cast_or_null<Var>(info_.objectOf(id));
        if (!v) return {};
        *type = v->type;
        return v->varKind == VarKind::Package ? heap() : Hole{location(v)};
    }
    *type = typeOf(e);
    Type *ignored;
    if (auto *s = dyn_cast<ast::SelectorExpr>(e)) {
        auto *sel = info_.selections.lookup(s);
        if (!sel) return heap(); // a variable of another package
        if (!sel->indirect && !isPointer(typeOf(s->x))) return target(s->x, &ignored);
        discard(s->x);
        return heap();
    }
    if (auto *i = dyn_cast<ast::IndexExpr>(e)) {
        for (auto *x : i->indices) {
            if (isa<Map>(under(typeOf(i->x))))
                to(heap("key of map put", e), x, cast<Map>(under(typeOf(i->x)))->key);
            else
                discard(x);
        }
        if (isa<Array>(under(typeOf(i->x)))) return target(i->x, &ignored);
        discard(i->x);
        return heap();
    }
    discard(e);
    return heap();
}

void Escape::assign(const ast::AssignStmt *a) {
    if (a->tok != ast::Token::Assign && a->tok != ast::Token::Define) {
        Type *t = nullptr;
        Hole h = target(a->lhs[0], &t);
        return to(noted(h, "assign", a), a->rhs[0], t);
    }
    llvm::SmallVector<Hole, 4> holes;
    llvm::SmallVector<Type *, 4> want;
    for (size_t i = 0; i < a->lhs.size(); i++) {
        Type *t = nullptr;
        Hole h = a->tok == ast::Token::Define ? definition(a->lhs[i], &t) : target(a->lhs[i], &t);
        holes.push_back(noted(h, a->lhs.size() > 1 ? "assign-pair" : "assign", a));
        want.push_back(t);
        if (a->tok == ast::Token::Define && a->lhs.size() == a->rhs.size())
            if (auto *lit = dyn_cast<ast::FuncLit>(ast::unparen(a->rhs[i])))
                if (auto *id = dyn_cast<ast::Ident>(a->lhs[i]))
                    if (auto *v = dyn_cast_or_null<Var>(info_.defs.lookup(id));
                        v && !facts_.reassigned.contains(v))
                        bound_[v] = lit;
    }
    assignAll(holes, want, a->rhs);
}

void Escape::assignAll(llvm::ArrayRef<Hole> holes, llvm::ArrayRef<Type *> want,
                       llvm::ArrayRef<ast::Expr *> rhs) {
    if (rhs.size() == holes.size()) {
        for (size_t i = 0; i < rhs.size(); i++) to(holes[i], rhs[i], want[i]);
        return;
    }
    if (rhs.empty()) return;
    auto *e = ast::unparen(rhs[0]);
    if (auto *c = dyn_cast<ast::CallExpr>(e)) {
        // A result that is boxed on its way counts as kept.
        llvm::SmallVector<Hole, 4> unboxed(holes);
        if (auto *t = dyn_cast_or_null<Tuple>(typeOf(c)))
            for (size_t i = 0; i < unboxed.size() && i < t->size(); i++)
                if (unboxed[i].dst && want[i] && isIface(want[i]) && !isIface(t->vars[i]->type))
                    unboxed[i] = heap("interface conversion", c);
        return call(unboxed, c);
    }
    to(holes.empty() ? Hole{} : holes[0], e, want.empty() ? nullptr : want[0]); // v, ok
}

void Escape::range(const ast::RangeStmt *r) {
    scoped([&] {
        Type *t = typeOf(r->x), *u = t ? coreType(t) : nullptr;
        // The variables live as long as an iteration; what is ranged over longer.
        auto *holder = graph_.newLocation(region_);
        bool array = u && isa<Array>(u);
        if (u && isa<Signature>(u)) funcRanges_.push_back(r);
        expr(noted({holder}, "range", r->x), r->x);
        scoped([&] {
            auto part = [&](const ast::Expr *lhs, bool has) {
                if (!lhs) return;
                Type *type = nullptr;
                Hole h = r->tok == ast::Token::Define ? definition(lhs, &type) : target(lhs, &type);
                h = noted(h, "range", r->x);
                if (has && pointers(type)) flow(array ? h : h.deref(), holder);
            };
            part(r->key, u && (isa<Map>(u) || isa<Chan>(u)));
            part(r->value, true);
            block(r->body);
        });
    });
}

void Escape::typeSwitch(const ast::TypeSwitchStmt *s) {
    scoped([&] {
        stmt(s->init);
        auto *holder = graph_.newLocation(region_);
        expr(noted({holder}, "type switch", s->x), s->x);
        for (auto *c : s->cases)
            scoped([&] {
                if (auto *v = dyn_cast_or_null<Var>(info_.implicits.lookup(c))) {
                    declare(v);
                    if (pointers(v->type))
                        flow(noted({location(v),
                                    isIface(v->type) || isa<TypeParam>(unalias(v->type)) || direct(v->type)
                                        ? 0
                                        : 1},
                                   "type switch", s->x),
                             holder);
                }
                stmts(c->body);
            });
    });
}

// ---------------------------------------------------------------- the solution

void Escape::finish(llvm::ArrayRef<Declared> funcs) {
    for (auto *lit : callersUnknown_)
        for (auto *result : literals_.lookup(lit)->results) flow(heap("callers unknown", lit), result);
    graph_.solve();
    for (auto &l : graph_.locations())
        if (l.var && l.heap && (facts_.addressTaken.contains(l.var) || size(l.var->type) > MaxFrameVar))
            facts_.storage[l.var] = Storage::Heap;
    for (auto &[e, l] : allocations_)
        if (!l->heap) staying(l).insert(e);
    // An expression met twice (a deferred call's argument) must be safe both times.
    for (auto &[e, l] : allocations_)
        if (l->heap) staying(l).erase(e);
    for (auto &[f, decl] : funcs) {
        auto *fn = declared_.lookup(f);
        if (!fn) continue;
        ParamLeaks leaks{0, 0};
        auto bits = [](int leak, size_t i) {
            return static_cast<uint64_t>(leak < 0 ? 0 : leak == 0 ? 15 : std::min(leak, 14)) << (4 * i);
        };
        for (size_t i = 0; i < fn->params.size() && i < 16; i++) {
            leaks.heap |= bits(fn->params[i]->heap ? 0 : fn->params[i]->leak, i);
            leaks.results |= bits(fn->params[i]->resultLeak, i);
        }
        facts_.leaks[f] = leaks;
    }
    for (bool more = true; std::exchange(more, false);)
        for (auto &[f, decl] : funcs)
            if (auto *fn = declared_.lookup(f);
                fn && !facts_.returnsIterator.contains(f) && returnsDropping(*fn))
                more = facts_.returnsIterator.insert(f).second;
    for (auto *r : funcRanges_)
        if (dropsFirst(r->x)) facts_.yieldOnFrame.insert(r);
}

bool Escape::returnsDropping(const Function &f) {
    if (f.results.size() != 1 || f.results[0]->var || f.returned.empty()) return false;
    if (!isa_and_nonnull<Signature>(coreType(f.sig->results->vars[0]->type))) return false;
    return llvm::all_of(f.returned, [&](auto *e) { return e && dropsFirst(e); });
}

bool Escape::dropsFirst(const ast::Expr *e) {
    e = ast::unparen(const_cast<ast::Expr *>(e));
    auto drops = [](const Function &f, size_t i) {
        return i < f.params.size() && !f.params[i]->heap && f.params[i]->leak < 0 &&
               f.params[i]->resultLeak < 0;
    };
    if (auto *lit = boundLiteral(e)) {
        auto *f = literals_.lookup(lit);
        return f && drops(*f, 0);
    }
    if (auto *c = dyn_cast<ast::CallExpr>(e)) {
        if (info_.at(c->fun).isType()) return c->args.size() == 1 && dropsFirst(c->args[0]);
        Func *f = staticCallee(info_, c->fun);
        return f && (facts_.returnsIterator.contains(f) || llvm::any_of(imported_, [&](const Facts *other) {
                         return other->returnsIterator.contains(f);
                     }));
    }
    Func *f = staticCallee(info_, e);
    if (!f || !f->signature()) return false;
    size_t first = f->signature()->recv ? 1 : 0; // a method value; of an expression the receiver comes first
    if (auto *s = dyn_cast<ast::SelectorExpr>(e))
        if (auto *sel = info_.selections.lookup(s); sel && sel->kind != Selection::MethodVal) return false;
    if (auto *known = declared_.lookup(f)) return drops(*known, first);
    return leaksOf(f).anywhere(first) < 0;
}

void findEscapes(const Package &, llvm::ArrayRef<ast::File *> files, const Info &info,
                 llvm::ArrayRef<const Facts *> imported, Facts &facts, std::vector<Explanation> *explain) {
    for (auto &[f, decl] : info.funcs)
        if (!decl->body && llvm::is_contained(decl->pragmas, "go:noescape")) facts.leaks[f] = {0, 0};
    auto analyse = [&](llvm::ArrayRef<Declared> funcs, llvm::function_ref<void(Escape &)> rest) {
        FlowTrace trace;
        Escape e(info, imported, facts, explain ? &trace : nullptr);
        for (auto &[f, decl] : funcs) e.declareFunction(f, decl);
        for (auto &[f, decl] : funcs) e.bodyOf(f, decl);
        rest(e);
        e.finish(funcs);
        if (!explain) return;
        auto lines = e.explain();
        explain->insert(explain->end(), lines.begin(), lines.end());
    };
    CallOrder order(info);
    for (auto &funcs : order.groups()) analyse(funcs, [](Escape &) {});
    analyse({}, [&](Escape &e) {
        for (auto *file : files)
            for (auto *d : file->decls)
                if (auto *g = dyn_cast<ast::GenDecl>(d); g && g->tok == ast::Token::Var) e.package(g);
    });
    if (explain)
        std::stable_sort(explain->begin(), explain->end(), [](auto &a, auto &b) { return a.pos < b.pos; });
}

} // namespace goloom

// Escape analysis: builds the flow graph (flow.h) of a package and reads its solution.
//
// All functions of the package are one graph: a call of a known function flows its arguments into the
// parameters, and its results back. Of functions of other packages the facts say how parameters leak;
// anything else keeps its arguments.
#include "codegen/analyze/analyze.h"
#include "codegen/analyze/flow.h"
#include "frontend/ast/walk.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

#include "llvm/ADT/SetVector.h"

namespace goloom {

using namespace types;
using llvm::cast;
using llvm::dyn_cast;
using llvm::dyn_cast_or_null;
using llvm::isa;
using llvm::isa_and_nonnull;

namespace {

// Where a value goes: null for nowhere.
struct Hole {
    Location *dst = nullptr;
    int derefs = 0;
    Hole deref() const { return {dst, derefs + 1}; }
    Hole addr() const { return {dst, derefs - 1}; }
};

constexpr int64_t MaxFrameVar = 128 << 10, MaxFrameImplicit = 64 << 10;

class Escape {
  public:
    Escape(const Info &info, llvm::ArrayRef<const Facts *> imported, Facts &facts)
        : info_(info), imported_(imported), facts_(facts) {}

    void declareFunction(const Func *, const ast::FuncDecl *);
    void bodyOf(const Func *, const ast::FuncDecl *);
    void package(const ast::GenDecl *);
    void finish(const std::vector<std::pair<Func *, ast::FuncDecl *>> &);

  private:
    struct Function {
        Region *region = nullptr;
        llvm::SmallVector<Location *, 4> params, results; // receiver first
        Location *defers = nullptr;                       // what deferred calls hold
        Signature *sig = nullptr;
        llvm::SmallVector<const ast::Expr *, 2> returned; // by a function with one result; null: who knows
    };

    Region *newRegion(const Region *outer) {
        auto &r = regions_.emplace_back();
        r.outer = outer;
        r.function = outer ? outer->function : &r;
        r.enclosing = nullptr;
        return &r;
    }
    Function *newFunction(Signature *, const Region *enclosing, const ast::BlockStmt *body);
    Location *location(const Var *);
    void declare(const Var *v) {
        if (v && !v->name.isBlank()) location(v)->region = region_;
    }
    Location *allocation(const ast::Expr *e, int64_t size);

    void body(Function *, const ast::BlockStmt *);
    void block(const ast::BlockStmt *b) {
        scoped([&] { stmts(b->list); });
    }
    template <class F> void scoped(F f) {
        auto *outer = std::exchange(region_, newRegion(region_));
        f();
        region_ = const_cast<Region *>(outer);
    }
    void stmts(llvm::ArrayRef<ast::Stmt *> l) {
        for (auto *s : l) stmt(s);
    }
    void stmt(const ast::Stmt *);
    void assign(const ast::AssignStmt *);
    void assignAll(llvm::ArrayRef<Hole> to, llvm::ArrayRef<Type *> want, llvm::ArrayRef<ast::Expr *> rhs);
    void range(const ast::RangeStmt *);
    void typeSwitch(const ast::TypeSwitchStmt *);
    void varSpec(const ast::VarSpec *);

    Hole target(const ast::Expr *lhs, Type **type);
    Hole definition(const ast::Expr *lhs, Type **type); // of :=
    void to(Hole, const ast::Expr *, Type *want);       // with the conversion to an interface
    void expr(Hole, const ast::Expr *);
    void discard(const ast::Expr *e) {
        if (e) expr({}, e);
    }
    void address(Hole, const ast::Expr *);
    void call(llvm::ArrayRef<Hole>, const ast::CallExpr *);
    void builtin(Hole, const ast::CallExpr *, BuiltinId);
    void arguments(const ast::CallExpr *, Signature *, llvm::function_ref<Hole(size_t)> param);
    void receiver(Hole, const ast::SelectorExpr *, const Selection *, Func *);
    void compositeLit(Hole, const ast::CompositeLit *);
    void funcLit(Hole, const ast::FuncLit *);
    void selector(Hole, const ast::SelectorExpr *);
    void unsafeValue(Hole, const ast::Expr *); // a uintptr that becomes a pointer again
    Func *staticCallee(const ast::Expr *fun);
    bool dropsFirst(const ast::Expr *); // a function that does not keep its first argument; after solve
    bool returnsDropping(const Function &);
    const ast::FuncLit *
    boundLiteral(const ast::Expr *fun); // directly, or through a variable that is never assigned again
    Hole heap() { return {graph_.heap(), 0}; }
    Type *typeOf(const ast::Expr *e) { return info_.typeOf(e); }

    const Info &info_;
    llvm::ArrayRef<const Facts *> imported_;
    Facts &facts_;
    FlowGraph graph_;
    std::deque<Region> regions_;
    std::deque<Function> functions_;
    llvm::DenseMap<const Var *, Location *> vars_;
    llvm::DenseMap<const Func *, Function *> declared_;
    llvm::DenseMap<const ast::FuncLit *, Function *> literals_;
    llvm::DenseMap<const Var *, const ast::FuncLit *> bound_;
    // Literals that are called from places unknown: who knows where their results go.
    llvm::SetVector<const ast::FuncLit *> callersUnknown_;
    std::vector<std::pair<const ast::Expr *, Location *>> allocations_;
    std::vector<const ast::RangeStmt *> funcRanges_;
    Function *fn_ = nullptr;
    Region *region_ = nullptr;
};

bool pointers(Type *t) {
    if (!t) return true;
    t = unalias(t);
    if (isa<TypeParam>(t)) return true;
    Type *u = under(t);
    switch (u->kind) {
    case TypeKind::Basic: {
        auto *b = cast<Basic>(u);
        return (b->info & IsString) || b->basic == BasicKind::UnsafePointer ||
               b->basic == BasicKind::UntypedNil;
    }
    case TypeKind::Array: return cast<Array>(u)->len != 0 && pointers(cast<Array>(u)->elem);
    case TypeKind::Struct:
        return llvm::any_of(cast<Struct>(u)->fields, [](Var *f) { return pointers(f->type); });
    case TypeKind::Tuple: return llvm::any_of(cast<Tuple>(u)->vars, [](Var *f) { return pointers(f->type); });
    default: return true;
    }
}

bool generic(Type *t) {
    t = unalias(t);
    if (isa<TypeParam>(t)) return true;
    Type *u = under(t);
    if (auto *a = dyn_cast<Array>(u)) return generic(a->elem);
    if (auto *s = dyn_cast<Struct>(u))
        return llvm::any_of(s->fields, [](Var *f) { return generic(f->type); });
    return false;
}
int64_t size(Type *t) { return generic(t) ? 0 : sizeOf(t); }

// The value itself stands in an interface's data word.
bool direct(Type *t) {
    Type *u = under(t);
    return isa<Pointer>(u) || isa<Map>(u) || isa<Chan>(u) || isa<Signature>(u) || isUnsafePointer(t);
}
bool isIface(Type *t) { return t && !isa<TypeParam>(unalias(t)) && isa<Interface>(under(t)); }

Location *Escape::location(const Var *v) {
    auto &l = vars_[v];
    if (!l) {
        l = graph_.newLocation(region_);
        l->var = v;
        if (size(v->type) > MaxFrameVar) l->heap = true;
    }
    return l;
}

Location *Escape::allocation(const ast::Expr *e, int64_t bytes) {
    auto *l = graph_.newLocation(region_);
    l->expr = e;
    if (!region_ || bytes > MaxFrameImplicit) l->heap = true;
    allocations_.push_back({e, l});
    return l;
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
        return to(heap(), x->value, nullptr);
    }
    case ast::Kind::IncDecStmt: return discard(cast<ast::IncDecStmt>(s)->x);
    case ast::Kind::AssignStmt: return assign(cast<ast::AssignStmt>(s));
    case ast::Kind::GoStmt:
    case ast::Kind::DeferStmt: {
        bool isGo = isa<ast::GoStmt>(s);
        auto *c = dyn_cast<ast::CallExpr>(
            ast::unparen(isGo ? cast<ast::GoStmt>(s)->call : cast<ast::DeferStmt>(s)->call));
        if (!c) return;
        Hole keep = isGo ? heap() : Hole{fn_->defers, 0};
        if (auto *lit = dyn_cast<ast::FuncLit>(ast::unparen(c->fun))) {
            expr(keep, lit);
            for (auto *a : c->args) to(heap(), a, nullptr);
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
        for (auto *a : c->args) {
            auto tv = info_.at(a);
            if (!tv.isType()) to(keep, a, nullptr);
        }
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
            holes.push_back({fn_->results[i], 0});
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
        holes.push_back(var && !id->name.isBlank() ? Hole{location(var), 0} : Hole{});
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
            return id->name.isBlank() ? Hole{} : Hole{location(v), 0};
        }
    return target(lhs, type);
}

Hole Escape::target(const ast::Expr *lhs, Type **type) {
    auto *e = ast::unparen(const_cast<ast::Expr *>(lhs));
    if (auto *id = dyn_cast<ast::Ident>(e)) {
        auto *v = dyn_cast_or_null<Var>(info_.objectOf(id));
        if (!v) return {};
        *type = v->type;
        return v->varKind == VarKind::Package ? heap() : Hole{location(v), 0};
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
                to(heap(), x, nullptr);
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
        return to(h, a->rhs[0], t);
    }
    llvm::SmallVector<Hole, 4> holes;
    llvm::SmallVector<Type *, 4> want;
    for (size_t i = 0; i < a->lhs.size(); i++) {
        Type *t = nullptr;
        holes.push_back(a->tok == ast::Token::Define ? definition(a->lhs[i], &t) : target(a->lhs[i], &t));
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
                    unboxed[i] = heap();
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
        expr({holder, 0}, r->x);
        scoped([&] {
            auto part = [&](const ast::Expr *lhs, bool has) {
                if (!lhs) return;
                Type *type = nullptr;
                Hole h = r->tok == ast::Token::Define ? definition(lhs, &type) : target(lhs, &type);
                if (h.dst && has && pointers(type)) graph_.flow(h.dst, holder, h.derefs + (array ? 0 : 1));
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
        expr({holder, 0}, s->x);
        for (auto *c : s->cases)
            scoped([&] {
                if (auto *v = dyn_cast_or_null<Var>(info_.implicits.lookup(c))) {
                    declare(v);
                    if (pointers(v->type))
                        graph_.flow(
                            location(v), holder,
                            isIface(v->type) || isa<TypeParam>(unalias(v->type)) || direct(v->type) ? 0 : 1);
                }
                stmts(c->body);
            });
    });
}

// ---------------------------------------------------------------- expressions

void Escape::to(Hole h, const ast::Expr *e, Type *want) {
    Type *t = typeOf(e);
    if (h.dst && want && t && isIface(want) && !isIface(t) && !isa<TypeParam>(unalias(t)) && !direct(t))
        return expr(heap(), e);
    if (h.dst && want && t && isIface(want) && isa<TypeParam>(unalias(t))) return expr(heap(), e);
    expr(h, e);
}

void Escape::address(Hole h, const ast::Expr *e) {
    auto *x = ast::unparen(const_cast<ast::Expr *>(e));
    switch (x->kind) {
    case ast::Kind::Ident: {
        auto *v = dyn_cast_or_null<Var>(info_.objectOf(cast<ast::Ident>(x)));
        if (v && v->varKind != VarKind::Package && h.dst) graph_.flow(h.dst, location(v), h.derefs - 1);
        return;
    }
    case ast::Kind::SelectorExpr: {
        auto *s = cast<ast::SelectorExpr>(x);
        auto *sel = info_.selections.lookup(s);
        if (!sel) return;
        if (isPointer(typeOf(s->x))) return expr(h, s->x);
        if (sel->indirect) return expr(h.deref(), s->x); // through an embedded pointer: its value lies in x
        return address(h, s->x);
    }
    case ast::Kind::IndexExpr: {
        auto *i = cast<ast::IndexExpr>(x);
        for (auto *k : i->indices) discard(k);
        if (isa<Array>(under(typeOf(i->x)))) return address(h, i->x);
        return expr(h, i->x);
    }
    case ast::Kind::StarExpr: return expr(h, cast<ast::StarExpr>(x)->x);
    default: return expr(h, x);
    }
}

void Escape::expr(Hole h, const ast::Expr *e) {
    if (!e) return;
    auto tv = info_.at(e);
    if (tv.isType() || tv.isConst()) return;
    if (h.dst && h.derefs >= 0 && !pointers(tv.type)) h = {};
    switch (e->kind) {
    case ast::Kind::Ident: {
        auto *v = dyn_cast_or_null<Var>(info_.objectOf(cast<ast::Ident>(e)));
        if (v && h.dst && v->varKind != VarKind::Package) graph_.flow(h.dst, location(v), h.derefs);
        if (auto *lit = v && h.dst ? bound_.lookup(v) : nullptr) callersUnknown_.insert(lit);
        return;
    }
    case ast::Kind::ParenExpr: return expr(h, cast<ast::ParenExpr>(e)->x);
    case ast::Kind::FuncLit: {
        auto *lit = cast<ast::FuncLit>(e);
        if (h.dst && !(h.dst->var && bound_.lookup(h.dst->var) == lit)) callersUnknown_.insert(lit);
        return funcLit(h, lit);
    }
    case ast::Kind::CompositeLit: return compositeLit(h, cast<ast::CompositeLit>(e));
    case ast::Kind::SelectorExpr: return selector(h, cast<ast::SelectorExpr>(e));
    case ast::Kind::IndexExpr: {
        auto *i = cast<ast::IndexExpr>(e);
        auto *xt = info_.at(i->x).type;
        for (auto *k : i->indices) discard(k);
        if (!xt || isa<Signature>(under(xt))) return; // an instance
        Type *core = coreType(xt);
        if (core && isa<Array>(core)) return expr(h, i->x);
        return expr(h.deref(), i->x);
    }
    case ast::Kind::SliceExpr: {
        auto *s = cast<ast::SliceExpr>(e);
        discard(s->low);
        discard(s->high);
        discard(s->max);
        if (isa<Array>(under(typeOf(s->x)))) return address(h, s->x);
        return expr(h, s->x);
    }
    case ast::Kind::StarExpr: return expr(h.deref(), cast<ast::StarExpr>(e)->x);
    case ast::Kind::UnaryExpr: {
        auto *u = cast<ast::UnaryExpr>(e);
        if (u->op != ast::Token::And) return discard(u->x);
        if (auto *lit = dyn_cast<ast::CompositeLit>(ast::unparen(u->x))) {
            auto *l = allocation(u, size(typeOf(lit)));
            if (h.dst) graph_.flow(h.dst, l, h.derefs - 1);
            return compositeLit({l, 0}, lit);
        }
        return address(h, u->x);
    }
    case ast::Kind::BinaryExpr: {
        auto *b = cast<ast::BinaryExpr>(e);
        discard(b->x);
        if (b->op != ast::Token::LAnd && b->op != ast::Token::LOr) return discard(b->y);
        return scoped([&] { discard(b->y); }); // a block of its own, if it needs statements
    }
    case ast::Kind::TypeAssertExpr: {
        auto *a = cast<ast::TypeAssertExpr>(e);
        Type *t = a->type ? typeOf(a->type) : nullptr;
        return expr(!t || isa<TypeParam>(unalias(t)) || isIface(t) || direct(t) ? h : h.deref(), a->x);
    }
    case ast::Kind::CallExpr:
        return call(h.dst ? llvm::ArrayRef<Hole>(h) : llvm::ArrayRef<Hole>(), cast<ast::CallExpr>(e));
    case ast::Kind::KeyValueExpr:
        expr(h, cast<ast::KeyValueExpr>(e)->key);
        return expr(h, cast<ast::KeyValueExpr>(e)->value);
    default: return;
    }
}

void Escape::selector(Hole h, const ast::SelectorExpr *s) {
    auto *sel = info_.selections.lookup(s);
    if (!sel) return; // of a package
    if (sel->kind == Selection::FieldVal) {
        bool ptr = isPointer(typeOf(s->x));
        int hops = (ptr ? 1 : 0) + (sel->indirect && !ptr ? 1 : 0);
        return expr(h.dst ? Hole{h.dst, h.derefs + hops} : h, s->x);
    }
    if (sel->kind ==
        Selection::MethodVal) { // a method value: its closure holds the receiver, its callers are unknown
        auto *l = allocation(s, 0);
        if (h.dst) graph_.flow(h.dst, l, h.derefs - 1);
        if (auto *f = dyn_cast<Func>(sel->obj)) receiver(heap(), s, sel, f);
        return;
    }
}

// The receiver of x.M as M gets it.
void Escape::receiver(Hole h, const ast::SelectorExpr *s, const Selection *sel, Func *f) {
    auto *recv = f->signature() ? f->signature()->recv : nullptr;
    bool wantsPtr = recv && isa<Pointer>(unalias(recv->type));
    bool havePtr = isPointer(typeOf(s->x));
    if (sel->path.size() > 1 && sel->indirect && !havePtr) return expr(h.dst ? h.deref() : h, s->x);
    if (wantsPtr && !havePtr) return address(h, s->x);
    if (!wantsPtr && havePtr && !isIface(typeOf(s->x))) return expr(h.dst ? h.deref() : h, s->x);
    expr(h, s->x);
}

void Escape::compositeLit(Hole h, const ast::CompositeLit *c) {
    Type *t = typeOf(c), *u = t ? coreType(t) : nullptr;
    if (!u) return;
    if (auto *p = dyn_cast<Pointer>(u)) { // &T{…} with the type left out
        auto *l = allocation(c, size(p->elem));
        if (h.dst) graph_.flow(h.dst, l, h.derefs - 1);
        u = under(p->elem);
        h = {l, 0};
    }
    auto value = [](const ast::Expr *e) {
        auto *kv = dyn_cast<ast::KeyValueExpr>(e);
        return kv ? kv->value : const_cast<ast::Expr *>(e);
    };
    if (auto *s = dyn_cast<Struct>(u)) {
        for (size_t i = 0; i < c->elts.size(); i++) {
            Var *f = i < s->fields.size() ? s->fields[i] : nullptr;
            if (auto *kv = dyn_cast<ast::KeyValueExpr>(c->elts[i]))
                if (auto *id = dyn_cast<ast::Ident>(kv->key)) f = dyn_cast_or_null<Var>(info_.objectOf(id));
            to(h, value(c->elts[i]), f ? f->type : nullptr);
        }
        return;
    }
    if (auto *a = dyn_cast<Array>(u)) {
        for (auto *e : c->elts) to(h, value(e), a->elem);
        return;
    }
    if (auto *s = dyn_cast<Slice>(u)) {
        auto *l = allocation(c, static_cast<int64_t>(c->elts.size()) * size(s->elem));
        if (h.dst) graph_.flow(h.dst, l, h.derefs - 1);
        for (auto *e : c->elts) to({l, 0}, value(e), s->elem);
        return;
    }
    for (auto *e : c->elts) {
        if (auto *kv = dyn_cast<ast::KeyValueExpr>(e)) to(heap(), kv->key, nullptr);
        to(heap(), value(e), nullptr);
    }
}

// unsafe.Pointer(uintptr(p) + n) still points to what p does; a variable of type uintptr no longer does.
void Escape::unsafeValue(Hole h, const ast::Expr *e) {
    e = ast::unparen(const_cast<ast::Expr *>(e));
    if (auto *u = dyn_cast<ast::UnaryExpr>(e); u && u->op != ast::Token::Arrow) return unsafeValue(h, u->x);
    if (auto *b = dyn_cast<ast::BinaryExpr>(e)) {
        unsafeValue(h, b->x);
        return unsafeValue(h, b->y);
    }
    if (auto *c = dyn_cast<ast::CallExpr>(e); c && c->args.size() == 1 && info_.at(c->fun).isType()) {
        Type *from = typeOf(c->args[0]);
        if (from && isUnsafePointer(from)) return expr(h, c->args[0]);
    }
    discard(e);
}

void Escape::funcLit(Hole h, const ast::FuncLit *f) {
    auto *l = allocation(f, 0);
    if (h.dst) graph_.flow(h.dst, l, h.derefs - 1);
    auto it = facts_.funcs.find(f);
    if (it != facts_.funcs.end())
        for (auto &c : it->second.captures) graph_.flow(l, location(c.var), c.byRef ? -1 : 0);
    auto *&fn = literals_[f];
    if (fn) return;
    fn = newFunction(cast<Signature>(under(typeOf(f))), region_, f->body);
    body(fn, f->body);
}

Func *Escape::staticCallee(const ast::Expr *fun) {
    auto *e = ast::unparen(const_cast<ast::Expr *>(fun));
    if (auto *i = dyn_cast<ast::IndexExpr>(e)) e = ast::unparen(i->x);
    Func *f = nullptr;
    if (auto *id = dyn_cast<ast::Ident>(e)) f = dyn_cast_or_null<Func>(info_.objectOf(id));
    if (auto *s = dyn_cast<ast::SelectorExpr>(e)) {
        auto *sel = info_.selections.lookup(s);
        if (!sel)
            f = dyn_cast_or_null<Func>(info_.objectOf(s->sel));
        else if (sel->kind == Selection::MethodVal)
            f = dyn_cast<Func>(sel->obj);
    }
    if (f && f->origin) f = f->origin;
    return f;
}

const ast::FuncLit *Escape::boundLiteral(const ast::Expr *fun) {
    auto *e = ast::unparen(const_cast<ast::Expr *>(fun));
    if (auto *l = dyn_cast<ast::FuncLit>(e)) return l;
    if (auto *id = dyn_cast<ast::Ident>(e))
        if (auto *v = dyn_cast_or_null<Var>(info_.objectOf(id))) return bound_.lookup(v);
    return nullptr;
}

void Escape::arguments(const ast::CallExpr *c, Signature *sig, llvm::function_ref<Hole(size_t)> param) {
    size_t n = sig->params->size();
    auto typeAt = [&](size_t i) { return sig->params->vars[i]->type; };
    if (c->args.size() == 1 && n > 1) // f(g())
        if (auto *inner = dyn_cast<ast::CallExpr>(ast::unparen(c->args[0])))
            if (auto *t = typeOf(inner); t && isa<Tuple>(t)) {
                llvm::SmallVector<Hole, 4> holes(cast<Tuple>(t)->size(), heap());
                return call(holes, inner);
            }
    size_t fixed = sig->variadic && !c->ellipsis ? n - 1 : n;
    for (size_t i = 0; i < c->args.size() && i < fixed; i++) to(param(i), c->args[i], typeAt(i));
    if (sig->variadic && !c->ellipsis && c->args.size() > fixed) {
        auto *slice = dyn_cast<Slice>(under(typeAt(n - 1)));
        Type *elem = slice ? slice->elem : nullptr;
        auto *l = allocation(c, static_cast<int64_t>(c->args.size() - fixed) * (elem ? size(elem) : 0));
        Hole h = param(n - 1);
        if (h.dst) graph_.flow(h.dst, l, h.derefs - 1);
        for (size_t i = fixed; i < c->args.size(); i++) to({l, 0}, c->args[i], elem);
    }
}

void Escape::call(llvm::ArrayRef<Hole> holes, const ast::CallExpr *c) {
    auto fun = info_.at(c->fun);
    if (fun.isType()) {
        if (c->args.empty()) return;
        Type *from = typeOf(c->args[0]), *t = unalias(fun.type);
        Hole h = holes.empty() ? Hole{} : holes[0];
        bool copies = isa<TypeParam>(t) ? false
                                        : (isString(t) || (isa<Slice>(under(t)) && from &&
                                                           !isa<TypeParam>(unalias(from)) && isString(from)));
        if (isUnsafePointer(t) && !isa<TypeParam>(unalias(from)) && isa<Basic>(under(from)) &&
            !isUnsafePointer(from))
            return unsafeValue(h, c->args[0]);
        if (copies && from && !isa<TypeParam>(unalias(from)) && !(isString(t) && isString(from)))
            return discard(c->args[0]);
        return to(h, c->args[0], t);
    }
    auto *e = ast::unparen(c->fun);
    const Object *named = nullptr;
    if (auto *id = dyn_cast<ast::Ident>(e)) named = info_.objectOf(id);
    if (auto *s = dyn_cast<ast::SelectorExpr>(e)) named = info_.objectOf(s->sel);
    if (auto *bi = dyn_cast_or_null<Builtin>(named))
        return builtin(holes.empty() ? Hole{} : holes[0], c, bi->id);

    auto *sig = fun.type ? dyn_cast_or_null<Signature>(coreType(fun.type)) : nullptr;
    if (!sig) {
        for (auto *a : c->args) to(heap(), a, nullptr);
        return;
    }
    Func *f = staticCallee(c->fun);
    Function *known = f ? declared_.lookup(f) : nullptr;
    if (auto *lit = boundLiteral(c->fun)) {
        if (e == lit || isa<ast::FuncLit>(e)) expr({}, e);
        known = literals_.lookup(lit);
    }
    auto *s = dyn_cast<ast::SelectorExpr>(e);
    auto *sel = s ? info_.selections.lookup(s) : nullptr;
    bool method = f && sel && sel->kind == Selection::MethodVal;
    if (known) {
        if (method) receiver(known->params.empty() ? heap() : Hole{known->params[0], 0}, s, sel, f);
        size_t first = known->sig->recv ? 1 : 0;
        arguments(c, sig, [&](size_t i) {
            return i + first < known->params.size() ? Hole{known->params[i + first], 0} : heap();
        });
        for (size_t i = 0; i < holes.size() && i < known->results.size(); i++)
            if (holes[i].dst) graph_.flow(holes[i].dst, known->results[i], holes[i].derefs);
        return;
    }
    uint64_t leaks = ~uint64_t(0);
    if (f)
        for (auto *facts : imported_)
            if (auto it = facts->escapingParams.find(f); it != facts->escapingParams.end())
                leaks = facts_.escapingParams[f] = it->second;
    auto leak = [&](size_t i) -> Hole {
        int n = Facts::leakOf(leaks, i);
        return n < 0 ? Hole{} : Hole{graph_.heap(), n};
    };
    bool hasRecv = f && f->signature() && f->signature()->recv;
    if (method)
        receiver(leak(0), s, sel, f);
    else if (sel && sel->kind == Selection::FieldVal)
        discard(e);
    else if (!f)
        discard(e); // a func value: calling it does not keep it
    arguments(c, sig, [&](size_t i) { return leak(i + (hasRecv ? 1 : 0)); });
}

void Escape::builtin(Hole h, const ast::CallExpr *c, BuiltinId id) {
    auto elemPointers = [&](Type *t) {
        Type *u = t ? coreType(t) : nullptr;
        auto *s = u ? dyn_cast<Slice>(u) : nullptr;
        return s ? pointers(s->elem) : true;
    };
    auto args = c->args;
    // copy(f()): the operands are results of one call, which are on nobody's frame.
    if (args.size() == 1)
        if (auto *t = typeOf(args[0]); t && llvm::isa<types::Tuple>(t)) return expr({}, args[0]);
    switch (id) {
    case BuiltinId::Append:
        expr(h, args[0]);
        if (c->ellipsis) {
            if (args.size() > 1) expr(elemPointers(typeOf(args[0])) ? heap().deref() : Hole{}, args[1]);
            return;
        }
        for (size_t i = 1; i < args.size(); i++) {
            auto *s = dyn_cast_or_null<Slice>(coreType(typeOf(args[0])));
            to(heap(), args[i], s ? s->elem : nullptr);
        }
        return;
    case BuiltinId::Copy:
        discard(args[0]);
        return expr(elemPointers(typeOf(args[1])) ? heap().deref() : Hole{}, args[1]);
    case BuiltinId::Panic: return expr(heap(), args[0]);
    case BuiltinId::New: {
        auto tv = info_.at(args[0]);
        auto *l = allocation(c, size(tv.type));
        if (h.dst) graph_.flow(h.dst, l, h.derefs - 1);
        if (!tv.isType()) to({l, 0}, args[0], tv.type);
        return;
    }
    case BuiltinId::Make: {
        for (size_t i = 1; i < args.size(); i++) discard(args[i]);
        auto *s = dyn_cast_or_null<Slice>(coreType(typeOf(c)));
        int64_t bytes = INT64_MAX;
        if (s && args.size() > 1) {
            auto tv = info_.at(args.back());
            if (tv.isConst() && !generic(s->elem))
                if (auto n = constant::int64Val(tv.value); n && *n >= 0 && *n <= MaxFrameImplicit)
                    bytes = *n * size(s->elem);
        }
        auto *l = allocation(c, bytes);
        if (h.dst) graph_.flow(h.dst, l, h.derefs - 1);
        return;
    }
    case BuiltinId::Min:
    case BuiltinId::Max:
    case BuiltinId::UnsafeAdd:
    case BuiltinId::UnsafeSlice:
    case BuiltinId::UnsafeSliceData:
    case BuiltinId::UnsafeString:
    case BuiltinId::UnsafeStringData:
        for (auto *a : args) expr(h, a);
        return;
    default:
        for (auto *a : args) discard(a);
        return;
    }
}

void Escape::finish(const std::vector<std::pair<Func *, ast::FuncDecl *>> &funcs) {
    for (auto *lit : callersUnknown_)
        for (auto *result : literals_.lookup(lit)->results) graph_.flow(graph_.heap(), result, 0);
    graph_.solve();
    for (auto &l : graph_.locations())
        if (l.var && l.heap && (facts_.addressTaken.contains(l.var) || size(l.var->type) > MaxFrameVar))
            facts_.storage[l.var] = Storage::Heap;
    for (auto &[e, l] : allocations_)
        if (!l->heap) facts_.onFrame.insert(e);
    // An expression met twice (a deferred call's argument) must be safe both times.
    for (auto &[e, l] : allocations_)
        if (l->heap) facts_.onFrame.erase(e);
    for (auto &[f, decl] : funcs) {
        auto *fn = declared_.lookup(f);
        if (!fn) continue;
        uint64_t bits = 0;
        for (size_t i = 0; i < fn->params.size() && i < 16; i++) {
            int leak = fn->params[i]->heap ? 0 : fn->params[i]->leak;
            bits |= static_cast<uint64_t>(leak < 0 ? 0 : leak == 0 ? 15 : std::min(leak, 14)) << (4 * i);
        }
        facts_.escapingParams[f] = bits;
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
        return i < f.params.size() && !f.params[i]->heap && f.params[i]->leak < 0;
    };
    if (auto *lit = boundLiteral(e)) {
        auto *f = literals_.lookup(lit);
        return f && drops(*f, 0);
    }
    if (auto *c = dyn_cast<ast::CallExpr>(e)) {
        if (info_.at(c->fun).isType()) return c->args.size() == 1 && dropsFirst(c->args[0]);
        Func *f = staticCallee(c->fun);
        return f && (facts_.returnsIterator.contains(f) || llvm::any_of(imported_, [&](const Facts *other) {
                         return other->returnsIterator.contains(f);
                     }));
    }
    Func *f = staticCallee(e);
    if (!f || !f->signature()) return false;
    size_t first = f->signature()->recv ? 1 : 0; // a method value; of an expression the receiver comes first
    if (auto *s = dyn_cast<ast::SelectorExpr>(e))
        if (auto *sel = info_.selections.lookup(s); sel && sel->kind != Selection::MethodVal) return false;
    if (auto *known = declared_.lookup(f)) return drops(*known, first);
    for (auto *other : imported_)
        if (auto it = other->escapingParams.find(f); it != other->escapingParams.end())
            return Facts::leakOf(it->second, first) < 0;
    return false;
}

} // namespace

void findEscapes(const Package &, llvm::ArrayRef<ast::File *> files, const Info &info,
                 llvm::ArrayRef<const Facts *> imported, Facts &facts) {
    Escape e(info, imported, facts);
    for (auto &[f, decl] : info.funcs) e.declareFunction(f, decl);
    for (auto *file : files)
        for (auto *d : file->decls)
            if (auto *g = dyn_cast<ast::GenDecl>(d); g && g->tok == ast::Token::Var) e.package(g);
    for (auto &[f, decl] : info.funcs) e.bodyOf(f, decl);
    e.finish(info.funcs);
}

} // namespace goloom

// What closures capture, which variables are assigned after their declaration, whose address is taken; defer
// and recover.
//
// A closure copies a variable that is never assigned again and whose address nobody takes; others it refers
// to.
#include "codegen/analyze/analyze.h"
#include "frontend/ast/walk.h"
#include "frontend/types/predicates.h"

#include "llvm/ADT/SetVector.h"

namespace goloom {

using namespace types;
using llvm::cast;
using llvm::dyn_cast;
using llvm::dyn_cast_or_null;

namespace {

class Captures {
  public:
    Captures(const Info &info, int goMinor, Facts &facts) : info_(info), goMinor_(goMinor), facts_(facts) {}
    void function(const ast::Node *fn, const ast::FuncType *type, const ast::FieldList *recv,
                  const ast::BlockStmt *body);
    void decl(const ast::Decl *d) { walk(d); } // package-level initialisers
    void finish();

  private:
    void walk(const ast::Node *);
    bool visit(const ast::Node *);
    void use(const ast::Ident *, Var *);
    void assigned(const ast::Expr *);
    void addressed(const ast::Expr *);
    void methodCall(const ast::SelectorExpr *);

    const Info &info_;
    const int goMinor_;
    Facts &facts_;
    std::vector<const ast::Node *> stack_; // enclosing functions, innermost last
    llvm::DenseMap<const Var *, const ast::Node *> owner_;
    std::vector<std::pair<const ast::Node *, llvm::SetVector<Var *>>> captured_;
    llvm::DenseMap<const ast::Node *, size_t> index_;
};

void Captures::function(const ast::Node *fn, const ast::FuncType *type, const ast::FieldList *recv,
                        const ast::BlockStmt *body) {
    stack_.push_back(fn);
    facts_.funcs[fn];
    auto declare = [&](const ast::FieldList *l) {
        if (!l) return;
        for (const ast::Field *f : l->list)
            for (const ast::Ident *id : f->names)
                if (auto *v = dyn_cast_or_null<Var>(info_.defs.lookup(id))) {
                    owner_[v] = fn;
                    if (l == type->results) facts_.reassigned.insert(v); // by return
                }
    };
    declare(recv);
    declare(type->params);
    declare(type->results);
    if (llvm::isa<ast::FuncLit>(fn)) {
        index_[fn] = captured_.size();
        captured_.push_back({fn, {}});
    }
    walk(body);
    stack_.pop_back();
}

void Captures::walk(const ast::Node *n) {
    if (!n) return;
    ast::inspect(n, [&](const ast::Node *c) { return c && visit(c); });
}

void Captures::use(const ast::Ident *, Var *v) {
    if (v->isField() || v->varKind == VarKind::Package || stack_.empty()) return;
    auto it = owner_.find(v);
    if (it == owner_.end()) return;
    for (const ast::Node *fn : llvm::reverse(stack_)) {
        if (fn == it->second) break;
        auto at = index_.find(fn);
        if (at != index_.end()) captured_[at->second].second.insert(v);
    }
}

// x = …: the variable whose storage changes.
void Captures::assigned(const ast::Expr *e) {
    e = ast::unparen(const_cast<ast::Expr *>(e));
    if (auto *id = dyn_cast<ast::Ident>(e)) {
        if (auto *v = dyn_cast_or_null<Var>(info_.uses.lookup(id))) facts_.reassigned.insert(v);
    } else if (auto *s = dyn_cast<ast::SelectorExpr>(e)) {
        auto *sel = info_.selections.lookup(s);
        if (sel && !sel->indirect) assigned(s->x);
    } else if (auto *i = dyn_cast<ast::IndexExpr>(e)) {
        if (auto *t = info_.typeOf(i->x); t && llvm::isa<Array>(under(t))) assigned(i->x);
    }
}

void Captures::addressed(const ast::Expr *e) {
    e = ast::unparen(const_cast<ast::Expr *>(e));
    if (auto *id = dyn_cast<ast::Ident>(e)) {
        if (auto *v = dyn_cast_or_null<Var>(info_.uses.lookup(id))) {
            facts_.addressTaken.insert(v);
            facts_.reassigned.insert(v);
        }
    } else if (auto *s = dyn_cast<ast::SelectorExpr>(e)) {
        auto *sel = info_.selections.lookup(s);
        if (sel && !sel->indirect) addressed(s->x);
    } else if (auto *i = dyn_cast<ast::IndexExpr>(e)) {
        if (auto *t = info_.typeOf(i->x); t && llvm::isa<Array>(under(t))) addressed(i->x);
    }
}

// x.M of a pointer method takes the address of x, if that is no pointer.
void Captures::methodCall(const ast::SelectorExpr *s) {
    auto *sel = info_.selections.lookup(s);
    if (!sel || sel->kind != Selection::MethodVal || sel->indirect) return;
    auto *f = dyn_cast<Func>(sel->obj);
    if (!f || !f->signature() || !f->signature()->recv) return;
    if (llvm::isa<Pointer>(unalias(f->signature()->recv->type)) && !llvm::isa<Pointer>(unalias(sel->recv)))
        addressed(s->x);
}

bool Captures::visit(const ast::Node *n) {
    auto *current = stack_.empty() ? nullptr : stack_.back();
    switch (n->kind) {
    case ast::Kind::FuncLit: {
        auto *f = cast<ast::FuncLit>(n);
        function(f, f->type, nullptr, f->body);
        return false;
    }
    case ast::Kind::Ident: {
        auto *id = cast<ast::Ident>(n);
        if (auto *v = dyn_cast_or_null<Var>(info_.defs.lookup(id)); v && current && !v->isField())
            owner_[v] = current;
        if (auto *v = dyn_cast_or_null<Var>(info_.uses.lookup(id))) use(id, v);
        break;
    }
    case ast::Kind::CaseClause:
        if (auto *v = dyn_cast_or_null<Var>(info_.implicits.lookup(n)); v && current) owner_[v] = current;
        break;
    case ast::Kind::DeferStmt:
        if (current) facts_.funcs[current].hasDefer = true;
        break;
    case ast::Kind::CallExpr: {
        auto *c = cast<ast::CallExpr>(n);
        auto *id = dyn_cast<ast::Ident>(ast::unparen(c->fun));
        auto *builtin = id ? dyn_cast_or_null<Builtin>(info_.uses.lookup(id)) : nullptr;
        if (builtin && builtin->id == BuiltinId::Recover && current) facts_.funcs[current].hasRecover = true;
        break;
    }
    case ast::Kind::UnaryExpr:
        if (cast<ast::UnaryExpr>(n)->op == ast::Token::And) addressed(cast<ast::UnaryExpr>(n)->x);
        break;
    case ast::Kind::SliceExpr: {
        auto *s = cast<ast::SliceExpr>(n);
        if (auto *t = info_.typeOf(s->x); t && llvm::isa<Array>(under(t))) addressed(s->x);
        break;
    }
    case ast::Kind::SelectorExpr: methodCall(cast<ast::SelectorExpr>(n)); break;
    case ast::Kind::AssignStmt: {
        auto *a = cast<ast::AssignStmt>(n);
        for (auto *l : a->lhs) assigned(l);
        break;
    }
    case ast::Kind::IncDecStmt: assigned(cast<ast::IncDecStmt>(n)->x); break;
    case ast::Kind::RangeStmt: {
        auto *r = cast<ast::RangeStmt>(n);
        if (r->tok == ast::Token::Assign) {
            if (r->key) assigned(r->key);
            if (r->value) assigned(r->value);
        } else if (goMinor_ < 22) { // before Go 1.22 all iterations assign one variable
            for (const ast::Expr *e : {r->key, r->value})
                if (auto *id = llvm::dyn_cast_or_null<ast::Ident>(e))
                    if (auto *v = llvm::dyn_cast_or_null<Var>(info_.defs.lookup(id)))
                        facts_.reassigned.insert(v);
        }
        break;
    }
    default: break;
    }
    return true;
}

void Captures::finish() {
    for (auto &[fn, vars] : captured_) {
        auto &out = facts_.funcs[fn].captures;
        llvm::SmallVector<Var *, 8> sorted(vars.begin(), vars.end());
        llvm::sort(sorted, [](Var *a, Var *b) { return a->pos < b->pos; });
        for (Var *v : sorted) {
            bool byRef = facts_.reassigned.contains(v) || facts_.addressTaken.contains(v) || isLarge(v->type);
            if (byRef) facts_.addressTaken.insert(v);
            out.push_back({v, byRef});
        }
    }
}

} // namespace

void findCaptures(llvm::ArrayRef<ast::File *> files, const Info &info, int goMinor, Facts &facts) {
    Captures c(info, goMinor, facts);
    for (auto *file : files)
        for (auto *d : file->decls) {
            if (auto *f = dyn_cast<ast::FuncDecl>(d)) {
                if (f->body) c.function(f, f->type, f->recv, f->body);
            } else {
                c.decl(d);
            }
        }
    c.finish();
}

} // namespace goloom

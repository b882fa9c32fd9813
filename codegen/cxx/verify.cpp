// The invariants of nodes.h, checked by walking every function.
//
// Names: a name that some block of the function declares must be visible where it is used. Names of
// namespaces, parameters and captures are not looked at, since their declarations are elsewhere.
#include "codegen/cxx/print.h"

#include "llvm/ADT/DenseMap.h"
#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringSet.h"
#include "llvm/ADT/Twine.h"

namespace goloom::cxx {

namespace {

class Verifier {
  public:
    void global(StringRef name) { global_.insert(name); }
    std::string function(const Function *f) {
        where_ = f->ns.str() + "::" + f->name.str();
        declared_.clear();
        collect(f->body);
        labels_.clear();
        labelsOf(f->body);
        scopes_.clear();
        enter();
        for (const Param &p : f->params) declare(p.name);
        walkBlock(f->body);
        leave();
        return std::move(error_);
    }
    std::string variable(const Variable *v) {
        where_ = v->ns.str() + "::" + v->name.str();
        declared_.clear();
        scopes_.clear();
        enter();
        expr(v->init);
        leave();
        return std::move(error_);
    }

  private:
    void fail(const llvm::Twine &what) {
        if (error_.empty()) error_ = where_ + ": " + what.str();
    }
    void enter() { scopes_.emplace_back(); }
    void leave() { scopes_.pop_back(); }
    void declare(StringRef name) {
        if (name.empty()) return;
        if (!scopes_.back().insert(name).second) fail("'" + name + "' is declared twice in a block");
    }
    bool visible(StringRef name) const {
        for (auto &s : scopes_)
            if (s.contains(name)) return true;
        return false;
    }

    void collect(const Stmt *);
    void labelsOf(const Stmt *);
    void expr(const Expr *);
    void lambda(const Lambda *);
    void stmt(const Stmt *);
    void walkBlock(const Block *);
    void varDecl(const VarDecl *);
    void gotos(const std::vector<Stmt *> &);

    std::string where_, error_;
    llvm::StringSet<> declared_; // by any block of the function
    llvm::StringSet<> global_;   // names of the namespace, which a local one may hide
    llvm::StringMap<unsigned> labels_;
    std::vector<llvm::StringSet<>> scopes_;
    llvm::DenseSet<const Expr *> seen_;
    unsigned loops_ = 0, switches_ = 0;
};

template <class F> void eachChild(const Stmt *s, F f) {
    switch (s->kind) {
    case StmtKind::Block:
        for (const Stmt *c : *llvm::cast<Block>(s)->list) f(c);
        break;
    case StmtKind::If: {
        auto *i = llvm::cast<If>(s);
        if (i->init) f(i->init);
        f(i->then);
        if (i->els) f(i->els);
        break;
    }
    case StmtKind::For:
        if (llvm::cast<For>(s)->init) f(llvm::cast<For>(s)->init);
        f(llvm::cast<For>(s)->body);
        break;
    case StmtKind::Switch:
        for (auto &c : llvm::cast<Switch>(s)->cases) f(c.body);
        break;
    default: break;
    }
}

void Verifier::collect(const Stmt *s) {
    if (auto *d = llvm::dyn_cast<VarDecl>(s))
        for (StringRef n : d->names) declared_.insert(n);
    eachChild(s, [&](const Stmt *c) { collect(c); });
}

void Verifier::labelsOf(const Stmt *s) {
    if (auto *l = llvm::dyn_cast<Label>(s))
        if (labels_[l->label]++) fail("label '" + l->label + "' is defined twice");
    eachChild(s, [&](const Stmt *c) { labelsOf(c); });
}

bool holdsGoto(const Stmt *s, StringRef label) {
    if (auto *g = llvm::dyn_cast<Goto>(s)) return g->label == label;
    bool found = false;
    eachChild(s, [&](const Stmt *c) { found = found || holdsGoto(c, label); });
    return found;
}

// A goto from an earlier statement of the block to a label behind an initialisation.
void Verifier::gotos(const std::vector<Stmt *> &list) {
    for (size_t to = 0; to < list.size(); to++) {
        auto *l = llvm::dyn_cast<Label>(list[to]);
        if (!l) continue;
        bool declares = false;
        for (size_t i = to; i-- > 0;) {
            if (declares && holdsGoto(list[i], l->label))
                return fail("goto '" + l->label + "' jumps over an initialisation");
            declares |= llvm::isa<VarDecl>(list[i]);
        }
    }
}

void Verifier::lambda(const Lambda *l) {
    for (const Capture &c : l->captures) expr(c.init);
    unsigned loops = std::exchange(loops_, 0), switches = std::exchange(switches_, 0);
    auto labels = std::move(labels_);
    auto declared = declared_;
    labels_.clear();
    labelsOf(l->body);
    collect(l->body);
    enter();
    for (const Capture &c : l->captures) declare(c.name);
    for (const Param &p : l->params) declare(p.name);
    walkBlock(l->body);
    leave();
    loops_ = loops;
    switches_ = switches;
    labels_ = std::move(labels);
    declared_ = std::move(declared);
}

void Verifier::expr(const Expr *e) {
    if (!e || !error_.empty()) return;
    if (!seen_.insert(e).second) return fail("an expression has two parents: " + printExpr(e));
    auto list = [&](List<Expr *> xs) {
        for (const Expr *x : xs) {
            if (!x) fail("an operand is missing");
            expr(x);
        }
    };
    switch (e->kind) {
    case ExprKind::Name: {
        StringRef n = llvm::cast<Name>(e)->text;
        if (declared_.contains(n) && !visible(n) && !global_.contains(n))
            fail("'" + n + "' is used where it is not declared");
        break;
    }
    case ExprKind::Literal: break;
    case ExprKind::Unary: return list({llvm::cast<Unary>(e)->x});
    case ExprKind::Postfix: return list({llvm::cast<Postfix>(e)->x});
    case ExprKind::Binary: return list({llvm::cast<Binary>(e)->x, llvm::cast<Binary>(e)->y});
    case ExprKind::Conditional: {
        auto *c = llvm::cast<Conditional>(e);
        return list({c->cond, c->then, c->els});
    }
    case ExprKind::Call: list({llvm::cast<Call>(e)->fn}); return list(llvm::cast<Call>(e)->args);
    case ExprKind::Member: return list({llvm::cast<Member>(e)->x});
    case ExprKind::Index: return list({llvm::cast<Index>(e)->x, llvm::cast<Index>(e)->index});
    case ExprKind::Cast: return list({llvm::cast<Cast>(e)->x});
    case ExprKind::Init: return list(llvm::cast<Init>(e)->elems);
    case ExprKind::Lambda: return lambda(llvm::cast<Lambda>(e));
    case ExprKind::Assign: return list({llvm::cast<Assign>(e)->lhs, llvm::cast<Assign>(e)->rhs});
    }
}

void Verifier::varDecl(const VarDecl *d) {
    expr(d->init);
    for (StringRef n : d->names) declare(n);
}

void Verifier::walkBlock(const Block *b) {
    enter();
    gotos(*b->list);
    for (const Stmt *s : *b->list) stmt(s);
    leave();
}

void Verifier::stmt(const Stmt *s) {
    if (!error_.empty()) return;
    switch (s->kind) {
    case StmtKind::ExprStmt: return expr(llvm::cast<ExprStmt>(s)->x);
    case StmtKind::VarDecl: return varDecl(llvm::cast<VarDecl>(s));
    case StmtKind::If: {
        auto *i = llvm::cast<If>(s);
        enter();
        if (i->init) varDecl(i->init);
        expr(i->cond);
        walkBlock(i->then);
        if (i->els) stmt(i->els);
        return leave();
    }
    case StmtKind::For: {
        auto *f = llvm::cast<For>(s);
        enter();
        if (f->init) varDecl(f->init);
        expr(f->cond);
        expr(f->post);
        loops_++;
        walkBlock(f->body);
        loops_--;
        return leave();
    }
    case StmtKind::Switch:
        expr(llvm::cast<Switch>(s)->x);
        switches_++;
        for (auto &c : llvm::cast<Switch>(s)->cases) {
            for (const Expr *v : c.values) expr(v);
            walkBlock(c.body);
        }
        switches_--;
        return;
    case StmtKind::Block: return walkBlock(llvm::cast<Block>(s));
    case StmtKind::Return: return expr(llvm::cast<Return>(s)->x);
    case StmtKind::Break:
        if (!loops_ && !switches_) fail("break outside a loop or switch");
        return;
    case StmtKind::Continue:
        if (!loops_) fail("continue outside a loop");
        return;
    case StmtKind::Goto:
        if (!labels_.count(llvm::cast<Goto>(s)->label))
            fail("goto '" + llvm::cast<Goto>(s)->label + "' without its label");
        return;
    case StmtKind::Label:
    case StmtKind::Comment: return;
    }
}

} // namespace

std::string verify(const Unit &u) {
    Verifier v;
    for (auto *list : {&u.vars, &u.importedVars, &u.constants})
        for (const Variable *x : *list) v.global(x->name);
    for (auto *list : {&u.funcs, &u.prototypes, &u.importedFuncs})
        for (const Function *f : *list) v.global(f->name);
    for (auto *list : {&u.funcs, &u.wrappers, &u.inits})
        for (const Function *f : *list)
            if (std::string e = v.function(f); !e.empty()) return e;
    for (auto *list : {&u.constants, &u.vars, &u.descriptors, &u.itabs})
        for (const Variable *x : *list)
            if (std::string e = v.variable(x); !e.empty()) return e;
    return {};
}

} // namespace goloom::cxx

// Package initialisation. spec: "package-level variables … are initialised … in declaration order but after
// any of the variables they depend on"; the checker has found the order.
//
// A variable whose initialiser has become a constant C++ expression is initialised where it is defined;
// package_init does the others and calls the init functions. The main package's unit joins the packages of
// the program.
#include "codegen/lower/lowering.h"

namespace goloom {

using namespace types;

namespace {

// Literals, aggregates of them, and arithmetic on them: what Clang folds without running code.
bool isStatic(const Expr *e) {
    switch (e->kind) {
    case cxx::ExprKind::Literal: return true;
    case cxx::ExprKind::Unary: {
        auto *u = llvm::cast<cxx::Unary>(e);
        return (u->op == "-" || u->op == "~" || u->op == "!") && isStatic(u->x);
    }
    case cxx::ExprKind::Cast: return isStatic(llvm::cast<cxx::Cast>(e)->x);
    case cxx::ExprKind::Init: return llvm::all_of(llvm::cast<cxx::Init>(e)->elems, isStatic);
    default: return false;
    }
}

} // namespace

void Lowering::packageInit() {
    static const FuncFacts none;
    FuncState st;
    auto *sig = arena.create<Signature>(arena.create<Tuple>(List<Var *>()),
                                        arena.create<Tuple>(List<Var *>()), false);
    st.sig = sig;
    st.facts = &none;
    fn = &st;

    llvm::DenseMap<const Var *, cxx::Variable *> defs;
    for (Var *v : info->vars) {
        if (v->name.isBlank()) continue;
        auto *d = arena.create<cxx::Variable>();
        d->ns = ns;
        d->name = nameOf(v);
        d->type = type(v->type);
        d->pos = v->pos;
        defs[v] = d;
        unit.vars.push_back(d);
    }

    auto *f = arena.create<cxx::Function>();
    f->ns = ns;
    f->name = "package_init";
    f->result = "void";
    f->body = b.newBlock();
    auto *was = b.enter(f->body);
    for (const Initializer &i : info->initOrder) {
        if (i.lhs.size() > 1) {
            llvm::SmallVector<Type *, 4> want;
            for (Var *v : i.lhs) want.push_back(v->name.isBlank() ? nullptr : v->type);
            b.at(i.rhs->pos, goText(i.rhs));
            auto values = multiValue(i.rhs, want);
            for (size_t k = 0; k < values.size(); k++)
                if (!i.lhs[k]->name.isBlank()) b.expr(b.assign(b.name(nameOf(i.lhs[k])), values[k]));
            continue;
        }
        Var *v = i.lhs.empty() ? nullptr : i.lhs[0];
        bool blank = !v || v->name.isBlank();
        auto *scratch = b.newBlock();
        auto *outer = b.enter(scratch);
        b.at(i.rhs->pos, {});
        Expr *value = v ? exprTo(i.rhs, v->type) : expr(i.rhs);
        if (!blank && scratch->list->empty() && isStatic(value)) {
            defs[v]->init = value;
        } else if (blank) {
            b.expr(value);
        } else {
            b.expr(b.assign(b.name(nameOf(v)), value));
        }
        b.enter(outer);
        bool declares = llvm::any_of(*scratch->list, [](cxx::Stmt *s) { return llvm::isa<cxx::VarDecl>(s); });
        if (declares) {
            b.add(scratch);
        } else {
            for (auto *s : *scratch->list) b.add(s);
        }
    }
    b.at({}, {});
    for (unsigned k = 0; k < module.inits; k++) b.expr(b.call(b.name("init_" + llvm::Twine(k)), {}));
    b.enter(was);
    if (!f->body->list->empty()) {
        f->init = true;
        unit.inits.push_back(f);
    }
    fn = nullptr;
    if (in.program.empty()) return;

    auto *m = arena.create<cxx::Function>();
    m->ns = "runtime";
    m->name = "main_main";
    m->result = "void";
    m->body = b.newBlock();
    unit.inits.push_back(m);
    StringRef outerNs = std::exchange(ns, "runtime");
    was = b.enter(m->body);
    b.expr(b.call(b.name(namespaceOf(in.pkg) + "::main"), {}));
    b.enter(was);
    ns = outerNs;
}

} // namespace goloom

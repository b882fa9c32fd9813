// Package initialisation. spec: "package-level variables … are initialised … in declaration order but after
// any of the variables they depend on"; the checker has found the order.
//
// A variable whose initialiser has become a constant C++ expression is initialised where it is defined;
// package_init does the others and calls the init functions. The main package's unit joins the packages of
// the program.
#include "codegen/lower/lowering.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"
#include "llvm/ADT/StringExtras.h"

namespace goloom {

using namespace types;

// What Clang folds without running code: literals, aggregates of them, arithmetic on them; in the initialiser
// of a variable also the addresses of variables and slices of arrays.
bool Lowering::isStatic(const Expr *e) {
    auto variable = [&](const Expr *x) {
        auto *n = llvm::dyn_cast<cxx::Name>(x);
        return once && n && module.statics.contains(n->text);
    };
    switch (e->kind) {
    case cxx::ExprKind::Literal: return true;
    case cxx::ExprKind::Unary: {
        auto *u = llvm::cast<cxx::Unary>(e);
        if (u->op == "&") return variable(u->x);
        return (u->op == "-" || u->op == "~" || u->op == "!") && isStatic(u->x);
    }
    case cxx::ExprKind::Cast: return isStatic(llvm::cast<cxx::Cast>(e)->x);
    case cxx::ExprKind::Init:
        return llvm::all_of(llvm::cast<cxx::Init>(e)->elems, [&](const Expr *x) { return isStatic(x); });
    case cxx::ExprKind::Member: { // the elements of an array
        auto *m = llvm::cast<cxx::Member>(e);
        return m->name == "a" && variable(m->x) && module.statics.lookup(llvm::cast<cxx::Name>(m->x)->text);
    }
    case cxx::ExprKind::Call: {
        auto *c = llvm::cast<cxx::Call>(e);
        auto *f = llvm::dyn_cast<cxx::Name>(c->fn);
        return f && f->text == spelling(RT::slicing) && variable(c->args[0]) &&
               module.statics.lookup(llvm::cast<cxx::Name>(c->args[0])->text) &&
               llvm::all_of(c->args.drop_front(), [](const Expr *x) { return llvm::isa<cxx::Literal>(x); });
    }
    default: return false;
    }
}

StringRef Lowering::staticObject(cxx::Type t, Expr *init) {
    auto *d = arena.create<cxx::Variable>();
    d->ns = ns;
    std::string name = (once->owner + "_data").str();
    if (!once->made.empty()) name += std::to_string(once->made.size() + 1);
    while (module.identifiers.contains(name) || module.statics.contains(name)) name += "_"; // _ may be many
    d->name = b.text(name);
    d->type = t;
    d->init = init;
    d->static_ = true;
    module.statics[d->name] = t.starts_with("array<");
    once->made.push_back(d);
    return d->name;
}

// The variables that static initialisers mention before their definitions.
static void mentioned(const Expr *e, const llvm::StringMap<cxx::Variable *> &later,
                      llvm::SetVector<cxx::Variable *> &out) {
    switch (e->kind) {
    case cxx::ExprKind::Name:
        if (auto *v = later.lookup(llvm::cast<cxx::Name>(e)->text)) out.insert(v);
        break;
    case cxx::ExprKind::Unary: mentioned(llvm::cast<cxx::Unary>(e)->x, later, out); break;
    case cxx::ExprKind::Cast: mentioned(llvm::cast<cxx::Cast>(e)->x, later, out); break;
    case cxx::ExprKind::Member: mentioned(llvm::cast<cxx::Member>(e)->x, later, out); break;
    case cxx::ExprKind::Init:
        for (const Expr *x : llvm::cast<cxx::Init>(e)->elems) mentioned(x, later, out);
        break;
    case cxx::ExprKind::Call:
        for (const Expr *x : llvm::cast<cxx::Call>(e)->args) mentioned(x, later, out);
        break;
    default: break;
    }
}

static void declareMentioned(std::vector<cxx::Variable *> &vars, Arena &arena) {
    llvm::StringMap<cxx::Variable *> later;
    llvm::SetVector<cxx::Variable *> needed;
    for (auto *v : vars) later[v->name] = v;
    for (auto *v : vars) {
        if (v->init) mentioned(v->init, later, needed);
        later.erase(v->name);
    }
    std::vector<cxx::Variable *> decls;
    for (auto *v : needed) {
        auto *d = arena.create<cxx::Variable>(*v);
        d->extern_ = true;
        d->init = nullptr;
        decls.push_back(d);
    }
    vars.insert(vars.begin(), decls.begin(), decls.end());
}

void Lowering::packageInit() {
    static const FuncFacts none;
    FuncState st;
    auto *sig = arena.create<Signature>(arena.create<Tuple>(List<Var *>()),
                                        arena.create<Tuple>(List<Var *>()), false);
    st.sig = sig;
    st.facts = &none;
    st.goName = b.text(goPackagePath(in.pkg) + ".init");
    fn = &st;

    llvm::DenseMap<const Var *, cxx::Variable *> defs;
    llvm::SmallVector<cxx::Variable *, 16> order;
    for (Var *v : info->vars) {
        if (v->name.isBlank()) continue;
        auto *d = arena.create<cxx::Variable>();
        d->ns = ns;
        d->name = nameOf(v);
        d->type = type(v->type);
        d->pos = v->pos;
        defs[v] = d;
        module.statics[d->name] = llvm::isa<Array>(under(v->type));
        order.push_back(d);
    }
    constexpr int64_t worthSkipping = 1 << 10; // bytes
    llvm::DenseMap<cxx::Variable *, llvm::SmallVector<cxx::Variable *, 4>>
        objects; // by the variable that they stand before

    for (auto &[v, embedding] : info->embeds) {
        cxx::Variable *d = defs.lookup(v);
        if (!d) continue; // blank
        StaticObjects made;
        made.owner = d->name;
        once = &made;
        d->init = embedded(v->type, embedding);
        d->text = b.text(llvm::join(embedding.lines, "\n"));
        once = nullptr;
        objects[d] = made.made;
    }

    auto *f = arena.create<cxx::Function>();
    f->ns = ns;
    f->name = "package_init";
    f->result = "void";
    f->goName = st.goName;
    f->body = b.newBlock();
    auto *was = b.enter(f->body);
    for (const Initializer &i : info->initOrder) {
        cxx::Variable *owner = i.lhs.empty() ? nullptr : defs.lookup(i.lhs[0]);
        StaticObjects made;
        made.owner = owner ? owner->name : "blank";
        once = &made;
        auto done = llvm::make_scope_exit([&] {
            once = nullptr;
            if (!made.made.empty()) llvm::append_range(objects[owner], made.made);
        });
        if (i.lhs.size() > 1) {
            llvm::SmallVector<Type *, 4> want;
            for (Var *v : i.lhs) want.push_back(v->name.isBlank() ? nullptr : v->type);
            b.at(i.rhs->pos, goText(i.rhs));
            auto values = multiValue(i.rhs, want);
            for (size_t k = 0; k < values.size(); k++)
                if (!i.lhs[k]->name.isBlank())
                    b.expr(b.assign(rt(RT::store, {b.name(nameOf(i.lhs[k]))}), values[k]));
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
            b.expr(b.assign(hasPointers(v->type) ? rt(RT::store, {b.name(nameOf(v))}) : b.name(nameOf(v)),
                            value));
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
    size_t length = 0;
    for (auto *s : *f->body->list) {
        auto *inner = llvm::dyn_cast<cxx::Block>(s);
        length += inner ? inner->list->size() : 1;
    }
    f->optnone_ = length > 1000;
    if (!f->body->list->empty()) {
        f->init = true;
        unit.inits.push_back(f);
    }
    fn = nullptr;
    for (auto &[v, d] : defs)
        d->noptr_ = !d->init && !types::hasPointers(v->type) && types::sizeOf(v->type) >= worthSkipping;
    llvm::append_range(unit.vars, objects[nullptr]);
    for (auto *d : order) {
        llvm::append_range(unit.vars, objects[d]);
        unit.vars.push_back(d);
    }
    declareMentioned(unit.vars, arena);
    if (in.program.empty()) return;

    auto *m = arena.create<cxx::Function>();
    m->ns = "runtime";
    m->name = "main_main";
    m->goName = "runtime.main";
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

// The order of evaluation. spec "Order of evaluation": "when evaluating the operands of an expression,
// assignment, or return statement, all function calls, method calls, receive operations, and binary logical
// operations are evaluated in lexical left-to-right order."
//
// C++ leaves the operands of an operator and the arguments of a call unordered; brace lists are ordered. So a
// value with such an effect goes to a temporary when a later one has an effect too, and stays where it is
// otherwise: `g(x, f())`.
//
// When a variable is read the spec leaves open. As in gc the calls of a statement come first, and with them
// what gc takes for calls; what is left of its expressions is evaluated behind them. Of `g(v, f())` and
// `g(v+f(), h())` the calls go to temporaries if v is a package's variable or its address is taken, so that
// they may change it.
#include "codegen/lower/kinds.h"

#include "frontend/ast/walk.h"

namespace goloom {

// Whether n itself reads what something else than an assignment to a variable by name may change.
static bool readsSharedHere(Lowering &l, const ast::Node *n) {
    if (auto *id = llvm::dyn_cast<ast::Ident>(n)) {
        auto *v = llvm::dyn_cast_or_null<types::Var>(l.info->objectOf(id));
        return v && (v->varKind == types::VarKind::Package || l.facts->addressTaken.contains(v));
    }
    if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(n)) {
        auto *sel = l.info->selections.lookup(s);
        return sel && (sel->indirect || ptrOf(l.typeOf(s->x)));
    }
    if (auto *c = llvm::dyn_cast<ast::CallExpr>(n)) // string(bytes)
        return c->args.size() == 1 && l.info->at(ast::unparen(c->fun)).isType() &&
               isStringType(l.typeOf(c)) && llvm::isa<types::Slice>(under(l.typeOf(c->args[0])));
    return llvm::isa<ast::StarExpr, ast::IndexExpr>(n);
}

// Whether evaluating n itself, which is no call, may panic: a nil pointer, an index, a division, an
// assertion.
static bool mayPanicHere(Lowering &l, const ast::Node *n) {
    if (auto *i = llvm::dyn_cast<ast::IndexExpr>(n)) return !llvm::isa<types::Map>(under(l.typeOf(i->x)));
    if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(n)) {
        auto *sel = l.info->selections.lookup(s);
        return sel && sel->kind == Selection::FieldVal && (sel->indirect || ptrOf(l.typeOf(s->x)));
    }
    if (auto *d = llvm::dyn_cast<ast::BinaryExpr>(n)) {
        bool divides = d->op == ast::Token::Quo || d->op == ast::Token::Rem;
        return divides && isInt(l.typeOf(d)) && !l.info->at(d->y).isConst();
    }
    return llvm::isa<ast::StarExpr, ast::SliceExpr, ast::TypeAssertExpr>(n);
}

// What is evaluated of e: not constants, types, the bodies of function literals.
static void evaluated(Lowering &l, const ast::Expr *e, llvm::function_ref<bool(const ast::Node *)> f) {
    ast::inspect(e, [&](const ast::Node *n) {
        if (llvm::isa<ast::FuncLit>(n)) return false;
        auto *x = llvm::dyn_cast<ast::Expr>(n);
        return !(x && (l.info->at(x).isConst() || l.info->at(x).isType())) && f(n);
    });
}

static bool any(Lowering &l, const ast::Expr *e, bool (*test)(Lowering &, const ast::Node *)) {
    bool found = false;
    evaluated(l, e, [&](const ast::Node *n) {
        found = found || test(l, n);
        return !found;
    });
    return found;
}

bool Lowering::mayPanic(const ast::Expr *e) { return any(*this, e, mayPanicHere); }

// What gc takes for a call: it has its place in the order of the calls.
Lowering::Effect Lowering::effectHere(const ast::Node *n) {
    using enum types::BuiltinId;
    auto reads = [&](const ast::Expr *e) {
        return any(*this, e, readsSharedHere) ? Effect::Reads : Effect::None;
    };
    if (auto *u = llvm::dyn_cast<ast::UnaryExpr>(n))
        return u->op == ast::Token::Arrow ? Effect::Changes : Effect::None;
    if (auto *d = llvm::dyn_cast<ast::BinaryExpr>(n))
        return d->op == ast::Token::LAnd || d->op == ast::Token::LOr ? reads(d) : Effect::None;
    if (llvm::isa<ast::SliceExpr, ast::TypeAssertExpr>(n)) return Effect::Reads;
    auto *c = llvm::dyn_cast<ast::CallExpr>(n);
    if (!c) return Effect::None;
    if (info->at(ast::unparen(c->fun)).isType()) {
        bool copies = llvm::isa<types::Slice>(under(typeOf(c))) && isStringType(typeOf(c->args[0]));
        return copies ? reads(c->args[0]) : Effect::None;
    }
    auto id = builtinOf(c);
    if (!id) return Effect::Changes;
    switch (*id) {
    case Append:
    case Copy:
    case Delete:
    case Clear:
    case Close:
    case Panic:
    case Print:
    case Println:
    case Recover: return Effect::Changes;
    case Cap:
    case Complex:
    case Imag:
    case Len:
    case Make:
    case Max:
    case Min:
    case New:
    case Real:
        return llvm::any_of(c->args, [&](const ast::Expr *a) { return reads(a) == Effect::Reads; })
                   ? Effect::Reads
                   : Effect::None;
    default: return Effect::None;
    }
}

bool Lowering::addressLate(const ast::Expr *e) {
    e = ast::unparen(const_cast<ast::Expr *>(e));
    if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(e)) {
        auto *sel = info->selections.lookup(s);
        if (!sel) return false; // a package's variable
        return sel->indirect || ptrOf(typeOf(s->x)) ? readsLate(s->x) : addressLate(s->x);
    }
    return !llvm::isa<ast::Ident>(e) && readsLate(e);
}

bool Lowering::hasOrderedEffect(const ast::Expr *e, bool changing) {
    bool found = false;
    evaluated(*this, e, [&](const ast::Node *n) {
        if (found) return false;
        Effect effect = effectHere(n);
        found = effect == Effect::Changes || (effect == Effect::Reads && !changing);
        return !found;
    });
    return found;
}

// Whether what is left of e without the calls is to be read behind all calls.
bool Lowering::readsLate(const ast::Expr *e) {
    bool found = false;
    evaluated(*this, e, [&](const ast::Node *n) {
        if (found || effectHere(n) != Effect::None) return false;
        found = readsSharedHere(*this, n) || mayPanicHere(*this, n);
        return !found;
    });
    return found;
}

// Whether assigning to `target` may change what `value` gives: then `value` is read first.
bool Lowering::mayBeChangedBy(const ast::Expr *value, const ast::Expr *target) {
    auto varOf = [&](const ast::Expr *e) -> types::Var * {
        auto *id = llvm::dyn_cast<ast::Ident>(e);
        return id ? llvm::dyn_cast_or_null<types::Var>(info->objectOf(id)) : nullptr;
    };
    // The variable whose own storage the target is part of; null: somewhere in memory.
    const ast::Expr *t = ast::unparen(const_cast<ast::Expr *>(target));
    types::Var *root = nullptr;
    for (;;) {
        if ((root = varOf(t))) break;
        const ast::Expr *inner = nullptr;
        if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(t)) {
            auto *sel = info->selections.lookup(s);
            if (sel && sel->kind == Selection::FieldVal && !sel->indirect && !ptrOf(typeOf(s->x)))
                inner = s->x;
            else if (!sel)
                root = llvm::dyn_cast_or_null<types::Var>(info->objectOf(s->sel));
        } else if (auto *i = llvm::dyn_cast<ast::IndexExpr>(t)) {
            if (llvm::isa<types::Array>(under(typeOf(i->x)))) inner = i->x;
        }
        if (!inner) break;
        t = ast::unparen(const_cast<ast::Expr *>(inner));
    }
    auto shared = [&](types::Var *v) {
        return v->varKind == types::VarKind::Package || facts->addressTaken.contains(v);
    };
    bool inMemory = !root || shared(root);
    bool changed = false;
    ast::inspect(value, [&](const ast::Node *n) {
        if (changed) return false;
        auto *x = llvm::dyn_cast<ast::Expr>(n);
        if (x && (info->at(x).isConst() || info->at(x).isType())) return false;
        if (llvm::isa<ast::FuncLit>(n)) return false;
        if (auto *id = llvm::dyn_cast<ast::Ident>(n)) {
            auto *v = llvm::dyn_cast_or_null<types::Var>(info->objectOf(id));
            if (v && !v->isField() && (v == root || (inMemory && !root && shared(v)))) changed = true;
            return false;
        }
        if (inMemory) {
            if (llvm::isa<ast::StarExpr>(n) || llvm::isa<ast::CallExpr>(n)) changed = true;
            if (auto *i = llvm::dyn_cast<ast::IndexExpr>(n);
                i && !llvm::isa<types::Array>(under(typeOf(i->x))))
                changed = true;
            if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(n)) {
                auto *sel = info->selections.lookup(s);
                if (sel && (sel->indirect || ptrOf(typeOf(s->x)))) changed = true;
            }
        } else if (llvm::isa<ast::CallExpr>(n) && root && facts->addressTaken.contains(root)) {
            changed = true;
        }
        return !changed;
    });
    return changed;
}

void Lowering::splice(ArrayRef<cxx::Stmt *> list) {
    auto &to = *b.open()->list;
    to.insert(to.end(), list.begin(), list.end());
}

cxx::Block *Lowering::inBlock(llvm::function_ref<void()> f) {
    cxx::Block *blk = b.newBlock();
    cxx::Block *was = b.enter(blk);
    Pos at = b.position();
    f();
    b.backTo(at);
    b.enter(was);
    return blk;
}

Lowering::Part Lowering::part(types::Type *t, bool effect, llvm::function_ref<Expr *()> f) {
    Part p{};
    p.type = t;
    p.effect = p.changes = effect;
    cxx::Block *blk = inBlock([&] { p.x = f(); });
    p.before = *blk->list;
    return p;
}

Lowering::Part Lowering::part(const ast::Expr *e, types::Type *want, int group) {
    Part p = part(want, hasOrderedEffect(e), [&] { return exprTo(e, want); });
    p.changes = p.effect && hasOrderedEffect(e, true);
    p.late = readsLate(e);
    p.group = group;
    return p;
}

// Takes what has its place in the order of the calls out of e, and leaves what is read behind them. Null: it
// cannot be told apart.
Expr *Lowering::hoist(Expr *e) {
    if (auto it = ordered.find(e); it != ordered.end()) return isSimple(e) ? e : pin(e, it->second);
    auto list = [&](ArrayRef<Expr *> from, ArrayRef<Expr *> &to) {
        llvm::SmallVector<Expr *, 8> xs;
        for (Expr *x : from) {
            xs.push_back(hoist(x));
            if (!xs.back()) return false;
        }
        to = arena.copy(ArrayRef<Expr *>(xs));
        return true;
    };
    auto operand = [&](Expr *&x) {
        Expr *left = hoist(x);
        if (left) x = left;
        return left != nullptr;
    };
    bool good = false;
    switch (e->kind) {
    case cxx::ExprKind::Name:
    case cxx::ExprKind::Literal: good = true; break;
    case cxx::ExprKind::Unary: good = operand(llvm::cast<cxx::Unary>(e)->x); break;
    case cxx::ExprKind::Cast: good = operand(llvm::cast<cxx::Cast>(e)->x); break;
    case cxx::ExprKind::Member: good = operand(llvm::cast<cxx::Member>(e)->x); break;
    case cxx::ExprKind::Binary: {
        auto *n = llvm::cast<cxx::Binary>(e);
        good = n->op != "&&" && n->op != "||" && operand(n->x) && operand(n->y);
        break;
    }
    case cxx::ExprKind::Index: {
        auto *n = llvm::cast<cxx::Index>(e);
        good = operand(n->x) && operand(n->index);
        break;
    }
    case cxx::ExprKind::Call: {
        auto *n = llvm::cast<cxx::Call>(e);
        auto *f = llvm::dyn_cast<cxx::Name>(n->fn);
        bool helper = f && (f->text.contains("runtime::") || f->text.starts_with("__builtin_"));
        good = helper && list(n->args, n->args);
        break;
    }
    case cxx::ExprKind::Init: {
        auto *n = llvm::cast<cxx::Init>(e);
        good = list(n->elems, n->elems);
        break;
    }
    default: break;
    }
    return good ? e : nullptr;
}

void Lowering::settle(llvm::MutableArrayRef<Part> parts) {
    // What has an effect behind a value that is read late goes before it, with all that comes before that.
    size_t early = 0;
    for (size_t i = 0, late = false; i < parts.size(); i++) {
        if (late && parts[i].changes) early = i + 1;
        late |= parts[i].late;
    }
    if (llvm::any_of(parts, [](const Part &p) { return p.keep != Part::Keep::None; })) early = parts.size();
    llvm::SmallPtrSet<const Part *, 8> pinned;
    for (size_t i = 0; i < parts.size(); i++) {
        Part &p = parts[i];
        splice(p.before);
        if (!p.effect || isSimple(p.x)) continue;
        bool before = i < early;
        for (size_t j = i + 1; j < parts.size() && !before; j++) {
            bool together = p.group && p.group == parts[j].group;
            bool matters = parts[j].effect && (p.changes || parts[j].changes);
            before = !parts[j].before.empty() || (matters && !together);
        }
        if (!before) continue;
        if (Expr *left = p.late ? hoist(p.x) : nullptr) {
            p.x = left;
            continue;
        }
        pinned.insert(&p);
        if (p.isRef) {
            StringRef n = temp();
            b.var(b.text(llvm::Twine(type(p.type)) + " &"), n, p.x);
            p.x = b.name(n);
        } else {
            p.x = pin(p.x, p.type);
        }
    }
    for (Part &p : parts)
        if (p.keep == Part::Keep::Value && !pinned.contains(&p)) p.x = pin(p.x, p.type);
}

llvm::SmallVector<Expr *, 8> Lowering::exprList(ArrayRef<const ast::Expr *> list,
                                                ArrayRef<types::Type *> want) {
    llvm::SmallVector<Part, 8> parts;
    for (size_t i = 0; i < list.size(); i++) parts.push_back(part(list[i], want[i]));
    settle(parts);
    llvm::SmallVector<Expr *, 8> out;
    for (Part &p : parts) out.push_back(p.x);
    return out;
}

Expr *Lowering::pin(Expr *e, types::Type *t, StringRef hint) {
    StringRef n = temp(hint);
    b.var(type(t), n, e);
    return b.name(n);
}

} // namespace goloom

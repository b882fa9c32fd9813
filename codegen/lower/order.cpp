// The order of evaluation. spec "Order of evaluation": "when evaluating the operands of an expression,
// assignment, or return statement, all function calls, method calls, receive operations, and binary logical
// operations are evaluated in lexical left-to-right order."
//
// C++ leaves the operands of an operator and the arguments of a call unordered; brace lists are ordered. So a
// value with such an effect goes to a temporary when a later one has an effect too, and stays where it is
// otherwise: `g(x, f())`.
//
// When a variable is read the spec leaves open. As in gc that is behind the calls, if they may change it: of
// `g(v, f())` the call f() goes to a temporary if v is a package's variable or its address is taken.
#include "codegen/lower/kinds.h"

#include "frontend/ast/walk.h"

namespace goloom {

// Whether something else than an assignment to a variable by name may change what e gives.
static bool readsShared(Lowering &l, const ast::Expr *e) {
    bool found = false;
    ast::inspect(e, [&](const ast::Node *n) {
        if (found || llvm::isa<ast::FuncLit>(n)) return false;
        if (auto *x = llvm::dyn_cast<ast::Expr>(n); x && l.info->at(x).isConst()) return false;
        if (auto *id = llvm::dyn_cast<ast::Ident>(n)) {
            auto *v = llvm::dyn_cast_or_null<types::Var>(l.info->objectOf(id));
            found = v && (v->varKind == types::VarKind::Package || l.facts->addressTaken.contains(v));
        } else if (llvm::isa<ast::StarExpr>(n) || llvm::isa<ast::IndexExpr>(n)) {
            found = true;
        } else if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(n)) {
            auto *sel = l.info->selections.lookup(s);
            found = sel && (sel->indirect || ptrOf(l.typeOf(s->x)));
        }
        return !found;
    });
    return found;
}

// Whether evaluating e may panic without a call.
bool Lowering::mayPanic(const ast::Expr *e) {
    bool found = false;
    ast::inspect(e, [&](const ast::Node *n) {
        if (found || llvm::isa<ast::FuncLit>(n)) return false;
        auto *x = llvm::dyn_cast<ast::Expr>(n);
        if (x && (info->at(x).isConst() || info->at(x).isType())) return false;
        if (auto *i = llvm::dyn_cast<ast::IndexExpr>(n)) {
            found = !llvm::isa<types::Map>(under(typeOf(i->x)));
        } else if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(n)) {
            auto *sel = info->selections.lookup(s);
            found = sel && sel->kind == Selection::FieldVal && (sel->indirect || ptrOf(typeOf(s->x)));
        } else if (auto *d = llvm::dyn_cast<ast::BinaryExpr>(n)) {
            bool divides = d->op == ast::Token::Quo || d->op == ast::Token::Rem;
            found = divides && isInt(typeOf(d)) && !info->at(d->y).isConst();
        } else {
            found = llvm::isa<ast::StarExpr, ast::SliceExpr, ast::TypeAssertExpr>(n);
        }
        return !found;
    });
    return found;
}

// Whether e is to be read behind the calls that stand beside it. An assertion is not: gc takes it for a call.
static bool readsLate(Lowering &l, const ast::Expr *e) {
    if (l.info->at(e).isConst() || !(readsShared(l, e) || l.mayPanic(e))) return false;
    bool asserts = false;
    ast::inspect(e, [&](const ast::Node *n) {
        asserts |= llvm::isa<ast::TypeAssertExpr>(n);
        return !asserts && !llvm::isa<ast::FuncLit>(n);
    });
    return !asserts;
}

bool Lowering::hasOrderedEffect(const ast::Expr *e, bool changing) {
    bool found = false;
    ast::inspect(e, [&](const ast::Node *n) {
        if (found || llvm::isa<ast::FuncLit>(n)) return false;
        if (auto *x = llvm::dyn_cast<ast::Expr>(n); x && info->at(x).isConst()) return false;
        if (auto *u = llvm::dyn_cast<ast::UnaryExpr>(n); u && u->op == ast::Token::Arrow) found = true;
        if (auto *c = llvm::dyn_cast<ast::CallExpr>(n)) {
            if (info->at(ast::unparen(c->fun)).isType()) return true;
            if (auto id = builtinOf(c)) {
                using enum types::BuiltinId;
                switch (*id) {
                case Append:
                case Copy:
                case Delete:
                case Clear:
                case Close:
                case Panic:
                case Print:
                case Println:
                case Recover: found = true; return false;
                case Cap:
                case Complex:
                case Imag:
                case Len:
                case Make:
                case Real: // a call, too: it sees what the calls before it have done
                    found = !changing &&
                            llvm::any_of(c->args, [&](const ast::Expr *a) { return readsShared(*this, a); });
                    return !found;
                default: return true;
                }
            }
            found = true;
        }
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
    p.late = !p.effect && readsLate(*this, e);
    p.group = group;
    return p;
}

void Lowering::settle(llvm::MutableArrayRef<Part> parts) {
    // What has an effect behind a value that is read late goes before it, with all that comes before that.
    size_t early = 0;
    for (size_t i = 0, late = false; i < parts.size(); i++) {
        late |= parts[i].late;
        if (late && parts[i].changes) early = i + 1;
    }
    for (size_t i = 0; i < parts.size(); i++) {
        Part &p = parts[i];
        splice(p.before);
        if (!p.effect || isSimple(p.x)) continue;
        bool pinned = i < early;
        for (size_t j = i + 1; j < parts.size() && !pinned; j++) {
            bool together = p.group && p.group == parts[j].group;
            pinned = !parts[j].before.empty() || (parts[j].effect && !together);
        }
        if (!pinned) continue;
        if (p.isRef) {
            StringRef n = temp();
            b.var(b.text(llvm::Twine(type(p.type)) + " &"), n, p.x);
            p.x = b.name(n);
        } else if (auto box = passedBoxes.find(p.x); box != passedBoxes.end()) {
            // The copy for the interface is to live until the end of what the value is passed to.
            Box made = box->second;
            p.x = passedBox(pin(made.value, made.from), made.from, made.want);
        } else {
            p.x = pin(p.x, p.type);
        }
    }
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

// Calls of functions, methods and function values. spec "Calls", "Passing arguments to ... parameters".
#include "codegen/lower/kinds.h"

namespace goloom {

std::optional<types::BuiltinId> Lowering::builtinOf(const ast::CallExpr *e) {
    const ast::Expr *f = ast::unparen(e->fun);
    const ast::Ident *id = llvm::dyn_cast<ast::Ident>(f);
    if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(f); s && !info->selections.count(s)) id = s->sel;
    if (!id) return std::nullopt;
    if (auto *o = llvm::dyn_cast_or_null<types::Builtin>(info->objectOf(id))) return o->id;
    return std::nullopt;
}

// The declared function that an operand names, and the identifier that carries its type arguments; null:
// none.
static types::Func *declared(const Info &info, const ast::Expr *f, const ast::Ident *&id) {
    if (auto *i = llvm::dyn_cast<ast::IndexExpr>(f)) f = ast::unparen(i->x);
    id = llvm::dyn_cast<ast::Ident>(f);
    if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(f); s && !info.selections.count(s)) id = s->sel;
    return id ? llvm::dyn_cast_or_null<types::Func>(info.objectOf(id)) : nullptr;
}

StringRef Lowering::methodCallName(types::Func *m, types::Type *) {
    types::Type *r = m->signature()->recv->type;
    if (auto *p = llvm::dyn_cast<types::Pointer>(types::unalias(r))) r = p->elem;
    auto *named = llvm::dyn_cast<types::Named>(types::unalias(subst(r)));
    if (!named || !named->isInstance()) needObject(m);
    return methodName(m);
}

// The receiver as method m of a concrete type takes it.
Expr *Lowering::receiver(const ast::SelectorExpr *e, const Selected &s, types::Func *m) {
    ArrayRef<int> path = ArrayRef<int>(s.path).drop_back();
    types::Type *t = pathType(s.recv, path);
    Expr *x = expr(e->x);
    if (auto *u = llvm::dyn_cast<cxx::Unary>(x); u && u->op == "&" && ptrOf(s.recv) && !path.empty())
        x = fieldPath(u->x, ptrOf(s.recv)->elem, path, nullptr);
    else
        x = fieldPath(x, s.recv, path, nullptr);
    bool wantPtr = ptrOf(m->signature()->recv->type) &&
                   llvm::isa<types::Pointer>(types::unalias(m->signature()->recv->type));
    bool havePtr = llvm::isa<types::Pointer>(under(t)) && !llvm::isa<types::Interface>(under(t));
    if (wantPtr) return havePtr ? x : b.unary("&", x);
    if (havePtr && !types::identical(t, subst(m->signature()->recv->type))) {
        needComplete(ptrOf(t)->elem);
        return deref(x);
    }
    return x;
}

Lowering::Callee Lowering::callee(const ast::CallExpr *e) {
    Callee c;
    const ast::Expr *f = ast::unparen(e->fun);
    c.sig = llvm::cast<types::Signature>(under(typeOf(f)));
    const ast::Ident *id = nullptr;
    if (types::Func *fn = declared(*info, f, id)) {
        if (auto it = info->instances.find(id); it != info->instances.end()) {
            llvm::SmallVector<types::Type *, 4> targs;
            for (types::Type *t : it->second.targs) targs.push_back(subst(t));
            c.name = instance(fn, targs);
        } else {
            needObject(fn);
            needBody(fn);
            c.name = nameOf(fn);
        }
        c.func = fn;
        return c;
    }
    if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(f); s && info->selections.count(s)) { // else pkg.variable
        Selected sel = selected(s);
        auto *m = llvm::dyn_cast<types::Func>(sel.obj);
        if (m && sel.kind == Selection::MethodExpr && sel.path.size() == 1 && !isIface(sel.recv) &&
            types::identical(subst(m->signature()->recv->type), sel.recv)) {
            c.name = methodCallName(m, sel.recv); // T.M(x): the receiver is the first argument
            return c;
        }
        if (m && sel.kind == Selection::MethodVal) {
            types::Type *at = pathType(sel.recv, ArrayRef<int>(sel.path).drop_back());
            c.receiver = true;
            bool effect = hasOrderedEffect(s->x);
            if (isIface(at)) {
                c.member = interfaceMethod(at, m);
                needComplete(at);
                c.parts.push_back(part(at, effect, [&] {
                    return fieldPath(expr(s->x), sel.recv, ArrayRef<int>(sel.path).drop_back(), nullptr);
                }));
                c.parts.back().late = readsLate(s->x);
            } else {
                c.name = methodCallName(m, at);
                needBody(m);
                c.func = m;
                types::Type *recv = m->signature()->recv->type;
                c.parts.push_back(part(subst(recv), effect, [&] { return receiver(s, sel, m); }));
                bool address = llvm::isa<types::Pointer>(types::unalias(recv)) && !ptrOf(at);
                bool derefs = !address && ptrOf(at) && !llvm::isa<types::Pointer>(types::unalias(recv));
                c.parts.back().late = address ? addressLate(s->x) : derefs || readsLate(s->x);
            }
            return c;
        }
    }
    if (auto *lit = llvm::dyn_cast<ast::FuncLit>(f)) {
        c.parts.push_back(part(nullptr, false, [this, lit] {
            Expr *lambda = lambdaOf(lit);
            auto it = facts->funcs.find(lit);
            llvm::cast<cxx::Lambda>(lambda)->noinline_ = it != facts->funcs.end() && it->second.hasRecover;
            return lambda;
        }));
        return c;
    }
    c.parts.push_back(part(typeOf(f), hasOrderedEffect(f), [&] { return expr(f); }));
    c.parts.back().late = readsLate(f);
    return c;
}

void Lowering::argParts(const ast::CallExpr *e, types::Signature *sig, llvm::SmallVectorImpl<Part> &parts) {
    size_t n = sig->params->size();
    size_t fixed = sig->variadic && !e->ellipsis ? n - 1 : n;
    // f(g()) with several results of g.
    if (e->args.size() == 1) {
        if (auto *tuple = llvm::dyn_cast_or_null<types::Tuple>(typeOf(e->args[0]));
            tuple && info->at(e->args[0]).mode == Mode::Value) {
            llvm::SmallVector<types::Type *, 4> want;
            for (size_t i = 0; i < tuple->size(); i++)
                want.push_back(i < fixed
                                   ? sig->params->vars[i]->type
                                   : llvm::cast<types::Slice>(under(sig->params->vars[n - 1]->type))->elem);
            llvm::SmallVector<Expr *, 4> xs;
            Part first = part(nullptr, true, [&]() -> Expr * {
                xs = multiValue(e->args[0], want);
                return nullptr;
            });
            for (size_t i = 0; i < xs.size(); i++) {
                Part p{};
                p.x = xs[i];
                p.type = want[i];
                p.group = i >= fixed ? 1 : 0;
                if (i == 0) p.before = first.before;
                parts.push_back(p);
            }
            return;
        }
    }
    for (size_t i = 0; i < e->args.size(); i++) {
        if (i < fixed) {
            parts.push_back(part(e->args[i], sig->params->vars[i]->type));
        } else {
            types::Type *elem = llvm::cast<types::Slice>(under(sig->params->vars[n - 1]->type))->elem;
            parts.push_back(part(e->args[i], elem, 1));
        }
    }
}

llvm::SmallVector<Expr *, 8> Lowering::argExprs(const ast::CallExpr *e, types::Signature *sig,
                                                ArrayRef<Part> parts, bool deferred) {
    llvm::SmallVector<Expr *, 8> out;
    size_t n = sig->params->size();
    bool packs = sig->variadic && !e->ellipsis;
    size_t fixed = packs ? n - 1 : n;
    for (size_t i = 0; i < fixed; i++) out.push_back(deferred ? parts[i].x : bare(parts[i].x));
    if (!packs) return out;
    types::Type *rest = sig->params->vars[n - 1]->type;
    if (parts.size() == fixed) {
        out.push_back(zero(rest));
        return out;
    }
    types::Type *elem = llvm::cast<types::Slice>(under(rest))->elem;
    llvm::SmallVector<Expr *, 8> xs;
    for (size_t i = fixed; i < parts.size(); i++) xs.push_back(bare(parts[i].x));
    if (!deferred && onFrame(e, elem, static_cast<int64_t>(xs.size()))) {
        out.push_back(frameSlice(e, elem, xs));
        return out;
    }
    out.push_back(rt(RT::sliceof, {b.init("", xs)}, {type(elem)}));
    return out;
}

llvm::SmallVector<Expr *, 8> Lowering::callArgs(const ast::CallExpr *e, types::Signature *sig) {
    llvm::SmallVector<Part, 8> parts;
    argParts(e, sig, parts);
    settle(parts);
    return argExprs(e, sig, parts);
}

Expr *Lowering::finishCall(const Callee &c, Expr *first, ArrayRef<Expr *> args) {
    if (!c.member.empty()) return b.call(b.member(first, c.member), args);
    if (c.name.empty()) return b.call(first, args);
    llvm::SmallVector<Expr *, 8> all;
    if (first) all.push_back(first);
    all.append(args.begin(), args.end());
    return b.call(b.name(c.name), all);
}

Expr *Lowering::call(const ast::CallExpr *e) {
    if (info->at(ast::unparen(e->fun)).isType()) return conversion(e);
    if (auto id = builtinOf(e)) return builtinCall(e, *id);
    Callee c = callee(e);
    for (types::Var *v : c.sig->params->vars) needComplete(v->type);
    for (types::Var *v : c.sig->results->vars) needComplete(v->type);
    llvm::SmallVector<Part, 8> parts(c.parts.begin(), c.parts.end());
    size_t lead = parts.size();
    notePassing(e, c.sig, c);
    argParts(e, c.sig, parts);
    settle(parts);
    Expr *first = lead ? parts[0].x : nullptr;
    Expr *x = finishCall(c, first, argExprs(e, c.sig, ArrayRef<Part>(parts).drop_front(lead)));
    llvm::cast<cxx::Call>(x)->pos = e->lparen;
    return x;
}

// The values of a call with several results, or of a comma-ok form, each converted to what is wanted (null:
// as it is).
llvm::SmallVector<Expr *, 4> Lowering::multiValue(const ast::Expr *e, ArrayRef<types::Type *> want) {
    e = ast::unparen(const_cast<ast::Expr *>(e));
    Expr *x = nullptr;
    types::Type *t = typeOf(e);
    llvm::SmallVector<types::Type *, 4> have;
    if (auto *tuple = llvm::dyn_cast_or_null<types::Tuple>(t)) {
        for (types::Var *v : tuple->vars) have.push_back(v->type);
    } else {
        have = {t, types::typ(BasicKind::Bool)};
    }
    if (auto *c = llvm::dyn_cast<ast::CallExpr>(e)) {
        x = call(c);
    } else if (auto *a = llvm::dyn_cast<ast::TypeAssertExpr>(e)) {
        x = typeAssert(a, true);
    } else if (auto *i = llvm::dyn_cast<ast::IndexExpr>(e)) {
        auto *m = llvm::cast<types::Map>(under(typeOf(i->x)));
        viewed(i->indices[0]);
        Part parts[] = {part(i->x, typeOf(i->x)), part(i->indices[0], m->key)};
        settle(parts);
        needComplete(m->elem);
        x = rt(RT::mapaccess2, {parts[0].x, parts[1].x});
    } else {
        auto *u = llvm::cast<ast::UnaryExpr>(e);
        needComplete(have[0]);
        x = rt(RT::chanrecv2, {expr(u->x)});
    }
    llvm::SmallVector<Expr *, 4> out;
    if (have.size() > 8) {
        std::string path;
        StringRef n = temp();
        b.var("auto", n, x);
        for (size_t i = 0; i < have.size(); i++) {
            if (i && i % 8 == 0) path += "rest.";
            out.push_back(b.member(b.name(n), path + "r" + std::to_string(i % 8)));
        }
    } else {
        llvm::SmallVector<StringRef, 4> names;
        for (size_t i = 0; i < have.size(); i++) names.push_back(temp());
        b.vars(names, x);
        for (StringRef n : names) out.push_back(b.name(n));
    }
    for (size_t i = 0; i < out.size(); i++)
        if (i < want.size() && want[i]) out[i] = convertTo(out[i], have[i], want[i]);
    return out;
}

} // namespace goloom

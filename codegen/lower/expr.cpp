// Expressions: names, selectors, indices, slices, dereferences. spec "Expressions".
//
// Every function answers one C++ expression; what has to happen before it has been appended to the open
// block.
#include "codegen/lower/kinds.h"

namespace goloom {

// What may panic in x, the lowered e, is where e's operator is.
static Expr *placed(Expr *x, Pos pos) {
    if (auto *c = llvm::dyn_cast<cxx::Call>(x); c && !c->pos) c->pos = pos;
    if (auto *i = llvm::dyn_cast<cxx::Index>(x); i && !i->pos) i->pos = pos;
    if (auto *u = llvm::dyn_cast<cxx::Unary>(x); u && u->op == "*" && !u->pos) u->pos = pos;
    if (auto *m = llvm::dyn_cast<cxx::Member>(x); m && m->arrow && !m->pos) m->pos = pos;
    return x;
}

Expr *Lowering::expr(const ast::Expr *e) {
    if (!captured.empty())
        if (auto it = captured.find(e); it != captured.end()) return again(it->second);
    TypeAndValue tv = info->at(e);
    if (tv.isConst()) {
        // 'x' stays a character where it is plain.
        if (auto *l = llvm::dyn_cast<ast::BasicLit>(e); l && l->tok == ast::Token::Char && isInt(typeOf(e)))
            if (l->text.size() == 3 && l->text[1] >= 0x20 && l->text[1] < 0x7f) return b.lit(l->text);
        return constant(tv.value, typeOf(e));
    }
    if (tv.mode == Mode::NilValue) return zero(typeOf(e));
    Expr *x = operation(e);
    if (effectHere(e) != Effect::None) ordered[x] = typeOf(e);
    return x;
}

Expr *Lowering::operation(const ast::Expr *e) {
    switch (e->kind) {
    case ast::Kind::ParenExpr: return expr(llvm::cast<ast::ParenExpr>(e)->x);
    case ast::Kind::Ident: return ident(llvm::cast<ast::Ident>(e));
    case ast::Kind::CompositeLit: return compositeLit(llvm::cast<ast::CompositeLit>(e), nullptr);
    case ast::Kind::FuncLit: return funcLit(llvm::cast<ast::FuncLit>(e));
    case ast::Kind::SelectorExpr:
        return placed(selector(llvm::cast<ast::SelectorExpr>(e)), llvm::cast<ast::SelectorExpr>(e)->sel->pos);
    case ast::Kind::IndexExpr:
        return placed(index(llvm::cast<ast::IndexExpr>(e)), llvm::cast<ast::IndexExpr>(e)->lbrack);
    case ast::Kind::SliceExpr:
        return placed(slice(llvm::cast<ast::SliceExpr>(e)), llvm::cast<ast::SliceExpr>(e)->lbrack);
    case ast::Kind::TypeAssertExpr: return typeAssert(llvm::cast<ast::TypeAssertExpr>(e), false);
    case ast::Kind::CallExpr: return call(llvm::cast<ast::CallExpr>(e));
    case ast::Kind::StarExpr: return placed(deref(expr(llvm::cast<ast::StarExpr>(e)->x)), e->pos);
    case ast::Kind::UnaryExpr: return unary(llvm::cast<ast::UnaryExpr>(e));
    case ast::Kind::BinaryExpr:
        return placed(binary(llvm::cast<ast::BinaryExpr>(e)), llvm::cast<ast::BinaryExpr>(e)->opPos);
    default: break;
    }
    llvm_unreachable("not an expression");
}

Expr *Lowering::exprTo(const ast::Expr *e, types::Type *want) {
    TypeAndValue tv = info->at(e);
    if (!want) return expr(e);
    want = subst(want); // of a field of a type that a generic body declares
    if (tv.mode == Mode::NilValue || (tv.type && types::isNilType(tv.type))) return zero(want);
    types::Type *have = typeOf(e);
    if (tv.isConst() && !isIface(want)) {
        if (have && types::identical(under(have), under(want))) return expr(e);
        return constant(tv.value, want);
    }
    return convertTo(expr(e), have, want);
}

// The type that a value of type t loses its way to: the C++ struct of interface t is spelled by type().
Expr *Lowering::convertTo(Expr *x, types::Type *from, types::Type *want) {
    if (!want || !from || types::identical(from, want)) return x;
    if (types::isNilType(from)) return zero(want);
    if (isIface(want)) {
        bool toAny = isEmptyIface(want, arena);
        if (isIface(from)) {
            if (toAny) return isEmptyIface(from, arena) ? x : rt(RT::ifacetoany, {x});
            if (type(from) == type(want)) return x;
            return rt(RT::toiface, {typeDesc(want), x}, {type(want)});
        }
        needComplete(from);
        if (toAny) return rt(RT::toany, {typeDesc(from), typed(x, from)});
        return rt(RT::toiface, {itab(want, from), typed(x, from)}, {type(want)});
    }
    cxx::Type w = type(want);
    if (llvm::isa<cxx::Literal>(x) || sameCxxType(from, want)) return x;
    if (llvm::isa<types::Basic>(under(want))) return x;
    needComplete(from);
    needComplete(want);
    return b.call(b.name("__builtin_bit_cast"), {b.name(w), typed(x, from)});
}

Expr *Lowering::ident(const ast::Ident *id) {
    types::Object *o = info->objectOf(id);
    if (auto *v = llvm::dyn_cast<types::Var>(o)) {
        if (v->varKind != types::VarKind::Package) return b.name(localName(v));
        needObject(v);
        return b.name(nameOf(v));
    }
    if (auto *f = llvm::dyn_cast<types::Func>(o)) return funcValue(id, f);
    if (llvm::isa<types::Nil>(o)) return zero(typeOf(id));
    llvm_unreachable("not a value");
}

// A declared function as a value: its static closure object.
Expr *Lowering::funcValue(const ast::Ident *id, types::Func *f) {
    StringRef name;
    if (auto it = info->instances.find(id); it != info->instances.end()) {
        llvm::SmallVector<types::Type *, 4> targs;
        for (types::Type *t : it->second.targs) targs.push_back(subst(t));
        name = instance(f, targs);
    } else {
        needObject(f);
        name = nameOf(f);
    }
    return rt(mayRecover(f) ? RT::wrappedval : RT::funcval, {}, {name});
}

Expr *Lowering::deref(Expr *p) {
    // *&x is x.
    if (auto *u = llvm::dyn_cast<cxx::Unary>(p); u && u->op == "&") return u->x;
    return b.unary("*", p);
}

Expr *Lowering::nilChecked(Expr *p, const ast::Expr *) { return p; }

Expr *Lowering::lvalue(const ast::Expr *e) { return expr(e); }

Expr *Lowering::addressOf(const ast::Expr *e) {
    e = ast::unparen(const_cast<ast::Expr *>(e));
    if (auto *s = llvm::dyn_cast<ast::StarExpr>(e)) {
        // &*p is p, but p must not be nil.
        return b.unary("&", deref(expr(s->x)));
    }
    return b.unary("&", lvalue(e));
}

Lowering::Selected Lowering::selected(const ast::SelectorExpr *e) {
    const Selection *s = info->selections.lookup(e);
    Selected out{s->kind, s->obj, subst(s->recv), {s->path.begin(), s->path.end()}};
    if (substitution.empty()) return out;
    types::LookupResult r = types::lookupFieldOrMethod(out.recv, true, s->obj->pkg, s->obj->name);
    if (r.obj) {
        out.obj = r.obj;
        out.path = r.path;
    }
    return out;
}

Expr *Lowering::fieldPath(Expr *x, types::Type *t, ArrayRef<int> path, bool *isPtr) {
    for (int i : path) {
        auto *p = ptrOf(t);
        auto *s = llvm::cast<types::Struct>(under(p ? p->elem : t));
        types::Var *f = s->fields[static_cast<size_t>(i)];
        needComplete(p ? p->elem : t);
        x = p ? b.arrow(x, fieldName(f)) : b.member(x, fieldName(f));
        t = f->type;
    }
    if (isPtr) *isPtr = ptrOf(t) != nullptr;
    return x;
}

types::Type *Lowering::pathType(types::Type *t, ArrayRef<int> path) {
    for (int i : path) {
        auto *p = ptrOf(t);
        t = llvm::cast<types::Struct>(under(p ? p->elem : t))->fields[static_cast<size_t>(i)]->type;
    }
    return t;
}

Expr *Lowering::selector(const ast::SelectorExpr *e) {
    if (!info->selections.count(e)) return ident(e->sel); // pkg.Name
    Selected s = selected(e);
    switch (s.kind) {
    case Selection::FieldVal: break;
    case Selection::MethodVal: return methodValue(e);
    case Selection::MethodExpr: return methodExpr(e);
    }
    Expr *x = expr(e->x);
    // (&x).f is x.f.
    if (auto *u = llvm::dyn_cast<cxx::Unary>(x); u && u->op == "&" && ptrOf(s.recv))
        return fieldPath(u->x, ptrOf(s.recv)->elem, s.path, nullptr);
    return fieldPath(x, s.recv, s.path, nullptr);
}

Expr *Lowering::index(const ast::IndexExpr *e) {
    types::Type *xt = typeOf(e->x);
    if (llvm::isa<types::Signature>(under(xt))) return expr(e->x); // f[int]: the instance
    const ast::Expr *i = e->indices[0];
    if (auto *m = llvm::dyn_cast<types::Map>(under(xt))) {
        viewed(i);
        Part parts[] = {part(e->x, xt), part(i, m->key)};
        settle(parts);
        needComplete(m->elem);
        return rt(RT::mapaccess1, {parts[0].x, parts[1].x});
    }
    Part parts[] = {part(e->x, xt), part(i, nullptr)};
    parts[1].type = typeOf(i);
    parts[0].isRef = llvm::isa<types::Array>(under(xt)) && info->at(e->x).mode == Mode::Variable;
    settle(parts);
    Expr *x = parts[0].x;
    if (auto *p = ptrOf(xt)) {
        needComplete(p->elem);
        x = deref(x);
    } else {
        needComplete(xt);
    }
    return b.index(x, parts[1].x);
}

Expr *Lowering::slice(const ast::SliceExpr *e) {
    types::Type *xt = typeOf(e->x);
    types::Type *intType = types::typ(BasicKind::Int);
    llvm::SmallVector<Part, 4> parts;
    parts.push_back(part(e->x, xt));
    bool isArray = arrayBehind(xt) != nullptr;
    parts[0].isRef = isArray && !ptrOf(xt);
    for (const ast::Expr *i : {e->low, e->high, e->max}) {
        if (!i) continue;
        parts.push_back(part(i, nullptr));
        parts.back().type = typeOf(i);
    }
    settle(parts);
    Expr *x = parts[0].x;
    size_t next = 1;
    auto bound = [&](const ast::Expr *i) -> Expr * {
        if (!i) return nullptr;
        Expr *v = parts[next++].x;
        return isUnsignedInt(typeOf(i)) && intBits(typeOf(i)) == 64 ? b.cast("int_", v) : v;
    };
    Expr *low = bound(e->low), *high = bound(e->high), *max = bound(e->max);
    if (isArray && ptrOf(xt)) x = deref(x);
    if (!low && !high && !isArray) return x;
    if (!high) {
        if (isArray) {
            high = b.intLit(arrayBehind(xt)->len);
        } else {
            x = simple(x, xt);
            if (low && !isSimple(low)) low = pin(low, intType);
            high = b.member(again(x), "len");
        }
    }
    if (!low) low = b.intLit(0);
    if (isStringType(xt)) return rt(RT::slicestring, {x, low, high});
    if (max) return rt(RT::slicing, {x, low, high, max});
    return rt(RT::slicing, {x, low, high});
}

// An index or pointer operand that is read more than once, or an address: &x as an lvalue.
Expr *Lowering::unary(const ast::UnaryExpr *e) {
    types::Type *t = typeOf(e);
    switch (e->op) {
    case ast::Token::And: {
        const ast::Expr *x = ast::unparen(e->x);
        if (auto *c = llvm::dyn_cast<ast::CompositeLit>(x)) return compositeLit(c, e);
        return addressOf(x);
    }
    case ast::Token::Arrow: {
        needComplete(t);
        Expr *c = expr(e->x);
        if (auto *tuple = llvm::dyn_cast<types::Tuple>(t); tuple) return rt(RT::chanrecv2, {c});
        return rt(RT::chanrecv1, {c});
    }
    case ast::Token::Not: return b.unary("!", expr(e->x));
    case ast::Token::Add: return expr(e->x);
    case ast::Token::Sub: {
        Expr *x = b.unary("-", expr(e->x));
        return isSmallInt(t) ? b.cast(type(t), x) : x;
    }
    case ast::Token::Xor: {
        Expr *x = b.unary("~", expr(e->x));
        return isSmallInt(t) ? b.cast(type(t), x) : x;
    }
    default: llvm_unreachable("not a unary operator");
    }
}

} // namespace goloom

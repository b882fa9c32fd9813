// Escape analysis of expressions: where operands, calls and literals let their values flow.
#include "codegen/analyze/escape.h"

namespace goloom {

bool Escape::pointers(Type *t) {
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

bool Escape::generic(Type *t) {
    t = unalias(t);
    if (isa<TypeParam>(t)) return true;
    Type *u = under(t);
    if (auto *a = dyn_cast<Array>(u)) return generic(a->elem);
    if (auto *s = dyn_cast<Struct>(u))
        return llvm::any_of(s->fields, [](Var *f) { return generic(f->type); });
    return false;
}

bool Escape::direct(Type *t) {
    Type *u = under(t);
    return isa<Pointer>(u) || isa<Map>(u) || isa<Chan>(u) || isa<Signature>(u) || isUnsafePointer(t);
}
bool Escape::isIface(Type *t) { return t && !isa<TypeParam>(unalias(t)) && isa<Interface>(under(t)); }

// Whether a value of the type is copied to the heap to become an interface's. Booleans, bytes and what has no
// size are not.
bool Escape::boxes(Type *t) {
    if (isIface(t) || isa<TypeParam>(unalias(t)) || direct(t) || generic(t) || sizeOf(t) == 0) return false;
    auto *b = dyn_cast<Basic>(under(t));
    return !b || (b->basic != BasicKind::UntypedNil && sizeOf(t) > 1);
}

void Escape::to(Hole h, const ast::Expr *e, Type *want) {
    Type *t = typeOf(e);
    if (!want || !t || !isIface(want) || isIface(t) || direct(t) || info_.at(e).isConst()) return expr(h, e);
    // Whether a value of a type parameter is copied its instances tell.
    if (isa<TypeParam>(unalias(t))) return expr(h.dst ? heap("interface conversion", e) : h, e);
    auto *x = ast::unparen(const_cast<ast::Expr *>(e));
    if (!boxes(t) && !generic(t)) return expr(h, e);
    auto *box = allocation(x, size(t));
    box->box = true;
    flow(noted(h.addr(), "interface conversion", x), box);
    expr({box}, x);
}

// Of the i'th argument of c; null: several results of a call stand for the arguments.
Type *Escape::paramType(const ast::CallExpr *c, const Signature *sig, size_t i) {
    size_t n = sig->params->size();
    if (c->args.size() == 1 && isa_and_nonnull<Tuple>(typeOf(c->args[0]))) return nullptr;
    if (!sig->variadic || c->ellipsis || i + 1 < n) return i < n ? sig->params->vars[i]->type : nullptr;
    auto *rest = dyn_cast<Slice>(under(sig->params->vars[n - 1]->type));
    return rest ? rest->elem : nullptr;
}

// The result is new, or a copy if an operand alone makes it up and is in a frame.
void Escape::concatenation(const ast::BinaryExpr *b) {
    for (auto *x : {b->x, b->y}) {
        auto *inner = dyn_cast<ast::BinaryExpr>(ast::unparen(x));
        if (inner && !info_.at(inner).isConst())
            concatenation(inner);
        else
            discard(x);
    }
}

void Escape::address(Hole h, const ast::Expr *e) {
    auto *x = ast::unparen(const_cast<ast::Expr *>(e));
    switch (x->kind) {
    case ast::Kind::Ident: {
        auto *v = dyn_cast_or_null<Var>(info_.objectOf(cast<ast::Ident>(x)));
        if (v && v->varKind != VarKind::Package) flow(h.addr(), location(v));
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
        if (v && h.dst && v->varKind != VarKind::Package) flow(h, location(v));
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
        Type *core = xt ? coreType(xt) : nullptr;
        auto *m = dyn_cast_or_null<Map>(core);
        for (auto *k : i->indices) to({}, k, m ? m->key : nullptr); // looked up, not kept
        if (!xt || isa<Signature>(under(xt))) return;               // an instance
        if (core && isa<Array>(core)) return expr(h, i->x);
        return expr(noted(h.deref(), "index", e), i->x);
    }
    case ast::Kind::SliceExpr: {
        auto *s = cast<ast::SliceExpr>(e);
        discard(s->low);
        discard(s->high);
        discard(s->max);
        if (isa<Array>(under(typeOf(s->x)))) return address(noted(h, "slice", e), s->x);
        return expr(noted(h, "slice", e), s->x);
    }
    case ast::Kind::StarExpr: return expr(noted(h.deref(), "indirection", e), cast<ast::StarExpr>(e)->x);
    case ast::Kind::UnaryExpr: {
        auto *u = cast<ast::UnaryExpr>(e);
        if (u->op != ast::Token::And) return discard(u->x);
        if (auto *lit = dyn_cast<ast::CompositeLit>(ast::unparen(u->x))) {
            auto *l = allocation(u, size(typeOf(lit)));
            flow(noted(h.addr(), "spill", u), l);
            return compositeLit({l}, lit);
        }
        return address(noted(h, "address-of", u), u->x);
    }
    case ast::Kind::BinaryExpr: {
        auto *b = cast<ast::BinaryExpr>(e);
        if (b->op == ast::Token::Add && tv.type && !isa<TypeParam>(unalias(tv.type)) && isString(tv.type)) {
            flow(noted(h.addr(), "spill", b), buffer(b));
            return concatenation(b);
        }
        discard(b->x);
        if (b->op != ast::Token::LAnd && b->op != ast::Token::LOr) return discard(b->y);
        return scoped([&] { discard(b->y); }); // a block of its own, if it needs statements
    }
    case ast::Kind::TypeAssertExpr: {
        auto *a = cast<ast::TypeAssertExpr>(e);
        Type *t = a->type ? typeOf(a->type) : nullptr;
        return expr(!t || isa<TypeParam>(unalias(t)) || isIface(t) || direct(t)
                        ? noted(h, "assertion", e)
                        : noted(h.deref(), "assertion", e),
                    a->x);
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
        return expr(h.dst ? noted({h.dst, h.derefs + hops, h.step}, hops ? "dot of pointer" : "dot", s) : h,
                    s->x);
    }
    if (sel->kind == Selection::MethodVal)
        if (auto *f = dyn_cast<Func>(sel->obj)) return methodValue(h, s, sel, f);
}

// Its closure holds the receiver, and passes it on when it is called: who knows by whom, and where the
// results go.
void Escape::methodValue(Hole h, const ast::SelectorExpr *s, const Selection *sel, Func *f) {
    auto *l = allocation(s, 0);
    flow(noted(h.addr(), "spill", s), l);
    if (f->origin) f = f->origin;
    auto *sig = f->signature();
    if (!sig || !sig->recv || isIface(sig->recv->type) || isa<TypeParam>(unalias(typeOf(s->x))) ||
        llvm::any_of(sig->results->vars, [](Var *v) { return pointers(v->type); }))
        return receiver(heap("method value", s), s, sel, f);
    receiver({l}, s, sel, f);
    auto *known = declared_.lookup(f);
    Hole to = !known ? passedTo(leaksOf(f), 0, {}) : known->params.empty() ? heap() : Hole{known->params[0]};
    receiver(noted(to, "method value", s), s, sel, f);
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
        flow(noted(h.addr(), "spill", c), l);
        u = under(p->elem);
        h = {l};
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
            to(noted(h, "struct literal element", c), value(c->elts[i]), f ? f->type : nullptr);
        }
        return;
    }
    if (auto *a = dyn_cast<Array>(u)) {
        for (auto *e : c->elts) to(noted(h, "array literal element", c), value(e), a->elem);
        return;
    }
    if (auto *s = dyn_cast<Slice>(u)) {
        auto *l = allocation(c, static_cast<int64_t>(c->elts.size()) * size(s->elem));
        flow(noted(h.addr(), "spill", c), l);
        for (auto *e : c->elts) to(noted({l}, "slice literal element", c), value(e), s->elem);
        return;
    }
    auto *m = dyn_cast<Map>(u);
    flow(noted(h.addr(), "spill", c), mapAllocation(c, m, static_cast<int64_t>(c->elts.size())));
    for (auto *e : c->elts) {
        if (auto *kv = dyn_cast<ast::KeyValueExpr>(e))
            to(heap("map literal key", c), kv->key, m ? m->key : nullptr);
        to(heap("map literal value", c), value(e), m ? m->elem : nullptr);
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
    flow(noted(h.addr(), "spill", f), l);
    auto it = facts_.funcs.find(f);
    if (it != facts_.funcs.end())
        for (auto &c : it->second.captures)
            flow(noted({l, c.byRef ? -1 : 0}, c.byRef ? "captured by reference" : "captured by value", f),
                 location(c.var));
    auto *&fn = literals_[f];
    if (fn) return;
    fn = newFunction(cast<Signature>(under(typeOf(f))), region_, f->body);
    body(fn, f->body);
}

ParamLeaks Escape::leaksOf(const Func *f) {
    if (!f) return {};
    for (auto *other : imported_)
        if (auto it = other->leaks.find(f); it != other->leaks.end()) return facts_.leaks[f] = it->second;
    auto it = facts_.leaks.find(f);
    return it == facts_.leaks.end() ? ParamLeaks{} : it->second;
}

Hole Escape::passedTo(const ParamLeaks &leaks, size_t i, llvm::ArrayRef<Hole> results) {
    int toHeap = leaks.toHeap(i), toResults = leaks.toResults(i);
    if (toHeap == 0 || (toHeap > 0 && toResults < 0)) return {graph_.heap(), toHeap};
    llvm::SmallVector<Hole, 4> to;
    for (Hole h : results)
        if (h.dst && toResults >= 0) to.push_back({h.dst, h.derefs + toResults, h.step});
    if (toHeap < 0 && to.size() == 1) return to[0];
    // What the function does not keep it may still use: of a literal, who knows what becomes of its results.
    auto *l = graph_.newLocation(region_);
    if (toHeap > 0) graph_.flow(graph_.heap(), l, toHeap);
    for (Hole h : to) flow(h, l);
    return {l};
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
                llvm::SmallVector<Hole, 4> holes(cast<Tuple>(t)->size(), heap("call parameter", c));
                return call(holes, inner);
            }
    size_t fixed = sig->variadic && !c->ellipsis ? n - 1 : n;
    for (size_t i = 0; i < c->args.size() && i < fixed; i++)
        to(noted(param(i), "call parameter", c), c->args[i], typeAt(i));
    if (sig->variadic && !c->ellipsis && c->args.size() > fixed) {
        auto *slice = dyn_cast<Slice>(under(typeAt(n - 1)));
        Type *elem = slice ? slice->elem : nullptr;
        auto *l = allocation(c, static_cast<int64_t>(c->args.size() - fixed) * (elem ? size(elem) : 0));
        Hole h = noted(param(n - 1), "call parameter", c);
        flow(noted(h.addr(), "spill", c), l);
        for (size_t i = fixed; i < c->args.size(); i++)
            to(noted({l}, "slice-literal-element", c), c->args[i], elem);
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
        if (copies && from && !isa<TypeParam>(unalias(from)) && !(isString(t) && isString(from))) {
            flow(noted(h.addr(), "spill", c), buffer(c));
            return discard(c->args[0]);
        }
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
    Func *f = staticCallee(info_, c->fun);
    Function *known = f ? declared_.lookup(f) : nullptr;
    if (auto *lit = boundLiteral(c->fun)) {
        if (e == lit || isa<ast::FuncLit>(e)) expr({}, e);
        known = literals_.lookup(lit);
    }
    auto *s = dyn_cast<ast::SelectorExpr>(e);
    auto *sel = s ? info_.selections.lookup(s) : nullptr;
    bool method = f && sel && sel->kind == Selection::MethodVal;
    if (known) {
        if (method)
            receiver(noted(known->params.empty() ? heap() : Hole{known->params[0]}, "receiver", c), s, sel,
                     f);
        size_t first = known->sig->recv ? 1 : 0;
        arguments(c, sig, [&](size_t i) {
            return i + first < known->params.size() ? Hole{known->params[i + first]} : heap();
        });
        for (size_t i = 0; i < holes.size() && i < known->results.size(); i++)
            flow(holes[i], known->results[i]);
        return;
    }
    ParamLeaks leaks = leaksOf(f);
    bool hasRecv = f && f->signature() && f->signature()->recv;
    if (method)
        receiver(noted(passedTo(leaks, 0, holes), "receiver", c), s, sel, f);
    else if (sel && sel->kind == Selection::FieldVal)
        discard(e);
    else if (!f)
        discard(e); // a func value: calling it does not keep it
    arguments(c, sig, [&](size_t i) { return passedTo(leaks, i + (hasRecv ? 1 : 0), holes); });
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
        expr(noted(h, "append", c), args[0]);
        if (c->ellipsis) {
            if (args.size() > 1)
                expr(elemPointers(typeOf(args[0])) ? heap("append", c).deref() : Hole{}, args[1]);
            return;
        }
        for (size_t i = 1; i < args.size(); i++) {
            auto *s = dyn_cast_or_null<Slice>(coreType(typeOf(args[0])));
            to(heap("append", c), args[i], s ? s->elem : nullptr);
        }
        return;
    case BuiltinId::Copy:
        discard(args[0]);
        return expr(elemPointers(typeOf(args[1])) ? heap("copied slice", c).deref() : Hole{}, args[1]);
    case BuiltinId::Delete: {
        auto *m = dyn_cast_or_null<Map>(coreType(typeOf(args[0])));
        discard(args[0]);
        return to({}, args[1], m ? m->key : nullptr);
    }
    case BuiltinId::Panic: return expr(heap("panic", c), args[0]);
    case BuiltinId::New: {
        auto tv = info_.at(args[0]);
        auto *l = allocation(c, size(tv.type));
        flow(noted(h.addr(), "spill", c), l);
        if (!tv.isType()) to({l}, args[0], tv.type);
        return;
    }
    case BuiltinId::Make: {
        for (size_t i = 1; i < args.size(); i++) discard(args[i]);
        if (auto *m = dyn_cast_or_null<Map>(coreType(typeOf(c)))) {
            int64_t n = 0;
            if (args.size() > 1) n = info_.at(args[1]).isConst() ? constantInt(args[1]) : INT64_MAX;
            return flow(noted(h.addr(), "spill", c), mapAllocation(c, m, n));
        }
        auto *s = dyn_cast_or_null<Slice>(coreType(typeOf(c)));
        int64_t bytes = INT64_MAX;
        const char *always = "channels live on the heap";
        if (s && args.size() > 1) {
            auto tv = info_.at(args.back());
            always = "too large for stack";
            if (!tv.isConst() && size(s->elem) <= BufferBytes)
                bytes = BufferBytes;
            else if (tv.isConst() && !generic(s->elem))
                if (int64_t n = constantInt(args.back()); n >= 0 && n <= MaxFrameImplicit)
                    bytes = n * size(s->elem);
        }
        auto *l = allocation(c, bytes, always);
        flow(noted(h.addr(), "spill", c), l);
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

} // namespace goloom

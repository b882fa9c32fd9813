// Function literals, method values and method expressions. spec "Function literals", "Method values", "Method
// expressions".
//
// A literal is a C++ lambda with explicit captures. A variable that is assigned after the capture is captured
// by reference; if it lives on the heap its C++ name is a reference already, and `[&n = n]` captures what
// that refers to.
#include "codegen/lower/kinds.h"

namespace goloom {

llvm::SmallVector<cxx::Capture, 4> Lowering::captures(const FuncFacts &f) {
    llvm::SmallVector<cxx::Capture, 4> out;
    for (const CapturedVar &c : f.captures) {
        StringRef n = localName(c.var);
        bool heap = facts->storageOf(c.var) == Storage::Heap;
        out.push_back({n, c.byRef, c.byRef && heap ? b.name(n) : nullptr});
    }
    return out;
}

Expr *Lowering::lambdaOf(const ast::FuncLit *e) {
    FuncState st;
    st.node = e;
    st.sig = llvm::cast<types::Signature>(under(typeOf(e)));
    auto it = facts->funcs.find(e);
    static const FuncFacts none;
    st.facts = it == facts->funcs.end() ? &none : &it->second;
    st.outer = fn;
    if (fn) st.goName = goNameOf(*fn, e, "func");
    StaticObjects *outerOnce = std::exchange(once, nullptr);
    auto caps = captures(*st.facts);
    auto params = paramList(st, st.sig);
    cxx::Type result = resultType(st.sig);
    cxx::Block *body = b.newBlock(e->pos);
    funcBody(st, e->body, body);
    once = outerOnce;
    Expr *l = b.lambda(arena.copy(ArrayRef<cxx::Capture>(caps)), arena.copy(ArrayRef<cxx::Param>(params)),
                       result, body);
    llvm::cast<cxx::Lambda>(l)->goName = st.goName;
    llvm::cast<cxx::Lambda>(l)->returnsTwice_ = st.facts->hasDefer && st.facts->hasRecover;
    return l;
}

Expr *Lowering::funcLit(const ast::FuncLit *e) { return frameClosure(e, lambdaOf(e)); }

Expr *Lowering::bare(Expr *e) {
    auto *c = llvm::dyn_cast<cxx::Cast>(e);
    return c && (isLambda(c->x) || closureCasts.contains(c)) ? c->x : e;
}

// x.M as a value: the receiver is evaluated and copied now.
Expr *Lowering::methodValue(const ast::SelectorExpr *e) {
    Selected s = selected(e);
    auto *m = llvm::cast<types::Func>(s.obj);
    auto *sig = llvm::cast<types::Signature>(under(typeOf(e)));
    types::Type *at = pathType(s.recv, ArrayRef<int>(s.path).drop_back());
    StringRef r = temp("recv");
    Expr *x = nullptr;
    Callee c;
    c.sig = sig;
    if (isIface(at)) {
        needComplete(at);
        c.member = interfaceMethod(at, m);
        // spec: "evaluating x.M with a nil interface value x causes a run-time panic"
        x = rt(RT::notnil, {fieldPath(expr(e->x), s.recv, ArrayRef<int>(s.path).drop_back(), nullptr)});
    } else {
        c.name = methodCallName(m, at);
        x = receiver(e, s, m);
        x = b.cast(type(subst(m->signature()->recv->type)), x);
    }
    llvm::SmallVector<cxx::Param, 4> params;
    llvm::SmallVector<Expr *, 4> args;
    for (types::Var *v : sig->params->vars) {
        StringRef n = temp("a");
        params.push_back({type(v->type), n});
        args.push_back(b.name(n));
    }
    bool recovers = isIface(at) || mayRecover(m);
    cxx::Block *body = inBlock([&] {
        if (recovers) wrapperMark();
        Expr *call = finishCall(c, b.name(r), args);
        if (sig->results->size())
            b.ret(call);
        else
            b.expr(call);
    });
    cxx::Capture cap{r, false, x};
    Expr *lambda = b.lambda(arena.copy(ArrayRef<cxx::Capture>(cap)), arena.copy(ArrayRef<cxx::Param>(params)),
                            resultType(sig), body);
    return recovers ? b.cast(type(typeOf(e)), rt(RT::ownframe, {lambda})) : stayingClosure(e, lambda);
}

// T.M: a function whose first parameter is the receiver.
Expr *Lowering::methodExpr(const ast::SelectorExpr *e) {
    Selected s = selected(e);
    auto *m = llvm::cast<types::Func>(s.obj);
    auto *sig = llvm::cast<types::Signature>(under(typeOf(e)));
    ArrayRef<int> path = ArrayRef<int>(s.path).drop_back();
    types::Type *at = pathType(s.recv, path);
    Callee c;
    c.sig = sig;
    if (isIface(at))
        c.member = interfaceMethod(at, m);
    else
        c.name = methodCallName(m, at);
    bool sameRecv =
        !isIface(at) && path.empty() && types::identical(subst(m->signature()->recv->type), s.recv);
    if (sameRecv) return rt(mayRecover(m) ? RT::wrappedval : RT::funcval, {}, {c.name});
    llvm::SmallVector<cxx::Param, 4> params;
    llvm::SmallVector<Expr *, 4> args;
    for (types::Var *v : sig->params->vars) {
        StringRef n = temp("a");
        params.push_back({type(v->type), n});
        args.push_back(b.name(n));
    }
    needComplete(at);
    bool recovers = isIface(at) || mayRecover(m);
    cxx::Block *body = inBlock([&] {
        if (recovers) wrapperMark();
        Expr *x = fieldPath(args[0], s.recv, path, nullptr);
        if (!isIface(at)) {
            bool wantPtr = ptrOf(m->signature()->recv->type) != nullptr;
            bool havePtr = ptrOf(at) != nullptr;
            if (wantPtr && !havePtr) x = b.unary("&", x);
            auto *n = havePtr && path.empty() ? llvm::dyn_cast<types::Named>(types::unalias(ptrOf(at)->elem))
                                              : nullptr;
            if (!wantPtr && havePtr) x = n ? valueReceiver(x, n, m) : deref(x);
        }
        Expr *call = finishCall(c, x, ArrayRef<Expr *>(args).drop_front());
        if (sig->results->size())
            b.ret(call);
        else
            b.expr(call);
    });
    Expr *lambda = b.lambda({}, arena.copy(ArrayRef<cxx::Param>(params)), resultType(sig), body);
    return b.cast(type(typeOf(e)), recovers ? rt(RT::ownframe, {lambda}) : lambda);
}

} // namespace goloom

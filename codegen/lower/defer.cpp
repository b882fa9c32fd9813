// Defer statements. spec "Defer statements": "the function value and parameters to the call are evaluated as
// usual and saved anew but the actual function is not invoked."
//
// The saved operands are the captures of a lambda. A literal without parameters is that lambda itself.
#include "codegen/lower/kinds.h"

#include "frontend/ast/walk.h"

namespace goloom {

// The lambda that makes the call later.
Expr *Lowering::deferredCall(const ast::CallExpr *e, bool isDefer) {
    const ast::Expr *f = ast::unparen(e->fun);
    if (auto *lit = llvm::dyn_cast<ast::FuncLit>(f)) {
        auto *sig = llvm::cast<types::Signature>(under(typeOf(lit)));
        if (sig->params->size() == 0 && sig->results->size() == 0) return lambdaOf(lit);
    }
    llvm::SmallVector<cxx::Capture, 8> caps;
    // A literal stays where it is; anything else is saved under a name.
    auto save = [&](Expr *x, types::Type *t, StringRef hint) -> Expr * {
        if (llvm::isa<cxx::Literal>(x)) return x;
        if (t) x = typed(x, t);
        StringRef n = temp(hint);
        caps.push_back({n, false, x});
        return b.name(n);
    };
    auto finish = [&](llvm::function_ref<void()> body) {
        cxx::Block *blk = inBlock(body);
        Expr *l = b.lambda(arena.copy(ArrayRef<cxx::Capture>(caps)), {}, "void", blk);
        // Go calls a function without operands itself.
        if (!e->args.empty() || !llvm::isa<ast::Ident>(f))
            llvm::cast<cxx::Lambda>(l)->goName = goNameOf(*fn, e, isDefer ? "deferwrap" : "gowrap");
        return l;
    };
    if (auto id = builtinOf(e)) {
        llvm::SmallVector<Part, 4> parts;
        llvm::SmallVector<const ast::Expr *, 4> saved;
        for (const ast::Expr *a : e->args) {
            TypeAndValue tv = info->at(a);
            if (tv.isType() || tv.isConst() || tv.mode == Mode::NilValue) continue;
            parts.push_back(part(a, nullptr));
            parts.back().type = typeOf(a);
            saved.push_back(a);
        }
        settle(parts);
        for (size_t i = 0; i < saved.size(); i++) captured[saved[i]] = save(parts[i].x, parts[i].type, "a");
        // `defer recover()` recovers as if the function that defers it, being deferred itself, had called it.
        Expr *frame = nullptr;
        if (isDefer && *id == types::BuiltinId::Recover)
            frame = save(b.call(b.name("__builtin_dwarf_cfa"), {}), nullptr, "cfa");
        Expr *lambda = finish([&] { b.expr(frame ? rt(RT::gorecover, {frame}) : builtinCall(e, *id)); });
        for (const ast::Expr *a : saved) captured.erase(a);
        return lambda;
    }
    if (info->at(f).isType()) return finish([&] { b.expr(conversion(e)); });
    Callee c = callee(e);
    for (types::Var *v : c.sig->params->vars) needComplete(v->type);
    llvm::SmallVector<Part, 8> parts(c.parts.begin(), c.parts.end());
    size_t lead = parts.size();
    argParts(e, c.sig, parts);
    settle(parts);
    Expr *first = nullptr;
    if (lead) {
        Expr *x = parts[0].x;
        if (auto *lit = llvm::dyn_cast<ast::FuncLit>(f)) x = b.cast(type(typeOf(lit)), x);
        if (!c.member.empty()) x = rt(RT::notnil, {x});
        first = save(x, parts[0].type ? parts[0].type : typeOf(f), "f");
    }
    auto args = argExprs(e, c.sig, ArrayRef<Part>(parts).drop_front(lead), true);
    llvm::SmallVector<Expr *, 8> names;
    for (size_t i = 0; i < args.size(); i++) {
        types::Type *t = c.sig->params->vars[i]->type;
        Expr *x = isLambda(args[i]) ? b.cast(type(t), args[i]) : args[i];
        names.push_back(save(x, t, "a"));
    }
    return finish([&] {
        Expr *call = finishCall(c, first, names);
        if (isDefer && c.name.empty()) b.expr(b.call(b.name("GO_DEFERWRAP"), {}));
        b.expr(isDefer && !c.name.empty() ? b.call(b.name("GO_DEFERCALL"), {call}) : call);
    });
}

bool Lowering::isOpenDefer(const ast::DeferStmt *s) {
    scanGotos();
    auto *f = llvm::dyn_cast_or_null<ast::FuncDecl>(fn->node);
    auto *lit = llvm::dyn_cast_or_null<ast::FuncLit>(fn->node);
    const ast::BlockStmt *body = f ? f->body : lit ? lit->body : nullptr;
    return body && fn->gotoTargets.empty() && llvm::is_contained(body->list, s);
}

bool Lowering::allDefersOpen(const ast::BlockStmt *body) {
    bool all = true;
    ast::inspect(body, [&](const ast::Node *n) {
        if (!n || llvm::isa<ast::FuncLit>(n)) return false;
        if (auto *d = llvm::dyn_cast<ast::DeferStmt>(n)) all &= isOpenDefer(d);
        return all;
    });
    return all;
}

void Lowering::deferStmt(const ast::DeferStmt *s) {
    auto *e = llvm::cast<ast::CallExpr>(ast::unparen(s->call));
    Expr *call = deferredCall(e, true);
    if (!isOpenDefer(s)) {
        b.expr(rt(RT::deferproc, {b.name(fn->deferFrame), call}));
        return;
    }
    fn->openDefers.push_back(temp("d"));
    b.var("auto", fn->openDefers.back(), rt(RT::opendefer, {b.name(fn->deferFrame), call}));
}

// What a return does first.
void Lowering::runDeferred() {
    if (fn->deferFrame.empty()) return;
    llvm::SmallVector<Expr *, 4> args = {b.name(fn->deferFrame)};
    for (StringRef r : llvm::reverse(fn->openDefers)) args.push_back(b.name(r));
    b.expr(rt(RT::deferreturn, args));
}

} // namespace goloom

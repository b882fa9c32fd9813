// What the escape analysis leaves on the frame: &T{…}, new, slices and function literals without an
// allocation.
//
// Such a value is a variable of the block it is made in, since the analysis counts lifetimes in C++ blocks.
// An argument that its callee does not keep needs no name: a temporary lives until the call has returned.
#include "codegen/lower/kinds.h"

namespace goloom {

constexpr int64_t MaxFrameBytes = 64 << 10;

bool Lowering::onFrame(const ast::Expr *e, types::Type *t, int64_t n) {
    if (!fn || !fn->node || !facts->onFrame.contains(e)) return false;
    // Of an instance the analysis did not know the size.
    int64_t size = types::sizeOf(t);
    return size == 0 || n <= MaxFrameBytes / size;
}

// The address of a new variable of type t.
Expr *Lowering::frameValue(const ast::Expr *e, types::Type *t, Expr *init) {
    if (passing.contains(e)) return rt(RT::stackvalue, {init ? init : b.init(type(t), {})}, {type(t)});
    StringRef n = temp();
    // {} says zero already.
    auto *i = init ? llvm::dyn_cast<cxx::Init>(init) : nullptr;
    if (i && i->elems.empty() && i->type == type(t)) init = nullptr;
    b.var(type(t), n, init);
    return b.unary("&", b.name(n));
}

Expr *Lowering::frameSlice(const ast::Expr *e, types::Type *elem, ArrayRef<Expr *> elems) {
    if (passing.contains(e)) return rt(RT::stackslice, {b.init("", elems)}, {type(elem)});
    auto n = static_cast<int64_t>(elems.size());
    return frameArray(elem, n, n, b.init("", elems));
}

// A slice of a new array variable. No init: zero.
Expr *Lowering::frameArray(types::Type *elem, int64_t len, int64_t cap, Expr *init) {
    StringRef name = temp();
    b.var(b.text("array<" + type(elem) + ", " + llvm::Twine(cap) + ">"), name, init);
    if (len == cap) return rt(RT::slicing, {b.name(name), b.intLit(0), b.intLit(len)});
    return rt(RT::slicing, {b.name(name), b.intLit(0), b.intLit(len), b.intLit(cap)});
}

Expr *Lowering::frameClosure(const ast::FuncLit *e, Expr *lambda) {
    cxx::Type t = type(typeOf(e));
    auto it = facts->funcs.find(e);
    // Without captures it is static. One that calls recover is looked for by its own frame.
    bool recovers = it != facts->funcs.end() && it->second.hasRecover;
    if (recovers) return b.cast(t, rt(RT::ownframe, {lambda}));
    bool stays = it != facts->funcs.end() && !it->second.captures.empty();
    if (!stays || !fn || !fn->node || !facts->onFrame.contains(e)) return b.cast(t, lambda);
    Expr *closure =
        rt(RT::stackclosure, {lambda}, {funcSpelling(llvm::cast<types::Signature>(under(typeOf(e))))});
    if (!passing.contains(e)) {
        StringRef n = temp("closure");
        b.var("auto", n, closure);
        closure = b.name(n);
    }
    Expr *value = b.cast(t, closure);
    closureCasts.insert(value);
    return value;
}

// Notes what of a call's arguments needs to live no longer than the call: leaks says what the callee keeps.
void Lowering::notePassing(const ast::CallExpr *e, types::Signature *sig, const Callee &c) {
    if (!c.func) return;
    auto *origin = c.func->origin ? c.func->origin : c.func;
    auto it = facts->escapingParams.find(origin);
    if (it == facts->escapingParams.end()) return;
    size_t n = sig->params->size(), fixed = sig->variadic && !e->ellipsis ? n - 1 : n;
    size_t first = origin->signature()->recv ? 1 : 0;
    auto keeps = [&](size_t i) { return Facts::leakOf(it->second, i + first) == 0; };
    for (size_t i = 0; i < e->args.size() && i < fixed; i++) {
        const ast::Expr *a = ast::unparen(e->args[i]);
        bool boxed = llvm::isa<ast::FuncLit>(a) && isIface(subst(sig->params->vars[i]->type));
        if (!keeps(i) && !boxed && !hasOrderedEffect(a)) passing.insert(a);
    }
    if (fixed < n && !keeps(n - 1)) passing.insert(e);
}

} // namespace goloom

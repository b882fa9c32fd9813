// What the escape analysis leaves on the frame: &T{…}, new, slices, function literals, short strings and
// values that become interfaces, without an allocation.
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
    return stays ? stayingClosure(e, lambda) : b.cast(t, lambda);
}

Expr *Lowering::stayingClosure(const ast::Expr *e, Expr *lambda) {
    cxx::Type t = type(typeOf(e));
    if (!fn || !fn->node || !facts->onFrame.contains(e)) return b.cast(t, lambda);
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
    auto it = facts->leaks.find(origin);
    if (it == facts->leaks.end()) return;
    size_t n = sig->params->size(), fixed = sig->variadic && !e->ellipsis ? n - 1 : n;
    size_t first = origin->signature()->recv ? 1 : 0;
    // What so many dereferences of the parameter lead to.
    auto keeps = [&](size_t i, int derefs) {
        int leak = it->second.anywhere(i + first);
        return leak >= 0 && leak <= derefs;
    };
    auto note = [&](const ast::Expr *arg, size_t i, int derefs, types::Type *want, bool named) {
        const ast::Expr *a = ast::unparen(const_cast<ast::Expr *>(arg));
        want = subst(want);
        if (isIface(want) && !info->at(a).isConst() && isBoxed(typeOf(a), want)) {
            if (!keeps(i, derefs)) passingBoxes.insert(a);
            derefs++;
        }
        bool closure = isIface(want) && llvm::isa<types::Signature>(under(typeOf(a)));
        if (!named && !keeps(i, derefs) && !closure && !hasOrderedEffect(a)) passing.insert(a);
    };
    for (size_t i = 0; i < e->args.size() && i < fixed; i++)
        note(e->args[i], i, 0, sig->params->vars[i]->type, false);
    if (fixed == n || keeps(n - 1, 0)) return;
    passing.insert(e);
    auto *rest = llvm::dyn_cast<types::Slice>(under(sig->params->vars[n - 1]->type));
    if (!onFrame(e, rest->elem, static_cast<int64_t>(e->args.size()))) return;
    for (size_t i = fixed; i < e->args.size(); i++) {
        // An element with an address is named, that its initialiser need not be a brace list in a list.
        const ast::Expr *a = ast::unparen(e->args[i]);
        note(a, n - 1, 1, rest->elem, llvm::isa<ast::UnaryExpr, ast::CompositeLit, ast::FuncLit>(a));
    }
}

// Short strings and slices stand in a buffer that the runtime takes if they fit.
Expr *Lowering::frameBuffer(const ast::Expr *e, cxx::Type t) {
    if (!fn || !fn->node || !facts->onFrame.contains(e)) return nullptr;
    if (passing.contains(e)) return b.init(t, {});
    StringRef n = temp();
    b.var(t, n, nullptr);
    return b.name(n);
}

Expr *Lowering::frameMap(const ast::Expr *e, types::Map *m) {
    constexpr int64_t entries = 8, most = 1 << 10;
    if (entries * (types::sizeOf(m->key) + types::sizeOf(m->elem)) > most) return nullptr; // of an instance
    return frameBuffer(e, b.text("runtime::smallmap<" + type(m->key) + ", " + type(m->elem) + ">"));
}

bool Lowering::isBoxed(types::Type *from, types::Type *want) {
    if (!isIface(want) || !from || isIface(from) || llvm::isa<types::Tuple>(from)) return false;
    types::Type *u = under(from);
    bool direct = llvm::isa<types::Pointer, types::Map, types::Chan, types::Signature>(u) ||
                  basicKind(from) == BasicKind::UnsafePointer || basicKind(from) == BasicKind::UntypedNil;
    return !direct && types::sizeOf(from) > 1; // bytes have their places in a table
}

bool Lowering::boxOnFrame(const ast::Expr *e, types::Type *from, types::Type *want) {
    return fn && fn->node && isBoxed(from, want) && facts->boxOnFrame.contains(e) &&
           types::sizeOf(from) <= MaxFrameBytes;
}

// x, the lowered e, as an interface whose data word leads to a copy on the frame.
Expr *Lowering::frameBox(const ast::Expr *e, Expr *x, types::Type *from, types::Type *want) {
    if (passingBoxes.contains(e)) return passedBox(x, from, want);
    needComplete(from);
    StringRef n = temp();
    b.var(type(from), n, bare(x));
    Expr *at = b.unary("&", b.name(n));
    if (isEmptyIface(want, arena)) return rt(RT::anyat, {typeDesc(from), at});
    return rt(RT::ifaceat, {itab(want, from), at}, {type(want)});
}

Expr *Lowering::passedBox(Expr *x, types::Type *from, types::Type *want) {
    needComplete(from);
    Expr *made = isEmptyIface(want, arena)
                     ? rt(RT::stackany, {typeDesc(from), typed(x, from)})
                     : rt(RT::stackiface, {itab(want, from), typed(x, from)}, {type(want)});
    passedBoxes[made] = {x, from, want};
    return made;
}

} // namespace goloom

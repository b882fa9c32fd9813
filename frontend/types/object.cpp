// Scopes, and the steps from a type to what stands behind its name.
#include "frontend/types/object.h"
#include "frontend/types/lazy.h"
#include "frontend/types/subst.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/SmallPtrSet.h"

namespace goloom::types {

Object *Scope::lookupParent(Name name, Pos at, Scope **where) {
    for (Scope *s = this; s; s = s->parent) {
        Object *obj = s->lookup(name);
        if (!obj || (at && obj->scopePos > at)) continue;
        if (where) *where = s;
        return obj;
    }
    if (where) *where = nullptr;
    return nullptr;
}

Object *Scope::insert(Object *obj) {
    if (obj->name.isBlank()) return nullptr;
    auto [it, inserted] = elems.insert({obj->name, obj});
    if (!inserted) return it->second;
    if (!obj->parent) obj->parent = this;
    return nullptr;
}

Type *unalias(Type *t) {
    // A cycle of aliases has been reported and cut by the checker; the bound only guards against one in the
    // making.
    for (int steps = 0; auto *a = llvm::dyn_cast_or_null<Alias>(t); steps++) {
        if (!a->fromRHS || steps > 10000) return invalidType();
        t = a->fromRHS;
    }
    return t;
}

static Interface *boundInterface(TypeParam *p) {
    if (p->implicitBound) return p->implicitBound;
    if (!p->bound) return universe().emptyInterface;
    Type *bound = unalias(p->bound);
    Type *u = llvm::isa<TypeParam>(bound) ? invalidType() : under(bound);
    if (auto *iface = llvm::dyn_cast<Interface>(u)) return iface;
    if (auto *b = llvm::dyn_cast<Basic>(u); b && b->basic == BasicKind::Invalid)
        return universe().emptyInterface;
    Arena &arena = lazyArena();
    auto *iface = arena.create<Interface>(List<Func *>(), arena.copy(List<Type *>(p->bound)));
    iface->implicit = iface->complete = true;
    p->implicitBound = iface;
    return iface;
}

// The right-hand sides from a defined type onwards, to the first that is not a name.
static Type *resolveUnderlying(Named *n0) {
    llvm::SmallPtrSet<Named *, 4> seen;
    Type *t = n0;
    while (auto *n = llvm::dyn_cast<Named>(t)) {
        if (n->underlying_) {
            n0->underlying_ = n->underlying_;
            return n->underlying_;
        }
        if (!seen.insert(n).second) return invalidType();
        if (n->isInstance() && !n->fromRHS) expand(n, n->arena ? *n->arena : lazyArena());
        if (!n->fromRHS) return invalidType(); // being declared
        t = unalias(n->fromRHS);
    }
    if (llvm::isa<TypeParam>(t)) t = invalidType();
    for (Named *n : seen) n->underlying_ = t;
    return t;
}

Type *under(Type *t) {
    t = unalias(t);
    if (auto *n = llvm::dyn_cast<Named>(t)) return n->underlying_ ? n->underlying_ : resolveUnderlying(n);
    if (auto *p = llvm::dyn_cast<TypeParam>(t)) return boundInterface(p);
    return t;
}

} // namespace goloom::types

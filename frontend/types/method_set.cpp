// Methods of defined types and their instances, and whole method sets. spec "Method sets".
#include "frontend/types/lazy.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "frontend/types/typeset.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SetVector.h"

namespace goloom::types {

size_t numMethods(Named *n) { return n->origin->methods.size(); }

// The method of the generic type with the receiver's type parameters replaced by the instance's arguments.
static void complete(Func *m, Named *n, Arena &arena) {
    Func *generic = m->origin;
    if (!generic->type && declareMethod) declareMethod(generic, declareMethodData);
    if (!generic->type) return;
    Signature *sig = generic->signature();
    Subst subst;
    if (sig->recvTypeParams.size() == n->targs.size())
        for (size_t i = 0; i < n->targs.size(); i++) subst.map[sig->recvTypeParams[i]] = n->targs[i];
    auto *made = llvm::cast<Signature>(substitute(sig, subst, arena));
    if (made == sig) made = arena.create<Signature>(*sig);
    made->recvTypeParams = {};
    if (sig->recv) {
        auto *recv = arena.create<Var>(*sig->recv);
        recv->origin = sig->recv;
        recv->type = generic->hasPtrRecv ? static_cast<Type *>(arena.create<Pointer>(n)) : n;
        made->recv = recv;
    }
    m->type = made;
}

Func *method(Named *n, size_t i, Arena &arena) {
    Func *generic = n->origin->methods[i];
    if (!n->isInstance()) return generic;
    size_t count = numMethods(n);
    if (!n->instanceMethods) {
        std::vector<Func *> none(count, nullptr);
        n->instanceMethods = arena.copy(List<Func *>(none)).data();
    }
    Func *&slot = n->instanceMethods[i];
    if (!slot) {
        slot = arena.create<Func>(*generic);
        slot->type = nullptr;
        slot->origin = generic;
    }
    if (!slot->type) complete(slot, n, arena);
    return slot;
}

// The names that any embedded type of t could contribute; each is then looked up as a selector would.
static void collectNames(Type *t, llvm::SmallVectorImpl<Type *> &seen,
                         llvm::SetVector<std::pair<const void *, Package *>> &names) {
    t = unalias(t);
    if (auto *p = llvm::dyn_cast<Pointer>(t)) t = unalias(p->elem);
    if (llvm::any_of(seen, [&](Type *s) { return s == t || identical(s, t); })) return;
    seen.push_back(t);
    auto add = [&](Func *m) { names.insert({m->name.opaque(), m->isExported() ? nullptr : m->pkg}); };
    if (auto *n = llvm::dyn_cast<Named>(t))
        for (Func *m : n->origin->methods) add(m);
    Type *u = under(t);
    if (auto *s = llvm::dyn_cast<Struct>(u)) {
        for (Var *f : s->fields)
            if (f->embedded) collectNames(f->type, seen, names);
    }
    if (auto *iface = llvm::dyn_cast<Interface>(u)) {
        for (Func *m : typeSet(iface, lazyArena()).methods) add(m);
    }
}

std::vector<MethodSetEntry> methodSet(Type *t, bool addressable, Arena &arena) {
    if (auto *iface = asUnder<Interface>(t)) typeSet(iface, arena);
    llvm::SmallVector<Type *, 8> seen;
    llvm::SetVector<std::pair<const void *, Package *>> names;
    collectNames(t, seen, names);
    std::vector<MethodSetEntry> out;
    for (auto &[name, pkg] : names) {
        LookupResult r = lookupFieldOrMethod(t, addressable, pkg, Name::fromOpaque(name));
        if (auto *f = llvm::dyn_cast_or_null<Func>(r.obj)) out.push_back({f, std::move(r.path), r.indirect});
    }
    llvm::sort(out, [](const MethodSetEntry &a, const MethodSetEntry &b) { return methodLess(a.fn, b.fn); });
    return out;
}

} // namespace goloom::types

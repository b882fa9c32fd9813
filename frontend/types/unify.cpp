// spec "Type unification".
//
// Each free parameter has a handle to what is known of it; unifying two free parameters joins their handles.
#include "frontend/types/lazy.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "frontend/types/typeset.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom::types {

namespace {

struct InterfacePair {
    Interface *x, *y;
    const InterfacePair *outer;
};

bool isLiteral(Type *t) { return !llvm::isa<Named, TypeParam>(unalias(t)); }
Named *asNamed(Type *t) { return llvm::dyn_cast<Named>(unalias(t)); }
Interface *asInterface(Type *t) { return isTypeParam(t) ? nullptr : asUnder<Interface>(t); }

class Unifier {
  public:
    Unifier(List<TypeParam *> free, int mode, Subst &known) : interfaces_(mode & EnableInterface) {
        for (TypeParam *p : free) {
            values_.push_back(nullptr);
            handles_[p] = values_.size() - 1;
        }
        for (TypeParam *p : free) {
            Type *t = known.map.lookup(p);
            if (TypeParam *q = t ? freeParam(t) : nullptr)
                join(p, q); // by an earlier unification
            else if (t)
                values_[handles_[p]] = t;
        }
    }

    void publish(Subst &out) {
        for (auto &[p, h] : handles_)
            if (Type *t = values_[h]) out.map[p] = t;
        // What was joined without a type is known to be the same: each stands for the other.
        for (auto &[p, h] : handles_) {
            if (values_[h]) continue;
            for (auto &[q, g] : handles_)
                if (q != p && g == h && q->id < p->id && !out.map.lookup(p)) out.map[p] = q;
        }
    }

    bool unify(Type *x, Type *y, int mode, const InterfacePair *outer) {
        if (x == y || unalias(x) == unalias(y)) return true;
        if (++depth_ > 100) return false;
        bool ok = step(x, y, mode, outer);
        depth_--;
        return ok;
    }

  private:
    TypeParam *freeParam(Type *t) {
        auto *p = llvm::dyn_cast<TypeParam>(unalias(t));
        return p && handles_.count(p) ? p : nullptr;
    }

    bool join(TypeParam *x, TypeParam *y) {
        size_t hx = handles_[x], hy = handles_[y];
        if (hx == hy) return true;
        if (values_[hx] && values_[hy]) return false;
        size_t from = values_[hx] ? hy : hx, to = values_[hx] ? hx : hy;
        for (auto &[p, h] : handles_)
            if (h == from) h = to;
        return true;
    }

    bool step(Type *x, Type *y, int mode, const InterfacePair *outer) {
        // A defined type, if there is one, comes second; a free parameter first.
        if (asNamed(x) || freeParam(y)) std::swap(x, y);
        bool exact = mode & Exact;
        if (Named *ny = asNamed(y); !exact && ny && isLiteral(x) && !(interfaces_ && isInterface(x))) {
            y = under(ny);
            if (x == y || unalias(x) == unalias(y)) return true;
        }
        TypeParam *px = freeParam(x), *py = freeParam(y);
        if (px && py) return join(px, py) || unify(values_[handles_[px]], values_[handles_[py]], mode, outer);
        if (px) return bindParam(px, y, mode, outer);
        if (interfaces_ && !exact) {
            Interface *xi = asInterface(x), *yi = asInterface(y);
            if (xi && yi) return commonMethods(xi, yi, outer);
            if (xi || yi) return methodsOf(xi ? xi : yi, xi ? y : x, outer);
        }
        if (isTypeParam(y)) std::swap(x, y);
        int elem = mode & AssignInexact ? mode | Exact : mode;
        return structure(unalias(x), unalias(y), y, mode, elem, outer);
    }

    bool bindParam(TypeParam *p, Type *y, int mode, const InterfacePair *outer) {
        Type *x = values_[handles_[p]];
        if (!x) {
            values_[handles_[p]] = y;
            return true;
        }
        if (!unify(x, y, mode, outer)) return false;
        Interface *xi = asInterface(x), *yi = asInterface(y);
        bool xn = asNamed(x), yn = asNamed(y);
        if (xi && yi) {
            if (xn && yn) return identical(x, y);
            if (typeSet(xi, lazyArena()).methods.size() != typeSet(yi, lazyArena()).methods.size())
                return false;
        } else if (xi || yi) {
            return false; // either would do: the choice would depend on the order
        }
        if (mode & Exact || xn) return true;
        // A defined type, else a directed channel, is kept: values of the other type are assignable to it.
        auto *ch = asUnder<Chan>(y);
        if (yn || (ch && ch->dir != ChanDir::Both)) values_[handles_[p]] = y;
        return true;
    }

    bool commonMethods(Interface *x, Interface *y, const InterfacePair *outer) {
        const TypeSet *a = &typeSet(x, lazyArena()), *b = &typeSet(y, lazyArena());
        if (a->comparable != b->comparable || !subsetOf(*a, *b) || !subsetOf(*b, *a)) return false;
        InterfacePair pair{x, y, outer};
        if (comparedBefore(pair)) return true;
        if (a->methods.size() > b->methods.size()) std::swap(a, b);
        return llvm::all_of(a->methods, [&](Func *m) {
            Func *o = lookupMethod(*b, m->pkg, m->name);
            return o && unify(m->type, o->type, Exact, &pair);
        });
    }

    bool methodsOf(Interface *iface, Type *t, const InterfacePair *outer) {
        return llvm::all_of(typeSet(iface, lazyArena()).methods, [&](Func *m) {
            auto *f = llvm::dyn_cast_or_null<Func>(lookupFieldOrMethod(t, false, m->pkg, m->name).obj);
            return f && f->type && unify(m->type, f->type, Exact, outer);
        });
    }

    bool comparedBefore(const InterfacePair &pair) {
        for (const InterfacePair *p = pair.outer; p; p = p->outer)
            if ((p->x == pair.x && p->y == pair.y) || (p->x == pair.y && p->y == pair.x)) return true;
        return false;
    }

    bool tuples(Tuple *x, Tuple *y, int mode, const InterfacePair *outer) {
        if (x->size() != y->size()) return false;
        for (size_t i = 0; i < x->size(); i++)
            if (!unify(x->vars[i]->type, y->vars[i]->type, mode, outer)) return false;
        return true;
    }

    bool structs(Struct *x, Struct *y, int mode, const InterfacePair *outer) {
        if (x->fields.size() != y->fields.size()) return false;
        for (size_t i = 0; i < x->fields.size(); i++) {
            Var *f = x->fields[i], *g = y->fields[i];
            if (f->embedded != g->embedded || x->tag(i) != y->tag(i) || !sameId(f, g->pkg, g->name))
                return false;
            if (!unify(f->type, g->type, mode, outer)) return false;
        }
        return true;
    }

    bool interfaces(Interface *x, Interface *y, const InterfacePair *outer) {
        const TypeSet &a = typeSet(x, lazyArena()), &b = typeSet(y, lazyArena());
        if (a.comparable != b.comparable || a.methods.size() != b.methods.size()) return false;
        if (!subsetOf(a, b) || !subsetOf(b, a)) return false;
        InterfacePair pair{x, y, outer};
        if (comparedBefore(pair)) return true;
        for (size_t i = 0; i < a.methods.size(); i++) {
            Func *f = a.methods[i], *g = b.methods[i];
            if (!sameId(f, g->pkg, g->name) || !unify(f->type, g->type, Exact, &pair)) return false;
        }
        return true;
    }

    bool structure(Type *x, Type *y, Type *yAsWritten, int mode, int elem, const InterfacePair *outer) {
        if (auto *p = llvm::dyn_cast<TypeParam>(x)) {
            // A parameter that is not free: what its type set has in common is known of it.
            Type *core = commonUnder(p);
            return core && unify(core, yAsWritten, AssignInexact, outer);
        }
        if (x->kind != y->kind) return false;
        switch (x->kind) {
        case TypeKind::Basic: return llvm::cast<Basic>(x)->basic == llvm::cast<Basic>(y)->basic;
        case TypeKind::Array: {
            auto *a = llvm::cast<Array>(x), *b = llvm::cast<Array>(y);
            return (a->len < 0 || b->len < 0 || a->len == b->len) && unify(a->elem, b->elem, elem, outer);
        }
        case TypeKind::Slice:
            return unify(llvm::cast<Slice>(x)->elem, llvm::cast<Slice>(y)->elem, elem, outer);
        case TypeKind::Struct: return structs(llvm::cast<Struct>(x), llvm::cast<Struct>(y), elem, outer);
        case TypeKind::Pointer:
            return unify(llvm::cast<Pointer>(x)->elem, llvm::cast<Pointer>(y)->elem, elem, outer);
        case TypeKind::Tuple: return tuples(llvm::cast<Tuple>(x), llvm::cast<Tuple>(y), mode, outer);
        case TypeKind::Signature: {
            auto *a = llvm::cast<Signature>(x), *b = llvm::cast<Signature>(y);
            return a->variadic == b->variadic && tuples(a->params, b->params, elem, outer) &&
                   tuples(a->results, b->results, elem, outer);
        }
        case TypeKind::Interface:
            return interfaces(llvm::cast<Interface>(x), llvm::cast<Interface>(y), outer);
        case TypeKind::Map: {
            auto *a = llvm::cast<Map>(x), *b = llvm::cast<Map>(y);
            return unify(a->key, b->key, elem, outer) && unify(a->elem, b->elem, elem, outer);
        }
        case TypeKind::Chan: {
            auto *a = llvm::cast<Chan>(x), *b = llvm::cast<Chan>(y);
            return (!(mode & Exact) || a->dir == b->dir) && unify(a->elem, b->elem, elem, outer);
        }
        case TypeKind::Named: {
            auto *a = llvm::cast<Named>(x), *b = llvm::cast<Named>(y);
            if (a->targs.size() != b->targs.size()) return false;
            for (size_t i = 0; i < a->targs.size(); i++)
                if (!unify(a->targs[i], b->targs[i], mode, outer)) return false;
            return identicalOrigin(a, b);
        }
        default: return false;
        }
    }

    bool interfaces_;
    int depth_ = 0;
    std::vector<Type *> values_; // by handle; null: nothing known
    llvm::MapVector<TypeParam *, size_t> handles_;
};

} // namespace

bool unify(Type *x, Type *y, List<TypeParam *> free, int mode, Subst &out) {
    Unifier u(free, mode, out);
    bool ok = u.unify(x, y, mode & ~EnableInterface, nullptr);
    u.publish(out); // after a failure too: messages tell how far it came
    return ok;
}

} // namespace goloom::types

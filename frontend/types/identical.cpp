// spec "Type identity".
//
// Cycles that no defined type terminates can only run through methods of interface literals; a pair of
// interfaces already under comparison counts as identical.
#include "frontend/types/lazy.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "frontend/types/typeset.h"

namespace goloom::types {

namespace {

struct InterfacePair {
    Interface *x, *y;
    const InterfacePair *outer;
    bool same(const InterfacePair &o) const { return (x == o.x && y == o.y) || (x == o.y && y == o.x); }
};

class Comparer {
  public:
    explicit Comparer(bool ignoreTags) : ignoreTags_(ignoreTags) {}

    bool identical(Type *x, Type *y, const InterfacePair *outer) {
        x = unalias(x);
        y = unalias(y);
        if (x == y) return true;
        if (!x || !y || x->kind != y->kind) return false;
        switch (x->kind) {
        case TypeKind::Basic: return llvm::cast<Basic>(x)->basic == llvm::cast<Basic>(y)->basic;
        case TypeKind::Array: return arrays(llvm::cast<Array>(x), llvm::cast<Array>(y), outer);
        case TypeKind::Slice: return identical(llvm::cast<Slice>(x)->elem, llvm::cast<Slice>(y)->elem, outer);
        case TypeKind::Struct: return structs(llvm::cast<Struct>(x), llvm::cast<Struct>(y), outer);
        case TypeKind::Pointer:
            return identical(llvm::cast<Pointer>(x)->elem, llvm::cast<Pointer>(y)->elem, outer);
        case TypeKind::Tuple: return tuples(llvm::cast<Tuple>(x), llvm::cast<Tuple>(y), outer);
        case TypeKind::Signature:
            return signatures(llvm::cast<Signature>(x), llvm::cast<Signature>(y), outer);
        case TypeKind::Union: {
            const TypeSet &a = typeSetOf(x, lazyArena()), &b = typeSetOf(y, lazyArena());
            return subsetOf(a, b) && subsetOf(b, a);
        }
        case TypeKind::Interface:
            return interfaces(llvm::cast<Interface>(x), llvm::cast<Interface>(y), outer);
        case TypeKind::Map: {
            auto *a = llvm::cast<Map>(x), *b = llvm::cast<Map>(y);
            return identical(a->key, b->key, outer) && identical(a->elem, b->elem, outer);
        }
        case TypeKind::Chan: {
            auto *a = llvm::cast<Chan>(x), *b = llvm::cast<Chan>(y);
            return a->dir == b->dir && identical(a->elem, b->elem, outer);
        }
        case TypeKind::Named: return named(llvm::cast<Named>(x), llvm::cast<Named>(y));
        case TypeKind::TypeParam:
        case TypeKind::Alias: return false;
        }
        return false;
    }

  private:
    bool arrays(Array *x, Array *y, const InterfacePair *outer) {
        return (x->len < 0 || y->len < 0 || x->len == y->len) && identical(x->elem, y->elem, outer);
    }

    bool structs(Struct *x, Struct *y, const InterfacePair *outer) {
        if (x->fields.size() != y->fields.size()) return false;
        for (size_t i = 0; i < x->fields.size(); i++) {
            Var *f = x->fields[i], *g = y->fields[i];
            if (f->embedded != g->embedded || (!ignoreTags_ && x->tag(i) != y->tag(i))) return false;
            if (!sameId(f, g->pkg, g->name) || !identical(f->type, g->type, outer)) return false;
        }
        return true;
    }

    bool tuples(Tuple *x, Tuple *y, const InterfacePair *outer) {
        if (x->size() != y->size()) return false;
        for (size_t i = 0; i < x->size(); i++)
            if (!identical(x->vars[i]->type, y->vars[i]->type, outer)) return false;
        return true;
    }

    bool signatures(Signature *x, Signature *y, const InterfacePair *outer) {
        if (x->variadic != y->variadic || x->typeParams.size() != y->typeParams.size()) return false;
        if (x->typeParams.empty())
            return tuples(x->params, y->params, outer) && tuples(x->results, y->results, outer);
        // Names of type parameters do not count: y's are replaced by x's.
        Subst rename;
        for (size_t i = 0; i < x->typeParams.size(); i++) rename.map[y->typeParams[i]] = x->typeParams[i];
        Arena &arena = lazyArena();
        for (size_t i = 0; i < x->typeParams.size(); i++)
            if (!identical(x->typeParams[i]->bound, substitute(y->typeParams[i]->bound, rename, arena),
                           outer))
                return false;
        return identical(x->params, substitute(y->params, rename, arena), outer) &&
               identical(x->results, substitute(y->results, rename, arena), outer);
    }

    bool interfaces(Interface *x, Interface *y, const InterfacePair *outer) {
        const TypeSet &a = typeSet(x, lazyArena()), &b = typeSet(y, lazyArena());
        if (a.comparable != b.comparable || a.methods.size() != b.methods.size()) return false;
        if (!subsetOf(a, b) || !subsetOf(b, a)) return false;
        InterfacePair pair{x, y, outer};
        for (const InterfacePair *p = outer; p; p = p->outer)
            if (p->same(pair)) return true;
        for (size_t i = 0; i < a.methods.size(); i++) {
            Func *f = a.methods[i], *g = b.methods[i];
            if (!sameId(f, g->pkg, g->name) || !identical(f->type, g->type, &pair)) return false;
        }
        return true;
    }

    bool named(Named *x, Named *y) {
        if (x->targs.size() != y->targs.size() || !identicalOrigin(x, y)) return false;
        for (size_t i = 0; i < x->targs.size(); i++)
            if (!types::identical(x->targs[i], y->targs[i])) return false;
        return llvm::equal(x->outerArgs, y->outerArgs,
                           [](Type *a, Type *b) { return types::identical(a, b); });
    }

    bool ignoreTags_;
};

} // namespace

bool identicalOrigin(Named *x, Named *y) {
    return x->origin == y->origin || x->origin->obj == y->origin->obj;
}
bool identical(Type *x, Type *y) { return Comparer(false).identical(x, y, nullptr); }
bool identicalIgnoreTags(Type *x, Type *y) { return Comparer(true).identical(x, y, nullptr); }

} // namespace goloom::types

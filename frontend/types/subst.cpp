// Substitution and instances. spec "Instantiations".
//
// Instances are canonical: each generic type keeps a list of those made from it. Their underlying types and
// methods are made on demand, which ends the recursion of `type T[P any] struct { next *T[P] }`.
#include "frontend/types/subst.h"
#include "frontend/types/lazy.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom::types {

namespace {

void bind(Subst &s, List<TypeParam *> params, List<Type *> targs) {
    for (size_t i = 0; i < params.size() && i < targs.size(); i++) s.map[params[i]] = targs[i];
}
Subst bind(List<TypeParam *> params, List<Type *> targs) {
    Subst s;
    bind(s, params, targs);
    return s;
}

Named *instantiateNamed(Named *origin, List<Type *> targs, List<Type *> outerArgs, Arena &arena) {
    auto same = [](Type *a, Type *b) { return identical(a, b); };
    for (Named *n = origin->firstInstance; n; n = n->nextInstance)
        if (llvm::equal(n->targs, targs, same) && llvm::equal(n->outerArgs, outerArgs, same)) return n;
    auto *n = arena.create<Named>(origin->obj);
    n->origin = origin;
    n->targs = arena.copy(targs);
    n->outerArgs = arena.copy(outerArgs);
    n->arena = &arena;
    n->nextInstance = origin->firstInstance;
    origin->firstInstance = n;
    return n;
}

class Substituter {
  public:
    Substituter(const Subst &subst, Arena &arena) : subst_(subst), arena_(arena) {}

    Type *type(Type *t) {
        if (!t) return invalidType();
        switch (t->kind) {
        case TypeKind::Basic: return t;
        case TypeKind::TypeParam: {
            Type *to = subst_.map.lookup(llvm::cast<TypeParam>(t));
            return to ? to : t;
        }
        case TypeKind::Array: {
            auto *a = llvm::cast<Array>(t);
            Type *elem = type(a->elem);
            return elem == a->elem ? t : arena_.create<Array>(elem, a->len);
        }
        case TypeKind::Slice: {
            Type *elem = type(llvm::cast<Slice>(t)->elem);
            return elem == llvm::cast<Slice>(t)->elem ? t : arena_.create<Slice>(elem);
        }
        case TypeKind::Pointer: {
            Type *elem = type(llvm::cast<Pointer>(t)->elem);
            return elem == llvm::cast<Pointer>(t)->elem ? t : arena_.create<Pointer>(elem);
        }
        case TypeKind::Map: {
            auto *m = llvm::cast<Map>(t);
            Type *key = type(m->key), *elem = type(m->elem);
            return key == m->key && elem == m->elem ? t : arena_.create<Map>(key, elem);
        }
        case TypeKind::Chan: {
            auto *c = llvm::cast<Chan>(t);
            Type *elem = type(c->elem);
            return elem == c->elem ? t : arena_.create<Chan>(c->dir, elem);
        }
        case TypeKind::Struct: return structType(llvm::cast<Struct>(t));
        case TypeKind::Tuple: return tuple(llvm::cast<Tuple>(t));
        case TypeKind::Signature: return signature(llvm::cast<Signature>(t));
        case TypeKind::Union: return unionType(llvm::cast<Union>(t));
        case TypeKind::Interface: return interfaceType(llvm::cast<Interface>(t));
        case TypeKind::Named: {
            auto *n = llvm::cast<Named>(t);
            auto targs = list(n->targs);
            auto outer = n->isInstance() && !n->outerArgs.empty() ? list(n->outerArgs)
                                                                  : params(n->origin->outerParams);
            if (!targs && !outer) return t;
            return instantiateNamed(n->origin, targs ? List<Type *>(*targs) : n->targs,
                                    outer ? List<Type *>(*outer) : n->outerArgs, arena_);
        }
        case TypeKind::Alias: {
            auto *a = llvm::cast<Alias>(t);
            if (!a->targs.empty()) {
                auto targs = list(a->targs);
                return targs ? instantiate(a->origin, *targs, arena_) : t;
            }
            // A local alias may stand for a type that mentions parameters of the function around it.
            Type *rhs = a->fromRHS ? type(a->fromRHS) : t;
            return rhs == a->fromRHS ? t : rhs;
        }
        }
        return t;
    }

  private:
    std::optional<std::vector<Type *>> list(List<Type *> in) {
        std::vector<Type *> out;
        bool changed = false;
        for (Type *t : in) {
            out.push_back(type(t));
            changed |= out.back() != t;
        }
        if (!changed) return std::nullopt;
        return out;
    }

    std::optional<std::vector<Type *>> params(List<TypeParam *> in) {
        std::vector<Type *> types(in.begin(), in.end());
        return list(types);
    }

    std::optional<std::vector<Var *>> vars(List<Var *> in) {
        std::vector<Var *> out;
        bool changed = false;
        for (Var *v : in) {
            Type *t = type(v->type);
            if (t == v->type) {
                out.push_back(v);
                continue;
            }
            auto *copy = arena_.create<Var>(*v);
            copy->type = t;
            copy->origin = v->origin ? v->origin : v;
            out.push_back(copy);
            changed = true;
        }
        if (!changed) return std::nullopt;
        return out;
    }

    Type *structType(Struct *s) {
        auto fields = vars(s->fields);
        return fields ? arena_.create<Struct>(arena_.copy(List<Var *>(*fields)), s->tags) : s;
    }

    Tuple *tuple(Tuple *t) {
        auto v = vars(t->vars);
        return v ? arena_.create<Tuple>(arena_.copy(List<Var *>(*v))) : t;
    }

    Type *signature(Signature *s) {
        Tuple *params = tuple(s->params), *results = tuple(s->results);
        if (params == s->params && results == s->results) return s;
        auto *out = arena_.create<Signature>(*s);
        out->params = params;
        out->results = results;
        out->scope = nullptr;
        return out;
    }

    Type *unionType(Union *u) {
        std::vector<Term> terms;
        bool changed = false;
        for (const Term &t : u->terms) {
            terms.push_back({t.tilde, type(t.type)});
            changed |= terms.back().type != t.type;
        }
        return changed ? arena_.create<Union>(arena_.copy(List<Term>(terms))) : u;
    }

    Type *interfaceType(Interface *i) {
        std::vector<Func *> methods;
        bool changed = false;
        for (Func *m : i->methods) {
            Type *sig = type(m->type);
            if (sig == m->type) {
                methods.push_back(m);
                continue;
            }
            auto *copy = arena_.create<Func>(*m);
            copy->type = sig;
            copy->origin = m->origin ? m->origin : m;
            methods.push_back(copy);
            changed = true;
        }
        auto embeddeds = list(i->embeddeds);
        if (!changed && !embeddeds) return i;
        auto *out = arena_.create<Interface>(arena_.copy(List<Func *>(methods)),
                                             embeddeds ? List<Type *>(arena_.copy(List<Type *>(*embeddeds)))
                                                       : i->embeddeds);
        out->embedPos = i->embedPos;
        out->implicit = i->implicit;
        out->complete = i->complete;
        return out;
    }

    const Subst &subst_;
    Arena &arena_;
};

Type *instantiateAlias(Alias *origin, List<Type *> targs, Arena &arena) {
    if (origin->typeParams.size() != targs.size()) return invalidType();
    auto *a = arena.create<Alias>(origin->obj);
    a->origin = origin;
    a->targs = arena.copy(targs);
    a->fromRHS =
        origin->fromRHS ? substitute(origin->fromRHS, bind(origin->typeParams, targs), arena) : invalidType();
    return a;
}

} // namespace

Type *substitute(Type *t, const Subst &subst, Arena &arena) {
    return subst.empty() ? t : Substituter(subst, arena).type(t);
}

Type *instantiate(Type *origin, List<Type *> targs, Arena &arena) {
    if (auto *n = llvm::dyn_cast<Named>(origin)) return instantiateNamed(n->origin, targs, {}, arena);
    if (auto *a = llvm::dyn_cast<Alias>(origin)) return instantiateAlias(a->origin, targs, arena);
    auto *sig = llvm::cast<Signature>(origin);
    if (sig->typeParams.size() != targs.size()) return invalidType();
    auto *out = llvm::cast<Signature>(substitute(sig, bind(sig->typeParams, targs), arena));
    if (out == sig) out = arena.create<Signature>(*sig);
    out->typeParams = {};
    return out;
}

void expand(Named *n, Arena &arena) {
    if (!n->isInstance() || n->fromRHS || n->expanding) return;
    Named *origin = n->origin;
    if (origin->typeParams.size() != n->targs.size()) {
        n->fromRHS = invalidType(); // reported where it was written
        return;
    }
    if (!origin->fromRHS) return; // being declared
    n->expanding = true;
    Subst s = bind(origin->typeParams, n->targs);
    bind(s, origin->outerParams, n->outerArgs);
    n->fromRHS = substitute(origin->fromRHS, s, arena);
    n->expanding = false;
}

} // namespace goloom::types

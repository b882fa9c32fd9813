// Types on their own: identity, look-up, type sets, instances, unification, sizes, strings.
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"
#include "frontend/types/subst.h"
#include "frontend/types/type_string.h"
#include "frontend/types/typeset.h"
#include "frontend/types/universe.h"

#include <gtest/gtest.h>

using namespace goloom;
using namespace goloom::types;

namespace {

class Types : public ::testing::Test {
  protected:
    Arena arena;
    Package pkg{"example.com/p", Name::of("p"), universe().scope};
    Package other{"example.com/q", Name::of("q"), universe().scope};
    Type *intType = typ(BasicKind::Int);
    Type *stringType = typ(BasicKind::String);

    Var *var(VarKind k, const char *name, Type *t, Package *p = nullptr) {
        return arena.create<Var>(k, Pos{}, p ? p : &pkg, *name ? Name::of(name) : Name(), t);
    }
    Var *field(const char *name, Type *t, bool embedded = false, Package *p = nullptr) {
        Var *v = var(VarKind::Field, name, t, p);
        v->embedded = embedded;
        return v;
    }
    Struct *structOf(std::vector<Var *> fields) {
        return arena.create<Struct>(arena.copy(List<Var *>(fields)), List<llvm::StringRef>());
    }
    Tuple *tuple(std::vector<Type *> ts) {
        std::vector<Var *> vars;
        for (Type *t : ts) vars.push_back(var(VarKind::Param, "", t));
        return arena.create<Tuple>(arena.copy(List<Var *>(vars)));
    }
    Signature *sig(std::vector<Type *> params, std::vector<Type *> results, bool variadic = false) {
        return arena.create<Signature>(tuple(std::move(params)), tuple(std::move(results)), variadic);
    }
    Named *named(const char *name, Type *underlying, Package *p = nullptr) {
        auto *obj = arena.create<TypeName>(Pos{}, p ? p : &pkg, Name::of(name), nullptr);
        auto *n = arena.create<Named>(obj);
        obj->type = n;
        n->fromRHS = underlying;
        return n;
    }
    Func *method(const char *name, Signature *s, bool ptr = false) {
        auto *f = arena.create<Func>(Pos{}, &pkg, Name::of(name), s);
        f->hasPtrRecv = ptr;
        return f;
    }
    Interface *iface(std::vector<Func *> methods, std::vector<Type *> embeddeds = {}) {
        auto *i =
            arena.create<Interface>(arena.copy(List<Func *>(methods)), arena.copy(List<Type *>(embeddeds)));
        i->complete = true;
        return i;
    }
    TypeParam *param(const char *name, Type *bound, unsigned id) {
        auto *obj = arena.create<TypeName>(Pos{}, &pkg, Name::of(name), nullptr);
        auto *p = arena.create<TypeParam>(obj);
        obj->type = p;
        p->bound = bound;
        p->id = id;
        return p;
    }
    Type *unionOf(std::vector<Term> terms) { return arena.create<Union>(arena.copy(List<Term>(terms))); }
    LookupResult look(Type *t, const char *name, bool addressable = false) {
        return lookupFieldOrMethod(t, addressable, &pkg, Name::of(name));
    }
};

TEST_F(Types, Identity) {
    EXPECT_TRUE(identical(universe().byteAlias, typ(BasicKind::Uint8)));
    EXPECT_TRUE(identical(arena.create<Slice>(intType), arena.create<Slice>(intType)));
    EXPECT_FALSE(identical(arena.create<Array>(intType, 3), arena.create<Array>(intType, 4)));
    EXPECT_FALSE(identical(named("A", intType), named("A", intType)));
    EXPECT_TRUE(identical(structOf({field("X", intType)}), structOf({field("X", intType, false, &other)})));
    EXPECT_FALSE(identical(structOf({field("x", intType)}), structOf({field("x", intType, false, &other)})));
    EXPECT_FALSE(
        identical(sig({arena.create<Slice>(intType)}, {}, true), sig({arena.create<Slice>(intType)}, {})));
    EXPECT_TRUE(identical(iface({method("a", sig({}, {})), method("b", sig({}, {}))}),
                          iface({method("b", sig({}, {})), method("a", sig({}, {}))})));
}

TEST_F(Types, UnderlyingOfChain) {
    Named *a = named("A", intType), *b = named("B", a), *open = named("C", nullptr);
    EXPECT_EQ(under(b), intType);
    EXPECT_FALSE(isValid(under(open)));
    open->fromRHS = b; // what was asked too early is asked again
    EXPECT_EQ(under(open), intType);
}

TEST_F(Types, Lookup) {
    Named *inner = named("Inner", structOf({field("x", intType)}));
    inner->methods = arena.copy(List<Func *>({method("M", sig({}, {})), method("P", sig({}, {}), true)}));
    Named *outer = named("Outer", structOf({field("Inner", inner, true), field("y", stringType)}));
    LookupResult x = look(outer, "x");
    ASSERT_TRUE(x.obj);
    EXPECT_EQ(x.path.size(), 2u);
    EXPECT_FALSE(x.indirect);
    EXPECT_TRUE(look(outer, "M").obj);
    EXPECT_FALSE(look(outer, "P").obj);
    EXPECT_TRUE(look(outer, "P").indirect);
    EXPECT_TRUE(look(outer, "P", true).obj);
    EXPECT_TRUE(look(arena.create<Pointer>(outer), "P").obj);
    EXPECT_FALSE(look(outer, "nothing").obj);
    EXPECT_EQ(methodSet(outer, false, arena).size(), 1u);
    EXPECT_EQ(methodSet(outer, true, arena).size(), 2u);

    Named *twin = named("Twin", structOf({field("x", intType)}));
    Named *both = named("Both", structOf({field("Inner", inner, true), field("Twin", twin, true)}));
    LookupResult ambiguous = look(both, "x");
    EXPECT_FALSE(ambiguous.obj);
    EXPECT_FALSE(ambiguous.path.empty());
}

TEST_F(Types, TypeSets) {
    Type *number = iface({}, {unionOf({{true, intType}, {true, typ(BasicKind::Float64)}})});
    Type *ints = iface({}, {unionOf({{true, intType}}), number});
    const TypeSet &set = typeSetOf(ints, arena);
    ASSERT_EQ(set.terms.size(), 1u);
    EXPECT_TRUE(set.terms[0].tilde);
    EXPECT_TRUE(subsetOf(set, typeSetOf(number, arena)));
    EXPECT_TRUE(implements(named("M", intType), number, true, arena, nullptr, &pkg));
    std::string why;
    EXPECT_FALSE(implements(stringType, number, true, arena, &why, &pkg));
    EXPECT_NE(why.find("does not satisfy"), std::string::npos);
    EXPECT_TRUE(typeSetOf(iface({}, {intType, stringType}), arena).isEmpty());
    TypeParam *p = param("P", number, 1);
    EXPECT_TRUE(allNumeric(p));
    EXPECT_FALSE(allInteger(p));
    EXPECT_EQ(coreType(p), nullptr);
}

TEST_F(Types, Comparable) {
    std::string why;
    EXPECT_FALSE(types::comparable(structOf({field("s", arena.create<Slice>(intType))}), true, &why));
    EXPECT_EQ(why, "struct containing []int cannot be compared");
    EXPECT_TRUE(types::comparable(universe().emptyInterface));
    EXPECT_FALSE(types::comparable(universe().emptyInterface, false));
}

TEST_F(Types, InstancesAreCanonical) {
    Named *list = named("List", nullptr);
    TypeParam *p = param("T", universe().emptyInterface, 1);
    list->typeParams = arena.copy(List<TypeParam *>(p));
    auto *self = instantiate(list, List<Type *>({p}), arena);
    list->fromRHS = structOf({field("next", arena.create<Pointer>(self)), field("val", p)});

    Type *a = instantiate(list, List<Type *>({intType}), arena);
    EXPECT_EQ(a, instantiate(list, List<Type *>({intType}), arena));
    EXPECT_NE(a, instantiate(list, List<Type *>({stringType}), arena));
    auto *s = asUnder<Struct>(a);
    ASSERT_TRUE(s);
    EXPECT_EQ(s->fields[1]->type, intType);
    EXPECT_EQ(llvm::cast<Pointer>(s->fields[0]->type)->elem, a);
    EXPECT_EQ(s->fields[1]->origin, llvm::cast<Struct>(list->fromRHS)->fields[1]);
}

TEST_F(Types, Unify) {
    TypeParam *k = param("K", universe().emptyInterface, 1), *v = param("V", universe().emptyInterface, 2);
    TypeParam *params[] = {k, v};
    Subst out;
    EXPECT_TRUE(unify(arena.create<Map>(k, arena.create<Slice>(v)),
                      arena.create<Map>(stringType, arena.create<Slice>(intType)), params, 0, out));
    EXPECT_EQ(out.map.lookup(k), stringType);
    EXPECT_EQ(out.map.lookup(v), intType);
    EXPECT_FALSE(unify(k, intType, params, Exact, out)); // K is string by now

    Named *ints = named("Ints", arena.create<Slice>(intType));
    Subst inexact;
    EXPECT_TRUE(unify(arena.create<Slice>(v), ints, params, AssignInexact, inexact));
    EXPECT_EQ(inexact.map.lookup(v), intType);
    Subst exact;
    EXPECT_FALSE(unify(arena.create<Slice>(v), ints, params, Exact, exact));
}

TEST_F(Types, Sizes) {
    Struct *s = structOf({field("a", typ(BasicKind::Int8)), field("b", typ(BasicKind::Int64)),
                          field("c", typ(BasicKind::Int16))});
    EXPECT_EQ(sizeOf(s), 24);
    EXPECT_EQ(offsetOf(s, 1), 8);
    EXPECT_EQ(offsetOf(s, 2), 16);
    EXPECT_EQ(sizeOf(structOf({field("a", intType), field("z", structOf({}))})), 16);
    EXPECT_EQ(sizeOf(stringType), 16);
    EXPECT_EQ(alignOf(typ(BasicKind::Complex64)), 4);
    EXPECT_FALSE(hasPointers(s));
    EXPECT_TRUE(hasPointers(arena.create<Array>(stringType, 2)));
    EXPECT_FALSE(hasPointers(arena.create<Array>(stringType, 0)));
}

TEST_F(Types, Strings) {
    Named *t = named("T", structOf({field("x", universe().byteAlias)}));
    EXPECT_EQ(typeString(arena.create<Map>(stringType, t), &pkg), "map[string]T");
    EXPECT_EQ(typeString(t, &other), "p.T");
    EXPECT_EQ(typeString(t, nullptr), "example.com/p.T");
    EXPECT_EQ(runtimeString(arena.create<Pointer>(t)), "*p.T");
    EXPECT_EQ(runtimeString(t->fromRHS), "struct { x uint8 }");
    EXPECT_EQ(typeString(t->fromRHS, &pkg), "struct{x byte}");
    EXPECT_EQ(runtimeString(universe().emptyInterface), "interface {}");
    EXPECT_EQ(typeString(universe().anyType, &pkg), "any");
    EXPECT_EQ(
        typeString(sig({intType, arena.create<Slice>(stringType)}, {intType, universe().errorType}, true),
                   &pkg),
        "func(int, ...string) (int, error)");
    Named *local = named("T", intType);
    local->obj->localIndex = 2;
    EXPECT_NE(linkString(local), linkString(t));
}

} // namespace

// Questions about single types and type sets. spec "Properties of types and values".
#include "frontend/types/predicates.h"
#include "frontend/types/lazy.h"
#include "frontend/types/type_string.h"
#include "frontend/types/typeset.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/SmallPtrSet.h"

namespace goloom::types {

// ---------------------------------------------------------------- one type

static uint16_t basicInfo(Type *t) {
    if (llvm::isa<TypeParam>(unalias(t))) return 0;
    auto *b = asUnder<Basic>(t);
    return b ? b->info : 0;
}

bool isValid(Type *t) {
    auto *b = llvm::dyn_cast<Basic>(unalias(t));
    return !b || b->basic != BasicKind::Invalid;
}

static bool mentionsInvalid(Type *t, int depth) {
    t = unalias(t);
    auto any = [&](List<Var *> vars) {
        return llvm::any_of(vars, [&](Var *v) { return v->type && mentionsInvalid(v->type, depth + 1); });
    };
    if (depth > 8) return false;
    switch (t->kind) {
    case TypeKind::Basic: return !isValid(t);
    case TypeKind::Array: return mentionsInvalid(llvm::cast<Array>(t)->elem, depth + 1);
    case TypeKind::Slice: return mentionsInvalid(llvm::cast<Slice>(t)->elem, depth + 1);
    case TypeKind::Pointer: return mentionsInvalid(llvm::cast<Pointer>(t)->elem, depth + 1);
    case TypeKind::Chan: return mentionsInvalid(llvm::cast<Chan>(t)->elem, depth + 1);
    case TypeKind::Map:
        return mentionsInvalid(llvm::cast<Map>(t)->key, depth + 1) ||
               mentionsInvalid(llvm::cast<Map>(t)->elem, depth + 1);
    case TypeKind::Struct: return any(llvm::cast<Struct>(t)->fields);
    case TypeKind::Tuple: return any(llvm::cast<Tuple>(t)->vars);
    case TypeKind::Signature: {
        auto *s = llvm::cast<Signature>(t);
        return any(s->params->vars) || any(s->results->vars);
    }
    case TypeKind::Named:
        return llvm::any_of(llvm::cast<Named>(t)->targs,
                            [&](Type *a) { return mentionsInvalid(a, depth + 1); });
    default: return false;
    }
}
bool mentionsInvalid(Type *t) { return mentionsInvalid(t, 0); }

bool isBoolean(Type *t) { return basicInfo(t) & IsBoolean; }
bool isNumber(Type *t) { return basicInfo(t) & IsNumeric; }
bool isString(Type *t) { return basicInfo(t) & IsString; }
bool isInteger(Type *t) { return basicInfo(t) & IsInteger; }
bool isUnsigned(Type *t) { return basicInfo(t) & IsUnsigned; }
bool isFloat(Type *t) { return basicInfo(t) & IsFloat; }
bool isComplex(Type *t) { return basicInfo(t) & IsComplex; }
bool isNumeric(Type *t) { return basicInfo(t) & IsNumeric; }
bool isConstType(Type *t) { return basicInfo(t) & IsConstType; }

bool isTyped(Type *t) {
    auto *b = llvm::dyn_cast<Basic>(t);
    return !b || !(b->info & IsUntyped);
}
bool isUntyped(Type *t) { return !isTyped(t); }
bool isUntypedNumeric(Type *t) {
    auto *b = llvm::dyn_cast<Basic>(t);
    return b && (b->info & IsUntyped) && (b->info & IsNumeric);
}
bool isNilType(Type *t) {
    auto *b = llvm::dyn_cast<Basic>(t);
    return b && b->basic == BasicKind::UntypedNil;
}
bool isNamed(Type *t) { return llvm::isa<Basic, Named, TypeParam>(unalias(t)); }
bool isTypeParam(Type *t) { return llvm::isa<TypeParam>(unalias(t)); }
bool isInterface(Type *t) { return llvm::isa<Interface>(under(t)); }
bool isNonTypeParamInterface(Type *t) { return !isTypeParam(t) && isInterface(t); }
bool isPointer(Type *t) { return llvm::isa<Pointer>(under(t)); }
bool isUnsafePointer(Type *t) {
    auto *b = asUnder<Basic>(t);
    return b && b->basic == BasicKind::UnsafePointer;
}

bool isGeneric(Type *t) {
    if (auto *a = llvm::dyn_cast<Alias>(t); a && !a->typeParams.empty() && a->targs.empty()) return true;
    auto *n = llvm::dyn_cast<Named>(unalias(t));
    return n && n->isGeneric();
}

bool isBytesOrRunes(Type *t) {
    auto *s = asUnder<Slice>(t);
    if (!s) return false;
    auto *b = asUnder<Basic>(s->elem);
    return b && (b->basic == BasicKind::Uint8 || b->basic == BasicKind::Int32);
}

bool hasNil(Type *t) {
    Type *u = under(t);
    if (llvm::isa<Slice, Pointer, Signature, Map, Chan>(u)) return true;
    if (auto *b = llvm::dyn_cast<Basic>(u)) return b->basic == BasicKind::UnsafePointer;
    if (llvm::isa<Interface>(u))
        return !isTypeParam(t) || everyType(t, [](Type *, Type *u) { return u && hasNil(u); });
    return false;
}

bool hasEmptyTypeset(Type *t) {
    if (!isTypeParam(t)) return false;
    auto *iface = asUnder<Interface>(t);
    return iface && iface->tset && iface->tset->isEmpty();
}

// ---------------------------------------------------------------- type sets

bool everyType(Type *t, llvm::function_ref<bool(Type *, Type *)> f) {
    t = unalias(t);
    if (!llvm::isa<TypeParam>(t)) return f(t, under(t));
    const TypeSet &set = typeSetOf(t, lazyArena());
    if (!set.hasTerms()) return f(nullptr, nullptr);
    for (const Term &term : set.terms)
        if (!f(term.type, under(term.type))) return false;
    return true;
}

static bool allHave(Type *t, uint16_t info) {
    if (!isTypeParam(t)) return basicInfo(t) & info;
    return everyType(t, [&](Type *t, Type *) { return t && (basicInfo(t) & info); });
}
bool allBoolean(Type *t) { return allHave(t, IsBoolean); }
bool allInteger(Type *t) { return allHave(t, IsInteger); }
bool allUnsigned(Type *t) { return allHave(t, IsUnsigned); }
bool allNumeric(Type *t) { return allHave(t, IsNumeric); }
bool allString(Type *t) { return allHave(t, IsString); }
bool allOrdered(Type *t) { return allHave(t, IsOrdered); }
bool allNumericOrString(Type *t) { return allHave(t, IsNumeric | IsString); }
bool allBasic(Type *t) { return allHave(t, IsConstType); }

Type *commonUnder(Type *x, llvm::function_ref<std::optional<std::string>(Type *, Type *)> cond,
                  std::string *cause, const Package *self) {
    Type *type = nullptr, *common = nullptr; // of the first seen, or of the most restricted channel
    auto fail = [&](std::string why) {
        if (cause) *cause = std::move(why);
        return false;
    };
    auto both = [&](Type *t) { return typeString(type, self) + " and " + typeString(t, self); };
    bool ok = everyType(x, [&](Type *t, Type *u) {
        if (cond)
            if (auto why = cond(t, u)) return fail(std::move(*why));
        if (!u) return fail("no specific type");
        if (!common) {
            type = t;
            common = u;
            return true;
        }
        auto *seen = llvm::dyn_cast<Chan>(common);
        auto *ch = llvm::dyn_cast<Chan>(u);
        if (seen && ch) {
            if (!identical(seen->elem, ch->elem))
                return fail("channels " + both(t) + " have different element types");
            if (seen->dir == ch->dir) return true;
            if (seen->dir != ChanDir::Both && ch->dir != ChanDir::Both)
                return fail("channels " + both(t) + " have conflicting directions");
            if (seen->dir == ChanDir::Both) {
                type = t;
                common = u;
            }
            return true;
        }
        return identical(common, u) || fail(both(t) + " have different underlying types");
    });
    return ok ? common : nullptr;
}

Type *coreType(Type *t) { return isTypeParam(t) ? commonUnder(t) : under(t); }

Type *coreString(Type *t) {
    if (!isTypeParam(t)) return under(t);
    bool hasString = false;
    Type *common = nullptr;
    bool ok = everyType(t, [&](Type *, Type *u) {
        if (!u) return false;
        if (isString(u)) {
            u = typ(BasicKind::String);
            hasString = true;
        }
        if (!common) common = u;
        if (identical(common, u)) return true;
        bool mixed = (isString(common) || isBytesOrRunes(common)) && (isString(u) || isBytesOrRunes(u));
        return mixed;
    });
    if (!ok) return nullptr;
    return hasString ? typ(BasicKind::String) : common;
}

// ---------------------------------------------------------------- comparable

static bool comparableIn(Type *t, bool dynamic, llvm::SmallPtrSetImpl<Type *> &seen, std::string *cause);

static bool comparableSet(const TypeSet &set, llvm::SmallPtrSetImpl<Type *> &seen, std::string *cause) {
    if (set.allTerms ? set.comparable : !set.terms.empty() && llvm::all_of(set.terms, [&](const Term &term) {
            return comparableIn(term.type, false, seen, nullptr);
        }))
        return true;
    if (cause) *cause = set.isEmpty() ? "empty type set" : "incomparable types in type set";
    return false;
}

static bool comparableIn(Type *t, bool dynamic, llvm::SmallPtrSetImpl<Type *> &seen, std::string *cause) {
    if (!seen.insert(t).second) return true;
    Type *u = under(t);
    switch (u->kind) {
    case TypeKind::Basic: return !isNilType(u); // an invalid type counts as comparable: it has been reported
    case TypeKind::Pointer:
    case TypeKind::Chan: return true;
    case TypeKind::Struct:
        for (Var *f : llvm::cast<Struct>(u)->fields) {
            if (comparableIn(f->type, dynamic, seen, nullptr)) continue;
            if (cause) *cause = "struct containing " + typeString(f->type, f->pkg) + " cannot be compared";
            return false;
        }
        return true;
    case TypeKind::Array:
        if (comparableIn(llvm::cast<Array>(u)->elem, dynamic, seen, nullptr)) return true;
        if (cause) *cause = typeString(t, nullptr) + " cannot be compared";
        return false;
    case TypeKind::Interface:
        if (dynamic && !isTypeParam(t)) return true;
        return comparableSet(typeSet(llvm::cast<Interface>(u), lazyArena()), seen, cause);
    default: return false;
    }
}

bool comparable(Type *t, bool dynamic, std::string *cause) {
    llvm::SmallPtrSet<Type *, 8> seen;
    return comparableIn(t, dynamic, seen, cause);
}

} // namespace goloom::types

// spec "Implementing an interface", "Satisfying a type constraint".
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/subst.h"
#include "frontend/types/type_string.h"
#include "frontend/types/typeset.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/SmallPtrSet.h"

namespace goloom::types {

static bool isInterfacePtr(Type *t) {
    auto *p = asUnder<Pointer>(t);
    return p && isInterface(p->elem);
}

static std::string interfacePtrCause(Type *t, const Package *self) {
    auto *p = asUnder<Pointer>(t);
    if (isTypeParam(p->elem))
        return "type " + typeString(t, self) + " is pointer to type parameter, not type parameter";
    return "type " + typeString(t, self) + " is pointer to interface, not interface";
}

std::string missingMethodCause(Type *V, Type *T, const MissingMethod &missing, Package *self) {
    Func *m = missing.method;
    std::string name = m->name.str().str();
    auto haveWant = [&](const std::string &have, const std::string &want) {
        return "\n\t\thave " + have + "\n\t\twant " + want;
    };
    auto text = [&](Func *f, const Package *from) {
        return f->name.str().str() + (f->type ? signatureTypes(f->signature(), from) : std::string());
    };
    switch (missing.why) {
    case MissingMethod::NotFound:
        if (isInterfacePtr(V)) return "(" + interfacePtrCause(V, self) + ")";
        if (isInterfacePtr(T)) return "(" + interfacePtrCause(T, self) + ")";
        return "(missing method " + name + ")";
    case MissingMethod::WrongName:
        return "(missing method " + name + ")" + haveWant(text(missing.alt, self), text(m, self));
    case MissingMethod::Unexported: return "(unexported method " + name + ")";
    case MissingMethod::WrongSignature: {
        std::string have = text(missing.alt, self), want = text(m, self);
        if (have == want) { // the same name from different packages
            have = text(missing.alt, nullptr);
            want = text(m, nullptr);
        }
        if (have == want) return "(wrong type for method " + name + ")";
        return "(wrong type for method " + name + ")" + haveWant(have, want);
    }
    case MissingMethod::Ambiguous: return "(ambiguous selector " + typeString(V, self) + "." + name + ")";
    case MissingMethod::PtrRecv: return "(method " + name + " has pointer receiver)";
    case MissingMethod::IsField: return "(" + typeString(V, self) + "." + name + " is a field, not a method)";
    }
    return "";
}

// An embedded field of invalid type may have any method: nothing can be said to be missing then.
static bool hasInvalidEmbedded(Type *t, llvm::SmallPtrSetImpl<Struct *> &seen) {
    if (auto *p = asUnder<Pointer>(t)) t = p->elem;
    auto *s = asUnder<Struct>(t);
    if (!s || !seen.insert(s).second) return false;
    for (Var *f : s->fields)
        if (f->embedded && (!isValid(f->type) || hasInvalidEmbedded(f->type, seen))) return true;
    return false;
}

static bool hasAllMethods(Type *V, Type *T, Arena &arena, std::string *cause, Package *self) {
    if (!isValid(V)) return true;
    MissingMethod missing = missingMethod(V, T, true, arena);
    if (!missing.method) return true;
    llvm::SmallPtrSet<Struct *, 4> seen;
    if (hasInvalidEmbedded(V, seen)) return true;
    if (cause) *cause = missingMethodCause(V, T, missing, self);
    return false;
}

static bool mentions(Type *T, Type *t) {
    if (auto *i = llvm::dyn_cast<Interface>(T)) {
        for (Type *e : i->embeddeds)
            if (mentions(e, t)) return true;
        return false;
    }
    if (auto *u = llvm::dyn_cast<Union>(T)) {
        for (const Term &term : u->terms)
            if (mentions(term.type, t)) return true;
        return false;
    }
    return identical(T, t);
}

namespace {

struct Question {
    Type *V, *T;
    bool isConstraint;
    Arena &arena;
    std::string *cause;
    Package *self;

    std::string str(Type *t) const { return typeString(t, self); }
    std::string verb() const { return isConstraint ? "satisfy" : "implement"; }
    bool no(std::string why) const {
        if (cause) *cause = std::move(why);
        return false;
    }
    std::string doesNot() const { return str(V) + " does not " + verb() + " "; }

    bool comparability(const TypeSet &want) const {
        bool required = want.allTerms ? want.comparable : false;
        if (!want.allTerms) {
            required = true;
            for (const Term &t : want.terms) required &= comparable(t.type, false);
        }
        if (!required || comparable(V, false)) return true;
        if (isConstraint && comparable(V, true)) return true;
        return no(doesNot() + "comparable");
    }

    bool inTerms(const TypeSet &want, Interface *iface) const {
        Type *alt = nullptr; // T where V is only in ~T
        for (const Term &t : want.terms) {
            if (includes(t, V)) return true;
            if (!alt && !t.tilde && identical(t.type, under(t.type)) && includes({true, t.type}, V))
                alt = t.type;
        }
        std::string why;
        if (alt)
            why = "possibly missing ~ for " + str(alt) + " in " + str(T);
        else if (mentions(iface, V))
            why = str(T) + " mentions " + str(V) + ", but " + str(V) + " is not in the type set of " + str(T);
        else
            why = str(V) + " missing in " + termsString(want.terms, self);
        return no(doesNot() + str(T) + " (" + why + ")");
    }

    bool answer() const {
        Type *vu = under(V), *tu = under(T);
        if (!isValid(vu) || !isValid(tu)) return true;
        if (auto *p = llvm::dyn_cast<Pointer>(vu); p && !isValid(under(p->elem))) return true;
        auto *ti = llvm::dyn_cast<Interface>(tu);
        if (!ti) {
            std::string why = isInterfacePtr(tu)
                                  ? "type " + str(T) + " is pointer to interface, not interface"
                                  : str(T) + " is not an interface";
            return no(doesNot() + str(T) + " (" + why + ")");
        }
        const TypeSet &want = typeSet(ti, arena);
        if (want.isMethodSet() && want.methods.empty()) return true;
        auto *vi = llvm::dyn_cast<Interface>(vu);
        if (vi && typeSet(vi, arena).isEmpty()) return true;
        if (want.isEmpty()) return no("cannot " + verb() + " " + str(T) + " (empty type set)");
        std::string missing;
        if (!hasAllMethods(V, T, arena, cause ? &missing : nullptr, self))
            return no(doesNot() + str(T) + " " + missing);
        if (!want.hasTerms()) return comparability(want);
        if (vi) {
            if (!subsetOf(typeSet(vi, arena), want)) return no(doesNot() + str(T));
            return comparability(want);
        }
        return inTerms(want, ti) && comparability(want);
    }
};

} // namespace

bool implements(Type *t, Type *constraint, bool isConstraint, Arena &arena, std::string *cause,
                Package *self) {
    return Question{t, constraint, isConstraint, arena, cause, self}.answer();
}

} // namespace goloom::types

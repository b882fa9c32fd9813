// Fields and methods by name, through embedded fields. spec "Selectors", "Struct types".
//
// The search goes level by level: types at the same depth of embedding are looked at together, and a name
// found twice at the shallowest depth that has it is ambiguous.
#include "frontend/types/lookup.h"
#include "frontend/types/lazy.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom::types {

void (*declareMethod)(Func *, void *) = nullptr;
void *declareMethodData = nullptr;

static Func *declared(Func *f) {
    if (f && !f->type && declareMethod) declareMethod(f, declareMethodData);
    return f;
}

static bool samePackage(const Package *a, const Package *b) {
    if (!a || !b) return a == b;
    return a == b || a->path == b->path;
}

bool sameId(const Object *obj, Package *pkg, Name name) {
    if (obj->name != name) return false;
    return obj->isExported() || samePackage(obj->pkg, pkg);
}

namespace {

bool matches(const Object *obj, Package *pkg, Name name, bool foldCase) {
    if (foldCase && obj->name.str().equals_insensitive(name.str())) return true;
    return sameId(obj, pkg, name);
}

// *T → T; a defined pointer type is not looked through.
Type *deref(Type *t, bool &isPtr) {
    auto *p = llvm::dyn_cast<Pointer>(unalias(t));
    isPtr = p != nullptr;
    return p ? p->elem : t;
}

struct Embedded {
    Type *type;
    llvm::SmallVector<int, 4> path;
    bool indirect;
    bool multiples; // more than once at this depth
};

void consolidate(std::vector<Embedded> &list) {
    std::vector<Embedded> out;
    for (Embedded &e : list) {
        auto it = llvm::find_if(out, [&](const Embedded &o) { return identical(o.type, e.type); });
        if (it == out.end())
            out.push_back(std::move(e));
        else
            it->multiples = true;
    }
    list = std::move(out);
}

class Search {
  public:
    Search(Package *pkg, Name name, bool foldCase) : pkg_(pkg), name_(name), foldCase_(foldCase) {}

    LookupResult run(Type *t, bool addressable) {
        if (name_.isBlank()) return {};
        bool isPtr;
        Type *base = deref(t, isPtr);
        if (isPtr && isInterface(base)) return {}; // pointers to interfaces have no methods
        std::vector<Embedded> current{{base, {}, isPtr, false}};
        while (!current.empty()) {
            next_.clear();
            for (Embedded &e : current)
                if (!visit(e)) return {nullptr, std::move(found_.path), false};
            if (found_.obj) return finish(addressable);
            consolidate(next_);
            current = std::move(next_);
        }
        return {};
    }

  private:
    // False: a second hit at this depth.
    bool visit(Embedded &e) {
        if (auto *n = llvm::dyn_cast<Named>(unalias(e.type))) {
            if (llvm::any_of(seen_, [&](Named *s) { return identical(s, n); })) return true; // shadowed
            seen_.push_back(n);
            for (size_t i = 0, count = numMethods(n); i < count; i++)
                if (matches(n->origin->methods[i], pkg_, name_, foldCase_))
                    return hit(method(n, i, n->arena ? *n->arena : lazyArena()), e, static_cast<int>(i));
        }
        Type *u = under(e.type);
        if (auto *s = llvm::dyn_cast<Struct>(u)) return visitFields(s, e);
        if (auto *iface = llvm::dyn_cast<Interface>(u)) {
            int index;
            if (Func *m = lookupMethod(typeSet(iface, lazyArena()), pkg_, name_, foldCase_, &index))
                return hit(m, e, index);
        }
        return true;
    }

    bool visitFields(Struct *s, Embedded &e) {
        for (size_t i = 0; i < s->fields.size(); i++) {
            Var *f = s->fields[i];
            if (matches(f, pkg_, name_, foldCase_)) {
                if (!hit(f, e, static_cast<int>(i))) return false;
                continue;
            }
            if (found_.obj || !f->embedded || !f->type) continue;
            bool isPtr;
            Type *t = deref(f->type, isPtr);
            Embedded inner{t, e.path, e.indirect || isPtr, e.multiples};
            inner.path.push_back(static_cast<int>(i));
            next_.push_back(std::move(inner));
        }
        return true;
    }

    bool hit(Object *obj, const Embedded &e, int index) {
        bool collision = found_.obj || e.multiples;
        found_.path = e.path;
        found_.path.push_back(index);
        if (collision) return false;
        found_.obj = obj;
        found_.indirect = e.indirect;
        return true;
    }

    LookupResult finish(bool addressable) {
        // spec: "A method call x.m() is valid if the method set of (the type of) x contains m …"
        if (auto *f = llvm::dyn_cast<Func>(found_.obj);
            f && f->hasPtrRecv && !found_.indirect && !addressable)
            return {nullptr, {}, true};
        return std::move(found_);
    }

    Package *pkg_;
    Name name_;
    bool foldCase_;
    LookupResult found_;
    std::vector<Embedded> next_;
    llvm::SmallVector<Named *, 8> seen_;
};

LookupResult lookupIn(Type *t, bool addressable, Package *pkg, Name name, bool foldCase) {
    LookupResult r = Search(pkg, name, foldCase).run(t, addressable);
    if (r.obj) declared(llvm::dyn_cast<Func>(r.obj));
    return r;
}

} // namespace

LookupResult lookupFieldOrMethod(Type *t, bool addressable, Package *pkg, Name name, bool foldCase) {
    // A defined pointer type has the fields of what it points to, and no methods.
    if (auto *n = llvm::dyn_cast<Named>(unalias(t)))
        if (auto *p = asUnder<Pointer>(n)) {
            LookupResult r = lookupIn(p, false, pkg, name, foldCase);
            return r.obj && llvm::isa<Func>(r.obj) ? LookupResult() : r;
        }
    return lookupIn(t, addressable, pkg, name, foldCase);
}

// ---------------------------------------------------------------- missing methods

MissingMethod missingMethod(Type *V, Type *T, bool staticOnly, Arena &arena) {
    auto *iface = asUnder<Interface>(T);
    if (!iface) return {};
    const TypeSet &wanted = typeSet(iface, arena);
    auto *dynamic = asUnder<Interface>(V);
    for (Func *m : wanted.methods) {
        declared(m);
        if (dynamic) {
            Func *f = lookupMethod(typeSet(dynamic, arena), m->pkg, m->name);
            if (!f && staticOnly) return {m, nullptr, MissingMethod::NotFound};
            if (f && !mentionsInvalid(m->type) && !identical(declared(f)->type, m->type))
                return {m, f, MissingMethod::WrongSignature};
            continue;
        }
        LookupResult r = lookupIn(V, false, m->pkg, m->name, false);
        if (!r.obj) {
            if (!r.path.empty()) return {m, nullptr, MissingMethod::Ambiguous};
            if (r.indirect) return {m, nullptr, MissingMethod::PtrRecv};
            auto *alt = llvm::dyn_cast_or_null<Func>(lookupIn(V, false, m->pkg, m->name, true).obj);
            if (!alt) return {m, nullptr, MissingMethod::NotFound};
            return {m, alt, alt->name == m->name ? MissingMethod::Unexported : MissingMethod::WrongName};
        }
        auto *f = llvm::dyn_cast<Func>(r.obj);
        if (!f) return {m, nullptr, MissingMethod::IsField};
        if (!f->type || !m->type || mentionsInvalid(f->type) || mentionsInvalid(m->type)) continue;
        if (!identical(f->type, m->type)) return {m, f, MissingMethod::WrongSignature};
    }
    return {};
}

} // namespace goloom::types

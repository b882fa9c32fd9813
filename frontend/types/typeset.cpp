// Type sets. spec "Interface types", "General interfaces".
//
// Terms are kept disjoint (the normal form): a list means the union of its terms. Methods are kept apart from
// terms, as the language allows no union of interfaces with methods.
#include "frontend/types/typeset.h"
#include "frontend/types/lazy.h"
#include "frontend/types/lookup.h"
#include "frontend/types/predicates.h"
#include "frontend/types/type_string.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom::types {

// ---------------------------------------------------------------- terms

bool disjoint(const Term &x, const Term &y) {
    Type *a = y.tilde ? under(x.type) : x.type;
    Type *b = x.tilde ? under(y.type) : y.type;
    return !identical(a, b);
}

bool includes(const Term &x, Type *t) { return identical(x.type, x.tilde ? under(t) : t); }

static bool termSubset(const Term &x, const Term &y) { return !disjoint(x, y) && (!x.tilde || y.tilde); }

namespace {

// A set of terms under construction; all: the set of all types.
struct Terms {
    bool all = false;
    llvm::SmallVector<Term, 4> list;

    static Terms everything() {
        Terms t;
        t.all = true;
        return t;
    }

    void unite(const Term &t) {
        if (all) return;
        for (const Term &have : list)
            if (termSubset(t, have)) return;
        // t takes the place of the first term that it swallows.
        llvm::SmallVector<Term, 4> kept;
        bool placed = false;
        for (const Term &have : list) {
            bool swallowed = termSubset(have, t);
            if (!swallowed) kept.push_back(have);
            if (swallowed && !placed) kept.push_back(t);
            placed |= swallowed;
        }
        list = std::move(kept);
        if (placed) return;
        list.push_back(t);
    }
    void unite(const Terms &o) {
        if (o.all) {
            all = true;
            list.clear();
        }
        for (const Term &t : o.list) unite(t);
    }

    Terms intersect(const Terms &o) const {
        if (all) return o;
        if (o.all) return *this;
        Terms out;
        for (const Term &x : list)
            for (const Term &y : o.list)
                if (!disjoint(x, y)) out.unite(!x.tilde || y.tilde ? x : y);
        return out;
    }
};

constexpr size_t maxTerms = 100; // as in gc: term lists are quadratic

class Builder {
  public:
    Builder(Arena &arena, TypeSetErrors *err) : arena_(arena), err_(err) {}

    const TypeSet &compute(Interface *iface) {
        if (iface->tset) return *iface->tset;
        static const TypeSet top;
        if (!iface->complete) return top;

        auto *set = arena_.create<TypeSet>();
        iface->tset = set; // a cycle sees the set of all types; it is reported elsewhere
        for (Func *m : iface->methods) addMethod(m->pos, m, true);
        Terms terms = Terms::everything();
        bool comparable = false;
        for (size_t i = 0; i < iface->embeddeds.size(); i++) {
            Pos pos = i < iface->embedPos.size() ? iface->embedPos[i] : Pos{};
            addEmbedded(iface->embeddeds[i], pos, terms, comparable);
        }
        llvm::sort(methods_, methodLess);
        set->methods = arena_.copy(List<Func *>(methods_));
        set->allTerms = terms.all;
        set->terms = arena_.copy(List<Term>(terms.list));
        set->comparable = comparable;
        return *set;
    }

    Terms ofUnion(Union *u, Pos pos) {
        Terms out;
        for (const Term &t : u->terms) {
            Type *ut = under(t.type);
            if (auto *iface = llvm::dyn_cast<Interface>(ut)) {
                const TypeSet &set = Builder(arena_, err_).compute(iface);
                Terms terms;
                terms.all = set.allTerms;
                terms.list.append(set.terms.begin(), set.terms.end());
                out.unite(terms);
            } else if (isValid(ut) && (!t.tilde || identical(t.type, ut))) {
                out.unite(t);
            }
            if (out.list.size() <= maxTerms) continue;
            if (err_)
                err_->report(pos, "cannot handle more than " + std::to_string(maxTerms) +
                                      " union terms (implementation limitation)");
            return Terms::everything();
        }
        return out;
    }

  private:
    void addMethod(Pos pos, Func *m, bool isExplicit) {
        for (size_t i = 0; i < methods_.size(); i++) {
            Func *other = methods_[i];
            if (!sameId(other, m->pkg, m->name)) continue;
            if (err_ && isExplicit) err_->duplicateMethod(pos, m->name, methodPos_[i]);
            if (err_ && !isExplicit) err_->overlap(pos, m, other, methodPos_[i]);
            return;
        }
        methods_.push_back(m);
        methodPos_.push_back(pos);
    }

    void addEmbedded(Type *t, Pos pos, Terms &terms, bool &comparable) {
        Type *u = under(t);
        if (err_ && pos && isValid(u) && !err_->admits(pos, t)) return;
        Terms own = Terms::everything();
        bool ownComparable = false;
        if (auto *iface = llvm::dyn_cast<Interface>(u)) {
            const TypeSet &set = Builder(arena_, err_).compute(iface);
            ownComparable = set.comparable;
            for (Func *m : set.methods) addMethod(pos, m, false);
            own.all = set.allTerms;
            own.list.append(set.terms.begin(), set.terms.end());
        } else if (auto *un = llvm::dyn_cast<Union>(u)) {
            own = ofUnion(un, pos);
        } else if (isValid(u)) {
            own.all = false;
            own.list.push_back({false, t});
        }
        terms = terms.intersect(own);
        comparable |= ownComparable;
        if (comparable && !terms.all) {
            llvm::erase_if(terms.list, [](const Term &t) { return !types::comparable(t.type, false); });
            comparable = false;
        }
    }

    Arena &arena_;
    TypeSetErrors *err_;
    llvm::SmallVector<Func *, 8> methods_;
    llvm::SmallVector<Pos, 8> methodPos_; // where each was written or embedded
};

} // namespace

// ---------------------------------------------------------------- sets

TypeSetErrors *defaultTypeSetErrors = nullptr;

const TypeSet &typeSet(Interface *iface, Arena &arena, TypeSetErrors *err) {
    return Builder(arena, err ? err : defaultTypeSetErrors).compute(iface);
}

const TypeSet &typeSetOf(Type *t, Arena &arena) {
    t = unalias(t);
    if (llvm::isa<TypeParam>(t)) return typeSet(llvm::cast<Interface>(under(t)), arena);
    if (auto *iface = asUnder<Interface>(t)) return typeSet(iface, arena);
    Terms terms;
    if (auto *u = llvm::dyn_cast<Union>(t))
        terms = Builder(arena, nullptr).ofUnion(u, {});
    else
        terms.list.push_back({false, t});
    auto *set = arena.create<TypeSet>();
    set->allTerms = terms.all;
    set->terms = arena.copy(List<Term>(terms.list));
    return *set;
}

bool subsetOf(const TypeSet &a, const TypeSet &b) {
    if (b.allTerms || a.isEmpty()) return true;
    if (a.allTerms) return false;
    return llvm::all_of(a.terms, [&](const Term &x) {
        return llvm::any_of(b.terms, [&](const Term &y) { return termSubset(x, y); });
    });
}

Func *lookupMethod(const TypeSet &set, Package *pkg, Name name, bool foldCase, int *index) {
    if (name.isBlank()) return nullptr;
    for (size_t i = 0; i < set.methods.size(); i++) {
        Func *m = set.methods[i];
        if (!sameId(m, pkg, name) && !(foldCase && m->name.str().equals_insensitive(name.str()))) continue;
        if (index) *index = static_cast<int>(i);
        return m;
    }
    return nullptr;
}

std::string termsString(List<Term> terms, const Package *self) {
    if (terms.empty()) return "∅";
    std::string out;
    for (const Term &t : terms) {
        if (!out.empty()) out += " | ";
        if (t.tilde) out += '~';
        out += typeString(t.type, self);
    }
    return out;
}

bool methodLess(const Object *a, const Object *b) {
    if (a->isExported() != b->isExported()) return a->isExported();
    if (a->name != b->name) return a->name.str() < b->name.str();
    if (a->isExported() || !a->pkg || !b->pkg) return false;
    return a->pkg->path < b->pkg->path;
}

} // namespace goloom::types

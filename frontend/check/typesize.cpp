// Types that are larger than gc allows. It finds them when it lays out what a program without errors
// declares: each is said once, at the first variable, type or function that has to do with it.
#include "frontend/check/info.h"
#include "frontend/support/diag.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"
#include "frontend/types/type_string.h"

#include "llvm/ADT/DenseSet.h"
#include "llvm/ADT/STLExtras.h"

namespace goloom {

using namespace types;

namespace {

// Does the size of t depend on type parameters?
bool mentionsParam(Type *t) {
    auto any = [](List<Var *> vars) {
        return llvm::any_of(vars, [](Var *v) { return mentionsParam(v->type); });
    };
    t = unalias(t);
    if (llvm::isa<TypeParam>(t)) return true;
    if (auto *n = llvm::dyn_cast<Named>(t))
        return n->isGeneric() || !n->outerParams.empty() || llvm::any_of(n->targs, mentionsParam);
    if (auto *a = llvm::dyn_cast<Array>(t)) return mentionsParam(a->elem);
    if (auto *c = llvm::dyn_cast<Chan>(t)) return mentionsParam(c->elem);
    if (auto *p = llvm::dyn_cast<Pointer>(t)) return mentionsParam(p->elem);
    if (auto *s = llvm::dyn_cast<Slice>(t)) return mentionsParam(s->elem);
    if (auto *m = llvm::dyn_cast<Map>(t)) return mentionsParam(m->key) || mentionsParam(m->elem);
    if (auto *s = llvm::dyn_cast<Struct>(t)) return any(s->fields);
    if (auto *f = llvm::dyn_cast<Signature>(t)) return any(f->params->vars) || any(f->results->vars);
    return false;
}

class TypeSizes {
  public:
    TypeSizes(const Package &pkg, Diagnostics &diags) : pkg_(pkg), diags_(diags) {}

    void declared(Pos at, Type *t) {
        if (t && !mentionsParam(t)) check(at, t);
    }

  private:
    static constexpr int64_t AddressSpace = int64_t(1) << 50, ChanElem = 1 << 16;

    void check(Pos at, Type *t) {
        if (!t || !seen_.insert(t).second) return;
        if (auto *n = llvm::dyn_cast<Named>(t)) {
            if (!n->isGeneric()) check(at, under(n));
        } else if (auto *a = llvm::dyn_cast<Alias>(t)) {
            check(at, unalias(a));
        } else if (auto *a = llvm::dyn_cast<Array>(t)) {
            array(at, a);
        } else if (auto *c = llvm::dyn_cast<Chan>(t)) {
            size_t before = diags_.count();
            check(at, c->elem);
            if (diags_.count() == before && sizeOf(c->elem) >= ChanElem)
                diags_.report(Diag::ChanElemTooLarge, at);
        } else if (auto *p = llvm::dyn_cast<Pointer>(t)) {
            check(at, p->elem);
        } else if (auto *s = llvm::dyn_cast<Slice>(t)) {
            check(at, s->elem);
        } else if (auto *m = llvm::dyn_cast<Map>(t)) {
            check(at, m->key);
            check(at, m->elem);
        } else if (auto *s = llvm::dyn_cast<Struct>(t)) {
            for (Var *f : s->fields) check(at, f->type);
        } else if (auto *f = llvm::dyn_cast<Signature>(t)) {
            for (Var *v : f->params->vars) check(at, v->type);
            for (Var *v : f->results->vars) check(at, v->type);
        }
    }

    void array(Pos at, Array *a) {
        size_t before = diags_.count();
        check(at, a->elem);
        if (diags_.count() != before || a->len <= 0) return;
        int64_t each = sizeOf(a->elem);
        if (each > 0 && a->len > (AddressSpace - 1) / each)
            diags_.report(Diag::ArrayTooLarge, at) << typeString(a, &pkg_);
    }

    const Package &pkg_;
    Diagnostics &diags_;
    llvm::DenseSet<Type *> seen_;
};

} // namespace

void checkSizes(const Package &pkg, const Info &info, Diagnostics &diags) {
    TypeSizes sizes(pkg, diags);
    std::vector<std::pair<Pos, Type *>> declared;
    for (auto [id, obj] : info.defs)
        if (llvm::isa_and_nonnull<Var, Func, TypeName>(obj) &&
            !(llvm::isa<Var>(obj) && llvm::cast<Var>(obj)->isField()))
            declared.emplace_back(obj->pos, obj->type);
    llvm::sort(declared, [](auto &x, auto &y) { return x.first < y.first; });
    for (auto [at, type] : declared) sizes.declared(at, type);
}

} // namespace goloom

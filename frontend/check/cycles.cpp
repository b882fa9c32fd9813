// Cycles of declarations: which are allowed, and how the others are told. spec "Type declarations": a type
// may not contain itself, but may refer to itself through a pointer, slice, map, channel, function or
// interface method.
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom {

using namespace types;

static size_t firstInSource(llvm::ArrayRef<Object *> cycle) {
    size_t first = 0;
    for (size_t i = 1; i < cycle.size(); i++)
        if (cycle[i]->pos < cycle[first]->pos) first = i;
    return first;
}

// obj is on objPath: is the cycle back to it one that the language allows? If not, it is reported.
bool Checker::validCycle(Object *obj) {
    auto at = llvm::find(objPath, obj);
    if (at == objPath.end()) return true;
    llvm::ArrayRef<Object *> cycle(&*at, objPath.end() - at);
    size_t values = 0, definitions = 0;
    for (Object *o : cycle) {
        if (llvm::isa<Const, Var>(o)) values++;
        if (auto *t = llvm::dyn_cast<TypeName>(o)) {
            if (env.inTParamList && t->type && isGeneric(t->type))
                return true; // through a type parameter list
            if (!t->isAliasDecl) definitions++;
        }
    }
    // Values alone: the order of initialisation reports it. Types need a defined one, or the aliases never
    // end.
    if (values == cycle.size() || (values == 0 && definitions > 0)) return true;
    std::vector<Object *> copy(cycle);
    cycleError(copy, firstInSource(copy));
    return false;
}

void Checker::cycleError(llvm::ArrayRef<Object *> cycle, size_t start) {
    auto name = [&](Object *o) {
        std::string prefix = o->pkg && o->pkg != &pkg ? o->pkg->name.str().str() + "." : "";
        return prefix + o->name.str().str();
    };
    Object *obj = cycle[start];
    auto *type = llvm::dyn_cast<TypeName>(obj);
    if (type && type->type)
        if (auto *a = llvm::dyn_cast<Alias>(type->type)) a->fromRHS = invalidType();
    if (cycle.size() == 1) {
        error(obj->pos, type ? Diag::RecursiveTypeSelf : Diag::DeclCycleSelf) << name(obj);
        return;
    }
    error(obj->pos, type ? Diag::RecursiveType : Diag::DeclCycle) << name(obj);
    for (size_t i = 0; i < cycle.size(); i++) {
        Object *next = cycle[(start + i + 1) % cycle.size()];
        diags.note(obj->pos, Diag::RefersTo) << name(obj) << name(next);
        obj = next;
    }
}

// `type A B; type B A`: names that lead to names for ever, found in the syntax before anything is typed.
void Checker::directCycles() {
    llvm::DenseMap<TypeName *, int> index; // on the path: its place; done: -1
    std::vector<Object *> all;
    for (auto &[obj, d] : objMap) all.push_back(obj);
    for (Object *obj : all) {
        auto *t = llvm::dyn_cast<TypeName>(obj);
        std::vector<Object *> path;
        while (t) {
            auto it = index.find(t);
            if (it != index.end() && it->second < 0) break;
            if (it != index.end()) {
                t->type = invalidType();
                llvm::ArrayRef<Object *> cycle = llvm::ArrayRef<Object *>(path).drop_front(it->second);
                cycleError(cycle, firstInSource(cycle));
                break;
            }
            index[t] = static_cast<int>(path.size());
            path.push_back(t);
            DeclInfo *d = objMap.lookup(t);
            auto *rhs = d ? llvm::dyn_cast<ast::Ident>(ast::unparen(d->tdecl->type)) : nullptr;
            t = rhs ? llvm::dyn_cast_or_null<TypeName>(pkg.scope.lookup(rhs->name)) : nullptr;
        }
        for (Object *o : path) index[llvm::cast<TypeName>(o)] = -1;
    }
}

// Is a value of t possible now? Not while t is being declared: its size would depend on itself.
bool Checker::finiteSize(Type *t) {
    t = unalias(t);
    if (auto *a = llvm::dyn_cast<Array>(t)) return finiteSize(a->elem);
    if (auto *s = llvm::dyn_cast<Struct>(t))
        return llvm::all_of(s->fields, [&](Var *f) { return !f->type || finiteSize(f->type); });
    auto *n = llvm::dyn_cast<Named>(t);
    if (!n || n->underlying_) return true;
    auto at = llvm::find(objPath, n->obj);
    if (at != objPath.end()) {
        std::vector<Object *> cycle(at, objPath.end());
        cycleError(cycle, firstInSource(cycle));
        return false;
    }
    if (!n->fromRHS) return true;
    Color outer = std::exchange(n->obj->color, Color::Grey);
    objPath.push_back(n->obj);
    bool finite = finiteSize(n->fromRHS);
    objPath.pop_back();
    n->obj->color = outer;
    return finite;
}

namespace {

// Walks what a type holds by value. nest: the types around the present one; path: how it was reached
// (instances leave the nest again when their arguments are looked at, but not the path).
class ValidType {
  public:
    explicit ValidType(Checker &c) : c(c) {}

    bool check(Type *t, std::vector<Named *> nest, std::vector<Named *> path) {
        t = unalias(t);
        switch (t->kind) {
        case TypeKind::Array: return check(llvm::cast<Array>(t)->elem, nest, path);
        case TypeKind::Struct:
            return llvm::all_of(llvm::cast<Struct>(t)->fields,
                                [&](Var *f) { return check(f->type, nest, path); });
        case TypeKind::Union:
            return llvm::all_of(llvm::cast<Union>(t)->terms,
                                [&](const Term &x) { return check(x.type, nest, path); });
        case TypeKind::Interface:
            return llvm::all_of(llvm::cast<Interface>(t)->embeddeds,
                                [&](Type *e) { return check(e, nest, path); });
        case TypeKind::Named: return named(llvm::cast<Named>(t), nest, path);
        case TypeKind::TypeParam: return typeParam(llvm::cast<TypeParam>(t), nest, path);
        default: return true;
        }
    }

  private:
    bool named(Named *n, std::vector<Named *> &nest, std::vector<Named *> &path) {
        if (valid_.contains(n)) return true;
        if (n->obj->pkg != &c.pkg && !n->isInstance()) return true;
        if (path.size() > 500) return true;
        auto same = [&](Named *o) { return identical(o, n); };
        if (llvm::any_of(nest, same)) {
            n->origin->fromRHS = n->origin->underlying_ = invalidType();
            if (n->isInstance()) n->fromRHS = n->underlying_ = invalidType();
            std::vector<Object *> cycle;
            for (auto it = llvm::find_if(path, same); it != path.end(); ++it) cycle.push_back((*it)->obj);
            c.cycleError(cycle, 0);
            return false;
        }
        if (!n->origin->fromRHS) return true;
        nest.push_back(n);
        path.push_back(n);
        bool ok = check(n->origin->fromRHS, nest, path);
        // Only a type without parameters is valid wherever it stands.
        if (ok && !n->isInstance() && !n->isGeneric() && nest.size() == 1) valid_.insert(n);
        return ok;
    }

    bool typeParam(TypeParam *p, const std::vector<Named *> &nest, const std::vector<Named *> &path) {
        if (nest.empty()) return true;
        Named *inst = nest.back();
        List<TypeParam *> params = inst->origin->typeParams;
        for (size_t i = 0; i < params.size() && i < inst->targs.size(); i++)
            if (params[i] == p) return check(inst->targs[i], {nest.begin(), nest.end() - 1}, path);
        return true;
    }

    Checker &c;
    llvm::SmallPtrSet<Named *, 16> valid_;
};

} // namespace

void Checker::validType(Named *n) { ValidType(*this).check(n, {}, {}); }

} // namespace goloom

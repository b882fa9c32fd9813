// Instantiation cycles: a generic function or type that needs ever larger instances of itself cannot be
// compiled.
//
// An edge leads from each type parameter that a type argument mentions to the parameter that it is given for;
// it grows if the argument is more than the parameter alone. A cycle with a growing edge never ends. (func
// f[T any]() { f[[]T]() })
#include "frontend/check/check.h"

#include "llvm/ADT/DenseSet.h"

namespace goloom {

using namespace types;

namespace {

struct Edge {
    TypeParam *from, *to;
    bool grows;
    Pos pos;
    Type *arg; // given for `to`
};

class Monomorph {
  public:
    explicit Monomorph(Checker &c) : c_(c) {
        // A method's receiver names the type's parameters anew.
        for (auto &[fn, decl] : c.info.funcs) {
            Signature *sig = fn->signature();
            if (!sig || sig->recvTypeParams.empty() || !sig->recv) continue;
            Type *t = unalias(sig->recv->type);
            if (auto *p = llvm::dyn_cast<Pointer>(t)) t = unalias(p->elem);
            auto *n = llvm::dyn_cast<Named>(t);
            if (!n) continue;
            for (size_t i = 0; i < sig->recvTypeParams.size() && i < n->origin->typeParams.size(); i++)
                canonical_[sig->recvTypeParams[i]] = n->origin->typeParams[i];
        }
        for (const Checker::InstanceUse &use : c.instanceUses)
            for (size_t i = 0; i < use.params.size() && i < use.targs.size(); i++) {
                llvm::DenseSet<Type *> seen;
                mentioned(use.targs[i], use, i, seen);
            }
    }

    void report() {
        for (const Edge &e : edges_) {
            if (!e.grows) continue;
            llvm::DenseSet<TypeParam *> seen;
            llvm::SmallVector<const Edge *, 4> path{&e};
            if (e.from != e.to && !reach(e.to, e.from, seen, path)) continue;
            std::string text;
            for (const Edge *step : path) {
                Position at = c_.diags.sources().position(step->pos);
                text += "\n\t" + at.file.str() + ":" + std::to_string(at.line) + ":" +
                        std::to_string(at.column) + ": " + step->to->obj->name.str().str() +
                        " instantiated as " + c_.str(step->arg);
            }
            c_.error(e.to->obj->pos, Diag::InstantiationCycle) << text;
            return; // one cycle hides others
        }
    }

  private:
    TypeParam *canon(TypeParam *p) {
        TypeParam *q = canonical_.lookup(p);
        return q ? q : p;
    }
    void vars(llvm::ArrayRef<Var *> list, const Checker::InstanceUse &use, size_t i,
              llvm::DenseSet<Type *> &seen) {
        for (Var *v : list) mentioned(v->type, use, i, seen);
    }
    void mentioned(Type *t, const Checker::InstanceUse &use, size_t i, llvm::DenseSet<Type *> &seen) {
        if (!t) return;
        t = unalias(t);
        if (!seen.insert(t).second) return;
        auto in = [&](Type *e) { mentioned(e, use, i, seen); };
        switch (t->kind) {
        case TypeKind::TypeParam:
            edges_.push_back({canon(llvm::cast<TypeParam>(t)), canon(use.params[i]),
                              t != unalias(use.targs[i]), use.pos, use.targs[i]});
            return;
        case TypeKind::Array: return in(llvm::cast<Array>(t)->elem);
        case TypeKind::Slice: return in(llvm::cast<Slice>(t)->elem);
        case TypeKind::Pointer: return in(llvm::cast<Pointer>(t)->elem);
        case TypeKind::Chan: return in(llvm::cast<Chan>(t)->elem);
        case TypeKind::Map: in(llvm::cast<Map>(t)->key); return in(llvm::cast<Map>(t)->elem);
        case TypeKind::Struct: return vars(llvm::cast<Struct>(t)->fields, use, i, seen);
        case TypeKind::Signature:
            vars(llvm::cast<Signature>(t)->params->vars, use, i, seen);
            return vars(llvm::cast<Signature>(t)->results->vars, use, i, seen);
        case TypeKind::Interface:
            for (Func *m : llvm::cast<Interface>(t)->methods) in(m->type);
            return;
        case TypeKind::Named:
            for (Type *a : llvm::cast<Named>(t)->targs) in(a);
            return;
        default: return;
        }
    }
    // A path of edges from one parameter to another.
    bool reach(TypeParam *from, TypeParam *to, llvm::DenseSet<TypeParam *> &seen,
               llvm::SmallVectorImpl<const Edge *> &path) {
        if (!seen.insert(from).second) return false;
        for (const Edge &e : edges_) {
            if (e.from != from) continue;
            path.push_back(&e);
            if (e.to == to || reach(e.to, to, seen, path)) return true;
            path.pop_back();
        }
        return false;
    }

    Checker &c_;
    llvm::DenseMap<TypeParam *, TypeParam *> canonical_;
    std::vector<Edge> edges_;
};

} // namespace

void Checker::monomorph() { Monomorph(*this).report(); }

} // namespace goloom

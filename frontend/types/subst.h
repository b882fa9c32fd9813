// Substitution of type parameters, instances, unification and inference.
#pragma once

#include "frontend/types/object.h"

#include "llvm/ADT/DenseMap.h"

#include <string>

namespace goloom::types {

// Type parameters and what stands for them; shared by the checker and by the lowering of instances.
struct Subst {
    llvm::DenseMap<TypeParam *, Type *> map;
    bool empty() const { return map.empty(); }
};

// t with each parameter replaced; t itself if nothing changes. Instances made on the way are canonical: the
// same origin and identical arguments give the same Named.
Type *substitute(Type *t, const Subst &, Arena &);
Type *instantiate(Type *origin /* Named, Alias or Signature */, List<Type *> targs, Arena &);
// Completes an instance: its underlying type. Done on demand by under().
void expand(Named *instance, Arena &);

// spec "Satisfying a type constraint". cause: gc's words if not.
bool implements(Type *t, Type *constraint, bool isConstraint, Arena &, std::string *cause, Package *self);

// spec "Type unification". Parameters in `free` are variables; bindings go to `out`.
enum UnifyMode { Exact = 1, AssignInexact = 2, EnableInterface = 4 };
bool unify(Type *x, Type *y, List<TypeParam *> free, int mode, Subst &out);

} // namespace goloom::types

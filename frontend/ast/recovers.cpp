#include "frontend/ast/recovers.h"

#include "frontend/ast/walk.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/Support/Casting.h"

namespace goloom::ast {

bool callsRecover(const FuncDecl &f) {
    if (!f.body) return llvm::is_contained(f.pragmas, "go:recovers");
    bool found = false;
    inspect(f.body, [&](const Node *n) {
        if (llvm::isa<FuncLit>(n)) return false;
        auto *call = llvm::dyn_cast<CallExpr>(n);
        auto *fun = call ? llvm::dyn_cast<Ident>(call->fun) : nullptr;
        found |= fun && fun->name.str() == "recover";
        return !found;
    });
    return found;
}

} // namespace goloom::ast

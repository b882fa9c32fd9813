// The functions of a package in the order in which the escape analysis wants them: callees before their
// callers, and together those that call each other. Private to codegen/analyze.
#pragma once

#include "frontend/check/info.h"

#include "llvm/ADT/DenseMap.h"

#include <vector>

namespace goloom {

using Declared = std::pair<types::Func *, ast::FuncDecl *>;

// The declared function or method of a concrete type, not an instance, that an operand names; null: none.
types::Func *staticCallee(const Info &, const ast::Expr *fun);

// The strongly connected components of who mentions whom. [Tarjan, "Depth-first search and linear graph
// algorithms", 1972]
class CallOrder {
  public:
    explicit CallOrder(const Info &);
    const std::vector<std::vector<Declared>> &groups() const { return groups_; }

  private:
    struct Node {
        ast::FuncDecl *decl;
        unsigned index = 0, low = 0; // 0: not visited yet
        bool onStack = false;
    };
    Node &visit(types::Func *);

    const Info &info_;
    llvm::DenseMap<const types::Func *, Node> nodes_;
    unsigned visited_ = 0;
    std::vector<types::Func *> stack_;
    std::vector<std::vector<Declared>> groups_;
};

} // namespace goloom

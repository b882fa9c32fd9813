// inspect(node, f): f is called on node and, while it answers true, on its children in source order.
#pragma once

#include "frontend/ast/nodes.h"

#include "llvm/ADT/STLFunctionalExtras.h"

namespace goloom::ast {

void inspect(const Node *, llvm::function_ref<bool(const Node *)> f);

} // namespace goloom::ast

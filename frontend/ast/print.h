// Go text of a node on one line, as diagnostics and the emitted comments show it: printExpr(`a + b*c`).
// Function bodies and long literals are shortened (`func(x int) {…}`), as gc does in messages.
#pragma once

#include "frontend/ast/nodes.h"

#include "llvm/Support/raw_ostream.h"

#include <string>

namespace goloom::ast {

std::string printExpr(const Expr *);

// -dump=ast: one node a line, indented, with positions.
void dump(const File &, const SourceManager &, llvm::raw_ostream &);

} // namespace goloom::ast

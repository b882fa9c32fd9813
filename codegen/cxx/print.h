// The tree as text, reproducible to the byte; and the checks of its invariants.
#pragma once

#include "codegen/cxx/nodes.h"

#include "llvm/Support/raw_ostream.h"

namespace goloom::cxx {

struct PrintOptions {
    const SourceManager *lines = nullptr; // #line directives for builds; null: none (goloom emit)
    bool comments = true;                 // Go text and doc comments
};
void print(const Unit &, const PrintOptions &, llvm::raw_ostream &);
std::string printExpr(const Expr *);

// The first violated invariant with what it is about, or an empty string.
std::string verify(const Unit &);

} // namespace goloom::cxx

// Checked Go package → C++ tree. The door of codegen/lower.
#pragma once

#include "codegen/analyze/facts.h"
#include "codegen/cxx/nodes.h"
#include "frontend/support/diag.h"

#include <memory>

namespace goloom {

struct LowerInput {
    types::Package *pkg;
    llvm::ArrayRef<ast::File *> files;
    const Info *info;
    const Facts *facts;
    // For a main package: every package of the program in initialisation order, itself last; else empty.
    llvm::ArrayRef<types::Package *> program;
    // Checked packages by path, for bodies of imported generic functions; null entries: not at hand.
    struct Other {
        types::Package *pkg;
        const Info *info;
        const Facts *facts;
        int goMinor;
    };
    llvm::ArrayRef<Other> others;
    int goMinor = 26; // loop variables are per iteration from 22
};

// Total on checked input: never null. What is not supported has been refused before (U… rows), here too.
std::unique_ptr<cxx::Unit> lowerPackage(const LowerInput &, const SourceManager &, Arena &, Diagnostics &);

// The Go position being lowered, for reports of internal errors; 0 outside of lowerPackage.
Pos loweringAt();

} // namespace goloom

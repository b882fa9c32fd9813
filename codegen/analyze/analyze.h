// The passes of analyzePackage. Private to codegen/analyze.
#pragma once

#include "codegen/analyze/facts.h"

namespace goloom {

void findCaptures(llvm::ArrayRef<ast::File *>, const Info &, int goMinor, Facts &);
void findEscapes(const types::Package &, llvm::ArrayRef<ast::File *>, const Info &,
                 llvm::ArrayRef<const Facts *> imported, Facts &, std::vector<Explanation> *explain);

// Not worth a copy in a closure: more than 128 bytes.
bool isLarge(types::Type *);

} // namespace goloom

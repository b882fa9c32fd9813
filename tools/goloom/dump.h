// -dump=types and -dump=facts: the tables of a phase as text, in source order. What lit tests read.
#pragma once

#include "codegen/analyze/facts.h"
#include "frontend/load/loader.h"

#include "llvm/Support/raw_ostream.h"

namespace goloom {

void dumpTypes(const LoadedPackage &, const SourceManager &, llvm::raw_ostream &);
void dumpFacts(const LoadedPackage &, const Facts &, const SourceManager &, llvm::raw_ostream &);

} // namespace goloom

// Text → tree. The only door to ANTLR: nothing outside frontend/syntax sees its headers or exceptions.
#pragma once

#include "frontend/ast/nodes.h"
#include "frontend/support/arena.h"
#include "frontend/support/diag.h"

#include "llvm/Support/raw_ostream.h"

namespace goloom {

enum class ParseMode { Full, ImportsOnly };

// Never null: on errors (reported to diags) it holds what could be understood. Also reports what gc's parser
// reports beyond the grammar (a label without statement, `x.(type)` outside a switch, misplaced `...`,
// invalid literals, missing init of const, …).
ast::File *parseFile(SourceFile &, Arena &, Diagnostics &, ParseMode = ParseMode::Full);

// -dump=tokens: one token a line: position, class, text; inserted semicolons are shown as `; "newline"`.
void dumpTokens(SourceFile &, const SourceManager &, llvm::raw_ostream &);

} // namespace goloom

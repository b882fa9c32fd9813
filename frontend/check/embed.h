// //go:embed lines and the variables that they stand before. Package embed, "Directives".
#pragma once

#include "frontend/check/info.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>
#include <vector>

namespace goloom {

struct EmbedPattern {
    std::string text;
    Pos pos;
};

struct EmbedLine {
    const ast::Comment *comment = nullptr;
    std::vector<EmbedPattern> patterns;  // none if the line is not of the form
    std::string error;                   // what is wrong with a quoted pattern; empty: nothing
    const ast::VarSpec *owner = nullptr; // null: no variable follows
    bool inFunc = false;                 // the owner is not of the package
    bool trails = false;                 // something stands before it on its line
};

std::vector<EmbedLine> embedLines(const ast::File &);

// Only in such files the lines say something.
bool importsEmbed(const ast::File &);

// The files that a pattern of a source file gives, by name.
using EmbedFilesFn =
    llvm::function_ref<llvm::ArrayRef<std::string>(const ast::File &, llvm::StringRef pattern)>;

// Fills info.embeds, without the contents. Reports variables that cannot hold their files. The package has no
// other errors.
void bindEmbeds(llvm::ArrayRef<ast::File *>, EmbedFilesFn, Diagnostics &, Info &);

} // namespace goloom

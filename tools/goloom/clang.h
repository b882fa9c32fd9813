// Clang and lld, in this process. Nothing else of goloom sees their headers.
#pragma once

#include "codegen/cxx/nodes.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"

#include <string>

namespace goloom {

struct CompileOptions {
    int optLevel = 2;
    bool debug = false; // -g
};

// Identifies everything besides the text that decides what the object holds.
std::string compileFlagsKey(const CompileOptions &);

// Precompiles go/runtime.h with the options of compileObject to `out`.
bool buildPch(const CompileOptions &, const std::string &out, std::string &errors);

// C++ text, and the files that it embeds, to an object file at `out`. name: what Clang calls the text. May
// run on several threads at once.
bool compileObject(llvm::StringRef text, llvm::ArrayRef<cxx::Unit::Embed>, const std::string &name,
                   const CompileOptions &, const std::string &pch, const std::string &out,
                   std::string &errors);

// Objects and the runtime to a program at `out`. One at a time.
bool linkProgram(llvm::ArrayRef<std::string> objects, llvm::ArrayRef<const char *> libraries,
                 const CompileOptions &, const std::string &out, std::string &errors);

// clang-format's layout with the options of emitted code.
std::string formatCxx(llvm::StringRef text);

// To be called once before the first compileObject.
void initClang();

} // namespace goloom

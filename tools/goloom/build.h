// Emitted C++ → objects → program, through the cache.
#pragma once

#include "codegen/cxx/nodes.h"
#include "tools/goloom/cache.h"
#include "tools/goloom/clang.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <string>
#include <vector>

namespace goloom {

struct EmittedPackage {
    std::string path;   // import path
    std::string action; // key of the sources and options that the package is made from
    std::string text;   // C++; empty: the object is in the cache under the action
    std::vector<cxx::Unit::Embed> embeds;
    std::string object; // where the object file lies; filled by compilePackages
};

struct BuildOptions {
    CompileOptions compile;
    bool verbose = false;
    std::string keep; // folder for the emitted C++; empty: none
};

// Compiles what the cache does not have, several at a time. On failure says which Go package and where its
// C++ was kept.
bool compilePackages(std::vector<EmittedPackage> &, const BuildOptions &, const Cache &);

// Writes the files that the package's #embed lines name; their paths are from dir. False after an error.
bool writeEmbeds(const EmittedPackage &, const std::string &dir);

// The object of an action, if it was built before.
std::string cachedObject(llvm::StringRef action, const Cache &);

// Told of the functions that are nowhere defined, by their C++ names: whether it has reported them.
using ReportMissing = llvm::function_ref<bool(llvm::ArrayRef<std::string>)>;

// Links to `out`, or into the cache if out is empty; the path of the program, or empty after an error.
std::string linkPackages(llvm::ArrayRef<EmittedPackage>, const BuildOptions &, const Cache &,
                         const std::string &out, ReportMissing);

} // namespace goloom

// Stubs: a package as its importers see it, as Go source.
//
// A stub has parts, each a file of the package. The first declares what is exported and everything that those
// declarations mention, unexported types with their methods included, without bodies. Generic functions and
// types are what their importers compile: each file that declares such follows as a part of its own, its text
// as it stands there at the very same lines and columns, and blank where nothing is kept. What a kept body
// mentions is declared in the first part, exported or not, or kept too; the imports that it needs are kept.
//
// Written when a package has been checked, and read in place of the sources: a fraction of the text, none of
// the imports that only other bodies need. Unexported names are declared in the scope of their own package as
// ever: no importer can name them, and kept bodies find them there.
#pragma once

#include "frontend/check/info.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace goloom {

// For a function: what of its parameters it keeps, and what its results lead to (of the escape analysis,
// which alone knows the bits); written as `//go:keeps N M`.
using KeepsFn = llvm::function_ref<std::pair<uint64_t, uint64_t>(const types::Func *)>;

// Go source, or empty if the package cannot be described by a stub.
std::string writeStub(const types::Package &, llvm::ArrayRef<ast::File *>, const Info &, KeepsFn keeps);

struct StubPart {
    std::string file; // the source whose text it is; empty: the declarations without bodies
    std::string text;
    // Of the types that kept bodies declare, by where their names stand: TypeName::localIndex, which counts
    // all bodies of the package.
    struct LocalType {
        unsigned line, column, index;
    };
    std::vector<LocalType> localTypes;
};

// The parts of what writeStub made; none if it is not such a text.
std::vector<StubPart> readStub(llvm::StringRef);

} // namespace goloom

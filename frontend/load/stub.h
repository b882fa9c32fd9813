// Stubs: a package as its importers see it, as Go source without bodies.
//
// A stub declares what is exported and everything that those declarations mention, unexported types with
// their methods included. It is written when a package has been checked, and read in place of the sources: a
// tenth of the text, none of the imports that only bodies need. A package with generic declarations has no
// stub: its importers need the bodies.
#pragma once

#include "frontend/check/info.h"

#include "llvm/ADT/STLFunctionalExtras.h"

#include <cstdint>
#include <string>

namespace goloom {

// For a function: which parameters it keeps (a bit each, receiver first); written as `//go:keeps N`. Nothing:
// all.
using KeepsFn = llvm::function_ref<uint64_t(const types::Func *)>;

// Go source, or empty if the package cannot be described by a stub.
std::string writeStub(const types::Package &, KeepsFn keeps);

} // namespace goloom

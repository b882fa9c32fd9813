// Emitter: a loaded package → its C++ text, by way of Facts and the C++ tree.
#pragma once

#include "codegen/analyze/facts.h"
#include "codegen/cxx/nodes.h"
#include "codegen/cxx/print.h"
#include "frontend/load/loader.h"

#include "llvm/ADT/DenseMap.h"

#include <memory>
#include <string>
#include <vector>

namespace goloom {

class Emitter {
  public:
    Emitter(const Loader &loader, const SourceManager &sources, Arena &arena, Diagnostics &diags)
        : loader_(loader), sources_(sources), arena_(arena), diags_(diags) {}

    // Worked out once a package, those of its imports first.
    const Facts &factsOf(LoadedPackage &, std::vector<Explanation> *explain = nullptr);

    // Appends to `text`, and the files that it embeds to `embeds`. Reports errors; answers what is wrong with
    // the C++ tree, which is our own fault, and else nothing.
    std::string emit(LoadedPackage &, const cxx::PrintOptions &, std::string &text,
                     std::vector<cxx::Unit::Embed> &embeds);

    // What importers read in place of the sources of a checked package; empty if it has to be those.
    std::string stub(LoadedPackage &);

  private:
    const Loader &loader_;
    const SourceManager &sources_;
    Arena &arena_;
    Diagnostics &diags_;
    llvm::DenseMap<LoadedPackage *, std::unique_ptr<Facts>> facts_;
};

} // namespace goloom

// Functions without a body that are another package's.
#pragma once

#include "frontend/ast/nodes.h"
#include "frontend/types/object.h"

#include "llvm/ADT/SmallVector.h"

namespace goloom {

// Of `//go:linkname f path.g` above f: path.g, if f's package imports path; else empty. What Go has in its
// runtime is written in C++ here, under f's own name: such a function is a native. Methods are not linked to
// so.
inline llvm::StringRef linkname(const ast::FuncDecl &d, const types::Package &in) {
    for (llvm::StringRef pragma : d.pragmas) {
        llvm::SmallVector<llvm::StringRef, 3> words;
        pragma.split(words, ' ', -1, false);
        if (words.size() != 3 || words[0] != "go:linkname" || words[1] != d.name->name.str() ||
            words[2].contains('('))
            continue;
        for (const types::Package *p : in.imports)
            if (p->path == words[2].rsplit('.').first && p->path != "runtime") return words[2];
    }
    return {};
}

} // namespace goloom

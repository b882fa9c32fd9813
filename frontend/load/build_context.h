// Which files belong to a build: build constraints, file names, tags. (go/build's rules for linux/amd64.)
#pragma once

#include "llvm/ADT/StringRef.h"

#include <set>
#include <string>

namespace goloom {

struct BuildContext {
    std::string goos = "linux", goarch = "amd64";
    std::set<std::string> tags; // -tags
    int goMinor = 26;           // go1.1 … go1.goMinor hold

    bool matchTag(llvm::StringRef tag) const;
    // x_linux.go, x_amd64.go, x_linux_amd64.go; x_test.go is never part of a build
    bool matchFileName(llvm::StringRef base) const;
    // `//go:build` (or the older `// +build`) lines before the package clause; true without any.
    // minor: the N of a bare go1.N requirement, else 0: it selects the language of the file.
    bool matchText(llvm::StringRef text, int *minor = nullptr) const;
};

} // namespace goloom

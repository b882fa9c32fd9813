// Name: an interned identifier. Two names are the same identifier exactly when their pointers are equal.
//
// The table is process-wide and grows only; the front end runs on one thread.
#pragma once

#include "llvm/ADT/DenseMapInfo.h"
#include "llvm/ADT/StringMap.h"
#include "llvm/ADT/StringRef.h"

namespace goloom {

class Name {
  public:
    Name() = default;
    static Name of(llvm::StringRef text);

    llvm::StringRef str() const { return entry_ ? entry_->getKey() : llvm::StringRef(); }
    explicit operator bool() const { return entry_ != nullptr; }
    bool operator==(const Name &o) const { return entry_ == o.entry_; }
    bool operator!=(const Name &o) const { return entry_ != o.entry_; }

    bool isBlank() const { return str() == "_"; }
    // spec: "the first character of the identifier's name is a Unicode uppercase letter"
    bool isExported() const;

    const void *opaque() const { return entry_; }
    static Name fromOpaque(const void *p) {
        Name n;
        n.entry_ = static_cast<const Entry *>(p);
        return n;
    }

  private:
    using Entry = llvm::StringMapEntry<char>;
    const Entry *entry_ = nullptr;
};

} // namespace goloom

template <> struct llvm::DenseMapInfo<goloom::Name> {
    static goloom::Name getEmptyKey() {
        return goloom::Name::fromOpaque(DenseMapInfo<const void *>::getEmptyKey());
    }
    static goloom::Name getTombstoneKey() {
        return goloom::Name::fromOpaque(DenseMapInfo<const void *>::getTombstoneKey());
    }
    static unsigned getHashValue(goloom::Name n) {
        return DenseMapInfo<const void *>::getHashValue(n.opaque());
    }
    static bool isEqual(goloom::Name a, goloom::Name b) { return a == b; }
};

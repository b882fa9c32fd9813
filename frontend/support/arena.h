// Arena: the memory of one package's tree.
//
// Everything that a phase produces for a package (AST nodes, types, objects, the C++ tree) lives in the
// package's arena and dies with it. What is put here must be trivially destructible: no destructor runs.
#pragma once

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Allocator.h"

#include <algorithm>
#include <memory>
#include <type_traits>
#include <utility>

namespace goloom {

class Arena {
  public:
    Arena() = default;
    Arena(const Arena &) = delete;
    Arena &operator=(const Arena &) = delete;

    template <class T, class... Args> T *create(Args &&...args) {
        static_assert(std::is_trivially_destructible_v<T>);
        return new (alloc_.Allocate(sizeof(T), alignof(T))) T{std::forward<Args>(args)...};
    }

    template <class T> llvm::MutableArrayRef<T> copy(llvm::ArrayRef<T> xs) {
        static_assert(std::is_trivially_destructible_v<T>);
        if (xs.empty()) return {};
        T *p = static_cast<T *>(alloc_.Allocate(sizeof(T) * xs.size(), alignof(T)));
        std::uninitialized_copy(xs.begin(), xs.end(), p);
        return {p, xs.size()};
    }

    // The copy is followed by a zero byte that is not counted.
    llvm::StringRef copy(llvm::StringRef s) {
        char *p = static_cast<char *>(alloc_.Allocate(s.size() + 1, 1));
        std::copy(s.begin(), s.end(), p);
        p[s.size()] = 0;
        return {p, s.size()};
    }

    size_t bytes() const { return alloc_.getBytesAllocated(); }

  private:
    llvm::BumpPtrAllocator alloc_;
};

} // namespace goloom

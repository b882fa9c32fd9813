// The build cache: files named by the hash of what they are made from.
//
// Two folders: the one that was filled when goloom was built (the standard library; read only in daily use),
// and the user's
// ($GOLOOM_CACHE, else $XDG_CACHE_HOME/goloom, else ~/.cache/goloom). A file appears under its name complete
// or not at all: it is written beside and renamed.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <string>

namespace goloom {

// SHA-256 in hexadecimal, of parts that are told apart by their lengths.
class Hasher {
  public:
    Hasher &add(llvm::StringRef part);
    std::string hex();

  private:
    std::string data_;
};

class Cache {
  public:
    // toSystem: put() fills the folder that belongs to the installation.
    explicit Cache(bool toSystem = false);
    std::string find(llvm::StringRef key, llvm::StringRef suffix) const;    // path, or empty
    std::string pathFor(llvm::StringRef key, llvm::StringRef suffix) const; // its folder exists
    bool put(llvm::StringRef key, llvm::StringRef suffix, llvm::StringRef content) const;
    const std::string &userDir() const { return user_; }
    const std::string &systemDir() const { return system_; }
    // Removes the oldest files of the user's folder when they take more than the limit; called now and then.
    void trim() const;

  private:
    std::string user_, system_;
    bool toSystem_;
};

// Hash of the command itself and of the headers and library that it builds with: part of every key.
const std::string &toolId();

} // namespace goloom

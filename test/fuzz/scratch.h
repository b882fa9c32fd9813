// Scratch: a folder of its own for the files that the loader is to find; gone when the process ends.
#pragma once

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdlib>
#include <string>

namespace goloom {

class Scratch {
  public:
    Scratch() {
        if (llvm::sys::fs::createUniqueDirectory("goloom-fuzz", dir_)) abort();
    }
    ~Scratch() { llvm::sys::fs::remove_directories(dir_); }
    Scratch(const Scratch &) = delete;

    std::string path(llvm::StringRef name) const {
        llvm::SmallString<128> p(dir_);
        llvm::sys::path::append(p, name);
        return p.str().str();
    }
    void write(llvm::StringRef name, llvm::StringRef text) const {
        std::string file = path(name);
        std::error_code ec = llvm::sys::fs::create_directories(llvm::sys::path::parent_path(file));
        if (ec) abort();
        llvm::raw_fd_ostream out(file, ec);
        if (ec) abort();
        out << text;
    }

  private:
    llvm::SmallString<128> dir_;
};

} // namespace goloom

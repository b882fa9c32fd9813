// Source files and positions.
//
// A Pos is a 32-bit offset into the concatenation of all files of a SourceManager; 0 is "no position".
// Lines and columns are worked out on demand. Columns count bytes and start at 1, as gc's do. A
// `//line` comment changes what position() answers, never what physical() answers.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

namespace goloom {

struct Pos {
    uint32_t off = 0;

    explicit operator bool() const { return off != 0; }
    bool operator==(const Pos &) const = default;
    auto operator<=>(const Pos &) const = default;
    Pos operator+(uint32_t n) const { return {off + n}; }
};

struct Position {
    llvm::StringRef file; // as shown to the user
    unsigned line = 0;    // from 1; 0: unknown
    unsigned column = 0;  // bytes, from 1; 0: unknown (after //line without a column)
};

class SourceFile {
  public:
    llvm::StringRef name() const { return name_; } // as given on the command line or found by the loader
    llvm::StringRef text() const { return text_; }
    Pos begin() const { return {base_}; }
    Pos end() const { return {base_ + static_cast<uint32_t>(text_.size())}; }
    Pos at(size_t offset) const { return {base_ + static_cast<uint32_t>(offset)}; }
    size_t offset(Pos p) const { return p.off - base_; }
    bool contains(Pos p) const { return p >= begin() && p <= end(); }

    // `//line file:line:col` seen at `from`: positions after it are counted from there. line 0 turns it off.
    struct LineDirective {
        uint32_t from; // offset of the first byte that it governs
        std::string file;
        unsigned line, column;
    };
    void addLineDirective(LineDirective d) { directives_.push_back(std::move(d)); }

  private:
    friend class SourceManager;
    std::string name_, text_;
    uint32_t base_ = 0;
    std::vector<uint32_t> lines_; // offset of each line's first byte
    std::vector<LineDirective> directives_;
};

class SourceManager {
  public:
    // Takes the text as it is. Files stay where they are for the manager's life.
    SourceFile *add(llvm::StringRef name, std::string text);

    const SourceFile *file(Pos) const; // null: no such position
    Position position(Pos) const;      // what the user is told
    Position physical(Pos) const;      // where it really stands
    llvm::StringRef text(Pos from, Pos to) const;

  private:
    std::vector<std::unique_ptr<SourceFile>> files_; // by base
    uint32_t next_ = 1;
};

} // namespace goloom

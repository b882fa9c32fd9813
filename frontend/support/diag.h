// Diagnostics: one row of diag.def for each thing that can be wrong with a program.
//
//     diag.report(Diag::DuplicateDecl, pos) << name;
//     diag.note(prev, Diag::PrevDecl) << ...;      // a tab-indented continuation of the last one
//
// A row's text is gc's wording with %0, %1 … for the arguments. Reports are kept and sorted by position;
// the same text at the same position is said once, as gc does.
#pragma once

#include "frontend/support/source.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/raw_ostream.h"

#include <cstdint>
#include <string>
#include <vector>

namespace goloom {

enum class Diag : uint16_t {
#define DIAG(name, code, text, example) name,
#include "frontend/support/diag.def"
#undef DIAG
    Count
};

struct DiagRow {
    const char *name;    // DuplicateDecl
    const char *code;    // C0023: letter of the phase (S syntax, C check, L load, U unsupported) and a number
    const char *text;    // gc's wording, %0 … %9
    const char *example; // a Go program that provokes it; empty only where a program alone cannot
};
const DiagRow &diagRow(Diag);

struct Diagnostic {
    Diag id;
    Pos pos;
    std::string text;  // arguments filled in; continuation lines follow as "\n\t…"
    bool soft = false; // does not stop later phases of the checker (unused variables and imports)
};

class Diagnostics;

// Collects the arguments of one report; the text is complete when it is destroyed.
class DiagBuilder {
  public:
    DiagBuilder(Diagnostics &d, Diag id, Pos pos, bool note) : diags_(d), id_(id), pos_(pos), note_(note) {}
    DiagBuilder(const DiagBuilder &) = delete;
    ~DiagBuilder();

    DiagBuilder &operator<<(llvm::StringRef s) {
        args_.push_back(s.str());
        return *this;
    }
    DiagBuilder &operator<<(const std::string &s) { return *this << llvm::StringRef(s); }
    DiagBuilder &operator<<(const char *s) { return *this << llvm::StringRef(s); }
    DiagBuilder &operator<<(int64_t n) { return *this << std::to_string(n); }
    DiagBuilder &operator<<(int n) { return *this << std::to_string(n); }
    DiagBuilder &operator<<(size_t n) { return *this << std::to_string(n); }
    DiagBuilder &soft() {
        soft_ = true;
        return *this;
    }

  private:
    Diagnostics &diags_;
    Diag id_;
    Pos pos_;
    bool note_, soft_ = false;
    std::vector<std::string> args_;
};

class Diagnostics {
  public:
    explicit Diagnostics(const SourceManager &sm) : sm_(sm) {}

    DiagBuilder report(Diag id, Pos pos) { return {*this, id, pos, false}; }
    DiagBuilder note(Pos pos, Diag id) { return {*this, id, pos, true}; } // continues the last report

    bool hasErrors() const { return !all_.empty(); }
    // Whether one says "syntax error": after those, and only those, gc does not go on to check types.
    // From the report with that number on.
    bool hasSyntaxErrors(size_t from = 0) const;
    bool anyWithin(Pos from, Pos to) const; // a report at from ≤ pos < to
    size_t count() const { return all_.size(); }
    const std::vector<Diagnostic> &all() const { return all_; }
    const SourceManager &sources() const { return sm_; }

    // Sorted, without repetitions, `file:line:col: text`; after `limit` (0: none) "too many errors".
    void print(llvm::raw_ostream &os, unsigned limit = 10);

  private:
    friend class DiagBuilder;
    void add(Diagnostic d, bool note);
    bool repeats(const Diagnostic &);
    const SourceManager &sm_;
    std::vector<Diagnostic> all_;
    Position lastAt_; // of the last report that is not a syntax error
    std::string lastText_;
    bool dropped_ = false; // the last report was one too many: its notes go too
};

} // namespace goloom

// KeptText: some declarations of a file at their very places, and blanks for the others.
#pragma once

#include "frontend/ast/nodes.h"

#include <cstddef>
#include <string>
#include <vector>

namespace goloom {

class KeptText {
  public:
    explicit KeptText(const ast::File &file) : file_(file) {}

    void keep(const ast::FuncDecl &);
    // One spec of a declaration, with the declaration's keyword and parentheses.
    void keep(const ast::GenDecl &, const ast::Spec &);

    bool empty() const { return ranges_.empty(); }
    // The package clause and what is kept, each at its line and column. Empty if the clause is not written
    // in one piece.
    std::string text() const;

  private:
    struct Range {
        size_t from, end; // offsets
        bool whole;       // a `;` must follow
        bool operator<(const Range &r) const { return from < r.from; }
    };
    void range(Pos from, Pos end, bool whole);
    bool addClause(std::vector<Range> &) const;

    const ast::File &file_;
    std::vector<Range> ranges_;
};

} // namespace goloom

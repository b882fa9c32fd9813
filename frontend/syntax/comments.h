// What comments say: their groups, which belong to a node, //line directives, //go: pragmas, the //go:build
// version.
#pragma once

#include "frontend/ast/nodes.h"
#include "frontend/support/arena.h"
#include "frontend/syntax/raw_comment.h"

#include <string>
#include <vector>

namespace goloom::syntax {

class Comments {
  public:
    // Also tells the file its //line directives.
    Comments(SourceFile &, Arena &, const std::vector<RawComment> &);

    // The directives of those that the first reading did not come to.
    void moreDirectives(const std::vector<RawComment> &);
    // A line directive says no line.
    bool malformed() const { return malformed_; }

    ast::List<ast::CommentGroup *> all() const { return groups_; }
    // The group on the lines right before the node; null if none.
    const ast::CommentGroup *doc(Pos) const;
    // The group that follows on the same line, nothing but punctuation between; null if none.
    const ast::CommentGroup *trailing(Pos end) const;
    // `go:…` of the //go: lines between two offsets.
    ast::List<llvm::StringRef> pragmas(uint32_t from, uint32_t to) const;
    // "go1.N" that the //go:build line above the package clause asks for; empty if none.
    llvm::StringRef goVersion(uint32_t packageAt) const;

  private:
    void group(const std::vector<RawComment> &);
    void lineDirective(const RawComment &);

    SourceFile &file_;
    llvm::StringRef text_;
    Arena &arena_;
    ast::List<ast::CommentGroup *> groups_;
    uint32_t seen_ = 0; // directives before this offset are known
    bool malformed_ = false;
    std::string lastName_; // of the last line directive
};

} // namespace goloom::syntax

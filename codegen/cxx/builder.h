// Builder: makes nodes of the C++ tree, and keeps the open block that statements are appended to.
#pragma once

#include "codegen/cxx/nodes.h"

#include "llvm/ADT/Twine.h"

namespace goloom::cxx {

class Builder {
  public:
    Builder(Arena &arena, Unit &unit) : arena_(arena), unit_(unit) {}

    StringRef text(const llvm::Twine &); // copied to the arena

    Expr *name(const llvm::Twine &);
    Expr *lit(const llvm::Twine &);
    Expr *intLit(int64_t);
    Expr *unary(StringRef op, Expr *);
    Expr *postfix(Expr *, StringRef op);
    Expr *binary(Expr *, StringRef op, Expr *);
    Expr *conditional(Expr *c, Expr *t, Expr *e);
    Expr *call(Expr *fn, List<Expr *> args, List<Type> targs = {});
    Expr *member(Expr *, const llvm::Twine &name);
    Expr *arrow(Expr *, const llvm::Twine &name);
    Expr *index(Expr *, Expr *);
    Expr *cast(Type, Expr *);
    Expr *init(Type, List<Expr *> elems, List<StringRef> fields = {});
    Expr *lambda(List<Capture>, List<Param>, Type result, Block *, bool mutable_ = false);
    Expr *assign(Expr *lhs, Expr *rhs, StringRef op = "=");

    Block *newBlock(Pos = {});
    Block *open() const { return open_; }
    Block *enter(Block *b) { return std::exchange(open_, b); } // returns the one that was open
    Stmt *add(Stmt *); // to the open block; takes the pending position and text

    // The Go statement whose lowering begins: the next statement added carries its text, all carry its
    // position.
    void at(Pos pos, StringRef goText);
    Pos position() const { return pos_; }
    void backTo(Pos pos) { pos_ = pos; } // after what is nested in the statement

    Stmt *expr(Expr *);
    VarDecl *var(Type, const llvm::Twine &name, Expr *init);
    VarDecl *vars(List<StringRef> names, Expr *init); // auto [a, b] = init
    Stmt *ret(Expr * = nullptr);

    Arena &arena() { return arena_; }
    Unit &unit() { return unit_; }

  private:
    Arena &arena_;
    Unit &unit_;
    Block *open_ = nullptr;
    Pos pos_;
    StringRef text_;
};

std::string binaryText(uint64_t n); // "0b101"

} // namespace goloom::cxx

// Builder: nodes in the arena, statements in the open block.
#include "codegen/cxx/builder.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/Twine.h"

#include <cassert>

namespace goloom::cxx {

StringRef Builder::text(const llvm::Twine &t) {
    llvm::SmallString<64> room;
    return arena_.copy(t.toStringRef(room));
}

Expr *Builder::name(const llvm::Twine &n) { return arena_.create<Name>(text(n)); }
Expr *Builder::lit(const llvm::Twine &t) { return arena_.create<Literal>(text(t)); }

Expr *Builder::intLit(int64_t v) {
    // The least value has no literal of its own in C++.
    if (v == INT64_MIN) return lit("(-9223372036854775807 - 1)");
    return lit(llvm::Twine(v));
}

Expr *Builder::unary(StringRef op, Expr *x) { return arena_.create<Unary>(op, x); }
Expr *Builder::postfix(Expr *x, StringRef op) { return arena_.create<Postfix>(op, x); }
Expr *Builder::binary(Expr *x, StringRef op, Expr *y) { return arena_.create<Binary>(op, x, y); }
Expr *Builder::conditional(Expr *c, Expr *t, Expr *e) { return arena_.create<Conditional>(c, t, e); }

Expr *Builder::call(Expr *fn, List<Expr *> args, List<Type> targs) {
    return arena_.create<Call>(fn, List<Type>(arena_.copy(targs)), List<Expr *>(arena_.copy(args)));
}

Expr *Builder::member(Expr *x, const llvm::Twine &n) { return arena_.create<Member>(x, false, text(n)); }
Expr *Builder::arrow(Expr *x, const llvm::Twine &n) { return arena_.create<Member>(x, true, text(n)); }
Expr *Builder::index(Expr *x, Expr *i) { return arena_.create<Index>(x, i); }
Expr *Builder::cast(Type t, Expr *x) { return arena_.create<Cast>(t, x); }

Expr *Builder::init(Type t, List<Expr *> elems, List<StringRef> fields) {
    assert(fields.empty() || fields.size() == elems.size());
    return arena_.create<Init>(t, List<StringRef>(arena_.copy(fields)), List<Expr *>(arena_.copy(elems)));
}

Expr *Builder::lambda(List<Capture> captures, List<Param> params, Type result, Block *body, bool mutable_) {
    return arena_.create<Lambda>(List<Capture>(arena_.copy(captures)), List<Param>(arena_.copy(params)),
                                 result, body, mutable_);
}

Expr *Builder::assign(Expr *lhs, Expr *rhs, StringRef op) { return arena_.create<Assign>(op, lhs, rhs); }

Block *Builder::newBlock(Pos pos) {
    unit_.blocks.push_back(std::make_unique<std::vector<Stmt *>>());
    auto *b = arena_.create<Block>(unit_.blocks.back().get());
    b->pos = pos;
    return b;
}

Stmt *Builder::add(Stmt *s) {
    assert(open_ && "a statement needs an open block");
    if (!s->pos) s->pos = pos_;
    if (s->text.empty()) s->text = std::exchange(text_, {});
    open_->list->push_back(s);
    return s;
}

void Builder::at(Pos pos, StringRef goText) {
    pos_ = pos;
    text_ = goText;
}

Stmt *Builder::expr(Expr *x) { return add(arena_.create<ExprStmt>(x)); }

VarDecl *Builder::var(Type type, const llvm::Twine &n, Expr *init) {
    StringRef names[] = {text(n)};
    auto *d = arena_.create<VarDecl>(type, List<StringRef>(arena_.copy(List<StringRef>(names))), init);
    add(d);
    return d;
}

VarDecl *Builder::vars(List<StringRef> names, Expr *init) {
    auto *d = arena_.create<VarDecl>("auto", List<StringRef>(arena_.copy(names)), init);
    add(d);
    return d;
}

Stmt *Builder::ret(Expr *x) { return add(arena_.create<Return>(x)); }

std::string binaryText(uint64_t n) {
    std::string digits;
    for (; n; n >>= 1) digits += n & 1 ? '1' : '0';
    return "0b" + std::string(digits.rbegin(), digits.rend());
}

} // namespace goloom::cxx

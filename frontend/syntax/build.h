// Parse tree → syntax tree.
//
// The grammar is a cover: it takes more than Go. Builder resolves what Go decides late and calls reject() for
// what only the cover allows; a rejected file is gone over again by the error scanner, which words the
// message. So nothing here reports, except what gc too finds out only behind its parser.
#pragma once

#include "frontend/support/arena.h"
#include "frontend/support/diag.h"
#include "frontend/syntax/comments.h"
#include "frontend/syntax/tokens.h"

#include "grammar/GoParser.h"

#include "llvm/ADT/SmallVector.h"

namespace goloom::syntax {

using Tree = antlr4::tree::ParseTree;
using Ctx = antlr4::ParserRuleContext;
using P = grammar::GoParser;

class Builder {
  public:
    Builder(SourceFile &file, Arena &arena, const Comments &comments)
        : file_(file), text_(file.text()), arena_(arena), comments_(comments) {}

    ast::File *file(Ctx *); // of sourceFile or importsOnly
    ast::Expr *expression(Ctx *);

    // The offset of the first thing that the grammar takes and Go does not; valid if rejected().
    bool rejected() const { return rejected_; }
    uint32_t rejectedAt() const { return rejectedAt_; }
    // `x.(type)` where no type switch stands.
    llvm::ArrayRef<ast::TypeAssertExpr *> strayGuards() const { return guards_; }
    // Operands of go and defer that are no calls.
    struct NoCall {
        ast::Expr *x;
        bool isGo;
    };
    llvm::ArrayRef<NoCall> noCalls() const { return noCalls_; }
    // Where operators or selectors follow each other without end: the tree is as deep as they are many.
    llvm::ArrayRef<uint32_t> tooLong() const { return tooLong_; }

  private:
    template <class T> using Vec = llvm::SmallVector<T, 4>;

    // A parameter, result, receiver or type parameter before names and types are told apart.
    struct Param {
        ast::Ident *name;
        ast::Expr *type; // null: only a name stood there
        Pos pos, end;
    };

    // ---- the parse tree
    static bool isToken(const Tree *);
    static const GoToken *token(Tree *t) {
        return static_cast<GoToken *>(static_cast<antlr4::tree::TerminalNode *>(t)->getSymbol());
    }
    static Ctx *ctx(Tree *t) { return static_cast<Ctx *>(t); }
    // A token's type, or rule(r) for a rule r.
    static size_t kind(Tree *);
    static constexpr size_t rule(size_t r) { return 1000 + r; }
    static const GoToken *first(Ctx *c) { return static_cast<GoToken *>(c->start); }
    static const GoToken *last(Ctx *c) { return static_cast<GoToken *>(c->stop); }
    Pos begin(Tree *t) { return file_.at(isToken(t) ? token(t)->start : first(ctx(t))->start); }
    Pos end(Tree *t) { return file_.at(isToken(t) ? token(t)->end : last(ctx(t))->end); }
    llvm::StringRef spelling(const GoToken *t) const { return text_.slice(t->start, t->end); }

    template <class T> T *make(Pos pos, Pos end) {
        T *n = arena_.create<T>();
        n->kind = T::kindOf;
        n->pos = pos;
        n->end = end;
        return n;
    }
    template <class T> ast::List<T> list(const llvm::SmallVectorImpl<T> &v) {
        return arena_.copy(llvm::ArrayRef<T>(v));
    }
    void reject(Tree *t) { rejectAt(static_cast<uint32_t>(file_.offset(begin(t)))); }
    void rejectAt(uint32_t offset) {
        if (!rejected_ || offset < rejectedAt_) rejectedAt_ = offset;
        rejected_ = true;
    }
    void reject(const ast::Node *n) { rejectAt(static_cast<uint32_t>(file_.offset(n->pos))); }
    void rejectDoubled(Ctx *, size_t separator);

    // ---- build_decl.cpp
    ast::Ident *ident(Tree *);
    ast::BasicLit *literal(Tree *);
    Vec<ast::Ident *> identifierList(Ctx *);
    ast::Decl *topLevelDecl(Ctx *);
    ast::GenDecl *declaration(Ctx *); // const, var, type or import
    ast::ImportSpec *importSpec(Ctx *);
    ast::Spec *constSpec(Ctx *, unsigned iota);
    ast::Spec *varSpec(Ctx *);
    ast::Spec *typeSpec(Ctx *);
    ast::FuncDecl *functionDecl(Ctx *);
    ast::FieldList *typeParameters(Ctx *);
    bool splitTypeParam(ast::Expr *x, bool force, Param &out);
    Param typeParamDecl(Ctx *);
    ast::FieldList *named(llvm::ArrayRef<Param>, Pos pos, Pos end);

    // ---- build_type.cpp
    ast::Expr *type(Tree *);
    ast::Expr *typeChildren(Ctx *, size_t from); // the type that c's children from `from` on make up
    ast::Expr *typeName(Ctx *c, size_t from);
    ast::Expr *withTypeArgs(ast::Expr *x, Ctx *typeArgs);
    ast::Expr *arrayType(Ctx *);
    ast::Expr *chanType(Ctx *);
    ast::FuncType *signature(Ctx *, Pos pos);
    ast::FuncType *funcType(Pos pos, Ctx *parameters, Tree *result); // result: null if absent
    ast::FieldList *result(Tree *);
    ast::FieldList *parameters(Ctx *, bool variadic);
    Param parameterDecl(Ctx *);
    // `name [ … ] type?` from child i on: sets p to a named array or an instance.
    void bracketed(Ctx *, size_t &i, ast::Ident *name, Param &p);
    ast::StructType *structType(Ctx *);
    ast::Field *fieldDecl(Ctx *);
    ast::InterfaceType *interfaceType(Ctx *);
    ast::Field *interfaceElem(Ctx *);
    ast::Expr *term(Ctx *);
    ast::Expr *unionOf(ast::Expr *x, Ctx *, size_t from); // x | term | …
    ast::Expr *tilde(Tree *op, ast::Expr *x);
    ast::Expr *binary(ast::Token op, Pos opPos, ast::Expr *x, ast::Expr *y);
    ast::Expr *star(Pos pos, ast::Expr *x);
    ast::Expr *paren(Tree *open, ast::Expr *x, Tree *close);
    ast::Field *field(const Vec<ast::Ident *> &names, ast::Expr *type, Pos pos, Pos end);
    ast::FieldList *fieldList(const llvm::SmallVectorImpl<ast::Field *> &, Pos pos, Pos end);

    // ---- build_expr.cpp
    Vec<ast::Expr *> expressionList(Ctx *);
    ast::Expr *prefixed(Ctx *, size_t &i); // unary operators and their operand
    ast::Expr *receive(Pos pos, ast::Expr *x);
    ast::Expr *primaryExpr(Ctx *);
    ast::Expr *postfix(ast::Expr *x, Ctx *);
    ast::Expr *brackets(ast::Expr *x, Ctx *);
    ast::Expr *call(ast::Expr *fun, Ctx *);
    ast::CompositeLit *literalValue(ast::Expr *type, Ctx *);
    ast::Expr *element(Ctx *);
    ast::Expr *elementValue(Tree *);
    ast::FuncLit *funcLit(ast::FuncType *, Ctx *body);

    // ---- build_stmt.cpp
    Vec<ast::Stmt *> statementList(Ctx *);
    ast::BlockStmt *block(Ctx *); // of block, body or functionBody
    ast::Stmt *statement(Ctx *);
    ast::Stmt *simpleStmt(Ctx *, bool rangeAllowed, ast::RangeStmt **range = nullptr);
    ast::Stmt *labeled(Ctx *);
    ast::Stmt *goOrDefer(Ctx *);
    ast::Stmt *branch(Ctx *);
    struct Header {
        ast::Stmt *parts[3] = {};
        unsigned semis = 0;
        ast::RangeStmt *range = nullptr;
    };
    Header header(Ctx *, bool isFor);
    ast::Expr *condition(ast::Stmt *);
    ast::Stmt *ifStmt(Ctx *);
    ast::Stmt *forStmt(Ctx *);
    ast::Stmt *switchStmt(Ctx *);
    ast::Stmt *selectStmt(Ctx *);
    ast::CaseClause *caseClause(Ctx *);
    ast::CommClause *commClause(Ctx *);
    // The guard of `x.(type)`, also behind `v :=`; null if the statement is something else.
    ast::TypeAssertExpr *typeSwitchGuard(ast::Stmt *, ast::Ident *&bind);
    void attach(ast::Stmt *);

    SourceFile &file_;
    llvm::StringRef text_;
    Arena &arena_;
    const Comments &comments_;
    llvm::SmallVector<ast::TypeAssertExpr *, 2> guards_;
    llvm::SmallVector<NoCall, 2> noCalls_;
    static constexpr size_t maxChain = 40000;
    llvm::SmallVector<uint32_t, 1> tooLong_;
    llvm::SmallVector<ast::ImportSpec *, 8> imports_;
    uint32_t declEnd_ = 0; // end of the last top-level declaration
    bool rejected_ = false;
    uint32_t rejectedAt_ = 0;
};

} // namespace goloom::syntax

// ErrorScanner: a walk over a wrong file that meets every construct where gc's parser would, and says what gc
// says.
//
// One function a production. Where gc's message quotes source (`cannot use a := b as value`) or depends on
// the shape of an expression (is `T {` a literal?), the functions hand expression nodes up; statements leave
// none.
#pragma once

#include "frontend/ast/nodes.h"
#include "frontend/support/arena.h"
#include "frontend/syntax/error_tokens.h"

#include "llvm/ADT/STLFunctionalExtras.h"
#include "llvm/ADT/SmallVector.h"

#include <initializer_list>

namespace goloom::syntax {

class ErrorScanner {
  public:
    ErrorScanner(SourceFile &file, Arena &arena, Diagnostics &diags)
        : file_(file), arena_(arena), diags_(diags), t_(file, diags) {}

    std::vector<RawComment> sourceFile();

  private:
    void declarations();

    using Expr = ast::Expr;
    template <class T> using Vec = llvm::SmallVector<T, 4>;
    using TokSet = uint64_t;
    static constexpr TokSet bit(Tok t) { return TokSet(1) << static_cast<unsigned>(t); }

    // A parameter before names and types are told apart; both may be null.
    struct Param {
        ast::Ident *name = nullptr;
        Expr *type = nullptr;
    };
    // What a simple statement was.
    struct Simple {
        enum Kind : uint8_t { None, Expression, Assign, Define, OpAssign, IncDec, Send, Range } kind = None;
        uint32_t at = 0; // of the operator, else of the expression
        Vec<Expr *> lhs, rhs;
        llvm::StringRef op;   // `+=`, `++`
        bool isGuard = false; // `x.(type)`, `v := x.(type)` of a switch
    };

    // ---- tokens and messages
    Tok tok() const { return t_.tok; }
    void next() { t_.next(); }
    bool got(Tok t) {
        if (t_.tok != t) return false;
        next();
        return true;
    }
    void want(Tok);
    bool gotAssign();
    bool isOp(ast::Token op) const { return t_.tok == Tok::Operator && t_.op == op; }
    // Words that begin with "expected", "in", "at" or "after" are put behind "unexpected <token>".
    void syntaxError(const llvm::Twine &message) { syntaxErrorAt(t_.at, message); }
    void syntaxErrorAt(uint32_t offset, const llvm::Twine &message);
    void syntaxErrorAt(const ast::Node *n, const llvm::Twine &m) { syntaxErrorAt(offset(n), m); }
    void error(uint32_t offset, const llvm::Twine &message) { t_.error(offset, message); }
    // Skips to one of `follow`, inside functions also to a keyword that begins a statement. Without `follow`:
    // one token.
    void advance(std::initializer_list<Tok> follow);
    void skipOne();
    uint32_t offset(const ast::Node *n) const { return static_cast<uint32_t>(file_.offset(n->pos)); }
    // Counts a level of nesting as long as it lives.
    bool tooDeep();

    // Elements, each followed by sep or close; done by f answering true. Answers where close stood.
    uint32_t list(const char *what, Tok sep, Tok close, llvm::function_ref<bool()> f);

    template <class T> T *make(uint32_t from, uint32_t to) {
        T *n = arena_.create<T>();
        n->kind = T::kindOf;
        n->pos = file_.at(from);
        n->end = file_.at(to);
        return n;
    }
    template <class T> ast::List<T> copy(const llvm::SmallVectorImpl<T> &v) {
        return arena_.copy(llvm::ArrayRef<T>(v));
    }
    Expr *badExpr() { return make<ast::BadExpr>(t_.at, t_.at); }

    // ---- error_decl.cpp
    void group(llvm::function_ref<void()> spec);
    void importSpec();
    void constSpec();
    void varSpec();
    void typeSpec();
    bool splitName(Expr *x, bool force, Param &out);
    bool functionDecl(); // true: without a body
    void functionBody();
    ast::Ident *name();
    void nameList(ast::Ident *first, Vec<ast::Ident *> *out = nullptr);
    Expr *qualifiedName(ast::Ident *first);
    ast::BasicLit *literal(); // null if there is none

    // ---- error_type.cpp
    Expr *type();
    Expr *typeOrNull();
    Expr *chanElem();
    Expr *typeInstance(Expr *x);
    ast::FuncType *functionType(uint32_t from, const char *context);
    Expr *arrayType(uint32_t from, Expr *len);
    Expr *sliceType(uint32_t from);
    Expr *structType();
    void fieldDecl();
    Expr *interfaceType();
    void interfaceElem();
    bool methodOrName();
    Expr *embeddedElem(Expr *first);
    Expr *embeddedTerm();
    Expr *arrayOrTypeArgs(Expr *name);
    ast::FieldList *result();
    Param parameterDecl(ast::Ident *first, Tok close, bool &ok);
    // "(" or "[" was read, perhaps also the first name and type.
    Vec<Param> parameters(ast::Ident *first, Expr *firstType, Tok close, bool requireNames, bool variadic);
    void distribute(Vec<Param> &, uint32_t end, bool requireNames);
    ast::FieldList *fieldList(const Vec<Param> &);
    Expr *unionOf(Expr *x, Expr *y);

    // ---- error_expr.cpp
    Expr *expression() { return binary(nullptr, 0); }
    Expr *binary(Expr *x, int prec);
    Expr *unary();
    Expr *receive(uint32_t from);
    Expr *operand();
    Expr *primary(Expr *x);
    Expr *selector(Expr *x);
    Expr *brackets(Expr *x);
    Expr *call(Expr *fun);
    Expr *literalValue(Expr *type);
    Expr *element();
    bool literalAllowed(Expr *type);
    Vec<Expr *> expressionList();
    // The first may be an expression unless strict, the others are types.
    Vec<Expr *> typeList(bool strict, bool &comma);

    // ---- error_stmt.cpp
    unsigned block(const char *context); // the number of statements
    unsigned statementList();
    bool statement(); // false: there is none
    void declaration();
    bool labeled(uint32_t label);
    Simple simpleStmt(const Vec<Expr *> *lhs, Tok keyword);
    Simple rangeClause(Vec<Expr *> lhs);
    void callStmt();
    void header(Tok keyword);
    void condition(const Simple &);
    void forStmt();
    void ifStmt();
    void switchStmt();
    void selectStmt();
    void clause(bool comm);

    SourceFile &file_;
    Arena &arena_;
    Diagnostics &diags_;
    ErrorTokens t_;
    Vec<std::pair<Expr *, bool>> noCalls_; // operands of go (true) and defer that are no calls
    int functions_ = 0;                    // nesting of function bodies
    int nesting_ = 0; // of expressions in brackets; negative in a control clause, where `T {` is no literal
    char *bottom_ = static_cast<char *>(__builtin_frame_address(0));
    unsigned lastLine_ = 0; // of the last syntax error
    bool tooDeep_ = false, syntaxErrors_ = false;
};

// Whether x can only be a type or constraint.
bool isTypeElem(const ast::Expr *x);

} // namespace goloom::syntax

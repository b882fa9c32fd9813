// The C++ tree: just the C++ that goloom emits, nothing of Go.
//
// The lowering builds it through Builder (builder.h), verify() checks it, print() turns it into text. Nodes
// live in an Arena and are not changed after they are built, except that statements are appended to the open
// Block.
//
// Invariants (checked by verify):
//   - an Expr node has one parent: a value needed twice is a named temporary;
//   - names declared in a Block are used inside it, after their declaration;
//   - Goto targets a Label of the same function and does not jump over an initialisation;
//   - Break and Continue stand inside a loop or switch.
// The printer adds parentheses from precedence; there is no node for them.
#pragma once

#include "frontend/support/arena.h"
#include "frontend/support/source.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Casting.h"

#include <string>
#include <vector>

namespace goloom::cxx {

using llvm::StringRef;
template <class T> using List = llvm::ArrayRef<T>;

// A C++ type, spelled as emitted code spells it inside namespace go: `int_`, `slice<ptr<main::Node>>`.
// Interned text.
using Type = StringRef;

// ---------------------------------------------------------------- expressions

enum class ExprKind : uint8_t {
    Name,
    Literal,
    Unary,
    Postfix,
    Binary,
    Conditional,
    Call,
    Member,
    Index,
    Cast,
    Init,
    Lambda,
    Assign,
};
struct Expr {
    const ExprKind kind;

  protected:
    explicit Expr(ExprKind k) : kind(k) {}
};

#define GOLOOM_CXX_EXPR(K)                                                                                   \
    static bool classof(const Expr *e) { return e->kind == ExprKind::K; }

// `x`, `strings::Repeat`, `runtime::append`, `&types::int_` is Unary(&, Name).
struct Name : Expr {
    GOLOOM_CXX_EXPR(Name)
    StringRef text;
    explicit Name(StringRef text) : Expr(ExprKind::Name), text(text) {}
};
// A number, `true`, `nullptr`, `"…"_s`, `R"(…)"_s`, `u'x'`; already in C++ form. Also an #embed, a line of
// its own in the list of an Init.
struct Literal : Expr {
    GOLOOM_CXX_EXPR(Literal)
    StringRef text;
    explicit Literal(StringRef text) : Expr(ExprKind::Literal), text(text) {}
};
struct Unary : Expr { // - + ! ~ * & ++ --
    GOLOOM_CXX_EXPR(Unary)
    StringRef op;
    Expr *x;
    Pos pos; // of a *, as a Call's
    Unary(StringRef op, Expr *x) : Expr(ExprKind::Unary), op(op), x(x) {}
};
struct Postfix : Expr { // ++ --
    GOLOOM_CXX_EXPR(Postfix)
    StringRef op;
    Expr *x;
    Postfix(StringRef op, Expr *x) : Expr(ExprKind::Postfix), op(op), x(x) {}
};
struct Binary : Expr { // * / % + - << >> < <= > >= == != & ^ | && || and the comma
    GOLOOM_CXX_EXPR(Binary)
    StringRef op;
    Expr *x, *y;
    Binary(StringRef op, Expr *x, Expr *y) : Expr(ExprKind::Binary), op(op), x(x), y(y) {}
};
struct Conditional : Expr {
    GOLOOM_CXX_EXPR(Conditional)
    Expr *cond, *then, *els;
    Conditional(Expr *c, Expr *t, Expr *e) : Expr(ExprKind::Conditional), cond(c), then(t), els(e) {}
};
struct Call : Expr {
    GOLOOM_CXX_EXPR(Call)
    Expr *fn;
    List<Type> targs; // f<A, B>(…); usually empty
    List<Expr *> args;
    Pos pos; // of the Go call: #line; 0: that of the statement
    Call(Expr *fn, List<Type> targs, List<Expr *> args)
        : Expr(ExprKind::Call), fn(fn), targs(targs), args(args) {}
};
struct Member : Expr { // x.name, x->name
    GOLOOM_CXX_EXPR(Member)
    Expr *x;
    bool arrow;
    StringRef name;
    Pos pos; // of a ->, as a Call's
    Member(Expr *x, bool arrow, StringRef name) : Expr(ExprKind::Member), x(x), arrow(arrow), name(name) {}
};
struct Index : Expr {
    GOLOOM_CXX_EXPR(Index)
    Expr *x, *index;
    Pos pos; // as a Call's
    Index(Expr *x, Expr *index) : Expr(ExprKind::Index), x(x), index(index) {}
};
struct Cast : Expr { // int_(x); a template or pointer type prints so too
    GOLOOM_CXX_EXPR(Cast)
    Type type;
    Expr *x;
    Cast(Type type, Expr *x) : Expr(ExprKind::Cast), type(type), x(x) {}
};
// T{…}, {…} (empty type), T{.a = 1, .b = 2}, {[7] = 1}
struct Init : Expr {
    GOLOOM_CXX_EXPR(Init)
    Type type;
    List<StringRef> fields; // designators, or empty
    List<Expr *> elems;     // evaluated left to right
    Init(Type type, List<StringRef> fields, List<Expr *> elems)
        : Expr(ExprKind::Init), type(type), fields(fields), elems(elems) {}
};
struct Block;
struct Param {
    Type type;
    StringRef name; // empty: unnamed
};
struct Capture {
    StringRef name;
    bool byRef;
    Expr *init; // [name = init]; null: the variable of that name
};
struct Lambda : Expr {
    GOLOOM_CXX_EXPR(Lambda)
    List<Capture> captures;
    List<Param> params;
    Type result; // "void" for none: then `-> void` is not printed
    Block *body;
    StringRef goName;       // "main.f.func1", for tracebacks; empty: not a function in Go
    bool mutable_;          // has by-value captures that it assigns
    bool noinline_ = false; // calls recover, and is called where it is written
    bool returnsTwice_ =
        false; // calls recover and has defers: else Clang would not make it part of the code that is called
    Lambda(List<Capture> captures, List<Param> params, Type result, Block *body, bool mutable_)
        : Expr(ExprKind::Lambda), captures(captures), params(params), result(result), body(body),
          mutable_(mutable_) {}
};
struct Assign : Expr { // = += -= … ; as an ExprStmt or in a for's post
    GOLOOM_CXX_EXPR(Assign)
    StringRef op;
    Expr *lhs, *rhs;
    Assign(StringRef op, Expr *lhs, Expr *rhs) : Expr(ExprKind::Assign), op(op), lhs(lhs), rhs(rhs) {}
};
#undef GOLOOM_CXX_EXPR

// ---------------------------------------------------------------- statements

enum class StmtKind : uint8_t {
    ExprStmt,
    VarDecl,
    If,
    For,
    Switch,
    Block,
    Return,
    Break,
    Continue,
    Goto,
    Label,
    Comment,
};
struct Stmt {
    const StmtKind kind;
    Pos pos;        // of the Go statement that it comes from: #line; 0: of none
    StringRef text; // Go text printed as a comment above it; empty: none

  protected:
    explicit Stmt(StmtKind k) : kind(k) {}
};

#define GOLOOM_CXX_STMT(K)                                                                                   \
    static bool classof(const Stmt *s) { return s->kind == StmtKind::K; }

struct ExprStmt : Stmt {
    GOLOOM_CXX_STMT(ExprStmt)
    Expr *x;
    explicit ExprStmt(Expr *x) : Stmt(StmtKind::ExprStmt), x(x) {}
};
// `int_ x = 1;`, `int_ x{};`, `auto [a, b] = f();`, `int_ &x = *…;`
struct VarDecl : Stmt {
    GOLOOM_CXX_STMT(VarDecl)
    Type type;             // with & for a reference; "auto" with several names
    List<StringRef> names; // several: a structured binding
    Expr *init;            // null: value-initialised with {}
    bool maybeUnused;      // [[maybe_unused]]
    VarDecl(Type type, List<StringRef> names, Expr *init, bool maybeUnused = false)
        : Stmt(StmtKind::VarDecl), type(type), names(names), init(init), maybeUnused(maybeUnused) {}
};
struct Block : Stmt {
    GOLOOM_CXX_STMT(Block)
    std::vector<Stmt *> *list; // owned by the Unit
    Pos end;                   // of Go's closing brace
    explicit Block(std::vector<Stmt *> *list) : Stmt(StmtKind::Block), list(list) {}
};
struct If : Stmt {
    GOLOOM_CXX_STMT(If)
    VarDecl *init; // `if (auto [v, ok] = …; ok)`; null if absent
    Expr *cond;
    Block *then;
    Stmt *els; // Block or If; null if absent
    If(VarDecl *init, Expr *cond, Block *then, Stmt *els)
        : Stmt(StmtKind::If), init(init), cond(cond), then(then), els(els) {}
};
struct For : Stmt {
    GOLOOM_CXX_STMT(For)
    VarDecl *init; // null if absent
    Expr *cond;    // null: for ever
    Expr *post;    // null if absent
    Block *body;
    For(VarDecl *init, Expr *cond, Expr *post, Block *body)
        : Stmt(StmtKind::For), init(init), cond(cond), post(post), body(body) {}
};
struct Case {
    List<Expr *> values; // constants; empty: default
    Block *body; // printed without braces unless it declares something; ends in Break, Return, …, or falls
                 // through
    bool fallthrough;
    StringRef text; // Go text of the clause, a comment
};
struct Switch : Stmt {
    GOLOOM_CXX_STMT(Switch)
    Expr *x;
    List<Case> cases;
    Switch(Expr *x, List<Case> cases) : Stmt(StmtKind::Switch), x(x), cases(cases) {}
};
struct Return : Stmt {
    GOLOOM_CXX_STMT(Return)
    Expr *x; // null if absent
    explicit Return(Expr *x) : Stmt(StmtKind::Return), x(x) {}
};
struct Break : Stmt {
    GOLOOM_CXX_STMT(Break)
    Break() : Stmt(StmtKind::Break) {}
};
struct Continue : Stmt {
    GOLOOM_CXX_STMT(Continue)
    Continue() : Stmt(StmtKind::Continue) {}
};
struct Goto : Stmt {
    GOLOOM_CXX_STMT(Goto)
    StringRef label;
    explicit Goto(StringRef label) : Stmt(StmtKind::Goto), label(label) {}
};
struct Label : Stmt {
    GOLOOM_CXX_STMT(Label)
    StringRef label;
    explicit Label(StringRef label) : Stmt(StmtKind::Label), label(label) {}
};
struct Comment : Stmt { // a Go comment, text with its // or /* */
    GOLOOM_CXX_STMT(Comment)
    StringRef comment;
    explicit Comment(StringRef comment) : Stmt(StmtKind::Comment), comment(comment) {}
};
#undef GOLOOM_CXX_STMT

// ---------------------------------------------------------------- declarations

// `struct Name : base { fields… members… };`
struct Function;
struct StructDecl {
    StringRef ns; // "main", "net::http", "types": inside namespace go
    StringRef name;
    StringRef base; // "runtime::iface", or empty
    List<Param> fields;
    List<Function *> members; // inline, const: the methods of an interface
    bool noscan = false;      // emits the runtime::noscan specialisation
    uint64_t ptrwords = 0;    // emits that of runtime::ptrwords, unless 0
    bool equality = false;    // emits operator==: fieldwise, blank fields left out (_0, _1, …)
    bool direct = false;      // emits the runtime::direct specialisation
    bool wrapper = false; // a recursive defined type: only makes its base a type of its own, converts from it
    bool membersLater =
        false; // members are defined behind the types, since they need types that contain this one
    bool definition = true; // false: forward declaration
    StringRef text;         // Go text, a comment
    Pos pos;
};
struct UsingDecl { // `using Celsius = float64;`
    StringRef ns, name;
    Type type;
    StringRef text;
    Pos pos;
};
struct Function {
    StringRef ns, name;
    List<Param> params;
    Type result;            // "void", or a tuple
    Block *body;            // null: a declaration only
    bool inline_ = false;   // COMDAT: instances of generics, wrappers
    bool imported_ = false; // another package has the code; the body is here to be inlined
    bool noinline_ = false; // calls recover, or wraps what does
    bool optnone_ = false;  // long code that runs once
    bool noreturn_ = false;
    bool const_ = false; // a member
    bool init = false;   // run before main: GO_INIT behind it
    StringRef goName;    // "main.(*T).M", for tracebacks; empty: not a function in Go
    StringRef text;      // Go text, a comment
    StringRef doc;       // Go doc comment, verbatim; empty if none
    Pos pos;
};
struct Variable { // of a namespace
    StringRef ns, name;
    Type type;
    Expr *init;           // null: {} ; a constant initialiser otherwise
    bool inline_ = false; // COMDAT: descriptors
    bool const_ = false;
    bool constexpr_ = false;
    bool extern_ = false; // a declaration only
    bool static_ = false; // seen in this unit only
    bool noptr_ = false;  // large, and nothing for the collector
    StringRef text;
    StringRef doc;
    Pos pos;
};

// One translation unit; printed in the order of the sections. Each section groups runs of one namespace.
struct Unit {
    std::string package;            // import path
    std::vector<std::string> files; // Go files, for the head comment
    // struct definitions (and `using`s) in an order in which each is complete before it is needed by value
    struct TypeDecl {
        StructDecl *s = nullptr;
        UsingDecl *u = nullptr;
    };
    std::vector<StructDecl *> forwards;  // of everything in types
    std::vector<TypeDecl> importedTypes; // of other packages, as needed here
    std::vector<Function *> importedFuncs;
    std::vector<Variable *> importedVars;
    std::vector<TypeDecl> types;       // of this package
    std::vector<Variable *> constants; // constexpr
    std::vector<Variable *> vars;
    std::vector<Function *> prototypes;
    std::vector<Variable *>
        descriptorDecls;              // extern declarations, so that descriptors may refer to each other
    std::vector<Function *> funcs;    // with bodies, in source order; instances last
    std::vector<Function *> wrappers; // of methods, for interfaces: each ends in a tail call, if it can
    std::vector<Function *> inits; // package_init if there is anything to do, and main_main of a main package
    std::vector<Variable *> descriptors; // types, method tables
    std::vector<Variable *> itabs;

    struct Embed {
        std::string path; // as #embed has it
        StringRef content;
    };
    std::vector<Embed> embeds; // the files that are to lie beside the text

    std::vector<std::unique_ptr<std::vector<Stmt *>>> blocks; // storage of Block::list
};

} // namespace goloom::cxx

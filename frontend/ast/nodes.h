// The syntax tree: one struct a node, named as in go/ast, each under its production in the spec.
//
// Invariants:
//   - Nodes live in the package's Arena and never change after parsing.
//   - pos is the first byte of the node, end is the byte after its last.
//   - A child is non-null unless its comment says otherwise. Lists may be empty.
//   - Cover productions are resolved: `x.(type)` occurs only in TypeSwitchStmt, KeyValueExpr only in
//   CompositeLit,
//     Ellipsis only in parameter types and `[...]T`, IndexExpr is also an instantiation and `T[K]`.
//   - ParenExpr is kept.
#pragma once

#include "frontend/ast/token.h"
#include "frontend/support/name.h"
#include "frontend/support/source.h"

#include "llvm/ADT/ArrayRef.h"
#include "llvm/Support/Casting.h"

#include <cstdint>

namespace goloom::ast {

enum class Kind : uint8_t {
#define EXPR(K) K,
#define STMT(K) K,
#define SPEC(K) K,
#define DECL(K) K,
#include "frontend/ast/nodes.def"
    Field,
    FieldList,
    File,
    FirstExpr = BadExpr,
    LastExpr = ChanType,
    FirstStmt = BadStmt,
    LastStmt = RangeStmt,
    FirstSpec = ImportSpec,
    LastSpec = TypeSpec,
    FirstDecl = BadDecl,
    LastDecl = FuncDecl,
};
llvm::StringRef kindName(Kind);

template <class T> using List = llvm::ArrayRef<T>;

// A run of comments with no blank line between them.
struct Comment {
    Pos pos, end;
    llvm::StringRef text; // with // or /* */
};
struct CommentGroup {
    List<Comment> list;
    Pos pos() const { return list.front().pos; }
    Pos end() const { return list.back().end; }
};

struct Node {
    Kind kind;
    Pos pos, end;
};

struct Expr : Node {
    static bool classof(const Node *n) { return n->kind >= Kind::FirstExpr && n->kind <= Kind::LastExpr; }
};
struct Stmt : Node {
    const CommentGroup *doc = nullptr;     // on the lines before; null if none
    const CommentGroup *comment = nullptr; // behind it on its last line; null if none
    static bool classof(const Node *n) { return n->kind >= Kind::FirstStmt && n->kind <= Kind::LastStmt; }
};
struct Spec : Node {
    const CommentGroup *doc = nullptr;
    const CommentGroup *comment = nullptr;
    static bool classof(const Node *n) { return n->kind >= Kind::FirstSpec && n->kind <= Kind::LastSpec; }
};
struct Decl : Node {
    const CommentGroup *doc = nullptr;
    static bool classof(const Node *n) { return n->kind >= Kind::FirstDecl && n->kind <= Kind::LastDecl; }
};

#define GOLOOM_NODE(K)                                                                                       \
    static constexpr Kind kindOf = Kind::K;                                                                  \
    static bool classof(const Node *n) { return n->kind == Kind::K; }

struct BlockStmt;
struct FieldList;
struct Ident;

// ---------------------------------------------------------------- expressions and types

// What could not be parsed; an error has been reported.
struct BadExpr : Expr {
    GOLOOM_NODE(BadExpr)
};

struct Ident : Expr {
    GOLOOM_NODE(Ident)
    Name name;
};

// BasicLit = int_lit | float_lit | imaginary_lit | rune_lit | string_lit .
struct BasicLit : Expr {
    GOLOOM_NODE(BasicLit)
    Token tok;            // Int, Float, Imag, Char, String
    llvm::StringRef text; // as written
};

// CompositeLit = LiteralType LiteralValue .
struct CompositeLit : Expr {
    GOLOOM_NODE(CompositeLit)
    Expr *type; // null where elided inside another literal
    Pos lbrace, rbrace;
    List<Expr *> elts; // KeyValueExpr or value
};

// FunctionLit = "func" Signature FunctionBody .
struct FuncType;
struct FuncLit : Expr {
    GOLOOM_NODE(FuncLit)
    FuncType *type;
    BlockStmt *body;
};

struct ParenExpr : Expr {
    GOLOOM_NODE(ParenExpr)
    Expr *x;
};

// Selector = "." identifier ; also QualifiedIdent and MethodExpr.
struct SelectorExpr : Expr {
    GOLOOM_NODE(SelectorExpr)
    Expr *x;
    Ident *sel;
};

// Index = "[" Expression [ "," ] "]" ; also TypeArgs.
struct IndexExpr : Expr {
    GOLOOM_NODE(IndexExpr)
    Expr *x;
    Pos lbrack, rbrack;
    List<Expr *> indices; // one, or type arguments
};

// Slice = "[" [ Expression ] ":" [ Expression ] "]" | "[" [ Expression ] ":" Expression ":" Expression "]" .
struct SliceExpr : Expr {
    GOLOOM_NODE(SliceExpr)
    Expr *x;
    Pos lbrack, rbrack;
    Expr *low, *high, *max; // null if absent
    bool slice3;
};

// TypeAssertion = "." "(" Type ")" .
struct TypeAssertExpr : Expr {
    GOLOOM_NODE(TypeAssertExpr)
    Expr *x;
    Expr *type; // null: `.(type)`, only as TypeSwitchStmt::x's source; the tree holds the operand there
    Pos lparen;
};

// Arguments = "(" [ ( ExpressionList | Type [ "," ExpressionList ] ) [ "..." ] [ "," ] ] ")" .
// A conversion looks the same; the checker tells them apart.
struct CallExpr : Expr {
    GOLOOM_NODE(CallExpr)
    Expr *fun;
    Pos lparen, rparen;
    List<Expr *> args;
    Pos ellipsis; // of `...` behind the last argument; 0 if absent
};

// "*" UnaryExpr, also PointerType.
struct StarExpr : Expr {
    GOLOOM_NODE(StarExpr)
    Expr *x;
};

// UnaryExpr = unary_op UnaryExpr ; `~T` in constraints too. `<-x` is op Arrow.
struct UnaryExpr : Expr {
    GOLOOM_NODE(UnaryExpr)
    Token op;
    Expr *x;
};

struct BinaryExpr : Expr {
    GOLOOM_NODE(BinaryExpr)
    Token op;
    Pos opPos;
    Expr *x, *y;
};

// KeyedElement = Key ":" Element .
struct KeyValueExpr : Expr {
    GOLOOM_NODE(KeyValueExpr)
    Pos colon;
    Expr *key, *value;
};

// "..." Type of the last parameter, or the length of `[...]T`.
struct Ellipsis : Expr {
    GOLOOM_NODE(Ellipsis)
    Expr *elt; // null in `[...]T`
};

// ArrayType = "[" ArrayLength "]" ElementType .  SliceType = "[" "]" ElementType .
struct ArrayType : Expr {
    GOLOOM_NODE(ArrayType)
    Expr *len; // null for a slice; Ellipsis for `[...]T`
    Expr *elem;
};

// StructType = "struct" "{" { FieldDecl ";" } "}" .
struct StructType : Expr {
    GOLOOM_NODE(StructType)
    FieldList *fields;
};

// FunctionType = "func" Signature .
struct FuncType : Expr {
    GOLOOM_NODE(FuncType)
    FieldList *typeParams; // null if absent; only of a FuncDecl
    FieldList *params;
    FieldList *results; // null if absent
};

// InterfaceType = "interface" "{" { InterfaceElem ";" } "}" .
// A method is a Field with one name and a FuncType; an embedded element has no name.
struct InterfaceType : Expr {
    GOLOOM_NODE(InterfaceType)
    FieldList *methods;
};

// MapType = "map" "[" KeyType "]" ElementType .
struct MapType : Expr {
    GOLOOM_NODE(MapType)
    Expr *key, *value;
};

// ChannelType = ( "chan" | "chan" "<-" | "<-" "chan" ) ElementType .
enum class ChanDir : uint8_t { Both, Send, Recv };
struct ChanType : Expr {
    GOLOOM_NODE(ChanType)
    ChanDir dir;
    Expr *value;
};

// FieldDecl, ParameterDecl, MethodSpec, TypeParamDecl.
struct Field : Node {
    GOLOOM_NODE(Field)
    const CommentGroup *doc, *comment;
    List<Ident *> names; // empty: embedded field, unnamed parameter, embedded interface element
    Expr *type;
    BasicLit *tag; // null if absent
};
struct FieldList : Node {
    GOLOOM_NODE(FieldList)
    List<Field *> list;
    // The number of parameters or fields that the list declares: an unnamed entry counts one.
    size_t numFields() const {
        size_t n = 0;
        for (Field *f : list) n += f->names.empty() ? 1 : f->names.size();
        return n;
    }
};

// ---------------------------------------------------------------- statements

struct BadStmt : Stmt {
    GOLOOM_NODE(BadStmt)
};

struct GenDecl;
struct DeclStmt : Stmt {
    GOLOOM_NODE(DeclStmt)
    GenDecl *decl;
};

struct EmptyStmt : Stmt {
    GOLOOM_NODE(EmptyStmt)
    bool implicit; // no `;` was written
};

// LabeledStmt = Label ":" Statement .
struct LabeledStmt : Stmt {
    GOLOOM_NODE(LabeledStmt)
    Ident *label;
    Pos colon;
    Stmt *stmt; // EmptyStmt before a closing brace
};

struct ExprStmt : Stmt {
    GOLOOM_NODE(ExprStmt)
    Expr *x;
};

// SendStmt = Channel "<-" Expression .
struct SendStmt : Stmt {
    GOLOOM_NODE(SendStmt)
    Expr *chan;
    Pos arrow;
    Expr *value;
};

struct IncDecStmt : Stmt {
    GOLOOM_NODE(IncDecStmt)
    Expr *x;
    Pos opPos;
    Token op; // Add or Sub
};

// Assignment = ExpressionList assign_op ExpressionList .  ShortVarDecl = IdentifierList ":=" ExpressionList .
struct AssignStmt : Stmt {
    GOLOOM_NODE(AssignStmt)
    List<Expr *> lhs;
    Pos opPos;
    Token tok; // Assign, Define, or the operator of `op=`
    List<Expr *> rhs;
};

struct GoStmt : Stmt {
    GOLOOM_NODE(GoStmt)
    Expr *call; // anything but a CallExpr has been reported
};

struct DeferStmt : Stmt {
    GOLOOM_NODE(DeferStmt)
    Expr *call;
};

struct ReturnStmt : Stmt {
    GOLOOM_NODE(ReturnStmt)
    List<Expr *> results;
};

struct BranchStmt : Stmt {
    GOLOOM_NODE(BranchStmt)
    Token tok;    // Break, Continue, Goto, Fallthrough
    Ident *label; // null if absent
};

struct BlockStmt : Stmt {
    GOLOOM_NODE(BlockStmt)
    List<Stmt *> list;
    Pos lbrace, rbrace;
};

// IfStmt = "if" [ SimpleStmt ";" ] Expression Block [ "else" ( IfStmt | Block ) ] .
struct IfStmt : Stmt {
    GOLOOM_NODE(IfStmt)
    Stmt *init; // null if absent
    Expr *cond;
    BlockStmt *body;
    Stmt *els; // BlockStmt or IfStmt; null if absent
};

// ExprCaseClause, TypeSwitchCase ":" StatementList .
struct CaseClause : Stmt {
    GOLOOM_NODE(CaseClause)
    bool isDefault;
    List<Expr *> list; // expressions, or types (nil is an Ident); empty for default
    Pos colon;
    List<Stmt *> body;
};

// ExprSwitchStmt = "switch" [ SimpleStmt ";" ] [ Expression ] "{" { ExprCaseClause } "}" .
struct SwitchStmt : Stmt {
    GOLOOM_NODE(SwitchStmt)
    Stmt *init; // null if absent
    Expr *tag;  // null if absent
    Pos lbrace, rbrace;
    List<CaseClause *> cases;
};

// TypeSwitchStmt = "switch" [ SimpleStmt ";" ] TypeSwitchGuard "{" { TypeCaseClause } "}" .
// TypeSwitchGuard = [ identifier ":=" ] PrimaryExpr "." "(" "type" ")" .
struct TypeSwitchStmt : Stmt {
    GOLOOM_NODE(TypeSwitchStmt)
    Stmt *init;  // null if absent
    Ident *bind; // null if absent
    Expr *x;     // the PrimaryExpr
    Pos lbrace, rbrace;
    List<CaseClause *> cases;
};

// CommClause = CommCase ":" StatementList .
struct CommClause : Stmt {
    GOLOOM_NODE(CommClause)
    Stmt *comm; // SendStmt, ExprStmt or AssignStmt of a receive; null: default
    Pos colon;
    List<Stmt *> body;
};

struct SelectStmt : Stmt {
    GOLOOM_NODE(SelectStmt)
    Pos lbrace, rbrace;
    List<CommClause *> cases;
};

// ForStmt = "for" [ Condition | ForClause ] Block .
struct ForStmt : Stmt {
    GOLOOM_NODE(ForStmt)
    Stmt *init; // null if absent
    Expr *cond; // null if absent
    Stmt *post; // null if absent
    BlockStmt *body;
};

// RangeClause = [ ExpressionList "=" | IdentifierList ":=" ] "range" Expression .
struct RangeStmt : Stmt {
    GOLOOM_NODE(RangeStmt)
    Expr *key, *value;  // null if absent
    List<Expr *> extra; // beyond two: an error of the checker
    Token tok;          // Define, Assign, or None when there is no key
    Pos rangePos;
    Expr *x;
    BlockStmt *body;
};

// ---------------------------------------------------------------- declarations

// ImportSpec = [ "." | PackageName ] ImportPath .
struct ImportSpec : Spec {
    GOLOOM_NODE(ImportSpec)
    Ident *name; // null if absent; "." and "_" are names here
    BasicLit *path;
};

// ConstSpec = IdentifierList [ [ Type ] "=" ExpressionList ] .
struct ConstSpec : Spec {
    GOLOOM_NODE(ConstSpec)
    List<Ident *> names;
    Expr *type; // null if absent; not inherited here
    List<Expr *> values;
    unsigned iota; // index of the spec in its declaration
};

// VarSpec = IdentifierList ( Type [ "=" ExpressionList ] | "=" ExpressionList ) .
struct VarSpec : Spec {
    GOLOOM_NODE(VarSpec)
    List<Ident *> names;
    Expr *type; // null if absent
    List<Expr *> values;
};

// TypeSpec = AliasDecl | TypeDef .
struct TypeSpec : Spec {
    GOLOOM_NODE(TypeSpec)
    Ident *name;
    FieldList *typeParams; // null if absent
    Pos assign;            // of `=` in an alias declaration, else 0
    Expr *type;
};

struct BadDecl : Decl {
    GOLOOM_NODE(BadDecl)
};

// ImportDecl, ConstDecl, VarDecl, TypeDecl.
struct GenDecl : Decl {
    GOLOOM_NODE(GenDecl)
    Token tok;  // Import, Const, Var, Type
    Pos lparen; // 0 if absent
    List<Spec *> specs;
};

// FunctionDecl, MethodDecl.
struct FuncDecl : Decl {
    GOLOOM_NODE(FuncDecl)
    FieldList *recv; // null for a function
    Ident *name;
    FuncType *type;
    BlockStmt *body;               // null: declared elsewhere
    List<llvm::StringRef> pragmas; // go:noinline, go:nosplit, …, without the slashes
};

// SourceFile = PackageClause ";" { ImportDecl ";" } { TopLevelDecl ";" } .
struct File : Node {
    GOLOOM_NODE(File)
    SourceFile *source;
    const CommentGroup *doc; // null if none
    Ident *name;
    List<Decl *> decls; // imports first
    List<ImportSpec *> imports;
    List<CommentGroup *> comments; // all, by position
    llvm::StringRef goVersion;     // "go1.21" from a //go:build line; empty if none
    bool headOnly = false;         // of a file that could not be read to its end: nothing behind the imports
};

#undef GOLOOM_NODE

// `(x)` → `x`, any depth.
inline Expr *unparen(Expr *x) {
    while (auto *p = llvm::dyn_cast<ParenExpr>(x)) x = p->x;
    return x;
}

} // namespace goloom::ast

#include "frontend/ast/token.h"
#include "frontend/ast/nodes.h"

namespace goloom::ast {

llvm::StringRef kindName(Kind k) {
    switch (k) {
#define EXPR(K)                                                                                              \
    case Kind::K: return #K;
#define STMT(K)                                                                                              \
    case Kind::K: return #K;
#define SPEC(K)                                                                                              \
    case Kind::K: return #K;
#define DECL(K)                                                                                              \
    case Kind::K: return #K;
#include "frontend/ast/nodes.def"
    case Kind::Field: return "Field";
    case Kind::FieldList: return "FieldList";
    case Kind::File: return "File";
    }
    return "?";
}

llvm::StringRef spelling(Token t) {
    switch (t) {
    case Token::None: return "";
    case Token::Int: return "int";
    case Token::Float: return "float";
    case Token::Imag: return "imaginary";
    case Token::Char: return "rune";
    case Token::String: return "string";
    case Token::Add: return "+";
    case Token::Sub: return "-";
    case Token::Mul: return "*";
    case Token::Quo: return "/";
    case Token::Rem: return "%";
    case Token::And: return "&";
    case Token::Or: return "|";
    case Token::Xor: return "^";
    case Token::Shl: return "<<";
    case Token::Shr: return ">>";
    case Token::AndNot: return "&^";
    case Token::LAnd: return "&&";
    case Token::LOr: return "||";
    case Token::Eql: return "==";
    case Token::Neq: return "!=";
    case Token::Lss: return "<";
    case Token::Leq: return "<=";
    case Token::Gtr: return ">";
    case Token::Geq: return ">=";
    case Token::Not: return "!";
    case Token::Tilde: return "~";
    case Token::Arrow: return "<-";
    case Token::Assign: return "=";
    case Token::Define: return ":=";
    case Token::Break: return "break";
    case Token::Continue: return "continue";
    case Token::Goto: return "goto";
    case Token::Fallthrough: return "fallthrough";
    case Token::Import: return "import";
    case Token::Const: return "const";
    case Token::Type: return "type";
    case Token::Var: return "var";
    }
    return "?";
}

int precedence(Token t) {
    switch (t) {
    case Token::Mul:
    case Token::Quo:
    case Token::Rem:
    case Token::Shl:
    case Token::Shr:
    case Token::And:
    case Token::AndNot: return 5;
    case Token::Add:
    case Token::Sub:
    case Token::Or:
    case Token::Xor: return 4;
    case Token::Eql:
    case Token::Neq:
    case Token::Lss:
    case Token::Leq:
    case Token::Gtr:
    case Token::Geq: return 3;
    case Token::LAnd: return 2;
    case Token::LOr: return 1;
    default: return 0;
    }
}

} // namespace goloom::ast

// The tokens of a wrong file, with gc's words for what is wrong in them.
//
// ErrorTokens reads on behind any error: a malformed literal is a literal, a stray byte is skipped. Positions
// are byte offsets; columns that gc counts inside a token are kept.
#pragma once

#include "frontend/ast/token.h"
#include "frontend/support/diag.h"
#include "frontend/syntax/raw_comment.h"

#include "llvm/ADT/Twine.h"

namespace goloom::syntax {

enum class Tok : uint8_t {
    Eof,
    Name,
    Literal,
    Operator,
    AssignOp,
    IncDec,
    Assign,
    Define,
    Arrow,
    Star,
    Lparen,
    Lbrack,
    Lbrace,
    Rparen,
    Rbrack,
    Rbrace,
    Comma,
    Semi,
    Colon,
    Dot,
    DotDotDot,
    Break,
    Case,
    Chan,
    Const,
    Continue,
    Default,
    Defer,
    Else,
    Fallthrough,
    For,
    Func,
    Go,
    Goto,
    If,
    Import,
    Interface,
    Map,
    Package,
    Range,
    Return,
    Select,
    Struct,
    Switch,
    Type,
    Var,
};

// As gc names a token that it expects.
llvm::StringRef tokenName(Tok);
inline bool isKeyword(Tok t) { return t >= Tok::Break; }

class ErrorTokens {
  public:
    ErrorTokens(SourceFile &file, Diagnostics &diags);

    void next();
    // From now on there is only Eof.
    void stop() { stopped_ = true; }

    Tok tok = Tok::Eof;
    uint32_t at = 0, end = 0;
    llvm::StringRef text;             // as written; of a semicolon "semicolon", "newline" or "EOF"
    ast::Token op = ast::Token::None; // of Operator, AssignOp, IncDec, Star
    int prec = 0;                     // of a binary operator, else 0
    ast::Token literal = ast::Token::None;
    bool bad = false; // of a malformed literal

    // All comments so far: the parser's token source may not have come this far.
    std::vector<RawComment> comments;

    // gc falls silent at the end of the file once something was wrong.
    unsigned errors = 0;
    void error(uint32_t offset, const llvm::Twine &message);

  private:
    static constexpr int eof = -1;

    int peek() const { return c_; }
    void advance(); // to the next rune; complains about bytes that no Go file may hold
    void decode();
    bool take(int c) {
        if (c_ != c) return false;
        advance();
        return true;
    }
    void set(Tok t) { tok = t; }
    void setOperator(ast::Token o, bool assignable);
    void identifier();
    bool identifierChar(bool first);
    void number(bool seenPoint);
    unsigned digits(int base, int64_t *invalid);
    void runeLiteral();
    void stringLiteral();
    void rawString();
    bool escape(int quote);
    void finishLiteral(ast::Token kind, bool ok);
    bool scan(bool semicolon);  // false: it was no token
    bool slash(bool semicolon); // comment or operator
    bool blockComment();
    void lineDirective(uint32_t start, uint32_t textEnd, bool full);
    void operators();

    SourceFile &file_;
    Diagnostics &diags_;
    llvm::StringRef src_;
    uint32_t pos_ = 0;   // of c_
    uint32_t width_ = 0; // bytes of c_
    int c_ = eof;
    bool semicolon_ = false; // a newline here is a semicolon
    bool stopped_ = false;
};

} // namespace goloom::syntax

// The tokens of one file as the parser sees them: semicolons inserted, braces tagged, comments set aside.
//
// A token is 32 bytes in one vector: ANTLR's own CommonToken, with its strings and owners, took as long to
// make as the rest of the lexing. Positions are byte offsets into the file.
#pragma once

#include "frontend/syntax/raw_comment.h"

#include "grammar/GoLexer.h"

#include "llvm/ADT/StringRef.h"

#include <vector>

namespace goloom::syntax {

class GoToken final : public antlr4::Token {
  public:
    GoToken(size_t type, uint32_t start, uint32_t end, uint32_t index, bool newline = false)
        : type(type), start(start), end(end), index(index), newline(newline) {}

    size_t type;
    uint32_t start, end; // [start, end)
    uint32_t index;
    bool newline; // a semicolon that was not written

    std::string getText() const override { return {}; }
    size_t getType() const override { return type; }
    size_t getLine() const override { return 0; }
    size_t getCharPositionInLine() const override { return 0; }
    size_t getChannel() const override { return DEFAULT_CHANNEL; }
    size_t getTokenIndex() const override { return index; }
    size_t getStartIndex() const override { return start; }
    size_t getStopIndex() const override { return end - 1; }
    antlr4::TokenSource *getTokenSource() const override { return nullptr; }
    antlr4::CharStream *getInputStream() const override { return nullptr; }
    std::string toString() const override { return {}; }
};

struct TokenList {
    std::vector<GoToken> tokens; // ends with EOF
    std::vector<RawComment> comments;
    bool ok = true; // false: some byte is not the start of a token, or a comment is open; tokens end there
    // A number runs into a letter, digit or point. It may still parse (`0x1.f`), but is wrong.
    bool suspect = false;
};

// Stops behind the import declarations when importsOnly.
TokenList lex(llvm::StringRef text, bool importsOnly);

} // namespace goloom::syntax

// From bytes to the parser's tokens.
//
// ANTLR's lexer matches one token at a time; this file steps over white space and comments itself (most bytes
// of a program are there), inserts semicolons, and tags braces. It is the only place that knows the two rules
// of Go that are not context-free:
//
// - spec "Semicolons": a newline behind a token that can end an operand or statement is a semicolon. The
// inserted
//   token stands at the end of the token before it.
// - spec "Composite literals": between the keyword and the block of if, for and switch, `T {` opens the
// block.
//   BraceTagger follows brackets and the type literals in flight and so knows each `{` when it comes.

#include "frontend/syntax/tokens.h"

#include "llvm/Support/ConvertUTF.h"

#include <cstring>

namespace goloom::syntax {

using Lexer = grammar::GoLexer;

namespace {

// The file as ANTLR's lexer reads it: the index is the byte offset, an element is a rune.
class Utf8Stream final : public antlr4::CharStream {
  public:
    explicit Utf8Stream(llvm::StringRef text) : text_(text) {}

    void consume() override { at_ += width(at_); }
    size_t LA(ssize_t i) override {
        if (i == 0) return 0;
        size_t at = at_;
        for (; i > 1; i--)
            if (at < text_.size()) at += width(at);
        if (at >= text_.size()) return antlr4::IntStream::EOF;
        unsigned char c = text_[at];
        return c < 0x80 ? c : decode(at);
    }
    ssize_t mark() override { return -1; }
    void release(ssize_t) override {}
    size_t index() override { return at_; }
    void seek(size_t index) override { at_ = index; }
    size_t size() override { return text_.size(); }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval &) override { return {}; }
    std::string toString() const override { return {}; }

  private:
    size_t width(size_t at) const {
        unsigned char c = text_[at];
        if (c < 0x80) return 1;
        return std::min<size_t>(llvm::getNumBytesForUTF8(c), text_.size() - at);
    }
    // The caller has seen to it that the text is valid UTF-8.
    size_t decode(size_t at) const {
        auto *p = reinterpret_cast<const llvm::UTF8 *>(text_.data() + at);
        llvm::UTF32 rune = 0xfffd;
        llvm::convertUTF8Sequence(&p, reinterpret_cast<const llvm::UTF8 *>(text_.end()), &rune,
                                  llvm::strictConversion);
        return rune;
    }

    llvm::StringRef text_;
    size_t at_ = 0;
};

// spec: "an identifier; an integer, floating-point, imaginary, rune, or string literal; one of the keywords
// break, continue, fallthrough, or return; one of the operators and punctuation ++, --, ), ], or }"
bool endsStatement(size_t type) {
    switch (type) {
    case Lexer::IDENT:
    case Lexer::INT:
    case Lexer::FLOAT:
    case Lexer::IMAG:
    case Lexer::CHAR:
    case Lexer::STRING:
    case Lexer::BREAK:
    case Lexer::CONTINUE:
    case Lexer::FALLTHROUGH:
    case Lexer::RETURN:
    case Lexer::INCDEC:
    case Lexer::RPAREN:
    case Lexer::RBRACK:
    case Lexer::RBRACE: return true;
    default: return false;
    }
}

class BraceTagger {
  public:
    size_t tag(size_t type) {
        Level &l = levels_.back();
        switch (type) {
        case Lexer::IF:
        case Lexer::FOR:
        case Lexer::SWITCH:
        case Lexer::SELECT: l = Level{.header = true}; break;
        case Lexer::FUNC:
            if (l.type == InFlight::None) l.type = InFlight::Func;
            break;
        case Lexer::STRUCT:
        case Lexer::MAP:
            if (l.type == InFlight::None) l.type = InFlight::Literal;
            break;
        case Lexer::LBRACK:
            if (l.type == InFlight::None && !operandEnd(prev_)) l.type = InFlight::Literal;
            levels_.push_back({});
            break;
        case Lexer::LPAREN: {
            bool params = prev_ == Lexer::FUNC;
            // Behind `[]T` a parenthesis is a conversion, unless it belongs to a function type or a nested
            // type.
            if (l.type == InFlight::Literal && !params && !l.results && prev_ != Lexer::RBRACK &&
                operandEnd(prev_))
                l.type = InFlight::None;
            // So it is behind `func() T`, which in a header is no declaration.
            if (l.type == InFlight::Func && l.header && !params && !l.results && prev_ != Lexer::RBRACK &&
                operandEnd(prev_))
                l.type = InFlight::None;
            l.results = params;
            levels_.push_back({.typeGroup = prev_ == Lexer::TYPE});
            break;
        }
        case Lexer::LBRACE: type = brace(); break;
        case Lexer::RPAREN:
        case Lexer::RBRACK:
        case Lexer::RBRACE:
            if (levels_.size() > 1) levels_.pop_back();
            prev_ = type;
            return type; // results stays for the parenthesis that may follow
        case Lexer::SEMI: l.type = InFlight::None; break;
        case Lexer::COMMA:
        case Lexer::COLON:
        case Lexer::ASSIGN:
        case Lexer::DEFINE:
        case Lexer::OPASSIGN:
        case Lexer::BINARY:
        case Lexer::SIGN:
        case Lexer::NOT:
        case Lexer::RANGE:
        case Lexer::CASE:
        case Lexer::ELSE: l.type = InFlight::None; break;
        case Lexer::STAR:
        case Lexer::OR: // but `[]*T` goes on
            if (l.type == InFlight::Literal && operandEnd(prev_) && prev_ != Lexer::RBRACK)
                l.type = InFlight::None;
            break;
        default: break;
        }
        if (type != Lexer::LPAREN) levels_.back().results = false;
        prev_ = type;
        return type;
    }

    // In brackets that stand directly in `type ( … )`, or in one more pair that has just been opened.
    bool inTypeGroup(bool opened) const {
        size_t up = opened ? 3 : 2;
        return levels_.size() >= up && levels_[levels_.size() - up].typeGroup;
    }

  private:
    // The type whose text is being read: `{` behind it opens a function's body or a literal's value.
    enum class InFlight : uint8_t { None, Func, Literal };
    struct Level {
        bool header = false;    // between a control clause's keyword and its body
        bool results = false;   // the parenthesis just closed held a function type's parameters
        bool typeGroup = false; // in `type ( … )`
        InFlight type = InFlight::None;
    };

    size_t brace() {
        Level &l = levels_.back();
        size_t tag = Lexer::LBRACE;
        if (prev_ == Lexer::STRUCT || prev_ == Lexer::INTERFACE) {
            // The type goes on: `[]struct{…}{…}`.
        } else if (prev_ == Lexer::ELSE) {
            tag = Lexer::LBODY;
        } else if (l.type == InFlight::Literal) {
            l.type = InFlight::None;
        } else if (l.type == InFlight::Func) {
            l.type = InFlight::None;
            tag = Lexer::LFUNC;
        } else if (l.header) {
            l.header = false;
            tag = Lexer::LBODY;
        }
        levels_.push_back({});
        return tag;
    }

    static bool operandEnd(size_t type) {
        switch (type) {
        case Lexer::IDENT:
        case Lexer::INT:
        case Lexer::FLOAT:
        case Lexer::IMAG:
        case Lexer::CHAR:
        case Lexer::STRING:
        case Lexer::RPAREN:
        case Lexer::RBRACK:
        case Lexer::RBRACE: return true;
        default: return false;
        }
    }

    std::vector<Level> levels_{Level{}};
    size_t prev_ = Lexer::SEMI;
};

class TokenSource {
  public:
    TokenSource(llvm::StringRef text, bool importsOnly) : text_(text), importsOnly_(importsOnly) {
        out_.tokens.reserve(text.size() / 4 + 16);
    }

    TokenList run() {
        at_ = text_.starts_with("\xef\xbb\xbf") ? 3 : 0;
        while (step()) {
        }
        auto end = static_cast<uint32_t>(text_.size());
        if (out_.ok && endsStatement(prev_)) push(Lexer::SEMI, lastEnd_, lastEnd_, true);
        push(antlr4::Token::EOF, end, end, false);
        return std::move(out_);
    }

  private:
    // One token with the white space and comments before it; false at the end.
    bool step() {
        if (skipSpace() && endsStatement(prev_)) {
            push(Lexer::SEMI, lastEnd_, lastEnd_, true);
            if (importsOnly_ && depth_ == 0 && !importNext()) return false;
        }
        if (!out_.ok || at_ >= text_.size()) return false;
        uint32_t start = at_;
        stream_.seek(at_);
        size_t type;
        try {
            type =
                lexer_.getInterpreter<antlr4::atn::LexerATNSimulator>()->match(&stream_, Lexer::DEFAULT_MODE);
        } catch (const antlr4::LexerNoViableAltException &) {
            out_.ok = false;
            return false;
        }
        at_ = static_cast<uint32_t>(stream_.index());
        if (type >= Lexer::INT && type <= Lexer::IMAG && at_ < text_.size()) {
            unsigned char c = text_[at_];
            if (isalnum(c) || c == '_' || c == '.' || c >= 0x80) out_.suspect = true;
        }
        if (type == Lexer::LPAREN) depth_++;
        if (type == Lexer::RPAREN) depth_--;
        push(tagger_.tag(type), start, at_, false);
        tagTypeParam();
        return true;
    }

    // In `type T[P …`, what can follow P in no expression, a comma or a bracket makes it a type parameter.
    void tagTypeParam() {
        auto &ts = out_.tokens;
        size_t n = ts.size();
        if (n < 5 || ts[n - 3].type != Lexer::LBRACK || ts[n - 2].type != Lexer::IDENT ||
            ts[n - 4].type != Lexer::IDENT)
            return;
        size_t before = ts[n - 5].type;
        bool group = before == Lexer::SEMI || before == Lexer::LPAREN;
        if (before != Lexer::TYPE && !(group && tagger_.inTypeGroup(ts[n - 1].type == Lexer::LBRACK))) return;
        switch (ts[n - 1].type) {
        case Lexer::IDENT:
        case Lexer::FUNC:
        case Lexer::MAP:
        case Lexer::CHAN:
        case Lexer::STRUCT:
        case Lexer::INTERFACE:
        case Lexer::ARROW:
        case Lexer::TILDE:
        case Lexer::COMMA:
        case Lexer::LBRACK: ts[n - 2].type = Lexer::TYPEPARAM; break;
        default: break;
        }
    }

    bool importNext() const { return text_.substr(at_).starts_with("import"); }

    // True if a newline was passed, in a comment or outside.
    bool skipSpace() {
        bool newline = false;
        bool ownLine = out_.tokens.empty();
        while (at_ < text_.size()) {
            char c = text_[at_];
            if (c == '\n') {
                newline = ownLine = true;
                at_++;
            } else if (c == ' ' || c == '\t' || c == '\r') {
                at_++;
            } else if (c == '/' && at_ + 1 < text_.size() && text_[at_ + 1] == '/') {
                size_t end = text_.find('\n', at_);
                if (end == llvm::StringRef::npos) end = text_.size();
                comment(end, ownLine);
            } else if (c == '/' && at_ + 1 < text_.size() && text_[at_ + 1] == '*') {
                size_t end = text_.find("*/", at_ + 2);
                if (end == llvm::StringRef::npos) {
                    out_.ok = false;
                    return newline;
                }
                if (text_.slice(at_, end).contains('\n')) newline = true;
                comment(end + 2, ownLine);
            } else {
                break;
            }
        }
        return newline;
    }

    void comment(size_t end, bool ownLine) {
        out_.comments.push_back({at_, static_cast<uint32_t>(end), ownLine});
        at_ = static_cast<uint32_t>(end);
    }

    void push(size_t type, uint32_t start, uint32_t end, bool newline) {
        if (newline) tagger_.tag(type);
        out_.tokens.emplace_back(type, start, end, static_cast<uint32_t>(out_.tokens.size()), newline);
        prev_ = type;
        lastEnd_ = end;
    }

    llvm::StringRef text_;
    bool importsOnly_;
    uint32_t at_ = 0;
    Utf8Stream stream_{text_};
    Lexer lexer_{&stream_};
    BraceTagger tagger_;
    TokenList out_;
    size_t prev_ = Lexer::SEMI;
    uint32_t lastEnd_ = 0;
    int depth_ = 0;
};

} // namespace

TokenList lex(llvm::StringRef text, bool importsOnly) { return TokenSource(text, importsOnly).run(); }

} // namespace goloom::syntax

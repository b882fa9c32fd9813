// spec "Lexical elements", with the messages of cmd/compile/internal/syntax.

#include "frontend/syntax/error_tokens.h"

#include "frontend/support/unicode.h"

#include "llvm/ADT/StringSwitch.h"
#include "llvm/ADT/Twine.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FormatVariadic.h"

namespace goloom::syntax {

using ast::Token;

static bool isDecimal(int c) { return c >= '0' && c <= '9'; }
static bool isHex(int c) { return isDecimal(c) || ((c | 0x20) >= 'a' && (c | 0x20) <= 'f'); }
static bool isAsciiLetter(int c) { return ((c | 0x20) >= 'a' && (c | 0x20) <= 'z') || c == '_'; }

// What Go's %#U and %q would show as itself.
static bool isPrintable(uint32_t c) {
    if (c < 0x80) return c >= 0x20 && c < 0x7f;
    if (c < 0xa1 || c == 0xad || c > 0x10ffff) return false;
    if (c >= 0x2000 && c <= 0x200f) return false;
    if (c >= 0x2028 && c <= 0x202f) return false;
    if (c >= 0x205f && c <= 0x206f) return false;
    if (c >= 0xd800 && c <= 0xf8ff) return false;
    return c != 0x3000 && c != 0xfeff && c != 0xffff && c < 0xe0000;
}

static std::string utf8(uint32_t c) {
    char buf[8], *p = buf;
    if (!llvm::ConvertCodePointToUTF8(c, p)) return "\uFFFD";
    return {buf, p};
}

// U+0040 '@'
static std::string unicodeName(uint32_t c) {
    std::string s = llvm::formatv("U+{0:X-4}", c).str();
    if (isPrintable(c)) s += " '" + utf8(c) + "'";
    return s;
}

static std::string quoted(int c) {
    switch (c) {
    case '\n': return "'\\n'";
    case '\r': return "'\\r'";
    case '\t': return "'\\t'";
    case '\'': return "'\\''";
    case '\\': return "'\\\\'";
    default: break;
    }
    if (isPrintable(static_cast<uint32_t>(c))) return "'" + utf8(static_cast<uint32_t>(c)) + "'";
    if (c < 0x80) return llvm::formatv("'\\x{0:x-2}'", c).str();
    return llvm::formatv("'\\u{0:x-4}'", c).str();
}

llvm::StringRef tokenName(Tok t) {
    static const char *const names[] = {
        "EOF",
        "name",
        "literal",
        "op",
        "op=",
        "opop",
        "=",
        ":=",
        "<-",
        "*",
        "(",
        "[",
        "{",
        ")",
        "]",
        "}",
        "comma",
        "semicolon or newline",
        ":",
        ".",
        "...",
        "keyword break",
        "keyword case",
        "keyword chan",
        "keyword const",
        "keyword continue",
        "keyword default",
        "keyword defer",
        "keyword else",
        "keyword fallthrough",
        "keyword for",
        "keyword func",
        "keyword go",
        "keyword goto",
        "keyword if",
        "keyword import",
        "keyword interface",
        "keyword map",
        "keyword package",
        "keyword range",
        "keyword return",
        "keyword select",
        "keyword struct",
        "keyword switch",
        "keyword type",
        "keyword var",
    };
    return names[static_cast<size_t>(t)];
}

static Tok keyword(llvm::StringRef s) {
    if (s.size() < 2 || s.size() > 11) return Tok::Name;
    for (auto t = static_cast<uint8_t>(Tok::Break); t <= static_cast<uint8_t>(Tok::Var); t++)
        if (tokenName(static_cast<Tok>(t)).drop_front(8) == s) return static_cast<Tok>(t);
    return Tok::Name;
}

ErrorTokens::ErrorTokens(SourceFile &file, Diagnostics &diags)
    : file_(file), diags_(diags), src_(file.text()) {
    decode();
    next();
}

void ErrorTokens::error(uint32_t offset, const llvm::Twine &message) {
    if (stopped_) return;
    errors++;
    diags_.report(Diag::LexicalError, file_.at(offset)) << message.str();
}

// ---------------------------------------------------------------- runes

void ErrorTokens::advance() {
    pos_ += width_;
    decode();
}

void ErrorTokens::decode() {
    for (;; pos_ += width_) {
        if (pos_ >= src_.size()) {
            c_ = eof;
            width_ = 0;
            return;
        }
        unsigned char b = src_[pos_];
        width_ = 1;
        if (b == 0) {
            error(pos_, "invalid NUL character");
            continue;
        }
        if (b < 0x80) {
            c_ = b;
            return;
        }
        auto *p = reinterpret_cast<const llvm::UTF8 *>(src_.begin() + pos_);
        llvm::UTF32 rune;
        if (llvm::convertUTF8Sequence(&p, reinterpret_cast<const llvm::UTF8 *>(src_.end()), &rune,
                                      llvm::strictConversion) != llvm::conversionOK) {
            error(pos_, "invalid UTF-8 encoding");
            continue;
        }
        width_ = llvm::getNumBytesForUTF8(b);
        if (rune == 0xfeff) {
            if (pos_ > 0) error(pos_, "invalid BOM in the middle of the file");
            continue;
        }
        c_ = static_cast<int>(rune);
        return;
    }
}

// ---------------------------------------------------------------- tokens

void ErrorTokens::next() {
    if (stopped_) {
        tok = Tok::Eof;
        text = "EOF";
        return;
    }
    bool semicolon = semicolon_;
    semicolon_ = false;
    prec = 0;
    op = Token::None;
    bad = false;
    do {
        while (c_ == ' ' || c_ == '\t' || c_ == '\r' || (c_ == '\n' && !semicolon)) advance();
        at = pos_;
    } while (!scan(semicolon));
    end = pos_;
    if (tok == Tok::Operator)
        text = ast::spelling(op); // the bytes may hold ones that were skipped
    else if (tok != Tok::Semi)
        text = src_.slice(at, end);
}

bool ErrorTokens::scan(bool semicolon) {
    if (isAsciiLetter(c_) || (c_ >= 0x80 && identifierChar(true))) {
        advance();
        identifier();
        return true;
    }
    if (isDecimal(c_)) {
        number(false);
        return true;
    }
    switch (c_) {
    case eof:
        set(semicolon ? Tok::Semi : Tok::Eof);
        text = "EOF";
        return true;
    case '\n':
        advance();
        set(Tok::Semi);
        text = "newline";
        return true;
    case ';':
        advance();
        set(Tok::Semi);
        text = "semicolon";
        return true;
    case '"': stringLiteral(); return true;
    case '`': rawString(); return true;
    case '\'': runeLiteral(); return true;
    case '/': return slash(semicolon);
    case '(': set(Tok::Lparen); break;
    case '[': set(Tok::Lbrack); break;
    case '{': set(Tok::Lbrace); break;
    case ',': set(Tok::Comma); break;
    case ')':
        set(Tok::Rparen);
        semicolon_ = true;
        break;
    case ']':
        set(Tok::Rbrack);
        semicolon_ = true;
        break;
    case '}':
        set(Tok::Rbrace);
        semicolon_ = true;
        break;
    case ':':
        advance();
        set(take('=') ? Tok::Define : Tok::Colon);
        return true;
    case '.':
        advance();
        if (isDecimal(c_)) {
            number(true);
        } else if (c_ == '.' && src_.substr(pos_).starts_with("..")) {
            advance();
            advance();
            set(Tok::DotDotDot);
        } else {
            set(Tok::Dot);
        }
        return true;
    case '+':
    case '-':
    case '*':
    case '%':
    case '&':
    case '|':
    case '^':
    case '<':
    case '>':
    case '=':
    case '!':
    case '~': operators(); return true;
    default:
        error(pos_, "invalid character " + unicodeName(static_cast<uint32_t>(c_)));
        advance();
        return false;
    }
    advance();
    return true;
}

void ErrorTokens::setOperator(Token o, bool assignable) {
    op = o;
    prec = ast::precedence(o);
    set(assignable && take('=') ? Tok::AssignOp : Tok::Operator);
}

void ErrorTokens::operators() {
    int c = c_;
    advance();
    switch (c) {
    case '+':
    case '-': {
        Token o = c == '+' ? Token::Add : Token::Sub;
        if (take(c)) {
            op = o;
            set(Tok::IncDec);
            semicolon_ = true;
            return;
        }
        return setOperator(o, true);
    }
    case '*':
        op = Token::Mul;
        prec = ast::precedence(op);
        return set(take('=') ? Tok::AssignOp : Tok::Star);
    case '%': return setOperator(Token::Rem, true);
    case '^': return setOperator(Token::Xor, true);
    case '&':
        if (take('&')) return setOperator(Token::LAnd, false);
        return setOperator(take('^') ? Token::AndNot : Token::And, true);
    case '|':
        if (take('|')) return setOperator(Token::LOr, false);
        return setOperator(Token::Or, true);
    case '<':
        if (take('=')) return setOperator(Token::Leq, false);
        if (take('<')) return setOperator(Token::Shl, true);
        if (take('-')) return set(Tok::Arrow);
        return setOperator(Token::Lss, false);
    case '>':
        if (take('=')) return setOperator(Token::Geq, false);
        if (take('>')) return setOperator(Token::Shr, true);
        return setOperator(Token::Gtr, false);
    case '=':
        if (take('=')) return setOperator(Token::Eql, false);
        return set(Tok::Assign);
    case '!':
        if (take('=')) return setOperator(Token::Neq, false);
        return setOperator(Token::Not, false);
    default: return setOperator(Token::Tilde, false);
    }
}

bool ErrorTokens::identifierChar(bool first) {
    if (c_ == eof) return false;
    auto c = static_cast<uint32_t>(c_);
    if (isLetterRune(c) || c_ == '_') return true;
    if (isDigitRune(c)) {
        if (first) error(pos_, "identifier cannot begin with digit " + unicodeName(c));
        return true;
    }
    if (c_ < 0x80) return false;
    error(pos_, "invalid character " + unicodeName(c) + " in identifier");
    return true;
}

void ErrorTokens::identifier() {
    while (isAsciiLetter(c_) || isDecimal(c_)) advance();
    if (c_ >= 0x80)
        while (identifierChar(false)) advance();
    set(keyword(src_.slice(at, pos_)));
    semicolon_ = tok == Tok::Name || tok == Tok::Break || tok == Tok::Continue || tok == Tok::Fallthrough ||
                 tok == Tok::Return;
}

// ---------------------------------------------------------------- comments

bool ErrorTokens::slash(bool semicolon) {
    uint32_t start = pos_;
    advance();
    if (c_ == '/') {
        while (c_ != eof && c_ != '\n') advance();
        comments.push_back({start, pos_, false});
        lineDirective(start, pos_, false);
        return false;
    }
    if (c_ != '*') {
        setOperator(Token::Quo, true);
        return true;
    }
    advance();
    bool closed = blockComment();
    if (closed) {
        comments.push_back({start, pos_, false});
        lineDirective(start, pos_, true);
    }
    if (semicolon && src_.slice(start, pos_).contains('\n')) {
        set(Tok::Semi);
        text = "newline";
        return true;
    }
    return false;
}

bool ErrorTokens::blockComment() {
    while (c_ != eof) {
        bool star = c_ == '*';
        advance();
        if (star && c_ == '/') {
            advance();
            return true;
        }
    }
    error(at, "comment not terminated");
    return false;
}

// Only complains; the directives themselves took effect with the first reading of the comments.
void ErrorTokens::lineDirective(uint32_t start, uint32_t textEnd, bool full) {
    llvm::StringRef s = src_.slice(start + 2, full ? textEnd - 2 : textEnd);
    if (!full) s.consume_back("\r");
    bool lineStart = start == 0 || src_[start - 1] == '\n';
    if (!s.consume_front("line ") || (!full && !lineStart) || s.contains('\n')) return;
    auto number = [](llvm::StringRef digits, unsigned &n) {
        return !digits.empty() && !digits.getAsInteger(10, n);
    };
    constexpr unsigned max = 1u << 30;
    size_t colon = s.rfind(':');
    if (colon == llvm::StringRef::npos) return;
    unsigned last = 0, before = 0;
    uint32_t base = start + 7;
    llvm::StringRef tail = s.drop_front(colon + 1);
    if (!number(tail, last)) {
        error(base + static_cast<uint32_t>(colon) + 1, "invalid line number: " + tail);
        return;
    }
    llvm::StringRef head = s.take_front(colon);
    size_t colon2 = head.rfind(':');
    if (colon2 != llvm::StringRef::npos && number(head.drop_front(colon2 + 1), before)) {
        if (last == 0 || last > max)
            error(base + static_cast<uint32_t>(colon) + 1, "invalid column number: " + tail);
        else if (before == 0 || before > max)
            error(base + static_cast<uint32_t>(colon2) + 1,
                  "invalid line number: " + s.drop_front(colon2 + 1));
        return;
    }
    if (last == 0 || last > max)
        error(base + static_cast<uint32_t>(colon) + 1, "invalid line number: " + tail);
}

// ---------------------------------------------------------------- literals

static const char *baseName(int base) {
    return base == 2 ? "binary" : base == 8 ? "octal" : base == 10 ? "decimal" : "hexadecimal";
}

enum : unsigned { sawDigit = 1, sawSeparator = 2 };

// What digits and `_` were seen. Below base 10 any decimal digit is taken; the first too great goes to
// *invalid.
unsigned ErrorTokens::digits(int base, int64_t *invalid) {
    unsigned seen = 0;
    for (; c_ == '_' || (base == 16 ? isHex(c_) : isDecimal(c_)); advance()) {
        if (c_ == '_') {
            seen |= sawSeparator;
            continue;
        }
        seen |= sawDigit;
        if (base <= 10 && c_ >= '0' + base && invalid && *invalid < 0) *invalid = pos_ - at;
    }
    return seen;
}

// The index of the first `_` that does not stand between digits, a prefix counting as one; -1 if there is
// none.
static int64_t misplacedSeparator(llvm::StringRef s) {
    bool hex = false;
    bool digitBefore = false;
    size_t i = 0;
    if (s.size() >= 2 && s[0] == '0' && llvm::StringRef("xob").contains(static_cast<char>(s[1] | 0x20))) {
        hex = (s[1] | 0x20) == 'x';
        digitBefore = true;
        i = 2;
    }
    for (; i < s.size(); i++) {
        if (s[i] == '_') {
            bool digitBehind =
                i + 1 < s.size() && (s[i + 1] == '_' || (hex ? isHex(s[i + 1]) : isDecimal(s[i + 1])));
            if (!digitBefore || !digitBehind) return static_cast<int64_t>(i);
            digitBefore = false;
        } else {
            digitBefore = hex ? isHex(s[i]) : isDecimal(s[i]);
        }
    }
    return -1;
}

void ErrorTokens::number(bool seenPoint) {
    bool ok = true;
    auto complain = [&](uint32_t offset, const llvm::Twine &message) {
        if (ok) error(offset, message);
        ok = false;
    };
    Token kind = Token::Int;
    int base = 10;
    int prefix = 0; // 0, '0', 'x', 'o' or 'b'
    unsigned seen = 0;
    int64_t invalid = -1;
    if (!seenPoint) {
        if (take('0')) {
            switch (c_ | 0x20) {
            case 'x':
                base = 16;
                prefix = 'x';
                break;
            case 'o':
                base = 8;
                prefix = 'o';
                break;
            case 'b':
                base = 2;
                prefix = 'b';
                break;
            default:
                base = 8;
                prefix = '0';
                seen = sawDigit;
                break;
            }
            if (prefix != '0') advance();
        }
        seen |= digits(base, &invalid);
        if (c_ == '.') {
            if (prefix == 'o' || prefix == 'b')
                complain(pos_, llvm::Twine("invalid radix point in ") + baseName(base) + " literal");
            advance();
            seenPoint = true;
        }
    }
    if (seenPoint) {
        kind = Token::Float;
        seen |= digits(base, &invalid);
    }
    if (!(seen & sawDigit)) complain(pos_, llvm::Twine(baseName(base)) + " literal has no digits");

    int e = c_ | 0x20;
    if (c_ != eof && (e == 'e' || e == 'p')) {
        if (e == 'e' && prefix && prefix != '0')
            complain(pos_, llvm::Twine(quoted(c_)) + " exponent requires decimal mantissa");
        if (e == 'p' && prefix != 'x')
            complain(pos_, llvm::Twine(quoted(c_)) + " exponent requires hexadecimal mantissa");
        advance();
        kind = Token::Float;
        if (c_ == '+' || c_ == '-') advance();
        seen = digits(10, nullptr) | (seen & sawSeparator);
        if (!(seen & sawDigit)) complain(pos_, "exponent has no digits");
    } else if (prefix == 'x' && kind == Token::Float) {
        complain(pos_, "hexadecimal mantissa requires a 'p' exponent");
    }
    if (take('i')) kind = Token::Imag;

    llvm::StringRef s = src_.slice(at, pos_);
    if (kind == Token::Int && invalid >= 0)
        complain(at + static_cast<uint32_t>(invalid), "invalid digit " +
                                                          quoted(s[static_cast<size_t>(invalid)]) + " in " +
                                                          baseName(base) + " literal");
    if (seen & sawSeparator) {
        int64_t i = misplacedSeparator(s);
        if (i >= 0) complain(at + static_cast<uint32_t>(i), "'_' must separate successive digits");
    }
    finishLiteral(kind, ok);
}

void ErrorTokens::finishLiteral(Token kind, bool ok) {
    set(Tok::Literal);
    literal = kind;
    bad = !ok;
    semicolon_ = true;
}

void ErrorTokens::runeLiteral() {
    bool ok = true;
    auto complain = [&](uint32_t offset, const char *message) {
        if (ok) error(offset, message);
        ok = false;
    };
    advance();
    for (unsigned n = 0;; n++) {
        if (c_ == '\'') {
            if (n == 0)
                complain(pos_, "empty rune literal or unescaped '");
            else if (n > 1)
                complain(at, "more than one character in rune literal");
            advance();
            break;
        }
        if (c_ == '\n') {
            complain(pos_, "newline in rune literal");
            break;
        }
        if (c_ == eof) {
            complain(at, "rune literal not terminated");
            break;
        }
        bool backslash = c_ == '\\';
        advance();
        if (backslash && !escape('\'')) ok = false;
    }
    finishLiteral(Token::Char, ok);
}

void ErrorTokens::stringLiteral() {
    bool ok = true;
    advance();
    while (!take('"')) {
        if (c_ == '\n' || c_ == eof) {
            if (c_ == eof)
                error(at, "string not terminated");
            else
                error(pos_, "newline in string");
            ok = false;
            break;
        }
        bool backslash = c_ == '\\';
        advance();
        if (backslash && !escape('"')) ok = false;
    }
    finishLiteral(Token::String, ok);
}

void ErrorTokens::rawString() {
    bool ok = true;
    advance();
    while (!take('`')) {
        if (c_ == eof) {
            error(at, "string not terminated");
            ok = false;
            break;
        }
        advance();
    }
    finishLiteral(Token::String, ok);
}

// Behind the backslash. An escape cut off by the end of the file is left to the caller.
bool ErrorTokens::escape(int quote) {
    int n, base;
    uint32_t max = 0x10ffff;
    if (c_ == eof) return true;
    if (c_ == quote || llvm::StringRef("abfnrtv\\").contains(static_cast<char>(c_ < 0x80 ? c_ : ' '))) {
        advance();
        return true;
    }
    switch (c_) {
    case '0':
    case '1':
    case '2':
    case '3':
    case '4':
    case '5':
    case '6':
    case '7':
        n = 3;
        base = 8;
        max = 255;
        break;
    case 'x':
        n = 2;
        base = 16;
        max = 255;
        break;
    case 'u':
        n = 4;
        base = 16;
        break;
    case 'U':
        n = 8;
        base = 16;
        break;
    default: error(pos_, "unknown escape"); return false;
    }
    if (base == 16) advance();
    uint32_t value = 0;
    for (; n > 0; n--) {
        if (c_ == eof) return true;
        bool valid = base == 8 ? c_ >= '0' && c_ < '8' : isHex(c_);
        if (!valid) {
            error(pos_, "invalid character " + quoted(c_) + " in " + baseName(base) + " escape");
            return false;
        }
        int digit = isDecimal(c_) ? c_ - '0' : (c_ | 0x20) - 'a' + 10;
        value = value * static_cast<uint32_t>(base) + static_cast<uint32_t>(digit);
        advance();
    }
    if (value > max && base == 8) {
        error(pos_, "octal escape value " + llvm::Twine(value) + " > 255");
        return false;
    }
    if (value > max || (value >= 0xd800 && value < 0xe000)) {
        error(pos_, "escape is invalid Unicode code point " + unicodeName(value));
        return false;
    }
    return true;
}

} // namespace goloom::syntax

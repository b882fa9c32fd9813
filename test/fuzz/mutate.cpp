// Changes Go text by tokens. libFuzzer's own changes are of bytes and seldom leave a program that gets past
// the parser; one in five is left to it.
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"

#include <algorithm>
#include <cstring>
#include <random>
#include <string>
#include <utility>
#include <vector>

using llvm::StringRef;

extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maxSize);

namespace {

// What is not in every program, spaced as it may stand anywhere.
constexpr StringRef spare[] = {
    "func",
    "type",
    "var",
    "const",
    "struct{}",
    "interface{}",
    "map[string]int",
    "chan int",
    "<-",
    "range",
    "select",
    "switch",
    "case",
    "default:",
    "defer",
    "go",
    "goto L",
    "L:",
    "break",
    "continue",
    "fallthrough",
    "return",
    "if",
    "else",
    "for",
    "(",
    ")",
    "[",
    "]",
    "{",
    "}",
    ",",
    ";",
    ":",
    ":=",
    "=",
    "...",
    ".(type)",
    ".(int)",
    "~",
    "|",
    "&^",
    "<<",
    "nil",
    "true",
    "iota",
    "any",
    "comparable",
    "error",
    "int8",
    "uint64",
    "complex128",
    "uintptr",
    "[]int{}",
    "[...]int{1}",
    "[3]string{}",
    "T[int]",
    "[T any]",
    "0",
    "-1",
    "1<<63",
    "0x1p-2",
    "1i",
    "'a'",
    "\"s\"",
    "`r`",
    "1e1000000",
    "append",
    "cap",
    "clear",
    "close",
    "complex",
    "copy",
    "delete",
    "imag",
    "len",
    "make",
    "max",
    "min",
    "new",
    "panic",
    "print",
    "println",
    "real",
    "recover",
    "*",
    "&",
    "func() {}",
    "//line x:1\n",
    "/* c */",
    "unsafe.Pointer(nil)",
    "import \"unsafe\"",
    "_",
    "\n",
    "==",
    "&&",
    "!",
};

struct Token {
    enum Kind { Space, Word, Number, Text, Mark } kind;
    StringRef text;
};

size_t tokenLength(StringRef s, Token::Kind &kind) {
    auto run = [&](auto in) { return std::find_if_not(s.begin(), s.end(), in) - s.begin(); };
    auto inWord = [](char c) {
        return llvm::isAlnum(c) || c == '_' || static_cast<unsigned char>(c) >= 0x80;
    };
    char c = s[0];
    if (llvm::isSpace(c)) {
        kind = Token::Space;
        return run(llvm::isSpace);
    }
    if (inWord(c)) {
        kind = llvm::isDigit(c) ? Token::Number : Token::Word;
        return run(inWord);
    }
    if (c == '"' || c == '`' || c == '\'') {
        kind = Token::Text;
        for (size_t i = 1; i < s.size(); i++) {
            if (s[i] == '\\' && c != '`')
                i++;
            else if (s[i] == c)
                return i + 1;
        }
        return 1;
    }
    if (s.starts_with("//")) {
        kind = Token::Space;
        return std::min(s.find('\n'), s.size());
    }
    kind = Token::Mark;
    for (StringRef mark : {"&^=", "<<=", ">>=", "...", ":=", "<-", "&&", "||", "==", "!=", "<=",
                           ">=",  "++",  "--",  "&^",  "<<", ">>", "+=", "-=", "*=", "/="})
        if (s.starts_with(mark)) return mark.size();
    return 1;
}

class Mutation {
  public:
    Mutation(StringRef text, unsigned seed) : rng_(seed) {
        while (!text.empty()) {
            Token t;
            size_t n = tokenLength(text, t.kind);
            t.text = text.take_front(n);
            text = text.drop_front(n);
            if (t.kind != Token::Space) words_.push_back(tokens_.size());
            tokens_.push_back(t);
        }
    }

    std::string run() {
        for (unsigned n = 1 + below(3); n && !words_.empty(); n--) change();
        std::string out;
        for (const Token &t : tokens_) out += t.text;
        return out;
    }

  private:
    size_t below(size_t n) { return rng_() % n; }
    size_t word() { return words_[below(words_.size())]; }
    // Another token of the kind that stands at i, if a few tries find one.
    size_t alike(size_t i) {
        size_t j = word();
        for (int tries = 0; tries < 16 && tokens_[j].kind != tokens_[i].kind; tries++) j = word();
        return j;
    }
    // From a token to behind the bracket that closes it, or to the end of its line.
    std::pair<size_t, size_t> group(size_t i) {
        size_t end = i;
        int depth = 0;
        for (; end < tokens_.size(); end++) {
            StringRef t = tokens_[end].text;
            if (t == "(" || t == "[" || t == "{") depth++;
            if (t == ")" || t == "]" || t == "}") depth--;
            if (depth < 0) break;
            if (depth == 0 && (end > i || t != "(") &&
                (t == ")" || t == "]" || t == "}" || t.contains('\n'))) {
                end++;
                break;
            }
        }
        return {i, std::max(end, i + 1)};
    }
    void replace(std::pair<size_t, size_t> at, std::vector<Token> by) {
        tokens_.erase(tokens_.begin() + at.first, tokens_.begin() + at.second);
        tokens_.insert(tokens_.begin() + at.first, by.begin(), by.end());
        words_.clear();
        for (size_t i = 0; i < tokens_.size(); i++)
            if (tokens_[i].kind != Token::Space) words_.push_back(i);
    }
    std::vector<Token> copy(std::pair<size_t, size_t> at) {
        std::vector<Token> out(tokens_.begin() + at.first, tokens_.begin() + at.second);
        out.push_back({Token::Space, " "});
        return out;
    }
    std::vector<Token> fresh() {
        return {{Token::Space, " "}, {Token::Mark, spare[below(std::size(spare))]}, {Token::Space, " "}};
    }

    void change() {
        size_t i = word();
        switch (below(9)) {
        case 0:
        case 1:
        case 2: tokens_[i] = tokens_[alike(i)]; break;
        case 3: std::swap(tokens_[i].text, tokens_[alike(i)].text); break;
        case 4: replace({i, i + 1}, fresh()); break;
        case 5: replace({i, i}, fresh()); break;
        case 6: replace({i, i + 1}, {}); break;
        case 7: replace(group(i), copy(group(word()))); break;
        case 8: replace({i, i}, copy(group(word()))); break;
        }
    }

    std::vector<Token> tokens_;
    std::vector<size_t> words_; // those that are not space
    std::mt19937 rng_;
};

} // namespace

extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maxSize, unsigned seed) {
    if (seed % 5 == 0) return LLVMFuzzerMutate(data, size, maxSize);
    std::string out = Mutation(StringRef(reinterpret_cast<char *>(data), size), seed / 5).run();
    size_t n = std::min(out.size(), maxSize);
    memcpy(data, out.data(), n);
    return n;
}

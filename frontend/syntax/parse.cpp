// The order of events for one file: tokens, parse tree, syntax tree; on any failure the error scanner.

#include "frontend/syntax/parse.h"

#include "frontend/syntax/build.h"
#include "frontend/syntax/comments.h"
#include "frontend/syntax/error_scanner.h"
#include "frontend/syntax/tokens.h"

#include "llvm/Support/ConvertUTF.h"

namespace goloom {

using namespace syntax;

namespace {

struct TooDeep {
    uint32_t at;
};

// The parser's tokens. CommonTokenStream would fetch, index and filter what is here already.
class TokenVector final : public antlr4::TokenStream {
  public:
    explicit TokenVector(std::vector<GoToken> &tokens) : tokens_(tokens) {}

    antlr4::Token *LT(ssize_t k) override { return k == 0 ? nullptr : &tokens_[clamp(k)]; }
    size_t LA(ssize_t k) override { return tokens_[clamp(k)].type; }
    void consume() override {
        // Where the parser must look ahead over what it then reads, nesting costs its square.
        if (++consumed_ > budget_ || (predicting_ && at_ - from_ > maxLookahead))
            throw TooDeep{tokens_[at_].start};
        if (at_ + 1 < tokens_.size()) at_++;
    }
    antlr4::Token *get(size_t i) const override { return &tokens_[i]; }
    ssize_t mark() override {
        from_ = at_;
        predicting_ = true;
        return 0;
    }
    void release(ssize_t) override { predicting_ = false; }
    size_t index() override { return at_; }
    void seek(size_t i) override { at_ = std::min(i, tokens_.size() - 1); }
    size_t size() override { return tokens_.size(); }
    antlr4::TokenSource *getTokenSource() const override { return nullptr; }
    std::string getSourceName() const override { return {}; }
    std::string getText(const antlr4::misc::Interval &) override { return {}; }
    std::string getText() override { return {}; }
    std::string getText(antlr4::RuleContext *) override { return {}; }
    std::string getText(antlr4::Token *, antlr4::Token *) override { return {}; }

  private:
    size_t clamp(ssize_t k) const {
        if (k < 0) return at_ - std::min(at_, static_cast<size_t>(-k));
        return std::min(at_ + static_cast<size_t>(k) - 1, tokens_.size() - 1);
    }
    std::vector<GoToken> &tokens_;
    size_t at_ = 0, consumed_ = 0;
    static constexpr size_t maxLookahead = 1000;
    const size_t budget_ = 20 * tokens_.size() + 2'000'000;
    bool predicting_ = false; // between mark and release the parser only looks
    size_t from_ = 0;         // where it began to
};

// Programs nest; the stack ends. What the parser may use of it leaves room for the builder on the same
// nesting and for the phases behind.
constexpr size_t maxStack = 2 << 20;

class BoundedParser final : public grammar::GoParser {
  public:
    explicit BoundedParser(antlr4::TokenStream *in) : GoParser(in) {}

    void enterRule(antlr4::ParserRuleContext *c, size_t state, size_t rule) override {
        if (static_cast<size_t>(bottom_ - here()) > maxStack)
            throw TooDeep{static_cast<GoToken *>(getCurrentToken())->start};
        GoParser::enterRule(c, state, rule);
    }

  private:
    static char *here() { return static_cast<char *>(__builtin_frame_address(0)); }
    char *bottom_ = here();
};

class Parse {
  public:
    Parse(SourceFile &file, Arena &arena, Diagnostics &diags, ParseMode mode)
        : file_(file), arena_(arena), diags_(diags), importsOnly_(mode == ParseMode::ImportsOnly) {}

    ast::File *run() {
        TokenList tokens = lex(file_.text(), importsOnly_);
        Comments comments(file_, arena_, tokens.comments);
        size_t before = diags_.count();
        if (tokens.ok && !tokens.suspect && !comments.malformed() && cleanText(file_.text())) {
            if (ast::File *f = parse(tokens, comments)) return f;
        } else {
            comments.moreDirectives(scanErrors(file_, arena_, diags_));
            // gc, too, goes on behind what it does not call a syntax error: a literal, go without a call.
            scanned_ = true;
            if (tokens.ok && !diags_.hasSyntaxErrors(before))
                if (ast::File *f = parse(tokens, comments)) return f;
        }
        if (diags_.count() == before)
            diags_.report(Diag::SyntaxError, file_.at(failedAt_)) << "unexpected " + tokenAt();
        return headOnly(tokens, comments);
    }

  private:
    // Null if the text is no Go; then it has been reported or failedAt_ is where it goes wrong.
    ast::File *parse(TokenList &tokens, const Comments &comments) {
        TokenVector stream(tokens.tokens);
        BoundedParser parser(&stream);
        parser.removeErrorListeners();
        parser.getInterpreter<antlr4::atn::ParserATNSimulator>()->setPredictionMode(
            antlr4::atn::PredictionMode::SLL);
        parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
        try {
            Ctx *tree = importsOnly_ ? static_cast<Ctx *>(parser.importsOnly()) : parser.sourceFile();
            Builder b(file_, arena_, comments);
            ast::File *f = b.file(tree);
            if (!b.rejected()) {
                reportLate(b);
                return f;
            }
            failedAt_ = b.rejectedAt();
        } catch (const antlr4::ParseCancellationException &) {
            failedAt_ = static_cast<GoToken *>(stream.LT(1))->start;
        } catch (const TooDeep &e) {
            diags_.report(Diag::TooDeep, file_.at(e.at));
            return nullptr;
        }
        if (!scanned_) scanErrors(file_, arena_, diags_);
        return nullptr;
    }

    // What gc finds behind its parser, in places where the tree cannot hold it.
    void reportLate(const Builder &b) {
        for (ast::TypeAssertExpr *g : b.strayGuards()) diags_.report(Diag::StrayTypeSwitchGuard, g->pos);
        for (const Builder::NoCall &n : b.noCalls())
            diags_.report(Diag::NoCall, n.x->pos) << (n.isGo ? "go" : "defer");
        for (uint32_t at : b.tooLong()) diags_.report(Diag::TooDeep, file_.at(at));
    }

    // gc refuses these bytes even in comments and strings.
    static bool cleanText(llvm::StringRef s) {
        if (s.contains('\0')) return false;
        s.consume_front("\xef\xbb\xbf");
        auto *p = reinterpret_cast<const llvm::UTF8 *>(s.begin());
        if (!llvm::isLegalUTF8String(&p, reinterpret_cast<const llvm::UTF8 *>(s.end()))) return false;
        return !s.contains("\xef\xbb\xbf");
    }

    // Package clause and imports, as far as they can be read, so that a broken file still has its name.
    ast::File *headOnly(TokenList &tokens, const Comments &comments) {
        if (!importsOnly_) {
            importsOnly_ = true;
            TokenVector stream(tokens.tokens);
            BoundedParser parser(&stream);
            parser.removeErrorListeners();
            parser.setErrorHandler(std::make_shared<antlr4::BailErrorStrategy>());
            try {
                Ctx *tree = parser.importsOnly();
                ast::File *f = Builder(file_, arena_, comments).file(tree);
                f->headOnly = true;
                return f;
            } catch (const antlr4::ParseCancellationException &) { // NOLINT(bugprone-empty-catch)
            } catch (const TooDeep &) {                            // NOLINT(bugprone-empty-catch)
            }
        }
        auto *f = arena_.create<ast::File>();
        f->kind = ast::Kind::File;
        f->pos = file_.begin();
        f->end = file_.end();
        f->source = &file_;
        f->name = arena_.create<ast::Ident>();
        f->name->kind = ast::Kind::Ident;
        f->name->pos = f->name->end = file_.begin();
        f->name->name = Name::of("_");
        f->comments = comments.all();
        f->headOnly = true;
        return f;
    }

    std::string tokenAt() const {
        llvm::StringRef s = file_.text().drop_front(failedAt_);
        if (s.empty()) return "EOF";
        return s.take_front(std::max<size_t>(1, s.find_first_of(" \t\r\n"))).take_front(40).str();
    }

    SourceFile &file_;
    Arena &arena_;
    Diagnostics &diags_;
    bool importsOnly_;
    bool scanned_ = false; // for errors
    uint32_t failedAt_ = 0;
};

} // namespace

ast::File *parseFile(SourceFile &file, Arena &arena, Diagnostics &diags, ParseMode mode) {
    return Parse(file, arena, diags, mode).run();
}

void dumpTokens(SourceFile &file, const SourceManager &sm, llvm::raw_ostream &os) {
    TokenList l = lex(file.text(), false);
    antlr4::dfa::Vocabulary names = BoundedParser(nullptr).getVocabulary();
    for (const GoToken &t : l.tokens) {
        Position p = sm.physical(file.at(t.start));
        os << p.line << ':' << p.column << ' ';
        if (t.type == antlr4::Token::EOF)
            os << "EOF";
        else if (t.newline)
            os << "; \"newline\"";
        else
            os << names.getSymbolicName(t.type) << ' ' << file.text().slice(t.start, t.end);
        os << '\n';
    }
}

} // namespace goloom

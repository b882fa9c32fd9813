// The frame: messages, resynchronisation, lists, and the file.

#include "frontend/syntax/error_scanner.h"

#include "frontend/syntax/error_scanner_impl.h"

#include "llvm/ADT/Twine.h"

namespace goloom::syntax {

std::vector<RawComment> scanErrors(SourceFile &file, Arena &arena, Diagnostics &diags) {
    return ErrorScanner(file, arena, diags).sourceFile();
}

// More would only follow from the first ones.
static constexpr unsigned maxErrors = 1000;
static constexpr ptrdiff_t maxStack = 3 << 20;

bool ErrorScanner::tooDeep() {
    if (bottom_ - static_cast<char *>(__builtin_frame_address(0)) < maxStack) return false;
    if (!tooDeep_) diags_.report(Diag::TooDeep, file_.at(t_.at));
    tooDeep_ = true;
    t_.stop();
    next();
    return true;
}

void ErrorScanner::syntaxErrorAt(uint32_t offset, const llvm::Twine &message) {
    if (tooDeep_ || (tok() == Tok::Eof && t_.errors > 0)) return;
    std::string m = message.str();
    llvm::StringRef s = m;
    if (s.starts_with("in ") || s.starts_with("at ") || s.starts_with("after "))
        m = " " + m;
    else if (s.starts_with("expected "))
        m = ", " + m;
    else
        s = {};
    if (!s.empty()) {
        std::string found;
        switch (tok()) {
        case Tok::Name: found = "name " + t_.text.str(); break;
        case Tok::Literal: found = "literal " + t_.text.str(); break;
        case Tok::Semi:
        case Tok::Operator:
        case Tok::AssignOp:
        case Tok::IncDec: found = t_.text.str(); break;
        default: found = tokenName(tok()).str(); break;
        }
        m = "unexpected " + found + m;
    }
    t_.errors++;
    syntaxErrors_ = true;
    // One line in a row gets one syntax error, the one that was met first.
    unsigned line = diags_.sources().position(file_.at(offset)).line;
    if (line == lastLine_) return;
    lastLine_ = line;
    diags_.report(Diag::SyntaxError, file_.at(offset)) << m;
    if (t_.errors > maxErrors) {
        t_.stop();
        next();
    }
}

void ErrorScanner::want(Tok t) {
    if (got(t)) return;
    syntaxError("expected " + tokenName(t));
    skipOne();
}

// Takes `:=` for `=`, with a complaint.
bool ErrorScanner::gotAssign() {
    if (tok() == Tok::Define)
        syntaxError("expected =");
    else if (tok() != Tok::Assign)
        return false;
    next();
    return true;
}

void ErrorScanner::skipOne() {
    if (tok() != Tok::Eof) next();
}

void ErrorScanner::advance(std::initializer_list<Tok> follow) {
    TokSet stop = bit(Tok::Eof);
    for (Tok t : follow) stop |= bit(t);
    if (functions_ > 0)
        for (Tok t : {Tok::Break, Tok::Const, Tok::Continue, Tok::Defer, Tok::Fallthrough, Tok::For, Tok::Go,
                      Tok::Goto, Tok::If, Tok::Return, Tok::Select, Tok::Switch, Tok::Type, Tok::Var})
            stop |= bit(t);
    while (!(stop & bit(tok()))) next();
}

uint32_t ErrorScanner::list(const char *what, Tok sep, Tok close, llvm::function_ref<bool()> f) {
    bool done = false;
    while (tok() != Tok::Eof && tok() != close && !done) {
        done = f();
        if (got(sep) || tok() == close) continue;
        syntaxError(llvm::Twine("in ") + what + "; possibly missing " + tokenName(sep) + " or " +
                    tokenName(close));
        advance({Tok::Rparen, Tok::Rbrack, Tok::Rbrace});
        if (tok() != close) return t_.at;
    }
    uint32_t at = t_.at;
    want(close);
    return at;
}

std::vector<RawComment> ErrorScanner::sourceFile() {
    declarations();
    if (syntaxErrors_) return std::move(t_.comments);
    // gc's checker says this, and comes to it when nothing is called a syntax error.
    for (auto [x, isGo] : noCalls_) diags_.report(Diag::NoCall, x->pos) << (isGo ? "go" : "defer");
    return std::move(t_.comments);
}

void ErrorScanner::declarations() {
    if (!got(Tok::Package)) return syntaxError("package statement must be first");
    name();
    want(Tok::Semi);
    if (t_.errors > 0) return;

    Tok previous = Tok::Import;
    bool bodyless = false; // the declaration before was a function without a body
    while (tok() != Tok::Eof) {
        if (tok() == Tok::Import && previous != Tok::Import)
            syntaxError("imports must appear before other declarations");
        previous = tok();
        bool wasBodyless = bodyless;
        bodyless = false;
        switch (previous) {
        case Tok::Import:
            next();
            group([&] { importSpec(); });
            break;
        case Tok::Const:
            next();
            group([&] { constSpec(); });
            break;
        case Tok::Type:
            next();
            group([&] { typeSpec(); });
            break;
        case Tok::Var:
            next();
            group([&] { varSpec(); });
            break;
        case Tok::Func:
            next();
            bodyless = functionDecl();
            break;
        default:
            if (tok() == Tok::Lbrace && wasBodyless)
                syntaxError("unexpected semicolon or newline before {");
            else
                syntaxError("non-declaration statement outside function body");
            advance({Tok::Import, Tok::Const, Tok::Type, Tok::Var, Tok::Func});
            bodyless = wasBodyless;
            continue;
        }
        if (tok() != Tok::Eof && !got(Tok::Semi)) {
            syntaxError("after top level declaration");
            advance({Tok::Import, Tok::Const, Tok::Type, Tok::Var, Tok::Func});
        }
    }
}

} // namespace goloom::syntax

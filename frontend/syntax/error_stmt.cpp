// Statements.

#include "frontend/syntax/error_scanner_impl.h"

#include "frontend/ast/print.h"

#include "llvm/ADT/Twine.h"

namespace goloom::syntax {

using namespace ast;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

unsigned ErrorScanner::block(const char *context) {
    if (!got(Tok::Lbrace)) {
        syntaxError(llvm::Twine("expected { after ") + context);
        advance({Tok::Name, Tok::Rbrace});
        if (got(Tok::Rbrace)) return 0;
    }
    unsigned n = statementList();
    want(Tok::Rbrace);
    return n;
}

unsigned ErrorScanner::statementList() {
    unsigned n = 0;
    while (tok() != Tok::Eof && tok() != Tok::Rbrace && tok() != Tok::Case && tok() != Tok::Default) {
        if (!statement()) break;
        n++;
        if (got(Tok::Semi) || tok() == Tok::Rbrace) continue;
        syntaxError("at end of statement");
        advance({Tok::Semi, Tok::Rbrace, Tok::Case, Tok::Default});
        got(Tok::Semi);
    }
    return n;
}

bool ErrorScanner::statement() {
    if (tooDeep()) return false;
    switch (tok()) {
    case Tok::Name: {
        Vec<Expr *> lhs = expressionList();
        if (lhs.size() == 1 && isa<Ident>(lhs[0]) && tok() == Tok::Colon) return labeled(t_.at);
        simpleStmt(&lhs, Tok::Eof);
        return true;
    }
    case Tok::Var:
    case Tok::Const:
    case Tok::Type: declaration(); return true;
    case Tok::Lbrace: block(""); return true;
    case Tok::Operator:
        switch (t_.op) {
        case Token::Add:
        case Token::Sub:
        case Token::And:
        case Token::Xor:
        case Token::Not: break;
        default: return false;
        }
        [[fallthrough]];
    case Tok::Star:
    case Tok::Literal:
    case Tok::Func:
    case Tok::Lparen:
    case Tok::Lbrack:
    case Tok::Struct:
    case Tok::Map:
    case Tok::Chan:
    case Tok::Interface:
    case Tok::Arrow: simpleStmt(nullptr, Tok::Eof); return true;
    case Tok::For: forStmt(); return true;
    case Tok::Switch: switchStmt(); return true;
    case Tok::Select: selectStmt(); return true;
    case Tok::If: ifStmt(); return true;
    case Tok::Fallthrough: next(); return true;
    case Tok::Break:
    case Tok::Continue:
        next();
        if (tok() == Tok::Name) name();
        return true;
    case Tok::Go:
    case Tok::Defer: callStmt(); return true;
    case Tok::Goto:
        next();
        name();
        return true;
    case Tok::Return:
        next();
        if (tok() != Tok::Semi && tok() != Tok::Rbrace) expressionList();
        return true;
    case Tok::Semi: return true;
    default: return false;
    }
}

void ErrorScanner::declaration() {
    Tok keyword = tok();
    next();
    group([&] { keyword == Tok::Var ? varSpec() : keyword == Tok::Const ? constSpec() : typeSpec(); });
}

// At the colon behind the label.
bool ErrorScanner::labeled(uint32_t colon) {
    want(Tok::Colon);
    if (tok() == Tok::Rbrace || statement()) return true;
    syntaxErrorAt(colon, "missing statement after label");
    return false;
}

void ErrorScanner::callStmt() {
    bool isGo = tok() == Tok::Go;
    next();
    Expr *x = primary(nullptr);
    if (!isa<CallExpr>(unparen(x))) noCalls_.push_back({unparen(x), isGo});
    if (isa<ParenExpr>(x))
        error(offset(x),
              llvm::Twine("expression in ") + (isGo ? "go" : "defer") + " must not be parenthesized");
}

// ---------------------------------------------------------------- simple statements

// keyword: of the control clause that the statement begins, else Eof.
ErrorScanner::Simple ErrorScanner::simpleStmt(const Vec<Expr *> *first, Tok keyword) {
    if (keyword == Tok::For && tok() == Tok::Range) return rangeClause({});
    Simple s;
    s.lhs = first ? *first : expressionList();
    s.at = t_.at;
    if (s.lhs.size() == 1 && tok() != Tok::Assign && tok() != Tok::Define) {
        switch (tok()) {
        case Tok::AssignOp: s.kind = Simple::OpAssign; break;
        case Tok::IncDec: s.kind = Simple::IncDec; break;
        case Tok::Arrow: s.kind = Simple::Send; break;
        default:
            s.kind = Simple::Expression;
            if (auto *a = dyn_cast<TypeAssertExpr>(s.lhs[0])) s.isGuard = !a->type;
            return s;
        }
        s.op = t_.text;
        next();
        if (s.kind != Simple::IncDec) s.rhs.push_back(expression());
        return s;
    }
    if (tok() != Tok::Assign && tok() != Tok::Define) {
        syntaxError("expected := or = or comma");
        advance({Tok::Semi, Tok::Rbrace});
        s.kind = Simple::Expression;
        return s;
    }
    s.kind = tok() == Tok::Define ? Simple::Define : Simple::Assign;
    s.op = t_.text;
    next();
    if (keyword == Tok::For && tok() == Tok::Range) return rangeClause(std::move(s.lhs));
    s.rhs = expressionList();
    if (keyword == Tok::Switch && s.kind == Simple::Define && s.lhs.size() == 1 && s.rhs.size() == 1 &&
        isa<Ident>(s.lhs[0]))
        if (auto *a = dyn_cast<TypeAssertExpr>(s.rhs[0])) s.isGuard = !a->type;
    return s;
}

ErrorScanner::Simple ErrorScanner::rangeClause(Vec<Expr *> lhs) {
    Simple s;
    s.kind = Simple::Range;
    s.lhs = std::move(lhs);
    s.at = t_.at;
    next();
    s.rhs.push_back(expression());
    return s;
}

// ---------------------------------------------------------------- control clauses

static const char *keywordText(Tok t) { return tokenName(t).drop_front(8).data(); }

void ErrorScanner::header(Tok keyword) {
    next();
    if (tok() == Tok::Lbrace) {
        if (keyword == Tok::If) syntaxError("missing condition in if statement");
        return;
    }
    int outer = nesting_;
    nesting_ = -1;

    Simple init, cond;
    if (tok() != Tok::Semi) {
        if (got(Tok::Var))
            syntaxError(llvm::Twine("var declaration not allowed in ") + keywordText(keyword) +
                        " initializer");
        init = simpleStmt(nullptr, keyword);
        if (init.kind == Simple::Range) {
            nesting_ = outer;
            return;
        }
    }
    bool sawSemi = false;
    uint32_t semiAt = 0;
    llvm::StringRef semi;
    if (tok() == Tok::Lbrace) {
        cond = init;
    } else {
        if (tok() == Tok::Semi) {
            sawSemi = true;
            semiAt = t_.at;
            semi = t_.text;
            next();
        } else {
            want(Tok::Lbrace);
            if (tok() != Tok::Lbrace) advance({Tok::Lbrace, Tok::Rbrace});
        }
        if (keyword != Tok::For) {
            if (tok() != Tok::Lbrace) cond = simpleStmt(nullptr, keyword);
        } else if (tok() == Tok::Lbrace) {
            syntaxError("expected for loop condition");
        } else {
            if (tok() != Tok::Semi) cond = simpleStmt(nullptr, Tok::Eof);
            want(Tok::Semi);
            if (tok() != Tok::Lbrace) {
                Simple post = simpleStmt(nullptr, Tok::Eof);
                if (post.kind == Simple::Define)
                    syntaxErrorAt(post.at, "cannot declare in post statement of for loop");
            }
        }
    }
    if (cond.kind != Simple::None) {
        condition(cond);
    } else if (keyword == Tok::If && sawSemi) {
        if (semi == "semicolon")
            syntaxErrorAt(semiAt, "missing condition in if statement");
        else
            syntaxErrorAt(semiAt, "unexpected " + semi + ", expected { after if clause");
    }
    nesting_ = outer;
}

static std::string join(llvm::ArrayRef<Expr *> xs) {
    std::string s;
    for (Expr *x : xs) s += (s.empty() ? "" : ", ") + printExpr(x);
    return s;
}

// An operand of `=` in a message that is about the `=`.
static std::string emphasized(llvm::ArrayRef<Expr *> xs) {
    std::string s = join(xs);
    return xs.size() == 1 && isa<BinaryExpr>(xs[0]) ? "(" + s + ")" : s;
}

void ErrorScanner::condition(const Simple &s) {
    if (s.kind == Simple::Expression || s.isGuard) return;
    std::string text;
    switch (s.kind) {
    case Simple::Assign: text = "assignment " + emphasized(s.lhs) + " = " + emphasized(s.rhs); break;
    case Simple::IncDec: text = join(s.lhs) + s.op.str(); break;
    case Simple::Send: text = join(s.lhs) + " <- " + join(s.rhs); break;
    default: text = join(s.lhs) + " " + s.op.str() + " " + join(s.rhs); break;
    }
    syntaxErrorAt(s.at, "cannot use " + text + " as value");
}

void ErrorScanner::forStmt() {
    header(Tok::For);
    block("for clause");
}

void ErrorScanner::ifStmt() {
    for (;;) {
        header(Tok::If);
        block("if clause");
        if (!got(Tok::Else)) return;
        if (tok() == Tok::If) continue;
        if (tok() == Tok::Lbrace) {
            block("");
            return;
        }
        syntaxError("else must be followed by if or statement block");
        advance({Tok::Name, Tok::Rbrace});
        return;
    }
}

void ErrorScanner::switchStmt() {
    header(Tok::Switch);
    if (!got(Tok::Lbrace)) {
        syntaxError("missing { after switch clause");
        advance({Tok::Case, Tok::Default, Tok::Rbrace});
    }
    while (tok() != Tok::Eof && tok() != Tok::Rbrace) clause(false);
    want(Tok::Rbrace);
}

void ErrorScanner::selectStmt() {
    next();
    if (!got(Tok::Lbrace)) {
        syntaxError("missing { after select clause");
        advance({Tok::Case, Tok::Default, Tok::Rbrace});
    }
    while (tok() != Tok::Eof && tok() != Tok::Rbrace) clause(true);
    want(Tok::Rbrace);
}

void ErrorScanner::clause(bool comm) {
    if (got(Tok::Case)) {
        if (comm)
            simpleStmt(nullptr, Tok::Eof);
        else
            expressionList();
    } else if (!got(Tok::Default)) {
        syntaxError("expected case or default or }");
        advance({Tok::Colon, Tok::Case, Tok::Default, Tok::Rbrace});
    }
    want(Tok::Colon);
    statementList();
}

} // namespace goloom::syntax

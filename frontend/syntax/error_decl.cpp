// Declarations.

#include "frontend/syntax/error_scanner_impl.h"

#include "llvm/ADT/Twine.h"

namespace goloom::syntax {

using namespace ast;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

void ErrorScanner::group(llvm::function_ref<void()> spec) {
    if (!got(Tok::Lparen)) return spec();
    list("grouped declaration", Tok::Semi, Tok::Rparen, [&] {
        spec();
        return false;
    });
}

void ErrorScanner::importSpec() {
    if (tok() == Tok::Name)
        name();
    else
        got(Tok::Dot);
    uint32_t at = t_.at;
    bool bad = t_.bad;
    BasicLit *path = literal();
    if (!path) {
        syntaxError("missing import path");
        advance({Tok::Semi, Tok::Rparen});
    } else if (!bad && path->tok != Token::String) {
        syntaxErrorAt(at, "import path must be a string");
    }
}

void ErrorScanner::constSpec() {
    nameList(name());
    if (tok() == Tok::Eof || tok() == Tok::Semi || tok() == Tok::Rparen) return;
    typeOrNull();
    if (gotAssign()) expressionList();
}

void ErrorScanner::varSpec() {
    nameList(name());
    if (gotAssign()) {
        expressionList();
        return;
    }
    type();
    if (gotAssign()) expressionList();
}

void ErrorScanner::typeSpec() {
    name();
    Expr *t;
    uint32_t at = t_.at;
    if (!got(Tok::Lbrack)) {
        gotAssign();
        t = typeOrNull();
    } else if (tok() == Tok::Name) {
        // Type parameters or an array length: read as an expression, unless the name has its own brackets.
        Expr *x = name();
        if (tok() != Tok::Lbrack) {
            nesting_++;
            x = binary(primary(x), 0);
            nesting_--;
        }
        Param p;
        if (splitName(x, tok() == Tok::Comma, p) && (p.type || tok() != Tok::Rbrack)) {
            parameters(p.name, p.type, Tok::Rbrack, true, false);
            gotAssign();
            t = typeOrNull();
        } else {
            t = arrayType(at, x);
        }
    } else if (got(Tok::Rbrack)) {
        t = sliceType(at);
    } else {
        t = arrayType(at, nullptr);
    }
    if (!t) {
        syntaxError("in type declaration");
        advance({Tok::Semi, Tok::Rparen});
    }
}

bool isTypeElem(const Expr *x) {
    switch (x->kind) {
    case Kind::ArrayType:
    case Kind::StructType:
    case Kind::FuncType:
    case Kind::InterfaceType:
    case Kind::MapType:
    case Kind::ChanType: return true;
    case Kind::BinaryExpr: return isTypeElem(cast<BinaryExpr>(x)->x) || isTypeElem(cast<BinaryExpr>(x)->y);
    case Kind::UnaryExpr: return cast<UnaryExpr>(x)->op == Token::Tilde || isTypeElem(cast<UnaryExpr>(x)->x);
    case Kind::StarExpr: return isTypeElem(cast<StarExpr>(x)->x);
    case Kind::ParenExpr: return isTypeElem(cast<ParenExpr>(x)->x);
    default: return false;
    }
}

// x as `name constraint`; without force only if the constraint can be nothing else. Just a name leaves no
// type.
bool ErrorScanner::splitName(Expr *x, bool force, Param &out) {
    if (auto *id = dyn_cast<Ident>(x)) {
        out = {id, nullptr};
        return true;
    }
    if (auto *b = dyn_cast<BinaryExpr>(x)) {
        if (b->op == Token::Mul) {
            auto *id = dyn_cast<Ident>(b->x);
            if (!id || !(force || isTypeElem(b->y))) return false;
            auto *s = make<StarExpr>(static_cast<uint32_t>(file_.offset(b->opPos)), 0);
            s->end = b->end;
            s->x = b->y;
            out = {id, s};
            return true;
        }
        if (b->op != Token::Or || !splitName(b->x, force || isTypeElem(b->y), out) || !out.type) return false;
        out.type = unionOf(out.type, b->y);
        return true;
    }
    if (auto *c = dyn_cast<CallExpr>(x)) {
        auto *id = dyn_cast<Ident>(c->fun);
        if (!id || c->args.size() != 1 || c->ellipsis || !(force || isTypeElem(c->args[0]))) return false;
        out = {id, unparen(c->args[0])};
        return true;
    }
    return false;
}

bool ErrorScanner::functionDecl() {
    const char *context = "";
    uint32_t from = t_.at;
    if (got(Tok::Lparen)) {
        context = "method";
        Vec<Param> recv = parameters(nullptr, nullptr, Tok::Rparen, false, false);
        if (recv.empty())
            error(t_.at, "method has no receiver");
        else if (recv.size() > 1)
            error(t_.at, "method has multiple receivers");
    }
    if (tok() == Tok::Name) {
        name();
        functionType(from, context);
    } else {
        syntaxError(*context ? "expected name" : "expected name or (");
        advance({Tok::Lbrace, Tok::Semi});
    }
    if (tok() != Tok::Lbrace) return true;
    functionBody();
    return false;
}

void ErrorScanner::functionBody() {
    functions_++;
    block("");
    functions_--;
}

Ident *ErrorScanner::name() {
    auto *n = make<Ident>(t_.at, t_.end);
    n->name = Name::of(tok() == Tok::Name ? t_.text : "_");
    if (tok() == Tok::Name) {
        next();
    } else {
        syntaxError("expected name");
        skipOne();
    }
    return n;
}

void ErrorScanner::nameList(Ident *first, Vec<Ident *> *out) {
    if (out) out->push_back(first);
    while (got(Tok::Comma)) {
        Ident *n = name();
        if (out) out->push_back(n);
    }
}

Expr *ErrorScanner::qualifiedName(Ident *first) {
    Expr *x = first;
    if (!x && tok() == Tok::Name) x = name();
    if (!x) {
        auto *n = make<Ident>(t_.at, t_.at);
        n->name = Name::of("_");
        x = n;
        syntaxError("expected name");
        advance({Tok::Dot, Tok::Semi, Tok::Rbrace});
    }
    if (got(Tok::Dot)) {
        auto *s = make<SelectorExpr>(offset(x), t_.end);
        s->x = x;
        s->sel = name();
        x = s;
    }
    return tok() == Tok::Lbrack ? typeInstance(x) : x;
}

BasicLit *ErrorScanner::literal() {
    if (tok() != Tok::Literal) return nullptr;
    auto *l = make<BasicLit>(t_.at, t_.end);
    l->tok = t_.literal;
    l->text = t_.text;
    next();
    return l;
}

} // namespace goloom::syntax

// Expressions.

#include "frontend/syntax/error_scanner_impl.h"

#include "frontend/ast/print.h"

#include "llvm/ADT/Twine.h"

namespace goloom::syntax {

using namespace ast;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

Expr *ErrorScanner::binary(Expr *x, int prec) {
    if (!x) x = unary();
    while ((tok() == Tok::Operator || tok() == Tok::Star) && t_.prec > prec) {
        auto *b = make<BinaryExpr>(offset(x), t_.end);
        b->op = t_.op;
        b->opPos = file_.at(t_.at);
        int p = t_.prec;
        next();
        b->x = x;
        b->y = binary(nullptr, p);
        b->end = b->y->end;
        x = b;
    }
    return x;
}

Expr *ErrorScanner::unary() {
    if (tooDeep()) return badExpr();
    uint32_t from = t_.at;
    if (tok() == Tok::Star) {
        next();
        auto *s = make<StarExpr>(from, from + 1);
        s->x = unary();
        return s;
    }
    if (tok() == Tok::Arrow) return receive(from);
    if (tok() == Tok::Operator) {
        switch (t_.op) {
        case Token::Add:
        case Token::Sub:
        case Token::Not:
        case Token::Xor:
        case Token::Tilde:
        case Token::And: {
            auto *u = make<UnaryExpr>(from, t_.end);
            u->op = t_.op;
            next();
            u->x = unary();
            return u;
        }
        default: break;
        }
    }
    return primary(nullptr);
}

// `<-x`, or `<-chan T` whose `chan T` was read first: the arrow goes to the leftmost chan that has none in
// front.
Expr *ErrorScanner::receive(uint32_t from) {
    next();
    Expr *x = unary();
    auto *t = dyn_cast<ChanType>(x);
    if (!t) {
        auto *u = make<UnaryExpr>(from, from + 2);
        u->op = Token::Arrow;
        u->x = x;
        return u;
    }
    for (Expr *e = x;;) {
        ChanDir dir = t->dir;
        if (dir == ChanDir::Recv) syntaxError("unexpected <-, expected chan");
        t->dir = ChanDir::Recv;
        if (dir != ChanDir::Send) break;
        e = t->value;
        t = dyn_cast<ChanType>(e);
        if (!t) {
            syntaxError("unexpected " + printExpr(e) + ", expected chan");
            break;
        }
    }
    return x;
}

Expr *ErrorScanner::operand() {
    uint32_t from = t_.at;
    switch (tok()) {
    case Tok::Name: return name();
    case Tok::Literal: return literal();
    case Tok::Lparen: {
        next();
        nesting_++;
        auto *p = make<ParenExpr>(from, t_.at);
        p->x = expression();
        nesting_--;
        want(Tok::Rparen);
        return p;
    }
    case Tok::Func: {
        next();
        FuncType *t = functionType(from, "function type");
        if (tok() != Tok::Lbrace) return t;
        nesting_++;
        auto *f = make<FuncLit>(from, t_.at);
        f->type = t;
        f->body = make<BlockStmt>(t_.at, t_.at);
        functions_++;
        if (block("") > 0) f->body->list = arena_.copy(llvm::ArrayRef<Stmt *>(make<BadStmt>(from, from)));
        functions_--;
        nesting_--;
        return f;
    }
    case Tok::Lbrack:
    case Tok::Chan:
    case Tok::Map:
    case Tok::Struct:
    case Tok::Interface: return type();
    default: {
        Expr *bad = badExpr();
        syntaxError("expected expression");
        advance({Tok::Rparen, Tok::Rbrack, Tok::Rbrace});
        return bad;
    }
    }
}

Expr *ErrorScanner::primary(Expr *x) {
    if (!x) x = operand();
    for (;;) {
        switch (tok()) {
        case Tok::Dot: x = selector(x); break;
        case Tok::Lbrack: x = brackets(x); break;
        case Tok::Lparen: x = call(x); break;
        case Tok::Lbrace:
            if (!literalAllowed(unparen(x))) return x;
            if (isa<ParenExpr>(x)) syntaxError("cannot parenthesize type in composite literal");
            x = literalValue(x);
            break;
        default: return x;
        }
    }
}

Expr *ErrorScanner::selector(Expr *x) {
    next();
    if (tok() == Tok::Name) {
        auto *s = make<SelectorExpr>(offset(x), t_.end);
        s->x = x;
        s->sel = name();
        return s;
    }
    if (got(Tok::Lparen)) {
        auto *a = make<TypeAssertExpr>(offset(x), t_.at);
        a->x = x;
        if (!got(Tok::Type)) a->type = type();
        want(Tok::Rparen);
        return a;
    }
    syntaxError("expected name or (");
    advance({Tok::Semi, Tok::Rparen});
    return x;
}

Expr *ErrorScanner::brackets(Expr *x) {
    next();
    Vec<Expr *> items;
    if (tok() != Tok::Colon) {
        bool comma = false;
        if (tok() == Tok::Rbrack) {
            syntaxError("expected operand");
            items.push_back(badExpr());
        } else {
            items = typeList(false, comma);
        }
        if (comma || tok() == Tok::Rbrack) {
            want(Tok::Rbrack);
            auto *n = make<IndexExpr>(offset(x), t_.at);
            n->x = x;
            n->indices = copy(items);
            return n;
        }
    }
    if (!got(Tok::Colon)) {
        syntaxError("expected comma, : or ]");
        advance({Tok::Comma, Tok::Colon, Tok::Rbrack});
    }
    nesting_++;
    auto *s = make<SliceExpr>(offset(x), t_.at);
    s->x = x;
    s->low = items.empty() ? nullptr : items[0];
    if (tok() != Tok::Colon && tok() != Tok::Rbrack) s->high = expression();
    if (tok() == Tok::Colon) {
        if (!s->high) error(t_.at, "middle index required in 3-index slice");
        next();
        if (tok() != Tok::Rbrack)
            s->max = expression();
        else
            error(t_.at, "final index required in 3-index slice");
    }
    nesting_--;
    want(Tok::Rbrack);
    return s;
}

Expr *ErrorScanner::call(Expr *fun) {
    next();
    auto *c = make<CallExpr>(offset(fun), t_.at);
    c->fun = fun;
    Vec<Expr *> args;
    nesting_++;
    list("argument list", Tok::Comma, Tok::Rparen, [&] {
        args.push_back(expression());
        if (tok() != Tok::DotDotDot) return false;
        c->ellipsis = file_.at(t_.at);
        next();
        return true;
    });
    nesting_--;
    c->args = copy(args);
    return c;
}

static bool isValue(const Expr *x) {
    switch (x->kind) {
    case Kind::BasicLit:
    case Kind::CompositeLit:
    case Kind::FuncLit:
    case Kind::SliceExpr:
    case Kind::TypeAssertExpr:
    case Kind::CallExpr:
    case Kind::UnaryExpr:
    case Kind::BinaryExpr: return true;
    case Kind::ParenExpr: return isValue(cast<ParenExpr>(x)->x);
    case Kind::IndexExpr: {
        auto *ix = cast<IndexExpr>(x);
        return isValue(ix->x) || (ix->indices.size() == 1 && isValue(ix->indices[0]));
    }
    default: return false;
    }
}

bool ErrorScanner::literalAllowed(Expr *t) {
    switch (t->kind) {
    case Kind::Ident:
    case Kind::SelectorExpr: return nesting_ >= 0;
    case Kind::IndexExpr: return nesting_ >= 0 && !isValue(t);
    case Kind::ArrayType:
    case Kind::StructType:
    case Kind::MapType: return true;
    default: return false;
    }
}

Expr *ErrorScanner::literalValue(Expr *type) {
    auto *c = make<CompositeLit>(type ? offset(type) : t_.at, t_.at);
    c->type = type;
    Vec<Expr *> elts;
    nesting_++;
    want(Tok::Lbrace);
    list("composite literal", Tok::Comma, Tok::Rbrace, [&] {
        elts.push_back(element());
        if (got(Tok::Colon)) element();
        return false;
    });
    nesting_--;
    c->elts = copy(elts);
    return c;
}

Expr *ErrorScanner::element() {
    if (tooDeep()) return badExpr();
    return tok() == Tok::Lbrace ? literalValue(nullptr) : expression();
}

ErrorScanner::Vec<Expr *> ErrorScanner::expressionList() {
    Vec<Expr *> xs;
    do xs.push_back(expression());
    while (got(Tok::Comma));
    return xs;
}

ErrorScanner::Vec<Expr *> ErrorScanner::typeList(bool strict, bool &comma) {
    Vec<Expr *> xs;
    nesting_++;
    xs.push_back(strict ? type() : expression());
    comma = false;
    while (got(Tok::Comma)) {
        comma = true;
        Expr *t = typeOrNull();
        if (!t) break;
        xs.push_back(t);
    }
    nesting_--;
    return xs;
}

} // namespace goloom::syntax

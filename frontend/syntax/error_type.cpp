// Types, fields and parameters.

#include "frontend/syntax/error_scanner_impl.h"

#include "llvm/ADT/Twine.h"

namespace goloom::syntax {

using namespace ast;
using llvm::dyn_cast;
using llvm::isa;

Expr *ErrorScanner::type() {
    if (Expr *t = typeOrNull()) return t;
    Expr *bad = badExpr();
    syntaxError("expected type");
    advance({Tok::Comma, Tok::Colon, Tok::Semi, Tok::Rparen, Tok::Rbrack, Tok::Rbrace});
    return bad;
}

Expr *ErrorScanner::typeOrNull() {
    if (tooDeep()) return badExpr();
    uint32_t from = t_.at;
    switch (tok()) {
    case Tok::Star: {
        next();
        auto *s = make<StarExpr>(from, from + 1);
        s->x = type();
        return s;
    }
    case Tok::Arrow: {
        next();
        want(Tok::Chan);
        auto *c = make<ChanType>(from, t_.at);
        c->dir = ChanDir::Recv;
        c->value = chanElem();
        return c;
    }
    case Tok::Func: next(); return functionType(from, "function type");
    case Tok::Lbrack: next(); return got(Tok::Rbrack) ? sliceType(from) : arrayType(from, nullptr);
    case Tok::Chan: {
        next();
        auto *c = make<ChanType>(from, t_.at);
        c->dir = got(Tok::Arrow) ? ChanDir::Send : ChanDir::Both;
        c->value = chanElem();
        return c;
    }
    case Tok::Map: {
        next();
        want(Tok::Lbrack);
        auto *m = make<MapType>(from, t_.at);
        m->key = type();
        want(Tok::Rbrack);
        m->value = type();
        return m;
    }
    case Tok::Struct: return structType();
    case Tok::Interface: return interfaceType();
    case Tok::Name: return qualifiedName(nullptr);
    case Tok::Lparen: {
        next();
        Expr *t = type();
        want(Tok::Rparen);
        return t;
    }
    default: return nullptr;
    }
}

Expr *ErrorScanner::chanElem() {
    if (Expr *t = typeOrNull()) return t;
    syntaxError("missing channel element type");
    return badExpr();
}

Expr *ErrorScanner::typeInstance(Expr *x) {
    want(Tok::Lbrack);
    auto *n = make<IndexExpr>(offset(x), t_.at);
    n->x = x;
    if (tok() == Tok::Rbrack) {
        syntaxError("expected type argument list");
    } else {
        bool comma;
        n->indices = copy(typeList(true, comma));
    }
    want(Tok::Rbrack);
    return n;
}

// With a context, as in "method must have no type parameters", type parameters are wrong.
FuncType *ErrorScanner::functionType(uint32_t from, const char *context) {
    uint32_t at = t_.at;
    auto *f = make<FuncType>(from, at);
    if (got(Tok::Lbrack)) {
        if (*context) syntaxErrorAt(at, llvm::Twine(context) + " must have no type parameters");
        if (tok() == Tok::Rbrack) {
            syntaxError("empty type parameter list");
            next();
        } else {
            parameters(nullptr, nullptr, Tok::Rbrack, true, false);
        }
    }
    want(Tok::Lparen);
    f->params = fieldList(parameters(nullptr, nullptr, Tok::Rparen, false, true));
    f->results = result();
    return f;
}

FieldList *ErrorScanner::result() {
    if (got(Tok::Lparen)) return fieldList(parameters(nullptr, nullptr, Tok::Rparen, false, false));
    Expr *t = typeOrNull();
    if (!t) return nullptr;
    Vec<Param> one;
    one.push_back({nullptr, t});
    return fieldList(one);
}

// "[" was read, and with len the array's length.
Expr *ErrorScanner::arrayType(uint32_t from, Expr *len) {
    auto *a = make<ArrayType>(from, t_.at);
    if (!len) {
        uint32_t at = t_.at;
        if (got(Tok::DotDotDot)) {
            len = make<Ellipsis>(at, at + 3);
        } else {
            nesting_++;
            len = expression();
            nesting_--;
        }
    }
    if (tok() == Tok::Comma) {
        syntaxError("unexpected comma; expected ]");
        next();
    }
    want(Tok::Rbrack);
    a->len = len;
    a->elem = type();
    return a;
}

Expr *ErrorScanner::sliceType(uint32_t from) {
    auto *a = make<ArrayType>(from, t_.at);
    a->elem = type();
    return a;
}

// ---------------------------------------------------------------- structs and interfaces

Expr *ErrorScanner::structType() {
    auto *s = make<StructType>(t_.at, t_.at);
    s->fields = make<FieldList>(t_.at, t_.at);
    want(Tok::Struct);
    want(Tok::Lbrace);
    list("struct type", Tok::Semi, Tok::Rbrace, [&] {
        fieldDecl();
        return false;
    });
    return s;
}

void ErrorScanner::fieldDecl() {
    auto parenthesized = [&] {
        syntaxError("cannot parenthesize embedded type");
        next();
        got(Tok::Star);
        qualifiedName(nullptr);
        got(Tok::Rparen);
    };
    switch (tok()) {
    case Tok::Name: {
        Ident *n = name();
        if (tok() == Tok::Dot || tok() == Tok::Literal || tok() == Tok::Semi || tok() == Tok::Rbrace) {
            qualifiedName(n);
            break;
        }
        bool one = tok() != Tok::Comma;
        nameList(n);
        if (one && tok() == Tok::Lbrack)
            arrayOrTypeArgs(n);
        else
            type();
        break;
    }
    case Tok::Star:
        next();
        if (tok() == Tok::Lparen)
            parenthesized();
        else
            qualifiedName(nullptr);
        break;
    case Tok::Lparen: parenthesized(); break;
    default:
        syntaxError("expected field name or embedded type");
        advance({Tok::Semi, Tok::Rbrace});
        return;
    }
    literal();
}

// `[]E` or `[n]E` behind a name, or the name's type arguments.
Expr *ErrorScanner::arrayOrTypeArgs(Expr *x) {
    uint32_t from = t_.at;
    want(Tok::Lbrack);
    if (got(Tok::Rbrack)) return sliceType(from);
    bool comma;
    Vec<Expr *> items = typeList(false, comma);
    want(Tok::Rbrack);
    if (!comma) {
        if (Expr *elem = typeOrNull()) {
            auto *a = make<ArrayType>(from, t_.at);
            a->len = items[0];
            a->elem = elem;
            return a;
        }
    }
    auto *n = make<IndexExpr>(offset(x), t_.at);
    n->x = x;
    n->indices = copy(items);
    return n;
}

Expr *ErrorScanner::interfaceType() {
    auto *t = make<InterfaceType>(t_.at, t_.at);
    t->methods = make<FieldList>(t_.at, t_.at);
    want(Tok::Interface);
    want(Tok::Lbrace);
    list("interface type", Tok::Semi, Tok::Rbrace, [&] {
        interfaceElem();
        return false;
    });
    return t;
}

void ErrorScanner::interfaceElem() {
    if (tok() != Tok::Name) {
        embeddedElem(nullptr);
        return;
    }
    Ident *n = name();
    constexpr const char *context = "interface method";
    switch (tok()) {
    case Tok::Lparen: functionType(offset(n), context); return;
    case Tok::Lbrack: break;
    default: embeddedElem(qualifiedName(n)); return;
    }
    // Type arguments of an embedded type, or type parameters that a method may not have.
    uint32_t open = t_.at;
    next();
    if (tok() == Tok::Rbrack) {
        uint32_t close = t_.at;
        next();
        bool method = tok() == Tok::Lparen;
        error(close, method ? "empty type parameter list" : "empty type argument list");
        if (method)
            functionType(offset(n), context);
        else
            embeddedElem(n);
        return;
    }
    Vec<Param> ps = parameters(nullptr, nullptr, Tok::Rbrack, false, false);
    if (ps.empty()) {
        if (tok() == Tok::Lparen)
            functionType(offset(n), context);
        else
            embeddedElem(n);
    } else if (ps[0].name) {
        functionType(offset(n), context);
        error(open, "interface method must have no type parameters");
    } else {
        embeddedElem(n);
    }
}

Expr *ErrorScanner::unionOf(Expr *x, Expr *y) {
    auto *b = make<BinaryExpr>(offset(x), t_.at);
    b->op = Token::Or;
    b->x = x;
    b->y = y;
    return b;
}

Expr *ErrorScanner::embeddedElem(Expr *x) {
    if (!x) x = embeddedTerm();
    while (isOp(Token::Or)) {
        next();
        x = unionOf(x, embeddedTerm());
    }
    return x;
}

Expr *ErrorScanner::embeddedTerm() {
    uint32_t from = t_.at;
    if (isOp(Token::Tilde)) {
        next();
        auto *u = make<UnaryExpr>(from, from + 1);
        u->op = Token::Tilde;
        u->x = type();
        return u;
    }
    if (Expr *t = typeOrNull()) return t;
    syntaxError("expected ~ term or type");
    advance({Tok::Operator, Tok::Semi, Tok::Rparen, Tok::Rbrack, Tok::Rbrace});
    return badExpr();
}

// ---------------------------------------------------------------- parameters

ErrorScanner::Param ErrorScanner::parameterDecl(Ident *n, Tok close, bool &ok) {
    ok = true;
    bool constraints = close == Tok::Rbrack; // type sets are allowed
    if (!n && constraints && isOp(Token::Tilde)) return {nullptr, embeddedElem(nullptr)};
    auto rest = [&](Expr *t) { return constraints && isOp(Token::Or) ? embeddedElem(t) : t; };

    if (!n && tok() == Tok::Name) n = name();
    if (n) {
        if (tok() == Tok::Lbrack) {
            Expr *t = arrayOrTypeArgs(n);
            return {isa<IndexExpr>(t) ? nullptr : n, rest(t)};
        }
        if (tok() == Tok::Dot) return {nullptr, rest(qualifiedName(n))};
        if (constraints && isOp(Token::Or)) return {nullptr, embeddedElem(n)};
    }
    uint32_t at = t_.at;
    if (got(Tok::DotDotDot)) {
        auto *e = make<Ellipsis>(at, t_.at);
        e->elt = typeOrNull();
        if (e->elt) return {n, e};
        syntaxError("... is missing type");
        return {n, badExpr()};
    }
    if (constraints && isOp(Token::Tilde)) return {n, embeddedElem(nullptr)};
    Expr *t = typeOrNull();
    if (t) return {n, rest(t)};
    if (n) return {n, nullptr};
    ok = false;
    syntaxError("expected " + tokenName(close));
    advance({Tok::Comma, close});
    return {};
}

ErrorScanner::Vec<ErrorScanner::Param> ErrorScanner::parameters(Ident *first, Expr *firstType, Tok close,
                                                                bool requireNames, bool variadic) {
    Vec<Param> ps;
    if (first && firstType && tok() == close) {
        next();
        ps.push_back({first, firstType});
        return ps;
    }
    unsigned named = 0;
    uint32_t end = list("parameter list", Tok::Comma, close, [&] {
        bool ok = true;
        Param p = firstType ? Param{first, firstType} : parameterDecl(first, close, ok);
        first = nullptr;
        firstType = nullptr;
        if (ok) ps.push_back(p);
        if (ok && p.name && p.type) named++;
        return false;
    });
    if (ps.empty()) return ps;

    if (named == 0 && !requireNames) {
        for (Param &p : ps)
            if (!p.type) p = {nullptr, p.name};
    } else if (named != ps.size()) {
        distribute(ps, end, requireNames);
    }
    for (Param &p : ps) {
        if (!isa<Ellipsis>(p.type) || (variadic && &p == &ps.back())) continue;
        error(offset(p.type), variadic ? "can only use ... with final parameter" : "invalid use of ...");
        break;
    }
    return ps;
}

// Every parameter needs a name: types are handed leftwards to names without one, and what then lacks one is
// reported once, leftmost.
void ErrorScanner::distribute(Vec<Param> &ps, uint32_t end, bool requireNames) {
    unsigned named = 0, typed = 0;
    for (Param &p : ps) {
        named += p.name && p.type;
        typed += p.type != nullptr;
    }
    bool wrong = false;
    uint32_t at = 0;
    Expr *type = nullptr;
    for (size_t i = ps.size(); i-- > 0;) {
        Param &p = ps[i];
        if (p.type) {
            type = p.type;
            if (p.name) continue;
            at = offset(type);
            wrong = true;
            p.name = make<Ident>(at, at);
            p.name->name = Name::of("_");
        } else if (type) {
            p.type = type;
        } else {
            at = offset(p.name);
            wrong = true;
            p.type = make<BadExpr>(at, at);
        }
    }
    if (!wrong) return;
    if (named == typed) {
        syntaxErrorAt(end, requireNames ? "missing type constraint" : "missing parameter type");
    } else if (requireNames) {
        syntaxErrorAt(at, ps.size() == 1 ? "missing type parameter name or invalid array length"
                                         : "missing type parameter name");
    } else {
        syntaxErrorAt(at, "missing parameter name");
    }
}

FieldList *ErrorScanner::fieldList(const Vec<Param> &ps) {
    auto *l = make<FieldList>(t_.at, t_.at);
    Vec<Field *> fields;
    for (const Param &p : ps) {
        auto *f = make<Field>(t_.at, t_.at);
        if (p.name) f->names = arena_.copy(llvm::ArrayRef<Ident *>(p.name));
        f->type = p.type;
        fields.push_back(f);
    }
    l->list = copy(fields);
    return l;
}

} // namespace goloom::syntax

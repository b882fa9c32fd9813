// Expressions, spec chapter "Expressions".

#include "frontend/syntax/build.h"

namespace goloom::syntax {

using namespace ast;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

// The operator that the bytes s spell; s is known to be one.
static Token operatorOf(llvm::StringRef s) {
    char c1 = s.size() > 1 ? s[1] : 0;
    switch (s[0]) {
    case '+': return Token::Add;
    case '-': return Token::Sub;
    case '*': return Token::Mul;
    case '/': return Token::Quo;
    case '%': return Token::Rem;
    case '^': return Token::Xor;
    case '~': return Token::Tilde;
    case '=': return Token::Eql;
    case '!': return c1 ? Token::Neq : Token::Not;
    case '&': return c1 == '&' ? Token::LAnd : c1 == '^' ? Token::AndNot : Token::And;
    case '|': return c1 == '|' ? Token::LOr : Token::Or;
    case '<': return c1 == '<' ? Token::Shl : c1 == '=' ? Token::Leq : c1 == '-' ? Token::Arrow : Token::Lss;
    default: return c1 == '>' ? Token::Shr : c1 == '=' ? Token::Geq : Token::Gtr;
    }
}

Builder::Vec<Expr *> Builder::expressionList(Ctx *c) {
    Vec<Expr *> xs;
    for (size_t i = 0; i < c->children.size(); i += 2) xs.push_back(expression(ctx(c->children[i])));
    return xs;
}

// Operands and operators come flat; the stack holds what waits for a weaker operator.
Expr *Builder::expression(Ctx *c) {
    size_t i = 0;
    if (c->children.size() > maxChain) {
        tooLong_.push_back(first(c)->start);
        return make<BadExpr>(begin(c), end(c));
    }
    Expr *x = prefixed(c, i);
    if (i == c->children.size()) return x;

    struct Pending {
        Expr *x;
        Token op;
        Pos at;
        int precedence;
    };
    llvm::SmallVector<Pending, 4> stack;
    while (i < c->children.size()) {
        Tree *t = c->children[i++];
        Token op = operatorOf(spelling(token(t)));
        int p = precedence(op);
        for (; !stack.empty() && stack.back().precedence >= p; stack.pop_back())
            x = binary(stack.back().op, stack.back().at, stack.back().x, x);
        stack.push_back({x, op, begin(t), p});
        x = prefixed(c, i);
    }
    for (; !stack.empty(); stack.pop_back()) x = binary(stack.back().op, stack.back().at, stack.back().x, x);
    return x;
}

Expr *Builder::prefixed(Ctx *c, size_t &i) {
    auto &cs = c->children;
    size_t from = i;
    while (isToken(cs[i])) i++;
    Expr *x = primaryExpr(ctx(cs[i]));
    for (size_t k = i; k-- > from;) {
        switch (Token op = operatorOf(spelling(token(cs[k])))) {
        case Token::Mul: x = star(begin(cs[k]), x); break;
        case Token::Arrow: x = receive(begin(cs[k]), x); break;
        default: {
            auto *u = make<UnaryExpr>(begin(cs[k]), x->end);
            u->op = op;
            u->x = x;
            x = u;
        }
        }
    }
    i++;
    return x;
}

// `<-x`, or `<-chan T`, which was read as a receive from the type `chan T`. The arrow belongs to the leftmost
// chan:
// `<-chan<- chan T` is `<-chan (<-chan T)`.
Expr *Builder::receive(Pos pos, Expr *x) {
    auto *t = dyn_cast<ChanType>(x);
    if (!t) {
        auto *u = make<UnaryExpr>(pos, x->end);
        u->op = Token::Arrow;
        u->x = x;
        return u;
    }
    Expr *whole = x;
    while (t) {
        if (t->dir == ChanDir::Recv) {
            reject(x);
            break;
        }
        bool more = t->dir == ChanDir::Send;
        t->dir = ChanDir::Recv;
        t->pos = pos;
        if (!more) break;
        pos = t->value->pos;
        t = dyn_cast<ChanType>(t->value);
        if (!t) reject(x);
    }
    return whole;
}

Expr *Builder::primaryExpr(Ctx *c) {
    auto &cs = c->children;
    Expr *x;
    size_t i = 1;
    if (cs.size() > maxChain) {
        tooLong_.push_back(first(c)->start);
        return make<BadExpr>(begin(c), end(c));
    }
    switch (kind(cs[0])) {
    case P::IDENT: x = ident(cs[0]); break;
    case P::LPAREN:
        x = paren(cs[0], expression(ctx(cs[1])), cs[2]);
        i = 3;
        break;
    case P::FUNC: {
        Tree *results = nullptr;
        i = 2;
        if (i < cs.size() && kind(cs[i]) != rule(P::RuleFunctionBody)) results = cs[i++];
        FuncType *t = funcType(begin(cs[0]), ctx(cs[1]), results);
        x = t;
        if (i < cs.size() && kind(cs[i]) == rule(P::RuleFunctionBody)) x = funcLit(t, ctx(cs[i++]));
        break;
    }
    default: x = isToken(cs[0]) ? literal(cs[0]) : type(cs[0]); break;
    }
    for (; i < cs.size(); i++) {
        Ctx *p = ctx(cs[i]);
        switch (p->getRuleIndex()) {
        case P::RulePostfix: x = postfix(x, p); break;
        case P::RuleArguments: x = call(x, p); break;
        default: x = literalValue(x, p); break;
        }
    }
    return x;
}

FuncLit *Builder::funcLit(FuncType *t, Ctx *body) {
    auto *f = make<FuncLit>(t->pos, end(body));
    f->type = t;
    f->body = block(body);
    return f;
}

Expr *Builder::postfix(Expr *x, Ctx *c) {
    auto &cs = c->children;
    switch (kind(cs[0])) {
    case rule(P::RuleArguments): return call(x, ctx(cs[0]));
    case rule(P::RuleLiteralValue): return literalValue(x, ctx(cs[0]));
    case P::LBRACK: return brackets(x, c);
    default: break;
    }
    if (cs.size() == 2) {
        auto *s = make<SelectorExpr>(x->pos, end(c));
        s->x = x;
        s->sel = ident(cs[1]);
        return s;
    }
    auto *a = make<TypeAssertExpr>(x->pos, end(c));
    a->x = x;
    a->lparen = begin(cs[1]);
    if (isToken(cs[2]))
        guards_.push_back(a);
    else
        a->type = type(cs[2]);
    return a;
}

// What stands between brackets behind the first comma can only be a type.
static bool maybeType(Expr *x) {
    switch (x->kind) {
    case Kind::Ident:
    case Kind::SelectorExpr:
    case Kind::IndexExpr:
    case Kind::StarExpr:
    case Kind::ParenExpr:
    case Kind::ArrayType:
    case Kind::StructType:
    case Kind::FuncType:
    case Kind::InterfaceType:
    case Kind::MapType:
    case Kind::ChanType: return true;
    default: return false;
    }
}

Expr *Builder::brackets(Expr *x, Ctx *c) {
    auto &cs = c->children;
    Vec<Expr *> indices;
    Expr *parts[3] = {};
    unsigned colons = 0;
    bool comma = false;
    for (size_t i = 1; i + 1 < cs.size(); i++) {
        switch (kind(cs[i])) {
        case P::COLON:
            if (comma) reject(cs[i]);
            colons++;
            break;
        case P::COMMA:
            if (kind(cs[i - 1]) == P::COMMA) reject(cs[i]);
            comma = true;
            break;
        default:
            parts[colons] = expression(ctx(cs[i]));
            indices.push_back(parts[colons]);
            if (!colons && indices.size() > 1 && !maybeType(indices.back())) reject(cs[i]);
            break;
        }
    }
    if (!colons) {
        auto *n = make<IndexExpr>(x->pos, end(c));
        n->x = x;
        n->lbrack = begin(cs[0]);
        n->rbrack = begin(cs.back());
        n->indices = list(indices);
        if (indices.empty()) reject(cs.back());
        return n;
    }
    auto *n = make<SliceExpr>(x->pos, end(c));
    n->x = x;
    n->lbrack = begin(cs[0]);
    n->rbrack = begin(cs.back());
    n->low = parts[0];
    n->high = parts[1];
    n->max = parts[2];
    n->slice3 = colons == 2;
    if (n->slice3 && (!n->high || !n->max)) reject(cs.back());
    return n;
}

Expr *Builder::call(Expr *fun, Ctx *c) {
    auto &cs = c->children;
    auto *n = make<CallExpr>(fun->pos, end(c));
    n->fun = fun;
    n->lparen = begin(cs[0]);
    n->rparen = begin(cs.back());
    Vec<Expr *> args;
    for (size_t i = 1; i + 1 < cs.size(); i++) {
        if (!isToken(cs[i])) {
            args.push_back(expression(ctx(cs[i])));
        } else {
            bool afterComma = kind(cs[i - 1]) == P::COMMA;
            if (afterComma) reject(cs[i]);
            if (kind(cs[i]) == P::ELLIPSIS) n->ellipsis = begin(cs[i]);
        }
    }
    n->args = list(args);
    return n;
}

static bool isValue(Expr *x) {
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

static bool maybeLiteralType(Expr *x) {
    switch (x->kind) {
    case Kind::Ident:
    case Kind::SelectorExpr:
    case Kind::ArrayType:
    case Kind::StructType:
    case Kind::MapType: return true;
    case Kind::IndexExpr: return !isValue(x);
    default: return false;
    }
}

CompositeLit *Builder::literalValue(Expr *type, Ctx *c) {
    if (type && !maybeLiteralType(type)) reject(c);
    auto &cs = c->children;
    auto *n = make<CompositeLit>(type ? type->pos : begin(c), end(c));
    n->type = type;
    n->lbrace = begin(cs[0]);
    n->rbrace = begin(cs.back());
    llvm::SmallVector<Expr *, 16> elts;
    for (size_t i = 1; i + 1 < cs.size(); i++) {
        if (!isToken(cs[i]))
            elts.push_back(element(ctx(cs[i])));
        else if (kind(cs[i - 1]) == P::COMMA)
            reject(cs[i]);
    }
    n->elts = list(elts);
    return n;
}

Expr *Builder::element(Ctx *c) {
    auto &cs = c->children;
    Expr *x = elementValue(cs[0]);
    if (cs.size() == 1) return x;
    auto *kv = make<KeyValueExpr>(begin(c), end(c));
    kv->colon = begin(cs[1]);
    kv->key = x;
    kv->value = elementValue(cs[2]);
    return kv;
}

Expr *Builder::elementValue(Tree *t) {
    if (kind(t) == rule(P::RuleLiteralValue)) return literalValue(nullptr, ctx(t));
    return expression(ctx(t));
}

} // namespace goloom::syntax

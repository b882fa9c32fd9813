// Types, spec chapter "Types", and the lists of parameters and fields.

#include "frontend/syntax/build.h"

namespace goloom::syntax {

using namespace ast;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

Expr *Builder::type(Tree *t) {
    Ctx *c = ctx(t);
    switch (c->getRuleIndex()) {
    case P::RuleType_:
    case P::RulePlainType: return typeChildren(c, 0);
    case P::RuleTypeLit: return type(c->children[0]);
    case P::RuleTypeName: return typeName(c, 0);
    case P::RuleArrayType: return arrayType(c);
    case P::RulePointerType: return star(begin(c), type(c->children[1]));
    case P::RuleStructType: return structType(c);
    case P::RuleInterfaceType: return interfaceType(c);
    case P::RuleMapType: {
        auto *m = make<MapType>(begin(c), end(c));
        m->key = type(c->children[2]);
        m->value = type(c->children[4]);
        return m;
    }
    case P::RuleChanType: return chanType(c);
    case P::RuleRecvChanType: {
        auto *n = make<ChanType>(begin(c), end(c));
        n->dir = ChanDir::Recv;
        n->value = type(c->children[2]);
        return n;
    }
    case P::RuleFunctionType: return signature(ctx(c->children[1]), begin(c));
    default: break;
    }
    return make<BadExpr>(begin(t), end(t));
}

Expr *Builder::typeChildren(Ctx *c, size_t from) {
    auto &cs = c->children;
    if (kind(cs[from]) == P::LPAREN) return paren(cs[from], type(cs[from + 1]), cs[from + 2]);
    return type(cs[from]);
}

// IDENT (DOT IDENT)? typeArgs? from child `from` on.
Expr *Builder::typeName(Ctx *c, size_t from) {
    auto &cs = c->children;
    Expr *x = ident(cs[from]);
    for (size_t i = from + 1; i < cs.size(); i++) {
        if (kind(cs[i]) == P::DOT) {
            auto *s = make<SelectorExpr>(x->pos, end(cs[i + 1]));
            s->x = x;
            s->sel = ident(cs[++i]);
            x = s;
        } else if (kind(cs[i]) == rule(P::RuleTypeArgs)) {
            x = withTypeArgs(x, ctx(cs[i]));
        } else {
            break;
        }
    }
    return x;
}

Expr *Builder::withTypeArgs(Expr *x, Ctx *c) {
    auto *n = make<IndexExpr>(x->pos, end(c));
    n->x = x;
    n->lbrack = begin(c);
    n->rbrack = begin(c->children.back());
    Vec<Expr *> args;
    for (size_t i = 0; i < c->children.size(); i++) {
        Tree *t = c->children[i];
        if (!isToken(t))
            args.push_back(type(t));
        else if (i > 0 && kind(t) == P::COMMA && kind(c->children[i - 1]) == P::COMMA)
            reject(t);
    }
    n->indices = list(args);
    return n;
}

Expr *Builder::arrayType(Ctx *c) {
    auto *n = make<ArrayType>(begin(c), end(c));
    Tree *len = c->children[1];
    if (kind(len) == P::ELLIPSIS)
        n->len = make<Ellipsis>(begin(len), end(len));
    else if (kind(len) != P::RBRACK)
        n->len = expression(ctx(len));
    n->elem = type(c->children.back());
    return n;
}

Expr *Builder::chanType(Ctx *c) {
    auto *n = make<ChanType>(begin(c), end(c));
    bool send = kind(c->children[1]) == P::ARROW;
    n->dir = send ? ChanDir::Send : ChanDir::Both;
    n->value = typeChildren(c, send ? 2 : 1);
    return n;
}

FuncType *Builder::signature(Ctx *c, Pos pos) {
    return funcType(pos, ctx(c->children[0]), c->children.size() > 1 ? c->children[1] : nullptr);
}

FuncType *Builder::funcType(Pos pos, Ctx *params, Tree *results) {
    auto *f = make<FuncType>(pos, end(results ? results : params));
    f->params = parameters(params, true);
    if (results) f->results = result(results);
    return f;
}

FieldList *Builder::result(Tree *t) {
    if (kind(t) == rule(P::RuleParameters)) return parameters(ctx(t), false);
    Vec<Field *> one{field({}, type(t), begin(t), end(t))};
    return fieldList(one, begin(t), end(t));
}

// ---------------------------------------------------------------- parameters

// spec: "Within a list of parameters or results, the names must either all be present or all be absent."
FieldList *Builder::parameters(Ctx *c, bool variadic) {
    Vec<Param> ps;
    bool anyNamed = false;
    for (size_t i = 1; i + 1 < c->children.size(); i++) {
        Tree *t = c->children[i];
        if (isToken(t)) {
            if (kind(c->children[i - 1]) == P::COMMA) reject(t);
            continue;
        }
        ps.push_back(parameterDecl(ctx(t)));
        if (ps.back().name && ps.back().type) anyNamed = true;
    }
    FieldList *l;
    if (anyNamed) {
        l = named(ps, begin(c), end(c));
    } else {
        Vec<Field *> fields;
        for (Param &p : ps) fields.push_back(field({}, p.type ? p.type : p.name, p.pos, p.end));
        l = fieldList(fields, begin(c), end(c));
    }
    for (Field *f : l->list)
        if (isa<Ellipsis>(f->type) && (!variadic || f != l->list.back() || f->names.size() > 1))
            reject(f->type);
    return l;
}

Builder::Param Builder::parameterDecl(Ctx *c) {
    Param p{nullptr, nullptr, begin(c), end(c)};
    auto &cs = c->children;
    auto ellipsis = [&](size_t i) {
        auto *e = make<Ellipsis>(begin(cs[i]), end(cs[i + 1]));
        e->elt = type(cs[i + 1]);
        return e;
    };
    switch (kind(cs[0])) {
    case P::IDENT: break;
    case P::ELLIPSIS: p.type = ellipsis(0); return p;
    default: p.type = typeChildren(c, 0); return p;
    }
    if (cs.size() == 1) {
        p.name = ident(cs[0]);
        return p;
    }
    switch (kind(cs[1])) {
    case P::DOT: p.type = typeName(c, 0); break;
    case P::LBRACK: {
        size_t i = 1;
        bracketed(c, i, ident(cs[0]), p);
        break;
    }
    case P::ELLIPSIS:
        p.name = ident(cs[0]);
        p.type = ellipsis(1);
        break;
    default:
        p.name = ident(cs[0]);
        p.type = type(cs[1]);
        break;
    }
    return p;
}

// `name [n] E`, `name []E` and `name [...]E` are a name with an array type; `name[A]`, `name[A, B]` and
// `name[A,]` are an instance.
void Builder::bracketed(Ctx *c, size_t &i, Ident *name, Param &p) {
    auto &cs = c->children;
    Tree *open = cs[i++];
    Vec<Expr *> items;
    bool comma = false, dots = false;
    if (kind(cs[i]) != P::RBRACK) {
        auto *l = ctx(cs[i++]);
        for (size_t k = 0; k < l->children.size(); k++) {
            Tree *t = l->children[k];
            if (!isToken(t)) {
                items.push_back(expression(ctx(t)));
            } else if (kind(t) == P::ELLIPSIS) {
                items.push_back(make<Ellipsis>(begin(t), end(t)));
                dots = true;
            } else {
                comma = true;
                if (kind(l->children[k - 1]) == P::COMMA) reject(t);
            }
        }
    }
    Tree *close = cs[i++];
    if (i < cs.size() && !isToken(cs[i])) {
        if (comma) reject(cs[i]);
        auto *a = make<ArrayType>(begin(open), end(cs[i]));
        a->len = items.empty() ? nullptr : items[0];
        a->elem = type(cs[i++]);
        p.name = name;
        p.type = a;
        return;
    }
    if (items.empty() || dots) reject(close);
    auto *x = make<IndexExpr>(name->pos, end(close));
    x->x = name;
    x->lbrack = begin(open);
    x->rbrack = begin(close);
    x->indices = list(items);
    p.type = x;
}

// ---------------------------------------------------------------- structs and interfaces

StructType *Builder::structType(Ctx *c) {
    auto *s = make<StructType>(begin(c), end(c));
    rejectDoubled(c, P::SEMI);
    Vec<Field *> fields;
    for (Tree *t : c->children) {
        if (isToken(t)) continue;
        Field *f = fieldDecl(ctx(t));
        f->doc = comments_.doc(f->pos);
        f->comment = comments_.trailing(f->end);
        fields.push_back(f);
    }
    s->fields = fieldList(fields, begin(c->children[1]), end(c));
    return s;
}

Field *Builder::fieldDecl(Ctx *c) {
    auto &cs = c->children;
    Vec<Ident *> names;
    Expr *t = nullptr;
    size_t i = 1;
    size_t next = cs.size() > 1 ? kind(cs[1]) : P::STRING;
    if (kind(cs[0]) == P::STAR) {
        t = star(begin(cs[0]), type(cs[i++]));
    } else if (next == P::STRING) {
        t = ident(cs[0]);
    } else if (next == P::DOT) {
        t = typeName(c, 0);
    } else if (next == P::LBRACK) {
        Param p{};
        bracketed(c, i, ident(cs[0]), p);
        if (p.name) names.push_back(p.name);
        t = p.type;
    } else {
        names.push_back(ident(cs[0]));
        for (; kind(cs[i]) == P::COMMA; i += 2) names.push_back(ident(cs[i + 1]));
        t = type(cs[i]);
    }
    Field *f = field(names, t, begin(c), end(c));
    if (kind(cs.back()) == P::STRING) f->tag = literal(cs.back());
    return f;
}

InterfaceType *Builder::interfaceType(Ctx *c) {
    auto *n = make<InterfaceType>(begin(c), end(c));
    rejectDoubled(c, P::SEMI);
    Vec<Field *> elems;
    for (Tree *t : c->children) {
        if (isToken(t)) continue;
        Field *f = interfaceElem(ctx(t));
        f->doc = comments_.doc(f->pos);
        f->comment = comments_.trailing(f->end);
        elems.push_back(f);
    }
    n->methods = fieldList(elems, begin(c->children[1]), end(c));
    return n;
}

Field *Builder::interfaceElem(Ctx *c) {
    auto &cs = c->children;
    Vec<Ident *> names;
    Expr *t;
    switch (kind(cs[0])) {
    case P::IDENT:
        if (cs.size() > 1 && kind(cs[1]) == rule(P::RuleSignature)) {
            names.push_back(ident(cs[0]));
            t = signature(ctx(cs[1]), begin(cs[1]));
        } else {
            t = unionOf(typeName(c, 0), c, 1);
        }
        break;
    case P::TILDE: t = unionOf(tilde(cs[0], type(cs[1])), c, 2); break;
    case P::LPAREN: t = unionOf(typeChildren(c, 0), c, 3); break;
    default: t = unionOf(type(cs[0]), c, 1); break;
    }
    return field(names, t, begin(c), end(c));
}

Expr *Builder::term(Ctx *c) {
    if (c->children.size() == 2) return tilde(c->children[0], type(c->children[1]));
    return type(c->children[0]);
}

Expr *Builder::unionOf(Expr *x, Ctx *c, size_t from) {
    auto &cs = c->children;
    for (size_t i = from; i < cs.size(); i++)
        if (kind(cs[i]) == P::OR) x = binary(Token::Or, begin(cs[i]), x, term(ctx(cs[i + 1])));
    return x;
}

Expr *Builder::tilde(Tree *op, Expr *x) {
    auto *n = make<UnaryExpr>(begin(op), x->end);
    n->op = Token::Tilde;
    n->x = x;
    return n;
}

Expr *Builder::star(Pos pos, Expr *x) {
    auto *n = make<StarExpr>(pos, x->end);
    n->x = x;
    return n;
}

Expr *Builder::paren(Tree *open, Expr *x, Tree *close) {
    auto *n = make<ParenExpr>(begin(open), end(close));
    n->x = x;
    return n;
}

Expr *Builder::binary(Token op, Pos opPos, Expr *x, Expr *y) {
    auto *n = make<BinaryExpr>(x->pos, y->end);
    n->op = op;
    n->opPos = opPos;
    n->x = x;
    n->y = y;
    return n;
}

Field *Builder::field(const Vec<Ident *> &names, Expr *type, Pos pos, Pos end) {
    auto *f = make<Field>(pos, end);
    f->names = list(names);
    f->type = type;
    return f;
}

FieldList *Builder::fieldList(const llvm::SmallVectorImpl<Field *> &fields, Pos pos, Pos end) {
    auto *l = make<FieldList>(pos, end);
    l->list = list(fields);
    return l;
}

} // namespace goloom::syntax

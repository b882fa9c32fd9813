// Files and declarations, spec chapter "Declarations and scope".

#include "frontend/syntax/build.h"

#include <typeinfo>

namespace goloom::syntax {

using namespace ast;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

bool Builder::isToken(const Tree *t) { return typeid(*t) == typeid(antlr4::tree::TerminalNodeImpl); }

size_t Builder::kind(Tree *t) { return isToken(t) ? token(t)->type : rule(ctx(t)->getRuleIndex()); }

Ident *Builder::ident(Tree *t) {
    auto *n = make<Ident>(begin(t), end(t));
    n->name = Name::of(spelling(token(t)));
    return n;
}

BasicLit *Builder::literal(Tree *t) {
    auto *n = make<BasicLit>(begin(t), end(t));
    n->text = spelling(token(t));
    switch (token(t)->type) {
    case P::INT: n->tok = Token::Int; break;
    case P::FLOAT: n->tok = Token::Float; break;
    case P::IMAG: n->tok = Token::Imag; break;
    case P::CHAR: n->tok = Token::Char; break;
    default: n->tok = Token::String; break;
    }
    return n;
}

Builder::Vec<Ident *> Builder::identifierList(Ctx *c) {
    Vec<Ident *> names;
    for (size_t i = 0; i < c->children.size(); i += 2) names.push_back(ident(c->children[i]));
    return names;
}

// The grammar takes `a;; b` and `a,, b` in lists; Go takes one separator.
void Builder::rejectDoubled(Ctx *c, size_t separator) {
    for (size_t i = 1; i < c->children.size(); i++)
        if (kind(c->children[i]) == separator && kind(c->children[i - 1]) == separator)
            reject(c->children[i]);
}

File *Builder::file(Ctx *c) {
    auto *f = make<File>(file_.begin(), file_.end());
    f->source = &file_;
    Vec<Decl *> decls;
    for (Tree *t : c->children) {
        switch (kind(t)) {
        case rule(P::RulePackageClause):
            f->pos = begin(t);
            f->name = ident(t->children[1]);
            f->doc = comments_.doc(begin(t));
            f->goVersion = comments_.goVersion(first(ctx(t))->start);
            declEnd_ = last(ctx(t))->end;
            break;
        case rule(P::RuleImportDecl):
            decls.push_back(declaration(ctx(t)));
            declEnd_ = last(ctx(t))->end;
            break;
        case rule(P::RuleTopLevelDecl):
            decls.push_back(topLevelDecl(ctx(t)));
            declEnd_ = last(ctx(t))->end;
            break;
        default: break;
        }
    }
    f->decls = list(decls);
    f->imports = list(imports_);
    f->comments = comments_.all();
    return f;
}

Decl *Builder::topLevelDecl(Ctx *c) {
    auto *d = ctx(c->children[0]);
    if (d->getRuleIndex() == P::RuleFunctionDecl) return functionDecl(d);
    return declaration(ctx(d->children[0]));
}

GenDecl *Builder::declaration(Ctx *c) {
    auto *d = make<GenDecl>(begin(c), end(c));
    d->doc = comments_.doc(d->pos);
    switch (token(c->children[0])->type) {
    case P::IMPORT: d->tok = Token::Import; break;
    case P::CONST: d->tok = Token::Const; break;
    case P::VAR: d->tok = Token::Var; break;
    default: d->tok = Token::Type; break;
    }
    rejectDoubled(c, P::SEMI);
    Vec<Spec *> specs;
    for (Tree *t : c->children) {
        Spec *s = nullptr;
        switch (kind(t)) {
        case P::LPAREN: d->lparen = begin(t); break;
        case rule(P::RuleImportSpec): s = importSpec(ctx(t)); break;
        case rule(P::RuleConstSpec): s = constSpec(ctx(t), static_cast<unsigned>(specs.size())); break;
        case rule(P::RuleVarSpec): s = varSpec(ctx(t)); break;
        case rule(P::RuleTypeSpec): s = typeSpec(ctx(t)); break;
        default: break;
        }
        if (!s) continue;
        s->doc = d->lparen ? comments_.doc(s->pos) : nullptr;
        s->comment = comments_.trailing(s->end);
        specs.push_back(s);
    }
    d->specs = list(specs);
    return d;
}

ImportSpec *Builder::importSpec(Ctx *c) {
    auto *s = make<ImportSpec>(begin(c), end(c));
    if (c->children.size() == 2) s->name = ident(c->children[0]);
    s->path = literal(c->children.back());
    imports_.push_back(s);
    return s;
}

Spec *Builder::constSpec(Ctx *c, unsigned iota) {
    auto *s = make<ConstSpec>(begin(c), end(c));
    s->iota = iota;
    for (Tree *t : c->children) {
        switch (kind(t)) {
        case rule(P::RuleIdentifierList): s->names = list(identifierList(ctx(t))); break;
        case rule(P::RuleType_): s->type = type(t); break;
        case rule(P::RuleExpressionList): s->values = list(expressionList(ctx(t))); break;
        default: break;
        }
    }
    return s;
}

Spec *Builder::varSpec(Ctx *c) {
    auto *s = make<VarSpec>(begin(c), end(c));
    for (Tree *t : c->children) {
        switch (kind(t)) {
        case rule(P::RuleIdentifierList): s->names = list(identifierList(ctx(t))); break;
        case rule(P::RuleType_): s->type = type(t); break;
        case rule(P::RuleExpressionList): s->values = list(expressionList(ctx(t))); break;
        default: break;
        }
    }
    return s;
}

// ---------------------------------------------------------------- type declarations

// The brackets behind the name are type parameters if something in them can only be one: a name with a
// constraint behind it, or a comma. `[P]` and `[P*C]` are array lengths, `[P*C,]` and `[P *[]int]` are type
// parameters.
Spec *Builder::typeSpec(Ctx *c) {
    auto *s = make<TypeSpec>(begin(c), end(c));
    s->name = ident(c->children[0]);
    auto &cs = c->children;
    s->type = type(cs.back());
    for (Tree *t : cs)
        if (kind(t) == P::ASSIGN) s->assign = begin(t);
    if (kind(cs[1]) != P::LBRACK) return s;

    rejectDoubled(c, P::COMMA);
    Pos open = begin(cs[1]), close;
    Vec<Param> params;
    bool comma = false;
    Expr *x = nullptr; // a length, or the first type parameter
    for (Tree *t : cs) {
        switch (kind(t)) {
        case rule(P::RuleFirstTypeParam):
        case rule(P::RuleTypeParamDecl): params.push_back(typeParamDecl(ctx(t))); break;
        case rule(P::RuleExpression): x = expression(ctx(t)); break;
        case P::COMMA: comma = true; break;
        case P::ELLIPSIS: x = make<Ellipsis>(begin(t), end(t)); break;
        case P::RBRACK: close = end(t); break;
        default: break;
        }
    }
    if (x) {
        Param p{nullptr, nullptr, x->pos, x->end};
        if (splitTypeParam(x, comma, p) && (p.type || comma))
            params.insert(params.begin(), p);
        else if (comma)
            reject(x);
    }
    if (!params.empty()) {
        s->typeParams = named(params, open, close);
        return s;
    }
    if (s->assign) reject(c);
    auto *a = make<ArrayType>(open, s->type->end);
    a->len = x;
    a->elem = s->type;
    s->type = a;
    return s;
}

static bool isTypeElem(Expr *x) {
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

// x as a name and a constraint: `P *C` was read as a product, `P (C)` as a call. Without force, only if the
// constraint cannot be an ordinary expression. A name alone leaves out.type null.
bool Builder::splitTypeParam(Expr *x, bool force, Param &out) {
    if (auto *id = dyn_cast<Ident>(x)) {
        out.name = id;
        return true;
    }
    if (auto *b = dyn_cast<BinaryExpr>(x)) {
        if (b->op == Token::Mul) {
            out.name = dyn_cast<Ident>(b->x);
            if (!out.name || !(force || isTypeElem(b->y))) return false;
            out.type = star(b->opPos, b->y);
            return true;
        }
        if (b->op != Token::Or || !splitTypeParam(b->x, force || isTypeElem(b->y), out) || !out.type)
            return false;
        out.type = binary(Token::Or, b->opPos, out.type, b->y);
        return true;
    }
    if (auto *call = dyn_cast<CallExpr>(x)) {
        out.name = dyn_cast<Ident>(call->fun);
        if (!out.name || call->args.size() != 1 || call->ellipsis || !(force || isTypeElem(call->args[0])))
            return false;
        auto *p = make<ParenExpr>(call->lparen, call->end);
        p->x = call->args[0];
        out.type = p;
        return true;
    }
    return false;
}

// Of typeParamDecl or firstTypeParam.
Builder::Param Builder::typeParamDecl(Ctx *d) {
    Param p{ident(d->children[0]), nullptr, begin(d), end(d)};
    if (d->children.size() > 1) p.type = unionOf(term(ctx(d->children[1])), d, 2);
    return p;
}

FieldList *Builder::typeParameters(Ctx *c) {
    rejectDoubled(c, P::COMMA);
    Vec<Param> ps;
    for (Tree *t : c->children)
        if (!isToken(t)) ps.push_back(typeParamDecl(ctx(t)));
    return named(ps, begin(c), end(c));
}

// All must have names: `a, b T` shares the type that follows.
FieldList *Builder::named(llvm::ArrayRef<Param> ps, Pos pos, Pos end) {
    Vec<Field *> fields;
    for (size_t i = 0; i < ps.size();) {
        Vec<Ident *> names;
        size_t j = i;
        while (j < ps.size() && !ps[j].type) names.push_back(ps[j++].name);
        if (j == ps.size() || !ps[j].name) {
            rejectAt(static_cast<uint32_t>(file_.offset(ps[i].pos)));
            break;
        }
        names.push_back(ps[j].name);
        fields.push_back(field(names, ps[j].type, ps[i].pos, ps[j].end));
        i = j + 1;
    }
    return fieldList(fields, pos, end);
}

// ---------------------------------------------------------------- functions

FuncDecl *Builder::functionDecl(Ctx *c) {
    auto *f = make<FuncDecl>(begin(c), end(c));
    f->doc = comments_.doc(f->pos);
    f->pragmas = comments_.pragmas(declEnd_, first(c)->start);
    FieldList *typeParams = nullptr;
    for (Tree *t : c->children) {
        switch (kind(t)) {
        case rule(P::RuleParameters):
            f->recv = parameters(ctx(t), false);
            if (f->recv->numFields() != 1) reject(t);
            break;
        case P::IDENT: f->name = ident(t); break;
        case rule(P::RuleTypeParameters):
            typeParams = typeParameters(ctx(t));
            if (f->recv) reject(t);
            break;
        case rule(P::RuleSignature):
            f->type = signature(ctx(t), f->pos);
            f->type->typeParams = typeParams;
            break;
        case rule(P::RuleFunctionBody): f->body = block(ctx(t)); break;
        default: break;
        }
    }
    return f;
}

} // namespace goloom::syntax

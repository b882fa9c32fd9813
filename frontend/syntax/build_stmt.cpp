// Statements, spec chapter "Statements".

#include "frontend/syntax/build.h"

namespace goloom::syntax {

using namespace ast;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;

void Builder::attach(Stmt *s) {
    s->doc = comments_.doc(s->pos);
    s->comment = comments_.trailing(s->end);
}

Builder::Vec<Stmt *> Builder::statementList(Ctx *c) {
    Vec<Stmt *> out;
    auto &cs = c->children;
    for (size_t i = 0; i < cs.size(); i++) {
        if (!isToken(cs[i])) {
            out.push_back(statement(ctx(cs[i])));
            attach(out.back());
            continue;
        }
        // A semicolon with no statement before it is an empty statement.
        bool behindStatement = i > 0 && !isToken(cs[i - 1]);
        if (!behindStatement) {
            auto *e = make<EmptyStmt>(begin(cs[i]), end(cs[i]));
            e->implicit = token(cs[i])->newline;
            out.push_back(e);
        }
    }
    return out;
}

BlockStmt *Builder::block(Ctx *c) {
    auto *b = make<BlockStmt>(begin(c), end(c));
    b->lbrace = begin(c->children[0]);
    b->rbrace = begin(c->children[2]);
    b->list = list(statementList(ctx(c->children[1])));
    return b;
}

Stmt *Builder::statement(Ctx *c) {
    Tree *head = c->children[0];
    switch (kind(head)) {
    case rule(P::RuleDeclaration): {
        auto *d = make<DeclStmt>(begin(c), end(c));
        d->decl = declaration(ctx(ctx(head)->children[0]));
        return d;
    }
    case rule(P::RuleSimpleStmt):
        if (first(c)->type == P::TILDE) reject(c);
        return c->children.size() == 1 ? simpleStmt(ctx(head), false) : labeled(c);
    case rule(P::RuleBlock): return block(ctx(head));
    case rule(P::RuleIfStmt): return ifStmt(ctx(head));
    case rule(P::RuleForStmt): return forStmt(ctx(head));
    case rule(P::RuleSwitchStmt): return switchStmt(ctx(head));
    case rule(P::RuleSelectStmt): return selectStmt(ctx(head));
    case P::GO:
    case P::DEFER: return goOrDefer(c);
    case P::RETURN: {
        auto *r = make<ReturnStmt>(begin(c), end(c));
        if (c->children.size() > 1) r->results = list(expressionList(ctx(c->children[1])));
        return r;
    }
    default: return branch(c);
    }
}

Stmt *Builder::labeled(Ctx *c) {
    auto &cs = c->children;
    auto *l = make<LabeledStmt>(begin(c), end(c));
    Stmt *s = simpleStmt(ctx(cs[0]), false);
    auto *x = dyn_cast<ExprStmt>(s);
    l->label = x ? dyn_cast<Ident>(x->x) : nullptr;
    if (!l->label) {
        reject(cs[1]);
        l->label = make<Ident>(s->pos, s->end);
    }
    l->colon = begin(cs[1]);
    if (cs.size() == 3) {
        l->stmt = statement(ctx(cs[2]));
        attach(l->stmt);
        return l;
    }
    size_t next = (token(cs[1]) + 1)->type;
    if (next != P::RBRACE && next != P::SEMI) reject(cs[1]);
    auto *e = make<EmptyStmt>(l->end, l->end);
    e->implicit = true;
    l->stmt = e;
    return l;
}

Stmt *Builder::goOrDefer(Ctx *c) {
    bool isGo = kind(c->children[0]) == P::GO;
    Expr *x = expression(ctx(c->children[1]));
    if (isa<ParenExpr>(x) || isa<UnaryExpr>(x) || isa<BinaryExpr>(x) || isa<StarExpr>(x))
        reject(c->children[1]);
    else if (!isa<CallExpr>(x))
        noCalls_.push_back({x, isGo});
    if (isGo) {
        auto *g = make<GoStmt>(begin(c), end(c));
        g->call = x;
        return g;
    }
    auto *d = make<DeferStmt>(begin(c), end(c));
    d->call = x;
    return d;
}

Stmt *Builder::branch(Ctx *c) {
    auto *b = make<BranchStmt>(begin(c), end(c));
    switch (kind(c->children[0])) {
    case P::BREAK: b->tok = Token::Break; break;
    case P::CONTINUE: b->tok = Token::Continue; break;
    case P::GOTO: b->tok = Token::Goto; break;
    default: b->tok = Token::Fallthrough; break;
    }
    if (c->children.size() > 1) b->label = ident(c->children[1]);
    return b;
}

// ---------------------------------------------------------------- simple statements

static Token assignOp(llvm::StringRef s) {
    switch (s[0]) {
    case '+': return Token::Add;
    case '-': return Token::Sub;
    case '*': return Token::Mul;
    case '/': return Token::Quo;
    case '%': return Token::Rem;
    case '^': return Token::Xor;
    case '|': return Token::Or;
    case '&': return s[1] == '^' ? Token::AndNot : Token::And;
    case '<': return Token::Shl;
    default: return Token::Shr;
    }
}

// With rangeAllowed a range clause is handed back in *range, its body to be filled in.
Stmt *Builder::simpleStmt(Ctx *c, bool rangeAllowed, RangeStmt **range) {
    auto &cs = c->children;
    auto rangeStmt = [&](size_t at, Expr *x) {
        if (!rangeAllowed) reject(cs[at]);
        auto *r = make<RangeStmt>(begin(c), end(c));
        r->rangePos = begin(cs[at]);
        r->x = x;
        if (range) *range = r;
        return r;
    };
    if (kind(cs[0]) == P::RANGE) return rangeStmt(0, expression(ctx(cs[1])));

    Vec<Expr *> lhs = expressionList(ctx(cs[0]));
    if (cs.size() == 1) {
        if (lhs.size() > 1) reject(c);
        auto *s = make<ExprStmt>(begin(c), end(c));
        s->x = lhs[0];
        return s;
    }
    size_t op = kind(cs[1]);
    if (op == P::ASSIGN || op == P::DEFINE) {
        Token tok = op == P::ASSIGN ? Token::Assign : Token::Define;
        if (kind(cs[2]) == P::RANGE) {
            Vec<Expr *> xs = expressionList(ctx(cs[3]));
            if (xs.size() > 1) reject(cs[3]);
            RangeStmt *r = rangeStmt(2, xs[0]);
            r->tok = tok;
            r->key = lhs[0];
            if (lhs.size() > 1) r->value = lhs[1];
            if (lhs.size() > 2) r->extra = arena_.copy(llvm::ArrayRef<Expr *>(lhs).drop_front(2));
            return r;
        }
        auto *a = make<AssignStmt>(begin(c), end(c));
        a->lhs = list(lhs);
        a->opPos = begin(cs[1]);
        a->tok = tok;
        a->rhs = list(expressionList(ctx(cs[2])));
        return a;
    }
    if (lhs.size() > 1) reject(cs[1]);
    if (op == P::INCDEC) {
        auto *s = make<IncDecStmt>(begin(c), end(c));
        s->x = lhs[0];
        s->opPos = begin(cs[1]);
        s->op = spelling(token(cs[1]))[0] == '+' ? Token::Add : Token::Sub;
        return s;
    }
    Expr *rhs = expression(ctx(cs[2]));
    if (op == P::ARROW) {
        auto *s = make<SendStmt>(begin(c), end(c));
        s->chan = lhs[0];
        s->arrow = begin(cs[1]);
        s->value = rhs;
        return s;
    }
    auto *a = make<AssignStmt>(begin(c), end(c));
    a->lhs = list(lhs);
    a->opPos = begin(cs[1]);
    a->tok = assignOp(spelling(token(cs[1])));
    a->rhs = arena_.copy(llvm::ArrayRef<Expr *>(rhs));
    return a;
}

// ---------------------------------------------------------------- control clauses

Builder::Header Builder::header(Ctx *c, bool isFor) {
    Header h;
    for (Tree *t : c->children) {
        if (!isToken(t))
            h.parts[h.semis] = simpleStmt(ctx(t), isFor && h.semis == 0, &h.range);
        else if (h.semis < 2)
            h.semis++;
    }
    if (!isFor && h.semis > 1) reject(c);
    return h;
}

// The expression of a statement that stands where a condition or tag is wanted.
Expr *Builder::condition(Stmt *s) {
    if (!s) return nullptr;
    if (auto *x = dyn_cast<ExprStmt>(s)) return x->x;
    reject(s);
    return make<BadExpr>(s->pos, s->end);
}

Stmt *Builder::ifStmt(Ctx *c) {
    auto &cs = c->children;
    auto *s = make<IfStmt>(begin(c), end(c));
    Header h = header(ctx(cs[1]), false);
    s->init = h.semis ? h.parts[0] : nullptr;
    s->cond = condition(h.parts[h.semis]);
    if (!s->cond) {
        reject(cs[0]);
        s->cond = make<BadExpr>(s->pos, s->pos);
    }
    s->body = block(ctx(cs[2]));
    if (cs.size() > 3) {
        Ctx *e = ctx(cs[4]);
        s->els = e->getRuleIndex() == P::RuleIfStmt ? ifStmt(e) : block(e);
    }
    return s;
}

Stmt *Builder::forStmt(Ctx *c) {
    auto &cs = c->children;
    Header h = header(ctx(cs[1]), true);
    if (h.range) {
        if (h.semis) reject(cs[1]);
        h.range->pos = begin(c);
        h.range->end = end(c);
        h.range->body = block(ctx(cs[2]));
        return h.range;
    }
    auto *s = make<ForStmt>(begin(c), end(c));
    if (h.semis == 0) {
        s->cond = condition(h.parts[0]);
    } else {
        if (h.semis == 1) reject(cs[1]);
        s->init = h.parts[0];
        s->cond = condition(h.parts[1]);
        s->post = h.parts[2];
        auto *a = llvm::dyn_cast_or_null<AssignStmt>(s->post);
        if (a && a->tok == Token::Define) reject(a);
    }
    s->body = block(ctx(cs[2]));
    return s;
}

TypeAssertExpr *Builder::typeSwitchGuard(Stmt *s, Ident *&bind) {
    Expr *x = nullptr;
    if (auto *e = llvm::dyn_cast_or_null<ExprStmt>(s)) {
        x = e->x;
    } else if (auto *a = llvm::dyn_cast_or_null<AssignStmt>(s)) {
        if (a->tok != Token::Define || a->lhs.size() != 1 || a->rhs.size() != 1 || !isa<Ident>(a->lhs[0]))
            return nullptr;
        x = a->rhs[0];
    }
    auto *g = llvm::dyn_cast_or_null<TypeAssertExpr>(x);
    if (!g || g->type) return nullptr;
    if (auto *a = dyn_cast<AssignStmt>(s)) bind = cast<Ident>(a->lhs[0]);
    guards_.erase(std::find(guards_.begin(), guards_.end(), g));
    return g;
}

Stmt *Builder::switchStmt(Ctx *c) {
    auto &cs = c->children;
    Header h = header(ctx(cs[1]), false);
    Stmt *init = h.semis ? h.parts[0] : nullptr;
    Stmt *tag = h.parts[h.semis];
    Vec<CaseClause *> cases;
    for (size_t i = 3; i + 1 < cs.size(); i++) {
        cases.push_back(caseClause(ctx(cs[i])));
        attach(cases.back());
    }
    Ident *bind = nullptr;
    if (auto *g = typeSwitchGuard(tag, bind)) {
        auto *s = make<TypeSwitchStmt>(begin(c), end(c));
        s->init = init;
        s->bind = bind;
        s->x = g->x;
        s->lbrace = begin(cs[2]);
        s->rbrace = begin(cs.back());
        s->cases = list(cases);
        return s;
    }
    auto *s = make<SwitchStmt>(begin(c), end(c));
    s->init = init;
    s->tag = condition(tag);
    s->lbrace = begin(cs[2]);
    s->rbrace = begin(cs.back());
    s->cases = list(cases);
    return s;
}

CaseClause *Builder::caseClause(Ctx *c) {
    auto &cs = c->children;
    auto *n = make<CaseClause>(begin(c), end(c));
    size_t colon = 1;
    if (kind(cs[0]) == P::DEFAULT) {
        n->isDefault = true;
    } else {
        colon = 2;
        Ctx *s = ctx(cs[1]);
        if (s->children.size() > 1)
            reject(s->children[1]);
        else
            n->list = list(expressionList(ctx(s->children[0])));
    }
    n->colon = begin(cs[colon]);
    n->body = list(statementList(ctx(cs[colon + 1])));
    n->end = n->body.empty() ? end(cs[colon]) : n->body.back()->end;
    return n;
}

Stmt *Builder::selectStmt(Ctx *c) {
    auto &cs = c->children;
    auto *s = make<SelectStmt>(begin(c), end(c));
    s->lbrace = begin(cs[1]);
    s->rbrace = begin(cs.back());
    Vec<CommClause *> cases;
    for (size_t i = 2; i + 1 < cs.size(); i++) {
        cases.push_back(commClause(ctx(cs[i])));
        attach(cases.back());
    }
    s->cases = list(cases);
    return s;
}

CommClause *Builder::commClause(Ctx *c) {
    auto &cs = c->children;
    auto *n = make<CommClause>(begin(c), end(c));
    size_t colon = 1;
    if (kind(cs[0]) == P::CASE) {
        colon = 2;
        n->comm = simpleStmt(ctx(cs[1]), false);
    }
    n->colon = begin(cs[colon]);
    n->body = list(statementList(ctx(cs[colon + 1])));
    n->end = n->body.empty() ? end(cs[colon]) : n->body.back()->end;
    return n;
}

} // namespace goloom::syntax

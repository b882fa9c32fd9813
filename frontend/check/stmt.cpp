// Statements and function bodies. spec "Statements".
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

namespace goloom {

using namespace types;

void Checker::funcBody(DeclInfo *decl, Signature *sig, ast::BlockStmt *body, constant::Value iota) {
    llvm::SmallPtrSet<ast::Expr *, 4> panics;
    Environment outer = std::exchange(env, {});
    env.decl = decl;
    env.scope = sig->scope;
    env.goMinor = outer.goMinor;
    env.iota = iota;
    env.sig = sig;
    env.typeParams = !sig->typeParams.empty()       ? sig->typeParams
                     : !sig->recvTypeParams.empty() ? sig->recvTypeParams
                                                    : outer.typeParams;
    env.isPanic = &panics;

    stmtList(0, body->list);
    labels(body);
    if (sig->results->size() > 0 && !isTerminatingList(body->list)) error(body->rbrace, Diag::MissingReturn);
    usage(sig->scope);
    env = outer;
}

void Checker::usage(Scope *scope) {
    for (auto &[name, obj] : scope->elems) {
        auto *v = llvm::dyn_cast<Var>(obj);
        if (v && v->varKind == VarKind::Local && !v->used)
            error(v->pos, Diag::UnusedVar).soft() << name.str();
    }
    for (Scope *s : scope->children)
        if (!s->isFunc) usage(s); // function literals have been looked at on their own
}

// Function literals of a statement are checked at its end, before its scope changes.
void Checker::stmtList(unsigned ctxt, llvm::ArrayRef<ast::Stmt *> list) {
    for (ast::Stmt *s : list) stmt(ctxt, s);
}

Type *Checker::chanElem(Pos at, Operand &x, bool recv) {
    auto cond = [&](Type *t, Type *u) -> std::optional<std::string> {
        if (!u) return "no specific channel type";
        auto *ch = llvm::dyn_cast<Chan>(u);
        if (!ch) return "non-channel " + str(t);
        if (recv && ch->dir == types::ChanDir::SendOnly) return "send-only channel " + str(t);
        if (!recv && ch->dir == types::ChanDir::RecvOnly) return "receive-only channel " + str(t);
        return std::nullopt;
    };
    if (!isValid(under(x.type))) return nullptr;
    std::string cause;
    if (Type *u = commonUnder(x.type, cond, &cause, &pkg)) return llvm::cast<Chan>(u)->elem;
    std::string what = isTypeParam(x.type) ? str(x) + ": " + cause : cause + " " + str(x);
    error(at, recv ? Diag::InvalidReceive : Diag::InvalidSend) << what;
    return nullptr;
}

namespace {

class StmtChecker {
  public:
    StmtChecker(Checker &c, unsigned ctxt) : c(c), ctxt(ctxt) {}

    void exprStmt(ast::ExprStmt *s) {
        Operand x;
        auto kind = c.rawExpr(x, s->x, nullptr, false);
        // spec: "With the exception of specific built-in functions, function and method calls and receive
        // operations can appear in statement context."
        if (!x) return;
        if (x.mode == Mode::BuiltinFn)
            c.error(x.pos(), Diag::UncalledBuiltin) << c.str(x);
        else if (x.mode == Mode::TypExpr)
            c.error(x.pos(), Diag::NotAnExpr) << c.str(x);
        else if (kind != Checker::ExprKind::Statement)
            c.error(x.pos(), Diag::UnusedExpr) << c.str(x);
    }

    void sendStmt(ast::SendStmt *s) {
        Operand ch, val;
        c.expr(ch, s->chan);
        c.expr(val, s->value);
        if (!ch || !val) return;
        if (Type *elem = c.chanElem(s->pos, ch, false)) c.assignment(val, elem, "send");
    }

    void incDecStmt(ast::IncDecStmt *s) {
        Operand x;
        c.expr(x, s->x);
        if (!x) return;
        if (!allNumeric(x.type)) {
            if (!isValid(x.type)) return;
            std::string op = s->op == ast::Token::Add ? "++" : "--";
            c.error(s->x->pos, Diag::NonNumericIncDec)
                << c.str(static_cast<const ast::Expr *>(s->x)) + op << c.str(x.type);
            return;
        }
        c.assignVar(s->x, nullptr, &x, "assignment");
    }

    void assignStmt(ast::AssignStmt *s) {
        if (s->tok == ast::Token::Assign) return c.assignVars(s->lhs, s->rhs);
        if (s->tok == ast::Token::Define) return c.shortVarDecl(s->opPos, s->lhs, s->rhs);
        if (s->lhs.size() != 1 || s->rhs.size() != 1) {
            c.error(s->pos, Diag::MultiValAssignOp) << ast::spelling(s->tok);
            return;
        }
        Operand x;
        c.binary(x, nullptr, s->lhs[0], s->rhs[0], s->tok, s->opPos);
        c.assignVar(s->lhs[0], nullptr, &x, "assignment");
    }

    void suspendedCall(llvm::StringRef keyword, ast::Expr *call) {
        if (!llvm::isa<ast::CallExpr>(call)) {
            c.useExprs(call); // reported by the parser
            return;
        }
        Operand x;
        auto kind = c.rawExpr(x, call, nullptr, false);
        if (!x) return;
        if (kind == Checker::ExprKind::Conversion)
            c.error(x.pos(), Diag::SuspendedConversion) << keyword << c.str(x);
        else if (kind == Checker::ExprKind::Expression)
            c.error(x.pos(), Diag::SuspendedDiscard) << keyword << c.str(x);
    }

    void returnStmt(ast::ReturnStmt *s) {
        Tuple *res = c.env.sig->results;
        if (!s->results.empty() || res->size() == 0 || !res->vars[0]->name) {
            if (res->size() > 0 || !s->results.empty()) c.initVars(res->vars, s->results, s);
            return;
        }
        // spec: "A compiler may disallow an empty expression list in a "return" statement if a different
        // entity … with the same name as a result parameter is in scope at the place of the return."
        for (Var *v : res->vars) {
            Object *other = c.lookup(v->name);
            if (!other || other == v || v->name.isBlank()) continue;
            c.error(s->pos, Diag::OutOfScopeResult) << v->name.str();
            c.diags.note(other->pos, Diag::InnerDecl) << objectString(v, &c.pkg);
        }
    }

    void condition(ast::Expr *cond, llvm::StringRef what) {
        Operand x;
        c.expr(x, cond);
        if (x && !allBoolean(x.type) && isValid(x.type)) c.error(cond->pos, Diag::InvalidCond) << what;
    }

    void ifStmt(ast::IfStmt *s) {
        c.openScope(s);
        if (s->init) c.stmt(0, s->init);
        condition(s->cond, "if");
        c.stmt(ctxt, s->body);
        if (s->els) c.stmt(ctxt, s->els);
        c.closeScope();
    }

    void forStmt(ast::ForStmt *s) {
        c.openScope(s);
        if (s->init) c.stmt(0, s->init);
        if (s->cond) condition(s->cond, "for");
        if (s->post) {
            auto *a = llvm::dyn_cast<ast::AssignStmt>(s->post);
            if (a && a->tok == ast::Token::Define)
                c.useLHS(a->lhs); // reported by the parser
            else
                c.stmt(0, s->post);
        }
        c.stmt(ctxt, s->body);
        c.closeScope();
    }

    Checker &c;
    unsigned ctxt;
};

} // namespace

void Checker::selectStmt(unsigned ctxt, ast::SelectStmt *s) {
    ast::CommClause *first = nullptr;
    for (ast::CommClause *cc : s->cases) {
        if (cc->comm) continue;
        if (first)
            error(cc->pos, Diag::DuplicateDefault) << where(first->pos);
        else
            first = cc;
    }
    for (ast::CommClause *cc : s->cases) {
        ast::Expr *recv = nullptr;
        if (auto *a = llvm::dyn_cast_or_null<ast::AssignStmt>(cc->comm); a && a->rhs.size() == 1)
            recv = a->rhs[0];
        if (auto *e = llvm::dyn_cast_or_null<ast::ExprStmt>(cc->comm)) recv = e->x;
        auto *u = recv ? llvm::dyn_cast<ast::UnaryExpr>(ast::unparen(recv)) : nullptr;
        bool valid = !cc->comm || llvm::isa<ast::SendStmt>(cc->comm) || (u && u->op == ast::Token::Arrow);
        if (!valid) {
            error(cc->comm->pos, Diag::InvalidSelectCase);
            continue;
        }
        openScope(cc);
        if (cc->comm) stmt(ctxt, cc->comm);
        stmtList(ctxt, cc->body);
        closeScope();
    }
}

void Checker::stmt(unsigned ctxt, ast::Stmt *s) {
    size_t top = delayed.size();
    auto finish = llvm::make_scope_exit([&] { processDelayed(top); });
    StmtChecker k(*this, ctxt);
    switch (s->kind) {
    case ast::Kind::DeclStmt: return declStmt(llvm::cast<ast::DeclStmt>(s)->decl);
    case ast::Kind::LabeledStmt:
        env.hasLabel = true;
        return stmt(ctxt, llvm::cast<ast::LabeledStmt>(s)->stmt);
    case ast::Kind::ExprStmt: return k.exprStmt(llvm::cast<ast::ExprStmt>(s));
    case ast::Kind::SendStmt: return k.sendStmt(llvm::cast<ast::SendStmt>(s));
    case ast::Kind::IncDecStmt: return k.incDecStmt(llvm::cast<ast::IncDecStmt>(s));
    case ast::Kind::AssignStmt: return k.assignStmt(llvm::cast<ast::AssignStmt>(s));
    case ast::Kind::GoStmt: return k.suspendedCall("go", llvm::cast<ast::GoStmt>(s)->call);
    case ast::Kind::DeferStmt: return k.suspendedCall("defer", llvm::cast<ast::DeferStmt>(s)->call);
    case ast::Kind::ReturnStmt: return k.returnStmt(llvm::cast<ast::ReturnStmt>(s));
    case ast::Kind::BlockStmt: {
        openScope(s);
        stmtList(ctxt, llvm::cast<ast::BlockStmt>(s)->list);
        closeScope();
        return;
    }
    case ast::Kind::IfStmt: return k.ifStmt(llvm::cast<ast::IfStmt>(s));
    case ast::Kind::SwitchStmt: return switchStmt(ctxt, llvm::cast<ast::SwitchStmt>(s));
    case ast::Kind::TypeSwitchStmt: return typeSwitchStmt(ctxt, llvm::cast<ast::TypeSwitchStmt>(s));
    case ast::Kind::SelectStmt: return selectStmt(ctxt, llvm::cast<ast::SelectStmt>(s));
    case ast::Kind::ForStmt: return k.forStmt(llvm::cast<ast::ForStmt>(s));
    case ast::Kind::RangeStmt: return rangeStmt(ctxt, llvm::cast<ast::RangeStmt>(s));
    default: return; // empty and bad statements; branches are checked by labels()
    }
}

} // namespace goloom

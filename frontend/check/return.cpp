// spec "Terminating statements".
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom {

// Does s hold a break that leaves the statement labelled `label`, or (implicit) one that leaves the nearest?
static bool hasBreak(llvm::ArrayRef<ast::Stmt *> list, ast::Ident *label, bool implicit);

static bool hasBreak(ast::Stmt *s, ast::Ident *label, bool implicit) {
    switch (s->kind) {
    case ast::Kind::LabeledStmt: return hasBreak(llvm::cast<ast::LabeledStmt>(s)->stmt, label, implicit);
    case ast::Kind::BranchStmt: {
        auto *b = llvm::cast<ast::BranchStmt>(s);
        if (b->tok != ast::Token::Break) return false;
        return b->label ? label && b->label->name == label->name : implicit;
    }
    case ast::Kind::BlockStmt: return hasBreak(llvm::cast<ast::BlockStmt>(s)->list, label, implicit);
    case ast::Kind::IfStmt: {
        auto *i = llvm::cast<ast::IfStmt>(s);
        return hasBreak(i->body, label, implicit) || (i->els && hasBreak(i->els, label, implicit));
    }
    case ast::Kind::SwitchStmt:
        return label && llvm::any_of(llvm::cast<ast::SwitchStmt>(s)->cases,
                                     [&](ast::CaseClause *c) { return hasBreak(c->body, label, false); });
    case ast::Kind::TypeSwitchStmt:
        return label && llvm::any_of(llvm::cast<ast::TypeSwitchStmt>(s)->cases,
                                     [&](ast::CaseClause *c) { return hasBreak(c->body, label, false); });
    case ast::Kind::SelectStmt:
        return label && llvm::any_of(llvm::cast<ast::SelectStmt>(s)->cases,
                                     [&](ast::CommClause *c) { return hasBreak(c->body, label, false); });
    case ast::Kind::ForStmt: return label && hasBreak(llvm::cast<ast::ForStmt>(s)->body, label, false);
    case ast::Kind::RangeStmt: return label && hasBreak(llvm::cast<ast::RangeStmt>(s)->body, label, false);
    default: return false;
    }
}

static bool hasBreak(llvm::ArrayRef<ast::Stmt *> list, ast::Ident *label, bool implicit) {
    return llvm::any_of(list, [&](ast::Stmt *s) { return hasBreak(s, label, implicit); });
}

// Every case ends in a terminating statement, there is a default, and no break leaves the switch.
static bool terminatingSwitch(Checker &c, llvm::ArrayRef<ast::CaseClause *> cases, ast::Ident *label) {
    bool hasDefault = false;
    for (ast::CaseClause *cc : cases) {
        hasDefault |= cc->isDefault;
        if (!c.isTerminatingList(cc->body) || hasBreak(cc->body, label, true)) return false;
    }
    return hasDefault;
}

bool Checker::isTerminating(ast::Stmt *s, ast::Ident *label) {
    switch (s->kind) {
    case ast::Kind::LabeledStmt: {
        auto *l = llvm::cast<ast::LabeledStmt>(s);
        return isTerminating(l->stmt, l->label);
    }
    case ast::Kind::ExprStmt: {
        auto *call = llvm::dyn_cast<ast::CallExpr>(ast::unparen(llvm::cast<ast::ExprStmt>(s)->x));
        return call && env.isPanic && env.isPanic->contains(call);
    }
    case ast::Kind::ReturnStmt: return true;
    case ast::Kind::BranchStmt: {
        auto tok = llvm::cast<ast::BranchStmt>(s)->tok;
        return tok == ast::Token::Goto || tok == ast::Token::Fallthrough;
    }
    case ast::Kind::BlockStmt: return isTerminatingList(llvm::cast<ast::BlockStmt>(s)->list);
    case ast::Kind::IfStmt: {
        auto *i = llvm::cast<ast::IfStmt>(s);
        return i->els && isTerminating(i->body, nullptr) && isTerminating(i->els, nullptr);
    }
    case ast::Kind::SwitchStmt: return terminatingSwitch(*this, llvm::cast<ast::SwitchStmt>(s)->cases, label);
    case ast::Kind::TypeSwitchStmt:
        return terminatingSwitch(*this, llvm::cast<ast::TypeSwitchStmt>(s)->cases, label);
    case ast::Kind::SelectStmt:
        return llvm::all_of(llvm::cast<ast::SelectStmt>(s)->cases, [&](ast::CommClause *c) {
            return isTerminatingList(c->body) && !hasBreak(c->body, label, true);
        });
    case ast::Kind::ForStmt: {
        auto *f = llvm::cast<ast::ForStmt>(s);
        return !f->cond && !hasBreak(f->body, label, true);
    }
    default: return false;
    }
}

bool Checker::isTerminatingList(llvm::ArrayRef<ast::Stmt *> list) {
    while (!list.empty() && llvm::isa<ast::EmptyStmt>(list.back())) list = list.drop_back();
    return !list.empty() && isTerminating(list.back(), nullptr);
}

} // namespace goloom

// -dump=ast: `Kind line:col details`, children indented by two; comments as `doc` and `comment` of their
// node.

#include "frontend/ast/print.h"
#include "frontend/ast/walk.h"

namespace goloom::ast {

using llvm::dyn_cast;

namespace {

class Dumper {
  public:
    Dumper(const SourceManager &sm, llvm::raw_ostream &os) : sm_(sm), os_(os) {}

    void dump(const Node *root, unsigned depth) {
        inspect(root, [&](const Node *n) {
            if (n == root) {
                line(n, depth);
                return true;
            }
            dump(n, depth + 1);
            return false;
        });
    }

  private:
    void line(const Node *n, unsigned depth) {
        Position p = sm_.physical(n->pos), e = sm_.physical(n->end);
        os_.indent(depth * 2) << kindName(n->kind) << ' ' << p.line << ':' << p.column << '-' << e.line << ':'
                              << e.column;
        details(n);
        os_ << '\n';
        const CommentGroup *doc = nullptr, *comment = nullptr;
        if (auto *s = dyn_cast<Stmt>(n))
            doc = s->doc, comment = s->comment;
        else if (auto *s = dyn_cast<Spec>(n))
            doc = s->doc, comment = s->comment;
        else if (auto *f = dyn_cast<Field>(n))
            doc = f->doc, comment = f->comment;
        else if (auto *d = dyn_cast<Decl>(n))
            doc = d->doc;
        else if (auto *f = dyn_cast<File>(n))
            doc = f->doc;
        comments("doc", doc, depth + 1);
        comments("comment", comment, depth + 1);
    }

    void comments(const char *what, const CommentGroup *g, unsigned depth) {
        if (!g) return;
        for (const Comment &c : g->list) {
            os_.indent(depth * 2) << '.' << what << ' ';
            os_.write_escaped(c.text) << '\n';
        }
    }

    // What the children do not show.
    void details(const Node *n) {
        if (auto *x = dyn_cast<Ident>(n))
            os_ << ' ' << x->name.str();
        else if (auto *x = dyn_cast<BasicLit>(n))
            os_ << ' ' << spelling(x->tok) << ' ' << x->text;
        else if (auto *x = dyn_cast<UnaryExpr>(n))
            os_ << ' ' << spelling(x->op);
        else if (auto *x = dyn_cast<BinaryExpr>(n))
            os_ << ' ' << spelling(x->op);
        else if (auto *x = dyn_cast<ChanType>(n))
            os_ << (x->dir == ChanDir::Both ? " both" : x->dir == ChanDir::Send ? " send" : " recv");
        else if (auto *x = dyn_cast<SliceExpr>(n))
            os_ << (x->low ? " low" : "") << (x->high ? " high" : "") << (x->max ? " max" : "");
        else if (auto *x = dyn_cast<CallExpr>(n))
            os_ << (x->ellipsis ? " ..." : "");
        else if (auto *x = dyn_cast<IncDecStmt>(n))
            os_ << ' ' << spelling(x->op) << spelling(x->op);
        else if (auto *x = dyn_cast<AssignStmt>(n))
            assign(x);
        else if (auto *x = dyn_cast<BranchStmt>(n))
            os_ << ' ' << spelling(x->tok);
        else if (auto *x = dyn_cast<RangeStmt>(n))
            os_ << (x->key ? " " : "") << spelling(x->tok);
        else if (auto *x = dyn_cast<CaseClause>(n))
            os_ << (x->isDefault ? " default" : "");
        else if (auto *x = dyn_cast<CommClause>(n))
            os_ << (x->comm ? "" : " default");
        else if (auto *x = dyn_cast<ForStmt>(n))
            os_ << (x->init ? " init" : "") << (x->cond ? " cond" : "") << (x->post ? " post" : "");
        else if (auto *x = dyn_cast<EmptyStmt>(n))
            os_ << (x->implicit ? " implicit" : "");
        else if (auto *x = dyn_cast<GenDecl>(n))
            os_ << ' ' << spelling(x->tok);
        else if (auto *x = dyn_cast<ConstSpec>(n))
            os_ << " iota=" << x->iota;
        else if (auto *x = dyn_cast<TypeSpec>(n))
            os_ << (x->assign ? " =" : "");
        else if (auto *x = dyn_cast<FuncDecl>(n))
            for (llvm::StringRef p : x->pragmas) os_ << ' ' << p;
        else if (auto *x = dyn_cast<File>(n))
            if (!x->goVersion.empty()) os_ << ' ' << x->goVersion;
    }

    void assign(const AssignStmt *s) {
        os_ << ' ' << spelling(s->tok);
        if (s->tok != Token::Assign && s->tok != Token::Define) os_ << '=';
        os_ << ' ' << s->lhs.size();
    }

    const SourceManager &sm_;
    llvm::raw_ostream &os_;
};

} // namespace

void dump(const File &f, const SourceManager &sm, llvm::raw_ostream &os) { Dumper(sm, os).dump(&f, 0); }

} // namespace goloom::ast

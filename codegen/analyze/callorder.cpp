// Finding out who calls whom.
#include "codegen/analyze/callorder.h"
#include "frontend/ast/walk.h"

#include <algorithm>

namespace goloom {

using namespace types;
using llvm::dyn_cast;
using llvm::dyn_cast_or_null;

Func *staticCallee(const Info &info, const ast::Expr *fun) {
    auto *e = ast::unparen(const_cast<ast::Expr *>(fun));
    if (auto *i = dyn_cast<ast::IndexExpr>(e)) e = ast::unparen(i->x);
    Func *f = nullptr;
    if (auto *id = dyn_cast<ast::Ident>(e)) f = dyn_cast_or_null<Func>(info.objectOf(id));
    if (auto *s = dyn_cast<ast::SelectorExpr>(e)) {
        auto *sel = info.selections.lookup(s);
        if (!sel)
            f = dyn_cast_or_null<Func>(info.objectOf(s->sel));
        else if (sel->kind == Selection::MethodVal)
            f = dyn_cast<Func>(sel->obj);
    }
    if (f && f->origin) f = f->origin;
    return f;
}

CallOrder::CallOrder(const Info &info) : info_(info) {
    for (auto &[f, decl] : info.funcs)
        if (decl->body) nodes_[f].decl = decl;
    for (auto &[f, decl] : info.funcs)
        if (decl->body && !nodes_[f].index) visit(f);
}

CallOrder::Node &CallOrder::visit(Func *f) {
    Node &n = nodes_[f]; // all nodes are there: the table does not move
    n.index = n.low = ++visited_;
    n.onStack = true;
    stack_.push_back(f);
    ast::inspect(n.decl->body, [&](const ast::Node *x) {
        auto *e = dyn_cast_or_null<ast::Expr>(x);
        if (!e || !llvm::isa<ast::Ident, ast::SelectorExpr>(e)) return x != nullptr;
        Func *g = staticCallee(info_, e);
        auto it = g ? nodes_.find(g) : nodes_.end();
        if (it == nodes_.end()) return true;
        Node &m = it->second;
        if (!m.index)
            n.low = std::min(n.low, visit(g).low);
        else if (m.onStack)
            n.low = std::min(n.low, m.index);
        return true;
    });
    if (n.low != n.index) return n;
    auto &group = groups_.emplace_back();
    Func *g = nullptr;
    do {
        g = stack_.back();
        stack_.pop_back();
        Node &m = nodes_[g];
        m.onStack = false;
        group.push_back({g, m.decl});
    } while (g != f);
    std::reverse(group.begin(), group.end());
    return n;
}

} // namespace goloom

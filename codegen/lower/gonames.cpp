// What functions are called in Go: by tracebacks, runtime.FuncForPC and debuggers.
//
//     main.f  main.(*T).M  main.T.M  main.F[...]  main.(*G[...]).M  main.init  main.init.0
//     main.f.func1        the first literal in f; in that one main.f.func1.1, main.f.func1.2
//     main.f.gowrap1      what carries the operands of a go statement; defer: deferwrap. They count together.
//     main.f-range1       the body of a loop over a function. Literals in it count as f's.
//
// Numbers are those of the source's order, whichever order the lowering takes.
#include "codegen/lower/lowering.h"
#include "frontend/ast/walk.h"

namespace goloom {

using namespace types;

std::string goPackagePath(const Package *pkg) {
    std::string path = pkg->name.str() == "main" ? "main" : pkg->path;
    // A dot in the last element would look like the one before the function.
    size_t from = path.rfind('/');
    for (size_t i = from == std::string::npos ? 0 : from; i < path.size(); i++)
        if (path[i] == '.') path.replace(i, 1, "%2e");
    return path;
}

StringRef Lowering::goNameOf(const Func *f) {
    std::string pkg = goPackagePath(f->pkg);
    const Signature *sig = f->signature();
    if (!sig->recv) return b.text(pkg + "." + f->name.str() + (sig->typeParams.empty() ? "" : "[...]"));
    Type *t = unalias(sig->recv->type);
    bool pointer = false;
    if (auto *p = llvm::dyn_cast<Pointer>(t)) t = unalias(p->elem), pointer = true;
    auto *n = llvm::dyn_cast<Named>(t);
    std::string name = n ? n->obj->name.str().str() : std::string();
    if (n && (!n->targs.empty() || !sig->recvTypeParams.empty())) name += "[...]";
    return b.text(pkg + (pointer ? ".(*" + name + ")." : "." + name + ".") + f->name.str());
}

// Is the loop's body a function? Its iterator is one.
static bool rangesOverFunc(Lowering &l, const ast::RangeStmt *s) {
    return llvm::isa<Signature>(l.typeOf(s->x) ? under(l.typeOf(s->x)) : typ(BasicKind::Invalid));
}

StringRef Lowering::goNameOf(FuncState &outer, const ast::Node *node, StringRef kind) {
    if (outer.goName.empty()) return {};
    unsigned literals = 0, wraps = 0, ranges = 0;
    const ast::Node *body = nullptr;
    if (!outer.node) { // package_init: in the order in which variables are initialised
        literals = outer.literals;
        body = outer.numbers.count(node) ? nullptr : node;
    } else if (!outer.numbered) {
        auto *decl = llvm::dyn_cast<ast::FuncDecl>(outer.node);
        body = decl ? decl->body : llvm::cast<ast::FuncLit>(outer.node)->body;
        outer.numbered = true;
    }
    if (body)
        ast::inspect(body, [&](const ast::Node *n) {
            const ast::CallExpr *call = nullptr;
            if (auto *g = llvm::dyn_cast<ast::GoStmt>(n))
                call = llvm::dyn_cast<ast::CallExpr>(ast::unparen(g->call));
            if (auto *d = llvm::dyn_cast<ast::DeferStmt>(n))
                call = llvm::dyn_cast<ast::CallExpr>(ast::unparen(d->call));
            // A literal without operands is called as it is.
            if (call && !(call->args.empty() && llvm::isa<ast::FuncLit, ast::Ident>(ast::unparen(call->fun))))
                outer.numbers[call] = ++wraps;
            if (auto *r = llvm::dyn_cast<ast::RangeStmt>(n); r && rangesOverFunc(*this, r))
                outer.numbers[r] = ++ranges;
            if (llvm::isa<ast::FuncLit>(n)) {
                outer.numbers[n] = ++literals;
                return false;
            }
            return true;
        });
    if (!outer.node) outer.literals = literals;
    unsigned number = outer.numbers.lookup(node);
    if (!number) return {};
    if (kind == "-range") return b.text(outer.goName + kind + llvm::Twine(number));
    bool nested = llvm::isa_and_nonnull<ast::FuncLit>(outer.node);
    return b.text(outer.goName + "." + (nested && kind == "func" ? StringRef() : kind) + llvm::Twine(number));
}

} // namespace goloom

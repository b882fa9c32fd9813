#include "frontend/check/inlinable.h"

#include "frontend/ast/walk.h"
#include "frontend/types/object.h"
#include "frontend/types/predicates.h"

#include "llvm/Support/Casting.h"

namespace goloom {

using llvm::dyn_cast;
using llvm::isa;
using llvm::StringRef;

// Packages whose functions are instructions.
static bool isIntrinsic(StringRef path) {
    return path == "sync/atomic" || path == "math/bits" || path == "unsafe";
}

static bool isPlain(const ast::Node *n, const Info &info) {
    switch (n->kind) {
    case ast::Kind::ForStmt:
    case ast::Kind::RangeStmt:
    case ast::Kind::SelectStmt:
    case ast::Kind::SwitchStmt:
    case ast::Kind::TypeSwitchStmt:
    case ast::Kind::GoStmt:
    case ast::Kind::DeferStmt:
    case ast::Kind::LabeledStmt:
    case ast::Kind::DeclStmt:
    case ast::Kind::FuncLit:
    case ast::Kind::CompositeLit: return false;
    default: break;
    }
    if (auto *e = dyn_cast<ast::Expr>(n); e && info.at(e).type && types::isInterface(info.at(e).type))
        return false;
    auto *id = dyn_cast<ast::Ident>(n);
    types::Object *o = id ? info.objectOf(id) : nullptr;
    if (auto *b = llvm::dyn_cast_or_null<types::Builtin>(o))
        return b->id != types::BuiltinId::Recover && b->id != types::BuiltinId::Panic &&
               b->id != types::BuiltinId::Print && b->id != types::BuiltinId::Println;
    if (auto *p = llvm::dyn_cast_or_null<types::PkgName>(o)) return isIntrinsic(p->imported->path);
    return true;
}

bool isInlinable(const types::Func &f, const Info &info) {
    constexpr unsigned mostNodes = 40;
    if (!f.isExported() || f.origin || !f.decl || !f.decl->body || !f.decl->pragmas.empty() ||
        f.decl->body->list.empty())
        return false;
    const types::Signature *sig = f.signature();
    if (!sig || !sig->typeParams.empty() || !sig->recvTypeParams.empty()) return false;
    for (types::Var *v : sig->results->vars)
        if (types::isInterface(v->type)) return false;
    unsigned nodes = 0;
    bool plain = true;
    ast::inspect(f.decl->body, [&](const ast::Node *n) {
        if (n) plain = plain && ++nodes <= mostNodes && isPlain(n, info);
        return plain;
    });
    return plain;
}

} // namespace goloom

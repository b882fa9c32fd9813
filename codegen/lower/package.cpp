// lowerPackage: the sections of a unit, in the order in which they come to be known.
//
// Types are declared as code mentions them, so they are put in order last; instances of generic functions and
// descriptors ask for each other until nothing new is asked for.
#include "codegen/lower/lowering.h"
#include "frontend/ast/print.h"
#include "frontend/ast/walk.h"
#include "frontend/types/typeset.h"

namespace goloom {

using namespace types;

static thread_local Pos currentPos;

Pos loweringAt() { return currentPos; }

Lowering::Lowering(const LowerInput &in, const SourceManager &sources, Arena &arena, Diagnostics &diags,
                   cxx::Unit &unit)
    : in(in), info(in.info), facts(in.facts), goMinor(in.goMinor), sources(sources), arena(arena),
      diags(diags), unit(unit), b(arena, unit) {}

Expr *Lowering::rt(RT entry, ArrayRef<Expr *> args, ArrayRef<cxx::Type> targs) {
    StringRef name = spelling(entry);
    // Inside go::runtime::debug and the like the name is found from the root.
    return b.call(b.name(ns == "runtime" ? name : qualified("runtime", name.drop_front(strlen("runtime::")))),
                  args, targs);
}

StringRef Lowering::goText(const ast::Node *n) {
    if (auto *e = llvm::dyn_cast<ast::Expr>(n)) return b.text(ast::printExpr(e));
    StringRef s = sources.text(n->pos, n->end);
    // A simple statement's first line; of another its head, up to the body.
    bool whole = llvm::isa<ast::AssignStmt, ast::ReturnStmt, ast::ExprStmt, ast::SendStmt>(n);
    std::string line;
    for (char c : s) {
        if (c == '\n' || (c == '{' && !whole)) break;
        line += c == '\t' || c == '\r' ? ' ' : c;
    }
    StringRef t = StringRef(line).trim();
    if (t.size() > 100) t = t.take_front(97);
    return b.text(t + (t.size() < line.size() && t.size() == 97 ? "..." : ""));
}

// Names that temporaries keep clear of, and locals whose initialiser mentions what they shadow.
void Lowering::noteNames(const ast::Node &root) {
    const Info &info = *this->info;
    Module &m = module;
    auto mentions = [&](const ast::Expr *e, const ast::Ident *name) {
        bool found = false;
        ast::inspect(e, [&](const ast::Node *n) {
            if (auto *id = llvm::dyn_cast_or_null<ast::Ident>(n))
                found |= id->name == name->name && info.objectOf(id) != info.objectOf(name);
            return !found;
        });
        return found;
    };
    auto check = [&](ArrayRef<ast::Expr *> lhs, ArrayRef<ast::Expr *> rhs) {
        for (auto *l : lhs) {
            auto *id = llvm::dyn_cast_or_null<ast::Ident>(l);
            if (!id) continue;
            auto *obj = info.defs.lookup(id);
            if (!obj) continue;
            for (auto *r : rhs)
                if (r && mentions(r, id)) m.selfInit.insert(obj);
        }
    };
    ast::inspect(&root, [&](const ast::Node *n) {
        if (!n) return true;
        if (auto *id = llvm::dyn_cast<ast::Ident>(n); id && info.defs.lookup(id))
            m.identifiers.insert(id->name.str());
        if (auto *a = llvm::dyn_cast<ast::AssignStmt>(n); a && a->tok == ast::Token::Define)
            check(a->lhs, a->rhs);
        if (auto *r = llvm::dyn_cast<ast::RangeStmt>(n); r && r->tok == ast::Token::Define)
            check({r->key, r->value}, {r->x});
        if (auto *v = llvm::dyn_cast<ast::VarSpec>(n)) {
            llvm::SmallVector<ast::Expr *, 4> lhs(v->names.begin(), v->names.end());
            check(lhs, v->values);
        }
        if (auto *t = llvm::dyn_cast<ast::TypeSwitchStmt>(n); t && t->bind) {
            for (auto *c : t->cases)
                if (auto *obj = info.implicits.lookup(c); obj && mentions(t->x, t->bind))
                    m.selfInit.insert(obj);
        }
        return true;
    });
}

void Lowering::package() {
    ns = namespaceOf(in.pkg);
    unit.package = in.pkg->path;
    for (auto *f : in.files) unit.files.push_back(f->source->name().str());
    for (auto *t : info->typeNames) // as typeName spells them
        if (t->localIndex)
            module.identifiers.insert((t->name.str() + "_" + llvm::Twine(t->localIndex)).str());
    for (auto *file : in.files) noteNames(*file);
    for (auto &o : in.others) namespaceOf(o.pkg);
    for (auto *p : in.pkg->imports) namespaceOf(p);

    for (auto *t : info->typeNames) {
        auto *n = llvm::dyn_cast_or_null<Named>(t->type);
        if (!n || n->isGeneric() || t->isAliasDecl || t->localIndex) continue;
        if (auto *i = asUnder<Interface>(n); i && !typeSetOf(n, arena).isMethodSet())
            continue; // a constraint
        type(n);
    }
    for (auto &[f, decl] : info->funcs) {
        currentPos = decl->pos;
        funcDecl(f, decl);
    }
    currentPos = {};
    packageInit();
    do {
        lowerInstances();
        emitDescriptors();
    } while (module.lowered < module.instances.size());
    sortTypes();
}

std::unique_ptr<cxx::Unit> lowerPackage(const LowerInput &in, const SourceManager &sources, Arena &arena,
                                        Diagnostics &diags) {
    auto unit = std::make_unique<cxx::Unit>();
    Lowering(in, sources, arena, diags, *unit).package();
    return unit;
}

} // namespace goloom

// The phases of the checker, delayed actions, and the tables of Info.
//
// Delayed actions: what needs complete types (function bodies, map keys, embedded fields) waits until the
// declaration around it is done. Bodies of function literals wait until the end of their statement, so that
// they see the scope as it was.
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

namespace goloom {

using namespace types;

Checker::Checker(Package &pkg, const CheckOptions &opts, Importer &importer, Arena &arena, Diagnostics &diags,
                 Info &info)
    : pkg(pkg), opts(opts), importer(importer), arena(arena), diags(diags), info(info) {}

void checkPackage(Package &pkg, llvm::ArrayRef<ast::File *> files, const CheckOptions &opts,
                  Importer &importer, Arena &arena, Diagnostics &diags, Info &info) {
    Checker(pkg, opts, importer, arena, diags, info).checkFiles(files);
}

void Checker::checkFiles(llvm::ArrayRef<ast::File *> all) {
    auto outerHook = declareMethod;
    void *outerData = declareMethodData;
    TypeSetErrors *outerErrors = defaultTypeSetErrors;
    auto restore = llvm::make_scope_exit([&] {
        declareMethod = outerHook;
        declareMethodData = outerData;
        defaultTypeSetErrors = outerErrors;
    });
    declareMethod = [](Func *f, void *checker) { static_cast<Checker *>(checker)->objDecl(f); };
    declareMethodData = this;
    auto errors = typeSetErrors();
    defaultTypeSetErrors = errors.get();

    size_t errorsBefore = diags.count();
    std::vector<ast::File *> own;
    for (ast::File *f : all) {
        if (!pkg.name) pkg.name = f->name->name;
        if (f->name->name == pkg.name)
            own.push_back(f);
        else
            error(f->name->pos, Diag::MismatchedPkgName) << f->name->name.str() << pkg.name.str();
    }
    // Where the package clause could not be read the parser has said so.
    if (pkg.name.isBlank() && !own.empty() && own[0]->name->end != own[0]->name->pos)
        error(own[0]->name->pos, Diag::BlankPkgName);
    files = own;

    collectObjects(own);
    directCycles();
    packageObjects();
    processDelayed(0); // function bodies among them
    initOrder();
    unusedImports();
    processUntyped();
    monomorph();

    llvm::stable_sort(info.typeNames, [](TypeName *a, TypeName *b) { return a->pos < b->pos; });
    if (opts.isMain && diags.count() == errorsBefore &&
        !llvm::isa_and_nonnull<Func>(pkg.scope.lookup(Name::of("main"))))
        error({}, Diag::MissingMain);
    pkg.goVersion = "go1." + std::to_string(opts.goMinor);
    pkg.complete = true;
    files = {};
}

// ---------------------------------------------------------------- delayed actions

void Checker::later(std::function<void()> f) {
    delayed.push_back([this, f = std::move(f), minor = env.goMinor] {
        int outer = std::exchange(env.goMinor, minor);
        f();
        env.goMinor = outer;
    });
}

void Checker::processDelayed(size_t top) {
    for (size_t i = top; i < delayed.size(); i++) {
        auto action = std::move(delayed[i]); // it may add further ones
        action();
    }
    delayed.resize(top);
}

// ---------------------------------------------------------------- scopes

Scope *Checker::newScope(Scope *parent, Pos pos, Pos end, bool isFunc) {
    info.ownedScopes.push_back(std::make_unique<Scope>(parent, pos, end, isFunc));
    return info.ownedScopes.back().get();
}

void Checker::openScope(ast::Node *n) {
    env.scope = newScope(env.scope, n->pos, n->end);
    recordScope(n, env.scope);
}

void Checker::closeScope() { env.scope = env.scope->parent; }

// ---------------------------------------------------------------- the tables

void Checker::record(Operand &x) {
    Type *t = x.type;
    constant::Value val;
    if (x.mode == Mode::Invalid) t = invalidType();
    if (x.mode == Mode::NoValue) t = arena.create<Tuple>(List<Var *>());
    if (x.mode == Mode::Constant) val = x.val;
    if (isUntyped(t))
        rememberUntyped(x.expr, false, x.mode, llvm::cast<Basic>(t), val);
    else
        recordTypeAndValue(x.expr, x.mode, t, val);
}

void Checker::recordTypeAndValue(ast::Expr *e, Mode mode, Type *t, constant::Value val) {
    if (mode == Mode::Invalid) return;
    info.types[e] = {mode, t, val};
}

void Checker::recordBuiltinType(ast::Expr *f, Signature *sig) {
    for (;;) {
        recordTypeAndValue(f, Mode::BuiltinFn, sig, {});
        auto *p = llvm::dyn_cast<ast::ParenExpr>(f);
        if (!p) return;
        f = p->x;
    }
}

void Checker::recordCommaOkTypes(ast::Expr *e, Type *first, Type *second) {
    if (!isValid(first)) return;
    Var *vars[] = {arena.create<Var>(VarKind::Local, e->pos, &pkg, Name(), first),
                   arena.create<Var>(VarKind::Local, e->pos, &pkg, Name(), second)};
    auto *tuple = arena.create<Tuple>(arena.copy(List<Var *>(vars)));
    for (;;) {
        info.types[e].type = tuple;
        auto *p = llvm::dyn_cast<ast::ParenExpr>(e);
        if (!p) return;
        e = p->x;
    }
}

// The identifier of the generic function or type that e instantiates; null for anything else.
static ast::Ident *instantiatedIdent(ast::Expr *e) {
    e = ast::unparen(e);
    if (auto *i = llvm::dyn_cast<ast::IndexExpr>(e)) e = ast::unparen(i->x);
    if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(e)) return s->sel;
    return llvm::dyn_cast<ast::Ident>(e);
}

void Checker::recordInstance(ast::Expr *e, llvm::ArrayRef<Type *> targs, Type *t) {
    if (ast::Ident *id = instantiatedIdent(e)) info.instances[id] = {arena.copy(targs), t};
}

void Checker::recordDef(ast::Ident *id, Object *obj) { info.defs[id] = obj; }
void Checker::recordUse(ast::Ident *id, Object *obj) { info.uses[id] = obj; }
void Checker::recordImplicit(ast::Node *n, Object *obj) { info.implicits[n] = obj; }
void Checker::recordScope(ast::Node *n, Scope *s) { info.scopes[n] = s; }

void Checker::recordSelection(ast::SelectorExpr *e, Selection::Kind kind, Type *recv, Object *obj, Type *t,
                              llvm::ArrayRef<int> path, bool indirect) {
    recordUse(e->sel, obj);
    info.selections[e] = arena.create<Selection>(kind, recv, obj, t, arena.copy(path), indirect);
}

std::string Checker::where(Pos at) {
    Position p = diags.sources().position(at);
    return p.file.str() + ":" + std::to_string(p.line) + ":" + std::to_string(p.column);
}

std::string Checker::versionHint() const {
    if (env.goMinor && env.goMinor != opts.goMinor)
        return " (file declares //go:build go1." + std::to_string(env.goMinor) + ")";
    return " (-lang was set to go1." + std::to_string(opts.goMinor) + "; check go.mod)";
}

bool Checker::verifyVersion(Pos at, int goMinor, llvm::StringRef what) {
    if (allowVersion(goMinor)) return true;
    error(at, Diag::UnsupportedFeature) << what << goMinor << versionHint();
    return false;
}

} // namespace goloom

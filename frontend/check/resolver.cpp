// Package-level names: every file's imports and declarations are collected before anything is typed, so that
// the order of declaration does not matter. spec "Declarations and scope", "Import declarations".
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom {

using namespace types;

Object *Checker::lookup(Name name, Scope **where) { return env.scope->lookupParent(name, {}, where); }

void Checker::declare(Scope *scope, ast::Ident *id, Object *obj, Pos scopePos) {
    // spec: "The blank identifier … does not introduce a binding"
    if (!obj->name.isBlank()) {
        if (Object *other = scope->insert(obj)) {
            error(obj->pos, Diag::DuplicateDecl) << obj->name.str();
            if (other->pos) diags.note(other->pos, Diag::OtherDecl) << other->name.str();
            return;
        }
        obj->scopePos = scopePos;
    }
    if (id) recordDef(id, obj);
}

void Checker::arity(Pos at, llvm::ArrayRef<ast::Ident *> names, llvm::ArrayRef<ast::Expr *> inits,
                    bool constDecl, bool inherited) {
    size_t l = names.size(), r = inits.size();
    if (l < r && inherited) {
        error(at, Diag::ExtraInitAt) << where(inits[l]->pos);
    } else if (l < r) {
        error(inits[l]->pos, Diag::ExtraInit) << str(inits[l]);
    } else if (l > r && (constDecl || r != 1)) {
        error(names[r]->pos, Diag::MissingInit) << names[r]->name.str();
    }
}

namespace {

// One collectObjects: what only it needs.
class Collector {
  public:
    explicit Collector(Checker &c) : c(c) {}

    void file(ast::File *f) {
        c.recordDef(f->name, nullptr);
        scope_ = c.newScope(&c.pkg.scope, f->pos, f->end);
        c.recordScope(f, scope_);
        fileScopes_.push_back(scope_);
        minor_ = fileVersion(f);
        for (ast::Decl *d : f->decls) {
            if (auto *g = llvm::dyn_cast<ast::GenDecl>(d)) genDecl(g);
            if (auto *fn = llvm::dyn_cast<ast::FuncDecl>(d)) funcDecl(fn);
        }
    }

    void conflictsWithImports() {
        for (Scope *s : fileScopes_)
            for (auto &[name, obj] : s->elems) {
                Object *other = c.pkg.scope.lookup(name);
                if (!other) continue;
                if (auto *p = llvm::dyn_cast<PkgName>(obj)) {
                    c.error(other->pos, Diag::DeclaredThroughImport)
                        << name.str() << p->imported->name.str() << p->imported->path;
                    c.diags.note(p->pos, Diag::OtherDecl) << name.str();
                } else {
                    c.error(other->pos, Diag::DeclaredThroughDotImport)
                        << name.str() << obj->pkg->name.str() << obj->pkg->path;
                    if (obj->pos) c.diags.note(obj->pos, Diag::OtherDecl) << name.str();
                }
            }
    }

    void associateMethods() {
        for (Method &m : methods_) {
            auto [base, ptr] = baseTypeName(m.ptr, m.recv);
            if (!base) continue;
            m.fn->hasPtrRecv = ptr;
            c.methodsOf[base].push_back(m.fn);
        }
    }

  private:
    struct Method {
        Func *fn;
        bool ptr;
        ast::Ident *recv;
    };

    // `//go:build go1.N` selects the language of a file, but none before Go 1.21.
    int fileVersion(ast::File *f) {
        int n = 0;
        llvm::StringRef v = f->goVersion;
        if (!v.consume_front("go1.") || v.getAsInteger(10, n)) return c.opts.goMinor;
        return std::max(n, 21);
    }

    DeclInfo *newDecl() {
        DeclInfo &d = c.declInfos.emplace_back();
        d.file = scope_;
        d.goMinor = minor_;
        return &d;
    }

    void track(Object *obj, DeclInfo *d) {
        c.objMap[obj] = d;
        obj->order = static_cast<uint32_t>(c.objMap.size());
    }

    void declarePkgObj(ast::Ident *id, Object *obj, DeclInfo *d) {
        if (id->name.str() == "init") {
            c.error(id->pos, Diag::InvalidInitDecl);
            return;
        }
        if (id->name.str() == "main" && c.pkg.name.str() == "main") {
            c.error(id->pos, Diag::InvalidMainDecl);
            return;
        }
        c.declare(&c.pkg.scope, id, obj, {});
        track(obj, d);
    }

    void genDecl(ast::GenDecl *g) {
        ast::ConstSpec *last = nullptr;
        for (ast::Spec *s : g->specs) {
            if (auto *i = llvm::dyn_cast<ast::ImportSpec>(s)) importSpec(i);
            if (auto *k = llvm::dyn_cast<ast::ConstSpec>(s)) constSpec(k, last);
            if (auto *v = llvm::dyn_cast<ast::VarSpec>(s)) varSpec(v);
            if (auto *t = llvm::dyn_cast<ast::TypeSpec>(s)) typeSpec(t);
        }
    }

    // ------------------------------------------------------------ imports

    Package *importPackage(llvm::StringRef path, Pos at) {
        if (path == "unsafe") return universe().unsafe;
        if (Package *p = c.importer.import(path, at)) return p;
        // Reported. A stand-in, so that its uses are not.
        llvm::StringRef name = path.rtrim('/');
        name = name.substr(name.rfind('/') + 1);
        c.info.ownedPackages.push_back(
            std::make_unique<Package>(path.str(), Name::of(name), universe().scope));
        c.info.ownedPackages.back()->fake = true;
        return c.info.ownedPackages.back().get();
    }

    void importSpec(ast::ImportSpec *s) {
        llvm::StringRef path = constant::stringVal(constant::makeFromLiteral(s->path->text));
        Package *imported = importPackage(path, s->path->pos);
        Name name = s->name ? s->name->name : imported->name;
        if (name.str() == "init") {
            c.error(s->pos, Diag::ImportAsInit);
            return;
        }
        if (!llvm::is_contained(c.pkg.imports, imported)) c.pkg.imports.push_back(imported);
        auto *obj = c.arena.create<PkgName>(s->name ? s->name->pos : s->path->pos, &c.pkg, name, imported);
        obj->spec = s;
        obj->type = invalidType();
        obj->color = Color::Black;
        obj->used = imported->fake;
        if (s->name)
            c.recordDef(s->name, obj);
        else
            c.recordImplicit(s, obj);
        c.imports.push_back(obj);
        if (name.str() == ".")
            dotImport(s, obj);
        else
            c.declare(scope_, nullptr, obj, {});
    }

    void dotImport(ast::ImportSpec *s, PkgName *p) {
        for (auto &[name, obj] : p->imported->scope.elems) {
            if (!obj->isExported()) continue;
            auto [it, inserted] = scope_->elems.insert({name, obj});
            if (inserted) {
                c.dotImports[{scope_, name}] = p;
                continue;
            }
            c.error(s->name->pos, Diag::DuplicateDecl) << name.str();
            if (it->second->pos) c.diags.note(it->second->pos, Diag::OtherDecl) << name.str();
        }
    }

    // ------------------------------------------------------------ constants, variables, types

    void constSpec(ast::ConstSpec *s, ast::ConstSpec *&last) {
        bool inherited = !s->type && s->values.empty() && last;
        if (!inherited) last = s;
        for (size_t i = 0; i < s->names.size(); i++) {
            ast::Ident *id = s->names[i];
            auto *obj =
                c.arena.create<Const>(id->pos, &c.pkg, id->name, nullptr, constant::makeInt64(s->iota));
            DeclInfo *d = newDecl();
            d->typ = last->type;
            d->init = i < last->values.size() ? last->values[i] : nullptr;
            d->inherited = inherited;
            d->iota = s->iota;
            d->constSpecPos = s->pos;
            declarePkgObj(id, obj, d);
            c.info.consts.push_back(obj);
        }
        c.arity(s->pos, s->names, last->values, true, inherited);
    }

    void varSpec(ast::VarSpec *s) {
        // `var a, b = f()`: one declaration for all, as they share the initialiser.
        DeclInfo *shared = s->values.size() == 1 ? newDecl() : nullptr;
        for (size_t i = 0; i < s->names.size(); i++) {
            ast::Ident *id = s->names[i];
            auto *obj = c.arena.create<Var>(VarKind::Package, id->pos, &c.pkg, id->name, nullptr);
            DeclInfo *d = shared ? shared : newDecl();
            d->typ = s->type;
            if (shared) {
                d->lhs.push_back(obj);
                d->init = s->values[0];
            } else if (i < s->values.size()) {
                d->init = s->values[i];
            }
            declarePkgObj(id, obj, d);
            c.info.vars.push_back(obj);
        }
        if (!s->type || !s->values.empty()) c.arity(s->pos, s->names, s->values, false, false);
    }

    void typeSpec(ast::TypeSpec *s) {
        auto *obj = c.arena.create<TypeName>(s->name->pos, &c.pkg, s->name->name, nullptr);
        obj->isAliasDecl = bool(s->assign);
        DeclInfo *d = newDecl();
        d->tdecl = s;
        declarePkgObj(s->name, obj, d);
        if (!obj->isAliasDecl) c.info.typeNames.push_back(obj);
    }

    // ------------------------------------------------------------ functions and methods

    void specialFunc(ast::FuncDecl *f, llvm::StringRef name) {
        if (f->type->typeParams && !f->type->typeParams->list.empty())
            c.error(f->type->typeParams->list[0]->pos, Diag::SpecialFuncTypeParams).soft() << name;
        bool results = f->type->results && !f->type->results->list.empty();
        if (!f->type->params->list.empty() || results)
            c.error(f->name->pos, Diag::SpecialFuncParams).soft() << name;
    }

    void funcDecl(ast::FuncDecl *f) {
        Name name = f->name->name;
        auto *obj = c.arena.create<Func>(f->name->pos, &c.pkg, name, nullptr);
        obj->decl = f;
        bool special = false;
        if (f->recv) {
            bool ptr;
            ast::Expr *base = f->recv->list.empty() ? nullptr : receiverBase(f->recv->list[0]->type, ptr);
            auto *id = llvm::dyn_cast_or_null<ast::Ident>(base);
            if (id && !name.isBlank()) methods_.push_back({obj, ptr, id});
            c.recordDef(f->name, obj);
        } else if (name.str() == "init") {
            special = true;
            specialFunc(f, name.str());
            obj->parent = &c.pkg.scope; // not declared in it: init cannot be referred to
            c.recordDef(f->name, obj);
            if (!f->body) c.error(obj->pos, Diag::MissingInitBody).soft();
        } else {
            special = name.str() == "main" && c.pkg.name.str() == "main";
            if (special) specialFunc(f, name.str());
            c.declare(&c.pkg.scope, f->name, obj, {});
        }
        int outer = std::exchange(c.env.goMinor, minor_);
        if (f->type->typeParams && !f->type->typeParams->list.empty() && !special)
            c.verifyVersion(f->type->typeParams->list[0]->pos, 18, "type parameter");
        c.env.goMinor = outer;
        DeclInfo *d = newDecl();
        d->fdecl = f;
        track(obj, d);
        c.info.funcs.push_back({obj, f});
    }

    static ast::Expr *receiverBase(ast::Expr *t, bool &ptr) {
        t = ast::unparen(t);
        auto *star = llvm::dyn_cast<ast::StarExpr>(t);
        ptr = star != nullptr;
        if (star) t = ast::unparen(star->x);
        if (auto *i = llvm::dyn_cast<ast::IndexExpr>(t)) t = i->x;
        return t;
    }

    // Through aliases that are not generic to the defined type of this package; null if there is none.
    std::pair<TypeName *, bool> baseTypeName(bool ptr, ast::Ident *id) {
        llvm::SmallPtrSet<TypeName *, 4> seen;
        while (id) {
            auto *t = llvm::dyn_cast_or_null<TypeName>(c.pkg.scope.lookup(id->name));
            if (!t || !seen.insert(t).second) break;
            ast::TypeSpec *decl = c.objMap.lookup(t)->tdecl;
            if (!decl->assign) return {t, ptr};
            if (decl->typeParams) break;
            ast::Expr *e = ast::unparen(decl->type);
            if (auto *star = llvm::dyn_cast<ast::StarExpr>(e)) {
                if (ptr) break;
                ptr = true;
                e = ast::unparen(star->x);
            }
            id = llvm::dyn_cast<ast::Ident>(e);
        }
        return {nullptr, false};
    }

    Checker &c;
    Scope *scope_ = nullptr; // of the file
    int minor_ = 0;
    std::vector<Scope *> fileScopes_;
    std::vector<Method> methods_;
};

} // namespace

void Checker::collectObjects(llvm::ArrayRef<ast::File *> files) {
    Collector collect(*this);
    for (ast::File *f : files) collect.file(f);
    collect.conflictsWithImports();
    collect.associateMethods();
}

// Types first, then aliases, then the rest: an alias is seldom needed before what it stands for is known.
void Checker::packageObjects() {
    std::vector<Object *> aliases, others;
    std::vector<Object *> all;
    for (auto &[obj, d] : objMap) all.push_back(obj);
    for (Object *obj : all) {
        auto *t = llvm::dyn_cast<TypeName>(obj);
        if (!t)
            others.push_back(obj);
        else if (t->isAliasDecl)
            aliases.push_back(obj);
        else
            objDecl(obj);
    }
    for (Object *obj : aliases) objDecl(obj);
    for (Object *obj : others) objDecl(obj);
    methodsOf.clear();
}

void Checker::unusedImports() {
    if (opts.isStub || hasHeadsOnly()) return;
    for (PkgName *p : imports) {
        if (p->name.isBlank() || p->used) continue;
        llvm::StringRef path = p->imported->path;
        llvm::StringRef last = path.substr(path.rfind('/') + 1);
        llvm::StringRef name = p->name.str();
        if (name == "." || name == last)
            error(p->pos, Diag::UnusedImport).soft() << path;
        else
            error(p->pos, Diag::UnusedImportAs).soft() << path << name;
    }
}

} // namespace goloom

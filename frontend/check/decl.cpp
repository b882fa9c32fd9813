// Declarations: each object is typed when it is first needed. spec "Declarations and scope".
//
// An object is white (no type yet), grey (on objPath: being declared) or black. Meeting a grey one is a
// cycle; cycles.cpp says which are allowed.
#include "frontend/check/check.h"
#include "frontend/check/linkname.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/ScopeExit.h"

namespace goloom {

using namespace types;

static Signature *emptySignature(Arena &arena) {
    return arena.create<Signature>(arena.create<Tuple>(List<Var *>()), arena.create<Tuple>(List<Var *>()),
                                   false);
}

void Checker::addDeclDep(Object *to) {
    if (env.decl && objMap.count(to)) env.decl->deps.insert(to);
}

void Checker::objDecl(Object *obj) {
    if (obj->color == Color::Grey) {
        bool valid = validCycle(obj);
        if (llvm::isa<Const, Var>(obj) && (!valid || !obj->type)) obj->type = invalidType();
        if (llvm::isa<TypeName>(obj) && !valid) obj->type = invalidType();
        if (!obj->type)
            obj->type = llvm::isa<Func>(obj) ? static_cast<Type *>(emptySignature(arena)) : invalidType();
        return;
    }
    if (obj->type) return;
    DeclInfo *d = objMap.lookup(obj);
    if (!d) {
        // A method of an instance, or what a broken import left behind.
        auto *f = llvm::dyn_cast<Func>(obj);
        if (f && f->origin) objDecl(f->origin);
        if (!obj->type) obj->type = f ? static_cast<Type *>(emptySignature(arena)) : invalidType();
        return;
    }

    obj->color = Color::Grey;
    objPath.push_back(obj);
    Environment outer = std::exchange(env, {});
    env.scope = d->file;
    env.goMinor = d->goMinor;
    if (auto *c = llvm::dyn_cast<Const>(obj)) {
        env.decl = d;
        constDecl(c, d->typ, d->init, d->inherited);
    } else if (auto *v = llvm::dyn_cast<Var>(obj)) {
        env.decl = d;
        varDecl(v, d->lhs, d->typ, d->init);
    } else if (auto *t = llvm::dyn_cast<TypeName>(obj)) {
        typeDecl(t, d->tdecl);
        collectMethods(t);
    } else {
        funcDecl(llvm::cast<Func>(obj), d);
    }
    env = outer;
    objPath.pop_back();
    obj->color = Color::Black;
}

// ---------------------------------------------------------------- constants and variables

void Checker::constDecl(Const *obj, ast::Expr *typeExpr, ast::Expr *init, bool inherited) {
    constant::Value outerIota = std::exchange(env.iota, obj->val);
    Pos outerErrPos = std::exchange(env.errPos, {});
    auto restore = llvm::make_scope_exit([&] {
        env.iota = outerIota;
        env.errPos = outerErrPos;
    });
    obj->val = constant::makeUnknown();

    if (typeExpr) {
        Type *t = typ(typeExpr);
        if (!isConstType(t)) {
            if (isValid(under(t))) error(typeExpr->pos, Diag::InvalidConstType) << str(t);
            obj->type = invalidType();
            return;
        }
        obj->type = t;
    }
    Operand x;
    if (init) {
        // An inherited expression has its errors at the constant that inherits it.
        if (inherited) env.errPos = obj->pos;
        expr(x, init);
    }
    initConst(obj, x);
}

void Checker::varDecl(Var *obj, llvm::ArrayRef<Var *> lhs, ast::Expr *typeExpr, ast::Expr *init) {
    if (typeExpr) obj->type = varType(typeExpr);
    if (!init) {
        if (!typeExpr) obj->type = invalidType(); // reported by arity
        return;
    }
    if (lhs.size() <= 1) {
        Operand x;
        hintName = obj->name.str().str();
        expr(x, init, obj->type);
        initVar(obj, x, "variable declaration");
        return;
    }
    if (typeExpr)
        for (Var *v : lhs) v->type = obj->type;
    ast::Expr *rhs[] = {init};
    initVars(lhs, rhs, nullptr);
}

// ---------------------------------------------------------------- types

void Checker::typeDecl(TypeName *obj, ast::TypeSpec *decl) {
    later([this, obj] {
        auto *n = llvm::dyn_cast<Named>(unalias(obj->type));
        if (n && n->obj == obj) validType(n);
    });
    bool generic = decl->typeParams && !decl->typeParams->list.empty();
    Pos firstParam = generic ? decl->typeParams->list[0]->pos : Pos{};
    bool versionOk = true;

    if (decl->assign) {
        if (generic) versionOk = verifyVersion(firstParam, 23, "generic type alias");
        if (versionOk) verifyVersion(decl->name->pos, 9, "type alias");
        auto *alias = arena.create<Alias>(obj);
        obj->isAliasDecl = true;
        if (!obj->type) obj->type = alias;
        if (generic) {
            openScope(decl);
            collectTypeParams(decl->typeParams, alias->typeParams);
        }
        Type *rhs = definedType(decl->type, obj);
        if (auto *p = llvm::dyn_cast<TypeParam>(rhs); p && llvm::is_contained(alias->typeParams, p)) {
            error(decl->type->pos, Diag::AliasOfTypeParam);
            rhs = invalidType();
        }
        if (!alias->fromRHS) alias->fromRHS = rhs; // unless a cycle has made it invalid
        if (generic) closeScope();
        return;
    }

    if (generic) verifyVersion(firstParam, 18, "type parameter");
    auto *named = arena.create<Named>(obj);
    if (!obj->type) obj->type = named;
    if (generic) {
        openScope(decl);
        collectTypeParams(decl->typeParams, named->typeParams);
    }
    Type *rhs = definedType(decl->type, obj);
    if (isTypeParam(rhs)) {
        error(decl->type->pos, Diag::TypeParamAsRHS);
        rhs = invalidType();
    }
    if (!named->fromRHS) named->fromRHS = rhs;
    if (generic) closeScope();
}

void Checker::collectTypeParams(ast::FieldList *list, List<TypeParam *> &dst) {
    std::vector<TypeParam *> params;
    // The scope of a type parameter starts at the list: constraints may refer to each other.
    Pos scopePos = list->list.empty() ? list->pos : list->list[0]->pos;
    for (ast::Field *f : list->list)
        for (ast::Ident *id : f->names) {
            params.push_back(declareTypeParam(id, scopePos));
            params.back()->index = static_cast<unsigned>(params.size() - 1);
        }
    dst = arena.copy(List<TypeParam *>(params));

    bool outer = std::exchange(env.inTParamList, true);
    size_t i = 0;
    for (ast::Field *f : list->list) {
        Type *b = bound(f->type);
        if (isTypeParam(b)) {
            error(f->type->pos, Diag::TypeParamAsConstraint);
            b = invalidType();
        }
        for (size_t n = 0; n < f->names.size(); n++) params[i++]->bound = b;
    }
    env.inTParamList = outer;
}

// A constraint; ~T and A|B stand for the interface that embeds them.
Type *Checker::bound(ast::Expr *x) {
    auto *u = llvm::dyn_cast<ast::UnaryExpr>(x);
    auto *b = llvm::dyn_cast<ast::BinaryExpr>(x);
    if (!(u && u->op == ast::Token::Tilde) && !(b && b->op == ast::Token::Or)) return typ(x);
    auto *field = arena.create<ast::Field>();
    field->kind = ast::Kind::Field;
    field->pos = x->pos;
    field->end = x->end;
    field->type = x;
    auto *list = arena.create<ast::FieldList>();
    list->kind = ast::Kind::FieldList;
    list->pos = x->pos;
    list->end = x->end;
    list->list = arena.copy(llvm::ArrayRef<ast::Field *>(field));
    auto *iface = arena.create<ast::InterfaceType>();
    iface->kind = ast::Kind::InterfaceType;
    iface->pos = x->pos;
    iface->end = x->end;
    iface->methods = list;
    Type *t = typ(iface);
    if (auto *i = llvm::dyn_cast<Interface>(t)) i->implicit = true;
    return t;
}

TypeParam *Checker::declareTypeParam(ast::Ident *id, Pos scopePos) {
    static unsigned lastId = 0; // parameters of different packages meet in unification
    auto *obj = arena.create<TypeName>(id->pos, &pkg, id->name, nullptr);
    auto *p = arena.create<TypeParam>(obj);
    p->id = ++lastId;
    p->bound = invalidType();
    obj->type = p;
    obj->color = Color::Black;
    declare(env.scope, id, obj, scopePos);
    return p;
}

// ---------------------------------------------------------------- methods and functions

void Checker::collectMethods(TypeName *obj) {
    auto it = methodsOf.find(obj);
    if (it == methodsOf.end()) return;
    std::vector<Func *> methods = std::move(it->second);
    it->second.clear();
    auto *base = llvm::dyn_cast<Named>(unalias(obj->type));
    if (base && base->obj != obj) base = nullptr;
    if (base) later([this, base] { checkFieldUniqueness(base); });

    std::vector<Func *> kept;
    for (Func *m : methods) {
        // spec: "For a base type, the non-blank names of methods bound to it must be unique."
        auto other = llvm::find_if(kept, [&](Func *o) { return o->name == m->name; });
        if (other == kept.end()) {
            kept.push_back(m);
            continue;
        }
        error(m->pos, Diag::DuplicateMethod) << obj->name.str() << m->name.str() << where((*other)->pos);
    }
    if (base) base->methods = arena.copy(List<Func *>(kept));
}

void Checker::checkFieldUniqueness(Named *base) {
    // spec: "If the base type is a struct type, the non-blank method and field names must be distinct."
    auto *s = asUnder<Struct>(base);
    if (!s) return;
    for (Var *f : s->fields)
        for (Func *m : base->methods) {
            if (f->name.isBlank() || !sameId(m, f->pkg, f->name)) continue;
            error(m->pos, Diag::DuplicateFieldAndMethod) << f->name.str();
            diags.note(f->pos, Diag::OtherDecl) << f->name.str();
        }
}

void Checker::funcDecl(Func *obj, DeclInfo *d) {
    ast::FuncDecl *decl = d->fdecl;
    Signature *sig = emptySignature(arena);
    obj->type = sig; // before its parameters are known: a cycle ends here
    funcType(decl->type, decl->recv, sig);
    if (sig->scope) {
        sig->scope->pos = decl->pos;
        sig->scope->end = decl->end;
    }
    if (!sig->typeParams.empty() && !decl->body)
        error(decl->name->pos, Diag::GenericWithoutBody).soft();
    else if (!decl->body && opts.complete && linkname(*decl, pkg).empty())
        error(decl->recv ? decl->recv->pos : decl->name->pos, Diag::MissingFuncBody).soft();
    if (!decl->body) return;
    later([this, d, sig, decl] { funcBody(d, sig, decl->body, {}); });
}

// ---------------------------------------------------------------- local declarations

namespace {

struct LocalDecl {
    Checker &c;

    void constants(ast::ConstSpec *s, ast::ConstSpec *&last) {
        size_t top = c.delayed.size();
        bool inherited = !s->type && s->values.empty() && last;
        if (!inherited) last = s;
        std::vector<Const *> lhs;
        for (size_t i = 0; i < s->names.size(); i++) {
            ast::Ident *id = s->names[i];
            lhs.push_back(
                c.arena.create<Const>(id->pos, &c.pkg, id->name, nullptr, constant::makeInt64(s->iota)));
            lhs.back()->color = Color::Black;
            c.constDecl(lhs.back(), last->type, i < last->values.size() ? last->values[i] : nullptr,
                        inherited);
        }
        c.arity(s->pos, s->names, last->values, true, inherited);
        c.processDelayed(top);
        // spec: "The scope of a constant or variable identifier declared inside a function begins at the end
        // of the ConstSpec or VarSpec"
        for (size_t i = 0; i < lhs.size(); i++) c.declare(c.env.scope, s->names[i], lhs[i], s->end);
    }

    void variables(ast::VarSpec *s) {
        size_t top = c.delayed.size();
        std::vector<Var *> lhs;
        for (ast::Ident *id : s->names) {
            lhs.push_back(c.arena.create<Var>(VarKind::Local, id->pos, &c.pkg, id->name, nullptr));
            lhs.back()->color = Color::Black;
        }
        for (size_t i = 0; i < lhs.size(); i++) {
            if (s->values.size() == 1 && lhs.size() > 1) {
                c.varDecl(lhs[i], lhs, s->type, s->values[0]);
                break;
            }
            c.varDecl(lhs[i], {}, s->type, i < s->values.size() ? s->values[i] : nullptr);
        }
        for (Var *v : lhs)
            if (!v->type) v->type = invalidType();
        if (!s->type || !s->values.empty()) c.arity(s->pos, s->names, s->values, false, false);
        c.processDelayed(top);
        for (size_t i = 0; i < lhs.size(); i++) c.declare(c.env.scope, s->names[i], lhs[i], s->end);
    }

    void type(ast::TypeSpec *s) {
        auto *obj = c.arena.create<TypeName>(s->name->pos, &c.pkg, s->name->name, nullptr);
        obj->isAliasDecl = bool(s->assign);
        // spec: "The scope of a type identifier declared inside a function begins at the identifier in the
        // TypeSpec"
        c.declare(c.env.scope, s->name, obj, s->name->pos);
        if (!obj->isAliasDecl) {
            obj->localIndex = c.nextLocalType++;
            c.info.typeNames.push_back(obj);
        }
        obj->color = Color::Grey;
        c.objPath.push_back(obj);
        c.typeDecl(obj, s);
        c.objPath.pop_back();
        obj->color = Color::Black;
        if (auto *n = llvm::dyn_cast_or_null<Named>(obj->type); n && n->obj == obj)
            n->outerParams = c.env.typeParams;
    }
};

} // namespace

void Checker::declStmt(ast::GenDecl *g) {
    LocalDecl local{*this};
    ast::ConstSpec *last = nullptr;
    for (ast::Spec *s : g->specs) {
        if (auto *k = llvm::dyn_cast<ast::ConstSpec>(s)) local.constants(k, last);
        if (auto *v = llvm::dyn_cast<ast::VarSpec>(s)) local.variables(v);
        if (auto *t = llvm::dyn_cast<ast::TypeSpec>(s)) local.type(t);
    }
}

} // namespace goloom

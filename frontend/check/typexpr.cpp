// Identifiers and type expressions. spec "Types", "Instantiations".
#include "frontend/check/check.h"
#include "frontend/check/infer.h"

namespace goloom {

using namespace types;

// ---------------------------------------------------------------- identifiers

void Checker::ident(Operand &x, ast::Ident *e, bool wantType) {
    x.mode = Mode::Invalid;
    x.type = invalidType();
    x.expr = e;
    Scope *scope = nullptr;
    Object *obj = lookup(e->name, &scope);
    if (!obj) {
        if (e->name.isBlank())
            error(e->pos, Diag::InvalidBlank);
        else
            error(e->pos, Diag::UndeclaredName) << e->name.str();
        return;
    }
    if (scope == universe().scope && (e->name.str() == "any" || e->name.str() == "comparable") &&
        !verifyVersion(e->pos, 18, "predeclared " + e->name.str().str()))
        return;
    recordUse(e, obj);

    auto *type = llvm::dyn_cast<TypeName>(obj);
    if (!type && wantType) {
        error(e->pos, Diag::NotATypeObject) << obj->name.str() << objectKind(obj);
        if (auto *v = llvm::dyn_cast<Var>(obj); v && v->pkg == &pkg) v->used = true;
        return;
    }
    // A type of this package is asked for even if it has one, so that cycles are seen.
    if (!obj->type || (type && wantType && obj->pkg == &pkg && obj->color == Color::Grey)) objDecl(obj);
    if (PkgName *p = dotImports.lookup({scope, e->name})) p->used = true;
    Type *t = obj->type;

    switch (obj->kind) {
    case ObjectKind::PkgName: error(e->pos, Diag::InvalidPkgUse) << obj->name.str(); return;
    case ObjectKind::Const:
        addDeclDep(obj);
        if (!isValid(t)) return;
        if (obj == universe().iota) {
            if (!env.iota) {
                error(e->pos, Diag::InvalidIota);
                return;
            }
            x.val = env.iota;
        } else {
            x.val = llvm::cast<Const>(obj)->val;
        }
        x.mode = Mode::Constant;
        break;
    case ObjectKind::TypeName: x.mode = Mode::TypExpr; break;
    case ObjectKind::Var:
        if (obj->pkg == &pkg) llvm::cast<Var>(obj)->used = true;
        addDeclDep(obj);
        if (!isValid(t)) return;
        x.mode = Mode::Variable;
        break;
    case ObjectKind::Func:
        addDeclDep(obj);
        x.mode = Mode::Value;
        break;
    case ObjectKind::Builtin:
        x.builtin = llvm::cast<Builtin>(obj)->id;
        x.mode = Mode::BuiltinFn;
        break;
    case ObjectKind::Nil: x.mode = Mode::NilValue; break;
    case ObjectKind::Label: return;
    }
    x.type = t;
}

// ---------------------------------------------------------------- kinds of questions for a type

Type *Checker::typ(ast::Expr *e) { return definedType(e, nullptr); }

Type *Checker::varType(ast::Expr *e) {
    Type *t = definedType(e, nullptr);
    validVarType(e, t);
    return t;
}

void Checker::validVarType(ast::Expr *e, Type *t) {
    if (isTypeParam(t)) return;
    // Later: the interface may be in the making.
    if (llvm::isa<Basic, Slice, Pointer, Map, Chan, Array, Struct, Signature>(t)) return;
    later([this, e, t] {
        auto *iface = asUnder<Interface>(t);
        if (!iface) return;
        const TypeSet &set = typeSetOf(t);
        if (set.isMethodSet()) return;
        error(e->pos, Diag::MisplacedConstraintIface).soft()
            << str(t)
            << (set.comparable ? "interface is (or embeds) comparable"
                               : "interface contains type constraints");
    });
}

static Type *typInternal(Checker &, ast::Expr *, TypeName *def);

Type *Checker::definedType(ast::Expr *e, TypeName *def) {
    Type *t = typInternal(*this, e, def);
    if (isGeneric(t)) {
        error(e->pos, Diag::GenericWithoutInstantiation) << "type" << str(t);
        t = invalidType();
    }
    recordTypeAndValue(e, Mode::TypExpr, t, {});
    return t;
}

Type *Checker::genericType(ast::Expr *e, std::string *cause) {
    Type *t = typInternal(*this, e, nullptr);
    if (isValid(t) && !isGeneric(t)) {
        if (cause) *cause = str(t) + " is not a generic type";
        t = invalidType();
    }
    recordTypeAndValue(e, Mode::TypExpr, t, {});
    return t;
}

Type *Checker::typeOrNil(ast::Expr *e) {
    if (auto *id = llvm::dyn_cast<ast::Ident>(ast::unparen(e));
        id && llvm::isa_and_nonnull<Nil>(lookup(id->name))) {
        Operand x;
        expr(x, e);
        return types::typ(BasicKind::UntypedNil);
    }
    return varType(e);
}

// ---------------------------------------------------------------- forms

namespace {

Type *named(Checker &c, ast::Expr *e) {
    Operand x;
    if (auto *id = llvm::dyn_cast<ast::Ident>(e))
        c.ident(x, id, true);
    else
        c.selector(x, llvm::cast<ast::SelectorExpr>(e), nullptr, true);
    switch (x.mode) {
    case Mode::TypExpr: return x.type;
    case Mode::Invalid: break;
    case Mode::NoValue: c.error(e->pos, Diag::NoValueAsType) << c.str(x); break;
    default: c.error(e->pos, Diag::NotAType) << c.str(x);
    }
    return invalidType();
}

Type *arrayType(Checker &c, ast::ArrayType *e) {
    if (!e->len) {
        auto *t = c.arena.create<Slice>(invalidType());
        t->elem = c.varType(e->elem);
        return t;
    }
    auto *t = c.arena.create<Array>(invalidType(), -1);
    if (llvm::isa<ast::Ellipsis>(e->len))
        c.error(e->pos, Diag::BadDotDotDot);
    else
        t->len = c.arrayLength(e->len);
    t->elem = c.varType(e->elem);
    return t->len >= 0 ? static_cast<Type *>(t) : invalidType();
}

Type *pointerType(Checker &c, ast::StarExpr *e) {
    auto *t = c.arena.create<Pointer>(invalidType());
    t->elem = c.varType(e->x);
    // Nothing useful can be said of a pointer to an invalid type.
    return isValid(t->elem) ? static_cast<Type *>(t) : invalidType();
}

Type *mapType(Checker &c, ast::MapType *e) {
    auto *t = c.arena.create<Map>(invalidType(), invalidType());
    t->key = c.varType(e->key);
    t->elem = c.varType(e->value);
    // spec: "The comparison operators == and != must be fully defined for operands of the key type"
    c.later([&c, t, e] {
        if (types::comparable(t->key)) return;
        c.error(e->key->pos, Diag::IncomparableMapKey)
            << c.str(t->key) << (isTypeParam(t->key) ? " (missing comparable constraint)" : "");
    });
    return t;
}

Type *chanType(Checker &c, ast::ChanType *e) {
    types::ChanDir dir = e->dir == ast::ChanDir::Send   ? types::ChanDir::SendOnly
                         : e->dir == ast::ChanDir::Recv ? types::ChanDir::RecvOnly
                                                        : types::ChanDir::Both;
    auto *t = c.arena.create<Chan>(dir, invalidType());
    t->elem = c.varType(e->value);
    return t;
}

} // namespace

static Type *typInternal(Checker &c, ast::Expr *e, TypeName *def) {
    switch (e->kind) {
    case ast::Kind::BadExpr: return invalidType();
    case ast::Kind::Ident:
    case ast::Kind::SelectorExpr: return named(c, e);
    case ast::Kind::IndexExpr:
        c.verifyVersion(e->pos, 18, "type instantiation");
        return c.instantiatedType(llvm::cast<ast::IndexExpr>(e), def);
    case ast::Kind::ParenExpr: return c.definedType(llvm::cast<ast::ParenExpr>(e)->x, def);
    case ast::Kind::ArrayType: return arrayType(c, llvm::cast<ast::ArrayType>(e));
    case ast::Kind::StarExpr: return pointerType(c, llvm::cast<ast::StarExpr>(e));
    case ast::Kind::StructType: return c.structType(llvm::cast<ast::StructType>(e));
    case ast::Kind::FuncType: return c.funcType(llvm::cast<ast::FuncType>(e), nullptr);
    case ast::Kind::InterfaceType: return c.interfaceType(llvm::cast<ast::InterfaceType>(e), def);
    case ast::Kind::MapType: return mapType(c, llvm::cast<ast::MapType>(e));
    case ast::Kind::ChanType: return chanType(c, llvm::cast<ast::ChanType>(e));
    case ast::Kind::Ellipsis: c.error(e->pos, Diag::InvalidDots); return invalidType();
    default:
        c.error(e->pos, Diag::NotAType) << c.str(static_cast<const ast::Expr *>(e));
        c.useExprs(e);
        return invalidType();
    }
}

bool Checker::typeList(llvm::ArrayRef<ast::Expr *> list, llvm::SmallVectorImpl<Type *> &out) {
    bool ok = true;
    for (ast::Expr *e : list) {
        out.push_back(varType(e));
        ok &= isValid(out.back());
    }
    return ok;
}

int64_t Checker::arrayLength(ast::Expr *e) {
    // A name that is no constant may be a type parameter that lacks its constraint.
    if (auto *id = llvm::dyn_cast<ast::Ident>(e)) {
        Object *obj = lookup(id->name);
        if (!obj) {
            error(e->pos, Diag::UndefinedArrayLen) << id->name.str();
            return -1;
        }
        if (!llvm::isa<Const>(obj)) {
            error(e->pos, Diag::InvalidArrayLen) << id->name.str();
            return -1;
        }
    }
    Operand x;
    expr(x, e);
    if (x.mode != Mode::Constant) {
        if (x) error(e->pos, Diag::NonConstArrayLen) << str(x);
        return -1;
    }
    if (isUntyped(x.type) || isInteger(x.type)) {
        constant::Value v = constant::toInt(x.val);
        if (v.kind() == constant::Kind::Int && representableConst(v, types::typ(BasicKind::Int), nullptr))
            if (auto n = constant::int64Val(v); n && *n >= 0) return *n;
    }
    if (!isValid(x.type)) return -1;
    error(e->pos, isInteger(x.type) ? Diag::InvalidArrayLen : Diag::NonIntArrayLen) << str(x);
    return -1;
}

// ---------------------------------------------------------------- instances

Type *Checker::instantiatedType(ast::IndexExpr *e, TypeName *) {
    std::string cause;
    Type *generic = genericType(e->x, &cause);
    if (!cause.empty()) {
        std::string args;
        for (ast::Expr *i : e->indices)
            args += (args.empty() ? "" : ", ") + str(static_cast<const ast::Expr *>(i));
        error(e->x->pos, Diag::NotAGenericType) << str(static_cast<const ast::Expr *>(e->x)) << args << cause;
    }
    llvm::SmallVector<Type *, 2> targs;
    if (!isValid(generic)) return generic;
    if (!typeList(e->indices, targs)) return invalidType();

    auto *alias = llvm::dyn_cast<Alias>(generic);
    auto *origin = llvm::dyn_cast<Named>(generic);
    Name name = alias ? alias->obj->name : origin->obj->name;
    auto countOk = [this, name, e](size_t want, size_t got) {
        if (want == got) return true;
        error(e->x->pos, Diag::WrongTypeArgCount)
            << (got < want ? "not enough" : "too many") << name.str() << got << want;
        return false;
    };
    if (alias && !countOk(alias->typeParams.size(), targs.size())) return invalidType();
    Type *inst = instantiate(generic, targs, arena);

    // Later: the constraints may not be known yet.
    later([this, e, inst, alias, origin, countOk, targs] {
        recordInstance(e->x, targs, inst);
        List<TypeParam *> params = alias ? alias->typeParams : origin->typeParams;
        if (!countOk(params.size(), targs.size())) return;
        Subst subst;
        for (size_t i = 0; i < params.size(); i++) subst.map[params[i]] = targs[i];
        for (size_t i = 0; i < params.size(); i++) {
            std::string why;
            if (implements(targs[i], substitute(constraintOf(params[i]), subst, arena), true, arena, &why,
                           &pkg))
                continue;
            error(e->indices[i]->pos, Diag::InvalidTypeArg).soft() << why;
            return;
        }
        instanceUses.push_back({e->lbrack, params, arena.copy(llvm::ArrayRef<Type *>(targs))});
    });
    return inst;
}

} // namespace goloom

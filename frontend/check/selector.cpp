// Selectors: qualified identifiers, fields, methods, method expressions. spec "Selectors".
#include "frontend/check/check.h"

#include "llvm/ADT/StringExtras.h"

namespace goloom {

using namespace types;

// pkg.Name. The package has no operand of its own, so the selector is looked at as a whole.
bool Checker::qualifiedIdent(Operand &x, ast::SelectorExpr *e) {
    auto *id = llvm::dyn_cast<ast::Ident>(e->x);
    auto *pn = id ? llvm::dyn_cast_or_null<PkgName>(lookup(id->name)) : nullptr;
    if (!pn) return false;
    recordUse(id, pn);
    pn->used = true;
    Package *from = pn->imported;
    Object *o = from->scope.lookup(e->sel->name);
    if (!o) {
        if (from->fake) return true;
        for (auto &[name, alt] : from->scope.elems)
            if (name.isExported() && name.str().equals_insensitive(e->sel->name.str())) {
                error(e->sel->pos, Diag::UndeclaredImportedNameAlt) << str(e) << name.str();
                return true;
            }
        error(e->sel->pos, Diag::UndeclaredImportedName) << str(e);
        return true;
    }
    if (!o->isExported()) error(e->sel->pos, Diag::UnexportedName) << e->sel->name.str() << from->name.str();
    recordUse(e->sel, o);
    x.type = o->type ? o->type : invalidType();
    switch (o->kind) {
    case ObjectKind::Const:
        x.mode = Mode::Constant;
        x.val = llvm::cast<Const>(o)->val;
        if (!x.val) x.val = constant::makeUnknown();
        break;
    case ObjectKind::TypeName: x.mode = Mode::TypExpr; break;
    case ObjectKind::Var: x.mode = Mode::Variable; break;
    case ObjectKind::Func: x.mode = Mode::Value; break;
    case ObjectKind::Builtin:
        x.mode = Mode::BuiltinFn;
        x.builtin = llvm::cast<Builtin>(o)->id;
        break;
    default: break;
    }
    if (!isValid(x.type) && x.mode != Mode::BuiltinFn) x.invalidate();
    return true;
}

static std::string tail(llvm::StringRef s) {
    size_t i = 1;
    while (i < s.size() && (s[i] & 0xC0) == 0x80) i++;
    return s.substr(i).str();
}

std::string Checker::lookupError(Type *t, Name sel, Object *alt, bool structLit) {
    // How the near miss differs, and whether this package may see it.
    enum { Missing, Misspelled, Unexported, Inaccessible } what = Missing;
    if (alt) {
        bool sameTail = tail(sel.str()) == tail(alt->name.str());
        if (alt->pkg == &pkg)
            what = Misspelled;
        else if (sel.isExported())
            what = alt->isExported() ? Misspelled : sameTail ? Unexported : Missing;
        else if (alt->isExported())
            what = sameTail ? Misspelled : Missing;
        else if (sel == alt->name)
            what = Inaccessible;
    }
    std::string name = sel.str().str(), other = alt ? alt->name.str().str() : "", type = str(t);
    if (structLit) {
        std::string unknown = "unknown field " + name + " in struct literal of type " + type;
        switch (what) {
        case Missing: return unknown;
        case Misspelled: return unknown + ", but does have " + other;
        case Unexported: return unknown + ", but does have unexported " + other;
        case Inaccessible:
            return "cannot refer to unexported field " + other + " in struct literal of type " + type;
        }
    }
    std::string kind = llvm::isa_and_nonnull<Var>(alt)    ? "field "
                       : llvm::isa_and_nonnull<Func>(alt) ? "method "
                                                          : "object ";
    std::string none = "type " + type + " has no field or method " + name;
    switch (what) {
    case Missing: return none;
    case Misspelled: return none + ", but does have " + kind + other;
    case Unexported: return none + ", but does have unexported " + kind + other;
    case Inaccessible: return "cannot refer to unexported " + kind + other;
    }
    return none;
}

// The type of T.m: m's with the receiver in front.
static Signature *methodExprType(Checker &c, Signature *sig, Type *recv) {
    llvm::SmallVector<Var *, 8> params;
    Name name;
    // Parameters are all named or all unnamed.
    if (!sig->params->vars.empty() && sig->params->vars[0]->name)
        name = sig->recv && sig->recv->name ? sig->recv->name : Name::of("_");
    params.push_back(
        c.arena.create<Var>(VarKind::Param, sig->recv ? sig->recv->pos : Pos{}, &c.pkg, name, recv));
    params.append(sig->params->vars.begin(), sig->params->vars.end());
    auto *tuple = c.arena.create<Tuple>(c.arena.copy(llvm::ArrayRef<Var *>(params)));
    auto *out = c.arena.create<Signature>(tuple, sig->results, sig->variadic);
    out->typeParams = sig->typeParams;
    return out;
}

void Checker::selector(Operand &x, ast::SelectorExpr *e, TypeName *, bool wantType) {
    x.expr = e;
    if (qualifiedIdent(x, e)) {
        x.expr = e;
        return;
    }
    auto fail = [&] {
        x.invalidate();
        x.type = invalidType();
        x.expr = e;
    };
    exprOrType(x, e->x, false);
    if (x.mode == Mode::BuiltinFn) {
        error(operatorPos(e), Diag::BuiltinInSelector) << str(x);
        return fail();
    }
    if (!x) return fail();
    if (wantType) {
        error(e->sel->pos, Diag::SelectorNotAType) << str(e);
        return fail();
    }
    Name sel = e->sel->name;
    if (x.isNil()) {
        error(e->sel->pos, Diag::MissingFieldOrMethod)
            << str(e->x) << sel.str() << "type untyped nil has no field or method " + sel.str().str();
        return fail();
    }
    LookupResult found = lookupFieldOrMethod(x.type, x.mode == Mode::Variable, &pkg, sel);
    if (!found.obj) {
        if (!isValid(under(x.type))) return fail();
        if (!found.path.empty()) {
            error(e->sel->pos, Diag::AmbiguousSelector) << str(x.expr) << sel.str();
        } else if (found.indirect) {
            if (x.mode == Mode::TypExpr)
                error(e->sel->pos, Diag::InvalidMethodExpr)
                    << str(x.type) << sel.str() << str(x.type) << sel.str();
            else
                error(e->sel->pos, Diag::PointerMethodOnValue) << sel.str() << str(x.type);
        } else {
            std::string why;
            auto *p = asUnder<Pointer>(x.type);
            if (p && isInterface(p->elem)) {
                why = "type " + str(x.type) + " is pointer to " +
                      (isTypeParam(p->elem) ? "type parameter" : "interface") + ", not " +
                      (isTypeParam(p->elem) ? "type parameter" : "interface");
            } else {
                LookupResult alt = lookupFieldOrMethod(x.type, x.mode == Mode::Variable, &pkg, sel, true);
                why = lookupError(x.type, sel, alt.obj, false);
            }
            error(e->sel->pos, Diag::MissingFieldOrMethod) << str(x.expr) << sel.str() << why;
        }
        return fail();
    }
    auto *method = llvm::dyn_cast<Func>(found.obj);
    if (method) objDecl(method);

    if (x.mode == Mode::TypExpr) {
        if (!method) {
            error(e->sel->pos, Diag::MissingFieldOrMethod)
                << str(x.expr) << sel.str() << "type " + str(x.type) + " has no method " + sel.str().str();
            return fail();
        }
        Signature *sig = method->signature();
        if (!sig) return fail();
        Type *recv = x.type;
        x.mode = Mode::Value;
        x.type = methodExprType(*this, sig, recv);
        recordSelection(e, Selection::MethodExpr, recv, method, x.type, found.path, found.indirect);
        addDeclDep(method->origin ? method->origin : method);
    } else if (method) {
        Signature *sig = method->signature();
        if (!sig) return fail();
        auto *plain = arena.create<Signature>(*sig);
        plain->recv = nullptr;
        recordSelection(e, Selection::MethodVal, x.type, method, plain, found.path, found.indirect);
        x.mode = Mode::Value;
        x.type = plain;
        addDeclDep(method->origin ? method->origin : method);
    } else {
        Type *t = found.obj->type ? found.obj->type : invalidType();
        recordSelection(e, Selection::FieldVal, x.type, found.obj, t, found.path, found.indirect);
        x.mode = x.mode == Mode::Variable || found.indirect ? Mode::Variable : Mode::Value;
        x.type = t;
    }
    x.expr = e;
}

} // namespace goloom

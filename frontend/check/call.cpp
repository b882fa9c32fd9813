// Calls, conversions written as calls, and instantiation of functions. spec "Calls", "Instantiations".
// Selectors are in selector.cpp.
#include "frontend/check/check.h"
#include "frontend/check/infer.h"

namespace goloom {

using namespace types;

static Signature *asSignature(Type *t) { return llvm::dyn_cast_or_null<Signature>(t); }
static bool isGenericFunc(Type *t) {
    Signature *sig = asSignature(t);
    return sig && !sig->typeParams.empty();
}

// ---------------------------------------------------------------- instantiation

Checker::TypeArgs Checker::funcInst(Type *hint, Pos pos, Operand &x, ast::IndexExpr *inst, bool infer) {
    Pos at = inst ? inst->lbrack : pos;
    if (inst) x.expr = inst;
    bool versionOk = verifyVersion(at, 18, "function instantiation");

    TypeArgs targs;
    llvm::ArrayRef<ast::Expr *> exprs;
    if (inst) {
        exprs = inst->indices;
        if (!typeList(exprs, targs)) {
            x.invalidate();
            return {};
        }
    }
    auto *sig = llvm::cast<Signature>(x.type);
    size_t want = sig->typeParams.size();
    if (targs.size() > want) {
        error(exprs.back()->pos, Diag::TooManyTypeArgs) << targs.size() << want;
        x.invalidate();
        return {};
    }
    if (targs.size() < want) {
        if (!infer) return targs;
        // An assignment `var v F = f` infers like a call of `func g[type parameters of f](type of f)` with v.
        llvm::SmallVector<Operand, 1> args;
        llvm::SmallVector<Var *, 1> params;
        bool reverse = hint != nullptr;
        if (reverse) {
            if (versionOk && !allowVersion(21))
                verifyVersion(at, 21,
                              inst ? "partially instantiated function in assignment"
                                   : "implicitly instantiated function in assignment");
            auto *plain = arena.create<Signature>(sig->params, sig->results, sig->variadic);
            params.push_back(arena.create<Var>(VarKind::Param, x.pos(), &pkg, Name(), plain));
            auto *name = arena.create<ast::Ident>();
            name->kind = ast::Kind::Ident;
            name->pos = name->end = x.pos();
            name->name = Name::of(hintName);
            args.push_back({Mode::Value, name, under(hint), {}, {}});
        }
        llvm::SmallVector<TypeParam *, 4> fresh;
        auto *tuple = arena.create<Tuple>(arena.copy(llvm::ArrayRef<Var *>(params)));
        tuple = llvm::cast<Tuple>(renameTypeParams(sig->typeParams, tuple, fresh));
        InferError err;
        TypeArgs all;
        if (!this->infer(pos, fresh, targs, tuple, args, reverse, all, err)) {
            if (!err.text.empty()) error(err.at, Diag::CannotInfer) << err.text;
            x.invalidate();
            return {};
        }
        targs = all;
    }
    x.type = instantiateSignature(operatorPos(x.expr), x.expr, sig, targs, exprs);
    x.mode = Mode::Value;
    return {};
}

Signature *Checker::instantiateSignature(Pos pos, ast::Expr *e, Signature *sig, llvm::ArrayRef<Type *> targs,
                                         llvm::ArrayRef<ast::Expr *> exprs) {
    llvm::ArrayRef<Type *> kept = arena.copy(targs);
    auto *inst = llvm::cast<Signature>(instantiate(sig, kept, arena));
    recordInstance(e, kept, inst);
    // Constraints may still be incomplete here.
    later([this, pos, sig, kept, exprs] {
        std::string cause;
        for (size_t i = 0; i < sig->typeParams.size(); i++) {
            Subst subst;
            for (size_t j = 0; j < kept.size(); j++) subst.map[sig->typeParams[j]] = kept[j];
            Type *bound = substitute(constraintOf(sig->typeParams[i]), subst, arena);
            if (implements(kept[i], bound, true, arena, &cause, &pkg)) continue;
            error(i < exprs.size() ? exprs[i]->pos : pos, Diag::InvalidTypeArg).soft() << cause;
            return;
        }
        instanceUses.push_back({pos, sig->typeParams, kept});
    });
    return inst;
}

// ---------------------------------------------------------------- calls

void Checker::conversionCall(Operand &x, ast::CallExpr *call) {
    nonGeneric(nullptr, x);
    if (!x) return;
    Type *t = x.type;
    x.invalidate();
    x.expr = call;
    if (call->args.empty()) {
        error(call->pos, Diag::MissingConversionArg) << str(t);
        return;
    }
    if (call->args.size() > 1) {
        useExprs(call->args);
        error(call->args.back()->pos, Diag::TooManyConversionArgs) << str(t);
        return;
    }
    expr(x, call->args[0]);
    if (x) {
        auto *iface = asUnder<Interface>(t);
        if (iface && !isTypeParam(t) && !typeSetOf(iface).isMethodSet()) {
            error(call->pos, Diag::ConstraintInConversion) << str(t);
            x.invalidate();
        } else if (call->ellipsis) {
            error(call->args[0]->pos, Diag::DotsInConversion) << str(t);
            x.invalidate();
        } else {
            conversion(x, t);
        }
    }
    x.expr = call;
}

static Checker::ExprKind builtinKind(BuiltinId id) {
    switch (id) {
    case BuiltinId::Clear:
    case BuiltinId::Close:
    case BuiltinId::Copy:
    case BuiltinId::Delete:
    case BuiltinId::Panic:
    case BuiltinId::Print:
    case BuiltinId::Println:
    case BuiltinId::Recover: return Checker::ExprKind::Statement;
    default: return Checker::ExprKind::Expression;
    }
}

Checker::ExprKind Checker::callExpr(Operand &x, ast::CallExpr *call) {
    ast::IndexExpr *inst = nullptr; // its type arguments are looked at together with the arguments
    if (auto *ix = llvm::dyn_cast<ast::IndexExpr>(call->fun)) {
        if (indexExpr(x, ix)) inst = ix;
        x.expr = ix;
        record(x);
    } else {
        exprOrType(x, call->fun, true);
    }
    auto fail = [&] {
        x.invalidate();
        x.expr = call;
        return ExprKind::Statement;
    };
    if (!x) {
        useExprs(call->args);
        return fail();
    }
    if (x.mode == Mode::TypExpr) {
        conversionCall(x, call);
        return ExprKind::Conversion;
    }
    if (x.mode == Mode::BuiltinFn) {
        BuiltinId id = x.builtin;
        if (!builtin(x, call, id)) x.invalidate();
        x.expr = call;
        if (x && x.mode != Mode::Constant) env.hasCallOrRecv = true;
        return builtinKind(id);
    }

    std::string cause;
    Type *u = x.isNil() ? nullptr
                        : commonUnder(
                              x.type,
                              [&](Type *t, Type *tu) -> std::optional<std::string> {
                                  if (tu && !llvm::isa<Signature>(tu)) return str(t) + " is not a function";
                                  return std::nullopt;
                              },
                              &cause, &pkg);
    if (!u) {
        if (x.isNil()) cause = "untyped nil is not a function";
        if (!isValid(under(x.type)))
            cause.clear();
        else
            error(x.pos(), Diag::InvalidCall) << str(x) << cause;
        useExprs(call->args);
        return fail();
    }
    auto *sig = llvm::cast<Signature>(u);
    bool wasGeneric = !sig->typeParams.empty();

    TypeArgs targs;
    llvm::ArrayRef<ast::Expr *> targExprs;
    if (inst) {
        targExprs = inst->indices;
        if (!typeList(targExprs, targs)) {
            useExprs(call->args);
            return fail();
        }
        size_t want = sig->typeParams.size();
        if (targs.size() > want) {
            error(targExprs[want]->pos, Diag::TooManyTypeArgs) << targs.size() << want;
            useExprs(call->args);
            return fail();
        }
        if (targs.size() == want && want) {
            verifyVersion(inst->lbrack, 18, "function instantiation");
            sig = instantiateSignature(inst->lbrack, inst, sig, targs, targExprs);
            targs.clear();
            targExprs = {};
        }
    }

    llvm::SmallVector<Operand, 8> args;
    llvm::SmallVector<TypeArgs, 2> partial;
    genericExprList(call->args, args, partial);
    Signature *called = arguments(call, sig, targs, targExprs, args, partial);
    if (wasGeneric && called->typeParams.empty()) recordTypeAndValue(call->fun, Mode::Value, called, {});

    switch (called->results->size()) {
    case 0:
        x.mode = Mode::NoValue;
        x.type = called->results;
        break;
    case 1:
        x.mode = Mode::Value;
        x.type = called->results->vars[0]->type;
        break;
    default: x.mode = Mode::Value; x.type = called->results;
    }
    x.expr = call;
    env.hasCallOrRecv = true;
    // Inference has failed: what the call gives is unknown.
    if (x.mode == Mode::Value && !called->typeParams.empty() && isParameterized(called->typeParams, x.type))
        x.invalidate();
    return ExprKind::Statement;
}

void Checker::genericExprList(llvm::ArrayRef<ast::Expr *> exprs, llvm::SmallVectorImpl<Operand> &list,
                              llvm::SmallVectorImpl<TypeArgs> &partial) {
    bool inferNow = !allowVersion(21);
    for (ast::Expr *e : exprs) {
        Operand x;
        TypeArgs given;
        auto *ix = llvm::dyn_cast<ast::IndexExpr>(e);
        if (ix && indexExpr(x, ix)) {
            given = funcInst(nullptr, ix->lbrack, x, ix, inferNow);
            x.expr = ix;
            if (given.empty()) record(x); // instantiated, without rawExpr
        } else if (ix) {
            // indexExpr has left an ordinary operand.
            x.expr = ix;
            if (x) nonGeneric(nullptr, x);
            record(x);
            exclude(x, 1u << static_cast<unsigned>(Mode::NoValue) |
                           1u << static_cast<unsigned>(Mode::BuiltinFn) |
                           1u << static_cast<unsigned>(Mode::TypExpr));
        } else if (exprs.size() == 1) {
            rawExpr(x, e, nullptr, true);
            exclude(x, 1u << static_cast<unsigned>(Mode::NoValue) |
                           1u << static_cast<unsigned>(Mode::BuiltinFn) |
                           1u << static_cast<unsigned>(Mode::TypExpr));
            if (auto *t = x ? llvm::dyn_cast<Tuple>(x.type) : nullptr) {
                for (Var *v : t->vars) list.push_back({Mode::Value, e, v->type, {}, {}});
                return;
            }
        } else {
            genericExpr(x, e);
        }
        list.push_back(x);
        partial.push_back(std::move(given));
    }
}

// ---------------------------------------------------------------- arguments

// The parameters that n arguments meet: those of a variadic function repeat the last one's element type.
static Tuple *spread(Signature *sig, size_t n, Arena &arena) {
    llvm::SmallVector<Var *, 8> vars(sig->params->vars.begin(), sig->params->vars.end());
    Var *last = vars.pop_back_val();
    auto *slice = llvm::dyn_cast<Slice>(last->type);
    Type *elem = slice ? slice->elem : last->type;
    while (vars.size() < n)
        vars.push_back(arena.create<Var>(VarKind::Param, last->pos, last->pkg, last->name, elem));
    return arena.create<Tuple>(arena.copy(llvm::ArrayRef<Var *>(vars)));
}

Signature *Checker::arguments(ast::CallExpr *call, Signature *sig, TypeArgs targs,
                              llvm::ArrayRef<ast::Expr *> targExprs, llvm::MutableArrayRef<Operand> args,
                              llvm::ArrayRef<TypeArgs> partial) {
    size_t nargs = args.size(), npars = sig->params->size();
    bool dots = bool(call->ellipsis);
    Tuple *params = sig->params;
    bool adjusted = false;
    if (sig->variadic) {
        if (dots) {
            if (call->args.size() == 1 && nargs > 1) {
                error(call->pos, Diag::DotsWithMultiValue) << nargs << str(call->args[0]);
                return sig;
            }
        } else if (nargs + 1 >= npars) {
            params = spread(sig, nargs, arena);
            adjusted = true;
            npars = nargs;
        } else {
            npars--;
        }
    } else if (dots) {
        error(call->pos, Diag::NonVariadicDots) << str(call->fun);
        return sig;
    }
    if (nargs != npars) {
        Pos at = call->pos;
        if (nargs > npars)
            at = args[npars].pos();
        else if (nargs)
            at = args.back().pos();
        llvm::SmallVector<Type *, 8> have, want;
        for (Operand &a : args) have.push_back(a.type);
        for (Var *v : sig->params->vars) want.push_back(v->type);
        error(at, Diag::WrongArgCount)
            << (nargs > npars ? "too many" : "not enough") << str(call->fun)
            << typesSummary(have, false, dots) << typesSummary(want, sig->variadic, false);
        return sig;
    }

    // The type parameters of the callee, then those of each generic function among the arguments.
    llvm::SmallVector<TypeParam *, 8> tparams;
    size_t own = sig->typeParams.size();
    if (own) {
        if (!allowVersion(18))
            verifyVersion(call->fun->pos, 18,
                          llvm::isa<ast::IndexExpr>(call->fun) ? "function instantiation"
                                                               : "implicit function instantiation");
        params = llvm::cast<Tuple>(renameTypeParams(sig->typeParams, params, tparams));
        targs.resize(own, nullptr);
    }
    llvm::SmallVector<size_t, 2> genericArgs;
    for (size_t i = 0; i < nargs; i++) {
        if (!args[i] || !isGenericFunc(args[i].type)) continue;
        auto *generic = llvm::cast<Signature>(args[i].type);
        // A fresh identity: f(g, g) has the parameters of g twice.
        llvm::SmallVector<TypeParam *, 4> fresh;
        Type *renamed = renameTypeParams(
            generic->typeParams,
            arena.create<Signature>(generic->params, generic->results, generic->variadic), fresh);
        auto *copy = arena.create<Signature>(*llvm::cast<Signature>(renamed));
        copy->typeParams = arena.copy(llvm::ArrayRef<TypeParam *>(fresh));
        args[i].type = copy;
        tparams.append(fresh.begin(), fresh.end());
        if (i < partial.size()) targs.append(partial[i].begin(), partial[i].end());
        targs.resize(tparams.size(), nullptr);
        genericArgs.push_back(i);
    }
    if (!genericArgs.empty())
        verifyVersion(args[genericArgs[0]].pos(), 21, "implicitly instantiated function as argument");

    Signature *result = sig;
    if (!tparams.empty()) {
        TypeArgs all;
        InferError err;
        if (!infer(call->lparen, tparams, targs, params, args, false, all, err)) {
            if (!err.text.empty()) error(err.at, Diag::CannotInferCall) << str(call->fun) << err.text;
            return sig;
        }
        llvm::ArrayRef<Type *> inferred = all;
        if (own) {
            result = instantiateSignature(call->lparen, call->fun, sig, inferred.take_front(own), targExprs);
            if (adjusted) {
                Subst subst;
                for (size_t i = 0; i < own; i++) subst.map[tparams[i]] = inferred[i];
                params = llvm::cast<Tuple>(substitute(params, subst, arena));
            } else {
                params = result->params;
            }
        }
        size_t next = own;
        for (size_t i : genericArgs) {
            auto *generic = llvm::cast<Signature>(args[i].type);
            size_t n = generic->typeParams.size();
            args[i].type =
                instantiateSignature(call->lparen, args[i].expr, generic, inferred.slice(next, n), {});
            record(args[i]);
            next += n;
        }
    }

    std::string context = "argument to " + str(call->fun);
    for (size_t i = 0; i < nargs; i++) assignment(args[i], params->vars[i]->type, context);
    return result;
}

} // namespace goloom

// For statements with range clause. spec "For statements with range clause".
//
// spec: "The range expression x is evaluated before beginning the loop" — into a temporary, unless it is a
// variable that the loop cannot change. Over a function the body becomes a lambda that the iterator calls;
// what leaves the body otherwise than by continue makes the lambda answer false and goes on behind the
// iterator's call. The object around the lambda (rangefunc.h) refuses calls that Go does not allow.
#include "codegen/lower/kinds.h"

#include "frontend/ast/walk.h"

namespace goloom {

static bool isBlank(const ast::Expr *e) {
    auto *id = llvm::dyn_cast_or_null<ast::Ident>(e);
    return !e || (id && id->name.isBlank());
}

// The variable that a range clause declares; null: it assigns, or blank.
static types::Var *rangeVar(const Info &info, const ast::RangeStmt *s, const ast::Expr *e) {
    if (isBlank(e) || s->tok != ast::Token::Define) return nullptr;
    return llvm::dyn_cast_or_null<types::Var>(info.defs.lookup(llvm::cast<ast::Ident>(e)));
}

// Whether the body assigns to v or to a part of it.
static bool assignedIn(const Info &info, const ast::Node *body, const types::Var *v) {
    bool found = false;
    auto touches = [&](const ast::Expr *e) {
        for (;;) {
            e = ast::unparen(const_cast<ast::Expr *>(e));
            if (auto *i = llvm::dyn_cast<ast::IndexExpr>(e))
                e = i->x;
            else if (auto *s = llvm::dyn_cast<ast::SelectorExpr>(e))
                e = s->x;
            else
                break;
        }
        auto *id = llvm::dyn_cast<ast::Ident>(e);
        found |= id && info.objectOf(id) == v;
    };
    ast::inspect(body, [&](const ast::Node *n) {
        if (auto *a = llvm::dyn_cast<ast::AssignStmt>(n))
            for (const ast::Expr *l : a->lhs) touches(l);
        if (auto *i = llvm::dyn_cast<ast::IncDecStmt>(n)) touches(i->x);
        if (auto *r = llvm::dyn_cast<ast::RangeStmt>(n)) {
            if (r->key) touches(r->key);
            if (r->value) touches(r->value);
        }
        return !found;
    });
    return found;
}

// The loop's variables for this iteration, at the start of the body. Null expressions: nothing to declare.
void Lowering::rangeVars(const ast::RangeStmt *s, Expr *key, types::Type *kt, Expr *value, types::Type *vt) {
    auto set = [&](const ast::Expr *e, Expr *x, types::Type *t) {
        if (isBlank(e) || !x) return;
        types::Var *v = rangeVar(*info, s, e);
        if (v && goMinor < 22 && facts->storageOf(v) == Storage::Heap)
            b.expr(b.assign(rt(RT::store, {b.name(localName(v))}),
                            convertTo(x, t, subst(v->type)))); // one for all iterations
        else if (v)
            declareVar(v, convertTo(x, t, subst(v->type)));
        else
            storeTo(e, convertTo(x, t, typeOf(e)));
    };
    // The operands on the left are evaluated before either is assigned: `i, x[i] = range y`.
    bool valueFirst = s->tok == ast::Token::Assign && !isBlank(s->key) && !isBlank(s->value) &&
                      mayBeChangedBy(s->value, s->key);
    if (valueFirst) set(s->value, value, vt);
    set(s->key, key, kt);
    if (!valueFirst) set(s->value, value, vt);
}

void Lowering::rangeStmt(const ast::RangeStmt *s, StringRef label) {
    types::Type *core = types::coreType(typeOf(s->x));
    if (core && llvm::isa<types::Signature>(core)) return rangeFunc(s, label);
    llvm::SmallVector<types::Var *, 2> shared; // by all iterations, until Go 1.21
    if (goMinor < 22)
        for (const ast::Expr *e : {s->key, s->value})
            if (types::Var *v = rangeVar(*info, s, e); v && facts->storageOf(v) == Storage::Heap)
                shared.push_back(v);
    if (shared.empty()) return rangeLoop(s, label);
    b.add(inBlock([&] {
        for (types::Var *v : shared) declareVar(v, nullptr);
        rangeLoop(s, label);
    }));
}

void Lowering::rangeLoop(const ast::RangeStmt *s, StringRef label) {
    types::Type *xt = typeOf(s->x);
    types::Type *u = types::coreType(xt) ? types::coreType(xt) : under(xt);
    types::Type *intType = types::typ(BasicKind::Int);

    // A key that nothing but the loop changes is the C++ loop's own variable.
    types::Var *keyVar = rangeVar(*info, s, s->key);
    bool direct = keyVar && facts->storageOf(keyVar) == Storage::Frame &&
                  !facts->addressTaken.contains(keyVar) && !assignedIn(*info, s->body, keyVar);
    auto counter = [&](StringRef hint) { return direct ? localName(keyVar) : temp(hint); };
    // The range expression: itself if it is a variable of this function that stays as it is.
    auto once = [&](bool parts) -> Expr * {
        if (auto *id = llvm::dyn_cast<ast::Ident>(ast::unparen(s->x)))
            if (auto *v = llvm::dyn_cast_or_null<types::Var>(info->objectOf(id));
                v && v->varKind != types::VarKind::Package && !facts->addressTaken.contains(v) &&
                (parts || facts->reassigned.contains(v) ? !assignedIn(*info, s->body, v) : true))
                return b.name(localName(v));
        return pin(expr(s->x), xt);
    };
    auto loop = [&](cxx::VarDecl *init, Expr *cond, Expr *post, llvm::function_ref<void()> first) {
        fn->targets.push_back({s, label, true, true, true, {}, {}});
        cxx::Block *body = loopBody(s->body, first);
        auto *f = arena.create<cxx::For>(init, cond, post, body);
        f->pos = s->pos;
        b.add(f);
        endTarget();
    };
    auto counting = [&](cxx::Type t, StringRef i, Expr *limit, llvm::function_ref<void()> first) {
        StringRef one[] = {i};
        auto *init = arena.create<cxx::VarDecl>(t, ArrayRef<StringRef>(arena.copy(ArrayRef<StringRef>(one))),
                                                b.lit("0"));
        loop(init, b.binary(b.name(i), "<", limit), b.postfix(b.name(i), "++"), first);
    };
    bool wantKey = !isBlank(s->key), wantValue = !isBlank(s->value);
    auto keyOf = [&](StringRef i) -> Expr * { return direct || !wantKey ? nullptr : b.name(i); };

    if (isInt(u)) {
        types::Type *t = keyVar ? subst(keyVar->type) : wantKey ? typeOf(s->key) : xt;
        if (!isInt(t)) t = intType;
        Expr *n = info->at(s->x).isConst() ? constant(info->at(s->x).value, t) : once(false);
        StringRef i = counter("i");
        counting(type(t), i, n, [&] { rangeVars(s, keyOf(i), t, nullptr, nullptr); });
        return;
    }
    if (auto *a = arrayBehind(xt); a && !llvm::isa<types::Slice>(u)) {
        needComplete(a->elem);
        Expr *x = nullptr;
        if (wantValue)
            x = once(true);
        else if (hasOrderedEffect(s->x))
            b.expr(expr(s->x));
        StringRef i = counter("i");
        counting("int_", i, b.intLit(a->len), [&] {
            Expr *v = nullptr;
            if (wantValue)
                v = b.index(ptrOf(xt) ? b.arrow(again(x), "a") : b.member(again(x), "a"), b.name(i));
            rangeVars(s, keyOf(i), intType, v, a->elem);
        });
        return;
    }
    if (auto *sl = llvm::dyn_cast<types::Slice>(u)) {
        needComplete(sl->elem);
        viewed(s->x); // the bytes of a string stay as they are
        Expr *x = once(false);
        StringRef i = counter("i");
        counting("int_", i, b.member(x, "len"), [&] {
            Expr *v = wantValue ? b.index(b.member(again(x), "ptr"), b.name(i)) : nullptr;
            rangeVars(s, keyOf(i), intType, v, sl->elem);
        });
        return;
    }
    if (isStringType(u)) {
        types::Type *runeType = types::typ(BasicKind::Int32);
        Expr *x = once(false);
        StringRef i = counter("i"), next = temp("next");
        b.var("int_", next, b.lit("0"));
        types::Var *valueVar = rangeVar(*info, s, s->value);
        bool own = valueVar && facts->storageOf(valueVar) == Storage::Frame;
        StringRef r = own ? localName(valueVar) : temp("r");
        StringRef one[] = {i};
        auto *init = arena.create<cxx::VarDecl>(
            "int_", ArrayRef<StringRef>(arena.copy(ArrayRef<StringRef>(one))), b.lit("0"));
        loop(init, b.binary(b.name(i), "<", b.member(x, "len")), b.assign(b.name(i), b.name(next)), [&] {
            // ASCII here, the rest by decoderune
            b.var("int32", r, b.index(b.member(again(x), "ptr"), b.name(i)));
            b.expr(b.assign(b.name(next), b.binary(b.name(i), "+", b.lit("1"))));
            cxx::Block *wide = inBlock([&] {
                StringRef d = temp();
                b.var("auto", d, rt(RT::decoderune, {again(x), b.name(i)}));
                b.expr(b.assign(b.name(r), b.member(b.name(d), "r0")));
                b.expr(b.assign(b.name(next), b.member(b.name(d), "r1")));
            });
            b.add(arena.create<cxx::If>(nullptr, b.binary(b.name(r), ">=", b.lit("0x80")), wide, nullptr));
            rangeVars(s, keyOf(i), intType, own || !wantValue ? nullptr : b.name(r), runeType);
        });
        return;
    }
    if (auto *m = llvm::dyn_cast<types::Map>(u)) {
        needComplete(m->key);
        needComplete(m->elem);
        Part x = part(xt, false, [&] { return expr(s->x); });
        splice(x.before);
        StringRef it = temp("it");
        StringRef one[] = {it};
        auto *init =
            arena.create<cxx::VarDecl>("auto", ArrayRef<StringRef>(arena.copy(ArrayRef<StringRef>(one))),
                                       b.call(b.name("runtime::mapiter"), {x.x}));
        loop(init, b.name(it), b.call(b.member(b.name(it), "next"), {}), [&] {
            Expr *k = wantKey ? b.call(b.member(b.name(it), "key"), {}) : nullptr;
            Expr *v = wantValue ? b.call(b.member(b.name(it), "elem"), {}) : nullptr;
            rangeVars(s, k, m->key, v, m->elem);
        });
        return;
    }
    auto *c = llvm::cast<types::Chan>(u);
    needComplete(c->elem);
    Expr *x = once(false);
    loop(nullptr, nullptr, nullptr, [&] {
        types::Var *v = keyVar && facts->storageOf(keyVar) == Storage::Frame ? keyVar : nullptr;
        StringRef names[] = {v ? localName(v) : temp(), temp("ok")};
        b.vars(names, rt(RT::chanrecv2, {x}));
        cxx::Block *out = inBlock([&] { b.add(arena.create<cxx::Break>()); });
        b.add(arena.create<cxx::If>(nullptr, b.unary("!", b.name(names[1])), out, nullptr));
        if (!v && wantKey) rangeVars(s, b.name(names[0]), c->elem, nullptr, nullptr);
    });
}

void Lowering::rangeFunc(const ast::RangeStmt *s, StringRef label) {
    auto *iter = llvm::cast<types::Signature>(types::coreType(typeOf(s->x)));
    auto *yield = llvm::cast<types::Signature>(types::coreType(subst(iter->params->vars[0]->type)));
    // Results of a return inside go to variables that outlive the lambda.
    bool returns = false;
    ast::inspect(s->body, [&](const ast::Node *n) {
        if (llvm::isa<ast::FuncLit>(n)) return false;
        returns |= llvm::isa<ast::ReturnStmt>(n);
        return true;
    });
    auto savedResults = fn->rangeResults;
    if (returns && !fn->namedResults && fn->rangeFuncs.empty()) {
        fn->rangeResults.clear();
        for (types::Var *v : fn->sig->results->vars) {
            types::Type *t = subst(v->type);
            needComplete(t);
            fn->rangeResults.push_back(temp("r"));
            b.var(type(t), fn->rangeResults.back(), nullptr);
        }
    }
    FuncState::RangeFunc r;
    r.target = fn->targets.size();
    r.next = temp("next");
    b.var("int_", r.next, b.lit("0"));
    size_t nextAt = b.open()->list->size() - 1;
    Expr *f = bare(expr(s->x));
    // A declared function is called by its name.
    if (auto *c = llvm::dyn_cast<cxx::Call>(f); c && c->args.empty() && c->targs.size() == 1)
        if (auto *n = llvm::dyn_cast<cxx::Name>(c->fn);
            n && (n->text == spelling(RT::funcval) || n->text == spelling(RT::wrappedval)))
            f = b.name(c->targs[0]);
    fn->targets.push_back({s, label, true, false, false, {}, {}});
    fn->rangeFuncs.push_back(&r);
    llvm::SmallVector<cxx::Param, 2> params;
    struct Late {
        Expr *key = nullptr, *value = nullptr;
    } late;
    for (size_t i = 0; i < yield->params->size(); i++) {
        types::Type *t = subst(yield->params->vars[i]->type);
        needComplete(t);
        const ast::Expr *e = i == 0 ? s->key : s->value;
        types::Var *v = rangeVar(*info, s, e);
        if (v && facts->storageOf(v) == Storage::Frame) {
            params.push_back({type(t), localName(v)});
        } else if (isBlank(e)) {
            params.push_back({type(t), {}});
        } else {
            params.push_back({type(t), temp("v")});
            (i == 0 ? late.key : late.value) = b.name(params.back().name);
        }
    }
    auto paramType = [&](size_t i) {
        return i < yield->params->size() ? subst(yield->params->vars[i]->type) : nullptr;
    };
    cxx::Block *body =
        loopBody(s->body, [&] { rangeVars(s, late.key, paramType(0), late.value, paramType(1)); });
    cxx::Block *was = b.enter(body);
    b.ret(b.lit("true"));
    b.enter(was);
    fn->rangeFuncs.pop_back();
    fn->targets.pop_back();
    cxx::Capture all{"&", false, nullptr};
    Expr *lambda = b.lambda(arena.copy(ArrayRef<cxx::Capture>(all)), arena.copy(ArrayRef<cxx::Param>(params)),
                            "bool", body);
    llvm::cast<cxx::Lambda>(lambda)->goName = goNameOf(*fn, s, "-range");
    StringRef object = temp("body");
    RT make = facts->yieldOnFrame.contains(s) ? RT::rangebody : RT::heaprangebody;
    b.var("auto", object, rt(make, {lambda}, {funcSpelling(yield)}));
    b.expr(b.call(f, {b.name(object)}));
    b.expr(b.call(b.member(b.name(object), "end"), {}));
    if (r.returns) {
        cxx::Block *then = inBlock([&] {
            if (fn->rangeFuncs.empty()) {
                llvm::SmallVector<Expr *, 4> out;
                if (!fn->namedResults)
                    for (StringRef n : fn->rangeResults) out.push_back(b.name(n));
                if (fn->namedResults) {
                    returnValues({});
                } else {
                    runDeferred();
                    if (out.empty())
                        b.ret();
                    else if (out.size() == 1)
                        b.ret(out[0]);
                    else
                        b.ret(b.init("", out));
                }
            } else {
                returnValues({});
            }
        });
        b.add(arena.create<cxx::If>(nullptr, b.binary(b.name(r.next), "==", b.unary("-", b.lit("1"))), then,
                                    nullptr));
    }
    for (size_t i = 0; i < r.exits.size(); i++) {
        cxx::Block *then = inBlock([&] { branchStmt(r.exits[i]); });
        b.add(arena.create<cxx::If>(
            nullptr, b.binary(b.name(r.next), "==", b.intLit(static_cast<int64_t>(i + 1))), then, nullptr));
    }
    if (!r.returns && r.exits.empty())
        b.open()->list->erase(b.open()->list->begin() + static_cast<ptrdiff_t>(nextAt));
    fn->rangeResults = savedResults;
}

} // namespace goloom

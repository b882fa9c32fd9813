// Assignments and declarations of variables. spec "Assignment statements", "Short variable declarations".
//
// C++17 evaluates the right side of = before the left, and so does Go as far as it matters, except for calls
// in the left side's operands: those are pinned. A tuple assignment reads everything before it writes
// anything, but a temporary is made only for a value that an earlier store of the same statement may change.
#include "codegen/lower/kinds.h"

#include "frontend/ast/walk.h"

namespace goloom {

static const ast::Expr *strip(const ast::Expr *e) { return ast::unparen(const_cast<ast::Expr *>(e)); }

static bool isBlank(const ast::Expr *e) {
    auto *id = llvm::dyn_cast<ast::Ident>(strip(e));
    return id && id->name.isBlank();
}

// `int32(x);` would declare x.
void Lowering::discard(Expr *x) {
    while (auto *c = llvm::dyn_cast<cxx::Cast>(x)) x = c->x;
    if (!isSimple(x)) b.expr(x);
}

void Lowering::declareVar(types::Var *v, Expr *init) {
    if (v->name.isBlank() || !v->name) {
        if (init) discard(init);
        return;
    }
    types::Type *t = subst(v->type);
    needComplete(t);
    StringRef n = localName(v);
    if (init) init = bare(init);
    if (facts->storageOf(v) == Storage::Heap && !loopCounters.contains(v)) {
        Expr *p = init ? rt(RT::newvalue, {init}, {type(t)}) : rt(RT::newobject, {}, {type(t)});
        b.var(b.text(llvm::Twine(type(t)) + " &"), n, b.unary("*", p));
        return;
    }
    // {} says zero already.
    if (auto *i = init ? llvm::dyn_cast<cxx::Init>(init) : nullptr;
        i && i->elems.empty() && i->type == type(t))
        init = nullptr;
    b.var(type(t), n, init);
}

void Lowering::declStmt(const ast::DeclStmt *s) {
    if (s->decl->tok != ast::Token::Var) return;
    for (ast::Spec *spec : s->decl->specs) {
        auto *vs = llvm::cast<ast::VarSpec>(spec);
        llvm::SmallVector<types::Var *, 4> vars;
        for (ast::Ident *id : vs->names)
            vars.push_back(llvm::dyn_cast_or_null<types::Var>(info->objectOf(id)));
        auto typeOfVar = [&](size_t i) -> types::Type * {
            if (vars[i]) return subst(vars[i]->type);
            return vs->type ? typeOf(vs->type) : nullptr;
        };
        if (vs->values.empty()) {
            for (size_t i = 0; i < vars.size(); i++)
                if (vars[i] && !vars[i]->name.isBlank()) {
                    types::Type *t = typeOfVar(i);
                    declareVar(vars[i], basicKind(t) != BasicKind::Invalid || ptrOf(t) ? zero(t) : nullptr);
                }
            continue;
        }
        llvm::SmallVector<Expr *, 8> xs;
        if (vs->values.size() == vars.size()) {
            llvm::SmallVector<const ast::Expr *, 4> values(vs->values.begin(), vs->values.end());
            llvm::SmallVector<types::Type *, 4> want;
            for (size_t i = 0; i < vars.size(); i++)
                want.push_back(typeOfVar(i) ? typeOfVar(i) : typeOf(values[i]));
            xs = exprList(values, want);
        } else {
            llvm::SmallVector<types::Type *, 4> want;
            for (size_t i = 0; i < vars.size(); i++) want.push_back(typeOfVar(i));
            auto ys = multiValue(vs->values[0], want);
            xs.append(ys.begin(), ys.end());
        }
        for (size_t i = 0; i < vars.size(); i++) {
            if (vars[i])
                declareVar(vars[i], xs[i]);
            else
                discard(xs[i]);
        }
    }
}

// Is what e names certain to be in the frame?
bool Lowering::inFrame(const ast::Expr *e) {
    e = strip(e);
    if (auto *id = llvm::dyn_cast<ast::Ident>(e)) {
        auto *v = llvm::dyn_cast_or_null<types::Var>(info->objectOf(id));
        return v && v->varKind != types::VarKind::Package && facts->storageOf(v) == Storage::Frame;
    }
    if (auto *i = llvm::dyn_cast<ast::IndexExpr>(e))
        return llvm::isa<types::Array>(under(typeOf(i->x))) && inFrame(i->x);
    auto *s = llvm::dyn_cast<ast::SelectorExpr>(e);
    const Selection *sel = s ? info->selections.lookup(s) : nullptr;
    return sel && !sel->indirect && inFrame(s->x);
}

// A store to the place that lhs names, behind the write barrier if need be.
void Lowering::storeAt(const ast::Expr *lhs, Expr *place, Expr *value) {
    types::Type *t = typeOf(lhs);
    if (types::hasPointers(t) && !inFrame(lhs)) {
        place = rt(RT::store, {place});
        // The barrier's operand is a temporary, for which a goroutine's stack may be too small.
        constexpr int64_t large = 64 << 10;
        if (llvm::isa<cxx::Init>(value) && types::sizeOf(t) > large)
            value = b.unary("*", rt(RT::newvalue, {value}, {type(t)}));
    }
    b.expr(b.assign(place, value));
}

void Lowering::storeTo(const ast::Expr *lhs, Expr *value) {
    lhs = strip(lhs);
    value = bare(value);
    if (isBlank(lhs)) {
        discard(value);
        return;
    }
    if (auto *i = llvm::dyn_cast<ast::IndexExpr>(lhs)) {
        if (auto *m = llvm::dyn_cast<types::Map>(under(typeOf(i->x)))) {
            Part parts[] = {part(i->x, typeOf(i->x)), part(i->indices[0], m->key)};
            settle(parts);
            needComplete(m->elem);
            storeAt(lhs, rt(RT::mapassign, {parts[0].x, parts[1].x}), value);
            return;
        }
    }
    Expr *l = lvalue(lhs);
    needComplete(typeOf(lhs));
    storeAt(lhs, l, value);
}

namespace {
// A place whose operands are evaluated already.
struct Place {
    Expr *x = nullptr; // lvalue, or null: blank
    Expr *map = nullptr, *key = nullptr;
};
} // namespace

// The lvalue of an operand, for one use; map elements are created.
static Expr *placeOf(Lowering &l, const ast::Expr *lhs) {
    if (auto *i = llvm::dyn_cast<ast::IndexExpr>(lhs))
        if (auto *m = llvm::dyn_cast<types::Map>(under(l.typeOf(i->x)))) {
            Lowering::Part parts[] = {l.part(i->x, l.typeOf(i->x)), l.part(i->indices[0], m->key)};
            l.settle(parts);
            l.needComplete(m->elem);
            return l.rt(RT::mapassign, {parts[0].x, parts[1].x});
        }
    return l.lvalue(lhs);
}

// Arrays that pointers lead to, or slices, may overlap in part, which C++'s assignment must not be given.
bool Lowering::mayOverlap(const ast::Expr *lhs, const ast::Expr *rhs, types::Type *t) {
    if (!t || !llvm::isa<types::Array>(under(t)) || !llvm::isa<ast::StarExpr>(lhs)) return false;
    rhs = strip(rhs);
    auto *c = llvm::dyn_cast<ast::CallExpr>(rhs);
    return llvm::isa<ast::StarExpr>(rhs) || (c && info->at(ast::unparen(c->fun)).isType());
}

void Lowering::assign(const ast::AssignStmt *s) {
    using enum ast::Token;
    if (s->tok != Assign && s->tok != Define) {
        const ast::Expr *lhs = strip(s->lhs[0]);
        const ast::Expr *rhs = s->rhs[0];
        types::Type *t = typeOf(lhs);
        auto *element = llvm::dyn_cast<ast::IndexExpr>(lhs);
        auto *m = element ? llvm::dyn_cast<types::Map>(under(typeOf(element->x))) : nullptr;
        if (m && (s->tok == Quo || s->tok == Rem) && isInt(t) && !info->at(rhs).isConst()) {
            // The division may panic: the element comes into being after it.
            Part ops[] = {part(element->x, typeOf(element->x)), part(element->indices[0], m->key),
                          part(rhs, t)};
            settle(ops);
            Expr *x = simple(ops[0].x, ops[0].type), *key = simple(ops[1].x, m->key);
            Expr *value = arith(s->tok, rt(RT::mapaccess1, {x, key}), ops[2].x, t, rhs);
            b.expr(b.assign(rt(RT::mapassign, {again(x), again(key)}), value));
            return;
        }
        bool isShift = s->tok == Shl || s->tok == Shr;
        Part parts[] = {part(t, hasOrderedEffect(lhs), [&] { return placeOf(*this, lhs); }),
                        isShift ? part(rhs, nullptr) : part(rhs, t)};
        parts[0].isRef = true;
        parts[0].late = readsLate(lhs);
        if (isShift) parts[1].type = typeOf(rhs);
        // The left operand's statements come first, its own value is used last: pin it if both have effects.
        settle(parts);
        Expr *l = parts[0].x, *r = parts[1].x;
        StringRef op;
        switch (s->tok) {
        case Add: op = isComplexType(t) ? "" : "+="; break;
        case Sub: op = isComplexType(t) ? "" : "-="; break;
        case Mul: op = isComplexType(t) ? "" : "*="; break;
        case And: op = "&="; break;
        case Or: op = "|="; break;
        case Xor: op = "^="; break;
        case AndNot:
            op = "&=";
            r = b.unary("~", r);
            break;
        case Quo:
        case Rem: {
            if (isFloatType(t)) {
                op = "/=";
                break;
            }
            auto v = info->at(rhs).value;
            bool plain = isInt(t) && v && constant::sign(constant::toInt(v)) != 0 &&
                         (isUnsignedInt(t) || constant::int64Val(constant::toInt(v)) != -1);
            if (plain) op = s->tok == Quo ? "/=" : "%=";
            break;
        }
        case Shl:
        case Shr: {
            auto v = info->at(rhs).value;
            auto c = v ? constant::uint64Val(constant::toInt(v)) : std::nullopt;
            if (c && *c < intBits(t)) op = s->tok == Shl ? "<<=" : ">>=";
            break;
        }
        default: break;
        }
        if (!op.empty()) {
            b.expr(b.assign(l, r, op));
            return;
        }

        if (!isSimple(l)) {
            StringRef n = temp();
            b.var(b.text(llvm::Twine(type(t)) + " &"), n, l);
            l = b.name(n);
        }
        b.expr(b.assign(again(l), arith(s->tok, l, r, t, rhs)));
        return;
    }

    auto newVar = [&](const ast::Expr *e) -> types::Var * { // declared by this statement
        if (s->tok != Define) return nullptr;
        auto *id = llvm::dyn_cast<ast::Ident>(e);
        return id ? llvm::dyn_cast_or_null<types::Var>(info->defs.lookup(id)) : nullptr;
    };
    auto wanted = [&](size_t i) -> types::Type * {
        if (isBlank(s->lhs[i])) return nullptr;
        if (auto *v = newVar(s->lhs[i])) return subst(v->type);
        return typeOf(s->lhs[i]);
    };
    auto store = [&](size_t i, Expr *x) {
        if (auto *v = newVar(s->lhs[i]))
            declareVar(v, x);
        else
            storeTo(s->lhs[i], x);
    };

    if (s->lhs.size() == 1) {
        const ast::Expr *lhs = strip(s->lhs[0]);
        const ast::Expr *rhs = s->rhs[0];
        types::Type *want = wanted(0);
        if (newVar(lhs) || isBlank(lhs) || llvm::isa<ast::Ident>(lhs)) {
            store(0, want ? exprTo(rhs, want) : expr(rhs));
            return;
        }
        // a[g()] = f(): g is called first.
        Part parts[] = {part(want, hasOrderedEffect(lhs), [&] { return placeOf(*this, lhs); }),
                        part(rhs, want)};
        bool isMap = false;
        if (auto *i = llvm::dyn_cast<ast::IndexExpr>(lhs)) isMap = llvm::isa<types::Map>(under(typeOf(i->x)));
        if (parts[0].effect && (parts[1].effect || !parts[1].before.empty())) {
            if (auto *i = llvm::dyn_cast<ast::IndexExpr>(lhs)) {
                // Its operands only: the element itself is looked up after the right side has been evaluated.
                types::Type *xt = typeOf(i->x);
                auto *m = llvm::dyn_cast<types::Map>(under(xt));
                Part ops[] = {part(i->x, xt), part(i->indices[0], m ? m->key : nullptr), std::move(parts[1])};
                if (!m) ops[1].type = typeOf(i->indices[0]);
                ops[0].isRef = llvm::isa<types::Array>(under(xt));
                settle(ops);
                Expr *x = ptrOf(xt) ? deref(ops[0].x) : ops[0].x;
                Expr *place = isMap ? rt(RT::mapassign, {x, ops[1].x}) : b.index(x, ops[1].x);
                storeAt(lhs, place, bare(ops[2].x));
                return;
            }
            if (auto *p = llvm::dyn_cast<ast::StarExpr>(lhs)) {
                Part ops[] = {part(p->x, typeOf(p->x)), std::move(parts[1])};
                settle(ops);
                if (mayOverlap(lhs, rhs, want)) ops[1].x = pin(ops[1].x, want);
                storeAt(lhs, deref(ops[0].x), bare(ops[1].x));
                return;
            }
            parts[0].isRef = true;
        }
        settle(parts);
        if (mayOverlap(lhs, rhs, want)) parts[1].x = pin(parts[1].x, want);
        storeAt(lhs, parts[0].x, bare(parts[1].x));
        return;
    }

    if (s->rhs.size() == 1) {
        // v, ok := …, a, b = f()
        bool direct = s->tok == Define;
        llvm::SmallVector<types::Type *, 4> want;
        for (size_t i = 0; i < s->lhs.size(); i++) {
            want.push_back(wanted(i));
            auto *v = newVar(s->lhs[i]);
            if (!isBlank(s->lhs[i]) && (!v || facts->storageOf(v) == Storage::Heap)) direct = false;
        }
        if (direct && s->lhs.size() <= 8) {
            // The temporaries become the variables themselves.
            size_t before = b.open()->list->size();
            multiValue(s->rhs[0], {});
            auto *d = llvm::dyn_cast<cxx::VarDecl>(b.open()->list->back());
            if (d && b.open()->list->size() > before && d->names.size() == s->lhs.size()) {
                llvm::SmallVector<StringRef, 4> names;
                for (size_t i = 0; i < s->lhs.size(); i++)
                    names.push_back(isBlank(s->lhs[i]) ? d->names[i] : localName(newVar(s->lhs[i])));
                d->names = arena.copy(ArrayRef<StringRef>(names));
            }
            return;
        }
    }

    // Phase one: the operands of the left side that phase two could change, then the values.
    struct Target {
        const ast::Expr *lhs;
        Expr *place = nullptr;
        Expr *map = nullptr, *key = nullptr;
    };
    llvm::SmallVector<Target, 4> targets;
    llvm::SmallVector<Part, 12> parts;
    llvm::SmallVector<int, 8> firstOperand;
    llvm::SmallDenseSet<size_t, 4> wholePlace; // the operand is the place itself
    for (size_t i = 0; i < s->lhs.size(); i++) {
        const ast::Expr *lhs = strip(s->lhs[i]);
        targets.push_back({lhs});
        firstOperand.push_back(-1);
        auto exposed = [&](const ast::Expr *operand) {
            for (size_t j = 0; j < i; j++)
                if (!isBlank(s->lhs[j]) && mayBeChangedBy(operand, s->lhs[j])) return true;
            return false;
        };
        auto keep = [&](const ast::Expr *operand, types::Type *t, bool ref) {
            Part p = part(operand, t);
            p.isRef = ref;
            if (exposed(operand) && !ref) p.keep = Part::Keep::Value;
            parts.push_back(std::move(p));
        };
        if (auto *x = llvm::dyn_cast<ast::IndexExpr>(lhs)) {
            types::Type *xt = typeOf(x->x);
            auto *m = llvm::dyn_cast<types::Map>(under(xt));
            firstOperand.back() = static_cast<int>(parts.size());
            keep(x->x, xt, llvm::isa<types::Array>(under(xt)));
            const ast::Expr *i0 = x->indices[0];
            keep(i0, m ? m->key : typeOf(i0), false);
        } else if (auto *p = llvm::dyn_cast<ast::StarExpr>(lhs)) {
            firstOperand.back() = static_cast<int>(parts.size());
            keep(p->x, typeOf(p->x), false);
        } else if (auto *sel = llvm::dyn_cast<ast::SelectorExpr>(lhs);
                   sel && info->selections.count(sel) && ptrOf(typeOf(sel->x))) {
            firstOperand.back() = static_cast<int>(parts.size());
            keep(sel->x, typeOf(sel->x), false);
        } else if (llvm::isa<ast::SelectorExpr>(lhs) && exposed(lhs)) {
            // p.x.y: the place is found now.
            firstOperand.back() = static_cast<int>(parts.size());
            Part p = part(lhs, typeOf(lhs));
            cxx::Block *blk = inBlock([&] {
                splice(p.before);
                StringRef n = temp();
                b.var(b.text(llvm::Twine(type(p.type)) + " &"), n, p.x);
                p.x = b.name(n);
            });
            p.before = *blk->list;
            parts.push_back(std::move(p));
            wholePlace.insert(i);
        }
    }
    size_t firstValue = parts.size();
    size_t n = s->lhs.size();
    bool together = s->rhs.size() == 1; // the values of a call or comma-ok form
    // A value needs a temporary if a store before its own may change it, or if a later one had to be
    // evaluated earlier.
    llvm::SmallVector<char, 8> needs(n, 0), byStore(n, 0);
    bool later = false;
    auto seenAfterPanic = [&](const ast::Expr *lhs) {
        auto *id = llvm::dyn_cast<ast::Ident>(strip(lhs));
        auto *v = id ? llvm::dyn_cast_or_null<types::Var>(info->objectOf(id)) : nullptr;
        return !v || v->varKind == types::VarKind::Package || facts->addressTaken.contains(v) ||
               !fn->deferFrame.empty();
    };
    for (size_t i = together ? 0 : n; i-- > 0;) {
        // A panic leaves what is assigned before it alone, where somebody can see that.
        bool panics = mayPanic(s->rhs[i]), changed = false;
        for (size_t j = 0; j < i && panics && !changed; j++)
            changed = !isBlank(s->lhs[j]) && !newVar(s->lhs[j]) && seenAfterPanic(s->lhs[j]);
        for (size_t j = 0; j < i && !changed; j++)
            changed = !isBlank(s->lhs[j]) && !newVar(s->lhs[j]) && mayBeChangedBy(s->rhs[i], s->lhs[j]);
        // A new variable of the same name hides the old one only from the next statement on.
        byStore[i] = changed;
        needs[i] = changed || ((later || i > 0) && hasOrderedEffect(s->rhs[i], true));
        later |= needs[i];
    }
    if (together) {
        llvm::SmallVector<types::Type *, 4> want;
        for (size_t i = 0; i < n; i++) want.push_back(wanted(i));
        llvm::SmallVector<Expr *, 4> xs;
        Part values = part(nullptr, true, [&]() -> Expr * {
            xs = multiValue(s->rhs[0], want);
            return nullptr;
        });
        for (size_t i = 0; i < n; i++) {
            Part p{};
            p.x = xs[i];
            if (i == 0) p.before = values.before;
            parts.push_back(std::move(p));
        }
    }
    for (size_t i = 0; i < n && !together; i++) {
        types::Type *want = wanted(i) ? wanted(i) : typeOf(s->rhs[i]);
        parts.push_back(part(s->rhs[i], want));
        Part &p = parts.back();
        if (!needs[i] || info->at(s->rhs[i]).isConst()) continue;
        p.keep = p.late && p.effect && !byStore[i] ? Part::Keep::Effects : Part::Keep::Value;
    }
    settle(parts);
    for (size_t i = 0; i < n; i++) {
        Expr *value = bare(parts[firstValue + i].x);
        const ast::Expr *lhs = targets[i].lhs;
        int o = firstOperand[i];
        if (o < 0) {
            if (!together || !isBlank(lhs)) store(i, value);
            continue;
        }
        auto &operand = parts[static_cast<size_t>(o)];
        Expr *place = nullptr;
        if (wholePlace.contains(i)) {
            place = operand.x;
        } else if (auto *x = llvm::dyn_cast<ast::IndexExpr>(lhs)) {
            types::Type *xt = typeOf(x->x);
            Expr *key = parts[static_cast<size_t>(o) + 1].x;
            if (llvm::isa<types::Map>(under(xt)))
                place = rt(RT::mapassign, {operand.x, key});
            else
                place = b.index(ptrOf(xt) ? deref(operand.x) : operand.x, key);
        } else if (llvm::isa<ast::StarExpr>(lhs)) {
            place = deref(operand.x);
        } else {
            auto *sel = llvm::cast<ast::SelectorExpr>(lhs);
            Selected f = selected(sel);
            place = fieldPath(operand.x, f.recv, f.path, nullptr);
        }
        storeAt(lhs, place, value);
    }
}

void Lowering::incDec(const ast::IncDecStmt *s) {
    const ast::Expr *x = strip(s->x);
    types::Type *t = typeOf(x);
    Expr *l = placeOf(*this, x);
    StringRef op = s->op == ast::Token::Add ? "++" : "--";
    if (isComplexType(t)) {
        StringRef n = temp();
        b.var(b.text(llvm::Twine(type(t)) + " &"), n, l);
        b.expr(
            b.assign(b.name(n), b.binary(b.name(n), op.take_front(1), constant(constant::makeInt64(1), t))));
        return;
    }
    b.expr(b.postfix(l, op));
}

} // namespace goloom

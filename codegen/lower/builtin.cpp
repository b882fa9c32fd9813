// Built-in functions, those of package unsafe too. spec "Built-in functions".
#include "codegen/lower/kinds.h"

#include "frontend/types/type_string.h"

namespace goloom {

// Beyond that runtime::makebuf has room for no element.
constexpr int64_t MakeBufferBytes = 32;

void Lowering::needPrintable(const ast::CallExpr *e, types::Type *t) {
    if (!llvm::isa<types::Struct, types::Array>(types::under(t))) return;
    diags.report(Diag::UnprintableOperand, e->lparen) << types::typeString(t, in.pkg);
}

// println(f()) where f has several results.
Expr *Lowering::builtinOfTuple(const ast::CallExpr *e, types::BuiltinId id, types::Tuple *tuple) {
    using enum types::BuiltinId;
    types::Type *t = typeOf(e);
    llvm::SmallVector<types::Type *, 4> want;
    for (size_t i = 0; i < tuple->size(); i++) {
        types::Type *first = tuple->vars[0]->type;
        types::Type *w = nullptr;
        if (id == Append && i > 0) w = llvm::cast<types::Slice>(types::coreType(first))->elem;
        if (id == Delete && i > 0) w = llvm::cast<types::Map>(types::coreType(first))->key;
        want.push_back(w);
    }
    if (id == Print || id == Println)
        for (types::Var *v : tuple->vars) needPrintable(e, subst(v->type));
    auto xs = multiValue(e->args[0], want);
    switch (id) {
    case Print: return rt(RT::print, xs);
    case Println: return rt(RT::println, xs);
    case Append: return rt(RT::append, xs);
    case Delete: return rt(RT::mapdelete, xs);
    case Copy: return rt(isStringType(tuple->vars[1]->type) ? RT::copystring : RT::copy, xs);
    case Complex: return b.init(type(t), xs);
    case Max: return rt(RT::max, xs, {type(t)});
    case Min: return rt(RT::min, xs, {type(t)});
    case UnsafeAdd:
    case UnsafeSlice:
    case UnsafeString: {
        Expr *n = b.cast("int_", xs[1]);
        if (id == UnsafeAdd) return rt(RT::unsafeadd, {xs[0], n});
        return rt(id == UnsafeSlice ? RT::unsafeslice : RT::unsafestring, {xs[0], n});
    }
    default: llvm_unreachable("takes one value");
    }
}

Expr *Lowering::builtinCall(const ast::CallExpr *e, types::BuiltinId id) {
    using enum types::BuiltinId;
    types::Type *t = typeOf(e);
    types::Type *intType = types::typ(BasicKind::Int);
    auto arg = [&](size_t i) -> const ast::Expr * { return e->args[i]; };
    auto argType = [&](size_t i) { return typeOf(e->args[i]); };
    // An int operand of any integer type.
    auto intArg = [&](size_t i) -> Part {
        Part p = part(arg(i), nullptr);
        p.type = argType(i);
        if (isInt(p.type) && basicKind(p.type) != BasicKind::Int && !info->at(arg(i)).isConst()) {
            p.x = b.cast("int_", p.x);
            p.type = intType;
        } else if (info->at(arg(i)).isConst()) {
            p.x = constant(info->at(arg(i)).value, intType);
        }
        return p;
    };
    if (e->args.size() == 1)
        if (auto *tuple = llvm::dyn_cast_or_null<types::Tuple>(argType(0)))
            return builtinOfTuple(e, id, tuple);
    switch (id) {
    case Append: {
        types::Type *st = t;
        auto *sl = llvm::cast<types::Slice>(types::coreType(st));
        needComplete(sl->elem);
        llvm::SmallVector<Part, 8> parts;
        parts.push_back(part(arg(0), st));
        bool isString = false;
        for (size_t i = 1; i < e->args.size(); i++) {
            if (e->ellipsis) {
                isString = isStringType(argType(i));
                parts.push_back(part(arg(i), info->at(arg(i)).mode == Mode::NilValue ? st : nullptr));
                parts.back().type = argType(i);
            } else {
                parts.push_back(part(arg(i), sl->elem));
            }
        }
        settle(parts);
        llvm::SmallVector<Expr *, 8> xs;
        for (Part &p : parts) xs.push_back(p.x);
        if (xs.size() == 1) return xs[0];
        if (!e->ellipsis) return rt(RT::append, xs);
        return rt(isString ? RT::appendstring : RT::appendslice, xs);
    }
    case Len:
    case Cap: {
        types::Type *xt = argType(0);
        if (auto *a = arrayBehind(xt)) {
            b.expr(expr(arg(0))); // its calls and receives happen
            return b.intLit(a->len);
        }
        if (id == Len) {
            auto *c = llvm::dyn_cast<ast::CallExpr>(ast::unparen(const_cast<ast::Expr *>(arg(0))));
            auto *runes = llvm::dyn_cast<types::Slice>(under(xt));
            if (c && runes && intBits(runes->elem) == 32 && c->args.size() == 1 &&
                info->at(ast::unparen(c->fun)).isType() && isStringType(typeOf(c->args[0])))
                return rt(RT::countrunes, {exprTo(c->args[0], typeOf(c->args[0]))});
            consumed(arg(0));
        }
        Expr *x = expr(arg(0));
        if (llvm::isa<types::Map>(under(xt))) return rt(RT::maplen, {x});
        if (llvm::isa<types::Chan>(under(xt))) return rt(id == Len ? RT::chanlen : RT::chancap, {x});
        return b.member(x, id == Len ? "len" : "cap");
    }
    case Clear:
        return rt(llvm::isa<types::Map>(types::coreType(argType(0))) ? RT::mapclear : RT::clearslice,
                  {expr(arg(0))});
    case Close: return rt(RT::closechan, {expr(arg(0))});
    case Complex: {
        types::Type *half =
            types::typ(basicKind(t) == BasicKind::Complex64 ? BasicKind::Float32 : BasicKind::Float64);
        Part parts[] = {part(arg(0), half, 1), part(arg(1), half, 1)};
        settle(parts);
        return b.init(type(t), {parts[0].x, parts[1].x});
    }
    case Real: return b.member(expr(arg(0)), "re");
    case Imag: return b.member(expr(arg(0)), "im");
    case Copy: {
        bool isString = isStringType(argType(1));
        Part parts[] = {part(arg(0), argType(0)), part(arg(1), argType(1))};
        settle(parts);
        return rt(isString ? RT::copystring : RT::copy, {parts[0].x, parts[1].x});
    }
    case Delete: {
        auto *m = llvm::cast<types::Map>(types::coreType(argType(0)));
        consumed(arg(1));
        Part parts[] = {part(arg(0), argType(0)), part(arg(1), m->key)};
        settle(parts);
        return rt(RT::mapdelete, {parts[0].x, parts[1].x});
    }
    case Make: {
        types::Type *u = types::coreType(t);
        llvm::SmallVector<Part, 4> parts;
        for (size_t i = 1; i < e->args.size(); i++) parts.push_back(intArg(i));
        settle(parts);
        llvm::SmallVector<Expr *, 4> xs;
        if (auto *m = llvm::dyn_cast<types::Map>(u)) {
            needComplete(m->key);
            needComplete(m->elem);
            if (Expr *room = frameMap(e, m)) return rt(RT::makemap, {room, typeDesc(u)});
            xs.push_back(typeDesc(u));
            for (Part &p : parts) xs.push_back(p.x);
            return rt(RT::makemap, xs, {type(m->key), type(m->elem)});
        }
        for (Part &p : parts) xs.push_back(p.x);
        auto *c = llvm::dyn_cast<types::Chan>(u);
        types::Type *elem = c ? c->elem : llvm::cast<types::Slice>(u)->elem;
        needComplete(elem);
        auto constantArg = [&](size_t i) -> int64_t {
            auto v = info->at(arg(i)).value;
            return v ? constant::int64Val(constant::toInt(v)).value_or(0) : 0;
        };
        if (int64_t cap = c ? 0 : constantArg(e->args.size() - 1); cap > 0 && onFrame(e, elem, cap))
            if (int64_t len = constantArg(1); len > 0 || info->at(arg(1)).isConst())
                return frameArray(elem, len, cap, nullptr);
        bool some = !c && !info->at(e->args.back()).isConst() && types::sizeOf(elem) > 0 &&
                    types::sizeOf(elem) <= MakeBufferBytes;
        Expr *buf = some ? frameBuffer(e, b.text("runtime::makebuf<" + type(elem) + ">")) : nullptr;
        if (!buf) return rt(c ? RT::makechan : RT::make, xs, {type(elem)});
        xs.insert(xs.begin(), buf);
        return rt(RT::make, xs);
    }
    case Max:
    case Min: {
        llvm::SmallVector<Part, 4> parts;
        for (const ast::Expr *x : e->args) parts.push_back(part(x, t));
        settle(parts);
        llvm::SmallVector<Expr *, 4> xs;
        for (Part &p : parts) xs.push_back(p.x);
        return rt(id == Max ? RT::max : RT::min, xs, {type(t)});
    }
    case New: {
        types::Type *elem = ptrOf(t)->elem;
        needComplete(elem);
        Expr *init = info->at(arg(0)).isType() ? nullptr : exprTo(arg(0), elem);
        if (onFrame(e, elem)) return frameValue(e, elem, init);
        return init ? rt(RT::newvalue, {init}, {type(elem)}) : rt(RT::newobject, {}, {type(elem)});
    }
    case Panic: return rt(RT::gopanic, {exprTo(arg(0), types::universe().emptyInterface)});
    case Print:
    case Println: {
        llvm::SmallVector<Part, 8> parts;
        for (const ast::Expr *x : e->args) {
            parts.push_back(part(x, nullptr));
            parts.back().type = typeOf(x);
            needPrintable(e, parts.back().type);
        }
        settle(parts);
        llvm::SmallVector<Expr *, 8> xs;
        for (Part &p : parts) xs.push_back(typed(p.x, p.type));
        return rt(id == Print ? RT::print : RT::println, xs);
    }
    case Recover: return b.call(b.name("GO_RECOVER"), {});
    case UnsafeAdd: {
        Part parts[] = {part(arg(0), argType(0)), intArg(1)};
        settle(parts);
        return rt(RT::unsafeadd, {parts[0].x, parts[1].x});
    }
    case UnsafeSlice:
    case UnsafeString: {
        Part parts[] = {part(arg(0), argType(0)), intArg(1)};
        settle(parts);
        Expr *p = b.cast(type(argType(0)), parts[0].x);
        return rt(id == UnsafeSlice ? RT::unsafeslice : RT::unsafestring, {p, parts[1].x});
    }
    case UnsafeSliceData: return b.cast(type(t), b.member(expr(arg(0)), "ptr"));
    case UnsafeStringData: return rt(RT::unsafestringdata, {expr(arg(0))});
    case Alignof: return b.cast("uintptr", b.call(b.name("alignof"), {b.name(type(argType(0)))}));
    case Sizeof:
        needComplete(argType(0));
        return b.cast("uintptr", b.call(b.name("sizeof"), {b.name(type(argType(0)))}));
    case Offsetof: { // where the operand's type depends on type parameters
        auto *sel = llvm::cast<ast::SelectorExpr>(ast::unparen(const_cast<ast::Expr *>(arg(0))));
        Selected f = selected(sel);
        types::Type *at = ptrOf(f.recv) ? ptrOf(f.recv)->elem : f.recv;
        int64_t offset = 0;
        for (int i : f.path) {
            auto *st = llvm::cast<types::Struct>(under(at));
            offset += types::offsetOf(st, static_cast<size_t>(i));
            at = subst(st->fields[static_cast<size_t>(i)]->type);
        }
        return b.lit(llvm::Twine(offset));
    }
    }
    return zero(t);
}

} // namespace goloom

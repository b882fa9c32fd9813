// Explicit conversions. spec "Conversions".
#include "codegen/lower/kinds.h"

namespace goloom {

Expr *Lowering::conversion(const ast::CallExpr *e) {
    types::Type *to = typeOf(ast::unparen(e->fun));
    const ast::Expr *x = e->args[0];
    TypeAndValue tv = info->at(x);
    if (tv.mode == Mode::NilValue) return typed(zero(to), to);
    types::Type *from = typeOf(x);
    if (tv.isConst() && !isIface(to)) {
        // A constant that becomes a value here: T(1) in a generic body, []byte("x"), string of a byte slice.
        BasicKind k = basicKind(to);
        bool toString = isStringType(to) && isInt(from);
        if (k != BasicKind::Invalid && k != BasicKind::UnsafePointer && !toString &&
            isStringType(from) == isStringType(to))
            return typed(constant(tv.value, to), to);
    }
    if (isView(e))
        return rt(isStringType(to) ? RT::slicebytetostringtmp : RT::stringtoslicebytetmp, {expr(x)});
    if (isIface(to)) return exprTo(x, to);
    Expr *buf = nullptr;
    if (isStringType(to) != isStringType(from)) {
        auto *s = llvm::dyn_cast<types::Slice>(under(to));
        buf = frameBuffer(e, s && intBits(s->elem) == 32 ? "runtime::runebuf" : "runtime::tmpbuf");
    }
    return convertValue(expr(x), from, to, buf);
}

bool Lowering::isView(const ast::Expr *e) {
    auto *c = llvm::dyn_cast<ast::CallExpr>(ast::unparen(const_cast<ast::Expr *>(e)));
    if (!c || !views.contains(c) || info->at(c).isConst()) return false;
    types::Type *to = typeOf(ast::unparen(c->fun)), *from = typeOf(c->args[0]);
    auto *bytes = llvm::dyn_cast<types::Slice>(under(isStringType(to) ? from : to));
    return bytes && intBits(bytes->elem) == 8 && (isStringType(to) || isStringType(from));
}

// The value is read and forgotten: what it is made in need not outlive the full expression.
void Lowering::consumed(const ast::Expr *e) {
    viewed(e);
    e = ast::unparen(const_cast<ast::Expr *>(e));
    if (hasOrderedEffect(e)) return;
    passing.insert(e);
    passingBoxes.insert(e);
}

// As in gc, in keys that are looked up, operands of comparisons, and what else reads a value and forgets it.
void Lowering::viewed(const ast::Expr *e) {
    e = ast::unparen(const_cast<ast::Expr *>(e));
    if (auto *c = llvm::dyn_cast<ast::CallExpr>(e)) {
        if (c->args.size() == 1 && info->at(ast::unparen(c->fun)).isType()) views.insert(c);
    } else if (auto *lit = llvm::dyn_cast<ast::CompositeLit>(e)) { // m[key{string(b), 1}]
        types::Type *u = under(typeOf(lit));
        if (!llvm::isa<types::Struct, types::Array>(u)) return;
        for (const ast::Expr *x : lit->elts) {
            auto *kv = llvm::dyn_cast<ast::KeyValueExpr>(x);
            viewed(kv ? kv->value : x);
        }
    }
}

Expr *Lowering::convertValue(Expr *x, types::Type *from, types::Type *to, Expr *buf) {
    auto make = [&](RT entry, Expr *of) { return buf ? rt(entry, {buf, of}) : rt(entry, {of}); };
    if (isIface(to)) return convertTo(x, from, to);
    types::Type *f = under(from), *t = under(to);
    bool fromNumber = isInt(from) || isFloatType(from);
    if (isInt(to) && isInt(from)) return basicKind(to) == basicKind(from) ? x : b.cast(type(to), x);
    if (isInt(to) && isFloatType(from)) return rt(RT::ftoi, {typed(x, from)}, {type(to)});
    if (isFloatType(to) && fromNumber) return basicKind(to) == basicKind(from) ? x : b.cast(type(to), x);
    if (isComplexType(to) && isComplexType(from)) {
        if (basicKind(to) == basicKind(from)) return x;
        x = simple(x, from);
        cxx::Type part = basicKind(to) == BasicKind::Complex64 ? "float32" : "float64";
        return b.init(type(to),
                      {b.cast(part, b.member(again(x), "re")), b.cast(part, b.member(again(x), "im"))});
    }
    if (isStringType(to)) {
        if (isInt(from)) return make(RT::intstring, b.cast("int64", x));
        if (auto *s = llvm::dyn_cast<types::Slice>(f))
            return make(intBits(s->elem) == 8 ? RT::slicebytetostring : RT::slicerunetostring, x);
        return x;
    }
    if (isBool(to)) return x;
    if (auto *s = llvm::dyn_cast<types::Slice>(t); s && isStringType(from))
        return make(intBits(s->elem) == 8 ? RT::stringtoslicebyte : RT::stringtoslicerune, x);
    if (auto *s = llvm::dyn_cast<types::Slice>(f)) {
        types::Array *a = arrayBehind(to);
        if (a && !llvm::isa<types::Slice>(t)) {
            needComplete(s->elem);
            Expr *p = rt(RT::slicetoarrayptr, {x}, {type(s->elem), b.text(llvm::Twine(a->len))});
            return ptrOf(to) ? p : b.unary("*", p);
        }
    }
    if (sameCxxType(from, to)) return typed(x, to);
    if (llvm::isa<types::Signature>(t) && llvm::isa<types::Signature>(f)) return b.cast(type(to), x);
    needComplete(from);
    needComplete(to);
    return b.call(b.name("__builtin_bit_cast"), {b.name(type(to)), typed(x, from)});
}

} // namespace goloom

// Operators. spec "Arithmetic operators", "Comparison operators", "Logical operators".
//
// C++ computes integers narrower than int as int: those are cast back. Division and shifts go to the
// runtime's inline helpers unless the right operand is a constant for which C++ means the same.
#include "codegen/lower/kinds.h"

namespace goloom {

static StringRef cxxOp(ast::Token op) {
    using enum ast::Token;
    switch (op) {
    case Add: return "+";
    case Sub: return "-";
    case Mul: return "*";
    case Quo: return "/";
    case Rem: return "%";
    case And: return "&";
    case Or: return "|";
    case Xor: return "^";
    case Shl: return "<<";
    case Shr: return ">>";
    case Eql: return "==";
    case Neq: return "!=";
    case Lss: return "<";
    case Leq: return "<=";
    case Gtr: return ">";
    case Geq: return ">=";
    case LAnd: return "&&";
    case LOr: return "||";
    default: llvm_unreachable("not a binary operator");
    }
}

Expr *Lowering::binary(const ast::BinaryExpr *e) {
    using enum ast::Token;
    switch (e->op) {
    case LAnd:
    case LOr: return logical(e);
    case Shl:
    case Shr: {
        types::Type *t = typeOf(e);
        Part parts[] = {part(e->x, t), part(e->y, nullptr)};
        parts[1].type = typeOf(e->y);
        settle(parts);
        return shift(e->op, parts[0].x, t, e->y, parts[1].x);
    }
    case Eql:
    case Neq:
    case Lss:
    case Leq:
    case Gtr:
    case Geq: {
        types::Type *xt = typeOf(e->x), *yt = typeOf(e->y);
        if (info->at(e->y).mode == Mode::NilValue || types::isNilType(yt))
            return b.binary(expr(e->x), cxxOp(e->op), b.lit("nullptr"));
        if (info->at(e->x).mode == Mode::NilValue || types::isNilType(xt))
            return b.binary(expr(e->y), cxxOp(e->op), b.lit("nullptr"));
        if (isStringType(xt) && isStringType(yt)) {
            consumed(e->x);
            consumed(e->y);
        }
        Part parts[] = {part(e->x, nullptr), part(e->y, nullptr)};
        parts[0].type = xt;
        parts[1].type = yt;
        settle(parts);
        return compare(e->op, parts[0].x, xt, parts[1].x, yt);
    }
    case Add:
        if (isStringType(typeOf(e))) return concat(e);
        break;
    default: break;
    }
    types::Type *t = typeOf(e);
    Part parts[] = {part(e->x, t), part(e->y, t)};
    settle(parts);
    return arith(e->op, parts[0].x, parts[1].x, t, e->y);
}

Expr *Lowering::logical(const ast::BinaryExpr *e) {
    bool isAnd = e->op == ast::Token::LAnd;
    types::Type *t = typeOf(e);
    Expr *x = expr(e->x);
    Part y = part(t, false, [&] { return expr(e->y); });
    if (y.before.empty()) return b.binary(x, cxxOp(e->op), y.x);
    // The right operand needs statements of its own: they run only if it is asked for.
    StringRef r = temp();
    b.var("bool", r, x);
    cxx::Block *then = inBlock([&] {
        splice(y.before);
        b.expr(b.assign(b.name(r), y.x));
    });
    b.add(arena.create<cxx::If>(nullptr, isAnd ? b.name(r) : b.unary("!", b.name(r)), then, nullptr));
    return b.name(r);
}

// a + b + c is one concatenation.
Expr *Lowering::concat(const ast::BinaryExpr *e) {
    types::Type *t = typeOf(e);
    llvm::SmallVector<const ast::Expr *, 8> operands;
    auto flatten = [&](auto &self, const ast::Expr *x) -> void {
        auto *bin = llvm::dyn_cast<ast::BinaryExpr>(ast::unparen(const_cast<ast::Expr *>(x)));
        if (bin && bin->op == ast::Token::Add && !info->at(x).isConst()) {
            self(self, bin->x);
            self(self, bin->y);
        } else {
            operands.push_back(x);
        }
    };
    flatten(flatten, e);
    // Of one operand alone that is not empty concatstrings makes no copy.
    auto filled = [&](const ast::Expr *x) {
        auto v = info->at(x).value;
        return v && !constant::stringVal(v).empty();
    };
    for (const ast::Expr *x : operands) consumed(x);
    bool copies = llvm::any_of(operands, filled) ||
                  llvm::none_of(operands, [&](const ast::Expr *x) { return isView(x); });
    llvm::SmallVector<Part, 8> parts;
    for (const ast::Expr *x : operands) parts.push_back(part(x, t, operands.size() > 2 || !copies ? 1 : 0));
    settle(parts);
    Expr *buf = frameBuffer(e, "runtime::tmpbuf");
    if (parts.size() == 2 && copies && !buf) return b.binary(parts[0].x, "+", parts[1].x);
    llvm::SmallVector<Expr *, 8> xs;
    for (Part &p : parts) xs.push_back(p.x);
    RT entry = copies ? RT::concatstrings : RT::concatviews;
    return buf ? rt(entry, {buf, b.init("", xs)}) : rt(entry, {b.init("", xs)});
}

Expr *Lowering::arith(ast::Token op, Expr *x, Expr *y, types::Type *t, const ast::Expr *yExpr) {
    using enum ast::Token;
    if (op == Shl || op == Shr) return shift(op, x, t, yExpr, y);
    Expr *r = nullptr;
    if (op == AndNot) {
        r = b.binary(x, "&", b.unary("~", y));
    } else if ((op == Quo || op == Rem) && isInt(t)) {
        auto value = yExpr ? info->at(yExpr).value : constant::Value();
        bool plain = value && constant::sign(constant::toInt(value)) != 0 &&
                     (isUnsignedInt(t) || constant::int64Val(constant::toInt(value)) != -1);
        if (!plain) return rt(op == Quo ? RT::div : RT::rem, {typed(x, t), typed(y, t)}, {type(t)});
        r = b.binary(x, cxxOp(op), y);
    } else {
        r = b.binary(x, cxxOp(op), y);
    }
    return isSmallInt(t) ? b.cast(type(t), r) : r;
}

Expr *Lowering::shift(ast::Token op, Expr *x, types::Type *t, const ast::Expr *count, Expr *n) {
    bool left = op == ast::Token::Shl;
    unsigned bits = intBits(t);
    bool plain = false;
    if (auto v = info->at(count).value) {
        auto c = constant::uint64Val(constant::toInt(v));
        plain = c && *c < bits;
    } else if (auto *m = llvm::dyn_cast<ast::BinaryExpr>(ast::unparen(const_cast<ast::Expr *>(count)));
               m && m->op == ast::Token::And) {
        // x << (n & 63): the count is masked already.
        for (const ast::Expr *side : {m->x, m->y})
            if (auto v = info->at(side).value)
                if (auto c = constant::uint64Val(constant::toInt(v)); c && *c < bits) plain = true;
    }
    if (plain) {
        Expr *r = b.binary(typed(x, t), left ? "<<" : ">>", n);
        return isSmallInt(t) ? b.cast(type(t), r) : r;
    }
    types::Type *nt = typeOf(count);
    if (info->at(count).isConst())
        n = b.cast("uint64", n);
    else
        n = typed(n, nt);
    return rt(left ? RT::shl : RT::shr, {x, n}, {type(t)});
}

Expr *Lowering::compare(ast::Token op, Expr *x, types::Type *xt, Expr *y, types::Type *yt) {
    bool xi = isIface(xt), yi = isIface(yt);
    if (xi != yi) {
        types::Type *t = xi ? yt : xt;
        needComplete(xt);
        needComplete(yt);
        Expr *same = rt(RT::holds, {xi ? x : y, typeDesc(t), xi ? y : x}, {type(t)});
        return op == ast::Token::Neq ? b.unary("!", same) : same;
    }
    if (xi) {
        bool xe = isEmptyIface(xt, arena), ye = isEmptyIface(yt, arena);
        if (xe && !ye) y = rt(RT::ifacetoany, {y});
        if (ye && !xe) x = rt(RT::ifacetoany, {x});
    } else if (type(xt) != type(yt) && !llvm::isa<types::Basic>(under(xt))) {
        y = convertTo(y, yt, xt);
    }
    needComplete(xt);
    needComplete(yt);
    // A comparison of literals with & or a small type needs no cast: C++ converts both to one type that holds
    // them.
    return b.binary(x, cxxOp(op), y);
}

} // namespace goloom

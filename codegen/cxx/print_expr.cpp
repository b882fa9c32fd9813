// Expressions as text: precedence, and where a long line is broken.
#include "codegen/cxx/print_expr.h"

#include "llvm/ADT/StringSwitch.h"

namespace goloom::cxx {

namespace {

// [expr] from the loosest to the tightest.
enum Prec {
    PComma = 1,
    PAssign,
    PConditional,
    PLor,
    PLand,
    POr,
    PXor,
    PAnd,
    PEquality,
    PRelational,
    PShift,
    PAdd,
    PMul,
    PUnary,
    PPostfix,
    PPrimary,
};

int binaryPrec(StringRef op) {
    return llvm::StringSwitch<int>(op)
        .Case(",", PComma)
        .Case("||", PLor)
        .Case("&&", PLand)
        .Case("|", POr)
        .Case("^", PXor)
        .Case("&", PAnd)
        .Cases({"==", "!="}, PEquality)
        .Cases({"<", "<=", ">", ">="}, PRelational)
        .Cases({"<<", ">>"}, PShift)
        .Cases({"+", "-"}, PAdd)
        .Default(PMul);
}

// Such a type cannot be called: `(void *)x`. And `void(f());` would declare f.
bool castsByParens(Type t) { return t.ends_with("*") || t == "void"; }

// The expression that the text begins with.
const Expr *leftmost(const Expr *e) {
    for (;;) {
        if (auto *c = llvm::dyn_cast<Call>(e))
            e = c->fn;
        else if (auto *m = llvm::dyn_cast<Member>(e))
            e = m->x;
        else if (auto *i = llvm::dyn_cast<Index>(e))
            e = i->x;
        else if (auto *b = llvm::dyn_cast<Binary>(e))
            e = b->x;
        else if (auto *q = llvm::dyn_cast<Conditional>(e))
            e = q->cond;
        else
            return e;
    }
}

int precedence(const Expr *e) {
    switch (e->kind) {
    case ExprKind::Name: return PPrimary;
    case ExprKind::Literal: return llvm::cast<Literal>(e)->text.starts_with("-") ? PUnary : PPrimary;
    case ExprKind::Unary: return PUnary;
    case ExprKind::Binary: return binaryPrec(llvm::cast<Binary>(e)->op);
    case ExprKind::Conditional: return PConditional;
    case ExprKind::Cast: return castsByParens(llvm::cast<Cast>(e)->type) ? PUnary : PPostfix;
    case ExprKind::Assign: return PAssign;
    case ExprKind::Postfix:
    case ExprKind::Call:
    case ExprKind::Member:
    case ExprKind::Index:
    case ExprKind::Init:
    case ExprKind::Lambda: return PPostfix;
    }
    return PPrimary;
}

// Parentheses that C++ does not need but its readers do: around the operands of bit operators and shifts, and
// && in ||.
bool wantsParens(StringRef outer, const Expr *e) {
    auto *b = llvm::dyn_cast<Binary>(e);
    if (!b || b->op == outer) return false;
    int o = binaryPrec(outer), i = binaryPrec(b->op);
    if (o == PLor) return i == PLand;
    return o == POr || o == PXor || o == PAnd || o == PShift;
}

// `-` before something that begins with `-` would read as `--`.
bool clashes(StringRef op, const Expr *x) {
    StringRef first;
    if (auto *u = llvm::dyn_cast<Unary>(x)) first = u->op;
    if (auto *l = llvm::dyn_cast<Literal>(x)) first = l->text;
    return !first.empty() && !op.empty() && first.front() == op.back() &&
           StringRef("+-&").contains(op.back());
}

} // namespace

void Writer::comment(StringRef text) {
    llvm::SmallVector<StringRef, 8> lines;
    text.split(lines, '\n');
    for (StringRef l : lines) {
        l = l.rtrim();
        std::string safe = l.str();
        for (size_t at; (at = safe.find("?\?/")) != std::string::npos;) safe.insert(at + 1, " ");
        if (StringRef(safe).ends_with("\\")) safe += " .";
        indent();
        put(StringRef(safe).starts_with("//") ? "" : safe.empty() ? "//" : "// ");
        put(safe);
        newline();
    }
}

void Writer::lines(StringRef text) {
    for (size_t at; (at = text.find('\n')) != StringRef::npos; text = text.drop_front(at + 1)) {
        put(text.take_front(at));
        newline();
    }
    put(text);
}

void Writer::breakLine(unsigned to) {
    while (!out.empty() && out.back() == ' ') out.pop_back();
    newline();
    out.append(to, ' ');
}

void Writer::declarator(Type type, StringRef name) {
    put(type);
    if (name.empty()) return;
    if (!type.ends_with("&") && !type.ends_with("*")) put(" ");
    put(name);
}

unsigned Writer::width(const Expr *e) {
    if (!e) return 0;
    if (auto it = widths_.find(e); it != widths_.end()) return it->second;
    auto list = [&](List<Expr *> xs) {
        size_t w = 0;
        for (const Expr *x : xs) w += width(x) + 2;
        return w;
    };
    size_t w = 0;
    switch (e->kind) {
    case ExprKind::Name: w = llvm::cast<Name>(e)->text.size(); break;
    case ExprKind::Literal:
        w = llvm::cast<Literal>(e)->text.take_until([](char c) { return c == '\n'; }).size();
        break;
    case ExprKind::Unary: w = 1 + width(llvm::cast<Unary>(e)->x); break;
    case ExprKind::Postfix: w = 2 + width(llvm::cast<Postfix>(e)->x); break;
    case ExprKind::Binary: {
        auto *b = llvm::cast<Binary>(e);
        w = width(b->x) + width(b->y) + b->op.size() + 2;
        break;
    }
    case ExprKind::Conditional: {
        auto *c = llvm::cast<Conditional>(e);
        w = width(c->cond) + width(c->then) + width(c->els) + 6;
        break;
    }
    case ExprKind::Call: {
        auto *c = llvm::cast<Call>(e);
        w = width(c->fn) + list(c->args) + 2;
        for (Type t : c->targs) w += t.size() + 2;
        break;
    }
    case ExprKind::Member: {
        auto *m = llvm::cast<Member>(e);
        w = width(m->x) + m->name.size() + 2;
        break;
    }
    case ExprKind::Index: {
        auto *i = llvm::cast<Index>(e);
        w = width(i->x) + width(i->index) + 2;
        break;
    }
    case ExprKind::Cast: {
        auto *c = llvm::cast<Cast>(e);
        w = c->type.size() + width(c->x) + 2;
        break;
    }
    case ExprKind::Init: {
        auto *i = llvm::cast<Init>(e);
        w = i->type.size() + list(i->elems) + 2;
        for (StringRef f : i->fields) w += f.size() + 4;
        break;
    }
    case ExprKind::Lambda: {
        auto *l = llvm::cast<Lambda>(e);
        w = 4;
        for (auto &c : l->captures) w += c.name.size() + 3 + (c.init ? width(c.init) + 3 : 0);
        for (auto &p : l->params) w += p.type.size() + p.name.size() + 3;
        break;
    }
    case ExprKind::Assign: {
        auto *a = llvm::cast<Assign>(e);
        w = width(a->lhs) + width(a->rhs) + a->op.size() + 2;
        break;
    }
    }
    return widths_[e] = static_cast<unsigned>(std::min<size_t>(w, 1u << 20));
}

// A list in parentheses or braces. The closing text and a `;` are counted with the last element.
void Writer::args(StringRef open, List<Expr *> xs, StringRef close, List<StringRef> fields) {
    put(open);
    if (xs.empty()) {
        put(close);
        return;
    }
    size_t whole = 0;
    for (const Expr *x : xs) whole += width(x) + 2;
    unsigned align = column();
    if (align > Columns - 30 && !fits(static_cast<unsigned>(whole))) {
        align = (depth + 1) * Indent;
        breakLine(align);
    }
    for (size_t i = 0; i < xs.size(); i++) {
        unsigned w = width(xs[i]) + (fields.empty() ? 0 : static_cast<unsigned>(fields[i].size()) + 4);
        if (i && !fits(w + 2)) breakLine(align);
        if (!fields.empty()) {
            if (!fields[i].starts_with("[")) put(".");
            put(fields[i]);
            put(" = ");
        }
        expr(xs[i], PAssign);
        if (i + 1 < xs.size()) put(", ");
    }
    put(close);
}

void Writer::params(List<Param> ps) {
    put("(");
    unsigned align = column();
    for (size_t i = 0; i < ps.size(); i++) {
        if (i && !fits(static_cast<unsigned>(ps[i].type.size() + ps[i].name.size()) + 3)) breakLine(align);
        declarator(ps[i].type, ps[i].name);
        if (i + 1 < ps.size()) put(", ");
    }
    put(")");
}

void Writer::call(const Call *c) {
    if (hasLines && c->pos) callAt(c->pos);
    expr(c->fn, PPostfix);
    if (!c->targs.empty()) {
        put("<");
        for (size_t i = 0; i < c->targs.size(); i++) {
            if (i) put(", ");
            put(c->targs[i]);
        }
        put(">");
    }
    args("(", c->args, ")");
}

void Writer::lambda(const Lambda *l) {
    put("[");
    for (size_t i = 0; i < l->captures.size(); i++) {
        const Capture &c = l->captures[i];
        if (i) put(", ");
        if (c.byRef) put("&");
        put(c.name);
        if (c.init) {
            put(" = ");
            expr(c.init, PAssign);
        }
    }
    put("]");
    bool named = hasLines && !l->goName.empty();
    if (!l->params.empty() || l->mutable_ || l->noinline_ || l->returnsTwice_ || named || l->result != "void")
        params(l->params);
    if (named) put(" __attribute__((annotate(\"" + annotation(l->goName, l->params) + "\")))");
    if (l->noinline_)
        put(" __attribute__((noinline))");
    else if (l->returnsTwice_)
        put(" __attribute__((returns_twice))");
    if (l->mutable_) put(" mutable");
    if (l->result != "void") {
        put(" -> ");
        put(l->result);
    }
    put(" ");
    lambdaBody(l->body);
}

void Writer::binary(const Binary *b, int prec) {
    auto operand = [&](const Expr *x, int outer) {
        if (!wantsParens(b->op, x)) return expr(x, outer);
        put("(");
        expr(x);
        put(")");
    };
    operand(b->x, prec);
    if (b->op != ",") put(" ");
    put(b->op);
    put(" ");
    unsigned w = width(b->y);
    if (!fits(w + 1) && column() > (depth + 2) * Indent) breakLine((depth + 1) * Indent);
    operand(b->y, prec + 1);
}

void Writer::expr(const Expr *e, int outer) {
    int prec = precedence(e);
    bool parens = prec < outer;
    if (parens) put("(");
    switch (e->kind) {
    case ExprKind::Name: put(llvm::cast<Name>(e)->text); break;
    case ExprKind::Literal: lines(llvm::cast<Literal>(e)->text); break;
    case ExprKind::Unary: {
        auto *u = llvm::cast<Unary>(e);
        if (hasLines && u->pos) callAt(u->pos);
        put(u->op);
        expr(u->x, clashes(u->op, u->x) ? PPrimary + 1 : PUnary);
        break;
    }
    case ExprKind::Postfix:
        expr(llvm::cast<Postfix>(e)->x, PPostfix);
        put(llvm::cast<Postfix>(e)->op);
        break;
    case ExprKind::Binary: binary(llvm::cast<Binary>(e), prec); break;
    case ExprKind::Conditional: {
        auto *c = llvm::cast<Conditional>(e);
        expr(c->cond, PLor);
        put(" ? ");
        expr(c->then, PAssign);
        put(" : ");
        expr(c->els, PConditional);
        break;
    }
    case ExprKind::Call: call(llvm::cast<Call>(e)); break;
    case ExprKind::Member: {
        auto *m = llvm::cast<Member>(e);
        if (hasLines && m->pos) callAt(m->pos);
        expr(m->x, PPostfix);
        put(m->arrow ? "->" : ".");
        put(m->name);
        break;
    }
    case ExprKind::Index:
        if (hasLines && llvm::cast<Index>(e)->pos) callAt(llvm::cast<Index>(e)->pos);
        expr(llvm::cast<Index>(e)->x, PPostfix);
        put("[");
        // `[[` would begin an attribute.
        expr(llvm::cast<Index>(e)->index,
             llvm::isa<Lambda>(leftmost(llvm::cast<Index>(e)->index)) ? PPrimary : 0);
        put("]");
        break;
    case ExprKind::Cast: {
        auto *c = llvm::cast<Cast>(e);
        if (castsByParens(c->type)) {
            put("(");
            put(c->type);
            put(")");
            expr(c->x, PUnary);
        } else {
            put(c->type);
            put("(");
            expr(c->x, PAssign);
            put(")");
        }
        break;
    }
    case ExprKind::Init: {
        auto *i = llvm::cast<Init>(e);
        put(i->type);
        args("{", i->elems, "}", i->fields);
        break;
    }
    case ExprKind::Lambda: lambda(llvm::cast<Lambda>(e)); break;
    case ExprKind::Assign: {
        auto *a = llvm::cast<Assign>(e);
        expr(a->lhs, PConditional);
        put(" ");
        put(a->op);
        put(" ");
        expr(a->rhs, PAssign);
        break;
    }
    }
    if (parens) put(")");
}

} // namespace goloom::cxx

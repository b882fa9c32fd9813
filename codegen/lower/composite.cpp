// Composite literals. spec "Composite literals".
//
// Elements stand in a brace list, which C++ evaluates from left to right: struct fields are designated in
// their order, arrays and slices are written out up to their last element unless they are sparse.
#include "codegen/lower/kinds.h"

namespace goloom {

namespace {
struct Element {
    int64_t index;
    const ast::Expr *value;
};
} // namespace

// Beyond these, constants are copied from a static array: the code of a list grows with it.
static constexpr size_t ManyElements = 32;
// Beyond this, an array with few elements is filled by code.
static constexpr int64_t LongArray = 1 << 16;

// An elided element type: `{1, 2}` inside []Point, and `{1, 2}` for &Point inside []*Point.
static bool isElidedPointer(const ast::CompositeLit *c, types::Type *t) { return !c->type && ptrOf(t); }

Expr *Lowering::compositeLit(const ast::CompositeLit *e, const ast::Expr *address) {
    types::Type *t = typeOf(e);
    if (isElidedPointer(e, t)) {
        address = e;
        t = ptrOf(t)->elem;
    }
    needComplete(t);
    types::Type *u = types::coreType(t);
    Expr *x = nullptr;
    if (auto *s = llvm::dyn_cast<types::Struct>(u)) {
        llvm::SmallVector<Part, 8> parts;
        llvm::SmallVector<size_t, 8> fields;
        bool inOrder = true;
        for (size_t i = 0; i < e->elts.size(); i++) {
            const ast::Expr *v = e->elts[i];
            size_t f = i;
            if (auto *kv = llvm::dyn_cast<ast::KeyValueExpr>(v)) {
                v = kv->value;
                auto *id = llvm::cast<ast::Ident>(kv->key);
                for (f = 0; f + 1 < s->fields.size(); f++)
                    if (s->fields[f]->name == id->name) break;
                inOrder &= fields.empty() || fields.back() < f;
            }
            fields.push_back(f);
            parts.push_back(part(v, s->fields[f]->type, 1));
        }
        if (!inOrder)
            for (Part &p : parts) p.group = 0;
        settle(parts);
        if (!inOrder && llvm::any_of(parts, [](const Part &p) { return p.late; }))
            for (Part &p :
                 parts) // the last one that changes something may be written before what is read late
                if (p.changes && !isSimple(p.x)) p.x = pin(bare(p.x), p.type);
        llvm::SmallVector<size_t, 8> byField(fields.size());
        for (size_t i = 0; i < byField.size(); i++) byField[i] = i;
        llvm::stable_sort(byField, [&](size_t a, size_t c) { return fields[a] < fields[c]; });
        llvm::SmallVector<Expr *, 8> xs;
        llvm::SmallVector<StringRef, 8> names;
        for (size_t i : byField) {
            types::Var *f = s->fields[fields[i]];
            if (f->name.isBlank()) { // evaluated, but not stored
                discard(parts[i].x);
                continue;
            }
            xs.push_back(bare(parts[i].x));
            names.push_back(fieldName(f));
        }
        x = b.init(type(t), xs, names);
    } else if (auto *m = llvm::dyn_cast<types::Map>(u)) {
        needComplete(m->key);
        needComplete(m->elem);
        Expr *room = address == e ? nullptr : frameMap(e, m);
        if (e->elts.empty()) {
            x = room ? rt(RT::makemap, {room, typeDesc(u)})
                     : rt(RT::makemap, {typeDesc(u)}, {type(m->key), type(m->elem)});
        } else {
            llvm::SmallVector<Part, 16> parts;
            for (const ast::Expr *v : e->elts) {
                auto *kv = llvm::cast<ast::KeyValueExpr>(v);
                parts.push_back(part(kv->key, m->key, 1));
                parts.push_back(part(kv->value, m->elem, 1));
            }
            settle(parts);
            llvm::SmallVector<Expr *, 16> entries;
            for (size_t i = 0; i < parts.size(); i += 2)
                entries.push_back(b.init("", {bare(parts[i].x), bare(parts[i + 1].x)}));
            x = room ? rt(RT::mapof, {room, typeDesc(u), b.init("", entries)})
                     : rt(RT::mapof, {typeDesc(u), b.init("", entries)}, {type(m->key), type(m->elem)});
        }
    } else {
        x = arrayLit(e, t, address);
    }
    if (!address) return x;
    if (once && isStatic(x)) return b.unary("&", b.name(staticObject(type(t), x)));
    if (onFrame(address, t)) return frameValue(address, t, x);
    return rt(RT::newvalue, {x}, {type(t)});
}

// An array or slice literal.
Expr *Lowering::arrayLit(const ast::CompositeLit *e, types::Type *t, const ast::Expr *address) {
    types::Type *u = types::coreType(t);
    auto *a = llvm::dyn_cast<types::Array>(u);
    types::Type *elem = a ? a->elem : llvm::cast<types::Slice>(u)->elem;
    needComplete(elem);
    llvm::SmallVector<Element, 16> elems;
    int64_t next = 0, len = 0;
    bool dense = true;
    for (const ast::Expr *v : e->elts) {
        if (auto *kv = llvm::dyn_cast<ast::KeyValueExpr>(v)) {
            int64_t k = constant::int64Val(constant::toInt(info->at(kv->key).value)).value_or(0);
            dense &= k == next;
            next = k;
            v = kv->value;
        }
        elems.push_back({next++, v});
        len = std::max(len, next);
    }
    // Gaps that are small are written out.
    bool ascending = true;
    for (size_t i = 1; i < elems.size(); i++) ascending &= elems[i - 1].index < elems[i].index;
    if (!dense && ascending && len <= 2 * static_cast<int64_t>(elems.size()) + 8) dense = true;
    llvm::SmallVector<Part, 16> parts;
    bool constants = true;
    for (Element &el : elems) {
        parts.push_back(part(el.value, elem, dense ? 1 : 0));
        constants &= parts.back().before.empty() && isStatic(parts.back().x);
    }

    bool fixed =
        constants && (dense || len <= LongArray) && (once || !dense || (!a && elems.size() > ManyElements));
    if (fixed && (!a || !dense) && !isWrapper(t)) {
        // What the array of a slice, or an array with gaps, is made of: `{1, 2}` or `{.a = {[3] = 1, [9] =
        // 2}}`.
        int64_t n = a ? a->len : len;
        cxx::Type at = a ? type(t) : b.text("array<" + type(elem) + ", " + llvm::Twine(n) + ">");
        llvm::SmallVector<size_t, 16> order(elems.size());
        for (size_t i = 0; i < order.size(); i++) order[i] = i;
        llvm::sort(order, [&](size_t i, size_t j) { return elems[i].index < elems[j].index; });
        llvm::SmallVector<Expr *, 16> xs;
        llvm::SmallVector<StringRef, 16> at_;
        for (size_t i : order) {
            while (dense && static_cast<int64_t>(xs.size()) < elems[i].index) xs.push_back(zero(elem));
            xs.push_back(parts[i].x);
            if (!dense) at_.push_back(b.text("[" + llvm::Twine(elems[i].index) + "]"));
        }
        Expr *init = dense ? b.init(at, xs) : b.init(at, {b.init("", xs, at_)}, {"a"});
        if (once) {
            if (a) return init;
            Expr *data = b.member(b.name(staticObject(at, init)), "a");
            return b.init(type(u), {data, b.intLit(n), b.intLit(n)});
        }
        StringRef name = temp();
        b.var(b.text("static const " + at), name, init);
        return a ? b.name(name) : rt(RT::sliceof, {b.name(name)});
    }

    Expr *x = nullptr;
    if (dense && !a && elems.size() > ManyElements) {
        // A statement an element: a list would stand on the stack first.
        StringRef n = temp();
        b.var(type(u), n, rt(RT::make, {b.intLit(len)}, {type(elem)}));
        for (size_t i = 0; i < parts.size(); i++) {
            splice(parts[i].before);
            b.expr(b.assign(b.index(b.member(b.name(n), "ptr"), b.intLit(elems[i].index)), bare(parts[i].x)));
        }
        x = b.name(n);
    } else if (dense) {
        settle(parts);
        llvm::SmallVector<Expr *, 16> xs;
        for (size_t i = 0; i < parts.size(); i++) {
            while (static_cast<int64_t>(xs.size()) < elems[i].index) xs.push_back(zero(elem));
            xs.push_back(bare(parts[i].x));
        }
        if (a)
            x = b.init(type(t), xs);
        else if (!xs.empty() && address != e && onFrame(e, elem, static_cast<int64_t>(xs.size())))
            x = frameSlice(e, elem, xs);
        else
            x = rt(RT::sliceof, {b.init("", xs)}, {type(elem)});
    } else {
        // Sparse or out of order: an empty one whose elements are set one by one.
        StringRef n = temp();
        if (a)
            b.var(type(t), n, nullptr);
        else
            b.var(type(u), n, rt(RT::make, {b.intLit(len)}, {type(elem)}));
        for (size_t i = 0; i < parts.size(); i++) {
            splice(parts[i].before);
            b.expr(b.assign(b.index(b.name(n), b.intLit(elems[i].index)), bare(parts[i].x)));
        }
        x = b.name(n);
    }
    return a || type(t) == type(u) ? x : b.cast(type(t), x);
}

} // namespace goloom

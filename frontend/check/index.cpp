// Index and slice expressions. spec "Index expressions", "Slice expressions".
#include "frontend/check/check.h"

namespace goloom {

using namespace types;
namespace ct = constant;

// The index of x[i]; more than one is an error, after which the first counts.
static ast::Expr *singleIndex(Checker &c, ast::IndexExpr *e) {
    if (e->indices.empty()) return nullptr; // a syntax error
    if (e->indices.size() > 1) c.error(e->indices[1]->pos, Diag::MoreThanOneIndex);
    return e->indices[0];
}

namespace {
// What indexing a value of some type gives.
struct Indexed {
    Type *elem = nullptr; // null: it cannot be indexed
    Type *key = nullptr;  // of a map
    int64_t length = -1;  // of an array
    Mode mode = Mode::Variable;
};
} // namespace

static Indexed indexed(Type *u, const Operand &x) {
    Indexed r;
    if (auto *b = llvm::dyn_cast_or_null<Basic>(u); b && isString(b)) {
        r.elem = universe().byteAlias;
        r.mode = Mode::Value; // not a constant, even of a constant string
        if (x.mode == Mode::Constant) r.length = static_cast<int64_t>(ct::stringVal(x.val).size());
    } else if (auto *a = llvm::dyn_cast_or_null<Array>(u)) {
        r.elem = a->elem;
        r.length = a->len;
        r.mode = x.mode == Mode::Variable ? Mode::Variable : Mode::Value;
    } else if (auto *p = llvm::dyn_cast_or_null<Pointer>(u)) {
        if (auto *pa = asUnder<Array>(p->elem)) {
            r.elem = pa->elem;
            r.length = pa->len;
        }
    } else if (auto *s = llvm::dyn_cast_or_null<Slice>(u)) {
        r.elem = s->elem;
    } else if (auto *m = llvm::dyn_cast_or_null<Map>(u)) {
        r.elem = m->elem;
        r.key = m->key;
        r.mode = Mode::MapIndex;
    }
    return r;
}

// All types of x's set can be indexed alike: the same element type, the same key type if maps, the shortest
// length.
static Indexed indexedAll(const Operand &x) {
    Indexed all;
    bool first = true;
    bool ok = everyType(x.type, [&](Type *, Type *u) {
        Indexed one = indexed(u, x);
        if (!one.elem) return false;
        if (first) {
            first = false;
            all = one;
            return true;
        }
        if (!all.key != !one.key || (all.key && !identical(all.key, one.key)) ||
            !identical(all.elem, one.elem))
            return false;
        if (one.length >= 0 && (all.length < 0 || one.length < all.length)) all.length = one.length;
        if (one.mode == Mode::Value) all.mode = Mode::Value;
        return true;
    });
    return ok ? all : Indexed();
}

bool Checker::indexExpr(Operand &x, ast::IndexExpr *e) {
    exprOrType(x, e->x, true);
    switch (x.mode) {
    case Mode::Invalid: useExprs(e->indices); return false;
    case Mode::TypExpr:
        x.invalidate();
        x.type = varType(e);
        if (isValid(x.type)) x.mode = Mode::TypExpr;
        return false;
    case Mode::Value:
        if (auto *sig = asUnder<Signature>(x.type); sig && !sig->typeParams.empty()) return true;
        break;
    default: break;
    }
    nonGeneric(nullptr, x);
    if (!x) return false;

    Indexed r = isTypeParam(x.type) ? indexedAll(x) : indexed(under(x.type), x);
    if (!r.elem) {
        if (x.mode == Mode::BuiltinFn || isValid(under(x.type)))
            error(e->lbrack, Diag::CannotIndex) << str(x);
        useExprs(e->indices);
        x.invalidate();
        return false;
    }
    ast::Expr *i = singleIndex(*this, e);
    if (!i) {
        x.invalidate();
        return false;
    }
    x.mode = r.mode;
    x.type = r.elem;
    if (r.key) {
        Operand key;
        expr(key, i, r.key);
        assignment(key, r.key, "map index");
        x.expr = e;
        return false; // the element type is known even if the key is wrong
    }
    index(i, r.length, nullptr, nullptr);
    return false;
}

void Checker::sliceExpr(Operand &x, ast::SliceExpr *e) {
    auto use = [&] {
        for (ast::Expr *i : {e->low, e->high, e->max})
            if (i) useExpr(i, false);
    };
    expr(x, e->x);
    if (!x) return use();
    auto fail = [&](Diag id) {
        error(x.pos(), id) << str(x);
        x.invalidate();
    };

    // Strings count as byte slices here, so that a type set may have both.
    Type *first = nullptr, *common = nullptr;
    bool hasString = false, reported = false;
    everyType(x.type, [&](Type *t, Type *u) {
        if (!u) {
            error(x.pos(), Diag::SliceNoSpecificType) << str(x) << str(x.type);
            reported = true;
            return false;
        }
        if (isString(u)) {
            u = arena.create<Slice>(universe().byteAlias);
            hasString = true;
        }
        if (!common) {
            first = t;
            common = u;
            return true;
        }
        if (identical(common, u)) return true;
        error(x.pos(), Diag::SliceUnderlyingDiffer) << str(x) << str(first) << str(t);
        reported = true;
        return false;
    });
    if (reported) {
        use();
        return x.invalidate();
    }
    if (hasString) common = isTypeParam(x.type) ? types::typ(BasicKind::String) : under(x.type);

    int64_t length = -1;
    if (auto *b = llvm::dyn_cast<Basic>(common); b && isString(b)) {
        if (e->slice3) {
            error(e->max ? e->max->pos : e->pos, Diag::Slice3OfString);
            use();
            return x.invalidate();
        }
        if (x.mode == Mode::Constant) length = static_cast<int64_t>(ct::stringVal(x.val).size());
        // spec: "For untyped string operands the result is a non-constant value of type string."
        if (isUntyped(x.type)) {
            x.type = types::typ(BasicKind::String);
            updateExprType(x.expr, x.type, true);
        }
    } else if (auto *a = llvm::dyn_cast<Array>(common)) {
        length = a->len;
        if (x.mode != Mode::Variable) {
            use();
            return fail(Diag::SliceUnaddressable);
        }
        x.type = arena.create<Slice>(a->elem);
    } else if (auto *p = llvm::dyn_cast<Pointer>(common); p && asUnder<Array>(p->elem)) {
        auto *pa = asUnder<Array>(p->elem);
        length = pa->len;
        x.type = arena.create<Slice>(pa->elem);
    } else if (!llvm::isa<Slice>(common)) {
        use();
        if (!isValid(common)) return x.invalidate();
        return fail(Diag::CannotSlice);
    }
    x.mode = Mode::Value;
    if (e->slice3 && (!e->high || !e->max)) return x.invalidate(); // a syntax error

    // Constant indices: in range, and in order.
    ast::Expr *exprs[] = {e->low, e->high, e->slice3 ? e->max : nullptr};
    int64_t values[3];
    for (int i = 0; i < 3; i++) {
        values[i] = -1;
        if (exprs[i])
            index(exprs[i], length < 0 ? -1 : length + 1, nullptr, &values[i]);
        else if (i == 0)
            values[i] = 0;
        else if (length >= 0)
            values[i] = length;
    }
    for (int i = 0; i < 2; i++)
        for (int j = i + 1; values[i] > 0 && j < 3; j++)
            if (values[j] >= 0 && values[j] < values[i]) {
                error(exprs[j] ? exprs[j]->pos : e->pos, Diag::SwappedSliceIndices) << values[j] << values[i];
                return;
            }
}

bool Checker::index(ast::Expr *e, int64_t length, Type **t, int64_t *val) {
    if (t) *t = invalidType();
    if (val) *val = -1;
    Operand x;
    expr(x, e);
    if (!validIndex(x, "index", false)) return false;
    if (x.mode == Mode::Constant) {
        if (x.val.kind() == ct::Kind::Unknown) return false;
        auto v = ct::int64Val(x.val);
        if (!v) return false;
        if (length >= 0 && *v >= length) {
            error(x.pos(), Diag::IndexOutOfBounds) << ct::toString(x.val) << length;
            return false;
        }
        if (val) *val = *v;
    }
    if (t) *t = x.type;
    return true;
}

bool Checker::validIndex(Operand &x, llvm::StringRef what, bool allowNegative) {
    if (!x) return false;
    // spec: "a constant index that is untyped is given type int"
    convertUntyped(x, types::typ(BasicKind::Int));
    if (!x) return false;
    if (!allInteger(x.type)) {
        error(x.pos(), Diag::IndexNotInteger) << what << str(x);
        return false;
    }
    if (x.mode != Mode::Constant) return true;
    if (!allowNegative && ct::sign(x.val) < 0) {
        error(x.pos(), Diag::NegativeIndex) << what << str(x);
        return false;
    }
    if (!representableConst(x.val, types::typ(BasicKind::Int), &x.val)) {
        error(x.pos(), Diag::IndexOverflow) << what << str(x);
        return false;
    }
    return true;
}

int64_t Checker::indexedElts(llvm::ArrayRef<ast::Expr *> elts, Type *t, int64_t length) {
    llvm::DenseSet<int64_t> visited;
    int64_t next = 0, max = 0;
    for (ast::Expr *e : elts) {
        bool valid = false;
        ast::Expr *value = e;
        if (auto *kv = llvm::dyn_cast<ast::KeyValueExpr>(e)) {
            int64_t i = -1;
            if (index(kv->key, length, nullptr, &i)) {
                if (i >= 0) {
                    next = i;
                    valid = true;
                } else {
                    error(e->pos, Diag::InvalidLitIndex) << str(kv->key);
                }
            }
            value = kv->value;
        } else if (length >= 0 && next >= length) {
            error(e->pos, Diag::OversizeArrayLit) << next << length;
        } else {
            valid = true;
        }
        if (valid && next < INT64_MAX - 1 && !visited.insert(next).second)
            error(e->pos, Diag::DuplicateLitIndex) << next;
        if (next < INT64_MAX) next++;
        max = std::max(max, next);
        Operand x;
        element(x, value, t, "array or slice literal");
    }
    return max;
}

} // namespace goloom

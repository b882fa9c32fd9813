// Calls of predeclared functions and of package unsafe. spec "Built-in functions", "Package unsafe".
#include "frontend/check/check.h"

#include "frontend/types/sizes.h"

namespace goloom {

using namespace types;
namespace ct = constant;

namespace {

struct BuiltinInfo {
    const char *name;
    size_t nargs; // at least, if variadic
    bool variadic;
};

constexpr BuiltinInfo table[] = {
    {"append", 1, true},    {"cap", 1, false},        {"clear", 1, false},  {"close", 1, false},
    {"complex", 2, false},  {"copy", 2, false},       {"delete", 2, false}, {"imag", 1, false},
    {"len", 1, false},      {"make", 1, true},        {"max", 1, true},     {"min", 1, true},
    {"new", 1, false},      {"panic", 1, false},      {"print", 0, true},   {"println", 0, true},
    {"real", 1, false},     {"recover", 0, false},    {"Add", 2, false},    {"Alignof", 1, false},
    {"Offsetof", 1, false}, {"Sizeof", 1, false},     {"Slice", 2, false},  {"SliceData", 1, false},
    {"String", 2, false},   {"StringData", 1, false},
};

// One call of a builtin being checked: the operand becomes the call's result.
class BuiltinCall {
  public:
    BuiltinCall(Checker &c, Operand &x, ast::CallExpr *call, BuiltinId id)
        : c(c), x(x), call(call), id(id), info(table[static_cast<size_t>(id)]) {}

    bool check();

  private:
    bool evaluate();
    bool dispatch();
    bool append();
    bool length();
    bool clear();
    bool close();
    bool complex();
    bool copy();
    bool del();
    bool realImag();
    bool make();
    bool minMax();
    bool newCall();
    bool panic();
    bool print();
    bool recover();
    bool unsafeAdd();
    bool alignOrSize();
    bool offsetOfField();
    bool unsafeSlice();
    bool unsafeSliceData();
    bool unsafeString();
    bool unsafeStringData();

    Signature *signature(Type *result, llvm::ArrayRef<Type *> params, bool variadic = false) {
        llvm::SmallVector<Var *, 4> vars, results;
        for (Type *p : params)
            vars.push_back(c.arena.create<Var>(VarKind::Param, Pos{}, nullptr, Name(), defaultType(p)));
        if (result) results.push_back(c.arena.create<Var>(VarKind::Result, Pos{}, nullptr, Name(), result));
        auto tuple = [&](llvm::ArrayRef<Var *> v) { return c.arena.create<Tuple>(c.arena.copy(v)); };
        return c.arena.create<Signature>(tuple(vars), tuple(results), variadic);
    }
    void recordType(Type *result, llvm::ArrayRef<Type *> params, bool variadic = false) {
        c.recordBuiltinType(call->fun, signature(result, params, variadic));
    }
    bool value(Type *t) {
        x.mode = Mode::Value;
        x.type = t;
        return true;
    }
    bool noValue() {
        x.mode = Mode::NoValue;
        x.type = c.arena.create<Tuple>(llvm::ArrayRef<Var *>());
        return true;
    }
    bool constantUintptr(int64_t n) {
        x.mode = Mode::Constant;
        x.val = ct::makeInt64(n);
        x.type = types::typ(BasicKind::Uintptr);
        return true;
    }
    bool fail(Diag id, const Operand &at) {
        c.error(at.pos(), id) << c.str(at);
        return false;
    }
    bool assignTo(Type *t, const std::string &context) {
        c.assignment(x, t, context);
        return bool(x);
    }
    Type *sliceElem(const Operand &, std::string &cause);

    Checker &c;
    Operand &x;
    ast::CallExpr *call;
    BuiltinId id;
    const BuiltinInfo &info;
    llvm::SmallVector<Operand, 4> args; // evaluated; none for make, new, Offsetof
    size_t nargs = 0;
};

} // namespace

bool Checker::builtin(Operand &x, ast::CallExpr *call, BuiltinId id) {
    // spec: "The expression len(s) is constant … if s … does not contain channel receives or (non-constant)
    // function calls"
    bool outer = env.hasCallOrRecv, measures = id == BuiltinId::Len || id == BuiltinId::Cap;
    if (measures) env.hasCallOrRecv = false;
    bool ok = BuiltinCall(*this, x, call, id).check();
    if (measures) env.hasCallOrRecv = outer;
    return ok;
}

bool BuiltinCall::check() {
    if (call->ellipsis && id != BuiltinId::Append) {
        c.error(call->pos, Diag::DotsWithBuiltin) << info.name;
        c.useExprs(call->args);
        return false;
    }
    if (!evaluate()) return false;
    const char *wrong = nargs < info.nargs                     ? "not enough"
                        : !info.variadic && nargs > info.nargs ? "too many"
                                                               : nullptr;
    if (wrong) {
        c.error(call->pos, Diag::WrongBuiltinArgCount) << wrong << c.str(call) << info.nargs << nargs;
        return false;
    }
    return dispatch();
}

bool BuiltinCall::evaluate() {
    if (id == BuiltinId::Make || id == BuiltinId::New || id == BuiltinId::Offsetof) {
        nargs = call->args.size();
        return true;
    }
    c.exprList(call->args, args);
    nargs = args.size();
    if (llvm::any_of(args, [](Operand &a) { return !a; })) return false;
    if (nargs) x = args[0];
    return true;
}

bool BuiltinCall::dispatch() {
    switch (id) {
    case BuiltinId::Append: return append();
    case BuiltinId::Cap:
    case BuiltinId::Len: return length();
    case BuiltinId::Clear: return clear();
    case BuiltinId::Close: return close();
    case BuiltinId::Complex: return complex();
    case BuiltinId::Copy: return copy();
    case BuiltinId::Delete: return del();
    case BuiltinId::Imag:
    case BuiltinId::Real: return realImag();
    case BuiltinId::Make: return make();
    case BuiltinId::Max:
    case BuiltinId::Min: return minMax();
    case BuiltinId::New: return newCall();
    case BuiltinId::Panic: return panic();
    case BuiltinId::Print:
    case BuiltinId::Println: return print();
    case BuiltinId::Recover: return recover();
    case BuiltinId::UnsafeAdd: return unsafeAdd();
    case BuiltinId::Alignof:
    case BuiltinId::Sizeof: return alignOrSize();
    case BuiltinId::Offsetof: return offsetOfField();
    case BuiltinId::UnsafeSlice: return unsafeSlice();
    case BuiltinId::UnsafeSliceData: return unsafeSliceData();
    case BuiltinId::UnsafeString: return unsafeString();
    case BuiltinId::UnsafeStringData: return unsafeStringData();
    }
    return false;
}

// ---------------------------------------------------------------- slices, maps, channels

// The element type of the slice(s) that s is; null with the cause if there is none.
Type *BuiltinCall::sliceElem(const Operand &s, std::string &cause) {
    Type *elem = nullptr;
    bool ok = everyType(s.type, [&](Type *, Type *u) {
        auto *slice = llvm::dyn_cast_or_null<Slice>(u);
        if (!slice) {
            cause = "argument must be a slice; have " + (s.isNil() ? std::string("untyped nil") : c.str(s));
            return false;
        }
        if (elem && !identical(elem, slice->elem)) {
            cause = "mismatched slice element types " + c.str(elem) + " and " + c.str(slice->elem) + " in " +
                    c.str(s);
            return false;
        }
        elem = slice->elem;
        return true;
    });
    return ok ? elem : nullptr;
}

static bool isByteSlice(Type *u) {
    auto *s = llvm::dyn_cast_or_null<Slice>(u);
    return s && identical(s->elem, universe().byteAlias);
}

// Whether the types of t's set are strings or byte slices; hasString: at least one is a string.
static bool bytesOrStrings(Type *t, bool &hasString) {
    return everyType(t, [&](Type *, Type *u) {
        if (isByteSlice(u)) return true;
        if (!u || !isString(u)) return false;
        hasString = true;
        return true;
    });
}

bool BuiltinCall::append() {
    std::string cause;
    Type *elem = sliceElem(x, cause);
    if (!elem) {
        if (!isValid(under(x.type))) return false;
        c.error(x.pos(), Diag::InvalidAppend) << cause;
        return false;
    }
    Type *t = x.type;
    // spec: "As a special case, … append also accepts a second argument of string type followed by ..."
    bool hasString = false;
    auto *bytes = c.arena.create<Slice>(universe().byteAlias);
    if (nargs == 2 && call->ellipsis && c.assignableTo(x, bytes, nullptr) &&
        bytesOrStrings(args[1].type, hasString) && hasString) {
        if (isUntyped(args[1].type)) c.convertUntyped(args[1], types::typ(BasicKind::String));
        recordType(t, {t, args[1].type}, true);
        return value(t);
    }
    Signature *sig = signature(t, {t, c.arena.create<Slice>(elem)}, true);
    c.arguments(call, sig, {}, {}, args, {});
    c.recordBuiltinType(call->fun, sig);
    return value(t);
}

// A pointer to an array counts as the array.
static Type *arrayOf(Type *t) {
    if (auto *p = llvm::dyn_cast_or_null<Pointer>(t ? unalias(t) : nullptr))
        if (auto *a = asUnder<Array>(p->elem)) return a;
    return t;
}

bool BuiltinCall::length() {
    bool isLen = id == BuiltinId::Len;
    Mode mode = Mode::Invalid;
    ct::Value val;
    Type *u = arrayOf(under(x.type));
    if (isTypeParam(x.type)) {
        bool ok = everyType(x.type, [&](Type *, Type *tu) {
            if (!tu) return false;
            tu = arrayOf(tu);
            if (llvm::isa<Array, Slice, Chan>(tu)) return true;
            return isLen && (isString(tu) || llvm::isa<Map>(tu));
        });
        if (ok) mode = Mode::Value;
    } else if (auto *b = llvm::dyn_cast<Basic>(u)) {
        if (isString(b) && isLen) {
            mode = Mode::Value;
            if (x.mode == Mode::Constant) {
                mode = Mode::Constant;
                val = ct::makeInt64(static_cast<int64_t>(ct::stringVal(x.val).size()));
            }
        }
    } else if (auto *a = llvm::dyn_cast<Array>(u)) {
        mode = Mode::Value;
        if (!c.env.hasCallOrRecv) {
            mode = Mode::Constant;
            val = a->len >= 0 ? ct::makeInt64(a->len) : ct::makeUnknown();
        }
    } else if (llvm::isa<Slice, Chan>(u) || (isLen && llvm::isa<Map>(u))) {
        mode = Mode::Value;
    }
    if (mode == Mode::Invalid) {
        if (isValid(under(x.type))) c.error(x.pos(), Diag::InvalidLen) << c.str(x) << info.name;
        return false;
    }
    if (mode != Mode::Constant) recordType(types::typ(BasicKind::Int), {x.type});
    x.mode = mode;
    x.type = types::typ(BasicKind::Int);
    x.val = val;
    return true;
}

bool BuiltinCall::clear() {
    c.verifyVersion(call->fun->pos, 21, "clear");
    bool ok = everyType(x.type, [&](Type *, Type *u) {
        if (u && llvm::isa<Map, Slice>(u)) return true;
        return fail(Diag::InvalidClear, x);
    });
    if (!ok) return false;
    recordType(nullptr, {x.type});
    return noValue();
}

bool BuiltinCall::close() {
    bool ok = everyType(x.type, [&](Type *, Type *u) {
        auto *ch = llvm::dyn_cast_or_null<Chan>(u);
        if (!ch) return fail(Diag::CloseNonChannel, x);
        if (ch->dir == ChanDir::RecvOnly) return fail(Diag::CloseReceiveOnly, x);
        return true;
    });
    if (!ok) return false;
    recordType(nullptr, {x.type});
    return noValue();
}

bool BuiltinCall::copy() {
    Operand &y = args[1];
    bool hasString = false;
    auto *bytes = c.arena.create<Slice>(universe().byteAlias);
    if (!c.assignableTo(x, bytes, nullptr) || x.isNil() || !bytesOrStrings(y.type, hasString)) {
        std::string cause;
        Type *dst = sliceElem(x, cause);
        if (!dst) {
            c.error(x.pos(), Diag::InvalidCopy) << cause;
            return false;
        }
        Type *src = sliceElem(y, cause);
        if (!src) {
            if (!allString(y.type)) {
                c.error(y.pos(), Diag::InvalidCopy) << cause;
                return false;
            }
            src = universe().byteAlias;
        }
        if (!identical(dst, src)) {
            c.error(x.pos(), Diag::InvalidCopy) << "arguments " + c.str(x) + " and " + c.str(y) +
                                                       " have different element types " + c.str(dst) +
                                                       " and " + c.str(src);
            return false;
        }
    }
    if (isUntyped(y.type)) c.convertUntyped(y, types::typ(BasicKind::String));
    recordType(types::typ(BasicKind::Int), {x.type, y.type});
    return value(types::typ(BasicKind::Int));
}

bool BuiltinCall::del() {
    Type *map = x.type, *key = nullptr;
    bool ok = everyType(map, [&](Type *, Type *u) {
        auto *m = llvm::dyn_cast_or_null<Map>(u);
        if (!m) return fail(Diag::DeleteNonMap, x);
        if (key && !identical(m->key, key)) return fail(Diag::DeleteKeyTypes, x);
        key = m->key;
        return true;
    });
    if (!ok) return false;
    x = args[1];
    if (!assignTo(key, "argument to delete")) return false;
    recordType(nullptr, {map, key});
    return noValue();
}

bool BuiltinCall::make() {
    ast::Expr *arg = call->args[0];
    Type *t = c.varType(arg);
    if (!isValid(t)) {
        c.useExprs(call->args.drop_front());
        return false;
    }
    std::string cause;
    Type *u = commonUnder(
        t,
        [](Type *, Type *tu) -> std::optional<std::string> {
            if (!tu) return "no specific type";
            if (!llvm::isa<Slice, Map, Chan>(tu)) return "type must be slice, map, or channel";
            return std::nullopt;
        },
        &cause, &c.pkg);
    if (!u) {
        if (isValid(under(t))) c.error(arg->pos, Diag::InvalidMake) << c.str(arg) << cause;
        c.useExprs(call->args.drop_front());
        return false;
    }
    size_t min = llvm::isa<Slice>(u) ? 2 : 1;
    if (nargs < min || nargs > min + 1) {
        c.error(call->pos, Diag::MakeArgCount) << c.str(call) << min << min + 1 << nargs;
        return false;
    }
    llvm::SmallVector<Type *, 3> params{t};
    llvm::SmallVector<int64_t, 2> sizes;
    for (ast::Expr *a : call->args.drop_front()) {
        Type *st = nullptr;
        int64_t size = -1;
        c.index(a, -1, &st, &size);
        params.push_back(st);
        if (size >= 0) sizes.push_back(size);
    }
    if (sizes.size() == 2 && sizes[0] > sizes[1]) c.error(call->args[1]->pos, Diag::SwappedMakeArgs);
    recordType(t, params);
    return value(t);
}

// ---------------------------------------------------------------- numbers

static Type *complexOf(Type *t) {
    auto *b = asUnder<Basic>(t);
    if (!b) return nullptr;
    switch (b->basic) {
    case BasicKind::Float32: return types::typ(BasicKind::Complex64);
    case BasicKind::Float64: return types::typ(BasicKind::Complex128);
    case BasicKind::UntypedFloat: return types::typ(BasicKind::UntypedComplex);
    default: return nullptr;
    }
}

static Type *floatOf(Type *t) {
    auto *b = asUnder<Basic>(t);
    if (!b) return nullptr;
    switch (b->basic) {
    case BasicKind::Complex64: return types::typ(BasicKind::Float32);
    case BasicKind::Complex128: return types::typ(BasicKind::Float64);
    case BasicKind::UntypedComplex: return types::typ(BasicKind::UntypedFloat);
    default: return nullptr;
    }
}

bool BuiltinCall::complex() {
    Operand &y = args[1];
    bool ux = isUntyped(x.type), uy = isUntyped(y.type);
    if (ux && !uy)
        c.convertUntyped(x, y.type);
    else if (uy && !ux)
        c.convertUntyped(y, x.type);
    else if (ux && uy) {
        if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
            for (Operand *o : {&x, &y})
                if (isNumeric(o->type) && ct::sign(ct::imag(o->val)) == 0)
                    o->type = types::typ(BasicKind::UntypedFloat);
        } else { // an open shift: floats cannot be shifted, which this reports
            c.convertUntyped(x, types::typ(BasicKind::Float64));
            c.convertUntyped(y, types::typ(BasicKind::Float64));
        }
    }
    if (!x || !y) return false;
    if (!identical(x.type, y.type)) {
        c.error(x.pos(), Diag::MismatchedTypes) << c.str(call) << c.str(x.type) << c.str(y.type);
        return false;
    }
    if (isTypeParam(x.type)) {
        bool floats = everyType(x.type, [](Type *, Type *u) { return u && complexOf(u); });
        if (floats)
            c.error(x.pos(), Diag::TypeParamForBuiltin) << c.str(x) << info.name;
        else
            c.error(x.pos(), Diag::InvalidComplex) << c.str(x.type);
        return false;
    }
    Type *result = complexOf(x.type);
    if (!result) {
        c.error(x.pos(), Diag::InvalidComplex) << c.str(x.type);
        return false;
    }
    if (x.mode == Mode::Constant && y.mode == Mode::Constant) {
        x.val = ct::binaryOp(ct::toFloat(x.val), ct::Op::Add, ct::makeImag(ct::toFloat(y.val)));
    } else {
        x.mode = Mode::Value;
        recordType(result, {x.type, x.type});
    }
    x.type = result;
    return true;
}

bool BuiltinCall::realImag() {
    if (isUntyped(x.type)) {
        if (x.mode == Mode::Constant) {
            if (isNumeric(x.type)) x.type = types::typ(BasicKind::UntypedComplex);
        } else {
            c.convertUntyped(x, types::typ(BasicKind::Complex128));
            if (!x) return false;
        }
    }
    if (isTypeParam(x.type)) {
        bool complexes = everyType(x.type, [](Type *, Type *u) { return u && floatOf(u); });
        if (complexes)
            c.error(x.pos(), Diag::TypeParamForBuiltin) << c.str(x) << info.name;
        else
            c.error(x.pos(), Diag::InvalidReal) << c.str(x.type);
        return false;
    }
    Type *result = floatOf(x.type);
    if (!result) {
        c.error(x.pos(), Diag::InvalidReal) << c.str(x.type);
        return false;
    }
    if (x.mode == Mode::Constant) {
        x.val = id == BuiltinId::Real ? ct::real(x.val) : ct::imag(x.val);
    } else {
        x.mode = Mode::Value;
        recordType(result, {x.type});
    }
    x.type = result;
    return true;
}

bool BuiltinCall::minMax() {
    c.verifyVersion(call->fun->pos, 21, std::string("built-in ") + info.name);
    ct::Op better = id == BuiltinId::Max ? ct::Op::Gtr : ct::Op::Lss;
    for (size_t i = 0; i < args.size(); i++) {
        Operand &a = args[i];
        if (!allOrdered(a.type)) return fail(Diag::InvalidMinMaxOperand, a);
        if (i == 0) continue;
        c.matchBinaryOperands(x, a);
        if (!x) return false;
        if (!identical(x.type, a.type)) {
            c.error(a.pos(), Diag::MinMaxMismatch) << c.str(x.type) << c.str(a.type) << c.str(a.expr);
            return false;
        }
        if (x.mode == Mode::Constant && a.mode == Mode::Constant) {
            if (ct::compare(a.val, better, x.val)) x = a;
        } else {
            x.mode = Mode::Value;
        }
    }
    if (x.mode == Mode::Constant) return true;
    x.mode = Mode::Value;
    if (!assignTo(universe().emptyInterface, std::string("argument to built-in ") + info.name)) return false;
    for (Operand &a : args) c.updateExprType(a.expr, x.type, true);
    llvm::SmallVector<Type *, 4> params(nargs, x.type);
    recordType(x.type, params);
    return true;
}

// ---------------------------------------------------------------- new, panic, print, recover

bool BuiltinCall::newCall() {
    ast::Expr *arg = call->args[0];
    c.exprOrType(x, arg, false);
    c.exclude(x, 1u << static_cast<unsigned>(Mode::NoValue) | 1u << static_cast<unsigned>(Mode::BuiltinFn));
    if (!x) return false;
    if (x.mode == Mode::TypExpr) {
        c.validVarType(arg, x.type);
    } else {
        if (isUntyped(x.type) && !assignTo(nullptr, "argument to new")) return false;
        c.verifyVersion(call->fun->pos, 26, "new(" + c.str(arg) + ")");
    }
    Type *t = x.type;
    Type *result = c.arena.create<Pointer>(t);
    recordType(result, {t});
    return value(result);
}

bool BuiltinCall::panic() {
    if (c.env.isPanic && c.env.sig && c.env.sig->results->size()) c.env.isPanic->insert(call);
    if (!assignTo(universe().emptyInterface, "argument to panic")) return false;
    recordType(nullptr, {universe().emptyInterface});
    return noValue();
}

bool BuiltinCall::print() {
    llvm::SmallVector<Type *, 4> params;
    for (Operand &a : args) {
        c.assignment(a, nullptr, std::string("argument to built-in ") + info.name);
        if (!a) return false;
        params.push_back(a.type);
    }
    recordType(nullptr, params);
    return noValue();
}

bool BuiltinCall::recover() {
    recordType(universe().emptyInterface, {});
    return value(universe().emptyInterface);
}

// ---------------------------------------------------------------- package unsafe

// Whether t's size depends on type parameters.
static bool hasVarSize(Type *t, llvm::SmallPtrSetImpl<Type *> &seen) {
    if (isTypeParam(t)) return true;
    if (llvm::isa<Named>(unalias(t)) && !seen.insert(unalias(t)).second) return false;
    Type *u = under(t);
    if (auto *a = llvm::dyn_cast<Array>(u)) return hasVarSize(a->elem, seen);
    if (auto *s = llvm::dyn_cast<Struct>(u))
        return llvm::any_of(s->fields, [&](Var *f) { return hasVarSize(f->type, seen); });
    return false;
}

static bool hasVarSize(Type *t) {
    llvm::SmallPtrSet<Type *, 8> seen;
    return hasVarSize(t, seen);
}

bool BuiltinCall::unsafeAdd() {
    c.verifyVersion(call->fun->pos, 17, "unsafe.Add");
    Type *pointer = types::typ(BasicKind::UnsafePointer);
    if (!assignTo(pointer, "argument to unsafe.Add")) return false;
    if (!c.validIndex(args[1], "length", true)) return false;
    recordType(pointer, {pointer, args[1].type});
    return value(pointer);
}

bool BuiltinCall::alignOrSize() {
    bool align = id == BuiltinId::Alignof;
    if (!assignTo(nullptr, align ? "argument to unsafe.Alignof" : "argument to unsafe.Sizeof")) return false;
    if (hasVarSize(x.type)) {
        recordType(types::typ(BasicKind::Uintptr), {x.type});
        return value(types::typ(BasicKind::Uintptr));
    }
    int64_t n = align ? alignOf(x.type) : sizeOf(x.type);
    if (n < 0) return fail(Diag::TypeTooLarge, x);
    return constantUintptr(n);
}

bool BuiltinCall::offsetOfField() {
    ast::Expr *arg = call->args[0];
    auto *sel = llvm::dyn_cast<ast::SelectorExpr>(ast::unparen(arg));
    if (!sel) {
        c.error(arg->pos, Diag::BadOffsetofSyntax) << c.str(arg);
        c.useExpr(arg, false);
        return false;
    }
    c.expr(x, sel->x);
    if (!x) return false;
    Type *base = x.type;
    if (auto *p = asUnder<Pointer>(base); p && asUnder<Struct>(p->elem)) base = p->elem;
    LookupResult found = lookupFieldOrMethod(base, false, &c.pkg, sel->sel->name);
    auto *field = llvm::dyn_cast_or_null<Var>(found.obj);
    if (!found.obj) {
        c.error(x.pos(), Diag::OffsetofNoField) << c.str(base) << sel->sel->name.str();
        return false;
    }
    if (!field) {
        c.error(arg->pos, Diag::OffsetofMethod) << c.str(arg);
        return false;
    }
    if (found.indirect) {
        c.error(x.pos(), Diag::OffsetofIndirect) << sel->sel->name.str() << c.str(base);
        return false;
    }
    c.recordSelection(sel, Selection::FieldVal, base, field, field->type, found.path, false);
    Operand whole{x.mode == Mode::Variable ? Mode::Variable : Mode::Value, sel, field->type, {}, {}};
    for (ast::Expr *e = arg; e != sel; e = llvm::cast<ast::ParenExpr>(e)->x) {
        whole.expr = e;
        c.record(whole);
    }
    whole.expr = sel;
    c.record(whole);
    if (hasVarSize(base)) {
        recordType(types::typ(BasicKind::Uintptr), {field->type});
        return value(types::typ(BasicKind::Uintptr));
    }
    int64_t offset = 0;
    Type *t = base;
    for (int i : found.path) {
        auto *s = asUnder<Struct>(t);
        if (!s) return false;
        int64_t o = offsetOf(s, static_cast<size_t>(i));
        if (o < 0 || offset + o < 0) return fail(Diag::TypeTooLarge, x);
        offset += o;
        t = s->fields[static_cast<size_t>(i)]->type;
    }
    return constantUintptr(offset);
}

bool BuiltinCall::unsafeSlice() {
    c.verifyVersion(call->fun->pos, 17, "unsafe.Slice");
    auto *p = llvm::dyn_cast_or_null<Pointer>(commonUnder(x.type));
    if (!p) return fail(Diag::NotAPointer, x);
    if (!c.validIndex(args[1], "length", false)) return false;
    Type *result = c.arena.create<Slice>(p->elem);
    recordType(result, {p, args[1].type});
    return value(result);
}

bool BuiltinCall::unsafeSliceData() {
    c.verifyVersion(call->fun->pos, 20, "unsafe.SliceData");
    auto *s = llvm::dyn_cast_or_null<Slice>(commonUnder(x.type));
    if (!s) return fail(Diag::NotASlice, x);
    Type *result = c.arena.create<Pointer>(s->elem);
    recordType(result, {s});
    return value(result);
}

bool BuiltinCall::unsafeString() {
    c.verifyVersion(call->fun->pos, 20, "unsafe.String");
    Type *bytes = c.arena.create<Pointer>(universe().byteAlias);
    if (!assignTo(bytes, "argument to unsafe.String")) return false;
    if (!c.validIndex(args[1], "length", false)) return false;
    Type *result = types::typ(BasicKind::String);
    recordType(result, {bytes, args[1].type});
    return value(result);
}

bool BuiltinCall::unsafeStringData() {
    c.verifyVersion(call->fun->pos, 20, "unsafe.StringData");
    if (!assignTo(types::typ(BasicKind::String), "argument to unsafe.StringData")) return false;
    Type *result = c.arena.create<Pointer>(universe().byteAlias);
    recordType(result, {types::typ(BasicKind::String)});
    return value(result);
}

} // namespace goloom

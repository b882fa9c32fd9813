// The universe scope. spec "Predeclared identifiers".
//
// It lives in an arena of its own until the process ends: every package's scope has it as parent.
#include "frontend/types/universe.h"
#include "frontend/types/lazy.h"
#include "frontend/types/typeset.h"

#include "llvm/ADT/Twine.h"

namespace goloom::types {

namespace {

struct BasicRow {
    BasicKind kind;
    uint16_t info;
    const char *name;
};

const BasicRow basicRows[] = {
    {BasicKind::Invalid, 0, "invalid type"},
    {BasicKind::Bool, IsBoolean, "bool"},
    {BasicKind::Int, IsInteger, "int"},
    {BasicKind::Int8, IsInteger, "int8"},
    {BasicKind::Int16, IsInteger, "int16"},
    {BasicKind::Int32, IsInteger, "int32"},
    {BasicKind::Int64, IsInteger, "int64"},
    {BasicKind::Uint, IsInteger | IsUnsigned, "uint"},
    {BasicKind::Uint8, IsInteger | IsUnsigned, "uint8"},
    {BasicKind::Uint16, IsInteger | IsUnsigned, "uint16"},
    {BasicKind::Uint32, IsInteger | IsUnsigned, "uint32"},
    {BasicKind::Uint64, IsInteger | IsUnsigned, "uint64"},
    {BasicKind::Uintptr, IsInteger | IsUnsigned, "uintptr"},
    {BasicKind::Float32, IsFloat, "float32"},
    {BasicKind::Float64, IsFloat, "float64"},
    {BasicKind::Complex64, IsComplex, "complex64"},
    {BasicKind::Complex128, IsComplex, "complex128"},
    {BasicKind::String, IsString, "string"},
    {BasicKind::UnsafePointer, 0, "Pointer"},
    {BasicKind::UntypedBool, IsBoolean | IsUntyped, "untyped bool"},
    {BasicKind::UntypedInt, IsInteger | IsUntyped, "untyped int"},
    {BasicKind::UntypedRune, IsInteger | IsUntyped, "untyped rune"},
    {BasicKind::UntypedFloat, IsFloat | IsUntyped, "untyped float"},
    {BasicKind::UntypedComplex, IsComplex | IsUntyped, "untyped complex"},
    {BasicKind::UntypedString, IsString | IsUntyped, "untyped string"},
    {BasicKind::UntypedNil, IsUntyped, "untyped nil"},
};

struct BuiltinRow {
    BuiltinId id;
    const char *name;
};
const BuiltinRow builtins[] = {
    {BuiltinId::Append, "append"},   {BuiltinId::Cap, "cap"},         {BuiltinId::Clear, "clear"},
    {BuiltinId::Close, "close"},     {BuiltinId::Complex, "complex"}, {BuiltinId::Copy, "copy"},
    {BuiltinId::Delete, "delete"},   {BuiltinId::Imag, "imag"},       {BuiltinId::Len, "len"},
    {BuiltinId::Make, "make"},       {BuiltinId::Max, "max"},         {BuiltinId::Min, "min"},
    {BuiltinId::New, "new"},         {BuiltinId::Panic, "panic"},     {BuiltinId::Print, "print"},
    {BuiltinId::Println, "println"}, {BuiltinId::Real, "real"},       {BuiltinId::Recover, "recover"},
};
const BuiltinRow unsafeBuiltins[] = {
    {BuiltinId::UnsafeAdd, "Add"},       {BuiltinId::Alignof, "Alignof"},
    {BuiltinId::Offsetof, "Offsetof"},   {BuiltinId::Sizeof, "Sizeof"},
    {BuiltinId::UnsafeSlice, "Slice"},   {BuiltinId::UnsafeSliceData, "SliceData"},
    {BuiltinId::UnsafeString, "String"}, {BuiltinId::UnsafeStringData, "StringData"},
};

void defineIn(Scope *scope, Object *obj) {
    obj->color = Color::Black;
    scope->insert(obj);
}

TypeName *defineType(Scope *scope, Package *pkg, Name name, Type *type) {
    auto *obj = lazyArena().create<TypeName>(Pos{}, pkg, name, type);
    defineIn(scope, obj);
    return obj;
}

// type error interface { Error() string }
Named *makeError(Universe &u) {
    Arena &arena = lazyArena();
    auto *obj = defineType(u.scope, nullptr, Name::of("error"), nullptr);
    auto *named = arena.create<Named>(obj);
    obj->type = named;

    Type *string = u.typ[static_cast<size_t>(BasicKind::String)];
    auto *result = arena.create<Var>(VarKind::Result, Pos{}, nullptr, Name(), string);
    auto *sig = arena.create<Signature>(arena.create<Tuple>(List<Var *>()),
                                        arena.create<Tuple>(arena.copy(List<Var *>(result))), false);
    sig->recv = arena.create<Var>(VarKind::Recv, Pos{}, nullptr, Name(), named);
    auto *method = arena.create<Func>(Pos{}, nullptr, Name::of("Error"), sig);
    auto *iface = arena.create<Interface>(arena.copy(List<Func *>(method)), List<Type *>());
    iface->complete = true;
    named->fromRHS = named->underlying_ = iface;
    return named;
}

// type comparable interface { all comparable types }: nothing in the language can write it.
Named *makeComparable(Universe &u) {
    Arena &arena = lazyArena();
    auto *obj = defineType(u.scope, nullptr, Name::of("comparable"), nullptr);
    auto *named = arena.create<Named>(obj);
    obj->type = named;
    auto *iface = arena.create<Interface>(List<Func *>(), List<Type *>());
    iface->complete = true;
    auto *set = arena.create<TypeSet>();
    set->comparable = true;
    iface->tset = set;
    named->fromRHS = named->underlying_ = iface;
    return named;
}

Alias *makeAny(Universe &u) {
    auto *obj = defineType(u.scope, nullptr, Name::of("any"), nullptr);
    obj->isAliasDecl = true;
    auto *alias = lazyArena().create<Alias>(obj);
    // An interface of its own, so that messages can say "any" where the program did.
    auto *iface = lazyArena().create<Interface>(List<Func *>(), List<Type *>());
    iface->complete = true;
    alias->fromRHS = iface;
    obj->type = alias;
    return alias;
}

Universe build() {
    Universe u{};
    u.scope = new Scope(nullptr, {}, {});
    Arena &arena = lazyArena();

    for (const BasicRow &row : basicRows) {
        auto *t = arena.create<Basic>(row.kind, row.info, Name::of(row.name));
        u.typ[static_cast<size_t>(row.kind)] = t;
        bool predeclared = row.kind != BasicKind::Invalid && !(row.info & IsUntyped);
        if (predeclared && row.kind != BasicKind::UnsafePointer) defineType(u.scope, nullptr, t->name, t);
    }
    u.byteAlias = arena.create<Basic>(BasicKind::Uint8, uint16_t(IsInteger | IsUnsigned), Name::of("byte"));
    u.runeAlias = arena.create<Basic>(BasicKind::Int32, IsInteger, Name::of("rune"));
    defineType(u.scope, nullptr, Name::of("byte"), u.byteAlias)->isAliasDecl = true;
    defineType(u.scope, nullptr, Name::of("rune"), u.runeAlias)->isAliasDecl = true;

    u.errorType = makeError(u);
    u.comparableType = makeComparable(u);
    u.anyType = makeAny(u);
    u.emptyInterface = arena.create<Interface>(List<Func *>(), List<Type *>());
    u.emptyInterface->complete = true;
    // Now, and here: on demand they would be made in the arena of the program that asks first.
    for (Type *t : {static_cast<Type *>(u.errorType), static_cast<Type *>(u.anyType),
                    static_cast<Type *>(u.emptyInterface)})
        typeSet(llvm::cast<Interface>(under(t)), arena);

    auto basic = [&](BasicKind k) { return u.typ[static_cast<size_t>(k)]; };
    auto constant = [&](const char *name, BasicKind k, constant::Value v) {
        auto *c = arena.create<Const>(Pos{}, nullptr, Name::of(name), basic(k), v);
        defineIn(u.scope, c);
        return c;
    };
    constant("true", BasicKind::UntypedBool, constant::makeBool(true));
    constant("false", BasicKind::UntypedBool, constant::makeBool(false));
    u.iota = constant("iota", BasicKind::UntypedInt, constant::makeInt64(0));
    u.nil = arena.create<Nil>(Name::of("nil"), basic(BasicKind::UntypedNil));
    defineIn(u.scope, u.nil);
    auto builtin = [&](Scope *scope, const BuiltinRow &row) {
        auto *b = arena.create<Builtin>(Name::of(row.name), row.id);
        b->type = basic(BasicKind::Invalid);
        defineIn(scope, b);
    };
    for (const BuiltinRow &row : builtins) builtin(u.scope, row);

    u.unsafe = new Package("unsafe", Name::of("unsafe"), u.scope);
    u.unsafe->complete = true;
    defineType(&u.unsafe->scope, u.unsafe, Name::of("Pointer"), basic(BasicKind::UnsafePointer));
    for (const BuiltinRow &row : unsafeBuiltins) builtin(&u.unsafe->scope, row);
    return u;
}

} // namespace

Arena &lazyArena() {
    static Arena *arena = new Arena;
    return *arena;
}

const Universe &universe() {
    static const Universe u = build();
    return u;
}

Type *defaultType(Type *t) {
    auto *b = llvm::dyn_cast<Basic>(t);
    if (!b) return t;
    switch (b->basic) {
    case BasicKind::UntypedBool: return typ(BasicKind::Bool);
    case BasicKind::UntypedInt: return typ(BasicKind::Int);
    case BasicKind::UntypedRune: return universe().runeAlias;
    case BasicKind::UntypedFloat: return typ(BasicKind::Float64);
    case BasicKind::UntypedComplex: return typ(BasicKind::Complex128);
    case BasicKind::UntypedString: return typ(BasicKind::String);
    default: return t;
    }
}

} // namespace goloom::types

// Type descriptors, method tables and itabs, in the layouts of runtime/include/go/type.h.
//
// A package defines the descriptors of its package-level types; those of other types (unnamed ones,
// instances) are inline variables of go::types wherever they are needed. All initialisers are constant, so
// nothing runs before main.
#include "codegen/lower/lowering.h"
#include "frontend/types/type_string.h"
#include "frontend/types/typeset.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/Format.h"

namespace goloom {

using namespace types;

namespace {

std::string quoted(StringRef s) {
    std::string r = "\"";
    for (unsigned char c : s) {
        if (c == '"' || c == '\\') {
            r += '\\';
            r += static_cast<char>(c);
        } else if (c < 0x20 || c == 0x7f || c == '?') { // `?` might begin a trigraph
            r += '\\';
            r += static_cast<char>('0' + (c >> 6));
            r += static_cast<char>('0' + ((c >> 3) & 7));
            r += static_cast<char>('0' + (c & 7));
        } else {
            r += static_cast<char>(c);
        }
    }
    return r + '"';
}

uint32_t fnv1a32(StringRef s) {
    uint32_t h = 2166136261u;
    for (char c : s) h = (h ^ static_cast<uint8_t>(c)) * 16777619u;
    return h;
}

StringRef kindName(Type *u) {
    switch (u->kind) {
    case TypeKind::Array: return "Array";
    case TypeKind::Slice: return "Slice";
    case TypeKind::Struct: return "Struct";
    case TypeKind::Pointer: return "Pointer";
    case TypeKind::Signature: return "Func";
    case TypeKind::Interface: return "Interface";
    case TypeKind::Map: return "Map";
    case TypeKind::Chan: return "Chan";
    default: break;
    }
    static constexpr StringRef names[] = {"Invalid",   "Bool",       "Int",     "Int8",         "Int16",
                                          "Int32",     "Int64",      "Uint",    "Uint8",        "Uint16",
                                          "Uint32",    "Uint64",     "Uintptr", "Float32",      "Float64",
                                          "Complex64", "Complex128", "String",  "UnsafePointer"};
    auto k = static_cast<size_t>(llvm::cast<Basic>(u)->basic);
    return k < std::size(names) ? names[k] : "Invalid";
}

StringRef descriptorClass(Type *u) {
    switch (u->kind) {
    case TypeKind::Array: return "runtime::arraytype";
    case TypeKind::Slice: return "runtime::slicetype";
    case TypeKind::Struct: return "runtime::structtype";
    case TypeKind::Pointer: return "runtime::ptrtype";
    case TypeKind::Signature: return "runtime::functype";
    case TypeKind::Interface: return "runtime::interfacetype";
    case TypeKind::Map: return "runtime::maptype";
    case TypeKind::Chan: return "runtime::chantype";
    default: return "runtime::type";
    }
}

bool isDirectType(Type *u) {
    return llvm::isa<Pointer>(u) || llvm::isa<Map>(u) || llvm::isa<Chan>(u) || llvm::isa<Signature>(u) ||
           (llvm::isa<Basic>(u) && llvm::cast<Basic>(u)->basic == BasicKind::UnsafePointer);
}

// == is comparison of memory.
bool isRegular(Type *t) {
    Type *u = under(t);
    if (auto *b = llvm::dyn_cast<Basic>(u)) return !(b->info & (IsFloat | IsComplex | IsString));
    if (llvm::isa<Pointer>(u) || llvm::isa<Chan>(u)) return true;
    if (auto *a = llvm::dyn_cast<Array>(u)) return isRegular(a->elem);
    if (auto *s = llvm::dyn_cast<Struct>(u)) {
        int64_t at = 0;
        for (size_t i = 0; i < s->fields.size(); i++) {
            if (s->fields[i]->name.isBlank() || !isRegular(s->fields[i]->type) || offsetOf(s, i) != at)
                return false;
            at += sizeOf(s->fields[i]->type);
        }
        return at == sizeOf(s);
    }
    return false;
}

Signature *withoutReceiver(Signature *s, Arena &arena) {
    return s->recv ? arena.create<Signature>(s->params, s->results, s->variadic) : s;
}

} // namespace

DescriptorName Lowering::descriptorName(Type *t) {
    t = unalias(subst(t));
    Type *u = under(t);
    DescriptorName d;
    d.cls = descriptorClass(u);
    if (auto *basic = llvm::dyn_cast<Basic>(t)) {
        StringRef name = StringRef(type(basic)).rsplit(':').second;
        if (name.empty()) name = type(basic);
        d.ns = "types";
        d.name = name == "bool" ? "bool_" : name == "Pointer" ? "unsafe_Pointer" : name;
        d.external = true;
        return d;
    }
    auto *n = llvm::dyn_cast<Named>(t);
    if (n && !n->obj->pkg) {
        d.ns = "types";
        d.name = n == universe().errorType ? "error" : "interface_";
        d.external = true;
        return d;
    }
    if (auto *i = llvm::dyn_cast<Interface>(t); i && typeSet(i, arena).methods.empty()) {
        d.ns = "types";
        d.name = "interface_";
        d.external = true;
        return d;
    }
    if (n && !n->isInstance()) {
        d.ns = namespaceOf(n->obj->pkg);
        std::string name = typeName(n) + "_type";
        while (n->obj->pkg->scope.lookup(Name::of(name))) name += "_";
        d.name = b.text(name);
        d.external = n->obj->pkg != in.pkg;
        return d;
    }
    d.ns = "types";
    d.name = b.text(typeIdent(t));
    d.inline_ = true;
    return d;
}

Expr *Lowering::typeDesc(Type *t) {
    t = unalias(subst(t));
    DescriptorName d = descriptorName(t);
    if (module.descriptorNames.insert((d.ns + "::" + d.name).str()).second) {
        if (!d.external) {
            module.descriptors.push_back({t, d});
        } else if (d.ns != "types") {
            auto *v = arena.create<cxx::Variable>();
            v->ns = d.ns;
            v->name = d.name;
            v->type = d.cls;
            v->const_ = v->extern_ = true;
            unit.importedVars.push_back(v);
        }
    }
    return b.unary("&", b.name(qualified(d.ns, d.name)));
}

Expr *Lowering::itab(Type *iface, Type *concrete) {
    iface = subst(iface);
    concrete = unalias(subst(concrete));
    StringRef name = b.text("itab_" + typeIdent(iface) + "_" + typeIdent(concrete));
    if (module.itabs.insert(name).second) {
        StringRef outer = std::exchange(ns, "types");
        auto *i = asUnder<Interface>(iface);
        bool pointer = llvm::isa<Pointer>(concrete);
        auto set = pointer ? methodSet(llvm::cast<Pointer>(concrete)->elem, true, arena)
                           : methodSet(concrete, false, arena);
        auto wanted = typeSet(i, arena).methods;
        llvm::SmallVector<Expr *, 8> funs;
        for (Func *m : wanted)
            for (auto &e : set)
                if (sameId(e.fn, m->pkg, m->name)) {
                    funs.push_back(b.cast("void *", methodEntry(concrete, e)));
                    break;
                }
        auto *v = arena.create<cxx::Variable>();
        v->ns = "types";
        v->name = name;
        v->type = b.text("runtime::itabN<" + llvm::Twine(wanted.size()) + ">");
        v->inline_ = v->const_ = true;
        auto *hash = b.lit(llvm::Twine(fnv1a32(linkString(concrete))) + "u");
        v->init = b.init({}, {typeDesc(iface), typeDesc(concrete), hash, b.init({}, funs)});
        unit.itabs.push_back(v);
        auto *d = arena.create<cxx::Variable>(*v);
        d->init = nullptr;
        d->extern_ = true;
        unit.descriptorDecls.push_back(d);
        ns = outer;
    }
    return b.call(b.member(b.name(qualified("types", name)), "tab"), {});
}

Expr *Lowering::methodTable(Type *t, const DescriptorName &d) {
    auto *n = llvm::dyn_cast<Named>(t);
    auto *p = llvm::dyn_cast<Pointer>(t);
    std::vector<MethodSetEntry> set;
    if (!llvm::isa<Interface>(under(t))) {
        Type *base = p ? unalias(p->elem) : t;
        bool has = !p || (!llvm::isa<Interface>(under(base)) && !llvm::isa<Pointer>(under(base)));
        if (has) set = methodSet(base, p != nullptr, arena);
    }
    if (set.empty() && !n) return nullptr;
    auto variable = [&](StringRef type, const llvm::Twine &name, Expr *init) {
        auto *v = arena.create<cxx::Variable>();
        v->ns = d.ns;
        v->name = b.text(name);
        v->type = type;
        v->const_ = true;
        v->inline_ = d.inline_;
        v->init = init;
        unit.descriptors.push_back(v);
    };
    auto pkgPath = [&](const Package *pkg) { return b.lit(quoted(pkg ? pkg->path : "")); };
    llvm::SmallVector<Expr *, 16> rows;
    for (auto &m : set) {
        auto *sig = llvm::cast<Signature>(subst(m.fn->signature()));
        rows.push_back(
            b.init({}, {b.lit(quoted(m.fn->name.str())), pkgPath(m.fn->isExported() ? nullptr : m.fn->pkg),
                        typeDesc(withoutReceiver(sig, arena)), b.cast("void *", methodEntry(t, m))}));
    }
    Expr *methods = b.lit("nullptr");
    if (!rows.empty()) {
        variable("runtime::method", d.name + "_methods[]", b.init({}, rows));
        methods = b.name(d.name + "_methods");
    }
    variable("runtime::uncommontype", d.name + "_uncommon",
             b.init({}, {pkgPath(n ? n->obj->pkg : nullptr), methods,
                         b.intLit(static_cast<int64_t>(rows.size()))}));
    return b.unary("&", b.name(d.name + "_uncommon"));
}

void Lowering::emitDescriptor(Type *t, const DescriptorName &d) {
    StringRef outer = std::exchange(ns, d.ns);
    Type *u = llvm::isa<Named>(t) ? subst(under(t)) : t;
    auto *n = llvm::dyn_cast<Named>(t);
    auto constant = [&](StringRef type, const llvm::Twine &name, Expr *init) {
        auto *v = arena.create<cxx::Variable>();
        v->ns = d.ns;
        v->name = b.text(name);
        v->type = type;
        v->const_ = true;
        v->inline_ = d.inline_;
        v->init = init;
        unit.descriptors.push_back(v);
        return v;
    };
    auto str = [&](StringRef s) -> Expr * { return b.lit(quoted(s)); };
    auto pathOf = [&](const Object *o) { return str(o->isExported() || !o->pkg ? "" : o->pkg->path); };

    llvm::SmallVector<StringRef, 12> fields;
    llvm::SmallVector<Expr *, 12> values;
    auto set = [&](StringRef f, Expr *v) {
        fields.push_back(f);
        values.push_back(v);
    };
    // Any word-sized spelling will do for what the C++ type looks like; sizes are those of the C++ types.
    bool isIface = llvm::isa<Interface>(u);
    set("size", isIface ? b.intLit(16) : b.lit("sizeof(" + type(t) + ")"));
    std::string flags;
    auto flag = [&](bool on, StringRef name) {
        if (on) flags += (flags.empty() ? "runtime::" : " | runtime::") + name.str();
    };
    flag(n != nullptr, "tflagNamed");
    flag(isDirectType(u), "tflagDirect");
    flag(!hasPointers(t), "tflagNoscan");
    flag(comparable(t) && isRegular(t), "tflagRegular");
    if (!flags.empty()) set("tflag", b.lit(flags));
    set("align", b.intLit(alignOf(t)));
    set("fieldAlign", b.intLit(alignOf(t)));
    set("kind", b.name("runtime::" + kindName(u)));
    set("hash", b.lit(llvm::Twine(fnv1a32(linkString(t))) + "u"));
    if (comparable(t)) {
        std::string equal, hasher;
        int64_t size = sizeOf(t);
        if (isRegular(t)) {
            equal = "memequal<" + std::to_string(size) + ">";
            hasher = "memhashN<" + std::to_string(size) + ">";
        } else if (auto *basic = llvm::dyn_cast<Basic>(u)) {
            StringRef stem = (basic->info & IsString)  ? "str"
                             : (basic->info & IsFloat) ? (size == 4 ? "f32" : "f64")
                                                       : (size == 8 ? "c64" : "c128");
            equal = stem.str() + "equal";
            hasher = stem.str() + "hash";
        } else if (isIface) {
            bool empty = typeSet(llvm::cast<Interface>(u), arena).methods.empty();
            equal = empty ? "nilinterequal" : "interequal";
            hasher = empty ? "nilinterhash" : "interhash";
        } else {
            equal = ("typeequal<" + type(t) + ">").str();
            hasher = ("hashby<&" + d.name + ">").str();
        }
        set("equal", b.name("runtime::" + equal));
        set("hasher", b.name("runtime::" + hasher));
    }
    set("str", str(runtimeString(t)));
    if (n) {
        std::string full = runtimeString(t);
        size_t dot = full.find('.');
        size_t bracket = full.find('[');
        set("nam", str(dot == std::string::npos || (bracket != std::string::npos && dot > bracket)
                           ? full
                           : full.substr(dot + 1)));
    }
    if (Expr *un = methodTable(t, d)) set("uncommon", un);
    // reflect makes the pointer types that the program lacks, but cannot make methods.
    bool promotes = llvm::isa<Struct>(t) && !methodSet(t, true, arena).empty();
    if ((n && !llvm::isa<TypeParam>(t)) || promotes) set("ptrto", typeDesc(arena.create<Pointer>(t)));
    auto layout = [&](llvm::ArrayRef<Type *> ts) -> Expr * {
        uint64_t words = pointerWords(ts);
        return words == 0 || words == anyWords ? nullptr
                                               : b.lit("&runtime::layouts<" + cxx::binaryText(words) + ">");
    };
    if (Expr *ptrs = layout(t)) set("ptrs", ptrs);
    Expr *base = b.init({}, values, fields);

    llvm::SmallVector<Expr *, 6> parts = {base};
    switch (u->kind) {
    case TypeKind::Array: {
        auto *a = llvm::cast<Array>(u);
        parts.append({typeDesc(a->elem), typeDesc(arena.create<Slice>(a->elem)), b.intLit(a->len)});
        break;
    }
    case TypeKind::Slice: parts.push_back(typeDesc(llvm::cast<Slice>(u)->elem)); break;
    case TypeKind::Pointer: parts.push_back(typeDesc(llvm::cast<Pointer>(u)->elem)); break;
    case TypeKind::Map:
        parts.append({typeDesc(llvm::cast<Map>(u)->key), typeDesc(llvm::cast<Map>(u)->elem)});
        if (Expr *entry = layout({llvm::cast<Map>(u)->key, llvm::cast<Map>(u)->elem})) parts.push_back(entry);
        break;
    case TypeKind::Chan: {
        auto *c = llvm::cast<Chan>(u);
        parts.append({typeDesc(c->elem), b.intLit(c->dir == ChanDir::Both       ? 3
                                                  : c->dir == ChanDir::SendOnly ? 2
                                                                                : 1)});
        break;
    }
    case TypeKind::Signature: {
        auto *s = llvm::cast<Signature>(u);
        auto list = [&](Tuple *tuple, StringRef suffix) -> Expr * {
            if (tuple->size() == 0) return b.lit("nullptr");
            llvm::SmallVector<Expr *, 8> ts;
            for (Var *v : tuple->vars) ts.push_back(typeDesc(v->type));
            constant("runtime::type *const", d.name + suffix + "[]", b.init({}, ts));
            return b.name(d.name + suffix);
        };
        Expr *ins = list(s->params, "_in");
        Expr *outs = list(s->results, "_out");
        parts.append({ins, outs, b.intLit(static_cast<int64_t>(s->params->size())),
                      b.intLit(static_cast<int64_t>(s->results->size())),
                      b.lit(s->variadic ? "true" : "false")});
        break;
    }
    case TypeKind::Interface: {
        llvm::SmallVector<Expr *, 8> rows;
        const Package *pkg = n ? n->obj->pkg : nullptr;
        for (Func *m : typeSet(llvm::cast<Interface>(u), arena).methods) {
            auto *sig = llvm::cast<Signature>(subst(m->signature()));
            rows.push_back(
                b.init({}, {str(m->name.str()), pathOf(m), typeDesc(withoutReceiver(sig, arena))}));
            if (!m->isExported() && !pkg) pkg = m->pkg;
        }
        Expr *methods = b.lit("nullptr");
        if (!rows.empty()) {
            constant("runtime::imethod", d.name + "_imethods[]", b.init({}, rows));
            methods = b.name(d.name + "_imethods");
        }
        parts.append({str(pkg ? pkg->path : ""), methods, b.intLit(static_cast<int64_t>(rows.size()))});
        break;
    }
    case TypeKind::Struct: {
        auto *s = llvm::cast<Struct>(u);
        llvm::SmallVector<Expr *, 8> rows;
        const Package *pkg = n ? n->obj->pkg : nullptr;
        for (size_t i = 0; i < s->fields.size(); i++) {
            Var *f = s->fields[i];
            rows.push_back(
                b.init({}, {str(f->name.str()), pathOf(f), typeDesc(f->type), b.intLit(offsetOf(s, i)),
                            str(s->tag(i)), b.lit(f->embedded ? "true" : "false")}));
            if (!f->isExported() && !pkg) pkg = f->pkg;
        }
        Expr *list = b.lit("nullptr");
        if (!rows.empty()) {
            constant("runtime::structfield", d.name + "_fields[]", b.init({}, rows));
            list = b.name(d.name + "_fields");
        }
        parts.append({str(pkg ? pkg->path : ""), list, b.intLit(static_cast<int64_t>(rows.size()))});
        break;
    }
    default: break;
    }
    StringRef cls = d.inline_ ? b.text("GO_TYPEDESC " + llvm::Twine(d.cls)) : d.cls;
    auto *v = constant(cls, d.name, parts.size() == 1 && d.cls == "runtime::type" ? base : b.init({}, parts));
    auto *decl = arena.create<cxx::Variable>(*v);
    decl->init = nullptr;
    decl->extern_ = true;
    unit.descriptorDecls.push_back(decl);
    ns = outer;
}

void Lowering::emitDescriptors() {
    if (module.emitted == 0)
        for (auto *t : info->typeNames) {
            auto *n = llvm::dyn_cast_or_null<Named>(t->type);
            if (!n || n->isGeneric() || t->isAliasDecl || t->localIndex || t->name.isBlank()) continue;
            if (asUnder<Interface>(n) && !typeSetOf(n, arena).isMethodSet()) continue; // a constraint
            typeDesc(n);
        }
    while (module.emitted < module.descriptors.size()) {
        auto [t, d] = module.descriptors[module.emitted++];
        emitDescriptor(t, d);
    }
}

} // namespace goloom

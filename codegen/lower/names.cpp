// What Go objects are called in C++.
//
// Go's names are kept. A trailing underscore keeps clear of C++'s words, of macros that the compiler
// predefines, and of the names of namespace go that emitted code uses unqualified (`slice`, `ptr`, …). A
// local variable is renamed (x_1) only where its C++ declaration would capture something else: it shadows a
// type; its initialiser mentions what it shadows; it shadows a result that a return statement stores to; or
// C++ counts its scope and the surrounding one as the same (`for i := … { i := i }`).
#include "codegen/lower/lowering.h"
#include "frontend/check/linkname.h"
#include "frontend/types/type_string.h"
#include "frontend/types/typeset.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSwitch.h"

namespace goloom {

using namespace types;

namespace {

bool isReserved(StringRef s) {
    static const llvm::StringSet<> words = {
        // C++
        "alignas",
        "alignof",
        "and",
        "and_eq",
        "asm",
        "auto",
        "bitand",
        "bitor",
        "bool",
        "catch",
        "char",
        "char8_t",
        "char16_t",
        "char32_t",
        "class",
        "compl",
        "concept",
        "consteval",
        "constexpr",
        "constinit",
        "const_cast",
        "co_await",
        "co_return",
        "co_yield",
        "decltype",
        "delete",
        "do",
        "double",
        "dynamic_cast",
        "enum",
        "explicit",
        "export",
        "extern",
        "false",
        "float",
        "friend",
        "inline",
        "int",
        "long",
        "mutable",
        "namespace",
        "new",
        "noexcept",
        "not",
        "not_eq",
        "nullptr",
        "operator",
        "or",
        "or_eq",
        "private",
        "protected",
        "public",
        "register",
        "reinterpret_cast",
        "requires",
        "short",
        "signed",
        "sizeof",
        "static",
        "static_assert",
        "static_cast",
        "template",
        "this",
        "thread_local",
        "throw",
        "true",
        "try",
        "typedef",
        "typeid",
        "typename",
        "union",
        "unsigned",
        "using",
        "virtual",
        "void",
        "volatile",
        "wchar_t",
        "while",
        "xor",
        "xor_eq",
        "typeof",
        // macros
        "linux",
        "unix",
        "i386",
        "NULL",
        "offsetof",
        "errno",
        "assert",
        "INT8_MIN",
        "INT16_MIN",
        "INT32_MIN",
        "INT64_MIN",
        "INT8_MAX",
        "INT16_MAX",
        "INT32_MAX",
        "INT64_MAX",
        "UINT8_MAX",
        "UINT16_MAX",
        "UINT32_MAX",
        "UINT64_MAX",
        "SIZE_MAX",
        // namespace go
        "array",
        "any",
        "chan",
        "complex",
        "complex64",
        "complex128",
        "empty",
        "error",
        "float32",
        "float64",
        "func",
        "int8",
        "int16",
        "int32",
        "int64",
        "int_",
        "map",
        "ptr",
        "rune",
        "slice",
        "string",
        "tuple",
        "uint8",
        "uint16",
        "uint32",
        "uint64",
        "uint_",
        "uintptr",
        "runtime",
        "types",
        "unnamed",
        "unsafe",
    };
    return words.contains(s);
}

uint64_t fnv1a(StringRef s) {
    uint64_t h = 14695981039346656037ull;
    for (char c : s) h = (h ^ static_cast<uint8_t>(c)) * 1099511628211ull;
    return h;
}
std::string hashText(StringRef s) { return llvm::utohexstr(fnv1a(s), true, 16).substr(4); }

const Named *receiverNamed(Type *recv) {
    recv = unalias(recv);
    if (auto *p = llvm::dyn_cast<Pointer>(recv)) recv = unalias(p->elem);
    return llvm::dyn_cast<Named>(recv);
}

} // namespace

StringRef Lowering::escapeKeyword(StringRef s) {
    if (s == "int") return "go_int";                      // int_ is taken
    if (isReserved(s.rtrim('_'))) return b.text(s + "_"); // type_ is another name than type
    // Of the C++ compiler: `_Complex`, `__x`.
    if (s.size() > 1 && s[0] == '_' && (s[1] == '_' || llvm::isUpper(s[1]))) return b.text("a" + s + "_");
    // `_0` names a blank field.
    if (s.size() > 1 && s[0] == '_' && llvm::all_of(s.drop_front(), llvm::isDigit)) return b.text(s + "_");
    return s;
}

StringRef Lowering::namespaceOf(const Package *pkg) {
    if (!pkg) return "";
    if (auto it = module.namespaces.find(pkg); it != module.namespaces.end()) return it->second;
    return module.namespaces[pkg] = b.text(namespaceOfPath(pkg->path));
}

std::string Lowering::namespaceOfPath(StringRef path) {
    llvm::SmallVector<StringRef, 6> parts;
    path.split(parts, '/');
    std::string text;
    for (size_t i = 0; i < parts.size(); i++) {
        std::string part;
        for (char c : parts[i]) part += llvm::isAlnum(c) || static_cast<unsigned char>(c) >= 0x80 ? c : '_';
        if (part.empty() || llvm::isDigit(part[0])) part = "_" + part;
        bool shared =
            i == 0 && parts.size() >= 1 && (part == "runtime" || part == "unsafe"); // Go's own are those
        if (!shared && (isReserved(part) || part == "go" || part == "std")) part += "_";
        text += (i ? "::" : "") + part;
    }
    return text;
}

StringRef Lowering::qualified(StringRef of, StringRef name) {
    if (of == ns) return name;
    // `main::x` inside go::a::b means go::a::main::x if there is a go::a::main.
    StringRef first = of.substr(0, of.find("::"));
    for (StringRef prefix = ns; !prefix.empty();) {
        std::string inner = (prefix + "::" + first).str();
        for (auto &[pkg, other] : module.namespaces)
            if (other == inner || other.starts_with(inner + "::")) return b.text("::go::" + of + "::" + name);
        size_t cut = prefix.rfind("::");
        prefix = cut == StringRef::npos ? StringRef() : prefix.substr(0, cut);
    }
    if (of.empty()) return name;
    return b.text(of + "::" + name);
}

StringRef Lowering::nameOf(const Object *o) {
    if (auto *f = llvm::dyn_cast<Func>(o)) {
        if (f->signature() && f->signature()->recv) return methodName(f);
        needObject(o);
        // Qualified, or the other package's types would make that function be found beside f.
        StringRef elsewhere =
            f->decl && !f->decl->body && f->pkg == in.pkg ? linkname(*f->decl, *in.pkg) : "";
        if (!elsewhere.empty()) {
            auto [package, name] = elsewhere.rsplit('.');
            return b.text("::go::" + namespaceOfPath(package) + "::" + escapeKeyword(name));
        }
        return qualified(namespaceOf(f->pkg), escapeKeyword(f->name.str()));
    }
    if (auto *v = llvm::dyn_cast<Var>(o)) {
        if (v->isField()) return fieldName(v);
        if (v->varKind != VarKind::Package) return localName(v);
        needObject(o);
        return qualified(namespaceOf(v->pkg), escapeKeyword(v->name.str()));
    }
    if (auto *t = llvm::dyn_cast<TypeName>(o)) return type(t->type);
    return escapeKeyword(o->name.str());
}

StringRef Lowering::fieldName(const Var *v) { return escapeKeyword(v->name.str()); }

std::string Lowering::packageIdent(const Package *pkg) {
    std::string s;
    for (char c : namespaceOf(pkg))
        if (c != ':')
            s += c;
        else if (s.back() != '_')
            s += '_';
    return s;
}

StringRef Lowering::interfaceMethod(Type *iface, const Func *m) {
    StringRef name = escapeKeyword(m->name.str());
    // A member function of its class's name would be a constructor.
    if (auto *n = llvm::dyn_cast<Named>(unalias(iface)); n && n->obj->pkg && typeName(n) == name)
        return b.text(name + "_");
    // Of several packages, methods that are not exported may have one name.
    if (!m->isExported())
        for (Func *other : typeSet(asUnder<Interface>(iface), arena).methods)
            if (other->name == m->name && other->pkg != m->pkg)
                return b.text(name + "_" + packageIdent(m->pkg));
    return name;
}

std::string Lowering::typeName(Named *n) {
    std::string s = escapeKeyword(n->obj->name.str()).str();
    if (n->obj->localIndex) {
        s += "_" + std::to_string(n->obj->localIndex);
    }
    if (!n->outerArgs.empty()) s += argsIdent(n->outerArgs);
    if (!n->targs.empty()) s += argsIdent(n->targs);
    return s;
}

std::string Lowering::argsIdent(ArrayRef<Type *> targs) {
    std::string s;
    for (Type *t : targs) s += "_" + typeIdent(t);
    if (s.size() <= 60) return s;
    std::string link;
    for (Type *t : targs) link += linkString(t) + ",";
    return s.substr(0, 24) + "_" + hashText(link);
}

std::string Lowering::typeIdent(Type *t) {
    t = unalias(subst(t));
    std::string s;
    switch (t->kind) {
    case TypeKind::Basic:
        s = types::typ(llvm::cast<Basic>(t)->basic)->name.str(); // []byte is []uint8
        std::replace(s.begin(), s.end(), '.', '_');
        if (llvm::cast<Basic>(t)->basic == BasicKind::UnsafePointer) s = "unsafe_Pointer";
        return s;
    case TypeKind::Named: {
        auto *n = llvm::cast<Named>(t);
        s = packageIdent(n->obj->pkg);
        return (s.empty() ? "" : s + "_") + typeName(n);
    }
    case TypeKind::Pointer: s = "ptr_" + typeIdent(llvm::cast<Pointer>(t)->elem); break;
    case TypeKind::Slice: s = "slice_" + typeIdent(llvm::cast<Slice>(t)->elem); break;
    case TypeKind::Array:
        s = "array_" + std::to_string(llvm::cast<Array>(t)->len) + "_" +
            typeIdent(llvm::cast<Array>(t)->elem);
        break;
    case TypeKind::Map:
        s = "map_" + typeIdent(llvm::cast<Map>(t)->key) + "_" + typeIdent(llvm::cast<Map>(t)->elem);
        break;
    case TypeKind::Chan: {
        auto *c = llvm::cast<Chan>(t);
        s = c->dir == ChanDir::Both ? "chan_" : c->dir == ChanDir::SendOnly ? "sendchan_" : "recvchan_";
        s += typeIdent(c->elem);
        break;
    }
    case TypeKind::Struct: {
        auto *st = llvm::cast<Struct>(t);
        if (st->fields.empty()) return "struct_";
        bool plain = st->tags.empty();
        s = "struct";
        for (Var *f : st->fields) {
            plain &= f->isExported() && !f->embedded;
            s += ("_" + f->name.str()).str();
            if (s.size() < 80) s += "_" + typeIdent(f->type);
        }
        if (!plain) s = s.substr(0, 30) + "_" + hashText(linkString(t));
        break;
    }
    case TypeKind::Interface:
        if (asUnder<Interface>(t)->methods.empty() && asUnder<Interface>(t)->embeddeds.empty()) return "any";
        s = "interface_" + hashText(linkString(t));
        break;
    case TypeKind::Signature: s = "func_" + hashText(linkString(t)); break;
    default: s = "type_" + hashText(linkString(t)); break;
    }
    if (s.size() > 60) s = s.substr(0, 30) + "_" + hashText(linkString(t));
    return s;
}

StringRef Lowering::methodName(const Func *f) {
    auto *origin = const_cast<Func *>(f->origin ? f->origin : f);
    auto *n = const_cast<Named *>(receiverNamed(subst(f->signature()->recv->type)));
    if (!n) return escapeKeyword(f->name.str());
    if (n->isInstance()) return qualified(namespaceOf(n->obj->pkg), methodInstance(n, origin));
    needObject(f);
    std::string name = typeName(n) + "_" + f->name.str().str();
    while (f->pkg && f->pkg->scope.lookup(Name::of(name))) name += "_";
    return qualified(namespaceOf(f->pkg), b.text(name));
}

StringRef Lowering::localName(const Var *v) {
    if (auto it = names.find(v); it != names.end()) return it->second;
    StringRef base = escapeKeyword(v->name.str());
    if (base.empty() || base == "_") base = "blank";
    // How many of that name surround it in the function, and whether C++ would tell them apart.
    unsigned outer = 0;
    llvm::SmallVector<StringRef, 4> taken;
    bool rename = module.selfInit.contains(v);
    const Scope *own = v->parent;
    const Scope *packageScope = v->pkg ? &v->pkg->scope : nullptr;
    for (const Scope *s = own ? own->parent : nullptr; s && s != packageScope; s = s->parent) {
        auto *o = s->lookup(v->name);
        if (!o || o == v) continue;
        if (llvm::isa<Var>(o) && llvm::cast<Var>(o)->varKind != VarKind::Package) {
            outer++;
            if (auto it = names.find(llvm::cast<Var>(o)); it != names.end()) taken.push_back(it->second);
            rename |= s == own->parent;
            // A return stores to results that deferred functions may see.
            rename |= fn && !fn->deferFrame.empty() && llvm::is_contained(fn->sig->results->vars, o);
        } else if (llvm::isa<TypeName>(o)) {
            rename = true;
        }
    }
    if (packageScope)
        if (auto *o = packageScope->lookup(v->name)) rename |= llvm::isa<TypeName>(o);
    StringRef name = base;
    if (rename) {
        unsigned k = outer ? outer : 1;
        do name = b.text(base + "_" + llvm::Twine(k++));
        while (module.identifiers.contains(name) || llvm::is_contained(taken, name));
    }
    return names[v] = name;
}

StringRef Lowering::temp(StringRef hint) {
    for (;;) {
        StringRef name = b.text(hint + llvm::Twine(++fn->temps));
        if (!module.identifiers.contains(name)) return name;
    }
}

} // namespace goloom

// Go types as C++ types: spellings, and the struct and alias declarations that they need.
//
// Every declaration is made once, by the same code in the package that defines a type and in those that
// import it, and is an entry of the module with what must stand before it. sortTypes puts them in an order
// that C++ accepts.
#include "codegen/lower/lowering.h"
#include "frontend/types/type_string.h"
#include "frontend/types/typeset.h"

#include "llvm/ADT/StringExtras.h"

namespace goloom {

using namespace types;

namespace {

cxx::Type basicSpelling(BasicKind k) {
    switch (k) {
    case BasicKind::Bool:
    case BasicKind::UntypedBool: return "bool";
    case BasicKind::Int:
    case BasicKind::UntypedInt: return "int_";
    case BasicKind::Int8: return "int8";
    case BasicKind::Int16: return "int16";
    case BasicKind::Int32:
    case BasicKind::UntypedRune: return "int32";
    case BasicKind::Int64: return "int64";
    case BasicKind::Uint: return "uint_";
    case BasicKind::Uint8: return "uint8";
    case BasicKind::Uint16: return "uint16";
    case BasicKind::Uint32: return "uint32";
    case BasicKind::Uint64: return "uint64";
    case BasicKind::Uintptr: return "uintptr";
    case BasicKind::Float32: return "float32";
    case BasicKind::Float64:
    case BasicKind::UntypedFloat: return "float64";
    case BasicKind::Complex64: return "complex64";
    case BasicKind::Complex128:
    case BasicKind::UntypedComplex: return "complex128";
    case BasicKind::String:
    case BasicKind::UntypedString: return "string";
    case BasicKind::UnsafePointer: return "unsafe::Pointer";
    default: return "std::nullptr_t";
    }
}

bool isDirect(Type *u) {
    return llvm::isa<Pointer>(u) || llvm::isa<Map>(u) || llvm::isa<Chan>(u) || llvm::isa<Signature>(u);
}

// Which words of the type hold pointers: the traits of its C++ struct.
void setPointers(cxx::StructDecl *s, Type *t) {
    uint64_t words = pointerWords(t);
    s->noscan = words == 0;
    s->ptrwords = words == anyWords ? 0 : words;
}

// Whether t mentions `self` without a struct or interface in between: such an alias would have to name
// itself.
bool mentions(Type *t, Named *self, llvm::SmallPtrSetImpl<Type *> &seen) {
    t = unalias(t);
    if (auto *n = llvm::dyn_cast<Named>(t)) {
        if (n == self) return true;
        if (!seen.insert(n).second) return false;
        Type *u = under(n);
        return !llvm::isa<Struct>(u) && !llvm::isa<Interface>(u) && mentions(u, self, seen);
    }
    switch (t->kind) {
    case TypeKind::Array: return mentions(llvm::cast<Array>(t)->elem, self, seen);
    case TypeKind::Slice: return mentions(llvm::cast<Slice>(t)->elem, self, seen);
    case TypeKind::Pointer: return mentions(llvm::cast<Pointer>(t)->elem, self, seen);
    case TypeKind::Chan: return mentions(llvm::cast<Chan>(t)->elem, self, seen);
    case TypeKind::Map:
        return mentions(llvm::cast<Map>(t)->key, self, seen) ||
               mentions(llvm::cast<Map>(t)->elem, self, seen);
    case TypeKind::Signature: {
        auto *s = llvm::cast<Signature>(t);
        for (auto *tuple : {s->params, s->results})
            for (Var *v : tuple->vars)
                if (mentions(v->type, self, seen)) return true;
        return false;
    }
    default: return false;
    }
}

// Whether a word of the spelling is one of the names.
bool mentions(StringRef spelling, const llvm::StringSet<> &names) {
    while (!spelling.empty()) {
        size_t n = 0;
        while (n < spelling.size() &&
               (llvm::isAlnum(spelling[n]) || spelling[n] == '_' || spelling[n] == ':'))
            n++;
        if (n && names.contains(spelling.substr(0, n))) return true;
        spelling = spelling.substr(n ? n : 1);
    }
    return false;
}

} // namespace

Type *Lowering::subst(Type *t) { return substitution.empty() || !t ? t : substitute(t, substitution, arena); }
Type *Lowering::typeOf(const ast::Expr *e) {
    Type *t = info->typeOf(e);
    // A name on the left of := has an object only.
    if (!t)
        if (auto *id = llvm::dyn_cast<ast::Ident>(e))
            if (Object *o = info->objectOf(id)) t = o->type;
    return subst(t);
}

cxx::Type Lowering::type(Type *t) {
    t = subst(t);
    auto key = std::make_pair(t, ns.data());
    if (auto it = spellings.find(key); it != spellings.end()) return it->second;
    cxx::Type s = b.text(spell(t, false, nullptr));
    spellings[key] = s;
    return s;
}

void Lowering::needComplete(Type *t) { type(t); } // all types stand before all code

std::string Lowering::spell(Type *t, bool byValue, TypeEntry *user) {
    t = unalias(subst(t));
    auto declared = [&](TypeEntry *e) {
        if (user && user != e) {
            if (!e->decl.s || byValue)
                user->complete.insert(e);
            else
                user->named.insert(e);
        }
        return qualified(e->ns(), e->name()).str();
    };
    // Among the descriptors, `int_` and `string` are variables.
    std::string atRoot = ns == "types" ? "::go::" : "";
    auto inner = [&](Type *u) { return spell(u, false, user); };
    switch (t->kind) {
    case TypeKind::Basic: {
        StringRef name = basicSpelling(llvm::cast<Basic>(t)->basic);
        return (name == "bool" || name.contains(':') ? "" : atRoot) + name.str();
    }
    case TypeKind::Array: {
        auto *a = llvm::cast<Array>(t);
        return "array<" + spell(a->elem, byValue, user) + ", " + std::to_string(a->len) + ">";
    }
    case TypeKind::Slice: return "slice<" + inner(llvm::cast<Slice>(t)->elem) + ">";
    case TypeKind::Pointer: return "ptr<" + inner(llvm::cast<Pointer>(t)->elem) + ">";
    case TypeKind::Map:
        return "map<" + inner(llvm::cast<Map>(t)->key) + ", " + inner(llvm::cast<Map>(t)->elem) + ">";
    case TypeKind::Chan: return "chan<" + inner(llvm::cast<Chan>(t)->elem) + ">";
    case TypeKind::Signature: {
        auto *s = llvm::cast<Signature>(t);
        std::string r = "func<" + spell(s->results, false, user) + "(";
        for (size_t i = 0; i < s->params->size(); i++) r += (i ? ", " : "") + inner(s->params->vars[i]->type);
        return r + ")>";
    }
    case TypeKind::Tuple: {
        auto *tuple = llvm::cast<Tuple>(t);
        if (tuple->size() == 0) return "void";
        if (tuple->size() == 1) return spell(tuple->vars[0]->type, byValue, user);
        std::string r = "tuple<";
        for (size_t i = 0; i < tuple->size(); i++)
            r += (i ? ", " : "") + spell(tuple->vars[i]->type, byValue, user);
        return r + ">";
    }
    case TypeKind::Struct:
        if (llvm::cast<Struct>(t)->fields.empty()) return "empty";
        return declared(declareStruct(llvm::cast<Struct>(t)));
    case TypeKind::Interface:
        if (typeSet(llvm::cast<Interface>(t), arena).methods.empty()) return "any";
        return declared(declareInterface(llvm::cast<Interface>(t)));
    case TypeKind::Named: {
        auto *n = llvm::cast<Named>(t);
        if (!n->obj->pkg) return n == universe().errorType ? atRoot + "error" : "any";
        return declared(declareType(n));
    }
    default: return "any"; // a constraint, or a type parameter outside of its instance: no code comes of it
    }
}

cxx::Type Lowering::resultType(Signature *s) { return type(s->results); }

cxx::Type Lowering::funcSpelling(Signature *s) {
    StringRef f = type(s);
    return f.drop_front(5).drop_back(1); // func<…>
}

// ---------------------------------------------------------------- declarations

void Lowering::structFields(TypeEntry *e, Struct *st) {
    llvm::SmallVector<cxx::Param, 8> fields;
    StringRef outer = std::exchange(ns, e->decl.s->ns);
    llvm::StringSet<> fieldNames;
    for (size_t i = 0; i < st->fields.size(); i++) {
        Var *f = st->fields[i];
        StringRef name = f->name.isBlank() ? b.text("_" + llvm::Twine(i)) : fieldName(f);
        fieldNames.insert(name);
        fields.push_back({b.text(spell(f->type, true, e)), name});
    }
    // A field hides a type of its name from those after it: then all are written with their namespace.
    if (llvm::any_of(fields, [&](auto &f) { return mentions(f.type, fieldNames); })) {
        ns = "runtime"; // none of ours
        for (size_t i = 0; i < fields.size(); i++)
            fields[i].type = b.text(spell(st->fields[i]->type, true, e));
    }
    ns = outer;
    e->decl.s->fields = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(fields)));
    e->decl.s->equality = comparable(st);
    setPointers(e->decl.s, st);
}

void Lowering::interfaceMembers(TypeEntry *e, Type *iface) {
    auto *s = e->decl.s;
    s->base = "runtime::iface";
    StringRef outer = std::exchange(ns, s->ns);
    llvm::SmallVector<cxx::Function *, 8> members;
    int index = 0;
    // A member hides a type of its name: then types are written with their namespace.
    llvm::StringSet<> memberNames;
    for (Func *m : typeSet(asUnder<Interface>(iface), arena).methods)
        memberNames.insert(interfaceMethod(iface, m));
    for (Func *m : typeSet(asUnder<Interface>(iface), arena).methods) {
        auto *sig = llvm::cast<Signature>(subst(m->signature()));
        auto *f = arena.create<cxx::Function>();
        f->ns = s->ns;
        f->name = interfaceMethod(iface, m);
        f->const_ = true;
        auto note = [&](Type *t) { // structs by value must be complete for the inline body
            TypeEntry by;
            std::string text = spell(t, true, &by);
            if (mentions(text, memberNames)) {
                StringRef own = std::exchange(ns, "runtime"); // none of ours
                text = spell(t, true, &by);
                ns = own;
            }
            for (auto *c : by.complete) (c->decl.s ? e->called : e->complete).insert(c);
            for (auto *c : by.named) e->named.insert(c);
            for (auto *c : e->called) e->named.insert(c);
            return b.text(text);
        };
        f->result = note(sig->results);
        llvm::SmallVector<cxx::Param, 4> params;
        llvm::SmallVector<Expr *, 4> args = {b.unary("*", b.name("this")), b.intLit(index++)};
        for (Var *p : sig->params->vars) {
            StringRef name = b.text("a" + llvm::Twine(params.size()));
            params.push_back({note(p->type), name});
            args.push_back(b.name(name));
        }
        f->params = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(params)));
        f->body = b.newBlock();
        auto *was = b.enter(f->body);
        Expr *call = rt(RT::icall, args, {f->result});
        if (sig->results->size())
            b.ret(call);
        else
            b.expr(call);
        b.enter(was);
        members.push_back(f);
    }
    ns = outer;
    s->members = cxx::List<cxx::Function *>(arena.copy(llvm::ArrayRef<cxx::Function *>(members)));
}

static TypeEntry *entry(Module &m, StringRef key, bool *fresh) {
    TypeEntry *&e = m.byKey[key];
    *fresh = !e;
    if (!e) e = &m.entries.emplace_back();
    return e;
}

TypeEntry *Lowering::declareStruct(Struct *st) {
    bool fresh;
    TypeEntry *e = entry(module, "unnamed " + typeIdent(st), &fresh);
    if (!fresh) return e;
    e->decl.s = arena.create<cxx::StructDecl>();
    e->decl.s->ns = "unnamed";
    e->decl.s->name = b.text(typeIdent(st));
    structFields(e, st);
    return e;
}

TypeEntry *Lowering::declareInterface(Interface *i) {
    bool fresh;
    TypeEntry *e = entry(module, "unnamed " + typeIdent(i), &fresh);
    if (!fresh) return e;
    e->decl.s = arena.create<cxx::StructDecl>();
    e->decl.s->ns = "unnamed";
    e->decl.s->name = b.text(typeIdent(i));
    interfaceMembers(e, i);
    return e;
}

TypeEntry *Lowering::declareType(Named *n) {
    bool fresh;
    TypeEntry *e = entry(module, linkString(n), &fresh);
    if (!fresh) return e;
    e->own = n->obj->pkg == in.pkg;
    StringRef at = namespaceOf(n->obj->pkg), name = b.text(typeName(n));
    Type *u = under(n);
    auto newStruct = [&] {
        e->decl.s = arena.create<cxx::StructDecl>();
        e->decl.s->ns = at;
        e->decl.s->name = name;
        e->decl.s->pos = n->obj->pos;
        e->decl.s->text = module.typeDocs.lookup(n->obj);
    };
    if (auto *st = llvm::dyn_cast<Struct>(u)) {
        newStruct();
        structFields(e, llvm::cast<Struct>(subst(st)));
        return e;
    }
    if (auto *i = llvm::dyn_cast<Interface>(u); i && !typeSet(i, arena).methods.empty()) {
        newStruct();
        interfaceMembers(e, n);
        return e;
    }
    llvm::SmallPtrSet<Type *, 8> seen;
    StringRef outer = std::exchange(ns, at);
    if (!llvm::isa<Interface>(u) && mentions(u, n, seen)) {
        newStruct();
        e->decl.s->wrapper = true;
        e->decl.s->direct = isDirect(u);
        setPointers(e->decl.s, u);
        e->decl.s->base = b.text(spell(u, true, e));
    } else {
        e->decl.u = arena.create<cxx::UsingDecl>();
        e->decl.u->ns = at;
        e->decl.u->name = name;
        e->decl.u->pos = n->obj->pos;
        e->decl.u->text = module.typeDocs.lookup(n->obj);
        e->decl.u->type = b.text(spell(u, true, e));
    }
    ns = outer;
    return e;
}

bool Lowering::isWrapper(Type *t) {
    auto *n = llvm::dyn_cast<Named>(t);
    if (!n || llvm::isa<Struct, Interface, Basic>(under(n))) return false;
    TypeEntry *e = declareType(n);
    return e->decl.s && e->decl.s->wrapper;
}

bool Lowering::sameCxxType(Type *a, Type *c) {
    auto plain = [&](Type *t) {
        bool alias = llvm::isa<Named>(t) && !llvm::isa<Struct, Interface>(under(t)) && !isWrapper(t);
        return type(alias ? under(t) : t);
    };
    return type(a) == type(c) || plain(a) == plain(c);
}

// ---------------------------------------------------------------- order

void Lowering::sortTypes() {
    auto needsOwn = [&](TypeEntry *e) {
        llvm::SmallVector<TypeEntry *, 16> work = {e};
        llvm::SmallPtrSet<TypeEntry *, 16> seen;
        while (!work.empty()) {
            TypeEntry *x = work.pop_back_val();
            if (!seen.insert(x).second) continue;
            if (x->own) return true;
            work.append(x->complete.begin(), x->complete.end());
        }
        return false;
    };
    auto emit = [&](auto &self, TypeEntry *e, std::vector<cxx::Unit::TypeDecl> &to) -> void {
        if (e->state != TypeEntry::Fresh) return;
        e->state = TypeEntry::Open;
        for (auto *c : e->complete) self(self, c, to);
        for (auto *c : e->named)
            if (c->state != TypeEntry::Done && c->decl.s && !std::exchange(c->forwarded, true))
                unit.forwards.push_back(c->decl.s);
        for (auto *c : e->called)
            if (c->state != TypeEntry::Done && c != e) e->decl.s->membersLater = true;
        e->state = TypeEntry::Done;
        to.push_back(e->decl);
    };
    for (auto &e : module.entries)
        if (!needsOwn(&e)) emit(emit, &e, unit.importedTypes);
    for (auto &e : module.entries) emit(emit, &e, unit.types);
}

} // namespace goloom

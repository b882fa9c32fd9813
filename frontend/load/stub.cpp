#include "frontend/load/stub.h"

#include "frontend/ast/recovers.h"
#include "frontend/ast/walk.h"
#include "frontend/check/inlinable.h"
#include "frontend/load/kept_text.h"
#include "frontend/types/predicates.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/MapVector.h"
#include "llvm/ADT/SetVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/raw_ostream.h"

namespace goloom {

using namespace types;
using llvm::cast;
using llvm::dyn_cast;
using llvm::isa;
using llvm::StringRef;

namespace {

class StubWriter {
  public:
    StubWriter(const Package &pkg, llvm::ArrayRef<ast::File *> files, const Info &info, KeepsFn keeps)
        : pkg_(pkg), files_(files), info_(info), keeps_(keeps) {}
    std::string write();

  private:
    // Where a generic declaration stands: a FuncDecl, or a spec of a GenDecl.
    struct Place {
        size_t file;
        const ast::Decl *decl;
        const ast::Spec *spec; // null for a function
    };
    void findPlaces();
    void keep(const Place &);
    bool keepsBody(Func *);
    void keepImports(size_t file);
    void want(Object *);
    std::string keptParts();

    std::string type(Type *);
    std::string signature(Signature *);
    std::string structType(Struct *);
    std::string interfaceType(Interface *);
    std::string named(TypeName *, llvm::ArrayRef<Type *> targs);
    void declare(Object *);
    void pragmas(Func *);
    void methods(Named *);
    std::string constant(Const *);
    std::string universal(Name);

    const Package &pkg_;
    llvm::ArrayRef<ast::File *> files_;
    const Info &info_;
    KeepsFn keeps_;

    bool possible_ = true;
    llvm::SetVector<Object *> wanted_;                      // of this package, as they are mentioned
    llvm::MapVector<const Package *, std::string> imports_; // and the names they have in the first part
    std::string body_;

    llvm::DenseMap<const Object *, Place> places_; // of types and functions
    llvm::DenseMap<const TypeName *, std::vector<Place>> methodPlaces_;
    std::vector<KeptText> texts_;                         // by file
    std::vector<llvm::SetVector<PkgName *>> usedImports_; // by file, of what is kept
};

std::string quoted(StringRef s) {
    std::string out = "\"";
    for (unsigned char c : s) {
        if (c == '"' || c == '\\')
            out += '\\', out += static_cast<char>(c);
        else if (c < 0x20 || c >= 0x7f)
            out += "\\x" + llvm::toHex(StringRef(reinterpret_cast<char *>(&c), 1), true);
        else
            out += static_cast<char>(c);
    }
    return out + '"';
}

// The name of a type as the stub spells it; one of this package is declared there too.
std::string StubWriter::named(TypeName *obj, llvm::ArrayRef<Type *> targs) {
    std::string args;
    for (Type *t : targs) args += (args.empty() ? "[" : ", ") + type(t);
    if (!args.empty()) args += "]";
    if (!obj->pkg) return universal(obj->name);
    if (obj->localIndex != 0) {
        possible_ = false;
        return {};
    }
    if (obj->pkg == &pkg_) {
        want(obj);
        return obj->name.str().str() + args;
    }
    if (!obj->isExported()) possible_ = false;
    std::string &alias = imports_[obj->pkg];
    for (size_t n = imports_.size(); alias.empty() || pkg_.scope.lookup(Name::of(alias)); n++)
        alias = "p" + std::to_string(n);
    return alias + "." + obj->name.str().str() + args;
}

// A predeclared name, unless the package means something else by it.
std::string StubWriter::universal(Name name) {
    if (pkg_.scope.lookup(name)) possible_ = false;
    return name.str().str();
}

std::string StubWriter::signature(Signature *s) {
    if (!s->typeParams.empty() || !s->recvTypeParams.empty()) possible_ = false;
    std::string out = "(";
    for (size_t i = 0; i < s->params->size(); i++) {
        if (i) out += ", ";
        Type *t = s->params->vars[i]->type;
        if (s->variadic && i + 1 == s->params->size()) {
            auto *slice = dyn_cast<Slice>(t);
            if (!slice)
                possible_ = false;
            else
                out += "..." + type(slice->elem);
        } else {
            out += type(t);
        }
    }
    out += ")";
    if (s->results->size() == 0) return out;
    out += " (";
    for (size_t i = 0; i < s->results->size(); i++) out += (i ? ", " : "") + type(s->results->vars[i]->type);
    return out + ")";
}

std::string StubWriter::structType(Struct *s) {
    std::string out = "struct{";
    for (size_t i = 0; i < s->fields.size(); i++) {
        Var *f = s->fields[i];
        if (f->pkg != &pkg_ && !f->isExported()) possible_ = false;
        out += i ? "; " : " ";
        if (!f->embedded) out += f->name.str().str() + " ";
        out += type(f->type);
        if (!s->tag(i).empty()) out += " " + quoted(s->tag(i));
    }
    return out + " }";
}

std::string StubWriter::interfaceType(Interface *t) {
    std::string out = "interface{";
    for (Func *m : t->methods) {
        if (m->pkg && m->pkg != &pkg_ && !m->isExported()) possible_ = false;
        out += " " + m->name.str().str() + signature(m->signature()) + ";";
    }
    for (Type *e : t->embeddeds) {
        auto *u = dyn_cast<Union>(unalias(e));
        out += " ";
        if (!u)
            out += type(e);
        else
            for (const Term &term : u->terms)
                out += (&term == u->terms.begin() ? "" : " | ") + std::string(term.tilde ? "~" : "") +
                       type(term.type);
        out += ";";
    }
    return out + " }";
}

std::string StubWriter::type(Type *t) {
    switch (t->kind) {
    case TypeKind::Basic: {
        auto *b = cast<Basic>(t);
        if (b->basic == BasicKind::UnsafePointer) {
            std::string &alias = imports_[universe().unsafe];
            alias = "unsafe";
            return "unsafe.Pointer";
        }
        return universal(b->name);
    }
    case TypeKind::Array: return "[" + std::to_string(cast<Array>(t)->len) + "]" + type(cast<Array>(t)->elem);
    case TypeKind::Slice: return "[]" + type(cast<Slice>(t)->elem);
    case TypeKind::Struct: return structType(cast<Struct>(t));
    case TypeKind::Pointer: return "*" + type(cast<Pointer>(t)->elem);
    case TypeKind::Signature: return "func" + signature(cast<Signature>(t));
    case TypeKind::Interface: return interfaceType(cast<Interface>(t));
    case TypeKind::Map: return "map[" + type(cast<Map>(t)->key) + "]" + type(cast<Map>(t)->elem);
    case TypeKind::Chan: {
        auto *c = cast<Chan>(t);
        const char *dir = c->dir == ChanDir::Both       ? "chan ("
                          : c->dir == ChanDir::SendOnly ? "chan<- ("
                                                        : "<-chan (";
        return dir + type(c->elem) + ")";
    }
    case TypeKind::Named: {
        auto *n = cast<Named>(t);
        if (n->isGeneric()) possible_ = false;
        return named(n->obj, n->targs);
    }
    case TypeKind::Alias: {
        auto *a = cast<Alias>(t);
        if (!a->typeParams.empty() && a->targs.empty()) possible_ = false;
        return named(a->obj, a->targs);
    }
    case TypeKind::TypeParam:
    case TypeKind::Union:
    case TypeKind::Tuple: break;
    }
    possible_ = false;
    return {};
}

std::string StubWriter::constant(Const *c) {
    std::string value = constant::goSource(c->val);
    if (value.empty()) possible_ = false;
    auto *b = dyn_cast<Basic>(unalias(c->type));
    if (b && (b->info & IsUntyped)) {
        // A rune's and a float's default type must survive the spelling of the value.
        if (b->basic == BasicKind::UntypedRune) value = "('\\x00' + " + value + ")";
        if (b->basic == BasicKind::UntypedFloat) value = "(0.0 + " + value + ")";
        if (b->basic == BasicKind::UntypedComplex) value = "(0i + " + value + ")";
        return "const " + c->name.str().str() + " = " + value + "\n";
    }
    return "const " + c->name.str().str() + " " + type(c->type) + " = " + value + "\n";
}

void StubWriter::pragmas(Func *f) {
    auto [heap, results] = keeps_(f);
    body_ += "//go:keeps " + std::to_string(heap) + " " + std::to_string(results) + "\n";
    if (f->decl && ast::callsRecover(*f->decl)) body_ += "//go:recovers\n";
}

void StubWriter::methods(Named *n) {
    for (Func *m : n->methods) {
        Signature *s = m->signature();
        if (m->name.isBlank() || keepsBody(m)) continue;
        pragmas(m);
        body_ += "func (" + std::string(m->hasPtrRecv ? "*" : "") + n->obj->name.str().str() + ") " +
                 m->name.str().str() + signature(s) + "\n";
    }
}

void StubWriter::declare(Object *o) {
    std::string name = o->name.str().str();
    if (auto *c = dyn_cast<Const>(o)) {
        body_ += constant(c);
    } else if (auto *v = dyn_cast<Var>(o)) {
        body_ += "var " + name + " " + type(v->type) + "\n";
    } else if (auto *f = dyn_cast<Func>(o)) {
        if (keepsBody(f)) return;
        pragmas(f);
        body_ += "func " + name + signature(f->signature()) + "\n";
    } else if (auto *t = dyn_cast<TypeName>(o)) {
        if (auto *a = dyn_cast<Alias>(t->type); a && a->obj == t) {
            if (!a->fromRHS)
                possible_ = false;
            else
                body_ += "type " + name + " = " + type(a->fromRHS) + "\n";
        } else if (auto *n = dyn_cast<Named>(t->type); n && n->obj == t) {
            // The right-hand side as it was declared: `type B A` keeps A's name, for it says whose struct it
            // is.
            Type *rhs = n->fromRHS ? n->fromRHS : under(n);
            body_ += "type " + name + " " + type(rhs) + "\n";
            methods(n);
        } else {
            body_ += "type " + name + " = " + type(t->type) + "\n";
        }
    }
}

// ---------------------------------------------------------------- what is kept as it stands

static bool isGeneric(const Object *o) {
    if (auto *f = dyn_cast<Func>(o)) return f->signature() && !f->signature()->typeParams.empty();
    if (!isa<TypeName>(o) || !o->type) return false;
    if (auto *a = dyn_cast<Alias>(o->type)) return a->obj == o && !a->typeParams.empty();
    auto *n = dyn_cast<Named>(o->type);
    return n && n->obj == o && !n->typeParams.empty();
}

// The type whose method this is; null for a function.
static TypeName *receiverType(const Func *f) {
    Var *recv = f->signature() ? f->signature()->recv : nullptr;
    if (!recv) return nullptr;
    Type *t = unalias(recv->type);
    if (auto *p = dyn_cast<Pointer>(t)) t = unalias(p->elem);
    auto *n = dyn_cast<Named>(t);
    return n ? n->obj : nullptr;
}

void StubWriter::findPlaces() {
    for (size_t i = 0; i < files_.size(); i++) {
        texts_.emplace_back(*files_[i]);
        for (const ast::Decl *d : files_[i]->decls) {
            if (auto *g = dyn_cast<ast::GenDecl>(d))
                for (const ast::Spec *s : g->specs)
                    if (auto *t = dyn_cast<ast::TypeSpec>(s))
                        if (Object *o = info_.defs.lookup(t->name)) places_[o] = {i, d, s};
            auto *fd = dyn_cast<ast::FuncDecl>(d);
            auto *f = fd ? llvm::dyn_cast_or_null<Func>(info_.defs.lookup(fd->name)) : nullptr;
            if (!f) continue;
            places_[f] = {i, d, nullptr};
            if (TypeName *t = receiverType(f); t && isGeneric(t)) methodPlaces_[t].push_back({i, d, nullptr});
        }
    }
    usedImports_.resize(files_.size());
}

void StubWriter::keep(const Place &p) {
    if (p.spec)
        texts_[p.file].keep(*cast<ast::GenDecl>(p.decl), *p.spec);
    else
        texts_[p.file].keep(*cast<ast::FuncDecl>(p.decl));
    ast::inspect(p.spec ? static_cast<const ast::Node *>(p.spec) : p.decl, [&](const ast::Node *n) {
        auto *id = dyn_cast<ast::Ident>(n);
        Object *o = id ? info_.uses.lookup(id) : nullptr;
        if (!o) return true;
        if (auto *pkg = dyn_cast<PkgName>(o)) usedImports_[p.file].insert(pkg);
        if (o->pkg == &pkg_ && o->parent == &pkg_.scope) want(o);
        return true;
    });
}

// A small function goes with its body, for importers to inline.
bool StubWriter::keepsBody(Func *f) {
    if (!isInlinable(*f, info_)) return false;
    auto at = places_.find(f);
    if (at == places_.end()) return false;
    keep(at->second);
    return true;
}

// Imports that only name their package may go unused; those that declare names in the file are kept all.
void StubWriter::keepImports(size_t file) {
    for (const ast::Decl *d : files_[file]->decls) {
        auto *g = dyn_cast<ast::GenDecl>(d);
        if (!g || g->tok != ast::Token::Import) continue;
        for (const ast::Spec *s : g->specs) {
            auto *spec = dyn_cast<ast::ImportSpec>(s);
            bool used = llvm::any_of(usedImports_[file], [&](PkgName *p) { return p->spec == spec; });
            if (used || (spec && spec->name && spec->name->name.str() == ".")) texts_[file].keep(*g, *s);
        }
    }
}

void StubWriter::want(Object *o) { wanted_.insert(o); }

static std::string partHeader(const StubPart &p) {
    std::string s = "//goloom:part " + std::to_string(p.text.size()) + " " + p.file + "\n";
    for (const StubPart::LocalType &t : p.localTypes)
        s += "//goloom:local " + std::to_string(t.line) + " " + std::to_string(t.column) + " " +
             std::to_string(t.index) + "\n";
    return s;
}

std::string StubWriter::keptParts() {
    std::string out;
    for (size_t i = 0; i < files_.size(); i++) {
        if (texts_[i].empty()) continue;
        keepImports(i);
        const SourceFile &source = *files_[i]->source;
        StubPart part;
        part.file = source.name().str();
        part.text = texts_[i].text();
        if (part.text.empty()) possible_ = false;
        for (TypeName *t : info_.typeNames)
            if (t->localIndex && source.contains(t->pos)) {
                StringRef before = source.text().take_front(source.offset(t->pos));
                auto column = before.size() - (before.rfind('\n') + 1) + 1;
                part.localTypes.push_back({static_cast<unsigned>(before.count('\n') + 1),
                                           static_cast<unsigned>(column), t->localIndex});
            }
        out += partHeader(part) + part.text;
    }
    return out;
}

std::string StubWriter::write() {
    findPlaces();
    for (auto &[name, o] : pkg_.scope.elems)
        if (o->isExported()) want(o);
    for (size_t i = 0; i < wanted_.size() && possible_; i++) {
        Object *o = wanted_[i];
        if (!isGeneric(o)) {
            declare(o);
            continue;
        }
        auto at = places_.find(o);
        if (at == places_.end()) return {};
        keep(at->second);
        if (auto *t = dyn_cast<TypeName>(o))
            for (const Place &p : methodPlaces_.lookup(t)) keep(p);
    }
    if (!possible_) return {};
    StubPart first;
    first.text = "package " + pkg_.name.str().str() + "\n\n";
    for (auto &[p, alias] : imports_)
        first.text += "import " + (alias == "unsafe" ? "" : alias + " ") + quoted(p->path) + "\n";
    first.text += body_;
    std::string kept = keptParts();
    return possible_ ? partHeader(first) + first.text + kept : std::string();
}

} // namespace

std::string writeStub(const Package &pkg, llvm::ArrayRef<ast::File *> files, const Info &info,
                      KeepsFn keeps) {
    return StubWriter(pkg, files, info, keeps).write();
}

std::vector<StubPart> readStub(StringRef text) {
    std::vector<StubPart> parts;
    while (text.consume_front("//goloom:part ")) {
        StubPart &p = parts.emplace_back();
        auto [head, rest] = text.split('\n');
        auto [size, file] = head.split(' ');
        p.file = file.str();
        while (rest.consume_front("//goloom:local ")) {
            StubPart::LocalType t;
            if (rest.consumeInteger(10, t.line) || !rest.consume_front(" ") ||
                rest.consumeInteger(10, t.column) || !rest.consume_front(" ") ||
                rest.consumeInteger(10, t.index) || !rest.consume_front("\n"))
                return {};
            p.localTypes.push_back(t);
        }
        size_t n = 0;
        if (size.getAsInteger(10, n) || n > rest.size()) return {};
        p.text = rest.take_front(n).str();
        text = rest.drop_front(n);
    }
    return text.empty() ? parts : std::vector<StubPart>();
}

} // namespace goloom

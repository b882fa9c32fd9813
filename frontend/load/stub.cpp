#include "frontend/load/stub.h"

#include "frontend/ast/nodes.h"
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
    StubWriter(const Package &pkg, KeepsFn keeps) : pkg_(pkg), keeps_(keeps) {}
    std::string write();

  private:
    std::string type(Type *);
    std::string signature(Signature *);
    std::string structType(Struct *);
    std::string interfaceType(Interface *);
    std::string named(TypeName *);
    void declare(Object *);
    void methods(Named *);
    std::string constant(Const *);

    const Package &pkg_;

    KeepsFn keeps_;
    bool possible_ = true;
    llvm::SetVector<TypeName *> wanted_;                    // types of this package, as they are mentioned
    llvm::MapVector<const Package *, std::string> imports_; // and the names they have in the stub
    std::string body_;
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
std::string StubWriter::named(TypeName *obj) {
    if (!obj->pkg) return obj->name.str().str();
    if (obj->localIndex != 0) {
        possible_ = false;
        return {};
    }
    if (obj->pkg == &pkg_) {
        wanted_.insert(obj);
        return obj->name.str().str();
    }
    if (!obj->isExported()) possible_ = false;
    std::string &alias = imports_[obj->pkg];
    if (alias.empty()) alias = "p" + std::to_string(imports_.size());
    return alias + "." + obj->name.str().str();
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
        if (isa<Union>(unalias(e)) || !asUnder<Interface>(e))
            possible_ = false;
        else
            out += " " + type(e) + ";";
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
        return b->name.str().str();
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
        if (n->isInstance() || !n->typeParams.empty()) possible_ = false;
        return named(n->obj);
    }
    case TypeKind::Alias: {
        auto *a = cast<Alias>(t);
        if (!a->typeParams.empty() || !a->targs.empty()) possible_ = false;
        return named(a->obj);
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

void StubWriter::methods(Named *n) {
    for (Func *m : n->methods) {
        Signature *s = m->signature();
        if (m->name.isBlank()) continue;
        body_ += "//go:keeps " + std::to_string(keeps_(m)) + "\n";
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
        body_ += "//go:keeps " + std::to_string(keeps_(f)) + "\n";
        body_ += "func " + name + signature(f->signature()) + "\n";
    } else if (auto *t = dyn_cast<TypeName>(o)) {
        if (auto *a = dyn_cast<Alias>(t->type); a && a->obj == t) {
            if (!a->typeParams.empty() || !a->fromRHS)
                possible_ = false;
            else
                body_ += "type " + name + " = " + type(a->fromRHS) + "\n";
        } else if (auto *n = dyn_cast<Named>(t->type); n && n->obj == t) {
            // The right-hand side as it was declared: `type B A` keeps A's name, for it says whose struct it
            // is.
            Type *rhs = n->fromRHS ? n->fromRHS : under(n);
            if (!n->typeParams.empty())
                possible_ = false;
            else
                body_ += "type " + name + " " + type(rhs) + "\n";
            methods(n);
        } else {
            body_ += "type " + name + " = " + type(t->type) + "\n";
        }
    }
}

std::string StubWriter::write() {
    for (auto &[name, o] : pkg_.scope.elems) {
        if (!o->isExported()) continue;
        if (auto *t = dyn_cast<TypeName>(o))
            wanted_.insert(t);
        else
            declare(o);
    }
    for (size_t i = 0; i < wanted_.size() && possible_; i++) declare(wanted_[i]);
    if (!possible_) return {};
    std::string out = "package " + pkg_.name.str().str() + "\n\n";
    for (auto &[p, alias] : imports_)
        out += "import " + (alias == "unsafe" ? "" : alias + " ") + quoted(p->path) + "\n";
    return out + body_;
}

} // namespace

std::string writeStub(const Package &pkg, KeepsFn keeps) { return StubWriter(pkg, keeps).write(); }

} // namespace goloom

// Types and objects as text, in three dialects: for messages, for the running program (reflect, panics), and
// for linking.
#include "frontend/types/type_string.h"
#include "frontend/types/lazy.h"
#include "frontend/types/predicates.h"
#include "frontend/types/typeset.h"
#include "frontend/types/universe.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallPtrSet.h"
#include "llvm/ADT/StringExtras.h"

namespace goloom::types {

namespace {

enum class Dialect { Message, Runtime, Link };

std::string quoted(llvm::StringRef s) {
    std::string out = "\"";
    for (unsigned char c : s) {
        switch (c) {
        case '"': out += "\\\""; break;
        case '\\': out += "\\\\"; break;
        case '\n': out += "\\n"; break;
        case '\t': out += "\\t"; break;
        default:
            if (c >= 0x20 && c != 0x7f) {
                out += static_cast<char>(c);
            } else {
                out += "\\x";
                out += llvm::hexdigit(c >> 4, true);
                out += llvm::hexdigit(c & 15, true);
            }
        }
    }
    return out + "\"";
}

class Writer {
  public:
    Writer(Dialect d, const Package *self) : dialect_(d), self_(self) {}
    std::string out;
    bool paramNames = true;

    void type(Type *t) {
        if (!t) {
            out += "<nil>";
            return;
        }
        bool cuts = llvm::isa<Interface, Struct, Signature>(t);
        if (cuts && !seen_.insert(t).second) {
            out += "<cycle>";
            return;
        }
        write(t);
        if (cuts) seen_.erase(t);
    }

    void tuple(Tuple *t, bool variadic) {
        out += '(';
        for (size_t i = 0; i < t->size(); i++) {
            if (i) out += ", ";
            Var *v = t->vars[i];
            if (message() && paramNames && v->name) out += v->name.str().str() + " ";
            if (!variadic || i + 1 != t->size()) {
                type(v->type);
            } else if (auto *s = llvm::dyn_cast<Slice>(v->type)) {
                out += "...";
                type(s->elem);
            } else { // append([]byte, string...)
                type(v->type);
                out += "...";
            }
        }
        out += ')';
    }

    void signature(Signature *s) {
        if (!s->typeParams.empty()) typeParams(s->typeParams);
        tuple(s->params, s->variadic);
        if (s->results->size() == 0) return;
        out += ' ';
        Var *first = s->results->vars[0];
        if (s->results->size() == 1 && !(message() && paramNames && first->name))
            type(first->type);
        else
            tuple(s->results, false);
    }

    // [P, Q any, R comparable]: a bound is written behind the last parameter that has it.
    void typeParams(List<TypeParam *> list) {
        out += '[';
        for (size_t i = 0; i < list.size(); i++) {
            if (i) out += ", ";
            type(list[i]);
            if (list[i]->bound && (i + 1 == list.size() || list[i + 1]->bound != list[i]->bound)) {
                out += ' ';
                type(list[i]->bound);
            }
        }
        out += ']';
    }

    void qualifier(const Package *pkg) {
        if (!pkg) return;
        switch (dialect_) {
        case Dialect::Link: out += pkg->path + "."; return;
        case Dialect::Runtime: out += (inArgs_ ? pkg->path : pkg->name.str().str()) + "."; return;
        case Dialect::Message: break;
        }
        if (pkg == self_) return;
        if (!self_)
            out += pkg->path + ".";
        else if (ambiguous(pkg))
            out += quoted(pkg->path) + ".";
        else
            out += pkg->name.str().str() + ".";
    }

    void typeName(const TypeName *obj) {
        qualifier(obj->pkg);
        out += obj->name.str();
        if (dialect_ == Dialect::Link && obj->localIndex) out += "·" + std::to_string(obj->localIndex);
    }

  private:
    bool message() const { return dialect_ == Dialect::Message; }

    bool ambiguous(const Package *pkg) const {
        auto clashes = [&](const Package *o) {
            return o != pkg && o->name == pkg->name && o->path != pkg->path;
        };
        return clashes(self_) || llvm::any_of(self_->imports, clashes);
    }

    void write(Type *t) {
        switch (t->kind) {
        case TypeKind::Basic: return basic(llvm::cast<Basic>(t));
        case TypeKind::Array:
            out += "[" + std::to_string(llvm::cast<Array>(t)->len) + "]";
            return type(llvm::cast<Array>(t)->elem);
        case TypeKind::Slice: out += "[]"; return type(llvm::cast<Slice>(t)->elem);
        case TypeKind::Pointer: out += '*'; return type(llvm::cast<Pointer>(t)->elem);
        case TypeKind::Struct: return structType(llvm::cast<Struct>(t));
        case TypeKind::Tuple: return tuple(llvm::cast<Tuple>(t), false);
        case TypeKind::Signature: out += "func"; return signature(llvm::cast<Signature>(t));
        case TypeKind::Union: return terms(llvm::cast<Union>(t)->terms);
        case TypeKind::Interface: return interfaceType(llvm::cast<Interface>(t));
        case TypeKind::Map:
            out += "map[";
            type(llvm::cast<Map>(t)->key);
            out += ']';
            return type(llvm::cast<Map>(t)->elem);
        case TypeKind::Chan: return chan(llvm::cast<Chan>(t));
        case TypeKind::Named: {
            auto *n = llvm::cast<Named>(t);
            typeName(n->obj);
            if (!n->targs.empty() || !n->outerArgs.empty())
                typeArgs(n->targs, n->outerArgs);
            else if (message() && !n->typeParams.empty())
                typeParams(n->typeParams);
            if (dialect_ == Dialect::Runtime && inArgs_ && n->obj->localIndex)
                out += "·" + std::to_string(n->obj->localIndex);
            return;
        }
        case TypeKind::TypeParam: out += llvm::cast<TypeParam>(t)->obj->name.str(); return;
        case TypeKind::Alias: {
            auto *a = llvm::cast<Alias>(t);
            if (!message()) return type(unalias(a));
            typeName(a->obj);
            if (!a->targs.empty())
                typeArgs(a->targs);
            else if (!a->typeParams.empty())
                typeParams(a->typeParams);
            return;
        }
        }
    }

    void basic(Basic *b) {
        if (b->basic == BasicKind::UnsafePointer)
            out += "unsafe.Pointer";
        else
            out += (message() ? b : typ(b->basic))->name.str();
    }

    void chan(Chan *c) {
        out += c->dir == ChanDir::RecvOnly ? "<-chan " : c->dir == ChanDir::SendOnly ? "chan<- " : "chan ";
        auto *inner = llvm::dyn_cast<Chan>(c->elem);
        bool parens = c->dir == ChanDir::Both && inner && inner->dir == ChanDir::RecvOnly;
        if (parens) out += '(';
        type(c->elem);
        if (parens) out += ')';
    }

    void terms(List<Term> list) {
        for (size_t i = 0; i < list.size(); i++) {
            if (i) out += " | ";
            if (list[i].tilde) out += '~';
            type(list[i].type);
        }
    }

    // As in gc, "Pair[string,int]" in messages too; arguments of the function around a local type come first.
    void typeArgs(List<Type *> list, List<Type *> around = {}) {
        bool outer = inArgs_;
        inArgs_ = true;
        out += '[';
        for (size_t i = 0; i < around.size(); i++) {
            if (i) out += ',';
            type(around[i]);
        }
        if (!list.empty() && !around.empty()) out += ';';
        for (size_t i = 0; i < list.size(); i++) {
            if (i) out += ',';
            type(list[i]);
        }
        out += ']';
        inArgs_ = outer;
    }

    // "struct{a int; b string}" in messages, "struct { a int; b string }" elsewhere.
    void structType(Struct *s) {
        bool spaced = !message();
        out += spaced ? "struct {" : "struct{";
        for (size_t i = 0; i < s->fields.size(); i++) {
            Var *f = s->fields[i];
            if (i) out += ';';
            if (i || spaced) out += ' ';
            bool inRuntimeArgs = dialect_ == Dialect::Runtime && inArgs_ && !f->embedded;
            if ((dialect_ == Dialect::Link || inRuntimeArgs) && !f->isExported()) qualifier(f->pkg);
            if (!f->embedded)
                out += f->name.str().str() + " ";
            else if (dialect_ == Dialect::Link)
                out += "=" + f->name.str().str() + " ";
            type(f->type);
            if (!s->tag(i).empty()) out += " " + quoted(s->tag(i));
        }
        out += spaced && !s->fields.empty() ? " }" : "}";
    }

    void interfaceType(Interface *t) {
        if (!message()) return runtimeInterface(t);
        if (t == unalias(universe().anyType)) {
            out += "any";
            return;
        }
        if (t == universe().comparableType->underlying_) {
            out += "interface{comparable}";
            return;
        }
        if (t->implicit && t->methods.empty() && t->embeddeds.size() == 1) return type(t->embeddeds[0]);
        out += "interface{";
        const char *sep = "";
        for (Func *m : t->methods) {
            out += sep + m->name.str().str();
            if (m->type) signature(m->signature());
            sep = "; ";
        }
        for (Type *e : t->embeddeds) {
            out += sep;
            type(e);
            sep = "; ";
        }
        out += '}';
    }

    void runtimeInterface(Interface *t) {
        const TypeSet &set = typeSet(t, lazyArena());
        out += "interface {";
        const char *sep = " ";
        for (Func *m : set.methods) {
            out += sep;
            if (!m->isExported()) qualifier(m->pkg);
            out += m->name.str();
            if (m->type) signature(m->signature());
            sep = "; ";
        }
        if (!set.allTerms || set.comparable) {
            out += sep;
            if (set.comparable) out += "comparable";
            terms(set.terms);
            sep = "; ";
        }
        out += sep[0] == ';' ? " }" : "}";
    }

    Dialect dialect_;
    const Package *self_;
    bool inArgs_ = false;
    llvm::SmallPtrSet<Type *, 8> seen_;
};

} // namespace

std::string typeString(Type *t, const Package *self) {
    Writer w(Dialect::Message, self);
    w.type(t);
    return std::move(w.out);
}

std::string runtimeString(Type *t) {
    Writer w(Dialect::Runtime, nullptr);
    w.type(t);
    return std::move(w.out);
}

std::string linkString(Type *t) {
    Writer w(Dialect::Link, nullptr);
    w.type(t);
    return std::move(w.out);
}

std::string signatureString(Signature *s, const Package *self) {
    Writer w(Dialect::Message, self);
    w.signature(s);
    return std::move(w.out);
}

std::string signatureTypes(Signature *s, const Package *self) {
    Writer w(Dialect::Message, self);
    w.paramNames = false;
    w.signature(s);
    return std::move(w.out);
}

std::string typeParamsString(List<TypeParam *> list, const Package *self) {
    Writer w(Dialect::Message, self);
    w.typeParams(list);
    return std::move(w.out);
}

std::string objectKind(const Object *obj) {
    switch (obj->kind) {
    case ObjectKind::PkgName: return "package name";
    case ObjectKind::Const: return "constant";
    case ObjectKind::TypeName:
        if (llvm::cast<TypeName>(obj)->isAliasDecl) return "type alias";
        if (obj->type && llvm::isa<TypeParam>(obj->type)) return "type parameter";
        return "defined type";
    case ObjectKind::Var:
        switch (llvm::cast<Var>(obj)->varKind) {
        case VarKind::Package: return "package-level variable";
        case VarKind::Local: return "local variable";
        case VarKind::Recv: return "receiver";
        case VarKind::Param: return "parameter";
        case VarKind::Result: return "result variable";
        case VarKind::Field: return "struct field";
        }
        return "variable";
    case ObjectKind::Func: {
        auto *sig = llvm::cast<Func>(obj)->signature();
        return sig && sig->recv ? "method" : "function";
    }
    case ObjectKind::Label: return "label";
    case ObjectKind::Builtin: return "built-in function";
    case ObjectKind::Nil: return "untyped nil";
    }
    return "";
}

static std::string funcString(const Func *f, Writer &w) {
    w.out = "func ";
    Signature *sig = f->signature();
    if (sig && sig->recv) {
        w.out += '(';
        if (llvm::isa<Interface>(sig->recv->type))
            w.out += "interface";
        else
            w.type(sig->recv->type);
        w.out += ").";
    } else if (sig) {
        w.qualifier(f->pkg);
    }
    w.out += f->name.str();
    if (sig) w.signature(sig);
    return std::move(w.out);
}

static std::string typeNameString(const TypeName *obj, Writer &w) {
    Type *t = obj->type;
    if (!t || llvm::isa<Basic>(t)) return std::move(w.out);
    if (auto *n = llvm::dyn_cast<Named>(t); n && !n->typeParams.empty()) w.typeParams(n->typeParams);
    if (obj->isAliasDecl) {
        w.out += " =";
        if (auto *a = llvm::dyn_cast<Alias>(t)) t = a->fromRHS;
    } else if (auto *p = llvm::dyn_cast<TypeParam>(t)) {
        t = p->bound;
    } else {
        t = under(t);
    }
    w.out += ' ';
    w.type(t);
    return std::move(w.out);
}

std::string objectString(const Object *obj, const Package *self) {
    Writer w(Dialect::Message, self);
    switch (obj->kind) {
    case ObjectKind::PkgName: {
        const std::string &path = llvm::cast<PkgName>(obj)->imported->path;
        std::string name = obj->name.str().str();
        return "package " + name + (path != name ? " (" + quoted(path) + ")" : "");
    }
    case ObjectKind::Func: return funcString(llvm::cast<Func>(obj), w);
    case ObjectKind::Nil: return "nil";
    case ObjectKind::Const: w.out = "const "; break;
    case ObjectKind::TypeName:
        w.out = obj->type && llvm::isa<TypeParam>(obj->type) ? "type parameter " : "type ";
        break;
    case ObjectKind::Var: w.out = llvm::cast<Var>(obj)->isField() ? "field " : "var "; break;
    case ObjectKind::Label: return "label " + obj->name.str().str();
    case ObjectKind::Builtin: return "builtin " + obj->name.str().str();
    }
    if (obj->pkg && obj->pkg->scope.lookup(obj->name) == obj) w.qualifier(obj->pkg);
    w.out += obj->name.str();
    if (auto *t = llvm::dyn_cast<TypeName>(obj)) return typeNameString(t, w);
    if (obj->type) {
        w.out += ' ';
        w.type(obj->type);
    }
    return std::move(w.out);
}

} // namespace goloom::types

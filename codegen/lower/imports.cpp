// Declarations of other packages' objects, made when the code first names them.
#include "codegen/lower/lowering.h"

#include "frontend/check/inlinable.h"

namespace goloom {

using namespace types;

// Of a function or a method of a type that is not generic; else empty.
std::string Lowering::importedName(const Func &f) {
    auto *sig = f.signature();
    if (!sig->recv) return escapeKeyword(f.name.str()).str();
    Type *recv = unalias(sig->recv->type);
    if (auto *p = llvm::dyn_cast<Pointer>(recv)) recv = unalias(p->elem);
    auto *n = llvm::dyn_cast<Named>(recv);
    if (!n || llvm::isa<Interface>(under(n)) || !sig->recvTypeParams.empty()) return {};
    std::string name = typeName(n) + "_" + f.name.str().str();
    while (f.pkg->scope.lookup(Name::of(name))) name += "_";
    return name;
}

// The body of a small function that is called, so that Clang may inline it. What that calls in turn stays
// outside.
void Lowering::needBody(Func *f) {
    if (!f->pkg || f->pkg == in.pkg || module.inImported) return;
    auto *other = packageTables(f->pkg);
    if (!other || !isInlinable(*f, *other->info)) return;
    std::string name = importedName(*f);
    if (!name.empty()) queueInstance(f, {}, b.text(name));
}

void Lowering::needObject(const Object *o) {
    if (!o->pkg || o->pkg == in.pkg) return;
    StringRef at = namespaceOf(o->pkg);
    if (auto *v = llvm::dyn_cast<Var>(o)) {
        if (!module.objects.insert((at + "::" + o->name.str()).str()).second) return;
        auto *d = arena.create<cxx::Variable>();
        StringRef outer = std::exchange(ns, at);
        d->ns = at;
        d->name = escapeKeyword(v->name.str());
        d->type = type(v->type);
        d->extern_ = true;
        ns = outer;
        unit.importedVars.push_back(d);
        return;
    }
    auto *f = llvm::dyn_cast<Func>(o);
    if (!f || !f->signature()) return;
    auto *sig = f->signature();
    if (!sig->typeParams.empty()) return; // its instances are declared
    std::string name = importedName(*f);
    if (name.empty()) return;
    if (!module.objects.insert(at.str() + "::" + name).second) return;
    // Nothing of the code being lowered may leak into it.
    auto outerSubst = std::exchange(substitution, Subst());
    StringRef outer = std::exchange(ns, at);
    auto *d = arena.create<cxx::Function>();
    d->ns = at;
    d->name = b.text(name);
    llvm::SmallVector<cxx::Param, 8> params;
    if (sig->recv) params.push_back({type(sig->recv->type), {}});
    for (Var *p : sig->params->vars)
        params.push_back({type(p->type), {}}); // unnamed: a name could hide a type
    d->params = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(params)));
    d->result = resultType(sig);
    ns = outer;
    substitution = std::move(outerSubst);
    unit.importedFuncs.push_back(d);
}

} // namespace goloom

// Type inference. spec "Type inference": type equations from arguments, then from constraints, then from
// untyped constants; what is found is then freed of the parameters it still mentions.
#include "frontend/check/infer.h"
#include "frontend/check/check.h"

#include "llvm/ADT/DenseSet.h"

namespace goloom {

using namespace types;

// ---------------------------------------------------------------- type parameters inside types

namespace {

class ParamFinder {
  public:
    explicit ParamFinder(llvm::ArrayRef<TypeParam *> params) : params_(params) {}

    bool in(Type *t) {
        if (!t || !seen_.insert(t).second) return false; // a cycle adds nothing new
        switch (t->kind) {
        case TypeKind::Basic: return false;
        case TypeKind::Alias: return in(unalias(t));
        case TypeKind::Array: return in(llvm::cast<Array>(t)->elem);
        case TypeKind::Slice: return in(llvm::cast<Slice>(t)->elem);
        case TypeKind::Pointer: return in(llvm::cast<Pointer>(t)->elem);
        case TypeKind::Chan: return in(llvm::cast<Chan>(t)->elem);
        case TypeKind::Map: return in(llvm::cast<Map>(t)->key) || in(llvm::cast<Map>(t)->elem);
        case TypeKind::Struct: return vars(llvm::cast<Struct>(t)->fields);
        case TypeKind::Tuple: return vars(llvm::cast<Tuple>(t)->vars);
        case TypeKind::Signature:
            return vars(llvm::cast<Signature>(t)->params->vars) ||
                   vars(llvm::cast<Signature>(t)->results->vars);
        case TypeKind::Union:
            return llvm::any_of(llvm::cast<Union>(t)->terms, [&](const Term &term) { return in(term.type); });
        case TypeKind::Interface: {
            auto *i = llvm::cast<Interface>(t);
            return llvm::any_of(i->methods, [&](Func *m) { return in(m->type); }) ||
                   llvm::any_of(i->embeddeds, [&](Type *e) { return in(e); });
        }
        case TypeKind::Named:
            return llvm::any_of(llvm::cast<Named>(t)->targs, [&](Type *a) { return in(a); });
        case TypeKind::TypeParam: {
            bool found = llvm::is_contained(params_, llvm::cast<TypeParam>(t));
            if (found) seen_.erase(t);
            return found;
        }
        }
        return false;
    }

  private:
    bool vars(llvm::ArrayRef<Var *> list) {
        return llvm::any_of(list, [&](Var *v) { return in(v->type); });
    }
    llvm::ArrayRef<TypeParam *> params_;
    llvm::DenseSet<Type *> seen_;
};

// Takes back what was inferred for a parameter that would contain itself: substitution would not end.
class CycleKiller {
  public:
    CycleKiller(llvm::ArrayRef<TypeParam *> params, llvm::MutableArrayRef<Type *> inferred)
        : params_(params), inferred_(inferred) {}

    void walk(Type *t) {
        if (!t) return;
        t = unalias(t);
        auto *p = llvm::dyn_cast<TypeParam>(t);
        size_t at = p ? static_cast<size_t>(llvm::find(params_, p) - params_.begin()) : params_.size();
        if (!active_.insert(t).second) {
            if (at < params_.size()) inferred_[at] = nullptr;
            return;
        }
        if (at < params_.size())
            walk(inferred_[at]);
        else if (!p)
            children(t);
        active_.erase(t);
    }

  private:
    void vars(llvm::ArrayRef<Var *> list) {
        for (Var *v : list) walk(v->type);
    }
    void children(Type *t) {
        switch (t->kind) {
        case TypeKind::Array: return walk(llvm::cast<Array>(t)->elem);
        case TypeKind::Slice: return walk(llvm::cast<Slice>(t)->elem);
        case TypeKind::Pointer: return walk(llvm::cast<Pointer>(t)->elem);
        case TypeKind::Chan: return walk(llvm::cast<Chan>(t)->elem);
        case TypeKind::Map: walk(llvm::cast<Map>(t)->key); return walk(llvm::cast<Map>(t)->elem);
        case TypeKind::Struct: return vars(llvm::cast<Struct>(t)->fields);
        case TypeKind::Signature:
            vars(llvm::cast<Signature>(t)->params->vars);
            return vars(llvm::cast<Signature>(t)->results->vars);
        case TypeKind::Union:
            for (const Term &term : llvm::cast<Union>(t)->terms) walk(term.type);
            return;
        case TypeKind::Interface:
            for (Func *m : llvm::cast<Interface>(t)->methods) walk(m->type);
            for (Type *e : llvm::cast<Interface>(t)->embeddeds) walk(e);
            return;
        case TypeKind::Named:
            for (Type *a : llvm::cast<Named>(t)->targs) walk(a);
            return;
        default: return;
        }
    }
    llvm::ArrayRef<TypeParam *> params_;
    llvm::MutableArrayRef<Type *> inferred_;
    llvm::DenseSet<Type *> active_;
};

} // namespace

bool isParameterized(llvm::ArrayRef<TypeParam *> params, Type *t) { return ParamFinder(params).in(t); }

Type *constraintOf(TypeParam *p) { return isInterface(p->bound) ? p->bound : under(p); }

// Apart from those of declared parameters.
static unsigned newTypeParamId() {
    static unsigned last = 1u << 31;
    return ++last;
}

Type *Checker::renameTypeParams(llvm::ArrayRef<TypeParam *> params, Type *t,
                                llvm::SmallVectorImpl<TypeParam *> &fresh) {
    // In a recursive call the parameters of the function being called and those of the one being checked are
    // the same objects, yet the former are variables and the latter are types.
    Subst rename;
    for (TypeParam *p : params) {
        auto *name = arena.create<TypeName>(p->obj->pos, p->obj->pkg, p->obj->name, nullptr);
        auto *q = arena.create<TypeParam>(name);
        name->type = q;
        q->index = p->index;
        q->id = newTypeParamId();
        fresh.push_back(q);
        rename.map[p] = q;
    }
    for (size_t i = 0; i < params.size(); i++) {
        TypeParam *q = fresh[fresh.size() - params.size() + i];
        q->bound = substitute(params[i]->bound, rename, arena);
    }
    return substitute(t, rename, arena);
}

// ---------------------------------------------------------------- inference

namespace {

// What is known of the parameters so far. A parameter bound to another one shares its type.
class Bindings {
  public:
    Bindings(llvm::ArrayRef<TypeParam *> params, llvm::ArrayRef<Type *> given) : params_(params) {
        for (size_t i = 0; i < given.size(); i++)
            if (given[i]) subst_.map[params[i]] = given[i];
    }
    Type *at(TypeParam *p) {
        Type *t = root(p);
        auto *q = llvm::dyn_cast<TypeParam>(t);
        return q && llvm::is_contained(params_, q) ? nullptr : t;
    }
    void set(TypeParam *p, Type *t) {
        if (auto *q = llvm::dyn_cast<TypeParam>(root(p))) subst_.map[q] = t;
    }
    bool unify(Type *x, Type *y, int mode) { return types::unify(x, y, params_, mode, subst_); }
    size_t unknowns() {
        return static_cast<size_t>(llvm::count_if(params_, [&](TypeParam *p) { return !at(p); }));
    }
    void inferred(llvm::SmallVectorImpl<Type *> &out) {
        for (TypeParam *p : params_) out.push_back(at(p));
    }

  private:
    Type *root(TypeParam *p) {
        Type *t = p;
        for (size_t i = 0; i <= params_.size(); i++) {
            auto *q = llvm::dyn_cast<TypeParam>(t);
            Type *next = q && llvm::is_contained(params_, q) ? subst_.map.lookup(q) : nullptr;
            if (!next || next == t) break;
            t = next;
        }
        return t;
    }
    llvm::ArrayRef<TypeParam *> params_;
    Subst subst_;
};

struct CoreTerm {
    Term term{false, nullptr}; // type null: none
    bool single = false;       // the only type of the set
};

} // namespace

static CoreTerm coreTerm(TypeParam *p, Arena &arena) {
    const TypeSet &set = types::typeSetOf(p->bound, arena);
    if (!set.hasTerms()) return {};
    if (set.terms.size() == 1) return {set.terms[0], true};
    bool tilde = llvm::any_of(set.terms, [](const Term &t) { return t.tilde; });
    return {{tilde, commonUnder(p)}, false};
}

// "P", "P and Q", "P, Q, and R"
static std::string paramNames(llvm::ArrayRef<TypeParam *> params) {
    std::string out;
    for (size_t i = 0; i < params.size(); i++) {
        if (i) out += params.size() == 2 ? " and " : i + 1 == params.size() ? ", and " : ", ";
        out += params[i]->obj->name.str();
    }
    return out;
}

static Subst bind(llvm::ArrayRef<TypeParam *> params, llvm::ArrayRef<Type *> types) {
    Subst s;
    for (size_t i = 0; i < params.size() && i < types.size(); i++)
        if (types[i]) s.map[params[i]] = types[i];
    return s;
}

// Why argument and parameter do not go together.
static std::string mismatch(Checker &c, Bindings &known, llvm::ArrayRef<TypeParam *> params, Type *par,
                            const Operand &arg, bool reverse) {
    llvm::SmallVector<Type *, 4> so;
    known.inferred(so);
    std::string head = "type " + c.str(arg.type) + " of " + c.str(arg.expr) + " does not match ";
    if (llvm::none_of(so, [](Type *t) { return t != nullptr; }))
        return head + c.str(par) + " (cannot infer " + paramNames(params) + ")";
    Type *inferred = substitute(par, bind(params, so), c.arena);
    if (inferred == par) return head + c.str(par);
    if (reverse)
        return "inferred type " + c.str(inferred) + " for " + c.str(par) + " does not match type " +
               c.str(arg.type) + " of " + c.str(arg.expr);
    return head + "inferred type " + c.str(inferred) + " for " + c.str(par);
}

// Unifies the methods of the constraint with those that t has. False: one is missing; cause says which.
static bool unifyMethods(Checker &c, Bindings &known, Type *t, TypeParam *p, std::string &cause) {
    for (Func *m : types::typeSetOf(p->bound, c.arena).methods) {
        auto *f = llvm::dyn_cast_or_null<Func>(lookupFieldOrMethod(t, false, m->pkg, m->name).obj);
        if (f && f->type && m->type && known.unify(f->type, m->type, Exact)) continue;
        MissingMethod missing = missingMethod(t, under(p), true, c.arena);
        if (!missing.method) missing.method = m;
        cause = missingMethodCause(t, under(p), missing, &c.pkg);
        return false;
    }
    return true;
}

// The second step: constraints, again and again while they tell something new.
static bool fromConstraints(Checker &c, Bindings &known, llvm::ArrayRef<TypeParam *> params,
                            std::string &why) {
    for (;;) {
        size_t before = known.unknowns();
        for (TypeParam *p : params) {
            Type *t = known.at(p);
            CoreTerm core = coreTerm(p, c.arena);
            if (core.term.type) {
                if (t) {
                    if (!known.unify(t, core.term.type, 0)) {
                        why = p->obj->name.str().str() + " (type " + c.str(t) + ") does not satisfy " +
                              c.str(p->bound);
                        return false;
                    }
                } else if (core.single && !core.term.tilde) {
                    known.set(p, core.term.type);
                }
            }
            if (t && !isParameterized(params, t)) {
                std::string cause;
                if (!unifyMethods(c, known, t, p, cause)) {
                    why = p->obj->name.str().str() + " (type " + c.str(t) + ") does not satisfy " +
                          c.str(p->bound) + " " + cause;
                    return false;
                }
            }
        }
        if (known.unknowns() == before) return true;
    }
}

// Replaces parameters inside what was inferred until nothing changes.
static void simplify(Checker &c, llvm::ArrayRef<TypeParam *> params, llvm::ArrayRef<Type *> given,
                     llvm::MutableArrayRef<Type *> inferred) {
    CycleKiller killer(params, inferred);
    for (TypeParam *p : params) killer.walk(p);
    llvm::SmallVector<size_t, 4> dirty;
    for (size_t i = 0; i < inferred.size(); i++)
        if (inferred[i] && (i >= given.size() || !given[i])) dirty.push_back(i);
    for (size_t round = 0; !dirty.empty() && round <= params.size() + 1; round++) {
        Subst s = bind(params, inferred);
        llvm::SmallVector<size_t, 4> changed;
        for (size_t i : dirty) {
            Type *t = substitute(inferred[i], s, c.arena);
            if (t == inferred[i]) continue;
            // A generic function whose parameters have all been found is not generic any more.
            if (auto *sig = llvm::dyn_cast<Signature>(t);
                sig && !sig->typeParams.empty() && !isParameterized(params, sig))
                sig->typeParams = {};
            inferred[i] = t;
            changed.push_back(i);
        }
        dirty = changed;
    }
}

bool Checker::infer(Pos pos, llvm::ArrayRef<TypeParam *> tparams, llvm::ArrayRef<Type *> given, Tuple *params,
                    llvm::ArrayRef<Operand> args, bool reverse, TypeArgs &out, InferError &err) {
    if (given.size() == tparams.size() && !llvm::is_contained(given, nullptr)) {
        out.assign(given.begin(), given.end());
        return true;
    }
    for (const Operand &a : args)
        if (!a || !a.type || !isValid(a.type)) return false;

    // What is given explicitly is not inferred again: assignability, not identity, decides there.
    params = llvm::cast<Tuple>(substitute(params, bind(tparams, given), arena));
    Bindings known(tparams, given);

    // spec: "type equations … for function arguments": typed ones first.
    int mode = AssignInexact | (allowVersion(21) ? EnableInterface : 0);
    llvm::SmallVector<size_t, 4> untypedArgs;
    for (size_t i = 0; i < args.size() && i < params->size(); i++) {
        Type *par = params->vars[i]->type;
        if (!isParameterized(tparams, par) && !isParameterized(tparams, args[i].type)) continue;
        if (isTyped(args[i].type)) {
            if (known.unify(par, args[i].type, mode)) continue;
            err = {args[i].pos(), mismatch(*this, known, tparams, par, args[i], reverse)};
            return false;
        }
        if (llvm::isa<TypeParam>(par) && !args[i].isNil()) untypedArgs.push_back(i);
    }

    err.at = pos;
    if (!fromConstraints(*this, known, tparams, err.text)) return false;

    // spec: "If … multiple untyped constants … the largest kind of their default types".
    llvm::MapVector<TypeParam *, Type *> largest;
    for (size_t i : untypedArgs) {
        auto *p = llvm::cast<TypeParam>(params->vars[i]->type);
        if (known.at(p)) continue;
        Type *&max = largest[p];
        if (!max) {
            max = args[i].type;
            continue;
        }
        Operand probe{Mode::Value, args[i].expr, args[i].type, {}, {}};
        Type *m = implicitTypeAndValue(probe, max, nullptr);
        if (!m) {
            err = {args[i].pos(), "mismatched types " + str(max) + " and " + str(args[i].type) +
                                      " (cannot infer " + p->obj->name.str().str() + ")"};
            return false;
        }
        max = m;
    }
    for (auto &[p, t] : largest) known.set(p, defaultType(t));

    llvm::SmallVector<Type *, 4> inferred;
    known.inferred(inferred);
    simplify(*this, tparams, given, inferred);
    for (size_t i = 0; i < tparams.size(); i++) {
        if (inferred[i] && !isParameterized(tparams, inferred[i])) continue;
        TypeName *o = tparams[i]->obj;
        Position at = diags.sources().position(o->pos);
        err = {pos, "cannot infer " + o->name.str().str() + " (declared at " + at.file.str() + ":" +
                        std::to_string(at.line) + ":" + std::to_string(at.column) + ")"};
        return false;
    }
    out.assign(inferred.begin(), inferred.end());
    return true;
}

bool Checker::verifyInstance(Pos pos, llvm::ArrayRef<TypeParam *> params, llvm::ArrayRef<Type *> targs) {
    Subst s = bind(params, targs);
    for (size_t i = 0; i < params.size() && i < targs.size(); i++) {
        std::string cause;
        if (implements(targs[i], substitute(constraintOf(params[i]), s, arena), true, arena, &cause, &pkg))
            continue;
        error(pos, Diag::InvalidTypeArg).soft() << cause;
        return false;
    }
    return true;
}

} // namespace goloom

// Declared functions and methods, the instances of generic ones, and the entries that interfaces call methods
// through.
//
// A function with results that are named, or that defers, keeps them in variables; with defer they stay in
// memory, since a recover comes back to read them:
//
//     int_ v = 0;
//     runtime::deferframe d;
//     runtime::deferkeep(v);
//     if (runtime::deferenter(d)) { // here again after a recover
//         runtime::deferreturn(&d);
//         return v;
//     }
#include "codegen/lower/lowering.h"

#include "frontend/ast/recovers.h"
#include "frontend/check/linkname.h"
#include "frontend/types/type_string.h"

namespace goloom {

using namespace types;

llvm::SmallVector<cxx::Param, 8> Lowering::paramList(FuncState &, Signature *sig) {
    llvm::SmallVector<cxx::Param, 8> params;
    auto add = [&](Var *v) {
        if (!v->name || v->name.isBlank()) {
            params.push_back({type(v->type), {}});
            return;
        }
        StringRef name = localName(v);
        if (facts->storageOf(v) == Storage::Heap) name = b.text(name + "_");
        params.push_back({type(v->type), name});
    };
    if (sig->recv) add(sig->recv);
    for (Var *v : sig->params->vars) add(v);
    return params;
}

void Lowering::funcBody(FuncState &st, ast::BlockStmt *body, cxx::Block *out) {
    st.outer = fn;
    fn = &st;
    auto *was = b.enter(out);
    Pos at = b.position();
    b.at(body->lbrace, {});
    Signature *sig = st.sig;
    auto moveToHeap = [&](Var *v) {
        if (v && v->name && !v->name.isBlank() && facts->storageOf(v) == Storage::Heap)
            declareVar(v, b.name(localName(v) + "_"));
    };
    moveToHeap(sig->recv);
    for (Var *v : sig->params->vars) moveToHeap(v);

    bool defers = st.facts && st.facts->hasDefer;
    size_t n = sig->results->size();
    bool named = n && sig->results->vars[0]->name && true;
    if (n && (named || defers)) {
        st.namedResults = true;
        for (size_t i = 0; i < n; i++) {
            Var *v = sig->results->vars[i];
            if (v->name && !v->name.isBlank()) {
                st.results.push_back(localName(v));
                declareVar(v, zero(v->type));
            } else {
                StringRef name = temp("r");
                st.results.push_back(name);
                b.var(type(v->type), name, zero(v->type));
            }
        }
    }
    if (defers) {
        st.deferFrame = "d";
        while (module.identifiers.contains(st.deferFrame)) st.deferFrame = b.text(st.deferFrame + "_");
        b.add(arena.create<cxx::VarDecl>(
            allDefersOpen(body) ? "runtime::deferframe" : "runtime::deferstack",
            cxx::List<StringRef>(arena.copy(llvm::ArrayRef<StringRef>(st.deferFrame))), nullptr));
        if (n) {
            llvm::SmallVector<Expr *, 4> kept;
            for (StringRef r : st.results) kept.push_back(b.name(r));
            b.expr(rt(RT::deferkeep, kept));
        }
        auto *again = b.newBlock();
        auto *inner = b.enter(again);
        b.expr(rt(RT::deferreturn, {b.unary("&", b.name(st.deferFrame))}));
        b.ret(resultValue(st));
        b.enter(inner);
        auto *s = arena.create<cxx::If>(nullptr, rt(RT::deferenter, {b.name(st.deferFrame)}), again, nullptr);
        s->text = "here again after a recover";
        b.add(s);
    }
    stmtList(body->list);
    out->end = body->rbrace;
    if (n == 0 && defers && (out->list->empty() || !llvm::isa<cxx::Return>(out->list->back()))) {
        b.at(body->rbrace, {});
        runDeferred();
    }
    b.backTo(at);
    b.enter(was);
    fn = st.outer;
}

// What `return` without operands returns; null for nothing.
Expr *Lowering::resultValue(FuncState &st) {
    if (st.results.empty()) return nullptr;
    if (st.results.size() == 1) return b.name(st.results[0]);
    llvm::SmallVector<Expr *, 4> values;
    for (StringRef r : st.results) values.push_back(b.name(r));
    return b.init({}, values);
}

cxx::Function *Lowering::prototype(cxx::Function *f) {
    if (!module.prototypes.insert((f->ns + "::" + f->name).str()).second) return f;
    auto *p = arena.create<cxx::Function>(*f);
    p->body = nullptr;
    p->doc = p->text = {};
    llvm::SmallVector<cxx::Param, 8> params;
    for (auto &q : f->params) params.push_back({q.type, {}}); // unnamed: a name could hide a type
    p->params = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(params)));
    unit.prototypes.push_back(p);
    return f;
}

static StringRef commentText(Lowering &l, const ast::CommentGroup *doc) {
    if (!doc) return {};
    std::string s;
    for (auto &c : doc->list) {
        StringRef t = c.text;
        if (t.starts_with("//go:") || t.starts_with("//line ") || t.starts_with("//export ")) continue;
        if (t.starts_with("/*")) t = t.drop_front(2).drop_back(2).trim();
        s += (s.empty() ? "" : "\n") + t.str();
    }
    return l.arena.copy(StringRef(s));
}

static bool hasPragma(const ast::FuncDecl *d, StringRef name) {
    for (StringRef p : d->pragmas)
        if (p == name || p.starts_with((name + " ").str())) return true;
    return false;
}

// f, declared as d, is the function of that name. In its own package f stands for that (nameOf); for others
// it is a function that calls it.
void Lowering::linkedBody(cxx::Function *d, Func *f, StringRef path) {
    auto *sig = f->signature();
    auto [package, name] = path.rsplit('.');
    auto *other = arena.create<cxx::Function>(*d);
    other->ns = b.text(namespaceOfPath(package));
    other->name = escapeKeyword(name);
    other->goName = {};
    StringRef outer = std::exchange(ns, other->ns);
    llvm::SmallVector<cxx::Param, 4> params;
    for (Var *v : sig->params->vars) params.push_back({type(v->type), {}});
    other->params = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(params)));
    other->result = resultType(sig);
    prototype(other);
    ns = outer;
    params.clear();
    llvm::SmallVector<Expr *, 4> args;
    for (auto &p : d->params) {
        StringRef n = b.text("a" + llvm::Twine(args.size() + 1));
        params.push_back({p.type, n});
        args.push_back(b.name(n));
    }
    d->name = escapeKeyword(f->name.str());
    d->params = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(params)));
    prototype(d);
    d->body = inBlock([&] {
        Expr *call = b.call(b.name(nameOf(f)), arena.copy(llvm::ArrayRef<Expr *>(args)));
        if (sig->results->size())
            b.ret(call);
        else
            b.expr(call);
    });
    unit.funcs.push_back(d);
}

void Lowering::funcDecl(Func *f, ast::FuncDecl *decl) {
    auto *sig = f->signature();
    if (!sig || !sig->typeParams.empty() || !sig->recvTypeParams.empty()) return; // its instances are lowered
    if (f->name.isBlank()) return;
    auto *d = arena.create<cxx::Function>();
    d->ns = ns;
    if (!sig->recv && f->name.str() == "init")
        d->name = b.text("init_" + llvm::Twine(module.inits++));
    else
        d->name = nameOf(f);
    lowerFunction(d, f, decl);
}

void Lowering::lowerFunction(cxx::Function *d, Func *f, ast::FuncDecl *decl) {
    auto *sig = f->signature();
    auto factsOf = facts->funcs.find(decl);
    FuncState st;
    st.node = decl;
    st.sig = sig;
    st.goName = sig->recv || f->name.str() != "init"
                    ? goNameOf(f)
                    : b.text(goNameOf(f) + "." + llvm::Twine(module.inits - 1));
    d->goName = st.goName;
    st.facts = factsOf == facts->funcs.end() ? nullptr : &factsOf->second;
    d->params = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(paramList(st, sig))));
    d->result = resultType(sig);
    d->pos = decl->pos;
    if (!decl->body) {
        StringRef elsewhere = linkname(*decl, *in.pkg);
        if (elsewhere.empty())
            prototype(d); // a native
        else
            linkedBody(d, f, elsewhere);
        return;
    }
    d->doc = commentText(*this, decl->doc);
    d->noinline_ = (st.facts && st.facts->hasRecover) || hasPragma(decl, "go:noinline");
    if (!d->imported_) prototype(d);
    d->body = b.newBlock(decl->body->lbrace);
    funcBody(st, decl->body, d->body);
    unit.funcs.push_back(d);
}

// ---------------------------------------------------------------- instances

StringRef Lowering::queueInstance(Func *origin, ArrayRef<Type *> targs, StringRef name) {
    if (module.instanceNames.insert((namespaceOf(origin->pkg) + "::" + name).str()).second)
        module.instances.push_back({origin, llvm::ArrayRef<Type *>(arena.copy(targs)), name});
    return name;
}

StringRef Lowering::instance(Func *f, ArrayRef<Type *> targs) {
    llvm::SmallVector<Type *, 4> args;
    for (Type *t : targs) args.push_back(subst(t));
    auto *origin = f->origin ? f->origin : f;
    StringRef name = b.text(escapeKeyword(origin->name.str()) + argsIdent(args));
    return qualified(namespaceOf(origin->pkg), queueInstance(origin, args, name));
}

StringRef Lowering::methodInstance(Named *recv, Func *origin) {
    StringRef name = b.text(typeName(recv) + "_" + origin->name.str());
    return queueInstance(origin, recv->targs, name);
}

const LowerInput::Other *Lowering::packageTables(const Package *pkg) {
    for (auto &o : in.others)
        if (o.pkg == pkg && o.info && o.facts) return &o;
    return nullptr;
}

// What p points at, for a method of T that *T has been asked for.
Expr *Lowering::valueReceiver(Expr *p, Named *n, const Func *m) {
    std::string name = n->obj->name.str().str() + (n->targs.empty() && n->outerArgs.empty() ? "" : "[...]");
    std::string path = n->obj->pkg ? n->obj->pkg->path + "." : "";
    return rt(RT::valuereceiver,
              {p, b.lit("\"" + path + name + "." + m->name.str().str() + "\""), b.lit("\"" + name + "\"")});
}

// Whether the method calls recover itself. Of an interface's nobody knows.
bool Lowering::mayRecover(const Func *m) {
    if (m->origin) m = m->origin;
    return !m->decl || ast::callsRecover(*m->decl);
}

void Lowering::lowerInstances() {
    while (module.lowered < module.instances.size()) {
        PendingInstance p = module.instances[module.lowered++];
        auto *sig = p.origin->signature();
        auto params = sig->recvTypeParams.empty() ? sig->typeParams : sig->recvTypeParams;
        Subst s;
        for (size_t i = 0; i < params.size() && i < p.targs.size(); i++) s.map[params[i]] = p.targs[i];
        auto outerSubst = std::exchange(substitution, std::move(s));
        StringRef outerNs = std::exchange(ns, namespaceOf(p.origin->pkg));
        auto *outerInfo = info;
        auto *outerFacts = facts;
        int outerMinor = goMinor;
        auto *d = arena.create<cxx::Function>();
        d->ns = ns;
        d->name = p.name;
        d->imported_ = p.targs.empty();
        d->inline_ = !d->imported_;
        module.inImported = d->imported_;
        bool have = p.origin->pkg == in.pkg;
        if (auto *other = have ? nullptr : packageTables(p.origin->pkg)) {
            info = other->info;
            facts = other->facts;
            goMinor = other->goMinor;
            have = true;
        }
        if (have && p.origin->decl && p.origin->decl->body) {
            noteNames(*p.origin->decl);
            auto outerNames = std::exchange(names, llvm::DenseMap<const Object *, StringRef>());
            lowerFunction(d, p.origin, p.origin->decl);
            names = std::move(outerNames);
        } else { // its package has it
            FuncState none;
            d->inline_ = false;
            d->params = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(paramList(none, sig))));
            d->result = resultType(sig);
            prototype(d);
        }
        module.inImported = false;
        info = outerInfo;
        facts = outerFacts;
        goMinor = outerMinor;
        ns = outerNs;
        substitution = std::move(outerSubst);
    }
}

// ---------------------------------------------------------------- method entries

// An interface holds a pointer to the value, or the value if its type is one word that is a pointer. A
// declared method with a receiver of just that is its own entry; else an inline function `T_Method_ptr`
// fetches the receiver.
Expr *Lowering::methodEntry(Type *recv, const MethodSetEntry &m) {
    recv = unalias(subst(recv));
    Type *base = recv;
    bool pointer = false;
    if (auto *p = llvm::dyn_cast<Pointer>(recv)) base = unalias(p->elem), pointer = true;
    Type *u = under(base);
    bool direct = !pointer && (llvm::isa<Pointer>(u) || llvm::isa<Map>(u) || llvm::isa<Chan>(u) ||
                               llvm::isa<Signature>(u) || isUnsafePointer(base));
    auto *sig = m.fn->signature();
    bool ptrMethod = sig->recv && llvm::isa<Pointer>(unalias(sig->recv->type));
    bool promoted = m.path.size() > 1;
    if (!promoted && (direct || ptrMethod)) return b.unary("&", b.name(methodName(m.fn)));

    auto *n = llvm::dyn_cast<Named>(base);
    StringRef at = n ? namespaceOf(n->obj->pkg) : StringRef("unnamed");
    // A promoted method of another package may have the name of one of this.
    bool foreign = n && !m.fn->isExported() && m.fn->pkg != n->obj->pkg;
    StringRef name = b.text((n ? typeName(n) : typeIdent(base)) + "_" + m.fn->name.str() +
                            (foreign ? "_" + packageIdent(m.fn->pkg) : "") + (direct ? "_value" : "_ptr"));
    if (!module.wrappers.insert((at + "::" + name).str()).second)
        return b.unary("&", b.name(qualified(at, name)));

    // Wrappers are the same wherever they are made.
    StringRef outer = std::exchange(ns, at);
    FuncState st;
    st.outer = fn;
    fn = &st;
    auto *d = arena.create<cxx::Function>();
    d->ns = at;
    d->name = name;
    d->inline_ = true;
    llvm::SmallVector<cxx::Param, 8> params;
    params.push_back({direct ? type(base) : b.text("ptr<" + type(base) + ">"), "recv"});
    auto *ssig = llvm::cast<Signature>(subst(sig));
    llvm::SmallVector<Expr *, 8> args;
    for (Var *p : ssig->params->vars) {
        StringRef a = b.text("a" + llvm::Twine(args.size()));
        params.push_back({type(p->type), a});
        args.push_back(b.name(a));
    }
    d->params = cxx::List<cxx::Param>(arena.copy(llvm::ArrayRef<cxx::Param>(params)));
    d->result = resultType(ssig);
    d->body = b.newBlock();
    auto *was = b.enter(d->body);

    Expr *x = b.name("recv");
    Type *t = base;
    bool isPtr = !direct;
    for (size_t i = 0; i + 1 < m.path.size(); i++) {
        auto *s = asUnder<Struct>(t);
        Var *f = s->fields[static_cast<size_t>(m.path[i])];
        StringRef field = fieldName(f);
        x = isPtr ? b.arrow(x, field) : b.member(x, field);
        t = unalias(subst(f->type));
        isPtr = false;
        if (auto *p = llvm::dyn_cast<Pointer>(t)) t = unalias(p->elem), isPtr = true;
    }
    Expr *call;
    bool recovers = mayRecover(m.fn);
    if (llvm::isa<Interface>(under(t))) {
        if (isPtr) x = b.unary("*", x);
        recovers = true; // whatever the interface holds
        call = b.call(b.member(x, interfaceMethod(t, m.fn)), args);
    } else {
        if (ptrMethod && !isPtr) x = b.unary("&", x);
        // *T has the method too, and may be nil.
        if (!ptrMethod && isPtr) x = promoted || !n ? b.unary("*", x) : valueReceiver(x, n, m.fn);
        args.insert(args.begin(), x);
        call = b.call(b.name(methodName(m.fn)), args);
    }
    if (recovers) wrapperMark();
    d->noinline_ = recovers;
    if (ssig->results->size())
        b.ret(call);
    else
        b.expr(call);
    b.enter(was);
    prototype(d);
    unit.wrappers.push_back(d);
    fn = st.outer;
    ns = outer;
    return b.unary("&", b.name(qualified(at, name)));
}

} // namespace goloom

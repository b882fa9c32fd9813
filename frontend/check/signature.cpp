// Function types, parameters and receivers. spec "Function types", "Method declarations".
#include "frontend/check/check.h"

namespace goloom {

using namespace types;

namespace {

class SignatureBuilder {
  public:
    SignatureBuilder(Checker &c, Signature *sig) : c(c), sig(sig) {}

    void build(ast::FuncType *e, ast::FieldList *recv) {
        c.env.scope = c.newScope(c.env.scope, e->pos, e->end, true);
        c.recordScope(e, c.env.scope);
        sig->scope = c.env.scope;
        ast::Field *recvField = recv && !recv->list.empty() ? recv->list[0] : nullptr;
        Var *receiver = nullptr;
        if (recvField) receiver = collectRecv(recvField, e->pos);
        if (recv && !recvField) receiver = newVar(VarKind::Recv, recv->pos, Name(), invalidType());
        if (e->typeParams && !e->typeParams->list.empty())
            c.collectTypeParams(e->typeParams, sig->typeParams);

        std::vector<ast::Ident *> names, resultNames;
        bool variadic = false, ignored = false;
        std::vector<Var *> params = collect(VarKind::Param, e->params, names, variadic);
        std::vector<Var *> results = collect(VarKind::Result, e->results, resultNames, ignored);

        // The scope of all of them starts with the body.
        if (receiver && receiver->name) c.declare(c.env.scope, recvField->names[0], receiver, e->end);
        declareAll(names, params, e->end);
        declareAll(resultNames, results, e->end);
        sig->recv = receiver;
        sig->params = c.arena.create<Tuple>(c.arena.copy(List<Var *>(params)));
        sig->results = c.arena.create<Tuple>(c.arena.copy(List<Var *>(results)));
        sig->variadic = variadic;
        c.closeScope();
    }

  private:
    Var *newVar(VarKind kind, Pos at, Name name, Type *t) {
        auto *v = c.arena.create<Var>(kind, at, &c.pkg, name, t);
        v->color = Color::Black;
        return v;
    }

    std::vector<Var *> collect(VarKind kind, ast::FieldList *list, std::vector<ast::Ident *> &names,
                               bool &variadic) {
        std::vector<Var *> out;
        if (!list) return out;
        for (ast::Field *f : list->list) {
            bool last = f == list->list.back();
            ast::Expr *te = f->type;
            auto *dots = llvm::dyn_cast<ast::Ellipsis>(te);
            if (dots && dots->elt) {
                te = dots->elt;
                if (kind == VarKind::Param && last && f->names.size() <= 1)
                    variadic = true;
                else
                    c.error(dots->pos, Diag::MisplacedDotDotDot);
            }
            Type *t = c.varType(te);
            if (dots && last && variadic) {
                t = c.arena.create<Slice>(t);
                c.recordTypeAndValue(dots, Mode::TypExpr, t, {});
            }
            for (ast::Ident *id : f->names) {
                out.push_back(newVar(kind, id->pos, id->name, t));
                names.push_back(id);
            }
            if (!f->names.empty()) continue;
            out.push_back(newVar(kind, f->pos, Name(), t));
            names.push_back(nullptr);
            c.recordImplicit(f, out.back());
        }
        return out;
    }

    void declareAll(llvm::ArrayRef<ast::Ident *> names, llvm::ArrayRef<Var *> vars, Pos scopePos) {
        for (size_t i = 0; i < names.size(); i++)
            if (names[i]) c.declare(c.env.scope, names[i], vars[i], scopePos);
    }

    // ------------------------------------------------------------ receivers

    // "(" [ name ] [ "*" ] Base [ "[" TypeParams "]" ] ")"
    Var *collectRecv(ast::Field *f, Pos scopePos) {
        ast::Expr *base = ast::unparen(f->type);
        bool ptr = false;
        if (auto *star = llvm::dyn_cast<ast::StarExpr>(base)) {
            ptr = true;
            base = ast::unparen(star->x);
        }
        auto *index = llvm::dyn_cast<ast::IndexExpr>(base);
        Type *t;
        if (index) {
            base = index->x;
            t = genericRecv(f->type, base, index, ptr, scopePos);
        } else {
            t = c.varType(f->type);
            if (!isLocalBase(t, base)) t = invalidType();
        }
        ast::Ident *id = f->names.empty() ? nullptr : f->names[0];
        Var *v = newVar(VarKind::Recv, id ? id->pos : f->pos, id ? id->name : Name(), t);
        if (!id) c.recordImplicit(f, v);
        c.later([this_ = *this, v, base]() mutable { this_.validRecv(base->pos, v); });
        return v;
    }

    // An alias may not lead to an instance.
    bool isLocalBase(Type *t, ast::Expr *base) {
        auto unpointer = [](Type *t) {
            while (auto *p = llvm::dyn_cast<Pointer>(t)) t = p->elem;
            return t;
        };
        for (auto *a = llvm::dyn_cast<Alias>(unpointer(t)); a && a->fromRHS;) {
            Type *to = unpointer(a->fromRHS);
            auto *n = llvm::dyn_cast<Named>(to);
            auto *next = llvm::dyn_cast<Alias>(to);
            if ((n && n->isInstance()) || (next && !next->targs.empty())) {
                c.error(base->pos, Diag::InvalidRecvInstance) << "instantiated type " + c.str(to);
                return false;
            }
            a = next;
        }
        return true;
    }

    Type *genericRecv(ast::Expr *whole, ast::Expr *base, ast::IndexExpr *index, bool ptr, Pos scopePos) {
        std::string cause;
        Type *t = c.genericType(base, &cause);
        auto *origin = llvm::dyn_cast<Named>(t);
        if (!cause.empty()) c.error(base->pos, Diag::InvalidRecvCause) << cause;
        if (auto *a = llvm::dyn_cast<Alias>(t))
            c.error(base->pos, Diag::InvalidRecvInstance) << "generic alias type " + c.str(a);

        std::vector<TypeParam *> params;
        for (ast::Expr *arg : index->indices) {
            auto *id = llvm::dyn_cast<ast::Ident>(arg);
            if (!id) {
                c.error(arg->pos, Diag::RecvTypeParamNotIdent) << c.str(static_cast<const ast::Expr *>(arg));
                id = c.arena.create<ast::Ident>();
                id->kind = ast::Kind::Ident;
                id->pos = arg->pos;
                id->end = arg->end;
                id->name = Name::of("_");
            }
            TypeParam *p = c.declareTypeParam(id, scopePos);
            p->index = static_cast<unsigned>(params.size());
            params.push_back(p);
            c.recordUse(id, p->obj);
            c.recordTypeAndValue(id, Mode::TypExpr, p, {});
        }
        sig->recvTypeParams = c.arena.copy(List<TypeParam *>(params));
        if (!origin) return invalidType();

        bool same = params.size() == origin->typeParams.size();
        if (!same)
            c.error(base->pos, Diag::BadRecv)
                << (params.size() == 1 ? std::string("1 type parameter")
                                       : std::to_string(params.size()) + " type parameters")
                << origin->typeParams.size();
        Subst rename;
        for (size_t i = 0; same && i < params.size(); i++) rename.map[origin->typeParams[i]] = params[i];
        for (size_t i = 0; same && i < params.size(); i++)
            params[i]->bound = substitute(origin->typeParams[i]->bound, rename, c.arena);
        c.verifyVersion(base->pos, 18, "type instantiation");
        std::vector<Type *> targs(params.begin(), params.end());
        Type *recv = instantiate(origin, targs, c.arena);
        c.recordInstance(base, targs, recv);
        if (ptr) recv = c.arena.create<Pointer>(recv);
        recordRecvTypes(whole, recv);
        return recv;
    }

    // (*(T[P])), *(T[P]), (T[P]), T[P]: each part has its type.
    void recordRecvTypes(ast::Expr *e, Type *t) {
        for (;;) {
            c.recordTypeAndValue(e, Mode::TypExpr, t, {});
            if (auto *p = llvm::dyn_cast<ast::ParenExpr>(e)) {
                e = p->x;
            } else if (auto *s = llvm::dyn_cast<ast::StarExpr>(e)) {
                auto *ptr = llvm::dyn_cast<Pointer>(t);
                if (!ptr) return;
                e = s->x;
                t = ptr->elem;
            } else {
                return;
            }
        }
    }

    // spec: "Its type must be a defined type T or a pointer to a defined type T … T is called the receiver
    // base type. A receiver base type cannot be a pointer or interface type and it must be defined in the
    // same package as the method."
    void validRecv(Pos at, Var *v) {
        auto *p = llvm::dyn_cast<Pointer>(unalias(v->type));
        Type *base = p ? p->elem : v->type;
        Type *t = unalias(base);
        if (!isValid(t)) return;
        if (auto *n = llvm::dyn_cast<Named>(t)) {
            if (n->obj->pkg != &c.pkg)
                c.error(at, Diag::InvalidRecvInstance) << "non-local type " + c.str(base);
            else if (isUnsafePointer(n))
                c.error(at, Diag::InvalidRecvBase) << c.str(base) << "unsafe.Pointer";
            else if (llvm::isa<Pointer, Interface>(under(n)))
                c.error(at, Diag::InvalidRecvBase) << c.str(base) << "pointer or interface type";
        } else if (llvm::isa<Basic>(t)) {
            c.error(at, Diag::InvalidRecvInstance) << "non-local type " + c.str(base);
        } else {
            c.error(at, Diag::InvalidRecv) << c.str(v->type);
        }
    }

    Checker &c;
    Signature *sig;
};

} // namespace

Signature *Checker::funcType(ast::FuncType *e, ast::FieldList *recv, Signature *into) {
    if (!into)
        into = arena.create<Signature>(arena.create<Tuple>(List<Var *>()), arena.create<Tuple>(List<Var *>()),
                                       false);
    SignatureBuilder(*this, into).build(e, recv);
    return into;
}

} // namespace goloom

// Interface types: methods, embedded elements, unions. spec "Interface types".
#include "frontend/check/check.h"

#include "llvm/ADT/STLExtras.h"

namespace goloom {

using namespace types;

namespace {

// What computing a type set finds wrong, as diagnostics.
struct Reporter final : TypeSetErrors {
    Checker &c;
    explicit Reporter(Checker &c) : c(c) {}

    void duplicateMethod(Pos at, Name name, Pos previous) override {
        c.error(at, Diag::DuplicateInterfaceMethod) << name.str();
        if (previous) c.diags.note(previous, Diag::OtherMethodDecl) << name.str();
    }
    void overlap(Pos at, Func *m, Func *other, Pos previous) override {
        Checker &c = this->c;
        c.later([&c, at, m, other, previous] {
            bool allowed = c.allowVersion(14) || !at;
            if (allowed && identical(m->type, other->type)) return;
            Reporter(c).duplicateMethod(at, m->name, previous);
        });
    }
    void report(Pos at, const std::string &text) override { c.error(at, Diag::InvalidUnion) << text; }
    // An interface that is more than a set of methods came with Go 1.18.
    bool admits(Pos at, Type *t) override {
        if (c.allowVersion(18)) return true;
        Type *u = under(t);
        if (llvm::isa<Union>(u)) return c.verifyVersion(at, 18, "embedding interface element " + c.str(t));
        if (!llvm::isa<Interface>(u))
            return c.verifyVersion(at, 18, "embedding non-interface type " + c.str(t));
        if (c.typeSetOf(t).isMethodSet()) return true;
        return c.verifyVersion(at, 18, "embedding constraint interface " + c.str(t));
    }
};

constexpr size_t maxTerms = 100;

class UnionParser {
  public:
    explicit UnionParser(Checker &c) : c(c) {}

    Type *parse(ast::Expr *e) {
        flatten(e);
        std::vector<Term> terms;
        for (size_t i = 0; i < leaves_.size(); i++) {
            Term t = tilde(leaves_[i]);
            if (leaves_.size() == 1 && !t.tilde) return t.type;
            if (terms.size() >= maxTerms) {
                c.error(leaves_[i]->pos, Diag::InvalidUnion)
                    << "cannot handle more than " + std::to_string(maxTerms) +
                           " union terms (implementation limitation)";
                return invalidType();
            }
            terms.push_back(t);
            if (i > 0) c.recordTypeAndValue(bars_[i - 1], Mode::TypExpr, makeUnion(terms), {});
        }
        c.later([&c = c, terms, leaves = leaves_] { checkTerms(c, terms, leaves); });
        return makeUnion(terms);
    }

  private:
    Type *makeUnion(llvm::ArrayRef<Term> terms) { return c.arena.create<Union>(c.arena.copy(terms)); }

    void flatten(ast::Expr *e) {
        auto *b = llvm::dyn_cast<ast::BinaryExpr>(e);
        if (b && b->op == ast::Token::Or) {
            flatten(b->x);
            bars_.push_back(b);
            e = b->y;
        }
        leaves_.push_back(e);
    }

    Term tilde(ast::Expr *e) {
        auto *u = llvm::dyn_cast<ast::UnaryExpr>(e);
        bool isTilde = u && u->op == ast::Token::Tilde;
        ast::Expr *x = isTilde ? u->x : e;
        Type *t = c.typ(x);
        if (isTypeParam(t)) {
            if (isTilde)
                c.error(x->pos, Diag::TypeParamInTerm) << c.str(static_cast<const ast::Expr *>(e));
            else
                c.error(x->pos, Diag::TermIsTypeParam);
            t = invalidType();
        }
        Term term{isTilde, t};
        if (isTilde) c.recordTypeAndValue(e, Mode::TypExpr, makeUnion(term), {});
        return term;
    }

    static std::string text(Checker &c, const Term &t) { return (t.tilde ? "~" : "") + c.str(t.type); }

    static void checkTerms(Checker &c, llvm::ArrayRef<Term> terms, llvm::ArrayRef<ast::Expr *> leaves) {
        for (size_t i = 0; i < terms.size(); i++) {
            const Term &t = terms[i];
            if (!isValid(t.type)) continue;
            Pos at = leaves[i]->pos;
            auto *iface = asUnder<Interface>(t.type);
            if (t.tilde && iface) {
                c.error(at, Diag::InvalidTilde) << c.str(t.type) + " is an interface";
            } else if (t.tilde && !identical(under(t.type), t.type)) {
                c.error(at, Diag::InvalidTilde)
                    << "underlying type of " + c.str(t.type) + " is " + c.str(under(t.type));
            } else if (iface) {
                const TypeSet &set = c.typeSetOf(t.type);
                std::string why;
                if (!set.methods.empty())
                    why = text(c, t) + " in union (" + text(c, t) + " contains methods)";
                else if (t.type == universe().comparableType)
                    why = "comparable in union";
                else if (set.comparable)
                    why = text(c, t) + " in union (" + text(c, t) + " embeds comparable)";
                if (!why.empty()) c.error(at, Diag::InvalidUnion) << "cannot use " + why;
            } else {
                auto overlaps = [&](const Term &o) {
                    return isValid(o.type) && !isInterface(o.type) && !disjoint(o, t);
                };
                auto *other = llvm::find_if(terms.take_front(i), overlaps);
                if (other != terms.begin() + i)
                    c.error(at, Diag::InvalidUnion).soft()
                        << "overlapping terms " + text(c, t) + " and " + text(c, *other);
            }
        }
    }

    Checker &c;
    std::vector<ast::Expr *> leaves_, bars_; // A|B|C: its terms, and the expressions of each |
};

} // namespace

std::shared_ptr<TypeSetErrors> Checker::typeSetErrors() { return std::make_shared<Reporter>(*this); }

const TypeSet &Checker::typeSetOf(Type *t) {
    if (auto *iface = asUnder<Interface>(t)) {
        Reporter report(*this);
        return typeSet(iface, arena, &report);
    }
    return types::typeSetOf(t, arena);
}

Type *Checker::interfaceType(ast::InterfaceType *e, TypeName *def) {
    auto *t = arena.create<Interface>(List<Func *>(), List<Type *>());
    Type *recvType = t;
    if (def)
        if (auto *n = llvm::dyn_cast_or_null<Named>(def->type)) recvType = n; // reads better in messages
    std::vector<Func *> methods;
    std::vector<Type *> embeddeds;
    std::vector<Pos> positions;
    for (ast::Field *f : e->methods->list) {
        if (f->names.empty()) {
            embeddeds.push_back(UnionParser(*this).parse(f->type));
            positions.push_back(f->type->pos);
            continue;
        }
        ast::Ident *id = f->names[0];
        if (id->name.isBlank()) {
            error(id->pos, Diag::BlankIfaceMethod);
            continue;
        }
        auto *sig = llvm::dyn_cast<Signature>(typ(f->type));
        if (!sig) continue;
        sig->recv = arena.create<Var>(VarKind::Recv, id->pos, &pkg, Name(), recvType);
        auto *m = arena.create<Func>(id->pos, &pkg, id->name, sig);
        m->color = Color::Black;
        recordDef(id, m);
        methods.push_back(m);
    }
    llvm::stable_sort(methods, methodLess);
    t->methods = arena.copy(List<Func *>(methods));
    t->embeddeds = arena.copy(List<Type *>(embeddeds));
    t->embedPos = arena.copy(List<Pos>(positions));
    t->complete = true;
    if (methods.empty() && embeddeds.empty()) return t;
    // As soon as its parts are known, to report what is wrong with it.
    later([this, t] {
        Reporter report(*this);
        typeSet(t, arena, &report);
    });
    return t;
}

} // namespace goloom

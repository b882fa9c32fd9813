// Struct types. spec "Struct types".
#include "frontend/check/check.h"

namespace goloom {

using namespace types;

// The identifier that names an embedded field: T, *T, p.T, T[A]; null if it is no such form.
static ast::Ident *embeddedIdent(ast::Expr *e) {
    switch (e->kind) {
    case ast::Kind::Ident: return llvm::cast<ast::Ident>(e);
    case ast::Kind::StarExpr: {
        ast::Expr *x = llvm::cast<ast::StarExpr>(e)->x;
        return llvm::isa<ast::StarExpr>(x) ? nullptr : embeddedIdent(x);
    }
    case ast::Kind::SelectorExpr: return llvm::cast<ast::SelectorExpr>(e)->sel;
    case ast::Kind::IndexExpr: return embeddedIdent(llvm::cast<ast::IndexExpr>(e)->x);
    case ast::Kind::ParenExpr: return embeddedIdent(llvm::cast<ast::ParenExpr>(e)->x);
    default: return nullptr;
    }
}

namespace {

class FieldCollector {
  public:
    explicit FieldCollector(Checker &c) : c(c) {}

    void field(ast::Field *f) {
        Type *t = c.varType(f->type);
        llvm::StringRef tag;
        if (f->tag) tag = constant::stringVal(constant::makeFromLiteral(f->tag->text));
        for (ast::Ident *id : f->names) add(id, t, tag, false);
        if (!f->names.empty()) return;
        ast::Ident *id = embeddedIdent(f->type);
        if (!id) {
            c.error(f->type->pos, Diag::InvalidEmbedded) << c.str(static_cast<const ast::Expr *>(f->type));
            return;
        }
        add(id, t, tag, true);
        checkEmbedded(t, f->type->pos);
    }

    Struct *finish() {
        List<llvm::StringRef> tags;
        if (anyTag_) tags = c.arena.copy(llvm::ArrayRef<llvm::StringRef>(tags_));
        return c.arena.create<Struct>(c.arena.copy(List<Var *>(fields_)), tags);
    }

  private:
    void add(ast::Ident *id, Type *t, llvm::StringRef tag, bool embedded) {
        auto *f = c.arena.create<Var>(VarKind::Field, id->pos, &c.pkg, id->name, t);
        f->embedded = embedded;
        f->color = Color::Black;
        // spec: "Within a struct, non-blank field names must be unique."
        if (!id->name.isBlank()) {
            auto [it, inserted] = seen_.insert({id->name, f});
            if (!inserted) {
                c.error(id->pos, Diag::DuplicateField) << id->name.str();
                c.diags.note(it->second->pos, Diag::OtherDecl) << id->name.str();
                return;
            }
        }
        fields_.push_back(f);
        tags_.push_back(tag);
        anyTag_ |= !tag.empty();
        c.recordDef(id, f);
    }

    // spec: "An embedded field must be specified as a type name T or as a pointer to a non-interface type
    // name *T, and T itself may not be a pointer type or type parameter."
    void checkEmbedded(Type *t, Pos at) {
        c.later([&c = c, t, at] {
            auto *p = llvm::dyn_cast<Pointer>(unalias(t));
            Type *base = p ? p->elem : t;
            if (isUnsafePointer(base))
                c.error(at, Diag::EmbeddedUnsafePointer);
            else if (llvm::isa<Pointer>(under(base)))
                c.error(at, Diag::EmbeddedPointer);
            else if (isTypeParam(base))
                c.error(at, Diag::EmbeddedTypeParam);
            else if (p && isInterface(base))
                c.error(at, Diag::EmbeddedInterfacePointer);
        });
    }

    Checker &c;
    std::vector<Var *> fields_;
    std::vector<llvm::StringRef> tags_;
    bool anyTag_ = false;
    llvm::DenseMap<Name, Var *> seen_;
};

} // namespace

Type *Checker::structType(ast::StructType *e) {
    FieldCollector collect(*this);
    for (ast::Field *f : e->fields->list) collect.field(f);
    return collect.finish();
}

} // namespace goloom

// inspect: one function a node kind lists the children in source order; nulls are skipped.

#include "frontend/ast/walk.h"

namespace goloom::ast {

using llvm::cast;

namespace {

class Walker {
  public:
    explicit Walker(llvm::function_ref<bool(const Node *)> f) : f_(f) {}

    void visit(const Node *n) {
        if (n && f_(n)) children(n);
    }

  private:
    template <class T> void all(List<T *> l) {
        for (T *n : l) visit(n);
    }
    template <class... Ns> void each(const Ns *...ns) { (visit(ns), ...); }

    void children(const Node *n) {
        switch (n->kind) {
#define EXPR(K)                                                                                              \
    case Kind::K: return of(cast<K>(n));
#define STMT(K)                                                                                              \
    case Kind::K: return of(cast<K>(n));
#define SPEC(K)                                                                                              \
    case Kind::K: return of(cast<K>(n));
#define DECL(K)                                                                                              \
    case Kind::K: return of(cast<K>(n));
#include "frontend/ast/nodes.def"
        case Kind::Field: return of(cast<Field>(n));
        case Kind::FieldList: return all(cast<FieldList>(n)->list);
        case Kind::File: return of(cast<File>(n));
        }
    }

    void of(const BadExpr *) {}
    void of(const Ident *) {}
    void of(const BasicLit *) {}
    void of(const CompositeLit *n) { each(n->type), all(n->elts); }
    void of(const FuncLit *n) { each(n->type, n->body); }
    void of(const ParenExpr *n) { each(n->x); }
    void of(const SelectorExpr *n) { each(n->x, n->sel); }
    void of(const IndexExpr *n) { each(n->x), all(n->indices); }
    void of(const SliceExpr *n) { each(n->x, n->low, n->high, n->max); }
    void of(const TypeAssertExpr *n) { each(n->x, n->type); }
    void of(const CallExpr *n) { each(n->fun), all(n->args); }
    void of(const StarExpr *n) { each(n->x); }
    void of(const UnaryExpr *n) { each(n->x); }
    void of(const BinaryExpr *n) { each(n->x, n->y); }
    void of(const KeyValueExpr *n) { each(n->key, n->value); }
    void of(const Ellipsis *n) { each(n->elt); }
    void of(const ArrayType *n) { each(n->len, n->elem); }
    void of(const StructType *n) { each(n->fields); }
    void of(const FuncType *n) { each(n->typeParams, n->params, n->results); }
    void of(const InterfaceType *n) { each(n->methods); }
    void of(const MapType *n) { each(n->key, n->value); }
    void of(const ChanType *n) { each(n->value); }

    void of(const Field *n) { all(n->names), each(n->type, n->tag); }

    void of(const BadStmt *) {}
    void of(const DeclStmt *n) { each(n->decl); }
    void of(const EmptyStmt *) {}
    void of(const LabeledStmt *n) { each(n->label, n->stmt); }
    void of(const ExprStmt *n) { each(n->x); }
    void of(const SendStmt *n) { each(n->chan, n->value); }
    void of(const IncDecStmt *n) { each(n->x); }
    void of(const AssignStmt *n) { all(n->lhs), all(n->rhs); }
    void of(const GoStmt *n) { each(n->call); }
    void of(const DeferStmt *n) { each(n->call); }
    void of(const ReturnStmt *n) { all(n->results); }
    void of(const BranchStmt *n) { each(n->label); }
    void of(const BlockStmt *n) { all(n->list); }
    void of(const IfStmt *n) { each(n->init, n->cond, n->body, n->els); }
    void of(const CaseClause *n) { all(n->list), all(n->body); }
    void of(const SwitchStmt *n) { each(n->init, n->tag), all(n->cases); }
    void of(const TypeSwitchStmt *n) { each(n->init, n->bind, n->x), all(n->cases); }
    void of(const CommClause *n) { each(n->comm), all(n->body); }
    void of(const SelectStmt *n) { all(n->cases); }
    void of(const ForStmt *n) { each(n->init, n->cond, n->post, n->body); }
    void of(const RangeStmt *n) { each(n->key, n->value), all(n->extra), each(n->x, n->body); }

    void of(const ImportSpec *n) { each(n->name, n->path); }
    void of(const ConstSpec *n) { all(n->names), each(n->type), all(n->values); }
    void of(const VarSpec *n) { all(n->names), each(n->type), all(n->values); }
    void of(const TypeSpec *n) { each(n->name, n->typeParams, n->type); }

    void of(const BadDecl *) {}
    void of(const GenDecl *n) { all(n->specs); }
    void of(const FuncDecl *n) { each(n->recv, n->name, n->type, n->body); }
    void of(const File *n) { each(n->name), all(n->decls); }

    llvm::function_ref<bool(const Node *)> f_;
};

} // namespace

void inspect(const Node *n, llvm::function_ref<bool(const Node *)> f) { Walker(f).visit(n); }

} // namespace goloom::ast

// Go text of expressions on one line.
//
// Spacing is gc's in its messages, not gofmt's: blanks around every binary operator, `[]int{…}` and `func()
// {…}` for what has a body, `; ` between fields.

#include "frontend/ast/print.h"

namespace goloom::ast {

using llvm::cast;
using llvm::dyn_cast;

namespace {

class Printer {
  public:
    void expr(const Expr *x) {
        switch (x->kind) {
        case Kind::BadExpr: out << "<bad expr>"; break;
        case Kind::Ident: out << cast<Ident>(x)->name.str(); break;
        case Kind::BasicLit: out << cast<BasicLit>(x)->text; break;
        case Kind::CompositeLit: compositeLit(cast<CompositeLit>(x)); break;
        case Kind::FuncLit:
            expr(cast<FuncLit>(x)->type);
            out << (cast<FuncLit>(x)->body->list.empty() ? " {}" : " {…}");
            break;
        case Kind::ParenExpr: wrap("(", cast<ParenExpr>(x)->x, ")"); break;
        case Kind::SelectorExpr:
            expr(cast<SelectorExpr>(x)->x);
            out << '.' << cast<SelectorExpr>(x)->sel->name.str();
            break;
        case Kind::IndexExpr:
            expr(cast<IndexExpr>(x)->x);
            out << '[';
            list(cast<IndexExpr>(x)->indices);
            out << ']';
            break;
        case Kind::SliceExpr: sliceExpr(cast<SliceExpr>(x)); break;
        case Kind::TypeAssertExpr:
            expr(cast<TypeAssertExpr>(x)->x);
            if (cast<TypeAssertExpr>(x)->type)
                wrap(".(", cast<TypeAssertExpr>(x)->type, ")");
            else
                out << ".(type)";
            break;
        case Kind::CallExpr:
            expr(cast<CallExpr>(x)->fun);
            out << '(';
            list(cast<CallExpr>(x)->args);
            out << (cast<CallExpr>(x)->ellipsis ? "...)" : ")");
            break;
        case Kind::StarExpr: wrap("*", cast<StarExpr>(x)->x, ""); break;
        case Kind::UnaryExpr: unaryExpr(cast<UnaryExpr>(x)); break;
        case Kind::BinaryExpr: binaryExpr(cast<BinaryExpr>(x)); break;
        case Kind::KeyValueExpr:
            expr(cast<KeyValueExpr>(x)->key);
            wrap(": ", cast<KeyValueExpr>(x)->value, "");
            break;
        case Kind::Ellipsis:
            out << "...";
            if (cast<Ellipsis>(x)->elt) expr(cast<Ellipsis>(x)->elt);
            break;
        case Kind::ArrayType:
            out << '[';
            if (cast<ArrayType>(x)->len) expr(cast<ArrayType>(x)->len);
            wrap("]", cast<ArrayType>(x)->elem, "");
            break;
        case Kind::StructType: structType(cast<StructType>(x)); break;
        case Kind::FuncType:
            out << "func";
            signature(cast<FuncType>(x));
            break;
        case Kind::InterfaceType: interfaceType(cast<InterfaceType>(x)); break;
        case Kind::MapType:
            wrap("map[", cast<MapType>(x)->key, "]");
            expr(cast<MapType>(x)->value);
            break;
        case Kind::ChanType: chanType(cast<ChanType>(x)); break;
        default: out << '?'; break;
        }
    }

    std::string take() { return std::move(text); }

  private:
    void wrap(const char *open, const Expr *x, const char *close) {
        out << open;
        expr(x);
        out << close;
    }

    void list(List<Expr *> xs) {
        const char *sep = "";
        for (Expr *x : xs) {
            wrap(sep, x, "");
            sep = ", ";
        }
    }

    void compositeLit(const CompositeLit *x) {
        if (x->type) expr(x->type);
        out << (x->elts.empty() ? "{}" : "{…}");
    }

    void sliceExpr(const SliceExpr *x) {
        wrap("", x->x, "[");
        if (x->low) expr(x->low);
        out << ':';
        if (x->high) expr(x->high);
        if (x->max) wrap(":", x->max, "");
        out << ']';
    }

    void unaryExpr(const UnaryExpr *x) {
        out << spelling(x->op);
        expr(x->op == Token::And ? unparen(x->x) : x->x);
    }

    // Left-leaning chains can be thousands long.
    void binaryExpr(const BinaryExpr *x) {
        llvm::SmallVector<const BinaryExpr *, 8> spine;
        const Expr *left = x;
        while (auto *b = dyn_cast<BinaryExpr>(left)) {
            spine.push_back(b);
            left = b->x;
        }
        expr(left);
        for (const BinaryExpr *b : llvm::reverse(spine)) {
            out << ' ' << spelling(b->op) << ' ';
            expr(b->y);
        }
    }

    void chanType(const ChanType *x) {
        out << (x->dir == ChanDir::Recv ? "<-chan " : x->dir == ChanDir::Send ? "chan<- " : "chan ");
        // `chan (<-chan T)` without its parentheses would be `chan<- (chan T)`.
        auto *e = dyn_cast<ChanType>(x->value);
        if (x->dir == ChanDir::Both && e && e->dir == ChanDir::Recv)
            wrap("(", e, ")");
        else
            expr(x->value);
    }

    void names(const Field *f) {
        const char *sep = "";
        for (Ident *n : f->names) {
            out << sep << n->name.str();
            sep = ", ";
        }
    }

    void fields(const FieldList *l, const char *separator) {
        const char *sep = "";
        for (Field *f : l->list) {
            out << sep;
            sep = separator;
            names(f);
            if (!f->names.empty()) out << ' ';
            expr(f->type);
            if (f->tag) out << ' ' << f->tag->text;
        }
    }

    void signature(const FuncType *f) {
        out << '(';
        fields(f->params, ", ");
        out << ')';
        if (!f->results) return;
        out << ' ';
        if (f->results->list.size() == 1 && f->results->list[0]->names.empty()) {
            expr(f->results->list[0]->type);
            return;
        }
        out << '(';
        fields(f->results, ", ");
        out << ')';
    }

    void structType(const StructType *s) {
        out << "struct{";
        fields(s->fields, "; ");
        out << '}';
    }

    void interfaceType(const InterfaceType *t) {
        out << "interface{";
        const char *sep = "";
        for (Field *f : t->methods->list) {
            out << sep;
            sep = "; ";
            names(f);
            if (!f->names.empty())
                signature(cast<FuncType>(f->type));
            else
                expr(f->type);
        }
        out << '}';
    }

    std::string text;
    llvm::raw_string_ostream out{text};
};

} // namespace

std::string printExpr(const Expr *x) {
    Printer p;
    p.expr(x);
    return p.take();
}

} // namespace goloom::ast

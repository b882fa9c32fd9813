// Operands as messages show them: expression, mode, value and type, in gc's words.
#include "frontend/ast/print.h"
#include "frontend/check/check.h"

namespace goloom {

using namespace types;

std::string Checker::str(const ast::Expr *e) { return ast::printExpr(e); }

Pos operatorPos(const ast::Expr *e) {
    switch (e->kind) {
    case ast::Kind::BinaryExpr: return llvm::cast<ast::BinaryExpr>(e)->opPos;
    case ast::Kind::CallExpr: return llvm::cast<ast::CallExpr>(e)->lparen;
    case ast::Kind::IndexExpr: return llvm::cast<ast::IndexExpr>(e)->lbrack;
    case ast::Kind::SliceExpr: return llvm::cast<ast::SliceExpr>(e)->lbrack;
    case ast::Kind::SelectorExpr: return llvm::cast<ast::SelectorExpr>(e)->x->end;
    case ast::Kind::TypeAssertExpr: return llvm::cast<ast::TypeAssertExpr>(e)->x->end;
    default: return e->pos;
    }
}

llvm::StringRef compositeKind(Type *t) {
    switch (under(t)->kind) {
    case TypeKind::Array: return "array";
    case TypeKind::Slice: return "slice";
    case TypeKind::Struct: return "struct";
    case TypeKind::Pointer: return "pointer";
    case TypeKind::Signature: return "func";
    case TypeKind::Interface: return "interface";
    case TypeKind::Map: return "map";
    case TypeKind::Chan: return "chan";
    case TypeKind::Tuple: return "tuple";
    case TypeKind::Union: return "union";
    default: return "";
    }
}

static llvm::StringRef modeString(Mode m) {
    switch (m) {
    case Mode::Invalid: return "invalid operand";
    case Mode::NoValue: return "no value";
    case Mode::BuiltinFn: return "built-in";
    case Mode::TypExpr: return "type";
    case Mode::Constant: return "constant";
    case Mode::Variable: return "variable";
    case Mode::MapIndex: return "map index expression";
    case Mode::Value: return "value";
    case Mode::NilValue: return "nil";
    case Mode::CommaOk: return "comma, ok expression";
    case Mode::CommaErr: return "comma, error expression";
    case Mode::CgoFunc: return "cgo function";
    }
    return "";
}

// " of int32 type MyInt", " of type P constrained by any", …
static std::string ofType(Type *t, const std::function<std::string(Type *)> &str) {
    if (!isValid(t)) return " with invalid type";
    std::string desc;
    if (isGeneric(t)) desc = "generic ";
    auto *tpar = llvm::dyn_cast<TypeParam>(unalias(t));
    if (!tpar && llvm::isa<Alias, Named>(t)) {
        llvm::StringRef what = compositeKind(t);
        if (what.empty())
            if (auto *b = asUnder<Basic>(t)) what = b->name.str();
        desc += what.str() + " ";
    }
    std::string out = " of " + desc + "type " + str(t);
    if (tpar && tpar->bound) {
        out += " constrained by " + str(tpar->bound);
        if (hasEmptyTypeset(tpar)) out += " with empty type set";
    }
    return out;
}

std::string Checker::str(const Operand &x) {
    if (x.mode == Mode::NilValue) {
        if (!x.type || !isValid(x.type)) return "nil (with invalid type)";
        return isNilType(x.type) ? "nil" : "nil (of type " + str(x.type) + ")";
    }
    std::string expr;
    if (x.expr)
        expr = str(x.expr);
    else if (x.mode == Mode::TypExpr)
        expr = str(x.type);
    else if (x.mode == Mode::Constant)
        expr = constant::toString(x.val);

    std::string out;
    bool hasType = false;
    switch (x.mode) {
    case Mode::Invalid:
    case Mode::NoValue:
    case Mode::BuiltinFn:
    case Mode::TypExpr: break;
    default:
        if (!x.type) break;
        if (isUntyped(x.type))
            out += str(x.type) + " ";
        else
            hasType = true;
    }
    out += modeString(x.mode);
    if (x.mode == Mode::Constant)
        if (std::string v = constant::toString(x.val); v != expr) out += " " + v;
    if (hasType) out += ofType(x.type, [this](Type *t) { return str(t); });
    return expr.empty() ? out : expr + " (" + out + ")";
}

} // namespace goloom

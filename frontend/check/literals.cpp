// Basic, function and composite literals. spec "Composite literals", "Function literals".
#include "frontend/check/check.h"

#include "llvm/ADT/StringMap.h"

namespace goloom {

using namespace types;
namespace ct = constant;

// Forms of number literals that older versions do not have.
static llvm::StringRef newLiteralForm(const ast::BasicLit *e) {
    llvm::StringRef s = e->text;
    if (s.size() <= 2) return "";
    if (s.contains('_')) return "underscore in numeric literal";
    if (s[0] != '0') return "";
    char radix = s[1];
    if (radix == 'b' || radix == 'B') return "binary literal";
    if (radix == 'o' || radix == 'O') return "0o/0O-style octal literal";
    if (e->tok != ast::Token::Int && (radix == 'x' || radix == 'X'))
        return "hexadecimal floating-point literal";
    return "";
}

void Checker::basicLit(Operand &x, ast::BasicLit *e) {
    BasicKind kind = BasicKind::UntypedString;
    switch (e->tok) {
    case ast::Token::Int: kind = BasicKind::UntypedInt; break;
    case ast::Token::Float: kind = BasicKind::UntypedFloat; break;
    case ast::Token::Imag: kind = BasicKind::UntypedComplex; break;
    case ast::Token::Char: kind = BasicKind::UntypedRune; break;
    default: break;
    }
    if (kind != BasicKind::UntypedString && kind != BasicKind::UntypedRune) {
        if (!allowVersion(13))
            if (llvm::StringRef form = newLiteralForm(e); !form.empty()) verifyVersion(e->pos, 13, form);
        constexpr size_t longest = 10000;
        if (e->text.size() > longest) {
            error(e->pos, Diag::ExcessivelyLongConstant) << e->text.take_front(10) << e->text.size();
            return;
        }
    }
    x.val = ct::makeFromLiteral(e->text);
    if (x.val.kind() == ct::Kind::Unknown) {
        if (!diags.anyWithin(e->pos, e->end)) error(e->pos, Diag::MalformedConstant) << e->text;
        return;
    }
    x.mode = Mode::Constant;
    x.type = types::typ(kind);
    x.expr = e;
    overflow(x, e->pos);
}

void Checker::funcLit(Operand &x, ast::FuncLit *e) {
    auto *sig = llvm::dyn_cast<Signature>(typ(e->type));
    if (!sig) return;
    if (sig->scope) {
        sig->scope->pos = e->pos;
        sig->scope->end = e->end;
    }
    if (e->body) {
        // The body may refer to the type whose declaration the literal is part of, so it is checked later,
        // but before the scope around it changes. It counts as part of the declaration around it.
        DeclInfo *decl = env.decl;
        ct::Value iota = env.iota;
        later([this, decl, sig, e, iota] { funcBody(decl, sig, e->body, iota); });
    }
    x.mode = Mode::Value;
    x.type = sig;
}

// An element of a composite literal. Its type is a hint to an elided literal type only: functions are not
// instantiated by it.
void Checker::element(Operand &x, ast::Expr *e, Type *t, llvm::StringRef context) {
    auto *lit = llvm::dyn_cast<ast::CompositeLit>(e);
    expr(x, e, lit && !lit->type ? t : nullptr);
    assignment(x, t, context);
}

void Checker::compositeLit(Operand &x, ast::CompositeLit *e, Type *hint) {
    Type *type, *base;
    bool elided = false;
    auto *at = llvm::dyn_cast_or_null<ast::ArrayType>(e->type);
    if (at && llvm::isa_and_nonnull<ast::Ellipsis>(at->len)) {
        type = base = arena.create<Array>(varType(at->elem), -1);
    } else if (e->type) {
        type = base = typ(e->type);
    } else if (hint) {
        // spec: "&T may be elided when the element or key type is *T"
        type = base = hint;
        if (auto *p = llvm::dyn_cast_or_null<Pointer>(commonUnder(base))) base = p->elem;
        elided = true;
    } else {
        error(e->pos, Diag::UntypedLit);
        type = base = invalidType(); // so that the elements are used
    }

    Type *u = commonUnder(base);
    if (auto *s = llvm::dyn_cast_or_null<Struct>(u)) {
        structLit(e, s, base);
    } else if (auto *a = llvm::dyn_cast_or_null<Array>(u)) {
        int64_t n = indexedElts(e->elts, a->elem, a->len);
        if (a->len < 0) {
            a->len = n;
            if (e->type) recordTypeAndValue(e->type, Mode::TypExpr, a, {});
        }
    } else if (auto *sl = llvm::dyn_cast_or_null<Slice>(u)) {
        indexedElts(e->elts, sl->elem, -1);
    } else if (auto *m = llvm::dyn_cast_or_null<Map>(u)) {
        mapLit(e, m);
    } else {
        for (ast::Expr *elt : e->elts) {
            auto *kv = llvm::dyn_cast<ast::KeyValueExpr>(elt);
            useExpr(kv ? kv->value : elt, false);
        }
        if (!u || isValid(u))
            error(e->pos, Diag::InvalidLit)
                << (elided ? " element" : "") << str(type) << (u ? "" : " (no common underlying type)");
        return;
    }
    x.mode = Mode::Value;
    x.type = type;
}

static int fieldIndex(Struct *s, Package *pkg, Name name, bool foldCase) {
    for (size_t i = 0; i < s->fields.size(); i++) {
        Var *f = s->fields[i];
        if (!name.isBlank() &&
            (foldCase ? f->name.str().equals_insensitive(name.str()) : sameId(f, pkg, name)))
            return static_cast<int>(i);
    }
    return -1;
}

void Checker::structLit(ast::CompositeLit *e, Struct *s, Type *base) {
    if (e->elts.empty()) return;
    Operand x;
    if (!llvm::isa<ast::KeyValueExpr>(e->elts[0])) {
        for (size_t i = 0; i < e->elts.size(); i++) {
            ast::Expr *elt = e->elts[i];
            if (llvm::isa<ast::KeyValueExpr>(elt)) {
                error(elt->pos, Diag::MixedStructLit);
                continue;
            }
            expr(x, elt);
            if (i >= s->fields.size()) {
                error(x.pos(), Diag::TooManyStructValues) << str(base);
                break;
            }
            Var *f = s->fields[i];
            if (!f->isExported() && f->pkg != &pkg) {
                error(x.pos(), Diag::UnexportedLitField) << f->name.str() << str(base);
                continue;
            }
            assignment(x, f->type, "struct literal");
        }
        if (e->elts.size() < s->fields.size()) error(e->rbrace, Diag::TooFewStructValues) << str(base);
        return;
    }
    std::vector<bool> visited(s->fields.size());
    for (ast::Expr *elt : e->elts) {
        auto *kv = llvm::dyn_cast<ast::KeyValueExpr>(elt);
        if (!kv) {
            error(elt->pos, Diag::MixedStructLit);
            continue;
        }
        auto *key = llvm::dyn_cast<ast::Ident>(kv->key);
        expr(x, kv->value);
        if (!key) {
            error(kv->pos, Diag::InvalidLitField) << str(kv->key);
            continue;
        }
        int i = fieldIndex(s, &pkg, key->name, false);
        if (i < 0) {
            int alt = fieldIndex(s, &pkg, key->name, true);
            error(key->pos, Diag::MissingLitField) << lookupError(
                base, key->name, alt < 0 ? nullptr : s->fields[static_cast<size_t>(alt)], true);
            continue;
        }
        auto at = static_cast<size_t>(i);
        recordUse(key, s->fields[at]);
        assignment(x, s->fields[at]->type, "struct literal");
        if (visited[at]) error(kv->pos, Diag::DuplicateLitField) << key->name.str();
        visited[at] = true;
    }
}

// Equal constants have equal keys: 1, 1.0 and 1+0i are one.
static std::string constantKey(ct::Value v) {
    if (v.kind() == ct::Kind::String) return "s" + ct::stringVal(v).str();
    if (ct::Value i = ct::toInt(v); i.kind() == ct::Kind::Int) return "n" + ct::toString(i);
    return "v" + ct::exactString(v);
}

void Checker::mapLit(ast::CompositeLit *e, Map *m) {
    // In an interface key the type counts too.
    bool interfaceKey = isNonTypeParamInterface(m->key);
    llvm::StringMap<llvm::SmallVector<Type *, 1>> visited;
    Operand x;
    for (ast::Expr *elt : e->elts) {
        auto *kv = llvm::dyn_cast<ast::KeyValueExpr>(elt);
        if (!kv) {
            error(elt->pos, Diag::MissingLitKey);
            useExpr(elt, false);
            continue;
        }
        element(x, kv->key, m->key, "map literal");
        if (x && x.mode == Mode::Constant) {
            auto &seen = visited[constantKey(x.val)];
            bool duplicate = interfaceKey ? llvm::any_of(seen, [&](Type *t) { return identical(t, x.type); })
                                          : !seen.empty();
            seen.push_back(x.type);
            if (duplicate) error(x.pos(), Diag::DuplicateLitKey) << ct::toString(x.val);
        }
        element(x, kv->value, m->elem, "map literal");
    }
}

} // namespace goloom

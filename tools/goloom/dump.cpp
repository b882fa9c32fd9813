#include "tools/goloom/dump.h"

#include "frontend/ast/print.h"
#include "frontend/ast/walk.h"
#include "frontend/types/type_string.h"

#include "llvm/Support/raw_ostream.h"

namespace goloom {

static const char *modeName(Mode m) {
    switch (m) {
    case Mode::Invalid: return "invalid";
    case Mode::NoValue: return "no value";
    case Mode::BuiltinFn: return "builtin";
    case Mode::TypExpr: return "type";
    case Mode::Constant: return "constant";
    case Mode::Variable: return "variable";
    case Mode::MapIndex: return "map index";
    case Mode::Value: return "value";
    case Mode::NilValue: return "nil";
    case Mode::CommaOk: return "comma-ok";
    case Mode::CommaErr: return "comma-err";
    case Mode::CgoFunc: return "cgo function";
    }
    return "";
}

static std::string where(Pos p, const SourceManager &sm) {
    Position at = sm.physical(p);
    return std::to_string(at.line) + ":" + std::to_string(at.column);
}

void dumpTypes(const LoadedPackage &p, const SourceManager &sm, llvm::raw_ostream &os) {
    for (const ast::File *f : p.files)
        ast::inspect(f, [&](const ast::Node *n) {
            auto *e = llvm::dyn_cast<ast::Expr>(n);
            if (!e) return true;
            auto it = p.info.types.find(e);
            if (it == p.info.types.end()) return true;
            const TypeAndValue &tv = it->second;
            os << where(e->pos, sm) << ": " << ast::printExpr(e) << ": " << modeName(tv.mode);
            if (tv.type) os << ' ' << types::typeString(tv.type, p.types.get());
            if (tv.value) os << " = " << constant::toString(tv.value);
            os << '\n';
            return true;
        });
    for (const Initializer &i : p.info.initOrder) {
        os << "init";
        for (const types::Var *v : i.lhs) os << ' ' << v->name.str();
        os << " = " << ast::printExpr(i.rhs) << '\n';
    }
}

void dumpFacts(const LoadedPackage &p, const Facts &facts, const SourceManager &sm, llvm::raw_ostream &os) {
    for (const ast::File *f : p.files)
        ast::inspect(f, [&](const ast::Node *n) {
            if (auto *id = llvm::dyn_cast<ast::Ident>(n))
                if (auto *v = llvm::dyn_cast_or_null<types::Var>(p.info.defs.lookup(id)))
                    if (v->varKind != types::VarKind::Field && v->varKind != types::VarKind::Package)
                        os << where(id->pos, sm) << ": " << id->name.str() << ": "
                           << (facts.storageOf(v) == Storage::Heap ? "heap" : "frame") << '\n';
            auto fn = facts.funcs.find(n);
            if (fn != facts.funcs.end()) {
                os << where(n->pos, sm) << ": func:";
                if (fn->second.hasDefer) os << " defer";
                if (fn->second.hasRecover) os << " recover";
                for (const CapturedVar &c : fn->second.captures)
                    os << (c.byRef ? " &" : " =") << c.var->name.str();
                os << '\n';
            }
            if (auto *e = llvm::dyn_cast<ast::Expr>(n))
                if (facts.onFrame.contains(e))
                    os << where(e->pos, sm) << ": " << ast::printExpr(e) << ": on frame\n";
            return true;
        });
}

} // namespace goloom

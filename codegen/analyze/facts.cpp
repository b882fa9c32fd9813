// analyzePackage: the column of its passes.
#include "codegen/analyze/analyze.h"
#include "frontend/types/predicates.h"
#include "frontend/types/sizes.h"

namespace goloom {

using namespace types;

static bool hasTypeParam(Type *t) {
    Type *u = unalias(t);
    if (llvm::isa<TypeParam>(u)) return true;
    u = under(u);
    if (auto *a = llvm::dyn_cast<Array>(u)) return hasTypeParam(a->elem);
    if (auto *s = llvm::dyn_cast<Struct>(u))
        return llvm::any_of(s->fields, [](Var *f) { return hasTypeParam(f->type); });
    return false;
}

bool isLarge(Type *t) { return !hasTypeParam(t) && sizeOf(t) > 128; }

Facts analyzePackage(const Package &pkg, llvm::ArrayRef<ast::File *> files, const Info &info,
                     llvm::ArrayRef<const Facts *> imported, int goMinor, std::vector<Explanation> *explain) {
    Facts facts;
    findCaptures(files, info, goMinor, facts);
    findEscapes(pkg, files, info, imported, facts, explain);
    return facts;
}

} // namespace goloom

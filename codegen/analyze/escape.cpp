#include "codegen/analyze/analyze.h"
namespace goloom {
void findEscapes(const types::Package &, llvm::ArrayRef<ast::File *>, const Info &, llvm::ArrayRef<const Facts *>, Facts &facts) {
    for (auto *v : facts.addressTaken)
        if (v->varKind != types::VarKind::Package && !v->isField()) facts.storage[v] = Storage::Heap;
}
} // namespace goloom

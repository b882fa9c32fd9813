// The spellings of the runtime's entry points, in the order of RT.
#include "codegen/abi/entries.h"

namespace goloom {

llvm::StringRef spelling(RT entry) {
    static constexpr llvm::StringLiteral spellings[] = {
#define RT_ENTRY(id, spelling) spelling,
#include "codegen/abi/entries.inc"
#undef RT_ENTRY
    };
    return spellings[static_cast<unsigned>(entry)];
}

} // namespace goloom

#include "frontend/support/name.h"

#include "frontend/support/unicode.h"

#include "llvm/Support/ConvertUTF.h"

namespace goloom {

Name Name::of(llvm::StringRef text) {
    static llvm::StringMap<char> table;
    Name n;
    n.entry_ = &*table.try_emplace(text, 0).first;
    return n;
}

bool Name::isExported() const {
    llvm::StringRef s = str();
    if (s.empty()) return false;
    unsigned char c = s[0];
    if (c < 0x80) return c >= 'A' && c <= 'Z';
    auto *src = reinterpret_cast<const llvm::UTF8 *>(s.begin());
    llvm::UTF32 rune = 0;
    if (llvm::convertUTF8Sequence(&src, reinterpret_cast<const llvm::UTF8 *>(s.end()), &rune,
                                  llvm::lenientConversion) != llvm::conversionOK)
        return false;
    return isUpperRune(rune);
}

} // namespace goloom

// A comment as the token source finds it.
#pragma once

#include <cstdint>

namespace goloom::syntax {

struct RawComment {
    uint32_t start, end; // offsets into the file
    bool ownLine;        // nothing but white space before it on its line
};

} // namespace goloom::syntax

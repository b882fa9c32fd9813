#include "frontend/syntax/error_scanner.h"

namespace goloom::syntax {
void scanErrors(SourceFile &, Arena &, Diagnostics &) {}
} // namespace goloom::syntax

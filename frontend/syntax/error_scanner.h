// The second look at a file that does not parse: finds and words its errors as gc's scanner and parser do.
//
// It reads the text anew, token by token, and goes on behind each error where gc would, so that several
// errors in one file land on gc's lines. It builds no tree: the answer is already that the file is wrong.
#pragma once

#include "frontend/support/arena.h"
#include "frontend/support/diag.h"
#include "frontend/syntax/raw_comment.h"

namespace goloom::syntax {

// The answer: all comments of the file.
std::vector<RawComment> scanErrors(SourceFile &, Arena &, Diagnostics &);

} // namespace goloom::syntax

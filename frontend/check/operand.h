// operand: what an expression is while it is being checked. It becomes a TypeAndValue in Info when its type
// is final.
#pragma once

#include "frontend/check/info.h"

#include <string>

namespace goloom {

struct Operand {
    Mode mode = Mode::Invalid;
    ast::Expr *expr = nullptr;
    types::Type *type = nullptr;
    constant::Value val;        // Mode::Constant
    types::BuiltinId builtin{}; // Mode::BuiltinFn

    explicit operator bool() const { return mode != Mode::Invalid; }
    void invalidate() { mode = Mode::Invalid; }
    bool isNil() const { return mode == Mode::NilValue; }
    Pos pos() const { return expr ? expr->pos : Pos{}; }
};

// Where gc places some errors: the operator, `(`, `[` or `.` of the outermost operation; else where the
// expression begins.
Pos operatorPos(const ast::Expr *);

// "array", "slice", … ; empty for a basic type.
llvm::StringRef compositeKind(types::Type *);

} // namespace goloom

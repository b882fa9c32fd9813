// The tokens that the tree itself speaks of: operators, literal kinds, keywords of branch statements.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <cstdint>

namespace goloom::ast {

enum class Token : uint8_t {
    None,
    // literals
    Int,
    Float,
    Imag,
    Char,
    String,
    // binary and assignment operators, in Go's precedence classes (see precedence)
    Add,
    Sub,
    Mul,
    Quo,
    Rem,
    And,
    Or,
    Xor,
    Shl,
    Shr,
    AndNot,
    LAnd,
    LOr,
    Eql,
    Neq,
    Lss,
    Leq,
    Gtr,
    Geq,
    // unary only
    Not,
    Tilde,
    Arrow,
    // assignments
    Assign,
    Define,
    // branches and declarations
    Break,
    Continue,
    Goto,
    Fallthrough,
    Import,
    Const,
    Type,
    Var,
};

llvm::StringRef spelling(Token);
// spec "Operator precedence": 5 for * / % << >> & &^, … 1 for ||; 0: not a binary operator.
int precedence(Token);

} // namespace goloom::ast

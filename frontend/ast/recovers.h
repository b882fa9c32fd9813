// Does a function call recover itself, not in a function literal? Goes by the text alone, so that it is the
// same for a package's sources and for what a stub keeps of them (`//go:recovers`).
#pragma once

#include "frontend/ast/nodes.h"

namespace goloom::ast {

bool callsRecover(const FuncDecl &);

} // namespace goloom::ast

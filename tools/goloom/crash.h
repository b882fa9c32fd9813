// What goloom says when it fails itself.
#pragma once

#include "frontend/support/source.h"

#include <string>

namespace goloom {

// SIGSEGV, SIGABRT and the like print the Go position being lowered and end with status 3.
void installCrashHandler(const SourceManager &);

// An internal error: message, Go position if one is known, where the emitted file was kept.
void internalError(const std::string &what, const std::string &kept);

} // namespace goloom

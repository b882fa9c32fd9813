// The compiler from end to end: one call a phase.
#pragma once

#include "tools/goloom/options.h"

namespace goloom {

// Exit status: 0, 1 (the program is at fault), 3 (goloom is). `run` replaces this process by the program.
int runPipeline(const Options &);

// Compiles every package of stdlib/ into the installation's cache.
int installStd(const Options &);

} // namespace goloom

// The files that //go:embed patterns name.
#pragma once

#include "llvm/ADT/StringRef.h"

#include <string>
#include <vector>

namespace goloom {

// The files below dir that the pattern matches, sorted: names relative to dir, with slashes. False: none, or
// one that may not be embedded; error says why, in the go command's words.
//
// A pattern is a path.Match pattern of a path. A folder stands for all files below it but those whose names
// begin with . or _ (with `all:` before the pattern for these too) and those of other modules. As with the
// go command nothing is embedded that would not be part of a module: no links, no names that another system
// would not take.
bool resolveEmbed(llvm::StringRef dir, llvm::StringRef pattern, std::vector<std::string> &files,
                  std::string &error);

} // namespace goloom

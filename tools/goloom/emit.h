// goloom emit -o DIR: a folder that builds on its own with CMake and clang++.
#pragma once

#include "tools/goloom/build.h"

namespace goloom {

// Writes NAME.cpp for each package, the runtime's sources and a CMakeLists.txt. False after an error, which
// was printed.
bool emitFolder(llvm::ArrayRef<EmittedPackage>, const std::string &dir, const std::string &program);

} // namespace goloom

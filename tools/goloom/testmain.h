// The program that `goloom test` runs: a main package that hands the tests it finds to package testing.
#pragma once

#include "frontend/load/loader.h"

#include <string>

namespace goloom {

// Go source. Finds TestX, BenchmarkX, FuzzX and ExampleX in the test files of both packages.
std::string testMain(const TestPackages &);

} // namespace goloom

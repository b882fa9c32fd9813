// Runs a test program as `go test` does, and says how it went.
#pragma once

#include <string>
#include <vector>

namespace goloom {

struct TestRun {
    std::string program, path, dir; // executable, import path, folder it runs in
    std::vector<std::string> args;  // -test.…
    bool stream = false;            // show what it prints as it comes, even if all is well
    double limit = 0;               // seconds after which it is killed; 0: none
};

// Prints its output if it matters, then "ok" or "FAIL" with the path and the time. 0 if all tests passed,
// else 1.
int runTest(const TestRun &);

} // namespace goloom

// The command line of goloom.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace goloom {

enum class Command { Run, Build, Check, Emit, Test, Version, Env, Help, InstallStd };
enum class Dump { None, Tokens, Ast, Types, Facts, Cxx };

struct Options {
    Command command = Command::Help;
    std::vector<std::string> inputs;      // FILE.go… or one DIR
    std::vector<std::string> programArgs; // of run
    std::string output;                   // -o
    int optLevel = 2;                     // -O0 … -O3
    bool debug = false;                   // -g
    bool allErrors = false;               // -e
    bool verbose = false;                 // -v
    int lang = 26;                        // -lang=go1.N
    bool langGiven = false;
    std::vector<std::string> tags; // -tags a,b
    std::string goroot;            // -goroot DIR; "off": none
    std::string keep;              // -keep DIR: emitted C++ and objects stay there
    Dump dump = Dump::None;        // -dump=…

    bool explainEscape = false; // -explain=escape

    // Of test.
    std::string tests;                 // -tests DIR: test files of the package that lie elsewhere
    std::vector<std::string> testArgs; // -test.run=…, for the test program
    bool compileOnly = false;          // -c
    bool streamTests = false;          // -v, -bench: show what the program prints
    double testLimit = 600;            // -timeout, in seconds; 0: none
};

// Nothing if the arguments are wrong: then a message is on standard error, and the exit status is 2.
std::optional<Options> parseOptions(int argc, char **argv);
void printHelp();

} // namespace goloom

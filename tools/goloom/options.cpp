#include "tools/goloom/options.h"

#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/ADT/StringSwitch.h"
#include "llvm/Support/raw_ostream.h"

namespace goloom {

using llvm::StringRef;

static const char *const help = R"(goloom compiles Go to readable C++ and to native programs.

usage: goloom COMMAND [flags] FILE.go...|DIR [arguments]

commands:
    run      compile and run; what follows the files goes to the program
    build    compile to a native program, named after the file or folder
    check    parse and type-check only
    emit     print the C++; with -o DIR write a folder that builds on its own
    test     compile the package in DIR with its _test.go files and run the tests
    version  print the version
    env      print where goloom looks for things
    help     print this text

flags:
    -o OUT                 name of the program (build) or folder (emit)
    -O0 -O1 -O2 -O3        optimisation (default -O2)
    -g                     debug information
    -lang=go1.N            language version (default go1.26)
    -tags a,b              build tags
    -goroot DIR            where the packages come from that goloom's library lacks (default $GOROOT, else
                           what is installed; off: nowhere)
    -e                     report all errors, not the first ten
    -keep DIR              keep the emitted C++ in DIR
    -dump=PHASE            stop after a phase and print its result: tokens ast types facts cxx
    -explain=escape        print what of the package goes to the heap, and by which way
    -v                     print what is run, with times

flags of test:
    -run RE  -skip RE      the tests, examples and fuzz targets to run (default all), and not to run
    -bench RE              the benchmarks to run (default none); -benchtime D, -benchmem
    -v                     print every test, and what it logs
    -count N -cpu LIST     how often; with which values of GOMAXPROCS
    -short -failfast       as the tests understand it; stop after the first failure
    -timeout D             the time after which the program panics (default 10m)
    -parallel N            how many tests run at a time
    -list RE               print the names of the tests only
    -tests DIR             the package's test files lie in DIR; files of its own stand for those of the same name
    -c                     compile only; -o OUT names the program
)";

void printHelp() { llvm::outs() << help; }

static std::nullopt_t complain(const llvm::Twine &what) {
    llvm::errs() << "goloom: " << what << "\nRun 'goloom help' for usage.\n";
    return std::nullopt;
}

// The value of `-name=value` or `-name value`; false if the argument is not that flag.
static bool valueFlag(StringRef arg, StringRef name, int &i, int argc, char **argv, StringRef &value,
                      bool &missing) {
    arg.consume_front("-"); // --flag
    if (!arg.consume_front(name)) return false;
    if (arg.consume_front("=")) {
        value = arg;
        return true;
    }
    if (!arg.empty()) return false;
    missing = i + 1 >= argc;
    if (!missing) value = argv[++i];
    return true;
}

// "1m30s", "500ms", "10": seconds. Less than 0 if it is none.
static double seconds(StringRef s) {
    if (s == "0") return 0;
    double sum = 0;
    while (!s.empty()) {
        size_t n = std::min(s.find_first_not_of("0123456789."), s.size());
        double v = 0;
        if (n == 0 || s.take_front(n).getAsDouble(v)) return -1;
        s = s.drop_front(n);
        double unit = s.consume_front("ms")   ? 1e-3
                      : s.consume_front("us") ? 1e-6
                      : s.consume_front("ns") ? 1e-9
                      : s.consume_front("s")  ? 1
                      : s.consume_front("m")  ? 60
                      : s.consume_front("h")  ? 3600
                                              : -1;
        if (unit < 0) return -1;
        sum += v * unit;
    }
    return sum;
}

// The flags of test. False if a is none of them; bad: it is, but its value is none.
static bool testFlag(Options &o, int &i, int argc, char **argv, bool &missing, std::string &bad) {
    StringRef a = StringRef(argv[i]).drop_front(), value;
    for (const char *name : {"short", "failfast", "benchmem"}) {
        if (a != name && a != (llvm::Twine("-") + name).str()) continue;
        o.testArgs.push_back(std::string("-test.") + name + "=true");
        return true;
    }
    if (a == "v" || a == "-v") {
        o.testArgs.push_back("-test.v=true");
        return o.streamTests = true;
    }
    if (a == "c" || a == "-c") return o.compileOnly = true;
    if (valueFlag(a, "tests", i, argc, argv, value, missing)) {
        o.tests = value.str();
        return true;
    }
    for (const char *name : {"run", "skip", "bench", "benchtime", "count", "cpu", "timeout", "parallel",
                             "list", "shuffle", "fuzz"}) {
        if (!valueFlag(a, name, i, argc, argv, value, missing)) continue;
        StringRef n = name;
        if (n == "bench" || n == "list") o.streamTests = true;
        if (n == "timeout") {
            o.testLimit = seconds(value);
            if (o.testLimit < 0) bad = "invalid value \"" + value.str() + "\" for flag -timeout: parse error";
            return true;
        }
        o.testArgs.push_back(std::string("-test.") + name + "=" + value.str());
        return true;
    }
    return false;
}

std::optional<Options> parseOptions(int argc, char **argv) {
    Options o;
    if (argc < 2) {
        llvm::errs() << help;
        return std::nullopt;
    }
    StringRef cmd = argv[1];
    auto command = llvm::StringSwitch<std::optional<Command>>(cmd)
                       .Case("run", Command::Run)
                       .Case("build", Command::Build)
                       .Case("check", Command::Check)
                       .Case("emit", Command::Emit)
                       .Case("test", Command::Test)
                       .Case("version", Command::Version)
                       .Case("env", Command::Env)
                       .Cases({"help", "-h", "-help", "--help"}, Command::Help)
                       .Case("install-std", Command::InstallStd)
                       .Default(std::nullopt);
    if (!command) return complain("unknown command \"" + cmd + "\"");
    o.command = *command;
    int i = 2;
    for (; i < argc; i++) {
        StringRef a = argv[i], value;
        bool missing = false;
        if (!a.starts_with("-") || a == "-") {
            // Files may stand between flags, except behind run's first operand, where the program's arguments
            // begin.
            bool isGo = a.ends_with(".go");
            if (o.command == Command::Run && !o.inputs.empty() &&
                !(isGo && StringRef(o.inputs.back()).ends_with(".go")))
                break;
            o.inputs.push_back(a.str());
            continue;
        }
        if (o.command == Command::Run && !o.inputs.empty()) break;
        std::string bad;
        if (o.command == Command::Test && testFlag(o, i, argc, argv, missing, bad)) {
            if (!bad.empty()) return complain(bad);
        } else if (valueFlag(a.drop_front(), "o", i, argc, argv, value, missing))
            o.output = value.str();
        else if (valueFlag(a.drop_front(), "lang", i, argc, argv, value, missing)) {
            if (missing) return complain("flag needs an argument: -lang");
            StringRef v = value;
            if (!v.consume_front("go1.") || v.split('.').first.getAsInteger(10, o.lang) || o.lang < 1 ||
                o.lang > 26)
                return complain("invalid value \"" + value +
                                "\" for flag -lang: should be something like \"go1.26\"");
            o.langGiven = true;
        } else if (valueFlag(a.drop_front(), "tags", i, argc, argv, value, missing)) {
            llvm::SmallVector<StringRef, 4> parts;
            llvm::SplitString(value, parts, ", ");
            for (StringRef p : parts) o.tags.push_back(p.str());
        } else if (valueFlag(a.drop_front(), "keep", i, argc, argv, value, missing))
            o.keep = value.str();
        else if (valueFlag(a.drop_front(), "goroot", i, argc, argv, value, missing))
            o.goroot = value.str();
        else if (valueFlag(a.drop_front(), "dump", i, argc, argv, value, missing)) {
            o.dump = llvm::StringSwitch<Dump>(value)
                         .Case("tokens", Dump::Tokens)
                         .Case("ast", Dump::Ast)
                         .Case("types", Dump::Types)
                         .Case("facts", Dump::Facts)
                         .Case("cxx", Dump::Cxx)
                         .Default(Dump::None);
            if (o.dump == Dump::None)
                return complain("invalid value \"" + value +
                                "\" for flag -dump: want tokens, ast, types, facts or cxx");
        } else if (valueFlag(a.drop_front(), "explain", i, argc, argv, value, missing)) {
            if (!missing && value != "escape")
                return complain("invalid value \"" + value + "\" for flag -explain: want escape");
            o.explainEscape = true;
        } else if (a.size() == 3 && a.starts_with("-O") && a[2] >= '0' && a[2] <= '3')
            o.optLevel = a[2] - '0';
        else if (a == "-g")
            o.debug = true;
        else if (a == "-e")
            o.allErrors = true;
        else if (a == "-v")
            o.verbose = true;
        else
            return complain("flag provided but not defined: " + a);
        if (missing) return complain("flag needs an argument: " + a);
    }
    for (; i < argc; i++) o.programArgs.push_back(argv[i]);
    bool needsInput = o.command == Command::Run || o.command == Command::Build ||
                      o.command == Command::Check || o.command == Command::Emit || o.command == Command::Test;
    if (needsInput && o.inputs.empty()) {
        if (o.command == Command::Run) return complain("no go files listed");
        o.inputs.push_back(".");
    }
    return o;
}

} // namespace goloom

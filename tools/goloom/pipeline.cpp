// The compiler as a column of calls. Each phase returns what the next one reads; a phase with errors is the
// last.
#include "tools/goloom/pipeline.h"

#include "tools/goloom/build.h"
#include "tools/goloom/config.h"
#include "tools/goloom/crash.h"
#include "tools/goloom/dump.h"
#include "tools/goloom/emit.h"
#include "tools/goloom/emitter.h"
#include "tools/goloom/goroot.h"
#include "tools/goloom/runtest.h"
#include "tools/goloom/testmain.h"

#include "codegen/analyze/facts.h"
#include "codegen/cxx/print.h"
#include "frontend/ast/print.h"
#include "frontend/load/loader.h"
#include "frontend/syntax/parse.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <optional>
#include <unistd.h>

namespace goloom {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

namespace {

class Pipeline {
  public:
    explicit Pipeline(const Options &o)
        : opts_(o), diags_(sources_), loader_(load_, sources_, arena_, diags_),
          emitter_(loader_, sources_, arena_, diags_) {
        load_.stdlib = llvm::sys::Process::GetEnv("GOLOOMSTD").value_or(GOLOOM_SOURCE_DIR "/stdlib");
        load_.goroot = namedGoroot(o.goroot);
        if (load_.goroot.empty())
            load_.findGoroot = findGoroot;
        else if (load_.goroot == "off")
            load_.goroot.clear();
        load_.context.goMinor = o.lang;
        load_.langGiven = o.langGiven;
        load_.complete = o.command != Command::Check && o.command != Command::InstallStd;
        load_.context.tags.insert(o.tags.begin(), o.tags.end());
        build_.compile = {o.optLevel, o.debug};
        build_.verbose = o.verbose;
        build_.keep = o.keep;
        load_.salt = toolId() + " go1." + std::to_string(o.lang);
        for (const std::string &t : load_.context.tags) load_.salt += " " + t;
        bool build = builds();
        bool needsTexts = !o.keep.empty() || (o.command == Command::Emit && !o.output.empty());
        if (!needsTexts) load_.findStub = [this](const std::string &key) { return readStub(key); };
        if (build)
            load_.isBuilt = [this](const std::string &action) {
                return !cachedObject(objectKey(action), cache_).empty();
            };
        installCrashHandler(sources_);
    }

    int run();
    int test();

  private:
    bool builds() const {
        return opts_.command == Command::Build || opts_.command == Command::Run ||
               opts_.command == Command::Test;
    }
    // Objects of all packages, linked. To `out`, or into the cache; empty after errors.
    std::string buildProgram(const std::string &out);
    bool dumped(LoadedPackage &);
    void explain(LoadedPackage &);
    std::string readStub(const std::string &sourceKey);
    std::string objectKey(const std::string &action);
    void keepStub(LoadedPackage &);
    bool emitPackage(LoadedPackage &, EmittedPackage &out);
    bool emitAll(std::vector<EmittedPackage> &out);
    bool failed() {
        diags_.print(llvm::errs(), opts_.allErrors ? 0 : 10);
        return false;
    }
    void timed(StringRef what) {
        auto now = std::chrono::steady_clock::now();
        if (opts_.verbose)
            llvm::errs() << what << ": "
                         << std::chrono::duration_cast<std::chrono::microseconds>(now - mark_).count() /
                                1000.0
                         << " ms\n";
        mark_ = now;
    }

    const Options &opts_;
    SourceManager sources_;
    Arena arena_;
    Diagnostics diags_;
    LoadOptions load_;
    Loader loader_;
    Emitter emitter_;
    BuildOptions build_;
    Cache cache_;
    std::chrono::steady_clock::time_point mark_ = std::chrono::steady_clock::now();
};

std::string Pipeline::readStub(const std::string &sourceKey) {
    std::string file = cache_.find(sourceKey, ".stub");
    if (file.empty()) return {};
    auto b = llvm::MemoryBuffer::getFile(file);
    return b ? (*b)->getBuffer().str() : std::string();
}

void Pipeline::keepStub(LoadedPackage &p) {
    // What is compiled against a package under test is not what other programs import.
    if (p.isTarget || p.fromStub || opts_.command == Command::Test) return;
    std::string text = emitter_.stub(p);
    if (!text.empty()) cache_.put(p.sourceKey, ".stub", text);
}

// What the object of a package depends on: its sources, those of all it imports, this compiler, and the
// options.
std::string Pipeline::objectKey(const std::string &action) {
    return Hasher().add("act").add(action).add(compileFlagsKey(build_.compile)).hex();
}

bool Pipeline::emitPackage(LoadedPackage &p, EmittedPackage &out) {
    cxx::PrintOptions print;
    if (builds()) print.lines = &sources_;
    std::string broken = emitter_.emit(p, print, out.text, out.embeds);
    if (diags_.hasErrors()) return failed();
    if (broken.empty()) return true;
    internalError("the C++ tree of package " + p.path + " is malformed: " + broken, "");
    return false;
}

bool Pipeline::emitAll(std::vector<EmittedPackage> &out) {
    bool build = builds();
    for (LoadedPackage *p : loader_.packages()) {
        EmittedPackage e;
        e.path = p->path;
        e.action = objectKey(p->action);
        if (build && opts_.keep.empty()) e.object = cachedObject(e.action, cache_);
        if (e.object.empty() && !emitPackage(*p, e)) return false;
        keepStub(*p);
        out.push_back(std::move(e));
    }
    return true;
}

// True if -dump asked for this phase or an earlier one.
bool Pipeline::dumped(LoadedPackage &target) {
    switch (opts_.dump) {
    case Dump::Types: dumpTypes(target, sources_, llvm::outs()); return true;
    case Dump::Facts: dumpFacts(target, emitter_.factsOf(target), sources_, llvm::outs()); return true;
    case Dump::Cxx: {
        EmittedPackage e;
        if (emitPackage(target, e)) llvm::outs() << e.text;
        return true;
    }
    default: return false;
    }
}

void Pipeline::explain(LoadedPackage &target) {
    std::vector<Explanation> lines;
    emitter_.factsOf(target, &lines);
    auto show = [&](Pos pos) -> llvm::raw_ostream & {
        Position at = sources_.position(pos);
        return llvm::errs() << at.file << ':' << at.line << ':' << at.column;
    };
    for (const Explanation &line : lines) {
        show(line.pos) << ": " << line.text;
        if (line.at) show((llvm::errs() << " at ", line.at));
        llvm::errs() << '\n';
    }
}

std::string programName(const LoadedPackage &p, const std::vector<std::string> &inputs) {
    StringRef first = inputs[0];
    if (first.ends_with(".go")) return path::stem(first).str();
    llvm::SmallString<128> dir(p.dir);
    fs::make_absolute(dir);
    path::remove_dots(dir, true);
    return path::filename(dir).str();
}

std::string Pipeline::buildProgram(const std::string &out) {
    std::vector<EmittedPackage> packages;
    if (!emitAll(packages)) return {};
    timed("analyze, lower, print");
    if (!compilePackages(packages, build_, cache_)) return {};
    timed("compile");
    auto missing = [&](llvm::ArrayRef<std::string> names) {
        for (const std::string &name : names)
            if (!loader_.reportBodyless(name)) return false;
        return true;
    };
    std::string made = linkPackages(packages, build_, cache_, out, missing);
    if (made.empty() && diags_.hasErrors()) failed();
    timed("link");
    return made;
}

int Pipeline::test() {
    if (opts_.inputs.size() != 1 || !fs::is_directory(opts_.inputs[0])) {
        llvm::errs() << "goloom: test wants one folder\n";
        return 2;
    }
    const std::string &dir = opts_.inputs[0];
    TestPackages tests = loader_.parseTests(dir, opts_.tests);
    bool good = !diags_.hasErrors();
    if (good && !tests.hasTests) {
        llvm::outs() << "?   \t" << tests.path << "\t[no test files]\n";
        return 0;
    }
    std::string made;
    if (good) {
        LoadedPackage *main = loader_.parseTestMain(testMain(tests));
        timed("parse");
        good = loader_.checkTarget(*main);
        timed("load and check");
    }
    if (good) {
        std::string out = opts_.output;
        llvm::SmallString<128> abs(dir);
        fs::make_absolute(abs);
        path::remove_dots(abs, true);
        if (out.empty() && opts_.compileOnly) out = path::filename(abs).str() + ".test";
        made = buildProgram(out);
        if (made.empty()) return diags_.hasErrors() ? 1 : 3;
    } else {
        llvm::errs() << "# " << tests.path << '\n';
        failed();
        llvm::outs() << "FAIL\t" << tests.path << " [build failed]\nFAIL\n";
        return 1;
    }
    if (opts_.compileOnly) return 0;
    TestRun r;
    llvm::SmallString<128> program(made), where(opts_.tests.empty() ? dir : opts_.tests);
    fs::make_absolute(program);
    fs::make_absolute(where);
    path::remove_dots(where, true);
    r.program = program.str().str();
    r.dir = where.str().str();
    r.path = tests.path;
    r.args = opts_.testArgs;
    r.args.push_back("-test.timeout=" + std::to_string(opts_.testLimit) + "s");
    r.args.insert(r.args.end(), opts_.programArgs.begin(), opts_.programArgs.end());
    r.stream = opts_.streamTests;
    r.limit = opts_.testLimit > 0 ? opts_.testLimit + 5 : 0; // its own panic says more
    return runTest(r);
}

int Pipeline::run() {
    LoadedPackage *target = loader_.parseTarget(opts_.inputs);
    timed("parse");
    if (target && opts_.dump == Dump::Tokens) {
        for (SourceFile *f : target->sources) dumpTokens(*f, sources_, llvm::outs());
        return diags_.hasErrors() ? (failed(), 1) : 0;
    }
    if (target && opts_.dump == Dump::Ast)
        for (ast::File *f : target->files) ast::dump(*f, sources_, llvm::outs());
    if (!target || diags_.hasSyntaxErrors()) return failed(), 1;
    if (opts_.dump == Dump::Ast) return diags_.hasErrors() ? (failed(), 1) : 0;

    if (!loader_.checkTarget(*target)) return failed(), 1;
    timed("load and check");
    if (opts_.explainEscape) explain(*target);
    if (dumped(*target)) return diags_.hasErrors() ? 1 : 0;
    if (opts_.command == Command::Check) return 0;
    bool program = target->types->name.str() == "main";
    if (!program && opts_.command == Command::Run) {
        llvm::errs() << "package " << target->path << " is not a main package\n";
        return 1;
    }

    if (opts_.command == Command::Emit) {
        std::vector<EmittedPackage> packages;
        if (!opts_.output.empty()) {
            if (!emitAll(packages)) return 1;
            return emitFolder(packages, opts_.output, programName(*target, opts_.inputs)) ? 0 : 1;
        }
        EmittedPackage e;
        if (!emitPackage(*target, e)) return 1;
        llvm::outs() << formatCxx(e.text);
        return 0;
    }

    if (!program) { // as go build: compiled, nothing kept
        std::vector<EmittedPackage> packages;
        if (!emitAll(packages)) return 1;
        return compilePackages(packages, build_, cache_) ? 0 : 3;
    }
    std::string out;
    if (opts_.command == Command::Build)
        out = opts_.output.empty() ? programName(*target, opts_.inputs) : opts_.output;
    if (!out.empty() && fs::is_directory(out)) out += "/" + programName(*target, opts_.inputs);
    std::string made = buildProgram(out);
    if (made.empty()) return diags_.hasErrors() ? 1 : 3;
    if (opts_.command == Command::Build) return 0;

    std::vector<char *> argv = {made.data()};
    for (const std::string &a : opts_.programArgs) argv.push_back(const_cast<char *>(a.c_str()));
    argv.push_back(nullptr);
    llvm::outs().flush();
    execv(made.c_str(), argv.data());
    llvm::errs() << "goloom: cannot run " << made << '\n';
    return 3;
}

} // namespace

int runPipeline(const Options &o) {
    Pipeline p(o);
    return o.command == Command::Test ? p.test() : p.run();
}

int installStd(const Options &o) {
    std::vector<std::string> dirs;
    std::error_code ec;
    std::string root = GOLOOM_SOURCE_DIR "/stdlib";
    for (fs::recursive_directory_iterator it(root, ec), end; it != end && !ec; it.increment(ec))
        if (StringRef(it->path()).ends_with(".go")) {
            std::string dir = path::parent_path(it->path()).str();
            if (StringRef(dir).contains("/internal/"))
                continue; // for the others only, which bring them along
            if (dirs.empty() || dirs.back() != dir) dirs.push_back(dir);
        }
    std::sort(dirs.begin(), dirs.end());
    dirs.erase(std::unique(dirs.begin(), dirs.end()), dirs.end());
    // A program cannot import internal ones; those that are needed come with the others.
    llvm::erase_if(dirs, [](StringRef d) { return d.contains("/internal/"); });
    // One program that imports them all, so that each is loaded once.
    llvm::SmallString<64> tmp;
    if (fs::createTemporaryFile("goloom-std", "go", tmp)) return 3;
    {
        llvm::raw_fd_ostream out(tmp, ec);
        out << "package main\n";
        for (const std::string &d : dirs) {
            StringRef name = StringRef(d).drop_front(root.size() + 1);
            if (!name.starts_with("internal/")) // comes with who may import it
                out << "import _ \"" << name << "\"\n";
        }
        out << "func main() {}\n";
    }
    Options build = o;
    build.command = Command::Build;
    build.goroot = "off"; // as programs see the library that have no use for one
    build.inputs = {tmp.str().str()};
    setenv("GOLOOM_CACHE", GOLOOM_LIB_DIR "/cache", 1);
    llvm::SmallString<64> out = tmp;
    out += ".out";
    build.output = out.str().str();
    int status = Pipeline(build).run();
    fs::remove(tmp);
    fs::remove(out);
    return status;
}

} // namespace goloom

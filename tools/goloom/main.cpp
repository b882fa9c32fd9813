// goloom: reads the command line, hands over to the pipeline.
#include "tools/goloom/cache.h"
#include "tools/goloom/config.h"
#include "tools/goloom/goroot.h"
#include "tools/goloom/options.h"
#include "tools/goloom/pipeline.h"

#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"

using namespace goloom;

static void printEnv(const Options &o) {
    auto line = [](const char *name, const std::string &value) {
        llvm::outs() << name << "='" << value << "'\n";
    };
    line("GOLOOM_CACHE", Cache().userDir());
    line("GOLOOM_SYSTEM_CACHE", Cache().systemDir());
    line("GOLOOM_STDLIB", llvm::sys::Process::GetEnv("GOLOOMSTD").value_or(GOLOOM_SOURCE_DIR "/stdlib"));
    line("GOLOOM_RUNTIME", GOLOOM_SOURCE_DIR "/runtime");
    line("GOLOOM_LIB", GOLOOM_LIB_DIR);
    std::string goroot = namedGoroot(o.goroot);
    line("GOROOT", goroot.empty() ? findGoroot() : goroot);
    line("GOOS", "linux");
    line("GOARCH", "amd64");
    line("GOVERSION", "go1.26");
}

static int dispatch(const Options &o) {
    switch (o.command) {
    case Command::Help: printHelp(); return 0;
    case Command::Version: llvm::outs() << "goloom version " GOLOOM_VERSION " go1.26 linux/amd64\n"; return 0;
    case Command::Env: printEnv(o); return 0;
    case Command::InstallStd: return installStd(o);
    default: return runPipeline(o);
    }
}

int main(int argc, char **argv) {
    auto options = parseOptions(argc, argv);
    if (!options) return 2;
    // Recursion over the tree must not depend on the shell's stack limit.
    int status = 0;
    llvm::thread worker(std::optional<unsigned>(512u << 20), [&] { status = dispatch(*options); });
    worker.join();
    llvm::outs().flush();
    return status;
}

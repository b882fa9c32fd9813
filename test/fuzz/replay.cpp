// replay [-mutants=N] [-seed=S] FILE|FOLDER...: a fuzz target without libFuzzer. Runs each file, each as if
// it were alone, and N changed ones made from them; the same arguments do the same on every machine. Folders
// are searched for .go files; what lies in one called regressions is taken whatever its name is.
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/raw_ostream.h"
#include "llvm/Support/thread.h"

#include <algorithm>
#include <csignal>
#include <cstring>
#include <random>
#include <string>
#include <unistd.h>
#include <vector>

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);
extern "C" size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t maxSize, unsigned seed)
    __attribute__((weak)); // a target may do without

// libFuzzer's. One change in five is its to make; here a byte.
extern "C" size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t maxSize) {
    if (size) data[size / 2] ^= 1 << size % 8;
    return size;
}

namespace {

constexpr unsigned limit = 10; // seconds for one input
std::string input;             // what is being run, for who crashes

void onSignal(int sig) {
    const char *kept = "fuzz-failure";
    llvm::errs() << "replay: " << (sig == SIGALRM ? "no end" : "a crash") << "; the input is in " << kept
                 << '\n';
    std::error_code ec;
    llvm::raw_fd_ostream(kept, ec) << input;
    _exit(1);
}

void catchCrashes() {
    static char stack[64 * 1024];
    stack_t ss{};
    ss.ss_sp = stack;
    ss.ss_size = sizeof stack;
    sigaltstack(&ss, nullptr);
    struct sigaction sa{};
    sa.sa_handler = onSignal;
    sa.sa_flags = SA_ONSTACK;
    for (int sig : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT, SIGALRM}) sigaction(sig, &sa, nullptr);
}

void runInput(std::string text) {
    input = std::move(text);
    alarm(limit);
    LLVMFuzzerTestOneInput(reinterpret_cast<const uint8_t *>(input.data()), input.size());
    alarm(0);
}

std::vector<std::string> filesOf(StringRef arg) {
    if (!fs::is_directory(arg)) return {arg.str()};
    std::vector<std::string> files;
    std::error_code ec;
    for (fs::recursive_directory_iterator it(arg, ec), end; it != end && !ec; it.increment(ec)) {
        bool wanted = StringRef(it->path()).ends_with(".go") ||
                      path::filename(path::parent_path(it->path())) == "regressions";
        if (wanted && fs::is_regular_file(it->path())) files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string mutant(std::string text, std::mt19937 &rng) {
    size_t size = text.size(), room = size + 4096;
    text.resize(room);
    size = LLVMFuzzerCustomMutator(reinterpret_cast<uint8_t *>(text.data()), size, room, rng());
    text.resize(size);
    return text;
}

int run(llvm::ArrayRef<StringRef> args) {
    unsigned mutants = 0, seed = 1;
    std::vector<std::string> texts;
    for (StringRef arg : args) {
        if (arg.consume_front("-mutants=")) {
            if (arg.getAsInteger(10, mutants)) return 2;
        } else if (arg.consume_front("-seed=")) {
            if (arg.getAsInteger(10, seed)) return 2;
        } else {
            for (const std::string &file : filesOf(arg)) {
                auto buffer = llvm::MemoryBuffer::getFile(file);
                if (!buffer) {
                    llvm::errs() << "replay: cannot read " << file << '\n';
                    return 2;
                }
                texts.push_back((*buffer)->getBuffer().str());
            }
        }
    }
    if (texts.empty() || (mutants && !LLVMFuzzerCustomMutator)) {
        llvm::errs() << "replay: nothing to run\n";
        return 2;
    }
    catchCrashes();
    for (const std::string &text : texts) runInput(text);
    std::mt19937 rng(seed);
    for (unsigned i = 0; i < mutants; i++) runInput(mutant(texts[rng() % texts.size()], rng));
    llvm::outs() << texts.size() << " files and " << mutants << " mutants were run\n";
    return 0;
}

} // namespace

int main(int argc, char **argv) {
    std::vector<StringRef> args(argv + 1, argv + argc);
    int status = 0;
    llvm::thread worker(std::optional<unsigned>(512u << 20), [&] { status = run(args); }); // as goloom does
    worker.join();
    return status;
}

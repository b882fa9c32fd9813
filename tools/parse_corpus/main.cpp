// parse_corpus DIR|FILE…: parses every *.go below (outside testdata), and says how many, how fast, and what
// failed.

#include "frontend/ast/print.h"
#include "frontend/syntax/parse.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"

#include <ctime>

using namespace goloom;
using namespace llvm;

static double cpuSeconds() {
    timespec t;
    clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_nsec) / 1e9;
}

int main(int argc, char **argv) {
    std::vector<std::string> files;
    bool all = false, dumpTree = false, dumpToks = false; // -e: all diagnostics
    for (int i = 1; i < argc; i++) {
        StringRef arg = argv[i];
        if (arg == "-e" || arg == "-dump=ast" || arg == "-dump=tokens") {
            (arg == "-e" ? all : arg == "-dump=ast" ? dumpTree : dumpToks) = true;
            continue;
        }
        if (!sys::fs::is_directory(arg)) {
            files.push_back(arg.str());
            continue;
        }
        std::error_code ec;
        for (sys::fs::recursive_directory_iterator it(arg, ec), end; it != end && !ec; it.increment(ec)) {
            StringRef name = sys::path::filename(it->path());
            if (name == "testdata")
                it.no_push();
            else if (name.ends_with(".go") && it->type() == sys::fs::file_type::regular_file)
                files.push_back(it->path());
        }
    }
    size_t bytes = 0, failures = 0, treeBytes = 0;
    double seconds = 0;
    for (const std::string &path : files) {
        auto buffer = MemoryBuffer::getFile(path);
        if (!buffer) continue;
        SourceManager sm;
        SourceFile *f = sm.add(path, (*buffer)->getBuffer().str());
        Arena arena;
        Diagnostics diags(sm);
        if (dumpToks) dumpTokens(*f, sm, outs());
        double start = cpuSeconds();
        ast::File *tree = parseFile(*f, arena, diags);
        seconds += cpuSeconds() - start;
        bytes += f->text().size();
        treeBytes += arena.bytes();
        if (dumpTree) ast::dump(*tree, sm, outs());
        if (!diags.hasErrors()) continue;
        failures++;
        diags.print(outs(), all ? 0 : 10);
    }
    outs() << files.size() << " files, " << failures << " failures, " << bytes / 1000 << " KB, trees "
           << treeBytes / 1000 << " KB, " << format("%.2f", seconds) << " s, "
           << format("%.2f", static_cast<double>(bytes) / 1e6 / seconds) << " MB/s\n";
    return failures ? 1 : 0;
}

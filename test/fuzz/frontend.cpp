// A Go file, whatever its bytes are, from the lexer to the C++ text. Clang has no part in this (accepted.py
// asks it). Nothing of one input may show in what becomes of another: some are compiled twice and compared.
#include "test/fuzz/scratch.h"
#include "tools/goloom/emitter.h"

#include "llvm/Support/xxhash.h"

using namespace goloom;
using llvm::StringRef;

namespace {

constexpr size_t maxSize = 64 << 10;

// What a user would see: diagnostics or C++.
std::string compile(const std::string &file) {
    SourceManager sources;
    Arena arena;
    Diagnostics diags(sources);
    LoadOptions options;
    const char *library = getenv("GOLOOMSTD");
    options.stdlib = library ? library : GOLOOM_FUZZ_STDLIB;
    options.complete = true;
    Loader loader(options, sources, arena, diags);
    std::string text;
    LoadedPackage *target = loader.parseTarget(file);
    bool good = target && !diags.hasSyntaxErrors() && loader.checkTarget(*target);
    if (good != !diags.hasErrors()) {
        llvm::errs() << "refused without a word, or accepted with one\n";
        abort();
    }
    if (good) {
        Emitter emitter(loader, sources, arena, diags);
        cxx::PrintOptions print;
        print.lines = &sources;
        std::vector<cxx::Unit::Embed> embeds;
        std::string broken = emitter.emit(*target, print, text, embeds);
        if (!broken.empty()) {
            llvm::errs() << "the C++ tree is malformed: " << broken << '\n';
            abort();
        }
    }
    llvm::raw_string_ostream os(text);
    diags.print(os, 0);
    return text;
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Scratch scratch;
    if (size > maxSize) return -1;
    StringRef text(reinterpret_cast<const char *>(data), size);
    scratch.write("x.go", text);
    std::string file = scratch.path("x.go");
    std::string made = compile(file);
    if (llvm::xxh3_64bits(text) % 8 == 0 && compile(file) != made) {
        llvm::errs() << "compiled again, it is something else\n";
        abort();
    }
    return 0;
}

// What the loader reads besides Go files. The first byte says as what the rest is taken: a go.mod, a file
// with build constraints, a stub as the cache may hold it, or a package that is imported from its sources and
// then from its stub.
#include "test/fuzz/scratch.h"
#include "tools/goloom/emitter.h"

#include "frontend/load/stub.h"

#include "llvm/ADT/STLExtras.h"

using namespace goloom;
using llvm::StringRef;

namespace {

constexpr StringRef importer = "package main\n\nimport _ \"m/p\"\n\nfunc main() {}\n";
constexpr StringRef plainModule = "module m\n\ngo 1.26\n";

struct Program {
    SourceManager sources;
    Arena arena;
    Diagnostics diags{sources};
    LoadOptions options;
    Loader loader{options, sources, arena, diags};

    Program() { options.stdlib = GOLOOM_FUZZ_STDLIB; }
    bool load(const std::string &file) {
        LoadedPackage *target = loader.parseTarget(file);
        bool good = target && !diags.hasSyntaxErrors() && loader.checkTarget(*target);
        std::string said;
        llvm::raw_string_ostream os(said);
        diags.print(os, 0);
        return good;
    }
    LoadedPackage *package(StringRef path) const {
        for (LoadedPackage *p : loader.packages())
            if (p->path == path) return p;
        return nullptr;
    }
    std::string stubOf(StringRef path) {
        LoadedPackage *p = package(path);
        if (!p || p->fromStub) return {};
        return Emitter(loader, sources, arena, diags).stub(*p);
    }
};

void loadModule(const Scratch &scratch, StringRef text) {
    scratch.write("go.mod", text);
    scratch.write("p/p.go", "package p\n");
    scratch.write("main.go", importer);
    Program().load(scratch.path("main.go"));
}

void matchConstraints(StringRef text) {
    BuildContext context;
    int minor = 0;
    context.matchText(text, &minor);
    auto [name, rest] = text.split('\n');
    context.matchFileName(name.str() + ".go");
    context.matchTag(name);
}

// `text` follows the header that the stub of package p would have.
void loadStub(const Scratch &scratch, StringRef text) {
    scratch.write("go.mod", plainModule);
    scratch.write("p/p.go", "package p\n\nconst C = 1\n");
    scratch.write("main.go", "package main\n\nimport \"m/p\"\n\nfunc main() { println(p.C) }\n");
    Program fromSources;
    if (!fromSources.load(scratch.path("main.go"))) abort();
    std::string header = Loader::stubHeader(*fromSources.package("m/p"));
    Program fromStub;
    fromStub.options.findStub = [&](const std::string &) { return header + text.str(); };
    fromStub.load(scratch.path("main.go"));
    readStub(text);
}

// What is accepted from its sources is accepted from its stub.
void importTwice(const Scratch &scratch, StringRef text) {
    scratch.write("go.mod", plainModule);
    scratch.write("p/p.go", text);
    scratch.write("main.go", importer);
    std::string stub, key;
    {
        Program p;
        if (!p.load(scratch.path("main.go"))) return;
        stub = p.stubOf("m/p");
        key = p.package("m/p")->sourceKey;
    }
    if (stub.empty()) return;
    Program again;
    bool asked = false;
    again.options.findStub = [&](const std::string &k) {
        if (k != key) return std::string();
        asked = true;
        return stub;
    };
    bool good = again.load(scratch.path("main.go"));
    LoadedPackage *p = again.package("m/p");
    if (good && asked && p && p->fromStub) return;
    again.diags.print(llvm::errs(), 0);
    llvm::errs() << "the package is accepted, and this stub of it is not:\n" << stub;
    abort();
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    static Scratch scratch;
    if (size == 0 || size > (16 << 10)) return -1;
    StringRef text(reinterpret_cast<const char *>(data) + 1, size - 1);
    switch (data[0]) {
    case 'm': loadModule(scratch, text); return 0;
    case 'c': matchConstraints(text); return 0;
    case 's': loadStub(scratch, text); return 0;
    case 'p': importTwice(scratch, text); return 0;
    default: return -1;
    }
}

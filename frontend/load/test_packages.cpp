// This file implements the loading of packages under test: the package itself with those of its _test.go
// files that are of the same package, the external test package (`package p_test`), and the program that runs
// the tests.
//
// The package with its tests takes the place of the package itself for the whole program: what imports it is
// compiled against it, as in `go test`. So it is registered under its import path before anything is loaded.
#include "frontend/load/loader.h"

#include "frontend/ast/nodes.h"
#include "frontend/types/universe.h"

#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <algorithm>

namespace goloom {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

// The _test.go files of a folder whose names the build admits.
static std::vector<std::string> testFiles(StringRef dir, const BuildContext &context) {
    std::vector<std::string> files;
    std::error_code ec;
    for (fs::directory_iterator it(dir, ec), end; it != end && !ec; it.increment(ec)) {
        StringRef base = path::filename(it->path());
        // x_linux_test.go is for linux, as x_linux.go is.
        if (base.ends_with("_test.go") && context.matchFileName((base.drop_back(8) + ".go").str()))
            files.push_back(it->path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

TestPackages Loader::parseTests(const std::string &dir, const std::string &testsDir) {
    TestPackages t;
    std::vector<std::string> tests = testFiles(dir, opts_.context);
    if (!testsDir.empty()) {
        // A file of the package's own stands for the one of the same name elsewhere.
        std::vector<std::string> own = std::move(tests);
        tests = testFiles(testsDir, opts_.context);
        for (const std::string &f : own) {
            auto same = [&](const std::string &g) { return path::filename(f) == path::filename(g); };
            tests.erase(std::remove_if(tests.begin(), tests.end(), same), tests.end());
            tests.push_back(f);
        }
        std::sort(tests.begin(), tests.end(),
                  [](StringRef a, StringRef b) { return path::filename(a) < path::filename(b); });
    }
    std::vector<std::string> sources;
    if (!listDir(dir, sources)) {
        diags_.report(Diag::PackageNotFound, {}) << dir;
        return t;
    }
    if (sources.empty() && tests.empty()) {
        diags_.report(Diag::NoGoFiles, {}) << dir;
        return t;
    }
    // Without sources of its own the package is what its tests are.
    LoadedPackage *found = sources.empty() ? nullptr : parseTarget({dir});
    if (sources.empty()) {
        target_ = std::make_unique<LoadedPackage>();
        target_->dir = dir;
        target_->goMinor = opts_.context.goMinor;
        findModule(dir);
        found = target_.get();
    }
    if (!found) return t;
    auto p = std::move(target_);
    auto x = std::make_unique<LoadedPackage>();
    std::vector<Text> texts;
    for (const std::string &f : tests)
        if (!readFile(f, true, texts)) return t;
    t.hasTests = !texts.empty();
    std::string all;
    for (Text &text : texts) {
        all += text.file + "\n" + text.text + "\n";
        std::vector<Text> one(1);
        one[0] = std::move(text);
        LoadedPackage scratch;
        parse(scratch, one);
        Name name = scratch.files[0]->name->name;
        bool external = StringRef(name.str()).ends_with("_test");
        if (!p->files.empty() && !external && name && name != p->files[0]->name->name) {
            diags_.report(Diag::MixedPackages, {})
                << p->files[0]->name->name.str() << path::filename(p->sources[0]->name()) << name.str()
                << path::filename(scratch.sources[0]->name()) << dir;
            return t;
        }
        LoadedPackage &into = external ? *x : *p;
        into.sources.push_back(scratch.sources[0]);
        into.files.push_back(scratch.files[0]);
    }
    p->isTarget = false;
    if (p->path.empty() || p->path == "main") {
        Name name = p->files.empty() ? Name() : p->files[0]->name->name;
        p->path = module_.path.empty() && name && name.str() != "main" ? name.str().str()
                                                                       : "command-line-arguments";
        llvm::SmallString<128> abs(dir);
        fs::make_absolute(abs);
        path::remove_dots(abs, true);
        StringRef rel = abs;
        if (!module_.path.empty() && rel.consume_front(module_.dir)) p->path = module_.path + rel.str();
    }
    p->sourceKey += " tests " + hashOfText(all, opts_.salt);
    t.path = p->path;
    x->sourceKey = p->sourceKey + " external";
    if (!readEmbedded(*p) || !readEmbedded(*x)) return t;
    auto enroll = [&](std::unique_ptr<LoadedPackage> q, const std::string &importPath) {
        q->path = importPath;
        // A main package is none here: the program that is run is the one of the tests.
        StringRef name = q->files[0]->name->name.str();
        q->types = std::make_unique<types::Package>(q->path, Name::of(name == "main" ? "main_" : name),
                                                    types::universe().scope);
        LoadedPackage *raw = q.get();
        byPath_[importPath] = std::move(q);
        underTest_.push_back(raw);
        return raw;
    };
    x->dir = p->dir;
    x->standard = p->standard;
    x->goMinor = p->goMinor;
    if (!p->files.empty()) t.package = enroll(std::move(p), t.path);
    if (!x->files.empty()) t.external = enroll(std::move(x), t.path + "_test");
    return t;
}

LoadedPackage *Loader::parseTestMain(const std::string &text) {
    target_ = std::make_unique<LoadedPackage>();
    LoadedPackage &p = *target_;
    p.isTarget = true;
    p.standard = !underTest_.empty() && underTest_[0]->standard;
    p.dir = underTest_.empty() ? "." : underTest_[0]->dir;
    p.path = "main";
    p.goMinor = LoadOptions().context.goMinor;
    std::vector<Text> texts(1);
    texts[0] = {"_testmain.go", text};
    p.sourceKey = hashOfText(text, opts_.salt + "testmain");
    parse(p, texts);
    p.types = std::make_unique<types::Package>("main", Name::of("main"), types::universe().scope);
    return &p;
}

} // namespace goloom

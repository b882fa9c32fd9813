// Import paths → checked packages, dependencies first.
//
// A package is found in this order: `./relative` to the importing folder; a vendor folder on the way up; the
// module of the nearest go.mod; the standard library of goloom; the src of a GOROOT that was named or found.
// Each package is parsed and checked once. Of a package that was built before only its stub is read (stub.h).
// The loader owns the front end's tables of the whole program.
#pragma once

#include "frontend/check/info.h"
#include "frontend/load/build_context.h"
#include "frontend/support/diag.h"

#include "llvm/ADT/StringMap.h"
#include "llvm/Support/MemoryBuffer.h"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace goloom {

struct LoadOptions {
    BuildContext context;
    bool langGiven = false; // -lang stands over go.mod's go line
    std::string stdlib;     // goloom's stdlib folder
    std::string goroot;     // that was named; empty: none
    // Finds one that was not, once a package is needed that only a GOROOT can have; null: it is not looked
    // for.
    std::function<std::string()> findGoroot;
    bool complete = false; // the program's own functions must have bodies

    // Part of every key: the compiler's own identity and what else decides a package's meaning.
    std::string salt;
    // The stub kept under the key of a package's sources; empty: none. Null: stubs are not wanted.
    std::function<std::string(const std::string &sourceKey)> findStub;
    // Is the package with this action built, so that its sources are not needed? Null: sources are not
    // needed.
    std::function<bool(const std::string &action)> isBuilt;
};

// What //go:embed lines name.
struct EmbeddedFiles {
    std::map<std::pair<std::string, std::string>, std::vector<std::string>> names; // by folder and pattern
    llvm::StringMap<std::unique_ptr<llvm::MemoryBuffer>> contents;                 // by path
};

struct LoadedPackage {
    std::string path, dir;
    std::vector<SourceFile *> sources;
    std::vector<ast::File *> files;
    std::unique_ptr<types::Package> types;
    EmbeddedFiles embedded;
    Info info;
    std::vector<LoadedPackage *> imports; // direct, by first appearance
    bool standard = false;
    bool isTarget = false;
    std::string sourceKey; // of its files, the embedded ones too
    std::string action;    // of its files and all that it imports, transitively
    std::string stub;      // read in place of the sources; parsed when somebody imports it; else empty
    bool fromStub = false;
    bool checked = false;
    int goMinor = 26;
    bool failed = false;
};

// What `goloom test` is about; null where there are no such files.
struct TestPackages {
    std::string path;                  // import path of the package under test
    LoadedPackage *package = nullptr;  // with the tests that are of the package itself
    LoadedPackage *external = nullptr; // package p_test
    bool hasTests = false;
};

// A system error as Go words it: lower case first, no full stop.
std::string goError(std::error_code);

class Loader final : public Importer {
  public:
    Loader(const LoadOptions &opts, SourceManager &sources, Arena &arena, Diagnostics &diags)
        : opts_(opts), sources_(sources), arena_(arena), diags_(diags) {}

    // FILE.go… or one DIR: reads and parses the package that the command names. Null if there is nothing to
    // parse.
    LoadedPackage *parseTarget(llvm::ArrayRef<std::string> args);
    // One DIR and its _test.go files, or those of testsDir. The path is empty after errors.
    TestPackages parseTests(const std::string &dir, const std::string &testsDir);
    // The program that runs the tests of parseTests becomes the target.
    LoadedPackage *parseTestMain(const std::string &text);
    // Loads what the target imports, checks everything. False after errors.
    bool checkTarget(LoadedPackage &);

    // Dependencies before those who import them; the target last.
    llvm::ArrayRef<LoadedPackage *> packages() const { return order_; }

    // A function that the program reaches and nobody defines, by its C++ name: says where a package of the
    // standard library declares it without a body. False: none does.
    bool reportBodyless(llvm::StringRef cxxName);

    types::Package *import(llvm::StringRef path, Pos at) override; // for the package being checked

    // What the stub of a package begins with: its name, action and imports.
    static std::string stubHeader(const LoadedPackage &);

  private:
    struct Module {
        std::string dir, path;
        int goMinor = 0; // 0: no go line
    };
    struct Text {
        std::string file, text;
    };
    static std::string hashOfText(const std::string &text, const std::string &salt);
    bool readFile(const std::string &file, bool constrained, std::vector<Text> &out,
                  const BuildContext *context = nullptr); // null: that of the options
    BuildContext contextOf(const LoadedPackage &) const;
    void parse(LoadedPackage &, std::vector<Text> &);
    bool readEmbedded(LoadedPackage &);
    void bindEmbedded(LoadedPackage &);
    bool loadStub(LoadedPackage &);
    bool checkStub(LoadedPackage &);
    void setAction(LoadedPackage &);
    bool listDir(llvm::StringRef dir, std::vector<std::string> &files, const BuildContext *context = nullptr);
    void findModule(llvm::StringRef dir);
    void findStandard(LoadedPackage &);
    // The GOROOT that was named: some of its packages stand before goloom's.
    const std::string &goroot() const { return opts_.goroot.empty() ? ownGoroot_ : opts_.goroot; }
    // That, or one that is found: for packages that goloom does not have.
    const std::string &anyGoroot();
    void preferGoroot(const LoadedPackage &target);
    bool locate(llvm::StringRef path, const LoadedPackage &from, LoadedPackage &found);
    LoadedPackage *load(llvm::StringRef path, LoadedPackage &from, Pos at);
    bool loadImports(LoadedPackage &);
    bool check(LoadedPackage &);

    const LoadOptions &opts_;
    std::string ownGoroot_; // that which the target lies in or needs, if the options name none
    std::optional<std::string> foundGoroot_; // empty string: looked for in vain
    SourceManager &sources_;
    Arena &arena_;
    Diagnostics &diags_;
    Module module_;
    std::unique_ptr<LoadedPackage> target_;
    std::vector<LoadedPackage *>
        underTest_; // in byPath_ before they are loaded: they stand for what lies there
    llvm::StringMap<std::unique_ptr<LoadedPackage>> byPath_;
    std::vector<LoadedPackage *> order_;
    std::vector<LoadedPackage *> stack_; // being loaded, outermost first: for import cycles
    LoadedPackage *current_ = nullptr;   // being checked
};

} // namespace goloom

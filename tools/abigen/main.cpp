// abigen INCLUDE-DIR OUT: reads go/runtime.h with Clang and writes one RT_ENTRY line for each function and
// function template of namespace go::runtime. The list is the only place where the compiler spells names of
// the runtime, so a rename there breaks the compiler's build and not a user's program.
#include "clang/AST/ASTContext.h"
#include "clang/AST/DeclTemplate.h"
#include "clang/Frontend/ASTUnit.h"
#include "clang/Tooling/Tooling.h"

#include "llvm/Support/raw_ostream.h"

#include <fstream>
#include <set>
#include <string>

using namespace clang;

static void collect(const DeclContext *scope, std::set<std::string> &names) {
    for (const Decl *d : scope->decls()) {
        if (auto *ns = dyn_cast<NamespaceDecl>(d)) {
            bool ours = ns->getName() == "go" || ns->getName() == "runtime";
            if (ours) collect(ns, names);
            continue;
        }
        if (auto *link = dyn_cast<LinkageSpecDecl>(d)) {
            collect(link, names);
            continue;
        }
        auto *in = dyn_cast<NamespaceDecl>(scope);
        if (!in || in->getName() != "runtime") continue;
        const NamedDecl *named = dyn_cast<FunctionDecl>(d);
        if (!named) named = dyn_cast<FunctionTemplateDecl>(d);
        if (named && named->getDeclName().isIdentifier()) names.insert(named->getNameAsString());
    }
}

int main(int argc, char **argv) {
    if (argc != 3) {
        llvm::errs() << "usage: abigen INCLUDE-DIR OUT\n";
        return 2;
    }
    auto unit =
        tooling::buildASTFromCodeWithArgs("#include \"go/runtime.h\"\n",
                                          {"-std=gnu++20", "-fno-exceptions", "-fno-rtti", "-w",
                                           std::string("-I") + argv[1], "-resource-dir=" GOLOOM_RESOURCE_DIR},
                                          "entries.cpp");
    if (!unit || unit->getDiagnostics().hasErrorOccurred()) return 1;
    std::set<std::string> names;
    collect(unit->getASTContext().getTranslationUnitDecl(), names);
    if (names.empty()) {
        llvm::errs() << "abigen: no entry points found\n";
        return 1;
    }
    std::ofstream out(argv[2]);
    out << "// Written by tools/abigen from runtime/include/go.\n";
    for (const std::string &n : names) out << "RT_ENTRY(" << n << ", \"runtime::" << n << "\")\n";
    return out.good() ? 0 : 1;
}

// Functions of a GOROOT that have no body: assembly files define them, or gc's runtime. A package that has
// some is good as long as none is reached, which the linker finds out.
#include "frontend/load/loader.h"

#include "frontend/ast/nodes.h"

#include "llvm/ADT/StringExtras.h"

namespace goloom {

using llvm::StringRef;

// A name as C++ has it may have underscores where Go has other characters, and one more where it would be a
// keyword.
static bool sameName(StringRef cxx, StringRef go) {
    if (cxx.size() > go.size()) cxx.consume_back("_");
    if (cxx.size() != go.size()) return false;
    for (size_t i = 0; i < go.size(); i++)
        if (cxx[i] != go[i] && !(cxx[i] == '_' && !llvm::isAlnum(go[i]))) return false;
    return true;
}

static bool samePath(StringRef cxx, StringRef go) {
    llvm::SmallVector<StringRef, 8> a, b;
    cxx.split(a, "::");
    go.split(b, '/');
    if (a.size() != b.size()) return false;
    for (size_t i = 0; i < a.size(); i++)
        if (!sameName(a[i], b[i])) return false;
    return true;
}

// The name of the type of `(x *T)`; empty for a function.
static StringRef receiverType(const ast::FuncDecl &f) {
    if (!f.recv || f.recv->list.empty()) return {};
    const ast::Expr *t = ast::unparen(f.recv->list[0]->type);
    if (auto *p = llvm::dyn_cast<ast::StarExpr>(t)) t = ast::unparen(p->x);
    auto *id = llvm::dyn_cast<ast::Ident>(t);
    return id ? id->name.str() : StringRef();
}

bool Loader::reportBodyless(StringRef cxxName) {
    StringRef name = cxxName;
    if (!name.consume_front("go::")) return false;
    auto [ns, function] = name.rsplit("::");
    for (LoadedPackage *p : order_) {
        if (!p->standard || !samePath(ns, p->path)) continue;
        LoadedPackage sources; // of a package that was built before only the stub has been read
        sources.dir = p->dir;
        sources.path = p->path;
        sources.standard = true;
        std::vector<std::string> files;
        std::vector<Text> texts;
        BuildContext context = contextOf(sources);
        listDir(sources.dir, files, &context);
        for (const std::string &f : files) readFile(f, true, texts, &context);
        parse(sources, texts);
        for (const ast::File *file : sources.files)
            for (const ast::Decl *d : file->decls) {
                auto *f = llvm::dyn_cast<ast::FuncDecl>(d);
                if (!f || f->body) continue;
                StringRef recv = receiverType(*f), own = f->name->name.str();
                std::string flat = recv.empty() ? own.str() : (recv + "_" + own).str();
                if (!sameName(function, flat)) continue;
                diags_.report(Diag::UnsupportedAssembly, f->name->pos)
                    << p->path + "." + (recv.empty() ? "" : recv.str() + ".") + own.str();
                return true;
            }
    }
    return false;
}

} // namespace goloom

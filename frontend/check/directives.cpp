// Compiler directives that stand where they say nothing. cmd/compile "Compiler Directives".
//
// A directive belongs to the declaration whose first token follows it, unless it trails a line of the one
// before. Those that cmd/compile does not know are left to other tools.
#include "frontend/check/check.h"
#include "frontend/check/embed.h"

#include "llvm/ADT/StringSet.h"

namespace goloom {

namespace {

bool ofFunctions(llvm::StringRef verb) {
    static const llvm::StringSet<> verbs = {"go:cgo_unsafe_args", "go:nocheckptr",    "go:noescape",
                                            "go:noinline",        "go:norace",        "go:nosplit",
                                            "go:registerparams",  "go:uintptrescapes"};
    return verbs.contains(verb);
}
bool ofRuntime(llvm::StringRef verb) {
    static const llvm::StringSet<> verbs = {"go:nowritebarrier", "go:nowritebarrierrec", "go:systemstack",
                                            "go:uintptrkeepalive", "go:yeswritebarrierrec"};
    return verbs.contains(verb);
}

class Directives {
  public:
    Directives(const ast::File &file, int goMinor, Diagnostics &diags)
        : file_(file), goMinor_(goMinor), diags_(diags) {}

    void check() {
        for (const ast::CommentGroup *g : file_.comments)
            for (const ast::Comment &c : g->list)
                if (c.text.starts_with("//go:")) directive(c);
        for (const ast::Decl *d : file_.decls)
            if (auto *f = llvm::dyn_cast<ast::FuncDecl>(d);
                f && f->body && llvm::is_contained(f->pragmas, "go:noescape"))
                diags_.report(Diag::NoescapeWithBody, f->name->pos);
        embeds();
    }

  private:
    void directive(const ast::Comment &c) {
        llvm::StringRef verb = c.text.drop_front(2);
        verb = verb.take_until([](char ch) { return ch == ' ' || ch == '\t' || ch == '\r'; });
        Pos at = c.pos + 2;
        if (ofRuntime(verb)) diags_.report(Diag::RuntimeDirective, at) << verb;
        if (verb.starts_with("go:cgo_") && verb != "go:cgo_import_dynamic")
            diags_.report(Diag::CgoDirective, at) << c.text.drop_front(2).rtrim();
        bool misplaced = verb == "go:build" ? c.pos > file_.name->pos : false;
        if (ofFunctions(verb) || ofRuntime(verb)) misplaced = !llvm::isa_and_nonnull<ast::FuncDecl>(owner(c));
        if (misplaced) diags_.report(Diag::MisplacedDirective, at);
    }

    void embeds() {
        llvm::SmallPtrSet<const ast::VarSpec *, 8> seen; // one report a variable
        for (const EmbedLine &line : embedLines(file_)) {
            Pos at = line.comment->pos + 2;
            if (line.trails) {
                diags_.report(Diag::MisplacedDirective, at);
                continue;
            }
            if (!line.error.empty()) diags_.report(Diag::EmbedQuoting, at) << line.error;
            if (line.patterns.empty())
                diags_.report(Diag::EmbedUsage, at);
            else if (!line.owner)
                diags_.report(Diag::MisplacedEmbed, at);
            else if (seen.insert(line.owner).second)
                embed(at, line);
        }
    }

    void embed(Pos at, const EmbedLine &line) {
        if (!importsEmbed(file_))
            diags_.report(Diag::EmbedWithoutImport, at);
        else if (line.owner->names.size() > 1)
            diags_.report(Diag::EmbedManyVars, at);
        else if (!line.owner->values.empty())
            diags_.report(Diag::EmbedInitializer, at);
        else if (line.inFunc)
            diags_.report(Diag::EmbedInFunc, at);
        else if (goMinor_ < 16)
            diags_.report(Diag::EmbedVersion, at) << goMinor_;
    }

    // The declaration that c stands before; null: within one, behind all, or before the package clause.
    const ast::Decl *owner(const ast::Comment &c) const {
        if (c.pos < file_.name->pos) return nullptr;
        Pos before = file_.name->end;
        for (const ast::Decl *d : file_.decls) {
            if (c.pos < d->pos) return trails(before, c) ? nullptr : d;
            if (c.pos < d->end) return nullptr;
            before = d->end;
        }
        return nullptr;
    }

    bool trails(Pos end, const ast::Comment &c) const {
        const SourceFile &s = *file_.source;
        return !s.text().slice(s.offset(end), s.offset(c.pos)).contains('\n');
    }

    const ast::File &file_;
    int goMinor_;
    Diagnostics &diags_;
};

} // namespace

void checkDirectives(const ast::File &file, int goMinor, Diagnostics &diags) {
    Directives(file, goMinor, diags).check();
}

} // namespace goloom

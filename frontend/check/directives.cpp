// Compiler directives that stand where they say nothing. cmd/compile "Compiler Directives".
//
// A directive belongs to the declaration whose first token follows it, unless it trails a line of the one
// before. Those that cmd/compile does not know are left to other tools.
#include "frontend/check/check.h"

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
    Directives(const ast::File &file, Diagnostics &diags) : file_(file), diags_(diags) {}

    void check() {
        for (const ast::CommentGroup *g : file_.comments)
            for (const ast::Comment &c : g->list)
                if (c.text.starts_with("//go:")) directive(c);
        for (const ast::Decl *d : file_.decls)
            if (auto *f = llvm::dyn_cast<ast::FuncDecl>(d);
                f && f->body && llvm::is_contained(f->pragmas, "go:noescape"))
                diags_.report(Diag::NoescapeWithBody, f->name->pos);
    }

  private:
    void directive(const ast::Comment &c) {
        llvm::StringRef verb = c.text.drop_front(2);
        verb = verb.take_until([](char ch) { return ch == ' ' || ch == '\t' || ch == '\r'; });
        Pos at = c.pos + 2;
        if (ofRuntime(verb)) diags_.report(Diag::RuntimeDirective, at) << verb;
        bool misplaced = verb == "go:build" ? c.pos > file_.name->pos : false;
        if (ofFunctions(verb) || ofRuntime(verb)) misplaced = !llvm::isa_and_nonnull<ast::FuncDecl>(owner(c));
        if (misplaced) diags_.report(Diag::MisplacedDirective, at);
        if (verb == "go:embed" && !llvm::any_of(file_.imports, [](const ast::ImportSpec *s) {
                return s->path->text.drop_front().drop_back() == "embed";
            }))
            diags_.report(Diag::EmbedWithoutImport, at);
        else if (verb == "go:embed")
            diags_.report(Diag::UnsupportedEmbed, at);
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
    Diagnostics &diags_;
};

} // namespace

void checkDirectives(const ast::File &file, Diagnostics &diags) { Directives(file, diags).check(); }

} // namespace goloom

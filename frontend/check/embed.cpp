#include "frontend/check/embed.h"

#include "frontend/ast/walk.h"
#include "frontend/constant/value.h"
#include "frontend/support/diag.h"
#include "frontend/types/predicates.h"
#include "frontend/types/type_string.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/ADT/StringSet.h"

namespace goloom {

using llvm::StringRef;

bool importsEmbed(const ast::File &file) {
    return llvm::any_of(file.imports, [](const ast::ImportSpec *s) {
        return s->path->text.drop_front().drop_back() == "embed";
    });
}

// The length of the Go string that s begins with, quotes included; 0 if it does not end.
static size_t quotedLength(StringRef s) {
    char quote = s.front();
    for (size_t i = 1; i < s.size(); i++) {
        if (s[i] == quote) return i + 1;
        if (s[i] == '\\' && quote == '"') i++;
    }
    return 0;
}

// Whether the escapes of an interpreted string are Go's.
static bool escapesWell(StringRef s) {
    for (size_t at; (at = s.find('\\')) != StringRef::npos;) {
        s = s.drop_front(at + 1);
        char c = s.front();
        if (StringRef("abfnrtv\\\"").contains(c)) {
            s = s.drop_front();
            continue;
        }
        bool octal = c >= '0' && c <= '7';
        size_t digits = octal ? 3 : c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
        if (!octal) s = s.drop_front();
        uint32_t value = 0;
        StringRef text = s.take_front(digits);
        if (!digits || text.size() < digits || text.getAsInteger(octal ? 8 : 16, value)) return false;
        if (octal && value > 0xFF) return false;
        if (digits > 3 && (value > 0x10FFFF || (value >= 0xD800 && value < 0xE000))) return false;
        s = s.drop_front(digits);
    }
    return true;
}

// Patterns are words, or Go strings.
static void splitPatterns(StringRef args, Pos at, EmbedLine &line) {
    auto invalid = [&](StringRef what) {
        line.error = what.str();
        line.patterns.clear();
    };
    StringRef rest = args;
    for (;;) {
        rest = rest.ltrim();
        if (rest.empty()) return;
        Pos pos = at + static_cast<uint32_t>(args.size() - rest.size());
        if (rest.front() != '"' && rest.front() != '`') {
            StringRef word = rest.take_until(llvm::isSpace);
            line.patterns.push_back({word.str(), pos});
            rest = rest.drop_front(word.size());
            continue;
        }
        size_t n = quotedLength(rest);
        if (!n) return invalid(rest);
        StringRef literal = rest.take_front(n);
        if (literal.front() == '"' && !escapesWell(literal)) return invalid(literal);
        rest = rest.drop_front(n);
        if (!rest.empty() && !llvm::isSpace(rest.front())) return invalid(rest);
        line.patterns.push_back({constant::stringVal(constant::makeFromLiteral(literal)).str(), pos});
    }
}

namespace {

// What a line may belong to: the specification that begins at its next token.
class Owners {
  public:
    explicit Owners(const ast::File &file) : file_(file) {
        for (const ast::CommentGroup *g : file.comments)
            for (const ast::Comment &c : g->list) comments_[c.pos.off] = c.end;
        for (const ast::Decl *d : file.decls) {
            inFunc_ = false;
            if (auto *g = llvm::dyn_cast<ast::GenDecl>(d)) add(g);
            inFunc_ = true;
            ast::inspect(d, [&](const ast::Node *n) {
                if (auto *g = llvm::dyn_cast_or_null<ast::GenDecl>(n); g && g != d) add(g);
                return true;
            });
        }
    }

    void find(EmbedLine &line) const {
        auto it = at_.find(next(line.comment->end).off);
        if (it == at_.end()) return;
        line.owner = it->second.first;
        line.inFunc = it->second.second;
    }

  private:
    void add(const ast::GenDecl *g) {
        if (g->tok != ast::Token::Var) return;
        for (const ast::Spec *s : g->specs)
            at_[(g->lparen ? s->pos : g->pos).off] = {llvm::cast<ast::VarSpec>(s), inFunc_};
    }

    Pos next(Pos p) const { // the first token from p on
        const SourceFile &s = *file_.source;
        for (;;) {
            StringRef rest = s.text().drop_front(s.offset(p));
            p = p + static_cast<uint32_t>(rest.size() - rest.ltrim().size());
            auto it = comments_.find(p.off);
            if (it == comments_.end()) return p;
            p = it->second;
        }
    }

    const ast::File &file_;
    bool inFunc_ = false;
    llvm::DenseMap<uint32_t, Pos> comments_; // where each ends
    llvm::DenseMap<uint32_t, std::pair<const ast::VarSpec *, bool>> at_;
};

} // namespace

static bool trails(const SourceFile &s, const ast::Comment &c) {
    StringRef before = s.text().take_front(s.offset(c.pos));
    return !before.substr(before.rfind('\n') + 1).trim().empty();
}

std::vector<EmbedLine> embedLines(const ast::File &file) {
    constexpr StringRef verb = "//go:embed";
    std::vector<EmbedLine> lines;
    for (const ast::CommentGroup *g : file.comments)
        for (const ast::Comment &c : g->list) {
            StringRef args = c.text;
            if (!args.consume_front(verb) || !(args.empty() || llvm::isSpace(args.front()))) continue;
            EmbedLine &line = lines.emplace_back();
            line.comment = &c;
            line.trails = trails(*file.source, c);
            splitPatterns(args, c.pos + static_cast<uint32_t>(verb.size()), line);
        }
    if (lines.empty()) return lines;
    Owners owners(file);
    for (EmbedLine &line : lines)
        if (!line.trails) owners.find(line);
    return lines;
}

// ---------------------------------------------------------------- the variables

// Nothing: the type holds no files.
static std::optional<Embedding::Kind> kindOf(types::Type *t) {
    if (auto *n = llvm::dyn_cast<types::Named>(types::unalias(t));
        n && n->obj->name.str() == "FS" && n->obj->pkg && n->obj->pkg->path == "embed")
        return Embedding::Files;
    types::Type *u = types::under(t);
    auto isBasic = [](types::Type *t, types::BasicKind k) {
        auto *b = llvm::dyn_cast<types::Basic>(types::under(t));
        return b && b->basic == k;
    };
    if (isBasic(u, types::BasicKind::String)) return Embedding::String;
    auto *s = llvm::dyn_cast<types::Slice>(u);
    if (s && isBasic(s->elem, types::BasicKind::Uint8)) return Embedding::Bytes;
    return {};
}

// embed.FS looks for a file by its folder, then by its own name.
static bool before(const Embedding::File &x, const Embedding::File &y) {
    auto split = [](StringRef name) -> std::pair<StringRef, StringRef> {
        name.consume_back("/");
        size_t i = name.rfind('/');
        if (i == StringRef::npos) return {".", name};
        return {name.take_front(i), name.drop_front(i + 1)};
    };
    return split(x.name) < split(y.name);
}

// Those of a file's variables that lines stand before, with the files that the lines name.
static llvm::MapVector<const ast::VarSpec *, Embedding> embedsOf(const ast::File &file, EmbedFilesFn find) {
    llvm::MapVector<const ast::VarSpec *, Embedding> bySpec;
    for (const EmbedLine &line : embedLines(file)) {
        if (!line.owner || line.inFunc) continue;
        Embedding &e = bySpec[line.owner];
        e.lines.push_back(line.comment->text);
        for (const EmbedPattern &p : line.patterns)
            for (const std::string &name : find(file, p.text)) e.files.push_back({name, {}});
    }
    return bySpec;
}

// Adds the folders that the files are in.
static void addFolders(std::vector<Embedding::File> &files) {
    llvm::StringSet<> have;
    for (size_t i = 0, n = files.size(); i < n; i++) {
        std::string dir = files[i].name;
        for (size_t at; (at = dir.rfind('/')) != std::string::npos;) {
            dir.resize(at);
            if (have.insert(dir).second) files.push_back({dir + "/", {}});
        }
    }
}

void bindEmbeds(llvm::ArrayRef<ast::File *> files, EmbedFilesFn find, Diagnostics &diags, Info &info) {
    for (const ast::File *file : files) {
        if (!importsEmbed(*file)) continue;
        for (auto &[spec, e] : embedsOf(*file, find)) {
            auto *v = llvm::cast<types::Var>(info.defs.lookup(spec->names.front()));
            auto text = [&] { return types::typeString(types::unalias(v->type), v->pkg); };
            auto kind = kindOf(v->type);
            if (!kind) {
                diags.report(Diag::EmbedType, v->pos) << text();
                continue;
            }
            e.kind = *kind;
            if (e.kind == Embedding::Files) addFolders(e.files);
            llvm::sort(e.files, before);
            auto same = [](const Embedding::File &x, const Embedding::File &y) { return x.name == y.name; };
            e.files.erase(std::unique(e.files.begin(), e.files.end(), same), e.files.end());
            if (e.kind != Embedding::Files && e.files.size() > 1)
                diags.report(Diag::EmbedManyFiles, v->pos) << text();
            else
                info.embeds[v] = std::move(e);
        }
    }
}

} // namespace goloom

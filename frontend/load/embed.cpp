#include "frontend/load/embed.h"

#include "frontend/check/embed.h"
#include "frontend/load/loader.h"
#include "frontend/support/unicode.h"

#include "llvm/ADT/STLExtras.h"
#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/ConvertUTF.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/Path.h"

#include <optional>
#include <set>

namespace goloom {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

static std::string joined(StringRef a, StringRef b) {
    return a.empty() ? b.str() : b.empty() ? a.str() : (a + "/" + b).str();
}

// The rune that s begins with, which is taken off; U+FFFD for a byte that begins none.
static uint32_t takeRune(StringRef &s) {
    const auto *at = reinterpret_cast<const llvm::UTF8 *>(s.data());
    llvm::UTF32 rune = 0;
    if (llvm::convertUTF8Sequence(&at, at + s.size(), &rune, llvm::strictConversion) != llvm::conversionOK) {
        s = s.drop_front();
        return 0xFFFD;
    }
    s = s.drop_front(reinterpret_cast<const char *>(at) - s.data());
    return rune;
}

// ---------------------------------------------------------------- patterns

// One element of a pattern. path.Match: * and ? and classes, each for what is not a slash.
class ElementPattern {
  public:
    // Nothing: malformed.
    static std::optional<ElementPattern> parse(StringRef text) {
        ElementPattern p;
        while (!text.empty()) {
            if (text.consume_front("*")) {
                p.terms_.push_back({Term::Many, false, {}});
            } else if (text.consume_front("?")) {
                p.terms_.push_back({Term::One, true, {}});
            } else if (text.consume_front("[")) {
                Term t{Term::One, text.consume_front("^"), {}};
                while (t.ranges.empty() || !text.consume_front("]")) {
                    std::optional<uint32_t> lo = classRune(text), hi = lo;
                    if (lo && text.consume_front("-")) hi = classRune(text);
                    if (!lo || !hi || text.empty()) return {};
                    t.ranges.push_back({*lo, *hi});
                }
                p.terms_.push_back(std::move(t));
            } else {
                if (text.consume_front("\\") && text.empty()) return {};
                uint32_t c = takeRune(text);
                p.terms_.push_back({Term::One, false, {{c, c}}});
            }
        }
        return p;
    }

    bool matches(StringRef name) const { return matchesFrom(0, name); }

  private:
    struct Term {
        enum { One, Many } kind;
        bool negated;
        llvm::SmallVector<std::pair<uint32_t, uint32_t>, 1> ranges;
    };

    static std::optional<uint32_t> classRune(StringRef &text) {
        if (text.empty() || text.starts_with("-") || text.starts_with("]")) return {};
        if (text.consume_front("\\") && text.empty()) return {};
        return takeRune(text);
    }

    bool matchesFrom(size_t i, StringRef name) const {
        for (; i < terms_.size(); i++) {
            const Term &t = terms_[i];
            if (t.kind == Term::Many) {
                for (size_t skip = 0; skip <= name.size(); skip++)
                    if (matchesFrom(i + 1, name.drop_front(skip))) return true;
                return false;
            }
            if (name.empty()) return false;
            uint32_t c = takeRune(name);
            bool in = llvm::any_of(t.ranges, [&](auto r) { return r.first <= c && c <= r.second; });
            if (in == t.negated) return false;
        }
        return name.empty();
    }

    llvm::SmallVector<Term, 8> terms_;
};

// io/fs.ValidPath: elements that are names.
static bool isPath(StringRef text) {
    const llvm::UTF8 *at = text.bytes_begin();
    if (!llvm::isLegalUTF8String(&at, text.bytes_end())) return false;
    llvm::SmallVector<StringRef, 8> elements;
    text.split(elements, '/');
    return llvm::none_of(elements, [](StringRef e) { return e.empty() || e == "." || e == ".."; });
}

static std::vector<std::string> namesIn(StringRef dir) {
    std::vector<std::string> names;
    std::error_code ec;
    for (fs::directory_iterator it(dir, ec, false), end; it != end && !ec; it.increment(ec))
        names.push_back(path::filename(it->path()).str());
    llvm::sort(names);
    return names;
}

// ---------------------------------------------------------------- what may be embedded

// A name that cannot be part of a module: other systems would not take it, or it is a version control's.
static bool isBadName(StringRef name) {
    static const StringRef windows[] = {"con",  "prn",  "aux",  "nul",  "com1", "com2", "com3", "com4",
                                        "com5", "com6", "com7", "com8", "com9", "lpt1", "lpt2", "lpt3",
                                        "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9"};
    static const StringRef versions[] = {".bzr", ".hg", ".git", ".svn"};
    if (name.empty() || name.ends_with(".") || llvm::is_contained(versions, name)) return true;
    StringRef stem = name.split('.').first;
    if (llvm::any_of(windows, [&](StringRef w) { return stem.equals_insensitive(w); })) return true;
    for (StringRef rest = name; !rest.empty();) {
        uint32_t c = takeRune(rest);
        bool good = c < 0x80 ? llvm::isAlnum(static_cast<char>(c)) ||
                                   StringRef("!#$%&()+,-.=@[]^_{}~ ").contains(static_cast<char>(c))
                             : isLetterRune(c);
        if (!good) return true;
    }
    return false;
}

namespace {

class Resolver {
  public:
    Resolver(StringRef dir, bool all) : dir_(dir), all_(all) {}

    // What of the folder `at` the elements match.
    void glob(StringRef at, llvm::ArrayRef<StringRef> elements, std::vector<std::string> &out) {
        if (elements.empty()) return out.push_back(at.str());
        StringRef e = elements.front();
        auto rest = elements.drop_front();
        if (!rest.empty() && e.find_first_of("*?[\\") == StringRef::npos)
            return glob(joined(at, e), rest, out);
        if (!fs::is_directory(full(at))) return;
        auto pattern = ElementPattern::parse(e);
        for (const std::string &name : namesIn(full(at)))
            if (pattern->matches(name)) glob(joined(at, name), rest, out);
    }

    bool add(const std::string &match) {
        fs::file_status st;
        if (fs::status(full(match), st, false)) return fail("cannot embed irregular file " + match);
        bool folder = st.type() == fs::file_type::directory_file;
        if (!mayEmbed(match, folder ? "directory " : "file ")) return false;
        if (st.type() == fs::file_type::regular_file) {
            found.insert(match);
            return true;
        }
        if (!folder) return fail("cannot embed irregular file " + match);
        size_t count = 0;
        if (!addFolder(match, count)) return false;
        return count || fail("cannot embed directory " + match + ": contains no embeddable files");
    }

    std::set<std::string> found;
    std::string error;

  private:
    std::string full(StringRef rel) const { return joined(dir_, rel); }
    bool fail(std::string why) {
        error = std::move(why);
        return false;
    }

    bool mayEmbed(StringRef match, StringRef what) {
        auto cannot = [&](const std::string &why) {
            return fail(("cannot embed " + what + match + ": ").str() + why);
        };
        for (StringRef at = match; !at.empty(); at = at.contains('/') ? at.rsplit('/').first : StringRef()) {
            if (fs::exists(full(joined(at, "go.mod")))) return cannot("in different module");
            fs::file_status st;
            bool folder = !fs::status(full(at), st, false) && st.type() == fs::file_type::directory_file;
            if (at != match && !folder) return cannot("in non-directory " + at.str());
            if (StringRef name = path::filename(at); isBadName(name))
                return cannot((at == match ? "invalid name " : "in invalid directory ") + name.str());
        }
        return true;
    }

    bool addFolder(const std::string &at, size_t &count) {
        for (const std::string &name : namesIn(full(at))) {
            std::string rel = joined(at, name);
            fs::file_status st;
            if (fs::status(full(rel), st, false)) continue;
            bool folder = st.type() == fs::file_type::directory_file;
            bool hidden = name[0] == '.' || name[0] == '_';
            if (isBadName(name) && !folder && !hidden)
                return fail("cannot embed file " + rel + ": invalid name " + name);
            if (isBadName(name) || (hidden && !all_)) continue;
            if (folder && fs::exists(full(rel + "/go.mod"))) continue;
            if (folder && !addFolder(rel, count)) return false;
            if (st.type() != fs::file_type::regular_file) continue;
            found.insert(rel);
            count++;
        }
        return true;
    }

    StringRef dir_;
    bool all_;
};

} // namespace

bool resolveEmbed(StringRef dir, StringRef pattern, std::vector<std::string> &files, std::string &error) {
    bool all = pattern.consume_front("all:");
    llvm::SmallVector<StringRef, 8> elements;
    pattern.split(elements, '/');
    if (!isPath(pattern) || !llvm::all_of(elements, [](StringRef e) { return ElementPattern::parse(e); })) {
        error = "invalid pattern syntax";
        return false;
    }
    Resolver r(dir, all);
    std::vector<std::string> matches;
    r.glob("", elements, matches);
    for (const std::string &m : matches)
        if (!r.add(m)) {
            error = r.error;
            return false;
        }
    if (r.found.empty()) error = "no matching files found";
    files.assign(r.found.begin(), r.found.end());
    return error.empty();
}

// ---------------------------------------------------------------- packages

static std::string folderOf(const ast::File &file) {
    StringRef dir = path::parent_path(file.source->name());
    return dir.empty() ? "." : dir.str();
}

// Reads what the lines of the package's files name. As the go command does it says what is wrong with the
// first of the patterns, by their texts, before anything is compiled.
bool Loader::readEmbedded(LoadedPackage &p) {
    if (diags_.hasSyntaxErrors()) return true;
    std::map<std::string, std::vector<std::pair<const ast::File *, Pos>>> patterns;
    for (const ast::File *f : p.files) {
        if (!importsEmbed(*f)) continue;
        for (const EmbedLine &line : embedLines(*f))
            for (const EmbedPattern &e : line.patterns) patterns[e.text].emplace_back(f, e.pos);
    }
    std::string all;
    for (auto &[pattern, places] : patterns)
        for (auto [file, pos] : places) {
            std::string dir = folderOf(*file);
            auto [it, fresh] = p.embedded.names.try_emplace({dir, pattern});
            if (!fresh) continue;
            std::string error;
            if (!resolveEmbed(dir, pattern, it->second, error)) {
                diags_.report(Diag::EmbedPattern, pos) << pattern << error;
                return false;
            }
            for (const std::string &name : it->second) {
                auto &content = p.embedded.contents[joined(dir, name)];
                if (content) continue;
                auto buffer = llvm::MemoryBuffer::getFile(joined(dir, name), false, false);
                if (!buffer) {
                    diags_.report(Diag::EmbedPattern, pos)
                        << pattern << "open " + joined(dir, name) + ": " + goError(buffer.getError());
                    return false;
                }
                content = std::move(*buffer);
                all += pattern + "\n" + name + "\n" + hashOfText(content->getBuffer().str(), {}) + "\n";
            }
        }
    if (!all.empty()) p.sourceKey = hashOfText(all, p.sourceKey);
    return true;
}

void Loader::bindEmbedded(LoadedPackage &p) {
    if (p.embedded.names.empty()) return;
    auto find = [&](const ast::File &f, StringRef pattern) {
        return llvm::ArrayRef(p.embedded.names[{folderOf(f), pattern.str()}]);
    };
    bindEmbeds(p.files, find, diags_, p.info);
    for (auto &[var, e] : p.info.embeds) {
        std::string dir = folderOf(*p.files[0]);
        for (const ast::File *f : p.files)
            if (f->source->contains(var->pos)) dir = folderOf(*f);
        for (Embedding::File &f : e.files)
            if (auto it = p.embedded.contents.find(joined(dir, f.name)); it != p.embedded.contents.end())
                f.content = it->second->getBuffer();
    }
}

} // namespace goloom

// Comment groups and what is read out of comments: https://go.dev/ref/spec#Comments, cmd/compile's
// directives.

#include "frontend/syntax/comments.h"

#include "llvm/ADT/SmallVector.h"

#include <algorithm>
#include <optional>

namespace goloom::syntax {

using ast::Comment;
using ast::CommentGroup;

Comments::Comments(SourceFile &file, Arena &arena, const std::vector<RawComment> &raw)
    : file_(file), text_(file.text()), arena_(arena) {
    group(raw);
    moreDirectives(raw);
}

void Comments::moreDirectives(const std::vector<RawComment> &raw) {
    for (const RawComment &c : raw) {
        if (c.start < seen_) continue;
        seen_ = c.end;
        lineDirective(c);
    }
}

// A comment joins the group before it if only one newline is between them and it does not leave a line of
// code.
void Comments::group(const std::vector<RawComment> &raw) {
    llvm::SmallVector<CommentGroup *, 32> groups;
    llvm::SmallVector<Comment, 16> run;
    auto flush = [&] {
        if (run.empty()) return;
        auto *g = arena_.create<CommentGroup>();
        g->list = arena_.copy(llvm::ArrayRef<Comment>(run));
        groups.push_back(g);
        run.clear();
    };
    for (size_t i = 0; i < raw.size(); i++) {
        const RawComment &c = raw[i];
        if (i > 0) {
            llvm::StringRef gap = text_.slice(raw[i - 1].end, c.start);
            bool joined =
                gap.trim(" \t\r\n").empty() && gap.count('\n') <= 1 && raw[i - 1].ownLine == c.ownLine;
            if (!joined) flush();
        }
        run.push_back({file_.at(c.start), file_.at(c.end), text_.slice(c.start, c.end).rtrim('\r')});
    }
    flush();
    groups_ = arena_.copy(llvm::ArrayRef<CommentGroup *>(groups));
}

const CommentGroup *Comments::doc(Pos pos) const {
    auto it = std::lower_bound(groups_.begin(), groups_.end(), pos,
                               [](const CommentGroup *g, Pos p) { return g->pos() < p; });
    if (it == groups_.begin()) return nullptr;
    const CommentGroup *g = *--it;
    size_t from = file_.offset(g->end()), to = file_.offset(pos);
    if (to < from || to - from > 4096) return nullptr;
    llvm::StringRef gap = text_.slice(from, to);
    if (gap.count('\n') != 1 || !gap.trim(" \t\r\n").empty()) return nullptr;
    // What trails a line of code says nothing about the next line.
    size_t line = text_.rfind('\n', file_.offset(g->pos()));
    line = line == llvm::StringRef::npos ? 0 : line + 1;
    return text_.slice(line, file_.offset(g->pos())).trim(" \t").empty() ? g : nullptr;
}

const CommentGroup *Comments::trailing(Pos end) const {
    auto it = std::lower_bound(groups_.begin(), groups_.end(), end,
                               [](const CommentGroup *g, Pos p) { return g->pos() < p; });
    if (it == groups_.end()) return nullptr;
    size_t from = file_.offset(end), to = file_.offset((*it)->pos());
    if (to - from > 256) return nullptr;
    return text_.slice(from, to).trim(" \t;,").empty() ? *it : nullptr;
}

ast::List<llvm::StringRef> Comments::pragmas(uint32_t from, uint32_t to) const {
    llvm::SmallVector<llvm::StringRef, 4> out;
    auto it = std::lower_bound(groups_.begin(), groups_.end(), file_.at(from),
                               [](const CommentGroup *g, Pos p) { return g->pos() < p; });
    for (; it != groups_.end() && (*it)->pos() < file_.at(to); ++it)
        for (const Comment &c : (*it)->list)
            if (c.text.starts_with("//go:")) out.push_back(c.text.drop_front(2).rtrim());
    return arena_.copy(llvm::ArrayRef<llvm::StringRef>(out));
}

// ---------------------------------------------------------------- //line

namespace {

// The number behind the last colon of s. at: the offset behind that colon, 0 if there is none.
struct TrailingNumber {
    size_t at = 0;
    std::optional<unsigned> value;
};
TrailingNumber trailingNumber(llvm::StringRef s) {
    size_t colon = s.rfind(':');
    if (colon == llvm::StringRef::npos) return {};
    unsigned n;
    llvm::StringRef digits = s.drop_front(colon + 1);
    if (digits.empty() || digits.getAsInteger(10, n)) return {colon + 1, std::nullopt};
    return {colon + 1, n};
}

} // namespace

// cmd/compile "Compiler Directives": `//line :line`, `//line :line:col`, `//line filename:line`,
// `//line filename:line:col`, and the same as /*line …*/. What is malformed is left to the error scanner.
void Comments::lineDirective(const RawComment &c) {
    constexpr unsigned max = 1u << 30;
    llvm::StringRef s = text_.slice(c.start, c.end);
    bool full = s.starts_with("/*line ");
    if (!full && !s.starts_with("//line ")) return;
    bool lineStart = c.start == 0 || text_[c.start - 1] == '\n';
    if ((!full && !lineStart) || (full && s.contains('\n'))) return;
    s = s.drop_front(7);
    if (full) s = s.drop_back(2);
    s = s.rtrim('\r');
    auto valid = [&](const TrailingNumber &n) {
        if (n.value && *n.value > 0 && *n.value <= max) return true;
        malformed_ = true;
        return false;
    };
    TrailingNumber last = trailingNumber(s);
    if (!last.at || !valid(last)) return;
    SourceFile::LineDirective d;
    // Governs what follows: behind a full comment at once, else from the next line on.
    d.from = full ? c.end : std::min<uint32_t>(c.end + 1, static_cast<uint32_t>(text_.size()));
    llvm::StringRef name = s.take_front(last.at - 1);
    TrailingNumber before = trailingNumber(name);
    if (before.value) {
        if (!valid(before)) return;
        d.line = *before.value;
        d.column = *last.value;
        name = name.take_front(before.at - 1);
        if (name.empty()) name = lastName_.empty() ? file_.name() : llvm::StringRef(lastName_);
    } else {
        d.line = *last.value;
        d.column = 0;
    }
    d.file = lastName_ = name.str();
    file_.addLineDirective(std::move(d));
}

// ---------------------------------------------------------------- //go:build

namespace {

// The least Go version under which a build constraint can hold, as go/build/constraint.GoVersion finds it: an
// `&&` needs the greater of its sides, an `||` the lesser; -1: any version.
class BuildConstraint {
  public:
    explicit BuildConstraint(llvm::StringRef s) : s_(s) {}
    std::optional<int> minVersion() {
        int v = either(true, 0);
        skip();
        if (!ok_ || !s_.empty()) return std::nullopt;
        return v;
    }

  private:
    static constexpr int maxDepth = 200;

    void skip() { s_ = s_.ltrim(" \t"); }
    bool got(llvm::StringRef op) {
        skip();
        return s_.consume_front(op);
    }
    int either(bool positive, int depth) {
        int v = both(positive, depth);
        while (ok_ && got("||")) {
            int w = both(positive, depth);
            v = positive ? std::min(v, w) : std::max(v, w);
        }
        return v;
    }
    int both(bool positive, int depth) {
        int v = unary(positive, depth);
        while (ok_ && got("&&")) {
            int w = unary(positive, depth);
            v = positive ? std::max(v, w) : std::min(v, w);
        }
        return v;
    }
    int unary(bool positive, int depth) {
        if (depth > maxDepth) ok_ = false;
        if (!ok_) return -1;
        if (got("!")) return unary(!positive, depth + 1);
        if (got("(")) {
            int v = either(positive, depth + 1);
            if (!got(")")) ok_ = false;
            return v;
        }
        size_t n = s_.find_first_of(" \t!()|&");
        llvm::StringRef tag = s_.take_front(n);
        if (tag.empty()) ok_ = false;
        s_ = s_.drop_front(tag.size());
        int minor;
        if (positive && tag == "go1") return 0;
        if (positive && tag.consume_front("go1.") && !tag.getAsInteger(10, minor) && minor >= 0) return minor;
        return -1;
    }

    llvm::StringRef s_;
    bool ok_ = true;
};

} // namespace

llvm::StringRef Comments::goVersion(uint32_t packageAt) const {
    llvm::StringRef version;
    for (const CommentGroup *g : groups_) {
        if (g->pos() >= file_.at(packageAt)) break;
        for (const Comment &c : g->list) {
            llvm::StringRef s = c.text;
            if (!s.consume_front("//go:build ") && !s.consume_front("//go:build\t")) continue;
            std::optional<int> v = BuildConstraint(s.rtrim()).minVersion();
            if (v && *v >= 0)
                version = arena_.copy(llvm::StringRef(*v ? "go1." + std::to_string(*v) : "go1"));
        }
    }
    return version;
}

} // namespace goloom::syntax

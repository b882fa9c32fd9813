#include "frontend/load/build_context.h"

#include "llvm/ADT/SmallVector.h"
#include "llvm/ADT/StringSet.h"

#include <algorithm>

namespace goloom {

using llvm::StringRef;

static const llvm::StringSet<> &knownOS() {
    static const llvm::StringSet<> s = {"aix",     "android", "darwin",  "dragonfly", "freebsd", "hurd",
                                        "illumos", "ios",     "js",      "linux",     "nacl",    "netbsd",
                                        "openbsd", "plan9",   "solaris", "wasip1",    "windows", "zos"};
    return s;
}
static const llvm::StringSet<> &knownArch() {
    static const llvm::StringSet<> s = {
        "386",     "amd64",  "amd64p32", "arm",      "armbe",     "arm64",       "arm64be", "loong64",
        "mips",    "mipsle", "mips64",   "mips64le", "mips64p32", "mips64p32le", "ppc",     "ppc64",
        "ppc64le", "riscv",  "riscv64",  "s390",     "s390x",     "sparc",       "sparc64", "wasm"};
    return s;
}

bool BuildContext::matchTag(StringRef tag) const {
    if (tag == goos || tag == goarch || tag == "gc" || tags.count(tag.str())) return true;
    if (tag == "unix") return goos == "linux";
    if (tag.consume_front("go1.")) {
        int n = 0;
        return !tag.getAsInteger(10, n) && n <= goMinor;
    }
    return false;
}

bool BuildContext::matchFileName(StringRef base) const {
    StringRef stem = base;
    if (!stem.consume_back(".go") || stem.starts_with("_") || stem.starts_with(".")) return false;
    if (stem.ends_with("_test")) return false;
    // The part before the first underscore is a name, even if it reads "linux".
    size_t first = stem.find('_');
    if (first == StringRef::npos) return true;
    llvm::SmallVector<StringRef, 4> parts;
    stem.substr(first + 1).split(parts, '_');
    size_t n = parts.size();
    if (n >= 2 && knownOS().contains(parts[n - 2]) && knownArch().contains(parts[n - 1]))
        return matchTag(parts[n - 2]) && matchTag(parts[n - 1]);
    if (knownOS().contains(parts[n - 1]) || knownArch().contains(parts[n - 1])) return matchTag(parts[n - 1]);
    return true;
}

namespace {

// OrExpr = AndExpr { "||" AndExpr } .  AndExpr = NotExpr { "&&" NotExpr } .  NotExpr = "!" NotExpr | "("
// OrExpr ")" | tag .
class ConstraintParser {
  public:
    ConstraintParser(StringRef text, const BuildContext &ctx) : text_(text), ctx_(ctx) {}
    bool parse() {
        bool v = orExpr();
        return ok_ && text_.ltrim().empty() && v;
    }

  private:
    bool eat(StringRef s) {
        text_ = text_.ltrim();
        return text_.consume_front(s);
    }
    bool orExpr() {
        bool v = andExpr();
        while (eat("||")) v |= andExpr();
        return v;
    }
    bool andExpr() {
        bool v = notExpr();
        while (eat("&&")) v &= notExpr();
        return v;
    }
    bool notExpr() {
        if (++depth_ > 1000) return ok_ = false;
        if (eat("!")) return !notExpr();
        if (eat("(")) {
            bool v = orExpr();
            if (!eat(")")) ok_ = false;
            return v;
        }
        text_ = text_.ltrim();
        size_t n = std::min(text_.find_first_of(" \t()!&|"), text_.size());
        if (n == 0) return ok_ = false;
        StringRef tag = text_.take_front(n);
        text_ = text_.drop_front(n);
        return ctx_.matchTag(tag);
    }

    StringRef text_;
    const BuildContext &ctx_;
    bool ok_ = true;
    int depth_ = 0;
};

// One `// +build` line: spaces are or, commas are and.
bool matchPlusBuild(StringRef args, const BuildContext &ctx) {
    llvm::SmallVector<StringRef, 8> options;
    args.split(options, ' ', -1, false);
    for (StringRef option : options) {
        llvm::SmallVector<StringRef, 4> terms;
        option.trim().split(terms, ',', -1, false);
        bool all = !terms.empty();
        for (StringRef t : terms) {
            bool negated = t.consume_front("!");
            if (ctx.matchTag(t) == negated) all = false;
        }
        if (all) return true;
    }
    return false;
}

} // namespace

bool BuildContext::matchText(StringRef text, int *minor) const {
    if (minor) *minor = 0;
    bool plusOk = true;
    while (!text.empty()) {
        StringRef before = text.ltrim();
        if (before.starts_with("/*")) {
            size_t end = before.find("*/");
            if (end == StringRef::npos) break;
            text = before.drop_front(end + 2);
            continue;
        }
        auto [line, rest] = before.split('\n');
        line = line.trim();
        text = rest;
        if (!line.starts_with("//")) break;
        if (line.starts_with("//go:build ")) {
            StringRef expr = line.drop_front(11);
            if (minor) {
                StringRef t = expr.trim();
                int n = 0;
                if (t.consume_front("go1.") && !t.getAsInteger(10, n)) *minor = n;
            }
            return ConstraintParser(expr, *this).parse();
        }
        StringRef body = line.drop_front(2).trim();
        if (body.consume_front("+build ") && !matchPlusBuild(body, *this)) plusOk = false;
    }
    return plusOk;
}

} // namespace goloom

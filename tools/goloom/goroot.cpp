// The search looks at folders only, so that it costs nothing to speak of and needs no memory of its own. A go
// on PATH is asked only where the place of its program does not tell: some installers put a script there.
#include "tools/goloom/goroot.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringRef.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/Program.h"

#include <optional>

namespace goloom {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

std::string namedGoroot(const std::string &flag) {
    if (!flag.empty()) return flag;
    return llvm::sys::Process::GetEnv("GOROOT").value_or("");
}

static bool hasSources(const llvm::Twine &dir) { return fs::is_directory(dir + "/src"); }

// The first line that `go env GOROOT` prints.
static std::string askGo(StringRef go) {
    llvm::SmallString<128> out;
    if (fs::createTemporaryFile("goloom-goroot", "txt", out)) return {};
    std::optional<StringRef> redirects[] = {StringRef(), StringRef(out), StringRef()};
    const unsigned seconds = 10;
    std::string said;
    if (llvm::sys::ExecuteAndWait(go, {go, "env", "GOROOT"}, std::nullopt, redirects, seconds) == 0)
        if (auto buffer = llvm::MemoryBuffer::getFile(out))
            said = (*buffer)->getBuffer().split('\n').first.trim().str();
    fs::remove(out);
    return said;
}

static std::string ofGoOnPath() {
    auto go = llvm::sys::findProgramByName("go");
    if (!go) return {};
    llvm::SmallString<128> real;
    if (!fs::real_path(*go, real)) {
        StringRef root = path::parent_path(path::parent_path(real));
        if (hasSources(root)) return root.str();
    }
    std::string root = askGo(*go);
    return !root.empty() && hasSources(root) ? root : std::string();
}

// The folder go-1.N with the greatest N.
static std::string newestIn(StringRef parent) {
    std::string found;
    unsigned newest = 0;
    std::error_code ec;
    for (fs::directory_iterator it(parent, ec), end; it != end && !ec; it.increment(ec)) {
        StringRef name = path::filename(it->path());
        unsigned minor = 0;
        if (!name.consume_front("go-1.") || name.getAsInteger(10, minor) || minor < newest ||
            !hasSources(it->path()))
            continue;
        newest = minor;
        found = it->path();
    }
    return found;
}

std::string findGoroot() {
    std::string root = ofGoOnPath();
    if (!root.empty()) return root;
    if (hasSources("/usr/local/go")) return "/usr/local/go";
    for (StringRef parent : {"/usr/lib", "/usr/share"})
        if (root = newestIn(parent); !root.empty()) return root;
    return {};
}

} // namespace goloom

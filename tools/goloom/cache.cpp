#include "tools/goloom/cache.h"

#include "tools/goloom/config.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/SHA256.h"
#include "llvm/Support/raw_ostream.h"

#include <algorithm>
#include <vector>

namespace goloom {

using llvm::StringRef;
namespace fs = llvm::sys::fs;
namespace path = llvm::sys::path;

Hasher &Hasher::add(StringRef part) {
    uint64_t n = part.size();
    data_.append(reinterpret_cast<const char *>(&n), sizeof n);
    data_.append(part.data(), part.size());
    return *this;
}

std::string Hasher::hex() {
    llvm::SHA256 h;
    h.update(data_);
    return llvm::toHex(h.final(), true);
}

Cache::Cache(bool toSystem) : system_(GOLOOM_LIB_DIR "/cache"), toSystem_(toSystem) {
    auto env = [](const char *name) { return llvm::sys::Process::GetEnv(name).value_or(""); };
    user_ = env("GOLOOM_CACHE");
    if (user_.empty()) {
        std::string base = env("XDG_CACHE_HOME");
        if (base.empty() && !env("HOME").empty()) base = env("HOME") + "/.cache";
        if (!base.empty()) {
            user_ = base + "/goloom";
        } else {
            llvm::SmallString<64> tmp;
            path::system_temp_directory(true, tmp);
            user_ = (tmp + "/goloom-cache").str();
        }
    }
}

static std::string fileName(StringRef dir, StringRef key, StringRef suffix) {
    return (dir + "/" + key.take_front(2) + "/" + key.drop_front(2) + suffix).str();
}

std::string Cache::find(StringRef key, StringRef suffix) const {
    for (StringRef dir : {StringRef(system_), StringRef(user_)}) {
        std::string p = fileName(dir, key, suffix);
        if (fs::exists(p)) return p;
    }
    return {};
}

std::string Cache::pathFor(StringRef key, StringRef suffix) const {
    std::string p = fileName(toSystem_ ? system_ : user_, key, suffix);
    fs::create_directories(path::parent_path(p));
    return p;
}

bool Cache::put(StringRef key, StringRef suffix, StringRef content) const {
    std::string p = pathFor(key, suffix);
    std::string beside = p + "." + std::to_string(llvm::sys::Process::getProcessId());
    std::error_code ec;
    {
        llvm::raw_fd_ostream out(beside, ec);
        if (ec) return false;
        out << content;
        out.close();
        if (out.has_error()) {
            out.clear_error();
            fs::remove(beside);
            return false;
        }
    }
    return !fs::rename(beside, p);
}

void Cache::trim() const {
    constexpr uint64_t limit = uint64_t(2) << 30;
    struct Entry {
        std::string path;
        uint64_t size;
        llvm::sys::TimePoint<> time;
    };
    std::vector<Entry> all;
    uint64_t total = 0;
    std::error_code ec;
    for (fs::recursive_directory_iterator it(user_, ec), end; it != end && !ec; it.increment(ec)) {
        auto st = it->status();
        if (!st || st->type() != fs::file_type::regular_file) continue;
        all.push_back({it->path(), st->getSize(), st->getLastModificationTime()});
        total += st->getSize();
    }
    if (total <= limit) return;
    std::sort(all.begin(), all.end(), [](const Entry &a, const Entry &b) { return a.time < b.time; });
    for (const Entry &e : all) {
        if (total <= limit / 2) break;
        fs::remove(e.path);
        total -= e.size;
    }
}

const std::string &toolId() {
    static const std::string id = [] {
        Hasher h;
        h.add(GOLOOM_VERSION);
        // Size and time of the command and the library stand for their contents: hashing 100 MB would cost
        // more than a build.
        auto stamp = [&](const std::string &file) {
            fs::file_status st;
            if (fs::status(file, st)) return;
            h.add(file).add(std::to_string(st.getSize()));
            h.add(std::to_string(st.getLastModificationTime().time_since_epoch().count()));
        };
        stamp(fs::getMainExecutable(nullptr, nullptr));
        stamp(GOLOOM_LIB_DIR "/libgoloom_rt.a");
        std::error_code ec;
        std::vector<std::string> headers;
        for (fs::directory_iterator it(GOLOOM_SOURCE_DIR "/runtime/include/go", ec), end; it != end && !ec;
             it.increment(ec))
            headers.push_back(it->path());
        std::sort(headers.begin(), headers.end());
        for (const std::string &p : headers)
            if (auto b = llvm::MemoryBuffer::getFile(p)) h.add((*b)->getBuffer());
        return h.hex();
    }();
    return id;
}

} // namespace goloom

#include "tools/goloom/build.h"

#include "tools/goloom/config.h"
#include "tools/goloom/crash.h"

#include "llvm/ADT/SmallString.h"
#include "llvm/ADT/StringExtras.h"
#include "llvm/Support/FileSystem.h"
#include "llvm/Support/MemoryBuffer.h"
#include "llvm/Support/Path.h"
#include "llvm/Support/Process.h"
#include "llvm/Support/raw_ostream.h"

#include <atomic>
#include <chrono>
#include <mutex>
#include <thread>

namespace goloom {

using llvm::StringRef;
namespace fs = llvm::sys::fs;

namespace {

class Stopwatch {
  public:
    int ms() const {
        auto d = std::chrono::steady_clock::now() - start_;
        return static_cast<int>(std::chrono::duration_cast<std::chrono::milliseconds>(d).count());
    }

  private:
    std::chrono::steady_clock::time_point start_ = std::chrono::steady_clock::now();
};

std::string fileBase(StringRef path) {
    std::string s = path.str();
    for (char &c : s)
        if (!llvm::isAlnum(c) && c != '.' && c != '-') c = '_';
    return s;
}

// The hash of the headers is part of toolId; here only what decides an object's bytes.
const std::string &headersKey() {
    static const std::string key = [] {
        Hasher h;
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
    return key;
}

// The precompiled runtime header for these options; empty if it could not be made (then it is read as text).
std::string pchFor(const CompileOptions &o, const Cache &cache) {
    // Clang knows a header that it has read by its time: a precompiled one of older copies would be read
    // again.
    Hasher h;
    h.add("pch").add(compileFlagsKey(o)).add(headersKey()).add(GOLOOM_SOURCE_DIR);
    std::vector<std::string> stamps;
    std::error_code ec;
    for (fs::directory_iterator it(GOLOOM_SOURCE_DIR "/runtime/include/go", ec), end; it != end && !ec;
         it.increment(ec))
        if (auto st = it->status())
            stamps.push_back(it->path() + " " +
                             std::to_string(st->getLastModificationTime().time_since_epoch().count()));
    std::sort(stamps.begin(), stamps.end());
    for (const std::string &stamp : stamps) h.add(stamp);
    std::string key = h.hex();
    std::string found = cache.find(key, ".pch");
    if (!found.empty()) return found;
    std::string out = cache.pathFor(key, ".pch");
    std::string beside = out + "." + std::to_string(llvm::sys::Process::getProcessId());
    std::string errors;
    if (!buildPch(o, beside, errors) || fs::rename(beside, out)) {
        fs::remove(beside);
        return {};
    }
    return out;
}

std::string keepSource(const EmittedPackage &p, const std::string &dir) {
    llvm::SmallString<128> name(dir);
    if (dir.empty()) llvm::sys::path::system_temp_directory(true, name);
    fs::create_directories(name);
    llvm::sys::path::append(name, (dir.empty() ? "goloom-" : "") + fileBase(p.path) + ".cpp");
    std::error_code ec;
    llvm::raw_fd_ostream out(name, ec);
    if (!ec) out << p.text;
    if (!dir.empty()) writeEmbeds(p, dir);
    return name.str().str();
}

} // namespace

bool writeEmbeds(const EmittedPackage &p, const std::string &dir) {
    for (const cxx::Unit::Embed &e : p.embeds) {
        std::string file = dir + "/" + e.path;
        fs::create_directories(llvm::sys::path::parent_path(file));
        std::error_code ec;
        llvm::raw_fd_ostream out(file, ec);
        if (!ec) out << e.content;
        if (!ec) continue;
        llvm::errs() << "goloom: cannot write " << file << ": " << ec.message() << '\n';
        return false;
    }
    return true;
}

std::string cachedObject(StringRef action, const Cache &cache) {
    std::string link = cache.find(action, ".act");
    if (link.empty()) return {};
    auto b = llvm::MemoryBuffer::getFile(link);
    return b ? cache.find((*b)->getBuffer(), ".o") : std::string();
}

bool compilePackages(std::vector<EmittedPackage> &packages, const BuildOptions &opts, const Cache &cache) {
    std::vector<std::pair<EmittedPackage *, std::string>> work; // and the key of the text
    for (EmittedPackage &p : packages) {
        if (!p.object.empty()) continue;
        if (!opts.keep.empty()) keepSource(p, opts.keep);
        Hasher h;
        h.add("obj").add(compileFlagsKey(opts.compile)).add(headersKey()).add(p.text);
        for (const cxx::Unit::Embed &e : p.embeds) h.add(e.content);
        std::string key = h.hex();
        p.object = cache.find(key, ".o");
        if (p.object.empty())
            work.emplace_back(&p, key);
        else
            cache.put(p.action, ".act", key);
    }
    if (work.empty()) return true;
    initClang();
    std::string pch = pchFor(opts.compile, cache);

    std::atomic<size_t> next = 0;
    std::atomic<bool> ok = true;
    std::mutex out; // guards standard error
    auto compile = [&] {
        for (size_t i; (i = next++) < work.size() && ok;) {
            auto &[p, key] = work[i];
            Stopwatch watch;
            std::string object = cache.pathFor(key, ".o");
            std::string beside = object + "." + std::to_string(llvm::sys::Process::getProcessId());
            std::string errors;
            bool good = compileObject(p->text, p->embeds, fileBase(p->path) + ".cpp", opts.compile, pch,
                                      beside, errors) &&
                        !fs::rename(beside, object);
            std::lock_guard lock(out);
            if (good && opts.verbose && !errors.empty()) llvm::errs() << errors;
            if (good) {
                p->object = object;
                cache.put(p->action, ".act", key);
                if (opts.verbose) llvm::errs() << "compile " << p->path << ": " << watch.ms() << " ms\n";
                continue;
            }
            fs::remove(beside);
            ok = false;
            internalError("Clang rejected the C++ of package " + p->path + "\n" + errors,
                          keepSource(*p, opts.keep));
        }
    };
    size_t n = std::min<size_t>(std::max(1u, std::thread::hardware_concurrency()), work.size());
    std::vector<std::thread> threads;
    for (size_t i = 1; i < n; i++) threads.emplace_back(compile);
    compile();
    for (std::thread &t : threads) t.join();
    return ok;
}

// Of lld's errors; none if there are others too.
static std::vector<std::string> undefinedFunctions(StringRef errors) {
    std::vector<std::string> names;
    while (!errors.empty()) {
        auto [line, rest] = errors.split('\n');
        errors = rest;
        size_t at = line.find("error: ");
        if (at == StringRef::npos) continue;
        StringRef what = line.drop_front(at + 7);
        if (!what.consume_front("undefined symbol: ")) return {};
        names.push_back(what.split('(').first.str());
    }
    return names;
}

std::string linkPackages(llvm::ArrayRef<EmittedPackage> packages, const BuildOptions &opts,
                         const Cache &cache, const std::string &out, ReportMissing reportMissing) {
    std::vector<std::string> objects;
    std::vector<const char *> libraries;
    Hasher h;
    h.add("bin").add(toolId()).add(opts.compile.debug ? "g" : "");
    for (const EmittedPackage &p : packages) {
        objects.push_back(p.object);
        if (p.path == "crypto/internal/openssl") libraries = {"-lssl", "-lcrypto"};
        h.add(p.object);
    }
    std::string key = h.hex();
    std::string program = cache.find(key, ".bin");
    if (program.empty()) {
        Stopwatch watch;
        program = cache.pathFor(key, ".bin");
        std::string beside = program + "." + std::to_string(llvm::sys::Process::getProcessId());
        std::string errors;
        if (!linkProgram(objects, libraries, opts.compile, beside, errors)) {
            fs::remove(beside);
            std::vector<std::string> missing = undefinedFunctions(errors);
            if (!missing.empty() && reportMissing(missing)) return {};
            internalError("the linker rejected the program\n" + errors, "");
            return {};
        }
        if (fs::rename(beside, program)) return {};
        if (opts.verbose) llvm::errs() << "link: " << watch.ms() << " ms\n";
    }
    if (out.empty()) return program;
    if (fs::exists(out) && !fs::is_regular_file(out) && !fs::is_directory(out))
        return out; // /dev/null stays what it is
    std::string beside = out + ".goloom-tmp";
    std::error_code ec = fs::copy_file(program, beside);
    if (!ec) ec = fs::setPermissions(beside, fs::perms(0755));
    if (!ec) ec = fs::rename(beside, out);
    if (ec) {
        fs::remove(beside);
        llvm::errs() << "goloom: cannot write " << out << ": " << ec.message() << '\n';
        return {};
    }
    return out;
}

} // namespace goloom

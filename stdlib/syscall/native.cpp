// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of syscall, on libc. errno is read before anything can park.

#include "runtime/src/runtime2.h"

#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <unistd.h>

namespace go::syscall {

namespace {

// A Go string as C wants it.
class cstring {
    char *p, room[256];

  public:
    explicit cstring(string s) {
        auto n = static_cast<size_t>(s.len);
        p = n < sizeof room ? room : static_cast<char *>(malloc(n + 1));
        memcpy(p, s.ptr, n);
        p[n] = 0;
    }
    ~cstring() {
        if (p != room) free(p);
    }
    operator const char *() const { return p; }
};

string copyof(const char *s, size_t n) {
    if (n == 0) return {nullptr, 0};
    auto *q = static_cast<uint8 *>(runtime::mallocgc(n, true));
    memcpy(q, s, n);
    return {q, static_cast<int_>(n)};
}

uintptr code() { return static_cast<uintptr>(errno); }
uintptr codeof(int result) { return result < 0 ? code() : 0; }

// A call that may block. Not inlined: the caller may leave on another thread than it came on, and Clang would
// keep the place of errno.
template <class F> [[gnu::noinline]] tuple<int_, uintptr> again(F f) {
    ssize_t n;
    uintptr e;
    runtime::entersyscall();
    do {
        n = f();
        e = n < 0 ? code() : 0;
    } while (e == EINTR);
    runtime::exitsyscall();
    return {n, e};
}

void fillstat(const struct stat &st, slice<int64> into) {
    int64 v[] = {st.st_mode,
                 st.st_size,
                 st.st_mtim.tv_sec,
                 st.st_mtim.tv_nsec,
                 static_cast<int64>(st.st_dev),
                 static_cast<int64>(st.st_ino)};
    memcpy(into.ptr, v, sizeof v);
}

sockaddr *address(slice<uint8> a) { return reinterpret_cast<sockaddr *>(a.ptr); }

slice<string> stringsof(char **list) {
    int_ n = 0;
    while (list && list[n]) n++;
    auto *q = static_cast<string *>(runtime::mallocgc(sizeof(string) * static_cast<size_t>(n), false));
    for (int_ i = 0; i < n; i++) q[i] = copyof(list[i], strlen(list[i]));
    return {q, n, n};
}

} // namespace

GO_CC string errorText(uintptr errnum) {
    char room[128];
    const char *s = strerror_r(static_cast<int>(errnum), room, sizeof room);
    if (strncmp(s, "Unknown error", 13) == 0) {
        size_t n = static_cast<size_t>(snprintf(room, sizeof room, "errno %lu", errnum));
        return copyof(room, n);
    }
    string text = copyof(s, strlen(s));
    auto *first = const_cast<uint8 *>(text.ptr);
    bool abbreviation = text.len > 1 && first[1] >= 'A' && first[1] <= 'Z';
    if (*first >= 'A' && *first <= 'Z' && !abbreviation) *first += 'a' - 'A';
    return text;
}

GO_CC tuple<int_, uintptr> open(string path, int_ flags, uint32 perm) {
    cstring p(path);
    return again([&] { return ::open(p, static_cast<int>(flags) | O_CLOEXEC, perm); });
}
GO_CC tuple<int_, uintptr> read(int_ fd, slice<uint8> p) {
    return again([&] { return ::read(static_cast<int>(fd), p.ptr, static_cast<size_t>(p.len)); });
}
GO_CC tuple<int_, uintptr> write(int_ fd, slice<uint8> p) {
    return again([&] { return ::write(static_cast<int>(fd), p.ptr, static_cast<size_t>(p.len)); });
}
GO_CC tuple<int_, uintptr> pread(int_ fd, slice<uint8> p, int64 offset) {
    return again([&] { return ::pread(static_cast<int>(fd), p.ptr, static_cast<size_t>(p.len), offset); });
}
GO_CC tuple<int_, uintptr> pwrite(int_ fd, slice<uint8> p, int64 offset) {
    return again([&] { return ::pwrite(static_cast<int>(fd), p.ptr, static_cast<size_t>(p.len), offset); });
}
GO_CC tuple<int64, uintptr> seek(int_ fd, int64 offset, int_ whence) {
    off_t n = lseek(static_cast<int>(fd), offset, static_cast<int>(whence));
    return {n, n < 0 ? code() : 0};
}
GO_CC uintptr closefd(int_ fd) { // an interrupted close has closed
    runtime::entersyscall();
    uintptr e = codeof(::close(static_cast<int>(fd)));
    runtime::exitsyscall();
    return e == EINTR ? 0 : e;
}
GO_CC uintptr fsync(int_ fd) {
    return again([&] { return ::fsync(static_cast<int>(fd)); }).r1;
}
GO_CC uintptr ftruncate(int_ fd, int64 size) { return codeof(::ftruncate(static_cast<int>(fd), size)); }
GO_CC tuple<int_, int_, uintptr> pipe() {
    int fds[2] = {-1, -1};
    uintptr e = codeof(pipe2(fds, O_CLOEXEC));
    return {fds[0], fds[1], e};
}

GO_CC uintptr setNonblock(int_ fd, bool on) {
    int flags = fcntl(static_cast<int>(fd), F_GETFL);
    if (flags < 0) return code();
    int wanted = on ? flags | O_NONBLOCK : flags & ~O_NONBLOCK;
    return wanted == flags ? 0 : codeof(fcntl(static_cast<int>(fd), F_SETFL, wanted));
}
GO_CC tuple<bool, uintptr> isNonblock(int_ fd) {
    int flags = fcntl(static_cast<int>(fd), F_GETFL);
    return {flags >= 0 && (flags & O_NONBLOCK), codeof(flags)};
}

GO_CC uintptr stat(string path, bool follow, slice<int64> into) {
    struct stat st = {};
    cstring p(path);
    uintptr e = codeof(fstatat(AT_FDCWD, p, &st, follow ? 0 : AT_SYMLINK_NOFOLLOW));
    fillstat(st, into);
    return e;
}
GO_CC uintptr fstat(int_ fd, slice<int64> into) {
    struct stat st = {};
    uintptr e = codeof(::fstat(static_cast<int>(fd), &st));
    fillstat(st, into);
    return e;
}

GO_CC uintptr unlink(string path) { return codeof(::unlink(cstring(path))); }
GO_CC uintptr rmdir(string path) { return codeof(::rmdir(cstring(path))); }
GO_CC uintptr mkdir(string path, uint32 perm) { return codeof(::mkdir(cstring(path), perm)); }
GO_CC uintptr rename(string from, string to) { return codeof(::rename(cstring(from), cstring(to))); }
GO_CC uintptr chdir(string path) { return codeof(::chdir(cstring(path))); }
GO_CC uintptr chmod(string path, uint32 mode) { return codeof(::chmod(cstring(path), mode)); }
GO_CC uintptr truncate(string path, int64 size) { return codeof(::truncate(cstring(path), size)); }
GO_CC uintptr link(string from, string to) { return codeof(::link(cstring(from), cstring(to))); }
GO_CC uintptr symlink(string from, string to) { return codeof(::symlink(cstring(from), cstring(to))); }
GO_CC tuple<string, uintptr> readlink(string path) {
    char room[4096];
    ssize_t n = ::readlink(cstring(path), room, sizeof room);
    if (n < 0) return {{nullptr, 0}, code()};
    return {copyof(room, static_cast<size_t>(n)), 0};
}
GO_CC tuple<string, uintptr> getwd() {
    char room[4096];
    if (!getcwd(room, sizeof room)) return {{nullptr, 0}, code()};
    return {copyof(room, strlen(room)), 0};
}

GO_CC tuple<string, uintptr> readdir(int_ fd) {
    slice<uint8> out = {nullptr, 0, 0};
    int copy = fcntl(static_cast<int>(fd), F_DUPFD_CLOEXEC, 0); // closedir closes its descriptor
    DIR *d = copy < 0 ? nullptr : fdopendir(copy);
    if (!d) return {{nullptr, 0}, code()};
    errno = 0;
    while (dirent *e = ::readdir(d)) {
        if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0) continue;
        out = runtime::append(out, static_cast<uint8>(e->d_type));
        out = runtime::appendstring(
            out, {reinterpret_cast<uint8 *>(e->d_name), static_cast<int_>(strlen(e->d_name) + 1)});
        errno = 0;
    }
    uintptr e = code();
    closedir(d);
    return {runtime::slicebytetostringtmp(out), e};
}

GO_CC tuple<int_, uintptr> socket(int_ domain, int_ type, int_ protocol) {
    int fd = ::socket(static_cast<int>(domain), static_cast<int>(type), static_cast<int>(protocol));
    return {fd, codeof(fd)};
}
GO_CC uintptr bind(int_ fd, slice<uint8> a) {
    return codeof(::bind(static_cast<int>(fd), address(a), static_cast<socklen_t>(a.len)));
}
GO_CC uintptr connect(int_ fd, slice<uint8> a) {
    // Not made again when interrupted: it goes on.
    runtime::entersyscall();
    uintptr e = codeof(::connect(static_cast<int>(fd), address(a), static_cast<socklen_t>(a.len)));
    runtime::exitsyscall();
    return e;
}
GO_CC uintptr listen(int_ fd, int_ backlog) {
    return codeof(::listen(static_cast<int>(fd), static_cast<int>(backlog)));
}
GO_CC tuple<int_, int_, uintptr> accept4(int_ fd, slice<uint8> a, int_ flags) {
    auto size = static_cast<socklen_t>(a.len);
    auto [n, e] =
        again([&] { return ::accept4(static_cast<int>(fd), address(a), &size, static_cast<int>(flags)); });
    return {n, static_cast<int_>(size), e};
}
GO_CC tuple<int_, uintptr> getsockname(int_ fd, slice<uint8> a) {
    auto size = static_cast<socklen_t>(a.len);
    uintptr e = codeof(::getsockname(static_cast<int>(fd), address(a), &size));
    return {e ? 0 : static_cast<int_>(size), e};
}
GO_CC tuple<int_, uintptr> getpeername(int_ fd, slice<uint8> a) {
    auto size = static_cast<socklen_t>(a.len);
    uintptr e = codeof(::getpeername(static_cast<int>(fd), address(a), &size));
    return {e ? 0 : static_cast<int_>(size), e};
}
GO_CC tuple<int_, int_, uintptr> recvfrom(int_ fd, slice<uint8> p, int_ flags, slice<uint8> a) {
    auto size = static_cast<socklen_t>(a.len);
    auto [n, e] = again([&] {
        return ::recvfrom(static_cast<int>(fd), p.ptr, static_cast<size_t>(p.len), static_cast<int>(flags),
                          address(a), &size);
    });
    return {n, static_cast<int_>(size), e};
}
GO_CC tuple<int_, uintptr> sendto(int_ fd, slice<uint8> p, int_ flags, slice<uint8> a) {
    return again([&] {
        return ::sendto(static_cast<int>(fd), p.ptr, static_cast<size_t>(p.len),
                        static_cast<int>(flags) | MSG_NOSIGNAL, address(a), static_cast<socklen_t>(a.len));
    });
}
GO_CC uintptr shutdown(int_ fd, int_ how) {
    return codeof(::shutdown(static_cast<int>(fd), static_cast<int>(how)));
}
GO_CC tuple<int_, uintptr> getsockopt(int_ fd, int_ level, int_ opt) {
    int value = 0;
    socklen_t size = sizeof value;
    uintptr e = codeof(
        ::getsockopt(static_cast<int>(fd), static_cast<int>(level), static_cast<int>(opt), &value, &size));
    return {value, e};
}
GO_CC uintptr setsockopt(int_ fd, int_ level, int_ opt, int_ word0, int_ word1, int_ size) {
    int words[] = {static_cast<int>(word0), static_cast<int>(word1)};
    return codeof(::setsockopt(static_cast<int>(fd), static_cast<int>(level), static_cast<int>(opt), words,
                               static_cast<socklen_t>(size)));
}

GO_CC void raiseSIGPIPE() {
    signal(SIGPIPE, SIG_DFL);
    raise(SIGPIPE);
}

// libc's environment is not for several threads. Who starts a program or crashes reads it without the lock.
namespace {
runtime::mutex environLock;
struct environLocked {
    environLocked() { runtime::lock(&environLock); }
    ~environLocked() { runtime::unlock(&environLock); }
};
} // namespace

GO_CC slice<string> environ() {
    environLocked l;
    return stringsof(::environ);
}
GO_CC tuple<string, bool> getenv(string key) {
    environLocked l;
    const char *v = ::getenv(cstring(key));
    if (!v) return {{nullptr, 0}, false};
    return {copyof(v, strlen(v)), true};
}
GO_CC uintptr setenv(string key, string value) {
    environLocked l;
    return codeof(::setenv(cstring(key), cstring(value), 1));
}
GO_CC uintptr unsetenv(string key) {
    environLocked l;
    return codeof(::unsetenv(cstring(key)));
}
GO_CC void clearenv() {
    environLocked l;
    ::clearenv();
}
GO_CC slice<string> args() { return stringsof(runtime::argv); }
GO_CC tuple<string, uintptr> hostname() {
    char room[256] = {};
    if (gethostname(room, sizeof room - 1) < 0) return {{nullptr, 0}, code()};
    return {copyof(room, strlen(room)), 0};
}

GO_CC int_ Getpid() { return getpid(); }
GO_CC int_ Getppid() { return getppid(); }
GO_CC int_ Getuid() { return getuid(); }
GO_CC int_ Geteuid() { return geteuid(); }
GO_CC int_ Getgid() { return getgid(); }
GO_CC int_ Getegid() { return getegid(); }
GO_CC int_ Gettid() { return gettid(); }

GO_CC uintptr getrlimit(int_ resource, ptr<uint64> cur, ptr<uint64> max) {
    ::rlimit limit;
    if (::getrlimit(static_cast<__rlimit_resource>(resource), &limit) < 0) return code();
    *cur = limit.rlim_cur;
    *max = limit.rlim_max;
    return 0;
}
GO_CC uintptr setrlimit(int_ resource, uint64 cur, uint64 max) {
    ::rlimit limit = {cur, max};
    return codeof(::setrlimit(static_cast<__rlimit_resource>(resource), &limit));
}

GO_CC void Exit(int_ status) { runtime::exit_(static_cast<int32>(status)); }

} // namespace go::syscall

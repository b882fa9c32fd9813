// Copyright 2026 The goloom authors. BSD-3-Clause; see LICENSE.
//
// The natives of syscall, on libc. errno is read before anything can park.

#include "runtime/src/netpoll.h"
#include "runtime/src/sigqueue.h"
#include "runtime/src/stack.h"

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <dirent.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
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
    static_assert(sizeof st == 18 * sizeof(int64)); // Stat_t's
    memcpy(into.ptr, &st, sizeof st);
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

GO_CC tuple<uintptr, uintptr> kernelCall(bool blocks, uintptr trap, uintptr a1, uintptr a2, uintptr a3,
                                         uintptr a4, uintptr a5, uintptr a6) {
    register uintptr r10 asm("r10") = a4;
    register uintptr r8 asm("r8") = a5;
    register uintptr r9 asm("r9") = a6;
    if (blocks) runtime::entersyscall();
    uintptr r = trap;
    asm volatile("syscall"
                 : "+a"(r)
                 : "D"(a1), "S"(a2), "d"(a3), "r"(r10), "r"(r8), "r"(r9)
                 : "rcx", "r11", "memory");
    if (blocks) runtime::exitsyscall();
    constexpr uintptr greatest = 4095; // error number
    return r > -greatest - 1 ? tuple<uintptr, uintptr>{~uintptr(0), -r} : tuple<uintptr, uintptr>{r, 0};
}

GO_CC string errorText(uintptr errnum) {
    char room[128];
    constexpr uintptr last = 132; // that Go has a text for
    const char *s = errnum > last ? "" : strerror_r(static_cast<int>(errnum), room, sizeof room);
    if (errnum == 0 || errnum > last || strncmp(s, "Unknown error", 13) == 0) {
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

GO_CC uintptr stat(int_ dirfd, string path, int_ flags, slice<int64> into) {
    struct stat st = {};
    cstring p(path);
    uintptr e = codeof(fstatat(static_cast<int>(dirfd), p, &st, static_cast<int>(flags)));
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

GO_CC void raiseSIGPIPE() { runtime::sigpipe(); }

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

// ---- Starting programs
//
// The child shares our memory until it runs the program, and this thread waits: CLONE_VFORK. It must not
// disturb what it shares, so it calls the kernel directly (libc would count in our thread's data, or tell our
// other threads of new user ids), on a stack of its own, with all signals blocked; it reports by storing an
// error number. Handlers are not shared: the child drops them before it lets signals through.

namespace {

// C strings as execve wants them, in one block.
class cstringlist {
    char **list;

  public:
    explicit cstringlist(slice<string> from) {
        size_t bytes = sizeof(char *) * static_cast<size_t>(from.len + 1);
        for (int_ i = 0; i < from.len; i++) bytes += static_cast<size_t>(from.ptr[i].len) + 1;
        list = static_cast<char **>(malloc(bytes));
        auto *p = reinterpret_cast<char *>(list + from.len + 1);
        for (int_ i = 0; i < from.len; i++) {
            const string s = from.ptr[i];
            list[i] = p;
            memcpy(p, s.ptr, static_cast<size_t>(s.len));
            p += s.len;
            *p++ = 0;
        }
        list[from.len] = nullptr;
    }
    ~cstringlist() { free(list); }
    operator char *const *() const { return list; }
};

// What SysProcAttr asks for, in the order in which syscall.go packs it.
struct childoptions {
    int64 setsid, setpgid, pgid, foreground, setctty, noctty, ctty, pdeathsig;
    int64 credential, uid, gid, nosetgroups;
};

struct child {
    const char *path, *dir, *chroot; // dir and chroot may be empty
    char *const *argv, *const *envv;
    int *fds;
    int nfds;
    const uint32 *groups;
    size_t ngroups;
    childoptions o;
    pid_t parent;
    long error; // an errno; 0: the program runs
};

long kernel(long n, long a = 0, long b = 0, long c = 0, long d = 0) {
    register long r10 asm("r10") = d;
    asm volatile("syscall" : "+a"(n) : "D"(a), "S"(b), "d"(c), "r"(r10) : "rcx", "r11", "memory");
    return n;
}
long address(const void *p) { return reinterpret_cast<long>(p); }

// As the kernel has it.
struct kernelsigaction {
    void (*handler)(int);
    unsigned long flags;
    void (*restorer)();
    unsigned long mask;
};

constexpr int kernelSignals = 64;
constexpr long sigsetSize = 8;

void dropHandlers() {
    for (int sig = 1; sig <= kernelSignals; sig++) {
        kernelsigaction sa = {};
        kernel(SYS_rt_sigaction, sig, 0, address(&sa), sigsetSize);
        if (sa.handler == SIG_IGN || sa.handler == SIG_DFL) continue;
        sa = {};
        kernel(SYS_rt_sigaction, sig, address(&sa), 0, sigsetSize);
    }
}

void lowerNofile() {
    rlimit now;
    if (!runtime::softNofile || kernel(SYS_getrlimit, RLIMIT_NOFILE, address(&now)) < 0) return;
    if (now.rlim_cur != now.rlim_max) return; // the program has set one itself
    now.rlim_cur = runtime::softNofile;
    kernel(SYS_setrlimit, RLIMIT_NOFILE, address(&now));
}

// Gives the descriptors their numbers. Those that would be overwritten before they are copied move up first.
long placefds(child *c) {
    int next = c->nfds;
    for (int i = 0; i < c->nfds; i++)
        if (c->fds[i] >= next) next = c->fds[i] + 1;
    for (int i = 0; i < c->nfds; i++) {
        if (c->fds[i] < 0 || c->fds[i] >= i) continue;
        long r = kernel(SYS_fcntl, c->fds[i], F_DUPFD_CLOEXEC, next);
        if (r < 0) return r;
        c->fds[i] = static_cast<int>(r);
        next = c->fds[i] + 1;
    }
    for (int i = 0; i < c->nfds; i++) {
        long r = 0;
        if (c->fds[i] < 0)
            kernel(SYS_close, i);
        else if (c->fds[i] == i)
            r = kernel(SYS_fcntl, i, F_SETFD, 0);
        else
            r = kernel(SYS_dup3, c->fds[i], i, 0);
        if (r < 0) return r;
    }
    for (int i = c->nfds; i < 3; i++) kernel(SYS_close, i);
    return 0;
}

long setids(const child *c) {
    if (!c->o.nosetgroups)
        if (long r = kernel(SYS_setgroups, static_cast<long>(c->ngroups), address(c->groups)); r < 0)
            return r;
    if (long r = kernel(SYS_setgid, c->o.gid); r < 0) return r;
    return kernel(SYS_setuid, c->o.uid);
}

long setgroup(const child *c) {
    const childoptions &o = c->o;
    if (o.setsid)
        if (long r = kernel(SYS_setsid); r < 0) return r;
    if (o.setpgid || o.foreground)
        if (long r = kernel(SYS_setpgid, 0, o.pgid); r < 0) return r;
    if (!o.foreground) return 0;
    int group = static_cast<int>(o.pgid ? o.pgid : kernel(SYS_getpid));
    return kernel(SYS_ioctl, o.ctty, TIOCSPGRP, address(&group));
}

// Asks to be told of the parent's death, which may have happened already.
long watchparent(const child *c) {
    if (long r = kernel(SYS_prctl, PR_SET_PDEATHSIG, c->o.pdeathsig); r < 0) return r;
    if (kernel(SYS_getppid) == c->parent) return 0;
    return kernel(SYS_kill, kernel(SYS_getpid), c->o.pdeathsig);
}

long becomeprogram(child *c) {
    const childoptions &o = c->o;
    long r = setgroup(c);
    if (r >= 0 && *c->chroot) r = kernel(SYS_chroot, address(c->chroot));
    if (r >= 0 && o.credential) r = setids(c);
    if (r >= 0 && *c->dir) r = kernel(SYS_chdir, address(c->dir));
    if (r >= 0 && o.pdeathsig) r = watchparent(c);
    if (r >= 0) r = placefds(c);
    if (r >= 0 && o.noctty) r = kernel(SYS_ioctl, 0, TIOCNOTTY);
    if (r >= 0 && o.setctty) r = kernel(SYS_ioctl, o.ctty, TIOCSCTTY, 1);
    if (r < 0) return r;
    lowerNofile();
    dropHandlers();
    kernel(SYS_rt_sigprocmask, SIG_SETMASK, address(&runtime::inheritedmask), 0, sigsetSize);
    return kernel(SYS_execve, address(c->path), address(c->argv), address(c->envv));
}

int childmain(void *arg) {
    auto *c = static_cast<child *>(arg);
    c->error = -becomeprogram(c);
    constexpr long status = 253; // nobody sees it
    for (;;) kernel(SYS_exit_group, status);
}

struct forked {
    pid_t pid;
    int pidfd;
    uintptr error;
};

[[gnu::noinline]] forked forkchild(child *c, void *stackend) {
    forked f = {-1, -1, 0};
    sigset_t all, mine;
    sigfillset(&all);
    pthread_sigmask(SIG_SETMASK, &all, &mine);
    {
        runtime::signalstack none; // the child has a stack of its own, and the thread's control block
        f.pid = clone(childmain, stackend, CLONE_VM | CLONE_VFORK | CLONE_PIDFD | SIGCHLD, c, &f.pidfd);
    }
    f.error = f.pid < 0 ? code() : static_cast<uintptr>(c->error);
    pthread_sigmask(SIG_SETMASK, &mine, nullptr);
    if (f.pid > 0 && f.error) {
        while (waitpid(f.pid, nullptr, 0) < 0 && errno == EINTR) {
        }
        if (f.pidfd >= 0) ::close(f.pidfd);
    }
    return f;
}

[[gnu::noinline]] uintptr execute(const char *path, char *const *argv, char *const *envv) {
    sigset_t mine;
    rlimit limit;
    ::getrlimit(RLIMIT_NOFILE, &limit);
    lowerNofile();
    pthread_sigmask(SIG_SETMASK, &runtime::inheritedmask, &mine);
    execve(path, argv, envv);
    uintptr e = code();
    pthread_sigmask(SIG_SETMASK, &mine, nullptr);
    ::setrlimit(RLIMIT_NOFILE, &limit);
    return e;
}

void fillrusage(const rusage &u, slice<int64> into) {
    const int64 v[] = {u.ru_utime.tv_sec, u.ru_utime.tv_usec, u.ru_stime.tv_sec, u.ru_stime.tv_usec,
                       u.ru_maxrss,       u.ru_ixrss,         u.ru_idrss,        u.ru_isrss,
                       u.ru_minflt,       u.ru_majflt,        u.ru_nswap,        u.ru_inblock,
                       u.ru_oublock,      u.ru_msgsnd,        u.ru_msgrcv,       u.ru_nsignals,
                       u.ru_nvcsw,        u.ru_nivcsw};
    memcpy(into.ptr, v, sizeof v);
}

} // namespace

GO_CC tuple<int_, int_, uintptr> forkexec(string path, slice<string> argv, slice<string> envv, string dir,
                                          string chroot, slice<int32> fds, slice<uint32> groups,
                                          slice<int64> options) {
    constexpr size_t stackSize = 64 << 10;
    cstring cpath(path), cdir(dir), cchroot(chroot);
    cstringlist cargv(argv), cenvv(envv);
    child c = {cpath,
               cdir,
               cchroot,
               cargv,
               cenvv,
               fds.ptr,
               static_cast<int>(fds.len),
               groups.ptr,
               static_cast<size_t>(groups.len),
               {},
               getpid(),
               0};
    memcpy(&c.o, options.ptr, sizeof c.o);
    void *stack =
        mmap(nullptr, stackSize, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_STACK, -1, 0);
    if (stack == MAP_FAILED) return {-1, -1, ENOMEM};
    runtime::entersyscall();
    forked f = forkchild(&c, static_cast<char *>(stack) + stackSize);
    runtime::exitsyscall();
    munmap(stack, stackSize);
    return {f.pid, f.pidfd, f.error};
}
GO_CC uintptr exec(string path, slice<string> argv, slice<string> envv) {
    return execute(cstring(path), cstringlist(argv), cstringlist(envv));
}
GO_CC tuple<int_, int_, uintptr> wait4(int_ pid, int_ options, slice<int64> usage) {
    int status = 0;
    rusage u = {};
    auto [n, e] =
        again([&] { return ::wait4(static_cast<pid_t>(pid), &status, static_cast<int>(options), &u); });
    if (n > 0) fillrusage(u, usage);
    return {n, status, e};
}
GO_CC uintptr waitable(int_ pid) {
    siginfo_t info;
    return again([&] { return waitid(P_PID, static_cast<id_t>(pid), &info, WEXITED | WNOWAIT); }).r1;
}
GO_CC uintptr kill(int_ pid, int_ sig) {
    return codeof(::kill(static_cast<pid_t>(pid), static_cast<int>(sig)));
}
GO_CC tuple<int_, uintptr> pidfdOpen(int_ pid) {
    auto fd = static_cast<int>(::syscall(SYS_pidfd_open, static_cast<pid_t>(pid), 0));
    return {fd, codeof(fd)};
}
GO_CC uintptr pidfdSendSignal(int_ fd, int_ sig) {
    return codeof(static_cast<int>(
        ::syscall(SYS_pidfd_send_signal, static_cast<int>(fd), static_cast<int>(sig), nullptr, 0)));
}
GO_CC uintptr closeOnExec(int_ fd) { return codeof(fcntl(static_cast<int>(fd), F_SETFD, FD_CLOEXEC)); }
GO_CC tuple<int_, uintptr> dup(int_ fd) {
    int copy = ::dup(static_cast<int>(fd));
    return {copy, codeof(copy)};
}
GO_CC uintptr dup3(int_ fd, int_ copy, int_ flags) {
    return codeof(::dup3(static_cast<int>(fd), static_cast<int>(copy), static_cast<int>(flags)));
}
GO_CC int_ Umask(int_ mask) { return umask(static_cast<mode_t>(mask)); }
GO_CC uintptr mkfifo(string path, uint32 mode) { return codeof(::mkfifo(cstring(path), mode)); }
GO_CC tuple<uint64, uint64, uintptr> getrlimit(int_ resource) {
    rlimit l = {};
    uintptr e = codeof(::getrlimit(static_cast<__rlimit_resource>(resource), &l));
    return {l.rlim_cur, l.rlim_max, e};
}
GO_CC uintptr setrlimit(int_ resource, uint64 soft, uint64 hard) {
    rlimit l = {soft, hard};
    if (resource == RLIMIT_NOFILE) runtime::softNofile = 0; // what is started gets this one
    return codeof(::setrlimit(static_cast<__rlimit_resource>(resource), &l));
}
GO_CC uintptr access(string path, int_ mode, int_ flags) {
    return codeof(faccessat(AT_FDCWD, cstring(path), static_cast<int>(mode), static_cast<int>(flags)));
}
GO_CC tuple<int_, uintptr> getpgid(int_ pid) {
    pid_t group = ::getpgid(static_cast<pid_t>(pid));
    return {group, codeof(group)};
}
GO_CC uintptr setpgid(int_ pid, int_ group) {
    return codeof(::setpgid(static_cast<pid_t>(pid), static_cast<pid_t>(group)));
}
GO_CC tuple<int_, uintptr> setsid() {
    pid_t session = ::setsid();
    return {session, codeof(session)};
}
GO_CC uintptr getrusage(int_ who, slice<int64> usage) {
    rusage u = {};
    uintptr e = codeof(::getrusage(static_cast<__rusage_who>(who), &u));
    fillrusage(u, usage);
    return e;
}

GO_CC int_ Getpid() { return getpid(); }
GO_CC int_ Getppid() { return getppid(); }
GO_CC int_ Getuid() { return getuid(); }
GO_CC int_ Geteuid() { return geteuid(); }
GO_CC int_ Getgid() { return getgid(); }
GO_CC int_ Getegid() { return getegid(); }
GO_CC int_ Gettid() { return gettid(); }

GO_CC void Exit(int_ status) { runtime::exit_(static_cast<int32>(status)); }

} // namespace go::syscall

// What an uncaught panic, a deadlock and a fault print, and the exit status. Each case is run in a process of its own.
#include "test/runtime/test.h"

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <sys/wait.h>
#include <unistd.h>


namespace go::types {
inline const runtime::ptrtype ptr_T = {{8, 6, 8, 8, runtime::Pointer, 77, nullptr, nullptr, "*main.T", {}, nullptr, nullptr}, &types::int_};
inline const runtime::uncommontype uncommon_T = {"main", nullptr, 0};
inline const runtime::type main_T = {8, 0xd, 8, 8, runtime::Int, 77, runtime::memequal<8>, runtime::memhashN<8>, "main.T", "T", &uncommon_T, nullptr};
} // namespace go::types

namespace go::main {

GO_CC __attribute__((noinline)) int_ deep(int_ n) {
    volatile char x[100];
    x[0] = 1;
    return deep(n + 1) + x[0];
}

GO_CC void reraise(bool same) {
    runtime::deferstack d;
    if (runtime::deferenter(d)) {
        runtime::deferreturn(d);
        return;
    }
    runtime::deferproc(d, [same] {
        any r = GO_RECOVER();
        runtime::gopanic(same ? r : runtime::toany(&types::string, "second\nline"_s));
    });
    runtime::gopanic(runtime::toany(&types::string, "first"_s));
}

GO_CC void nested() {
    runtime::deferstack d;
    if (runtime::deferenter(d)) {
        runtime::deferreturn(d);
        return;
    }
    runtime::deferproc(d, [] { runtime::gopanic(runtime::toany(&types::int_, int_(2))); });
    runtime::gopanic(runtime::toany(&types::int_, int_(1)));
}

struct testcase {
    const char *want; // the beginning of standard error
    void (*run)();
};

slice<int_> three() { return runtime::sliceof<int_>({1, 2, 3}); }
chan<int_> unbuffered() { return runtime::makechan<int_>(); }
int_ opaque(int_ i) {
    asm("" : "+r"(i));
    return i;
}

const testcase cases[] = {
    {"panic: runtime error: index out of range [5] with length 3\n\ngoroutine 1 [running]:\n", [] { three()[opaque(5)] = 1; }},
    {"panic: runtime error: index out of range [-1]\n", [] { three()[opaque(-1)] = 1; }},
    {"panic: runtime error: slice bounds out of range [5:2]\n", [] { runtime::slicing(three(), 5, 2); }},
    {"panic: runtime error: slice bounds out of range [:9] with capacity 3\n", [] { runtime::slicing(three(), 5, 9); }},
    {"panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x",
     [] { *ptr<int_>(nullptr) = 1; }},
    {"panic: runtime error: invalid memory address or nil pointer dereference\n[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x",
     [] { *reinterpret_cast<volatile int_ *>(opaque(0)) = 1; }},
    {"panic: runtime error: invalid memory address or nil pointer dereference\n", [] { func<void()>(nullptr)(); }},
    {"panic: runtime error: integer divide by zero\n", [] { runtime::div<int_>(1, opaque(0)); }},
    {"panic: runtime error: makeslice: len out of range\n", [] { runtime::make<int_>(opaque(-1)); }},
    {"panic: assignment to entry in nil map\n", [] { runtime::mapassign(map<int_, int_>{nullptr}, 1) = 2; }},
    {"panic: close of nil channel\n", [] { runtime::closechan(chan<int_>{nullptr}); }},
    {"panic: send on closed channel\n",
     [] {
         auto c = unbuffered();
         runtime::closechan(c);
         runtime::chansend1(c, 1);
     }},
    {"panic: interface conversion: interface {} is string, not int\n", [] { runtime::panicdottypeE(&types::string, &types::int_, &types::interface_); }},
    {"panic: interface conversion: string is not error: missing method Error\n", [] { runtime::assertE2I(&types::error, &types::string); }},
    {"panic: panic called with nil argument\n", [] { runtime::gopanic({nullptr, nullptr}); }},
    {"panic: main.T(7)\n", [] { runtime::gopanic(runtime::toany(&types::main_T, int_(7))); }},
    {"panic: (*main.T) 0x10\n", [] { runtime::gopanic({&types::ptr_T, reinterpret_cast<void *>(16)}); }},
    {"panic: 1\n\tpanic: 2\n\ngoroutine 1 [running]:\n", [] { nested(); }},
    {"panic: first [recovered]\n\tpanic: second\n\tline\n\ngoroutine 1 [running]:\n", [] { reraise(false); }},
    {"panic: first [recovered, repanicked]\n\ngoroutine 1 [running]:\n", [] { reraise(true); }},
    {"panic: 1.5\n\ngoroutine 2 [running]:\nmain.",
     [] {
         runtime::newproc([] { runtime::gopanic(runtime::toany(&types::float64, 1.5)); });
         time::Sleep(1000000000);
     }},
    {"fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan receive]:\n", [] { runtime::chanrecv1(unbuffered()); }},
    {"fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [chan send (nil chan)]:\n", [] { runtime::chansend1(chan<int_>{nullptr}, 1); }},
    {"fatal error: all goroutines are asleep - deadlock!\n\ngoroutine 1 [select (no cases)]:\n", [] { runtime::selectgo(nullptr, 0, true); }},
    {"fatal error: no goroutines (main called runtime.Goexit) - deadlock!\n", [] { runtime::Goexit(); }},
    {"SIGILL: illegal instruction\nPC=0x", [] { asm volatile("ud2"); }},
    {"SIGTRAP: trace trap\nPC=0x", [] { asm volatile("int3"); }},
    {"SIGABRT: abort\nPC=0x", [] { abort(); }},
    {"SIGQUIT: quit\nPC=0x", [] { kill(getpid(), SIGQUIT); for (int i = 0; i < 100; i++) usleep(100000); }},
    {"runtime: goroutine stack exceeds 1000000000-byte limit\n", [] { runtime::newproc([] { deep(0); }); time::Sleep(10000000000); }},
};

// Each in a program of its own: a fork has only one of the threads.
bool check(int number) {
    const testcase &t = cases[number];
    int fds[2];
    if (pipe(fds) != 0) return false;
    pid_t pid = fork();
    if (pid == 0) {
        dup2(fds[1], 2);
        close(fds[0]);
        char text[16];
        snprintf(text, sizeof text, "%d", number);
        execl("/proc/self/exe", "panics", text, nullptr);
        _exit(127);
    }
    close(fds[1]);
    char text[65536];
    size_t n = 0;
    for (ssize_t k; n < sizeof text - 1 && (k = read(fds[0], text + n, sizeof text - 1 - n)) > 0;) n += static_cast<size_t>(k);
    text[n] = 0;
    close(fds[0]);
    int status;
    waitpid(pid, &status, 0);
    if (strncmp(text, t.want, strlen(t.want)) == 0 && WIFEXITED(status) && WEXITSTATUS(status) == 2) return true;
    printf("want:\n%s\ngot (status %x):\n%s\n", t.want, status, text);
    fflush(stdout);
    return false;
}

} // namespace go::main

namespace go::runtime {
GO_CC void main_init() {}
GO_CC void main_main() {
    if (argc > 1) return main::cases[strtol(argv[1], nullptr, 10)].run();
    int number = 0;
    for ([[maybe_unused]] auto &t : main::cases) CHECK(main::check(number++));
    println("ok"_s);
}
} // namespace go::runtime

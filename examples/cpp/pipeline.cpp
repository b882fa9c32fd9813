// Channels, select and Sleep from C++: squares are computed by several goroutines, and a watchman ends the wait.
#include <go/cpp.h>

#include <cstdarg>
#include <cstdio>
#include <stdexcept>
#include <string>
#include <unistd.h>

using namespace go;
using namespace go::runtime;

namespace {

// Sends 1 to n, then closes.
chan<int_> numbers(int_ n) {
    chan<int_> out = makechan<int_>();
    runtime::go([=] {
        for (int_ i = 1; i <= n; i++) chansend1(out, i);
        closechan(out);
    });
    return out;
}

// What several goroutines make of the numbers, in no particular order.
chan<int_> squares(chan<int_> in, int workers) {
    chan<int_> out = makechan<int_>(8), done = makechan<int_>();
    for (int i = 0; i < workers; i++)
        runtime::go([=] {
            for (;;) {
                auto [n, ok] = chanrecv2(in);
                if (!ok) break;
                chansend1(out, n * n);
            }
            chansend1(done, 1);
        });
    runtime::go([=] {
        for (int i = 0; i < workers; i++) chanrecv1(done);
        closechan(out);
    });
    return out;
}

// One value after ns nanoseconds.
chan<bool> after(int64 ns) {
    chan<bool> c = makechan<bool>(1);
    runtime::go([=] {
        time::Sleep(ns);
        chansend1(c, true);
    });
    return c;
}

[[noreturn]] void refuse(const char *format, ...) {
    char text[64];
    va_list args;
    va_start(args, format);
    std::vsnprintf(text, sizeof text, format, args);
    va_end(args);
    throw std::runtime_error(text);
}

// Reads parentheses; those that are not closed are refused.
int nested(const char *text, int depth) {
    if (*text == '(') return nested(text + 1, depth + 1);
    if (*text != ')') refuse("open at %d", depth);
    return depth;
}

void pipeline() {
    chan<int_> results = squares(numbers(1000), 4);
    chan<bool> timeout = after(10000000000);
    int_ sum = 0, n = 0;
    for (bool open = true; open;) {
        bool ok = false;
        int_ v = 0;
        switch (selectgo({caserecv(results, &v, &ok), caserecv(timeout)}, block)) {
        case 0:
            open = ok;
            sum += v;
            n += ok;
            break;
        case 1:
            std::printf("too slow\n");
            return;
        }
    }
    std::printf("%ld squares, sum %ld\n", n, sum);
}

// Thread-blocking calls leave the processor to others, even if there is one only.
void handoff() {
    GOMAXPROCS(1);
    int fd[2];
    if (pipe(fd) != 0) return;
    chan<int_> got = makechan<int_>();
    runtime::go([=] {
        char c = 0;
        ssize_t n = blocking([&] { return read(fd[0], &c, 1); });
        chansend1(got, n == 1 ? int_(c) : int_(-1));
    });
    time::Sleep(1000000); // the reader is in the kernel by now
    char c = 42;
    if (write(fd[1], &c, 1) == 1) std::printf("from the pipe: %ld\n", chanrecv1(got));
}

} // namespace

int main() {
    runtime::run([] {
        pipeline();
        handoff();
        // What a goroutine has captured is destroyed when it ends.
        std::string text = "captured by value";
        chan<int_> length = makechan<int_>();
        runtime::go([text, length] { chansend1(length, int_(text.size())); });
        std::printf("%s: %ld\n", text.c_str(), chanrecv1(length));
        // Exceptions stay inside their goroutine.
        chan<bool> caught = makechan<bool>();
        runtime::go([caught] {
            bool bad = false;
            try {
                nested("((((", 0);
            } catch (const std::exception &e) {
                bad = std::string(e.what()) == "open at 4";
            }
            chansend1(caught, bad);
        });
        std::printf("an exception was caught: %s\n", chanrecv1(caught) ? "yes" : "no");
    });
}

// A TCP echo server and its clients: a goroutine a connection, all of them waiting in the network poller.
#include <go/cpp.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

using namespace go;
using namespace go::runtime;

namespace {

constexpr int clients = 100, messages = 20;

[[noreturn]] void die(const char *what, int32 err) {
    std::fprintf(stderr, "%s: %s\n", what, std::strerror(-err));
    std::exit(1);
}

void serve(conn c) {
    char buf[512];
    for (int_ n; (n = c.read(buf, sizeof buf)) > 0;)
        if (c.write(buf, static_cast<uintptr>(n)) < 0) break;
    c.close();
}

// How many messages came back as they were sent.
int_ talk(uint16 at, int id) {
    auto [c, err] = dialtcp("127.0.0.1", at);
    if (!c) die("dial", err);
    int_ good = 0;
    for (int i = 0; i < messages; i++) {
        char out[32] = {}, in[sizeof out];
        std::snprintf(out, sizeof out, "client %d says %d", id, i);
        if (c.write(out, sizeof out) < 0) break;
        if (c.readfull(in, sizeof in) == sizeof in && std::memcmp(in, out, sizeof in) == 0) good++;
    }
    c.close();
    return good;
}

void server() {
    auto [l, err] = listentcp("127.0.0.1", 0);
    if (!l) die("listen", err);
    runtime::go([l = l] {
        for (;;) {
            auto [c, failed] = conn(l).accept();
            if (failed) return; // closed
            runtime::go([c = c] { serve(c); });
        }
    });
    uint16 at = port(l);
    chan<int_> answers = makechan<int_>();
    for (int i = 0; i < clients; i++) runtime::go([=] { chansend1(answers, talk(at, i)); });
    int_ good = 0;
    for (int i = 0; i < clients; i++) good += chanrecv1(answers);
    std::printf("%d clients, %ld answers\n", clients, good);
    l.close();

    // A deadline ends a wait.
    auto [l2, err2] = listentcp("127.0.0.1", 0);
    if (!l2) die("listen", err2);
    l2.deadline(20000000);
    auto [none, late] = l2.accept();
    std::printf("nobody came: %s\n", !none && late == -ETIMEDOUT ? "timed out" : "?");
    l2.close();
}

} // namespace

int main() { runtime::run(server); }

// Channels, select, defer/panic/recover, maps, timers, append and strings as the compiler emits them.
#include "go/cpp.h"
#include "runtime/src/traceback.h"
#include "test/runtime/test.h"

namespace go::types {
inline const runtime::maptype map_string_int = {{8,
                                                 runtime::tflagDirect,
                                                 8,
                                                 8,
                                                 runtime::Map,
                                                 1,
                                                 nullptr,
                                                 nullptr,
                                                 "map[string]int",
                                                 {},
                                                 nullptr,
                                                 nullptr},
                                                &string,
                                                &int_};
inline const runtime::maptype map_int_int = {
    {8, runtime::tflagDirect, 8, 8, runtime::Map, 2, nullptr, nullptr, "map[int]int", {}, nullptr, nullptr},
    &int_,
    &int_};
inline const runtime::maptype map_float64_int = {{8,
                                                  runtime::tflagDirect,
                                                  8,
                                                  8,
                                                  runtime::Map,
                                                  3,
                                                  nullptr,
                                                  nullptr,
                                                  "map[float64]int",
                                                  {},
                                                  nullptr,
                                                  nullptr},
                                                 &float64,
                                                 &int_};
inline const runtime::maptype map_any_int = {
    {8, runtime::tflagDirect, 8, 8, runtime::Map, 4, nullptr, nullptr, "map[any]int", {}, nullptr, nullptr},
    &interface_,
    &int_};
} // namespace go::types

namespace go::main {

// ---- channels

GO_CC void channels() {
    chan<int_> c = runtime::makechan<int_>(), done = runtime::makechan<int_>();
    runtime::newproc([c, done] {
        int_ sum = 0;
        for (;;) {
            auto [v, ok] = runtime::chanrecv2(c);
            if (!ok) break;
            sum += v;
        }
        runtime::chansend1(done, sum);
    });
    for (int_ i = 0; i < 1000; i++) runtime::chansend1(c, i);
    runtime::closechan(c);
    CHECK(runtime::chanrecv1(done) == 499500);
    auto [v, ok] = runtime::chanrecv2(c);
    CHECK(v == 0 && !ok);

    chan<string> b = runtime::makechan<string>(3);
    runtime::chansend1(b, "a"_s);
    runtime::chansend1(b, "b"_s);
    CHECK(runtime::chanlen(b) == 2 && runtime::chancap(b) == 3);
    CHECK(runtime::chanrecv1(b) == "a"_s);
    // A full buffer: the sender parks, and order is kept.
    runtime::newproc([b] {
        runtime::chansend1(b, "c"_s);
        runtime::chansend1(b, "d"_s);
        runtime::chansend1(b, "e"_s);
        runtime::closechan(b);
    });
    string all = ""_s;
    for (;;) {
        auto [s, more] = runtime::chanrecv2(b);
        if (!more) break;
        all += s;
    }
    CHECK(all == "bcde"_s);
}

// ---- select

GO_CC void selects() {
    chan<int_> a = runtime::makechan<int_>(), b = runtime::makechan<int_>(), quit = runtime::makechan<int_>();
    runtime::newproc([a, b, quit] {
        int_ x = 0;
        for (int_ i = 0; i < 1000; i++)
            switch (runtime::selectgo({runtime::casesend(a, &x), runtime::casesend(b, &x)}, runtime::block)) {
            default: x++;
            }
        runtime::closechan(quit);
    });
    int_ na = 0, nb = 0, v = 0, sum = 0;
    for (bool run = true; run;) {
        bool ok;
        switch (runtime::selectgo(
            {runtime::caserecv(a, &v), runtime::caserecv(b, &v), runtime::caserecv(quit, nullptr, &ok)},
            runtime::block)) {
        case 0: na++, sum += v; break;
        case 1: nb++, sum += v; break;
        case 2:
            CHECK(!ok);
            run = false;
            break;
        }
    }
    CHECK(na + nb == 1000 && na > 300 && nb > 300 && sum == 499500);
    CHECK(runtime::selectgo({runtime::caserecv(a, &v)}, runtime::noblock) == -1);
    CHECK(runtime::selectgo({runtime::caserecv(a, &v), runtime::casesend(b, &v)}, runtime::noblock) == -1);
    chan<int_> none = {nullptr};
    CHECK(runtime::selectgo({runtime::caserecv(none, &v)}, runtime::noblock) == -1);
    chan<int_> one = runtime::makechan<int_>(1);
    CHECK(runtime::selectgo({runtime::caserecv(none, &v), runtime::casesend(one, &v)}, runtime::block) == 1);
}

// ---- panics

GO_CC int_ recovers(int_ i, slice<int_> s) {
    int_ v = 0;
    runtime::deferstack d;
    runtime::deferkeep(v);
    if (runtime::deferenter(d)) {
        runtime::deferreturn(d);
        return v;
    }
    runtime::deferproc(d, [&v] {
        any r = GO_RECOVER();
        if (r) v = -1;
    });
    v = s[i];
    runtime::deferreturn(d);
    return v;
}

GO_CC __attribute__((noinline)) any helper() { return GO_RECOVER(); }
GO_CC string order(bool nested) {
    string out = ""_s;
    runtime::deferstack d;
    runtime::deferkeep(out);
    if (runtime::deferenter(d)) {
        runtime::deferreturn(d);
        return out;
    }
    runtime::deferproc(d, [&out] {
        any r = GO_RECOVER();
        out += r ? runtime::fromdata<string>(r.data) : "nil"_s;
    });
    runtime::deferproc(d, [&out] {
        if (helper()) out += "wrong"_s; // not called directly by a deferred function
        out += "1"_s;
    });
    for (int_ i = 0; i < 5; i++) runtime::deferproc(d, [&out, i] { out += runtime::intstring('a' + i); });
    if (nested) runtime::deferproc(d, [] { runtime::gopanic(runtime::toany(&types::string, "second"_s)); });
    runtime::gopanic(runtime::toany(&types::string, "first"_s));
}

GO_CC void panics() {
    slice<int_> s = runtime::sliceof<int_>({1, 2, 3});
    CHECK(recovers(1, s) == 2);
    CHECK(recovers(3, s) == -1);
    for (int_ i = 0; i < 100000; i++) CHECK(recovers(7, s) == -1);
    CHECK(order(false) == "edcba1first"_s);
    CHECK(order(true) == "edcba1second"_s);
    // A nil dereference in the hardware.
    ptr<int_> p = nullptr;
    bool caught = false;
    auto deref = [&]() __attribute__((noinline)) {
        runtime::deferstack d;
        if (runtime::deferenter(d)) {
            runtime::deferreturn(d);
            return;
        }
        runtime::deferproc(d, [&caught] {
            any r = GO_RECOVER();
            const runtime::itab *tab = runtime::assertE2I2(&types::error, r.typ);
            CHECK(tab);
            error e = {{tab, r.data}};
            caught = e.Error() == "runtime error: invalid memory address or nil pointer dereference"_s;
        });
        int_ *volatile q = p.raw();
        *q = 1;
        runtime::deferreturn(d);
    };
    deref();
    CHECK(caught);
    caught = false;
    deref();
    CHECK(caught);
    // Goexit runs deferred calls, and recover there gives nil.
    chan<int_> c = runtime::makechan<int_>();
    runtime::newproc([c] {
        runtime::deferstack d;
        if (runtime::deferenter(d)) return;
        runtime::deferproc(d, [c] { runtime::chansend1(c, GO_RECOVER() ? 1 : 2); });
        runtime::Goexit();
    });
    CHECK(runtime::chanrecv1(c) == 2);
}

// ---- maps

GO_CC void maps() {
    auto m = runtime::makemap<string, int_>(&types::map_string_int);
    runtime::mapassign(m, "x"_s) += 3;
    runtime::mapassign(m, "x"_s) += 4;
    CHECK(runtime::mapaccess1(m, "x"_s) == 7 && runtime::mapaccess1(m, "y"_s) == 0 &&
          runtime::maplen(m) == 1);
    CHECK(!runtime::mapaccess2(m, "y"_s).r1);

    auto n = runtime::makemap<int_, int_>(&types::map_int_int);
    for (int_ i = 0; i < 100000; i++) runtime::mapassign(n, i * 7) = i;
    for (int_ i = 0; i < 100000; i += 2) runtime::mapdelete(n, i * 7);
    CHECK(runtime::maplen(n) == 50000);
    for (int_ i = 0; i < 100000; i++) {
        auto [v, ok] = runtime::mapaccess2(n, i * 7);
        CHECK(ok == (i % 2 == 1) && v == (ok ? i : 0));
        CHECK(!runtime::mapaccess2(n, i * 7 + 1).r1);
    }
    // Deletion and insertion while ranging: what was there is met once, unless it was deleted before.
    auto seen = runtime::makemap<int_, int_>(&types::map_int_int);
    int_ met = 0;
    for (runtime::mapiter it(n); it; it.next()) {
        int_ k = it.key();
        CHECK(runtime::mapassign(seen, k)++ == 0);
        CHECK(runtime::mapaccess2(n, k).r1);
        if (k % 7 == 0) met++;
        runtime::mapdelete(n, k);
        runtime::mapassign(n, -k - 1) = 1;
        if (met > 50000) break;
    }
    CHECK(met == 50000);
    for (int_ i = 1; i < 100000; i += 2) CHECK(runtime::mapaccess1(seen, i * 7) == 1);
    runtime::mapclear(n);
    CHECK(runtime::maplen(n) == 0 && !runtime::mapaccess2(n, 7).r1);
    for (runtime::mapiter it(n); it; it.next()) CHECK(false);

    auto f = runtime::makemap<float64, int_>(&types::map_float64_int);
    float64 nan = __builtin_nan("");
    for (int_ i = 0; i < 20; i++) runtime::mapassign(f, nan) = i;
    runtime::mapassign(f, 0.0) = 1;
    runtime::mapassign(f, -0.0) = 2;
    CHECK(runtime::maplen(f) == 21 && !runtime::mapaccess2(f, nan).r1 && runtime::mapaccess1(f, 0.0) == 2);
    int_ total = 0;
    for (runtime::mapiter it(f); it; it.next()) total++;
    CHECK(total == 21);

    auto a = runtime::makemap<any, int_>(&types::map_any_int);
    runtime::mapassign(a, runtime::toany(&types::int_, int_(5))) = 1;
    runtime::mapassign(a, runtime::toany(&types::string, "5"_s)) = 2;
    CHECK(runtime::mapaccess1(a, runtime::toany(&types::int_, int_(5))) == 1);
    CHECK(runtime::mapaccess1(a, runtime::toany(&types::string, "5"_s)) == 2);

    // Churn: the index must not fill up with deleted slots.
    auto q = runtime::makemap<int_, int_>(&types::map_int_int);
    for (int_ i = 0; i < 1000000; i++) {
        runtime::mapassign(q, i) = i;
        if (i >= 100) runtime::mapdelete(q, i - 100);
    }
    CHECK(runtime::maplen(q) == 100);
}

// ---- append, strings

GO_CC void appends() {
    static const int_ want[] = {1,   2,    4,    8,    16,   32,   64,   128,  256,  512,
                                848, 1280, 1792, 2560, 3408, 5120, 7168, 9216, 12288};
    slice<int_> s = {nullptr, 0, 0};
    int_ k = 0, last = 0;
    for (int_ i = 0; i < 12000; i++) {
        s = runtime::append(s, i);
        if (s.cap != last) CHECK(s.cap == want[k++]);
        last = s.cap;
    }
    for (int_ i = 0; i < 12000; i++) CHECK(s[i] == i);
    CHECK(
        runtime::append(slice<uint8>{nullptr, 0, 0}, uint8(1), uint8(2), uint8(3), uint8(4), uint8(5)).cap ==
        8);
    string u = "aé世😀\xff"_s;
    slice<rune> r = runtime::stringtoslicerune(u);
    CHECK(r.len == 5 && r[2] == 0x4e16 && r[4] == 0xfffd);
    CHECK(runtime::slicerunetostring(r) == "aé世😀\uFFFD"_s);
    CHECK(runtime::concatstrings({"a"_s, ""_s, "bc"_s}) == "abc"_s && "abc"_s < "abd"_s && "ab"_s < "abc"_s);
}

// ---- sleeping

GO_CC void sleeps() {
    chan<int_> c = runtime::makechan<int_>(10);
    for (int_ i = 5; i > 0; i--)
        runtime::newproc([c, i] {
            time::Sleep(i * 60000000);
            runtime::chansend1(c, i);
        });
    for (int_ i = 1; i <= 5; i++) CHECK(runtime::chanrecv1(c) == i);
}

// ---- semaphores

// A lock that is handed over, taken from both ends of its queue; and two words that share a root.
GO_CC void semas() {
    static uint32 sema[502]; // 251 roots, 8 bytes each: the first and the last
    sema[0] = sema[500] = 1;
    int_ held[2] = {}, turns = 0;
    chan<int_> done = runtime::makechan<int_>();
    constexpr int_ n = 200;
    for (int_ i = 0; i < n; i++)
        runtime::newproc([&held, &turns, done, i] {
            for (int_ k = 0; k < 20; k++) {
                int_ which = (i + k) & 1;
                uint32 *addr = &sema[which * 500];
                runtime::semacquire(addr, k % 3 == 0, runtime::reasonMutexLock);
                CHECK(held[which]++ == 0);
                runtime::Gosched();
                held[which]--;
                __atomic_add_fetch(&turns, 1, __ATOMIC_RELAXED);
                runtime::semrelease(addr, k % 2 == 0);
            }
            runtime::chansend1(done, i);
        });
    for (int_ i = 0; i < n; i++) runtime::chanrecv1(done);
    CHECK(turns == 20 * n && sema[0] == 1 && sema[500] == 1);
}

GO_CC void many() {
    chan<int_> c = runtime::makechan<int_>(), start = runtime::makechan<int_>();
    constexpr int_ n = __has_feature(thread_sanitizer) ? 5000 : 100000; // each has mappings of its own there
    for (int_ i = 0; i < n; i++)
        runtime::newproc([c, start, i] {
            runtime::chanrecv1(start);
            runtime::chansend1(c, i);
        });
    runtime::closechan(start);
    int_ sum = 0;
    for (int_ i = 0; i < n; i++) sum += runtime::chanrecv1(c);
    CHECK(sum == n * (n - 1) / 2);
}

// ---- a goroutine's line in a trace

bool says(string text, const char *line) {
    return memmem(text.ptr, static_cast<size_t>(text.len), line, strlen(line)) != nullptr;
}
void waits() {
    chan<int_> c = runtime::makechan<int_>();
    runtime::newproc([c] {
        runtime::chanrecv1(c);
    });
    runtime::newproc([c] {
        runtime::LockOSThread();
        runtime::chanrecv1(c);
        runtime::UnlockOSThread();
    });
    static uint8 buf[4096];
    auto trace = [] {
        return string{buf, runtime::stacktext({buf, sizeof buf, sizeof buf}, true, nullptr)};
    };
    auto parked = [&] {
        return says(trace(), " [chan receive]:") && says(trace(), " [chan receive, locked to thread]:");
    };
    for (int i = 0; i < 1000 && !parked(); i++) time::Sleep(1000000);
    CHECK(parked());
    constexpr int64 minute = 60000000000;
    for (runtime::g *gp = runtime::allgs; gp; gp = gp->alllink)
        if (gp->status == runtime::Gwaiting) {
            CHECK(runtime::nanotime() - gp->waitsince < minute / 60);
            gp->waitsince -= 3 * minute + minute / 2;
        }
    CHECK(says(trace(), " [chan receive, 3 minutes]:") &&
          says(trace(), " [chan receive, 3 minutes, locked to thread]:"));
    runtime::chansend1(c, 1);
    runtime::chansend1(c, 1);
}

} // namespace go::main

namespace go::runtime {
GO_CC void main_init() {}
GO_CC void main_main() {
    main::waits();
    main::channels();
    main::selects();
    main::panics();
    main::maps();
    main::appends();
    main::sleeps();
    main::semas();
    main::many();
    checkdone();
    println("ok"_s);
}
} // namespace go::runtime

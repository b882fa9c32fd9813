// Tracebacks by the unwinder of libgcc over .eh_frame, with the functions and lines of symtab.h.
//
// A parked G is unwound by a frame whose unwind information says that the parked one is its caller
// (goloom_unwindfrom). One that runs on another thread is left alone.
#include "runtime/src/traceback.h"
#include "runtime/src/print.h"

#include <charconv>
#include <csignal>
#include <cstdlib>
#include <unwind.h>

namespace go::runtime {

extern "C" void goloom_unwindfrom(fcontext_t from, void *arg, void (*fn)(void *arg));

namespace {

bool is(string s, const char *word) {
    return static_cast<int_>(strlen(word)) == s.len && memcmp(s.ptr, word, static_cast<size_t>(s.len)) == 0;
}

// "main.f.gowrap1", "main.f.deferwrap1": the compiler's, around a call of a go or defer statement.
bool isWrap(string s) {
    int_ i = s.len;
    while (i > 0 && s.ptr[i - 1] >= '0' && s.ptr[i - 1] <= '9') i--;
    string head = {s.ptr, i};
    auto ends = [&](string word) {
        return i < s.len && head.len > word.len &&
               memcmp(head.ptr + head.len - word.len, word.ptr, static_cast<size_t>(word.len)) == 0;
    };
    return ends(".gowrap"_s) || ends(".deferwrap"_s);
}

// ---- text, to standard error or into a buffer

struct sink {
    slice<uint8> buf; // ptr null: standard error
    int_ len;

    void put(string s) {
        if (!buf.ptr) return printstring(s);
        int_ n = s.len < buf.len - len ? s.len : buf.len - len;
        if (n > 0) memcpy(buf.ptr + len, s.ptr, static_cast<size_t>(n));
        len += n;
    }
    void put(const char *s) { put({reinterpret_cast<const uint8 *>(s), static_cast<int_>(strlen(s))}); }
    void number(uint64 v, int base = 10) {
        char text[24];
        auto n = std::to_chars(text, text + sizeof text, v, base).ptr - text;
        put({reinterpret_cast<const uint8 *>(text), static_cast<int_>(n)});
    }
    void hex(uint64 v) {
        put("0x");
        number(v, 16);
    }
};

// ---- unwinding

constexpr int_ maxFrames = 1000;

// Program counters behind the calls, innermost first.
struct trace {
    uintptr pcs[maxFrames];
    int_ n;
    bool cut; // there are more
};

_Unwind_Reason_Code step(_Unwind_Context *context, void *arg) {
    auto *t = static_cast<trace *>(arg);
    int before = 0;
    uintptr pc = _Unwind_GetIPInfo(context, &before);
    if (pc == 0) return _URC_END_OF_STACK;
    if (t->n == maxFrames) {
        t->cut = true;
        return _URC_END_OF_STACK;
    }
    t->pcs[t->n++] = before ? pc + 1 : pc;
    return _URC_NO_REASON;
}

void unwind(trace *t) {
    t->n = 0;
    t->cut = false;
    _Unwind_Backtrace(step, t);
}

// The frames of fn, and what goloom_unwindfrom has itself, are dropped.
void unwindparked(trace *t, fcontext_t from) {
    goloom_unwindfrom(from, t, [](void *arg) { unwind(static_cast<trace *>(arg)); });
}

// ---- frames

// Go shows so many frames at either end.
constexpr int_ innerFrames = 50, outerFrames = 50;

void putfunc(sink *out, const gofunc &f, uintptr pc) {
    out->put("\n\t");
    if (f.dir[0]) {
        out->put(f.dir);
        out->put("/");
    }
    out->put(f.file[0] ? f.file : "<native>");
    out->put(":");
    out->number(static_cast<uint64>(f.line ? f.line : 1));
    if (!f.inlined) {
        out->put(" +");
        out->hex(pc - f.entry);
    }
    out->put("\n");
}

void putframes(sink *out, const trace &t, int_ from) {
    gofunc funcs[maxInlined];
    auto each = [&](auto visit) {
        int_ n = 0;
        for (int_ i = from; i < t.n; i++) {
            int_ k = funcsat(t.pcs[i] - 1, funcs, maxInlined);
            for (int_ j = 0; j < k; j++) {
                const gofunc &f = funcs[j];
                bool panics = n > 0 && is(f.name, "runtime.gopanic");
                if ((!shown(f.name) && !panics) || (n > 0 && isWrap(f.name))) continue;
                visit(n++, f, t.pcs[i]);
            }
        }
        return n;
    };
    int_ all = each([](int_, const gofunc &, uintptr) {});
    each([&](int_ i, const gofunc &f, uintptr pc) {
        bool long_ = t.cut || all > innerFrames + outerFrames;
        if (long_ && i == innerFrames) {
            out->put("...");
            if (!t.cut) out->number(static_cast<uint64>(all - innerFrames - outerFrames));
            out->put(t.cut ? "additional frames elided...\n" : " frames elided...\n");
        }
        if (long_ && i >= innerFrames && (t.cut || i < all - outerFrames)) return;
        out->put(is(f.name, "runtime.gopanic") ? "panic"_s : f.name);
        out->put(f.paramless && !f.inlined ? "()" : "(...)");
        putfunc(out, f, pc);
    });
}

const char *statusof(const g *gp) {
    switch (gp->status) {
    case Gidle: return "idle";
    case Grunnable: return "runnable";
    case Grunning: return "running";
    case Gsyscall: return "syscall";
    case Gwaiting: return waitReasonStrings[gp->waitreason];
    default: return "dead";
    }
}

// from: the first pc to show, of the caller's own stack; 0: all.
void puttrace(sink *out, g *gp, uintptr from = 0) {
    out->put("goroutine ");
    out->number(gp->goid);
    out->put(" [");
    out->put(statusof(gp));
    constexpr int64 minute = 60000000000;
    if (gp->status == Gwaiting || gp->status == Gsyscall)
        if (int64 waited = (nanotime() - gp->waitsince) / minute; waited > 0) {
            out->put(", ");
            out->number(static_cast<uint64>(waited));
            out->put(" minutes");
        }
    if (gp->lockedm) out->put(", locked to thread");
    out->put("]:\n");
    trace t;
    t.n = 0;
    int_ first = 0;
    if (gp == getg()) {
        unwind(&t);
        if (from)
            while (first < t.n && t.pcs[first] != from) first++;
        if (first == t.n) first = 0;
        putframes(out, t, first);
    } else if (gp->status == Grunning || gp->status == Gsyscall) {
        out->put("\tgoroutine running on other thread; stack unavailable\n");
    } else if (!gp->sched) {
        t.pcs[t.n++] = reinterpret_cast<uintptr>(gp->startfn.fn->code) + 1; // has not begun
        t.cut = false;
        putframes(out, t, 0);
    } else {
        unwindparked(&t, gp->sched);
        putframes(out, t, 0);
    }
    gofunc creator;
    if (!gp->gopc || !funcat(gp->gopc - 1, &creator)) return;
    creator.inlined = false;
    out->put("created by ");
    out->put(creator.name);
    out->put(" in goroutine ");
    out->number(gp->parentGoid);
    putfunc(out, creator, gp->gopc);
}

void putothers(sink *out) {
    constexpr uint64 maxShown = 1000;
    uint64 last = 0;
    for (uint64 i = 0; i < maxShown; i++) {
        g *next = nullptr; // the lowest number above the last
        for (g *gp = allgs; gp; gp = gp->alllink)
            if (gp != getg() && !gp->issystem && gp->status != Gidle && gp->status != Gdead &&
                gp->goid > last && (!next || gp->goid < next->goid))
                next = gp;
        if (!next) return;
        last = next->goid;
        out->put("\n");
        puttrace(out, next);
    }
}

// ---- GOTRACEBACK

struct tracelevel {
    bool none, all, crash;
};

tracelevel levelof(string s) {
    if (is(s, "none")) return {true, false, false};
    if (s.len == 0 || is(s, "single")) return {false, false, false};
    if (is(s, "all") || is(s, "system")) return {false, true, false};
    if (is(s, "crash")) return {false, true, true};
    int number = 0;
    auto *begin = reinterpret_cast<const char *>(s.ptr), *end = begin + s.len;
    auto r = std::from_chars(begin, end, number);
    if (r.ec == std::errc() && r.ptr == end && number >= 0) return {number == 0, number > 0, false};
    return {false, true, false};
}

tracelevel asked; // by settraceback

tracelevel level() {
    const char *e = getenv("GOTRACEBACK");
    tracelevel l =
        e ? levelof({reinterpret_cast<const uint8 *>(e), static_cast<int_>(strlen(e))}) : tracelevel{};
    return {l.none && !asked.all, l.all || asked.all, l.crash || asked.crash};
}

} // namespace

void settraceback(string s) { asked = levelof(s); }

void traceback(g *gp) {
    sink out = {};
    puttrace(&out, gp);
}

void tracebackothers() {
    sink out = {};
    putothers(&out);
}

void crashed(bool all) {
    tracelevel l = level();
    if (!l.none) {
        if (all || l.all) freezetheworld();
        g *gp = getg();
        if (gp && gp != gp->m->g0) {
            printcstr("\n");
            traceback(gp);
        }
        if (all || l.all) tracebackothers();
    }
    printunlock();
    if (l.crash) {
        signal(SIGABRT, SIG_DFL);
        raise(SIGABRT);
    }
    exit_(2);
}

int_ stacktext(slice<uint8> buf, bool all, const void *from) {
    if (buf.len == 0) return 0;
    sink out = {buf, 0};
    if (all) stopTheWorld("stack trace");
    puttrace(&out, getg(), reinterpret_cast<uintptr>(from));
    if (all) putothers(&out);
    if (all) startTheWorld();
    return out.len;
}

int_ callers(int_ skip, uintptr *pcs, int_ max) {
    trace t;
    unwind(&t);
    gofunc funcs[maxInlined];
    int_ n = 0;
    for (int_ i = 0; i < t.n && n < max; i++) {
        int_ k = funcsat(t.pcs[i] - 1, funcs, maxInlined);
        for (int_ j = 0; j < k && n < max; j++) {
            const string name = funcs[j].name;
            bool known =
                is(name, "runtime.main") || is(name, "runtime.goexit") || is(name, "runtime.gopanic");
            if (isWrap(name) || (!shown(name) && !known)) continue;
            if (skip-- > 0) continue;
            pcs[n++] = virtualpc(t.pcs[i], static_cast<int>(j));
        }
    }
    return n;
}

} // namespace go::runtime

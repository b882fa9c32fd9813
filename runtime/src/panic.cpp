// defer, panic, recover, Goexit.
//
// Every function with defer statements links a deferframe into its G. A panic runs the frames' records,
// innermost first, on top of the stack, so that all frames are still there to be printed; a recover makes
// deferenter of the frame in question return a second time. Everything that lies deeper than that frame is
// then gone, panics in flight included: addresses tell which, since stacks grow down and never move, and of
// their segments the order is known.
#include "runtime/src/panic.h"
#include "go/rangefunc.h"
#include "runtime/src/error.h"
#include "runtime/src/print.h"
#include "runtime/src/sigqueue.h"
#include "runtime/src/stack.h"
#include "runtime/src/traceback.h"

#include <cstddef>

namespace go::runtime {

static_assert(offsetof(g, defer_) == 32, "asm_amd64.S");
static_assert(offsetof(g, defer_) == offsetof(ghead, defer_) &&
              offsetof(g, panic_) == offsetof(ghead, panic_));
static_assert(offsetof(deferframe, up) == 64 && offsetof(deferframe, head) == 72, "asm_amd64.S");

extern "C" {
void goloom_calldefer(void(GO_CC *code)(void *), void *self, void **callsp);
[[noreturn]] void goloom_recovery(deferframe *d, uintptr guard);
}

namespace {

bool printing; // a panic's values are being turned into text

void rundefer(deferrec *r, void **callsp) { goloom_calldefer(r->code, &r->code, callsp); }

// The newest record that is left, unlinked; frames without records are unlinked on the way. null: none.
deferrec *nextdefer(g *gp, deferframe **frame) {
    while (deferframe *d = gp->defer_) {
        if (deferrec *r = d->head) {
            d->head = r->link;
            *frame = d;
            return r;
        }
        gp->defer_ = d->up;
    }
    return nullptr;
}

[[noreturn]] void rungoexit(g *gp);

// The loops over functions that began within d's function, or below it, are gone; without a d, all.
void abandonloops(g *gp, const deferframe *d) {
    auto outside = [d](const deferframe *f) {
        if (!d) return false;
        const deferframe *up = d->up;
        while (up && up != f) up = up->up;
        return up == f;
    };
    while (gp->loop && !outside(gp->loop->frame)) {
        *gp->loop->state = rangeended;
        gp->loop = gp->loop->up;
    }
}

[[noreturn]] void recovered(g *gp, deferframe *d) {
    bool exiting = false;
    while (gp->panic_ && deeper(gp, gp->panic_, d)) {
        exiting |= gp->panic_->goexit;
        gp->panic_ = gp->panic_->link;
    }
    gp->defer_ = d;
    abandonloops(gp, d);
    gp->sig = 0;
    if (exiting) rungoexit(gp); // a recover does not stop a Goexit that the panic had interrupted
    stackseg *s = segof(gp->seg, reinterpret_cast<uintptr>(d));
    uintptr guard = s->guard;
    gp->seg = s; // no function may begin from here on
    goloom_recovery(d, guard);
}

// Runs deferred calls until none is left; does not return if one recovers.
void rundefers(g *gp, panic *p) {
    while (deferrec *r = nextdefer(gp, &p->frame)) {
        p->wrapsp = nullptr;
        p->direct = true;
        rundefer(r, &p->callsp);
        p->callsp = nullptr;
        if (p->recovered) recovered(gp, p->frame);
    }
}

void rungoexit(g *gp) {
    panic p = {};
    p.goexit = true;
    p.link = gp->panic_;
    gp->panic_ = &p;
    rundefers(gp, &p);
    abandonloops(gp, nullptr);
    goexit1();
}

// The text of errors and Stringers replaces them before anything is printed: these are Go calls and may
// panic.
void preprint(panic *p) {
    printing = true;
    for (; p; p = p->link) {
        if (p->goexit) continue;
        if (p->link && !p->link->goexit && p->link->arg.typ == p->arg.typ &&
            p->link->arg.data == p->arg.data) {
            p->link->repanicked = true;
            continue;
        }
        string s;
        if (!texterror(p->arg, &s) && !textstringer(p->arg, &s)) continue;
        auto *text = newobject<string>();
        *text = s;
        p->arg = {&types::string, text};
    }
    printing = false;
}

void printindented(string s) {
    int_ from = 0;
    for (int_ i = 0; i < s.len; i++) {
        if (s.ptr[i] != '\n') continue;
        printstring({s.ptr + from, i + 1 - from});
        printstring("\t"_s);
        from = i + 1;
    }
    printstring({s.ptr + from, s.len - from});
}

// The basic kinds; false: another.
bool printbasic(const type *t, const void *data) {
    switch (t->kind) {
    case Bool: printbool(*static_cast<const bool *>(data)); break;
    case Int:
    case Int64: printint(*static_cast<const int64 *>(data)); break;
    case Int8: printint(*static_cast<const int8 *>(data)); break;
    case Int16: printint(*static_cast<const int16 *>(data)); break;
    case Int32: printint(*static_cast<const int32 *>(data)); break;
    case Uint:
    case Uintptr:
    case Uint64: printuint(*static_cast<const uint64 *>(data)); break;
    case Uint8: printuint(*static_cast<const uint8 *>(data)); break;
    case Uint16: printuint(*static_cast<const uint16 *>(data)); break;
    case Uint32: printuint(*static_cast<const uint32 *>(data)); break;
    case Float32: printfloat32(*static_cast<const float32 *>(data)); break;
    case Float64: printfloat(*static_cast<const float64 *>(data)); break;
    case Complex64: printcomplex64(*static_cast<const complex64 *>(data)); break;
    case Complex128: printcomplex(*static_cast<const complex128 *>(data)); break;
    default: return false;
    }
    return true;
}

bool predeclared(const type *t) { return !t->uncommon || t->uncommon->pkgpath.len == 0; }

void printpanicval(any v) {
    if (!v.typ) return printstring("nil"_s);
    const type *t = v.typ;
    if (predeclared(t) && t->nam.len && t->kind != Interface) {
        if (t->kind == String) return printindented(*static_cast<string *>(v.data));
        if (printbasic(t, v.data)) return;
    }
    if (t->kind == String) {
        printstring(t->str);
        printstring("(\""_s);
        printindented(*static_cast<string *>(v.data));
        printstring("\")"_s);
    } else if (t->kind == Complex64 || t->kind == Complex128) {
        printstring(t->str);
        printbasic(t, v.data);
    } else if (t->kind >= Bool && t->kind <= Float64) {
        printstring(t->str);
        printstring("("_s);
        printbasic(t, v.data);
        printstring(")"_s);
    } else {
        printstring("("_s);
        printstring(t->str);
        printstring(") "_s);
        printpointer(v.data);
    }
}

void printpanics(panic *p) {
    if (p->link) {
        printpanics(p->link);
        if (p->link->repanicked) return;
        if (!p->link->goexit) printstring("\t"_s);
    }
    if (p->goexit) return;
    printstring("panic: "_s);
    printpanicval(p->arg);
    if (p->recovered) printstring(p->repanicked ? " [recovered, repanicked]"_s : " [recovered]"_s);
    printnl();
}

void printsignal(g *gp) {
    if (!gp->sig) return;
    printstring(gp->sig == SIGFPE   ? "[signal SIGFPE: floating-point exception code="_s
                : gp->sig == SIGBUS ? "[signal SIGBUS: bus error code="_s
                                    : "[signal SIGSEGV: segmentation violation code="_s);
    printhex(gp->sigcode0);
    printstring(" addr="_s);
    printhex(gp->sigcode1);
    printstring(" pc="_s);
    printhex(gp->sigpc);
    printstring("]\n"_s);
}

[[noreturn]] void fatalpanic(g *gp) {
    preprint(gp->panic_);
    printlock();
    printpanics(gp->panic_);
    printsignal(gp);
    crashed(false);
}

} // namespace

GO_CC void *newdefer(deferstack *d, uintptr size) {
    uintptr need = sizeof(deferrec *) + size;
    deferrec *r;
    if (!d->roomUsed && need <= sizeof d->room) {
        d->roomUsed = true;
        r = reinterpret_cast<deferrec *>(d->room);
    } else {
        r = static_cast<deferrec *>(mallocgc(need < sizeof *r ? sizeof *r : need, false));
    }
    r->link = d->head;
    d->head = r;
    return &r->code;
}

namespace {
// The closure of a deferred func value. The tail call makes f itself the function that the runtime has
// called.
struct funcrec {
    void(GO_CC *code)(void *);
    func<void()> f;
    static GO_CC void call(void *self) {
        auto *fn = static_cast<funcrec *>(self)->f.fn;
        [[clang::musttail]] return fn->code(fn);
    }
};
} // namespace

GO_CC void deferprocfunc(deferstack *d, func<void()> f) {
    auto *r = static_cast<funcrec *>(newdefer(d, sizeof(funcrec)));
    r->code = &funcrec::call;
    r->f = f;
}

GO_CC void deferreturn(deferframe *d) {
    g *gp = getg();
    panic *p = gp->panic_;
    bool direct = false;
    if (p) [[unlikely]] { // what is run here is not called by the panic
        direct = p->direct;
        p->direct = false;
    }
    while (deferrec *r = d->head) {
        d->head = r->link;
        r->code(&r->code);
    }
    gp->defer_ = d->up;
    if (p) [[unlikely]]
        p->direct = direct;
}

GO_CC void deferwrap(void *sp) {
    panic *p = getg()->panic_;
    if (p && p->direct) p->wrapsp = sp;
}

GO_CC bool isdeferred(void *cfa) {
    g *gp = getg();
    panic *p = gp->panic_;
    if (!p) return false;
    cfa = callercfa(gp, cfa);
    return cfa == p->callsp || cfa == p->wrapsp;
}

GO_CC void wrapper(void *cfa, void *sp) {
    if (isdeferred(cfa)) getg()->panic_->wrapsp = sp;
}

GO_CC void gopanic(any v) {
    g *gp = getg();
    if (gp == gp->m->g0) throw_("panic on system stack");
    if (printing) throw_("panic while printing panic value");
    if (!v.typ) v = panicnilerror();
    panic p = {};
    p.arg = v;
    p.link = gp->panic_;
    gp->panic_ = &p;
    rundefers(gp, &p);
    fatalpanic(gp);
}

GO_CC any gorecover(void *cfa) {
    panic *p = getg()->panic_;
    if (!p || p->goexit || p->recovered || !isdeferred(cfa)) return {nullptr, nullptr};
    p->recovered = true;
    return p->arg;
}

GO_CC void rangeenter(rangelink *l) {
    g *gp = getg();
    l->up = gp->loop;
    l->frame = gp->defer_;
    gp->loop = l;
}
GO_CC void rangeleave(rangelink *l) { getg()->loop = l->up; }

GO_CC void panicrangestate(rangestate state) {
    switch (state) {
    case rangedone:
        panicstring("range function continued iteration after function for loop body returned false");
    case rangepanic: panicstring("range function continued iteration after loop body panic");
    case rangeended: panicstring("range function continued iteration after whole loop exit");
    case rangemissing: panicstring("range function recovered a loop body panic and did not resume panicking");
    case rangeready: break;
    }
    throw_("a loop that may go on refuses to");
}

GO_CC void Goexit() { rungoexit(getg()); }

GO_CC void throw_(const char *msg) {
    fatal({reinterpret_cast<const uint8 *>(msg), static_cast<int_>(strlen(msg))});
}

GO_CC void fatal(string msg) {
    printlock();
    printstring("fatal error: "_s);
    printstring(msg);
    printstring("\n"_s);
    crashed(true);
}

// Goes on on the faulting G's stack, as if the faulting instruction had called it.
extern "C" [[noreturn]] void goloom_sigpanic_() {
    g *gp = getg();
    if (gp->sig == SIGFPE) panicdivide();
    if (gp->sig == SIGILL || gp->sig == SIGTRAP)
        fatalsig(static_cast<int>(gp->sig), gp->sigpc, gp->m->id, static_cast<int>(gp->sigcode0));
    if (gp->sig == SIGSEGV && gp->sigcode1 >= 4096) {
        printlock();
        printstring("unexpected fault address "_s);
        printhex(gp->sigcode1);
        printstring("\nfatal error: fault\n"_s);
        printsignal(gp);
        crashed(true);
    }
    panicstring("invalid memory address or nil pointer dereference");
}

GO_CC void panicnil() {
    g *gp = getg();
    gp->sig = SIGSEGV;
    gp->sigcode0 = 1;
    gp->sigcode1 = 0;
    gp->sigpc = reinterpret_cast<uintptr>(__builtin_return_address(0));
    panicmem();
}

} // namespace go::runtime

// Finalizers and cleanups. A table outside the heap leads from an object to what is to be called.
//
// While an object has a finalizer, what it points at is live, but not the object itself because of that: so
// of two with finalizers that point one to the other the outer goes first, and a cycle never goes. After the
// mark an object that has not been met is kept for its finalizer, which is then no longer in the table. A
// cleanup does not get the object, and waits until no finalizer can bring it back.
//
// One goroutine, made when first needed, calls them one after the other.
#include "runtime/src/mfinal.h"
#include "runtime/src/error.h"

namespace go::runtime {

namespace {

struct special {
    special *link;       // in its bucket, or in the queue
    uintptr obj;         // base of the object; of a cleanup, an address in it
    func<void()> fn;     // as a closure object; a finalizer's has a parameter
    const functype *typ; // of a finalizer; null: a cleanup
    const type *arg;     // the object's type: *T
    uint64 id;           // of a cleanup
};

struct {
    mutex lock;
    special **buckets;
    uintptr nbuckets, count;
    special *unused;
    special *queue, **tail; // to be called, oldest first
    uint64 lastid;
    g *fing;      // who calls them
    bool waiting; // it is parked
} fin;

uintptr bucketof(uintptr base) { return (base * 0x9e3779b97f4a7c15 >> 20) & (fin.nbuckets - 1); }
uintptr baseof(const special *s) { return findobject(s->obj).base; }

void growtable() {
    uintptr n = fin.nbuckets ? fin.nbuckets * 2 : 512, old = fin.nbuckets;
    auto **buckets = static_cast<special **>(sysalloc(n * sizeof(special *)));
    if (!buckets) throw_("out of memory");
    special **from = fin.buckets;
    fin.buckets = buckets;
    fin.nbuckets = n;
    for (uintptr i = 0; i < old; i++)
        for (special *s = from[i], *next; s; s = next) {
            next = s->link;
            special *&head = buckets[bucketof(baseof(s))];
            s->link = head;
            head = s;
        }
    if (from) sysfree(from, old * sizeof(special *));
}

special *addspecial(uintptr obj, uintptr base) {
    if (fin.count >= fin.nbuckets) growtable();
    special *s = fin.unused;
    if (s)
        fin.unused = s->link;
    else
        s = static_cast<special *>(metaalloc(sizeof(special)));
    *s = {};
    s->obj = obj;
    special *&head = fin.buckets[bucketof(base)];
    s->link = head;
    head = s;
    fin.count++;
    return s;
}

void dropspecial(special *s) {
    *s = {};
    s->link = fin.unused;
    fin.unused = s;
}

// Takes the first that `is` says yes to out of the table.
template <class F> special *takespecial(uintptr base, F is) {
    if (!fin.nbuckets) return nullptr;
    for (special **at = &fin.buckets[bucketof(base)]; special *s = *at; at = &s->link)
        if (is(s)) {
            *at = s->link;
            fin.count--;
            return s;
        }
    return nullptr;
}

// Results of more than four words go where the caller says; those of a finalizer are not looked at.
struct manyresults {
    uint8 room[4096];
};
template <class... A> void callfinalizer(const functype *t, void *self, A... a) {
    uintptr size = 0;
    for (int_ i = 0; i < t->outcount; i++) size += (t->out[i]->size + 7) & ~uintptr(7);
    void *code = *static_cast<void **>(self);
    if (size <= 4 * sizeof(uintptr))
        reinterpret_cast<void(GO_CC *)(void *, A...)>(code)(self, a...);
    else if (size <= sizeof(manyresults))
        reinterpret_cast<manyresults(GO_CC *)(void *, A...)>(code)(self, a...);
    else
        throw_("runtime.SetFinalizer: the finalizer's results are too large");
}

// Its own frame: nothing of the object stays in that of the loop.
__attribute__((noinline)) void callspecial(special *s) {
    lock(&fin.lock);
    special it = *s;
    dropspecial(s);
    unlock(&fin.lock);
    if (!it.typ) return it.fn();
    const type *param = it.typ->in[0];
    auto *obj = reinterpret_cast<void *>(it.obj);
    void *self = it.fn.fn;
    if (param->kind != Interface)
        callfinalizer(it.typ, self, obj);
    else if (auto *in = static_cast<const interfacetype *>(param); in->mcount == 0)
        callfinalizer(it.typ, self, static_cast<const void *>(it.arg), obj);
    else
        callfinalizer(it.typ, self, static_cast<const void *>(convI2I(in, it.arg)), obj);
}

GO_CC void runfinalizers() {
    for (;;) {
        lock(&fin.lock);
        special *s = fin.queue;
        if (!s) {
            fin.waiting = true;
            goparkunlock(&fin.lock, waitReasonZero);
            continue;
        }
        fin.queue = s->link;
        if (!fin.queue) fin.tail = nullptr;
        unlock(&fin.lock);
        callspecial(s);
    }
}

void createfing() {
    lock(&fin.lock);
    bool made = fin.fing;
    if (!made) fin.fing = getg(); // a placeholder, so that there is only one
    unlock(&fin.lock);
    if (made) return;
    g *gp = newproc1(funcval<&runfinalizers>());
    gp->issystem = true;
    xadd(&sched.ngcount, -1);
    xadd(&sched.ngsys, 1);
    fin.fing = gp;
    goready(gp);
}

void enqueue(special *s) {
    s->link = nullptr;
    if (fin.tail)
        *fin.tail = s;
    else
        fin.queue = s;
    fin.tail = &s->link;
}

[[noreturn]] void unfit(const char *what, string rest = {nullptr, 0}) {
    string text = {reinterpret_cast<const uint8 *>(what), static_cast<int_>(strlen(what))};
    fatal(concatstrings({"runtime.SetFinalizer: "_s, text, rest}));
}

bool takes(const type *param, const type *obj) {
    if (param == obj) return true;
    if (param->kind == Pointer) // spec: assignable, since one of the two has no name
        return (!param->nam.len || !obj->nam.len) &&
               static_cast<const ptrtype *>(param)->elem == static_cast<const ptrtype *>(obj)->elem;
    if (param->kind != Interface) return false;
    auto *in = static_cast<const interfacetype *>(param);
    return in->mcount == 0 || assertE2I2(in, obj);
}

void checkfinalizer(const type *obj, const type *fn) {
    if (fn->kind != Func) unfit("second argument is ", concatstrings({fn->str, ", not a function"_s}));
    auto *t = static_cast<const functype *>(fn);
    string cannot = concatstrings({obj->str, " to finalizer "_s, fn->str});
    if (t->variadic) unfit("cannot pass ", concatstring2(cannot, " because dotdotdot"_s));
    if (t->incount != 1 || !takes(t->in[0], obj)) unfit("cannot pass ", cannot);
}

} // namespace

GO_CC void SetFinalizer(any obj, any fn) {
    if (!obj.typ) unfit("first argument is nil");
    if (obj.typ->kind != Pointer)
        unfit("first argument is ", concatstrings({obj.typ->str, ", not pointer"_s}));
    if (!obj.data) unfit("first argument is nil");
    auto p = reinterpret_cast<uintptr>(obj.data);
    heapobject o = findobject(p);
    if (fn.typ) checkfinalizer(obj.typ, fn.typ);
    if (!o.span) return; // a variable of the program, or of no size: never freed
    if (o.base != p) unfit("pointer not at beginning of allocated block");
    auto isfinal = [p](special *s) { return s->typ && s->obj == p; };
    if (!fn.typ) {
        lock(&fin.lock);
        if (special *s = takespecial(p, isfinal)) dropspecial(s);
        unlock(&fin.lock);
        return;
    }
    createfing();
    lock(&fin.lock);
    special *old = takespecial(p, isfinal);
    if (old) {
        unlock(&fin.lock);
        unfit("finalizer already set");
    }
    special *s = addspecial(p, p);
    s->fn = func<void()>(static_cast<func<void()>::object *>(fn.data));
    s->typ = static_cast<const functype *>(fn.typ);
    s->arg = obj.typ;
    unlock(&fin.lock);
}

uint64 addcleanup(void *p, func<void()> f) {
    auto at = reinterpret_cast<uintptr>(p);
    heapobject o = findobject(at);
    if (!o.span) return 0;
    createfing();
    lock(&fin.lock);
    special *s = addspecial(at, o.base);
    s->fn = f;
    uint64 id = s->id = ++fin.lastid;
    unlock(&fin.lock);
    return id;
}

void dropcleanup(void *p, uint64 id) {
    heapobject o = findobject(reinterpret_cast<uintptr>(p));
    if (!o.span) return;
    lock(&fin.lock);
    if (special *s = takespecial(o.base, [id](special *s) { return s->id == id; })) dropspecial(s);
    unlock(&fin.lock);
}

void markfinalizers() {
    auto markcall = [](special *s) {
        markaddress(reinterpret_cast<uintptr>(s->fn.fn));
        markaddress(reinterpret_cast<uintptr>(s->arg)); // made by reflect, perhaps
        markaddress(reinterpret_cast<uintptr>(s->typ));
    };
    for (uintptr i = 0; i < fin.nbuckets; i++)
        for (special *s = fin.buckets[i]; s; s = s->link) {
            markcall(s);
            if (s->typ) markcontents(s->obj);
        }
    for (special *s = fin.queue; s; s = s->link) {
        markcall(s);
        if (s->typ) markaddress(s->obj);
    }
}

void queuefinalizers() {
    auto take = [](bool finalizers) {
        for (uintptr i = 0; i < fin.nbuckets; i++)
            for (special **at = &fin.buckets[i]; special *s = *at;) {
                if ((s->typ != nullptr) != finalizers || ismarked(s->obj)) {
                    at = &s->link;
                    continue;
                }
                *at = s->link;
                fin.count--;
                enqueue(s);
            }
    };
    // All finalizers first: one that is kept for its finalizer is not yet cleaned up.
    take(true);
    for (special *s = fin.queue; s; s = s->link)
        if (s->typ && !ismarked(s->obj)) markonly(s->obj);
    take(false);
}

void wakefinalizers() {
    lock(&fin.lock);
    bool wake = fin.queue && fin.waiting;
    if (wake) fin.waiting = false;
    unlock(&fin.lock);
    if (wake) goready(fin.fing);
}

} // namespace go::runtime

// Tracebacks by the unwinder of libgcc over .eh_frame, named from the program's own symbol table.
//
// A parked G is unwound by running the unwinder on top of its stack (ontop_fcontext), so that it sees
// ordinary callers.
#include "runtime/src/traceback.h"
#include "runtime/src/print.h"

#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>
#include <unwind.h>

namespace go::runtime {

extern "C" transfer_t ontop_fcontext(fcontext_t to, void *data, transfer_t (*fn)(transfer_t));

namespace {

// ---- symbols

struct {
    bool tried;
    uintptr bias; // where the program was loaded
    const Elf64_Sym *syms;
    uintptr count;
    const char *names;
} image;

int findbias(dl_phdr_info *info, size_t, void *) {
    image.bias = info->dlpi_addr;
    return 1; // the program itself comes first
}

void loadsymbols() {
    if (image.tried) return;
    image.tried = true;
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    struct stat st;
    void *q = fstat(fd, &st) == 0
                  ? mmap(nullptr, static_cast<size_t>(st.st_size), PROT_READ, MAP_PRIVATE, fd, 0)
                  : MAP_FAILED;
    close(fd);
    if (q == MAP_FAILED) return;
    auto *base = static_cast<const char *>(q);
    auto *eh = reinterpret_cast<const Elf64_Ehdr *>(base);
    auto *sections = reinterpret_cast<const Elf64_Shdr *>(base + eh->e_shoff);
    for (int i = 0; i < eh->e_shnum; i++) {
        const Elf64_Shdr &s = sections[i];
        if (s.sh_type != SHT_SYMTAB) continue;
        image.syms = reinterpret_cast<const Elf64_Sym *>(base + s.sh_offset);
        image.count = s.sh_size / sizeof(Elf64_Sym);
        image.names = base + sections[s.sh_link].sh_offset;
    }
    dl_iterate_phdr(findbias, nullptr);
}

const char *symbolat(uintptr pc, uintptr *entry) {
    loadsymbols();
    pc -= image.bias;
    for (uintptr i = 0; i < image.count; i++) {
        const Elf64_Sym &s = image.syms[i];
        if (ELF64_ST_TYPE(s.st_info) != STT_FUNC || pc < s.st_value || pc >= s.st_value + s.st_size) continue;
        *entry = s.st_value + image.bias;
        return image.names + s.st_name;
    }
    return nullptr;
}

// ---- names

// _ZN2go4main1fEv: main.f. _ZZN2go4main1fEvENK3$_0clEv: main.f.func1. Packages below others are joined by
// '/'.
struct demangler {
    const char *in;
    char *out, *end;
    bool digit() const { return *in >= '0' && *in <= '9'; }
    void put(char c) {
        if (out < end) *out++ = c;
    }
    bool identifier(const char **s, int_ *n) {
        if (!digit()) return false;
        *n = 0;
        while (digit()) *n = *n * 10 + (*in++ - '0');
        *s = in;
        for (int_ i = 0; i < *n; i++)
            if (!*in++) return false;
        return true;
    }
    bool run() {
        if (strncmp(in, "_Z", 2) != 0) return false;
        static constexpr char closure[] = "_ZN2go7runtime7closureI";
        bool closed = strncmp(in, closure, sizeof closure - 1) == 0;
        in += closed ? sizeof closure - 1 : 2;
        int lambdas = 0;
        while (*in == 'Z') lambdas++, in++;
        if (*in != 'N') return false;
        in++;
        while (*in == 'K' || *in == 'V' || *in == 'r') in++;
        const char *parts[16];
        int_ lens[16], n = 0;
        if (closed && strncmp(in, "S_", 2) == 0) { // go, met before
            in += 2;
            parts[0] = "go";
            lens[n++] = 2;
        }
        while (n < 16 && identifier(&parts[n], &lens[n])) {
            if (lens[n] != 12 || memcmp(parts[n], "_GLOBAL__N_1", 12) != 0)
                n++;             // an anonymous namespace has no Go name
            while (*in == 'B') { // an ABI tag
                in++;
                const char *s;
                int_ len;
                if (!identifier(&s, &len)) return false;
            }
        }
        if (n < 3 || lens[0] != 2 || memcmp(parts[0], "go", 2) != 0) return false;
        for (int_ i = 1; i < n; i++) {
            if (i > 1) put(i == n - 1 ? '.' : '/');
            for (int_ k = 0; k < lens[i]; k++) put(parts[i][k]);
        }
        for (int i = 0; i < lambdas; i++)
            for (const char *s = ".func1"; *s; s++) put(*s);
        return true;
    }
};

// The runtime's own frames are left out, as Go leaves out its own.
bool internal(const funcname &f) {
    return (f.len > 8 && memcmp(f.text, "runtime.", 8) == 0 && !(f.text[8] >= 'A' && f.text[8] <= 'Z')) ||
           (f.len > 8 && memcmp(f.text, "runtime/", 8) == 0);
}

// ---- unwinding

struct walk {
    int_ skip, n, max;
    uintptr *pcs;
};

_Unwind_Reason_Code step(_Unwind_Context *context, void *arg) {
    auto *w = static_cast<walk *>(arg);
    int before = 0;
    uintptr pc = _Unwind_GetIPInfo(context, &before);
    if (pc == 0) return _URC_END_OF_STACK;
    if (w->skip > 0) {
        w->skip--;
        return _URC_NO_REASON;
    }
    if (w->n == w->max) return _URC_END_OF_STACK;
    w->pcs[w->n++] = before ? pc + 1 : pc; // always behind the call
    return _URC_NO_REASON;
}

void printframes(const uintptr *pcs, int_ n) {
    for (int_ i = 0; i < n; i++) {
        funcname f;
        if (!findfunc(pcs[i] - 1, &f) || internal(f)) continue;
        printstring({reinterpret_cast<const uint8 *>(f.text), f.len});
        printcstr("(...)\n\t");
        printhex(pcs[i]);
        printcstr(" +");
        printhex(pcs[i] - f.entry);
        printnl();
    }
}

constexpr int_ maxFrames = 100;

struct request {
    uintptr pcs[maxFrames];
    int_ n;
};

transfer_t unwindhere(transfer_t t) {
    auto *r = static_cast<request *>(t.data);
    r->n = callers(0, r->pcs, maxFrames);
    return jump_fcontext(t.from, nullptr);
}

} // namespace

bool findfunc(uintptr pc, funcname *f) {
    const char *symbol = symbolat(pc, &f->entry);
    if (!symbol) return false;
    demangler d = {symbol, f->text, f->text + sizeof f->text};
    if (!d.run()) return false;
    f->len = d.out - f->text;
    return true;
}

int_ callers(int_ skip, uintptr *pcs, int_ max) {
    walk w = {skip, 0, max, pcs};
    _Unwind_Backtrace(step, &w);
    return w.n;
}

void traceback(g *gp) {
    printcstr("goroutine ");
    printuint(gp->goid);
    printcstr(" [");
    printcstr(gp->status == Gwaiting    ? waitReasonStrings[gp->waitreason]
              : gp->status == Grunnable ? "runnable"
                                        : "running");
    printcstr("]:\n");
    static request r;
    if (gp == getg()) {
        r.n = callers(0, r.pcs, maxFrames);
    } else {
        transfer_t t = ontop_fcontext(gp->sched, &r, unwindhere);
        gp->sched = t.from;
    }
    printframes(r.pcs, r.n);
}

void tracebackothers() {
    constexpr uint64 maxShown = 100;
    uint64 shown = 0, last = 0;
    for (; shown < maxShown; shown++) {
        g *next = nullptr; // the lowest number above the last
        for (g *gp = allgs; gp; gp = gp->alllink)
            if (gp->status == Gwaiting && !gp->issystem && gp->goid > last &&
                (!next || gp->goid < next->goid))
                next = gp;
        if (!next) return;
        last = next->goid;
        printnl();
        traceback(next);
    }
}

} // namespace go::runtime

// The index over the program's debug information.
#include "runtime/src/symtab.h"
#include "runtime/src/dwarf.h"

#include <algorithm>
#include <elf.h>
#include <fcntl.h>
#include <link.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

namespace go::runtime {

namespace {

using dwarf::entry;
using dwarf::row;
using dwarf::unit;

// A growing array in memory that is never given back.
template <class T> struct list {
    T *a;
    uint32 len, cap;
    T *push() {
        if (len == cap) {
            cap = cap ? 2 * cap : 64;
            auto *q = static_cast<T *>(persistentalloc(cap * sizeof(T)));
            if (len) memcpy(static_cast<void *>(q), a, len * sizeof(T));
            a = q;
        }
        return &a[len++];
    }
    T *begin() { return a; }
    T *end() { return a + len; }
};

struct range {
    uint64 lo, hi;
    uint32 of; // a unit, or a node of one
};

// A function or an inlined call of one, in the order of entries: callees behind their callers.
struct node {
    uint32 parent; // 0: a function; else the caller's index + 1
    uint32 ranges, nranges;
    uint64 entry;
    string name; // empty: of C++
    uint32 callFile, callLine;
    bool paramless;
};

// Rows of the line table, by address.
struct run {
    uint64 lo, hi;
    uint32 first, n;
};

struct unitindex {
    unit u;
    bool tried;
    list<node> nodes;
    list<range> ranges; // of nodes
    list<range> funcs;  // of functions, by address; of: the node
    list<row> rows;
    list<run> runs; // by address
    dwarf::linetable lines;
};

struct {
    mutex lock; // of all that follows
    bool tried;
    uintptr bias; // where the program was loaded; everything here is less that
    dwarf::sections s;
    list<unitindex> units;
    list<range> ranges; // of units, by address
    const Elf64_Sym *syms;
    uint64 nsyms;
    dwarf::section symnames;
    list<gofunc> natives; // those that were asked for
} tab;

bool before(uint64 pc, const range &r) { return pc < r.lo; }

// The last range that begins at or before pc, if pc is in it.
const range *rangeof(list<range> &l, uint64 pc) {
    range *r = std::upper_bound(l.begin(), l.end(), pc, before);
    return r != l.begin() && pc < r[-1].hi ? r - 1 : nullptr;
}

void sortranges(list<range> &l) {
    std::sort(l.begin(), l.end(), [](const range &x, const range &y) { return x.lo < y.lo; });
}

// ---- the file

void findsections(const uint8 *base, uint64 size) {
    auto *eh = reinterpret_cast<const Elf64_Ehdr *>(base);
    if (size < sizeof *eh || eh->e_shoff > size || eh->e_shnum > (size - eh->e_shoff) / sizeof(Elf64_Shdr))
        return;
    auto *headers = reinterpret_cast<const Elf64_Shdr *>(base + eh->e_shoff);
    auto content = [&](const Elf64_Shdr &h) {
        bool whole = h.sh_type != SHT_NOBITS && h.sh_offset <= size && h.sh_size <= size - h.sh_offset;
        return whole ? dwarf::section{base + h.sh_offset, h.sh_size} : dwarf::section{};
    };
    if (eh->e_shstrndx >= eh->e_shnum) return;
    dwarf::section names = content(headers[eh->e_shstrndx]);
    const struct {
        const char *name;
        dwarf::section *to;
    } wanted[] = {
        {".debug_info", &tab.s.info},
        {".debug_abbrev", &tab.s.abbrev},
        {".debug_addr", &tab.s.addr},
        {".debug_line", &tab.s.line},
        {".debug_line_str", &tab.s.linestr},
        {".debug_str", &tab.s.str},
        {".debug_str_offsets", &tab.s.stroffsets},
        {".debug_rnglists", &tab.s.rnglists},
    };
    for (int i = 0; i < eh->e_shnum; i++) {
        const Elf64_Shdr &h = headers[i];
        for (auto &w : wanted)
            if (!(h.sh_flags & SHF_COMPRESSED) && strcmp(names.string(h.sh_name), w.name) == 0)
                *w.to = content(h);
        if (h.sh_type == SHT_SYMTAB && h.sh_link < eh->e_shnum) {
            dwarf::section s = content(h);
            tab.syms = reinterpret_cast<const Elf64_Sym *>(s.data);
            tab.nsyms = s.size / sizeof(Elf64_Sym);
            tab.symnames = content(headers[h.sh_link]);
        }
    }
}

void load() {
    if (tab.tried) return;
    tab.tried = true;
    dl_iterate_phdr(
        [](dl_phdr_info *info, size_t, void *) {
            tab.bias = info->dlpi_addr;
            return 1; // the program itself comes first
        },
        nullptr);
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (fd < 0) return;
    struct stat st;
    bool known = fstat(fd, &st) == 0 && st.st_size > 0;
    auto size = known ? static_cast<uint64>(st.st_size) : 0;
    void *q = known ? mmap(nullptr, size, PROT_READ, MAP_PRIVATE, fd, 0) : MAP_FAILED;
    close(fd);
    if (q == MAP_FAILED) return;
    findsections(static_cast<const uint8 *>(q), size);

    uint64 next = 0;
    do {
        unit u;
        if (!dwarf::unitat(tab.s, next, &u, &next) || !dwarf::abbreviations(tab.s, &u)) continue;
        dwarf::cursor c = tab.s.info.at(u.first, u.end);
        entry e;
        if (!dwarf::nextentry(tab.s, u, &c, &e)) continue;
        // What was compiled from Go says that it was made here: tools/goloom/clang.cpp.
        if (!e.compdir || strcmp(e.compdir, "/relative") != 0) continue;
        tab.units.push()->u = u;
        dwarf::eachrange(tab.s, u, e, nullptr, [](void *, uint64 lo, uint64 hi) {
            *tab.ranges.push() = {lo, hi, tab.units.len - 1};
        });
    } while (next != 0 && next < tab.s.info.size);
    sortranges(tab.ranges);
}

// ---- a unit

bool goname(const char *s) {
    const char *p = strpbrk(s, ".<( ");
    return p && *p == '.';
}

string text(const char *s) { return {reinterpret_cast<const uint8 *>(s), static_cast<int_>(strlen(s))}; }

string nameof(const unit &u, entry e, bool *paramless) {
    for (int depth = 0; depth < 4; depth++) {
        if (e.name) {
            if (!goname(e.name)) break;
            *paramless = e.linkage;
            return text(e.name);
        }
        if (e.origin < u.begin || e.origin >= u.end) break;
        dwarf::cursor c = tab.s.info.at(e.origin, u.end);
        if (!dwarf::nextentry(tab.s, u, &c, &e)) break;
    }
    return {nullptr, 0};
}

void addnode(unitindex *x, const entry &e, uint32 parent) {
    node *n = x->nodes.push();
    *n = {};
    n->parent = parent;
    n->ranges = x->ranges.len;
    n->name = nameof(x->u, e, &n->paramless);
    n->callFile = e.callFile;
    n->callLine = e.callLine;
    dwarf::eachrange(tab.s, x->u, e, x, [](void *arg, uint64 lo, uint64 hi) {
        auto *to = static_cast<unitindex *>(arg);
        *to->ranges.push() = {lo, hi, to->nodes.len - 1};
    });
    n->nranges = x->ranges.len - n->ranges;
    n->entry = n->nranges ? x->ranges.a[n->ranges].lo : 0;
    if (parent == 0)
        for (uint32 i = 0; i < n->nranges; i++) *x->funcs.push() = x->ranges.a[n->ranges + i];
}

// Functions, and in them inlined calls, which may lie in lexical blocks.
void addfuncs(unitindex *x) {
    constexpr int maxDepth = 512;
    uint32 around[maxDepth]; // by depth: the node whose child comes, + 1; 0: none
    int depth = 0;
    around[0] = 0;
    entry e;
    for (dwarf::cursor c = tab.s.info.at(x->u.first, x->u.end); c.more();) {
        if (!dwarf::nextentry(tab.s, x->u, &c, &e)) return;
        if (e.tag == 0) {
            if (--depth <= 0) return;
            continue;
        }
        uint32 mine = around[depth];
        if (e.tag == dwarf::TagSubprogram || (e.tag == dwarf::TagInlined && mine)) {
            bool function = e.tag == dwarf::TagSubprogram;
            bool code = e.low || e.hasRanges;
            if (code) addnode(x, e, function ? 0 : mine);
            mine = code ? x->nodes.len : 0;
        }
        if (!e.children) continue;
        if (++depth == maxDepth) return;
        around[depth] = mine;
    }
}

void addrow(void *arg, const row &r) {
    auto *x = static_cast<unitindex *>(arg);
    *x->rows.push() = r;
    if (!r.end) return;
    // A run at 0 was dropped by the linker.
    uint32 first = x->runs.len ? x->runs.a[x->runs.len - 1].first + x->runs.a[x->runs.len - 1].n : 0;
    if (x->rows.a[first].pc == 0)
        x->rows.len = first;
    else
        *x->runs.push() = {x->rows.a[first].pc, r.pc, first, x->rows.len - first};
}

void index(unitindex *x) {
    if (x->tried) return;
    x->tried = true;
    addfuncs(x);
    sortranges(x->funcs);
    if (x->u.hasLines && dwarf::linesat(tab.s, x->u.stmtlist, &x->lines)) {
        dwarf::eachrow(&x->lines, x, addrow);
        std::sort(x->runs.begin(), x->runs.end(), [](const run &a, const run &b) { return a.lo < b.lo; });
    }
}

// The row for pc; if that one names no line, for code that stands for several, the last one before it that
// does.
const row *rowof(unitindex *x, uint64 pc) {
    run *at =
        std::upper_bound(x->runs.begin(), x->runs.end(), pc, [](uint64 v, const run &y) { return v < y.lo; });
    if (at == x->runs.begin()) return nullptr;
    at--;
    if (pc >= at->hi) return nullptr;
    row *rows = x->rows.a + at->first;
    row *r = std::upper_bound(rows, rows + at->n, pc, [](uint64 v, const row &y) { return v < y.pc; });
    while (r != rows)
        if ((--r)->line != 0) return r;
    return nullptr;
}

bool contains(unitindex *x, const node &n, uint64 pc) {
    for (uint32 i = 0; i < n.nranges; i++)
        if (x->ranges.a[n.ranges + i].lo <= pc && pc < x->ranges.a[n.ranges + i].hi) return true;
    return false;
}

void place(unitindex *x, gofunc *f, uint32 file, uint32 line) {
    const char *dir, *name;
    dwarf::fileat(tab.s, x->lines, file, &dir, &name);
    f->dir = name[0] == '/' || name[0] == '<' ? "" : dir;
    f->file = name;
    f->line = line;
}

// -1: no debug information covers pc.
int_ debuggedat(uintptr pc, gofunc *out, int_ max) {
    const range *r = rangeof(tab.ranges, pc);
    if (!r) return -1;
    unitindex *x = &tab.units.a[r->of];
    index(x);
    r = rangeof(x->funcs, pc);
    if (!r) return -1;
    // The calls down to the innermost, outermost first.
    uint32 chain[maxInlined], n = 0;
    chain[n++] = r->of;
    for (uint32 i = r->of + 1; i < x->nodes.len && x->nodes.a[i].parent && n < maxInlined; i++)
        if (x->nodes.a[i].parent == chain[n - 1] + 1 && contains(x, x->nodes.a[i], pc)) chain[n++] = i;
    uint64 begin = x->nodes.a[chain[0]].entry;
    const row *innermost = rowof(x, pc);
    uint32 file = innermost ? innermost->file : 0, line = innermost ? innermost->line : 0;
    int_ count = 0;
    for (uint32 i = n; i-- > 0 && count < max;) {
        const node &at = x->nodes.a[chain[i]];
        if (at.name.len) {
            gofunc *f = &out[count++];
            *f = {at.name, begin, "", "", 0, true, at.paramless};
            if (line) place(x, f, file, line);
        }
        file = at.callFile;
        line = at.callLine;
    }
    if (count) out[count - 1].inlined = false;
    return count;
}

// ---- natives

// _ZN2go4time5SleepEl: time.Sleep. Packages below others are joined by '/'; anonymous namespaces have no Go
// name. Callers in C++ have lambdas: _ZZN2go4main1fEvENK3$_0clEv is main.f.func1, or inlined,
// _ZN2go7runtime7closureIZNS_4main1fEv….
bool demangle(const char *in, char *out, char *end, bool *paramless) {
    static constexpr char closure[] = "_ZN2go7runtime7closureI";
    bool closed = strncmp(in, closure, sizeof closure - 1) == 0;
    if (!closed && strncmp(in, "_Z", 2) != 0) return false;
    in += closed ? sizeof closure - 1 : 2;
    int lambdas = 0;
    for (; *in == 'Z'; in++) lambdas++;
    if (*in++ != 'N') return false;
    while (*in == 'K' || *in == 'V' || *in == 'r') in++;
    const char *root = closed && *in == 'S' ? "S_" : "2go"; // namespace go, which may have been met before
    if (strncmp(in, root, strlen(root)) != 0) return false;
    in += strlen(root);
    char *last = nullptr;
    int parts = 0;
    while (*in >= '0' && *in <= '9') {
        int_ n = 0;
        while (*in >= '0' && *in <= '9' && n < 1000) n = n * 10 + (*in++ - '0');
        if (static_cast<int_>(strnlen(in, static_cast<size_t>(n))) < n || end - out < n + 32) return false;
        if (n != 12 || memcmp(in, "_GLOBAL__N_1", 12) != 0) {
            if (parts++) {
                last = out;
                *out++ = '/';
            }
            memcpy(out, in, static_cast<size_t>(n));
            out += n;
        }
        in += n;
    }
    if (parts < 2 || (*in != 'E' && lambdas == 0)) return false;
    *last = '.'; // before the function
    *paramless = lambdas == 0 && strcmp(in, "Ev") == 0;
    for (int i = 0; i < lambdas && end - out > 8; i++) {
        memcpy(out, ".func1", 6);
        out += 6;
    }
    *out = 0;
    return true;
}

// Of the runtime's own only what Go shows.
const char *goesby(const char *name) {
    return shown(text(name)) || strcmp(name, "runtime.gopanic") == 0 ? name : nullptr;
}

bool nativeat(uintptr pc, gofunc *out) {
    for (gofunc &f : tab.natives)
        if (f.entry <= pc && pc < f.entry + static_cast<uintptr>(f.line)) {
            *out = f;
            out->line = 0;
            return f.name.len != 0;
        }
    for (uint64 i = 0; i < tab.nsyms; i++) {
        const Elf64_Sym &s = tab.syms[i];
        if (ELF64_ST_TYPE(s.st_info) != STT_FUNC || pc < s.st_value || pc >= s.st_value + s.st_size) continue;
        char go[300];
        bool paramless = false;
        gofunc *f = tab.natives.push();
        *f = {{nullptr, 0}, s.st_value, "", "", static_cast<int_>(s.st_size),
              false,        false}; // its size, while it is kept here
        const char *symbol = tab.symnames.string(s.st_name);
        if (strstr(symbol, "7gostartE")) // where goroutines begin
            f->name = "runtime.goexit"_s;
        else if (demangle(symbol, go, go + sizeof go, &paramless)) {
            if (const char *name = goesby(go)) {
                auto *kept = static_cast<char *>(persistentalloc(strlen(name) + 1));
                f->name = text(strcpy(kept, name));
                f->paramless = paramless;
            }
        }
        *out = *f;
        out->line = 0;
        return f->name.len != 0;
    }
    return false;
}

} // namespace

bool shown(string name) {
    return name.len < 9 || memcmp(name.ptr, "runtime.", 8) != 0 || (name.ptr[8] >= 'A' && name.ptr[8] <= 'Z');
}

int_ funcsat(uintptr pc, gofunc *out, int_ max) {
    lock(&tab.lock);
    load();
    int_ n = debuggedat(pc - tab.bias, out, max);
    if (n < 0) n = max > 0 && nativeat(pc - tab.bias, out);
    for (int_ i = 0; i < n; i++) out[i].entry += tab.bias;
    unlock(&tab.lock);
    return n;
}

bool funcat(uintptr pc, gofunc *f) {
    gofunc all[maxInlined];
    int_ n = funcsat(codepc(pc), all, maxInlined), i = static_cast<int_>(pc >> inlineShift);
    if (i >= n) return false;
    *f = all[i];
    return true;
}

} // namespace go::runtime

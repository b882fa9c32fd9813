// The reader of debug information on damaged input: it must end, and not leave its sections. The sections are those of the
// program itself, copied to the byte and then cut short or overwritten; under AddressSanitizer a read beyond shows.
#include "test/runtime/test.h"

#include "runtime/src/dwarf.h"

#include <cstdio>
#include <cstdlib>
#include <elf.h>

namespace go::main {
namespace {

using namespace go::runtime;

struct copies {
    dwarf::sections s;
    dwarf::section dwarf::sections::*all[8] = {
        &dwarf::sections::info, &dwarf::sections::abbrev, &dwarf::sections::addr,       &dwarf::sections::line,
        &dwarf::sections::linestr, &dwarf::sections::str,    &dwarf::sections::stroffsets, &dwarf::sections::rnglists};
};

uint8 *file;
long filesize;

void readprogram() {
    FILE *f = fopen("/proc/self/exe", "rb");
    CHECK(f);
    fseek(f, 0, SEEK_END);
    filesize = ftell(f);
    file = static_cast<uint8 *>(malloc(static_cast<size_t>(filesize)));
    rewind(f);
    CHECK(fread(file, 1, static_cast<size_t>(filesize), f) == static_cast<size_t>(filesize));
    fclose(f);
}

dwarf::section sectioncalled(const char *name) {
    auto *eh = reinterpret_cast<Elf64_Ehdr *>(file);
    auto *headers = reinterpret_cast<Elf64_Shdr *>(file + eh->e_shoff);
    auto *names = reinterpret_cast<char *>(file + headers[eh->e_shstrndx].sh_offset);
    for (int i = 0; i < eh->e_shnum; i++)
        if (strcmp(names + headers[i].sh_name, name) == 0) return {file + headers[i].sh_offset, headers[i].sh_size};
    return {};
}

uint64 seen; // what keeps the reads from being left out

void note(void *, uint64 lo, uint64 hi) { seen += lo ^ hi; }
void noterow(void *, const dwarf::row &r) { seen += r.pc + r.line; }

// Everything that symtab.cpp asks for, of the first `most` units. Returns the number of entries.
uint64 readall(const dwarf::sections &s, int most) {
    uint64 entries = 0, next = 0;
    do {
        dwarf::unit u;
        if (!dwarf::unitat(s, next, &u, &next) || !dwarf::abbreviations(s, &u)) continue;
        dwarf::entry e;
        for (dwarf::cursor c = s.info.at(u.first, u.end); c.more() && dwarf::nextentry(s, u, &c, &e); entries++) {
            if (e.name) seen += strlen(e.name);
            if (e.low || e.hasRanges) dwarf::eachrange(s, u, e, nullptr, note);
        }
        dwarf::linetable t;
        if (!u.hasLines || !dwarf::linesat(s, u.stmtlist, &t)) continue;
        const char *dir, *name;
        for (uint64 i = 0; i < 20; i++) {
            dwarf::fileat(s, t, i, &dir, &name);
            seen += strlen(dir) + strlen(name);
        }
        dwarf::eachrow(&t, nullptr, noterow);
    } while (next != 0 && next < s.info.size && --most > 0);
    return entries;
}

// A section of its own, so that what lies behind is not ours.
dwarf::section copy(dwarf::section s, uint64 size) {
    if (size > s.size) size = s.size;
    auto *p = static_cast<uint8 *>(malloc(size ? size : 1));
    if (size) memcpy(p, s.data, size);
    return {p, size};
}

void damage() {
    const char *names[] = {".debug_info",     ".debug_abbrev", ".debug_addr",        ".debug_line",
                           ".debug_line_str", ".debug_str",    ".debug_str_offsets", ".debug_rnglists"};
    copies whole;
    for (int i = 0; i < 8; i++) whole.s.*whole.all[i] = sectioncalled(names[i]);
    uint64 random = 1;
    auto below = [&](uint64 n) {
        random = random * 6364136223846793005u + 1442695040888963407u;
        return n ? (random >> 33) % n : 0;
    };
    constexpr uint64 most = 64 << 10;
    for (int round = 0; round < 400; round++) {
        copies c;
        for (int i = 0; i < 8; i++) c.s.*c.all[i] = copy(whole.s.*whole.all[i], most);
        for (int k = 0; k < 1 + round % 20; k++) {
            dwarf::section &s = c.s.*c.all[below(8)];
            if (round % 3 == 0) {
                dwarf::section shorter = copy(s, below(s.size));
                free(const_cast<uint8 *>(s.data));
                s = shorter;
            } else if (s.size) {
                const_cast<uint8 *>(s.data)[below(round % 2 ? s.size : s.size < 512 ? s.size : 512)] =
                    static_cast<uint8>(below(256));
            }
        }
        readall(c.s, 3);
        for (int i = 0; i < 8; i++) free(const_cast<uint8 *>((c.s.*c.all[i]).data));
    }
    CHECK(readall(whole.s, 2) > 50);
}

} // namespace
} // namespace go::main

namespace go::runtime {
GO_CC void main_init() {}
GO_CC void main_main() {
    main::readprogram();
    main::damage();
    println(main::seen ? "ok"_s : "nothing read"_s);
}
} // namespace go::runtime

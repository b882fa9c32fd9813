// A reader of the program's own debug information: DWARF 5 as Clang writes it, for line tables and inlined
// functions.
//
// Source: the DWARF 5 standard (2017); section numbers below are its own. Bytes are read through a cursor
// that knows its end: what is cut short or unknown makes it `bad`, reads of a bad cursor are zero, and
// whoever loops asks for it.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime::dwarf {

struct cursor {
    const uint8 *p, *end;
    bool bad;

    bool more() const { return !bad && p < end; }
    uint64 bytes(int n); // little-endian
    uint8 u8() { return static_cast<uint8>(bytes(1)); }
    uint16 u16() { return static_cast<uint16>(bytes(2)); }
    uint32 u32() { return static_cast<uint32>(bytes(4)); }
    uint64 u64() { return bytes(8); }
    uint64 uleb();
    int64 sleb();
    const char *cstr(); // terminated in bounds; never null
    void skip(uint64 n);
};

struct section {
    const uint8 *data;
    uint64 size;
    cursor at(uint64 offset, uint64 limit = ~uint64(0)) const; // bad if beyond
    const char *string(uint64 offset) const;                   // "" if there is none
};

// The sections of a program; those that are missing are empty.
struct sections {
    section info, abbrev, addr, line, linestr, str, stroffsets, rnglists;
};

// 7.5.6: a value of an attribute, as far as it is of use here.
struct value {
    enum : uint8 { None, Number, Address, String, Reference, RangeList } kind;
    uint64 number; // a Reference counts from the beginning of .debug_info
    const char *text;
};

enum tag : uint32 { TagInlined = 0x1d, TagCompileUnit = 0x11, TagSubprogram = 0x2e };

// What is wanted of an entry.
struct entry {
    uint64 offset; // of the entry
    uint32 tag;    // 0: the end of a list of children
    bool children;
    const char *name, *compdir; // null: none
    uint64 origin;              // of the entry that has its name; 0: none
    bool low, hasRanges, highIsOffset;
    uint64 lowpc, highpc, ranges;
    uint64 stmtlist;
    bool hasLines;
    uint32 callFile, callLine;
    bool linkage; // has a linkage name
};

struct unit {
    uint64 begin, end; // of the unit in .debug_info
    uint64 first;      // its first entry
    uint64 abbrevs;
    uint64 strbase, addrbase, rngbase;
    uint64 stmtlist; // its program of lines
    bool hasLines;
    uint64 lowpc;        // base address of its range lists
    const uint8 **codes; // behind the code of each abbreviation
    uint64 ncodes;
};

// The unit header at offset; false: none that can be read, and *next is where to look for another; 0:
// nowhere.
bool unitat(const sections &s, uint64 offset, unit *u, uint64 *next);
// Decodes u's abbreviations; false: they are damaged.
bool abbreviations(const sections &s, unit *u);
// The entry at c, which is left behind it; false: damaged.
bool nextentry(const sections &s, const unit &u, cursor *c, entry *e);
// Calls f with the addresses of e. Ranges at 0 were dropped by the linker and are left out.
void eachrange(const sections &s, const unit &u, const entry &e, void *arg,
               void (*f)(void *arg, uint64 lo, uint64 hi));

// 6.2: rows of the line table.
struct row {
    uint64 pc;
    uint32 file, line;
    bool end; // the first address behind a run of rows
};
struct linetable {
    cursor program;
    uint8 mininst, linerange, opcodebase;
    int8 linebase;
    uint8 oplengths[256];
    uint64 nfiles;
    cursor files; // behind their count
    cursor dirs;  // behind their count
    uint64 ndirs;
    uint8 fileformat[16], dirformat[16]; // pairs of content and form
    uint8 nfileformat, ndirformat;
};
bool linesat(const sections &s, uint64 offset, linetable *t);
void eachrow(linetable *t, void *arg, void (*f)(void *arg, const row &r));
// The i-th file: name and folder, "" if there is none or if it is that of the compilation.
void fileat(const sections &s, const linetable &t, uint64 i, const char **dir, const char **name);

} // namespace go::runtime::dwarf

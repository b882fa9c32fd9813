// Which Go functions a program counter lies in, inlined ones included, and on which lines.
//
// The program's own debug information says so (dwarf.h), mapped when it is first asked for. The compiler has
// given functions their Go names there, which have a dot before any other punctuation, as no name of C++ has;
// those without parameters have a linkage name too. Natives are in the symbol table only. A unit is indexed
// when something in it is first looked up; what was made stays.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

// A call in progress: of a Go function, or of a native one.
struct gofunc {
    string name;            // "main.(*T).M"; stays
    uintptr entry;          // where the code that it is part of begins
    const char *dir, *file; // dir ends before the '/', and is "" if file is absolute or not known
    int_ line;              // 0: not known
    bool inlined;           // into the one that follows
    bool paramless;
};

// The Go functions at pc, innermost first: an instruction of a call, not one behind it. At most max; returns
// how many.
int_ funcsat(uintptr pc, gofunc *out, int_ max);
inline constexpr int_ maxInlined = 64;

// A pc with the number of a function in funcsat's list: what Callers gives for an inlined call. Addresses of
// code are short.
constexpr int inlineShift = 48;
inline uintptr virtualpc(uintptr pc, int_ i) { return pc | static_cast<uintptr>(i) << inlineShift; }
inline uintptr codepc(uintptr pc) { return pc & ((uintptr(1) << inlineShift) - 1); }
// The function that a pc stands for; false: none of Go's.
bool funcat(uintptr pc, gofunc *f);

// Is it shown in tracebacks? The runtime's own are not, unless they are exported.
bool shown(string name);

} // namespace go::runtime

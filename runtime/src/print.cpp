// print and println. What is printed between printlock and the outermost printunlock is written in one piece.
#include "runtime/src/print.h"

#include <charconv>
#include <cmath>

namespace go::runtime {

namespace {

struct {
    mutex lock;
    m *owner; // who has the lock
    int32 depth;
    uintptr len;
    char text[4096];
} buf;

void flush() {
    write_(2, buf.text, buf.len);
    buf.len = 0;
}

void gwrite(const char *s, uintptr n) {
    if (buf.len + n > sizeof buf.text) flush();
    if (n > sizeof buf.text) return write_(2, s, n);
    memcpy(buf.text + buf.len, s, n);
    buf.len += n;
    if (buf.depth == 0) flush();
}

template <class F> void shortest(F v) {
    if (std::isnan(v)) return gwrite("NaN", 3);
    if (std::isinf(v)) return v > 0 ? gwrite("+Inf", 4) : gwrite("-Inf", 4);
    char text[64];
    // The exponent decides the notation, as strconv's 'g' without a precision does.
    char *end = std::to_chars(text, text + sizeof text, v, std::chars_format::scientific).ptr;
    const char *e = end;
    while (*--e != 'e') {
    }
    int exponent = 0;
    std::from_chars(e[1] == '+' ? e + 2 : e + 1, end, exponent);
    if (exponent >= -4 && exponent < 6)
        end = std::to_chars(text, text + sizeof text, v, std::chars_format::fixed).ptr;
    gwrite(text, static_cast<uintptr>(end - text));
}

template <class F> void printcomplexof(F re, F im) {
    gwrite("(", 1);
    shortest(re);
    if (!(im < 0) && !std::isinf(im) && !std::signbit(im)) gwrite("+", 1);
    shortest(im);
    gwrite("i)", 2);
}

} // namespace

GO_CC void printlock() {
    m *mp = acquirem();
    if (relaxedload(&buf.owner) != mp) {
        lock(&buf.lock);
        relaxedstore(&buf.owner, mp);
    }
    buf.depth++;
}
GO_CC void printunlock() {
    if (--buf.depth == 0) {
        flush();
        relaxedstore(&buf.owner, nullptr);
        unlock(&buf.lock);
    }
    releasem(getg()->m);
}
GO_CC void printbool(bool v) { v ? gwrite("true", 4) : gwrite("false", 5); }
GO_CC void printint(int64 v) {
    char text[24];
    gwrite(text, static_cast<uintptr>(std::to_chars(text, text + sizeof text, v).ptr - text));
}
GO_CC void printuint(uint64 v) {
    char text[24];
    gwrite(text, static_cast<uintptr>(std::to_chars(text, text + sizeof text, v).ptr - text));
}
void printhex(uint64 v) {
    char text[24] = "0x";
    gwrite(text, static_cast<uintptr>(std::to_chars(text + 2, text + sizeof text, v, 16).ptr - text));
}
GO_CC void printfloat(float64 v) { shortest(v); }
GO_CC void printfloat32(float32 v) { shortest(v); }
GO_CC void printcomplex(complex128 v) { printcomplexof(v.re, v.im); }
GO_CC void printcomplex64(complex64 v) { printcomplexof(v.re, v.im); }
GO_CC void printstring(string s) {
    gwrite(reinterpret_cast<const char *>(s.ptr), static_cast<uintptr>(s.len));
}
GO_CC void printpointer(const void *q) { printhex(reinterpret_cast<uintptr>(q)); }
GO_CC void printslice(const void *q, int_ len, int_ cap) {
    gwrite("[", 1);
    printint(len);
    gwrite("/", 1);
    printint(cap);
    gwrite("]", 1);
    printpointer(q);
}
static void printpair(const void *a, const void *b) {
    gwrite("(", 1);
    printpointer(a);
    gwrite(",", 1);
    printpointer(b);
    gwrite(")", 1);
}
GO_CC void printeface(any v) { printpair(v.typ, v.data); }
GO_CC void printiface(iface v) { printpair(v.tab, v.data); }
GO_CC void printsp() { gwrite(" ", 1); }
GO_CC void printnl() { gwrite("\n", 1); }

} // namespace go::runtime

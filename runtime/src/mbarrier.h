// What the write barrier has noted: buffers of pointers, one a thread, which the markers get when they are
// full.
#pragma once

#include "runtime/src/runtime2.h"

namespace go::runtime {

struct wbbuf {
    static constexpr uintptr size = 4096;
    static constexpr uint32 most = size / sizeof(void *) - 2;
    wbbuf *link;
    uintptr n; // of a full one
    uintptr at[most];
};
static_assert(sizeof(wbbuf) == wbbuf::size);

// Where the thread's barrier writes next; asm_amd64.S. Both null: it has no buffer.
struct wbcursor {
    uintptr *next, *end;
};
extern "C" __thread wbcursor goloom_wb __attribute__((tls_model("local-exec")));

void wbrelease(m *mp); // the thread ends

// For the markers; any thread, with or without an M.
wbbuf *wbtake(); // a full one; null: none
void wbgive(wbbuf *b);
bool wbany(); // are there full ones?
// The world is stopped: f with what a thread has noted so far, which is then forgotten.
void wbdrain(m *mp, void (*f)(uintptr p));

} // namespace go::runtime

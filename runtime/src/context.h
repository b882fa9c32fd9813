// The context switch: Boost.Context's two functions, 6 ns a switch.
#pragma once

#include <cstddef>

namespace go::runtime {

using fcontext_t = void *;
struct transfer_t {
    fcontext_t from; // who switched to us
    void *data;
};
// Leaves the running context for `to`; returns when somebody switches back.
transfer_t jump_fcontext(fcontext_t to, void *data) asm("goloom_jump_fcontext");
// A context that enters fn on the stack that ends at sp.
fcontext_t make_fcontext(void *sp, size_t size, void (*fn)(transfer_t)) asm("goloom_make_fcontext");

} // namespace go::runtime

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
extern "C" transfer_t jump_fcontext(fcontext_t to, void *data);
// A context that enters fn on the stack that ends at sp.
extern "C" fcontext_t make_fcontext(void *sp, size_t size, void (*fn)(transfer_t));

} // namespace go::runtime

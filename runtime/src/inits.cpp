// The initialisation of packages: a table that the linker puts together from the GO_INIT entries of all
// objects, in link order. goloom links dependencies before those who import them, so the table needs no
// sorting.
#include "go/runtime.h"

extern "C" {
using inittask = void(GO_CC *)();
extern const inittask __start_goloom_inits[] __attribute__((weak, visibility("hidden")));
extern const inittask __stop_goloom_inits[] __attribute__((weak, visibility("hidden")));
}

namespace go::runtime {

GO_CC void main_init() {
    for (const inittask *task = __start_goloom_inits; task != __stop_goloom_inits; task++) (*task)();
}

} // namespace go::runtime

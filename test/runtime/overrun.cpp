// What the sanitizers must find: a write past the end of what mallocgc gave, or of a goroutine's variable.
#include "test/runtime/test.h"

namespace go::runtime {
GO_CC void main_init() {}
GO_CC void main_main() {
    bool heap = argc > 1 && strcmp(argv[1], "heap") == 0;
    chan<int_> done = makechan<int_>();
    newproc([heap, done] {
        int_ room[4] = {};
        uint8 *at = heap ? static_cast<uint8 *>(mallocgc(17, true)) : reinterpret_cast<uint8 *>(room);
        Gosched();
        asm volatile("" : "+r"(at));
        at[heap ? 17 : 32] = 1;
        chansend1(done, at[0]);
    });
    chanrecv1(done);
}
} // namespace go::runtime

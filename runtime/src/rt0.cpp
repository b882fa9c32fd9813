// Where a program begins: args, osinit, schedinit, newproc(main), mstart.
#include "runtime/src/runtime2.h"

#include "go/cpp.h"

#include <cstdlib>

namespace go::runtime {

int argc;
char **argv;

void rt0init() {
    osinit();
    schedinit();
    parsedebugvars();
    initsig();
}

// libc's exit wants a real stack.
void rt0main(func<void()> f) {
    newproc([f] {
        f();
        leavetog0([](g *) { exit(0); });
    });
    mstart();
}

} // namespace go::runtime

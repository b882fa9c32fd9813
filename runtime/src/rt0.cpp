// Where a program begins: args, osinit, schedinit, newproc(main), mstart.
#include "runtime/src/stack.h"

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

// C++ code is not split, and libc's exit wants a real stack.
void rt0main(func<void()> f) {
    largestacks = true;
    newproc([f] {
        f();
        leavetog0([](g *) { exit(0); });
    });
    mstart();
}

} // namespace go::runtime

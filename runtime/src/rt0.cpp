// Where a program begins: args, osinit, schedinit, newproc(main), mstart.
#include "runtime/src/runtime2.h"

namespace go::runtime {

int argc;
char **argv;

namespace {

// The main goroutine. The program ends when main.main returns, whatever else still runs.
GO_CC void main_() {
    main_init();
    main_main();
    exit_(0);
}

} // namespace

} // namespace go::runtime

int main(int argc, char **argv) {
    using namespace go::runtime;
    go::runtime::argc = argc;
    go::runtime::argv = argv;
    osinit();
    initlocks();
    schedinit();
    parsedebugvars();
    initsig();
    newproc(funcval<&main_>());
    mstart();
}

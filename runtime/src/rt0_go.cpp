// The main function of a Go program. It stands alone, so that the linker leaves it out where C++ has its own.
#include "runtime/src/runtime2.h"

#include "go/cpp.h"

namespace go::runtime {

namespace {

// The main goroutine. The program ends when main.main returns, whatever else still runs.
GO_CC void main_() {
    lockOSThread(); // an init that calls LockOSThread has the main thread
    main_init();
    unlockOSThread();
    main_main();
    exit_(0);
}

} // namespace

} // namespace go::runtime

int main(int argc, char **argv) {
    using namespace go::runtime;
    go::runtime::argc = argc;
    go::runtime::argv = argv;
    rt0init();
    newproc(funcval<&main_>());
    mstart();
}

// Gives libFuzzer's thread the stack that goloom gives its own.
#include <cstdlib>
#include <sys/resource.h>
#include <unistd.h>

extern "C" int LLVMFuzzerInitialize(int *, char ***argv) {
    constexpr rlim_t size = 512u << 20;
    rlimit now{};
    getrlimit(RLIMIT_STACK, &now);
    if (now.rlim_cur >= size) return 0;
    now.rlim_cur = size < now.rlim_max ? size : now.rlim_max;
    if (setrlimit(RLIMIT_STACK, &now) || getenv("GOLOOM_FUZZ_AGAIN")) return 0;
    setenv("GOLOOM_FUZZ_AGAIN", "1", 1);
    execv("/proc/self/exe", *argv);
    return 0;
}

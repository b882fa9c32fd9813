// Calls C without a look at the stack, as a function that the linker has missed would.
#include <cstdlib>

extern "C" int getpagesize();

namespace go {
__attribute__((noinline)) int careless() { return getpagesize() + 1; }
} // namespace go

int main() { return go::careless() == 0; }

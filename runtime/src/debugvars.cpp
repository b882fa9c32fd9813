// GODEBUG, and what only tests set.
#include "runtime/src/sanitizer.h"
#include "runtime/src/schedtrace.h"

#include <cstdlib>

namespace go::runtime {

int64 godebug(const char *name) {
    const char *s = getenv("GODEBUG");
    size_t n = strlen(name);
    while (s && *s) {
        if (strncmp(s, name, n) == 0 && s[n] == '=') return atol(s + n + 1);
        s = strchr(s, ',');
        if (s) s++;
    }
    return 0;
}

void parsedebugvars() {
    schedtrace = godebug("schedtrace");
    scheddetail = godebug("scheddetail") != 0;
    setasyncpreemptoff(godebug("asyncpreemptoff") != 0 || seeded || !asyncpreemptible);
    if (const char *us = getenv("GOLOOM_PREEMPT_US"))
        if (int64 n = atol(us); n > 0) forcepreemptns = n * 1000;
}

} // namespace go::runtime

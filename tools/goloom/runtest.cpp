#include "tools/goloom/runtest.h"

#include "llvm/ADT/StringRef.h"
#include "llvm/Support/Format.h"
#include "llvm/Support/raw_ostream.h"

#include <chrono>
#include <csignal>
#include <cstring>
#include <fcntl.h>
#include <poll.h>
#include <sys/wait.h>
#include <unistd.h>

namespace goloom {

namespace {

using Clock = std::chrono::steady_clock;

double since(Clock::time_point t) { return std::chrono::duration<double>(Clock::now() - t).count(); }

pid_t start(const TestRun &r, int out) {
    std::vector<char *> argv = {const_cast<char *>(r.program.c_str())};
    for (const std::string &a : r.args) argv.push_back(const_cast<char *>(a.c_str()));
    argv.push_back(nullptr);
    pid_t pid = fork();
    if (pid != 0) return pid;
    dup2(out, 1);
    dup2(out, 2);
    int null = open("/dev/null", O_RDONLY);
    dup2(null, 0);
    setenv("PWD", r.dir.c_str(), 1);
    if (chdir(r.dir.c_str()) == 0) execv(r.program.c_str(), argv.data());
    _exit(127);
}

} // namespace

int runTest(const TestRun &r) {
    llvm::outs().flush();
    auto begin = Clock::now();
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return 3;
    pid_t pid = start(r, ends[1]);
    close(ends[1]);
    if (pid < 0) {
        llvm::errs() << "goloom: cannot start " << r.program << '\n';
        return 3;
    }
    std::string said;
    bool killed = false;
    for (char buf[1 << 16];;) {
        int wait = -1;
        if (r.limit > 0 && !killed) wait = std::max(0, static_cast<int>((r.limit - since(begin)) * 1000) + 1);
        pollfd p = {ends[0], POLLIN, 0};
        int ready = poll(&p, 1, wait);
        if (ready < 0 && errno == EINTR) continue;
        if (ready == 0) {
            killed = true;
            kill(pid, SIGKILL);
            continue;
        }
        ssize_t n = read(ends[0], buf, sizeof buf);
        if (n <= 0) break;
        said.append(buf, static_cast<size_t>(n));
        if (r.stream) {
            llvm::outs().write(buf, static_cast<size_t>(n));
            llvm::outs().flush();
        }
    }
    close(ends[0]);
    int status = 0;
    while (waitpid(pid, &status, 0) < 0 && errno == EINTR) {
    }
    double took = since(begin);
    llvm::StringRef output = said;
    if (WIFEXITED(status) && WEXITSTATUS(status) == 0) {
        const char *note = output.contains("testing: warning: no tests to run\n") ? " [no tests to run]" : "";
        llvm::outs() << "ok  \t" << r.path << '\t' << llvm::format("%.3fs", took) << note << '\n';
        return 0;
    }
    if (!r.stream) llvm::outs() << said;
    if (!output.empty() && !output.ends_with("\n")) llvm::outs() << '\n';
    if (killed) llvm::outs() << "*** Test killed: ran too long (" << llvm::format("%.0fs", r.limit) << ").\n";
    if (WIFSIGNALED(status))
        llvm::outs() << "signal: " << llvm::StringRef(strsignal(WTERMSIG(status))).lower() << '\n';
    else if (WEXITSTATUS(status) != 1)
        llvm::outs() << "exit status " << WEXITSTATUS(status) << '\n';
    llvm::outs() << "FAIL\t" << r.path << '\t' << llvm::format("%.3fs", took) << "\nFAIL\n";
    return 1;
}

} // namespace goloom

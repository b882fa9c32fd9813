#!/usr/bin/env python3
"""ratchet.py --build DIR [--jobs N] [--update] [PACKAGE…]: the standard library's own tests that pass must go on passing.

For each package of stdlib/ that PACKAGES names, upstream's test files (golang-1.19-src) are compiled against ours by
`goloom test -c`. A declaration that does not compile, because it looks inside of upstream's package or needs one that is
not there, is blanked out, and so is what needs it, until the rest compiles; without its TestMain nothing is run.
NAME.expect beside this file lists the tests, examples and fuzz targets of a package that pass; all of them are run and must
pass. --update runs everything, skips what crashes or hangs, and rewrites the files, but never removes a name: what stopped
passing is reported instead. Comments in the files say why the others do not pass; table.py makes docs/library.md of it all.
"""
import argparse
import concurrent.futures
import os
import re
import shutil
import signal
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
REPO = os.path.dirname(os.path.dirname(HERE))
UPSTREAM = "/usr/share/go-1.19/src"
PACKAGES = ["bufio", "bytes", "container/heap", "container/list", "container/ring", "context", "errors", "fmt", "math",
            "math/bits", "math/cmplx", "path", "path/filepath", "reflect", "sort", "strconv", "strings", "sync", "sync/atomic",
            "testing/quick", "time", "unicode/utf16", "unicode/utf8", "io", "flag", "log", "encoding/binary", "math/rand", "os/exec",
            "os/signal", "mime", "mime/multipart", "mime/quotedprintable", "net/http", "net/http/cookiejar", "net/http/httptest",
            "net/http/httputil", "net/textproto"]
COMPILE_LIMIT, RUN_LIMIT = 300, 60
GOROOT = {"net/http", "net/http/httptest", "net/http/cookiejar", "net/http/httputil"}  # their tests need more packages than stdlib/ has
BROKEN = ["runtime/pprof"]  # of GOROOT; do not compile
ROUNDS = 25
CHANCE = {"ExampleShuffle_slicesInUnison"}  # pass now and then: they print random numbers of a seed that is fixed no longer


def run(cmd, limit, **more):
    """(output, exit status); 124 past the limit, with all that it has started killed."""
    child = subprocess.Popen(cmd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                             errors="replace", start_new_session=True, **more)
    try:
        out, _ = child.communicate(timeout=limit)
        return out, child.returncode
    except subprocess.TimeoutExpired:
        os.killpg(child.pid, signal.SIGKILL)  # not waited for yet, so the number is still its own
        try:
            return child.communicate(timeout=5)[0], 124
        except subprocess.TimeoutExpired:  # what is in a session of its own has our pipe
            return "", 124


def blank(path, numbers, log):
    """Empties the top-level declarations around the lines; of imports and of a variable's elements only the lines. False:
    none left."""
    with open(path) as f:
        lines = f.read().split("\n")
    changed = False
    for n in numbers:
        i = n - 1
        start = i
        while start >= 0 and not re.match(r"(func|var|const|type|import)\b", lines[start]):
            start -= 1
        if start < 0:
            continue
        end = start
        if lines[start].rstrip().endswith(("{", "(", "`")) or (start != i):
            end = start + 1
            while end < len(lines) - 1 and (not re.match(r"[})]", lines[end]) or re.match(r"}.*{$", lines[end])):
                end += 1
        element = lines[start].startswith("var") and start < i < end and re.match(r"\t[^\t].*[^{(],$", lines[i])
        if lines[start].startswith("import") or element:
            start = end = i
        if end < i:
            continue
        m = re.match(r"func (\w+)", lines[start])
        if m:
            log.append(m.group(1))
        for k in range(start, end + 1):
            changed |= lines[k] != ""
            lines[k] = ""
    with open(path, "w") as f:
        f.write("\n".join(lines))
    return changed


def drop_imports(path):
    """What needs the packages of BROKEN does not compile then, and is left out."""
    with open(path) as f:
        text = f.read()
    with open(path, "w") as f:
        f.write(re.sub(r'^\t(\w+ )?"(%s)"$' % "|".join(map(re.escape, BROKEN)), "", text, flags=re.M))


def build(goloom, package, tmp, env):
    """Compiles the test program; (path or None, names that were left out, last output)."""
    tests = os.path.join(tmp, "src")
    shutil.copytree(os.path.join(UPSTREAM, package), tests)
    own = os.path.join(REPO, "stdlib", package)
    for name in os.listdir(own):  # ours stand for theirs
        if name.endswith("_test.go"):
            os.remove(os.path.join(tests, name))
    for name in os.listdir(tests) if package in GOROOT else []:
        if name.endswith("_test.go"):
            drop_imports(os.path.join(tests, name))
    program = os.path.join(tmp, "tests")
    left_out = []
    for _ in range(ROUNDS):
        out, status = run([goloom, "test", "-c", "-e", "-O1", "-o", program, "-tests", tests,
                           os.path.join(REPO, "stdlib", package)], COMPILE_LIMIT, env=env)
        if status == 0 and os.path.exists(program):
            if "TestMain" in left_out:  # tests that start the program again would run all tests in it, and so on
                return None, left_out, "TestMain does not compile"
            return program, left_out, out
        places = {}
        for file, line in re.findall(r"^(\S+_test\.go):(\d+):", out, re.M):
            if os.path.dirname(file) == tests:
                places.setdefault(file, set()).add(int(line))
        if not any([blank(file, sorted(places[file]), left_out) for file in places]):
            return None, left_out, out
    return None, left_out, out


def results(out):
    """Names of the tests by how they ended."""
    ended = {"PASS": set(), "FAIL": set(), "SKIP": set()}
    for kind, name in re.findall(r"^--- (PASS|FAIL|SKIP): (\S+) \(", out, re.M):
        ended[kind].add(name)
    return ended


def attempt(program, tests, only, env):
    """Runs the tests; those at which the program ends or hangs are skipped the next time. (ended, those)"""
    crashed, out = [], ""
    passed, failed = set(), set()
    for _ in range(15):
        cmd = [program, "-test.v", "-test.short", f"-test.timeout={RUN_LIMIT - 15}s"]
        if only is not None:
            cmd.append("-test.run=^(" + "|".join(sorted(only)) + ")$")
        skip = sorted(passed | failed | set(crashed)) if crashed else []
        if skip:
            cmd.append("-test.skip=^(" + "|".join(skip) + ")$")
        out, status = run(cmd, RUN_LIMIT, cwd=tests, env=dict(env, PWD=tests))
        ended = results(out)
        passed |= ended["PASS"]
        failed |= ended["FAIL"]
        if re.search(r"^(PASS|FAIL)$", out, re.M) and status in (0, 1):
            return passed - failed, failed, crashed, out
        begun = [n for n in re.findall(r"^=== RUN\s+([^/\s]+)$", out, re.M)
                 if n not in passed and n not in failed and n not in ended["SKIP"]]
        stuck = begun[-1:] or sorted(ended["FAIL"] - set(crashed))[-1:]
        if only is not None or not stuck:
            break
        crashed += stuck
        failed |= set(stuck)
    return passed - failed, failed, crashed, out


def package_file(package):
    return os.path.join(HERE, package.replace("/", "_") + ".expect")


def names(path):
    if not os.path.exists(path):
        return set()
    with open(path) as f:
        return {line.strip() for line in f if line.strip() and not line.startswith("#")}


def measure(o, package):
    """(package, good, bad, what to print)"""
    goloom = os.path.join(o.build, "bin", "goloom")
    env = dict(os.environ, GOLOOM_CACHE=os.path.join(o.build, "test-cache"))
    env["GOROOT"] = "off"
    for name in ("GOMAXPROCS", "GODEBUG"):
        env.pop(name, None)
    if package in GOROOT:
        env["GOROOT"] = os.path.dirname(UPSTREAM)
    path = package_file(package)
    before = names(path)
    if not before and not o.update:
        return package, 0, 0, ""
    with tempfile.TemporaryDirectory() as tmp:
        program, left_out, out = build(goloom, package, tmp, env)
        if not program:
            return package, 0, max(len(before), 1), f"{package}: does not compile\n{out[-2000:]}"
        tests = os.path.join(tmp, "src")
        if not o.update:
            passed, failed, _, out = attempt(program, tests, before, env)
            lost = sorted(before - passed)
            if lost:  # clocks run on while others have the processor: once more, alone
                lost = sorted(set(lost) - attempt(program, tests, set(lost), env)[0])
            said = f"{package}: no longer passes: {' '.join(lost)}\n{out[-3000:]}" if lost else ""
            return package, len(before) - len(lost), len(lost), said
        passed, failed, crashed, out = attempt(program, tests, None, env)
        said = f"{package}: {len(passed)} pass"
        if failed - set(crashed):
            said += "\n  fail: " + " ".join(sorted(failed - set(crashed)))
        if crashed:
            said += "\n  end the program: " + " ".join(crashed)
        if left_out:
            said += "\n  left out: " + " ".join(left_out)
        passed -= CHANCE
        lost = sorted(before - passed)
        if lost:
            said += "\n  NO LONGER PASS: " + " ".join(lost)
        others = {"fail": failed - set(crashed), "end the program": set(crashed), "do not compile": set(left_out)}
        with open(path, "w") as f:
            f.write("".join(n + "\n" for n in sorted(before | passed)))
            for why, which in others.items():
                if which - before - passed:
                    f.write(f"# {why}: " + " ".join(sorted(which - before - passed)) + "\n")
        if o.keep:
            with open(os.path.join(o.keep, package.replace("/", "_") + ".log"), "w") as f:
                f.write(out)
        return package, len(passed), len(lost), said


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True)
    p.add_argument("--jobs", type=int, default=os.cpu_count())
    p.add_argument("--update", action="store_true")
    p.add_argument("--keep", help="folder for what the programs printed, with --update")
    p.add_argument("packages", nargs="*")
    o = p.parse_args()
    o.build = os.path.abspath(o.build)
    good = bad = 0
    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        for _, g, b, said in pool.map(lambda x: measure(o, x), o.packages or PACKAGES):
            good, bad = good + g, bad + b
            if said:
                print(said, flush=True)
    print(f"{good} passed, {bad} failed")
    return 1 if bad or not good else 0


if __name__ == "__main__":
    sys.exit(main())

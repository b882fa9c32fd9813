#!/usr/bin/env python3
"""run.py GOLOOM [--exit N] [--stderr] FILE.go: the program behaves as FILE.out says, and is compiled the same way twice.

Builds and runs the program, and compares its standard output (with --stderr: and what it writes to standard error,
behind it) and its exit status. Then emits its C++ from a cold cache and compares it, byte for byte, with what the warm
one gave. Traces are cut off: everything from the first "goroutine N [" on.

    run.py --go GO [--stderr] FILE.go…    writes FILE.out from what Go itself says
"""
import argparse
import difflib
import os
import re
import subprocess
import sys
import tempfile

BUILD_LIMIT, RUN_LIMIT = 90, 20


def said(done, with_stderr):
    text = done.stdout.decode("utf-8", "backslashreplace")
    if with_stderr:
        err = done.stderr.decode("utf-8", "backslashreplace")
        err = re.split(r"^(?:goroutine \d+ \[|exit status \d+$)", err, maxsplit=1, flags=re.M)[0].rstrip("\n")
        err = re.sub(r"(addr|pc)=0x[0-9a-f]+", r"\1=…", err)
        text += "--- stderr\n" + (err + "\n" if err else "")
    return text


def run(command, limit, **more):
    try:
        return subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                              timeout=limit, **more)
    except subprocess.TimeoutExpired:
        sys.exit(f"no answer within {limit} s: {' '.join(command)}")


def fail(what, done):
    sys.stderr.write(done.stderr.decode("utf-8", "backslashreplace")[-4000:])
    sys.exit(what)


def execute(build, folder, with_stderr):
    program = os.path.join(folder, "program")
    built = run(build(program), BUILD_LIMIT)
    if built.returncode != 0:
        fail("does not build", built)
    done = run([program], RUN_LIMIT)
    return said(done, with_stderr), done.returncode


def expected_file(source):
    return os.path.splitext(source)[0] + ".out"


def record(go, sources):
    for source in sources:
        with open(source, encoding="utf-8") as f:
            with_stderr = "--stderr" in f.readline()
        with tempfile.TemporaryDirectory() as folder:
            text, status = execute(lambda out: [go, "build", "-o", out, source], folder, with_stderr)
        with open(expected_file(source), "w", encoding="utf-8", newline="") as f:
            f.write(text)
        print(f"{source}: exit status {status}")


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--go")
    p.add_argument("--exit", type=int, default=0)
    p.add_argument("--stderr", action="store_true")
    p.add_argument("args", nargs="+")
    o = p.parse_intermixed_args()
    if o.go:
        return record(o.go, o.args)

    goloom, source = o.args
    with open(expected_file(source), encoding="utf-8", newline="") as f:
        want = f.read()
    with tempfile.TemporaryDirectory() as folder:
        got, status = execute(lambda out: [goloom, "build", "-o", out, source], folder, o.stderr)
        if got != want:
            sys.stdout.writelines(difflib.unified_diff(want.splitlines(True), got.splitlines(True), "expected", "got"))
            sys.exit("prints something else")
        if status != o.exit:
            sys.exit(f"exit status {status}, expected {o.exit}")

        warm = run([goloom, "emit", source], BUILD_LIMIT)
        cold = run([goloom, "emit", source], BUILD_LIMIT, env=dict(os.environ, GOLOOM_CACHE=os.path.join(folder, "cache")))
        if warm.returncode != 0 or cold.returncode != 0:
            fail("does not emit", warm if warm.returncode else cold)
        if warm.stdout != cold.stdout:
            sys.exit("two compilations give different C++")


if __name__ == "__main__":
    main()

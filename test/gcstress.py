#!/usr/bin/env python3
"""gcstress.py --build DIR [--jobs N] [PROGRAM.go…]: programs behave as ever while much is collected.

Every program of test/run and of test/bench (with its smallest arguments), or those that are named, runs with a collection
every 100 allocations, freed memory poisoned, 4 processors, and a preemption every 100 µs: once with marks in a stopped world,
once beside the program, looked over at their end. Its output must be what it is without
all that. Ends with 'N passed, N failed'; exit 1 if any failed.
"""
import argparse
import concurrent.futures
import glob
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
BUILD_LIMIT, PLAIN_LIMIT, LIMIT = 90, 20, 200
STRESS = {"GODEBUG": "", "GOLOOM_GCSTRESS": "100", "GOMAXPROCS": "4", "GOLOOM_PREEMPT_US": "100"}

# Marks in one stop, and beside the program.
MODES = ["-1", "1"]

# What these print depends on time, memory or the collector itself.
EXEMPT = {
    "bench/bigheap_pause": "measures pauses",
    "bench/parked": "measures memory",
    "bench/preempt": "measures latencies",
    "bench/timers": "measures latencies",
    "bench/http_hello": "is a server for another program",
    "run/gc_heap": "looks at the heap's figures",
    "run/gc_finalizers": "looks at when something is freed",
    "run/env_threads": "a race of seconds",
}


def arguments(source):
    """The smallest arguments of a benchmark; None: not a program that runs by itself here."""
    with open(source, encoding="utf-8") as f:
        text = f.read()
    if "/bench/" in source:
        quick = re.search(r"^//bench:quick(.*)$", text, re.M)
        return quick.group(1).split() if quick else None
    return [] if re.match(r"// RUN: %run %s$", text.split("\n", 1)[0]) else None


def name(source):
    return os.path.basename(os.path.dirname(source)).replace("programs", "bench") + "/" + os.path.basename(source)[:-3]


def said(command, limit, env):
    """(status, output, standard error) of a program."""
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, timeout=limit, env=env)
    except subprocess.TimeoutExpired:
        return "no answer", b"", b""
    return done.returncode, done.stdout, done.stderr


def check(compiler, source, folder):
    args = arguments(source)
    program = os.path.join(folder, name(source).replace("/", "_"))
    built = subprocess.run([compiler, "build", "-o", program, source], capture_output=True, timeout=BUILD_LIMIT)
    if built.returncode:
        return "does not build: " + built.stderr.decode(errors="replace")
    expected = os.path.splitext(source)[0] + ".out"
    plain = {k: v for k, v in os.environ.items() if k not in STRESS}
    status, out, _ = said([program] + args, PLAIN_LIMIT, plain)
    if os.path.exists(expected):
        with open(expected, "rb") as f:
            if out != f.read():
                return f"prints something else even without stress (status {status})"
    for mode in MODES:
        stress = {**plain, **STRESS, "GODEBUG": "gccheck=1,gcconcurrent=" + mode}
        status2, out2, err2 = said([program] + args, LIMIT, stress)
        if (status, out) != (status2, out2):
            text = (out2[-600:] + err2[:1500]).decode(errors="replace")
            return f"gcconcurrent={mode}: status {status2} instead of {status}\n{text}"
    return None


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True)
    p.add_argument("--jobs", type=int, default=os.cpu_count())
    p.add_argument("programs", nargs="*")
    o = p.parse_args()
    sources = o.programs or [
        s for s in sorted(glob.glob(HERE + "/run/*.go") + glob.glob(HERE + "/bench/programs/*.go"))
        if name(s) not in EXEMPT and arguments(s) is not None]
    good = bad = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        compiler = os.path.join(o.build, "bin", "goloom")
        for source, wrong in zip(sources, pool.map(lambda s: check(compiler, s, folder), sources)):
            good += wrong is None
            bad += wrong is not None
            if wrong:
                print(f"{name(source)}: {wrong}", flush=True)
    print(f"{good} passed, {bad} failed")
    return 1 if bad or not good else 0


if __name__ == "__main__":
    sys.exit(main())

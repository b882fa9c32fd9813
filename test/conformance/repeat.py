#!/usr/bin/env python3
"""repeat.py --build DIR [--times N] [--root DIR] [--jobs N] [NAME…]: upstream's concurrent tests, again and again.

Builds each test once, and runs it N times at each of GOMAXPROCS 1, 2 and 8 under preemption every 100 µs. The tests are
those of chan/, and those of the folder itself that start goroutines, select, recover, or are about deadlocks, nil
pointers or stacks; of these, what run.expect lists. Prints each failure, and ends with the line 'N passed, N failed'.
"""
import argparse
import concurrent.futures
import os
import re
import subprocess
import sys
import tempfile

import gotest

HERE = os.path.dirname(os.path.abspath(__file__))
ABOUT = re.compile(rb"\bgo\s+func\b|^\s*go\s+[\w.]+\(|\bselect\s*\{|\brecover\(\)|deadlock|nilptr|stack", re.M)
LIMIT = 60  # seconds a run


def selected(root, names):
    with open(os.path.join(HERE, "run.expect"), encoding="utf-8") as f:
        listed = {line.strip() for line in f}
    found = [os.path.join("chan", n) for n in os.listdir(os.path.join(root, "chan"))] + os.listdir(root)
    for name in sorted(n for n in found if n.endswith(".go")):
        if names and name not in names:
            continue
        with open(os.path.join(root, name), "rb") as f:
            text = f.read()
        if not re.match(rb"// run\n", text) or not (name.startswith("chan/") or ABOUT.search(text)):
            continue
        if name in listed:
            yield name
        else:
            print(f"{name}: not in run.expect")


def run(program, cwd, want, procs):
    """None if all is well."""
    env = dict(os.environ, GOMAXPROCS=str(procs), GOLOOM_PREEMPT_US="100")
    try:
        done = subprocess.run([program], cwd=cwd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.STDOUT, timeout=LIMIT)
    except subprocess.TimeoutExpired:
        return f"no end within {LIMIT} s"
    out = done.stdout.decode("utf-8", "backslashreplace")
    if done.returncode != 0:
        return f"exit status {done.returncode}\n{out[-2000:]}"
    if want is not None and out != want:
        return f"prints something else\n{out[-2000:]}"
    return None


def repeat(o, name, folder):
    program = os.path.join(folder, name.replace("/", "_") + ".exe")
    built = subprocess.run([os.path.join(o.build, "bin", "goloom"), "build", "-lang=go" + o.lang, "-o", program, name],
                           cwd=o.root, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if built.returncode != 0:
        return [f"does not build\n{built.stdout[-2000:]}"]
    expected = os.path.join(o.root, os.path.splitext(name)[0] + ".out")
    want = None
    if os.path.exists(expected):
        with open(expected, encoding="utf-8") as f:
            want = f.read()
    failures = []
    for procs in (1, 2, 8):
        for i in range(o.times):
            if problem := run(program, o.root, want, procs):
                failures.append(f"GOMAXPROCS={procs}, run {i + 1}: {problem}")
    return failures


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True)
    p.add_argument("--times", type=int, default=20)
    p.add_argument("--root", default="/usr/share/go-1.19/test")
    p.add_argument("--jobs", type=int, default=os.cpu_count())
    p.add_argument("names", nargs="*")
    o = p.parse_args()
    o.build = os.path.abspath(o.build)
    o.lang = gotest.root_go_version(o.root)
    good = bad = 0
    with tempfile.TemporaryDirectory() as folder, concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        names = list(selected(o.root, o.names))
        for name, failures in zip(names, pool.map(lambda n: repeat(o, n, folder), names)):
            good += not failures
            bad += bool(failures)
            if failures:
                print(f"{name}: {len(failures)} of {3 * o.times} runs failed\n{failures[0]}", flush=True)
    print(f"{good} passed, {bad} failed")
    return 1 if bad or not good else 0


if __name__ == "__main__":
    sys.exit(main())

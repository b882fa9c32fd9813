#!/usr/bin/env python3
"""compiles.py --compiler-cmd GOLOOM [--goroot DIR] [PACKAGE…]: which packages of the standard library goloom builds.

For each, a program that imports it and nothing more is built and run. Without names: all that DIR/src has, DIR being a
GOROOT, which goloom is told of as well; without DIR, all in stdlib/. Prints those that fail, with the first line of why.
"""
import argparse
import os
import subprocess
import sys
import tempfile

STDLIB = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "stdlib")
SKIP = {"internal", "vendor", "testdata", "cmd", "builtin"}


def packages(top):
    for folder, below, files in os.walk(top):
        below[:] = sorted(d for d in below if d not in SKIP)
        if folder != top and any(f.endswith(".go") and not f.endswith("_test.go") for f in files):
            yield os.path.relpath(folder, top)


def attempt(compiler, package, env):
    """Why it fails, or nothing."""
    with tempfile.TemporaryDirectory() as tmp:
        source, program = os.path.join(tmp, "main.go"), os.path.join(tmp, "main")
        with open(source, "w") as f:
            f.write(f'package main\n\nimport _ "{package}"\n\nfunc main() {{}}\n')
        try:
            for cmd in ([compiler, "build", "-o", program, source], [program]):
                done = subprocess.run(cmd, env=env, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                      timeout=200)
                if done.returncode:
                    return " ".join(done.stdout.split("\n")[:2]).strip() or f"exit status {done.returncode}"
        except subprocess.TimeoutExpired:
            return "takes too long"
    return ""


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--compiler-cmd", required=True)
    p.add_argument("--goroot", default="")
    p.add_argument("packages", nargs="*")
    o = p.parse_args()
    env = dict(os.environ, GOROOT=o.goroot or "off")
    todo = o.packages or list(packages(os.path.join(o.goroot, "src") if o.goroot else STDLIB))
    bad = 0
    for package in todo:
        why = attempt(o.compiler_cmd, package, env)
        if why:
            bad += 1
            print(f"{package}: {why}")
    print(f"{len(todo) - bad} of {len(todo)} packages")
    sys.exit(bad > 0)


if __name__ == "__main__":
    main()

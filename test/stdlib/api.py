#!/usr/bin/env python3
"""api.py [--goroot DIR] [--short] [PACKAGE…]: what the packages of stdlib/ lack of Go's.

Compares the exported names of each public package of stdlib/, and what they are declared as, with those of a Go on this
machine (api.go does, and says how). --short prints a line for each package, in the words of docs/language.md: only what
is missing, and a type without its fields and methods. Without a `go` there is nothing to compare with, and the exit status is 2.
"""
import argparse
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
STDLIB = os.path.join(os.path.dirname(os.path.dirname(HERE)), "stdlib")


def packages(goroot):
    """Import paths of what both have and programs may import."""
    for folder, below, files in os.walk(STDLIB):
        below[:] = sorted(d for d in below if d not in ("internal", "testdata"))
        path = os.path.relpath(folder, STDLIB)
        if any(f.endswith(".go") for f in files) and os.path.isdir(os.path.join(goroot, "src", path)):
            yield path


def shortened(found):
    """package → the missing names, a type for all of its own."""
    missing = {}
    for kind, package, name, *_ in found:
        if kind == "missing":
            missing.setdefault(package, []).append(name)
    for package, names in missing.items():
        own = set(names)
        missing[package] = [n for n in names if "." not in n or n.split(".")[0] not in own]
    return missing


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--goroot")
    p.add_argument("--short", action="store_true")
    p.add_argument("packages", nargs="*")
    o = p.parse_args()
    go = shutil.which("go")
    if not go:
        print("api.py: no go to compare with", file=sys.stderr)
        return 2
    goroot = o.goroot or subprocess.run([go, "env", "GOROOT"], stdout=subprocess.PIPE, text=True, check=True).stdout.strip()
    wanted = o.packages or list(packages(goroot))
    done = subprocess.run([go, "run", os.path.join(HERE, "api.go"), goroot, STDLIB, *wanted], stdout=subprocess.PIPE, text=True,
                          env=dict(os.environ, GO111MODULE="off"))
    if done.returncode:
        return 2
    found = [line.split("\t") for line in done.stdout.splitlines()]
    if o.short:
        for package, names in shortened(found).items():
            print(f"* `{package}`: " + " ".join(f"`{n}`" for n in names))
        return 0
    for kind, package, name, theirs, ours in found:
        print(f"{package}: {name} {kind}: {theirs}" + (f" | {ours}" if ours and theirs else ours))
    count = {k: sum(f[0] == k for f in found) for k in ("missing", "differs", "extra")}
    print(f"{len(wanted)} packages: {count['missing']} missing, {count['differs']} otherwise, {count['extra']} of our own")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())

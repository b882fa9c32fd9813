#!/usr/bin/env python3
"""seeds.py frontend|load FOLDER: writes what the fuzz target begins with, a file each.

For frontend the Go files of our tests and examples and some of the generator's programs; for load the same behind a `p`,
their constraints, and a few modules and stubs.
"""
import glob
import os
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
REPO = os.path.dirname(os.path.dirname(HERE))
sys.path.insert(0, os.path.join(REPO, "test", "generator"))
import gogen  # noqa: E402

FOLDERS = ["test/run", "test/check", "test/lower", "test/parse", "examples/*"]
MODULES = ["module m\n\ngo 1.21\n", "module \"m\"\n\ngo 1.26.1\n\nrequire (\n\tx.y/z v1.2.3 // indirect\n)\n", "// no module\ngo 1.\n"]
CONSTRAINTS = ["//go:build linux && (amd64 || !cgo)\n\npackage p\n", "// +build linux,!arm64 darwin\n\npackage p\n", "x_linux_amd64\n",
               "/* c */\n//go:build go1.18\n"]
STUBS = ["package p\n\nconst C = 1\n", "package p\n\nconst C = 1\n\n//go:keeps 3\nfunc F(a, b *int)\n\ntype T[P any] struct{ x P }\n"]


def programs():
    for folder in FOLDERS:
        for path in sorted(glob.glob(os.path.join(REPO, folder, "*.go"))):
            with open(path, "rb") as f:
                yield f.read()


def regressions():
    for path in sorted(glob.glob(os.path.join(HERE, "Inputs", "regressions", "*"))):
        with open(path, "rb") as f:
            yield f.read()


def seeds(target):
    if target == "frontend":
        yield from programs()
        yield from regressions()
        for seed in range(1, 31):
            yield gogen.Gen(seed).program().encode()
        return
    for text in programs():
        yield b"p" + text.replace(b"package main", b"package p", 1)
    for mark, texts in (("m", MODULES), ("c", CONSTRAINTS), ("s", STUBS)):
        for text in texts:
            yield (mark + text).encode()


def main():
    target, folder = sys.argv[1:]
    os.makedirs(folder, exist_ok=True)
    for i, text in enumerate(seeds(target)):
        with open(os.path.join(folder, f"{i:04}.go"), "wb") as f:
            f.write(text)


if __name__ == "__main__":
    sys.exit(main())

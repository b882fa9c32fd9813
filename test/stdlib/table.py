#!/usr/bin/env python3
"""table.py [--check]: writes docs/library.md, the table of upstream's tests by package, from the ratchet's files.

How many tests a package has is counted in upstream's test files (golang-1.19-src): tests, fuzz targets and examples with an output, of
the files that are built for linux. Why one does not pass stands in NAME.expect (see ratchet.py). --check writes nothing and fails if the
page is not what would be written.
"""
import argparse
import os
import re
import sys

from ratchet import PACKAGES, REPO, UPSTREAM, names, package_file

PAGE = os.path.join(REPO, "docs", "library.md")
OTHERS = {"windows", "plan9", "darwin", "freebsd", "netbsd", "openbsd", "dragonfly", "solaris", "js", "wasm", "arm64", "ppc64x", "s390x", "wasi"}
HEAD = """# The library against upstream's tests

Go 1.19's own tests of each package, compiled against goloom's (`test/stdlib/ratchet.py`). Those that pass are in `test/stdlib/*.expect`
and must go on passing. This page is made from these files by `test/stdlib/table.py`.

* *do not compile*: the test looks inside of upstream's package, whose unexported names ours does not have, or needs what
  [language.md](language.md) lists as missing. If `TestMain` is one, none of the package's tests is run.
* *end the program*: it panics, hangs or is killed.
* *not run*: it skips itself here, or what it needs does not compile.

| package | passes | of | fail | end the program | do not compile | not run |
| --- | ---: | ---: | ---: | ---: | ---: | ---: |
"""
FOOT = """
Those that fail or end the program:

"""


def upstream(package):
    """Names of the tests of a package."""
    found = set()
    folder = os.path.join(UPSTREAM, package)
    for name in sorted(os.listdir(folder)):
        stem = name.removesuffix("_test.go")
        if stem == name or OTHERS & set(stem.split("_")[1:]):
            continue
        with open(os.path.join(folder, name)) as f:
            text = f.read()
        if re.search(r"^//go:build .*(ignore|!linux|!unix|race\b(?<!!race))", text, re.M) or re.search(
                r"^//go:build (windows|darwin|plan9|js|solaris|freebsd)", text, re.M):
            continue
        found |= set(re.findall(r"^func ((?:Test|Fuzz)(?![a-z])\w*)\(", text, re.M)) - {"TestMain"}
        for m in re.finditer(r"^func (Example(?![a-z])\w*)\(\) \{\n(.*?)^\}", text, re.M | re.S):
            if re.search(r"//\s*(unordered )?output:", m.group(2), re.I):
                found.add(m.group(1))
    return found


def reasons(path):
    """why → names, from the comments of a ratchet file."""
    with open(path) as f:
        return {why: set(which.split()) for why, which in re.findall(r"^# (.*?): (.*)$", f.read(), re.M)}


def page():
    rows, sums, told = "", [0] * 6, ""
    for package in sorted(PACKAGES):
        path = package_file(package)
        all_, passed = upstream(package), names(path)
        all_ |= passed
        why = reasons(path)
        fail, end = (why.get(k, set()) & all_ for k in ("fail", "end the program"))
        lost = why.get("do not compile", set()) & all_
        row = [len(passed), len(all_), len(fail), len(end), len(lost), len(all_ - passed - fail - end - lost)]
        sums = [a + b for a, b in zip(sums, row)]
        rows += f"| `{package}` | " + " | ".join(str(n) if n else "" for n in row) + " |\n"
        if fail | end:
            told += f"* `{package}`: " + " ".join(f"`{n}`" for n in sorted(fail | end)) + "\n"
    rows += "| all | " + " | ".join(f"{n:,}" for n in sums) + " |\n"
    return HEAD + rows + FOOT + told


def main():
    p = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    p.add_argument("--check", action="store_true")
    o = p.parse_args()
    text = page()
    if not o.check:
        with open(PAGE, "w") as f:
            f.write(text)
        return 0
    with open(PAGE) as f:
        same = f.read() == text
    if not same:
        print("docs/library.md is not what test/stdlib/table.py writes")
    return 0 if same else 1


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""errorcheck.py GOLOOM FILE.go [flags…]: are the diagnostics those that the file's comments ask for?

    x := 1 // ERROR "declared and not used: x"
    y := /* ERROR "undefined" */ z

Each regular expression must match a diagnostic of its line, and each diagnostic a regular expression; continuation
lines count with the diagnostic they continue. `LINE` and `LINE+N` inside an expression stand for line numbers. A file
without ERROR comments must be accepted. Exit status 0 if all is as asked for; else the differences are listed.
"""

import re
import subprocess
import sys

COMMENT = re.compile(r'(?://|/\*)\s*(?:GC_)?ERROR((?:\s+(?:"(?:[^"\\]|\\.)*"|`[^`]*`))+)')
QUOTED = re.compile(r'"((?:[^"\\]|\\.)*)"|`([^`]*)`')


def wanted(path):
    """line → regular expressions"""
    out = {}
    for number, line in enumerate(open(path, encoding="utf-8", errors="replace"), 1):
        for comment in COMMENT.finditer(line):
            for double, raw in QUOTED.findall(comment.group(1)):
                text = raw or double.replace('\\"', '"').replace("\\\\", "\\")
                text = re.sub(r"LINE(?:\+(\d+))?", lambda m: str(number + int(m.group(1) or 0)), text)
                out.setdefault(number, []).append(text)
    return out


def reported(output, path):
    """[line, message] of this file, and what could not be placed"""
    found, other = [], []
    for line in output.splitlines():
        place = re.match(re.escape(path) + r":(\d+)(?::\d+)?: (.*)", line)
        if place:
            found.append([int(place.group(1)), place.group(2)])
        elif line.startswith("\t") and found:
            found[-1][1] += "\n" + line
        elif line.strip():
            other.append(line)
    return found, other


def main():
    goloom, path, *flags = sys.argv[1:]
    run = subprocess.run([goloom, "check", "-e", *flags, path], capture_output=True, text=True, timeout=60)
    want = wanted(path)
    found, wrong = reported(run.stdout + run.stderr, path)
    if run.returncode not in (0, 1):
        wrong.append(f"exit status {run.returncode}")
    for number, message in found:
        if not any(re.search(rx, message) for rx in want.get(number, [])):
            wrong.append(f"{path}:{number}: unexpected: {message}")
    for number, rxs in sorted(want.items()):
        for rx in rxs:
            if not any(line == number and re.search(rx, message) for line, message in found):
                wrong.append(f"{path}:{number}: missing: {rx}")
    print("\n".join(wrong), end="\n" if wrong else "")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())

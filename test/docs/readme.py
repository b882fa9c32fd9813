#!/usr/bin/env python3
"""readme.py GOLOOM README.md SCRATCH: the first program of README runs, and the C++ beside it is what goloom emits."""
import os
import re
import subprocess
import sys


def main():
    goloom, readme, scratch = sys.argv[1:]
    with open(readme) as f:
        text = f.read()
    go = re.search(r"```go\n(.*?)```", text, re.S).group(1)
    cpp = re.search(r"```cpp\n(.*?)```", text, re.S).group(1)
    os.makedirs(scratch, exist_ok=True)
    path = os.path.join(scratch, "shapes.go")
    with open(path, "w") as f:
        f.write(go)
    said = subprocess.run([goloom, "run", path], check=True, stdout=subprocess.PIPE, text=True, timeout=120).stdout
    if said != "total: 14\n":
        return f"the program printed {said!r}"
    emitted = subprocess.run([goloom, "emit", path], check=True, stdout=subprocess.PIPE, text=True, timeout=120).stdout
    lines = {line.strip() for line in emitted.splitlines()}
    stale = [line for line in cpp.splitlines() if line.strip() and line.strip() not in lines]
    return "not emitted any more:\n" + "\n".join(stale) if stale else None


if __name__ == "__main__":
    sys.exit(main())

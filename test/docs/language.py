#!/usr/bin/env python3
"""language.py REPO: docs/language.md lists each U… row of diag_unsupported.def, with its text, and no other."""
import os
import re
import sys

repo = sys.argv[1]
with open(os.path.join(repo, "frontend/support/diag_unsupported.def"), encoding="utf-8") as f:
    rows = {code: text.replace('\\"', '"').replace("%0", "pkg.F") for code, text in re.findall(r'DIAG\(\w+, "(U\d+)", "((?:\\.|[^"\\])*)"', f.read())}
with open(os.path.join(repo, "docs/language.md"), encoding="utf-8") as f:
    listed = dict(re.findall(r"^\| (U\d+) \| `([^`]*)` \|", f.read(), re.M))
for code in sorted(rows.keys() | listed.keys()):
    if rows.get(code) != listed.get(code):
        sys.exit(f"{code}: the diagnostic says {rows.get(code)!r}, docs/language.md {listed.get(code)!r}")

#!/usr/bin/env python3
"""run_all.py --build DIR [--jobs N]: every test of goloom, one after the other.

Prints what each part said and how long it took, and ends with the line 'N passed, N failed' over all of them. Exit 1 if
anything failed or a part ran no test.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REPO = os.path.dirname(HERE)


def run(cmd, limit, **kw):
    """(output, exit status); past `limit` seconds the part counts as failed."""
    try:
        done = subprocess.run(cmd, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace",
                              timeout=limit, **kw)
        return done.stdout, done.returncode
    except subprocess.TimeoutExpired as e:
        out = e.stdout or ""
        return (out if isinstance(out, str) else out.decode(errors="replace")) + f"\ntimed out after {limit} s", 124


def unit(o):
    with tempfile.TemporaryDirectory() as tmp:
        report = os.path.join(tmp, "unit.json")
        out, status = run([os.path.join(o.build, "bin", "goloom_unit"), "--gtest_output=json:" + report], 600)
        if not os.path.exists(report):
            return out, 0, 1
        with open(report) as f:
            r = json.load(f)
        bad = r["failures"] + r.get("errors", 0)
        return out if status else "", r["tests"] - bad, max(bad, 1 if status else 0)


def lit(o):
    with tempfile.TemporaryDirectory() as tmp:
        report = os.path.join(tmp, "lit.json")
        out, status = run([sys.executable, "/usr/lib/llvm-22/bin/lit", "-q", "-j", str(o.jobs), "--param", "build=" + o.build,
                           "-o", report, "--timeout", "120", HERE, os.path.join(REPO, "examples")], 2400)
        if not os.path.exists(report):
            return out, 0, 1
        with open(report) as f:
            codes = [t["code"] for t in json.load(f)["tests"]]
        good = sum(c in ("PASS", "XFAIL") for c in codes)
        bad = len(codes) - good
        return out, good, max(bad, 1 if status else 0)


def counted(cmd, limit):
    out, status = run(cmd, limit)
    m = re.findall(r"^(\d+) passed, (\d+) failed", out, re.M)
    if not m:
        return out, 0, 1
    good, bad = map(int, m[-1])
    return out if status or bad else "", good, max(bad, 1 if status else 0)


def conformance(o):
    return counted([sys.executable, os.path.join(HERE, "conformance", "ratchet.py"), "--build", o.build, "--jobs", str(o.jobs)],
                   2400)


def stdlib(o):
    return counted([sys.executable, os.path.join(HERE, "stdlib", "ratchet.py"), "--build", o.build, "--jobs", str(o.jobs)], 900)


def mutations(o):
    return counted([sys.executable, os.path.join(HERE, "mutate.py"), os.path.join(o.build, "bin", "goloom")], 900)


def gcstress(o):
    return counted([sys.executable, os.path.join(HERE, "gcstress.py"), "--build", o.build, "--jobs", str(o.jobs)], 900)


def layout(o):
    out, status = run([os.path.join(REPO, "tools", "dev"), "fmt", "--check"], 300)
    return out, int(status == 0), int(status != 0)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True)
    p.add_argument("--jobs", type=int, default=os.cpu_count())
    o = p.parse_args()
    total_good = total_bad = 0
    for part in (layout, unit, lit, gcstress, mutations, stdlib, conformance):
        start = time.monotonic()
        out, good, bad = part(o)
        if good + bad == 0:
            bad = 1
            out += "\nno test was run"
        if out.strip():
            print(out.rstrip())
        print(f"{part.__name__}: {good} good, {bad} bad, {time.monotonic() - start:.0f} s", flush=True)
        total_good += good
        total_bad += bad
    print(f"{total_good} passed, {total_bad} failed")
    return 1 if total_bad else 0


if __name__ == "__main__":
    sys.exit(main())

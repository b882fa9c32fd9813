#!/usr/bin/env python3
"""ratchet.py --build DIR [--jobs N] [--update]: upstream's tests that pass must go on passing.

Each NAME.expect beside this file lists tests of one directive; every listed test is run and must pass. --update runs the
whole scope of each file and rewrites it, but never removes a name: what stopped passing is reported instead.
"""
import argparse
import json
import os
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
SCOPES = {
    "run.expect": ["--directive", "run,runoutput,rundir"],
    "compile.expect": ["--directive", "compile,compiledir,build"],
    "errorcheck.expect": ["--directive", "errorcheck,errorcheckdir"],
}


def gotest(build, jobs, args, out):
    cmd = [sys.executable, os.path.join(HERE, "gotest.py"), "--compiler", "goloom", "--compiler-cmd",
           os.path.join(build, "bin", "goloom"), "--check-flag=-e", "--jobs", str(jobs), "--retries", "1",
           "--json", out, *args]
    env = dict(os.environ, GOLOOM_CACHE=os.path.join(build, "test-cache"), GOROOT="off")
    done = subprocess.run(cmd, env=env, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    if done.returncode == 2:
        print(done.stdout)
        raise SystemExit("gotest.py could not run")
    return done


def names(path):
    if not os.path.exists(path):
        return []
    with open(path) as f:
        return [line.strip() for line in f if line.strip() and not line.startswith("#")]


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True)
    p.add_argument("--jobs", type=int, default=os.cpu_count())
    p.add_argument("--update", action="store_true")
    o = p.parse_args()
    passed = failed = 0
    for file, scope in SCOPES.items():
        path = os.path.join(HERE, file)
        before = names(path)
        with tempfile.TemporaryDirectory() as tmp:
            out = os.path.join(tmp, "r.json")
            if o.update:
                new = os.path.join(tmp, "new.expect")
                gotest(o.build, o.jobs, [*scope, "--write-expect", new], out)
                after = names(new)
                lost = sorted(set(before) - set(after))
                for n in lost:
                    print(f"{file}: no longer passes: {n}")
                with open(path, "w") as f:
                    f.write("".join(n + "\n" for n in sorted(set(before) | set(after))))
                print(f"{file}: {len(before)} -> {len(set(before) | set(after))}")
                passed, failed = passed + len(after), failed + len(lost)
                continue
            if not before:
                continue
            done = gotest(o.build, o.jobs, ["--expect", path, "--only-expected"], out)
            with open(out) as f:
                data = json.load(f)
            ok = sum(r["verdict"] == "pass" for r in data["tests"])
            passed += ok
            failed += len(before) - ok
            if done.returncode != 0 or ok != len(before):
                print(done.stdout)
    print(f"{passed} passed, {failed} failed")
    return 1 if failed or not passed else 0


if __name__ == "__main__":
    sys.exit(main())

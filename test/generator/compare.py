#!/usr/bin/env python3
"""compare.py --goloom BIN [--go BIN] [--record FILE] FIRST LAST: programs of gogen.py by goloom and by the real go.

Prints each seed on which output or exit status differ, or which one of them does not compile, and exits 1 if there is one.
Standard error is compared up to the first goroutine's trace. Without a go, the hash of what it printed is read from the
file that --record FILE has written: one line a seed.
"""
import argparse
import concurrent.futures
import hashlib
import os
import re
import subprocess
import sys
import tempfile

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, HERE)
import gogen  # noqa: E402


def execute(cmd, cwd, seconds):
    try:
        done = subprocess.run(cmd, cwd=cwd, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL,
                              timeout=seconds)
    except subprocess.TimeoutExpired:
        return "timeout", b"", b""
    return done.returncode, done.stdout, done.stderr


def behaviour(build, source, out, cwd):
    """What the program does, as text; or why there is none."""
    status, stdout, stderr = execute([*build, "-o", out, source], cwd, 120)
    if status != 0:
        return f"not built: {(stdout + stderr).decode(errors='replace')[:2000]}"
    status, stdout, stderr = execute([out], cwd, 20)
    stderr = stderr.split(b"\n\ngoroutine ")[0]
    stderr = re.sub(rb" \[recovered[^\n]*", b"", stderr)
    stderr = re.sub(rb"(addr|pc)=0x[0-9a-f]+", rb"\1=", stderr)
    return f"{stdout.decode(errors='backslashreplace')}{stderr.decode(errors='backslashreplace')}status {status}\n"


def hashed(text):
    return hashlib.sha256(text.encode()).hexdigest()[:32]


def program(o, seed):
    with tempfile.TemporaryDirectory() as tmp:
        source = os.path.join(tmp, "main.go")
        text = gogen.Gen(seed).program()
        with open(source, "w") as f:
            f.write(text)
        ours = behaviour([o.goloom, "build"], source, os.path.join(tmp, "ours"), tmp)
        if o.go:
            return text, behaviour([o.go, "build"], source, os.path.join(tmp, "theirs"), tmp), ours
        return text, None, ours


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--goloom", required=True)
    p.add_argument("--go", default="")
    p.add_argument("--record", default="", help="write the hashes of go's behaviour there; without --go, read them")
    p.add_argument("--keep", default="", help="a folder for the programs that differ")
    p.add_argument("--jobs", type=int, default=2)
    p.add_argument("first", type=int)
    p.add_argument("last", type=int)
    o = p.parse_args()
    known = {}
    if not o.go:
        with open(o.record) as f:
            known = {int(k): (prog, v) for k, prog, v in (line.split() for line in f if not line.startswith("#"))}
    bad, lines = 0, []
    seeds = range(o.first, o.last + 1)
    with concurrent.futures.ThreadPoolExecutor(o.jobs) as pool:
        for seed, (text, theirs, ours) in zip(seeds, pool.map(lambda s: program(o, s), seeds)):
            if o.go:
                same = theirs == ours
                lines.append(f"{seed} {hashed(text)} {hashed(theirs)}\n")
                if theirs.startswith("not built"):
                    same = False
            else:
                same = known.get(seed) == (hashed(text), hashed(ours))
            if same:
                continue
            bad += 1
            print(f"seed {seed}: " + ("the program is not the recorded one" if seed in known and known[seed][0] != hashed(text)
                                      else "differs"), flush=True)
            if o.keep:
                os.makedirs(o.keep, exist_ok=True)
                for ext, what in ((".go", text), (".go.txt", theirs or ""), (".goloom.txt", ours)):
                    with open(os.path.join(o.keep, f"{seed}{ext}"), "w") as f:
                        f.write(what)
    if o.go and o.record:
        with open(o.record, "w") as f:
            f.write("# seed, hash of the program, hash of what go's binary did with it\n" + "".join(lines))
    print(f"{len(seeds) - bad} of {len(seeds)} alike")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

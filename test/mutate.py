#!/usr/bin/env python3
"""mutate.py GOLOOM [--count N] [--seed S]: bad input is refused, never swallowed.

Makes N programs that goloom must reject, by damaging good ones (cut off, a token removed, doubled, swapped or replaced,
bytes of garbage), and builds each. A mutant that happens to be valid Go may build; it does not count towards N. Fails
on a crash, an internal error, an output file next to an error, a silent failure, or more than five seconds before the
first diagnostic.
"""
import argparse
import glob
import os
import random
import re
import subprocess
import sys
import tempfile

REPO = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TOKEN = re.compile(r'`[^`]*`|"(?:\\.|[^"\\\n])*"|\'(?:\\.|[^\'\\\n])+\'|//[^\n]*|\w+|:=|<-|&&|\|\||[^\w\s]|\s+')
SPARE = ["(", ")", "{", "}", "[", "]", ",", ";", ":=", "=", "func", "type", "var", "if", "for", "range", "case", "1", '"s"',
         "nil", "x", "*", "&", "...", "<-", "chan", "map", "return", "0x", "1e", "'", "\x00", "\xff", "struct{", "interface{"]
LIMIT, BUILD_LIMIT = 5.0, 60.0


def damage(text, rng):
    kind = rng.randrange(7)
    if kind == 0:
        return text[: rng.randrange(len(text))]
    tokens = TOKEN.findall(text)
    words = [i for i, t in enumerate(tokens) if not t.isspace()]
    for _ in range(rng.choice([1, 1, 2, 3])):
        i, j = rng.choice(words), rng.choice(words)
        if kind == 1:
            tokens[i] = ""
        elif kind == 2:
            tokens[i] = tokens[i] + " " + tokens[i]
        elif kind == 3:
            tokens[i], tokens[j] = tokens[j], tokens[i]
        elif kind == 4:
            tokens[i] = rng.choice(SPARE)
        elif kind == 5:
            tokens[i] = tokens[j]
        else:
            tokens[i] += rng.choice(SPARE) * rng.choice([1, 1, 1, 50])
    return "".join(tokens)


def judge(goloom, text, folder):
    """None: rejected as it should be; "valid"; or what is wrong."""
    src, out = os.path.join(folder, "m.go"), os.path.join(folder, "m.out")
    with open(src, "w", encoding="latin-1") as f:
        f.write(text)
    if os.path.exists(out):
        os.remove(out)
    def answer(*args, limit=LIMIT):
        return subprocess.run([goloom, *args], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit, cwd=folder)

    try:
        done = answer("check", src)
        valid = done.returncode == 0
        if done.returncode in (0, 1):
            done = answer("build", "-O0", "-o", out, src, limit=BUILD_LIMIT if valid else LIMIT)
    except subprocess.TimeoutExpired as e:
        return f"{e.cmd[1]}: no answer within {e.timeout} s"
    said = done.stdout.decode("utf-8", "replace")
    if "internal error" in said or done.returncode not in (0, 1):
        return f"exit {done.returncode}: {said[:400]}"
    if done.returncode == 0:
        return "valid"
    if os.path.exists(out):
        return "an output file in spite of errors"
    # Positions are in the file, or where its own //line directives say.
    names = ["m.go", *re.findall(r"^//line ([^:\s]+):\d", text, re.M)]
    position = "|".join(re.escape(n) + r":\d+" for n in names)
    if not re.search(position + "|function main is undeclared in the main package", said):
        return f"no diagnostic with a position: {said[:200]!r}"
    return None


def main():
    p = argparse.ArgumentParser()
    p.add_argument("goloom")
    p.add_argument("--count", type=int, default=200)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--keep", help="folder for mutants that were handled badly")
    o = p.parse_args()
    sources = sorted(glob.glob(os.path.join(REPO, "examples/*/*.go")) + glob.glob(os.path.join(REPO, "test/run/*.go")))
    o.goloom = os.path.abspath(o.goloom)
    rng = random.Random(o.seed)
    rejected = failed = valid = 0
    with tempfile.TemporaryDirectory() as folder:
        while rejected + failed < o.count and valid < 4 * o.count:
            source = rng.choice(sources)
            with open(source, encoding="latin-1") as f:
                text = damage(f.read(), rng)
            verdict = judge(o.goloom, text, folder)
            if verdict is None:
                rejected += 1
            elif verdict == "valid":
                valid += 1
            else:
                failed += 1
                print(f"mutant of {os.path.relpath(source, REPO)}: {verdict}")
                if o.keep:
                    os.makedirs(o.keep, exist_ok=True)
                    with open(os.path.join(o.keep, f"{failed}.go"), "w", encoding="latin-1") as f:
                        f.write(text)
    print(f"({valid} mutants were valid Go)")
    print(f"{rejected} passed, {failed} failed")
    return 1 if failed or rejected < o.count else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""accepted.py GOLOOM [--seconds N] [--seed S] [--go GO] [--check-only] [--keep DIR] [FILE.go...]

Mutants of good programs, changed so mildly that many stay valid. What goloom accepts must build: Clang and the linker have
nothing to say about a user's program. With --go, gc judges each mutant too, and whoever accepts what the other
refuses is reported. The programs are examples, test/run, and some of the generator's, or those given.
"""
import argparse
import glob
import os
import random
import re
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
REPO = os.path.dirname(os.path.dirname(HERE))
sys.path[:0] = [os.path.join(REPO, "test"), os.path.join(REPO, "test", "generator")]
import gogen  # noqa: E402
import mutate  # noqa: E402

CHECK_LIMIT, BUILD_LIMIT = 10, 90
OPERATORS = ["+", "-", "*", "/", "%", "&", "|", "^", "<", ">", "==", "!=", "<=", ">=", "&&", "||", "<<", ">>", "&^"]
TYPES = ["int", "int8", "uint8", "uint", "int64", "uint64", "float32", "float64", "complex128", "string", "bool", "any", "error",
         "[]int", "[2]int", "*int", "map[string]int", "chan int", "func()", "struct{}", "interface{ M() }", "rune", "uintptr", "[]byte"]
VALUES = ["0", "1", "-1", "255", "1 << 40", "1.5", "2i", "'a'", '"s"', "nil", "true", "[]int{1}", "map[string]int{}", "func() {}",
          "struct{}{}", "[...]int{2: 1}", "new(int)", "len(\"ab\")", "^0", "uint8(200)", "1e100", "any(1)", "error(nil)"]
TOKENS = re.compile(mutate.TOKEN.pattern.replace(":=|", r":=|&\^|<<|>>|[=!<>]=|\+\+|--|"))
PREDECLARED = set("int int8 int16 int32 int64 uint uint8 uint16 uint32 uint64 uintptr float32 float64 complex64 complex128 string bool "
                  "byte rune any error".split())
KEYWORDS = set("break case chan const continue default defer else fallthrough for func go goto if import interface map package range "
               "return select struct switch type var".split())


def kind(token):
    if token in PREDECLARED:
        return "type"
    if token in KEYWORDS:
        return "keyword"
    if token in OPERATORS:
        return "operator"
    if re.match(r"[^\W\d]", token):
        return "name"
    if re.match(r"[\d\"'`]", token):
        return "value"
    return token


def vary(text, rng):
    """One to three changes after which the text often is still a program."""
    for _ in range(rng.choice([1, 1, 1, 2, 3])):
        how = rng.randrange(10)
        if how < 2:
            text = vary_lines(text, rng)
            continue
        tokens = TOKENS.findall(text)
        kinds = [kind(t) for t in tokens]
        words = [i for i, t in enumerate(tokens) if not t.isspace() and not t.startswith("//")]
        i = rng.choice(words)
        same = [j for j in words if kinds[j] == kinds[i]]
        if how < 6 and kinds[i] in ("name", "value", "keyword"):
            near = [j for j in same if abs(j - i) < 200] if rng.random() < 0.7 else same
            tokens[i] = tokens[rng.choice(near)]
        elif kinds[i] == "operator":
            tokens[i] = rng.choice(OPERATORS)
        elif kinds[i] == "type":
            tokens[i] = rng.choice(TYPES)
        elif how == 6 and kinds[i] in ("name", "value"):
            tokens[i] = rng.choice(VALUES)
        elif how == 7:
            tokens[i] = rng.choice([":=", "=", "*", "&", "...", "", "!", "(", ")"])
        elif how == 8 and kinds[i] == "name":
            tokens[i] = rng.choice(["*{}", "&{}", "{}()", "{}[0]", "{}.x", "({})", "{}, _", "-{}", "<-{}", "{}...", "any({})", "{}[1:]",
                                    "[]any{{{}}}", "func() {{ _ = {} }}", "len({})", "*&{}", "{} + {}", "{}.(int)"]).replace("{}", tokens[i])
        elif same:
            tokens[i] = tokens[rng.choice(same)]
        text = "".join(tokens)
    return text


def vary_lines(text, rng):
    lines = text.split("\n")
    i, j = rng.randrange(len(lines)), rng.randrange(len(lines))
    what = rng.randrange(4)
    if what == 0:
        del lines[i]
    elif what == 1:
        lines.insert(i, lines[j])
    elif what == 2:
        lines[i], lines[j] = lines[j], lines[i]
    else:
        lines.insert(i, lines[i])
    return "\n".join(lines)


class Go:
    """gc alone, without the go command around it: it answers in a twentieth of a second. (It writes to a file of ours: given
    /dev/null, it would replace that.)"""

    def __init__(self, go, sources, folder):
        self.go, self.config = go, os.path.join(folder, "importcfg")
        self.out = os.path.join(folder, "m.o")  # gc removes it after errors: never a device
        paths = sorted(set(p for s in sources for p in re.findall(r'^(?:import\s+|\t)(?:[\w.]+ )?"([\w/]+)"$', s, re.M)) | {"unsafe"})
        form = "{{if .Export}}packagefile {{.ImportPath}}={{.Export}}{{end}}"
        done = subprocess.run([go, "list", "-e", "-export", "-deps", "-f", form, *paths], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                              text=True, cwd=folder, timeout=300)
        with open(self.config, "w") as f:
            f.write("\n".join(line for line in done.stdout.split("\n") if line))

    def accepts(self, src):
        done = subprocess.run([self.go, "tool", "compile", "-o", self.config + ".o", "-p", "main", "-complete", "-lang=go1.26", "-importcfg", self.config,
                               src], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace", timeout=60)
        return done.returncode == 0, done.stdout


def call(args, limit, folder):
    try:
        done = subprocess.run(args, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=limit, cwd=folder)
        return done.returncode, done.stdout.decode("utf-8", "replace")
    except subprocess.TimeoutExpired:
        return None, f"no answer within {limit} s"


def judge(o, go, src, folder):
    """(accepted, what is wrong or None)."""
    status, said = call([o.goloom, "check", src], CHECK_LIMIT, folder)
    if status not in (0, 1) or "internal error" in said:
        return False, f"check: exit {status}: {said[:600]}"
    accepted = status == 0
    if go:
        good, answer = go.accepts(src)
        # That is the linker's to say.
        if good and not accepted and said != "function main is undeclared in the main package\n":
            return False, f"go accepts this, goloom says: {said[:600]}"
        if accepted and not good:
            # What gc's back end refuses our lowering does.
            accepted = call([o.goloom, "emit", src], CHECK_LIMIT, folder)[0] == 0
        if accepted and not good:
            return True, f"goloom accepts this, go says: {answer[:600]}"
    if accepted and not o.check_only:
        status, said = call([o.goloom, "build", "-O0", "-o", os.path.join(folder, "m.out"), src], BUILD_LIMIT, folder)
        if status != 0:
            return True, f"build: exit {status}: {said[:1500]}"
    return accepted, None


def programs(o):
    files = o.files or sorted(glob.glob(os.path.join(REPO, "examples/*/*.go")) + glob.glob(os.path.join(REPO, "test/run/*.go")))
    texts = {}
    for path in files:
        with open(path, encoding="utf-8") as f:
            text = f.read()
        whole = re.search(r"^package main$", text, re.M) and "//go:build" not in text
        if whole and subprocess.run([o.goloom, "check", path], stderr=subprocess.DEVNULL, timeout=CHECK_LIMIT).returncode == 0:
            texts[os.path.relpath(path, REPO)] = text
    if not o.files:
        for seed in range(1, 21):
            texts[f"gogen.py {seed}"] = gogen.Gen(seed).program()
    return texts


def main():
    p = argparse.ArgumentParser()
    p.add_argument("goloom")
    p.add_argument("files", nargs="*")
    p.add_argument("--seconds", type=float, default=60)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--go", help="the real go, to compare verdicts with")
    p.add_argument("--check-only", action="store_true", help="verdicts only; build nothing")
    p.add_argument("--keep", help="folder for mutants that were handled badly")
    o = p.parse_args()
    o.goloom = os.path.abspath(o.goloom)
    texts = programs(o)
    names = sorted(texts)
    rng = random.Random(o.seed)
    accepted = rejected = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        go = Go(o.go, texts.values(), folder) if o.go else None
        end = time.monotonic() + o.seconds
        src = os.path.join(folder, "m.go")
        while time.monotonic() < end:
            name = rng.choice(names)
            text = vary(texts[name], rng)
            with open(src, "w", encoding="utf-8") as f:
                f.write(text)
            good, wrong = judge(o, go, src, folder)
            accepted += good
            rejected += not good
            if wrong:
                failed += 1
                print(f"mutant {failed} of {name}: {wrong}", flush=True)
                if o.keep:
                    os.makedirs(o.keep, exist_ok=True)
                    with open(os.path.join(o.keep, f"{o.seed}-{failed}.go"), "w", encoding="utf-8") as f:
                        f.write(text)
    print(f"({accepted} mutants were accepted, {rejected} rejected)")
    print(f"{accepted + rejected - failed} passed, {failed} failed")
    return 1 if failed or not accepted else 0


if __name__ == "__main__":
    sys.exit(main())

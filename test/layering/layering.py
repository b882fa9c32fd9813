#!/usr/bin/env python3
"""layering.py REPO: every #include in our C++ against deps.txt. Exit 1 names each that points the wrong way.

Also: ANTLR's headers only in frontend/syntax, Clang's and lld's only in tools/abigen and tools/goloom/clang.cpp, and the
lean headers of the runtime only those of the C++ library that cost nothing.
"""
import os
import re
import sys

LEAN = {"cstddef", "cstdint", "cstring", "initializer_list", "new", "type_traits", "utility"}
INCLUDE = re.compile(r'^\s*#\s*include\s*([<"])([^>"]+)[>"]')


def layers(path):
    table = {}
    with open(path) as f:
        for line in f:
            line = line.split("#")[0].strip()
            if line:
                name, _, allowed = line.partition(":")
                table[name] = set(allowed.split()) | {name}
    return table


def layer_of(rel, table):
    best = ""
    for name in table:
        if rel.startswith(name + "/") and len(name) > len(best):
            best = name
    return best


def check(repo):
    table = layers(os.path.join(repo, "test/layering/deps.txt"))
    bad, files = [], 0
    for top in ("frontend", "codegen", "runtime", "stdlib", "tools"):
        for folder, _, names in os.walk(os.path.join(repo, top)):
            for name in sorted(names):
                if not name.endswith((".h", ".cpp")):
                    continue
                path = os.path.join(folder, name)
                rel = os.path.relpath(path, repo)
                mine = layer_of(rel, table)
                if not mine:
                    bad.append(f"{rel}: folder is not in deps.txt")
                    continue
                files += 1
                with open(path, encoding="utf-8") as f:
                    for number, line in enumerate(f, 1):
                        m = INCLUDE.match(line)
                        if not m:
                            continue
                        kind, target = m.groups()
                        complaint = judge(kind, target, mine, rel, table)
                        if complaint:
                            bad.append(f"{rel}:{number}: {complaint}")
    return bad, files


def judge(kind, target, mine, rel, table):
    if target.startswith("go/"):
        return None if "runtime/include" in table[mine] else f"{mine} may not include the runtime ({target})"
    if kind == '"' and target.startswith(("frontend/", "codegen/", "runtime/", "stdlib/", "tools/", "test/")):
        theirs = layer_of(target, table)
        if theirs not in table[mine]:
            return f"{mine} may not include {target}"
    if target.startswith("antlr4") and mine != "frontend/syntax":
        return "ANTLR is frontend/syntax's alone"
    if target.startswith(("clang/", "lld/")) and mine != "tools/abigen" and rel != "tools/goloom/clang.cpp":
        return f"{target}: Clang is tools/goloom/clang.cpp's alone"
    if target.startswith("llvm/") and mine.startswith(("runtime", "stdlib")):
        return "the runtime uses no LLVM"
    if mine == "runtime/include" and kind == "<" and target not in LEAN:
        return f"<{target}> makes every emitted file slower to compile"
    return None


def main():
    bad, files = check(sys.argv[1])
    for line in bad:
        print(line)
    print(f"{files} files, {len(bad)} wrong includes")
    return 1 if bad or files == 0 else 0


if __name__ == "__main__":
    sys.exit(main())

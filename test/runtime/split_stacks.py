#!/usr/bin/env python3
"""split_stacks.py PROGRAM DOORS...: no function of goloom's calls C on a stack that may have no room for it.

The linker has made every caller of C's functions ask __morestack_non_split. One that still asks __morestack, or
nobody, has escaped it. Prints each such function, and how many were looked at; exit status 1 if there are any.
"""
import re
import subprocess
import sys

# Run where there is room (on a thread's own stack, or that for signals), or call what needs none.
ALLOWED = re.compile(r"sighandler|preempted|signalled|^goloom_|^__wrap_|^main$|^_start|^finish$")
CALL = re.compile(r"\b(?:callq|jmp)\s+0x[0-9a-f]+ <(.+?)(?:\+0x[0-9a-f]+)?>$", re.M)


def main():
    program = sys.argv[1]
    text = subprocess.run(["/usr/lib/llvm-22/bin/llvm-objdump", "-d", "--no-show-raw-insn", "-C", program],
                          capture_output=True, text=True, check=True, timeout=60).stdout
    split = escaped = 0
    for block in text.split("\n\n"):
        head = re.match(r"[0-9a-f]+ <(.*)>:\n", block.lstrip())
        if not head:
            continue
        name, calls = head.group(1), set(CALL.findall(block))
        ours = "go::" in name or "main." in name or "__morestack" in calls
        if not ours or ALLOWED.search(name):
            continue
        split += "__morestack" in calls or "__morestack_non_split" in calls
        to_c = {c for c in calls if c.endswith("@plt")}
        if to_c and "__morestack_non_split" not in calls:
            print(f"{name} calls {', '.join(sorted(to_c))}")
            escaped += 1
    print(f"{split} functions look for room, {escaped} have escaped")
    sys.exit(1 if escaped or split < 100 else 0)


main()

#!/usr/bin/env python3
"""wine.py PROGRAM [ARGS…]: runs a program for Windows under Wine, with a prefix of its own and no display, 60 s at most.

The prefix stays empty: Wine is told that it is not to be filled (which takes 5 s and 700 MB) and takes its own libraries
from where they are installed. Exits as the program did, 124 if it took too long.
"""
import os
import subprocess
import sys
import tempfile

WINE = "/usr/lib/wine/wine64"
SERVER = "/usr/lib/wine/wineserver64"


def main():
    with tempfile.TemporaryDirectory() as prefix:
        with open(os.path.join(prefix, ".update-timestamp"), "w") as f:
            f.write("disable\n")
        env = dict(os.environ, WINEPREFIX=prefix, WINEDEBUG="-all", WINEBOOTSTRAPMODE="1")
        env.pop("DISPLAY", None)
        try:
            return subprocess.run([WINE] + sys.argv[1:], env=env, stdin=subprocess.DEVNULL, timeout=60).returncode
        except subprocess.TimeoutExpired:
            print("timed out", file=sys.stderr)
            return 124
        finally:
            # Its server ends whatever is left of the program; -w waits for that.
            for what in ("-k", "-w"):
                subprocess.run([SERVER, what], env=env, stdin=subprocess.DEVNULL, timeout=20)


if __name__ == "__main__":
    sys.exit(main())

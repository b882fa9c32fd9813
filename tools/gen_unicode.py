#!/usr/bin/env python3
"""Writes frontend/support/unicode_tables.inc from Debian's unicode-data (UnicodeData.txt).

Three tables of inclusive ranges: letters (L*), decimal digits (Nd), upper case letters (Lu). A stride of 2 keeps
the alternating Lu/Ll blocks short.
"""
import sys


def runes(path):
    first = None
    for line in open(path, encoding="ascii"):
        code, name, category = line.split(";")[:3]
        code = int(code, 16)
        if name.endswith(", First>"):
            first = code
        elif name.endswith(", Last>"):
            for c in range(first, code + 1):
                yield c, category
        else:
            yield code, category


def ranges(codes):
    """Maximal arithmetic runs of stride 1 or 2, as (low, high, stride)."""
    out = []
    for c in codes:
        if out:
            low, high, stride = out[-1]
            if c - high == stride or (low == high and c - high in (1, 2)):
                out[-1] = (low, c, c - high)
                continue
        out.append((c, c, 1))
    return out


def main():
    path = sys.argv[1] if len(sys.argv) > 1 else "/usr/share/unicode/UnicodeData.txt"
    everything = sorted(runes(path))
    print("// Written by tools/gen_unicode.py from UnicodeData.txt: {low, high, stride}, inclusive, above ASCII.")
    for table, test in [("letters", lambda g: g[0] == "L"), ("digits", lambda g: g == "Nd"), ("uppers", lambda g: g == "Lu")]:
        rs = ranges([c for c, g in everything if test(g) and c >= 0x80])
        print(f"static constexpr Range {table}[] = {{")
        row = "   "
        for low, high, stride in rs:
            item = f" {{{low:#x}, {high:#x}, {stride}}},"
            if len(row) + len(item) > 108:
                print(row)
                row = "   "
            row += item
        print(row)
        print("};")


main()

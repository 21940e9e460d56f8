#!/usr/bin/env python3
"""Checks that no line of C is wider than 120 columns, as .clang-format has it, and that none ends in white space or holds a tab."""
import pathlib


def main():
    root = pathlib.Path(__file__).resolve().parent.parent
    passed = failed = 0
    for folder in ("src", "include", "compile", "fuzz", "tests"):
        for path in sorted((root / folder).glob("**/*.[ch]")):
            bad = ["%s:%d: %d columns" % (path.relative_to(root), n, len(line)) if len(line) > 120 else "%s:%d: a tab or a space at the end" % (path.relative_to(root), n)
                   for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1) if len(line) > 120 or "\t" in line or line != line.rstrip()]
            print(*bad, sep="\n", end="\n" if bad else "")
            passed += not bad
            failed += bool(bad)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

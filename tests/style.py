#!/usr/bin/env python3
"""Checks that no line of C is wider than 120 columns, as .clang-format has it, that none ends in white space or holds a tab, and that no two structures of src/ have one name."""
import collections
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent


def lines(path):
    """What is wrong with the lines of a file."""
    for n, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1):
        if len(line) > 120:
            yield "%s:%d: %d columns" % (path.relative_to(ROOT), n, len(line))
        elif "\t" in line or line != line.rstrip():
            yield "%s:%d: a tab or a space at the end" % (path.relative_to(ROOT), n)


def names():
    """Names of structures and enumerations that two files define."""
    found = collections.defaultdict(list)
    for path in sorted((ROOT / "src").glob("*/*.[ch]")):
        text = path.read_text(encoding="utf-8")
        for name in set(re.findall(r"\b(?:struct|enum|union) (dl_\w+) \{", text)) | set(re.findall(r"^\} (dl_\w+);", text, re.M)):
            found[name].append(str(path.relative_to(ROOT)))
    return ["%s: one name for two things" % " and ".join(files) + " (%s)" % name for name, files in sorted(found.items()) if len(files) > 1]


def main():
    passed = failed = 0
    checks = [list(lines(path)) for folder in ("src", "include", "compile", "fuzz", "tests") for path in sorted((ROOT / folder).glob("**/*.[ch]"))]
    for bad in checks + [names()]:
        print(*bad, sep="\n", end="\n" if bad else "")
        passed += not bad
        failed += bool(bad)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

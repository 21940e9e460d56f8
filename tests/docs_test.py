#!/usr/bin/env python3
"""Runs the examples of README.md and docs/*.md as they stand there. usage: docs_test.py [--update] PROGRAM

A paragraph that ends with `name`: before a block makes that file; each line "$ command" of a console block is run in the shell and must print what
stands behind it. A line "..." stands for any lines. Each page has a folder of its own, with examples/ and docs/ of this repository and build/ of the
program. Line numbers in data/, which change with every row, and speeds are not compared. --update writes what is printed now into the page, but
for blocks with gaps.
"""
import glob
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
VARYING = [(re.compile(r"(data/[a-z]+/[a-z]+\.tsv):\d+"), r"\1:N"), (re.compile(r"[\d.,]+ (s|MB|documents/s)\b"), r"N \1")]
GAP = "...\n"


def blocks(text):
    """(file name or None for a console, contents, where they begin)."""
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S):
        if found[1] == "console":
            yield None, found[2], found.start(2)
            continue
        name = re.search(r"`([\w./]+)`:\s*$", text[:found.start()])
        if name:
            yield name[1], found[2], found.start(2)


def steps(console):
    """(command, what it prints)."""
    for step in re.split(r"^\$ ", console, flags=re.M)[1:]:
        command, _, out = step.partition("\n")
        yield command, out


def same(wanted, printed):
    for pattern, word in VARYING:
        wanted, printed = pattern.sub(word, wanted), pattern.sub(word, printed)
    pieces = [re.escape(piece) for piece in ("\n" + wanted).split("\n" + GAP)]
    return re.fullmatch("\n(?:.*\n)*".join(pieces), "\n" + printed) is not None


def environment(program):
    build = os.path.dirname(os.path.abspath(program))
    return dict(os.environ, PATH=os.pathsep.join([build, os.path.join(ROOT, "tools"), "/usr/bin", os.environ["PATH"]]),  # Debian's Python has pandas
                LC_ALL="C.UTF-8",
                PKG_CONFIG_PATH=os.path.join(build, "meson-uninstalled"), LD_LIBRARY_PATH=build)


def run_page(path, program, update):
    with open(path, encoding="utf-8") as page:
        text = page.read()
    passed, failed, edited = 0, 0, text
    with tempfile.TemporaryDirectory() as folder:
        os.symlink(os.path.dirname(os.path.abspath(program)), os.path.join(folder, "build"))
        for name in ("docs", "examples"):
            os.symlink(os.path.join(ROOT, name), os.path.join(folder, name))
        for name, content, _ in blocks(text):
            if name:
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                    out.write(content)
                continue
            now = content
            for command, wanted in steps(content):
                run = subprocess.run(command, shell=True, executable="/bin/bash", cwd=folder, env=environment(program), stdout=subprocess.PIPE,
                                     stderr=subprocess.STDOUT, text=True, timeout=120)
                if same(wanted, run.stdout):
                    passed += 1
                    continue
                failed += 1
                print("%s: $ %s\nexpected:\n%sprinted:\n%s" % (os.path.relpath(path, ROOT), command, wanted, run.stdout))
                if GAP not in wanted:
                    now = now.replace("$ %s\n%s" % (command, wanted), "$ %s\n%s" % (command, run.stdout), 1)
            edited = edited.replace(content, now, 1)
    if update and edited != text:
        with open(path, "w", encoding="utf-8") as page:
            page.write(edited)
    return passed, failed


def main(argv):
    update = "--update" in argv
    counts = [run_page(page, argv[-1], update) for page in [os.path.join(ROOT, "README.md")] + sorted(glob.glob(os.path.join(ROOT, "docs", "*.md")))]
    passed, failed = (sum(count) for count in zip(*counts))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

#!/usr/bin/env python3
"""Runs the examples of docs/dictionaries.md as they stand there. usage: docs_test.py PROGRAM

A paragraph that ends with `name`: before a plain block makes that file; each line "$ command" of a console block is run in the shell, in one
folder, and must print what stands behind it. Line numbers in data/ are not compared: they change with every row.
"""
import os
import re
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
NUMBER = re.compile(r"(data/[a-z]+/[a-z]+\.tsv):\d+")


def blocks(text):
    """(file name or None for a console, contents)."""
    for found in re.finditer(r"^```(\w*)\n(.*?)^```$", text, re.M | re.S):
        if found[1] == "console":
            yield None, found[2]
            continue
        name = re.search(r"`([\w./]+)`:\s*$", text[:found.start()])
        if name:
            yield name[1], found[2]


def steps(console):
    """(command, what it prints)."""
    for step in re.split(r"^\$ ", console, flags=re.M)[1:]:
        command, _, out = step.partition("\n")
        yield command, out


def main(argv):
    passed = failed = 0
    with open(os.path.join(ROOT, "docs", "dictionaries.md"), encoding="utf-8") as page:
        text = page.read()
    path = os.pathsep.join([os.path.dirname(os.path.abspath(argv[1])), os.path.join(ROOT, "tools"), os.environ["PATH"]])
    with tempfile.TemporaryDirectory() as folder:
        for name, content in blocks(text):
            if name:
                os.makedirs(os.path.dirname(os.path.join(folder, name)), exist_ok=True)
                with open(os.path.join(folder, name), "w", encoding="utf-8") as out:
                    out.write(content)
                continue
            for command, wanted in steps(content):
                run = subprocess.run(command, shell=True, cwd=folder, env=dict(os.environ, PATH=path, LC_ALL="C"), stdout=subprocess.PIPE,
                                     stderr=subprocess.STDOUT, text=True, timeout=120)
                if NUMBER.sub(r"\1:N", run.stdout) == NUMBER.sub(r"\1:N", wanted):
                    passed += 1
                else:
                    failed += 1
                    print("$ %s\nexpected:\n%sprinted:\n%s" % (command, wanted, run.stdout))
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

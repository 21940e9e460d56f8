#!/usr/bin/env python3
"""Do two programs give the same? The first document and field in which they differ; exit status 1 if there is one.

usage: same.py PROGRAM OTHER [FILE...]

A FILE is JSON Lines with a field "text", plain text or HTML; without one, the repository's own texts: examples/, docs/*.jsonl, docs/gold/.
What is compared is `code --format jsonl --predicates` without the field made_by: for a change that must make the program faster and nothing else.
Each program reads the data file beside it.
"""
import itertools
import json
import pathlib
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parent.parent


def own_texts():
    found = sorted((ROOT / "examples").glob("*.*")) + sorted((ROOT / "docs").glob("*.jsonl")) + sorted((ROOT / "docs" / "gold").glob("*.jsonl"))
    return [str(path) for path in found if path.suffix in (".txt", ".html", ".jsonl")]


def start(program, path):
    return subprocess.Popen([program, "code", "--format", "jsonl", "--predicates", path], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                            text=True, encoding="utf-8")


def first_difference(a, b, where=""):
    """Path of the first field that differs, with both values."""
    if type(a) is type(b) and isinstance(a, dict):
        for key in itertools.chain(a, (k for k in b if k not in a)):
            if a.get(key) != b.get(key):
                return first_difference(a.get(key), b.get(key), f"{where}.{key}")
    if type(a) is type(b) and isinstance(a, list):
        for i, (x, y) in enumerate(itertools.zip_longest(a, b)):
            if x != y:
                return first_difference(x, y, f"{where}[{i}]")
    return f"{where or 'document'}: {json.dumps(a)[:300]} | {json.dumps(b)[:300]}"


def compare(program, other, path):
    """Documents compared, and what the first difference is or None."""
    runs = [start(program, path), start(other, path)]
    number = 0
    found = None
    for number, (x, y) in enumerate(itertools.zip_longest(*(run.stdout for run in runs)), 1):
        a, b = (json.loads(line) if line else None for line in (x, y))
        for each in (a, b):
            if each:
                each.pop("made_by", None)
        if a != b and not found:
            name = ((a or b)["doc"].get("id") or "")
            found = f"{path}: document {number} {name}: {first_difference(a, b)}"
    statuses = [run.wait() for run in runs]
    if not found and statuses[0] != statuses[1]:
        found = f"{path}: exit status {statuses[0]} | {statuses[1]}"
    return number, found


def main():
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    program, other, *files = sys.argv[1:]
    documents, differ = 0, 0
    for path in files or own_texts():
        count, found = compare(program, other, path)
        documents += count
        if found:
            differ += 1
            print(found)
    print(f"{documents} documents in {len(files or own_texts())} files, {differ} files differ")
    return 1 if differ else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Codes the articles in examples/ and compares them with what a reader expects (tests/expected/*.tsv).

usage: examples_test.py PROGRAM EXAMPLES [--floor N]   prints each row that is not found; fails when fewer than N in a hundred are.
The rows were written by a reader before the coder existed; the floor is what the coder reaches today.
"""
import glob
import json
import os
import subprocess
import sys


def wanted(path):
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#") and line.strip():
            yield (line.rstrip("\n").split("\t") + [""] * 7)[:7]


def countries(parties):
    return {p.get("country") or p.get("code", "")[:3] for p in parties} - {""}


def fits(row, event, doc):
    category, mode, actor, recipient, trigger, author, source = row
    parties = countries(event["actor"]), countries(event["recipient"])
    want = set(filter(None, actor.split("|"))), set(filter(None, recipient.split("|")))
    if event["event"] not in category.split("|") or (mode and event["mode"] != mode):
        return False
    if not any(t in event["evidence"]["text"] and t in event["trigger"]["text"] or event["trigger"]["text"] in t for t in trigger.split("|")):
        return False
    if want[1]:
        if want != parties and want[0] | want[1] != parties[0] | parties[1]:
            return False
    elif not want[0] <= parties[0] | parties[1]:
        return False
    values = {f["source"]: f["value"] for f in event["factuality"]}
    if author and values.get("AUTHOR") not in author.split("|"):
        return False
    names = {e["id"]: e["name"] for e in doc["entities"]}
    return not source or any(source.lower() in names.get(s, "").lower() or names.get(s, "?").lower() in source.lower() for s in values)


def main(argv):
    program, folder = argv[1], argv[2]
    floor = float(argv[argv.index("--floor") + 1]) if "--floor" in argv else 0
    found = total = 0
    for path in sorted(glob.glob(os.path.join(folder, "*.jsonl"))):
        out = subprocess.run([program, "code", "--format", "jsonl", path], check=True, capture_output=True, text=True).stdout
        doc = json.loads(out)
        name = os.path.basename(path)[:-6]
        for row in wanted(os.path.join(os.path.dirname(os.path.abspath(__file__)), "expected", name + ".tsv")):
            total += 1
            hit = any(fits(row, e, doc) for e in doc["events"])
            found += hit
            if not hit:
                print("not found: %s: %s" % (name, " ".join(row)))
    print("examples: %d of %d expected rows found" % (found, total))
    low = 100 * found < floor * total
    print("%d passed, %d failed" % (0 if low else 1, low))
    return low


if __name__ == "__main__":
    sys.exit(main(sys.argv))

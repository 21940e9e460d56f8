#!/usr/bin/env python3
"""Check the tables of data/lexicon: columns, codes, modes, slots, flags, classes and doubled rows.

usage: lexicon.py [DIRECTORY]

Prints one line for each fault and exits with 1 if there is any.
"""
import collections
import os
import re
import sys

COLUMNS = "key category mode cameo actor recipient object test flags".split()
ONE = r"(?:nsubj|obj|iobj|poss|amod|appos|xcomp|ccomp|csubj|advcl|acl|advmod|cop|gov|addressee|speaker|in|clause|(?:obl|nmod):[a-z_]+)=?"
SLOT = re.compile(rf"(-|{ONE}(?:[|+>]{ONE})*)?")
FLAGS = set("reciprocal statement nested subject-control weak needs-recipient needs-actor needs-object historical future hypothetical "
            "negated veto low idiom own".split())
FOUND = set("party politician country place person org name number money verb mandative negated future hypothetical".split())
CONTEXTS = 37


def rows(path, faults):
    header = None
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            line = line.rstrip("\n")
            if line.startswith("#"):
                continue
            cells = line.split("\t")
            if header is None:
                header = cells
            elif len(cells) != len(header):
                faults.append(f"{path}:{number}: {len(cells)} columns, not {len(header)}")
            else:
                yield number, cells


def check_test(test, classes, where, faults):
    for part in filter(None, test.split(",")):
        slot, _, names = part.lstrip("!").replace("!=", "=").partition("=")
        if not SLOT.fullmatch(slot):
            faults.append(f"{where}: slot {slot} in test")
        for name in filter(None, names.split("|")):
            if not name.startswith(("~", "event:")) and name not in classes:
                faults.append(f"{where}: class {name}")


def check_senses(path, codes, modes, classes, faults):
    seen = set()
    for number, cells in rows(path, faults):
        row, where = dict(zip(COLUMNS, cells)), f"{path}:{number}"
        flags = [f for f in row["flags"].split(",") if f]
        for flag in flags:
            if flag not in FLAGS and not flag.startswith("negated-as:"):
                faults.append(f"{where}: flag {flag}")
        if "veto" not in flags and row["cameo"] not in codes:
            faults.append(f"{where}: code {row['cameo']}")
        if row["category"] and (row["category"], row["mode"]) not in modes:
            faults.append(f"{where}: {row['category']} has no mode {row['mode']}")
        for slot in ("actor", "recipient", "object"):
            if not SLOT.fullmatch(row[slot]):
                faults.append(f"{where}: slot {row[slot]}")
        check_test(row["test"], classes, where, faults)
        if (row["key"], row["test"]) in seen:
            faults.append(f"{where}: {row['key']} stands twice with the same test")
        seen.add((row["key"], row["test"]))


def main():
    here = os.path.dirname(os.path.abspath(__file__))
    folder = sys.argv[1] if len(sys.argv) > 1 else os.path.join(here, "..", "data", "lexicon")
    faults = []
    table = lambda name: os.path.join(folder, name + ".tsv")
    modes = {tuple(cells[:2]) for _, cells in rows(table("plover"), faults)}
    codes = set()
    for number, cells in rows(table("cameo"), faults):
        codes.add(cells[0])
        if cells[3] and (cells[3], cells[4]) not in modes:
            faults.append(f"{table('cameo')}:{number}: {cells[3]} has no mode {cells[4]}")
    classes = FOUND | {cells[1] for _, cells in rows(table("classes"), faults)}
    for name in ("verbs", "light", "nouns", "adjectives"):
        check_senses(table(name), codes, modes, classes, faults)
    for number, cells in rows(table("nested"), faults):
        if (cells[1], cells[2]) not in modes or cells[3] not in codes:
            faults.append(f"{table('nested')}:{number}: {' '.join(cells)}")
    if len(contexts := collections.Counter(cells[1] for _, cells in rows(table("contexts"), faults))) != CONTEXTS:
        faults.append(f"{table('contexts')}: {len(contexts)} contexts, not {CONTEXTS}")
    for number, cells in rows(table("herrings"), faults):
        if cells[1] not in ("phrase", "sentence", "whole", "story"):
            faults.append(f"{table('herrings')}:{number}: scope {cells[1]}")
    print("\n".join(faults) or "the lexicon is sound")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""The rules of data/schema.tsv from the other side: a kind or flag that a row may have must be read by the program.

usage: schema_test.py
"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Shown as they are, or of two kinds the one that is not asked for.
SHOWN = {("measures/embargoes", "confidence"), ("measures/embargoes", "checked"), ("tokens/abbreviations", "kind"), ("lexicon/contexts", "context"),
         ("lexicon/plover", "quad"), ("lexicon/magnitude", "kind"), ("places/cities", "feature"), ("places/lands", "feature"), ("places/regions", "feature"),
         ("actors/others", "kind"), ("actors/additions", "kind"), ("actors/organizations", "kind"), ("claims/exchange", "order"), ("claims/stances", "stance"), ("tokens/domains", "kind")}


def words_of_the_source():
    """Every word inside a string of src/, but for the code that checks tables."""
    text = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "src").rglob("*.[ch]")) if p.parent.name != "model")
    strings = re.findall(r'"((?:[^"\\\n]|\\.)*)"', re.sub(r"/\*.*?\*/", "", text, flags=re.S))
    return {word for s in strings for word in re.split(r"[ |,%\\]+", s)}


def main():
    known, passed, failed = words_of_the_source(), 0, 0
    for line in (ROOT / "data" / "schema.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 3 or cells[2].split()[0] not in ("oneof", "flags") or tuple(cells[:2]) in SHOWN:
            continue
        unread = [w for w in cells[2].split()[1:] if w not in known and w.rstrip("0123456789") not in known]
        if unread:
            print("%s, column %s: nothing in the program reads %s" % (cells[0], cells[1], " ".join(unread)))
        passed += not unread
        failed += bool(unread)
    print("%d passed, %d failed" % (passed, failed))
    return 1 if failed else 0


if __name__ == "__main__":
    raise SystemExit(main())

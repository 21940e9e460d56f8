#!/usr/bin/env python3
"""The rules of data/schema.tsv from the other side: a kind, flag, class or step that a row may have must be read by the program.

usage: schema_test.py
"""
import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parent.parent
# Shown as they are, or of two kinds the one that is not asked for.
SHOWN = {("measures/embargoes", "confidence"), ("measures/embargoes", "checked"), ("tokens/abbreviations", "kind"), ("lexicon/contexts", "context"),
         ("lexicon/plover", "quad"), ("lexicon/magnitude", "kind"), ("places/cities", "feature"), ("places/lands", "feature"), ("places/regions", "feature"),
         ("actors/others", "kind"), ("actors/additions", "kind"), ("actors/organizations", "kind"), ("claims/exchange", "order"), ("claims/stances", "stance"),
         ("claims/cues", "frame"), ("language/languages", "script"), ("language/scripts", "script"), ("tokens/domains", "kind")}


RELATIONS = ("ccomp", "csubj", "advcl", "acl", "advmod", "cop")  # steps that are looked for by their relation


def words_of_the_source():
    """Every word inside a string of src/, but for the code that checks tables."""
    text = "".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "src").rglob("*.[ch]")) if p.parent.name != "model")
    strings = re.findall(r'"((?:[^"\\\n]|\\.)*)"', re.sub(r"/\*.*?\*/", "", text, flags=re.S))
    return {word for s in strings for word in re.split(r"[ |,%\\]+", s)}


def unread_names():
    """Flags, classes, kinds, steps and slots of the lists in C that nothing behind the compiler of rows asks for."""
    lists = "".join((ROOT / "src" / name).read_text(encoding="utf-8") for name in ("model/compiled.h", "model/kinds.h", "events/lexicon.h"))
    code = "\n".join(p.read_text(encoding="utf-8") for p in sorted((ROOT / "src").glob("*/*.[ch]")) if p.parent.name != "model")
    code = re.sub(r"\bDL_NOUNS\((\w+)\)", r"DL_NOUN_\1", code)
    for kind, body in re.findall(r"#define DL_(\w+)_LIST\(ITEM\)((?:.*\\\n)*.*)", lists):
        for name in re.findall(r"ITEM\((\w+),", body):
            asked = "DL_%s_%s" % (kind, name)
            by_number = kind == "STEP" and name.lower() in RELATIONS or kind == "SLOTS" and name.split("_")[0] in ("LIGHT", "NOUN", "ADJECTIVE") or \
                kind == "MEASURE" and name in ("DEAD", "INJURED", "DISPLACED") or kind == "NOUN" and name in ("FOUR", "FIVE", "SIX")  # shown; one of a row
            if not by_number and not re.search(r"\b%s\b" % asked, code):
                yield asked


def main():
    known, passed, failed = words_of_the_source(), 0, 0
    for name in unread_names():
        print("src asks nowhere for %s" % name)
        failed += 1
    for line in (ROOT / "data" / "schema.tsv").read_text(encoding="utf-8").splitlines():
        cells = line.split("\t")
        if len(cells) != 3 or cells[2].split()[0] not in ("oneof", "each") or tuple(cells[:2]) in SHOWN:
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

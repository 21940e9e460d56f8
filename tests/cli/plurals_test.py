#!/usr/bin/env python3
"""Plurals that the head of a sentence makes look like names are the nouns that they are: "Gunmen" is "Gunman" and not "Gunme", also where the parser
takes it for a name; names are read as before. usage: plurals_test.py PROGRAM"""
import json

from support import main, objects

FORMS = {"Gunmen attacked Kenyan police.": "gunman", "Congressmen kill 26 in raids on villages.": "congressman", "Militiamen attacked Kenyan police.": "militiaman",
         "Yemen attacked Iran.": "yemen", "Amazon Technologies left Iran.": "amazon"}
CODES = {"Gunmen attacked Kenyan police.": "Gunmen", "Congressmen condemned Iran.": "Congressmen"}


def plurals(s):
    for text, lemma in FORMS.items():
        rows = s.expect("parsed", 0, "parse", s.path("text.txt", text + "\n")).stdout.decode().splitlines()
        first = next(row for row in rows if row.startswith("1\t")).split("\t")
        s.check("the lemma of %s" % first[1], first[2].lower() == lemma, first[2])
    p = s.path("codes.jsonl", "".join(json.dumps({"date": "2024-03-14", "text": text}) + "\n" for text in CODES))
    for (text, name), doc in zip(CODES.items(), objects(s.expect("coded", 0, "code", "--format", "jsonl", p).stdout)):
        found = [e for e in doc["entities"] if e["name"] == name]
        s.check("%s has the code of its noun" % name, found and found[0]["code"], found)


if __name__ == "__main__":
    raise SystemExit(main(plurals))

#!/usr/bin/env python3
"""Turns the embargo facts (one measure a row) into data/measures/embargoes.tsv, keyed by the country they bind.

usage: tools/measures.py FACTS/embargoes.tsv data/measures/embargoes.tsv > data/measures/embargoes.new

A row is kept where its target names a country; `scope` says whether the state itself or a party inside it is meant. `classes`
are the object classes of events that the covered goods fall under (see data/lexicon/classes.tsv). `checked` and `words` are
written by hand, by whoever has read the paragraph (`checked`) or remembers it (`recalled`): they are taken over from the table that is there.
"""
import csv
import re
import sys

CLASSES = [("arms", r"arms|weapon|tanks|artillery|ammunition|munition|missile|military equipment|materiel|military vehicles|combat"),
           ("wmd", r"nuclear|wmd|missile|chemical|biological|enrichment"), ("technology", r"technolog|technical|scientific|dual-use|advice|assistance"),
           ("equipment", r"machinery|(?<!military )equipment|helicopters|(?<!military )vehicles|spare parts"), ("oil", r"oil|petroleum|fuel|gas liquids"),
           ("funds", r"financ|cash|asset|funds"), ("personnel", r"mercenary|training|trainers|workers|teaching"),
           ("goods", r"coal|iron|gold|copper|seafood|lead|textiles|statues|luxury|charcoal|commodities|trade|vessels|food"),
           ("travel", r"travel ban"), ("military", r"military cooperation|armed forces|military, paramilitary")]
HEAD = "target scope regime resolution paragraph direction classes covers start end ended_by confidence source checked words".split()


def read(path):
    with open(path, encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def main(path, before):
    known = {(r["resolution"], r["paragraph"]): (r["checked"], r["words"]) for r in read(before) if r.get("words")}
    print("# International measures: what may not be supplied to or procured from whom, by which paragraph, from when to when.")
    print("# Compiled by hand from UN Security Council resolutions and EU decisions as generally known; confidence: high | medium.")
    print("# direction: to = supply to the target, from = procurement from the target, both. scope: state | party. An empty end: in force.")
    print("# checked: somebody has read the paragraph in the instrument's text, and `words` are found there; recalled: `words` are the paragraph's as somebody remembers")
    print("# them, and nobody has compared them with the text (of 1718 it is in UN press release SC/8853 of 14 October 2006, of 1874 in SC/9679 of 12 June 2009); unchecked:")
    print("# neither.")
    print("# Made by tools/measures.py.")
    print("\t".join(HEAD))
    for row in read(path):
        countries = re.findall(r"\b[A-Z]{3}\b", row["target"]) or {"Houthis": ["YEM"], "Taliban": ["AFG"], "Al-Shabaab": ["SOM"]}.get(row["target"], [])
        state = re.fullmatch(r"[A-Z]{3}(\|[A-Z]{3})*", row["target"])
        classes = [name for name, words in CLASSES if re.search(words, row["covers"], re.I)]
        for country in countries:
            checked, words = known.get((row["resolution"], row["paragraph"]), ("unchecked", ""))
            cells = {**row, "checked": checked, "words": words, "target": country, "scope": "state" if state else "party", "classes": "|".join(classes)}
            print("\t".join(cells[k] or "" for k in HEAD))


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])

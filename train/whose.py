#!/usr/bin/env python3
"""Teaches whose a party is that nobody's country is told of (src/events/whose.h): one weight for each piece of evidence, a softmax over the options; and
the sector of a party that no row tells (src/events/sectors.c): a weight a sector for each piece.

usage: whose.py --sides FILE --data DATA --out models/whose.bin [--parts [--folds 5]] [--seed 1]

FILE is what `tools/folds.py BUILD DATA PARTS --sides --keep FILE` leaves: the sides of the acts of DATA/gold/news-train.jsonl, each article coded with
weights that never saw it. The right option of a side is a country that the gold event at the same words has there, or nobody where it has none; sides of
acts that gold has not, and sides whose country is no option, teach nothing. With --parts the documents are parted as in acts.py, figures and a model for
each part are made; without it the model is taught on all.
"""
import argparse
import collections
import json
import os
import sys

import numpy as np
import torch

import weights
from acts import fold_of

LEAST = 3


def right_option(event, side):
    """Index of the right option: 0 where the side is right as it is, or gold has nobody there; None where gold tells none of them."""
    parties = [p for p in event[side["role"]] if not p.get("optional")]
    if event.get("reciprocal"):
        parties = [p for p in event["actor"] + event["recipient"] if not p.get("optional")]
    countries = {c for p in parties for c in [p.get("country", ""), *p.get("country_alt", [])]} - {""}
    if not countries or countries & set(side["countries"]):
        return 0
    for i, option in enumerate(side["options"]):
        if i and option["country"] in countries:
            return i
    return 0 if any(side["countries"]) else None


def gold_event(doc, side):
    """The required event of a category whose trigger shares most characters with the side's."""
    def shared(e):
        return min(e["trigger"]["end"], side["end"]) - max(e["trigger"]["begin"], side["begin"])
    some = [e for e in doc["events"] if e["event"] and not e.get("optional") and shared(e) > 0]
    return max(some, key=shared) if some else None


def read(sides, data):
    gold = {}
    for line in open(os.path.join(data, "gold", "news-train.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        gold[d["doc"]["id"]] = d
    docs, options, right, sectors = [], [], [], []
    for line in open(sides, encoding="utf-8"):
        d = json.loads(line)
        for side in d["sides"]:
            event = gold_event(gold[d["doc"]], side)
            answer = right_option(event, side) if event else None
            sector = gold_sector(event, side) if event else None
            if sector:
                sectors.append((d["doc"], side["sector"], sector))
            if answer is not None:
                docs.append(d["doc"])
                options.append([o["evidence"] for o in side["options"]])
                right.append(answer)
    return docs, options, np.array(right), sectors


def gold_sector(event, side):
    """The one sector of gold's parties there; None where it tells none or several."""
    found = {p.get("sector", "")[:3] for p in event[side["role"]] if not p.get("optional")}
    return found.pop() if len(found) == 1 and "" not in found else None


def teach_sectors(samples, labels, names, seed, decay=1e-3, steps=200):
    """samples: (evidence, sector); weights [names, labels]."""
    torch.manual_seed(seed)
    number = {n: i + 1 for i, n in enumerate(names)}
    rows = np.zeros((len(samples), max(len(e) for e, _ in samples)), np.int64)
    for i, (evidence, _) in enumerate(samples):
        known = [number[n] for n in evidence if n in number]
        rows[i, :len(known)] = known
    rows, answer = torch.from_numpy(rows), torch.tensor([labels.index(s) for _, s in samples])
    w = torch.zeros(len(names) + 1, len(labels), requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=0.05)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 0.05 * (1 - step / steps)
        used = torch.cat([torch.zeros(1, len(labels)), w[1:]])
        loss = torch.nn.functional.cross_entropy(used[rows].sum(1), answer) + decay * (w ** 2).sum() / 2
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return w[1:].detach().numpy()


def best_sector(w, labels, names, evidence):
    number = {n: i for i, n in enumerate(names)}
    sums = sum((w[number[n]] for n in evidence if n in number), np.zeros(len(labels)))
    return labels[int(sums.argmax())]


def numbered(options):
    """Names that are frequent enough, and the options as numbers: sides x options x names, 0 is none; which options are there."""
    count = collections.Counter(n for side in options for names in side for n in set(names))
    names = sorted(n for n, c in count.items() if c >= LEAST)
    number = {n: i + 1 for i, n in enumerate(names)}
    most, longest = max(map(len, options)), max(len(o) for side in options for o in side)
    rows, there = np.zeros((len(options), most, longest), np.int64), np.zeros((len(options), most), bool)
    for i, side in enumerate(options):
        for k, found in enumerate(side):
            there[i, k] = True
            known = [number[n] for n in found if n in number]
            rows[i, k, :len(known)] = known
    return names, torch.from_numpy(rows), torch.from_numpy(there)


def scores(w, rows, there):
    return torch.where(there, w[rows].sum(2), torch.tensor(-1e9))


def teach(rows, there, right, count, seed, decay=5e-4, steps=300):
    """All sides at once, by Adam, with a penalty on the squares of the weights."""
    torch.manual_seed(seed)
    w = torch.zeros(count + 1, requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=0.05)
    answer = torch.from_numpy(right)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 0.05 * (1 - step / steps)
        used = torch.cat([torch.zeros(1), w[1:]])
        loss = torch.nn.functional.cross_entropy(scores(used, rows, there), answer) + decay * (w ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return torch.cat([torch.zeros(1), w[1:].detach()])


def write(w, names, sectors, labels, sector_names, path):
    weights.write(path, {"evidence": names, "sector.labels": labels, "sector.evidence": sector_names},
                  {"weights": w[1:].numpy().reshape(-1, 1), "sector.weights": sectors}, embeddings=("weights", "sector.weights"))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--sides", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True, help="a file; with --parts a folder")
    p.add_argument("--parts", action="store_true")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    docs, options, right, sectors = read(o.sides, o.data)
    count = collections.Counter(n for _, evidence, _ in sectors for n in set(evidence))
    sector_names = sorted(n for n, c in count.items() if c >= LEAST)
    labels = sorted({s for _, _, s in sectors})
    names, rows, there = numbered(options)
    print("%d sides, of which %d are right as they are; %d names of evidence" % (len(right), (right == 0).sum(), len(names)))
    if not o.parts:
        taught = teach_sectors([s[1:] for s in sectors], labels, sector_names, o.seed)
        write(teach(rows, there, right, len(names), o.seed), names, taught, labels, sector_names, o.out)
        return
    fold = np.array([fold_of(d, o.folds) for d in docs])
    hit = first = sector_hit = 0
    for f in range(o.folds):
        some, other = np.where(fold != f)[0], np.where(fold == f)[0]
        w = teach(rows[some], there[some], right[some], len(names), o.seed + f)
        hit += (scores(w, rows[other], there[other]).argmax(1).numpy() == right[other]).sum()
        first += (right[other] == 1).sum()
        taught = teach_sectors([s[1:] for s in sectors if fold_of(s[0], o.folds) != f], labels, sector_names, o.seed + f)
        sector_hit += sum(best_sector(taught, labels, sector_names, e) == s for d, e, s in sectors if fold_of(d, o.folds) == f)
        write(w, names, taught, labels, sector_names, os.path.join(o.out, "whose-%d.bin" % f))
    print("right, cross-validated: %.3f; always the state named most: %.3f; as they are: %.3f" % (hit / len(right), first / len(right), (right == 0).mean()))
    print("sectors right: %.3f of %d" % (sector_hit / len(sectors), len(sectors)))


if __name__ == "__main__":
    sys.exit(main())

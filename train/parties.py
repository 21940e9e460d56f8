#!/usr/bin/env python3
"""Teaches who the actor and the recipient of an act are (src/events/options.h): one weight for each piece of evidence, a softmax over the pairs of
options; and the sectors of parties (src/events/sectors.c): a weight a sector for each piece.

usage: parties.py --sides FILE --data DATA --out models/parties.bin [--parts [--folds 5]] [--seed 1]

FILE is what `tools/folds.py BUILD DATA PARTS --sides --keep FILE` leaves: the acts of DATA/gold/news-train.jsonl with the options of their sides, each
article coded with weights that never saw it. A pair of options is right if its countries are those of the gold event at the same words, and the more so
where its words are gold's; a side none of whose options is right teaches nothing, and acts that gold has not teach nothing at all. With --parts the
documents are parted as in acts.py, figures and a model for each part are made; without it the model is taught on all.
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
# Added to what is taught: trust in what the rules found where they name both sides or nobody for the other. These articles' readers name a recipient
# nearly always, those of the other sets only where the words do; chosen on all parts together and on the other development sets, as in acts.py.
TRUST = {"rules' pair foreign apart": 2, "rules' pair no recipient apart": 1, "rules' pair no actor apart": 1, "rules' pair no recipient together": 3}
SIDES = ("actor", "recipient")
ELSEWHERE = 0.3  # how right an option is of the right country whose words are not gold's, where there is one with gold's words


# ---- what is right ----

def accepted(party):
    return {party.get("country", ""), *party.get("country_alt", [])}


def fits(parties, countries):
    """Are these the countries of gold's parties? Optional ones may be there or not."""
    wanted = [accepted(p) for p in parties if accepted(p) - {""}]
    needed = [accepted(p) for p in parties if not p.get("optional") and "" not in accepted(p)]
    return all(ok & countries for ok in needed) and countries <= set().union(*wanted, set())


def says(parties, proposal):
    """Are the proposal's words those of one of gold's parties?"""
    return any("begin" in p and p["begin"] < proposal["end"] and proposal["begin"] < p["end"] for p in parties)


def gold_event(doc, act):
    """The required event of a category whose trigger shares most characters with the act's."""
    def shared(e):
        return min(e["trigger"]["end"], act["end"]) - max(e["trigger"]["begin"], act["begin"])
    some = [e for e in doc["events"] if e["event"] and not e.get("optional") and shared(e) > 0]
    return max(some, key=shared) if some else None


def rate(right, said):
    """How right options are: by their countries, and more so by their words."""
    good = right & said
    if not right.any():
        return np.ones(right.shape, np.float32)
    return np.where(good, 1, np.where(right, ELSEWHERE if good.any() else 1, 0)).astype(np.float32)


class Act:
    """An act that gold has, with the evidence of its options as names."""

    def __init__(self, doc, act, names, event):
        proposals, options = act["proposals"], act["options"]
        self.doc, self.event, self.proposals, self.together = doc, event, proposals, act["reciprocal"]
        self.of = np.array([o["proposal"] for o in options])
        self.words = np.array([proposals[p]["words"] for p in self.of])
        self.countries = [frozenset([o["state"]] if o["state"] else proposals[o["proposal"]]["countries"]) - {""} for o in options]
        self.relations = np.array([[ord(c) - ord("a") for c in row] for row in act["relations"]])
        self.evidence = [[[names[n] for n in p[side]] for p in proposals] for side in SIDES]
        self.state = [[[names[n] for n in o[side]] for o in options] for side in SIDES]
        self.sector = [[[names[n] for n in p[side + " sector"]] for p in proposals] for side in SIDES]
        self.pair = [[names[n] for n in pair] for pair in act["pairs"]]
        self.judge()

    def judge(self):
        event = self.event
        kinds = {c: i for i, c in enumerate(dict.fromkeys(self.countries))}
        kind = np.array([kinds[c] for c in self.countries])

        def said_by(parties):
            return np.array([says(parties, self.proposals[p]) for p in self.of])
        if event.get("reciprocal"):
            parties = event["actor"] + event["recipient"]
            both = np.array([[fits(parties, a | b) for b in kinds] for a in kinds])[kind][:, kind]
            said = said_by(parties) | (self.words == 0)
            self.right, self.rating = both, rate(both, np.outer(said, said))
            return
        sides = [np.array([fits(event[s], c) for c in kinds])[kind] for s in SIDES]
        self.right = np.outer(*sides)
        self.rating = np.outer(*[rate(side, said_by(event[s])) for side, s in zip(sides, SIDES)])


def read(path, data):
    gold = {}
    for line in open(os.path.join(data, "gold", "news-train.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        gold[d["doc"]["id"]] = d
    acts = []
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        for act in d["acts"]:
            event = gold_event(gold[d["doc"]], act)
            if event:
                acts.append(Act(d["doc"], act, d["names"], event))
    return acts


# ---- the chooser ----

class Bags:
    """Bags of numbers, one behind another."""

    def __init__(self):
        self.flat, self.begin, self.size = [], [], 0

    def add(self, bags):
        first = len(self.begin)
        for bag in bags:
            self.begin.append(self.size)
            self.flat.extend(bag)
            self.size += len(bag)
        return first

    def sums(self, w):
        flat, begin = torch.tensor(self.flat, dtype=torch.long), torch.tensor(self.begin, dtype=torch.long)
        return torch.nn.functional.embedding_bag(flat, w[:, None], begin, mode="sum")[:, 0]


class Batch:
    """Acts as tensors: acts x actors x recipients."""

    def __init__(self, acts, number):
        most, count = max(len(a.of) for a in acts), len(acts)
        self.bags, self.states, self.pairs = [Bags(), Bags()], [Bags(), Bags()], Bags()
        of, at, pair = np.zeros((count, most), np.int64), np.zeros((count, most), np.int64), np.zeros((count, most, most), np.int64)
        there, rating = np.zeros((count, most), bool), np.zeros((count, most, most), np.float32)

        def numbered(lists):
            return [[number[n] for n in names if n in number] for names in lists]
        for i, a in enumerate(acts):
            n = len(a.of)
            for side in range(2):
                first, begin = self.bags[side].add(numbered(a.evidence[side])), self.states[side].add(numbered(a.state[side]))
            of[i, :n], at[i, :n], there[i, :n] = a.of + first, np.arange(n) + begin, True
            kinds, where = np.unique(a.relations * 36 + a.words[:, None] * 6 + a.words[None, :], return_inverse=True)
            pair[i, :n, :n] = where.reshape(n, n) + self.pairs.add(numbered(a.pair[k] for k in kinds))
            rating[i, :n, :n] = a.rating
        self.of, self.at, self.pair, self.there = torch.from_numpy(of), torch.from_numpy(at), torch.from_numpy(pair), torch.from_numpy(there)
        self.rating = torch.from_numpy(rating).flatten(1)

    def scores(self, w):
        sides = [torch.where(self.there, bags.sums(w)[self.of] + states.sums(w)[self.at], torch.tensor(-1e9))
                 for bags, states in zip(self.bags, self.states)]
        return sides[0][:, :, None] + sides[1][:, None, :] + self.pairs.sums(w)[self.pair]


def teach(acts, names, seed, epochs=6, rate=0.02, decay=3e-3, size=32):
    """The probability of all that is right, by Adam, with a penalty on the squares of the weights."""
    torch.manual_seed(seed)
    order = sorted(range(len(acts)), key=lambda i: len(acts[i].of))
    number = {n: i + 1 for i, n in enumerate(names)}
    batches = [Batch([acts[i] for i in order[k:k + size]], number) for k in range(0, len(order), size)]
    w = torch.zeros(len(names) + 1, requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=rate, betas=(0.9, 0.99))
    steps, step, shuffle = epochs * len(batches), 0, np.random.default_rng(seed)
    for _ in range(epochs):
        for i in shuffle.permutation(len(batches)):
            optimiser.param_groups[0]["lr"] = rate * (1 - step / steps)
            step += 1
            scores = batches[i].scores(w).flatten(1)
            right = torch.logsumexp(scores + torch.log(batches[i].rating + 1e-20), 1)
            loss = (torch.logsumexp(scores, 1) - right).mean() + decay * (w ** 2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return w.detach() + torch.tensor([0.0] + [float(TRUST.get(n, 0)) for n in names])


def frequent(acts):
    count = collections.Counter()
    for a in acts:
        for side in range(2):
            for names in a.evidence[side] + a.state[side]:
                count.update(set(names))
        for names in {tuple(p) for p in a.pair}:
            count.update(set(names))
    return sorted(n for n, c in count.items() if c >= LEAST)


def choose(act, number, w):
    """The pair that the program takes: of what is likeliest told, in countries, the likeliest one."""
    with torch.no_grad():
        p = torch.softmax(Batch([act], number).scores(w)[0].flatten(), 0).numpy().reshape(act.right.shape)
    kinds = list(dict.fromkeys(act.countries))
    kind = np.array([kinds.index(c) for c in act.countries])
    told = {}
    ids = np.array([[told.setdefault(a | r if act.together else (a, r), len(told)) for r in kinds] for a in kinds])[kind][:, kind]
    best = np.bincount(ids.flatten(), p.flatten()).argmax()
    return np.unravel_index(np.where(ids == best, p, -1).argmax(), p.shape)


# ---- sectors ----

def sector_samples(acts):
    """Of the proposals whose words are gold's and of which names tell no sector, or only the state's or body's: document, evidence, sector."""
    samples = []
    for a in acts:
        for side, role in enumerate(SIDES):
            for k, proposal in enumerate(a.proposals):
                said = {p.get("sector", "")[:3] for p in a.event[role] if not p.get("optional") and says([p], proposal)} - {""}
                evidence = set(a.sector[side][k])
                if len(said) == 1 and proposal["countries"] and ({"has none", "has GOV"} & evidence or "body state" not in evidence):
                    samples.append((a.doc, a.sector[side][k], said.pop()))
    return samples


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


def best_sector(w, labels, number, evidence):
    sums = sum((w[number[n]] for n in evidence if n in number), np.zeros(len(labels)))
    return labels[int(sums.argmax())]


# ---- all of it ----

def teach_all(acts, labels, seed):
    """Names and weights of the chooser, names and weights of the sectors."""
    names, samples = frequent(acts), sector_samples(acts)
    count = collections.Counter(n for _, evidence, _ in samples for n in set(evidence))
    sector_names = sorted(n for n, c in count.items() if c >= LEAST)
    return names, teach(acts, names, seed), sector_names, teach_sectors([s[1:] for s in samples], labels, sector_names, seed)


def write(model, labels, path):
    names, w, sector_names, sectors = model
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
    torch.set_num_threads(1)
    acts = read(o.sides, o.data)
    labels = sorted({s for _, _, s in sector_samples(acts)})
    if not o.parts:
        write(teach_all(acts, labels, o.seed), labels, o.out)
        return
    right = possible = sector_right = sector_count = 0
    for f in range(o.folds):
        model = teach_all([a for a in acts if fold_of(a.doc, o.folds) != f], labels, o.seed + f)
        write(model, labels, os.path.join(o.out, "parties-%d.bin" % f))
        other = [a for a in acts if fold_of(a.doc, o.folds) == f]
        number, sector_number = {n: i + 1 for i, n in enumerate(model[0])}, {n: i for i, n in enumerate(model[2])}
        right += sum(a.right[choose(a, number, model[1])] for a in other)
        possible += sum(a.right.any() for a in other)
        samples = sector_samples(other)
        sector_right += sum(best_sector(model[3], labels, sector_number, e) == s for _, e, s in samples)
        sector_count += len(samples)
    print("%d acts; both sides right, cross-validated: %.3f; right options there: %.3f" % (len(acts), right / len(acts), possible / len(acts)))
    print("sectors right: %.3f of %d" % (sector_right / sector_count, sector_count))


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Teaches who the actor and the recipient of an act are (src/events/options.h): one weight for each piece of evidence, a softmax over the pairs of
options; and the sectors of parties (src/events/sectors.c): a weight a sector for each piece.

usage: parties.py --sides FILE --data DATA --out models/parties.bin [--init models/parties.bin [--sectors]] [--parts [--folds 5] [--only N...]] [--seed 1]

FILE is what `tools/folds.py BUILD DATA PARTS --sides --keep FILE` leaves: the acts of the annotated articles (annotated.py) with the options of their sides, each
article coded with weights that never saw it. A pair of options is right if its countries are those of the gold event at the same words, and the more so
where its words are gold's; a side none of whose options is right teaches nothing, and acts that gold has not teach nothing at all. With --parts the
documents are parted as in acts.py, figures and a model for each part are made; without it the model is taught on all. --init FILE (with --parts a folder
of the parts' files): the chooser's weights go WAY of the way from these to what is taught (Wortsman et al. 2022); with --sectors they stay as they are, and
sectors alone are taught.

What weighs in texts that tell nothing of where they are at home is learned beside: from all of them and from pieces of the articles, where a country that only the rest tells is
not known.
"""
import argparse
import collections
import json
import os
import sys

import numpy as np
import torch

import annotated
import weights
from wordhead import fold_of

LEAST = 3
# Added to what is taught: trust in what the rules found where they name both sides or nobody for the other. These articles' readers name a recipient
# nearly always, those of the other sets only where the words do; chosen on all parts together and on the other development sets, as in acts.py.
TRUST = {"rules' pair foreign apart": 2, "rules' pair no recipient apart": 1, "rules' pair no actor apart": 1, "rules' pair no recipient together": 3}
SIDES = ("actor", "recipient")
LIGHT = 0.01  # names that weigh less are left out
PEOPLE = 1.0  # how much it counts whose everybody is beside who did it to whom
WAY = 0.6
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
        self.kinds = np.array(act["kinds"])
        self.evidence = [[[names[n] for n in p[side]] for p in proposals] for side in SIDES]
        self.state = [[[names[n] for n in o[side]] for o in options] for side in SIDES]
        self.homes = [[names[n] for n in proposals[o["proposal"]]["homes"][o["home"]]] for o in options]
        self.sector = [[[names[n] for n in p.get("sector", []) + p[side + " sector"]] for p in proposals] for side in SIDES]
        self.pair = [[names[n] for n in pair] for pair in act["pairs"]]
        same = np.array(["pair the same" in names_ for names_ in self.pair])[self.kinds]
        self.barred = same & (not self.together)   # nobody does it to himself
        self.judge()

    def forget(self):
        """Judges anew as a reader would who knows no countries but those of the options."""
        known = frozenset().union(*self.countries)
        self.event = dict(self.event)
        for side in SIDES:
            self.event[side] = [p if accepted(p) & known else dict(p, country="", country_alt=[]) for p in self.event[side]]
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


class Somebody:
    """Somebody whom gold knows, with the evidence of each state that can be his and of his sector as names."""

    def __init__(self, doc, somebody, names, party):
        self.doc, self.open = doc, somebody["open"]
        own = somebody["countries"][0]
        self.countries = [own, *somebody["states"]]
        self.there = np.array([True] + [self.open and s != own for s in somebody["states"]])
        self.right = self.there & np.array([c in accepted(party) for c in self.countries])
        self.homes = [[names[n] for n in home] for home in somebody["homes"]]
        self.sector, self.is_sector = [names[n] for n in somebody["sector"]], party.get("sector", "")[:3]


def somebodies(doc, printed):
    """Of each of gold's parties the words that are most like its own."""
    found = []
    for event in doc["events"]:
        for party in event["actor"] + event["recipient"]:
            if "begin" not in party or party.get("far"):
                continue
            def shared(s):
                return min(s["end"], party["end"]) - max(s["begin"], party["begin"]), -abs(s["end"] - party["end"])
            some = [s for s in printed["somebodies"] if shared(s)[0] > 0]
            if some:
                found.append(Somebody(doc["doc"]["id"], max(some, key=shared), printed["names"], party))
    return found


def is_piece(doc):
    return annotated.PIECE in doc


def read(path, data):
    articles = annotated.news(data)
    gold = {d["doc"]["id"]: d for d in articles + annotated.pieces(articles)}
    acts, people = [], []
    for line in open(path, encoding="utf-8"):
        d = json.loads(line)
        found = somebodies(gold[d["doc"]], d)
        for one in found:
            one.short = not d["home"] or is_piece(one.doc)
        people += found
        for act in d["acts"]:
            event = gold_event(gold[d["doc"]], act)
            if event:
                acts.append(Act(d["doc"], act, d["names"], event))
                acts[-1].short = not d["home"] or is_piece(d["doc"])
                if is_piece(d["doc"]):
                    acts[-1].forget()
    return acts, people


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
        """Of each bag the sum of its numbers' weights: one each, or a row each."""
        flat, begin = torch.tensor(self.flat, dtype=torch.long), torch.tensor(self.begin, dtype=torch.long)
        sums = torch.nn.functional.embedding_bag(flat, w if w.dim() > 1 else w[:, None], begin, mode="sum")
        return sums if w.dim() > 1 else sums[:, 0]


class Batch:
    """Acts as tensors: acts x actors x recipients."""

    def __init__(self, acts, number):
        most, count = max(len(a.of) for a in acts), len(acts)
        self.bags, self.states, self.pairs, self.homes = [Bags(), Bags()], [Bags(), Bags()], Bags(), Bags()
        of, at, pair = np.zeros((count, most), np.int64), np.zeros((count, most), np.int64), np.zeros((count, most, most), np.int64)
        there, rating, barred = np.zeros((count, most), bool), np.zeros((count, most, most), np.float32), np.zeros((count, most, most), bool)

        def numbered(lists):
            return [[number[n] for n in names if n in number] for names in lists]
        for i, a in enumerate(acts):
            n = len(a.of)
            for side in range(2):
                first, begin = self.bags[side].add(numbered(a.evidence[side])), self.states[side].add(numbered(a.state[side]))
            self.homes.add(numbered(a.homes))
            of[i, :n], at[i, :n], there[i, :n] = a.of + first, np.arange(n) + begin, True
            pair[i, :n, :n] = a.kinds + self.pairs.add(numbered(a.pair))
            rating[i, :n, :n], barred[i, :n, :n] = a.rating, a.barred
        self.of, self.at, self.pair, self.there = torch.from_numpy(of), torch.from_numpy(at), torch.from_numpy(pair), torch.from_numpy(there)
        self.rating, self.barred = torch.from_numpy(rating).flatten(1), torch.from_numpy(barred)

    def scores(self, w):
        homes = self.homes.sums(w)[self.at]
        sides = [torch.where(self.there, bags.sums(w)[self.of] + states.sums(w)[self.at] + homes, torch.tensor(-1e9))
                 for bags, states in zip(self.bags, self.states)]
        return (sides[0][:, :, None] + sides[1][:, None, :] + self.pairs.sums(w)[self.pair]).masked_fill(self.barred, -1e9)


class People:
    """Somebodies as tensors: people x states."""

    def __init__(self, people, number):
        most = max(len(s.there) for s in people)
        self.bags = Bags()
        at, there, right = np.zeros((len(people), most), np.int64), np.zeros((len(people), most), bool), np.zeros((len(people), most), bool)
        for i, s in enumerate(people):
            n = len(s.there)
            at[i, :n] = np.arange(n) + self.bags.add([[number[x] for x in names if x in number] for names in s.homes])
            there[i, :n], right[i, :n] = s.there, s.right
        self.at, self.there, self.right = torch.from_numpy(at), torch.from_numpy(there), torch.from_numpy(right)

    def scores(self, w):
        return torch.where(self.there, self.bags.sums(w)[self.at], torch.tensor(-1e9))

    def loss(self, w):
        scores = self.scores(w)
        right = torch.logsumexp(torch.where(self.right, scores, torch.tensor(-1e9)), 1)
        return (torch.logsumexp(scores, 1) - right).mean()


def teach(acts, people, names, seed, epochs=6, rate=0.02, decay=1e-3, size=32):
    """The probability of all that is right, by Adam, with a penalty on the squares of the weights."""
    torch.manual_seed(seed)
    order = sorted(range(len(acts)), key=lambda i: len(acts[i].of))
    number = {n: i + 1 for i, n in enumerate(names)}
    batches = [Batch([acts[i] for i in order[k:k + size]], number) for k in range(0, len(order), size)]
    people = [s for s in people if s.open and s.right.any() and s.there.sum() > 1]
    groups = [People(people[k::len(batches)], number) for k in range(len(batches))]
    w = torch.zeros(len(names) + 1, requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=rate, betas=(0.9, 0.99))
    steps, step, shuffle = epochs * len(batches), 0, np.random.default_rng(seed)
    for _ in range(epochs):
        for i in shuffle.permutation(len(batches)):
            optimiser.param_groups[0]["lr"] = rate * (1 - step / steps)
            step += 1
            scores = batches[i].scores(w).flatten(1)
            right = torch.logsumexp(scores + torch.log(batches[i].rating + 1e-20), 1)
            loss = (torch.logsumexp(scores, 1) - right).mean() + PEOPLE * groups[i].loss(w) + decay * (w ** 2).sum()
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return w.detach() + torch.tensor([0.0] + [float(TRUST.get(n, 0)) for n in names])


def frequent(acts, people):
    count = collections.Counter()
    for s in people:
        for names in s.homes:
            count.update(set(names))
    for a in acts:
        for names in a.homes:
            count.update(set(names))
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


def told_by(act, actor, recipient):
    """Of the sides whose words gold knows in the sentence: how many are taken by these words, and how many there are."""
    right = count = 0
    for role, option in zip(SIDES, (actor, recipient)):
        parties = [p for p in act.event[role] if "begin" in p and not p.get("optional") and not p.get("far")]
        if parties and not act.together:
            right += says(parties, act.proposals[act.of[option]])
            count += 1
    return np.array([right, count])


# ---- sectors ----

def sector_samples(acts, people):
    """Document, evidence, sector: of the proposals whose words are gold's, and of everybody whom gold knows."""
    samples = [(s.doc, s.sector, s.is_sector) for s in people if s.is_sector]
    for a in acts:
        for side, role in enumerate(SIDES):
            for k, proposal in enumerate(a.proposals):
                said = {p.get("sector", "")[:3] for p in a.event[role] if not p.get("optional") and says([p], proposal)} - {""}
                if len(said) == 1 and proposal["countries"]:
                    samples.append((a.doc, a.sector[side][k], said.pop()))
    return samples


def teach_sectors(samples, labels, names, seed, decay=1e-4, steps=200):
    """samples: (evidence, sector); weights [names, labels]."""
    torch.manual_seed(seed)
    number, bags = {n: i for i, n in enumerate(names)}, Bags()
    bags.add([number[n] for n in evidence if n in number] for evidence, _ in samples)
    answer = torch.tensor([labels.index(s) for _, s in samples])
    w = torch.zeros(len(names), len(labels), requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=0.05)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 0.05 * (1 - step / steps)
        loss = torch.nn.functional.cross_entropy(bags.sums(w), answer) + decay * (w ** 2).sum() / 2
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return w.detach().numpy()


def alike(sector):
    """What counts as one sector (DATA/score/score_ledger.py)."""
    return {"UAF": "REB", "PTY": "OPP", "JRN": "MED", "REF": "CVL", "SOC": "CVL", "LEG": "GOV", "ELI": "GOV"}.get(sector, sector)


def best_sector(w, labels, number, evidence):
    sums = sum((w[number[n]] for n in evidence if n in number), np.zeros(len(labels)))
    return labels[int(sums.argmax())]


# ---- all of it ----

def teach_all(acts, people, labels, seed, init=None):
    """Names and weights of the chooser [names, 2], for articles and for texts that tell little (those of the file `init`, if it is given); names and weights
    of the sectors."""
    samples = sector_samples(acts, people)
    count = collections.Counter(n for _, evidence, _ in samples for n in set(evidence))
    sector_names = sorted(n for n, c in count.items() if c >= LEAST)
    sectors = sector_names, teach_sectors([s[1:] for s in samples], labels, sector_names, seed)
    if init:
        file = weights.read(init)
        w = torch.from_numpy(weights.floats(file, "weights"))
        return (file["evidence"], torch.cat([torch.zeros(1, w.shape[1]), w]), *sectors)
    names = frequent(acts, people)
    articles = [[one for one in every if not one.short] for every in (acts, people)]
    w = torch.stack([teach(*articles, names, seed), teach(acts, people, names, seed)], 1)
    return (names, w, *sectors)


def on_the_way(names, w, path):
    """The names and weights WAY of the way from those of a file."""
    file = weights.read(path)
    old = dict(zip(file["evidence"], weights.floats(file, "weights")))
    new = dict(zip(names, w))
    both = sorted({*old, *new})
    nothing = np.zeros(w.shape[1], np.float32)
    return both, np.stack([(1 - WAY) * old.get(n, nothing) + WAY * new.get(n, nothing) for n in both])


def write(model, labels, path, init=None):
    names, w, sector_names, sectors = model
    w = w[1:].numpy()
    if init:
        names, w = on_the_way(names, w, init)
    heavy, heavy_sectors = np.flatnonzero(np.abs(w).max(1) >= LIGHT), np.flatnonzero(np.abs(sectors).max(1) >= LIGHT)
    weights.write(path, {"evidence": [names[i] for i in heavy], "sector.labels": labels, "sector.evidence": [sector_names[i] for i in heavy_sectors]},
                  {"weights": w[heavy], "sector.weights": sectors[heavy_sectors]}, embeddings=("weights", "sector.weights"))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--sides", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True, help="a file; with --parts a folder")
    p.add_argument("--parts", action="store_true")
    p.add_argument("--init", help="a file of weights to go from; with --parts their folder")
    p.add_argument("--sectors", action="store_true", help="sectors alone; the other weights are those of --init")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--only", type=int, nargs="+", help="these parts alone")
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    if o.sectors and not o.init:
        p.error("--sectors: needs --init, whose other weights it keeps")
    torch.set_num_threads(1)
    acts, people = read(o.sides, o.data)
    labels = sorted({s for _, _, s in sector_samples(acts, people)})
    if not o.parts:
        write(teach_all(acts, people, labels, o.seed, o.sectors and o.init), labels, o.out, not o.sectors and o.init)
        return
    words = np.zeros(2)
    count = right = possible = sector_right = sector_count = home_right = home_count = 0
    for f in o.only or range(o.folds):
        def out(some):
            return [x for x in some if fold_of(x.doc, o.folds) != f], [x for x in some if fold_of(x.doc, o.folds) == f]
        (known, other), (known_people, others) = out(acts), out(people)
        other, others = ([one for one in every if not is_piece(one.doc)] for every in (other, others))
        name = "parties-%d.bin" % f
        init = o.init and os.path.join(o.init, name)
        model = teach_all(known, known_people, labels, o.seed + f, o.sectors and init)
        write(model, labels, os.path.join(o.out, name), not o.sectors and init)
        number, sector_number = {n: i + 1 for i, n in enumerate(model[0])}, {n: i for i, n in enumerate(model[2])}
        taken = [choose(a, number, model[1][:, int(a.short)]) for a in other]
        right += sum(a.right[t] for a, t in zip(other, taken))
        count += len(other)
        words += sum(told_by(a, *t) for a, t in zip(other, taken))
        possible += sum(a.right.any() for a in other)
        with torch.no_grad():
            best = People(others, number).scores(model[1][:, 0]).argmax(1).numpy()
        home_right += sum(s.right[b] for s, b in zip(others, best))
        home_count += len(others)
        samples = sector_samples(other, [])
        sector_right += sum(alike(best_sector(model[3], labels, sector_number, e)) == alike(s) for _, e, s in samples)
        sector_count += len(samples)
    print("%d acts of articles; both sides right, cross-validated: %.3f; right options there: %.3f" % (count, right / count, possible / count))
    print("sides by the right words: %.3f of %d" % (words[0] / words[1], words[1]))
    print("countries right: %.3f of %d" % (home_right / home_count, home_count))
    print("sectors right: %.3f of %d" % (sector_right / sector_count, sector_count))


if __name__ == "__main__":
    sys.exit(main())

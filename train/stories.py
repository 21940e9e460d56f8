#!/usr/bin/env python3
"""Teaches which mentions are one event (src/stories/stories.h): how rare words are in the news, what words mean, and weights of the named features of a pair of
mentions: a sum of them beside a small hidden layer.

usage: stories.py --build BUILD --data DATA --out models/stories.bin [--meanings FILE] [--folds N] [--seed 1]

Rarity is counted over the articles of DATA (not those of DATA/clusters); meanings are those of meanings.py (FILE), or of models/stories.bin as it stands. Both are
written, DATA/clusters/ecb-dev.jsonl is put into a ledger with them, and the program prints the pairs of that ledger with their features. A pair of mentions
that gold has is right where gold has them in one chain.

Nine in ten of the words that gold has are no acts for the program. They go into the ledger, too, as acts with what little can be told of them (`lend`), and teach how
articles and sentences on one event are alike; pairs with one of them count SHARE of the others. What is measured are the program's own acts alone.

NETS networks are taught from other beginnings, and their sums are averaged: one layer with the units of all.

Figures are of folds by topic (N: each topic is one): the pairs of a topic are scored with weights that saw none of its articles, joined, and measured by
DATA/score/score_clusters.py. One topic with two stories in the same words can cost five points: the fewer folds there are, the more the figures hang on which
topics fell together (--seed).
"""
import argparse
import collections
import json
import math
import os
import random
import re
import sqlite3
import subprocess
import sys
import tempfile

import numpy as np
import torch

import weights

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ARTICLES = ["attribution/polnear-train.jsonl", "gold/news-train.jsonl", "places/lgl.jsonl", "places/trnews.jsonl", "places/geowebnews.jsonl",
            "times/timebank.jsonl", "times/aquaint.jsonl"]
LEAST, LINKED, TIED, TIES = 0.90, 0.60, 0.65, 3   # DL_STORY_LEAST and so on
NETS, UNITS, STEPS, RATE = 2, 8, 200, 0.01        # NETS x UNITS is DL_STORY_HIDDEN
FIRM, FIRMER = 0.005, 0.0015                      # how firmly the weights of the layer and of the sum are held,
BELIEVED = 300.0                                  # and how much more those of what is believed (PRIOR)
LEAST_SPREAD = 0.07                               # of a feature: what stories of crimes seldom have, and others often, is not to weigh too much
# What the articles, which are of crimes and accidents and have no date, say next to nothing of is believed unless they say otherwise: weights of the sum.
PRIOR = {"actor and recipient of the same countries": 1.5, "the same day told": 2.0, "objects of the same class": 2.5}
SHARE = 0.1                 # of a pair with a mention that is lent


def run(*args):
    return subprocess.run(args, check=True, capture_output=True, text=True).stdout


def rarity(program, data):
    """[131072]: the logarithm of one in so many articles, at both places of a stem's hash (dl_story_rarity)."""
    found, count = collections.Counter(), 0
    for name in ARTICLES:
        for line in run(program, "features", "--stems", "-q", os.path.join(data, name)).splitlines():
            count += 1
            stems = set(json.loads(line)["stems"])
            found.update({stem >> 8 for stem in stems} | {65536 + (stem * 2654435761 >> 16 & 0xFFFF) for stem in stems})
    return np.array([math.log((count + 1) / (found[i] + 1)) for i in range(131072)])


def rows(*path):
    """The rows of a table of data/."""
    with open(os.path.join(ROOT, "data", *path), encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")][1:]


def meanings(path):
    """All words, the lemmas of those that tell events, which are the first, and a unit vector for each word."""
    if path:
        d = np.load(path)
        return d["words"].tolist(), d["lemmas"].tolist(), d["vectors"]
    d = weights.read(os.path.join(ROOT, "models", "stories.bin"))
    return d["words"], d["lemmas"], d["vectors#i8"] * d["vectors.scale#f32"][:, None]


def write(out, names, taught, rare, words, lemmas, vectors):
    total, first, second = taught
    weights.write(out, {"evidence": names, "words": words, "lemmas": lemmas},
                  {"weights": total[:, None], "first": first.reshape(-1), "second": second, "rarity": rare.reshape(512, 256), "vectors": vectors}, ("weights", "rarity", "vectors"))


class Net(torch.nn.Module):
    """Features, each of the same spread -> log-odds: a sum, and UNITS units x / (1 + |x|). `prior`: what the sum's weights are held to."""

    def __init__(self, prior, seed):
        super().__init__()
        torch.manual_seed(seed)
        count = len(prior)
        self.prior = torch.tensor(prior, dtype=torch.float32)
        self.hold = torch.where(self.prior > 0, BELIEVED, 1.0)
        self.hold[0] = 0
        self.total = torch.nn.Parameter(self.prior.clone())
        self.first = torch.nn.Parameter(torch.randn(count, UNITS) * 0.5 / count ** 0.5)
        self.second = torch.nn.Parameter(torch.randn(UNITS) * 0.3)

    def forward(self, x):
        return x @ self.total + torch.nn.functional.softsign(x @ self.first) @ self.second

    def held(self):
        layer = (self.hold[:, None] * self.first ** 2).sum() + (self.second ** 2).sum()
        return FIRM * layer + FIRMER * (self.hold * (self.total - self.prior) ** 2).sum()

    def teach(self, x, y, worth):
        optimizer = torch.optim.Adam(self.parameters(), lr=RATE)
        slower = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / STEPS)
        for _ in range(STEPS):
            wrong = torch.nn.functional.binary_cross_entropy_with_logits(self(x), y, worth, reduction="sum") / worth.sum()
            optimizer.zero_grad()
            (wrong + self.held()).backward()
            optimizer.step()
            slower.step()
        return self


class Spread:
    """Features of the same spread, the bias (column 0) as it is."""

    def __init__(self, x):
        self.mean, self.by = x.mean(0), np.maximum(x.std(0), LEAST_SPREAD)
        self.mean[0], self.by[0] = 0, 1

    def __call__(self, x):
        return torch.tensor((x - self.mean) / self.by, dtype=torch.float32)

    def undo(self, matrix):
        """Weights of features as they are, the mean in the bias."""
        out = (matrix.T / self.by).T
        out[0] -= self.mean @ out
        return out


def fit(x, y, worth, prior):
    """The weights that rows of features teach: of the sum [features], to the layer [features, units], from the layer [units]."""
    spread = Spread(x)
    rows, right, worth = spread(x), torch.tensor(y, dtype=torch.float32), torch.tensor(worth, dtype=torch.float32)
    nets = [Net(prior * spread.by, seed).teach(rows, right, worth) for seed in range(NETS)]
    one = lambda name: [getattr(net, name).detach().double().numpy() for net in nets]
    return spread.undo(sum(one("total")) / NETS), spread.undo(np.concatenate(one("first"), 1)), np.concatenate(one("second")) / NETS


def score(x, taught):
    total, first, second = taught
    hidden = x @ first
    return 1 / (1 + np.exp(-(x @ total + (hidden / (1 + np.abs(hidden))) @ second)))


def known_acts():
    """A word of the lexicon in each of its forms -> category, mode and CAMEO code of its first row."""
    acts = {}
    for name in ("verbs", "nouns"):
        for key, category, mode, cameo, *_ in rows("lexicon", name + ".tsv"):
            if category:
                acts.setdefault(key.split()[0], (category, mode, cameo))
    forms = {form: acts[lemma] for name in ("inflections", "lemmas") for form, _, lemma in rows("syntax", name + ".tsv") if lemma in acts}
    return {**forms, **acts}


def lend(line, gold, acts):
    """Puts the events of gold at which the program found no act into what it printed of a document: with the category of the word's first row in the lexicon, or none,
    and the nearest entity before and behind in their sentence as parties. What is lent has no origin."""
    names = sorted((m["begin"], m["end"], e["id"], e["code"], e["country"]) for e in line["entities"] for m in e["mentions"])
    taken = [(e["trigger"]["begin"], e["trigger"]["end"]) for e in line["events"]]
    span = lambda begin, end: {"begin": begin, "end": end, "text": gold["text"][begin:end]}
    party = lambda n: dict(span(n[0], n[1]), entity=n[2], code=n[3], country=n[4], sector="")
    sentences = {(e["evidence"]["begin"], e["evidence"]["end"]): e["sentence"] for e in line["events"]}
    for event in gold["events"]:
        begin, end = event["begin"], event["end"]
        if any(b < end and begin < e for b, e in taken):
            continue
        category, mode, cameo = next((acts[w] for w in re.findall("[a-z]+", event["text"].lower()) if w in acts), ("", "", "010"))
        first, last = next(((b, e) for b, e in gold["annotated"] if b <= begin < e), (begin, end))
        inside = [n for n in names if first <= n[0] and n[1] <= last]
        number = sentences.setdefault((first, last), max(sentences.values(), default=0) + 1)
        line["events"].append({
            "id": "V%d" % (len(line["events"]) + 1), "sentence": number, "trigger": span(begin, end), "event": category, "mode": mode, "context": [], "auxiliary": [],
            "cameo": cameo, "goldstein": 0, "plover_score": 0, "quad": "verbal_cooperation", "actor": [party(n) for n in inside if n[1] <= begin][-1:],
            "recipient": [party(n) for n in inside if n[0] >= end][:1], "object": [], "purpose": [], "magnitude": [], "place": [], "place_source": "",
            "route": {"from": [], "to": [], "via": []}, "time": None, "date": "", "time_source": "none", "factuality": [{"source": "AUTHOR", "value": "CT+"}],
            "attribution": [], "evidence": span(first, last), "confidence": 0, "origin": ""})


def read_pairs(args, folder):
    """What the program holds against each other: mentions (document, begin, end) by row, those that are lent, pairs, features, and the links of the texts."""
    models, data, ledger = os.path.join(folder, "models"), os.path.join(folder, "english.dateline"), os.path.join(folder, "ecb.db")
    os.mkdir(models)
    for name in os.listdir(os.path.join(ROOT, "models")):
        if name.endswith(".bin") and name != "stories.bin":
            os.symlink(os.path.join(ROOT, "models", name), os.path.join(models, name))
    os.symlink(os.path.abspath(args.out), os.path.join(models, "stories.bin"))
    run(os.path.join(args.build, "dateline-compile"), data, os.path.join(ROOT, "data"), models)
    plain, coded, acts = os.path.join(folder, "ecb.jsonl"), os.path.join(folder, "coded.jsonl"), known_acts()
    with open(plain, "w", encoding="utf-8") as f:
        for d in args.gold.values():
            f.write(json.dumps({"id": d["id"], "text": d["text"]}) + "\n")
    program = os.path.join(args.build, "dateline")
    with open(coded, "w", encoding="utf-8") as f:
        for line in map(json.loads, run(program, "code", "-q", "--data", data, "--format", "jsonl", "--with-text", plain).splitlines()):
            lend(line, args.gold[line["doc"]["id"]], acts)
            f.write(json.dumps(line) + "\n")
    run(program, "ingest", "-q", "--data", data, "--ledger", ledger, "--coded", coded)
    pairs = [json.loads(line) for line in run(program, "features", "--data", data, "--ledger", ledger).splitlines()]
    with sqlite3.connect(ledger) as c:
        mentions = {i: (doc, begin, end) for i, doc, begin, end in
                    c.execute("SELECT e.id, d.name, e.trigger_begin, e.trigger_end FROM event e JOIN document d ON d.text=e.text")}
        lent = {i for i, in c.execute("SELECT id FROM event WHERE origin=''")}
        links = {frozenset(pair) for pair in c.execute("SELECT from_event, to_event FROM link WHERE type='SAME'")}
    return mentions, lent, pairs, links


def chains(gold, mentions):
    """Row of a mention -> its chain, matched as score_clusters.py does."""
    by_doc, out = collections.defaultdict(list), {}
    for i, (doc, begin, end) in mentions.items():
        by_doc[doc].append((i, begin, end))
    for doc, d in gold.items():
        spots = sorted(((min(e["end"], end) - max(e["begin"], begin), k, i) for k, e in enumerate(d["events"]) for i, begin, end in by_doc[doc]), reverse=True)
        used = set()
        for shared, k, i in spots:
            if shared > 0 and k not in used and i not in out:
                used.add(k)
                out[i] = d["events"][k]["chain"]
    return out


def joined(mentions, links, ties):
    """Row of a mention -> its entry: what hangs together by links; of these what TIES pairs tie, until nothing changes (src/ledger/entries.c)."""
    parent = {i: i for i in mentions}

    def root(i):
        while parent[i] != i:
            parent[i] = parent[parent[i]]
            i = parent[i]
        return i
    while links:
        for a, b in links:
            parent[root(a)] = root(b)
        count = collections.Counter(frozenset((root(a), root(b))) for a, b in ties)
        links = [tuple(pair) for pair, n in count.items() if len(pair) == 2 and n >= TIES]
    return {i: root(i) for i in mentions}


def measure(args, folder, mentions, joins, ties):
    path = os.path.join(folder, "mentions.jsonl")
    with open(path, "w", encoding="utf-8") as f:
        for i, entry in joined(mentions, joins, ties).items():
            doc, begin, end = mentions[i]
            f.write(json.dumps({"doc": doc, "begin": begin, "end": end, "entry": entry}) + "\n")
    return run(sys.executable, os.path.join(args.data, "score", "score_clusters.py"), os.path.join(args.data, "clusters", "ecb-dev.jsonl"), path)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--build", default="build")
    parser.add_argument("--data", required=True)
    parser.add_argument("--out", default="models/stories.bin")
    parser.add_argument("--meanings")
    parser.add_argument("--folds", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--sweep", action="store_true", help="figures of other thresholds, too")
    args = parser.parse_args()
    torch.set_num_threads(1)
    with open(os.path.join(args.data, "clusters", "ecb-dev.jsonl"), encoding="utf-8") as f:
        args.gold = {d["id"]: d for d in map(json.loads, f)}
    rare = rarity(os.path.join(args.build, "dateline"), args.data)
    words, lemmas, vectors = meanings(args.meanings)
    write(args.out, ["bias"], (np.zeros(1), np.zeros((1, NETS * UNITS)), np.zeros(NETS * UNITS)), rare, words, lemmas, vectors)
    with tempfile.TemporaryDirectory() as folder:
        mentions, lent, pairs, links = read_pairs(args, folder)
        chain = chains(args.gold, mentions)
        own = {i: spot for i, spot in mentions.items() if i not in lent}
        names = list(dict.fromkeys(["bias"] + sorted({n for p in pairs for n in p["features"]} | set(PRIOR))))
        column = {n: k for k, n in enumerate(names)}
        prior = np.array([PRIOR.get(n, 0.0) for n in names])
        x = np.zeros((len(pairs), len(names)))
        for i, p in enumerate(pairs):
            for n, v in p["features"].items():
                x[i, column[n]] = v
        asked = np.array([p["a"] in own and p["b"] in own for p in pairs])
        known = np.array([p["a"] in chain and p["b"] in chain for p in pairs])
        y = np.array([k and chain[p["a"]] == chain[p["b"]] for k, p in zip(known, pairs)], float)
        worth = np.where(asked, 1.0, SHARE)
        topics = sorted({d["topic"] for d in args.gold.values()})
        random.Random(args.seed).shuffle(topics)
        folds = args.folds or len(topics)
        part = {t: i % folds for i, t in enumerate(topics)}
        of = lambda key: np.array([part[args.gold[mentions[p[key]][0]]["topic"]] for p in pairs])
        one, other = of("a"), of("b")
        found = np.zeros(len(pairs))
        for k in range(folds):
            seen, here = known & (one != k) & (other != k), asked & ((one == k) | (other == k))
            found[here] = score(x[here], fit(x[seen], y[seen], worth[seen], prior))
        print("%d mentions, %d of them in gold, and %d lent; %d pairs known, %d right, and %d with one that is lent, %d right" % (
            len(own), len(own.keys() & chain.keys()), len(lent), (known & asked).sum(), y[asked].sum(), (known & ~asked).sum(), y[~asked].sum()))
        for least, tied in ((a, b) for a in (0.8, LEAST, 0.95) for b in (0.6, TIED, 0.8)) if args.sweep else ((LEAST, TIED),):
            print("folds by topic, a pair from %.2f on, %d from %.2f on\n%s" % (least, TIES, tied, measure(args, folder, own, [
                (p["a"], p["b"]) for p, s in zip(pairs, found) if s >= (LINKED if frozenset((p["a"], p["b"])) in links else least)],
                [(p["a"], p["b"]) for p, s in zip(pairs, found) if s >= tied])))
        taught = fit(x[known], y[known], worth[known], prior)
        write(args.out, names, taught, rare, words, lemmas, vectors)
        for n, w in sorted(zip(names, taught[0]), key=lambda v: -abs(v[1])):
            print("%7.2f  %s" % (w, n))


if __name__ == "__main__":
    main()

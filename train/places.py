#!/usr/bin/env python3
"""Teaches which place a name means (src/places/places.h): a network of one hidden layer over what speaks for each candidate, a softmax over the candidates.

usage: places.py --program build/dateline --data DATA --out models/places.bin [--parts FOLDER] [--folds 5] [--seed 1] [--rounds 2]

DATA/places/*.jsonl hold texts with their places (offsets, coordinates, GeoNames ids). The right candidates of a name are those within 161 km of gold's point, above all the one with gold's id. What speaks
for a candidate depends on what the other names mean, so that evidence and weights are made in rounds: each round the program prints the evidence by
the weights of the round before (`dateline features --places`), those of models that never saw the document. The figures that are printed are cross-
validated by document (fold: MD5 of the id modulo the folds, as in acts.py); with --parts the last round's models of the parts are left in the folder.
OUT is the last round's model, taught on all documents.
"""
import argparse
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import torch

import weights
from wordhead import fold_of

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SETS = ("geowebnews", "trnews", "lgl", "geovirus")
FAR, HIDDEN = 161.0, 32


def km(a, b):
    (la, lo), (lb, lp) = ([math.radians(x) for x in p] for p in (a, b))
    h = math.sin((lb - la) / 2) ** 2 + math.cos(la) * math.cos(lb) * math.sin((lp - lo) / 2) ** 2
    return 12742 * math.asin(min(1.0, math.sqrt(h)))


def read_gold(data):
    """id -> (set, text, places, other fields)"""
    out = {}
    for name in SETS:
        path = os.path.join(data, "places", name + ".jsonl")
        for line in open(path, encoding="utf-8"):
            d = json.loads(line)
            out[d["id"]] = (name, d)
    return out


def overlap(place, spans):
    return any(b < place["end"] and place["begin"] < e for b, e in spans)


def right_options(place, options):
    """Weights of the candidates that gold's place may be: those near its point, nine parts of ten the one with its id."""
    near = [o for o in range(len(options)) if km((place["lat"], place["lon"]), (options[o]["lat"], options[o]["lon"])) <= FAR]
    same = [o for o in near if place.get("geonames") and options[o]["geonames"] == place["geonames"]]
    return near, same


class Samples:
    """A row a candidate: its evidence; a name a run of rows, with the right ones and its weight."""

    def __init__(self):
        self.docs, self.sets, self.rows, self.right, self.weight, self.evidence = [], [], [], [], [], None

    def add(self, doc, name, options, near, same, weight):
        right = np.zeros(len(options), np.float32)
        right[near] = 1
        if same:
            right[near] = 0.3
            right[same] = 1
        self.docs.append(doc)
        self.sets.append(name)
        self.rows.append(np.array([o["evidence"] for o in options], np.float32))
        self.right.append(right)
        self.weight.append(weight)


def read_evidence(lines, gold):
    s = Samples()
    stats = {}
    for line in lines:
        d = json.loads(line)
        s.evidence = d["evidence"]
        name, text = gold[d["doc"]]
        found = stats.setdefault(name, [0, 0])
        for place in d["places"]:
            golds = [p for p in text["places"] if p.get("lat") is not None and overlap(p, place["spans"])]
            groups = {}
            for p in golds:
                groups.setdefault((p["lat"], p["lon"], p.get("geonames")), []).append(p)
            for group in groups.values():
                near, same = right_options(group[0], place["options"])
                found[0] += len(group)
                found[1] += len(group) if near else 0
                if near:
                    s.add(d["doc"], name, place["options"], near, same, math.sqrt(len(group)))
    for name, (all_, hit) in sorted(stats.items()):
        print("%s: %d names with a point, of %.3f a candidate is right" % (name, all_, hit / max(1, all_)))
    return s


class Net(torch.nn.Module):
    def __init__(self, inputs, hidden):
        super().__init__()
        self.first = torch.nn.Linear(inputs, hidden)
        self.second = torch.nn.Linear(hidden, 1, bias=False)

    def forward(self, x):
        return self.second(torch.relu(self.first(x))).squeeze(-1)


def teach(s, some, seed, steps=250, decay=3e-4, hidden=HIDDEN, members=3):
    """Several networks from different beginnings, side by side as one of `members` times the hidden units."""
    x = torch.from_numpy(np.concatenate([s.rows[i] for i in some]))
    right = torch.from_numpy(np.concatenate([s.right[i] for i in some]))
    size = torch.tensor([len(s.rows[i]) for i in some])
    at = torch.repeat_interleave(torch.arange(len(some)), size)
    weight = torch.tensor([s.weight[i] for i in some])
    weight = weight / weight.mean()
    nets = []
    for m in range(members):
        torch.manual_seed(seed * 100 + m)
        net = Net(x.shape[1], hidden // members)
        optimiser = torch.optim.AdamW(net.parameters(), lr=0.02, weight_decay=0)
        for step in range(steps):
            optimiser.param_groups[0]["lr"] = 0.02 * (1 - step / steps) + 1e-4
            if step % 10 == 0:  # some evidence is left out, of each candidate other
                seen = x * (torch.rand_like(x) > 0.05)
            z = net(seen)
            top = torch.full((len(some),), -1e9).scatter_reduce(0, at, z, "amax").detach()
            e = torch.exp(z - top[at])
            whole = torch.zeros(len(some)).index_add(0, at, e)
            good = torch.zeros(len(some)).index_add(0, at, e * right)
            loss = -(weight * torch.log(good / whole + 1e-9)).mean() + decay * sum((p ** 2).sum() for p in net.parameters())
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
        nets.append(net)
    first = np.concatenate([n.first.weight.detach().numpy() for n in nets])
    bias = np.concatenate([n.first.bias.detach().numpy() for n in nets])
    second = np.concatenate([n.second.weight.detach().numpy()[0] for n in nets]) / members
    return first, bias, second


def scores(model, x):
    first, bias, second = model
    return np.maximum(x @ first.T + bias, 0) @ second


def hits(model, s, some):
    out = {}
    for i in some:
        found = out.setdefault(s.sets[i], [0.0, 0.0])
        best = scores(model, s.rows[i]).argmax()
        count = s.weight[i] ** 2
        found[0] += count * (s.right[i][best] > 0)
        found[1] += count
    return out


def write(model, names, path):
    first, bias, second = model
    weights.write(path, {"evidence": names}, {"first": first.T.reshape(-1), "bias": bias, "second": second})


def compile_data(build, model, folder, names):
    """A data file with these weights; model None: with none."""
    models = os.path.join(folder, "models")
    shutil.copytree(os.path.join(ROOT, "models"), models, dirs_exist_ok=True)
    path = os.path.join(models, "places.bin")
    if model is None:
        if os.path.exists(path):
            os.remove(path)
    else:
        write(model, names, path)
    data = os.path.join(folder, "english.dateline")
    subprocess.run([os.path.join(build, "dateline-compile"), data, os.path.join(ROOT, "data"), models], check=True, stdout=subprocess.DEVNULL)
    return data


def evidence_by(program, model, names, documents):
    """What the program prints of the documents with these weights."""
    with tempfile.TemporaryDirectory() as folder:
        data = compile_data(os.path.dirname(program), model, folder, names)
        source = os.path.join(folder, "in.jsonl")
        with open(source, "w", encoding="utf-8") as out:
            for d in documents:
                known = {k: d[k] for k in ("id", "date", "title", "source", "url") if d.get(k)}
                out.write(json.dumps(dict(known, text=d["text"]), ensure_ascii=False) + "\n")
        return subprocess.run([program, "features", "--places", "--quiet", "--data", data, source], check=True, capture_output=True, text=True).stdout.splitlines()


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--program", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--parts", help="a folder for the models of the parts")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--rounds", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(1)
    gold = read_gold(o.data)
    fold = {i: fold_of(i, o.folds) for i in gold}
    models, names = [None] * o.folds, None
    for round_ in range(o.rounds):
        lines = []
        if round_ == 0:
            lines = evidence_by(o.program, None, names, [d for _, d in gold.values()])
        else:
            for f in range(o.folds):
                lines += evidence_by(o.program, models[f], names, [d for i, (_, d) in gold.items() if fold[i] == f])
        s = read_evidence(lines, gold)
        names = s.evidence
        total = {}
        for f in range(o.folds):
            models[f] = teach(s, [i for i in range(len(s.docs)) if fold[s.docs[i]] != f], o.seed + f)
            for name, (hit, all_) in hits(models[f], s, [i for i in range(len(s.docs)) if fold[s.docs[i]] == f]).items():
                found = total.setdefault(name, [0.0, 0.0])
                found[0] += hit
                found[1] += all_
        print("round %d, right of those with a right candidate: %s" % (round_ + 1, "  ".join("%s %.3f" % (n, h / a) for n, (h, a) in sorted(total.items()))), flush=True)
    for f in range(o.folds if o.parts else 0):
        write(models[f], names, os.path.join(o.parts, "places-%d.bin" % f))
    write(teach(s, list(range(len(s.docs))), o.seed), names, o.out)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Teaches which time of its sentence or the one before, or none, tells when an act was (src/events/moment.h), or which place tells where (src/events/site.h): one weight for
each piece of evidence, a softmax over the options, of which none has the score 0.

usage: moment.py [--sites] --program build/dateline --data DATA --out models/moment.bin [--folds 10] [--seed 1]

train/moments.tsv says what is right for acts of DATA/gold/news-train.jsonl, train/moments-own.tsv has sentences of this project; train/sites.tsv and
train/sites-own.tsv do so for places. First the figures of a cross-validation by document are printed, then the
model is taught on all.
"""
import argparse
import collections
import json
import os
import subprocess

import numpy as np
import torch

import weights
from wordhead import fold_of

LEAST = 2
OWN = "own"
BEFORE = "before: all"  # a time or place of the sentence before the act's
HERE = os.path.dirname(os.path.abspath(__file__))


def features(program, source, what):
    return subprocess.run([program, "features", "--" + what, "--quiet", "--language", "en", "--input", "jsonl", "-"], input=source, capture_output=True,
                          text=True).stdout.splitlines()


def read(program, data, what):
    """[doc, options' evidence, right option or -1 for none, as the rules have it]."""
    marked = collections.defaultdict(list)
    for line in open(os.path.join(HERE, what + ".tsv"), encoding="utf-8"):
        if not line.startswith(("#", "doc\t")):
            doc, begin, end, first, last, *rest = line.rstrip("\n").split("\t")
            marked[doc].append((int(begin), int(end), None if first == "-" else (int(first), int(last)), rest == ["both"]))
    source = ""
    for line in open(os.path.join(data, "gold", "news-train.jsonl"), encoding="utf-8"):
        d = json.loads(line)
        if d["doc"]["id"] in marked:
            known = {k: d["doc"][k] for k in ("id", "date", "title", "source") if d["doc"].get(k)}
            source += json.dumps(dict({"date": "2022-06-15"}, **known, text=d["text"])) + "\n"  # a day, so that values are whole
    out = []
    for row in map(json.loads, features(program, source, what)):
        for begin, end, time, both in marked[row["doc"]]:
            acts = [m for m in row[what] if m["begin"] < end and begin < m["end"] and m["options"]]
            if not acts:
                continue
            act = max(acts, key=lambda m: min(end, m["end"]) - max(begin, m["begin"]))
            options = [o for o in act["options"] if both or BEFORE not in o["evidence"]]
            overlap = [min(o["end"], time[1]) - max(o["begin"], time[0]) if time else 0 for o in options]
            if options and (not time or max(overlap) > 0):
                out.append((row["doc"], [o["evidence"] for o in options], int(np.argmax(overlap)) if time else -1, (begin, end)))
    return out


def own(program, what):
    """The same of the project's own sentences; they are taught in every part of the cross-validation, and never tested upon."""
    rows = [line.rstrip("\n").split("\t") for line in open(os.path.join(HERE, what + "-own.tsv"), encoding="utf-8") if not line.startswith("#")][1:]
    source = "".join(json.dumps({"id": str(i), "date": "2024-03-14", "text": text}) + "\n" for i, (text, _, _) in enumerate(rows))
    out = []
    for row in map(json.loads, features(program, source, what)):
        text, act, time = rows[int(row["doc"])]
        begin, when = text.index(act), text.find(time)
        found = [m for m in row[what] if m["begin"] < begin + len(act) and begin < m["end"] and m["options"]]
        right = [i for i, o in enumerate(found[0]["options"]) if o["begin"] < when + len(time) and when < o["end"]] if found and time != "-" else []
        if found and (right or time == "-"):
            out.append((OWN, [o["evidence"] for o in found[0]["options"]], right[0] if right else -1, (begin, begin + len(act))))
    print("own sentences %d, acts found in them %d" % (len(rows), len(out)))
    return out


def teach(samples, seed, decay, steps=300):
    torch.manual_seed(seed)
    count = collections.Counter(n for s in samples for names in s[1] for n in set(names))
    names = sorted(n for n, c in count.items() if c >= LEAST)
    number = {n: i + 1 for i, n in enumerate(names)}
    most, longest = max(len(s[1]) for s in samples), max(len(names) for s in samples for names in s[1])
    rows = np.zeros((len(samples), most, longest), np.int64)
    there = np.zeros((len(samples), most + 1), bool)
    there[:, 0] = True
    for i, s in enumerate(samples):
        for k, option in enumerate(s[1]):
            there[i, k + 1] = True
            known = [number[n] for n in option if n in number]
            rows[i, k, :len(known)] = known
    rows, there, answer = torch.from_numpy(rows), torch.from_numpy(there), torch.tensor([s[2] + 1 for s in samples])
    w = torch.zeros(len(names) + 1, requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=0.05)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 0.05 * (1 - step / steps)
        used = torch.cat([torch.zeros(1), w[1:]])
        scores = torch.cat([torch.zeros(len(samples), 1), used[rows].sum(2)], 1)
        loss = torch.nn.functional.cross_entropy(torch.where(there, scores, torch.tensor(-1e9)), answer) + decay * (w ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return dict(zip(names, w[1:].detach().numpy()))


def choose(w, options):
    scores = [sum(w.get(n, 0.0) for n in names) for names in options]
    best = int(np.argmax(scores))
    return (best if scores[best] > 0 else -1), scores


def by_rules(options, what):
    """The time that hangs on the act; the place that where.c's rules take."""
    return next((i for i, e in enumerate(options) if ("rule=at" in e if what == "sites" else "act 0 below" in e and "time 1 below" in e)), -1)


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--sites", action="store_true", help="places, not times")
    ap.add_argument("--program", required=True)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--folds", type=int, default=10)
    ap.add_argument("--decay", type=float, default=3e-3)
    ap.add_argument("--wrong", action="store_true", help="print what is wrong in the cross-validation")
    ap.add_argument("--seed", type=int, default=1)
    o = ap.parse_args()
    what = "sites" if o.sites else "moments"
    samples = read(o.program, o.data, what)
    none = sum(s[2] < 0 for s in samples)
    print("acts with an option in their sentence %d, of which none is theirs %d; right by the one that the rules take %.3f, by the only one %.3f" %
          (len(samples), none, sum(by_rules(s[1], what) == s[2] for s in samples) / len(samples),
           sum((0 if len(s[1]) == 1 else -1) == s[2] for s in samples) / len(samples)))
    taught = own(o.program, what)
    if o.folds:
        right = 0
        for fold in range(o.folds):
            w = teach([s for s in samples if fold_of(s[0], o.folds) != fold] + taught, o.seed, o.decay)
            for doc, options, answer, span in (s for s in samples if fold_of(s[0], o.folds) == fold):
                got, scores = choose(w, options)
                right += got == answer
                if o.wrong and got != answer:
                    print(doc, span, "right", answer, "got", got, ["%.1f" % s for s in scores], options[max(got, answer)][1])
        print("cross-validated: right %.3f" % (right / len(samples)))
    w = teach(samples + taught, o.seed, o.decay)
    names = sorted(w)
    weights.write(o.out, {"evidence": names}, {"weights": np.array([w[n] for n in names]).reshape(-1, 1)}, embeddings=("weights",))
    print("%s: %d names, %d bytes" % (o.out, len(names), os.path.getsize(o.out)))


if __name__ == "__main__":
    main()

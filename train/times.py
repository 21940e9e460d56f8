#!/usr/bin/env python3
"""Teaches which words that a rule takes for a time expression are one, and whether a day told without its year lies ahead (src/times/weigh.h): one weight
for each piece of evidence, a logistic regression each.

usage: times.py --program build/dateline --data DATA --out models/times.bin [--folds 10] [--sets timebank,aquaint] [--seed 1]

Reads DATA/times/SET.jsonl. An expression of the rules is one where it shares a character with one of gold's that no other has; a day lies ahead where
gold's value does, and teaches nothing where gold's is neither of the two; train/times.tsv has more of both. The sets of --more, which are annotated by
other rules, count half, and are never tested upon. First the figures of a cross-validation by document are printed, then the
model is taught on all. Run it with a program whose data file has no section "times": the rules' own answers are part of the evidence.
"""
import argparse
import collections
import datetime
import json
import os
import subprocess

import numpy as np
import torch

import weights
from wordhead import fold_of

LEAST = 2
HALF = 0.5
OWN, MORE = "own", "more"   # samples that are no document's of these sets, and never tested upon


def features(program, source):
    """Lines that the program prints of the input; a document that it cannot read is none."""
    return subprocess.run([program, "features", "--times", "--quiet", "--language", "en", "--input", "jsonl", "-"], input=source, capture_output=True,
                          text=True).stdout.splitlines()


def read(program, data, name):
    """[document, gold times, expressions] of a set."""
    path = os.path.join(data, "times", name + ".jsonl")
    gold = [json.loads(line) for line in open(path, encoding="utf-8")]
    source = "".join(json.dumps({k: d[k] for k in ("id", "date", "title", "text") if d.get(k)}) + "\n" for d in gold)
    found = {d["doc"]: d["times"] for d in map(json.loads, features(program, source))}
    return [(d, found[d["id"]]) for d in gold if d["id"] in found]


def right(gold, times):
    """Which of the expressions are one: each of gold's goes to the one that fits it best."""
    pairs = sorted((((g["begin"], g["end"]) != (t["begin"], t["end"]), max(g["begin"], t["begin"]) - min(g["end"], t["end"]), i, k)
                    for i, g in enumerate(gold) for k, t in enumerate(times) if g["begin"] < t["end"] and t["begin"] < g["end"]))
    of, used = {}, set()
    for _, _, i, k in pairs:
        if i not in used and k not in of:
            of[k] = gold[i]
            used.add(i)
    return of


def first_day(value):
    """The first day of a TIMEX3 value, None where it has none."""
    seasons = {"SP": 3, "SU": 6, "FA": 9, "WI": 12}
    try:
        year, rest = int(value[:4]), value[5:]
        if rest[:1] == "W" and rest[1:3].isdigit():
            return datetime.date.fromisocalendar(year, int(rest[1:3]), 1)
        if rest[:1] == "Q":
            return datetime.date(year, int(rest[1]) * 3 - 2, 1)
        if rest[:1] == "H":
            return datetime.date(year, int(rest[1]) * 6 - 5, 1)
        if rest[:2] in seasons:
            return datetime.date(year, seasons[rest[:2]], 1)
        month, day = int(rest[:2]), rest[3:5]
        return datetime.date(year, month, int(day) if day else 15)
    except ValueError:
        return None


def lies_ahead(side, value, date):
    """True, False, or None where the gold value is neither."""
    day = first_day(value)
    if not day or not date:
        return None
    apart = (day - datetime.date.fromisoformat(date)).days
    slack = 0 if "day" in side["kind"] else 20 if side["kind"] == "month" else 50
    ahead, behind = abs(apart - side["ahead"]), abs(apart + side["behind"])
    return ahead < behind if min(ahead, behind) <= slack else None


def samples(sets, program, data, more=False):
    """(document, evidence, answer) of each expression, and of each that can lie ahead."""
    keep, side = [], []
    for name in sets:
        for doc, times in read(program, data, name):
            of = right(doc["times"], times)
            whose = MORE if more else doc["id"]
            for k, time in enumerate(times):
                keep.append((whose, time["evidence"], k in of))
                ahead = lies_ahead(time["side"], of[k]["value"], doc.get("date")) if k in of and "side" in time else None
                if ahead is not None:
                    side.append((whose, time["side"]["evidence"], ahead))
            missed = 0 if more else len(doc["times"]) - len(of)
            keep += [(doc["id"], None, True)] * missed
    return keep, side


def own_samples(program):
    """The sentences of times.tsv, each a document that never is tested upon: what is one, what is none, and sides."""
    path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "times.tsv")
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8") if not line.startswith("#")][1:]
    source = "".join(json.dumps({"id": str(i), "date": date, "text": text}) + "\n" for i, (date, text, _, _) in enumerate(lines))
    keep, side = [], []
    for row in map(json.loads, features(program, source)):
        date, text, words, value = lines[int(row["doc"])]
        at = text.index(words)
        for time in row["times"]:
            if time["begin"] < at + len(words) and at < time["end"]:
                keep.append((OWN, time["evidence"], value != "-"))
                ahead = lies_ahead(time["side"], value, date) if "side" in time and value != "-" else None
                if ahead is not None:
                    side.append((OWN, time["side"]["evidence"], ahead))
    print("own sentences %d, expressions in them %d, sides %d" % (len(lines), len(keep), len(side)))
    return keep, side


def numbered(evidence):
    count = collections.Counter(n for names in evidence for n in set(names))
    names = sorted(n for n, c in count.items() if c >= LEAST)
    return names, {n: i + 1 for i, n in enumerate(names)}


def rows_of(evidence, number):
    rows = np.zeros((len(evidence), max(map(len, evidence))), np.int64)
    for i, names in enumerate(evidence):
        known = [number[n] for n in names if n in number]
        rows[i, :len(known)] = known
    return torch.from_numpy(rows)


def teach(samples, seed, decay, steps=300):
    """names, weights."""
    torch.manual_seed(seed)
    evidence = [s[1] for s in samples]
    names, number = numbered(evidence)
    rows, answer = rows_of(evidence, number), torch.tensor([s[2] for s in samples], dtype=torch.float32)
    counts = torch.tensor([HALF if s[0] == MORE else 1.0 for s in samples])
    w = torch.zeros(len(names) + 1, requires_grad=True)
    optimiser = torch.optim.Adam([w], lr=0.05)
    for step in range(steps):
        optimiser.param_groups[0]["lr"] = 0.05 * (1 - step / steps)
        used = torch.cat([torch.zeros(1), w[1:]])
        each = torch.nn.functional.binary_cross_entropy_with_logits(used[rows].sum(1), answer, reduction="none")
        loss = (each * counts).sum() / counts.sum() + decay * (w ** 2).sum()
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return names, w[1:].detach().numpy()


def sums(names, w, evidence):
    number = {n: i for i, n in enumerate(names)}
    return np.array([sum(w[number[n]] for n in e if n in number) for e in evidence])


def cross(found, folds, seed, decay):
    """The sum of each sample by a model that never saw its document."""
    known = [i for i, s in enumerate(found) if s[1] is not None]
    out = np.full(len(found), -np.inf)
    for fold in range(folds):
        train = [found[i] for i in known if found[i][0] in (OWN, MORE) or fold_of(found[i][0], folds) != fold]
        test = [i for i in known if found[i][0] not in (OWN, MORE) and fold_of(found[i][0], folds) == fold]
        if test:
            names, w = teach(train, seed, decay)
            out[test] = sums(names, w, [found[i][1] for i in test])
    return out


def f1(right_ones, found, gold):
    return 2 * right_ones / (found + gold) if found + gold else 0.0


def main():
    ap = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    ap.add_argument("--program", required=True)
    ap.add_argument("--data", required=True)
    ap.add_argument("--out", required=True)
    ap.add_argument("--sets", default="timebank,aquaint")
    ap.add_argument("--more", default="meantime")
    ap.add_argument("--folds", type=int, default=10)
    ap.add_argument("--keep-decay", type=float, default=1e-3)
    ap.add_argument("--side-decay", type=float, default=2e-3)
    ap.add_argument("--lean", type=float, default=0.6, help="how sure the model is to be that an expression is none before it is left out, as a sum")
    ap.add_argument("--seed", type=int, default=1)
    o = ap.parse_args()
    keep, side = samples(o.sets.split(","), o.program, o.data)
    tested = len(keep)
    more, more_sides = samples(o.more.split(",") if o.more else [], o.program, o.data, more=True)
    own, own_sides = own_samples(o.program)
    keep += more + own
    side += more_sides + own_sides
    for name in o.sets.split(",") + [""]:
        some = [s for s in keep[:tested] if s[0].startswith(name)]
        gold = sum(s[2] for s in some)
        print("%-9s gold %d, found by the rules %d, relaxed F1 of the rules %.4f" %
              (name or "all", gold, sum(s[1] is not None for s in some), f1(sum(s[2] for s in some if s[1] is not None), sum(s[1] is not None for s in some), gold)))
    if o.folds:
        at = cross(keep, o.folds, o.seed, o.keep_decay)
        for name in o.sets.split(",") + [""]:
            of = [i for i, s in enumerate(keep[:tested]) if s[0].startswith(name)]
            print("%-9s cross-validated, by how sure it is to be: " % (name or "all") + "  ".join("%.1f %.4f" % (
                t, f1(sum(keep[i][2] for i in of if at[i] > -t), sum(at[i] > -t for i in of), sum(keep[i][2] for i in of))) for t in (0, 0.4, 0.8, 1.2)))
        ahead = cross(side, o.folds, o.seed, o.side_decay)
        test = [i for i, s in enumerate(side) if s[0] not in (OWN, MORE)]
        rule = [("rule=ahead" in side[i][1]) == side[i][2] for i in test]
        print("sides %d: right by the rules %.4f, cross-validated %.4f" % (len(test), np.mean(rule), np.mean([(ahead[i] > 0) == side[i][2] for i in test])))
    known = [s for s in keep if s[1] is not None]
    keep_names, keep_w = teach(known, o.seed, o.keep_decay)
    keep_w[keep_names.index("all")] += o.lean
    side_names, side_w = teach(side, o.seed, o.side_decay)
    weights.write(o.out, {"keep.evidence": keep_names, "ahead.evidence": side_names},
                  {"keep.weights": keep_w.reshape(-1, 1), "ahead.weights": side_w.reshape(-1, 1)}, embeddings=("keep.weights", "ahead.weights"))
    print("%s: %d and %d names, %d bytes" % (o.out, len(keep_names), len(side_names), os.path.getsize(o.out)))


if __name__ == "__main__":
    main()

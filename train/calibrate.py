#!/usr/bin/env python3
"""Makes probabilities of acts mean what they say: the share of events that are right, at each probability, as eleven knots from 0 to 1.

usage: calibrate.py --coded FILE --data DATA [--out models/calibration.bin]

FILE is what `tools/folds.py BUILD DATA PARTS --raw --keep FILE` leaves: the annotated articles (annotated.py), each coded with weights that never saw
it, with the model's own probabilities. An event is right if gold has a required one of its category at its words; one on an optional item alone counts
for nothing. The knots are those of the best non-decreasing line through them (least squares with a pull towards its neighbours); printed are the expected
errors in ten bins before and after, the latter on the half of the articles that the knots were not made of.
"""
import argparse
import json
import os
import sys

import numpy as np

import annotated
import weights
from wordhead import fold_of

KNOTS = 11


def outcomes(coded, gold):
    """(document, probability, right) of each event of a category."""
    def meets(a, b):
        return min(a["end"], b["end"]) > max(a["begin"], b["begin"])
    for line in open(coded, encoding="utf-8"):
        d = json.loads(line)
        wanted = gold[d["doc"]["id"]]["events"]
        for e in d["events"]:
            if not e["event"]:
                continue
            here = [g for g in wanted if any(meets(e["trigger"], t) for t in [g["trigger"], *g.get("trigger_alt", [])])]
            required = [g for g in here if not g.get("optional") and g["event"]]
            if here and not required:
                continue
            yield d["doc"]["id"], e["confidence"], any(e["event"] in [g["event"], *g.get("event_alt", [])] for g in required)


def place(p):
    """The knot below each probability, and how far it is beyond it."""
    at = np.clip(p * (KNOTS - 1), 0, KNOTS - 1 - 1e-9)
    return at.astype(int), at - at.astype(int)


def fit(p, right, pull=3.0):
    low, far = place(p)
    rows = np.zeros((len(p) + KNOTS - 1, KNOTS))
    rows[np.arange(len(p)), low] = 1 - far
    rows[np.arange(len(p)), low + 1] = far
    for k in range(KNOTS - 1):  # neighbours differ by a tenth, as in a line that needs no correction
        rows[len(p) + k, k], rows[len(p) + k, k + 1] = -pull, pull
    answer = np.concatenate([right, np.full(KNOTS - 1, 0.1 * pull)])
    knots = np.linalg.lstsq(rows, answer, rcond=None)[0]
    return np.clip(np.maximum.accumulate(knots), 0.01, 0.99)


def apply(knots, p):
    low, far = place(p)
    return knots[low] * (1 - far) + knots[low + 1] * far


def error(p, right):
    bins = np.minimum((p * 10).astype(int), 9)
    return sum(abs(right[bins == b].mean() - p[bins == b].mean()) * (bins == b).sum() for b in range(10) if (bins == b).any()) / len(p)


def main():
    a = argparse.ArgumentParser()
    a.add_argument("--coded", required=True)
    a.add_argument("--data", required=True)
    a.add_argument("--out")
    o = a.parse_args()
    gold = {d["doc"]["id"]: d for d in annotated.news(o.data)}
    found = list(outcomes(o.coded, gold))
    half = np.array([fold_of(d + " half", 2) for d, _, _ in found])
    p, right = np.array([x for _, x, _ in found]), np.array([x for _, _, x in found], float)
    held = np.zeros(len(p))
    for h in (0, 1):
        held[half == h] = apply(fit(p[half != h], right[half != h]), p[half == h])
    print("%d events; expected error in ten bins: %.3f as the model has it, %.3f calibrated (each half by the other)" % (len(p), error(p, right), error(held, right)))
    bins = np.minimum((held * 10).astype(int), 9)
    for b in range(10):
        if (bins == b).any():
            print("%.1f to %.1f: %4d events, probability %.2f, right %.2f" % (b / 10, (b + 1) / 10, (bins == b).sum(), held[bins == b].mean(), right[bins == b].mean()))
    if o.out:
        weights.write(o.out, {}, {"knots": fit(p, right).astype(np.float32)})


if __name__ == "__main__":
    sys.exit(main())

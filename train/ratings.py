#!/usr/bin/env python3
"""Teaches what a predicate tells (src/claims/ratings.h): whether it happened, whether a noun names an act at all, and the auxiliary modes of events.

usage: ratings.py --program build/dateline --data DATA --out models/ratings.bin [--parts] [--folds 5] [--seed 1]

One hidden layer on the parser's vectors and weights of named evidence, printed by the program (`dateline features --claims`), with outputs for
  people     how sure a sentence makes its readers, -3..3: DATA/factuality, UW and MEANTIME (Lee et al. 2015), half of each value to the whole numbers beside it
  predicate  is the word one of those that were judged there
  FactBank   the value for the innermost source of the events of the annotated articles (annotated.py), those that are optional too
  modes      negated, future, hypothetical, historical of those events that the program finds
  own        of those that stand in somebody's words: is the act the text's own word all the same?
UDS-IH2 asks another question (the future did not happen): it has an output of its own that is not kept, for what it teaches the hidden layer.

Without --parts the articles are parted by a hash of their ids, each part is rated by a model that never saw it, and the figures of all are printed beside
those of the sentences of DATA/factuality/dev.jsonl; then a model is taught on all. With --parts the models of the parts are written, for tools/folds.py.
"""
import argparse
import json
import math
import os
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn.functional as F

import annotated
import weights
from wordhead import Evidence, Model, as_input, fit, floats, fold_of

HIDDEN, EPOCHS = 128, 4
OWN_WORTH = 3  # the loss of an event in somebody's words beside that of another answer
LEAN = [0.7, 0.7, 0.7, 0.4, 0.4, 0.4, 0]  # what is added to the scores of VALUES: a denial that is overlooked is worse than one too many
PEOPLE, PREDICATE, FACTBANK, MODES, OWN, UDS = slice(0, 7), 7, slice(8, 15), slice(15, 19), 19, slice(20, 27)  # claims/ratings.h
KEPT = 20
VALUES = ["CT-", "PR-", "PS-", "Uu", "PS+", "PR+", "CT+"]  # -3..3
AUXILIARY = ["negated", "future", "hypothetical", "historical"]
NEVER_AHEAD = ("AGREE", "CONCEDE", "THREATEN")
LEFT_OUT = -1


class Samples:
    """Words and events with what is known of them: NaN or LEFT_OUT for nothing."""

    def __init__(self):
        self.docs, self.inputs, self.evidence = [], [], []
        self.people, self.uds, self.predicate, self.factbank, self.modes, self.own = [], [], [], [], [], []

    def add(self, doc, word, people=math.nan, uds=math.nan, predicate=LEFT_OUT, factbank=LEFT_OUT, modes=(LEFT_OUT,) * 4, own=LEFT_OUT):
        self.docs.append(doc)
        self.inputs.append(np.frombuffer(bytes.fromhex(word["input"]), np.uint8))
        self.evidence.append(word["evidence"])
        for to, value in ((self.people, people), (self.uds, uds), (self.predicate, predicate), (self.factbank, factbank), (self.modes, modes),
                          (self.own, own)):
            to.append(value)

    def close(self):
        self.inputs = np.stack(self.inputs)
        for name in ("people", "uds", "predicate", "factbank", "modes", "own"):
            setattr(self, name, np.array(getattr(self, name)))
        return self


def shared(a, b):
    return min(a["end"], b["end"]) - max(a["begin"], b["begin"])


def best(words, span):
    """Number of the word that shares most characters with the span; None."""
    found = max(range(len(words)), key=lambda i: shared(words[i], span), default=None)
    return found if found is not None and shared(words[found], span) > 0 else None


def read(program, documents):
    """(document, what the program prints of it)"""
    gold = {d["doc"]["id"]: d for d in documents}
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "in.jsonl")
        as_input(gold.values(), source)
        run = subprocess.Popen([program, "features", "--claims", "--quiet", source], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for line in run.stdout:
            d = json.loads(line)
            yield gold[d["doc"]], d
        if run.wait() != 0:
            raise SystemExit("%s: status %d" % (program, run.returncode))


def read_people(program, path, samples):
    with open(path, encoding="utf-8") as lines:
        sentences = [json.loads(line) for line in lines]
    for gold, made in read(program, [dict(d, doc={"id": d["id"]}) for d in sentences]):
        uds, judged = gold["dataset"] == "UDS-IH2", {}
        for event in gold["events"]:
            at = best(made["words"], event["trigger"])
            if at is not None:
                judged[at] = event["value"]
        for i, word in enumerate(made["words"]):
            if i in judged or not uds:
                value = judged.get(i, math.nan)
                samples.add(gold["id"], word, uds=value) if uds else samples.add(gold["id"], word, people=value, predicate=int(i in judged))


def modes_of(event):
    if event.get("auxiliary_any"):
        return (LEFT_OUT,) * 4
    ahead = event["event"] in NEVER_AHEAD
    return tuple(LEFT_OUT if ahead and name in AUXILIARY[1:3] else int(name in event["auxiliary"]) for name in AUXILIARY)


def read_articles(program, articles, samples):
    for gold, made in read(program, articles):
        key, met = gold["doc"]["id"], set()
        events = [e for e in gold["events"] if e["event"] is not None]
        for found in made["events"]:
            at = best([e["trigger"] for e in events], found)
            if at is not None:
                met.add(at)
                samples.add(key, found, factbank=value_of(events[at]), modes=modes_of(events[at]),
                            own=own_of(events[at]) if found["attributed"] else LEFT_OUT)
        for i, event in enumerate(events):
            at = best(made["words"], event["trigger"]) if i not in met else None
            if at is not None:
                samples.add(key, made["words"][at], factbank=value_of(event))


def value_of(event):
    return VALUES.index(event["factuality"][-1]["value"].split("|")[0])


def own_of(event):
    """1: the text's own word; 0: somebody's; left out where both are right, or the text holds certain what somebody says."""
    values, told = event["factuality"][0]["value"].split("|"), bool(event["attribution"])
    if event.get("attribution_any") or len(values) > 1 or told != (values == ["Uu"]):
        return LEFT_OUT
    return int(not told)


def spread(values):
    """A value between two whole numbers as shares of both."""
    low = np.clip(np.floor(values), -3, 2).astype(int)
    out = np.zeros((len(values), 7), np.float32)
    out[np.arange(len(values)), low + 3] = 1 - (values - low)
    out[np.arange(len(values)), low + 4] = values - low
    return torch.from_numpy(out)


def loss_of(scores, s, part):
    """The losses of what is known of the samples of a batch, summed."""
    total = 0
    for values, where, weight in ((s.people[part], PEOPLE, 1), (s.uds[part], UDS, 0.5)):
        known = np.where(values == values)[0]
        if len(known):
            total = total - weight * (spread(values[known]) * F.log_softmax(scores[known][:, where], 1)).sum()
    known = np.where(s.predicate[part] != LEFT_OUT)[0]
    if len(known):
        total = total + F.binary_cross_entropy_with_logits(scores[known, PREDICATE], torch.from_numpy(s.predicate[part][known].astype(np.float32)), reduction="sum")
    return total


def article_loss(scores, s, part):
    """The losses of what the articles tell, summed."""
    known = np.where(s.factbank[part] != LEFT_OUT)[0]
    total = F.cross_entropy(scores[known][:, FACTBANK], torch.from_numpy(s.factbank[part][known]), reduction="sum")
    told = torch.from_numpy(s.modes[part].astype(np.float32))
    each = F.binary_cross_entropy_with_logits(scores[:, MODES], told.clamp(0, 1), reduction="none")
    total = total + (each * (told != LEFT_OUT).float()).sum()
    known = np.where(s.own[part] != LEFT_OUT)[0]
    own = torch.from_numpy(s.own[part][known].astype(np.float32))
    return total + OWN_WORTH * F.binary_cross_entropy_with_logits(scores[known, OWN], own, reduction="sum")


def teach(s, rows, some, names, seed, batch=256):
    """Sentences and articles together: what people make of a predicate, and what readers of events do, are one question to the hidden layer."""
    torch.manual_seed(seed)

    def of_batch(model, part):
        scores = model(floats(s.inputs, part), rows[part])
        return (loss_of(scores, s, part) + article_loss(scores, s, part)) / batch
    model = fit(Model(s.inputs.shape[1], names, HIDDEN, UDS.stop), some, of_batch, seed, EPOCHS, batch)
    with torch.no_grad():
        model.out.bias[FACTBANK] += torch.tensor(LEAN)
    return model


def scores_of(model, s, rows, some):
    with torch.no_grad():
        return np.concatenate([model(floats(s.inputs, some[i:i + 4096]), rows[some[i:i + 4096]]).numpy() for i in range(0, len(some), 4096)])


def softmax(x):
    e = np.exp(x - x.max(1, keepdims=True))
    return e / e.sum(1, keepdims=True)


def print_people(scores, values, of):
    mean = softmax(scores[:, PEOPLE]) @ np.arange(-3, 4)
    whole = np.sign(mean) * np.floor(np.abs(mean) + 0.5)
    print("%s: MAE %.3f  r %.3f" % (of, np.abs(whole - values).mean(), np.corrcoef(whole, values)[0, 1]))


def print_articles(scores, s, some):
    known = some[s.factbank[some] != LEFT_OUT]
    gold, found = s.factbank[known], scores[known][:, FACTBANK].argmax(1)
    print("FactBank's values of events: %.3f right" % (gold == found).mean())
    for k, name in enumerate(VALUES):
        both = ((gold == k) & (found == k)).sum()
        print("  %s  P %.3f  R %.3f  of %d" % (name, both / max(1, (found == k).sum()), both / max(1, (gold == k).sum()), (gold == k).sum()))
    for k, name in enumerate(AUXILIARY):
        told = s.modes[some, k]
        known = some[told != LEFT_OUT]
        gold, p = told[told != LEFT_OUT] == 1, 1 / (1 + np.exp(-scores[known, MODES.start + k]))
        for t in (0.2, 0.3, 0.4, 0.5, 0.6):
            right = (gold & (p >= t)).sum()
            print("  %s from %.1f: P %.3f  R %.3f  F1 %.3f" % (name, t, right / max(1, (p >= t).sum()), right / max(1, gold.sum()),
                                                               2 * right / max(1, (p >= t).sum() + gold.sum())))


def print_own(scores, s, some):
    """Of the events that stand in somebody's words."""
    known = some[s.own[some] != LEFT_OUT]
    gold, p = s.own[known] == 1, 1 / (1 + np.exp(-scores[known, OWN]))
    print("own word: %d of %d events in somebody's words" % (gold.sum(), len(gold)))
    for t in (0.3, 0.4, 0.5, 0.6, 0.7):
        print("  from %.1f: %.3f right" % (t, (gold == (p >= t)).mean()))


def write(model, evidence, cuts, path):
    tensors = {"ratings.h.w": model.hidden.weight, "ratings.h.b": model.hidden.bias, "ratings.o.w": model.out.weight[:KEPT],
               "ratings.o.b": model.out.bias[:KEPT], "weights": model.weights.weight[1:, :KEPT]}
    tensors = {k: v.detach().numpy() for k, v in tensors.items()}
    weights.write(path, {"evidence": evidence.names}, dict(tensors, cuts=np.array(cuts, np.float32)), embeddings=("weights",))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--program", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", help="a file; with --parts a folder")
    p.add_argument("--parts", action="store_true", help="write the model of each part")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--cuts", type=float, nargs=8, default=[0.4, 0.25, 0.2, 0.4, 0.2, 0.01, 0.5, 0.9], metavar="P",
                   help="the probabilities from which a word is a predicate, an event negated, future, hypothetical, historical, "
                   "an event of a mode that the rows gave it, one in somebody's words what the text holds as well, the text's alone")
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    s, dev = Samples(), Samples()
    read_people(o.program, os.path.join(o.data, "factuality", "train.jsonl"), s)
    sentences = len(s.docs)
    read_articles(o.program, annotated.news(o.data), s)
    s.close()
    evidence = Evidence(s.evidence)
    rows = evidence.rows(s.evidence)
    print("%d words of sentences, %d words and events of articles, %d names of evidence" % (sentences, len(s.docs) - sentences, len(evidence.names)), flush=True)
    fold = np.array([fold_of(d, o.folds) if i >= sentences else -1 for i, d in enumerate(s.docs)])
    if not o.parts:
        read_people(o.program, os.path.join(o.data, "factuality", "dev.jsonl"), dev)
        dev.close()
    scores = np.zeros((len(s.docs), UDS.stop), np.float32)
    for f in range(o.folds):
        part = teach(s, rows, np.where(fold != f)[0], len(evidence.names), o.seed)
        some = np.where(fold == f)[0]
        scores[some] = scores_of(part, s, rows, some)
        if o.parts:
            write(part, evidence, o.cuts, os.path.join(o.out, "ratings-%d.bin" % f))
    print_articles(scores, s, np.arange(sentences, len(s.docs)))
    print_own(scores, s, np.arange(sentences, len(s.docs)))
    if o.parts:
        return
    model = teach(s, rows, np.arange(len(s.docs)), len(evidence.names), o.seed)
    dev_rows, uw = evidence.rows(dev.evidence), np.array([d.startswith("uw") for d in dev.docs])
    for of, some in (("UW dev", uw), ("MEANTIME dev", ~uw)):
        some = np.where(some & (dev.people == dev.people))[0]
        print_people(scores_of(model, dev, dev_rows, some), dev.people[some], of)
    if o.out:
        write(model, evidence, o.cuts, o.out)


if __name__ == "__main__":
    sys.exit(main())

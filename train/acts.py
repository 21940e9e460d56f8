#!/usr/bin/env python3
"""Teaches which words are acts: the network of acts (src/network/acts.h) and the weights of the evidence (src/events/choice.h), together.

usage: acts.py --program build/dateline --data DATA --out models/acts.bin [--parts] [--folds 5] [--seed 1]

Gold are the articles of DATA/gold/news-train.jsonl; text of other kinds (stories, travel, how-to, talk, reviews: DATA/treebank), in which states and
officials do nothing, teaches what is no act there, and so do sentences
by hand (train/sentences.txt). The program prints each word's evidence and what the network reads of it (`dateline features`), so
that trainer and program cannot differ. A word is the trigger of a required event (its category, or a speech act without one), no act, or left out
(optional events, second triggers). Without --parts the documents are parted by a hash of their ids, each part is scored by a model that never saw it, the
figures of all parts are printed, and then a model is taught on all documents. With --parts the models of the parts are written, for tools/folds.py.

Four probabilities are written beside the weights: from which a word is an act of which the rules know nothing, from which it is one against the rules,
from which one that they hold for a part of another act is one of its own, below which it is none though they take it. They were chosen on all parts together and on the other development sets, for precision: a wrong event is
worse than a missed one.
"""
import argparse
import collections
import hashlib
import json
import math
import os
import re
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import weights

LABELS = ["", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
          "MOBILIZE", "COERCE", "ASSAULT", "speech"]  # the order of src/base/document.c
SPEECH = len(LABELS) - 1
LEFT_OUT = -1
OTHER = "elsewhere: "   # before the ids of documents that are no news
HIDDEN = 128
SENTENCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences.txt")
ELSEWHERE = ("GUM_academic", "GUM_conversation", "GUM_fiction", "GUM_podcast", "GUM_textbook", "GUM_vlog", "GUM_voyage", "GUM_whow",
             "answers-", "email-", "reviews-")   # documents of the treebanks that are no news; none of their words is taken for an act
LEAST = 4        # words that must have a piece of evidence before it gets a weight


def as_input(gold, path):
    with open(path, "w", encoding="utf-8") as out:
        for d in gold:
            row = {k: d["doc"][k] for k in ("id", "date", "title", "source", "url") if d["doc"].get(k)}
            out.write(json.dumps(dict(row, text=d["text"]), ensure_ascii=False) + "\n")


def label_words(doc, words):
    """The label of each word, by the gold events whose triggers it stands in; of a trigger of several words its last one that can be an act."""
    labels = [0] * len(words)

    def words_in(span):
        return [i for i, w in enumerate(words) if w["begin"] < span["end"] and w["end"] > span["begin"]]
    for event in doc["events"]:
        inside = words_in(event["trigger"])
        for i in inside[:-1]:
            labels[i] = labels[i] or LEFT_OUT
        if inside:
            optional = event.get("optional") or event["event"] is None
            label = LEFT_OUT if optional else LABELS.index(event["event"]) if event["event"] else SPEECH
            if labels[inside[-1]] <= 0:
                labels[inside[-1]] = label
        for span in event.get("trigger_alt", []):
            for i in words_in(span):
                labels[i] = labels[i] or LEFT_OUT
    return labels


def elsewhere(folder):
    """Documents of the treebanks that are no news, as gold without events."""
    texts = {}
    for name in ("gum-train.conllu", "ewt-train.conllu"):
        with open(os.path.join(folder, name), encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# sent_id = "):
                    doc = line[len("# sent_id = "):].strip().rpartition("-")[0]
                elif line.startswith("# text = ") and doc.startswith(ELSEWHERE):
                    texts.setdefault(doc, []).append(line[len("# text = "):].strip())
    return [{"doc": {"id": OTHER + doc}, "text": " ".join(sentences), "events": []} for doc, sentences in texts.items() if int(hashlib.md5(doc.encode()).hexdigest(), 16) % 3 == 0]


def by_hand(path):
    """The sentences of train/sentences.txt as gold: each a document of its own."""
    gold = []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            if line.startswith("#"):
                continue
            text, events = "", []
            for piece in re.split(r"(\[[^]]* \w+\])", line.strip()):
                word, _, label = piece[1:-1].rpartition(" ") if piece.startswith("[") else (piece, "", "")
                if label:
                    events.append({"trigger": {"begin": len(text), "end": len(text) + len(word)}, "event": "" if label == "speech" else label})
                text += word
            gold.append({"doc": {"id": "%sline %d" % (OTHER, number)}, "text": text, "events": events})
    return gold


def read(program, gold):
    """Words of all documents: document numbers, labels, evidence, network's input."""
    by_id = {d["doc"]["id"]: d for d in gold}
    docs, labels, evidence, inputs = [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "gold.jsonl")
        as_input(gold, source)
        run = subprocess.Popen([program, "features", "--quiet", source], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for line in run.stdout:
            d = json.loads(line)
            docs += [d["doc"]] * len(d["words"])
            labels += label_words(by_id[d["doc"]], d["words"])
            evidence += [w["evidence"] for w in d["words"]]
            inputs += [np.frombuffer(bytes.fromhex(w["input"]), np.uint8) for w in d["words"]]
        if run.wait() != 0:
            raise SystemExit("%s: status %d" % (program, run.returncode))
    return docs, np.array(labels), evidence, np.stack(inputs)


class Evidence:
    """Names that are frequent enough, numbered from 1; 0 is none."""

    def __init__(self, evidence):
        count = collections.Counter(name for names in evidence for name in set(names))
        self.names = sorted(n for n, c in count.items() if c >= LEAST)
        self.number = {n: i + 1 for i, n in enumerate(self.names)}

    def rows(self, evidence):
        found = [[self.number[n] for n in names if n in self.number] for names in evidence]
        out = np.zeros((len(found), max(map(len, found))), np.int64)
        for i, row in enumerate(found):
            out[i, :len(row)] = row
        return torch.from_numpy(out)


class Model(nn.Module):
    """Two layers on the network's input, and a weight an output for each piece of evidence (network/wordhead.h)."""

    def __init__(self, width, names, hidden=HIDDEN, outputs=len(LABELS)):
        super().__init__()
        self.hidden, self.out = nn.Linear(width, hidden), nn.Linear(hidden, outputs)
        self.weights = nn.Embedding(names + 1, outputs, padding_idx=0)
        nn.init.zeros_(self.weights.weight)

    def forward(self, x, rows):
        x = F.dropout(x, 0.1, self.training)
        scores = self.out(F.dropout(F.relu(self.hidden(x)), 0.4, self.training))
        pieces = self.weights(rows)
        if self.training:
            pieces = pieces * (torch.rand(rows.shape) > 0.2).unsqueeze(2)
        return scores + pieces.sum(1)


def floats(inputs, some):
    return torch.from_numpy((inputs[some].astype(np.float32) - 128) / 127)


def fit(model, some, loss_of, seed, epochs, batch=256):
    """Teaches the model by the samples `some`; loss_of(model, part) is the loss of a batch."""
    network = [*model.hidden.parameters(), *model.out.parameters()]
    rates = (3e-3, 5e-3)
    optimiser = torch.optim.AdamW([{"params": network, "weight_decay": 0.05}, {"params": model.weights.parameters(), "weight_decay": 0.02}])
    steps, step = epochs * math.ceil(len(some) / batch), 0
    order = np.random.default_rng(seed)
    for _ in range(epochs):
        model.train()
        shuffled = order.permutation(some)
        for at in range(0, len(shuffled), batch):
            for group, rate in zip(optimiser.param_groups, rates):
                group["lr"] = rate * (1 - step / steps)
            step += 1
            loss = loss_of(model, shuffled[at:at + batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return model.eval()


def teach(inputs, rows, labels, some, names, seed, epochs=6):
    torch.manual_seed(seed)

    def loss_of(model, part):
        return F.cross_entropy(model(floats(inputs, part), rows[part]), torch.from_numpy(labels[part]))
    return fit(Model(inputs.shape[1], names), some, loss_of, seed, epochs)


def probabilities(model, inputs, rows, some):
    with torch.no_grad():
        return np.concatenate([torch.softmax(model(floats(inputs, some[i:i + 4096]), rows[some[i:i + 4096]]), 1).numpy() for i in range(0, len(some), 4096)])


def fold_of(doc, folds):
    """The part of an article; what is no news is in none: all models learn from it, and none is judged by it."""
    if doc.startswith(OTHER):
        return folds
    return int(hashlib.md5(doc.encode()).hexdigest(), 16) % folds


def figures(p, labels, threshold):
    """Precision and recall of words as acts of a category, and how many of those found have the right one."""
    act, best = p[:, 1:SPEECH].sum(1), p[:, 1:SPEECH].argmax(1) + 1
    found, right = (act >= threshold) & (labels != LEFT_OUT), (labels > 0) & (labels < SPEECH)
    both = (found & right).sum()
    return both / max(1, found.sum()), both / max(1, right.sum()), (found & right & (best == labels)).sum() / max(1, both)


def calibration(p, labels):
    """The expected error of the probability of the likeliest category, in ten bins, among words that are likelier an act than 0.3."""
    act, best = p[:, 1:SPEECH].max(1), p[:, 1:SPEECH].argmax(1) + 1
    some = (act > 0.3) & (labels != LEFT_OUT)
    right, act = (best == labels)[some], act[some]
    bins = np.minimum((act * 10).astype(int), 9)
    return sum(abs(right[bins == b].mean() - act[bins == b].mean()) * (bins == b).sum() for b in range(10) if (bins == b).any()) / len(act)


def cross_validate(docs, labels, inputs, rows, names, folds, seed):
    """Prints the figures of words, each scored by a model that never saw its document."""
    fold = np.array([fold_of(d, folds) for d in docs])
    p = np.zeros((len(labels), len(LABELS)))
    for f in range(folds):
        model = teach(inputs, rows, labels, np.where((fold != f) & (labels != LEFT_OUT))[0], names, seed + f)
        some = np.where(fold == f)[0]
        p[some] = probabilities(model, inputs, rows, some)
    p, labels = p[fold < folds], labels[fold < folds]
    for t in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        precision, recall, category = figures(p, labels, t)
        print("probability %.1f  P %.3f  R %.3f  F1 %.3f  category %.3f" % (t, precision, recall, 2 * precision * recall / (precision + recall), category))
    print("expected error of the probability, ten bins: %.3f" % calibration(p, labels), flush=True)


def write(model, evidence, thresholds, path):
    tensors = {"acts.h.w": model.hidden.weight, "acts.h.b": model.hidden.bias, "acts.o.w": model.out.weight, "acts.o.b": model.out.bias,
               "weights": model.weights.weight[1:]}
    tensors = {k: v.detach().numpy() for k, v in tensors.items()}
    weights.write(path, {"evidence": evidence.names}, dict(tensors, threshold=np.array(thresholds, np.float32)), embeddings=("weights",))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--program", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", help="a file; with --parts a folder")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--parts", action="store_true", help="write the model of each part")
    p.add_argument("--quick", action="store_true", help="print no cross-validation")
    p.add_argument("--threshold", type=float, default=0.35, help="the probability from which a word is an act of which the rules know nothing")
    p.add_argument("--drop", type=float, default=0.1, help="the probability below which what the rules take for an act is none")
    p.add_argument("--overrule", type=float, default=0.4, help="the probability from which a word is an act that the rules reject")
    p.add_argument("--unfold", type=float, default=0.95, help="the probability from which a word is an act that the rules hold for a part of another")
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    thresholds = [o.threshold, o.drop, o.overrule, o.unfold]
    with open(os.path.join(o.data, "gold", "news-train.jsonl"), encoding="utf-8") as lines:
        gold = [json.loads(line) for line in lines]
    docs, labels, words, inputs = read(o.program, gold + elsewhere(os.path.join(o.data, "treebank")) + by_hand(SENTENCES) * 2)
    evidence = Evidence(words)
    rows = evidence.rows(words)
    print("%d words, %d acts, %d left out, %d names of evidence" % (len(labels), (labels > 0).sum(), (labels == LEFT_OUT).sum(), len(evidence.names)), flush=True)
    known = labels != LEFT_OUT
    if o.parts:
        fold = np.array([fold_of(d, o.folds) for d in docs])
        for f in range(o.folds):
            model = teach(inputs, rows, labels, np.where((fold != f) & known)[0], len(evidence.names), o.seed + f)
            write(model, evidence, thresholds, os.path.join(o.out, "acts-%d.bin" % f))
            print("fold %d of %d written" % (f + 1, o.folds), flush=True)
        return
    if not o.quick:
        cross_validate(docs, labels, inputs, rows, len(evidence.names), o.folds, o.seed)
    if o.out:
        write(teach(inputs, rows, labels, np.where(known)[0], len(evidence.names), o.seed), evidence, thresholds, o.out)


if __name__ == "__main__":
    sys.exit(main())

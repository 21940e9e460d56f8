#!/usr/bin/env python3
"""Teaches a BERT which words are acts and lets it mark articles that nobody annotated, for the network of acts (acts.py --silver).

usage: acts_teacher.py --program build/dateline --data DATA --bert JAR --out FILE [--part N] [--epochs 3] [--threads 2]

The first seven layers of BERT base, cased (bert.py), are fine-tuned on what acts.py learns from, some sentences of a document at a time, and then
mark the articles of DATA that are not among the annotated ones (articles.py): FILE holds, for each of these, its sentences: where
their words stand, and the probabilities of acts.LABELS. With --part the annotated articles of that part (wordhead.fold_of) are kept out, and the figures of
their words are printed.
"""
import argparse
import pickle
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import acts
import articles
from bert import Bert, Pieces, read_jar
from wordhead import OTHER, fold_of

LONGEST = 500       # pieces
TOGETHER = 90       # words of the sentences that are read together
RATES = (7e-5, 1e-3)


class Teacher(nn.Module):
    def __init__(self, jar, layers, frozen):
        super().__init__()
        names, weights = read_jar(jar)
        self.pieces, self.bert = Pieces(names), Bert(weights, layers, frozen)
        self.hidden, self.out = nn.Linear(768, 256), nn.Linear(256, len(acts.LABELS))

    def forward(self, windows):
        """Scores [windows, words, labels] of runs of sentences."""
        rows, firsts = [], []
        for window in windows:
            ids, first = [self.pieces.start], []
            for word in (w for sentence in window for w in sentence.forms):
                first.append(min(len(ids), LONGEST - 1))
                ids += self.pieces.cut(word)
            rows.append(ids[:LONGEST] + [self.pieces.end])
            firsts.append(first)
        ids, at = np.zeros((len(rows), max(map(len, rows))), np.int64), np.zeros((len(rows), max(map(len, firsts))), np.int64)
        for i, (row, first) in enumerate(zip(rows, firsts)):
            ids[i, :len(row)], at[i, :len(first)] = row, first
        with torch.autocast("cpu", torch.bfloat16):
            x = self.bert(torch.from_numpy(ids), torch.tensor([len(r) for r in rows]))
        x = torch.gather(x, 1, torch.from_numpy(at).unsqueeze(2).expand(-1, -1, 768)).float()
        x = F.dropout(x, 0.2, self.training)
        return self.out(F.dropout(F.relu(self.hidden(x)), 0.3, self.training))


def windows_of(sentences):
    """Runs of a document's sentences of about TOGETHER words."""
    out, run, size = [], [], 0
    for s in sentences:
        if run and (s.doc != run[0].doc or size + len(s.forms) > TOGETHER):
            out.append(run)
            run, size = [], 0
        run.append(s)
        size += len(s.forms)
    return out + [run] if run else out


def words_of(window):
    return sum(len(s.forms) for s in window)


def batches(sentences, words, rng):
    out, batch, size = [], [], 0
    for window in sorted(windows_of(sentences), key=lambda w: words_of(w) + rng.random() * 6):
        if batch and size + words_of(window) > words:
            out.append(batch)
            batch, size = [], 0
        batch.append(window)
        size += words_of(window)
    rng.shuffle(out)
    return out + [batch]


def labels_of(batch, width):
    labels = torch.full((len(batch), width), -100)
    for i, window in enumerate(batch):
        flat = [label if label >= 0 and taken else -100 for s in window for label, taken in zip(s.labels, s.taken)]
        labels[i, :len(flat)] = torch.tensor(flat)
    return labels


def fine_tune(teacher, sentences, epochs, rng):
    groups = [{"params": [p for p in teacher.bert.parameters() if p.requires_grad]}, {"params": [*teacher.hidden.parameters(), *teacher.out.parameters()]}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01)
    plan = []
    for _ in range(epochs):   # what is no news: a half of it each time
        plan += batches([s for s in sentences if not s.doc.startswith(OTHER) or rng.random() < 0.5], 900, rng)
    teacher.train()
    start = time.time()
    for step, batch in enumerate(plan):
        done = step / len(plan)
        for group, rate in zip(optimiser.param_groups, RATES):
            group["lr"] = rate * min(1, done / 0.08 + 0.02) * max(0.01, 1 - done)
        scores = teacher(batch)
        loss = F.cross_entropy(scores.flatten(0, 1), labels_of(batch, scores.shape[1]).flatten(), ignore_index=-100)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimiser.step()
        if step % 100 == 99:
            print("%.1f min step %d of %d loss %.4f" % ((time.time() - start) / 60, step + 1, len(plan), loss.item()), flush=True)
    return teacher.eval()


@torch.no_grad()
def mark(teacher, sentences, rng):
    """Sets p of every sentence: [words, labels]."""
    for batch in batches(sentences, 2500, rng):
        p = torch.softmax(teacher(batch), 2).numpy()
        for i, window in enumerate(batch):
            at = 0
            for s in window:
                s.p = p[i, at:at + len(s.forms)].astype(np.float16)
                at += len(s.forms)


def print_figures(sentences):
    p = np.concatenate([s.p[s.taken] for s in sentences]).astype(np.float32)
    labels = np.concatenate([s.labels[s.taken] for s in sentences])
    for t in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        print("probability %.1f  P %.3f  R %.3f  category %.3f" % ((t,) + acts.figures(p, labels, t)), flush=True)


def main():
    p = argparse.ArgumentParser()
    for name in ("program", "data", "bert", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--part", type=int)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--layers", type=int, default=7)
    p.add_argument("--frozen", type=int, default=2)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    torch.manual_seed(o.seed)
    torch.set_num_threads(o.threads)
    rng = random.Random(o.seed)
    gold = acts.all_gold(o.data)
    sentences = acts.read(o.program, gold)
    teacher = Teacher(o.bert, o.layers, o.frozen)
    fine_tune(teacher, [s for s in sentences if o.part is None or fold_of(s.doc, o.folds) != o.part], o.epochs, rng)
    if o.part is not None:
        held = [s for s in sentences if fold_of(s.doc, o.folds) == o.part]
        mark(teacher, held, rng)
        print_figures(held)
    silver = acts.read(o.program, articles.unmarked(o.data))
    mark(teacher, silver, rng)
    marks = {}
    for s in silver:
        marks.setdefault(s.doc, []).append((s.spans, s.p))
    with open(o.out, "wb") as f:
        pickle.dump(marks, f, protocol=4)


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""Teaches MPNets which words are acts and lets them mark articles, for the network of acts (acts.py --marks).

usage: acts_teacher.py --program build/dateline --data DATA --mpnet DIR --out FILE [--folds 5] [--epochs 6] [--device cpu|cuda]

For each part of the articles (wordhead.fold_of) an MPNet (mpnet.py) is fine-tuned on what acts.py learns from without that part, some sentences of a document at
a time, and marks the annotated articles of the part; all of them mark what of DATA's articles nobody annotated, and their mean is taken. FILE holds, for each
article, its sentences: where their words stand, and the probabilities of acts.LABELS. So no mark of an annotated article comes from a model that saw what
readers said of it. Readers of the sets differ in what they take for an act worth noting: which set an article is of is told to the last layer, and all
are marked as the readers of news-train.jsonl would. The figures of the words of each part are printed.

A minute a part on a graphics processor of 2024 (about 10^15 operations); many hours on two cores. A run whose loss stays high begins anew with a lower rate.
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
import mpnet
from wordhead import fold_of

MOST, LONGEST = 360, 498    # pieces of the sentences that are read together; that are read at all
BATCH, MARKED = 4600, 40000 # pieces of a batch in training; in marking
RATES = (8e-5, 1e-3)        # greatest, of MPNet's own weights and of the others
STUCK = 0.14                # mean loss of 200 steps at which a run that is past its first 300 is given up


class Teacher(nn.Module):
    def __init__(self, folder, device):
        super().__init__()
        self.pieces, self.body, self.device = mpnet.Pieces(folder), mpnet.Mpnet(folder), device
        self.hidden, self.kind, self.out = nn.Linear(768, 384), nn.Embedding(len(acts.KINDS), 384), nn.Linear(384, len(acts.LABELS))
        nn.init.zeros_(self.kind.weight)

    def read(self, windows):
        return [x.to(self.device) for x in self.pieces.batch([[w for s in window for w in s.forms] for window in windows], LONGEST)]

    def forward(self, windows, kinds):
        """Scores [windows, words, labels] of runs of sentences, as readers of these sets would see them."""
        ids, lengths, cases, at = self.read(windows)
        with torch.autocast(torch.device(self.device).type, torch.bfloat16):
            x = self.body(ids, lengths, cases)
        x = F.dropout(torch.gather(x, 1, at.unsqueeze(2).expand(-1, -1, 768)).float(), 0.15, self.training)
        x = F.gelu(self.hidden(x) + self.kind(torch.tensor(kinds, device=self.device))[:, None, :])
        return self.out(F.dropout(x, 0.2, self.training))


def windows_of(teacher, sentences, most, first):
    """Runs of a document's sentences of at most `most` pieces; first(): of the first one of a document."""
    out, run, size, room = [], [], 0, most
    for s in sentences:
        more = min(sum(len(teacher.pieces.cut(w)) for w in s.forms), 300)
        if not run or s.doc != run[0].doc or size + more > room:
            room = most if run and s.doc == run[0].doc else first()
            if run:
                out.append((size, run))
            run, size = [], 0
        run.append(s)
        size += more
    return out + [(size, run)] if run else out


def batches(windows, most, rng):
    """Batches of windows of like size, of about `most` pieces."""
    out, batch, total = [], [], 0
    for size, window in sorted(windows, key=lambda w: w[0] + rng.random() * 60):
        if batch and total + size > most:
            out.append(batch)
            batch, total = [], 0
        batch.append(window)
        total += size
    rng.shuffle(out)
    return out + [batch]


def labels_of(batch, width):
    labels = torch.full((len(batch), width), -100)
    for i, window in enumerate(batch):
        flat = [label if label >= 0 and taken else -100 for s in window for label, taken in zip(s.labels, s.taken)]
        labels[i, :len(flat)] = torch.tensor(flat)
    return labels


def fine_tune(teacher, sentences, epochs, rate, rng):
    """False if the loss stays high."""
    head = [p for n, p in teacher.named_parameters() if not n.startswith("body.") or n == "body.case.weight"]
    body = [p for n, p in teacher.named_parameters() if n.startswith("body.") and n != "body.case.weight"]
    optimiser = torch.optim.AdamW([{"params": body, "top": rate}, {"params": head, "top": RATES[1]}], betas=(0.9, 0.98), weight_decay=0.01)
    plan = []
    for _ in range(epochs):   # what is no news: a half of it each time
        some = [s for s in sentences if s.kind != acts.ELSEWHERE or rng.random() < 0.5]
        plan += batches(windows_of(teacher, some, MOST, lambda: rng.randrange(80, MOST)), BATCH, rng)
    teacher.train()
    start, total = time.time(), 0.0
    for step, batch in enumerate(plan):
        done = step / len(plan)
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * min(1, done / 0.1 + 0.01) * max(0.01, 1 - done)
        scores = teacher(batch, [w[0].kind for w in batch])
        loss = F.cross_entropy(scores.flatten(0, 1), labels_of(batch, scores.shape[1]).flatten().to(scores.device), ignore_index=-100)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimiser.step()
        total += loss.item()
        if step % 200 == 199:
            print("%.1f min step %d of %d loss %.4f" % ((time.time() - start) / 60, step + 1, len(plan), total / 200), flush=True)
            if step > 300 and total / 200 > STUCK:
                return False
            total = 0.0
    return True


def taught(sentences, o):
    for again in range(10):
        torch.manual_seed(o.seed + 10 * again)
        teacher = Teacher(o.mpnet, o.device).to(o.device)
        if fine_tune(teacher, sentences, o.epochs, RATES[0] * 0.8 ** again, random.Random(o.seed + 10 * again)):
            return teacher
    raise SystemExit("the loss stays high")


@torch.no_grad()
def mark(teacher, sentences):
    """For each sentence its probabilities [words, labels], as of an article of news-train.jsonl."""
    teacher.eval()
    out = {}
    for batch in batches(windows_of(teacher, sentences, 400, lambda: 400), MARKED, random.Random(1)):
        p = torch.softmax(teacher(batch, [acts.FIRST] * len(batch)), 2).cpu().numpy()
        for i, window in enumerate(batch):
            at = 0
            for s in window:
                out[id(s)] = p[i, at:at + len(s.forms)]
                at += len(s.forms)
    return [out[id(s)] for s in sentences]


def print_figures(name, sentences):
    some = [s for s in sentences if s.kind == acts.FIRST]
    p, labels = np.concatenate([s.p[s.taken] for s in some]), np.concatenate([s.labels[s.taken] for s in some])
    for t in (0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        print("%s probability %.1f  P %.3f  R %.3f  category %.3f" % ((name, t) + acts.figures(p, labels, t)), flush=True)


def main():
    p = argparse.ArgumentParser()
    for name in ("program", "data", "mpnet", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--epochs", type=int, default=6)
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=2)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    sentences = acts.read(o.program, acts.all_gold(o.data))
    silver = acts.unannotated(o.program, o.data)
    for s in silver:
        s.p = 0
    for f in range(o.folds):
        teacher = taught([s for s in sentences if fold_of(s.doc, o.folds) != f], o)
        held = [s for s in sentences if fold_of(s.doc, o.folds) == f]
        for s, marks in zip(held, mark(teacher, held)):
            s.p = marks
        for s, marks in zip(silver, mark(teacher, silver)):
            s.p = s.p + marks / o.folds
        print_figures("part %d" % f, held)
    marks = {}
    for s in sentences + silver:
        if s.p is not None:
            marks.setdefault(s.doc, []).append((s.spans, s.p.astype(np.float16)))
    with open(o.out, "wb") as f:
        pickle.dump(marks, f, protocol=4)


if __name__ == "__main__":
    sys.exit(main())

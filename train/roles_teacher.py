#!/usr/bin/env python3
"""Teaches an MPNet whom one reads as an act's sides, and lets it mark the acts of articles that nobody annotated, for the network of roles (roles.py --marks).

usage: roles_teacher.py --program build/dateline --data DATA --mpnet DIR --out FILE [--without 0] [--folds 5] [--epochs 3] [--device cpu|cuda]

The MPNet (mpnet.py; its upper layers are fine-tuned) learns what roles.py learns, from the annotated articles but those of the part --without
(wordhead.fold_of), whose figures are printed: marks are made by what never saw that part. The acts marked are those that the program finds, the unlikely ones
too. FILE holds the names of sectors and, for each article, its acts: where the act's word begins, its category, whether both sides do it, where the words of its
sentence begin, the probabilities of nobody and of each of these words for both sides, and for words that are likely sides those of the sectors.
"""
import argparse
import collections
import os
import pickle
import random
import re
import subprocess
import sys
import tempfile
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import acts
import annotated
import articles
import mpnet
import roles
from wordhead import as_input, fold_of

FROZEN = 6                # lower layers that stay as they are, with the embeddings
BATCH, MARKED = 1600, 6000
RATES = (7e-5, 1e-3)      # greatest, of MPNet's own weights and of the others
HIDDEN, LAYER = 256, 128  # of the layer on pairs; of that on sectors
LONGEST = 300             # pieces of a sentence that are read
LIKELY = 0.1              # of a side: a word whose sector is marked
FOUND = re.compile(r'"begin":(\d+),"end":(\d+),"event":"([A-Z]+)","reciprocal":([01]),"proposals"')


class Teacher(nn.Module):
    """The model of roles.py on MPNet's states beside those of the encoder."""

    def __init__(self, folder, device, width, sectors):
        super().__init__()
        self.pieces, self.body, self.device, self.sectors = mpnet.Pieces(folder), mpnet.Mpnet(folder), device, sectors
        for part in [self.body.word, self.body.norm, self.body.case, *self.body.layers[:FROZEN]]:
            part.requires_grad_(False)
        self.body.position.requires_grad_(False)
        self.body.bias.requires_grad_(False)
        size = 768 + width
        self.act, self.word, self.rows = nn.Linear(size, HIDDEN), nn.Linear(size, HIDDEN), nn.Embedding(roles.ROWS, HIDDEN)
        nn.init.normal_(self.rows.weight, std=0.1)
        self.out, self.none = nn.Linear(HIDDEN, 2), nn.Linear(HIDDEN, 2)
        self.kind, self.sector = nn.Linear(size, LAYER), nn.Linear(LAYER, len(sectors))

    def read(self, sentences):
        ids, lengths, cases, at = (x.to(self.device) for x in self.pieces.batch([s.forms for s in sentences], LONGEST))
        states = np.full((*at.shape, sentences[0].states.shape[1]), 128, np.uint8)
        for i, s in enumerate(sentences):
            states[i, :len(s.forms)] = s.states
        with torch.autocast(torch.device(self.device).type, torch.bfloat16):
            x = self.body(ids, lengths, cases)
        x = torch.gather(x, 1, at.unsqueeze(2).expand(-1, -1, 768)).float()
        return torch.cat([x, (torch.from_numpy(states).float().to(self.device) - 128) / 127], 2)

    def forward(self, batch):
        """As roles.Model: the scores of nobody and of each word, those of sectors for the words that have one, and what they should be."""
        own = F.dropout(self.read([s for s, _ in batch]), 0.15, self.training)
        whose, right = roles.sectors_in([(i, s, a) for i, (s, some) in enumerate(batch) for a in some], self.sectors)
        return self.sides(own, batch), self.sectors_at(own, whose), right.to(self.device)

    def sides(self, own, batch):
        every, of, at, far, way, open_ = (x if isinstance(x, list) else x.to(self.device) for x in roles.pairs_of(batch, own.shape[1]))
        kinds = torch.tensor([[roles.ROW_ACT + a.label, roles.ROW_MUTUAL + a.mutual] for _, _, a in every], device=self.device)
        act = self.act(own[of, at]) + self.rows(kinds).sum(1)
        pair = F.gelu(act[:, None] + self.word(own)[of] + self.rows(far) + self.rows(way))
        scores = self.out(F.dropout(pair, 0.2, self.training)).masked_fill(~open_[:, :, None], -1e9)
        return torch.cat([self.none(F.gelu(act))[:, None], scores], 1)

    def sectors_at(self, own, at):
        return self.sector(F.dropout(F.gelu(self.kind(own[at[:, 0], at[:, 1]])), 0.2, self.training))


def fine_tune(teacher, sentences, epochs, rng):
    body = [p for n, p in teacher.named_parameters() if n.startswith("body.") and p.requires_grad]
    head = [p for n, p in teacher.named_parameters() if not n.startswith("body.")]
    optimiser = torch.optim.AdamW([{"params": body, "top": RATES[0]}, {"params": head, "top": RATES[1]}], betas=(0.9, 0.98), weight_decay=0.01)
    plan = [b for _ in range(epochs) for b in roles.batches(sentences, BATCH, rng)]
    teacher.train()
    start, total = time.time(), 0.0
    for step, batch in enumerate(plan):
        done = step / len(plan)
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * min(1, done / 0.06 + 0.01) * max(0.01, 1 - done)
        loss = roles.loss_of(*teacher(batch), [a for _, some in batch for a in some])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimiser.step()
        total += loss.item()
        if step % 50 == 49:
            print("%.1f min step %d of %d loss %.4f" % ((time.time() - start) / 60, step + 1, len(plan), total / 50), flush=True)
            total = 0.0


def found_acts(program, gold):
    """doc -> (begin, end, category, mutual) of each act."""
    out = collections.defaultdict(list)
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "gold.jsonl")
        as_input(gold, source)
        run = subprocess.Popen([program, "features", "--sides", "--quiet", source], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for line in run.stdout:
            doc = re.match(r'\{"doc":"([^"]*)"', line)[1]
            out[doc] = [(int(b), int(e), name, int(both)) for b, e, name, both in FOUND.findall(line)]
        if run.wait() != 0:
            raise SystemExit("%s: status %d" % (program, run.returncode))
    return out


def unannotated(program, data):
    """Sentences that nobody annotated, with the acts found there."""
    gold = articles.unmarked(data)
    found, out = found_acts(program, gold), []
    for s in acts.unannotated(program, data):
        here = [a for a in found[s.doc] if s.spans[0, 0] <= a[0] < s.spans[-1, 1] and a[2] in acts.LABELS]
        some = {}
        for begin, end, name, both in here:
            inside = roles.words_in(s, {"begin": begin, "end": end})
            if inside:
                some[inside[-1]] = roles.Marked(inside[-1], acts.LABELS.index(name), both, None, ())
        if some:
            out.append((s, list(some.values())))
    return out


@torch.no_grad()
def mark(teacher, sentences):
    teacher.eval()
    marks = collections.defaultdict(list)
    for batch in roles.batches(sentences, MARKED, random.Random(1)):
        own = teacher.read([s for s, _ in batch])
        scores = torch.softmax(teacher.sides(own, batch), 1).cpu().numpy()
        k = 0
        for i, (s, some) in enumerate(batch):
            for a in some:
                p = scores[k, :1 + len(s.forms)]
                words = np.flatnonzero(p[1:].max(1) >= LIKELY)
                at = torch.tensor([[i, int(w)] for w in words], dtype=torch.long).reshape(-1, 2)
                kinds = torch.softmax(teacher.sectors_at(own, at), 1).cpu().numpy()
                marks[s.doc].append((int(s.spans[a.at, 0]), a.label, a.mutual, s.spans[:, 0].copy(), p.astype(np.float16),
                                     [(int(w), q.astype(np.float16)) for w, q in zip(words, kinds)]))
                k += 1
    return dict(marks)


def main():
    p = argparse.ArgumentParser()
    for name in ("program", "data", "mpnet", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--without", type=int, default=0)
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    sentences = roles.read(o.program, annotated.news(o.data))
    known = [s for s in sentences if fold_of(s[0].doc, o.folds) != o.without]
    teacher = Teacher(o.mpnet, o.device, sentences[0][0].states.shape[1], roles.sectors_of(sentences)).to(o.device)
    print("%d sentences" % len(known), flush=True)
    fine_tune(teacher, known, o.epochs, random.Random(o.seed))
    counts = roles.judge(teacher.eval(), [s for s in sentences if fold_of(s[0].doc, o.folds) == o.without])
    roles.print_figures(counts)
    torch.save(teacher.state_dict(), o.out + ".teacher")
    marks = mark(teacher, unannotated(o.program, o.data))
    with open(o.out, "wb") as f:
        pickle.dump({"sectors": teacher.sectors, "acts": marks}, f, protocol=4)
    print("%d acts marked" % sum(map(len, marks.values())))


if __name__ == "__main__":
    sys.exit(main())

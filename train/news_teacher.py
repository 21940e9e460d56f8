#!/usr/bin/env python3
"""Teaches an MPNet to read acts: which words are acts, whom one reads as their sides, of which sector these are; and lets it mark articles, for the networks of
acts (acts.py --marks) and of roles (roles.py --marks).

usage: news_teacher.py --program build/dateline --data DATA --mpnet DIR --out FILE [--without 0] [--init WEIGHTS] [--folds 5] [--epochs 3] [--device cpu|cuda]

The MPNet (mpnet.py; its upper layers are fine-tuned) reads runs of a document's sentences and learns what acts.py and roles.py learn, from the documents but
those of the part --without (wordhead.fold_of), whose figures are printed: marks are made by what never saw that part. Readers of the sets differ in what they
take for an act worth noting: which set an article is of is told to the layer on acts, and all are marked as the readers of news-train.jsonl would.
OUT.teacher holds the weights, those on the way too; --init goes on from such a file (with --epochs 0 it only marks).
OUT holds the names of sectors; "words": for each article that nobody annotated, those that are not news-train's and those of the part --without, its sentences:
where their words stand, the probabilities of acts.LABELS; "acts": for each article its acts, those annotated and those that the program finds, the unlikely ones too: where the word begins,
the category, whether both sides do it, where the words of its sentence begin, the probabilities of nobody and of each of these words for both sides, and for
words that may be sides those of the sectors.
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
import articles
import mpnet
import roles
from wordhead import as_input, fold_of

FROZEN = 6                # lower layers that stay as they are, with the embeddings
MOST, LONGEST = 200, 450  # pieces of the sentences that are read together; that are read at all
BATCH, MARKED = 1600, 6000
RATES = (7e-5, 1e-3)      # greatest, of MPNet's own weights and of the others
GOING_ON = 0.6            # of these rates, for weights that are taught on
HIDDEN, LAYER, WORD = 256, 128, 384  # of the layer on pairs; of that on sectors; of that on acts
WEIGHT = 3.0              # of the loss of acts beside that of roles
LIKELY = 0.04             # of a side: a word whose sector is marked
FOUND = re.compile(r'"begin":(\d+),"end":(\d+),"event":"([A-Z]+)","reciprocal":([01]),"proposals"')


class Teacher(nn.Module):
    """The model of roles.py on MPNet's states beside those of the encoder, and a layer that tells acts."""

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
        self.told, self.readers, self.label = nn.Linear(size, WORD), nn.Embedding(len(acts.KINDS), WORD), nn.Linear(WORD, len(acts.LABELS))
        nn.init.zeros_(self.readers.weight)

    def read(self, windows):
        """The states of runs of sentences, [sentences, words, size]."""
        ids, lengths, cases, at = (x.to(self.device) for x in self.pieces.batch([[w for s, _ in run for w in s.forms] for run in windows], LONGEST))
        with torch.autocast(torch.device(self.device).type, torch.bfloat16):
            x = self.body(ids, lengths, cases)
        sentences = [s for run in windows for s, _ in run]
        longest = max(len(s.forms) for s in sentences)
        of, place = np.zeros((len(sentences), longest), np.int64), np.zeros((len(sentences), longest), np.int64)
        states, k = np.full((len(sentences), longest, sentences[0].states.shape[1]), 128, np.uint8), 0
        for i, run in enumerate(windows):
            begin = 0
            for s, _ in run:
                n = len(s.forms)
                of[k, :], place[k, :n], states[k, :n] = i, np.arange(begin, begin + n), s.states
                begin, k = begin + n, k + 1
        of = torch.from_numpy(of).to(self.device)
        x = x[of, at[of, torch.from_numpy(place).to(self.device)]].float()
        return torch.cat([x, (torch.from_numpy(states).float().to(self.device) - 128) / 127], 2)

    def labels(self, own, kinds):
        """Scores of the words as acts, as readers of these sets would see them."""
        x = F.gelu(self.told(own) + self.readers(torch.tensor(kinds, device=self.device))[:, None])
        return self.label(F.dropout(x, 0.2, self.training))

    def sides(self, own, batch):
        """Scores of nobody and of each word, for both sides: acts x (1 + words) x sides."""
        every, of, at, far, way, open_ = (x if isinstance(x, list) else x.to(self.device) for x in roles.pairs_of(batch, own.shape[1]))
        kinds = torch.tensor([[roles.ROW_ACT + a.label, roles.ROW_MUTUAL + a.mutual] for _, _, a in every], device=self.device)
        act = self.act(own[of, at]) + self.rows(kinds).sum(1)
        pair = F.gelu(act[:, None] + self.word(own)[of] + self.rows(far) + self.rows(way))
        scores = self.out(F.dropout(pair, 0.2, self.training)).masked_fill(~open_[:, :, None], -1e9)
        return torch.cat([self.none(F.gelu(act))[:, None], scores], 1)

    def sectors_at(self, own, at):
        return self.sector(F.dropout(F.gelu(self.kind(own[at[:, 0], at[:, 1]])), 0.2, self.training))

    def forward(self, windows):
        """As roles.Model for the sentences that tell acts: the scores of sides, those of sectors for the words that have one, and what they should be; the acts; and
        the scores of the words as acts."""
        batch = [pair for run in windows for pair in run]
        own = F.dropout(self.read(windows), 0.15, self.training)
        telling = [i for i, (_, some) in enumerate(batch) if some]
        some, part = [batch[i] for i in telling], own[telling]
        whose, right = roles.sectors_in([(i, s, a) for i, (s, found) in enumerate(some) for a in found], self.sectors)
        sides = (self.sides(part, some), self.sectors_at(part, whose), right.to(self.device)) if telling else None
        return sides, [a for _, found in some for a in found], self.labels(own, [s.kind for s, _ in batch])


def windows_of(teacher, sentences, found, first):
    """Runs of a document's sentences of at most MOST pieces, each sentence with its acts; first(): the room of the first run of a document."""
    out, run, size, room = [], [], 0, MOST
    for s in sentences:
        more = min(sum(len(teacher.pieces.cut(w)) for w in s.forms), LONGEST)
        if not run or s.doc != run[0][0].doc or size + more > room:
            room = MOST if run and s.doc == run[0][0].doc else first()
            if run:
                out.append((size, run))
            run, size = [], 0
        run.append((s, found.get(s, [])))
        size += more
    return out + [(size, run)]


def batches(windows, most, rng):
    """Batches of runs of like size, of about `most` pieces."""
    return [[run for _, run in batch] for batch in acts.batches(windows, most, rng, lambda w: w[0])]


def loss_of(teacher, windows):
    sides, some, scores = teacher(windows)
    right = torch.full(scores.shape[:2], -100)
    for i, s in enumerate(s for run in windows for s, _ in run):
        right[i, :len(s.forms)] = torch.tensor([label if label >= 0 and taken else -100 for label, taken in zip(s.labels, s.taken)])
    told = WEIGHT * F.cross_entropy(scores.flatten(0, 1), right.flatten().to(scores.device), ignore_index=-100)
    return told + roles.loss_of(*sides, some) if sides else told


def fine_tune(teacher, sentences, found, o, rng):
    body = [p for n, p in teacher.named_parameters() if n.startswith("body.") and p.requires_grad]
    head = [p for n, p in teacher.named_parameters() if not n.startswith("body.")]
    optimiser = torch.optim.AdamW([{"params": body, "top": RATES[0]}, {"params": head, "top": RATES[1]}], betas=(0.9, 0.98), weight_decay=0.01)
    plan = []
    for _ in range(o.epochs):   # what is no news: a third of it each time
        some = [s for s in sentences if s.kind != acts.ELSEWHERE or rng.random() < 0.33]
        plan += batches(windows_of(teacher, some, found, lambda: rng.randrange(60, MOST)), BATCH, rng)
    teacher.train()
    start, total = time.time(), 0.0
    for step, batch in enumerate(plan):
        done = step / len(plan)
        for group in optimiser.param_groups:
            group["lr"] = group["top"] * (GOING_ON if o.init else 1) * min(1, done / 0.06 + 0.01) * max(0.01, 1 - done)
        loss = loss_of(teacher, batch)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 1.0)
        optimiser.step()
        total += loss.item()
        if step % 50 == 49:
            print("%.1f min step %d of %d loss %.4f" % ((time.time() - start) / 60, step + 1, len(plan), total / 50), flush=True)
            total = 0.0
        if step % 200 == 199:
            save(teacher, o.out + ".teacher")


def save(teacher, path):
    torch.save({"sectors": teacher.sectors, "weights": teacher.state_dict()}, path)


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


def program_acts(program, sentences, gold):
    """Of each sentence the acts that the program finds there."""
    found, out = found_acts(program, gold), {}
    for s in sentences:
        some = {}
        for begin, end, name, both in found[s.doc]:
            inside = roles.words_in(s, {"begin": begin, "end": end}) if s.spans[0, 0] <= begin < s.spans[-1, 1] and name in acts.LABELS else []
            if inside:
                some[inside[-1]] = roles.Act(inside[-1], acts.LABELS.index(name), both)
        out[s] = list(some.values())
    return out


def marks_of_sides(teacher, own, pairs):
    """What is marked of the acts of sentences, in their order."""
    telling = [i for i, (_, some) in enumerate(pairs) if some]
    own, pairs = own[telling], [pairs[i] for i in telling]
    scores, k = torch.softmax(teacher.sides(own, pairs), 1).cpu().numpy() if pairs else (), 0
    for i, (s, some) in enumerate(pairs):
        for a in some:
            p = scores[k, :1 + len(s.forms)]
            words = np.flatnonzero(p[1:].max(1) >= LIKELY)
            at = torch.tensor([[i, int(w)] for w in words], dtype=torch.long).reshape(-1, 2)
            kinds = torch.softmax(teacher.sectors_at(own, at), 1).cpu().numpy()
            yield s.doc, (int(s.spans[a.at, 0]), a.label, a.mutual, s.spans[:, 0].copy(), p.astype(np.float16), [(int(w), q.astype(np.float16)) for w, q in zip(words, kinds)])
            k += 1


@torch.no_grad()
def mark(teacher, sentences, found):
    """Marks of words, and of the sides of the acts of `found`."""
    teacher.eval()
    words, sides = collections.defaultdict(list), collections.defaultdict(list)
    for batch in batches(windows_of(teacher, sentences, found, lambda: MOST), MARKED, random.Random(1)):
        own, pairs = teacher.read(batch), [pair for run in batch for pair in run]
        told = torch.softmax(teacher.labels(own, [acts.FIRST] * len(pairs)), 2).cpu().numpy()
        for (s, _), p in zip(pairs, told):
            words[s.doc].append((s.spans, p[:len(s.forms)].astype(np.float16)))
        for doc, row in marks_of_sides(teacher, own, pairs):
            sides[doc].append(row)
    return dict(words), dict(sides)


@torch.no_grad()
def print_figures(teacher, sentences, found):
    """Of sentences of news-train.jsonl that the teacher never saw."""
    teacher.eval()
    p, labels, counts = [], [], 0
    for batch in batches(windows_of(teacher, sentences, found, lambda: MOST), MARKED, random.Random(1)):
        sides, some, scores = teacher(batch)
        for (s, _), q in zip((pair for run in batch for pair in run), torch.softmax(scores, 2).cpu().numpy()):
            p.append(q[:len(s.forms)][s.taken])
            labels.append(s.labels[s.taken])
        if sides:
            counts = counts + roles.count(*sides, some)
    for t in (0.3, 0.4, 0.5, 0.6, 0.7):
        print("probability %.1f  P %.3f  R %.3f  category %.3f" % ((t,) + acts.figures(np.concatenate(p), np.concatenate(labels), t)), flush=True)
    roles.print_figures(counts)


def mark_all(teacher, sentences, found, gold, o):
    """The marks of all sentences, of what nobody annotated too: annotated acts, and those that the program finds beside them."""
    news = [s for s in sentences if s.kind != acts.ELSEWHERE]
    unmarked = acts.unannotated(o.program, o.data)
    told = program_acts(o.program, unmarked, articles.unmarked(o.data))
    for s, some in program_acts(o.program, news, [d for d in gold if d["kind"] != acts.ELSEWHERE]).items():
        known = {a.at for a in found.get(s, ())}
        told[s] = found.get(s, []) + [a for a in some if a.at not in known]
    words, sides = mark(teacher, unmarked + news, told)
    seen = {s.doc for s in news if s.kind != acts.MORE and fold_of(s.doc, o.folds) != o.without}
    return {doc: rows for doc, rows in words.items() if doc not in seen}, sides


def main():
    p = argparse.ArgumentParser()
    for name in ("program", "data", "mpnet", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--without", type=int, default=0)
    p.add_argument("--init")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--epochs", type=int, default=3)
    p.add_argument("--device", default="cuda" if torch.cuda.is_available() else "cpu")
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    torch.manual_seed(o.seed)
    gold = acts.all_gold(o.data)
    sentences = acts.read(o.program, gold)
    found = roles.acts_of(sentences, [d for d in gold if d["kind"] != acts.ELSEWHERE])
    known = [s for s in sentences if fold_of(s.doc, o.folds) != o.without]
    held = [s for s in sentences if fold_of(s.doc, o.folds) == o.without]
    begun = torch.load(o.init, map_location=o.device) if o.init else None
    teacher = Teacher(o.mpnet, o.device, sentences[0].states.shape[1], begun["sectors"] if begun else roles.sectors_of(found.items())).to(o.device)
    if begun:
        teacher.load_state_dict(begun["weights"])
    print("%d sentences" % len(known), flush=True)
    fine_tune(teacher, known, found, o, random.Random(o.seed))
    save(teacher, o.out + ".teacher")
    print_figures(teacher, [s for s in held if s.kind == acts.FIRST], found)
    words, sides = mark_all(teacher, sentences, found, gold, o)
    with open(o.out, "wb") as f:
        pickle.dump({"sectors": teacher.sectors, "words": words, "acts": sides}, f, protocol=4)
    print("%d articles, %d acts marked" % (len(words), sum(map(len, sides.values()))))


if __name__ == "__main__":
    sys.exit(main())

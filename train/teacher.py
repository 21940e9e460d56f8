"""Trains the teacher, a fine-tuned BERT with the parser's heads, and lets it annotate text for the student.

usage: teacher.py --data DIR --bert JAR --out DIR [--minutes N] [--raw FILE.conllu...] [--layers N] [--permissive]

Writes OUT/teacher.pt (weights) and OUT/silver.pkl (for each sentence without a gold tree its words and the teacher's best labels with their
probabilities). --raw files are CoNLL-U of plain text (`dateline parse`); their words count, not their trees.
"""
import argparse
import os
import pickle
import random
import time

import numpy as np
import torch
import torch.nn as nn

from bert import Bert, Pieces, read_jar
from data import LONGEST, batches, drawn, gold_arrays, load_dev, load_gold, make_labels, read_conllu
from net import Heads, best_heads, length_tensor, losses, measure

MOST_PIECES = 500
SHARE = {"worldwide-train": 0.45, "wikigold-train": 0.7}   # how often a round takes a sentence of a set


class Teacher(nn.Module):
    def __init__(self, weights, names, sizes, layers, frozen):
        super().__init__()
        self.pieces = Pieces(names)
        self.bert = Bert(weights, layers, frozen)
        self.heads = Heads(768, sizes, arc=400, rel=100, ner=200, drop=0.3)

    def encode(self, group):
        """States of the first piece of each word, [n, words, 768], and lengths in words."""
        rows, firsts = [], []
        for s in group:
            cut = [self.pieces.cut(w) for w in s.forms]
            most = MOST_PIECES if sum(map(len, cut)) > MOST_PIECES else 0
            ids, first = [self.pieces.start], []
            for c in cut:
                first.append(min(len(ids), MOST_PIECES))
                ids += c[:1] if most else c
            rows.append(ids[:MOST_PIECES] + [self.pieces.end])
            firsts.append(first)
        n, m, words = len(group), max(map(len, rows)), max(map(len, firsts))
        ids, at = np.zeros((n, m), np.int64), np.zeros((n, words), np.int64)
        for i, (r, f) in enumerate(zip(rows, firsts)):
            ids[i, :len(r)], at[i, :len(f)] = r, f
        with torch.autocast("cpu", torch.bfloat16):
            x = self.bert(torch.from_numpy(ids), torch.tensor([len(r) for r in rows]))
        x = torch.gather(x, 1, torch.from_numpy(at).unsqueeze(2).expand(-1, -1, x.shape[2])).float()
        return nn.functional.dropout(x, 0.2, self.training), length_tensor(group)


def stream(sents, words, rng):
    while True:
        yield from batches(drawn(sents, SHARE, rng), words, rng)


def train(teacher, sents, labels, dev, dev_names, args, rng, words=1400):
    body = [p for p in teacher.bert.parameters() if p.requires_grad]
    groups = [{"params": body, "top": args.rate}, {"params": list(teacher.heads.parameters()), "top": 17 * args.rate}]
    opt = torch.optim.AdamW(groups, lr=1e-4, betas=(0.9, 0.98), weight_decay=0.01)
    source = stream(sents, words, rng)
    start, step, seen, shown = time.time(), 0, 0, time.time()
    teacher.train()
    while True:
        done = (time.time() - start) / (60 * args.minutes)
        if done >= 1:
            break
        for g in opt.param_groups:
            g["lr"] = g["top"] * min(1, done / 0.05 + 0.02) * max(0.01, 1 - done)
        group = next(source)
        x, lens = teacher.encode(group)
        gold = {k: torch.from_numpy(v) for k, v in gold_arrays(group, labels, x.shape[1]).items()}
        loss = losses(teacher.heads, x, lens, gold, {})
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(teacher.parameters(), 5.0)
        opt.step()
        step += 1
        seen += int(lens.sum())
        if time.time() - shown > 420:
            shown = time.time()
            report(teacher, labels, dev, dev_names, 150, "step %d words %d loss %.3f" % (step, seen, loss.item()), start)
    report(teacher, labels, dev, dev_names, 700, "step %d words %d" % (step, seen), start)


def report(teacher, labels, dev, dev_names, most, line, start):
    """Measure on the first `most` sentences of each set."""
    r, f = measure(teacher, {k: v[:most] for k, v in dev.items()}, {k: v[:most] for k, v in dev_names.items()}, labels)
    print("%5.1f min %s %s names %s" % ((time.time() - start) / 60, line, r, f), flush=True)


def top(scores, k, floor=0.01):
    """The best k labels and their probabilities, which add up to 1."""
    p, label = scores.float().softmax(-1).topk(k, -1)
    p = p * (p >= floor)
    return label, p / p.sum(-1, keepdim=True)


@torch.no_grad()
def annotate(teacher, sents, words=3500):
    """Set soft of every sentence: kind -> labels [words, k], kind_p -> probabilities."""
    teacher.eval()
    shown, seen, start = time.time(), 0, time.time()
    for group in batches(sents, words, random.Random(1)):
        x, lens = teacher.encode(group)
        h = teacher.heads
        scores, full = best_heads(h, x, lens)
        out = {"head": top(scores, min(4, scores.shape[2])), "rel": top(h.rels(x, full, scores.argmax(2)), 3), "upos": top(h.tags["upos"](x), 3),
               "xpos": top(h.tags["xpos"](x), 3), "feats": top(h.tags["feats"](x), 2), "lemma": top(h.tags["lemma"](x), 2), "ner": top(h.names(x), 3)}
        for i, s in enumerate(group):
            n = len(s.forms)
            s.soft = {}
            for k, (label, p) in out.items():
                wide = 4 if k == "head" else label.shape[2]
                a, b = np.zeros((n, wide), np.int16), np.zeros((n, wide), np.float16)
                a[:, :label.shape[2]], b[:, :label.shape[2]] = label[i, :n].numpy(), p[i, :n].numpy()
                s.soft[k], s.soft[k + "_p"] = a * (b > 0), b       # no label beyond the sentence
        seen += int(lens.sum())
        if time.time() - shown > 60:
            shown = time.time()
            print("annotated %d words, %.0f words/s" % (seen, seen / (time.time() - start)), flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--bert", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--minutes", type=float, default=30)
    p.add_argument("--raw", nargs="*", default=[])
    p.add_argument("--share", type=float, default=1.0, help="part of the sentences of --raw that is annotated")
    p.add_argument("--layers", type=int, default=7)
    p.add_argument("--frozen", type=int, default=2)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--permissive", action="store_true")
    p.add_argument("--init", help="start from the weights of an earlier run (its teacher.pt); with --minutes 0 annotate only")
    p.add_argument("--rate", type=float, default=7e-5, help="greatest learning rate of BERT's own weights")
    args = p.parse_args()
    os.makedirs(args.out, exist_ok=True)
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    trees, names = load_gold(args.data, args.permissive)
    labels = make_labels(trees)
    dev, dev_names = load_dev(args.data)
    pieces, weights = read_jar(args.bert)
    teacher = Teacher(weights, pieces, {k: len(v.names) for k, v in labels.items()}, args.layers, args.frozen)
    del weights
    taught = trees + [s for s in names if s.source != "wikineural-silver-train"]
    print("%d trees, %d with names alone, %d words" % (len(trees), len(taught) - len(trees), sum(len(s.forms) for s in taught)), flush=True)
    path = os.path.join(args.out, "teacher.pt")
    if args.init:
        teacher.load_state_dict(torch.load(args.init))
    if args.minutes > 0:
        train(teacher, taught, labels, dev, dev_names, args, rng)
        torch.save(teacher.state_dict(), path)
    raw = [s for f in args.raw for s in read_conllu(f, "raw")]
    for s in raw:
        s.upos = s.xpos = s.feats = s.lemma = s.head = s.rel = None
    for s in names:
        if s.source == "wikineural-silver-train":
            s.ner = None                              # machine-made: the teacher knows better
    some = {"raw": args.share}
    silver = [s for s in names + [s for s in raw if 2 < len(s.forms) <= LONGEST] if rng.random() < some.get(s.source, 1)]
    annotate(teacher, silver)
    with open(os.path.join(args.out, "silver.pkl"), "wb") as f:
        pickle.dump([(s.forms, s.space, s.inside, s.source, s.ner, s.soft) for s in silver], f, protocol=4)


if __name__ == "__main__":
    main()

"""Trains the parser: one BiLSTM encoder with heads for tags, features, lemmas, names and the dependency tree.

usage: parser.py --data DIR --silver FILE --vectors FILE --out models/parser.bin [--minutes N] [--init FILE.pt] [--names] [--permissive]

DIR holds treebank/*.conllu and ner/*.iob2. The student learns every task from every sentence: from gold labels where there are any, from
the teacher's distributions (teacher.py) elsewhere (Hinton et al. 2015). A word's vector is a part of its own plus a projection of what
vectors.py knows of it; the two are added up when the weights are written. Words that are not in the vocabulary are read through their word
pieces, and so are, now and then, the others: the rarer the more often. The weights that are written are an average over steps. OUT.pt is the
checkpoint of the best figures so far on the development sets; --init goes on from one, whose vocabulary may be another.
"""
import argparse
import collections
import math
import pickle
import random
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import weights
from data import NER_LABELS, Labels, Sentence, augment, drawn, gold_arrays, load_dev, load_gold, make_labels, prepare
from features import AFFIX_BUCKETS, SHAPE_BUCKETS, cut_pieces, norm
from net import WEIGHTS, Heads, evaluate_names, length_tensor, losses, measure, soft_tensors

DIMS = {"word": 128, "affix": 64, "shape": 16, "hidden": 176, "ner": 96, "arc": 160, "rel": 64}
SHARE = {"ewt-train": 2, "gum-train": 2, "worldwide-train": 1.5, "wikigold-train": 2}   # how often a round takes a sentence of a set
NAMES = {"ewt-train": 4, "gum-train": 2, "worldwide-train": 3, "wikigold-train": 2, "raw": 0.4, "wikineural-silver-train": 0.4}  # with --names
BLEND = 0.2            # with --names: how far the weights go; all the way, names of news are lost for those of the web


class Words(nn.Module):
    """Vectors of words: of the vocabulary, or of the pieces of those that are not in it."""

    def __init__(self, vectors, size):
        super().__init__()
        keys, known, pieces, known_pieces = vectors
        self.vocab, self.piece_id = Labels(["<unk>"] + keys), {p: i for i, p in enumerate(pieces)}
        rows = np.concatenate([np.zeros((1, known.shape[1]), np.float32), known])
        self.register_buffer("known", torch.from_numpy(rows), persistent=False)
        self.register_buffer("known_pieces", torch.from_numpy(known_pieces), persistent=False)
        self.own, self.piece = nn.Embedding(len(rows), size), nn.Embedding(len(pieces), size)
        self.project = nn.Linear(rows.shape[1], size, bias=False)
        self.project_piece = nn.Linear(known_pieces.shape[1], size, bias=False)
        for e in (self.own, self.piece):
            nn.init.zeros_(e.weight)
        for p in (self.project, self.project_piece):
            nn.init.normal_(p.weight, std=0.05)
        self.unread = np.zeros(len(rows))                 # how often training reads a word through its pieces
        self.cut = {}

    def count(self, sents):
        n = collections.Counter(k for s in sents for k in s.fast[0])
        self.unread = np.array([0.04 + 0.4 / (1 + n[k] / 3) if n[k] else 0 for k in self.vocab.names])

    def pieces_of(self, form):
        if form not in self.cut:
            self.cut[form] = [self.piece_id[p] for p in cut_pieces(norm(form), self.piece_id) if p]
        return self.cut[form]

    def forward(self, group, width):
        ids = np.zeros((len(group), width), np.int64)
        for i, s in enumerate(group):
            ids[i, :len(s.forms)] = [max(0, self.vocab.get(k)) for k in s.fast[0]]
        if self.training:
            ids[np.random.rand(*ids.shape) < self.unread[ids]] = 0
        word = torch.from_numpy(ids)
        own, known = self.own(word), self.project(self.known[word])
        if self.training:                                 # now and then what is known alone
            own = own * ((torch.rand(word.shape + (1,)) >= 0.2) | (word == 0).unsqueeze(2))
        unread = [(i, j) for i, s in enumerate(group) for j in np.flatnonzero(ids[i, :len(s.forms)] == 0)]
        at = [(i * width + j, p) for i, j in unread for p in [self.pieces_of(group[i].forms[j])] if p]
        out = (own + known).reshape(-1, own.shape[2])
        if at:
            flat = torch.tensor([q for _, p in at for q in p])
            to = torch.tensor([k for k, (_, p) in enumerate(at) for _ in p])
            size = torch.tensor([[1.0 / len(p)] for _, p in at])
            vectors = self.piece(flat) + self.project_piece(self.known_pieces[flat])
            mean = torch.zeros(len(at), out.shape[1]).index_add(0, to, vectors) * size
            out = out.index_add(0, torch.tensor([k for k, _ in at]), mean)
        return out.view(own.shape)

    def rows(self):
        """The vectors of the vocabulary and of the pieces with all that goes into them."""
        with torch.no_grad():
            return self.own.weight + self.project(self.known), self.piece.weight + self.project_piece(self.known_pieces)

    def adopt(self, old, names):
        """Begin from the word vectors of an earlier run (a row for each of names): what is known is fitted to them, the rest is each word's own."""
        with torch.no_grad():
            ids = [self.vocab.get(n) for n in names]
            kept = torch.tensor([i for i, k in enumerate(ids) if k > 0])
            to, old = torch.tensor([k for k in ids if k > 0]), old[kept]
            known = self.known[to]
            fit = torch.linalg.solve(known.T @ known + 10 * torch.eye(known.shape[1]), known.T @ old)
            self.project.weight.copy_(fit.T)
            self.own.weight[to] = old - known @ fit
            cut = [self.pieces_of(names[i].capitalize()) or [0] for i in kept.tolist()]
            mean = torch.stack([self.known_pieces[c].mean(0) for c in cut])
            self.project_piece.weight.copy_(torch.linalg.solve(mean.T @ mean + 10 * torch.eye(mean.shape[1]), mean.T @ old).T)


class Student(nn.Module):
    def __init__(self, vectors, sizes, dims):
        super().__init__()
        d = dims
        self.word = Words(vectors, d["word"])
        self.affix = nn.EmbeddingBag(AFFIX_BUCKETS, d["affix"], mode="sum")
        self.shape = nn.Embedding(SHAPE_BUCKETS, d["shape"])
        nn.init.normal_(self.affix.weight, std=0.12)
        nn.init.normal_(self.shape.weight, std=0.3)
        h = d["hidden"]
        self.l0 = nn.LSTM(d["word"] + d["affix"] + d["shape"] + 4, h, bidirectional=True, batch_first=True)
        self.l1 = nn.LSTM(2 * h, h, bidirectional=True, batch_first=True)
        self.heads = Heads(2 * h, sizes, d["arc"], d["rel"], d["ner"], drop=0.25)

    def read(self, group):
        n, m = len(group), max(len(s.forms) for s in group)
        shape, affix, flags = np.zeros((n, m), np.int64), np.zeros((n, m, 8), np.int64), np.zeros((n, m, 4), np.float32)
        for i, s in enumerate(group):
            k, (_, a, b, c) = len(s.forms), s.fast
            affix[i, :k], shape[i, :k], flags[i, :k] = a, b, c
        return [torch.from_numpy(a) for a in (affix, shape, flags)]

    def adopt(self, path):
        old = torch.load(path)
        same = old["vocab"] == self.word.vocab.names
        self.load_state_dict({k: v for k, v in old["net"].items() if same or not k.startswith("word.")}, strict=False)
        if not same:
            self.word.adopt(old["words"], old["vocab"])

    def encode(self, group):
        affix, shape, flags = self.read(group)
        n, m = shape.shape
        e = torch.cat([self.word(group, m), self.affix(affix.view(n * m, 8)).view(n, m, -1), self.shape(shape)], 2)
        x, lens = torch.cat([F.dropout(e, 0.2, self.training), flags], 2), length_tensor(group)
        even = bool((lens == m).all())
        for layer in (self.l0, self.l1):
            if even:
                x = layer(x)[0]
            else:
                p = nn.utils.rnn.pack_padded_sequence(x, lens, batch_first=True, enforce_sorted=False)
                x = nn.utils.rnn.pad_packed_sequence(layer(p)[0], batch_first=True, total_length=m)[0]
            x = self.heads.shared_drop(x) if self.training else x
        return x, lens


def even_batches(sents, words, rng):
    """Batches of sentences of one length (no padding), of about `words` words, in random order. Scraps wait for another round."""
    by_length = {}
    for s in sents:
        by_length.setdefault(len(s.forms), []).append(s)
    out = []
    for n, group in sorted(by_length.items()):
        rng.shuffle(group)
        step = max(2, words // n)
        out += [g for g in (group[a:a + step] for a in range(0, len(group), step)) if len(g) * n >= min(250, words)]
    rng.shuffle(out)
    return out


def stream(sents, share, words, rng, rounds):
    while True:
        rounds[0] += 1
        yield from even_batches([augment(s, rng) for s in drawn(sents, share, rng)], words, rng)


def export(student, path, labels):
    """Write the format of src/network/weights.h."""
    sd = {k.replace("heads.", ""): v.detach().float().numpy() for k, v in student.state_dict().items()}
    words, pieces = student.word.rows()
    tensors = {"E_word": words.numpy(), "E_piece": pieces.numpy(), "E_affix": sd["affix.weight"], "E_shape": sd["shape.weight"]}
    for n, layer in ((0, "l0"), (1, "l1")):
        for way, suffix in (("fwd", ""), ("bwd", "_reverse")):
            at = "lstm.%d.%s." % (n, way)
            tensors[at + "w_ih"], tensors[at + "w_hh"] = sd["%s.weight_ih_l0%s" % (layer, suffix)], sd["%s.weight_hh_l0%s" % (layer, suffix)]
            tensors[at + "b"] = sd["%s.bias_ih_l0%s" % (layer, suffix)] + sd["%s.bias_hh_l0%s" % (layer, suffix)]
    layers = [("upos", "tags.upos"), ("xpos", "tags.xpos"), ("feats", "tags.feats"), ("lemma", "tags.lemma"), ("ner.h", "ner_h"), ("ner", "ner"),
              ("arc.dep", "arc_dep"), ("arc.head", "arc_head"), ("rel.dep", "rel_dep"), ("rel.head", "rel_head")]
    for to, name in layers:
        tensors[to + ".w"], tensors[to + ".b"] = sd[name + ".weight"], sd[name + ".bias"]
    alone = ("root", "arc.U", "arc.u", "rel.U", "rel.Wd", "rel.Wh", "rel.b")
    for to, name in ((a, a.replace(".", "_")) for a in alone):
        tensors[to] = sd[name]
    strings = {"vocab": student.word.vocab.names, "pieces": list(student.word.piece_id), "ner.labels": NER_LABELS}
    strings.update((k + ".labels", labels[k].names) for k in ("upos", "xpos", "feats", "lemma", "rel"))
    weights.write(path, strings, tensors)


def load_silver(path):
    out = []
    for forms, space, inside, source, ner, soft in pickle.load(open(path, "rb")):
        s = Sentence(forms, space, inside, source)
        s.ner, s.soft = ner, soft
        out.append(s)
    return out


def main():
    p = argparse.ArgumentParser()
    for name in ("data", "silver", "vectors", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--minutes", type=float, default=60)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--words", type=int, default=4000, help="in a batch")
    p.add_argument("--rate", type=float, default=3e-3, help="greatest learning rate")
    p.add_argument("--permissive", action="store_true")
    p.add_argument("--names", action="store_true",
                   help="a last stage: names count double, their sets are read more often, and the score of no name is calibrated")
    p.add_argument("--init", help="start from the weights of an earlier run (its OUT.pt)")
    args = p.parse_args()
    torch.manual_seed(args.seed)
    np.random.seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    trees, _ = load_gold(args.data, args.permissive)
    labels = make_labels(trees)
    sents = [prepare(s) for s in trees + load_silver(args.silver)]
    dev, dev_names = load_dev(args.data)
    for group in list(dev.values()) + list(dev_names.values()):
        for s in group:
            prepare(s)
    student = Student(pickle.load(open(args.vectors, "rb")), {k: len(v.names) for k, v in labels.items()}, DIMS)
    student.word.count(sents)
    if args.init:
        student.adopt(args.init)
    print("%d sentences, %d words, vocabulary %d, parameters %d" % (len(sents), sum(len(s.forms) for s in sents), len(student.word.vocab.names),
          sum(p.numel() for p in student.parameters())), flush=True)
    train(student, sents, labels, dev, dev_names, args, rng)


def train(student, sents, labels, dev, dev_names, args, rng):
    opt = torch.optim.AdamW(student.parameters(), lr=2e-3, betas=(0.9, 0.95), weight_decay=0.005)
    average = {k: v.clone() for k, v in student.state_dict().items()}
    rounds, start, last, best, step, words = [0], time.time(), time.time(), 0, 0, 0
    source, budget = stream(sents, NAMES if args.names else SHARE, args.words, rng, rounds), args.minutes * 60
    weights_of = dict(WEIGHTS, ner=2 * WEIGHTS["ner"]) if args.names else WEIGHTS
    every = min(600, budget / 4)
    student.train()
    while True:
        done = (time.time() - start) / budget
        for g in opt.param_groups:
            g["lr"] = args.rate * min(1, (step + 1) / 150) * max(0.015, 0.5 * (1 + math.cos(math.pi * min(1, done))))
        group = next(source)
        x, lens = student.encode(group)
        gold = {k: torch.from_numpy(v) for k, v in gold_arrays(group, labels, x.shape[1]).items()}
        loss = losses(student.heads, x, lens, gold, soft_tensors(group, x.shape[1]), weights_of)
        words += int(lens.sum())
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(student.parameters(), 5.0)
        opt.step()
        step += 1
        decay = min(0.998, step / (step + 50))
        with torch.no_grad():
            for k, v in student.state_dict().items():
                average[k].lerp_(v, 1 - decay)
        if time.time() - last > every or done >= 1:
            last = time.time()
            best = keep_best(student, average, best, labels, dev, dev_names, args, "%5.1f min step %d round %d loss %.3f words/s %.0f" % (
                (time.time() - start) / 60, step, rounds[0], loss.item(), words / (time.time() - start)))
            if done >= 1:
                break
    if args.names and args.init:
        calibrate(student, labels, dev_names, args)


def keep_best(student, average, best, labels, dev, dev_names, args, line):
    """Measure the averaged weights, write them if they are better than `best`; returns the better figure."""
    kept = {k: v.clone() for k, v in student.state_dict().items()}
    student.load_state_dict(average)
    r, f = measure(student, dev, dev_names, labels)
    total = r["ewt"]["las"] + r["gum"]["las"] + r["ewt"]["upos"] + f["uner"] / 2 + f["worldwide"] / 2
    print("%s %s names %s" % (line, r, f), flush=True)
    if total > best:
        best = total
        save(student, labels, args)
    student.load_state_dict(kept)
    return best


def calibrate(student, labels, dev_names, args):
    """The weights of the stage of names, BLEND of the way from those that it began with, and how ready they are to call a word no name: the least
    offset to the score of "O" with which the sum of F1 on the development sets is within a quarter of a point of the greatest."""
    first, last = torch.load(args.init)["net"], torch.load(args.out + ".pt")["net"]
    student.load_state_dict({k: first[k] + BLEND * (last[k] - first[k]) for k in last}, strict=False)
    student.eval()
    bias, sums = student.heads.ner.bias, {}
    with torch.no_grad():
        start = float(bias[0])
        for offset in (0, 0.0625, 0.125, 0.1875, 0.25, 0.3125, 0.375, 0.4375, 0.5):
            bias[0] = start + offset
            sums[offset] = sum(evaluate_names(student.encode, student.heads, s) for s in dev_names.values())
        chosen = min(o for o, f1 in sums.items() if f1 >= max(sums.values()) - 0.25)
        bias[0] = start + chosen
    print("offset of O: %.4f of %s" % (chosen, {o: round(f1, 2) for o, f1 in sums.items()}), flush=True)
    save(student, labels, args)


def save(student, labels, args):
    torch.save({"net": student.state_dict(), "words": student.word.rows()[0], "vocab": student.word.vocab.names}, args.out + ".pt")
    export(student, args.out, labels)


if __name__ == "__main__":
    main()

"""Trains the parser: one BiLSTM encoder with heads for tags, features, lemmas, names and the dependency tree.

usage: parser.py --data DIR --silver FILE --vectors FILE --out models/parser.bin [--minutes N] [--threads N] [--seed N] [--permissive]

DIR holds treebank/*.conllu and ner/*.iob2. The student learns every task from every sentence: from gold labels where there are any, from
the teacher's distributions (teacher.py) elsewhere (Hinton et al. 2015). A word's vector is a part of its own plus a projection of what
vectors.py knows of it; the two are added up when the weights are written. The weights that are written are an average over steps.
OUT.pt is the checkpoint of the best figures so far on the development sets; --init goes on from one.
"""
import argparse
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
from features import AFFIX_BUCKETS, SHAPE_BUCKETS
from net import Heads, length_tensor, losses, measure, soft_tensors

DIMS = {"word": 128, "affix": 64, "shape": 16, "hidden": 176, "ner": 96, "arc": 160, "rel": 64}
SHARE = {"ewt-train": 2, "gum-train": 2, "worldwide-train": 1.5, "wikigold-train": 2}   # how often a round takes a sentence of a set


class Student(nn.Module):
    def __init__(self, vocab, known, sizes, dims):
        super().__init__()
        self.vocab, d = vocab, dims
        rows = np.concatenate([np.zeros((1, known.shape[1]), np.float32), known])
        self.register_buffer("known", torch.from_numpy(rows), persistent=False)
        self.word = nn.Embedding(len(vocab.names), d["word"])
        self.project = nn.Linear(rows.shape[1], d["word"], bias=False)
        self.affix = nn.EmbeddingBag(AFFIX_BUCKETS, d["affix"], mode="sum")
        self.shape = nn.Embedding(SHAPE_BUCKETS, d["shape"])
        nn.init.zeros_(self.word.weight)
        nn.init.normal_(self.project.weight, std=0.05)
        nn.init.normal_(self.affix.weight, std=0.12)
        nn.init.normal_(self.shape.weight, std=0.3)
        h = d["hidden"]
        self.l0 = nn.LSTM(d["word"] + d["affix"] + d["shape"] + 4, h, bidirectional=True, batch_first=True)
        self.l1 = nn.LSTM(2 * h, h, bidirectional=True, batch_first=True)
        self.heads = Heads(2 * h, sizes, d["arc"], d["rel"], d["ner"], drop=0.25)

    def read(self, group):
        n, m = len(group), max(len(s.forms) for s in group)
        word, shape = np.zeros((n, m), np.int64), np.zeros((n, m), np.int64)
        affix, flags = np.zeros((n, m, 8), np.int64), np.zeros((n, m, 4), np.float32)
        for i, s in enumerate(group):
            k, (keys, a, b, c) = len(s.forms), s.fast
            word[i, :k] = [max(0, self.vocab.get(w)) for w in keys]
            affix[i, :k], shape[i, :k], flags[i, :k] = a, b, c
        return [torch.from_numpy(a) for a in (word, affix, shape, flags)]

    def words(self, word):
        own = self.word(word)
        if self.training:                               # now and then what is known alone, now and then nothing
            own = own * (torch.rand(word.shape + (1,)) >= 0.2)
            gone = torch.rand(word.shape + (1,)) < 0.06
            return torch.where(gone, self.word.weight[0], own + self.project(self.known[word]))
        return own + self.project(self.known[word])

    def encode(self, group):
        word, affix, shape, flags = self.read(group)
        n, m = word.shape
        e = torch.cat([self.words(word), self.affix(affix.view(n * m, 8)).view(n, m, -1), self.shape(shape)], 2)
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


def stream(sents, words, rng, rounds):
    while True:
        rounds[0] += 1
        yield from even_batches([augment(s, rng) for s in drawn(sents, SHARE, rng)], words, rng)


def known_rows(student):
    """The vocabulary's vectors with all that goes into them."""
    with torch.no_grad():
        return student.word.weight + student.project(student.known)


def export(student, path, vocab, labels):
    """Write the format of src/syntax/weights.h."""
    sd = {k.replace("heads.", ""): v.detach().float().numpy() for k, v in student.state_dict().items()}
    tensors = {"E_word": known_rows(student).numpy(), "E_affix": sd["affix.weight"], "E_shape": sd["shape.weight"]}
    for n, layer in ((0, "l0"), (1, "l1")):
        for way, suffix in (("fwd", ""), ("bwd", "_reverse")):
            at = "lstm.%d.%s." % (n, way)
            tensors[at + "w_ih"], tensors[at + "w_hh"] = sd["%s.weight_ih_l0%s" % (layer, suffix)], sd["%s.weight_hh_l0%s" % (layer, suffix)]
            tensors[at + "b"] = sd["%s.bias_ih_l0%s" % (layer, suffix)] + sd["%s.bias_hh_l0%s" % (layer, suffix)]
    layers = [("upos", "tags.upos"), ("xpos", "tags.xpos"), ("feats", "tags.feats"), ("lemma", "tags.lemma"), ("ner.h", "ner_h"), ("ner", "ner"),
              ("arc.dep", "arc_dep"), ("arc.head", "arc_head"), ("rel.dep", "rel_dep"), ("rel.head", "rel_head")]
    for to, name in layers:
        tensors[to + ".w"], tensors[to + ".b"] = sd[name + ".weight"], sd[name + ".bias"]
    for to, name in (("root", "root"), ("arc.U", "arc_U"), ("arc.u", "arc_u"), ("rel.U", "rel_U"), ("rel.Wd", "rel_Wd"), ("rel.Wh", "rel_Wh"), ("rel.b", "rel_b")):
        tensors[to] = sd[name]
    strings = {"vocab": vocab.names, "ner.labels": NER_LABELS}
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
    p.add_argument("--init", help="start from the weights of an earlier run (its OUT.pt), made of the same data")
    args = p.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    trees, _ = load_gold(args.data, args.permissive)
    labels = make_labels(trees)
    sents = [prepare(s) for s in trees + load_silver(args.silver)]
    dev, dev_names = load_dev(args.data)
    for group in list(dev.values()) + list(dev_names.values()):
        for s in group:
            prepare(s)
    keys, known = pickle.load(open(args.vectors, "rb"))
    vocab = Labels(["<unk>"] + keys)
    student = Student(vocab, known, {k: len(v.names) for k, v in labels.items()}, DIMS)
    if args.init:
        student.load_state_dict(torch.load(args.init)["net"])
    print("%d sentences, %d words, vocabulary %d, parameters %d" % (len(sents), sum(len(s.forms) for s in sents), len(vocab.names),
          sum(p.numel() for p in student.parameters())), flush=True)
    train(student, sents, vocab, labels, dev, dev_names, args, rng)


def train(student, sents, vocab, labels, dev, dev_names, args, rng):
    opt = torch.optim.AdamW(student.parameters(), lr=2e-3, betas=(0.9, 0.95), weight_decay=0.005)
    average = {k: v.clone() for k, v in student.state_dict().items()}
    rounds, start, last, best, step, words = [0], time.time(), time.time(), 0, 0, 0
    source, budget = stream(sents, args.words, rng, rounds), args.minutes * 60
    every = min(600, budget / 4)
    student.train()
    while True:
        done = (time.time() - start) / budget
        for g in opt.param_groups:
            g["lr"] = args.rate * min(1, (step + 1) / 150) * max(0.015, 0.5 * (1 + math.cos(math.pi * min(1, done))))
        group = next(source)
        x, lens = student.encode(group)
        gold = {k: torch.from_numpy(v) for k, v in gold_arrays(group, labels, x.shape[1]).items()}
        loss = losses(student.heads, x, lens, gold, soft_tensors(group, x.shape[1]))
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
            best = keep_best(student, average, best, vocab, labels, dev, dev_names, args, "%5.1f min step %d round %d loss %.3f words/s %.0f" % (
                (time.time() - start) / 60, step, rounds[0], loss.item(), words / (time.time() - start)))
            if done >= 1:
                break


def keep_best(student, average, best, vocab, labels, dev, dev_names, args, line):
    """Measure the averaged weights, write them if they are better than `best`; returns the better figure."""
    kept = {k: v.clone() for k, v in student.state_dict().items()}
    student.load_state_dict(average)
    r, f = measure(student, dev, dev_names, labels)
    total = r["ewt"]["las"] + r["gum"]["las"] + r["ewt"]["upos"] + f["uner"] / 2 + f["worldwide"] / 2
    print("%s %s names %s" % (line, r, f), flush=True)
    if total > best:
        best = total
        torch.save({"net": student.state_dict(), "vocab": vocab.names}, args.out + ".pt")
        export(student, args.out, vocab, labels)
    student.load_state_dict(kept)
    return best


if __name__ == "__main__":
    main()

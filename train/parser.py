"""Trains the parser: one BiLSTM encoder with heads for tags, features, lemmas, names and the dependency tree.

usage: parser.py --data DIR --out models/parser.bin [--minutes N] [--threads N] [--seed N] [--permissive] [--init CKPT]

DIR holds treebank/*.conllu and ner/*.iob2. Method: Dozat & Manning (2017), biaffine arcs and labels over a BiLSTM; names are
learned jointly from data sets of their own, a batch of each in turn. The best weights on EWT dev (LAS + UPOS + name F1) are written
in the format of src/syntax/weights.h. --permissive trains on the freely licensed sets alone (EWT, UNER, Wikigold).
"""
import argparse
import collections
import math
import os
import random
import sys
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import weights
from features import AFFIX_BUCKETS, SHAPE_BUCKETS, lemma_script, apply_script, norm, word_features

NER_LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
NER_MAP = {"PER": "PER", "LOC": "LOC", "GPE": "LOC", "ORG": "ORG"}


class Sentence:
    __slots__ = ("forms", "space", "inside", "upos", "xpos", "feats", "lemma", "head", "rel", "ner", "keys", "affix", "shape", "flags", "weight")


def read_conllu(path):
    out, rows, inside_until = [], [], 0
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                out.append(make_parse(rows))
            rows, inside_until = [], 0
        elif not line.startswith("#"):
            c = line.split("\t")
            if "-" in c[0]:
                a, b = map(int, c[0].split("-"))
                first, inside_until, mwt_space = a, b, "SpaceAfter=No" not in c[9]
                continue
            if "." in c[0]:
                continue
            n = int(c[0])
            inside = n <= inside_until and n > first if inside_until else False
            if inside_until and n <= inside_until:
                space = mwt_space if n == inside_until else False
            else:
                space = "SpaceAfter=No" not in c[9]
            rows.append((c, space, inside))
    if rows:
        out.append(make_parse(rows))
    return out


def make_parse(rows):
    s = Sentence()
    s.forms = [r[0][1] for r in rows]
    s.space = [r[1] for r in rows]
    s.inside = [r[2] for r in rows]
    s.upos = [r[0][3] for r in rows]
    s.xpos = [r[0][4] for r in rows]
    s.feats = [r[0][5] for r in rows]
    s.lemma = [lemma_script(r[0][1], r[0][2]) if r[0][2] != "_" else None for r in rows]
    s.head = [int(r[0][6]) for r in rows]
    s.rel = [r[0][7] for r in rows]
    s.ner = None
    return s


CLOSERS = set(",.;:!?)]}%") | {"''", "”"}


def read_iob(path):
    out, forms, tags = [], [], []

    def flush():
        if forms:
            for a in range(0, len(forms), 150):       # "sentences" of news sets are paragraphs
                s = Sentence()
                s.forms, labels = forms[a:a + 150], tags[a:a + 150]
                n = len(s.forms)
                s.inside = [f.lower() in ("'s", "’s", "n't", "n’t", "'re", "'ll", "'ve", "'m", "'d") for f in s.forms]
                glued = [f in CLOSERS or i for f, i in zip(s.forms, s.inside)]
                s.space = [not (k + 1 < n and glued[k + 1]) and s.forms[k] not in ("(", "[", "$", "“", "``") for k in range(n)]
                s.ner, prev = [], "O"
                for t in labels:
                    kind = NER_MAP.get(t[2:])
                    t = "O" if kind is None else t[:2] + kind
                    if t[:2] == "I-" and prev[2:] != kind:
                        t = "B-" + kind
                    s.ner.append(t)
                    prev = t
                s.upos = None
                out.append(s)
        forms.clear()
        tags.clear()

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            flush()
        elif not line.startswith("# "):
            c = line.split("\t")
            forms.append(c[1])
            tags.append(c[2])
    flush()
    return out


def prepare(s):
    f = [word_features(w) for w in s.forms]
    s.keys = [x[0] for x in f]
    s.affix = [x[1] for x in f]
    s.shape = [x[2] for x in f]
    caps = float(not any(c.islower() for w in s.forms for c in w))
    s.flags = [[float(i == 0), caps, float(i == 0 or s.space[i - 1]), float(s.inside[i])] for i in range(len(s.forms))]
    return s


def upper(s):
    """The sentence as an all-caps headline."""
    t = Sentence()
    for k in Sentence.__slots__:
        setattr(t, k, getattr(s, k, None))
    t.forms = [w.upper() for w in s.forms]
    if s.upos:
        t.lemma = [None] * len(s.forms)
    return prepare(t)


class Labels:
    def __init__(self, names):
        self.names = list(names)
        self.id = {n: i for i, n in enumerate(self.names)}

    def get(self, name):
        return self.id.get(name, -100)


def counted(values, floor):
    c = collections.Counter(values)
    return Labels([n for n, k in sorted(c.items(), key=lambda x: (-x[1], x[0])) if k >= floor])


class Net(nn.Module):
    def __init__(self, sizes, dims):
        super().__init__()
        d = dims
        self.word = nn.Embedding(sizes["vocab"], d["word"])
        self.affix = nn.EmbeddingBag(AFFIX_BUCKETS, d["affix"], mode="sum")
        self.shape = nn.Embedding(SHAPE_BUCKETS, d["shape"])
        nn.init.normal_(self.word.weight, std=0.3)
        nn.init.normal_(self.affix.weight, std=0.12)
        nn.init.normal_(self.shape.weight, std=0.3)
        size = d["word"] + d["affix"] + d["shape"] + 4
        h = d["hidden"]
        self.l0 = nn.LSTM(size, h, bidirectional=True, batch_first=True)
        self.l1 = nn.LSTM(2 * h, h, bidirectional=True, batch_first=True)
        self.tags = nn.ModuleDict({k: nn.Linear(2 * h, sizes[k]) for k in ("upos", "xpos", "feats", "lemma")})
        self.ner_h = nn.Linear(2 * h, d["ner"])
        self.ner = nn.Linear(d["ner"], len(NER_LABELS))
        self.arc_dep, self.arc_head = nn.Linear(2 * h, d["arc"]), nn.Linear(2 * h, d["arc"])
        self.arc_U = nn.Parameter(torch.randn(d["arc"], d["arc"]) * 0.05)
        self.arc_u = nn.Parameter(torch.zeros(d["arc"]))
        self.root = nn.Parameter(torch.randn(2 * h) * 0.1)
        r, n = d["rel"], sizes["rel"]
        self.rel_dep, self.rel_head = nn.Linear(2 * h, r), nn.Linear(2 * h, r)
        self.rel_U = nn.Parameter(torch.randn(n, r, r) * 0.02)
        self.rel_Wd, self.rel_Wh = nn.Parameter(torch.zeros(n, r)), nn.Parameter(torch.zeros(n, r))
        self.rel_b = nn.Parameter(torch.zeros(n))
        self.drop = 0.33

    def shared_drop(self, x, p):
        if not self.training:
            return x
        return x * (torch.rand(x.shape[0], 1, x.shape[2]) >= p) / (1 - p)

    def encode(self, batch):
        word, affix, shape, flags, lens = batch
        n, m = word.shape
        if self.training:
            gone = torch.rand(n, m) < 0.15
            word = word.masked_fill(gone, 0)
        a = self.affix(affix.view(n * m, 8)).view(n, m, -1)
        e = torch.cat([self.word(word), a, self.shape(shape)], 2)
        x = torch.cat([F.dropout(e, 0.25, self.training), flags], 2)
        for layer in (self.l0, self.l1):
            p = nn.utils.rnn.pack_padded_sequence(x, lens, batch_first=True)
            x, _ = nn.utils.rnn.pad_packed_sequence(layer(p)[0], batch_first=True, total_length=m)
            x = self.shared_drop(x, self.drop)
        return x

    def arcs(self, x):
        n = x.shape[0]
        full = torch.cat([self.root.expand(n, 1, -1), x], 1)
        dep = self.shared_drop(F.relu(self.arc_dep(x)), self.drop)
        head = self.shared_drop(F.relu(self.arc_head(full)), self.drop)
        scores = dep @ self.arc_U @ head.transpose(1, 2) + (head @ self.arc_u).unsqueeze(1)
        return scores, full

    def rels(self, x, full, heads):
        picked = torch.gather(full, 1, heads.clamp(min=0).unsqueeze(2).expand(-1, -1, full.shape[2]))
        d = self.shared_drop(F.relu(self.rel_dep(x)), self.drop)
        h = self.shared_drop(F.relu(self.rel_head(picked)), self.drop)
        n, m, r = d.shape
        left = (d.reshape(n * m, r) @ self.rel_U.permute(1, 0, 2).reshape(r, -1)).view(n, m, -1, r)
        return (left * h.unsqueeze(2)).sum(3) + d @ self.rel_Wd.T + h @ self.rel_Wh.T + self.rel_b

    def names(self, x):
        return self.ner(F.dropout(F.relu(self.ner_h(x)), 0.3, self.training))


def tensors(sents, vocab, labels, want):
    sents = sorted(sents, key=lambda s: -len(s.forms))
    lens = torch.tensor([len(s.forms) for s in sents])
    n, m = len(sents), int(lens[0])
    word, shape = np.zeros((n, m), np.int64), np.zeros((n, m), np.int64)
    affix, flags = np.zeros((n, m, 8), np.int64), np.zeros((n, m, 4), np.float32)
    gold = {k: np.full((n, m), -100, np.int64) for k in want}
    for i, s in enumerate(sents):
        k = len(s.forms)
        word[i, :k] = [vocab.id.get(w, 0) for w in s.keys]
        affix[i, :k], shape[i, :k], flags[i, :k] = s.affix, s.shape, s.flags
        for name in want:
            values = getattr(s, name)
            gold[name][i, :k] = values if name == "head" else [labels[name].get(v) if v is not None else -100 for v in values]
    batch = tuple(torch.from_numpy(a) for a in (word, affix, shape, flags)) + (lens,)
    return sents, batch, {k: torch.from_numpy(v) for k, v in gold.items()}


def batches(sents, words, rng):
    """Batches of about `words` words, of sentences of like length, in random order."""
    order = sorted(sents, key=lambda s: (len(s.forms) + rng.random() * 4))
    out, size, cur = [], 0, []
    for s in order:
        if cur and size + len(s.forms) > words:
            out.append(cur)
            cur, size = [], 0
        cur.append(s)
        size += len(s.forms)
    out.append(cur)
    rng.shuffle(out)
    return out


def forever(sents, words, rng, epochs):
    while True:
        epochs[0] += 1
        mixed = [upper(s) if rng.random() < 0.03 else s for s in sents if rng.random() < s.weight]
        yield from batches(mixed, words, rng)


def ce(logits, gold):
    return F.cross_entropy(logits.flatten(0, 1), gold.flatten(), ignore_index=-100)


def parse_loss(net, batch, gold):
    x = net.encode(batch)
    scores, full = net.arcs(x)
    lens = batch[4]
    width = torch.arange(scores.shape[2])[None, :] > lens[:, None]
    scores = scores.masked_fill(width[:, None, :], -1e9)
    loss = ce(scores, gold["head"]) + ce(net.rels(x, full, gold["head"]), gold["rel"])
    for k, w in (("upos", 0.5), ("xpos", 0.5), ("feats", 0.4), ("lemma", 0.4)):
        loss = loss + w * ce(net.tags[k](x), gold[k])
    return loss


@torch.no_grad()
def evaluate(net, sents, vocab, labels):
    net.eval()
    n = collections.Counter()
    rng = random.Random(1)
    for group in batches(sents, 4000, rng):
        group, batch, gold = tensors(group, vocab, labels, ("upos", "xpos", "feats", "lemma", "head", "rel"))
        x = net.encode(batch)
        scores, full = net.arcs(x)
        m = scores.shape[1]
        scores = scores.masked_fill((torch.arange(m + 1)[None, :] > batch[4][:, None])[:, None, :], -1e9)
        idx = torch.arange(m)
        scores[:, idx, idx + 1] = -1e9
        head = scores.argmax(2)
        rel = net.rels(x, full, head).argmax(2)
        mask = gold["head"] != -100
        n["words"] += int(mask.sum())
        ok = (head == gold["head"]) & mask
        n["uas"] += int(ok.sum())
        base = torch.tensor([hash(r.split(":")[0]) for r in labels["rel"].names] + [0])
        grel = gold["rel"].clamp(min=-1)
        n["las"] += int((ok & (base[rel] == base[grel])).sum())
        for k in ("upos", "xpos", "feats", "lemma"):
            n[k] += int(((net.tags[k](x).argmax(2) == gold[k]) & mask).sum())
    net.train()
    return {k: round(100 * v / n["words"], 2) for k, v in n.items() if k != "words"}


def spans(tags):
    out, start = set(), None
    for i, t in enumerate(list(tags) + ["O"]):
        if start is not None and not (t[:2] == "I-" and t[2:] == tags[start][2:]):
            out.add((start, i, tags[start][2:]))
            start = None
        if t[:2] == "B-" or (t[:2] == "I-" and start is None):
            start = i
    return out


@torch.no_grad()
def evaluate_names(net, sents, vocab, labels):
    net.eval()
    hit = gold_n = pred_n = 0
    for group in batches(sents, 4000, random.Random(1)):
        group, batch, _ = tensors(group, vocab, labels, ())
        best = net.names(net.encode(batch)).argmax(2).tolist()
        for s, row in zip(group, best):
            g, p = spans(s.ner), spans([NER_LABELS[t] for t in row[:len(s.forms)]])
            hit += len(g & p)
            gold_n += len(g)
            pred_n += len(p)
    net.train()
    return round(200 * hit / max(1, gold_n + pred_n), 2)


def export(net, path, vocab, labels):
    """The weights in whole numbers of 8 bits, and the string lists: train/weights.py writes them."""
    sd = {k: v.detach().float().numpy() for k, v in net.state_dict().items()}
    strings = {"vocab": vocab.names, "ner.labels": NER_LABELS}
    strings.update((k + ".labels", labels[k].names) for k in ("upos", "xpos", "feats", "lemma", "rel"))
    out = {"E_word": sd["word.weight"], "E_affix": sd["affix.weight"], "E_shape": sd["shape.weight"]}
    for n, layer in ((0, "l0"), (1, "l1")):
        for way, suffix in (("fwd", ""), ("bwd", "_reverse")):
            name = "lstm.%d.%s." % (n, way)
            out[name + "w_ih"], out[name + "w_hh"] = sd["%s.weight_ih_l0%s" % (layer, suffix)], sd["%s.weight_hh_l0%s" % (layer, suffix)]
            out[name + "b"] = sd["%s.bias_ih_l0%s" % (layer, suffix)] + sd["%s.bias_hh_l0%s" % (layer, suffix)]
    layers = {k: "tags." + k for k in ("upos", "xpos", "feats", "lemma")}
    layers.update({"ner.h": "ner_h", "ner": "ner", "arc.dep": "arc_dep", "arc.head": "arc_head", "rel.dep": "rel_dep", "rel.head": "rel_head"})
    for k, name in layers.items():
        out[k + ".w"], out[k + ".b"] = sd[name + ".weight"], sd[name + ".bias"]
    out.update((k, sd[k.replace(".", "_")]) for k in ("root", "arc.U", "arc.u", "rel.U", "rel.Wd", "rel.Wh", "rel.b"))
    weights.write(path, strings, out)


def load(args):
    tb, ner = os.path.join(args.data, "treebank"), os.path.join(args.data, "ner")
    parse_sets = [("ewt-train", 1.0)] + ([] if args.permissive else [("gum-train", 1.0)])
    name_sets = [("uner-ewt-train", 1.0), ("wikigold-train", 1.0)]
    if not args.permissive:
        name_sets += [("worldwide-train", 1.0), ("gum-names-train", 0.5), ("wikineural-silver-train", 0.35)]
    parse, names = [], []
    for name, weight in parse_sets:
        for s in read_conllu(os.path.join(tb, name + ".conllu")):
            s.weight = weight
            if len(s.forms) <= 150:
                parse.append(prepare(s))
    for name, weight in name_sets:
        for s in read_iob(os.path.join(ner, name + ".iob2")):
            s.weight = weight
            names.append(prepare(s))
    dev = {"ewt": [prepare(s) for s in read_conllu(os.path.join(tb, "ewt-dev.conllu"))],
           "gum": [prepare(s) for s in read_conllu(os.path.join(tb, "gum-dev.conllu"))]}
    dev_names = {"uner": [prepare(s) for s in read_iob(os.path.join(ner, "uner-ewt-dev.iob2"))],
                 "worldwide": [prepare(s) for s in read_iob(os.path.join(ner, "worldwide-dev.iob2"))]}
    return parse, names, dev, dev_names


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--data", required=True)
    p.add_argument("--out", required=True)
    p.add_argument("--minutes", type=float, default=60)
    p.add_argument("--threads", type=int, default=2)
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--hidden", type=int, default=160)
    p.add_argument("--permissive", action="store_true")
    p.add_argument("--init", help="start from the weights of an earlier run (its OUT.pt), made of the same data")
    args = p.parse_args()
    torch.manual_seed(args.seed)
    torch.set_num_threads(args.threads)
    rng = random.Random(args.seed)
    parse, names, dev, dev_names = load(args)
    count = collections.Counter(k for s in parse for k in s.keys)
    more = collections.Counter(k for s in names for k in s.keys)
    keys = sorted({k for k, c in count.items() if c >= 2} | {k for k, c in more.items() if c >= 4})
    vocab = Labels(["<unk>"] + keys)
    labels = {"upos": counted((t for s in parse for t in s.upos), 1), "xpos": counted((t for s in parse for t in s.xpos), 1),
              "feats": counted((t for s in parse for t in s.feats), 2), "rel": counted((t for s in parse for t in s.rel), 3),
              "lemma": counted((t for s in parse for t in s.lemma if t), 3), "ner": Labels(NER_LABELS)}
    sizes = {k: len(v.names) for k, v in labels.items()}
    sizes["vocab"] = len(vocab.names)
    dims = {"word": 96, "affix": 64, "shape": 16, "hidden": args.hidden, "ner": 96, "arc": 160, "rel": 64}
    net = Net(sizes, dims)
    if args.init:
        net.load_state_dict(torch.load(args.init)["net"])
    print("parse %d sentences, names %d, sizes %s, parameters %d" % (len(parse), len(names), sizes, sum(p.numel() for p in net.parameters())), flush=True)
    opt = torch.optim.AdamW(net.parameters(), lr=2e-3, betas=(0.9, 0.95), weight_decay=0.01)
    average = {k: v.clone() for k, v in net.state_dict().items()}
    epochs = [0]
    parse_batches, name_batches = forever(parse, 2500, rng, epochs), forever(names, 2000, rng, [0])
    start, last, best, step, words = time.time(), time.time(), 0, 0, 0
    budget = args.minutes * 60
    every = min(300, budget / 5)
    while True:
        done = (time.time() - start) / budget
        lr = 2.5e-3 * min(1, (step + 1) / 200) * max(0.02, 0.5 * (1 + math.cos(math.pi * min(1, done))))
        for g in opt.param_groups:
            g["lr"] = lr
        group, batch, gold = tensors(next(parse_batches), vocab, labels, ("upos", "xpos", "feats", "lemma", "head", "rel"))
        loss = parse_loss(net, batch, gold)
        words += sum(len(s.forms) for s in group)
        group, nbatch, ngold = tensors(next(name_batches), vocab, labels, ("ner",))
        loss = loss + 3 * ce(net.names(net.encode(nbatch)), ngold["ner"])
        words += sum(len(s.forms) for s in group)
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        opt.step()
        step += 1
        decay = min(0.998, step / (step + 50))
        with torch.no_grad():
            for k, v in net.state_dict().items():
                average[k].lerp_(v, 1 - decay)
        if time.time() - last > every or time.time() - start > budget:
            last = time.time()
            kept = {k: v.clone() for k, v in net.state_dict().items()}
            net.load_state_dict(average)
            r = {k: evaluate(net, d, vocab, labels) for k, d in dev.items()}
            f = {k: evaluate_names(net, d, vocab, labels) for k, d in dev_names.items()}
            total = r["ewt"]["las"] + r["gum"]["las"] + r["ewt"]["upos"] + f["uner"] / 2 + f["worldwide"] / 2
            print("%5.1f min step %d epoch %d loss %.3f words/s %.0f %s names %s" % ((time.time() - start) / 60, step, epochs[0], loss.item(),
                  words / (time.time() - start), r, f), flush=True)
            if total > best:
                best = total
                export(net, args.out, vocab, labels)
                torch.save({"net": net.state_dict(), "vocab": vocab.names, "labels": {k: v.names for k, v in labels.items()}, "dims": dims}, args.out + ".pt")
            net.load_state_dict(kept)
            if time.time() - start > budget:
                break


if __name__ == "__main__":
    main()

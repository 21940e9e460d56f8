#!/usr/bin/env python3
"""Teaches who says what: which words are heads of cues, and of a cue and the words near it, which is the source and which are the content
(src/speech/scores.h).

usage: attributions.py --build BUILD --data DATA --out models/attributions.bin [--folds 8] [--check] [--seed 1]

Gold is PolNeAR's training part, DATA/attribution/polnear-train.jsonl. The program prints each word's vector and evidence (`dateline features --cues`);
with the model of cues in place it prints the features of the words around each that may be one, so that trainer and program cannot differ. PolNeAR marks
the outermost attributions alone: words inside of contents, which may be cues, are left out. With --check the documents of the first of --folds parts (by a
hash of their ids) are left out and scored with DATA/score/score_attribution.py.

Three limits are written beside the weights: from which score a word is a cue, by how much less it is one where the tables know it as a noun that brings
in a clause, and by how much less inside of what somebody says. They were chosen on the part that --check leaves out.
"""
import argparse
import collections
import hashlib
import json
import math
import os
import shutil
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import weights

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
HIDDEN = 64
LEAST = 6        # words that must have a piece of evidence before it gets a weight
LIMITS = (-0.5, 2.0, 1.5)
SPEAKERS = [1, 6, 8, 9, 11, 12]  # classes of words that can be a source's head: src/speech/attributions.c, can_speak
OUT = 4          # scores of a pair: in the content, begins and ends a piece of it, the source


def fold_of(doc, folds):
    return int(hashlib.md5(doc.encode()).hexdigest(), 16) % folds


# ---- what the program prints ----

def compiled(build, folder, model):
    """A data file with this model of attributions, or none."""
    models, data = os.path.join(folder, "models"), os.path.join(folder, "english.dateline")
    shutil.copytree(os.path.join(ROOT, "models"), models, dirs_exist_ok=True)
    at = os.path.join(models, "attributions.bin")
    if model:
        shutil.copy(model, at)
    elif os.path.exists(at):
        os.remove(at)
    subprocess.run([os.path.join(build, "dateline-compile"), data, os.path.join(ROOT, "data"), models], check=True, stdout=subprocess.DEVNULL)
    return data


class Doc:
    """A document's words and their vectors, and what its gold says of them."""

    def __init__(self, printed, gold):
        self.id, self.pairs, self.rows = printed["doc"], printed["pairs"], printed["rows"]
        self.tokens = np.array(printed["tokens"], np.int64)  # begin, end, head, class, sentence
        self.states = np.frombuffer(bytes.fromhex(printed["states"]), np.uint8).reshape(len(self.tokens), -1)
        self.words = np.array([c["token"] for c in printed["cues"]], np.int64)
        self.evidence = [c["evidence"] for c in printed["cues"]]
        self.label = np.zeros(len(self.tokens), np.int8)  # 1: a cue's head, -1: left out
        self.attributions = [self.read(a) for a in gold["attributions"]]  # cue, source tokens, source head, content tokens
        for cue, *_ in self.attributions:
            if cue >= 0:
                self.label[cue] = 1

    def inside(self, spans):
        begin, end = self.tokens[:, 0], self.tokens[:, 1]
        found = np.zeros(len(begin), bool)
        for s in spans or []:
            found |= (end > s["begin"]) & (begin < s["end"])
        return np.where(found)[0]

    def read(self, gold):
        cue, source, content = (self.inside(gold[k]) for k in ("cue", "source", "content"))
        self.label[np.concatenate([cue, content])] = -1
        heads = [i for i in cue if self.tokens[i, 2] not in cue and i in self.words] or [i for i in cue if i in self.words]
        tops = [i for i in source if self.tokens[i, 2] not in source]
        return heads[0] if heads else -1, source, tops[0] if tops else -1, content


def read(build, gold, model=None):
    """All documents; with a model of cues also the pairs."""
    by_id = {d["id"]: d for d in map(json.loads, open(gold, encoding="utf-8"))}
    with tempfile.TemporaryDirectory() as folder:
        command = [os.path.join(build, "dateline"), "features", "--cues", "--quiet", "--data", compiled(build, folder, model), gold]
        run = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, encoding="utf-8")
        docs = [Doc(d, by_id[d["doc"]]) for d in map(json.loads, run.stdout)]
        if run.wait() != 0:
            raise SystemExit("%s: status %d" % (" ".join(command), run.returncode))
    return docs


def floats(states, some):
    return torch.from_numpy((states[some].astype(np.float32) - 128) / 127)


# ---- cues ----

class Cues(nn.Module):
    def __init__(self, width, names):
        super().__init__()
        self.hidden, self.out = nn.Linear(width, HIDDEN), nn.Linear(HIDDEN, 1)
        self.weights = nn.Embedding(names + 1, 1, padding_idx=0)
        nn.init.zeros_(self.weights.weight)

    def forward(self, x, rows):
        h = F.dropout(F.relu(self.hidden(F.dropout(x, 0.1, self.training))), 0.3, self.training)
        pieces = self.weights(rows)
        if self.training:
            pieces = pieces * (torch.rand(rows.shape) > 0.2).unsqueeze(2)
        return self.out(h).squeeze(1) + pieces.sum(1).squeeze(1)


def evidence_rows(evidence):
    """Names that are frequent enough, and each word's as numbers from 1."""
    count = collections.Counter(name for names in evidence for name in set(names))
    names = sorted(n for n, c in count.items() if c >= LEAST)
    number = {n: i + 1 for i, n in enumerate(names)}
    found = [[number[n] for n in names if n in number] for names in evidence]
    rows = np.zeros((len(found), max(map(len, found))), np.int32)
    for i, row in enumerate(found):
        rows[i, :len(row)] = row
    return names, rows


def descend(model, groups, rates, size, epochs, batch, order, loss_of):
    """Steps of AdamW over `size` things, `batch` at a time as `order` says, at rates that fall to nothing."""
    optimiser = torch.optim.AdamW(groups)
    steps, step = epochs * math.ceil(size / batch), 0
    for epoch in range(epochs):
        model.train()
        total = 0.0
        for some in order():
            for group, rate in zip(optimiser.param_groups, rates):
                group["lr"] = rate * (1 - step / steps)
            step += 1
            loss = loss_of(some)
            optimiser.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
            optimiser.step()
            total += loss.item()
        print("  epoch %d of %d: loss %.3f" % (epoch + 1, epochs, total / math.ceil(size / batch)), flush=True)
    model.eval()


def teach_cues(docs, seed, epochs=3, batch=512):
    torch.manual_seed(seed)
    states, label = np.concatenate([d.states for d in docs]), np.concatenate([d.label[d.words] for d in docs])
    base = np.cumsum([0] + [len(d.states) for d in docs])
    words = np.concatenate([d.words + b for d, b in zip(docs, base)])
    names, rows = evidence_rows([e for d in docs for e in d.evidence])
    model = Cues(states.shape[1], len(names))
    network = [*model.hidden.parameters(), *model.out.parameters()]
    groups = [{"params": network, "weight_decay": 0.05}, {"params": model.weights.parameters(), "weight_decay": 0.02}]
    known, shuffle = np.where(label >= 0)[0], np.random.default_rng(seed)
    print("cues: %d words, %d cues, %d names of evidence" % (len(known), (label == 1).sum(), len(names)), flush=True)

    def order():
        shuffled = shuffle.permutation(known)
        return (shuffled[at:at + batch] for at in range(0, len(shuffled), batch))

    def loss_of(some):
        scores = model(floats(states, words[some]), torch.from_numpy(rows[some].astype(np.int64)))
        return F.binary_cross_entropy_with_logits(scores, torch.from_numpy(label[some].astype(np.float32)))
    descend(model, groups, (2e-3, 5e-3), len(known), epochs, batch, order, loss_of)
    return model, names


# ---- pairs ----

class Pairs(nn.Module):
    def __init__(self, width, rows):
        super().__init__()
        self.cue, self.word = nn.Linear(width, HIDDEN), nn.Linear(width, HIDDEN, bias=False)
        self.rows = nn.Embedding(rows + 1, HIDDEN, padding_idx=0)
        nn.init.normal_(self.rows.weight, std=0.05)
        self.out, self.none = nn.Linear(HIDDEN, OUT), nn.Parameter(torch.zeros(1))

    def forward(self, cue, words, rows):
        if self.training:
            cue, words = F.dropout(cue, 0.1), F.dropout(words, 0.1)
            rows = rows * (torch.rand(rows.shape) > 0.15)  # row 0 is nothing
        pieces = F.embedding_bag(rows.flatten(0, 1), self.rows.weight, mode="sum", padding_idx=0).view(*rows.shape[:2], HIDDEN)
        hidden = self.cue(cue).unsqueeze(1) + self.word(words) + pieces
        return self.out(F.dropout(F.relu(hidden), 0.3, self.training))


class Window:
    """The words around a gold cue: their rows, which are the content, which can be the source; -1 as the source: it is not among them."""

    def __init__(self, doc, base, pair, gold):
        cue, source, top, content = gold
        first, rows = pair["first"], np.frombuffer(bytes.fromhex(pair["rows"]), np.uint16).reshape(-1, pair["width"])
        size = len(rows)
        self.cue, self.first, self.rows, self.size = cue + base, first + base, rows.astype(np.int64) + 1, size
        self.content = np.isin(np.arange(first, first + size), content).astype(np.int64)
        self.options = np.isin(doc.tokens[first:first + size, 3], SPEAKERS)
        self.options[cue - first] = False
        self.options[[i - first for i in source if 0 <= i - first < size]] = False
        self.source = size if top < 0 else top - first if 0 <= top - first < size else -1
        if 0 <= self.source < size:
            self.options[self.source] = True


def windows_of(docs):
    windows, base = [], 0
    for d in docs:
        pairs = {p["cue"]: p for p in d.pairs}
        windows += [Window(d, base, pairs[a[0]], a) for a in d.attributions if a[0] in pairs]
        base += len(d.states)
    return windows


def log_likelihood(scores, inside, known):
    """Of the content's words among all sets of pieces: a piece has the scores of its words, of its first and of its last one."""
    zeros = torch.zeros(len(inside), 1, dtype=inside.dtype)
    first, last = 1 - torch.cat([zeros, inside[:, :-1]], 1), 1 - torch.cat([inside[:, 1:], zeros], 1)
    word, begins, ends = scores[:, :, 0], scores[:, :, 1], scores[:, :, 2]
    gold = ((word + begins * first + ends * last) * inside * known).sum(1)
    out, within, before = torch.zeros(len(inside)), torch.full((len(inside),), -1e4), torch.zeros(len(inside))
    for t in range(inside.shape[1]):
        left = torch.logaddexp(out, within + before)
        entered = torch.logaddexp(out + begins[:, t], within) + word[:, t]
        k = known[:, t]
        out, within, before = torch.where(k, left, out), torch.where(k, entered, within), torch.where(k, ends[:, t], before)
    return gold - torch.logaddexp(out, within + before)


def padded(states, some):
    longest, width = max(w.size for w in some), some[0].rows.shape[1]
    rows, words = np.zeros((len(some), longest, width), np.int64), np.zeros((len(some), longest), np.int64)
    inside, options = np.zeros((len(some), longest), np.int64), np.zeros((len(some), longest + 1), bool)
    for i, w in enumerate(some):
        rows[i, :w.size], words[i, :w.size], inside[i, :w.size] = w.rows, np.arange(w.first, w.first + w.size), w.content
        options[i, :w.size], options[i, longest] = w.options, True
    sources = np.array([longest if w.source == w.size else w.source for w in some])
    return floats(states, np.array([w.cue for w in some])), floats(states, words), *map(torch.from_numpy, (rows, inside, options, sources))


def teach_pairs(docs, rows, seed, epochs=4, batch=32):
    torch.manual_seed(seed)
    states, windows = np.concatenate([d.states for d in docs]), windows_of(docs)
    model, shuffle = Pairs(states.shape[1], rows), np.random.default_rng(seed)
    print("pairs: %d cues, %d words around them" % (len(windows), sum(w.size for w in windows)), flush=True)

    def order():
        by_size = np.argsort(np.array([w.size for w in windows]) + shuffle.uniform(0, 8, len(windows)))
        parts = [by_size[at:at + batch] for at in range(0, len(by_size), batch)]
        shuffle.shuffle(parts)
        return parts

    def loss_of(some):
        cue, words, given, inside, options, sources = padded(states, [windows[i] for i in some])
        scores = model(cue, words, given)
        found = torch.cat([scores[:, :, 3], model.none.expand(len(some), 1)], 1).masked_fill(~options, -1e9)
        named = sources >= 0
        return F.cross_entropy(found[named], sources[named]) - log_likelihood(scores, inside, given[:, :, 0] > 0).mean()
    descend(model, [{"params": model.parameters(), "weight_decay": 0.03}], (3e-3,), len(windows), epochs, batch, order, loss_of)
    return model


# ---- what is written ----

def write(path, cues, names, pairs=None):
    tensors = {"cue.w": cues.hidden.weight, "cue.b": cues.hidden.bias, "cue.out": cues.out.weight[0], "weights": cues.weights.weight[1:]}
    if pairs:
        tensors.update({"pair.cue.w": pairs.cue.weight, "pair.cue.b": pairs.cue.bias, "pair.word.w": pairs.word.weight,
                        "pair.word.b": torch.zeros(HIDDEN), "pair.rows": pairs.rows.weight[1:], "pair.out": pairs.out.weight.reshape(-1),
                        "pair.bias": torch.cat([pairs.out.bias, pairs.none])})
    tensors = {k: v.detach().numpy() for k, v in tensors.items()}
    limits = np.array([cues.out.bias.item(), *LIMITS], np.float32)
    weights.write(path, {"evidence": names}, dict(tensors, limits=limits), embeddings=("weights", "pair.rows"))


def teach(build, gold, left_out, seed, out):
    """The model of all documents whose ids are not in left_out, written to `out`."""
    docs = [d for d in read(build, gold) if d.id not in left_out]
    cues, names = teach_cues(docs, seed)
    write(out, cues, names)
    docs = [d for d in read(build, gold, out) if d.id not in left_out]
    write(out, cues, names, teach_pairs(docs, docs[0].rows, seed))


def check(build, data, gold, left_out, model):
    with tempfile.TemporaryDirectory() as folder:
        part, coded = os.path.join(folder, "part.jsonl"), os.path.join(folder, "coded.jsonl")
        with open(part, "w", encoding="utf-8") as out:
            out.writelines(line for line in open(gold, encoding="utf-8") if json.loads(line)["id"] in left_out)
        command = [os.path.join(build, "dateline"), "code", "--format", "jsonl", "--quiet", "--data", compiled(build, folder, model), part]
        subprocess.run(command, check=True, stdout=open(coded, "w", encoding="utf-8"))
        subprocess.run([sys.executable, os.path.join(data, "score", "score_attribution.py"), part, coded], check=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--build", required=True, help="the folder of the program and its compiler")
    p.add_argument("--data", required=True)
    p.add_argument("--out")
    p.add_argument("--folds", type=int, default=8)
    p.add_argument("--check", action="store_true", help="leave one part out and score it")
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    gold = os.path.join(o.data, "attribution", "polnear-train.jsonl")
    ids = [json.loads(line)["id"] for line in open(gold, encoding="utf-8")]
    left_out = {i for i in ids if fold_of(i, o.folds) == 0} if o.check else set()
    with tempfile.TemporaryDirectory() as folder:
        made = os.path.join(folder, "attributions.bin")
        teach(o.build, gold, left_out, o.seed, made)
        if o.check:
            check(o.build, o.data, gold, left_out, made)
        if o.out:
            shutil.copy(made, o.out)


if __name__ == "__main__":
    sys.exit(main())

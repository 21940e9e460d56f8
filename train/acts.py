#!/usr/bin/env python3
"""Teaches which words are acts: the network of acts (src/network/wordhead.h) and the weights of the evidence (src/events/choice.h), together.

usage: acts.py --program build/dateline --data DATA --out models/acts.bin --senses FILE [--marks FILE...] [--parts] [--folds 5] [--seed 1]
       acts.py --program build/dateline --data DATA --out models/acts.bin --init models/acts.bin [--again WORD] [--since FILE] [--marks FILE...]

Gold are the annotated articles (annotated.py); text of other kinds (stories, travel, how-to, talk, reviews: DATA/treebank), in which states and
officials do nothing, teaches what is no act there, and so do sentences
by hand (train/sentences.txt). --marks FILE...: what teachers made of each word (news_teacher.py) is learned too (Hinton et al. 2015): half of what a word should be,
in the articles of news-train.jsonl and those written for the purpose; all of it in the others, whose readers took other acts for worth noting,
and in text that nobody annotated. --senses FILE: what a pretrained network makes of each word (senses.py), of which the network takes what it
needs as a vector of its own. The program prints each word's evidence, what its encoder read of the word and the vector that it made (`dateline features`), so
that trainer and program cannot differ. A word is the trigger of a required event (its category, or a speech act without one), no act, or left out
(optional events, second triggers). Without --parts the documents are parted by a hash of their ids, each part is scored by a model that never saw it, the
figures of all parts are printed, and then a model is taught on all documents. With --parts the models of the parts are written, for tools/folds.py.

--init FILE (with --parts a folder of the parts' files) goes on from a file's weights, a few minutes: what it makes of each word itself takes the place of the
teachers' marks in articles of news-train.jsonl and those written for the purpose, so that it keeps what it knows (Li and Hoiem 2016) while it learns those that have come since; those whose ids begin with --again count
three times, and what an older train/gold/news.tsv (--since) does not cover is learned from its readers alone. Text that nobody annotated is read by the model of all alone, unless teachers marked it. It begins with what the file has, so an article must be in the same part as before.

Four probabilities are written beside the weights: from which a word is an act of which the rules know nothing, from which it is one against the rules,
from which one that they hold for a part of another act is one of its own, below which it is none though they take it. They were chosen on all parts together and on the other development sets, for precision: a wrong event is
worse than a missed one.
"""
import argparse
import collections
import hashlib
import json
import os
import pickle
import random
import re
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import annotated
import articles
import weights
from features import word_features
from wordhead import LEAST, OTHER, as_input, fold_of

LABELS = ["", "AGREE", "CONSULT", "SUPPORT", "CONCEDE", "COOPERATE", "AID", "RETREAT", "REQUEST", "ACCUSE", "REJECT", "THREATEN", "PROTEST", "SANCTION",
          "MOBILIZE", "COERCE", "ASSAULT", "speech"]  # the order of src/base/document.c
SPEECH = len(LABELS) - 1
LEFT_OUT = -1
HIDDEN, UNITS = 192, 160   # of the layer behind the vectors; of a direction of its own BiLSTM
SENSE = 48                # numbers of a word's own vector
ALONE = 0.6               # what its numbers of a word alone are multiplied by, so that they are as great as the encoder's vectors
LATER, WAY = (8e-4, 1.5e-3), 0.5   # of weights that are taught on: greatest rates; how much of that way they go (Wortsman et al. 2022)
KINDS = FIRST, MORE, ELSEWHERE, OWN = range(4)   # news-train.jsonl, other articles, no news and sentences by hand, articles written for the purpose
BY_HAND = 0.5             # what a word of the first and of own articles should be: the share of the readers' label beside the teacher's
SENTENCES = os.path.join(os.path.dirname(os.path.abspath(__file__)), "sentences.txt")
NO_NEWS = ("GUM_academic", "GUM_conversation", "GUM_fiction", "GUM_podcast", "GUM_textbook", "GUM_vlog", "GUM_voyage", "GUM_whow",
           "answers-", "email-", "reviews-")   # documents of the treebanks that are no news; none of their words is taken for an act


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
                elif line.startswith("# text = ") and doc.startswith(NO_NEWS):
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


def all_gold(data):
    """All documents that acts are learned from."""
    sets = ((FIRST, annotated.first(data)), (MORE, annotated.more(data)), (OWN, annotated.own()), (ELSEWHERE, elsewhere(os.path.join(data, "treebank"))),
            (ELSEWHERE, by_hand(SENTENCES)))
    return [dict(d, kind=kind) for kind, docs in sets for d in docs]


class Sentence:
    """A document's sentence: forms, spans, the encoder's vectors [words, 352] as bytes, what the encoder read of each word alone [words, 212], heads (in
    the sentence), the words' numbers in the vocabulary, rows of evidence and which words have them; labels; p: the teachers' probabilities, or None."""
    __slots__ = ("doc", "kind", "forms", "spans", "states", "alone", "heads", "words", "names", "taken", "rows", "labels", "p")


def sentences_of(row, kind, text, labels):
    """The sentences of a line that `dateline features` printed."""
    out, at = [], 0
    tokens = np.array(row["tokens"], np.int64).reshape(-1, 3)
    states, alone = (np.frombuffer(bytes.fromhex(row.get(name, "")), np.uint8).reshape(len(tokens), -1) for name in ("states", "alone"))
    scales = np.frombuffer(bytes.fromhex(row.get("scales", "")), "<f4").reshape(-1, 1)
    alone = ((alone.astype(np.float32) - 128) * scales).astype(np.float16)
    evidence = {w["token"]: w["evidence"] for w in row["words"]}
    for count in row["sentences"]:
        s, some = Sentence(), slice(at, at + count)
        s.doc, s.kind, s.spans, s.states, s.alone, s.p = row["doc"], kind, tokens[some, :2], states[some], alone[some], None
        s.forms = [text[b:e] for b, e in s.spans]
        heads = tokens[some, 2] - at
        s.heads = np.where((heads >= 0) & (heads < count), heads, np.arange(count))
        s.names = [evidence[i] for i in range(at, at + count) if i in evidence]
        s.taken = np.array([i in evidence for i in range(at, at + count)], bool)
        s.labels = np.array(labels[some])
        out.append(s)
        at += count
    return out


def read(program, gold):
    """The sentences of documents, with the labels of their events."""
    by_id = {d["doc"]["id"]: d for d in gold}
    out = []
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "gold.jsonl")
        as_input(gold, source)
        run = subprocess.Popen([program, "features", "--quiet", source], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for line in run.stdout:
            row = json.loads(line)
            doc = by_id[row["doc"]]
            out += sentences_of(row, doc.get("kind", MORE), doc["text"], label_words(doc, [{"begin": b, "end": e} for b, e, _ in row["tokens"]]))
        if run.wait() != 0:
            raise SystemExit("%s: status %d" % (program, run.returncode))
    return out


def count_evidence(gold, silver):
    """The names of evidence that words enough have."""
    counts, known = collections.Counter(), collections.Counter()
    for s in gold:
        known.update(n for names in s.names for n in set(names))
    for s in silver:
        counts.update(n for names in s.names for n in set(names))
    return sorted(n for n in known + counts if known[n] >= LEAST or known[n] + counts[n] >= 2 * LEAST)


def number_evidence(names, sentences):
    """Gives every sentence its rows of evidence: numbers from 1, 0 is none."""
    number = {n: i + 1 for i, n in enumerate(names)}
    for s in sentences:
        found = [[number[n] for n in row if n in number] for row in s.names]
        s.rows = np.zeros((len(found), max([len(row) for row in found] + [1])), np.int32)
        for i, row in enumerate(found):
            s.rows[i, :len(row)] = row


class Senses:
    """What is known of the words of the parser's vocabulary; of the others nothing."""

    def __init__(self, parser, path):
        self.words = weights.read(parser)["vocab"]
        self.number = {w: i for i, w in enumerate(self.words)}
        self.known = torch.from_numpy(np.load(path)["words"])

    @classmethod
    def kept(cls, file):
        """The words' own vectors as a file of weights has them; the first is that of words of which nothing is known."""
        out, own = cls.__new__(cls), weights.floats(file, "acts.E_sense")
        out.words, out.known = [""] + file["senses"], torch.from_numpy(np.concatenate([np.zeros_like(own[:1]), own]))
        out.number = {w: i for i, w in enumerate(out.words)}
        return out

    def put(self, sentences):
        for s in sentences:
            s.words = np.array([self.number.get(word_features(form)[0], 0) for form in s.forms])


class Model(nn.Module):
    """The head of network/wordhead.h with a layer of its own, and a weight an output for each piece of evidence. A word's own vector is a projection of
    what is known of it."""

    def __init__(self, width, alone, names, senses):
        super().__init__()
        self.known = senses.known
        self.project = nn.Linear(self.known.shape[1], SENSE, bias=False)
        nn.init.normal_(self.project.weight, std=0.05)
        if self.known.shape[1] == SENSE:   # a file's, which the network of roles reads too: they stay as they are
            nn.init.eye_(self.project.weight)
            self.project.requires_grad_(False)
        self.layer = nn.LSTM(width + alone + SENSE, UNITS, bidirectional=True, batch_first=True)
        self.hidden, self.out = nn.Linear(4 * width + 4 * UNITS, HIDDEN), nn.Linear(HIDDEN, len(LABELS))
        self.weights = nn.Embedding(names + 1, len(LABELS), padding_idx=0)
        nn.init.zeros_(self.weights.weight)

    def forward(self, batch):
        """Scores of the words that can be acts, sentence behind sentence."""
        n, m, width = len(batch), max(len(s.forms) for s in batch), batch[0].states.shape[1]
        x, alone, heads = np.full((n, m, width), 128, np.uint8), np.zeros((n, m, batch[0].alone.shape[1]), np.float32), np.tile(np.arange(m), (n, 1))
        rows = np.zeros((n, m, max(s.rows.shape[1] for s in batch)), np.int64)
        taken, words = np.zeros((n, m), bool), np.zeros((n, m), np.int64)
        for i, s in enumerate(batch):
            k = len(s.forms)
            x[i, :k], alone[i, :k], heads[i, :k], taken[i, :k], words[i, :k] = s.states, s.alone, s.heads, s.taken, s.words
            x[i, k:] = s.states[-1]     # what stands behind a last word is itself
            rows[i, :k][s.taken, :s.rows.shape[1]] = s.rows
        x = F.dropout((torch.from_numpy(x).float() - 128) / 127, 0.1, self.training)
        alone = F.dropout(ALONE * torch.from_numpy(alone), 0.15, self.training)
        sense = F.dropout(self.project(self.known[torch.from_numpy(words)]), 0.15, self.training)
        lengths = torch.tensor([len(s.forms) for s in batch])
        packed = nn.utils.rnn.pack_padded_sequence(torch.cat([x, alone, sense], 2), lengths, batch_first=True, enforce_sorted=False)
        own = F.dropout(nn.utils.rnn.pad_packed_sequence(self.layer(packed)[0], batch_first=True, total_length=m)[0], 0.3, self.training)
        at, taken = torch.from_numpy(heads).unsqueeze(2), torch.from_numpy(taken)
        before, behind = torch.cat([x[:, :1], x[:, :-1]], 1), torch.cat([x[:, 1:], x[:, -1:]], 1)
        read = torch.cat([x, before, behind, torch.gather(x, 1, at.expand(-1, -1, width)), own, torch.gather(own, 1, at.expand(-1, -1, own.shape[2]))], 2)[taken]
        scores = self.out(F.dropout(F.relu(self.hidden(read)), 0.4, self.training))
        pieces = self.weights(torch.from_numpy(rows)[taken])
        if self.training:
            pieces = pieces * (torch.rand(pieces.shape[:2]) > 0.2).unsqueeze(2)
        return scores + pieces.sum(1)


def begun(file, width, alone, names, senses):
    """A model with the weights of a file."""
    model, get = Model(width, alone, names, senses), lambda name: torch.from_numpy(weights.floats(file, name).copy())
    with torch.no_grad():
        for way, suffix in (("fwd", ""), ("bwd", "_reverse")):
            name = "acts.l.%s." % way
            put = {"weight_ih": torch.cat([get(name + "w_ih"), get(name + "w_word") / ALONE, get(name + "w_sense")], 1), "weight_hh": get(name + "w_hh"),
                   "bias_ih": get(name + "b"), "bias_hh": torch.zeros_like(get(name + "b"))}
            for key, value in put.items():
                getattr(model.layer, key + "_l0" + suffix).copy_(value)
        for layer, name in ((model.hidden, "acts.h."), (model.out, "acts.o.")):
            layer.weight.copy_(get(name + "w"))
            layer.bias.copy_(get(name + "b"))
        model.weights.weight[1:] = get("weights")
    return model


def batches(sentences, words, rng, length=lambda s: len(s.forms)):
    """Batches of sentences of like length."""
    out, batch, size = [], [], 0
    for s in sorted(sentences, key=lambda s: length(s) + rng.random() * 4):
        if batch and size + length(s) > words:
            out.append(batch)
            batch, size = [], 0
        batch.append(s)
        size += length(s)
    out.append(batch)
    rng.shuffle(out)
    return out


def wanted(s):
    """What the scores of a sentence's words should be: the label, what the teachers say, or some of both; of words left out what they say, or nothing."""
    hand, known = np.eye(len(LABELS), dtype=np.float32)[np.maximum(s.labels, 0)], (s.labels != LEFT_OUT)[:, None]
    if s.p is None:
        return hand * known
    share = BY_HAND * known if s.kind in (FIRST, OWN) else 0
    return share * hand + (1 - share) * s.p


def teach(gold, silver, names, senses, seed, epochs, model=None, rates=(3e-3, 5e-3)):
    """A model of the sentences; a begun one goes on."""
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = model or Model(gold[0].states.shape[1], gold[0].alone.shape[1], names, senses)
    network = [p for n, p in model.named_parameters() if n != "weights.weight"]
    optimiser = torch.optim.AdamW([{"params": network, "weight_decay": 0.05}, {"params": [model.weights.weight], "weight_decay": 0.02}])
    plan = [b for _ in range(epochs) for b in batches([s for s in gold + silver if s.taken.any()], 700, rng)]
    model.train()
    for step, batch in enumerate(plan):
        done = step / len(plan)
        for group, rate in zip(optimiser.param_groups, rates):
            group["lr"] = rate * min(1, 50 * done + 0.05) * (1 - done)
        target = torch.from_numpy(np.concatenate([wanted(s)[s.taken] for s in batch]).astype(np.float32))
        loss = -(F.log_softmax(model(batch), 1) * target).sum() / len(target)
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
    return model.eval()


@torch.no_grad()
def probabilities(model, sentences):
    """Sets p of the sentences, of the words that can be acts."""
    for batch in batches([s for s in sentences if s.taken.any()], 4000, random.Random(1)):
        p, at = torch.softmax(model(batch), 1).numpy(), 0
        for s in batch:
            s.p = p[at:at + s.taken.sum()]
            at += s.taken.sum()


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


def unannotated(program, data):
    """The sentences that nobody annotated, of DATA's articles."""
    end = {d["doc"]["id"]: len(d["text"]) for d in annotated.more(data)}
    return [s for s in read(program, articles.unmarked(data)) if s.spans[0, 0] >= end.get(s.doc, 0)]


def put_marks(paths, sentences):
    """Sets p of the sentences that teachers marked: the mean of what the files have."""
    marks = collections.defaultdict(dict)
    for path in paths:
        with open(path, "rb") as f:
            for doc, rows in pickle.load(f)["words"].items():
                for spans, p in rows:
                    marks[doc].setdefault(tuple(spans[:, 0]), []).append(p)
    for s in sentences:
        found = marks[s.doc].get(tuple(s.spans[:, 0])) if s.doc in marks else None
        if found and s.kind != ELSEWHERE:
            s.p = np.mean([p.astype(np.float32) for p in found], 0)


def go_on(gold, silver, file, seed, o):
    """The weights of a file, taught on: what they make of each word is kept beside the labels, and what teachers make of text that nobody annotated."""
    file = weights.read(file)
    senses = Senses.kept(file)
    senses.put(gold + silver)
    number_evidence(file["evidence"], gold + silver)
    model = begun(file, gold[0].states.shape[1], gold[0].alone.shape[1], len(file["evidence"]), senses)
    known = [s for s in gold + silver if s.kind != ELSEWHERE and s.taken.any()]
    probabilities(model.eval(), known)
    for s in known:
        p = np.zeros((len(s.forms), len(LABELS)), np.float32)
        p[s.taken] = s.p
        s.p = p
    put_marks(o.marks or (), silver + [s for s in gold if s.kind == MORE])
    begin = {k: v.clone() for k, v in model.state_dict().items()}
    new = [s for s in gold if o.again and s.doc.startswith(tuple(o.again.split(",")))]
    covered = {row[1]: int(row[2]) for _, row, _ in annotated.blocks(os.path.abspath(o.since))} if o.since else None
    for s in new + [s for s in gold if covered is not None and s.kind == MORE and s.spans[0, 0] >= covered.get(s.doc, 0)]:
        s.p = None
    teach(gold + 2 * new, silver, len(file["evidence"]), senses, seed, 1, model, LATER)
    model.load_state_dict({k: (1 - WAY) * begin[k] + WAY * v for k, v in model.state_dict().items()})
    return model, file["evidence"], senses, file["threshold#f32"]


def cross_validate(gold, silver, names, senses, o):
    """Prints the figures of words, each scored by a model that never saw its document."""
    news = [s for s in gold if s.kind == FIRST and s.taken.any()]
    marks = [s.p for s in news]
    for f in range(o.folds):
        some = [s for s in gold if fold_of(s.doc, o.folds) != f]
        probabilities(teach(some, silver, names, senses, o.seed + f, o.epochs), [s for s in news if fold_of(s.doc, o.folds) == f])
    p, labels = np.concatenate([s.p for s in news]), np.concatenate([s.labels[s.taken] for s in news])
    for s, p_ in zip(news, marks):
        s.p = p_
    for t in (0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8):
        precision, recall, category = figures(p, labels, t)
        print("probability %.1f  P %.3f  R %.3f  F1 %.3f  category %.3f" % (t, precision, recall, 2 * precision * recall / (precision + recall), category))
    print("expected error of the probability, ten bins: %.3f" % calibration(p, labels), flush=True)


def write(model, names, senses, thresholds, path):
    some = [i for i in range(len(senses.words)) if senses.known[i].any()]
    tensors = {"acts.h.w": model.hidden.weight, "acts.h.b": model.hidden.bias, "acts.o.w": model.out.weight, "acts.o.b": model.out.bias,
               "acts.E_sense": model.project(model.known[some]), "weights": model.weights.weight[1:]}
    for way, suffix in (("fwd", ""), ("bwd", "_reverse")):
        layer = {k: getattr(model.layer, k + "_l0" + suffix) for k in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
        width = model.hidden.in_features // 4 - model.layer.hidden_size
        alone = layer["weight_ih"].shape[1] - SENSE
        tensors.update({"acts.l.%s.w_ih" % way: layer["weight_ih"][:, :width], "acts.l.%s.w_word" % way: ALONE * layer["weight_ih"][:, width:alone],
                        "acts.l.%s.w_sense" % way: layer["weight_ih"][:, alone:],
                        "acts.l.%s.w_hh" % way: layer["weight_hh"],
                        "acts.l.%s.b" % way: layer["bias_ih"] + layer["bias_hh"]})
    tensors = {k: v.detach().numpy() for k, v in tensors.items()}
    weights.write(path, {"evidence": names, "senses": [senses.words[i] for i in some]}, dict(tensors, threshold=np.array(thresholds, np.float32)), embeddings=("weights", "acts.E_sense"))


def go_on_all(gold, silver, o):
    """Writes the file, or the files of the parts, taught on."""
    if not o.parts:
        write(*go_on(gold, silver, o.init, o.seed, o), o.out)
        return
    for f in o.only or range(o.folds):
        name = "acts-%d.bin" % f
        write(*go_on([s for s in gold if fold_of(s.doc, o.folds) != f], silver, os.path.join(o.init, name), o.seed + f, o), os.path.join(o.out, name))
        print("fold %d of %d written" % (f + 1, o.folds), flush=True)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--program", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--out", help="a file; with --parts a folder")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--parts", action="store_true", help="write the model of each part")
    p.add_argument("--init", help="a file of weights to go on from; with --parts their folder")
    p.add_argument("--again", help="how the ids of the articles begin that count three times, several between commas")
    p.add_argument("--since", help="with --init: an older train/gold/news.tsv; what it does not cover is learned from its readers alone")
    p.add_argument("--senses", help="what is known of words (senses.py)")
    p.add_argument("--parser", default=os.path.join(os.path.dirname(SENTENCES), "..", "models", "parser.bin"))
    p.add_argument("--marks", nargs="+", help="what teachers made of the words (news_teacher.py), a file or those of several parts")
    p.add_argument("--epochs", type=int, default=4)
    p.add_argument("--threads", type=int, default=1)
    p.add_argument("--quick", action="store_true", help="print no cross-validation")
    p.add_argument("--only", type=int, nargs="+", help="with --init and --parts: these parts alone")
    p.add_argument("--threshold", type=float, default=0.3, help="the probability from which a word is an act of which the rules know nothing")
    p.add_argument("--drop", type=float, default=0.28, help="the probability below which what the rules take for an act is none")
    p.add_argument("--overrule", type=float, default=0.35, help="the probability from which a word is an act that the rules reject")
    p.add_argument("--unfold", type=float, default=0.99, help="the probability from which a word is an act that the rules hold for a part of another")
    p.add_argument("--seed", type=int, default=3)
    o = p.parse_args()
    thresholds = [o.threshold, o.drop, o.overrule, o.unfold]
    torch.set_num_threads(o.threads)
    hand = by_hand(SENTENCES)
    gold = read(o.program, all_gold(o.data))
    gold += 7 * [s for s in gold if s.doc in {d["doc"]["id"] for d in hand}]   # they count eight times
    silver = unannotated(o.program, o.data) if o.marks or (o.init and not o.parts) else []
    if o.init:
        go_on_all(gold, silver, o)
        return
    if o.marks:
        put_marks(o.marks, gold + silver)
    senses = Senses(o.parser, o.senses)
    senses.put(gold + silver)
    names = count_evidence(list(dict.fromkeys(gold)), silver)
    number_evidence(names, gold + silver)
    print("%d sentences, %d that nobody annotated, %d names of evidence" % (len(gold), len(silver), len(names)), flush=True)
    if o.parts:
        for f in range(o.folds):
            some = [s for s in gold if fold_of(s.doc, o.folds) != f]
            write(teach(some, silver, len(names), senses, o.seed + f, o.epochs), names, senses, thresholds, os.path.join(o.out, "acts-%d.bin" % f))
            print("fold %d of %d written" % (f + 1, o.folds), flush=True)
        return
    if not o.quick:
        cross_validate(gold, silver, len(names), senses, o)
    if o.out:
        write(teach(gold, silver, len(names), senses, o.seed, o.epochs), names, senses, thresholds, o.out)


if __name__ == "__main__":
    sys.exit(main())

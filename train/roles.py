#!/usr/bin/env python3
"""Teaches whom one reads as the actor and as the recipient of an act (src/network/roles.h): a BiLSTM on what the encoder made of the words, on vectors of
words and on what the sentence stands in (src/network/senses.h), and a hidden layer on pairs of an act and a word near it, a softmax over these words and
nobody; and, from the same BiLSTM, of which sector somebody's word is.

usage: roles.py --program build/dateline --data DATA --senses FILE --out models/roles.bin [--marks FILE] [--parts [--only N...]] [--folds 5] [--seed 1]

Gold are the acts of the annotated articles (annotated.py), whatever the program makes of them: right is the head of each of a side's words in the act's
sentence (of acts that both sides do together, of both), or nobody where none of them stands there; optional parties and those at a third word are left out.
Sectors are those of the parties' words, the optional ones too; a sector that fewer than RARE words have is none.
--marks FILE: what a teacher made of these acts and of others that nobody annotated (news_teacher.py) is learned too (Hinton et al. 2015).
--senses: what is known of words (senses.py), of which this network makes vectors of its own.
The vectors are those that `dateline features` prints. The documents are parted by a hash of their ids, each part is read by a model that never saw it, and
the figures are printed; with --parts these models are written, for tools/folds.py, else then one of all documents.
"""
import argparse
import collections
import os
import pickle
import random
import sys

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import acts
import annotated
import weights
from wordhead import fold_of

UNITS, HIDDEN = 192, 128  # of a direction of the BiLSTM; of the layer on pairs
SENSE, CONTEXT, BACK = 48, 64, 2    # numbers of a word's vector; of what a sentence stands in; sentences before that it reads for this
LAYER, RARE, WEIGHT = 64, 40, 1.0   # units of the layer on sectors; words of the rarest one; its loss beside that of roles
BY_HAND = 0.5            # the share of the readers where a teacher marked, too
REACH = 40               # words before and behind an act
EPOCHS, RATE, DECAY = 8, 2e-3, 0.02
FAR, WAYS = 9, 9         # classes of distance, before and behind; of the way in the tree
ROW_WAY, ROW_ACT = 2 * FAR, 2 * FAR + WAYS
ROW_MUTUAL, ROWS = ROW_ACT + len(acts.LABELS), ROW_ACT + len(acts.LABELS) + 2
SIDES = ("actor", "recipient")


class Act:
    """An act at a word of a sentence: its category, whether both sides do it; heads of each side's words, and of words that are left out, by the readers (None:
    nobody annotated it). p: what a teacher made of it, the probabilities [1 + words, sides], else None; kinds: those of sectors of its likely sides."""

    def __init__(self, at, label, mutual):
        self.at, self.label, self.mutual = at, label, mutual
        self.right = self.spare = self.p = None
        self.sectors, self.kinds = {}, ()


def as_read(sentence, event):
    """The act as readers annotated it."""
    act = Act(words_in(sentence, event["trigger"])[-1], acts.LABELS.index(event["event"]), int(bool(event.get("reciprocal"))))
    needed, spare = zip(*(heads_of(sentence, event[side]) for side in SIDES))
    if act.mutual:
        needed, spare = 2 * [needed[0] | needed[1]], 2 * [spare[0] | spare[1]]
    act.right, act.spare = needed, [s - n for s, n in zip(spare, needed)]
    act.sectors = {w: p["sector"][:3] for side in SIDES for p in event[side] if p.get("sector") for heads in heads_of(sentence, [p]) for w in heads}
    return act


def words_in(sentence, span):
    return [i for i, (b, e) in enumerate(sentence.spans) if b < span["end"] and e > span["begin"]]


def heads_of(sentence, parties):
    """Heads of the words of required parties, of optional ones."""
    needed, spare = set(), set()
    for p in parties:
        inside = words_in(sentence, p) if "begin" in p and not p.get("far") else []
        heads = {i for i in inside if sentence.heads[i] == i or sentence.heads[i] not in inside}
        (spare if p.get("optional") else needed).update(heads)
    return needed, spare


def read(program, data, gold, senses, path=None):
    """Sentences with acts, each as (sentence, its acts), annotated or marked by a teacher (path: of its file); the names of sectors; what each of the
    sentences stands in: means of what is known of the words of its document and of those of the sentences before."""
    sentences, others = acts.read(program, gold), []
    found = acts_of(sentences, gold)
    sectors = sectors_of(found.items())
    if path:
        with open(path, "rb") as f:
            marks = pickle.load(f)
        sectors, others = marks["sectors"], acts.unannotated(program, data)
        add_marks(marks["acts"], sentences + others, found)
    return list(found.items()), sectors, contexts_of(sentences + others, senses)


def contexts_of(sentences, senses):
    """By sentence: [2, width of what is known]."""
    senses.put(sentences)
    known, by_doc = senses.known.numpy(), collections.defaultdict(list)
    for s in sentences:
        by_doc[s.doc].append(s)

    def mean(words):
        words = [w for w in words if known[w].any()]
        return known[words].mean(0) if words else np.zeros(known.shape[1], np.float32)
    out = {}
    for some in by_doc.values():
        some.sort(key=lambda s: s.spans[0, 0])
        every = mean(np.concatenate([s.words for s in some]))
        for i, s in enumerate(some):
            out[s] = np.stack([every, mean([w for t in some[max(0, i - BACK):i] for w in t.words])])
    return out


def add_marks(marks, sentences, found):
    for s in sentences:
        begins = {int(b): i for i, b in enumerate(s.spans[:, 0])}
        for at, label, mutual, words, p, kinds in marks.get(s.doc, ()):
            if at not in begins or len(words) != len(begins) or words[0] != s.spans[0, 0]:
                continue
            known = next((a for a in found[s] if a.at == begins[at]), None)
            act = known or Act(begins[at], label, mutual)
            if (act.label, act.mutual) == (label, mutual):
                act.p, act.kinds = p, kinds
            if not known:
                found[s].append(act)


def acts_of(sentences, gold):
    """The sentences that tell acts, with these."""
    by_doc = collections.defaultdict(list)
    for s in sentences:
        by_doc[s.doc].append(s)
    found = collections.defaultdict(list)
    for doc in gold:
        for event in doc["events"]:
            if event["event"]:
                at = event["trigger"]["begin"]
                s = next((s for s in by_doc[doc["doc"]["id"]] if s.spans[0, 0] <= at < s.spans[-1, 1] and words_in(s, event["trigger"])), None)
                if s:
                    found[s].append(as_read(s, event))
    return found


def far_row(far):
    size = abs(far)
    return (size if size < 5 else 5 if size < 8 else 6 if size < 12 else 7 if size < 20 else 8) + (FAR if far < 0 else 0)


def way_row(heads, act, word):
    """The way in the tree, as network/roles.c has it."""
    head, above, from_, from_above = heads[act], heads[heads[act]], heads[word], heads[heads[word]]
    return ROW_WAY + (0 if word == act else 1 if from_ == act else 2 if from_above == act else 3 if word == head else 4 if from_ == head else
                      5 if word == above else 6 if from_above == head else 8 if from_ == above else 7)


def sectors_of(sentences):
    count = collections.Counter(s for _, some in sentences for a in some for s in a.sectors.values())
    return sorted(s for s, n in count.items() if n >= RARE)


def pairs_of(batch, words):
    """The acts of sentences, each with its sentence and that one's number; these numbers; the acts' words; and of each act and word the rows of how far and
    which way it is, and whether it can be a side, acts x `words`."""
    every = [(i, s, a) for i, (s, some) in enumerate(batch) for a in some]
    of, at = torch.tensor([i for i, _, _ in every]), torch.tensor([a.at for _, _, a in every])
    far, way, open_ = np.zeros((len(every), words), np.int64), np.full((len(every), words), ROW_WAY), np.zeros((len(every), words), bool)
    for k, (_, s, a) in enumerate(every):
        for w in range(max(0, a.at - REACH), min(len(s.forms), a.at + REACH + 1)):
            far[k, w], way[k, w], open_[k, w] = far_row(w - a.at), way_row(s.heads, a.at, w), w != a.at
    return every, of, at, torch.from_numpy(far), torch.from_numpy(way), torch.from_numpy(open_)


def sectors_in(every, names):
    """The words whose sector is known, as sentence and word, and the share of each sector in what they should be: by the readers, the teacher, or half and half."""
    right = {(i, w): np.asarray(kinds, np.float32) for i, _, a in every for w, kinds in a.kinds}
    for i, _, a in every:
        for w, name in a.sectors.items():
            if name in names:
                own = np.eye(len(names), dtype=np.float32)[names.index(name)]
                right[i, w] = BY_HAND * own + (1 - BY_HAND) * right.get((i, w), own)
    return torch.tensor(list(right), dtype=torch.long).reshape(-1, 2), torch.from_numpy(np.array(list(right.values()), np.float32).reshape(-1, len(names)))


class Model(nn.Module):
    """A word's own vector is a projection of what is known of it; so are the means that make what a sentence stands in (contexts: by sentence)."""

    def __init__(self, width, alone, sectors, senses, contexts):
        super().__init__()
        self.sectors, self.known, self.contexts = sectors, senses.known, contexts
        self.project, self.context = nn.Linear(self.known.shape[1], SENSE, bias=False), nn.Linear(2 * SENSE, CONTEXT)
        nn.init.normal_(self.project.weight, std=0.05)
        self.layer = nn.LSTM(width + alone + SENSE + CONTEXT, UNITS, bidirectional=True, batch_first=True)
        self.act, self.word, self.rows = nn.Linear(2 * UNITS, HIDDEN), nn.Linear(2 * UNITS, HIDDEN), nn.Embedding(ROWS, HIDDEN)
        nn.init.normal_(self.rows.weight, std=0.1)
        self.out, self.none = nn.Linear(HIDDEN, len(SIDES)), nn.Linear(HIDDEN, len(SIDES))
        self.kind, self.sector = nn.Linear(2 * UNITS, LAYER), nn.Linear(LAYER, len(sectors))

    def forward(self, batch):
        """Scores of nobody and of each word, for both sides: acts x (1 + words) x sides; of sectors for the parties' words that have one, and what they
        should be."""
        n, m, width = len(batch), max(len(s.forms) for s, _ in batch), batch[0][0].states.shape[1]
        x, alone, words = np.full((n, m, width), 128, np.uint8), np.zeros((n, m, batch[0][0].alone.shape[1]), np.float32), np.zeros((n, m), np.int64)
        for i, (s, _) in enumerate(batch):
            x[i, :len(s.forms)], alone[i, :len(s.forms)], words[i, :len(s.forms)] = s.states, s.alone, s.words
        x = F.dropout((torch.from_numpy(x).float() - 128) / 127, 0.1, self.training)
        alone = F.dropout(acts.ALONE * torch.from_numpy(alone), 0.15, self.training)
        sense = F.dropout(self.project(self.known[torch.from_numpy(words)]), 0.15, self.training)
        means = self.project(torch.from_numpy(np.stack([self.contexts[s] for s, _ in batch]))).flatten(1)
        context = F.dropout(F.relu(self.context(F.dropout(means, 0.2, self.training))), 0.2, self.training)
        lengths = torch.tensor([len(s.forms) for s, _ in batch])
        packed = nn.utils.rnn.pack_padded_sequence(torch.cat([x, alone, sense, context[:, None].expand(-1, m, -1)], 2), lengths, batch_first=True, enforce_sorted=False)
        own = F.dropout(nn.utils.rnn.pad_packed_sequence(self.layer(packed)[0], batch_first=True, total_length=m)[0], 0.3, self.training)
        every, of, at, far, way, open_ = pairs_of(batch, m)
        act = self.act(own[of, at]) + self.rows(torch.tensor([ROW_ACT + a.label for _, _, a in every])) + self.rows(torch.tensor([ROW_MUTUAL + a.mutual for _, _, a in every]))
        pair = F.relu(act[:, None] + self.word(own)[of] + self.rows(far) + self.rows(way))
        scores = self.out(F.dropout(pair, 0.3, self.training)).masked_fill(~open_[:, :, None], -1e9)
        whose, right = sectors_in(every, self.sectors)
        sectors = self.sector(F.dropout(F.relu(self.kind(own[whose[:, 0], whose[:, 1]])), 0.3, self.training))
        return torch.cat([self.none(F.relu(act))[:, None], scores], 1), sectors, right


def loss_of(scores, sectors, right_sectors, some):
    right, taught, left_out = torch.zeros(scores.shape), torch.zeros(scores.shape), torch.zeros(scores.shape, dtype=torch.bool)
    share = torch.tensor([(1.0 if a.p is None else BY_HAND) if a.right else 0.0 for a in some])
    for k, a in enumerate(some):
        if a.p is not None:
            taught[k, :len(a.p)] = torch.from_numpy(a.p.astype(np.float32))
        for side in range(len(SIDES)) if a.right else ():
            near = [w for w in a.right[side] if abs(w - a.at) <= REACH and w != a.at]
            for w in near:
                right[k, 1 + w, side] = 1
            for w in a.spare[side]:
                left_out[k, 1 + w, side] = True
            right[k, 0, side] = not near
    right, taught, left_out, share = (x.to(scores.device) for x in (right, taught, left_out, share[:, None]))
    open_ = scores.masked_fill(left_out, -1e9)
    by_hand = torch.logsumexp(open_, 1) - torch.logsumexp(open_ + torch.log(right + 1e-20), 1)
    by_teacher = (taught * (torch.logsumexp(scores, 1)[:, None] - scores)).sum(1)
    roles = (share * by_hand + (1 - share) * by_teacher).mean()
    return roles + WEIGHT * F.cross_entropy(sectors, right_sectors) if len(right_sectors) else roles


def batches(sentences, words, rng):
    return acts.batches(sentences, words, rng, lambda s: len(s[0].forms))


def teach(sentences, seed, sectors, senses, contexts):
    torch.manual_seed(seed)
    rng = random.Random(seed)
    model = Model(sentences[0][0].states.shape[1], sentences[0][0].alone.shape[1], sectors, senses, contexts)
    optimiser = torch.optim.AdamW(model.parameters(), weight_decay=DECAY)
    plan = [b for _ in range(EPOCHS) for b in batches(sentences, 700, rng)]
    for step, batch in enumerate(plan):
        done = step / len(plan)
        for group in optimiser.param_groups:
            group["lr"] = RATE * min(1, 20 * done + 0.05) * (1 - done)
        loss = loss_of(*model(batch), [a for _, some in batch for a in some])
        optimiser.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
    return model.eval()


@torch.no_grad()
def judge(model, sentences):
    """Of each side: how often the likeliest word is right where there is one; nobody where there is none; how many there are of both. Then sectors."""
    return sum(count(*model(batch), [a for _, some in batch for a in some]) for batch in batches(sentences, 3000, random.Random(1)))


def count(every, sectors, right_sectors, some):
    counts = np.zeros((len(SIDES) + 1, 4))
    counts[-1, :2] += [(sectors.argmax(1) == right_sectors.argmax(1)).sum().item(), len(right_sectors)]
    for scores, a in zip(every, some):
        for side in range(len(SIDES)) if a.right else ():
            if a.right[side]:
                counts[side, :2] += [scores[1:, side].argmax().item() in a.right[side], 1]
            else:
                counts[side, 2:] += [scores[:, side].argmax().item() == 0, 1]
    return counts


def print_figures(counts):
    for side, c in zip(SIDES, counts):
        print("%s: %.3f of %d words, %.3f of %d nobodies" % (side, c[0] / c[1], c[1], c[2] / max(1, c[3]), c[3]), flush=True)
    print("sectors: %.3f of %d words" % (counts[-1, 0] / counts[-1, 1], counts[-1, 1]), flush=True)


def write(model, alone, senses, path):
    some = np.flatnonzero(senses.known.numpy().any(1))
    tensors = {"roles.E_sense": model.project(senses.known[some]), "roles.context.w": model.context.weight, "roles.context.b": model.context.bias,
               "roles.act.w": model.act.weight, "roles.act.b": model.act.bias, "roles.word.w": model.word.weight, "roles.word.b": model.word.bias,
               "roles.rows": model.rows.weight, "roles.out": model.out.weight.flatten(), "roles.none": model.none.weight.flatten(),
               "roles.bias": torch.cat([model.out.bias, model.none.bias]), "roles.kind.w": model.kind.weight, "roles.kind.b": model.kind.bias,
               "roles.sector": model.sector.weight.flatten(), "roles.sector.b": model.sector.bias}
    for way, suffix in (("fwd", ""), ("bwd", "_reverse")):
        layer = {k: getattr(model.layer, k + "_l0" + suffix) for k in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")}
        width, sense = model.layer.input_size - alone - SENSE - CONTEXT, model.layer.input_size - CONTEXT
        tensors.update({"roles.l.%s.w_ih" % way: layer["weight_ih"][:, :width], "roles.l.%s.w_word" % way: acts.ALONE * layer["weight_ih"][:, width:width + alone],
                        "roles.l.%s.w_sense" % way: layer["weight_ih"][:, width + alone:sense], "roles.l.%s.w_context" % way: layer["weight_ih"][:, sense:],
                        "roles.l.%s.w_hh" % way: layer["weight_hh"], "roles.l.%s.b" % way: layer["bias_ih"] + layer["bias_hh"]})
    weights.write(path, {"roles.sectors": model.sectors, "senses": [senses.words[i] for i in some]}, {k: v.detach().numpy() for k, v in tensors.items()},
                  embeddings=("roles.rows", "roles.E_sense"))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--program", required=True)
    p.add_argument("--data", required=True)
    p.add_argument("--parser", default="models/parser.bin", help="whose words `senses` knows")
    p.add_argument("--senses", required=True)
    p.add_argument("--out", required=True, help="a file; with --parts a folder")
    p.add_argument("--marks")
    p.add_argument("--parts", action="store_true")
    p.add_argument("--only", type=int, nargs="+", help="these parts alone")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--seed", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(1)
    senses = acts.Senses(o.parser, o.senses)
    sentences, sectors, contexts = read(o.program, o.data, annotated.news(o.data), senses, o.marks)
    alone = sentences[0][0].alone.shape[1]
    print("%d sentences, %d acts" % (len(sentences), sum(len(some) for _, some in sentences)), flush=True)
    if not o.parts:
        write(teach(sentences, o.seed, sectors, senses, contexts), alone, senses, o.out)
        return
    counts = np.zeros((len(SIDES) + 1, 4))
    for f in o.only or range(o.folds):
        model = teach([s for s in sentences if fold_of(s[0].doc, o.folds) != f], o.seed + f, sectors, senses, contexts)
        write(model, alone, senses, os.path.join(o.out, "roles-%d.bin" % f))
        counts += judge(model, [s for s in sentences if fold_of(s[0].doc, o.folds) == f])
        print_figures(counts)


if __name__ == "__main__":
    sys.exit(main())

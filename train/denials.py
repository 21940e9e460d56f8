#!/usr/bin/env python3
"""Teaches which act a denial, a rejected claim, an admission or a claim of responsibility is about (src/claims/answers.h).

usage: denials.py --program build/dateline [--data DATA] --out models/denials.bin [--parts] [--folds 5]

A weight for each piece of evidence of an answer and an act near it, printed by the program (`dateline features --claims`); pairs are what
the annotated articles (annotated.py) link, and train/denials.txt, short articles by hand. Without --parts the articles are parted by a hash of their ids, each is judged by weights that never saw it, and
the figures of all are printed; then the weights are fitted on all. With --parts those of the parts are written, for tools/folds.py.
"""
import argparse
import json
import os
import re
import subprocess
import sys
import tempfile

import numpy as np
import torch
import torch.nn.functional as F

import annotated
import weights
from acts import OTHER, as_input, fold_of

BY_HAND = os.path.join(os.path.dirname(os.path.abspath(__file__)), "denials.txt")
LEFT_OUT = -1
LEAST, DECAY, STEPS = 3, 2.0, 200   # pairs that must have a name; the penalty on the weights' squares; steps
LEAN = 0.3   # what is taken off the score of a pair: a link that is wrong is worse than one that is missed


def by_hand(path):
    """The articles of train/denials.txt as gold: spans that deny or confirm and the spans of acts."""
    with open(path, encoding="utf-8") as file:
        blocks = re.split(r"\n\s*\n", "\n".join(line.rstrip("\n") for line in file if not line.startswith("#")))
    for number, block in enumerate(b.strip() for b in blocks if b.strip()):
        text, acts, answers = "", {}, []
        for piece in re.split(r"(\[[^]]*\])", block):
            if piece.startswith("["):
                word, *marks = piece[1:-1].split()
                span = {"begin": len(text), "end": len(text) + len(word)}
                for mark in marks:
                    if mark.isdigit():
                        acts[mark] = span
                    else:
                        answers.append((span, mark[0], mark[1:]))
                piece = word
            text += piece
        yield {"doc": {"id": "%s%d" % (OTHER, number)}, "text": text,
               "pairs": [(span, kind, [acts[a]] if a in acts else []) for span, kind, a in answers]}


def of_gold(doc):
    """The same of an annotated article."""
    spans = {e["id"]: [e["trigger"]] + e.get("trigger_alt", []) for e in doc["events"]}
    told, beside = {e["id"]: e["evidence"] for e in doc["events"]}, {}
    pairs = []
    for link in doc.get("links") or []:
        if link["type"] in ("DENIES", "CONFIRMS") and link["from"] in spans:
            to = [s for i in [link["to"]] + link.get("to_alt", []) for s in spans.get(i, [])]
            beside.setdefault(spans[link["from"]][0]["begin"], []).extend(told[i] for i in [link["to"]] + link.get("to_alt", []) if i in told)
            pairs.append((spans[link["from"]][0], "?" if link.get("optional") else "-" if link["type"] == "DENIES" else "+", to))
    return dict(doc, pairs=pairs, beside=beside)


def overlap(a, b):
    return a["begin"] < b["end"] and b["begin"] < a["end"]


def is_beside(text, a, b):
    """Do two spans stand in one sentence?"""
    between = text[min(a["end"], b["end"]):max(a["begin"], b["begin"])]
    return not re.search(r"[.!?]\W|\n", between)


def label(doc, pair):
    """1: linked; 0: not; -1: left out, as another word of the sentence in which what is linked is told."""
    act = {"begin": pair["act_begin"], "end": pair["act_end"]}
    kinds = [kind for span, kind, to in doc["pairs"] if overlap(span, pair) and any(overlap(act, t) for t in to)]
    if "?" in kinds:
        return LEFT_OUT
    beside = [kind for span, kind, to in doc["pairs"] if overlap(span, pair) and any(overlap(act, s) for s in doc.get("beside", {}).get(span["begin"], []))]
    if not kinds and beside:
        return LEFT_OUT
    return int(("-" if pair["type"] == "DENIES" else "+") in kinds)


def read(program, gold):
    by_id = {d["doc"]["id"]: d for d in gold}
    docs, labels, evidence, tells, answers = [], [], [], [], []
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "in.jsonl")
        as_input(gold, source)
        run = subprocess.Popen([program, "features", "--claims", "--quiet", source], stdout=subprocess.PIPE, text=True, encoding="utf-8")
        for line in run.stdout:
            d = json.loads(line)
            doc = by_id[d["doc"]]
            told = [label(doc, pair) for pair in d["answers"]]
            linked = {pair["answer"] for pair, known in zip(d["answers"], told) if known == 1}
            for pair, known in zip(d["answers"], told):
                lost = pair["answer"] not in linked and any(is_beside(doc["text"], span, pair) for span, _, _ in doc["pairs"])
                docs.append(d["doc"])
                labels.append(LEFT_OUT if lost else known)   # what the answer is about was not found: the others teach nothing
                evidence.append(pair["evidence"])
                tells.append(pair["tells"])
                answers.append("%s %d" % (d["doc"], pair["answer"]))
        if run.wait() != 0:
            raise SystemExit("%s features: status %d" % (program, run.returncode))
    return docs, np.array(labels), evidence, np.array(tells), answers


def matrix(evidence, names):
    number = {n: i for i, n in enumerate(names)}
    x = torch.zeros(len(evidence), len(names), dtype=torch.float64)
    for i, found in enumerate(evidence):
        x[i, [number[n] for n in found if n in number]] = 1
    return x


def groups_of(answers, tells, labels, some):
    """The acts that an answer does not tell itself, by answer: of those at most one is meant, or several that are one to the reader."""
    out = {}
    for i in some:
        if not tells[i]:
            out.setdefault(answers[i], []).append(i)
    return [np.array(rows) for rows in out.values() if not (labels[rows] == LEFT_OUT).any()]


def fit(x, labels, tells, answers, worth, some, decay=DECAY):
    """The weights and the bias, each pair as much as it is worth: each act that an answer tells is meant or not (logistic); of the others one, or none."""
    inside = np.array([i for i in some if tells[i] and labels[i] >= 0])
    groups = groups_of(answers, tells, labels, some)
    rows = np.concatenate(groups)
    at = torch.from_numpy(np.repeat(np.arange(len(groups)), [len(g) for g in groups]))
    right = torch.from_numpy(labels[rows] == 1)
    none = torch.tensor([not (labels[g] == 1).any() for g in groups])
    first = torch.from_numpy(np.array([worth[g[0]] for g in groups]))
    y = torch.from_numpy(labels[inside].astype(np.float64))
    w = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS([w, bias], max_iter=STEPS, line_search_fn="strong_wolfe")

    def loss():
        optimiser.zero_grad()
        total = F.binary_cross_entropy_with_logits(x[inside] @ w + bias, y, torch.from_numpy(worth[inside]), reduction="sum")
        e = torch.exp(torch.clamp(x[rows] @ w + bias, max=30))
        every = torch.ones(len(groups), dtype=torch.float64).index_add(0, at, e)
        meant = none.double().index_add(0, at, e * right)
        total = total + (first * (torch.log(every) - torch.log(meant))).sum() + decay / 2 * (w ** 2).sum()
        total.backward()
        return total
    optimiser.step(loss)
    return w.detach(), bias.item() - LEAN


def chosen(scores, tells, answers, some):
    """The pairs that the program would link: of an answer all that it tells with a score above zero, of the others the best one."""
    best = {}
    for i in some:
        if scores[i] > 0:
            if tells[i]:
                yield i
            elif answers[i] not in best or scores[i] >= scores[best[answers[i]]]:
                best[answers[i]] = i
    yield from best.values()


def print_figures(name, scores, labels, tells, answers, some):
    found = [i for i in chosen(scores, tells, answers, some) if labels[i] >= 0]
    right, all_right = sum(labels[i] == 1 for i in found), (labels[some] == 1).sum()
    p, r = right / max(1, len(found)), right / max(1, all_right)
    print("%s: %d pairs, %d linked; P %.3f  R %.3f  F1 %.3f" % (name, len(some), all_right, p, r, 2 * p * r / max(1e-9, p + r)))


def write(path, names, w, bias):
    weights.write(path, {"evidence": names}, {"weights": w[:, None].numpy(), "bias": np.array([bias], np.float32)}, embeddings=("weights",))


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--program", required=True)
    p.add_argument("--data")
    p.add_argument("--out", help="a file; with --parts a folder")
    p.add_argument("--folds", type=int, default=5)
    p.add_argument("--parts", action="store_true", help="write the weights of each part")
    p.add_argument("--decay", type=float, default=DECAY)
    p.add_argument("--own", type=float, default=3.0, help="what an article by hand is worth")
    o = p.parse_args()
    gold = list(by_hand(BY_HAND))
    if o.data:
        gold += [of_gold(d) for d in annotated.news(o.data)]
    docs, labels, evidence, tells, answers = read(o.program, gold)
    fold = np.array([fold_of(d, o.folds) for d in docs])
    own = fold == o.folds
    worth = np.where(own, o.own, 1.0)
    count = {}
    for found in evidence:
        for n in set(found):
            count[n] = count.get(n, 0) + 1
    names = sorted(n for n, c in count.items() if c >= LEAST)
    x = matrix(evidence, names)
    print("%d pairs, %d linked, %d names of evidence" % (len(labels), (labels == 1).sum(), len(names)))
    scores = np.zeros(len(labels))
    for f in range(o.folds):
        w, bias = fit(x, labels, tells, answers, worth, np.where(fold != f)[0], o.decay)
        if o.parts:
            write(os.path.join(o.out, "denials-%d.bin" % f), names, w, bias)
        scores[fold == f] = (x[fold == f] @ w + bias).numpy()
    if (~own).any():
        print_figures("articles", scores, labels, tells, answers, np.where(~own)[0])
    if o.parts:
        return
    hand = np.array([int(re.sub(r"\D", "", d) or 0) % o.folds if d.startswith(OTHER) else -1 for d in docs])
    for f in range(o.folds):
        w, bias = fit(x, labels, tells, answers, worth, np.where(hand != f)[0], o.decay)
        scores[hand == f] = (x[hand == f] @ w + bias).numpy()
    print_figures("by hand", scores, labels, tells, answers, np.where(own)[0])
    w, bias = fit(x, labels, tells, answers, worth, np.arange(len(labels)), o.decay)
    if o.out:
        write(o.out, names, w, bias)


if __name__ == "__main__":
    sys.exit(main())

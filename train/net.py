"""Heads on an encoder's states, and what they lose: tags, names, arcs, relations. Teacher and student share them.

Arcs and relations are biaffine (Dozat and Manning 2017). A loss is cross entropy with the gold label where there is one, and with the
teacher's distribution (its best few labels) where there is none.
"""
import collections
import random

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from data import NER_LABELS, batches, gold_arrays

WEIGHTS = {"upos": 0.5, "xpos": 0.5, "feats": 0.4, "lemma": 0.4, "ner": 5.0, "head": 1.0, "rel": 1.0}


class Heads(nn.Module):
    def __init__(self, size, sizes, arc, rel, ner, drop):
        super().__init__()
        self.tags = nn.ModuleDict({k: nn.Linear(size, sizes[k]) for k in ("upos", "xpos", "feats", "lemma")})
        self.ner_h, self.ner = nn.Linear(size, ner), nn.Linear(ner, len(NER_LABELS))
        self.arc_dep, self.arc_head = nn.Linear(size, arc), nn.Linear(size, arc)
        self.arc_U, self.arc_u = nn.Parameter(torch.randn(arc, arc) * 0.05), nn.Parameter(torch.zeros(arc))
        self.root = nn.Parameter(torch.randn(size) * 0.1)
        n = sizes["rel"]
        self.rel_dep, self.rel_head = nn.Linear(size, rel), nn.Linear(size, rel)
        self.rel_U = nn.Parameter(torch.randn(n, rel, rel) * 0.02)
        self.rel_Wd, self.rel_Wh = nn.Parameter(torch.zeros(n, rel)), nn.Parameter(torch.zeros(n, rel))
        self.rel_b = nn.Parameter(torch.zeros(n))
        self.drop = drop

    def shared_drop(self, x):
        if not self.training:
            return x
        return x * (torch.rand(x.shape[0], 1, x.shape[2]) >= self.drop) / (1 - self.drop)

    def arcs(self, x):
        """Scores [n, words, 1 + words] (column 0 is the root), and the states with the root's before them."""
        full = torch.cat([self.root.to(x.dtype).expand(x.shape[0], 1, -1), x], 1)
        dep, head = self.shared_drop(F.relu(self.arc_dep(x))), self.shared_drop(F.relu(self.arc_head(full)))
        return dep @ self.arc_U @ head.transpose(1, 2) + (head @ self.arc_u).unsqueeze(1), full

    def rels(self, x, full, heads):
        picked = torch.gather(full, 1, heads.clamp(min=0).unsqueeze(2).expand(-1, -1, full.shape[2]))
        d, h = self.shared_drop(F.relu(self.rel_dep(x))), self.shared_drop(F.relu(self.rel_head(picked)))
        n, m, r = d.shape
        left = (d.reshape(n * m, r) @ self.rel_U.permute(1, 0, 2).reshape(r, -1)).view(n, m, -1, r)
        return (left * h.unsqueeze(2)).sum(3) + d @ self.rel_Wd.T + h @ self.rel_Wh.T + self.rel_b

    def names(self, x):
        return self.ner(F.dropout(F.relu(self.ner_h(x)), self.drop, self.training))


def past_end(lens, width):
    """[n, 1, width]: columns of words that are not there (column 0 is the root)."""
    return (torch.arange(width)[None, :] > lens[:, None])[:, None, :]


def cross(scores, gold, soft):
    """Sum over words of the cross entropy; gold [n, m] or -100; soft (labels [n, m, k], weights [n, m, k], 0 where unknown) or None."""
    log = F.log_softmax(scores.float(), -1)
    known = gold >= 0
    loss = -(log.gather(2, gold.clamp(min=0).unsqueeze(2)).squeeze(2) * known).sum()
    if soft is not None:
        loss = loss - ((log.gather(2, soft[0]).clamp(min=-30) * soft[1]).sum(2) * ~known).sum()
    return loss


def losses(heads, x, lens, gold, soft, weights=WEIGHTS):
    """Weighted loss a word. gold: label tensors of data.gold_arrays; soft: kind -> (labels, weights), or {}."""
    scores, full = heads.arcs(x)
    scores = scores.float().masked_fill(past_end(lens, scores.shape[2]), -1e9)
    at = gold["head"]
    if "head" in soft:
        at = torch.where(at >= 0, at, soft["head"][0][:, :, 0])
    loss = weights["head"] * cross(scores, gold["head"], soft.get("head"))
    loss = loss + weights["rel"] * cross(heads.rels(x, full, at), gold["rel"], soft.get("rel"))
    for k in ("upos", "xpos", "feats", "lemma"):
        loss = loss + weights[k] * cross(heads.tags[k](x), gold[k], soft.get(k))
    loss = loss + weights["ner"] * cross(heads.names(x), gold["ner"], soft.get("ner"))
    return loss / float(lens.sum())


def best_heads(heads, x, lens):
    scores, full = heads.arcs(x)
    m = scores.shape[1]
    scores = scores.float().masked_fill(past_end(lens, m + 1), -1e9)
    idx = torch.arange(m)
    scores[:, idx, idx + 1] = -1e9
    return scores, full


@torch.no_grad()
def evaluate(encode, heads, sents, labels):
    """Per cent right on gold words: UAS, LAS without subtypes, tags; `encode` maps a group to (states, lengths)."""
    n = collections.Counter()
    base = torch.tensor([abs(hash(r.split(":")[0])) for r in labels["rel"].names] + [0])
    for group in batches(sents, 3000, random.Random(1)):
        x, lens = encode(group)
        gold = {k: torch.from_numpy(v) for k, v in gold_arrays(group, labels, x.shape[1]).items()}
        scores, full = best_heads(heads, x, lens)
        head = scores.argmax(2)
        rel = heads.rels(x, full, head).argmax(2)
        mask = gold["head"] != -100
        n["words"] += int(mask.sum())
        ok = (head == gold["head"]) & mask
        n["uas"] += int(ok.sum())
        n["las"] += int((ok & (base[rel] == base[gold["rel"].clamp(min=-1)])).sum())
        for k in ("upos", "xpos", "feats", "lemma"):
            n[k] += int(((heads.tags[k](x).argmax(2) == gold[k]) & mask).sum())
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


MAY_FOLLOW = np.array([[0.0 if not y.startswith("I-") or z[2:] == y[2:] else -1e9 for z in NER_LABELS] for y in NER_LABELS])   # y behind z


def best_names(scores):
    """The best sequence of name labels in which I- follows its own kind, of scores [words, labels]: numbers of labels."""
    sums, back = scores[0] + MAY_FOLLOW[:, 0], []
    for row in scores[1:]:
        steps = MAY_FOLLOW + sums
        back.append(steps.argmax(1))
        sums = steps.max(1) + row
    out = [int(sums.argmax())]
    for best in reversed(back):
        out.append(int(best[out[-1]]))
    return out[::-1]


@torch.no_grad()
def evaluate_names(encode, heads, sents):
    """F1 of whole names, in per cent."""
    hit = total = 0
    for group in batches(sents, 3000, random.Random(1)):
        x, _ = encode(group)
        for s, row in zip(group, heads.names(x).float().numpy()):
            g, p = spans(s.ner), spans([NER_LABELS[t] for t in best_names(row[:len(s.forms)])])
            hit += len(g & p)
            total += len(g) + len(p)
    return round(200 * hit / max(1, total), 2)


@torch.no_grad()
def measure(model, dev, dev_names, labels):
    """Figures of a model (its encode and heads) on trees and on names, a set each."""
    model.eval()
    trees = {k: evaluate(model.encode, model.heads, v, labels) for k, v in dev.items()}
    names = {k: evaluate_names(model.encode, model.heads, v) for k, v in dev_names.items()}
    model.train()
    return trees, names


def length_tensor(group):
    return torch.tensor([len(s.forms) for s in group])


def soft_tensors(group, width):
    """Kind -> (labels, weights) of the teacher's words [n, width, k]; weights are 0 for sentences that it did not see."""
    kinds = sorted({k for s in group if s.soft for k in s.soft if not k.endswith("_p")})
    out = {}
    for k in kinds:
        best = next(s.soft[k].shape[1] for s in group if s.soft and k in s.soft)
        label, weight = np.zeros((len(group), width, best), np.int64), np.zeros((len(group), width, best), np.float32)
        for i, s in enumerate(group):
            if s.soft and k in s.soft:
                n = len(s.forms)
                label[i, :n], weight[i, :n] = s.soft[k], s.soft[k + "_p"]
        out[k] = (torch.from_numpy(label), torch.from_numpy(weight))
    return out

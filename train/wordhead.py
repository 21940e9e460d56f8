"""A word head on the parser's finished vectors (src/network/wordhead.h), and the named evidence that is added to its scores: what the trainers of acts
and of ratings share."""
import collections
import hashlib
import json
import math

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

from annotated import PIECE

OTHER = "elsewhere: "   # before the ids of documents that are no news
LEAST = 4        # words that must have a piece of evidence before it gets a weight


def as_input(gold, path):
    with open(path, "w", encoding="utf-8") as out:
        for d in gold:
            row = {k: d["doc"][k] for k in ("id", "date", "title", "source", "url") if d["doc"].get(k)}
            out.write(json.dumps(dict(row, text=d["text"]), ensure_ascii=False) + "\n")


def fold_of(doc, folds):
    """The part of an article, and of each piece of it; what is no news is in none: all models learn from it, and none is judged by it."""
    if doc.startswith(OTHER):
        return folds
    return int(hashlib.md5(doc.split(PIECE)[0].encode()).hexdigest(), 16) % folds


class Evidence:
    """Names that are frequent enough, numbered from 1; 0 is none."""

    def __init__(self, evidence):
        count = collections.Counter(name for names in evidence for name in set(names))
        self.names = sorted(n for n, c in count.items() if c >= LEAST)
        self.number = {n: i + 1 for i, n in enumerate(self.names)}

    def rows(self, evidence):
        found = [[self.number[n] for n in names if n in self.number] for names in evidence]
        out = np.zeros((len(found), max(map(len, found))), np.int64)
        for i, row in enumerate(found):
            out[i, :len(row)] = row
        return torch.from_numpy(out)


class Model(nn.Module):
    """Two layers on the network's input, and a weight an output for each piece of evidence (network/wordhead.h)."""

    def __init__(self, width, names, hidden, outputs):
        super().__init__()
        self.hidden, self.out = nn.Linear(width, hidden), nn.Linear(hidden, outputs)
        self.weights = nn.Embedding(names + 1, outputs, padding_idx=0)
        nn.init.zeros_(self.weights.weight)

    def forward(self, x, rows):
        x = F.dropout(x, 0.1, self.training)
        scores = self.out(F.dropout(F.relu(self.hidden(x)), 0.4, self.training))
        pieces = self.weights(rows)
        if self.training:
            pieces = pieces * (torch.rand(rows.shape) > 0.2).unsqueeze(2)
        return scores + pieces.sum(1)


def floats(inputs, some):
    return torch.from_numpy((inputs[some].astype(np.float32) - 128) / 127)


def fit(model, some, loss_of, seed, epochs, batch=256):
    """Teaches the model by the samples `some`; loss_of(model, part) is the loss of a batch."""
    network = [*model.hidden.parameters(), *model.out.parameters()]
    rates = (3e-3, 5e-3)
    optimiser = torch.optim.AdamW([{"params": network, "weight_decay": 0.05}, {"params": model.weights.parameters(), "weight_decay": 0.02}])
    steps, step = epochs * math.ceil(len(some) / batch), 0
    order = np.random.default_rng(seed)
    for _ in range(epochs):
        model.train()
        shuffled = order.permutation(some)
        for at in range(0, len(shuffled), batch):
            for group, rate in zip(optimiser.param_groups, rates):
                group["lr"] = rate * (1 - step / steps)
            step += 1
            loss = loss_of(model, shuffled[at:at + batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
    return model.eval()

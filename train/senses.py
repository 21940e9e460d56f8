#!/usr/bin/env python3
"""What a pretrained MPNet makes of each word of the parser's vocabulary alone: what the network of acts (acts.py --senses) knows of words that it met seldom.

usage: senses.py --mpnet DIR --parser models/parser.bin --data DATA --out FILE

Words that DATA's trees and articles have three times and more, a third of them in small letters: names say nothing by what they are called. The states of four
layers (mpnet.py), mean over the word's pieces, each number of the same spread, are turned so that WIDTH numbers hold most of them, the
greater held down (each is divided by the fourth root of its variance). OUT (numpy) holds words [vocabulary, WIDTH], 0 for all other words. Two
minutes on one core.
"""
import argparse
import collections
import os
import re
import sys

import numpy as np
import torch

import annotated
import articles
import mpnet
import weights
from data import read_conllu
from features import word_features

WIDTH, LAYERS, BATCH = 160, (0, 4, 8, 12), 256
LEAST, SMALL = 3, 0.3


def met(data):
    """The words that are met often enough, as the vocabulary has them."""
    forms = collections.Counter(w for name in ("ewt-train", "gum-train") for s in read_conllu(os.path.join(data, "treebank", name + ".conllu"), name) for w in s.forms)
    for d in annotated.first(data) + articles.unmarked(data) + annotated.own():
        forms.update(re.findall(r"[^\W\d_]+(?:-[^\W\d_]+)*", d["text"]))
    count, small = collections.Counter(), collections.Counter()
    for form, n in forms.items():
        key = word_features(form)[0]
        count[key] += n
        small[key] += n * form.islower()
    return {w for w, n in count.items() if n >= LEAST and small[w] >= SMALL * n}


@torch.no_grad()
def look_up(model, cut):
    """[words, 768 x layers] of words given as their pieces' numbers, each read alone."""
    out = np.zeros((len(cut), 768 * len(LAYERS)), np.float16)
    for size in sorted({len(c) for c in cut}):
        some = [i for i, c in enumerate(cut) if len(c) == size]
        for part in (some[a:a + BATCH] for a in range(0, len(some), BATCH)):
            ids = torch.tensor([[mpnet.START] + cut[i] + [mpnet.END] for i in part])
            states = model(ids, torch.full((len(part),), size + 2), torch.full_like(ids, mpnet.LOWER), keep=LAYERS)
            out[part] = states[:, 1:-1].mean(1).numpy()
    return out


def reduced(rows):
    x = (rows - rows.mean(0, dtype=np.float64)) / np.maximum(rows.std(0, dtype=np.float64), 1e-3)
    values, turned = np.linalg.eigh(x.T @ x / len(x))
    values, turned = values[::-1][:WIDTH], turned[:, ::-1][:, :WIDTH]
    return (x @ turned / np.sqrt(values) * (values / values[0]) ** 0.25).astype(np.float32)


def main():
    p = argparse.ArgumentParser()
    for name in ("mpnet", "parser", "data", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--threads", type=int, default=1)
    o = p.parse_args()
    torch.set_num_threads(o.threads)
    words, pieces, known = weights.read(o.parser)["vocab"], mpnet.Pieces(o.mpnet), met(o.data)
    some = [i for i, w in enumerate(words) if w in known]
    out = np.zeros((len(words), WIDTH), np.float32)
    out[some] = reduced(look_up(mpnet.Mpnet(o.mpnet).eval(), [pieces.cut(words[i]) for i in some]))
    with open(o.out, "wb") as f:
        np.savez(f, words=out)
    print("%d words" % len(some))


if __name__ == "__main__":
    sys.exit(main())

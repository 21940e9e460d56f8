"""What the student knows of a word before it learns: vectors of a pretrained BERT and marks from the dictionaries.

usage: vectors.py --data DIR --bert JAR --tables DIR --silver FILE --out FILE

Chooses the vocabulary (keys of features.py): words of the training sentences and of the teacher's text, and the words of names in the
project's own tables (data/actors, data/places). OUT holds the keys and for each a row: BERT's states of the word alone (embeddings and
layer 4, mean over its pieces), reduced to DIMENSIONS by principal components, and MARKS marks (part of a person's, a
city's, a land's, a country's, an organisation's name).
"""
import argparse
import collections
import math
import os
import pickle

import numpy as np
import torch

from bert import Bert, Pieces, read_jar
from data import load_gold
from features import word_features

DIMENSIONS, MARKS = 160, 8
FIRST, LAST, PERSON, CITY, CITY_PART, LAND, COUNTRY, ORGANIZATION = range(MARKS)


def rows(path):
    columns = None
    for line in open(path, encoding="utf-8"):
        if not line.startswith("#"):
            c = line.rstrip("\n").split("\t")
            if columns:
                yield dict(zip(columns, c))
            columns = columns or c


def read_marks(tables):
    """Word -> counts of the MARKS."""
    out = collections.defaultdict(lambda: np.zeros(MARKS, np.float32))
    key = lambda w: word_features(w)[0]
    for r in rows(os.path.join(tables, "actors", "people.tsv")):
        words = [w for w in r["key"].split(" ") if len(w) > 1]
        for w in words:
            out[key(w)][PERSON] += 1
        if len(words) > 1:
            out[key(words[0])][FIRST] += 1
            out[key(words[-1])][LAST] += 1
    for name in ("cities", "lands"):
        for r in rows(os.path.join(tables, "places", name + ".tsv")):
            words = r["key"].split(" ")
            size = math.log10(max(10, int(float(r["population"] or 0)))) / 3
            if len(words) == 1:
                out[key(words[0])][CITY if name == "cities" else LAND] += size
            else:
                for w in words:
                    out[key(w)][CITY_PART] += size / 2
    for name, mark in (("countries", COUNTRY), ("organizations", ORGANIZATION)):
        for r in rows(os.path.join(tables, "actors", name + ".tsv")):
            for w in r["key"].split(" "):
                out[key(w)][mark] += 1
    return out


def choose(sentences, silver, marks):
    """(keys, the form in which each is met most) in a fixed order."""
    forms = collections.defaultdict(collections.Counter)
    strong, weak = collections.Counter(), collections.Counter()
    for words, count in [(s, strong) for s in sentences] + [(s, weak) for s in silver]:
        for w in words:
            k = word_features(w)[0]
            forms[k][w] += 1
            count[k] += 1
    keys = {k for k in forms if strong[k] >= 2 or strong[k] + weak[k] >= 3}
    for k, m in marks.items():
        if m[PERSON] >= 3 or m[CITY] >= 1.7 or m[LAND] >= 2 or m[COUNTRY] or m[ORGANIZATION]:
            keys.add(k)
    keys = sorted(k for k in keys if k and len(k) <= 40 and " " not in k)
    return keys, [forms[k].most_common(1)[0][0] if k in forms else k.capitalize() for k in keys]


@torch.no_grad()
def look_up(bert, pieces, words):
    """BERT's states of each word alone: [words, 1536]."""
    out = np.zeros((len(words), 1536), np.float32)
    cut = [pieces.cut(w) for w in words]
    order = sorted(range(len(words)), key=lambda i: len(cut[i]))
    for a in range(0, len(order), 512):
        part = order[a:a + 512]
        m = max(len(cut[i]) for i in part) + 2
        ids = np.zeros((len(part), m), np.int64)
        for row, i in enumerate(part):
            ids[row, :len(cut[i]) + 2] = [pieces.start] + cut[i] + [pieces.end]
        lens = torch.tensor([len(cut[i]) + 2 for i in part])
        with torch.autocast("cpu", torch.bfloat16):
            x = bert(torch.from_numpy(ids), lens, keep=(0, 4)).float()
        at = torch.arange(m)[None, :]
        mask = ((at > 0) & (at < lens[:, None] - 1)).float().unsqueeze(2)
        out[part] = ((x * mask).sum(1) / mask.sum(1)).numpy()
    return out


def reduce(x, size):
    """The principal components of most variance, the greater held down: each is divided by the fourth root of its variance."""
    x = x - x.mean(0)
    values, vectors = np.linalg.eigh(np.cov(x.T))
    most = values[::-1][:size]
    return (x @ vectors[:, ::-1][:, :size] / np.sqrt(most) * (most / values[-1]) ** 0.25).astype(np.float32)


def main():
    p = argparse.ArgumentParser()
    for name in ("data", "bert", "tables", "silver", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--permissive", action="store_true")
    args = p.parse_args()
    trees, names = load_gold(args.data, args.permissive)
    silver = pickle.load(open(args.silver, "rb"))
    known = trees + [s for s in names if s.source != "wikineural-silver-train"]
    marks = read_marks(args.tables)
    keys, forms = choose([s.forms for s in known], [s[0] for s in silver], marks)
    pieces, weights = read_jar(args.bert)
    bert = Bert(weights, 4, 4).eval()
    vectors = reduce(look_up(bert, Pieces(pieces), forms), DIMENSIONS)
    signs = np.minimum(1, np.log1p(np.stack([marks[k] if k in marks else np.zeros(MARKS, np.float32) for k in keys])) / 2)
    with open(args.out, "wb") as f:
        pickle.dump((keys, np.concatenate([vectors, signs], 1).astype(np.float32)), f, protocol=4)
    print("%d words, %d of them of the tables alone" % (len(keys), sum(f == k.capitalize() for f, k in zip(forms, keys))))


if __name__ == "__main__":
    main()

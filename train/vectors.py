"""What the student knows of a word before it learns: vectors of BERT and of the teacher, and marks from lists of names.

usage: vectors.py --data DIR --bert JAR --teacher FILE --tables DIR --silver FILE --out FILE

Chooses the vocabulary (keys of features.py): words of the training sentences and of the teacher's text, the words of names in the project's
own tables (data/actors, data/places), given names and surnames. OUT holds the keys and for each a row: the teacher's states of the word alone
(embeddings, middle and last layer, mean over its pieces), reduced to DIMENSIONS by principal components; what kind of name the teacher
takes it for; and MARKS marks (part of a person's, a city's, a land's, a country's, an organisation's name; a given name,
a surname). Then the word pieces through which other words are read, with their reduced states.
"""
import argparse
import collections
import math
import os
import pickle
import unicodedata

import numpy as np
import torch

import people
from bert import read_jar
from data import NER_LABELS, load_gold, make_labels
from features import word_features
from teacher import Teacher

DIMENSIONS, MARKS = 160, 10
FIRST, LAST, PERSON, CITY, CITY_PART, LAND, COUNTRY, ORGANIZATION, GIVEN, SURNAME = range(MARKS)
KEPT = (0, 4, 7)           # layers


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
    for mark, words in zip((GIVEN, SURNAME), people.load()):
        for w in words:
            out[key(w)][mark] = 2
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
        if m[PERSON] >= 3 or m[CITY] >= 1.7 or m[LAND] >= 2 or m[COUNTRY] or m[ORGANIZATION] or m[GIVEN] or m[SURNAME]:
            keys.add(k)
    keys = sorted(k for k in keys if k and len(k) <= 40 and " " not in k)
    return keys, [forms[k].most_common(1)[0][0] if k in forms else k.capitalize() for k in keys]


def in_batches(rows, most=512):
    """Numbers of the rows in batches of rows of like length."""
    order = sorted(range(len(rows)), key=lambda i: len(rows[i]))
    return [order[a:a + most] for a in range(0, len(order), most)]


@torch.no_grad()
def look_up(teacher, cut):
    """What the teacher makes of words, each alone, given as their pieces' numbers: states [words, 768 x layers of KEPT], means over the
    pieces; probabilities of the name labels."""
    out, labels = np.zeros((len(cut), 768 * len(KEPT)), np.float32), np.zeros((len(cut), len(NER_LABELS)), np.float32)
    order = sorted(range(len(cut)), key=lambda i: len(cut[i]))
    for part in (order[a:a + 512] for a in range(0, len(order), 512)):
        m = max(len(cut[i]) for i in part) + 2
        ids = np.zeros((len(part), m), np.int64)
        for row, i in enumerate(part):
            ids[row, :len(cut[i]) + 2] = [teacher.pieces.start] + cut[i] + [teacher.pieces.end]
        lens = torch.tensor([len(cut[i]) + 2 for i in part])
        with torch.autocast("cpu", torch.bfloat16):
            x = teacher.bert(torch.from_numpy(ids), lens, keep=KEPT).float()
        at = torch.arange(m)[None, :]
        mask = ((at > 0) & (at < lens[:, None] - 1)).float().unsqueeze(2)
        out[part] = ((x * mask).sum(1) / mask.sum(1)).numpy()
        labels[part] = teacher.heads.names(x[:, 1, -768:]).softmax(-1).numpy()
    return out, labels


def is_plain(name):
    """Is a word piece made of Latin letters, digits and ASCII marks? The others stay behind, and so do BERT's own signs."""
    body = name[2:] if name.startswith("##") else name
    return bool(body) and not (len(body) > 1 and body[0] == "[") and all(
        c.isascii() or "LATIN" in unicodedata.name(c, "") for c in body)


def reduce(x, size):
    """The principal components of most variance, the greater held down: each is divided by the fourth root of its variance."""
    x = x - x.mean(0)
    values, vectors = np.linalg.eigh(np.cov(x.T))
    most = values[::-1][:size]
    return (x @ vectors[:, ::-1][:, :size] / np.sqrt(most) * (most / values[-1]) ** 0.25).astype(np.float32)


def main():
    p = argparse.ArgumentParser()
    for name in ("data", "bert", "teacher", "tables", "silver", "out"):
        p.add_argument("--" + name, required=True)
    p.add_argument("--permissive", action="store_true")
    args = p.parse_args()
    trees, names = load_gold(args.data, args.permissive)
    silver = pickle.load(open(args.silver, "rb"))
    known = trees + [s for s in names if s.source != "wikineural-silver-train"]
    marks = read_marks(args.tables)
    keys, forms = choose([s.forms for s in known], [s[0] for s in silver], marks)
    names, weights = read_jar(args.bert)
    teacher = Teacher(weights, names, {k: len(v.names) for k, v in make_labels(trees).items()}, KEPT[-1], KEPT[-1])
    teacher.load_state_dict(torch.load(args.teacher))
    teacher.eval()
    pieces = [n for n in names if is_plain(n)]
    states, labels = look_up(teacher, [teacher.pieces.cut(f) for f in forms] + [[teacher.pieces.id[n]] for n in pieces])
    reduced = reduce(states, DIMENSIONS)
    signs = np.minimum(1, np.log1p(np.stack([marks[k] if k in marks else np.zeros(MARKS, np.float32) for k in keys])) / 2)
    rows = np.concatenate([reduced[:len(keys)], labels[:len(keys)], signs], 1).astype(np.float32)
    with open(args.out, "wb") as f:
        pickle.dump((keys, rows, pieces, np.concatenate([reduced, labels], 1)[len(keys):].astype(np.float32)), f, protocol=4)
    print("%d words, %d of them of the tables alone, %d pieces" % (len(keys), sum(f == k.capitalize() for f, k in zip(forms, keys)), len(pieces)))


if __name__ == "__main__":
    main()

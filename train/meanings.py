#!/usr/bin/env python3
"""What words mean, for the score of entries (stories.py): a unit vector of WIDTH numbers for each word.

usage: meanings.py --mpnet DIR --wordnet DIR --out FILE

The words of data/lexicon in all forms that the parser knows, and those whose senses models/acts.bin has. A word's vector is the mean of the embeddings of its pieces in
all-mpnet-base-v2 (mpnet.py). It is then drawn to those of its other forms, of its synonyms, of words derived from it and, a little, of the words above and below it in
WordNet 3.0 (Faruqui et al. 2015: retrofitting): of a word with several senses each counts as often as WordNet's texts have it. By MPNet alone "nabbed" is as near to
"plundered" as to "captured". Half a minute on one core. DIR of WordNet holds data.verb, index.verb, data.noun, index.noun and cntlist.rev (Debian: wordnet-base, /usr/share/wordnet).
"""
import argparse
import collections
import os
import sys

import numpy as np
import torch

import mpnet
import weights

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
WIDTH, ROUNDS = 64, 8
OWN, ABOVE, BELOW = 0.5, 0.3, 0.075   # what a word's own vector weighs beside its neighbours'; words above and below it beside synonyms
RARE = 0.5                            # times that a sense was met which was not


def rows(*path):
    """The rows of a table of data/."""
    with open(os.path.join(ROOT, "data", *path), encoding="utf-8") as f:
        return [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")][1:]


def vocabulary():
    """All words, those of the lexicon first; the lemma of each of these; word -> all of its lemmas."""
    told = {cells[0] for name in ("verbs", "nouns") for cells in rows("lexicon", name + ".tsv")}
    lemma, lemmas = {}, collections.defaultdict(set)
    for name in ("lemmas", "inflections"):
        for form, _, base in rows("syntax", name + ".tsv"):
            lemmas[form].add(base)
            if base in told:
                lemma[form] = base
    lemma.update((word, word) for word in told)
    read = lambda model, item: weights.read(os.path.join(ROOT, "models", model))[item]
    frequent = set(read("parser.bin", "vocab"))
    lexicon = sorted(w for w in lemma if w.isalpha() and w in frequent)
    others = sorted({w for w in read("acts.bin", "senses") if w.isalpha()} - set(lexicon))
    for word in lexicon + others:
        lemmas[word].add(word)
    return lexicon + others, [lemma[w] for w in lexicon], lemmas


class WordNet:
    def __init__(self, folder):
        self.synsets, self.senses = {}, {}   # (part, offset) -> words, pointers; (lemma, part) -> synset -> share
        met = {}
        for cells in self.lines(folder, "cntlist.rev"):
            key, number, count = cells[:3]
            lemma, _, place = key.partition("%")
            if place[0] in "12":
                met[lemma, "nv"[int(place[0]) - 1], int(number)] = int(count)
        for part, name in (("v", "verb"), ("n", "noun")):
            for cells in self.lines(folder, "data." + name):
                count = int(cells[3], 16)
                words, at = [w.lower() for w in cells[4:4 + 2 * count:2]], 4 + 2 * count
                self.synsets[part, cells[0]] = words, [cells[at + 1 + 4 * i:at + 5 + 4 * i] for i in range(int(cells[at]))]
            for cells in self.lines(folder, "index." + name):
                count = int(cells[2])
                times = np.array([met.get((cells[0], part, i + 1), 0) + RARE for i in range(count)])
                self.senses[cells[0], part] = {(part, offset): t for offset, t in zip(cells[-count:], times / times.sum())}

    @staticmethod
    def lines(folder, name):
        with open(os.path.join(folder, name), encoding="latin-1") as f:
            return [line.split("|")[0].split() for line in f if not line.startswith(" ")]

    def near(self, lemma):
        """Other lemmas, and how near they are."""
        for part in "nv":
            for synset, share in self.senses.get((lemma, part), {}).items():
                words, pointers = self.synsets[synset]
                for other in words:
                    if other != lemma:
                        yield other, share
                for sign, offset, of, ends in pointers:
                    others = self.synsets[of, offset][0] if of in "nv" else []
                    if sign == "+" and others and words[int(ends[:2], 16) - 1] == lemma:
                        yield others[int(ends[2:], 16) - 1], share
                    elif sign in "@~":
                        for other in others:
                            yield other, share * (ABOVE if sign == "@" else BELOW) / len(others)


def neighbours(words, lemmas, wordnet):
    """A matrix [words, words], each row the shares of a word's neighbours."""
    forms, near = collections.defaultdict(list), collections.defaultdict(float)
    for i, word in enumerate(words):
        for lemma in sorted(lemmas[word]):
            forms[lemma].append(i)
    for i, word in enumerate(words):
        for lemma in sorted(lemmas[word]):
            for k in forms[lemma]:
                near[i, k] += 1
            for other, share in wordnet.near(lemma):
                for k in forms.get(other, ()):
                    near[i, k] += share
    both = collections.defaultdict(float)
    for (i, k), share in near.items():
        if i != k:
            both[i, k] += share
            both[k, i] += share
    places = np.array(sorted(both)).T
    shares = np.array([both[i, k] for i, k in places.T])
    whole = np.bincount(places[0], shares, len(words))
    return torch.sparse_coo_tensor(torch.from_numpy(places), torch.from_numpy(shares / whole[places[0]]), (len(words),) * 2).coalesce(), whole > 0


def embeddings(folder, cut):
    """What the network's first layer reads of words given as their pieces' numbers: a row for each, the mean of its pieces."""
    tensors = mpnet.read_tensors(os.path.join(folder, "model.safetensors"))
    words, positions, weight, bias = (tensors["embeddings." + n].double().numpy() for n in ("word_embeddings.weight", "position_embeddings.weight", "LayerNorm.weight", "LayerNorm.bias"))
    rows = [words[c] + positions[mpnet.BEFORE + 1:mpnet.BEFORE + 1 + len(c)] for c in cut]
    return np.array([((x - x.mean(1, keepdims=True)) / np.sqrt(x.var(1, keepdims=True) + 1e-5) * weight + bias).mean(0) for x in rows])


def unit(x):
    return x / np.maximum(np.linalg.norm(x, axis=1, keepdims=True), 1e-9)


def main():
    p = argparse.ArgumentParser()
    p.add_argument("--mpnet", required=True)
    p.add_argument("--wordnet", required=True)
    p.add_argument("--out", required=True)
    o = p.parse_args()
    torch.set_num_threads(1)
    words, lemmas, all_lemmas = vocabulary()
    pieces = mpnet.Pieces(o.mpnet)
    own = embeddings(o.mpnet, [pieces.cut(word) for word in words])
    own = unit(own - own.mean(0))
    near, has = neighbours(words, all_lemmas, WordNet(o.wordnet))
    drawn = own
    for _ in range(ROUNDS):
        drawn = np.where(has[:, None], (OWN * own + torch.sparse.mm(near, torch.from_numpy(drawn)).numpy()) / (OWN + 1), own)
    mean = drawn[:len(lemmas)].mean(0)   # of the lexicon: how acts differ is what matters
    _, _, turned = np.linalg.svd(unit(drawn[:len(lemmas)] - mean), full_matrices=False)
    np.savez(o.out, words=np.array(words), lemmas=np.array(lemmas), vectors=unit(unit(drawn - mean) @ turned[:WIDTH].T))


if __name__ == "__main__":
    sys.exit(main())

"""Sentences for training: reading treebanks and name sets, augmenting them, making batches.

A Sentence holds words and what is known of them: a gold tree with tags and lemmas, gold names, or what the teacher said (soft). Words are
kept as they stand in the text; features are those of features.py, which src/network/features.c computes a second time.
"""
import collections
import os

import numpy as np

from features import lemma_script, word_features

NER_LABELS = ["O", "B-PER", "I-PER", "B-LOC", "I-LOC", "B-ORG", "I-ORG"]
NER_MAP = {"PER": "PER", "LOC": "LOC", "GPE": "LOC", "ORG": "ORG"}
LONGEST = 150          # words; longer sentences are cut (names) or left out (trees)
PARSE_SETS = [("ewt-train", "uner-ewt-train"), ("gum-train", "gum-names-train")]
NAME_SETS = ["worldwide-train", "wikigold-train", "wikineural-silver-train"]


class Sentence:
    """forms, space (a blank follows), inside (a later part of a multiword token); gold or None: upos .. rel, ner; soft: dict of arrays."""
    __slots__ = ("forms", "space", "inside", "upos", "xpos", "feats", "lemma", "head", "rel", "ner", "soft", "source", "fast")

    def __init__(self, forms, space, inside, source):
        self.forms, self.space, self.inside, self.source = forms, space, inside, source
        self.upos = self.xpos = self.feats = self.lemma = self.head = self.rel = self.ner = self.soft = self.fast = None


def read_conllu(path, source):
    out, rows, first, until, multi_space = [], [], 0, 0, True
    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            if rows:
                out.append(make_tree(rows, source))
            rows, until = [], 0
        elif not line.startswith("#"):
            c = line.split("\t")
            if "-" in c[0]:
                first, until = map(int, c[0].split("-"))
                multi_space = "SpaceAfter=No" not in c[9]
            elif "." not in c[0]:
                n = int(c[0])
                space = "SpaceAfter=No" not in c[9] if n > until else multi_space if n == until else False
                rows.append((c, space, first < n <= until))
    if rows:
        out.append(make_tree(rows, source))
    return out


def make_tree(rows, source):
    s = Sentence([r[0][1] for r in rows], [r[1] for r in rows], [r[2] for r in rows], source)
    if rows[0][0][3] != "_":
        column = lambda k: [r[0][k] for r in rows]
        s.upos, s.xpos, s.feats, s.rel = column(3), column(4), column(5), column(7)
        s.lemma = [lemma_script(r[0][1], r[0][2]) if r[0][2] != "_" else None for r in rows]
        s.head = [int(h) for h in column(6)]
    return s


CLOSERS = set(",.;:!?)]}%") | {"''", "”"}
CLITICS = ("'s", "’s", "n't", "n’t", "'re", "'ll", "'ve", "'m", "'d")


def name_labels(tags):
    """PER, LOC, ORG in IOB2; what is another kind of name is no name."""
    out, before = [], "O"
    for t in tags:
        kind = NER_MAP.get(t[2:])
        t = "O" if kind is None else t[:2] + kind
        if t[:2] == "I-" and before[2:] != kind:
            t = "B-" + kind
        out.append(t)
        before = t
    return out


def read_iob(path, source):
    out, forms, tags = [], [], []

    def flush():
        for a in range(0, len(forms), LONGEST):       # "sentences" of news sets are paragraphs
            f = forms[a:a + LONGEST]
            inside = [w.lower() in CLITICS for w in f]
            glued = [w in CLOSERS or i for w, i in zip(f, inside)]
            space = [not (k + 1 < len(f) and glued[k + 1]) and f[k] not in ("(", "[", "$", "“", "``") for k in range(len(f))]
            s = Sentence(f, space, inside, source)
            s.ner = name_labels(tags[a:a + LONGEST])
            out.append(s)
        forms.clear()
        tags.clear()

    for line in open(path, encoding="utf-8"):
        line = line.rstrip("\n")
        if not line:
            flush()
        elif not line.startswith("# "):
            c = line.split("\t")
            forms.append(c[1])
            tags.append(c[2])
    flush()
    return out


def join_names(trees, named):
    """Give sentences of a treebank the names of its name set, where the words are the same."""
    found = {tuple(s.forms): s.ner for s in named}
    for s in trees:
        s.ner = found.get(tuple(s.forms))
    return trees


def load_gold(folder, permissive=False):
    """Training sentences with trees (and names), sentences with names alone."""
    tree = lambda n: os.path.join(folder, "treebank", n + ".conllu")
    name = lambda n: os.path.join(folder, "ner", n + ".iob2")
    trees = []
    for t, n in PARSE_SETS[:1] if permissive else PARSE_SETS:
        trees += join_names(read_conllu(tree(t), t), read_iob(name(n), n))
    names = [s for n in (["wikigold-train"] if permissive else NAME_SETS) for s in read_iob(name(n), n)]
    return [s for s in trees if len(s.forms) <= LONGEST], names


def load_dev(folder):
    tree = lambda n: read_conllu(os.path.join(folder, "treebank", n + "-dev.conllu"), n)
    name = lambda n: read_iob(os.path.join(folder, "ner", n + "-dev.iob2"), n)
    return {"ewt": tree("ewt"), "gum": tree("gum")}, {"uner": name("uner-ewt"), "worldwide": name("worldwide")}


class Labels:
    def __init__(self, names):
        self.names = list(names)
        self.id = {n: i for i, n in enumerate(self.names)}

    def get(self, name):
        return self.id.get(name, -100)


def counted(values, floor):
    c = collections.Counter(values)
    return Labels([n for n, k in sorted(c.items(), key=lambda x: (-x[1], x[0])) if k >= floor])


def make_labels(trees):
    every = lambda k: (t for s in trees for t in getattr(s, k) if t)
    return {"upos": counted(every("upos"), 1), "xpos": counted(every("xpos"), 1), "feats": counted(every("feats"), 2),
            "rel": counted(every("rel"), 3), "lemma": counted(every("lemma"), 3), "ner": Labels(NER_LABELS)}


TAGS = ("upos", "xpos", "feats", "lemma", "rel", "ner")


def gold_arrays(group, labels, width):
    """Label numbers [sentences, width] of each kind, -100 where nothing is known; "head" counts from 1, 0 is the root."""
    out = {k: np.full((len(group), width), -100, np.int64) for k in TAGS + ("head",)}
    for i, s in enumerate(group):
        n = len(s.forms)
        for k in TAGS:
            if getattr(s, k) is not None:
                out[k][i, :n] = [labels[k].get(v) if v is not None else -100 for v in getattr(s, k)]
        if s.head is not None:
            out["head"][i, :n] = s.head
    return out


def drawn(sents, share, rng):
    """The sentences of a round: `share` maps a source to how often one of its sentences is taken (1; a half: every other time; 2: twice)."""
    out = []
    for s in sents:
        often = share.get(s.source, 1)
        out += [s] * (int(often) + (rng.random() < often % 1))
    return out


def batches(sents, words, rng):
    """Batches of about `words` words, of sentences of like length, in random order."""
    order = sorted(sents, key=lambda s: (len(s.forms) + rng.random() * 4))
    out, size, cur = [], 0, []
    for s in order:
        if cur and size + len(s.forms) > words:
            out.append(cur)
            cur, size = [], 0
        cur.append(s)
        size += len(s.forms)
    if cur:
        out.append(cur)
    rng.shuffle(out)
    return out


def copy_of(s, forms=None, keep=None):
    """The sentence with other forms, or cut to its first `keep` words; lemmas go where forms change."""
    t = Sentence(s.forms, s.space, s.inside, s.source)
    for k in ("upos", "xpos", "feats", "lemma", "head", "rel", "ner", "soft"):
        setattr(t, k, getattr(s, k))
    if forms is not None:
        t.forms, t.lemma = forms, None
        if t.soft:
            t.soft = {k: v for k, v in t.soft.items() if not k.startswith("lemma")}
    if keep is not None:
        for k in ("forms", "space", "inside", "upos", "xpos", "feats", "lemma", "head", "rel", "ner"):
            if getattr(t, k) is not None:
                setattr(t, k, getattr(t, k)[:keep])
        if t.soft:
            t.soft = {k: v[:keep].copy() for k, v in t.soft.items()}
            gone = t.soft["head"] > keep
            t.soft["head"][gone], t.soft["head_p"][gone] = 0, 0
    return t


def leaf_end(s):
    """Is the last word a full stop on which nothing hangs?"""
    n = len(s.forms)
    if n < 3 or s.forms[-1] not in (".", "!", "?"):
        return False
    heads = s.head if s.head is not None else s.soft["head"][:, 0] if s.soft else ()
    return n not in list(heads)


def as_title(word):
    return word[:1].upper() + word[1:] if len(word) > 3 else word


def augment(s, rng):
    """A variant now and then: all capitals or every longer word with one (headlines), no capitals, no full stop."""
    x = rng.random()
    for until, change in ((0.03, str.upper), (0.055, str.lower), (0.075, as_title)):
        if x < until:
            return prepare(copy_of(s, forms=[change(w) for w in s.forms]))
    if x < 0.16 and leaf_end(s):
        return prepare(copy_of(s, keep=len(s.forms) - 1))
    return s


def prepare(s):
    """Compute the features that the student reads: keys, hashed pieces, shape, flags."""
    f = [word_features(w) for w in s.forms]
    caps = float(not any(c.islower() for w in s.forms for c in w))
    flags = [[float(i == 0), caps, float(i == 0 or s.space[i - 1]), float(s.inside[i])] for i in range(len(s.forms))]
    s.fast = ([x[0] for x in f], np.array([x[1] for x in f], np.int64), np.array([x[2] for x in f], np.int64), np.array(flags, np.float32))
    return s

#!/usr/bin/env python3
"""Train the classifier of sentence ends: CoNLL-U with gold sentences in, models/tokens.bin out.

usage: train/tokens.py OUT.bin TRAIN.conllu...

Candidates and features are those of src/tokens/sentences.c, computed here a second time from the gold tokens; the two must change
together. Averaged perceptron over 2^14 hashed weights, ten rounds in an order fixed by a seed, so that the same treebanks
give the same bytes. Paragraphs are those of "# newpar" and "# newdoc".

OUT, little-endian: "DLTK", then as 4-byte integers version 1, bits 14 and the bias, then 2^14 weights of 2 bytes.
"""
import random
import struct
import sys

BITS, ROUNDS = 14, 10
M32 = 0xFFFFFFFF
CLOSERS = {'"', "'", ")", "]", "}", "''", "\u201d", "\u2019"}
OPENERS = {'"', "'", "(", "[", "{", "``", "\u201c", "\u2018"}


class Token:
    __slots__ = ("form", "lower", "space", "size", "first", "last")

    def __init__(self, form, space):
        self.form, self.space = form, space
        self.lower = form.replace("\u2018", "'").replace("\u2019", "'").replace("\u201c", '"').replace("\u201d", '"').lower()
        raw = form.encode()
        self.size, self.first, self.last = len(raw), raw[0], raw[-1]


def paragraphs(path):
    """Lists of (tokens, set of indices behind which a sentence ends)."""
    tokens, ends, until, multi_space = [], set(), 0, True
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            if line.startswith(("# newpar", "# newdoc")) and tokens:
                yield tokens, ends
                tokens, ends = [], set()
            columns = line.rstrip("\n").split("\t")
            if len(columns) == 10:
                space = "SpaceAfter=No" not in columns[9]
                if "-" in columns[0]:
                    until, multi_space = int(columns[0].split("-")[1]), space
                elif "." not in columns[0]:
                    n = int(columns[0])
                    tokens.append(Token(columns[1], space if n > until else multi_space if n == until else False))
            elif not line.strip() and tokens:
                ends.add(len(tokens) - 1)
                until = 0
    if tokens:
        yield tokens, ends


def letter(c):
    return 97 <= (c | 32) <= 122


def marked(t):
    if t.size > 1 and t.last == 46:
        return True
    if t.first >= 0x80:
        return t.size == 3 and t.first == 0xE2
    return not letter(t.first) and not 48 <= t.first <= 57 and chr(t.first) not in ",$(['"


def closing_mark(form):
    return form == "\u2026" or not form.strip(".?!")


def shape(t):
    c = t.first
    if 97 <= c <= 122:
        return 1
    if 65 <= c <= 90:
        if t.size == 1:
            return 2
        if t.last == 46:
            return 3 if t.size == 2 else 4
        return 5 if "A" <= t.form[1] <= "Z" else 6
    return 7 if 48 <= c <= 57 else 9 if c >= 0x80 else 8


def mark_class(t):
    if closing_mark(t.form):
        return 0
    return 3 if t.last != 46 else 1 if 65 <= t.first <= 90 else 2


def mix(h, *values):
    for v in values:
        h = ((h ^ v) * 0x9E3779B1) & M32
        h ^= h >> 15
    return h


def word_hash(s, cache={}):
    h = cache.get(s)
    if h is None:
        h = 2166136261
        for byte in s.encode()[:24]:
            h = ((h ^ byte) * 16777619) & M32
        cache[s] = h
    return h


def length_class(n):
    return 0 if n <= 1 else 1 if n <= 3 else 2 if n <= 7 else 3 if n <= 15 else 4 if n <= 31 else 5


def features(tokens, first, mark, gap, quoted, bracketed):
    following, end = tokens[gap + 1], len(tokens)
    before = tokens[mark - 1] if mark > first else None
    m = word_hash(tokens[mark].lower)
    close = word_hash(tokens[gap].lower) if gap > mark else 0
    w, ws = (word_hash(before.lower), shape(before)) if before else (0, 0)
    n, ns = word_hash(following.lower), shape(following)
    n2, n2s = (word_hash(tokens[gap + 2].lower), shape(tokens[gap + 2])) if gap + 2 < end else (0, 0)
    space, length = int(tokens[gap].space), length_class(gap + 1 - first)
    state = quoted * 2 + bracketed
    word_size = min(5, before.size) if before else 0
    rest = length_class(end - gap - 1)
    hashes = (mix(1, m, close, space), mix(2, m, w), mix(3, m, n), mix(4, m, ns, ws), mix(5, m, ns, length), mix(6, m, n, n2),
              mix(7, m, close, state, ns), mix(8, m, ns, n2s), mix(9, m, ws, word_size, ns), mix(10, m, space, ns),
              mix(11, m, length, rest), mix(12, shape(tokens[mark]), ns),
              mix(13, mark_class(tokens[mark]), n), mix(14, n if 65 <= following.first <= 90 else ns))
    return tuple(h >> (32 - BITS) for h in hashes)


def follow(form, quoted, bracketed):
    if form == '"':
        return 1 - quoted, bracketed
    if form in ("\u201c", "``"):
        return 1, bracketed
    if form in ("\u201d", "''"):
        return 0, bracketed
    return quoted, 1 if form == "(" else 0 if form == ")" else bracketed


def candidates(tokens, ends):
    """(features, is an end) for each candidate, the sentences so far being the gold ones."""
    first = quoted = bracketed = 0
    i = 0
    while i + 1 < len(tokens):
        quoted, bracketed = follow(tokens[i].form, quoted, bracketed)
        if marked(tokens[i]) and not (tokens[i].form in OPENERS and not tokens[i].space):
            mark = i
            while i + 2 < len(tokens) and not tokens[i].space and tokens[i + 1].form in CLOSERS:
                i += 1
                quoted, bracketed = follow(tokens[i].form, quoted, bracketed)
            if tokens[i].space or closing_mark(tokens[i].form):
                yield features(tokens, first, mark, i, quoted, bracketed), i in ends
        if i in ends:
            first, bracketed = i + 1, 0
        i += 1


def train(items):
    size = 1 << BITS
    weights, totals, bias, bias_total, step = [0] * size, [0] * size, 0, 0, 1
    rng = random.Random(1)
    for _ in range(ROUNDS):
        rng.shuffle(items)
        for hashes, end in items:
            if (bias + sum(weights[h] for h in hashes) > 0) != end:
                sign = 1 if end else -1
                bias += sign
                bias_total += sign * step
                for h in hashes:
                    weights[h] += sign
                    totals[h] += sign * step
            step += 1
    # Average over all steps, times 64 to keep the fraction in whole numbers.
    scale = lambda now, total: max(-32767, min(32767, round(64 * (now - total / step))))
    return scale(bias, bias_total), [scale(a, b) for a, b in zip(weights, totals)]


def main(out, paths):
    items = [item for path in paths for tokens, ends in paragraphs(path) for item in candidates(tokens, ends)]
    bias, weights = train(items)
    with open(out, "wb") as f:
        f.write(struct.pack("<4sIIi", b"DLTK", 1, BITS, bias) + struct.pack("<%dh" % len(weights), *weights))
    print("%d candidates, %d weights, %d in use" % (len(items), len(weights), sum(w != 0 for w in weights)))


if __name__ == "__main__":
    if len(sys.argv) < 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2:])

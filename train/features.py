"""Word features of the parser, the same as src/network/features.c computes them.

A word is read through: its id in the vocabulary (lower case, digits as 0), eight hashed affixes (prefixes of one to three code
points, suffixes of one to four, the whole word), a hashed shape, and four flags of its place in the sentence. A word that is not in the
vocabulary is read through its word pieces too.
"""
import functools
import unicodedata

AFFIX_BUCKETS = 16384
SHAPE_BUCKETS = 1024
MOST_PIECES = 6
QUOTES = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "..."})


def fnv1a(data):
    h = 2166136261
    for b in data:
        h = (h ^ b) * 16777619 & 0xFFFFFFFF
    return h


def norm(form):
    return form.translate(QUOTES)


def lower(text):
    """One code point to one code point, digits to 0."""
    out = []
    for c in text:
        low = c.lower()
        low = low if len(low) == 1 else c
        out.append("0" if "0" <= low <= "9" else low)
    return "".join(out)


def shape(text):
    out = []
    for c in text:
        cat = unicodedata.category(c)
        s = "X" if cat in ("Lu", "Lt") else "x" if cat[0] == "L" else "d" if cat == "Nd" else c
        if s in "Xxd" and len(out) >= 3 and out[-3:] == [s] * 3:
            continue
        out.append(s)
    return "".join(out)


@functools.lru_cache(maxsize=400000)
def word_features(form):
    """(vocabulary key, eight affix buckets, shape bucket)"""
    n = norm(form)
    s = lower(n)
    pieces = [("p1", s[:1]), ("p2", s[:2]), ("p3", s[:3]), ("s1", s[-1:]), ("s2", s[-2:]), ("s3", s[-3:]), ("s4", s[-4:]), ("w", s)]
    return s, [fnv1a((salt + p).encode()) % AFFIX_BUCKETS for salt, p in pieces], fnv1a(("sh" + shape(n)).encode()) % SHAPE_BUCKETS


def cut_pieces(form, known, most=MOST_PIECES):
    """At most `most` word pieces of a form, None for what no piece of `known` begins: the form is cut at every mark that is no letter or
    digit, and each part from the left into the longest pieces ("##" before those that do not begin a part; Wu et al. 2016)."""
    parts, part = [], ""
    for c in form:
        if c.isalnum():
            part += c
        else:
            parts += [part, c]
            part = ""
    out = []
    for part in parts + [part]:
        at = 0
        while at < len(part) and len(out) < most:
            stop = next((e for e in range(len(part), at, -1) if ("##" if at else "") + part[at:e] in known), 0)
            out.append(("##" if at else "") + part[at:stop] if stop else None)
            at = stop or len(part)
    return out


def lemma_script(form, lemma):
    """Edit script from form to lemma: case ('l' lower first, 'k' keep), code points cut from the end, what is added."""
    case = "k" if lemma != lemma.lower() else "l"
    s = form if case == "k" else form.lower()
    n = 0
    while n < min(len(s), len(lemma)) and s[n] == lemma[n]:
        n += 1
    if n == 0 or len(s) - n > 6:
        return "=" + lemma
    return "%s%d:%s" % (case, len(s) - n, lemma[n:])

#!/usr/bin/env python3
"""usage: tools/pages.py PROGRAM [--peer] [--all] [FOLDER]

How well stories are read from pages of HTML: the pages of FOLDER (tests/pages without it) against its gold.jsonl, one object a page with
"page", "title", "date", "source", "url" and "text". Prints the mean over the pages of token F1 (tokens as a bag: words and numbers in lower
case, each as often as it stands there) and the shares of pages whose title, date, source and address are right (letters and digits compared, without
case). --all prints every page, and for those below 1 what is missing and what is too much. --peer prints trafilatura's figures on the same pages
beside them; it is installed into build/peer (a virtual environment) where the package registry can be reached.
"""
import collections
import json
import os
import re
import subprocess
import sys

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
PEER = os.path.join(ROOT, "build", "peer")
FIELDS = ("title", "date", "source", "url")
ASK = """
import json, sys, trafilatura
for path in sys.argv[1:]:
    row = trafilatura.bare_extraction(open(path, "rb").read(), include_comments=False, with_metadata=True)
    row = row.as_dict() if hasattr(row, "as_dict") else row or {}
    text = row.get("text") or ""
    title = row.get("title") or ""
    if title and not text.startswith(title): text = title + "\\n" + text
    print(json.dumps({"text": text, "title": title, "date": row.get("date") or "", "source": row.get("sitename") or "", "url": row.get("url") or ""}))
"""


def tokens(text):
    return collections.Counter(re.findall(r"\w+", text.lower()))


def f1(gold, found):
    gold, found = tokens(gold), tokens(found)
    common = sum((gold & found).values())
    return 2 * common / (sum(gold.values()) + sum(found.values())) if gold or found else 1.0


def same(a, b):
    return re.findall(r"\w", a.lower()) == re.findall(r"\w", b.lower())


def score(gold, rows):
    """The means, and each page's F1."""
    pages = [f1(g["text"], r.get("text", "")) for g, r in zip(gold, rows)]
    means = {"text": sum(pages) / len(pages)}
    for field in FIELDS:
        means[field] = sum(same(g.get(field, ""), r.get(field, "")) for g, r in zip(gold, rows)) / len(gold)
    return means, pages


def load(folder):
    with open(os.path.join(folder, "gold.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def read(program, folder, gold):
    paths = [os.path.join(folder, g["page"]) for g in gold]
    out = subprocess.run([program, "text", *paths], capture_output=True, timeout=600, check=True).stdout
    return [json.loads(line) for line in out.decode().splitlines()]


def ask_peer(folder, gold):
    """The peer's rows, or None with a line that says why."""
    python = os.path.join(PEER, "venv", "bin", "python")
    try:
        if not os.path.exists(python):
            subprocess.run([sys.executable, "-m", "venv", os.path.join(PEER, "venv")], check=True, capture_output=True)
        if subprocess.run([python, "-c", "import trafilatura"], capture_output=True).returncode:
            subprocess.run([python, "-m", "pip", "install", "-q", "trafilatura", "lxml_html_clean"], check=True, capture_output=True, timeout=300)
        out = subprocess.run([python, "-c", ASK, *[os.path.join(folder, g["page"]) for g in gold]], check=True, capture_output=True, timeout=300).stdout
        return [json.loads(line) for line in out.decode().splitlines()]
    except (subprocess.SubprocessError, OSError, ValueError) as why:
        print("peer: trafilatura can't be had here (%s)" % type(why).__name__)
        return None


def show(gold, rows, pages):
    for g, r, value in zip(gold, rows, pages):
        wrong = [f for f in FIELDS if not same(g.get(f, ""), r.get(f, ""))]
        print("%-28s %.3f  %s" % (g["page"], value, "; ".join("%s: %r for %r" % (f, r.get(f, ""), g.get(f, "")) for f in wrong)))
        a, b = tokens(g["text"]), tokens(r.get("text", ""))
        if a - b:
            print("    missing:  " + " ".join(list((a - b).elements())[:40]))
        if b - a:
            print("    too much: " + " ".join(list((b - a).elements())[:40]))


def line(name, means):
    print("%-12s text F1 %.3f  %s" % (name, means["text"], "  ".join("%s %.3f" % (f, means[f]) for f in FIELDS)))


def main(arguments):
    flags, rest = {a for a in arguments if a.startswith("--")}, [a for a in arguments if not a.startswith("--")]
    if not rest or flags - {"--peer", "--all"}:
        print(__doc__, file=sys.stderr)
        return 2
    folder = rest[1] if len(rest) > 1 else os.path.join(ROOT, "tests", "pages")
    gold = load(folder)
    rows = read(rest[0], folder, gold)
    means, pages = score(gold, rows)
    if "--all" in flags:
        show(gold, rows, pages)
    print("%d pages" % len(gold))
    line("dateline", means)
    if "--peer" in flags:
        other = ask_peer(folder, gold)
        if other:
            peer, pages = score(gold, other)
            if "--all" in flags:
                show(gold, other, pages)
            line("trafilatura", peer)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

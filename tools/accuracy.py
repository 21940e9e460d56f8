#!/usr/bin/env python3
"""Measures the program against annotated data with the scorers that come with that data, and prints one table.

usage: accuracy.py PROGRAM DATA [--only WORD]   DATA holds score/, treebank/, ner/, gold/, attribution/, factuality/, times/, places/, clusters/ (dev files)
"""
import atexit
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def run(command, out=None, text=None):
    done = subprocess.run(command, input=text, capture_output=out is None, text=True, stdout=None if out is None else open(out, "w", encoding="utf-8"))
    if done.returncode not in (0, 1):
        print("status %d: %s" % (done.returncode, " ".join(command)), file=sys.stderr)
    return done.stdout or ""


def raw_text(conllu):
    """The treebank's text as a person would have it: a blank line between documents and paragraphs, else one space between sentences."""
    out, gap = [], ""
    for line in open(conllu, encoding="utf-8"):
        if line.startswith(("# newdoc", "# newpar")):
            gap = "\n\n"
        elif line.startswith("# text = "):
            out.append((gap if out else "") + line[9:].rstrip("\n"))
            gap = " "
    return "".join(out) + "\n"


def as_input(gold, path):
    """A gold file without its answers, as JSON Lines input."""
    with open(path, "w", encoding="utf-8") as out:
        for line in open(gold, encoding="utf-8"):
            d = json.loads(line)
            meta = d.get("doc", d)
            row = {k: meta[k] for k in ("id", "date", "title", "source", "url") if meta.get(k)}
            out.write(json.dumps(dict(row, text=d["text"]), ensure_ascii=False) + "\n")


class Bench:
    def __init__(self, program, data, only):
        self.program, self.data, self.only = program, data, only
        self.tmp = tempfile.mkdtemp(prefix="dateline-accuracy-")
        atexit.register(shutil.rmtree, self.tmp, ignore_errors=True)

    def path(self, *parts):
        return os.path.join(self.data, *parts)

    def wanted(self, title):
        return self.only is None or self.only in title

    def score(self, title, command):
        print("== " + title)
        print(run([sys.executable] + command).rstrip() + "\n", flush=True)

    def parse(self, name):
        gold = self.path("treebank", name + "-dev.conllu")
        for kind in ("raw", "gold"):
            title = "parse %s dev, %s" % (name, "raw text" if kind == "raw" else "gold tokens")
            if self.wanted(title):
                out, source = os.path.join(self.tmp, "p.conllu"), os.path.join(self.tmp, "p.txt")
                if kind == "raw":
                    open(source, "w", encoding="utf-8").write(raw_text(gold))
                    run([self.program, "parse", "--input", "text", source], out)
                else:
                    run([self.program, "parse", "--input", "conllu", gold], out)
                self.score(title, [self.path("score", "score_parse.py"), gold, out])

    def names(self, name):
        title = "names %s dev" % name
        gold = self.path("ner", name + "-dev.iob2")
        if self.wanted(title) and os.path.exists(gold):
            source, out = os.path.join(self.tmp, "n.conllu"), os.path.join(self.tmp, "n.out")
            run([sys.executable, self.path("score", "score_ner.py"), "--make-input", "conllu", gold], source)
            run([self.program, "parse", "--input", "conllu", source], out)
            self.score(title, [self.path("score", "score_ner.py"), gold, out])

    def code(self, title, gold, scorer, *options, extra=()):
        if self.wanted(title) and os.path.exists(gold):
            source, out = os.path.join(self.tmp, "c.jsonl"), os.path.join(self.tmp, "c.out")
            as_input(gold, source)
            run([self.program, "code", "--format", "jsonl", *extra, source], out)
            self.score(title, [self.path("score", scorer), *options, gold, out])

    def entries(self, title, gold):
        """All articles into one ledger; its weights were taught on these articles: train/stories.py prints the figures of folds by topic."""
        if self.wanted(title) and os.path.exists(gold):
            source, out, ledger = (os.path.join(self.tmp, name) for name in ("e.jsonl", "e.out", "e.db"))
            as_input(gold, source)
            run([self.program, "ingest", "-q", "--ledger", ledger, source])
            run([self.program, "export", "--ledger", ledger, "--format", "mentions"], out)
            self.score(title, [self.path("score", "score_clusters.py"), gold, out])


def main(argv):
    only = argv[argv.index("--only") + 1] if "--only" in argv else None
    if not os.path.isdir(os.path.join(argv[2], "score")):
        why = "no annotated data in it (score/, gold/ ...)" if os.path.isdir(argv[2]) else "no such folder"
        sys.exit("%s: %s; DATA=DIR is the folder of annotated development data" % (argv[2], why))
    b = Bench(argv[1], argv[2], only)
    for name in ("ewt", "gum"):
        b.parse(name)
    for name in ("uner-ewt", "worldwide"):
        b.names(name)
    b.code("events gsr dev", b.path("gold", "events-gsr-dev.jsonl"), "score_events.py")
    b.code("ledger dev", b.path("gold", "ledger-dev.jsonl"), "score_ledger.py")
    b.code("article", b.path("acceptance", "article-gold.jsonl"), "score_ledger.py")
    own = os.path.join(ROOT, "docs", "gold")
    b.code("own ledger, read", os.path.join(own, "read.jsonl"), "score_ledger.py")
    b.code("own ledger, unread", os.path.join(own, "unread.jsonl"), "score_ledger.py")
    parts = os.path.join(ROOT, "train", "out", "parts")
    if b.wanted("news-train, cross-validated") and os.path.exists(os.path.join(parts, "parties-0.bin")):
        b.score("news-train, cross-validated", [os.path.join(ROOT, "tools", "folds.py"), os.path.dirname(argv[1]), argv[2], parts])
    elif b.wanted("news-train, cross-validated"):
        print("== news-train, cross-validated: `make train DATA=DIR` makes the weights of the parts (train/out/parts)\n")
    b.code("attribution dev", b.path("attribution", "polnear-dev.jsonl"), "score_attribution.py")
    b.code("factuality dev", b.path("factuality", "dev.jsonl"), "score_factuality.py", extra=["--predicates"])
    for name in ("timebank", "wikiwars"):
        b.code("times %s" % name, b.path("times", name + ".jsonl"), "score_times.py")
    for name in ("lgl", "trnews"):
        b.code("places %s" % name, b.path("places", name + ".jsonl"), "score_places.py")
    b.entries("entries ecb dev", b.path("clusters", "ecb-dev.jsonl"))
    if b.wanted("copies"):
        b.score("copies", [os.path.join(ROOT, "tools", "copies.py"), argv[1]])


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

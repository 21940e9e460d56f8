#!/usr/bin/env python3
"""dossier: one entry as a page that stands by itself. usage: dossier_test.py PROGRAM"""
import html.parser
import json
import os

from support import main, objects

NEWS = [
    {"id": "d1", "source": "Her<b>ald", "title": "Drones & denials", "url": "https://herald.example/d1?a=1&b=2", "date": "2023-11-09",
     "text": "US Secretary of State Antony Blinken said on Thursday that North Korea was supplying artillery shells to Russia. North Korea denied supplying artillery shells to Russia."},
    {"id": "d2", "source": "Gazette", "url": "javascript:alert(1)", "date": "2023-11-10", "text": "North Korea supplied artillery shells to Russia on Thursday, <script>alert(2)</script> officials \"said\"."},
]


class Page(html.parser.HTMLParser):
    """Tags in order, what is open at the end, addresses, text."""
    VOID = {"meta", "br"}

    def __init__(self, text):
        super().__init__()
        self.tags, self.open, self.links, self.loads, self.words, self.wrong = [], [], [], [], [], []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append(tag)
        if tag not in self.VOID:
            self.open.append(tag)
        for name, value in attributes:
            if name == "href":
                self.links.append(value)
            if name in ("src", "background", "data") or name.startswith("on"):
                self.loads.append((tag, name, value))

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, text):
        if self.open[-1:] != ["style"]:
            self.words.append(text)


def ledger(s):
    db = s.path("d.db")
    s.run("ingest", "--quiet", "--ledger", db, s.path("d.jsonl", "".join(json.dumps(d) + "\n" for d in NEWS)))
    return db


def page(s):
    db = ledger(s)
    ids = [e["id"] for e in objects(s.run("query", "--ledger", db, "--format", "jsonl").stdout)]
    for number in ids:
        path = s.path("e%d.html" % number)
        s.expect("entry %d" % number, 0, "dossier", "--ledger", db, "--entry", str(number), "-o", path)
        text = open(path, encoding="utf-8").read()
        p = Page(text)
        s.check("sound HTML", text.startswith("<!DOCTYPE html>") and not p.open and not p.wrong, (p.open, p.wrong))
        s.check("stands by itself", "script" not in p.tags and "img" not in p.tags and "link" not in p.tags and not p.loads and "url(" not in text, p.loads)
        s.check("no address but of the web", all(a.startswith("http") for a in p.links), p.links)
    shells = objects(s.run("query", "--ledger", db, "--format", "jsonl", "--said-by", "Blinken").stdout)[0]
    text = s.run("dossier", "--ledger", db, "--entry", str(shells["id"])).stdout.decode()
    words = " ".join(Page(text).words)
    for what in ("Antony Blinken", shells["status"], shells["why"], "Who says so, who denies it", "Reports", "Measures touched", "Sources", "UNSCR 1874 (2009)",
                 "all arms and related materiel", "unchecked", "artillery shells", "Drones & denials", "Her<b>ald"):
        s.check("it tells: " + what, what in words, words)
    s.check("the words of the event are marked", "<mark>" in text, "")
    s.check("a link", "https://herald.example/d1?a=1&b=2" in Page(text).links, Page(text).links)
    s.check("what documents hold is text", "<script>" not in text and "<b>ald" not in text, "")


def printable(s):
    db = ledger(s)
    text = s.run("dossier", "--ledger", db, "--entry", "1").stdout.decode()
    s.check("a style for paper", "@media print" in text and "@page" in text, "")
    s.check("the same again", text == s.run("dossier", "--ledger", db, "--entry", "1").stdout.decode(), "")


def failures(s):
    db = ledger(s)
    s.expect("no number", 2, "dossier", "--ledger", db, message="--entry N")
    s.expect("no number at all", 2, "dossier", "--ledger", db, "--entry", "x", message="from 1 on")
    s.expect("no such entry", 1, "dossier", "--ledger", db, "--entry", "999", message="there is no entry 999")
    s.expect("no such folder", 1, "dossier", "--ledger", db, "--entry", "1", "-o", s.path("none/e.html"), message="e.html")
    if os.path.exists("/dev/full"):
        s.expect("a full disk", 1, "dossier", "--ledger", db, "--entry", "1", "-o", "/dev/full", message="/dev/full")


if __name__ == "__main__":
    main(page, printable, failures)

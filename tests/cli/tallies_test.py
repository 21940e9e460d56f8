#!/usr/bin/env python3
"""Entries that grow mention by mention are those that are summed up at once: in one run or in many, in any order, with copies and new versions.
usage: tallies_test.py PROGRAM"""
import json
import os
import random
import sqlite3
import subprocess
import sys

from support import ROOT, main

sys.path.insert(0, os.path.join(ROOT, "tools"))
from told import differences, told

DOCUMENTS = 300


def documents():
    out = subprocess.run([sys.executable, os.path.join(ROOT, "bench", "coded.py"), "-", "--documents", str(DOCUMENTS), "--print"], check=True, capture_output=True, text=True).stdout
    lines = [json.loads(line) for line in out.splitlines()]
    more = []
    for i, d in enumerate(lines):
        more.append(d)
        if i % 7 == 0:   # another newspaper prints it, word by word
            more.append({**d, "doc": {**d["doc"], "id": d["doc"]["id"] + "-copy", "source": "The Copy", "url": ""}, "identity": "id\tThe Copy\t%s-copy" % d["doc"]["id"]})
        if i % 11 == 5:  # and here another text under the name of one before
            old = lines[i - 3]
            more.append({**d, "doc": {**old["doc"], "date": d["doc"]["date"]}, "identity": old["identity"], "text": d["text"] + " Corrected."})
    return [json.dumps(d) + "\n" for d in more]


def ingest(s, name, parts):
    db = s.path(name + ".db")
    for part in parts:
        s.run("ingest", "-q", "-j1", "--ledger", db, "--coded", s.path("part.jsonl", "".join(part)))
    return db


def grows(s):
    lines = documents()
    once = ingest(s, "once", [lines])                                           # loads of 256: some entries are added to, some are made anew
    many = ingest(s, "many", [lines[i:i + 9] for i in range(0, len(lines), 9)])  # each program sums up all that it touches
    a, b = told(once, True), told(many, True)
    s.check("one run or many", a == b, differences(a, b))
    s.check("there are stories, sources, voices and versions to compare", max(v[0][13] for v in a.values()) > 8 and any(v[0][15] < v[0][14] for v in a.values()) and
            sum(len(v[3]) for v in a.values()) > 50, "")
    with sqlite3.connect(many) as c:
        s.check("none is empty but those that went to others, or whose articles have newer versions",
                c.execute("SELECT count(*) FROM entry n WHERE mentions=0 AND joined_to IS NULL AND EXISTS(SELECT 1 FROM mention m JOIN event e ON e.id=m.event JOIN text t ON t.id=e.text"
                          " WHERE m.entry=n.id AND t.current)").fetchone() == (0,), "")
        s.check("all that is current is counted", c.execute("SELECT sum(mentions) FROM entry").fetchone() == c.execute("SELECT count(*) FROM event e JOIN text t ON t.id=e.text WHERE t.current").fetchone(), "")


def orders(s):
    lines = [line for line in documents() if "Corrected." not in line]
    shuffled = list(lines)
    random.Random(5).shuffle(shuffled)
    a, b = told(ingest(s, "sorted", [lines]), False), told(ingest(s, "shuffled", [shuffled]), False)
    s.check("in any order", a == b, differences(a, b))


if __name__ == "__main__":
    raise SystemExit(main(grows, orders))

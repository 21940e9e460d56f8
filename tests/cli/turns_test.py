#!/usr/bin/env python3
"""Transactions of documents that are coded already: the first ones are short, so that a kill takes little back, and two runs take turns.
usage: turns_test.py PROGRAM"""
import os
import sqlite3
import struct
import subprocess
import sys

from support import ROOT, main

DOCUMENTS = 1400


def lines():
    return subprocess.run([sys.executable, os.path.join(ROOT, "bench", "coded.py"), "-", "--documents", str(DOCUMENTS), "--print"], check=True, capture_output=True, text=True).stdout.splitlines(True)


def watched(db):
    """A connection whose open question keeps the write-ahead log where it is."""
    c = sqlite3.connect(db, isolation_level=None)
    c.execute("BEGIN")
    c.execute("SELECT count(*) FROM text").fetchone()
    return c


def commits(db):
    """The transactions in the write-ahead log."""
    with open(db + "-wal", "rb") as log:
        head = log.read(32)
        page, count = struct.unpack(">I", head[8:12])[0], 0
        while len(frame := log.read(24 + page)) == 24 + page:
            count += frame[8:16] == head[16:24] and struct.unpack(">I", frame[4:8])[0] > 0
    return count


def runs(s):
    all_lines = lines()
    db = s.path("turns.db")
    s.expect("a ledger is made", 0, "ingest", "-q", "--ledger", db, "--coded", s.path("first.jsonl", all_lines[0]))
    reader = watched(db)
    s.expect("the rest is stored", 0, "ingest", "-q", "-j1", "--ledger", db, "--coded", s.path("rest.jsonl", "".join(all_lines)))
    s.check("in some transactions", commits(db) >= 2, commits(db))
    reader.close()
    with sqlite3.connect(db) as c:
        s.check("the words are in one piece", c.execute("SELECT count(DISTINCT segid) FROM evidence_fts_idx").fetchone() == (1,))
    halves = [s.path("half%d.jsonl" % i, "".join(all_lines[i::2])) for i in range(2)]
    both = s.path("both.db")
    s.expect("another ledger is made", 0, "ingest", "-q", "--ledger", both, "--coded", s.path("first.jsonl", all_lines[0]))
    started = [s.start("ingest", "-q", "-j1", "--ledger", both, "--coded", h, stdout=subprocess.DEVNULL) for h in halves]
    s.check("two runs at once both end well", [r.wait() for r in started] == [0, 0])
    with sqlite3.connect(both) as c:
        s.check("each document is there once", c.execute("SELECT count(*), count(DISTINCT name) FROM document").fetchone() == (DOCUMENTS, DOCUMENTS))
        s.check("all words are found", c.execute("SELECT count(*) FROM evidence_fts WHERE evidence_fts MATCH 'on'").fetchone() == c.execute("SELECT count(*) FROM event").fetchone())


if __name__ == "__main__":
    raise SystemExit(main(runs))

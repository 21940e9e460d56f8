#!/usr/bin/env python3
"""Entries that grow mention by mention are those that are summed up at once: in one run or in many, in any order, with copies and new versions.
usage: tallies_test.py PROGRAM"""
import json
import os
import random
import sqlite3
import subprocess
import sys
import time

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
        s.run("ingest", "-q", "-j1", "--ledger", db, "--coded", input="".join(part).encode())
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


def together(s):
    """Loads of a file share a transaction, which ends with the file; those of a stream do not wait for what may never come."""
    lines = documents()
    stream, db = ingest(s, "stream", [lines]), s.path("file.db")
    s.expect("a file", 0, "ingest", "-q", "-j1", "--ledger", db, "--coded", s.path("all.jsonl", "".join(lines)), out=lambda o: b"%d documents added" % len(lines) in o)
    a, b = told(stream, True), told(db, True)
    s.check("one transaction or several", a == b, differences(a, b))
    open_db, first = s.path("open.db"), 20
    with s.start("ingest", "-q", "-j1", "--ledger", open_db, "--coded", "-", stdin=subprocess.PIPE, stdout=subprocess.DEVNULL) as p:
        p.stdin.write("".join(lines[:first]).encode())
        p.stdin.flush()
        seen, until = 0, time.monotonic() + 60
        while seen < first and time.monotonic() < until:
            time.sleep(0.05)
            try:
                with sqlite3.connect("file:%s?mode=ro" % open_db, uri=True) as c:
                    seen = c.execute("SELECT count(*) FROM document").fetchone()[0]
            except sqlite3.OperationalError:
                pass
        s.check("what came of a stream is stored while it stays open", seen == first, seen)
        p.stdin.close()


def version_three(s):
    """A ledger of version 3, with its keys and indexes: read as it is, and brought to version 5."""
    lines = documents()
    new, old = ingest(s, "four", [lines]), s.path("three.db")
    with sqlite3.connect(new) as c, sqlite3.connect(old) as d:
        c.backup(d)
    with sqlite3.connect(old) as c:
        c.executescript("PRAGMA legacy_alter_table=ON; CREATE TABLE old(id INTEGER PRIMARY KEY, key TEXT NOT NULL UNIQUE, date TEXT NOT NULL, language TEXT NOT NULL, text TEXT NOT NULL,"
                        " current INTEGER NOT NULL, made_by INTEGER NOT NULL REFERENCES made_by(id)); INSERT INTO old SELECT * FROM text; DROP TABLE text; ALTER TABLE old RENAME TO text;"
                        " DROP INDEX entry_place; DROP INDEX entry_country; CREATE INDEX entry_place ON entry(place COLLATE NOCASE, date_begin) WHERE mentions>0;"
                        " CREATE INDEX entry_country ON entry(place_country, date_begin) WHERE mentions>0; CREATE INDEX party_country ON party(country, role); DROP TABLE tie; PRAGMA user_version=3;")
        c.execute("PRAGMA journal_mode=DELETE")
    before = open(old, "rb").read()
    asked = [("query", "--format", "csv"), ("query", "--place", "Paris", "--format", "csv"), ("query", "--place", "FRA", "--format", "csv"), ("query", "--mentions", "--format", "csv")]
    for question in asked:
        a, b = s.run(*question, "--ledger", new), s.run(*question, "--ledger", old)
        s.check("read as it is: " + " ".join(question), (a.returncode, a.stdout) == (b.returncode, b.stdout), b.stderr)
    s.check("and not changed", open(old, "rb").read() == before, "")
    for db in (new, old):
        s.expect("a further document", 0, "ingest", "-q", "-j1", "--ledger", db, "--coded", s.path("one.jsonl", lines[0] + lines[1].replace("Report 1.", "Report one.").replace('doc-1"', 'doc-one"')))
    schemas = []
    for db in (new, old):
        with sqlite3.connect(db) as c:
            schemas.append(sorted((n, " ".join((sql or "").replace('"', "").split())) for n, sql in c.execute("SELECT name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%'")))
            s.check("version 5, whole", c.execute("PRAGMA user_version").fetchone() == (5,) and c.execute("PRAGMA integrity_check").fetchone() == ("ok",) and c.execute("PRAGMA foreign_key_check").fetchall() == [], "")
    s.check("with the tables of a new one", schemas[0] == schemas[1], [x for x in schemas[0] if x not in schemas[1]])
    a, b = told(new, True), told(old, True)
    s.check("nothing is lost", a == b and len(a) > 50, differences(a, b))


if __name__ == "__main__":
    raise SystemExit(main(grows, orders, together, version_three))

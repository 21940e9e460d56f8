#!/usr/bin/env python3
"""The generated ledger of the bench is one that the program reads, the same each time. usage: ledger_bench_test.py PROGRAM"""
import os
import sqlite3
import subprocess
import sys

from support import ROOT, main, objects


def generated(s):
    db = s.path("g.db")
    line = [sys.executable, os.path.join(ROOT, "bench", "ledger.py"), s.program, "--events", "1500", "--rounds", "1", "--ledger", db]
    r = subprocess.run(line, capture_output=True, timeout=600)
    s.check("it is made and asked", r.returncode == 0 and b"the highest: median" in r.stdout, (r.stdout[-300:], r.stderr[-500:]))
    ledger = sqlite3.connect(db)
    s.check("sound", ledger.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and ledger.execute("PRAGMA foreign_key_check").fetchall() == [], "")
    empty = [name for (name,) in ledger.execute("SELECT name FROM sqlite_master WHERE type='table' AND name IN ('entry', 'entry_party', 'dyad', 'voice', 'speaker', 'mention', 'event', 'party', 'phrase',"
                                                " 'place', 'claim', 'document', 'text', 'copy')") if not ledger.execute("SELECT 1 FROM %s LIMIT 1" % name).fetchone()]
    s.check("no table is empty", not empty, empty)
    entries = ledger.execute("SELECT count(*) FROM entry WHERE mentions>0").fetchone()[0]
    s.check("the program counts as many", int(s.run("query", "--ledger", db, "--count").stdout) == entries, entries)
    rows = objects(s.run("query", "--ledger", db, "--format", "jsonl", "--sort", "-sources", "--limit", "5").stdout)
    s.check("entries with their articles", all(len(e["reports"]) == min(100, e["documents"]) and e["said_by"] is not None for e in rows) and rows, rows[:1])
    count = "SELECT sum(id*mentions*sources) FROM entry"
    before = ledger.execute(count).fetchone()
    ledger.close()
    os.remove(db)
    subprocess.run(line, capture_output=True, timeout=600)
    s.check("the same each time", sqlite3.connect(db).execute(count).fetchone() == before, before)


if __name__ == "__main__":
    main(generated)

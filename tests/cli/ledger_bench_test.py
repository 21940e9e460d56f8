#!/usr/bin/env python3
"""The generated ledger of the bench is one that the program reads, the same each time. usage: ledger_bench_test.py PROGRAM"""
import csv
import io
import os
import sqlite3
import subprocess
import sys

from support import ROOT, main, objects


def pages(s, db, ledger):
    """A page is the beginning of the whole answer, whatever leads the search: few rows or most of them."""
    common = ledger.execute("SELECT name FROM voice GROUP BY name ORDER BY count(*) DESC LIMIT 1").fetchone()[0]
    word = ledger.execute("SELECT evidence FROM event LIMIT 1").fetchone()[0].split()[-1]
    for options in (["--text", "for"], ["--text", word], ["--near", "0,0,20000"], ["--near", "24,-99,500"], ["--said-by", common], ["--said-by", "an"], ["--denied-by", "an"], ["--text", "for", "--actor", "USA"],
                    ["--text", "for", "--actor", "USA", "--recipient", "RUS"], ["--text", "for", "--said-by", "an", "--near", "0,0,20000"], ["--actor", "usaland"], ["--recipient", "Rusland", "--since", "2020-01-01"]):
        whole = [e["id"] for e in objects(s.run("query", "--ledger", db, "--format", "jsonl", *options).stdout)]
        for limit in (1, 3, 20):
            page = [e["id"] for e in objects(s.run("query", "--ledger", db, "--format", "jsonl", "--limit", str(limit), *options).stdout)]
            s.check("%s --limit %d" % (" ".join(options), limit), page == whole[:limit], (page, whole[:limit]))
        s.check("count " + " ".join(options), int(s.run("query", "--ledger", db, "--count", *options).stdout) == len(whole), len(whole))


def sums(s, db):
    """flows and groups count the same."""
    for by in ("month", "week", "year"):
        flows = list(csv.DictReader(io.StringIO(s.run("flows", "--ledger", db, "--between", "RUS,UKR", "--by", by, "--format", "csv").stdout.decode())))
        groups = []
        for one, other in (("RUS", "UKR"), ("UKR", "RUS")):
            out = s.run("query", "--ledger", db, "--actor", one, "--recipient", other, "--group-by", by + ",event,object,quad", "--format", "csv").stdout.decode()
            groups += [dict(r, period=r.pop(by), actor=one, recipient=other) for r in csv.DictReader(io.StringIO(out))]
        key = sorted(flows[0])
        near = [{k: (round(float(v), 2) if k.startswith("goldstein") else v) for k, v in r.items()} for r in flows], [{k: (round(float(v), 2) if k.startswith("goldstein") else v) for k, v in r.items()} for r in groups]
        s.check("flows by " + by, sorted([r[k] for k in key] for r in near[0]) == sorted([r[k] for k in key] for r in near[1]) and len(flows) > 10, (len(flows), len(groups)))


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
    pages(s, db, ledger)
    sums(s, db)
    count = "SELECT sum(id*mentions*sources) FROM entry"
    before = ledger.execute(count).fetchone()
    ledger.close()
    os.remove(db)
    subprocess.run(line, capture_output=True, timeout=600)
    s.check("the same each time", sqlite3.connect(db).execute(count).fetchone() == before, before)


if __name__ == "__main__":
    main(generated)

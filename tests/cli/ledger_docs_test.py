#!/usr/bin/env python3
"""docs/ledger.md: every table and column is described, once, and the questions in SQL are answered. usage: ledger_docs_test.py PROGRAM"""
import glob
import os
import re
import sqlite3

from support import ROOT, main

PAGE = open(os.path.join(ROOT, "docs", "ledger.md"), encoding="utf-8").read()


def described():
    """Table -> its columns, by the page."""
    tables = {}
    for name, body in re.findall(r"^### `(\w+)`\n(.*?)(?=^##)", PAGE, re.M | re.S):
        tables[name] = [column for cell in re.findall(r"^\| *(`.*?) *\|", body, re.M) for column in re.findall(r"`(\w+)`", cell)]
    return tables


def page(s):
    db = s.path("docs.db")
    s.expect("ingest", 0, "ingest", "--ledger", db, *sorted(glob.glob(os.path.join(ROOT, "examples", "*.jsonl"))))
    c = sqlite3.connect(db)
    names = [n for n, in c.execute("SELECT name FROM sqlite_master WHERE type IN ('table','view') AND name NOT LIKE 'evidence_fts_%'")]
    tables = described()
    s.check("tables", sorted(tables) == sorted(names), set(tables) ^ set(names))
    for name in sorted(set(tables) & set(names)):
        columns = [row[1] for row in c.execute("PRAGMA table_info(%s)" % name)]
        if name.startswith("current_"):
            columns = [x for x in columns if x not in tables[name[8:]]]
        s.check("columns of " + name, sorted(tables[name]) == sorted(columns), (tables[name], columns))
    questions = re.findall(r"^```sql\n(.*?)^```", PAGE, re.M | re.S)
    s.check("questions", len(questions) >= 7, len(questions))
    for sql in questions:
        try:
            rows = c.execute(sql).fetchall()
            s.check(sql, rows and any(any(x not in (None, "") for x in row) for row in rows), "no rows")
        except sqlite3.Error as error:
            s.check(sql, False, error)


if __name__ == "__main__":
    main(page)

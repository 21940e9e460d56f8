#!/usr/bin/env python3
"""Ledgers: kept, asked, killed. usage: ledger_test.py PROGRAM"""
import os
import signal
import subprocess
import time

from support import TEXT, main, news


def ledger(s):
    p, db = news(s, 40), s.path("l.db")
    s.expect("ingest", 0, "ingest", "--ledger", db, p, out=lambda o: b"40 documents added" in o)
    s.expect("ingest again", 0, "ingest", "--ledger", db, p, out=lambda o: b"0 documents added, 40 known" in o)
    for form in ("table", "jsonl", "csv"):
        s.expect("query " + form, 0, "query", "--mentions", "--ledger", db, "--actor", "CAN", "--format", form, out=lambda o: b"CAN" in o)
    s.expect("query, nothing there", 0, "query", "--mentions", "--ledger", db, "--actor", "ZZZ", out=lambda o: b"0 mentions" in o)
    s.expect("not a ledger", 1, "query", "--ledger", s.path("a.txt", TEXT), message="a.txt")
    s.expect("ledger in a missing folder", 1, "ingest", "--ledger", s.path("no/l.db"), p, message="l.db")
    if os.geteuid() != 0:
        os.chmod(db, 0o444)
        s.expect("read-only ledger", 1, "ingest", "--ledger", db, s.path("m.jsonl", '{"text":"more"}\n'), message="l.db")
    full = news(s, 400)
    one = s.path("whole.db")
    s.expect("ingest whole", 0, "ingest", "--ledger", one, full)
    killed = s.path("killed.db")
    child = subprocess.Popen([s.program, "ingest", "--ledger", killed, full], stdout=subprocess.DEVNULL)
    time.sleep(0.15)
    child.send_signal(signal.SIGKILL)
    child.wait()
    s.expect("ingest after a kill", 0, "ingest", "--ledger", killed, full)
    a, b = (s.run("query", "--mentions", "--ledger", d, "--format", "csv").stdout for d in (one, killed))
    s.check("a killed run repeated is whole", a == b and len(a) > 1000, "%d and %d bytes" % (len(a), len(b)))


if __name__ == "__main__":
    main(ledger)

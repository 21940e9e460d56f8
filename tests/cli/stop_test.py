#!/usr/bin/env python3
"""A run ends within a second of SIGINT or SIGTERM, also in the middle of a long document: exit status 130, no half record, the ledger left whole.

usage: stop_test.py PROGRAM
"""
import json
import os
import resource
import signal
import sqlite3
import subprocess
import time

from support import ROOT, main, news


def long_text(size):
    """Articles of the repository again and again, each with other names and numbers."""
    with open(os.path.join(ROOT, "docs", "evaluation-articles.jsonl"), encoding="utf-8") as lines:
        articles = [json.loads(line)["text"] for line in lines]
    text, number = [], 0
    while size > 0:
        text.append("%d people met. " % number + articles[number % len(articles)])
        size -= len(text[-1]) + 2
        number += 1
    return "\n\n".join(text)


def spent(pid):
    """Seconds of processor time of a process so far."""
    with open("/proc/%d/stat" % pid, encoding="ascii", errors="replace") as stat:
        fields = stat.read().rpartition(")")[2].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def children():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def stop(s, name, after, number, *args):
    """The run's output, if it ended soon after the signal as it should: in processor time, whatever else the machine does."""
    before = children()
    child = subprocess.Popen([s.program, *args], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(after)
    running = child.poll() is None
    at = spent(child.pid) if running else 0
    child.send_signal(number)
    out, err = child.communicate(timeout=120)
    taken = children() - before - at
    good = running and child.returncode == 130 and taken <= (10 if s.sanitized() else 1)
    s.check(name, good, "%sstatus %d after %.2f s, stderr %r" % ("" if running else "ended by itself, ", child.returncode, taken, err[-200:]))
    return out


def stopped(s):
    text = s.path("long.txt", long_text(4 << 20)[: 4 << 20].encode("ascii", "ignore"))
    for number in (signal.SIGINT, signal.SIGTERM):
        for after in (0.5, 2.5):
            out = stop(s, "code, signal %d after %.1f s" % (number, after), after, number, "code", "--format", "jsonl", text)
            s.check("nothing of the document is printed", out == b"", repr(out[:80]))
    stop(s, "parse", 0.5, signal.SIGINT, "parse", text)

    ledger = s.path("stop.db")
    few = news(s, 20)
    stop(s, "ingest", 2.0, signal.SIGTERM, "ingest", "--threads", "1", "--ledger", ledger, few, text)
    with sqlite3.connect(ledger) as db:
        documents, broken = db.execute("SELECT count(*) FROM document").fetchone()[0], db.execute("PRAGMA integrity_check").fetchone()[0]
        events = db.execute("SELECT count(*) FROM event").fetchone()[0]
    whole = documents in (16, 20) and events > 2 * documents and broken == "ok" # the last four are read together with the long one
    s.check("the ledger holds the documents before it, whole", whole, "%d documents, %d events, %s" % (documents, events, broken))
    again = s.run("ingest", "--ledger", ledger, few)
    s.check("which are known to the next run", again.returncode == 0 and b" %d known already; 20 documents, 60 events" % documents in again.stdout, repr(again))


if __name__ == "__main__":
    main(stopped)

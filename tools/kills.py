#!/usr/bin/env python3
"""Kills `ingest` again and again, and measures what documents cost that the ledger knows.

usage: kills.py PROGRAM [--documents N] [--kills N] [--quick]

N documents (3,000) are ingested, then as many again with kills (100) at random moments; each run reads all of them from the first. At the end the
ledger must be what one run that nobody killed makes of the same documents. Documents are those of docs/evaluation-articles.jsonl, each with a line of its own.
Seconds of coding and of known documents are those of one thread, without the start of the program. Exit status 1 where something was lost, or
where known documents cost 1 % or more of coding them; with --quick, for the tests, the cost is not judged.
"""
import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def documents(count):
    with open(os.path.join(ROOT, "docs", "evaluation-articles.jsonl"), encoding="utf-8") as f:
        texts = [json.loads(line) for line in f]
    for i in range(count):
        doc = texts[i % len(texts)]
        yield json.dumps({"id": "k%d" % i, "date": doc.get("date", "2023-05-02"), "source": "Kills", "text": "Report %d.\n\n%s" % (i, doc["text"])}) + "\n"


def write(folder, name, lines):
    path = os.path.join(folder, name)
    with open(path, "w", encoding="utf-8") as f:
        f.writelines(lines)
    return path


def ingest(program, ledger, *inputs):
    """Seconds of a whole run."""
    begun = time.monotonic()
    subprocess.run([program, "ingest", "--threads", "1", "--ledger", ledger, *inputs], check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return time.monotonic() - begun


def stored(ledger):
    with sqlite3.connect(ledger, timeout=60) as c:
        return c.execute("SELECT count(*) FROM document").fetchone()[0]


def killed(program, ledger, path, before, rng):
    """One run, killed a while after its first new document is stored: (seconds to that, documents stored)."""
    child = subprocess.Popen([program, "ingest", "--threads", "1", "--ledger", ledger, path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    begun, first = time.monotonic(), None
    while first is None and child.poll() is None:
        if stored(ledger) > before:
            first = time.monotonic() - begun
        time.sleep(0.002)
    time.sleep(rng.random() * 0.05)
    child.kill()
    child.wait()
    return first, stored(ledger)


def main(argv):
    asked = argparse.ArgumentParser()
    asked.add_argument("program")
    asked.add_argument("--documents", type=int, default=3000)
    asked.add_argument("--kills", type=int, default=100)
    asked.add_argument("--quick", action="store_true")
    asked = asked.parse_args(argv[1:])
    rounds = 1 if asked.quick else 5
    program, count, rng = os.path.abspath(asked.program), asked.documents, random.Random(4)
    with tempfile.TemporaryDirectory() as folder:
        lines = list(documents(count * 2))
        known, both, empty = write(folder, "known.jsonl", lines[:count]), write(folder, "both.jsonl", lines), write(folder, "empty.jsonl", [])
        ledger, whole = os.path.join(folder, "killed.db"), os.path.join(folder, "whole.db")
        start = min(ingest(program, os.path.join(folder, "empty.db"), empty) for _ in range(rounds))
        coding = ingest(program, ledger, known) - start
        knowing = min(ingest(program, ledger, known) for _ in range(rounds)) - start
        before, firsts, lost = stored(ledger), [], 0
        for _ in range(asked.kills):
            first, after = killed(program, ledger, both, before, rng)
            lost += after < before
            if first is None:
                break  # all is stored
            firsts.append(first)
            before = after
        killed_at = before
        ingest(program, ledger, both)
        ingest(program, whole, both)
        rows = [subprocess.run([program, "query", "--format", "csv", "--ledger", d], check=True, stdout=subprocess.PIPE).stdout for d in (whole, ledger)]
        same = rows[0] == rows[1] and len(rows[0]) > 1000
        firsts.sort()
        print("%d documents coded in %.2f s, known in %.3f s: %.2f %% (the program's start, %.3f s, left out)" % (
            count, coding, knowing, 100 * knowing / coding, start))
        print("%d kills, from %d documents to %d: the first new document stored after %.3f s (median), %.3f s (longest); runs that lost something: %d" % (
            len(firsts), count, killed_at, firsts[len(firsts) // 2], firsts[-1], lost))
        print("the ledger is that of a run that was not killed: %s" % ("yes" if same else "no"))
        return 0 if same and not lost and (asked.quick or knowing < coding / 100) else 1


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

#!/usr/bin/env python3
"""Kills `ingest` again and again, and measures what documents cost that the ledger knows.

usage: kills.py PROGRAM [--documents N] [--kills N] [--quick] [--two]

N documents (3,000) are ingested, then as many again with kills (100) at random moments; each run reads all of them from the first. At the end the
ledger must be what one run that nobody killed makes of the same documents. Documents are those of docs/evaluation-articles.jsonl, each with a line of its own.
Seconds of coding and of known documents are those of one thread, without the start of the program. Exit status 1 where something was lost, or
where known documents cost 1 % or more of coding them; with --quick, for the tests, the cost is not judged.

With --two, N generated documents that are coded already (4,000; bench/coded.py), in two files that share a third of them, go into one ledger by two runs at once, each of
which is killed at random moments and started again until both have ended; then into another, until there were 200 kills. All the while a reader asks whether what it
sees is whole: every text with all of its events, every event in one entry, every mention counted. It does not wait for writers: a ledger that it finds locked
for two seconds is a failure; how long its longest question took, on a machine as busy as it is, is printed. Each ledger must then be intact, have every document once, and tell the same entries as one that one run has made.
"""
import argparse
import json
import os
import random
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(ROOT, "bench"))
from coded import Writer
from told import differences, told


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


class Reader(threading.Thread):
    """Asks one question after another, each of one state of the ledger, and never waits."""
    QUESTIONS = (("a text without all of its events", "SELECT count(*) FROM document d WHERE (SELECT count(*) FROM event WHERE text=d.text)<>CAST(substr(d.title, instr(d.title, '#')+1) AS INTEGER)"),
                 ("an event without a mention or parties", "SELECT count(*) FROM event e WHERE NOT EXISTS(SELECT 1 FROM mention WHERE event=e.id) OR (SELECT count(*) FROM party WHERE event=e.id)<>2"),
                 ("a mention that is not counted", "SELECT (SELECT count(*) FROM mention)-(SELECT ifnull(sum(mentions), 0) FROM entry)"),
                 ("a document twice", "SELECT count(*)-count(DISTINCT name) FROM document"))

    def __init__(self, program, ledger):
        super().__init__(daemon=True)   # a run that fails ends the program
        self.program, self.ledger, self.ended, self.longest, self.asked, self.wrong = program, ledger, False, 0.0, 0, []

    def ask(self):
        c = sqlite3.connect("file:%s?mode=ro" % self.ledger, uri=True, timeout=2, isolation_level=None)
        c.execute("BEGIN")
        for what, sql in self.QUESTIONS:
            begun = time.monotonic()
            found = c.execute(sql).fetchone()[0]
            self.longest = max(self.longest, time.monotonic() - begun)
            if found:
                self.wrong.append("%s (%d)" % (what, found))
        c.close()
        self.asked += 1
        if self.asked % 5 == 0:
            begun = time.monotonic()
            if subprocess.run([self.program, "query", "--ledger", self.ledger, "--limit", "20"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL).returncode:
                self.wrong.append("query failed")
            self.longest = max(self.longest, time.monotonic() - begun)

    def run(self):
        while not self.ended:
            try:
                self.ask()
            except sqlite3.Error as e:
                self.wrong.append(str(e))
            time.sleep(0.01)


def start(program, ledger, path):
    return subprocess.Popen([program, "ingest", "-q", "--threads", "1", "--ledger", ledger, "--coded", path], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)


def kill_both(program, ledger, paths, most, rng):
    """Two runs until both have ended; how many were killed."""
    runs, kills = [start(program, ledger, p) for p in paths], 0
    while any(r.poll() is None for r in runs):
        time.sleep(rng.random() ** 2 * 0.4)
        for i, run in enumerate(runs):
            if kills < most and run.poll() is None and rng.random() < 0.6:
                run.kill()
                run.wait()
                kills += 1
                runs[i] = start(program, ledger, paths[i])
    assert all(r.returncode == 0 for r in runs)
    return kills


def check(ledger, documents, clean):
    """What is wrong with a ledger that was made among kills."""
    with sqlite3.connect(ledger) as c:
        wrong = [] if c.execute("PRAGMA integrity_check").fetchall() == [("ok",)] else ["integrity_check"]
        wrong += ["foreign_key_check"] if c.execute("PRAGMA foreign_key_check").fetchall() else []
        names = c.execute("SELECT name, count(*) FROM document GROUP BY name").fetchall()
        wrong += [] if len(names) == documents and all(n == 1 for _, n in names) else ["%d documents, the most often %d times" % (len(names), max(n for _, n in names))]
    differ = differences(told(clean), told(ledger))
    return wrong + (["entries differ: %s" % (differ,)] if differ else [])


def two_at_once(program, count, most, rng):
    longest = asked = kills = ledgers = 0
    wrong = []
    with tempfile.TemporaryDirectory() as folder:
        lines = []
        for line in Writer(count).lines():
            doc = json.loads(line)
            doc["doc"]["title"] = "events #%d" % len(doc["events"])
            lines.append(json.dumps(doc) + "\n")
        paths = [write(folder, "one.jsonl", lines[:count * 2 // 3]), write(folder, "two.jsonl", lines[count // 3:])]
        clean = os.path.join(folder, "clean.db")
        start(program, clean, write(folder, "all.jsonl", lines)).wait()
        while kills < most:
            ledger = os.path.join(folder, "two%d.db" % ledgers)
            start(program, ledger, write(folder, "first.jsonl", lines[:1])).wait()   # the reader finds a ledger
            reader = Reader(program, ledger)
            reader.start()
            kills += kill_both(program, ledger, paths, most - kills, rng)
            reader.ended = True
            reader.join()
            wrong += reader.wrong + check(ledger, count, clean)
            longest, asked, ledgers = max(longest, reader.longest), asked + reader.asked, ledgers + 1
    print("two runs at once: %d kills over %d ledgers of %d documents; a reader looked %d times, its longest question took %.3f s; wrong: %s" % (
        kills, ledgers, count, asked, longest, "; ".join(wrong[:5]) or "nothing"))
    return 1 if wrong else 0


def main(argv):
    asked = argparse.ArgumentParser()
    asked.add_argument("program")
    asked.add_argument("--documents", type=int)
    asked.add_argument("--kills", type=int)
    asked.add_argument("--quick", action="store_true")
    asked.add_argument("--two", action="store_true")
    asked.add_argument("--seed", type=int, default=4)
    asked = asked.parse_args(argv[1:])
    if asked.two:
        return two_at_once(os.path.abspath(asked.program), asked.documents or 4000, asked.kills or 200, random.Random(asked.seed))
    rounds = 1 if asked.quick else 5
    program, count, rng = os.path.abspath(asked.program), asked.documents or 3000, random.Random(asked.seed)
    with tempfile.TemporaryDirectory() as folder:
        lines = list(documents(count * 2))
        known, both, empty = write(folder, "known.jsonl", lines[:count]), write(folder, "both.jsonl", lines), write(folder, "empty.jsonl", [])
        ledger, whole = os.path.join(folder, "killed.db"), os.path.join(folder, "whole.db")
        start = min(ingest(program, os.path.join(folder, "empty.db"), empty) for _ in range(rounds))
        coding = ingest(program, ledger, known) - start
        knowing = min(ingest(program, ledger, known) for _ in range(rounds)) - start
        before, firsts, lost = stored(ledger), [], 0
        for _ in range(asked.kills or 100):
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

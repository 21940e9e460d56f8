#!/usr/bin/env python3
"""Ledgers among other programs, on full disks, in folders that cannot be written, killed. usage: ledger_safety_test.py PROGRAM"""
import glob
import json
import os
import re
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys

from support import ROOT, TEXT, main

NOBODY = 65534


def news(s, name, count, word="Story"):
    return s.path(name, "".join(json.dumps({"id": "%s%d" % (word, i), "date": "2023-05-02", "text": "%s %d. %s" % (word, i, TEXT * 2)}) + "\n" for i in range(count)))


def ask(db, sql):
    c = sqlite3.connect(db)
    try:
        return c.execute(sql).fetchall()
    finally:
        c.close()


def whole(db, documents):
    """Nothing is damaged, and every document has its event."""
    return (ask(db, "PRAGMA integrity_check") == [("ok",)] and ask(db, "PRAGMA foreign_key_check") == []
            and ask(db, "SELECT count(*), count(DISTINCT text) FROM document") == [(documents, documents)]
            and ask(db, "SELECT count(*) FROM text WHERE id NOT IN (SELECT text FROM event)") == [(0,)])


def together(s):
    """Several runs that start at once on a ledger that is not there yet."""
    inputs = [news(s, "w%d.jsonl" % i, 30, "Word%d-" % i) for i in range(3)]
    for name, files, count in (("different inputs", inputs, 90), ("the same input", [inputs[0]] * 3, 30)):
        for turn in range(3):
            db = s.path("together-%s-%d.db" % (name[0], turn))
            runs = [subprocess.Popen([s.program, "ingest", "--threads", "1", "--ledger", db, f], stdout=subprocess.PIPE, stderr=subprocess.PIPE) for f in files]
            ends = [(r.communicate(timeout=300), r.returncode) for r in runs]
            s.check("at once, %s" % name, all(code == 0 for _, code in ends) and whole(db, count), ends)
            added = sum(int(re.search(rb": (\d+) documents added", out)[1]) for (out, _), _ in ends)
            s.check("each document counted once", added == count, ends)


def refused(s):
    p = news(s, "r.jsonl", 1)
    for name in ("", ":memory:", "file:x.db", "file::memory:"):
        for command in ("ingest", "query"):
            s.expect("%s --ledger '%s'" % (command, name), 2, command, "--ledger", name, message="nothing would be kept", stdin=open(p))
    s.check("nothing was made", not os.path.exists("x.db") and not os.path.exists(":memory:"), "")
    for command in ("ingest", "query"):
        s.expect(command + " a folder", 1, command, "--ledger", s.dir, message="a folder, not a ledger", stdin=open(p))
        s.expect(command + " a device", 1, command, "--ledger", "/dev/full", message="not a regular file", stdin=open(p))
    s.expect("query what is not there", 1, "query", "--ledger", s.path("none.db"), message="there is no such ledger")
    s.check("and is not made", not os.path.exists(s.path("none.db")), "")
    s.expect("a missing folder", 1, "ingest", "--ledger", s.path("no/l.db"), p, message="No such file or directory")
    s.expect("not a ledger", 1, "ingest", "--ledger", s.path("note.txt", TEXT * 20), p, message="not a ledger")
    other = s.path("other.db")
    with sqlite3.connect(other) as c:
        c.execute("CREATE TABLE document(x)")
    before = open(other, "rb").read()
    s.expect("another program's file", 1, "ingest", "--ledger", other, p, message="not a ledger of dateline")
    s.check("is left alone", open(other, "rb").read() == before, "")


def full(s):
    """A limit on the size of files stands for a full disk: what was committed is counted, no more, and the next run goes on."""
    p = news(s, "full.jsonl", 200)
    for limit in (40, 300, 450):
        db = s.path("full%d.db" % limit)
        r = s.run("ingest", "--ledger", db, p, preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (limit << 10, limit << 10)))
        s.check("full at %d KiB" % limit, r.returncode == 1 and b"disk" in r.stderr, "%d %r %r" % (r.returncode, r.stdout, r.stderr))
        found = re.search(rb": (\d+) documents added, 0 known already; (\d+) documents", r.stdout)
        if limit == 40:
            s.check("not even its tables", not found, r.stdout)
            continue
        there = ask(db, "SELECT count(*) FROM document")[0][0]
        s.check("what is counted is there", found and int(found[1]) == int(found[2]) == there < 200, "%r %d" % (r.stdout, there))
        s.check("and whole", whole(db, there), there)
        r = s.run("ingest", "--ledger", db, p)
        s.check("and goes on", r.returncode == 0 and b"%d documents added, %d known already" % (200 - there, there) in r.stdout and whole(db, 200), r.stdout)


def as_nobody():
    os.setgid(NOBODY)
    os.setuid(NOBODY)


def read_only(s):
    root = os.geteuid() == 0
    other = {"preexec_fn": as_nobody} if root else {}
    if root and subprocess.run([s.program, "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **other).returncode != 0:
        return  # the build lies where no other user can read
    os.chmod(s.dir, 0o755)
    folder = s.path("shut")
    os.mkdir(folder)
    db = os.path.join(folder, "a b?#%.db")
    s.expect("to be read", 0, "ingest", "--ledger", db, news(s, "ro.jsonl", 20))
    s.check("one file at rest", os.listdir(folder) == [os.path.basename(db)], os.listdir(folder))
    os.chmod(db, 0o444)
    os.chmod(folder, 0o555)
    query = ("query", "--mentions", "--ledger", db, "--actor", "CAN", "--format", "csv")
    rows = s.run(*query).stdout
    s.expect("query in a read-only folder", 0, *query, out=lambda o: o == rows and o.count(b"\n") > 20, **other)
    s.expect("ingest there", 1, "ingest", "--ledger", db, s.path("ro.jsonl"), message="read-only", **other)
    s.expect("a new one there", 1, "ingest", "--ledger", os.path.join(folder, "new.db"), s.path("ro.jsonl"), message="its folder: Permission denied", **other)
    os.chmod(db, 0o000)
    s.expect("query what cannot be read", 1, *query, message="Permission denied", **other)
    os.chmod(db, 0o444)
    os.chmod(folder, 0o755)
    s.expect("a read-only file", 0, *query, out=lambda o: o == rows, **other)
    s.expect("ingest into it", 1, "ingest", "--ledger", db, s.path("ro.jsonl"), message="read-only", **other)
    s.check("nothing is left beside it", os.listdir(folder) == [os.path.basename(db)], os.listdir(folder))
    os.chmod(db, 0o644)
    # a log that holds the newest rows, as behind a killed run
    writer = sqlite3.connect(db)
    writer.execute("PRAGMA journal_mode=WAL")
    writer.execute("UPDATE event SET origin='here'")
    writer.commit()
    left = s.path("left")
    os.mkdir(left)
    for name in glob.glob(glob.escape(db) + "*"):
        if not name.endswith("-shm"):
            shutil.copy(name, left)
    writer.close()
    for name in os.listdir(left):
        os.chmod(os.path.join(left, name), 0o444)
    os.chmod(left, 0o555)
    query = ("query", "--mentions", "--ledger", os.path.join(left, os.path.basename(db)), "--actor", "CAN", "--format", "csv")
    s.expect("rows in the log alone", 1, *query, message="copy all files of that name", **other)
    os.chmod(left, 0o755)
    s.expect("where the folder can be written", 0, *query, out=lambda o: o.count(b",here,") >= 20)


def kills(s):
    r = subprocess.run([sys.executable, os.path.join(ROOT, "tools", "kills.py"), s.program, "--documents", "30", "--kills", "5", "--quick"],
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    s.check("kills", r.returncode == 0, r.stdout)
    r = subprocess.run([sys.executable, os.path.join(ROOT, "tools", "kills.py"), s.program, "--two", "--documents", "200", "--kills", "12"],
                       stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=600)
    s.check("kills, two runs at once, and a reader", r.returncode == 0, r.stdout)
    p, db = news(s, "stop.jsonl", 200), s.path("stop.db")
    child = subprocess.Popen([s.program, "ingest", "--threads", "1", "--ledger", db, p], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    while child.poll() is None and not (os.path.exists(db) and has_document(db)):
        pass
    child.send_signal(signal.SIGINT)
    out = child.communicate(timeout=60)[0]
    there = ask(db, "SELECT count(*) FROM document")[0][0]
    s.check("interrupted: what is counted is there", b": %d documents added" % there in out and child.returncode in (0, 130), "%r %d" % (out, there))


def has_document(db):
    try:
        return ask(db, "SELECT count(*) FROM document")[0][0] > 0
    except sqlite3.Error:
        return False


if __name__ == "__main__":
    main(together, refused, full, read_only, kills)

#!/usr/bin/env python3
"""How far a run is, on a terminal, and its last line. usage: progress_test.py PROGRAM"""
import json
import os
import pty
import re
import subprocess

from support import LAST_LINE, TEXT, main, news

LINE = re.compile(r"\r([\d,]+)(?: of ([\d,]+)| of about ([\d,]+))? documents(?: \((\d+) %\))?, [\d.]+/s(?:, [\d minhs]+ left)?\x1b\[K")


def watched(s, *args, term="xterm", **options):
    """(status, what a terminal on standard error saw, the seconds at which each piece came) of a run."""
    master, slave = pty.openpty()
    child = subprocess.Popen([s.program, *args], stdout=subprocess.DEVNULL, stderr=slave, env=dict(os.environ, TERM=term), **options)
    os.close(slave)
    out = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        if not piece:
            break
        out += piece
    os.close(master)
    return child.wait(), out.decode("utf-8").replace("\r\n", "\n")


def long_file(s, name, seconds):
    """A file of JSON Lines that takes about so long."""
    line = json.dumps({"text": "\n\n".join([TEXT.strip()] * 30)}) + "\n"
    r = s.run("code", "--format", "cameo", "-j", "1", s.path(name, line * 50))
    rate = float(re.search(r"([\d.]+) documents/s$", r.stderr.decode().strip())[1])
    return s.path(name, line * int(rate * seconds))


def last_line(s):
    lines = news(s, 30)
    r = s.run("code", lines)
    s.check("the last line: documents, words, seconds, rate", LAST_LINE.fullmatch(r.stderr.decode()) is not None, r.stderr)
    words = sum(len(json.loads(l)["text"].split()) for l in open(lines, encoding="utf-8"))
    s.check("documents and words are counted", r.stderr.decode().startswith("30 documents, %s words, " % format(words, ",")), r.stderr)
    for flag in ("-q", "--quiet"):
        s.check("quiet " + flag, s.run("code", flag, lines).stderr == b"")
    one = s.path("one.txt", TEXT)
    s.path("p.jsonl", '{"text": "A b."}\n')
    s.check("one document, no terminal: nothing", s.run("code", one).stderr == b"")
    broken = s.path("broken.jsonl", '{"text": "A b."}\n{"text": "C d."}\n{"text"\n')
    r = s.run("parse", broken)
    s.check("what was not read does not count", r.returncode == 1 and r.stderr.decode().endswith("\n") and b"\n2 documents, 4 words, " in r.stderr, r.stderr)
    status, seen = watched(s, "code", one)
    s.check("at a terminal also for one", status == 0 and seen.startswith("1 document, %d words, " % len(TEXT.split())) and "\r" not in seen, repr(seen))
    s.check("ingest too", LAST_LINE.fullmatch(s.run("ingest", "--ledger", s.path("p.db"), lines).stderr.decode()) is not None)


def progress(s):
    path = long_file(s, "long.jsonl", 2.5)
    count = sum(1 for _ in open(path, encoding="utf-8"))
    status, seen = watched(s, "code", "--format", "cameo", "-j", "1", path)
    drawn = [(int(m[1].replace(",", "")), m[4] and int(m[4]), m[3] and int(m[3].replace(",", ""))) for m in LINE.finditer(seen)]
    s.check("one file: the line is drawn", status == 0 and len(drawn) >= 2, repr(seen[:300]))
    s.check("at most five times a second", len(drawn) <= 40, len(drawn))
    s.check("it stands there until the end", seen.count("\r\x1b[K") == 1, repr(seen[:300]))
    s.check("it goes on", drawn == sorted(drawn, key=lambda d: d[0]) and drawn and drawn[-1][0] > drawn[0][0], drawn)
    s.check("of how many, by the bytes that are read", all(abs(d[2] - count) <= count / 3 for d in drawn if d[2]), (count, drawn))
    shares = [d[1] for d in drawn if d[1]]
    s.check("the share that is done", shares and all(abs(share - 100 * d[0] / count) < 25 for share, d in zip(shares, drawn)), (count, drawn))
    s.check("nothing is left of it but the last line", re.search(r"\r\x1b\[K[\d,]+ documents, [\d,]+ words, [\d.]+ s, [\d.]+ documents/s\n\Z", seen) is not None,
            repr(seen[-200:]))
    s.check("time left", " left\x1b" in seen, repr(seen[:300]))
    status, seen = watched(s, "code", "--quiet", path)
    s.check("quiet at a terminal", (status, seen) == (0, ""), repr(seen[:200]))
    status, seen = watched(s, "code", s.path("p.jsonl"), s.path("one.txt"), term="dumb")
    s.check("a terminal that knows no commands", status == 0 and "\x1b" not in seen and LAST_LINE.fullmatch(seen) is not None, repr(seen[:200]))
    os.makedirs(s.path("many"), exist_ok=True)
    with open(path, encoding="utf-8") as lines:
        for i, line in enumerate(lines):
            s.path("many/%05d.txt" % i, json.loads(line)["text"])
    s.path("many/bad.txt", b"\xff")
    status, seen = watched(s, "code", "-r", "-j", "1", s.path("many"))
    s.check("files: documents of how many", status == 1 and " of %s documents" % format(count + 1, ",") in seen, repr(seen[:300]))
    s.check("a message takes the place of the line", re.search(r"\r\x1b\[Kdateline: [^\r\n]*bad.txt:1: not UTF-8[^\r\n]*\n", seen) is not None, repr(seen[-400:]))


if __name__ == "__main__":
    main(last_line, progress)

#!/usr/bin/env python3
"""What a text, its title or a file's name says to a terminal: nothing. usage: terminal_test.py PROGRAM"""
import json
import os
import pty
import re

from support import main, objects

EVIL = "\x1b[31m\x1b]0;owned\x07\u009b2J\x7f\u202e"
COMMANDS = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069]")
STYLE = re.compile(r"\x1b\[[0-9;]*m")


def silent(out):
    return not COMMANDS.search(out.decode("utf-8"))


def on_a_terminal(s, *args):
    """What the program prints to a terminal, without the colours that are its own."""
    master, slave = pty.openpty()
    child = s.start(*args, stdout=slave)
    os.close(slave)
    out = b""
    while True:
        try:
            piece = os.read(master, 65536)
        except OSError:
            break
        out += piece
    child.communicate()
    os.close(master)
    return STYLE.sub("", out.decode("utf-8").replace("\r\n", "\n"))


def terminal(s):
    text = "Iran attacked Iraq on Monday, Ukraine's foreign minister, Dmytro\x1b\u009b\u2067 Kuleba, said. %s\n\nIran denied it." % EVIL
    doc = {"id": "an" + EVIL + "id", "title": "A " + EVIL + "title", "source": "The" + EVIL + "Herald", "url": EVIL, "date": "2024-03-04", "text": text}
    p = s.path("evil.jsonl", json.dumps(doc) + "\n")
    for format in ("table", "cameo", "jsonl", "plover"):
        r = s.expect("code: " + format, 0, "code", "--format", format, p, out=lambda o: b"Ira" in o or b"IRN" in o)
        bidi = format in ("jsonl", "plover")  # data: the text as it is, with no control in it
        s.check("code: %s says nothing to the terminal" % format, silent(re.sub("[\u202a-\u202e\u2066-\u2069]", "", r.stdout.decode()).encode() if bidi else r.stdout), r.stdout[:300])
    s.check("JSON keeps the text", any("Dmytro\x1b\u009b" in e["evidence"]["text"] for e in objects(s.run("code", "--format", "jsonl", p).stdout)[0]["events"]))
    shown = on_a_terminal(s, "code", p)
    s.check("the table at a terminal", "Herald" in shown and not COMMANDS.search(shown), repr(shown[:300]))
    s.check("explain", silent(s.expect("explain", 0, "explain", p, out=lambda o: b"fired" in o).stdout))
    s.check("parse", silent(s.expect("parse", 0, "parse", p, out=lambda o: b"attacked" in o).stdout.replace("\u202e".encode(), b"").replace("\u2067".encode(), b"")))
    db = s.path("l.db")
    s.expect("ingest", 0, "ingest", "--ledger", db, p)
    s.check("query", silent(s.expect("query", 0, "query", "--ledger", db, out=lambda o: b"Iran" in o).stdout))
    name = s.path("no" + EVIL.replace("/", "") + "file")
    s.check("errors", silent(s.expect("a file that is not there", 1, "code", name, message="file: No such file").stderr))
    s.check("usage", silent(s.expect("a wrong option", 2, "code", "--" + EVIL, message="no option").stderr))
    foreign = s.path("f.jsonl", json.dumps({"id": "f" + EVIL, "title": EVIL, "text": "x", "language": "fr"}) + "\n")
    r = s.run("code", "--format", "table", foreign)
    s.check("another language", r.returncode == 0 and b"only English" in r.stdout + r.stderr and silent(r.stdout) and silent(r.stderr), r.stderr)
    row = s.path("verbs.tsv", "key\tcategory\n" + EVIL + "\tNOTHING" + EVIL + "\n")
    s.check("lexicon check", silent(s.run("lexicon", "check", "--lexicon", os.path.dirname(row)).stdout))


if __name__ == "__main__":
    main(terminal)

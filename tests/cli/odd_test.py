#!/usr/bin/env python3
"""What no newsroom means to send: archives, NUL bytes, names that are no text, numbers beyond any. usage: odd_test.py PROGRAM"""
import gzip
import io
import json
import os
import tarfile

from support import TEXT, main, objects
from terminal_test import COMMANDS, EVIL, on_a_terminal


def archive():
    out = io.BytesIO()
    with tarfile.open(fileobj=out, mode="w") as tar:
        member = tarfile.TarInfo("a.txt")
        member.size = len(TEXT)
        tar.addfile(member, io.BytesIO(TEXT.encode()))
    return out.getvalue()


def binary(s):
    for name, content, what in (("a.tar", archive(), "a tar archive"), ("a.tar.gz", gzip.compress(archive()), "a tar archive"), ("a.txt", b"T\0\0\0A\0\0\0" * 9, "binary data"),
                                ("a.csv", b"text\n\0\0\0\0\n", "binary data")):
        s.expect(name, 1, "text", s.path(name, content), message="%s: %s" % (name, what), out=lambda o: o == b"")
    s.expect("a stray NUL", 0, "text", s.path("stray.txt", b"Talks\0 ended."), out=lambda o: objects(o)[0]["text"] == "Talks  ended.")
    s.expect("a stray NUL in a cell", 0, "text", s.path("stray.csv", b'text,title\n"Talks\0 ended.",T\0U\n'), out=lambda o: (objects(o)[0]["text"], objects(o)[0]["title"]) == ("Talks  ended.", "T U"))
    s.expect("on a pipe", 1, "text", input=archive(), message="standard input: a tar archive")
    s.expect("a page with a NUL is a page", 0, "text", s.path("n.html", b"<html><body><article><p>%s\0</p></article></body></html>" % TEXT.encode()), out=lambda o: b"Ann Lee" in o)


def nul(s):
    p = s.path("nul.jsonl", json.dumps({"id": "a\0b", "source": "The\0Paper", "text": "Iran attacked\0 Iraq."}) + "\n")
    doc = objects(s.expect("\\u0000 is a space", 0, "code", "--format", "jsonl", p).stdout)[0]
    s.check("in id, source and text", (doc["doc"]["id"], doc["doc"]["source"], doc["events"][0]["evidence"]["text"]) == ("a b", "The Paper", "Iran attacked  Iraq."), doc["doc"])
    db = s.path("nul.db")
    s.expect("ingest", 0, "ingest", "-q", "--ledger", db, p)
    s.expect("nothing behind it is lost", 0, "query", "--mentions", "--ledger", db, "--format", "jsonl", out=lambda o: objects(o)[0]["evidence"]["text"] == "Iran attacked  Iraq.")


def numbers(s):
    rows = '{"id": 9007199254740993, "text": "a"}\n{"id": 12345678901234567890, "text": "b"}\n{"id": 3.5, "date": 20230105, "text": "c"}\n{"id": 4, "date": 1672900000, "text": "d"}\n'
    r = s.expect("numeric ids and dates", 1, "text", s.path("numbers.jsonl", rows), message="numbers.jsonl:2: 'id' is a number too large to be read exactly",
                 out=lambda o: [(d["id"], d.get("date")) for d in objects(o)] == [("9007199254740993", None), ("3.5", "2023-01-05")])
    s.check("a count of seconds is no day", b"numbers.jsonl:4: 'date' is '1672900000', not YYYY-MM-DD" in r.stderr, r.stderr)


def names(s):
    folder = os.path.join(s.dir.encode(), b"odd")
    os.mkdir(folder)
    for name in (b"a\xff.txt", b"a\xfe.txt"):
        with open(os.path.join(folder, name), "w") as f:
            f.write(TEXT)
    s.expect("a name that is not UTF-8 makes an id that is", 0, "text", "-r", "-q", folder,
             out=lambda o: [d["id"][-7:] for d in objects(o)] == ["%FE.txt", "%FF.txt"])
    s.expect("an empty name", 1, "text", "", s.path("t.txt", TEXT), message="a FILE is ''", out=lambda o: len(objects(o)) == 1)


def csv_on_a_terminal(s):
    db = s.path("evil.db")
    s.expect("ingest", 0, "ingest", "-q", "--ledger", db, s.path("evil.jsonl", json.dumps({"title": EVIL, "source": EVIL, "text": TEXT}) + "\n"))
    shown = on_a_terminal(s, "query", "--mentions", "--ledger", db, "--format", "csv")
    s.check("CSV at a terminal", shown.count("\n") == 2 and not COMMANDS.search(shown), repr(shown[:300]))
    s.check("elsewhere CSV keeps the text", b"\x1b]0;owned" in s.run("query", "--mentions", "--ledger", db, "--format", "csv").stdout)


if __name__ == "__main__":
    main(binary, nul, numbers, names, csv_on_a_terminal)

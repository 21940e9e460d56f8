#!/usr/bin/env python3
"""Inputs of all kinds, whole, odd and broken. usage: inputs_test.py PROGRAM"""
import gzip
import json
import os
import subprocess

from support import ROOT, TEXT, main, objects


def gate_loses_nothing(s):
    """With the gate before the parser and without: the same events, claims, links, times and measures, and every named party."""
    with open(os.path.join(ROOT, "bench", "foreign.txt"), encoding="utf-8") as lines:
        foreign = [line.strip() for line in lines]
    texts = []
    for name in ("docs/evaluation-articles.jsonl", "docs/gold/read.jsonl", "docs/gold/unread.jsonl"):
        with open(os.path.join(ROOT, name), encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    rows = []
    for i, text in enumerate(texts):
        first, gap, rest = text.partition("\n\n")
        rows += [text, first + "\n\n" + foreign[i % len(foreign)] + "\n\n* * *\n\n12:30 - 14:00" + gap + rest]
    mixed = s.path("mixed.jsonl", "".join(json.dumps({"id": str(i), "text": t, "date": "2024-05-06"}) + "\n" for i, t in enumerate(rows)))

    def kept(row):
        events = [{k: v for k, v in e.items() if k not in ("actor", "recipient", "factuality", "place", "route", "object")} for e in row["events"]]
        parties = [[(p["begin"], p["code"]) for p in e["actor"] + e["recipient"]] + [f["value"] for f in e["factuality"]] for e in row["events"]]
        claims = [(a["cue"], a["source_span"], a["content"], a["parent"]) for a in row["attributions"]]
        return events, parties, claims, row["links"], row["times"], row["screening"]

    def named(row):
        return {(m["begin"], e["code"]) for e in row["entities"] for m in e["mentions"] if e["code"] and m["form"] == "NAM"}

    every = [json.loads(line) for line in s.run("code", "--format", "jsonl", "--no-gate", mixed).stdout.splitlines()]
    s.expect("the gate loses nothing", 0, "code", "--format", "jsonl", mixed, out=lambda o: len(objects(o)) == len(every) == len(rows) and
             all(kept(a) == kept(b) and named(a) <= named(b) for a, b in zip(every, objects(o))))


def inputs(s):
    text = s.path("a.txt", TEXT)
    s.expect("plain text", 0, "code", text, out=lambda o: len(objects(o)) == 1)
    s.expect("standard input", 0, "code", input=TEXT.encode(), out=lambda o: objects(o)[0]["doc"]["id"] == "standard input")
    s.expect("empty file", 0, "code", s.path("empty.txt", ""), out=lambda o: objects(o)[0]["events"] == [])
    s.expect("empty JSON Lines", 0, "code", s.path("empty.jsonl", ""), out=lambda o: o == b"")
    s.expect("byte-order mark, CRLF, NUL, controls", 0, "code", s.path("odd.txt", b"\xef\xbb\xbfA b.\r\n\r\nC\x00d\x01 e.\r\n"), out=lambda o: len(objects(o)) == 1)
    s.expect("missing file", 1, "code", s.path("none.txt"), message="none.txt: No such file")
    s.expect("directory", 1, "code", s.dir, message="is a directory")
    s.expect("missing file, others go on", 1, "code", s.path("none.txt"), text, out=lambda o: len(objects(o)) == 1)
    s.expect("broken UTF-8", 1, "code", s.path("bad.txt", b"good\nbad \xff here\n"), message="bad.txt:2: not UTF-8")
    s.expect("binary", 1, "code", s.path("bin.txt", bytes(range(256)) * 40), message="not UTF-8")
    lines = s.path("l.jsonl", '{"id":"1","text":"%s"}\n{"id":2\n{"id":"3","text":"x"}\n[1]\n{"id":"5"}\n' % TEXT.strip())
    s.expect("broken JSON line, others go on", 1, "code", lines, message="l.jsonl:2:", out=lambda o: [d["doc"]["id"] for d in objects(o)] == ["1", "3"])
    s.expect("bad date in JSON", 1, "code", s.path("d.jsonl", '{"text":"x","date":"2023-02-30"}\n'), message="2023-02-30")
    s.expect("JSON offsets are code points", 0, "code", s.path("cp.jsonl", json.dumps({"text": "“Žluťoučký” – " + TEXT}, ensure_ascii=False) + "\n"),
             out=lambda o: all(("“Žluťoučký” – " + TEXT)[m["begin"]:m["end"]] == m["text"] for e in objects(o)[0]["entities"] for m in e["mentions"]))
    html = "<html><head><title>T</title><meta property='og:site_name' content='Paper'><meta property='article:published_time' content='2023-05-01T10:00'></head>" \
           "<body><nav>menu</nav><article><p>%s</p></article></body></html>" % TEXT.strip()
    s.expect("HTML", 0, "code", s.path("h.html", html), out=lambda o: objects(o)[0]["doc"]["date"] == "2023-05-01" and objects(o)[0]["doc"]["source"] == "Paper")
    s.expect("gzip", 0, "code", s.path("a.txt.gz", gzip.compress(TEXT.encode())), out=lambda o: len(objects(o)) == 1)
    s.expect("explain names the row", 0, "explain", text, out=lambda o: b"by data/lexicon/" in o)
    two = s.path("two.txt", b"France attacked Mali. France then warned Niger.\n")
    s.expect("explain one event of a file", 0, "explain", two + ":V2", out=lambda o: b" V2: THREATEN" in o and b" V1: " not in o)
    s.expect("explain one event of a document", 0, "explain", two, "two.txt:V1", out=lambda o: b" V1: ASSAULT" in o and b" V2: " not in o)
    s.expect("explain an event that is not there", 1, "explain", two + ":V9", message="two.txt: no event V9 there: it has 2")
    s.expect("explain a document that is not there", 1, "explain", two, "nodoc:V1", message="nodoc: no document of this id in what was read")
    s.expect("explain a file that is not there", 1, "explain", "nofile:V3", message="nofile: no such file", stdin=subprocess.DEVNULL)
    s.expect("explain a document of standard input", 0, "explain", "-", "--input", "jsonl", "a:V1", input=b'{"id":"a","text":"France attacked Mali."}\n',
             out=lambda o: b" V1: ASSAULT" in o)
    s.expect("explain one event at a time", 2, "explain", two + ":V1", two + ":V2", message="one event at a time")
    s.expect("predicates", 0, "code", "--predicates", text, out=lambda o: [p["lemma"] for p in objects(o)[0]["predicates"]] == ["meet"])
    gate_loses_nothing(s)
    s.expect("PLOVER", 0, "code", "--format", "plover", text, out=lambda o: [(e["event"], e["quad_code"]) for e in objects(o)] == [(["CONSULT"], 1)])
    s.expect("CAMEO", 0, "code", "--format", "cameo", text, out=lambda o: b"CANGOV\tCHLGOV\t" in o)
    parsed = s.run("parse", text).stdout
    s.expect("CoNLL-U in and out", 0, "parse", s.path("p.conllu", parsed), out=lambda o: [l.split(b"\t")[1:8] for l in o.splitlines() if b"\t" in l] ==
             [l.split(b"\t")[1:8] for l in parsed.splitlines() if b"\t" in l])
    s.expect("broken CoNLL-U", 1, "parse", s.path("b.conllu", "1\tword\n"), message="b.conllu:1: not ten columns")
    s.expect("zstd cut short", 1, "code", s.path("a.txt.zst", b"\x28\xb5\x2f\xfd\x04\x58"), message="a.txt.zst")
    s.expect("gzip, damaged", 1, "code", s.path("dam.jsonl.gz", gzip.compress(os.urandom(300000))[:200000] + bytes(1000)), text, message="dam.jsonl.gz",
             out=lambda o: len(objects(o)) == 1)
    s.expect("gzip cut short", 1, "code", s.path("cut.txt.gz", gzip.compress(TEXT.encode() * 2000)[:60]), message="cut short")
    s.expect("a hundred megabytes in one document", 1, "code", s.path("huge.txt", b"word and " * 11200000), message="huge.txt:1: longer than 4 MiB")
    os.remove(s.path("huge.txt"))
    long = b'{"id":"1","text":"x"}\n{"id":"2","text":"' + b"a" * 40000000 + b'"}\n{"id":"3","text":"y"}\n'
    s.expect("a line of forty megabytes, others go on", 1, "code", s.path("long.jsonl", long), message="long.jsonl:2: longer than",
             out=lambda o: [d["doc"]["id"] for d in objects(o)] == ["1", "3"])
    os.remove(s.path("long.jsonl"))
    bomb = gzip.compress(bytes(50000000).replace(b"\0", b"a"))
    s.expect("packed a thousandfold", 1, "code", s.path("bomb.txt.gz", bomb), message="longer than")
    size = 20000 if s.sanitized() else 100000  # a megabyte takes half a minute there
    s.expect("a line of a megabyte", 0, "code", s.path("line.txt", "word, and " * size), out=lambda o: len(objects(o)) == 1)
    s.expect("a word of a megabyte", 0, "parse", s.path("word.txt", "a" * 1000000), out=lambda o: o.count(b"\n") > 2)
    s.expect("brackets, a hundred thousand", 0, "code", s.path("b.txt", "(" * 100000), out=lambda o: len(objects(o)) == 1)


if __name__ == "__main__":
    main(inputs)

#!/usr/bin/env python3
"""ingest --coded: what `code` printed is kept as if it had been coded there, and what is wrong is named. usage: coded_test.py PROGRAM"""
import gzip
import json
import os
import sqlite3

from support import ROOT, main, objects

ARTICLES = [os.path.join(ROOT, "docs", "evaluation-articles.jsonl"), os.path.join(ROOT, "examples", "denial-drones-herald.jsonl")]
FOREIGN = {"id": "de", "date": "2023-05-02", "text": "Die Bundesregierung hat am Dienstag zwei russische Diplomaten des Landes verwiesen, weil sie für einen Geheimdienst gearbeitet haben sollen."}
ACCENTS = {"id": "é", "date": "2023-05-02", "source": "Le Monde", "text": "Café “à la carte”. France expelled two Russian diplomats on Monday, Élysée spokesman Jean Léon said."}
NAMELESS = {"date": "2023-05-02", "text": "Germany expelled two Russian diplomats on Monday."}


def dump(db):
    with sqlite3.connect(db) as c:
        return [line for line in c.iterdump() if "evidence_fts_" not in line]


def tables(db, *names):
    with sqlite3.connect(db) as c:
        return [c.execute("SELECT * FROM %s" % name).fetchall() for name in names]


def inputs(s):
    return [*ARTICLES, s.path("more.jsonl", "".join(json.dumps(d, ensure_ascii=False) + "\n" for d in (FOREIGN, ACCENTS, NAMELESS)))]


def coded(s, *options):
    return s.run("code", "-q", "--format", "jsonl", *options, *inputs(s)).stdout


def same(s):
    lines = coded(s, "--with-text")
    own, db, packed = s.path("own.db"), s.path("coded.db"), s.path("packed.db")
    s.run("ingest", "-q", "--ledger", own, *inputs(s))
    s.expect("coded", 0, "ingest", "--ledger", db, "--coded", s.path("coded.jsonl", lines), out=lambda o: b"18 documents added" in o)
    s.check("the ledger is that of coding", dump(own) == dump(db), [a for a, b in zip(dump(own), dump(db)) if a != b][:2])
    s.expect("again", 0, "ingest", "--ledger", db, "--coded", s.path("coded.jsonl"), out=lambda o: b"0 documents added, 18 known already" in o)
    s.expect("as text", 0, "ingest", "--ledger", db, *inputs(s), out=lambda o: b"0 documents added, 18 known already" in o)
    s.expect("packed, by standard input", 0, "ingest", "--ledger", packed, "--coded", input=gzip.compress(lines), out=lambda o: b"18 documents added" in o)
    s.check("the same again", dump(own) == dump(packed), "")
    row = objects(lines)[-2]
    s.check("text and identity", row["text"] == ACCENTS["text"] and row["identity"] == "id\tLe Monde\té", row)


def bare(s):
    """Without the text: events and sentences are whole."""
    own, db = s.path("own2.db"), s.path("bare.db")
    s.run("ingest", "-q", "--ledger", own, *inputs(s))
    s.expect("without text", 0, "ingest", "--ledger", db, "--coded", s.path("bare.jsonl", coded(s)), out=lambda o: b"18 documents added" in o)
    names = ("event", "party", "phrase", "place", "claim", "link", "attribution", "content", "screening", "said_by")
    s.check("all but the text", tables(own, *names) == tables(db, *names), "")
    with sqlite3.connect(db) as c:
        bad = c.execute("SELECT count(*) FROM event e JOIN text t ON t.id=e.text WHERE substr(t.text, evidence_begin+1, evidence_end-evidence_begin)<>evidence"
                        " OR substr(t.text, trigger_begin+1, trigger_end-trigger_begin)<>trigger").fetchone()
    s.check("what is quoted stands at its place", bad == (0,), bad)
    empty = {**objects(coded(s))[-1], "entities": [], "times": [], "attributions": [], "events": [], "links": [], "screening": []}
    two = "".join(json.dumps({**empty, "doc": {**empty["doc"], "id": i}}) + "\n" for i in ("x", "y"))
    s.expect("nothing quoted", 0, "ingest", "--ledger", s.path("empty.db"), "--coded", s.path("two.jsonl", two), out=lambda o: b"2 documents added, 0 known" in o)
    s.expect("with the text it is a new version", 0, "ingest", "--ledger", db, ARTICLES[1], out=lambda o: b"new versions: 1" in o)


def wrong(s):
    good = objects(coded(s, "--with-text"))
    whole = good[-2]
    event = whole["events"][0]

    def changed(**fields):
        return json.dumps({**whole, **fields})

    def event_with(**fields):
        return changed(events=[{**event, **fields}, *whole["events"][1:]])

    attribution = dict(whole["attributions"][0])
    begin, end = event["evidence"]["begin"], event["evidence"]["end"] - 1
    half = {**event, "id": "V2", "evidence": {"begin": begin, "end": end, "text": whole["text"][begin:end]}}
    cases = [("{\"doc\": ", "column"), ("[]", "not a JSON object"), (json.dumps({"id": "a", "text": "b"}), "this is not what `code --format jsonl` printed"),
             (changed(text=7), "'text' is not a string"), (changed(text=whole["text"][:40]), "whole number from 0 to 40"),
             (changed(text=whole["text"].replace("expelled", "accepted")), "is not"), (changed(doc={**whole["doc"], "date": "2023-02-30"}), "not YYYY-MM-DD"),
             (event_with(cameo=None), "events[0]: 'cameo' is not a string"), (event_with(event="WAR"), "no category of PLOVER"), (event_with(mode="war"), "'mode' cannot be 'war'"), (event_with(id="V2"), "its id is not V1"),
             (event_with(attribution=["A99"]), "none of the ids"), (event_with(factuality=[{"source": "AUTHOR", "value": "CT"}]), "cannot be 'CT'"),
             (event_with(time_source="text", time=None), "has no days"), (event_with(trigger={**event["trigger"], "begin": -1}), "events[0]: 'begin'"),
             (event_with(trigger={**event["trigger"], "begin": 9, "end": 3}), "from 9 to 3"), (event_with(auxiliary=["maybe"]), "'auxiliary' cannot hold"),
             (event_with(context=["a"] * 9), "'context' is too long"), (changed(entities=whole["entities"][::-1]), "not behind the one before"),
             (changed(attributions=[{**attribution, "parent": "A1"}]), "it stands in itself"), (changed(links=[{"type": "SAME", "from": "V1", "to": "V9"}]), "links[0]"),
             (changed(entities=[{**whole["entities"][0], "code": "gov"}, *whole["entities"][1:]]), "entities[0]: 'code' is no code"),
             (changed(events=[event, half], links=[], screening=[]), "events[1]: its evidence is not that of the event before"),
             (changed(made_by=None), "this is not what")]
    lines = [json.dumps(good[0])] + [line for line, _ in cases] + [json.dumps(good[1])]
    db = s.path("wrong.db")
    r = s.expect("bad lines", 1, "ingest", "-q", "--ledger", db, "--coded", s.path("wrong.jsonl", "\n".join(lines) + "\n"), out=lambda o: b"2 documents added" in o)
    errors = r.stderr.decode().splitlines()
    s.check("each named", len(errors) == len(cases), errors)
    for number, ((_, message), error) in enumerate(zip(cases, errors), 2):
        s.check("line %d: %s" % (number, message), "wrong.jsonl:%d: " % number in error and message in error, error)
    twice = dict(whole, text=None)
    del twice["text"]
    twice["events"] = [{**event, "trigger": {**event["trigger"], "text": "x" * len(event["trigger"]["text"])}}, *whole["events"][1:]]
    s.expect("two words at one place", 1, "ingest", "-q", "--ledger", db, "--coded", s.path("twice.jsonl", json.dumps(twice) + "\n"), message="told in two ways")
    s.expect("an option for what is not coded", 2, "ingest", "--ledger", db, "--coded", "--date", "2023-05-02", message="coded already")
    s.expect("another kind of input", 2, "ingest", "--ledger", db, "--coded", "--input", "html", message="JSON Lines")


if __name__ == "__main__":
    raise SystemExit(main(same, bare, wrong))

#!/usr/bin/env python3
"""What every object of `code` keeps to, over the texts of the repository: each entity that is referred to is there, and each country is one.
usage: details_test.py PROGRAM"""
import glob
import json
import os

from support import ROOT, main, objects

BODIES = {"", "IGO", "NGO", "IMG", "MNC", "UNO", "EUR"}
SHORT = ["Barack Obama freed seven Iranian and Iranian-American men on Friday.",
         "Interior Minister Lee Sang-min met President Juan Perez of Chile. The minister praised Chile.",
         "Professor Lin Minwang criticised Japan. Judge Dinnah Usiku, a cleric and an activist condemned Chile."]


def states():
    rows = [line.rstrip("\n").split("\t") for line in open(os.path.join(ROOT, "data", "actors", "countries.tsv"), encoding="utf-8") if line[0] != "#"]
    column = rows[0].index("code")
    return {row[column] for row in rows[1:]}


def texts():
    files = [os.path.join(ROOT, "docs", "evaluation-articles.jsonl")] + sorted(glob.glob(os.path.join(ROOT, "docs", "gold", "*.jsonl")))
    for name in files + sorted(glob.glob(os.path.join(ROOT, "examples", "*.jsonl"))):
        for line in open(name, encoding="utf-8"):
            d = json.loads(line)
            meta = d.get("doc", d)
            yield {"id": str(meta.get("id", "")), "date": meta.get("date", ""), "text": d["text"]}
    for i, text in enumerate(SHORT):
        yield {"id": "short%d" % i, "date": "2023-05-02", "text": text}


def references(d):
    """Every entity id that stands somewhere else than in `entities`, with where."""
    for a in d["attributions"]:
        yield a["id"], a["source"]
    for v in d["events"]:
        for role in ("actor", "recipient", "place"):
            for p in v[role]:
                yield v["id"] + " " + role, p["entity"]
        for f in v["factuality"]:
            yield v["id"] + " factuality", None if f["source"] == "AUTHOR" else f["source"]


def countries(d):
    for e in d["entities"]:
        yield e["id"], e["country"]
        if e["place"]:
            yield e["id"] + " place", e["place"]["country"]
    for v in d["events"]:
        for role in ("actor", "recipient", "place"):
            for p in v[role]:
                yield v["id"] + " " + role, p["country"]


def invariants(s):
    path = s.path("texts.jsonl", "".join(json.dumps(t) + "\n" for t in texts()))
    known = states() | BODIES
    docs = objects(s.run("code", "--format", "jsonl", path).stdout)
    s.check("texts", len(docs) > 40, len(docs))
    lost, odd = [], []
    for d in docs:
        ids = {e["id"] for e in d["entities"]}
        lost += [(d["doc"]["id"], where, i) for where, i in references(d) if i is not None and i not in ids]
        odd += [(d["doc"]["id"], where, c) for where, c in countries(d) if c not in known]
    s.check("every entity referred to is one of the entities", not lost, lost[:5])
    s.check("every country is one of ISO 3166-1 or a body", not odd, odd[:5])


def sizes(s):
    """Each form of output tells how large an event is, and what for."""
    text = s.path("sizes.txt", "Egyptian forces killed at least 14 soldiers and three civilians on Friday. Kuwait delivered 12 ambulances to Lebanon for use in the south.\n")
    told = [(m["text"], m["kind"], m["value"], m["unit"], m["low"], m["high"], m["bound"])
            for v in objects(s.run("code", "--format", "jsonl", text).stdout)[0]["events"] for m in v["magnitude"]]
    s.check("JSON Lines", told == [("at least 14 soldiers", "dead", 14, "soldiers", 14, None, "at_least"), ("three civilians", "dead", 3, "civilians", 3, 3, "exact"),
                                   ("12 ambulances", "quantity", 12, "ambulances", 12, 12, "exact")], told)
    table = s.run("code", "--format", "table", text).stdout.decode()
    s.check("table", "at least 14 soldiers (dead), three civilians (dead)" in table and "purpose  for use in the south" in table, table)
    explained = s.run("explain", text).stdout.decode()
    s.check("explain", "dead 14 (at_least)" in explained and 'size: dead at "killed"' in explained and "for use in the south" in explained, explained)
    plover = [r.get("size_info") for r in objects(s.run("code", "--format", "plover", text).stdout)]
    s.check("PLOVER sums the dead", plover == [{"dead": 17}, {"quantity": 12}], plover)
    large = s.path("large.txt", "China granted Laos a $2.5 million loan on Friday.\n")
    s.check("whole numbers are written out", b'"value":2500000,' in s.run("code", "--format", "jsonl", large).stdout, "")


if __name__ == "__main__":
    main(invariants, sizes)

#!/usr/bin/env python3
"""Codes of parties that are no states have a name: in the words of the page, in its network, and where two parties are asked for.
usage: bodies_test.py PROGRAM"""
import json
import os
import re

from serving import serving
from support import ROOT, main

ARTICLES = [("1", "The European Union imposed sanctions on Iran on Monday. The European Union imposed sanctions on Russia on Tuesday."), ("2", "The United Nations condemned Iran on Monday.")]


def codes():
    """Those that the program gives them."""
    with open(os.path.join(ROOT, "src", "base", "codes.c"), encoding="utf-8") as source:
        body = re.search(r"bool dl_is_body\(.*?^}", source.read(), re.S | re.M).group()
    return {"".join(letters) for letters in re.findall(r"DL_CODE\('(.)', '(.)', '(.)'\)", body)}


def named(s):
    db = s.path("bodies.db")
    lines = "".join(json.dumps({"id": i, "date": "2024-05-02", "source": "Wire", "text": t}) + "\n" for i, t in ARTICLES)
    s.expect("a ledger", 0, "ingest", "-q", "--input", "jsonl", "--ledger", db, s.path("bodies.jsonl", lines))
    with serving(s, db) as server:
        words = {c["code"]: c["name"] for c in server.get("/api/v1/vocabulary").json()["countries"]}
        s.check("each code has a name", len(codes()) == 6 and all(words.get(c, c) != c for c in codes()), {c: words.get(c) for c in codes()})
        s.check("countries have theirs", words["IRN"] == "Iran" and words["EUR"] == "European Union", words["IRN"])
        nodes = {n["id"]: n["name"] for n in server.get("/api/v1/network").json()["nodes"]}
        s.check("in the network, too", nodes.get("EUR") == "European Union" and nodes.get("UNO") == "United Nations", nodes)
    for asked in ("EUR,IRN", "European Union,Iran", "european union,IRN"):
        s.expect("--between %s" % asked, 0, "query", "--ledger", db, "--between", asked, "--count", "--format", "csv", out=lambda out: out == b"entries\n1\n")
        s.expect("flows --between %s" % asked, 0, "flows", "--ledger", db, "--between", asked, "--format", "json", out=lambda out: b'"EUR"' in out)


if __name__ == "__main__":
    raise SystemExit(main(named))

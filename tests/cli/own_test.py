#!/usr/bin/env python3
"""Whose word an act is that stands in what somebody says: his, the text's too, or the text's alone. usage: own_test.py PROGRAM"""
from support import main, objects

TAKEN = "Canada's prime minister said that Peru had attacked a Chilean ship.\nChile confirmed its support for the Peruvian people.\n"


def coded(s, text):
    return objects(s.expect("code", 0, "code", "--format", "jsonl", s.path("a.txt", text)).stdout)[0]


def author(doc, word):
    return next((e["factuality"][0]["value"] for e in doc["events"] if e["trigger"]["text"] == word), None)


def whose(s):
    d = coded(s, TAKEN)
    s.check("what he says is his", author(d, "attacked") == "Uu", d["events"])
    s.check("what he takes for granted is the text's too", author(d, "support") == "CT+", d["events"])


def reasons(s):
    path = s.path("a.txt", TAKEN)
    out = s.expect("explain", 0, "explain", path).stdout.decode()
    s.check("what spoke for it", "the text's own word, " in out, out)
    rows = objects(s.expect("features", 0, "features", "--claims", path).stdout)[0]["events"]
    s.check("evidence", any(r["attributed"] and any(n.startswith("held article ") for n in r["evidence"]) for r in rows), rows)
    s.check("how surely it is said", any("claimed +" in n for r in rows if r["attributed"] for n in r["evidence"]), rows)
    s.check("only of what somebody says", not any(n.startswith("held ") for r in rows if not r["attributed"] for n in r["evidence"]), rows)


main(whose, reasons)

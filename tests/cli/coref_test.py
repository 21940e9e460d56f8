#!/usr/bin/env python3
"""Whom pronouns stand for: gender and number, what explain tells, what trainers read. usage: coref_test.py PROGRAM"""
from support import main, objects

TEXT = ("Queen Elizabeth met Vladimir Putin in Moscow on Monday. He condemned Ukraine. She praised Poland.\n\n"
        "Angela Merkel and Emmanuel Macron met on Tuesday. They criticised Hungary.\n")


def mentions(s, name, text):
    d = objects(s.expect("code", 0, "code", "--format", "jsonl", s.path(name, text)).stdout)[0]
    return {m["text"]: e["name"] for e in d["entities"] for m in e["mentions"] if m["form"] == "PRO"}


def genders(s):
    found = mentions(s, "a.txt", TEXT)
    s.check("he is not a queen", found.get("He") == "Vladimir Putin", found)
    s.check("she is", found.get("She", "").endswith("Elizabeth"), found)


def reasons(s):
    path = s.path("a.txt", TEXT)
    out = s.expect("explain", 0, "explain", path).stdout.decode()
    s.check("what an antecedent stood on", "by models/coref.bin, " in out, out)
    rows = objects(s.expect("features", 0, "features", "--entities", path).stdout)[0]
    told = {TEXT[p["begin"]:p["begin"] + 4].split()[0]: p for p in rows["pronouns"]}
    s.check("pronouns", sorted(told) == ["He", "She", "They"], told)
    options = told["She"]["options"]
    s.check("nobody is the last option", "begin" not in options[-1] and all("begin" in x for x in options[:-1]), options)
    queen = next(x for x in options[:-1] if TEXT[x["begin"]:].startswith("Elizabeth"))
    s.check("evidence", "gender woman she" in [rows["names"][n] for n in queen["evidence"]], queen)
    s.check("a list", any("last" in x for x in told["They"]["options"]), told["They"])


main(genders, reasons)

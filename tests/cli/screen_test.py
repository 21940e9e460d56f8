#!/usr/bin/env python3
"""Screening: what the objects are, the table of measures and what of it was checked. usage: screen_test.py PROGRAM"""
import csv
import io
import json
import os

from support import ROOT, main, objects

ARMS = ["military equipment", "military hardware", "military gear", "military supplies", "military vehicles", "defence equipment"]


def measures():
    with open(os.path.join(ROOT, "data", "measures", "embargoes.tsv"), encoding="utf-8") as lines:
        return list(csv.DictReader((line for line in lines if not line.startswith("#")), delimiter="\t", quoting=csv.QUOTE_NONE))


def coded(s, text):
    return objects(s.run("code", "--format", "jsonl", "--date", "2023-11-09", input=text.encode()).stdout)[0]


def arms(s):
    for thing in ARMS:
        row = coded(s, "North Korea sent %s to Russia." % thing)
        s.check("%s is arms" % thing, [o["class"] for e in row["events"] for o in e["object"]] == ["arms"], row["events"])
        touched = {(x["regime"], x["paragraph"]) for x in row["screening"]}
        s.check("%s touches 1874" % thing, ("UNSCR 1874 (2009)", "9") in touched, touched)
    row = coded(s, "France sent equipment to Libya.")
    s.check("equipment is no arms", row["events"][0]["object"][0]["class"] == "equipment" and row["screening"] == [], row["screening"])
    for m in measures():
        if "military equipment" in m["covers"]:
            s.check("what covers military equipment covers arms, and no computers", m["classes"].split("|")[0] == "arms" and "equipment" not in m["classes"].split("|"), m)


def checked(s):
    rows = measures()
    s.check("every row says so", all((m["checked"], bool(m["words"])) in (("checked", True), ("recalled", True), ("unchecked", False)) for m in rows), "")
    s.check("what nobody has compared is not checked", not [m for m in rows if m["checked"] == "checked"], "")
    s.check("what is recalled", {m["resolution"] for m in rows if m["checked"] == "recalled"} == {"UNSCR 1718 (2006)", "UNSCR 1874 (2009)"}, "")
    got = {(x["regime"], x["paragraph"]): (x["checked"], x["words"]) for x in coded(s, "North Korea sent artillery shells to Russia.")["screening"]}
    s.check("code tells", got[("UNSCR 1874 (2009)", "9")][0] == "recalled" and "all arms and related materiel" in got[("UNSCR 1874 (2009)", "9")][1], got)
    s.check("unchecked", got[("UNSCR 2094 (2013)", "7")] == ("unchecked", ""), got)


NEWS = [
    ("s1", "2023-09-14", "North Korea sent artillery shells to Russia on Wednesday."),
    ("s2", "2023-09-15", "North Korea sent artillery shells to Russia on Wednesday. Kuleba said that the shipments violated UN resolutions."),
    ("s3", "2023-11-10", "France sold tanks to Germany on Thursday. Russia condemned North Korea."),
    ("s4", "2024-01-11", "Iran sent drones to Russia on Wednesday."),
]


def entries(s):
    db = s.path("s.db")
    s.run("ingest", "--quiet", "--ledger", db, s.path("s.jsonl", "".join(json.dumps({"id": i, "date": d, "source": i, "text": t}) + "\n" for i, d, t in NEWS)))
    rows = objects(s.run("screen", "--ledger", db, "--format", "jsonl").stdout)
    s.check("what moves nothing, or between others, is not there", [e["actor"][0]["country"] for e in rows] == ["PRK", "IRN"], rows)
    shells = rows[0]
    touched = {(t["instrument"], t["paragraph"]): t for t in shells["touches"]}
    t = touched.get(("UNSCR 1874 (2009)", "9"), {})
    s.check("the paragraph, its words, who is bound", (t.get("checked"), t.get("country"), t.get("way")) == ("recalled", "PRK", "from") and "all arms" in t.get("words", ""), touched)
    s.check("two articles, one entry", shells["documents"] == 2, shells)
    s.check("not in force any more", ("UNSCR 2231 (2015)", "Annex B 4") not in {(t["instrument"], t["paragraph"]) for t in rows[1]["touches"]}, rows[1]["touches"])
    s.check("each once", len(touched) == len(shells["touches"]), shells["touches"])
    table = list(csv.DictReader(io.StringIO(s.run("screen", "--ledger", db, "--format", "csv").stdout.decode())))
    s.check("a row a measure", len(table) == sum(len(e["touches"]) for e in rows) and table[0]["object_class"] == "arms", table[:1])
    s.check("since", [e["actor"][0]["country"] for e in objects(s.run("screen", "--ledger", db, "--since", "2024-01-01", "--format", "jsonl").stdout)] == ["IRN"], "")
    s.check("filters of query", objects(s.run("screen", "--ledger", db, "--actor", "PRK", "--since", "2024-01-01", "--format", "jsonl").stdout) == [], "")
    out = s.run("screen", "--ledger", db).stdout.decode()
    s.check("it says touches, and no more", "touches   UNSCR 1874 (2009), paragraph 9" in out and "recalled, not compared with the text" in out and "unchecked" in out and "whether a rule is broken is not told here" in out, out)
    s.expect("no data file", 1, "screen", "--ledger", db, "--data", s.path("none"), message="none")


if __name__ == "__main__":
    main(arms, checked, entries)

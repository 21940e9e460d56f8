#!/usr/bin/env python3
"""Screening: what the objects are, the table of measures and what of it was checked. usage: screen_test.py PROGRAM"""
import csv
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
    s.check("every row says so", all((m["checked"], bool(m["words"])) in (("checked", True), ("unchecked", False)) for m in rows), "")
    s.check("what is checked", {m["resolution"] for m in rows if m["checked"] == "checked"} == {"UNSCR 1718 (2006)", "UNSCR 1874 (2009)"}, "")
    got = {(x["regime"], x["paragraph"]): (x["checked"], x["words"]) for x in coded(s, "North Korea sent artillery shells to Russia.")["screening"]}
    s.check("code tells", got[("UNSCR 1874 (2009)", "9")][0] == "checked" and "all arms and related materiel" in got[("UNSCR 1874 (2009)", "9")][1], got)
    s.check("unchecked", got[("UNSCR 2094 (2013)", "7")] == ("unchecked", ""), got)


if __name__ == "__main__":
    main(arms, checked)

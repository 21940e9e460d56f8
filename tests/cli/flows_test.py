#!/usr/bin/env python3
"""flows: both directions of a dyad over time, as a table, CSV and JSON. usage: flows_test.py PROGRAM"""
import csv
import io
import json

from support import main

NEWS = [
    ("f1", "2023-09-14", "North Korea sent artillery shells to Russia on Wednesday."),
    ("f2", "2023-09-15", "North Korea sent artillery shells to Russia on Wednesday."),
    ("f3", "2023-11-10", "Russia gave food to North Korea on Thursday. South Korea said on Friday that North Korea was supplying missiles to Russia."),
    ("f4", "2023-11-20", "Russian President Vladimir Putin met North Korean leader Kim Jong Un in Moscow on Sunday."),
    ("f5", "2023-12-01", "Russia may send fighter jets to North Korea next year. In 2021 Russia condemned North Korea."),
]


def ledger(s):
    db = s.path("f.db")
    s.run("ingest", "--quiet", "--ledger", db, s.path("f.jsonl", "".join(json.dumps({"id": i, "date": d, "source": i, "text": t}) + "\n" for i, d, t in NEWS)))
    return db


def cells(s, db, *options):
    return list(csv.DictReader(io.StringIO(s.run("flows", "--ledger", db, "--format", "csv", *options).stdout.decode())))


def counted(s):
    db = ledger(s)
    rows = cells(s, db, "--between", "RUS,PRK")
    told = {(r["period"], r["actor"], r["event"], r["object"]): r for r in rows}
    shells = told.get(("2023-09", "PRK", "AID", "arms"), {})
    s.check("two articles are one entry", (shells.get("entries"), shells.get("facts"), shells.get("claims")) == ("1", "1", "0"), rows)
    missiles = told.get(("2023-11", "PRK", "AID", "arms"), {})
    s.check("a claim is no fact", (missiles.get("facts"), missiles.get("claims"), missiles.get("goldstein_facts")) == ("0", "1", "0"), rows)
    s.check("its Goldstein is apart", float(missiles.get("goldstein_claims", 0)) > 0, missiles)
    s.check("the other way", ("2023-11", "RUS", "AID", "food") in told, sorted(told))
    s.check("a meeting, both ways", ("2023-11", "RUS", "CONSULT", "") in told and ("2023-11", "PRK", "CONSULT", "") in told, sorted(told))
    s.check("a year is no month", ("", "RUS", "ACCUSE", "") in told, sorted(told))
    ahead = [r for r in rows if r["announced"] != "0"]
    s.check("what may come is apart", ahead and all(r["facts"] == "0" and r["goldstein_facts"] == "0" for r in ahead), rows)
    s.check("sums", all(int(r["entries"]) == sum(int(r[k]) for k in ("facts", "claims", "disputed", "denied", "announced")) for r in rows), rows)
    s.check("by name", cells(s, db, "--between", "Russia,North Korea") == rows, "")
    s.check("by object", {r["object"] for r in cells(s, db, "--between", "rus,prk", "--object", "arms")} == {"arms"}, "")
    s.check("by days", {r["period"] for r in cells(s, db, "--between", "RUS,PRK", "--since", "2023-11-01", "--until", "2023-11-30")} == {"2023-11"}, "")
    s.check("by week", "2023-09-11" in {r["period"] for r in cells(s, db, "--between", "RUS,PRK", "--by", "week")}, "")
    s.check("by year", "2021" in {r["period"] for r in cells(s, db, "--between", "RUS,PRK", "--by", "year")}, "")


FILTERS = [[], ["--event", "AID"], ["--event", "07"], ["--object", "arms"], ["--status", "claimed"], ["--status", "announced"], ["--since", "2023-11-01"], ["--until", "2023-10-31"], ["--place", "RUS"],
           ["--place", "Moscow"], ["--near", "55.75,37.62,100"], ["--source", "f3"], ["--said-by", "South Korea"], ["--denied-by", "Nobody"], ["--min-sources", "2"], ["--min-confidence", "0.9"],
           ["--text", "missiles"], ["--text", "artillery", "--status", "corroborated"], ["--source", "f3", "--object", "food"]]


def filtered(s):
    """Each filter of query holds in flows, each way."""
    db, fewer = ledger(s), 0
    count = lambda *options: int(s.run("query", "--ledger", db, "--count", *options).stdout)
    for options in FILTERS:
        rows = cells(s, db, "--between", "RUS,PRK", *options)
        told = [sum(int(r["entries"]) for r in rows if r["actor"] == side) for side in ("RUS", "PRK")]
        asked = [count("--actor", a, "--recipient", b, *options) for a, b in (("RUS", "PRK"), ("PRK", "RUS"))]
        s.check("as query counts: " + " ".join(options), told == asked, (told, asked))
        fewer += 0 < sum(told) < 6
        both = count("--between", "RUS,PRK", *options)
        s.check("either way: " + " ".join(options), max(told) <= both <= sum(told), (told, both))
    s.check("most filters leave some", fewer > 8, fewer)
    rows = cells(s, db, "--between", "RUS,PRK", "--actor", "Putin")
    s.check("a person", {r["event"] for r in rows} == {"CONSULT"} and {r["actor"] for r in rows} == {"RUS", "PRK"}, rows)
    s.check("of mentions too", count("--between", "PRK,RUS", "--mentions", "--object", "arms") == 4 > count("--between", "PRK,RUS", "--object", "arms"), "")
    s.check("a filter is no filter of nothing", cells(s, db, "--between", "RUS,PRK", "--text", "nonsensical") == [], "")


def shown(s):
    db = ledger(s)
    out = s.run("flows", "--ledger", db, "--between", "RUS,PRK").stdout.decode()
    s.check("the head", out.startswith("RUS and PRK, by month, 2023-09 to "), out)
    s.check("both directions", "\nRUS -> PRK" in out and "\nPRK -> RUS" in out and "AID (arms)" in out and "material cooperation" in out, out)
    s.check("marks", any(mark in out for mark in "▁▂▃▄▅▆▇█"), out)
    s.check("no empty ends of lines", not any(line.endswith(" ") for line in out.splitlines()), out)
    s.check("periods side by side", "\n2023-09 " in out and "\nlonger " in out and "\n2023-10 " not in out, out)
    whole = json.loads(s.run("flows", "--ledger", db, "--between", "RUS,PRK", "--format", "json").stdout)
    periods, ways = whole["periods"], whole["ways"]
    s.check("no gaps", periods[:3] == ["2023-09", "2023-10", "2023-11"], periods)
    s.check("a number a period", all(len(w["series"]) == len(periods) and len(w["quads"]) == 4 for w in ways), whole)
    rows = cells(s, db, "--between", "RUS,PRK")
    for way in ways:
        mine = [r for r in rows if r["actor"] == way["actor"]]
        s.check("the same as CSV: " + way["actor"], way["entries"] == sum(int(r["entries"]) for r in mine) and
                sum(way["series"]) == sum(int(r["facts"]) + int(r["claims"]) + int(r["disputed"]) for r in mine if r["period"]) and
                sum(k["entries"] for k in way["kinds"]) == way["entries"], (way, mine))
    s.expect("nobody", 0, "flows", "--ledger", db, "--between", "PER,FJI", out=lambda o: b"nothing is told" in o)
    s.expect("nobody, JSON", 0, "flows", "--ledger", db, "--between", "PER,FJI", "--format", "json", out=lambda o: json.loads(o)["periods"] == [])


def usage(s):
    db = ledger(s)
    for options, words in (([], "--between"), (["--between", "Russia"], "RUS,PRK"), (["--between", "RUS,RUS"], "the same"), (["--between", "RUS,PRK", "--by", "day"], "month, week or year"),
                           (["--between", "RUS,PRK", "--since", "2023-02-30"], "February"), (["--between", "RUS,PRK", "--event", "AIDE"], "is AID meant"), (["--between", "RUS,PRK", "--status", "true"], "reported, claimed"),
                           (["--between", "RUS,PRK", "--limit", "3"], "no option of flows"), (["--between", "RUS,PRK", "--format", "xml"], "table, json or csv"),
                           (["--between", "RUS,PRK", "x.txt"], "reads the ledger only")):
        s.expect(" ".join(options), 2, "flows", "--ledger", db, *options, message=words)
    s.expect("no ledger", 2, "flows", "--between", "RUS,PRK", message="--ledger")


if __name__ == "__main__":
    main(counted, filtered, shown, usage)

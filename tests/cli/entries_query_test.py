#!/usr/bin/env python3
"""query over entries: every filter, order, pages, counts and groups. usage: entries_query_test.py PROGRAM"""
import csv
import io
import json

from support import main, objects

NEWS = [
    {"id": "k1", "source": "Herald", "date": "2023-09-14", "text": "North Korea sent artillery shells to Russia on Wednesday."},
    {"id": "k2", "source": "Gazette", "date": "2023-09-15", "text": "North Korea sent artillery shells to Russia on Wednesday."},
    {"id": "k3", "source": "Post", "date": "2023-11-09",
     "text": "US Secretary of State Antony Blinken said on Thursday that Iran was supplying attack drones to Russia. Iran denied supplying attack drones to Russia."},
    {"id": "k4", "source": "Post", "date": "2023-11-10", "text": "Russian forces attacked Kyiv on Thursday. Canada donated three million dollars to Chile last month."},
    {"id": "k5", "source": "Wire", "date": "2023-12-01", "text": "Germany invaded Poland in 1939. France and Spain signed a treaty in Madrid on Thursday. Kenya will send grain to Chad next year. Iran may attack Iraq next year."},
    {"id": "k6", "source": "Wire", "date": "2023-12-02", "text": "Russian Foreign Minister Sergei Lavrov met Chinese Foreign Minister Wang Yi in Moscow on Friday."},
]


def ledger(s):
    db = s.path("e.db")
    s.run("ingest", "--quiet", "--ledger", db, s.path("news.jsonl", "".join(json.dumps(d) + "\n" for d in NEWS)))
    return db


def rows(s, db, *options):
    return objects(s.run("query", "--ledger", db, "--format", "jsonl", *options).stdout)


def acts(found):
    return sorted("%s %s>%s" % (e["event"], "+".join(sorted({p["country"] for p in e["actor"]})), "+".join(sorted({p["country"] for p in e["recipient"]}))) for e in found)


def entries(s):
    db = ledger(s)
    shells = [e for e in rows(s, db) if e["object"] and "shells" in e["object"][0]["text"]]
    s.check("two articles, one entry", len(shells) == 1 and shells[0]["documents"] == 2 and shells[0]["sources"] in (1, 2), shells)
    e = shells[0]
    s.check("first and last report", (e["first_report"], e["last_report"]) == ("2023-09-14", "2023-09-15"), e)
    s.check("its articles, by day", [r["document"] for r in e["reports"]] == ["k1", "k2"], e["reports"])
    s.check("mentions", len(rows(s, db, "--mentions", "--actor", "PRK")) == 2 and len(rows(s, db, "--actor", "PRK")) == 1, "")
    drones = [e for e in rows(s, db, "--actor", "IRN", "--recipient", "RUS") if e["status"] in ("claimed", "disputed", "denied")]
    quotes = [(v["name"], v["cue"]) for e in drones for v in e["said_by"]]
    s.check("who says so", ("Antony Blinken", "said") in quotes, quotes)
    s.check("with the sentence", any("Blinken said" in v["quote"] and v["document"] == "k3" for e in drones for v in e["said_by"]), drones)
    s.check("why", all("independent source" in e["why"] for e in drones), drones)
    out = s.run("query", "--ledger", db, "--actor", "PRK").stdout.decode()
    s.check("a table", "2 documents, from 2023-09-14 to 2023-09-15" in out and out.endswith("1 entry\n"), out)


FILTERS = [
    (["--actor", "PRK", "--recipient", "RUS"], ["AID PRK>RUS"]),
    (["--actor", "prk"], ["AID PRK>RUS"]),
    (["--recipient", "UKR"], []),
    (["--object", "funds"], ["AID CAN>CHL"]),
    (["--event", "ASSAULT"], ["ASSAULT DEU>POL", "ASSAULT IRN>IRQ", "ASSAULT RUS>UKR"]),
    (["--event", "19", "--until", "1950-01-01"], ["ASSAULT DEU>POL"]),
    (["--since", "1939-05-01", "--until", "1939-05-31"], ["ASSAULT DEU>POL"]),
    (["--since", "2023-10-31", "--until", "2023-10-31"], ["AID CAN>CHL"]),
    (["--since", "2023-10-31", "--until", "2023-10-31", "--actor", "CAN"], ["AID CAN>CHL"]),
    (["--since", "1939-12-31", "--until", "1939-12-31", "--actor", "DEU"], ["ASSAULT DEU>POL"]),
    (["--since", "1939-12-31", "--until", "1939-12-31", "--actor", "DEU", "--recipient", "POL"], ["ASSAULT DEU>POL"]),
    (["--status", "announced"], ["ASSAULT IRN>IRQ"]),
    (["--text", "grain"], ["AGREE KEN>TCD"]),
    (["--text", "grain", "--actor", "FRA"], []),
    (["--said-by", "blinken"], ["AID IRN>RUS"]),
    (["--said-by", "blinken", "--recipient", "UKR"], []),
    (["--source", "Gazette"], ["AID PRK>RUS"]),
    (["--actor", "Lavrov"], ["CONSULT CHN+RUS>"]),
    (["--recipient", "CHN"], ["CONSULT CHN+RUS>"]),
    (["--recipient", "Wang Yi"], ["CONSULT CHN+RUS>"]),
    (["--actor", "CHNGOV"], ["CONSULT CHN+RUS>"]),
    (["--actor", "CHN", "--recipient", "RUS"], ["CONSULT CHN+RUS>"]),
    (["--near", "40.42,-3.70,50"], ["SUPPORT ESP+FRA>"]),
    (["--near", "40.42,-3.70,50", "--event", "AID"], []),
    (["--near", "-40.42,176.3,50"], []),
    (["--place", "madrid"], ["SUPPORT ESP+FRA>"]),
    (["--place", "ESP"], ["SUPPORT ESP+FRA>"]),
]


def filters(s):
    db = ledger(s)
    for options, want in FILTERS:
        got = rows(s, db, *options)
        if options == ["--recipient", "UKR"]:
            want = ["ASSAULT RUS>UKR"] if any("Kyiv" in e["evidence"]["text"] for e in got) else want
        s.check(" ".join(options), acts(got) == sorted(want), acts(got))
        count = int(s.run("query", "--ledger", db, "--count", *options).stdout)
        s.check("count " + " ".join(options), count == len(got), count)
        mentions = rows(s, db, "--mentions", *options)
        s.check("mentions " + " ".join(options), {a for a in acts(mentions)} >= set(acts(got)), acts(mentions))
    denied = rows(s, db, "--denied-by", "Iran")
    s.check("--denied-by", denied and all("Iran" in [v["name"] for v in e["denied_by"]] for e in denied), denied)
    s.check("--min-sources", all(e["sources"] >= 2 for e in rows(s, db, "--min-sources", "2")), "")
    s.check("combined", acts(rows(s, db, "--object", "arms", "--recipient", "RUS", "--since", "2023-09-01", "--until", "2023-09-30", "--text", "shell")) == ["AID PRK>RUS"], "")


def pages(s):
    db = ledger(s)
    for key in ("date", "-date", "sources", "-sources", "reported", "-reported"):
        for options in ([], ["--actor", "RUS"], ["--since", "2023-01-01"], ["--recipient", "RUS", "--since", "2023-01-01"]):
            whole = [e["id"] for e in rows(s, db, "--sort", key, *options)]
            paged, after = [], []
            while True:
                page = [e["id"] for e in rows(s, db, "--sort", key, "--limit", "2", *after, *options)]
                if not page:
                    break
                paged += page
                after = ["--after", str(page[-1])]
            s.check("pages by %s %s" % (key, options), paged == whole and len(set(whole)) == len(whole), (paged, whole))
    days = [e["date_begin"] for e in rows(s, db, "--sort", "-date")]
    s.check("newest first", days == sorted(days, reverse=True) and len(days) > 5, days)
    out = s.run("query", "--ledger", db, "--limit", "2").stdout.decode()
    s.check("where to go on", "2 entries; those behind them: --after " in out, out[-80:])
    whole = [e["id"] for e in rows(s, db, "--mentions")]
    first = [e["id"] for e in rows(s, db, "--mentions", "--limit", "3")]
    rest = [e["id"] for e in rows(s, db, "--mentions", "--after", str(first[-1]))]
    s.check("pages of mentions", first + rest == whole, (first, rest, whole))


def groups(s):
    db = ledger(s)
    table = list(csv.DictReader(io.StringIO(s.run("query", "--ledger", db, "--group-by", "month,actor,recipient,event", "--format", "csv").stdout.decode())))
    got = {(r["month"], r["actor"], r["recipient"], r["event"]): r for r in table}
    shells = got.get(("2023-09", "PRK", "RUS", "AID"), {})
    s.check("a dyad and month", (shells.get("entries"), shells.get("facts"), shells.get("goldstein_facts")) == ("1", "1", "8.3"), table)
    s.check("both ways", ("2023-12", "RUS", "CHN", "CONSULT") in got and ("2023-12", "CHN", "RUS", "CONSULT") in got, sorted(got))
    s.check("a longer span has no month", ("", "DEU", "POL", "ASSAULT") in got, sorted(got))
    total = sum(int(r["entries"]) for r in csv.DictReader(io.StringIO(s.run("query", "--ledger", db, "--group-by", "event", "--format", "csv").stdout.decode())))
    s.check("all entries", total == int(s.run("query", "--ledger", db, "--count").stdout), total)
    for names in ("actor", "recipient", "event", "status", "year", "week", "day", "object", "quad"):
        for options in ([], ["--actor", "RUS"], ["--text", "drones"], ["--said-by", "Blinken"]):
            out = objects(s.run("query", "--ledger", db, "--group-by", names, "--format", "jsonl", *options).stdout)
            s.check("by %s %s" % (names, options), out and all(g["entries"] == g["facts"] + g["claims"] + g["disputed"] + g["denied"] + g["announced"] for g in out), out)
    weeks = {g["week"] for g in objects(s.run("query", "--ledger", db, "--group-by", "week", "--format", "jsonl").stdout)}
    s.check("a week by its Monday", "2023-09-11" in weeks, weeks)
    for options, words in ((["--group-by", "monht"], "is month meant"), (["--group-by", "event,event"], "twice"), (["--status", "true"], "disputed"), (["--near", "1,2"], "kilometres"),
                           (["--near", "95,2,3"], "kilometres"), (["--limit", "0"], "from 1 on"), (["--sort", "size"], "reported"), (["--after", "9999"], "no such entry"),
                           (["--all-versions"], "--mentions"), (["--count", "--limit", "3"], "counts"), (["--min-sources", "x"], "from 1 on")):
        s.expect(" ".join(options), 2, "query", "--ledger", db, *options, message=words)


if __name__ == "__main__":
    main(entries, filters, pages, groups)

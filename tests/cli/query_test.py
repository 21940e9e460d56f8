#!/usr/bin/env python3
"""query: rows that lead back to their articles, days as they are known, the forms of output, filters that nothing can fit. usage: query_test.py PROGRAM"""
import csv
import io
import json

from support import main, objects

NEWS = [
    {"id": "h-1", "source": "Harbour Herald", "title": "Drones, again", "url": "https://herald.example/h-1", "date": "2022-11-03",
     "text": "KYIV - Ukraine's foreign minister, Dmytro Kuleba, said on Wednesday that Iran was supplying attack drones to Russia. "
             "Iran has denied reports about arms deliveries to Russia.\n"},
    {"id": "old", "source": "Gazette", "date": "2022-11-03",
     "text": "Germany invaded Poland in 1939. Canada donated three million dollars to Chile last month. France expelled two Russian diplomats on "
             "2 November 2022. An attack by Russia killed 20 people in Kyiv on Monday.\n"},
    {"id": "=cmd|' /C calc'!A0", "source": "+Wire", "title": "-1 \"quoted\", and more", "url": "@home", "text": "Armenia threatened Azerbaijan.\n"},
]


def ledger(s):
    p = s.path("news.jsonl", "".join(json.dumps(d) + "\n" for d in NEWS))
    db = s.path("q.db")
    s.run("ingest", "--ledger", db, p)
    return db


def rows(s, db, *options):
    return list(csv.DictReader(io.StringIO(s.run("query", "--mentions", "--ledger", db, "--format", "csv", *options).stdout.decode(), newline="")))


def leads_back(s):
    db = ledger(s)
    row, denied = rows(s, db, "--event", "AID", "--recipient", "RUS")
    want = {"document": "h-1", "label": "V1", "newspaper": "Harbour Herald", "title": "Drones, again", "url": "https://herald.example/h-1", "version": "1",
            "current": "true", "copies": "0", "date": "2022-11-03", "date_begin": "2022-11-03", "date_end": "2022-11-03", "time_source": "publication", "event": "AID",
            "cameo": "072", "quad": "material_cooperation", "goldstein": "8.3", "plover_score": "10", "actor": "Iran", "actor_code": "IRN",
            "actor_country": "IRN", "recipient": "Russia", "recipient_code": "RUS", "object": "attack drones", "object_class": "arms", "author": "Uu",
            "source": "Dmytro Kuleba (CT+)", "source_code": "UKRGOV", "denied_by": "Iran", "trigger": "supplying"}
    s.check("every field of a row", {k: row.get(k) for k in want} == want, {k: row.get(k) for k in want if row.get(k) != want[k]})
    s.check("who denies it", (denied["trigger"], denied["denied_by"]) == ("deliveries", "Iran"), denied)
    text = NEWS[0]["text"]
    s.check("its words", text[int(row["trigger_begin"]):int(row["trigger_end"])] == row["trigger"] and
            text[int(row["evidence_begin"]):int(row["evidence_end"])] == row["evidence"], row)
    s.check("screening and origin", "in force" in row["screening"] and row["origin"].startswith("data/lexicon/"), row)
    out = s.run("query", "--mentions", "--ledger", db, "--event", "AID", "--recipient", "RUS").stdout.decode()
    s.check("the table leads back", "in        h-1 V1, Harbour Herald, Drones, again https://herald.example/h-1\n" in out and "denied by Iran" in out, out)
    o, denied = objects(s.run("query", "--mentions", "--ledger", db, "--event", "AID", "--recipient", "RUS", "--format", "jsonl").stdout)
    s.check("lists are lists", o["actor"] == [{"name": "Iran", "code": "IRN", "country": "IRN", "sector": "GOV"}] and
            o["source"] == [{"name": "Dmytro Kuleba", "code": "UKRGOV", "value": "CT+", "cue": "said"}] and denied["denied_by"][0]["name"] == "Iran" and
            o["object"] == [{"text": "attack drones", "class": "arms"}] and o["trigger"]["text"] == "supplying" and o["copies"] == [] and
            o["screening"][0]["status"] == "in force", o)
    s.check("the same fields", set(row) - set(o) == {"copied_in", "actor_code", "actor_country", "actor_sector", "recipient_code", "recipient_country",
            "recipient_sector", "object_class", "magnitude_kind", "magnitude_value", "magnitude_low", "magnitude_high", "magnitude_bound", "magnitude_unit", "place_country", "lat", "lon", "source_code",
            "trigger_begin", "trigger_end", "evidence_begin", "evidence_end"}, set(row) ^ set(o))
    row = rows(s, db, "--event", "ASSAULT", "--actor", "RUS")[0]
    s.check("magnitudes", (row["magnitude"], row["magnitude_kind"], row["magnitude_value"], row["magnitude_unit"]) == ("20 people", "dead", "20", "people"), row)


def days(s):
    db = ledger(s)
    got = {r["event"]: (r["date"], r["date_begin"], r["date_end"], r["time_source"]) for r in rows(s, db) if r["document"] == "old"}
    s.check("a month", got["AID"] == ("2022-10", "2022-10-01", "2022-10-31", "span"), got)
    s.check("a day", got["SANCTION"] == ("2022-11-02", "2022-11-02", "2022-11-02", "text"), got)
    first = rows(s, db, "--event", "19", "--until", "1950-01-01")
    s.check("a year", [(r["date"], r["time_source"]) for r in first] == [("1939", "span")], first)
    said = [(r["date"], r["time_source"]) for r in rows(s, db, "--event", "016")]
    s.check("a day that is the publication's", said == [("2022-11-03", "publication")], said)
    s.check("no day", [(r["date"], r["time_source"]) for r in rows(s, db, "--event", "THREATEN")] == [("", "none")], "")
    for since, until, there in (("1939-05-01", "1939-05-31", True), ("1939-12-31", "1939-12-31", True), ("1938-01-01", "1938-12-31", False)):
        s.check("spans overlap", (rows(s, db, "--event", "ASSAULT", "--since", since, "--until", until) != []) == there, since)
    s.check("a month overlaps", len(rows(s, db, "--event", "AID", "--since", "2022-10-31", "--until", "2022-10-31")) == 1, "")
    begins = [r["date_begin"] for r in rows(s, db)]
    s.check("in order of the first day", begins == sorted(begins), begins)


def spreadsheets(s):
    db = ledger(s)
    row = rows(s, db, "--event", "THREATEN")[0]
    got = (row["document"], row["newspaper"], row["title"], row["url"])
    s.check("no formulas", got == ("'=cmd|' /C calc'!A0", "'+Wire", "'-1 \"quoted\", and more", "'@home"), got)
    s.check("numbers stay numbers", float(row["goldstein"]) < 0 and not row["goldstein"].startswith("'"), row["goldstein"])
    for line in csv.reader(io.StringIO(s.run("query", "--mentions", "--ledger", db, "--format", "csv").stdout.decode(), newline="")):
        for cell in line:
            if cell[:1] in ("=", "+", "-", "@", "\t", "\r"):
                try:
                    float(cell)
                except ValueError:
                    s.check("a cell that is a formula", False, cell)
    raw = objects(s.run("query", "--mentions", "--ledger", db, "--event", "THREATEN", "--format", "jsonl").stdout)[0]
    s.check("JSON Lines as it was given", raw["document"] == NEWS[2]["id"], raw["document"])


def terminal(s):
    """Nothing of a document is a command to a terminal."""
    name = "\x1b]0;x\x07\u202e\x9b2J"
    db = s.path("t.db")
    s.run("ingest", "--ledger", db, s.path("t.jsonl", json.dumps({"id": "a" + name, "source": "b" + name, "title": "c" + name, "url": "d" + name,
                                                                  "text": "Armenia\x1b[31m threatened Azerbaijan.\n"}) + "\n"))
    out = s.run("query", "--mentions", "--ledger", db).stdout.decode()
    s.check("no controls in the table", "1 mention\n" in out and not any(c in out for c in "\x1b\x07\x9b\u202e"), out)


def filters(s):
    db = ledger(s)
    for option, value, words in (("--event", "VISIT", "CONSULT"), ("--event", "7", "is 07 meant"), ("--event", "AIDD", "is AID meant"), ("--event", "079", "is 07 meant"),
                                 ("--event", "99", "01 to 20"), ("--event", "hostage", "CAMEO 181"), ("--event", "qqqqqq", "ACCUSE, AGREE"),
                                 ("--since", "2022-02-30", "February 2022 ends on 2022-02-28"), ("--until", "2022-13-01", "no month 13"),
                                 ("--since", "last week", "YYYY-MM-DD"), ("--since", "2024-02-30", "2024-02-29"), ("--all-version", "", "all-versions")):
        s.expect("%s %s" % (option, value), 2, "query", "--mentions", "--ledger", db, option, value, message=words)
    s.expect("since after until", 2, "query", "--mentions", "--ledger", db, "--since", "2022-02-03", "--until", "2022-02-02", message="later than --until")
    for value, count in (("aid", 3), ("AID", 3), ("07", 3), ("072", 2), ("ASSAULT", 2)):
        s.check("--event " + value, len(rows(s, db, "--event", value)) == count, rows(s, db, "--event", value))
    s.check("--event of a category that is not there", rows(s, db, "--event", "PROTEST") == [], "")
    s.check("unknown actors are no error", rows(s, db, "--actor", "XYZ") == [], "")
    for value, count in (("drone", 1), ("drones", 1), ("supplied drone", 1), ("supply deliver", 0), ('"attack drone"', 1), ('"drone attack"', 0), ('drone "denied', 0),
                         ('NOT drone', 0), ("Kuleba iran", 1), ("a\"b", 0), ("*", 0)):
        s.check("--text " + value, len(rows(s, db, "--text", value)) == count, rows(s, db, "--text", value))


if __name__ == "__main__":
    main(leads_back, days, spreadsheets, terminal, filters)

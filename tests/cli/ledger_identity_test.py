#!/usr/bin/env python3
"""What a ledger takes for the same: names, copies, versions, and a ledger of version 1. usage: ledger_identity_test.py PROGRAM"""
import csv
import io
import json
import os
import sqlite3

from support import TEXT, main, objects

HERE = os.path.dirname(os.path.abspath(__file__))
OTHER = "France expelled two Russian diplomats on 2 November 2022.\n"


def lines(s, name, *documents):
    return s.path(name, "".join(json.dumps(dict({"date": "2022-11-03", "text": TEXT}, **d)) + "\n" for d in documents))


def ask(db, sql):
    with sqlite3.connect(db) as c:
        return c.execute(sql).fetchall()


def rows(s, db, *options):
    return list(csv.DictReader(io.StringIO(s.run("query", "--mentions", "--ledger", db, "--format", "csv", *options).stdout.decode())))


def ingest(s, name, db, path, words, *options):
    r = s.run("ingest", "--ledger", db, path, *options)
    s.check(name, r.returncode == 0 and words.encode() in r.stdout, "%r %r" % (r.stdout, r.stderr))


def copies(s):
    db = s.path("copies.db")
    p = lines(s, "copies.jsonl", {"id": "a", "source": "Herald", "url": "https://h.example/a"}, {"id": "a", "source": "Gazette"},
              {"id": "b", "source": "Herald"}, {"source": "Courier", "url": "https://c.example/1"}, {"source": "Courier", "url": "https://c.example/2"},
              {"source": "Post"})
    ingest(s, "equal texts", db, p, "6 documents added (copies: 5, new versions: 0), 0 known already; 6 documents, 1 events in all (copies: 5, ", "-j", "3")
    ingest(s, "equal texts again", db, p, "0 documents added, 6 known already", "-j", "3")
    names = ask(db, "SELECT name, source, url FROM document ORDER BY id")
    s.check("every name is kept", names[0] == ("a", "Herald", "https://h.example/a") and len(set(names)) == 6, names)
    got = rows(s, db)
    s.check("one row, with its copies", len(got) == 1 and got[0]["document"] == "a" and got[0]["copies"] == "5" and "a (Gazette); b (Herald)" in got[0]["copied_in"], got)
    s.check("a copy's newspaper is found", len(rows(s, db, "--source", "gazette")) == 1, "")
    db = s.path("new-url.db")
    ingest(s, "one id", db, lines(s, "u1.jsonl", {"id": "a", "url": "https://h.example/1"}), "1 documents added")
    ingest(s, "a second URL of an id", db, lines(s, "u2.jsonl", {"id": "a", "url": "https://h.example/2"}), "1 documents added (copies: 1")
    s.check("both URLs stay", ask(db, "SELECT url, version, current FROM document") == [("https://h.example/1", 1, 1), ("https://h.example/2", 1, 1)], "")


def versions(s):
    db = s.path("versions.db")
    first = lines(s, "v1.jsonl", {"id": "a", "source": "Herald"}, {"id": "z", "source": "Wire"})
    ingest(s, "first version, and a copy", db, first, "2 documents added (copies: 1")
    second = lines(s, "v2.jsonl", {"id": "a", "source": "Herald", "text": OTHER}, {"id": "z", "source": "Wire", "text": OTHER})
    one = s.path("v2-1.jsonl", open(second).readline())
    ingest(s, "corrected text", db, one, "1 documents added (copies: 0, new versions: 1), 0 known already; 2 documents, 2 events in all (copies: 1, earlier versions: 1)")
    s.check("the copy still holds the first text", sorted((r["event"], r["document"]) for r in rows(s, db)) == [("CONSULT", "z"), ("SANCTION", "a")], rows(s, db))
    ingest(s, "the copy corrected too", db, second, "1 documents added (copies: 0, new versions: 1), 1 known already; 2 documents, 1 events in all (copies: 1, earlier versions: 2)")
    got = rows(s, db)
    s.check("only the new text's events", [(r["event"], r["document"], r["version"], r["current"]) for r in got] == [("SANCTION", "a", "2", "true")], got)
    got = rows(s, db, "--all-versions")
    s.check("the earlier one can be read", sorted((r["event"], r["version"], r["current"]) for r in got) == [("CONSULT", "1", "false"), ("SANCTION", "2", "true")], got)
    table = s.run("query", "--mentions", "--ledger", db, "--all-versions").stdout
    s.check("and is marked", b"(version 1, no longer current)" in table and b"(version 2)" in table, table)
    ingest(s, "the old text again", db, first, "0 documents added, 2 known already")
    s.check("stays an earlier version", len(rows(s, db)) == 1, "")
    s.check("the view", ask(db, "SELECT event, document, version FROM current_event") == [("SANCTION", "a", 2)], "")
    ingest(s, "another date of the same text", db, lines(s, "v3.jsonl", {"id": "a", "source": "Herald", "text": OTHER, "date": "2022-11-04"}), "new versions: 1)")


def files(s):
    db = s.path("files.db")
    for folder in ("x", "y"):
        os.mkdir(s.path(folder))
        s.path(folder + "/1.txt", TEXT if folder == "x" else OTHER)
    s.expect("files of one name", 0, "ingest", "--ledger", db, s.path("x/1.txt"), s.path("y/1.txt"), out=lambda o: b"2 documents added," in o)
    s.path("x/1.txt", TEXT + OTHER)
    r = s.run("ingest", "--ledger", db, "1.txt", cwd=s.path("x"))
    s.check("a file's new text", b"1 documents added (copies: 0, new versions: 1)" in r.stdout, r.stdout)
    nameless = [s.path("n%d.jsonl" % i, json.dumps({"text": t}) + "\n") for i, t in enumerate((TEXT, OTHER))]
    db = s.path("nameless.db")
    for p in nameless:
        os.replace(p, s.path("today.jsonl"))
        ingest(s, "lines without id or URL", db, s.path("today.jsonl"), "1 documents added,")
    site = '<html><head><meta property="og:url" content="https://n.example/"></head><body><p>%s</p></body></html>'
    db = s.path("site.db")
    for name, text in (("p.html", TEXT), ("q.html", OTHER)):
        ingest(s, "a URL without a path names no article", db, s.path(name, site % text), "1 documents added,")
    db = s.path("foreign.db")
    ingest(s, "taken to be French", db, lines(s, "fr.jsonl", {"id": "a", "language": "fr"}), "1 documents, 0 events in all")
    ingest(s, "now stated as English", db, lines(s, "en.jsonl", {"id": "a", "language": "en"}), "1 documents added, 0 known already; 1 documents, 1 events in all")


def layers(s):
    """What was not in version 1: attributions, screening, origins, who made it."""
    db = s.path("layers.db")
    text = ("The transfer of drones from Iran to Russia violates a Security Council resolution, British Foreign Secretary James Cleverly said. "
            "Tehran denies that it has supplied weapons to Moscow. Aid workers said that rebels killed at least 12 soldiers in Goma.\n")
    p = lines(s, "layers.jsonl", {"id": "a", "text": text})
    s.expect("layers", 0, "ingest", "--ledger", db, p)
    coded = objects(s.run("code", "--format", "jsonl", p).stdout)[0]
    names = {e["id"]: e["name"] for e in coded["entities"]}
    want = [(a["id"], names.get(a["source"], ""), a["cue"]["text"], a["type"]) for a in coded["attributions"]]
    s.check("attributions", want and ask(db, "SELECT label, source, cue, type FROM attribution ORDER BY id") == want, want)
    spans = ask(db, "SELECT a.label, c.begin, c.end FROM content c JOIN attribution a ON a.id=c.attribution ORDER BY c.rowid")
    s.check("their content", spans == [(a["id"], c["begin"], c["end"]) for a in coded["attributions"] for c in a["content"]], spans)
    want = [(v["id"], a) for v in coded["events"] for a in v["attribution"]]
    got = ask(db, "SELECT e.label, a.label FROM event_attribution b JOIN event e ON e.id=b.event JOIN attribution a ON a.id=b.attribution ORDER BY e.id, a.id")
    s.check("which events they hold", want and got == want, got)
    want = [(x["event"], x["regime"], x["paragraph"], x["measure"], x["status"], ",".join(x["said_by"])) for x in coded["screening"]]
    got = ask(db, "SELECT e.label, regime, paragraph, measure, status, coalesce((SELECT group_concat(a.label) FROM said_by b JOIN attribution a"
                  " ON a.id=b.attribution WHERE b.screening=s.id), '') FROM screening s JOIN event e ON e.id=s.event ORDER BY s.id")
    s.check("screening", want and got == want, "%r %r" % (want, got))
    s.check("origin", ask(db, "SELECT label, origin FROM event ORDER BY id") == [(v["id"], v["origin"]) for v in coded["events"]], "")
    made = coded["made_by"]
    got = ask(db, "SELECT program, data, dictionaries, codebook FROM made_by JOIN text ON text.made_by=made_by.id")
    s.check("who made it", got == [(made["program"], made["data"], made.get("dictionaries", ""), made["codebook"])], got)
    got = ask(db, "SELECT e.label, p.text, p.class, p.value, p.low, p.high, p.bound, p.unit FROM phrase p JOIN event e ON e.id=p.event WHERE p.role='magnitude' ORDER BY e.id, p.begin")
    want = [(v["id"], m["text"], m["kind"], m["value"], m["low"], m["high"], m["bound"], m["unit"]) for v in coded["events"] for m in v["magnitude"]]
    s.check("magnitudes", want and got == want, "%r %r" % (got, want))


def version_one(s):
    """A ledger as the schema of version 1 had it: the same rows whether it is read as it is or brought to version 2."""
    db = s.path("one.db")
    with sqlite3.connect(db) as c, open(os.path.join(HERE, "ledger_v1.sql"), encoding="utf-8") as f:
        c.executescript(f.read())
    before = open(db, "rb").read()
    read = rows(s, db, "--all-versions")
    s.check("version 1 is read", len(read) == 7 and open(db, "rb").read() == before, read)
    source = [{"id": "a-1", "source": "Herald", "title": "Drones", "url": "https://herald.example/a-1", "text": t} for t in ask(db, "SELECT text FROM document WHERE name='a-1'") for t in t]
    ingest(s, "and brought to version 5", db, lines(s, "one.jsonl", *source), "0 documents added, 2 known already; 4 documents, 5 events in all (copies: 1, earlier versions: 1)")
    s.check("with its rows", ask(db, "PRAGMA user_version") == [(5,)] and rows(s, db, "--all-versions") == read, "")
    s.check("whole", ask(db, "PRAGMA integrity_check") == [("ok",)] and ask(db, "PRAGMA foreign_key_check") == [], "")
    got = [(r["document"], r["date"], r["time_source"]) for r in rows(s, db, "--event", "ASSAULT") + rows(s, db, "--event", "SANCTION")]
    s.check("entries of it", ask(db, "SELECT count(*) FROM mention") == ask(db, "SELECT count(*) FROM event") and ask(db, "SELECT sum(mentions) FROM current_entry") == [(5,)], "")
    s.check("its days", got == [("b-7", "1939", "span"), ("old.jsonl:5", "2022-11-02", "text")], got)
    s.check("stems in it", len(rows(s, db, "--text", "drone")) == 1, "")
    ingest(s, "and grows", db, lines(s, "more.jsonl", {"id": "a-1", "source": "Herald", "text": OTHER}), "new versions: 1)")
    with sqlite3.connect(db) as c:
        c.execute("PRAGMA user_version=6")
    s.expect("a newer one", 1, "query", "--mentions", "--ledger", db, message="version 6, this program knows version 5")


if __name__ == "__main__":
    main(copies, versions, files, layers, version_one)

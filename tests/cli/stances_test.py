#!/usr/bin/env python3
"""query --stance, and over HTTP: what is condemned, welcomed, denied, and by whom; screen --min-confidence.
usage: stances_test.py PROGRAM"""
import json
import urllib.parse

from serving import serving
from support import main

ARTICLES = [("1", "2024-05-02", "Wire", "Foreign Minister Ann Lee of Canada condemned Russia's attack on Kharkiv on Wednesday. Russian forces attacked Kharkiv on Wednesday, officials said."),
            ("2", "2024-05-03", "Post", "President Juan Perez of Chile welcomed the agreement that Iran signed with Iraq on Thursday."),
            ("3", "2024-05-03", "Post", "Iran denied that it had supplied drones to Russia. Ukraine's defense minister said Iran supplied drones to Russia on Thursday.")]


def ledger(s):
    lines = "".join(json.dumps({"id": i, "date": d, "source": p, "text": t}) + "\n" for i, d, p, t in ARTICLES)
    db = s.path("stances.db")
    s.run("ingest", "-q", "--input", "jsonl", "--ledger", db, s.path("articles.jsonl", lines))
    return db


def told(s, db, *asked):
    """Category, actors and status of each row."""
    rows = [json.loads(line) for line in s.run("query", "--ledger", db, "--format", "jsonl", *asked).stdout.splitlines()]
    return [(r["event"], [a["country"] for a in r["actor"]]) for r in rows]


def stances(s):
    db = ledger(s)
    attack, supply = ("ASSAULT", ["RUS"]), ("AID", ["IRN"])
    cases = [(["condemns"], [attack]), (["condemns", "--said-by", "Lee"], [attack]), (["condemns", "--said-by", "Perez"], []), (["condemns", "--mentions"], [attack]),
             (["condemns", "--said-by", "lee", "--mentions"], [attack]), (["condemns", "--event", "AID"], []), (["condemns", "--actor", "RUS", "--sort", "-date", "--limit", "5"], [attack]),
             (["denies", "--said-by", "Iran"], [supply]), (["denies", "--said-by", "Iran", "--status", "disputed"], [supply]), (["holds", "--said-by", "defense minister"], [supply]),
             (["warns"], [])]
    for asked, wanted in cases:
        found = told(s, db, "--stance", *asked)
        s.check("query --stance %s" % " ".join(asked), found == wanted, found)
    welcomed = told(s, db, "--stance", "welcomes")
    s.check("what is welcomed is what was signed", [c for _, c in welcomed] == [["IRN", "IRQ"]] or [c for _, c in welcomed] == [["IRN"]], welcomed)
    s.expect("it is counted", 0, "query", "--ledger", db, "--stance", "condemns", "--count", "--format", "csv", out=lambda out: out == b"entries\n1\n")
    s.expect("it is grouped", 0, "query", "--ledger", db, "--stance", "condemns", "--group-by", "event", "--format", "csv", out=lambda out: out.splitlines()[1].startswith(b"ASSAULT,1,"))
    s.expect("it is exported", 0, "export", "--ledger", db, "--stance", "condemns", "--format", "csv", out=lambda out: len(out.splitlines()) == 2)
    s.expect("another word is none", 2, "query", "--ledger", db, "--stance", "hates", message="--stance is 'hates': holds, denies, open, condemns, welcomes, doubts or warns")
    rules = s.path("rules.yaml", "rules:\n  - name: condemned\n    stance: condemns\n")
    s.expect("a rule may ask for it", 0, "watch", "-q", "--ledger", db, "--rules", rules, "--once", "--format", "jsonl", out=lambda out: len(out.splitlines()) == 1 and b"ASSAULT" in out)
    wrong = s.path("wrong.yaml", "rules:\n  - name: condemned\n    stance: hates\n")
    s.expect("a rule with another word is wrong", 1, "watch", "-q", "--ledger", db, "--rules", wrong, "--once", message="--stance is 'hates'")


def served(s):
    """The same over HTTP; of claims `asserts`, `open` and `denies` are of the voices that are listed."""
    db = ledger(s)
    with serving(s, db) as server:
        def asked(path, **query):
            return server.get("/api/v1/%s?%s" % (path, urllib.parse.urlencode(query)))
        for query in ({"stance": "condemns"}, {"stance": "denies", "said_by": "Iran"}, {"stance": "condemns", "said_by": "Perez"}, {"stance": "holds", "said_by": "defense minister", "event": "AID"}):
            wanted = told(s, db, *(word for name, value in query.items() for word in ("--" + name.replace("_", "-"), value)))
            found = [(e["event"], [a["country"] for a in e["actor"]]) for e in asked("entries", **query).json()["items"]]
            s.check("entries, %s" % query, found == wanted, (found, wanted))
        for path, count in (("mentions", lambda a: len(a["items"])), ("histogram", lambda a: a["total"])):
            s.check(path + " of what is condemned", count(asked(path, stance="condemns").json()) == 1, asked(path, stance="condemns").body)
        s.check("no such word", asked("entries", stance="hates").status == 400 and b"stance is 'hates'" in asked("entries", stance="hates").body, asked("entries", stance="hates").body)
        s.check("claims have their own", {c["stance"] for c in asked("claims", stance="denies").json()["items"]} == {"denies"}, asked("claims", stance="denies").body)
        condemned = asked("claims", stance="condemns").json()["items"]
        s.check("and take the others", len(condemned) == len(asked("claims", event="ASSAULT").json()["items"]) > 0 and {c["event"] for c in condemned} == {"ASSAULT"}, condemned)
        s.check("no such word of claims", asked("claims", stance="hates").status == 400 and b"stance is 'hates'" in asked("claims", stance="hates").body)


def screening(s):
    db = ledger(s)
    all_rows = s.run("screen", "--ledger", db, "--format", "csv").stdout.splitlines()
    s.check("something is screened", len(all_rows) > 1, len(all_rows))
    s.expect("what is sure enough stays", 0, "screen", "--ledger", db, "--min-confidence", "0.01", "--format", "csv", out=lambda out: out.splitlines() == all_rows)
    s.expect("what is not is left out", 0, "screen", "--ledger", db, "--min-confidence", "1", "--format", "csv", out=lambda out: len(out.splitlines()) == 1)


if __name__ == "__main__":
    raise SystemExit(main(stances, served, screening))

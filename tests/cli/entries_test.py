#!/usr/bin/env python3
"""Entries: mentions of one event over articles, in any order, with sources, status and who says so. usage: entries_test.py PROGRAM"""
import json
import os
import random
import sqlite3

from support import main

HERE = os.path.dirname(os.path.abspath(__file__))
ARTICLES = [
    {"id": "a", "date": "2022-11-03", "source": "Herald",
     "text": "KYIV - Ukraine's foreign minister, Dmytro Kuleba, said on Wednesday that Iran was supplying attack drones to Russia.\n\n"
             "Kuleba spoke in Kyiv after Russian strikes on the power grid with Shahed drones."},
    {"id": "b", "date": "2022-11-03", "source": "Gazette",
     "text": "TEHRAN - Iran's foreign ministry denied on Wednesday that Iran was supplying attack drones to Russia.\n\n"
             "The spokesman, Nasser Kanaani, rejected what Dmytro Kuleba had said in Kyiv about the Shahed drones."},
    {"id": "c", "date": "2022-11-04", "source": "Courier",
     "text": "Iran is supplying attack drones to Russia, Dmytro Kuleba, the foreign minister of Ukraine, said in Kyiv.\n\n"
             "The Shahed drones were used in Russian strikes on the power grid."},
    {"id": "d", "date": "2022-11-03", "source": "Post",
     "text": "France expelled two Russian diplomats on Wednesday. The foreign ministry in Paris said the two men had spied on a naval base at Toulon."},
    {"id": "e", "date": "2022-11-04", "source": "Globe",
     "text": "Two Russian diplomats were expelled by France on 2 November. Paris said that they had spied on the naval base of Toulon."},
    {"id": "f", "date": "2022-11-04", "source": "Wire",
     "text": "Germany expelled two Russian diplomats on Friday. The foreign ministry in Berlin said that the men had paid an officer in Kiel."},
    {"id": "g", "date": "2023-03-10", "source": "Post",
     "text": "France expelled two Russian diplomats on Friday. The foreign ministry in Paris said the two men had spied on a naval base at Toulon."},
]


def ingest(s, name, articles):
    db = s.path(name + ".db")
    for i, part in enumerate(articles):
        s.expect("ingest " + name, 0, "ingest", "--ledger", db, s.path("%s%d.jsonl" % (name, i), "".join(json.dumps(a) + "\n" for a in part)), out=lambda o: b"added" in o)
    return db


def ask(db, sql):
    with sqlite3.connect(db) as c:
        return c.execute(sql).fetchall()


def told(db):
    """The entries of a ledger: their mentions and all that they tell, in no order of numbers."""
    out = {}
    for number, *rest in ask(db, "SELECT n.id, n.event, n.mode, n.actor, n.recipient, n.object, n.date, n.mentions, n.documents, n.sources, n.first_report, n.last_report,"
                                 " n.status, d.name, e.label FROM entry n JOIN event e ON e.id=n.representative JOIN document d ON d.text=e.text AND d.current WHERE n.mentions>0"):
        mentions = ask(db, "SELECT d.name, e.label FROM mention m JOIN event e ON e.id=m.event JOIN document d ON d.text=e.text WHERE m.entry=%d" % number)
        voices = ask(db, "SELECT name, stance, mentions FROM voice WHERE entry=%d" % number)
        dyads = ask(db, "SELECT actor, recipient FROM dyad WHERE entry=%d" % number)
        out[frozenset(mentions)] = (rest, sorted(voices), sorted(dyads))
    return out


def documents(entries, *wanted):
    """The entries that have mentions in all of these documents."""
    return [(e, told) for e, told in entries.items() if set(wanted) <= {d for d, _ in e}]


def joins(s):
    db = ingest(s, "joins", [ARTICLES])
    entries = told(db)
    arms = documents(entries, "a", "b", "c")
    s.check("one deal in three articles", len(arms) == 1, entries)
    if arms:
        rest, voices, dyads = arms[0][1]
        s.check("what it tells", rest[0] == "AID" and rest[4] == "arms" and ("IRN", "RUS") in dyads and rest[6:9] == [3, 3, 3], rest)
        s.check("first and last report", rest[9:11] == ["2022-11-03", "2022-11-04"], rest)
        s.check("claimed and denied, over articles", rest[11] == "disputed" and {"asserts", "denies"} <= {v[1] for v in voices}, (rest, voices))
    france = [t for _, t in documents(entries, "d", "e") if t[0][0] == "SANCTION"]
    s.check("one expulsion in two articles", len(france) == 1 and france[0][0][7] == 2 and france[0][0][11] == "corroborated", entries)
    s.check("another state's is another", not documents(entries, "d", "f") and not documents(entries, "e", "f"), entries)
    s.check("and so is another month's", not documents(entries, "d", "g"), entries)
    s.check("each mention in one entry", ask(db, "SELECT count(*) FROM event") == ask(db, "SELECT count(*) FROM mention"), "")
    s.check("mentions are counted once", ask(db, "SELECT sum(mentions) FROM entry") == ask(db, "SELECT count(*) FROM event"), "")


def apart(s):
    """Two killings in one city, amid protests, without a date: by other people, of others."""
    student = "Police in Lisbon shot and killed a student on Saturday. The student, Rui Matos, was killed near the harbour after an argument with two officers, witnesses said. "
    texts = {"student": student + "Protests followed in Lisbon and Porto.",
             "clerks": "Three clerks were killed in Lisbon when protesters threw petrol bombs at a bank. The clerks were killed by the smoke, the fire brigade said. "
                       "The protesters had marched against the budget in Lisbon and Porto.",
             "again": "The student Rui Matos was shot and killed by police in Lisbon near the harbour on Saturday. Two officers had argued with Matos, witnesses said."}
    entries = told(ingest(s, "apart", [[{"id": name, "text": text} for name, text in texts.items()]]))
    s.check("one killing told by two", any({"student", "again"} <= {d for d, _ in e} for e in entries), entries)
    s.check("another is another", not documents(entries, "student", "clerks") and not documents(entries, "again", "clerks"), entries)


def words(s):
    """Two tell one event with words of one meaning, of two categories; a third tells of another on that sea. How likely each pair is one event."""
    texts = {"one": "The Indian navy captured ten Somali pirates near Socotra on Saturday. The frigate Tabar had answered a call from the tanker Mirella, the navy said.",
             "two": "The Indian navy arrested ten Somali pirates near Socotra on Saturday. The pirates had tried to board the tanker Mirella when the frigate Tabar came, the navy said.",
             "other": "The Indian navy thwarted an attack by pirates on the tanker Corvina near Salalah on Monday. The frigate Beas had answered its call."}
    db = ingest(s, "words", [[{"id": name, "text": text} for name, text in texts.items()]])
    trigger = {i: (name, word) for i, name, word in ask(db, "SELECT e.id, d.name, e.trigger FROM event e JOIN document d ON d.text=e.text")}
    pairs = [json.loads(line) for line in s.run("features", "--ledger", db).stdout.splitlines()]
    score = {frozenset((trigger[p["a"]], trigger[p["b"]])): p["score"] for p in pairs}
    s.check("told in other words", score.get(frozenset((("one", "captured"), ("two", "arrested"))), 0) > 0.5, score)
    s.check("another story", score.get(frozenset((("one", "captured"), ("other", "attack"))), 0) < 0.3, score)


def orders(s):
    rng = random.Random(7)
    first = told(ingest(s, "order", [ARTICLES]))
    for i in range(3):
        some = list(ARTICLES)
        rng.shuffle(some)
        again = told(ingest(s, "order%d" % i, [some[:3], some[3:]]))
        s.check("the order of ingest changes nothing", again == first, {k: (v, again.get(k)) for k, v in first.items() if again.get(k) != v})


def copies(s):
    """A text that was cut, and one with a lead of its own, are copies; they are one source. An article of another hand is none."""
    body = ("The foreign ministry in Paris said the two men had spied on a naval base at Toulon for more than a year. They must leave the country by Sunday. "
            "The embassy called the step groundless and said that it would answer in kind. Relations have been cool since the spring, when a court in Lyon "
            "sentenced an engineer for selling drawings of a submarine. ")
    first = "France expelled two Russian diplomats on Wednesday. "
    db = ingest(s, "copies", [[{"id": "p", "date": "2022-11-03", "source": "Post", "text": first + body + "The minister will speak in parliament on Monday."},
                               {"id": "q", "date": "2022-11-04", "source": "Mail", "text": "PARIS, Nov 3 - " + first + body},
                               {"id": "r", "date": "2022-11-03", "source": "Echo", "text": "A spy affair has reached Paris, officials said. " + first + body}],
                              [dict(ARTICLES[4], id="t")]])
    families = [[n for n, in ask(db, "SELECT d.name FROM copy c JOIN document d ON d.text=c.text WHERE c.family=%d ORDER BY d.name" % f)] for f, in ask(db, "SELECT DISTINCT family FROM copy ORDER BY family")]
    s.check("copies are one family", families == [["p", "q", "r"], ["t"]], families)
    got = ask(db, "SELECT mentions, documents, sources FROM entry WHERE mode='expel' AND mentions>0")
    s.check("and one source", got == [(4, 4, 2)], got)


def versions(s):
    """A new version of an article takes the mentions of the old one out of the counts."""
    db = ingest(s, "versions", [ARTICLES[3:5], [dict(ARTICLES[4], text="Paris said that nothing had happened. The weather was fine.")]])
    got = ask(db, "SELECT mentions, documents, sources, status FROM entry WHERE mentions>0 AND event='SANCTION'")
    s.check("an earlier version counts nothing", got == [(1, 1, 1, "reported")], got)
    s.check("its mention stays", ask(db, "SELECT count(*) FROM mention m JOIN event e ON e.id=m.event WHERE e.event='SANCTION'") == [(2,)], "")


def old(s):
    """Mentions of a ledger of version 2 are joined when the next article comes."""
    new, db = ingest(s, "new", [ARTICLES]), s.path("old.db")
    with sqlite3.connect(new) as c, sqlite3.connect(db) as d:
        c.backup(d)
    with sqlite3.connect(db) as c:
        for name, in c.execute("SELECT name FROM sqlite_master WHERE type='view' AND name='current_entry'").fetchall():
            c.execute("DROP VIEW " + name)
        for name in ("dyad", "entry_party", "voice", "speaker", "mention", "tie", "entry", "text_key", "copy"):
            c.execute("DROP TABLE IF EXISTS " + name)
        c.execute("PRAGMA user_version=2")
    s.expect("ingest into a ledger of version 2", 0, "ingest", "--ledger", db, s.path("more.jsonl", json.dumps({"id": "z", "text": "Nothing happened in Ottawa."}) + "\n"), out=lambda o: b"1 documents added" in o)
    s.check("its mentions are joined", told(db) == told(new), "")


if __name__ == "__main__":
    main(joins, apart, words, orders, copies, versions, old)

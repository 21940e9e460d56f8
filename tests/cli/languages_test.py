#!/usr/bin/env python3
"""Texts in other languages are named and not read. usage: languages_test.py PROGRAM"""
import json

from support import TEXT, main, objects


FRENCH = "Le ministre des Affaires étrangères a rencontré son homologue à Ottawa. Les deux pays ont signé un accord.\n"


def languages(s):
    french, mixed = s.path("fr.txt", FRENCH), s.path("mixed.jsonl", "".join(json.dumps(d) + "\n" for d in (
        {"id": "1", "text": TEXT}, {"id": "2", "text": FRENCH}, {"id": "3", "text": TEXT, "language": "French"}, {"id": "4", "text": TEXT, "language": "en-CA"})))

    def noted(name, command, good, *args):
        r = s.run(command, *args)
        err = r.stderr.decode()
        s.check(name, r.returncode == 0 and "language: French (fr); only English is read" in err and good(r.stdout), "status %d, %r, %r" % (r.returncode, r.stdout[:300], err))

    noted("French, jsonl", "code", lambda o: objects(o)[0]["doc"]["language"] == "fr" and not any(objects(o)[0][k] for k in ("entities", "events", "times", "attributions")), french)
    noted("French, table", "code", lambda o: b"language: French (fr)" in o, "--format", "table", french)
    noted("French, CAMEO", "code", lambda o: o == b"", "--format", "cameo", french)
    noted("French, parse", "parse", lambda o: o == b"# newdoc id = fr.txt\n# language = fr\n", french)
    noted("French, explain", "explain", lambda o: o == b"", french)
    noted("French among English", "code", lambda o: [(d["doc"]["language"], len(d["events"])) for d in objects(o)] == [("en", 1), ("fr", 0), ("fr", 0), ("en", 1)], mixed)
    db = s.path("lang.db")
    noted("French, ingest", "ingest", lambda o: b"4 documents added" in o and b"2 events in all" in o, "--ledger", db, s.path("two.jsonl", "".join(json.dumps(d) + "\n" for d in (
        {"text": TEXT}, {"text": FRENCH}, {"text": TEXT + "It is over.\n"}, {"text": FRENCH + FRENCH}))))
    s.expect("French, forced", 0, "code", "--language", "en", french, out=lambda o: objects(o)[0]["doc"]["language"] == "en")
    s.expect("a French sentence", 0, "code", s.path("quote.txt", TEXT + "Le ministre a rencontré le président à Ottawa et les deux hommes ont signé un accord.\n"),
             out=lambda o: objects(o)[0]["doc"]["language"] == "en" and len(objects(o)[0]["events"]) == 1)
    s.expect("other languages are not read", 2, "code", "--language", "fr", french, message="only en is read")


if __name__ == "__main__":
    main(languages)

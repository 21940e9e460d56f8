#!/usr/bin/env python3
"""Figures of accuracy: the user's own articles, and the developers' data. usage: score_test.py PROGRAM"""
import copy
import glob
import gzip
import json
import os
import subprocess
import sys

import support

ONE = {"id": "a", "date": "2024-03-12", "text": "Kenya accused Uganda of arming rebels. Uganda denied it. “Žluté” Tanzania’s ministers met Kenya's ministers.",
       "events": [{"trigger": "accused", "event": "ACCUSE", "actor": "KEN", "recipient": "UGA"},
                  {"id": "arms", "trigger": "arming", "event": "AID", "actor": ["UGA"], "source": "Kenya", "factuality": "Uu/CT+"},
                  {"trigger": "denied", "event": "", "cameo": "016", "actor": ["UGA"], "denies": "arms"},
                  {"trigger": "met", "event": "CONSULT", "actor": ["TZA.GOV", "KEN.GOV"], "reciprocal": True}]}


def lines(s, name, *rows):
    return s.path(name, "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows))


def figures(s, path, *options):
    rows = support.objects(s.run("score", "-q", "--format", "jsonl", *options, path).stdout)
    return {row["figure"]: row for row in rows if "figure" in row}, [row for row in rows if "error" in row]


def coded(s):
    """What code prints, with its texts: gold in the contract's form that the program agrees with."""
    files = sorted(glob.glob(os.path.join(support.ROOT, "examples", "*.jsonl")) + glob.glob(os.path.join(support.ROOT, "examples", "*.txt")))
    texts = {o["id"]: o["text"] for o in support.objects(s.run("text", *files).stdout)}
    rows = support.objects(s.run("code", "-q", "--format", "jsonl", *files).stdout)
    return [dict(row, text=texts[row["doc"]["id"]]) for row in rows if row["doc"]["id"] in texts]


def itself(s):
    """The program against what it prints is right in all."""
    rows = coded(s)
    path = lines(s, "self.jsonl", *rows)
    s.expect("the contract's form is sound", 0, "score", "-q", "--check", path, out=lambda o: b"all sound" in o)
    found, errors = figures(s, path, "--errors")
    for name in set(found) - {"factuality source"}:
        row = found[name]
        s.check("itself: " + name, row.get("f1", row.get("share")) in (1.0, None) and row.get("low", 1) == row.get("high", 1) == 1, row)
    s.check("itself: no errors", [e for e in errors if e["error"] != "source value"] == [], errors[:2])
    s.check("itself: all documents", found["events"]["documents"] == len(rows) and found["events"]["events"] > 20)
    one, two = (s.run("score", "-q", "--errors", "--threads", n, path).stdout for n in "13")
    s.check("figures and threads", one == two and len(one) > 500)

    def changed(name, kind, change, figure, below):
        """One event of the gold is changed: what is told of it."""
        mine = copy.deepcopy(rows)
        event = next(e for row in mine for e in row["events"] if e["event"] == "AID" and e["actor"] and e["recipient"] and e["actor"][0]["country"])
        change(event)
        found, errors = figures(s, lines(s, "changed.jsonl", *mine), "--errors")
        told = [e for e in errors if e["error"] == kind]
        s.check(name, len(told) == 1 and told[0]["begin"] == event["trigger"]["begin"] and below(found[figure]), (told, found[figure]))
    less = lambda key: lambda row: 0.5 < row[key] < 1 and 0.5 < row["low"] <= row[key] <= row["high"]
    changed("another category", "category", lambda e: e.update(event="RETREAT", mode=""), "category", less("share"))
    changed("another actor", "actor", lambda e: e["actor"][0].update(country="ISL"), "actor", less("f1"))
    changed("another sector", "sector", lambda e: e["actor"][0].update(sector="REL"), "sector", less("share"))
    changed("another modality", "auxiliary", lambda e: e.update(auxiliary=["historical", "negated"]), "auxiliary", less("share"))
    changed("another value", "author value", lambda e: e["factuality"][0].update(value="PS-"), "factuality AUTHOR", less("share"))


def short(s):
    """The short form: words in the place of offsets, codes in the place of parties."""
    path = lines(s, "one.jsonl", ONE)
    s.expect("the short form is sound", 0, "score", "-q", "--check", path, out=lambda o: o == b"1 documents, 4 events, all sound\n")
    found, errors = figures(s, path, "--errors")
    s.check("the short form scores", found["events"]["f1"] == found["statements"]["share"] == found["denials"]["f1"] == found["sourced"]["share"] == 1.0, found)
    met = [e for e in figures(s, lines(s, "met.jsonl", dict(ONE, events=[])), "--errors")[1] if e["trigger"] == "met"]
    s.check("offsets are code points", met and met[0]["error"] == "extra" and ONE["text"][met[0]["begin"]:met[0]["end"]] == "met", met)
    missed = figures(s, lines(s, "missed.jsonl", dict(ONE, events=ONE["events"] + [{"trigger": "rebels", "event": "ASSAULT", "actor": [".REB"]}])), "--errors")
    s.check("missed", [e["trigger"] for e in missed[1] if e["error"] == "missed"] == ["rebels"] and missed[0]["events"]["recall"] == 0.75, missed)
    neither = dict(ONE, events=[dict(e, optional=True) for e in ONE["events"]])
    s.check("optional is neither", figures(s, lines(s, "optional.jsonl", neither))[0]["events"]["f1"] is None)
    s.check("a number for an id", figures(s, lines(s, "number.jsonl", dict(ONE, id=7)))[0]["events"]["f1"] == 1.0)
    s.expect("packed", 0, "score", "-q", s.path("one.jsonl.gz", gzip.compress(json.dumps(ONE).encode())), out=lambda o: b"events                 1.000" in o)
    s.expect("a table for a person", 0, "score", "-q", path, out=lambda o: o.startswith(b"documents 1, events 3, found by the program 3, matched 3\n"))


def faults(s):
    """What is wrong is named by line and event, and nothing is scored."""
    def fault(name, reason, **fields):
        bad = dict(ONE, events=[dict(ONE["events"][0], **fields)])
        path = lines(s, "bad.jsonl", ONE, dict(bad, id="b"))
        for check in (["--check"], []):
            s.expect("%s %s" % (name, *check) if check else name, 1, "score", "-q", *check, path,
                     out=lambda o: o.decode() == "%s:2: event V1: %s\n2 documents, 5 events, 1 faults\n" % (path, reason))
    fault("offsets outside", "the trigger 3 to 900 lies outside the text, which has 108 code points", trigger={"begin": 3, "end": 900})
    fault("another text", "the trigger is 'cats', but the text has 'Kenya' at 0", trigger={"begin": 0, "end": 5, "text": "cats"})
    fault("words that are not there", "the trigger 'cats' is not in the text", trigger="cats")
    fault("words that stand twice", "the trigger 'ministers' stands in the text 2 times: 'ministers#1' is the first", trigger="ministers")
    fault("a third time", "the trigger 'ministers#3': 'ministers' stands in the text 2 times", trigger="ministers#3")
    fault("a part of a word", "the trigger 'accus' is not in the text", trigger="accus")
    fault("a category", "no category is called 'TALK'", event="TALK")
    fault("a mode", "ACCUSE has no mode 'aerial'", mode="aerial")
    fault("a code", "'actor' holds a code that is not of three capitals (IRN, IRN.GOV, USA|IGO)", actor=["Kenya"])
    fault("a value", "'factuality' is not of CT+ CT- PR+ PR- PS+ PS- Uu: \"CT+\", or \"Uu/CT+\" for author and source", factuality="sure")
    fault("a word of modality", "'auxiliary' holds 'maybe': negated, future, hypothetical or historical", auxiliary=["maybe"])
    fault("a field", "no field is called 'recipent': is 'recipient' meant?", recipent=["UGA"])
    fault("a source", "the source 'Nobody' is not in the text", source="Nobody")
    fault("what is denied", "'x' is none of the events", denies="x")
    fault("a flag", "'optional' is not true or false", optional="yes")
    whole = s.path("whole.jsonl", json.dumps(ONE) + "\n" + json.dumps(ONE) + "\n{\"id\": 1\n{\"text\": \"x\"}\n[]\n")
    s.expect("whole lines", 1, "score", "-q", "--check", whole, out=lambda o: [line.partition(":")[2] for line in o.decode().splitlines()[:4]] == [
        "2: a second document of the id 'a'", "3: column 8: '}' expected near end of file", "4: no list 'events' (of an article without any: [])", "5: no string 'text'"])
    s.expect("no file", 1, "score", "-q", s.path("none.jsonl"), message="none.jsonl: No such file")
    s.expect("an empty file", 1, "score", "-q", s.path("empty.jsonl", ""), message="no annotated document in it")
    s.expect("standard input", 2, "score", "-", message="reads its file twice")
    s.expect("no argument", 2, "score", message="needs a file of annotated articles")
    s.expect("a format", 2, "score", "--format", "csv", "x", message="--format is 'csv': table or jsonl")


def developers_data(s):
    """A folder that is not there, or holds something else, is told in a line."""
    for folder, why in ("/none", "no such folder"), (s.dir, "no annotated data in it (score/, gold/ ...)"):
        run = subprocess.run([sys.executable, os.path.join(support.ROOT, "tools", "accuracy.py"), s.program, folder], capture_output=True, text=True, timeout=60)
        s.check("make accuracy DATA=" + folder, run.returncode == 1 and run.stdout == "" and run.stderr.count("\n") == 1
                and run.stderr.startswith("%s: %s; DATA=DIR" % (folder, why)), run.stderr[-300:])


support.main(itself, short, faults, developers_data)

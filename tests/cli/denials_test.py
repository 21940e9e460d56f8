#!/usr/bin/env python3
"""Which act a denial is about: the links, the speech acts that are made, what explain tells, what trainers read. usage: denials_test.py PROGRAM"""
from support import main, objects

TEXT = ("Chile's foreign minister said he had never armed the Peruvian rebels. "
        "Peru expelled two Chilean diplomats. Chile denied any losses.\n")


def links(s):
    d = objects(s.expect("code", 0, "code", "--format", "jsonl", s.path("a.txt", TEXT)).stdout)[0]
    event = {e["id"]: e for e in d["events"]}
    told = [(x["type"], event[x["from"]]["trigger"]["text"], event[x["to"]]["trigger"]["text"]) for x in d["links"]]
    s.check("denied losses are no act told before", told == [("DENIES", "said", "armed")], told)
    made = next(e for e in d["events"] if e["trigger"]["text"] == "said")
    s.check("a speech act", (made["event"], made["cameo"], made["actor"][0]["country"]) == ("", "016", "CHL"), made)
    starts = [e["trigger"]["begin"] for e in d["events"]]
    s.check("in text order", starts == sorted(starts), starts)


def who_denies(s):
    """A word that is an act only if somebody denies it ("adamantly") denies nothing itself."""
    text = "Kenya says Uganda poisoned a former spy. Kenya blames Uganda in the case, which Uganda adamantly denies.\n"
    d = objects(s.expect("code", 0, "code", "--format", "jsonl", s.path("b.txt", text)).stdout)[0]
    event = {e["id"]: e["trigger"]["text"] for e in d["events"]}
    told = [(event.get(x["from"]), event.get(x["to"])) for x in d["links"]]
    s.check("by the verb", told == [("denies", "poisoned")], told)


def reasons(s):
    path = s.path("a.txt", TEXT)
    out = s.expect("explain", 0, "explain", path).stdout.decode()
    s.check("what spoke for it", 'denies "armed" with probability' in out, out)
    s.check("what spoke for the value", "value: CT-, " in out and "mode: negated, " in out, out)
    rows = objects(s.expect("features", 0, "features", "--claims", path).stdout)[0]["answers"]
    s.check("pairs", any(TEXT[r["begin"]:r["end"]] == "said" and TEXT[r["act_begin"]:r["act_end"]] == "armed" and r["tells"] for r in rows), rows)
    s.check("evidence", all(r["evidence"] and r["type"] in ("DENIES", "CONFIRMS") for r in rows), rows)


main(links, who_denies, reasons)

#!/usr/bin/env python3
"""What the trainers read, and what explain tells of learned decisions. usage: features_test.py PROGRAM"""
import json

from support import main, objects

TEXT = "NAIROBI, May 2 - Kenyan police arrested twelve protesters in Nairobi on Monday. Kenya's president praised the officers. " \
       "Opposition leaders in Kenya condemned the arrests and called on the government to free the activists. Kenya's high court ordered their release.\n"


def words(s):
    def good(out):
        row = objects(out)[0]
        forms = [TEXT[begin:end] for begin, end, _ in row["tokens"]]
        found = {forms[w["token"]]: w for w in row["words"]}
        whole = sum(row["sentences"]) == len(forms) and len(row["states"]) % (2 * len(forms)) == 0 and forms[row["tokens"][forms.index("twelve")][2]] == "protesters"
        alone = len(row["scales"]) == 8 * len(forms) and len(row["alone"]) % (2 * len(forms)) == 0 and len(row["alone"]) > 0
        return whole and alone and "row+rules=COERCE kept" in found["arrested"]["evidence"] and "lemma=arrest" in found["arrested"]["evidence"] and "in" not in found
    s.expect("evidence of words", 0, "features", s.path("a.txt", TEXT), out=good)


def sides(s):
    def good(out):
        doc = objects(out)[0]
        names, acts = doc["names"], doc["acts"]
        arrest = [a for a in acts if TEXT[a["begin"]:a["end"]] == "arrested"][0]
        who = {TEXT[p["begin"]:p["end"]]: p for p in arrest["proposals"] if p["end"]}
        evidence = {names[n] for n in who["Kenyan police"]["actor"]}
        return all(len(a["kinds"]) == len(a["options"]) and max(map(max, a["kinds"])) < len(a["pairs"]) and max(o["proposal"] for o in a["options"]) < len(a["proposals"]) for a in acts) and \
            "protesters" in who and "actor rules take noun COERCE" in evidence and "KEN" in [o["state"] for o in arrest["options"]]
    s.expect("options of acts", 0, "features", "--sides", s.path("a.txt", TEXT), out=good)


def claims(s):
    def good(out):
        row = objects(out)[0]
        at = {TEXT[w["begin"]:w["end"]]: w for w in row["words"]}
        events = {TEXT[e["begin"]:e["end"]]: e for e in row["events"]}
        return "rule=CT+" in at["arrested"]["evidence"] and "category=COERCE" in events["arrested"]["evidence"] and not events["arrested"]["attributed"]
    s.expect("evidence of claims", 0, "features", "--claims", s.path("a.txt", TEXT), out=good)


OLD = "TUNIS, May 3 - In 1998 Tunisia expelled the Libyan ambassador, and Libya had attacked a Tunisian ship two years earlier. On Tuesday Tunisia's president visited " \
      "Tripoli. The plunge was long.\n"


def rated(s):
    row = objects(s.run("code", "--format", "jsonl", "--predicates", "--date", "2023-05-03", s.path("old.txt", OLD)).stdout)[0]
    modes = {e["trigger"]["text"]: e["auxiliary"] for e in row["events"]}
    s.check("what lies long back is historical", modes.get("expelled the Libyan ambassador") == ["historical"] and modes.get("visited") == [], modes)
    named = [p["lemma"] for p in row["predicates"]]
    s.check("a noun that no table has is a predicate", "plunge" in named, named)


STANCES = "France condemned the attack by Mali. Spain welcomed the truce. Peru warned that Chile would invade. Cuba doubts that Haiti attacked Jamaica. " \
          "Chad denied breaching the truce with Libya. Kenya said that Sudan had attacked Chad.\n"


def stances(s):
    row = objects(s.run("code", "--format", "jsonl", s.path("s.txt", STANCES)).stdout)[0]
    found = {a["cue"]["text"]: a["stance"] for a in row["attributions"]}
    s.check("stances", found == {"condemned": "condemns", "welcomed": "welcomes", "warned": "warns", "doubts": "doubts", "denied": "denies", "said": "holds"}, found)
    denied = [e for e in row["events"] if e["trigger"]["text"] == "breaching"]
    s.check("what is denied has its denier", denied and denied[0]["attribution"] and denied[0]["factuality"][-1]["value"] == "CT-", denied)


def told(s):
    out = s.run("explain", s.path("a.txt", TEXT)).stdout.decode()
    s.check("explain tells what weighed", "act: COERCE with probability" in out and "network" in out and "row=COERCE" in out, out[:400])
    s.check("explain tells who was chosen", "actor: Kenyan police KEN of " in out and "recipient: " in out, out[:900])
    rows = [json.loads(line) for line in s.run("code", "--format", "jsonl", s.path("a.txt", TEXT)).stdout.splitlines()]
    arrest = [e for e in rows[0]["events"] if e["trigger"]["text"] == "arrested"][0]
    s.check("a probability", 0.5 < arrest["confidence"] < 1 and arrest["confidence"] != 0.8, arrest["confidence"])
    s.check("parties of the text's state", [p["country"] for p in arrest["actor"] + arrest["recipient"]] == ["KEN", "KEN"], arrest)


def least(s):
    text, db = s.path("a.txt", TEXT), s.path("c.db")
    every, sure = (objects(s.run("code", "--format", "jsonl", "--min-confidence", p, text).stdout)[0]["events"] for p in ("0", "0.9"))
    s.check("surer events alone", 0 < len(sure) < len(every) and all(e["confidence"] >= 0.9 for e in sure), (len(sure), len(every)))
    s.expect("into a ledger", 0, "ingest", "--ledger", db, text)
    rows = objects(s.run("query", "--mentions", "--ledger", db, "--format", "jsonl", "--min-confidence", "0.9").stdout)
    s.check("out of a ledger", len(rows) == len(sure), (len(rows), len(sure)))
    for p in ("1.1", "-1", "much", "nan"):
        s.expect("no confidence: " + p, 2, "code", "--min-confidence", p, text, message="a number from 0 to 1")


if __name__ == "__main__":
    main(words, sides, claims, rated, stances, told, least)

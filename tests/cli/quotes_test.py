#!/usr/bin/env python3
"""Who says what: lines, forms, one speaker's words, direct quotations. usage: quotes_test.py PROGRAM"""
import csv
import io

from support import main, objects

TEXT = ("Foreign minister Ann Lee told reporters on Monday that Peru would leave the treaty.\n\n"
        "\u201cWe will not come back,\u201d she said. \u201cThis is our home.\u201d\n\n"
        "The mayor of Lima, Juan Paz, denied the report. Chile reportedly closed the border.\n")


def rows(s, *arguments):
    return objects(s.expect(" ".join(arguments[:-1]) or "rows", 0, "quotes", *arguments).stdout)


def lines(s):
    found = rows(s, s.path("a.txt", TEXT))
    s.check("speakers", [r["speaker"] for r in found] == ["Ann Lee", "Ann Lee", "Juan Paz", ""], found)
    s.check("cues", [r["cue"] for r in found] == ["told", "said", "denied", "reportedly"], found)
    s.check("fields", list(found[0]) == ["doc", "speaker", "entity", "code", "cue", "type", "begin", "end", "text"], found[0])
    s.check("words", found[0]["text"] == "that Peru would leave the treaty" == TEXT[found[0]["begin"]:found[0]["end"]], found[0])
    s.check("pieces", found[1]["text"] == "\u201cWe will not come back,\u201d ... \u201cThis is our home.\u201d", found[1])
    s.check("from the first piece to the last", TEXT[found[1]["begin"]:found[1]["end"]].startswith("\u201cWe will"), found[1])
    s.check("nobody named", found[3]["entity"] is None, found[3])


def asked(s):
    path = s.path("a.txt", TEXT)
    s.check("direct", [r["cue"] for r in rows(s, "--direct", path)] == ["said"])
    s.check("a speaker", [r["cue"] for r in rows(s, "--speaker", "lee", path)] == ["told", "said"])
    s.check("whole words", rows(s, "--speaker", "Le", path) == [])
    s.check("both", [r["cue"] for r in rows(s, "--speaker", "Ann Lee", "--direct", path)] == ["said"])


def stances(s):
    path = s.path("b.txt", "France condemned the attack on the Libyan embassy. Italy welcomed the truce in Libya. France said that it would send aid.\n")
    s.check("who condemned what", [(r["speaker"], r["text"]) for r in rows(s, "--stance", "condemns", path)] == [("France", "the attack on the Libyan embassy")],
            rows(s, "--stance", "condemns", path))
    s.check("by whom", rows(s, "--stance", "condemns", "--speaker", "Italy", path) == [])
    s.expect("no stance", 2, "quotes", "--stance", "hates", path, message="--stance is 'hates'")


def forms(s):
    path = s.path("a.txt", TEXT)
    out = s.expect("CSV", 0, "quotes", "--format", "csv", path).stdout.decode()
    found = list(csv.DictReader(io.StringIO(out)))
    s.check("the same in CSV", [r["text"] for r in found] == [r["text"] for r in rows(s, path)], out)
    out = s.expect("table", 0, "quotes", "--format", "table", path).stdout.decode().splitlines()
    s.check("table", out[0] == "a.txt" and out[2].startswith("  Ann Lee") and "said: \u201cWe will" in out[2], out)
    s.expect("no such form", 2, "quotes", "--format", "plover", path)
    s.expect("no option of code", 2, "code", "--direct", path)


def entities(s):
    """Every named source is an entity; who is told of twice is one."""
    text = ("A senior judicial source told the paper that the trial would begin in May. The judge left.\n\n"
            "The source said that two ministers would testify. Rebels who fled the town said that the army had shelled it.\n")
    found = rows(s, s.path("b.txt", text))
    s.check("one source", found[0]["entity"] == found[1]["entity"] is not None, found)
    s.check("the words for it", found[0]["speaker"] == "A senior judicial source", found)
    s.check("behind a pronoun", found[2]["speaker"].endswith("ebels") and found[2]["entity"], found)
    known = {e["id"]: e for e in objects(s.run("code", "--format", "jsonl", s.path("b.txt", text)).stdout)[0]["entities"]}
    s.check("with its mention", known[found[0]["entity"]]["mentions"][0]["text"] == "A senior judicial source", known)


def innermost(s):
    """An event is said by the innermost source that the text names."""
    row = objects(s.run("code", "--format", "jsonl", s.path("c.txt", "Juan Paz said that Chile had reportedly attacked Peru.\n")).stdout)[0]
    sources = {a["id"]: (a["source_span"] or {}).get("text") for a in row["attributions"]}
    s.check("nobody is no source beside somebody", [[sources[a] for a in e["attribution"]] for e in row["events"]] == [["Juan Paz"]], row["events"])


if __name__ == "__main__":
    main(lines, asked, stances, forms, entities, innermost)

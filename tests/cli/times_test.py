#!/usr/bin/env python3
"""The time expressions alone, and what their values go by. usage: times_test.py PROGRAM"""
import json
import re
import xml.etree.ElementTree as ET

from support import main, objects

TEXT = "Leaders met on Tuesday & left a day later. They postponed the vote until Friday <sic>; it was first set for early June 2023.\n"


def rows(s, *arguments):
    return objects(s.expect(" ".join(arguments[:-1]) or "rows", 0, "times", *arguments).stdout)


def lines(s):
    found = rows(s, "--date", "2024-03-14", s.path("a.txt", TEXT))
    s.check("values", [r["value"] for r in found] == ["2024-03-12", "2024-03-13", "2024-03-15", "2023-06"], found)
    s.check("spans", all(TEXT[r["begin"]:r["end"]] == r["text"] for r in found), found)
    s.check("anchors", [(r["temporal_function"], r["anchor"]) for r in found] == [(True, "t0"), (True, "t1"), (True, "t0"), (False, "")], found)
    s.check("mod and days", (found[3]["mod"], found[3]["first"], found[3]["last"]) == ("START", "2023-06-01", "2023-06-30"), found[3])
    code = objects(s.run("code", "--format", "jsonl", "--date", "2024-03-14", s.path("a.txt", TEXT)).stdout)[0]["times"]
    same = ("id", "begin", "end", "value", "mod", "temporal_function", "anchor")
    s.check("those of code", [[t[k] for k in same] for t in code] == [[t[k] for k in same] for t in found], code)


def undated(s):
    found = rows(s, s.path("a.txt", TEXT))
    s.check("nothing invented", [r["value"] for r in found] == ["XXXX-WXX-2", "XXXX-XX-XX", "XXXX-WXX-5", "2023-06"], found)
    s.check("no anchor without a date", [r["anchor"] for r in found if r["text"] in ("Tuesday", "Friday")] == ["", ""], found)


def timeml(s):
    out = s.expect("TimeML", 0, "times", "--format", "timeml", "--date", "2024-03-14", s.path("a.txt", TEXT)).stdout.decode()
    root = ET.fromstring(out)
    s.check("the text is all there", "".join(root.find("TEXT").itertext()) == TEXT, out)
    s.check("tags", [t.get("value") for t in root.iter("TIMEX3")] == ["2024-03-14", "2024-03-12", "2024-03-13", "2024-03-15", "2023-06"], out)
    s.check("anchors", [t.get("anchorTimeID") for t in root.find("TEXT").iter("TIMEX3")] == ["t0", "t1", "t0", None], out)


def table(s):
    out = s.expect("table", 0, "times", "--format", "table", "--date", "2024-03-14", s.path("a.txt", TEXT)).stdout.decode()
    s.check("rows", re.search(r"t4 +DATE +2023-06 +2023-06-01\.\.2023-06-30 +early June 2023\n", out), out)
    s.check("none", "no times" in s.run("times", "--format", "table", s.path("b.txt", "Iran and Iraq signed a pact.\n")).stdout.decode())
    s.expect("no such format", 2, "times", "--format", "xml", s.path("a.txt", TEXT), message="table, jsonl or timeml")


def papers(s):
    """9/11/2023 by the paper's country, else by the text."""
    text = "Iran and Iraq signed the pact of 9/11/2023."
    cases = (({"source": "bbc.co.uk"}, "2023-11-09"), ({"url": "https://www.theguardian.com/world/1"}, "2023-11-09"), ({"source": "The Guardian"}, "2023-11-09"),
             ({"url": "https://www.nytimes.com/x"}, "2023-09-11"), ({}, "2023-09-11"), ({"text": text + " It ended on 3 May 2024."}, "2023-11-09"))
    docs = "".join(json.dumps(dict({"id": str(i), "text": text, "date": "2024-05-14"}, **d)) + "\n" for i, (d, _) in enumerate(cases))
    found = [r for r in rows(s, s.path("p.jsonl", docs)) if r["text"] == "9/11/2023"]
    s.check("order", [r["value"] for r in found] == [v for _, v in cases], found)


def sides(s):
    """Behind or ahead: by more than the tense."""
    cases = (("The court postponed the hearing until Friday.", "2024-03-15"), ("They have been there since December.", "2023-12"),
             ("Members approved the June 30 extension.", "2024-06-30"), ("Rockets struck the port on Friday.", "2024-03-08"),
             ("The dividend is payable April 10.", "2024-04-10"), ("Security was tightened ahead of Sunday's vote.", "2024-03-17"))
    docs = "".join(json.dumps({"id": str(i), "text": t, "date": "2024-03-13" if "June" not in t else "2024-06-28"}) + "\n" for i, (t, _) in enumerate(cases))
    found = rows(s, s.path("s.jsonl", docs))
    s.check("sides", [r["value"] for r in found] == [v for _, v in cases], found)


def evidence(s):
    found = objects(s.expect("features", 0, "features", "--times", "--date", "2024-03-13", s.path("f.txt", "They met until Friday.")).stdout)[0]["times"]
    s.check("evidence", "rule=calendar" in found[0]["evidence"] and "prep=until" in found[0]["side"]["evidence"] and found[0]["side"]["ahead"] == 2, found)


if __name__ == "__main__":
    main(lines, undated, timeml, table, papers, sides, evidence)

#!/usr/bin/env python3
"""What PLOVER and CAMEO rows hold by default and with --all; the days of events in every format. usage: formats_test.py PROGRAM"""
import json

from support import main, objects

DATE = "2024-03-04"

# text; the CAMEO codes told as done; those with --all, each with its mark
DONE = [
    ("Iran attacked Iraq.", ["190"], {"190": "---"}),
    ("Iran denied attacking Iraq.", ["016"], {"016": "---", "190": "negated"}),
    ("Iran did not attack Iraq.", [], {"190": "negated"}),
    ("Iran may have attacked Iraq.", [], {"190": "hypothetical"}),
    ("Iraq fears that Iran attacked Basra.", [], {"190": "hypothetical"}),
    ("Iran attacked Iraq, Ukraine's president said. Iran denied it.", ["190", "016"], {"190": "---", "016": "---"}),
    ("Iraq accused Iran of attacking Basra.", ["1123", "190"], {"1123": "---", "190": "---"}),
    ("Greece plans to impose restrictions on Turkey.", ["132"], {"132": "---"}),
    ("France is preparing to attack Mali.", ["138"], {"138": "---"}),
    ("Japan has informed Fiji that it will send two aircraft.", None, {"154": "future"}),
]

# text; the event's day in JSON Lines, PLOVER (with its end), CAMEO rows and those with ISO dates; how it is known
DAYS = [
    ("Iran attacked Iraq.", DATE, [DATE, None], "20240304", DATE, "publication"),
    ("Iran attacked Iraq on Monday.", DATE, [DATE, None], "20240304", DATE, "resolved"),
    ("Iran attacked Iraq on 2 May 2022.", "2022-05-02", ["2022-05-02", None], "20220502", "2022-05-02", "text"),
    ("Iran attacked Iraq last month.", "2024-02", ["2024-02-01", "2024-02-29"], "20240200", "2024-02", "span"),
    ("In 1939, Germany invaded Poland.", "1939", ["1939-01-01", "1939-12-31"], "19390000", "1939", "span"),
]


def rows(s, text, *args):
    r = s.run("code", "--format", "cameo", "--date", DATE, *args, input=text.encode())
    return [line.split("\t") for line in r.stdout.decode().splitlines()]


def records(s, format, text, *args):
    return objects(s.run("code", "--format", format, "--date", DATE, *args, input=text.encode()).stdout)


def done(s):
    for text, told, every in DONE:
        got = [row[3] for row in rows(s, text)]
        s.check("told as done: " + text, told is None or got == told, got)
        marked = rows(s, text, "--all")
        found = {row[3]: row[7] for row in marked}
        s.check("all of it: " + text, all(len(row) == 8 for row in marked) and {c: found.get(c) for c in every} == every, marked)
        plain = [e for e in records(s, "plover", text)]
        s.check("PLOVER holds what is told as done: " + text, not any({"negation", "future", "hypothetical"} & set(e["context"]) for e in plain) and
                len(plain) == len([1 for row in rows(s, text) if row[3][:2] not in ("01", "02")]), [e["context"] for e in plain])
        words = {"negated": "negation", "---": None}
        wanted = sorted(words.get(mark, mark) or "" for code, mark in every.items() if code[:2] not in ("01", "02"))
        context = [(set(e["context"]) & {"negation", "future", "hypothetical"} or {""}).pop() for e in records(s, "plover", text, "--all")]
        s.check("PLOVER marks the rest: " + text, told is None or sorted(context) == wanted, context)
    disputed = records(s, "plover", DONE[5][0])[0]
    s.check("PLOVER names who denies", disputed["denied_by"] == ["Iran"] and {f["value"] for f in disputed["factuality"]} == {"Uu", "CT+"}, disputed)


def days(s):
    for text, date, (begin, end), row, iso, source in DAYS:
        event = records(s, "jsonl", text)[0]["events"][0]
        s.check("the day in JSON: " + text, (event["date"], event["time_source"]) == (date, source), (event["date"], event["time_source"]))
        e = records(s, "plover", text)[0]
        s.check("the day in PLOVER: " + text, [e["date"], e.get("enddate"), e["time_source"]] == [begin, end, source], e)
        got = rows(s, text)[0]
        s.check("the day in CAMEO: " + text, len(got) == 7 and (got[0], got[6]) == (row, source), got)
        s.check("the day in ISO CAMEO: " + text, rows(s, text, "--iso-dates")[0][0] == iso, rows(s, text, "--iso-dates"))
    r = s.run("code", "--format", "cameo", input=b"Iran attacked Iraq.").stdout.decode().split("\t")
    s.check("a day that is not known", r[0] == "00000000" and r[6] == "none\n", r)
    event = objects(s.run("code", "--format", "jsonl", input=b"Iran attacked Iraq.").stdout)[0]["events"][0]
    s.check("and in JSON", (event["date"], event["time_source"], event["time"]) == ("", "none", None), json.dumps(event)[:300])


if __name__ == "__main__":
    main(done, days)

#!/usr/bin/env python3
"""The day of an event: a time of its own clause, or of the sentence, but not of what tells of something else, and not the day of saying; of the sentence
before where the text goes on on that day; days from one to another. usage: when_test.py PROGRAM"""
import json

from support import main, objects

DAY = "2024-03-14"
CASES = (
    ("Iran shelled Basra on Monday, killing ten soldiers.", {"shelled": "2024-03-11", "killing": "2024-03-11"}),
    ("Since the war began in 2022, Iran has attacked Iraq 40 times.", {"attacked": DAY}),
    ("Iran, which left the pact in 2019, attacked Iraq.", {"attacked": DAY}),
    ("Police in Peru arrested a man who fled the country in 2019.", {"arrested": DAY}),
    ("Iran denied that it had attacked Iraq on Monday.", {"denied": DAY, "attacked": "2024-03-11"}),
    ("Iraq said on Wednesday that Iran had shelled Basra.", {"shelled": DAY}),
    ("China condemned Japan and vowed to act if it sent ships in May.", {"condemned": DAY}),
    ("Pakistan shelled Iran; Afghanistan denied on Sunday that its troops had attacked Iran.", {"shelled": DAY, "denied": "2024-03-10"}),
    ("Officials said on Monday that rebels had killed ten soldiers in Iraq on Saturday.", {"killed": "2024-03-09"}),
    ("Turkey condemned Sunday's bombing of Idlib by Russia.", {"condemned": DAY, "bombing": "2024-03-10"}),
    ("The United States withdrew from the 2015 nuclear deal with Iran.", {"withdrew": DAY}),
    ("The European Union extended the sanctions on Russia until June.", {"extended the sanctions": DAY}),
    ("Russia shelled Kyiv from 3 to 9 March.", {"shelled": "2024-03-03/2024-03-09"}),
    ("Russia has bombed Kyiv since February 2022.", {"bombed": "2022-02-01/2024-03-14"}),
    ("Russia shelled Kyiv on December 13-15, 2023.", {"shelled": "2023-12-13/2023-12-15"}),
    ("Russia shelled Kyiv last week.", {"shelled": "2024-W10"}),
    ("Gunmen from Iran stormed a hotel in Kabul on Friday. They killed nine guests.", {"killed": "2024-03-08"}),
    ("The presidents of Iran and Iraq met in Basra on Sunday. During the meeting, Iran thanked Iraq for its help.", {"thanked": "2024-03-10"}),
    ("Iran shelled Basra on Monday. Iraq has accused Iran of murder.", {"accused": DAY}),
    ("The president of Iran visited Rome on Tuesday. Italy will meet Iraq again.", {"meet": DAY}),
)


def when(s):
    p = s.path("when.jsonl", "".join(json.dumps({"date": DAY, "text": text}) + "\n" for text, _ in CASES))
    docs = objects(s.expect("coded", 0, "code", "--format", "jsonl", p).stdout)
    for (text, days), doc in zip(CASES, docs):
        found = {e["trigger"]["text"]: e["date"] for e in doc["events"]}
        s.check(text, all(found.get(word) == day for word, day in days.items()), found)


def spans(s):
    """A span's first and last day, and the day of a row of CAMEO: a week that crosses months is the month's in which its middle is."""
    cases = (("2024-03-14", "Russia shelled Kyiv from 3 to 9 March.", "20240300", ("2024-03-03", "2024-03-09"), "3 to 9 March"),
             ("2023-11-07", "Russia shelled Kyiv last week.", "20231100", ("2023-10-30", "2023-11-05"), "last week"),
             ("2023-10-03", "Russia shelled Kyiv last week.", "20230900", ("2023-09-25", "2023-10-01"), "last week"),
             ("2024-03-14", "Russia shelled Kyiv from 3 February to 9 March 2024.", "20240000", ("2024-02-03", "2024-03-09"), "3 February to 9 March 2024"))
    for i, (day, text, cameo, (first, last), words) in enumerate(cases):
        p = s.path("s%d.jsonl" % i, json.dumps({"date": day, "text": text}) + "\n")
        event = objects(s.run("code", "--format", "jsonl", p).stdout)[0]["events"][0]
        s.check(text, event["time"] == {"begin": first, "end": last, "text": words} and event["time_source"] == "span", event["time"])
        row = s.run("code", "--format", "cameo", p).stdout.decode().split("\t")
        s.check(text + " CAMEO", row[0] == cameo, row)


def told(s):
    out = objects(s.expect("features", 0, "features", "--moments", "--date", DAY, s.path("m.txt", CASES[5][0])).stdout)[0]["moments"]
    s.check("evidence", any("outline=c/v" in o["evidence"] for m in out for o in m["options"]), out)


if __name__ == "__main__":
    main(when, spans, told)

#!/usr/bin/env python3
"""The day of an event: a time of its own clause, or of the sentence, but not of a clause that tells of something else. usage: when_test.py PROGRAM"""
import json

from support import main, objects

DAY = "2024-03-14"
CASES = (
    ("Iran shelled Basra on Monday, killing ten soldiers.", {"shelled": "2024-03-11", "killing": "2024-03-11"}),
    ("Since the war began in 2022, Iran has attacked Iraq 40 times.", {"attacked": DAY}),
    ("Iran, which left the pact in 2019, attacked Iraq.", {"attacked": DAY}),
    ("Police in Peru arrested a man who fled the country in 2019.", {"arrested": DAY}),
    ("Iran denied that it had attacked Iraq on Monday.", {"denied": DAY, "attacked": "2024-03-11"}),
    ("Iraq said on Wednesday that Iran had shelled Basra.", {"shelled": "2024-03-13"}),
    ("China condemned Japan and vowed to act if it sent ships in May.", {"condemned": DAY}),
    ("Pakistan shelled Iran; Afghanistan denied on Sunday that its troops had attacked Iran.", {"shelled": DAY, "denied": "2024-03-10"}),
)


def when(s):
    p = s.path("when.jsonl", "".join(json.dumps({"date": DAY, "text": text}) + "\n" for text, _ in CASES))
    docs = objects(s.expect("coded", 0, "code", "--format", "jsonl", p).stdout)
    for (text, days), doc in zip(CASES, docs):
        found = {e["trigger"]["text"]: e["date"] for e in doc["events"]}
        s.check(text, all(found.get(word) == day for word, day in days.items()), found)


if __name__ == "__main__":
    main(when)

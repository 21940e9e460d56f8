#!/usr/bin/env python3
"""What the one vocabulary of the tree (src/syntax/clause.h) and typed codes show in the output. usage: clauses_test.py PROGRAM"""
from support import main, objects


def coded(s, text):
    return objects(s.expect("code", 0, "code", "--format", "jsonl", "--predicates", "--date", "2021-05-01", s.path("a.txt", text + "\n")).stdout)[0]


def code_of(document, text):
    return next((e["code"] for e in document["entities"] for m in e["mentions"] if m["text"] == text), None)


def nouns(s):
    d = coded(s, "The witness wanted to travel to Canada and to ask for asylum in that country.")
    s.check("'that country' is the state named before", code_of(d, "country") == "CAN", d["entities"])


def codes(s):
    d = coded(s, "Francis told reporters in Freetown that Sierra Leone would not pay.")
    s.check("SLEGOV is the government's, and no member of parliament's", code_of(d, "Francis") == "SLEGOV", d["entities"])


def negation(s):
    d = coded(s, "Iran no longer arms the rebels.")
    values = [p["factuality"][-1]["value"] for p in d["predicates"] if p["lemma"] == "arm"]
    s.check("'no longer' negates", values == ["CT-"], d["predicates"])


def passive(s):
    d = coded(s, "The 40-year-old man is set to appear in court after he was arrested and charged with murder in connection with the killing of a girl.")
    told = [a for a in d["attributions"] if a["cue"]["text"] == "charged"]
    s.check("who is arrested and charged charges nobody", all(not a["source"] for a in told), told)


main(nouns, codes, negation, passive)

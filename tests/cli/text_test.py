#!/usr/bin/env python3
"""`dateline text`: documents as they are read, and an input again. usage: text_test.py PROGRAM"""
import json

from support import TEXT, main, objects


def text(s):
    plain = s.path("a.txt", "“Žluťoučký”\x00 – " + TEXT)
    s.expect("plain text as given, but for a NUL", 0, "text", plain, out=lambda o: objects(o) == [{"id": "a.txt", "text": "“Žluťoučký”  – " + TEXT}])  # a space for the NUL
    row = {"id": "x", "text": TEXT, "date": "2023-05-01", "title": "T", "source": "Paper", "url": "https://paper.example/1", "language": "en"}
    lines = s.path("l.jsonl", json.dumps(row) + "\n" + '{"id": 1}\n' + json.dumps(dict(row, id="y")) + "\n")
    s.expect("lines, and one that is broken", 1, "text", lines, message="l.jsonl:2:", out=lambda o: objects(o) == [row, dict(row, id="y")])
    s.expect("date of the command line", 0, "text", "--date", "2023-05-02", plain, out=lambda o: objects(o)[0]["date"] == "2023-05-02")
    page = s.path("p.html", "<title>T</title><main><p>%s</p></main>" % TEXT)
    again = s.path("again.jsonl", s.run("text", page).stdout)
    coded, twice = s.run("code", "--format", "jsonl", page).stdout, s.run("code", "--format", "jsonl", again).stdout
    s.check("what it prints is coded as the page is", coded == twice and objects(coded)[0]["events"], (coded, twice))
    read = json.loads(s.run("text", page).stdout)["text"]
    s.check("offsets count in it", all(read[e["trigger"]["begin"]:e["trigger"]["end"]] == e["trigger"]["text"] for e in objects(coded)[0]["events"]))
    s.expect("an option of code", 2, "text", "--format", "jsonl", page, message="no option of text")


if __name__ == "__main__":
    main(text)

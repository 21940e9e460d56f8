#!/usr/bin/env python3
"""What an input is, by its name and by its content; JSON, tables, and what is refused. usage: kinds_test.py PROGRAM"""
import gzip
import io
import json
import os
import zipfile

from support import TEXT, main, objects

HTML = "<!DOCTYPE html>\n<html><head><title>T</title></head><body><nav>menu</nav><article><p>%s</p></article></body></html>\n" % TEXT.strip()
LINES = "".join(json.dumps({"id": i, "date": "2023-03-03T10:00:00Z", "text": TEXT.strip()}) + "\n" for i in (1, 2))
ARRAY = json.dumps([json.loads(line) for line in LINES.splitlines()])


def ids(out):
    return [d["doc"]["id"] for d in objects(out)]


def same(out):
    """Two documents with numeric ids, a day, and the event of TEXT."""
    docs = objects(out)
    return ids(out) == ["1", "2"] and all(d["doc"]["date"] == "2023-03-03" and len(d["events"]) == 1 for d in docs)


def by_name(s):
    for name, content in (("a.json", ARRAY), ("b.json", LINES), ("c.json", json.dumps(json.loads(ARRAY), indent=2)), ("a.ndjson", LINES), ("a.JSONL", LINES),
                          ("a.jsonl.GZ", gzip.compress(LINES.encode())), ("d.JSON.gz", gzip.compress(ARRAY.encode())), ("e.jsonl", ARRAY),
                          ("w.json", '{"status": "ok", "totalResults": 2, "articles": %s}' % ARRAY)):
        s.expect(name, 0, "code", s.path(name, content), out=same)
    s.expect("a source that is an object", 0, "text", s.path("s.json", '{"source": {"id": null, "name": "The Paper"}, "text": "Talks."}'), out=lambda o: objects(o)[0]["source"] == "The Paper")
    s.expect("one object", 0, "code", s.path("o.json", json.dumps({"text": TEXT, "id": None, "keywords": ["x"]}, indent=1)), out=lambda o: ids(o) == ["o.json:1"])
    s.expect("a.HTML", 0, "code", s.path("a.HTML", HTML), out=lambda o: objects(o)[0]["doc"]["title"] == "T" and len(objects(o)[0]["events"]) == 1)
    s.expect("--input says otherwise", 0, "code", "--input", "text", s.path("a.JSONL"), out=lambda o: ids(o) == ["a.JSONL"])


def by_content(s):
    for name, content in (("lines.txt", LINES), ("array.txt", ARRAY), ("lines", LINES), ("x.dump", "\ufeff\n  " + ARRAY), ("page.html", LINES)):
        s.expect("JSON in " + name, 0, "code", s.path(name, content), out=same)
    for name in ("page.txt", "page", "page.asp"):
        s.expect("HTML in " + name, 0, "code", s.path(name, HTML), out=lambda o: objects(o)[0]["doc"]["title"] == "T")
    s.expect("JSON Lines on standard input", 0, "code", input=LINES.encode(), out=same)
    s.expect("an array on standard input", 0, "code", input=ARRAY.encode(), out=same)
    s.expect("packed on standard input", 0, "code", input=gzip.compress(LINES.encode()), out=same)
    s.expect("HTML on standard input", 0, "code", input=HTML.encode(), out=lambda o: ids(o) == ["standard input"] and objects(o)[0]["doc"]["title"] == "T")
    parsed = s.run("parse", s.path("t.txt", TEXT)).stdout
    s.expect("CoNLL-U on standard input", 0, "parse", input=parsed, out=lambda o: o.count(b"\t") == parsed.count(b"\t"))
    for text in ("[Reuters] " + TEXT, "{" + TEXT, '"Quote," he said. ' + TEXT, "# 1 " + TEXT, "<i>" + TEXT):
        s.expect("prose: " + text[:8], 0, "code", input=text.encode(), out=lambda o: ids(o) == ["standard input"] and len(objects(o)[0]["events"]) == 1)


def refused(s):
    office = io.BytesIO()
    with zipfile.ZipFile(office, "w") as z:
        z.writestr("[Content_Types].xml", "<Types/>")
    for name, content, what, how in (("r.pdf", b"%PDF-1.7\n%\xe2\xe3", "a PDF file", "pdftotext FILE - | dateline code"), ("r.txt", b"%PDF-1.7\n", "a PDF file", "pdftotext"),
                                     ("r.docx", office.getvalue(), "an Office file", "pandoc -t plain FILE | dateline code"),
                                     ("r.xlsx", office.getvalue(), "an Office file", "--convert-to csv"),
                                     ("r.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(64), "an old Office file", "libreoffice --headless --convert-to txt"),
                                     ("r.rtf", b"{\\rtf1\\ansi Talks.}", "an RTF file", "pandoc"), ("r.png", b"\x89PNG\r\n\x1a\n" + bytes(32), "an image", "tesseract"),
                                     ("r16.txt", TEXT.encode("utf-16"), "UTF-16, not UTF-8", "iconv -f UTF-16"), ("r16le.txt", TEXT.encode("utf-16-le"), "UTF-16", "iconv"),
                                     ("r.xml", b"<?xml version='1.0'?>\n<nitf><body>x</body></nitf>", "XML", "xmllint"), ("r.bz2", b"BZh91AY&SY", "a bzip2 file", "bzip2 -dc")):
        r = s.expect("refused: " + name, 1, "code", s.path(name, content), s.path("t.txt", TEXT), message="%s: %s" % (name, what), out=lambda o: ids(o) == ["t.txt"])
        s.check("refused with the word how: " + name, how in r.stderr.decode() and r.stderr.count(b"\n") == 1, r.stderr)
    s.expect("refused on standard input", 1, "code", input=b"%PDF-1.7\n", message="standard input: a PDF file", out=lambda o: o == b"")


def broken_json(s):
    rows = json.loads(ARRAY)
    text = json.dumps(rows[0]) + ",\n" + '{"id": 7, "text": nope},\n{"id": 8, "text": "no end},\n{"id": 9, "text": "x", "date": "5 May"},\n' + json.dumps(rows[1])
    r = s.expect("a broken element is named, the rest goes on", 1, "code", s.path("broken.json", "[" + text + "]\n"), out=same)
    for place in ("broken.json:2: column 22: ", "broken.json:3: column 28: a line break in a string", "broken.json:4: 'date' is '5 May'"):
        s.check("named: " + place, place in r.stderr.decode(), r.stderr)
    s.expect("text that is a number", 1, "code", s.path("n.json", '{"text": 3}'), message="n.json:1: no string 'text': it is a number")
    s.expect("no text", 1, "code", s.path("m.json", '{"id": 3, "body": "x"}'), message="no string 'text'; its members are: id, body (--columns text=NAME")
    s.expect("cut short", 1, "code", s.path("c.json", ARRAY[:-30]), message="c.json:1: column", out=lambda o: ids(o) == ["1"])
    article = json.dumps({"text": "Talks ended. " * 40000})
    s.expect("an array longer than a document may be", 0, "text", "-q", s.path("long.json", "[" + ",\n".join([article] * 80) + "]"), out=lambda o: o.count(b"\n") == 80)
    s.expect("an object that wraps more than that", 1, "text", "-q", s.path("long.json", '{"articles": [' + ",\n".join([article] * 80) + "]}"),
             message="long.json:1: longer than")
    os.remove(s.path("long.json"))


def tables(s):
    cell = '"Ann ""Lee"" of Canada\nmet Juan Perez of Chile."'
    wanted = 'Ann "Lee" of Canada\nmet Juan Perez of Chile.'
    s.expect("CSV", 0, "text", s.path("a.csv", "\ufeffID,Date,Text,title,extra\r\n7,2023-05-01T10:00:00Z,%s,T,e\r\n8,,Talks ended.,,\r\n" % cell),
             out=lambda o: [(d["id"], d.get("date"), d["text"], d.get("title")) for d in objects(o)] == [("7", "2023-05-01", wanted, "T"), ("8", None, "Talks ended.", None)])
    s.expect("TSV", 0, "text", s.path("a.tsv", "text\tsource\nTalks, and more; ended.\tPaper\n"), out=lambda o: objects(o)[0]["text"] == "Talks, and more; ended." and
             objects(o)[0]["source"] == "Paper" and objects(o)[0]["id"] == "a.tsv:2")
    s.expect("CSV with semicolons", 0, "text", s.path("s.CSV.gz", gzip.compress(b"id;text\na;Talks, ended.\n")), out=lambda o: objects(o)[0]["text"] == "Talks, ended.")
    s.expect("CSV on standard input", 0, "text", "--input", "csv", input=b"text\nTalks.\n", out=lambda o: objects(o)[0]["text"] == "Talks.")
    named = s.path("n.csv", "key,body,published\n7,Talks ended.,2023-05-01\n")
    s.expect("columns of other names", 0, "text", "--columns", "text=body,date=Published,id=key", named,
             out=lambda o: objects(o) == [{"id": "7", "text": "Talks ended.", "date": "2023-05-01"}])
    s.expect("members of other names", 0, "text", "--columns=text=body", s.path("n.json", '{"body": "Talks ended.", "id": 7}'), out=lambda o: objects(o)[0]["text"] == "Talks ended.")
    s.expect("no column for the text", 1, "code", named, message="n.csv:1: no column 'text'; its columns are: key, body, published (--columns text=NAME")
    s.expect("a broken row is named, the rest goes on", 1, "text", s.path("b.csv", 'id,text\n1,a\n2,"b"c"\n3\n4,"d\n5,e\n'), message="b.csv:3: text behind a closing quote",
             out=lambda o: [d["id"] for d in objects(o)] == ["1", "5"])
    s.check("every broken row", all(m in s.run("text", s.path("b.csv")).stderr.decode() for m in ("b.csv:4: 1 cell, but 2 columns", "b.csv:5: a quote is opened here")))
    s.expect("not UTF-8", 1, "text", s.path("l.csv", b"text\ncaf\xe9\nx\n"), message="l.csv:2: not UTF-8", out=lambda o: len(objects(o)) == 1)
    s.expect("--columns, a field that is none", 2, "code", "--columns", "body=text", named, message="--columns: 'body' is none of text, id, date")
    offsets = objects(s.run("code", s.path("a.csv")).stdout)[0]
    s.check("offsets are those of the cell's text", all(wanted[m["begin"]:m["end"]] == m["text"] for e in offsets["entities"] for m in e["mentions"]), offsets["entities"])


if __name__ == "__main__":
    main(by_name, by_content, refused, broken_json, tables)

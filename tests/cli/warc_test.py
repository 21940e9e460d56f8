#!/usr/bin/env python3
"""Archives of the web (WARC): pages become documents, bad records are named and nothing else is lost. usage: warc_test.py PROGRAM"""
import gzip
import json
import zlib

from support import TEXT, main, objects


def page(title, text=TEXT, head=""):
    return ("<!DOCTYPE html>\n<html><head><title>%s</title>%s</head><body><nav>menu</nav><article><h1>%s</h1><p>%s</p></article></body></html>\n"
            % (title, head, title, text.strip())).encode()


def record(kind, url, block, length=None, content="application/http; msgtype=response", more=""):
    return ("WARC/1.0\r\nWARC-Type: %s\r\nWARC-Target-URI: %s\r\nWARC-Date: 2023-05-02T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n%sContent-Type: %s\r\n"
            "Content-Length: %d\r\n\r\n" % (kind, url, more, content, len(block) if length is None else length)).encode() + block + b"\r\n\r\n"


def response(body, fields="Content-Type: text/html; charset=utf-8\r\n", status="200 OK"):
    return ("HTTP/1.1 %s\r\nServer: x\r\n%s\r\n" % (status, fields)).encode() + body


def article(n, **more):
    return record("response", "https://www.paper.example/2023/05/a%d.html" % n, response(page("Pages %d" % n)), **more)


def pieces(body):
    return b"".join(b"%x;x=y\r\n%s\r\n" % (len(body[i:i + 40]), body[i:i + 40]) for i in range(0, len(body), 40)) + b"0\r\n\r\n"


def members(*records):
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def titles(out):
    return [d["title"] for d in objects(out)]


INFO = record("warcinfo", "", b"software: test\r\n", content="application/warc-fields")
ALL = ["Pages 1", "Pages 2", "Pages 3"]


def read(s):
    others = [INFO, record("request", "https://paper.example/", b"GET / HTTP/1.1\r\nHost: paper.example\r\n\r\n"), article(1),
              record("metadata", "https://paper.example/", b"x: 1\r\n", content="application/warc-fields"), article(2),
              record("response", "https://paper.example/x.png", response(b"\x89PNG\r\n\x1a\n", "Content-Type: image/png\r\n")),
              record("response", "https://paper.example/gone", response(page("Not found"), status="404 Not Found")),
              record("response", "dns:paper.example", b"20230502\npaper.example. 300 IN A 192.0.2.1\n", content="text/dns"), record("revisit", "https://paper.example/a", response(b"")),
              article(3)]
    for name, content in (("a.warc", b"".join(others)), ("a.warc.gz", members(*others)), ("whole.warc.gz", gzip.compress(b"".join(others))), ("dump", members(*others)), ("dump.txt", b"".join(others))):
        s.expect(name, 0, "text", "-q", s.path(name, content), out=lambda o: titles(o) == ALL)
    s.expect("standard input", 0, "text", "-q", input=members(*others), out=lambda o: titles(o) == ALL)
    s.expect("--input warc", 0, "text", "-q", "--input", "warc", s.path("dump"), out=lambda o: titles(o) == ALL)
    one = objects(s.run("text", "-q", s.path("a.warc.gz")).stdout)[0]
    s.check("id, address, source", (one["id"], one["url"], one["source"]) == ("https://www.paper.example/2023/05/a1.html",) * 2 + ("paper.example",), one)
    s.check("the crawl's day is not the publication's", "date" not in one, one)
    s.check("no menu", "menu" not in one["text"] and TEXT.strip() in one["text"], one)
    s.expect("events", 0, "code", "-q", "--format", "jsonl", s.path("a.warc.gz"), out=lambda o: [len(d["events"]) for d in objects(o)] == [1, 1, 1])
    s.expect("same for one thread and two", 0, "code", "-q", "-j1", s.path("a.warc.gz"), out=lambda o: o == s.run("code", "-q", "-j2", s.path("a.warc.gz")).stdout)


def bodies(s):
    html = page("Packed")
    raw = zlib.compressobj(9, zlib.DEFLATED, -15)
    forms = {"gzip": ("Content-Encoding: gzip\r\n", gzip.compress(html)), "deflate": ("Content-Encoding: deflate\r\n", zlib.compress(html)),
             "bare deflate": ("content-encoding: deflate\r\n", raw.compress(html) + raw.flush()), "pieces": ("Transfer-Encoding: chunked\r\n", pieces(html)),
             "packed pieces": ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", pieces(gzip.compress(html))),
             "plain under the fields of packed": ("Transfer-Encoding: chunked\r\nContent-Encoding: gzip\r\n", html), "plain under br": ("Content-Encoding: br\r\n", html)}
    for name, (fields, body) in forms.items():
        s.expect("a body: " + name, 0, "text", "-q", s.path("b.warc", record("response", "<https://paper.example/b>", response(body, "Content-Type: text/html\r\n" + fields))),
                 out=lambda o: titles(o) == ["Packed"] and objects(o)[0]["url"] == "https://paper.example/b")
    plain = record("response", "https://paper.example/t", response("Caf\u00e9 talks. ".encode("cp1252") * 3, "Content-Type: text/plain\r\n"))
    s.expect("plain text in an old character set", 0, "text", "-q", s.path("t.warc", plain), out=lambda o: objects(o)[0]["text"].startswith("Caf\u00e9"))
    wet = record("conversion", "https://paper.example/w", TEXT.encode(), content="text/plain") + record("resource", "https://paper.example/r", page("Resource"), content="text/html")
    s.expect("conversion and resource", 0, "text", "-q", s.path("w.warc", wet), out=lambda o: [d["url"][-1] for d in objects(o)] == ["w", "r"])
    dated = record("response", "https://paper.example/d", response(page("Dated", head='<meta property="article:published_time" content="2023-04-30T09:00:00Z">'
                   '<link rel="canonical" href="https://paper.example/story"><meta property="og:site_name" content="The Paper">')))
    s.expect("what the page states counts", 0, "text", "-q", s.path("d.warc", dated),
             out=lambda o: [objects(o)[0][k] for k in ("date", "source", "url")] == ["2023-04-30", "The Paper", "https://paper.example/story"])


def damaged(s):
    a = [article(n) for n in (1, 2, 3)]
    broken = bytearray(members(a[1]))
    broken[60:90] = bytes(30)
    cut = members(a[1])[:-40]
    noise = b"WARC/1.0\r\nWARC-Type: response\r\n\r\n"
    for name, content, number, why, left in (
            ("member.warc.gz", members(a[0]) + bytes(broken) + members(a[2]), 2, "its packed data are damaged", ["Pages 1", "Pages 3"]),
            ("member-first.warc.gz", members(INFO) + bytes(broken) + members(a[0], a[2]), 2, "its packed data are damaged", ["Pages 1", "Pages 3"]),
            ("member-cut.warc.gz", members(a[0]) + cut + members(a[2]), 2, "", ["Pages 1", "Pages 3"]),
            ("short.warc", article(1, length=300) + a[1] + a[2], 1, "its length (Content-Length) is wrong", ["Pages 2", "Pages 3"]),
            ("long.warc", a[0] + article(2, length=600) + a[2], 2, "its length (Content-Length) is wrong", ["Pages 1", "Pages 3"]),
            ("huge.warc", a[0] + article(2, length=10**15) + a[2], 2, "it is cut short, or its length", ["Pages 1", "Pages 3"]),
            ("no-length.warc", a[0] + noise + a[2], 2, "it states no length", ["Pages 1", "Pages 3"]),
            ("brotli.warc", a[0] + record("response", "https://paper.example/", response(b"\x0b\x02\x80\x01", "Content-Type: text/html\r\nContent-Encoding: br\r\n")) + a[2], 2, "Brotli", ["Pages 1", "Pages 3"]),
            ("no-http.warc", a[0] + record("response", "https://paper.example/", b"nonsense") + a[2], 2, "no status line of HTTP", ["Pages 1", "Pages 3"]),
            ("gzip-body.warc", a[0] + record("response", "https://paper.example/", response(gzip.compress(page("x"))[:30] + b"\xff" * 40, "Content-Type: text/html\r\nContent-Encoding: gzip\r\n")) + a[2],
             2, "damaged where it is unpacked", ["Pages 1", "Pages 3"]),
            ("segment.warc", a[0] + record("response", "https://paper.example/", response(page("x")), more="WARC-Segment-Number: 1\r\n") + a[2], 2, "segments", ["Pages 1", "Pages 3"]),
            ("end.warc", a[0] + a[1] + a[2][:-100], 3, "it is cut short", ["Pages 1", "Pages 2"])):
        r = s.expect("damaged: " + name, 1, "text", "-q", s.path(name, content), message="%s:%d: " % (name, number) if why else None, out=lambda o: titles(o) == left)
        s.check("told why: " + name, why in r.stderr.decode() and r.stderr.count(b"\n") == 1, r.stderr)
    s.expect("cut within a member", 1, "text", "-q", s.path("c.warc.gz", members(*a)[:-30]), message="c.warc.gz: the packed data are cut short", out=lambda o: titles(o) == ["Pages 1", "Pages 2"])
    s.expect("no archive", 1, "text", "-q", s.path("n.warc", TEXT), message="n.warc: no archive of the web", out=lambda o: o == b"")
    s.expect("an empty one", 0, "text", "-q", s.path("e.warc", b""), out=lambda o: o == b"")
    bomb = record("response", "https://paper.example/", response(gzip.compress(b"<p>" + b" " * (40 << 20)), "Content-Type: text/html\r\nContent-Encoding: gzip\r\n"))
    s.expect("a body that is too long when unpacked", 1, "text", "-q", s.path("bomb.warc", bomb + a[0]), message="too long for one document", out=lambda o: titles(o) == ["Pages 1"])


def ledger(s):
    db = s.path("w.db")
    a = members(INFO, article(1), article(2), record("response", "https://paper.example/", response(page("Front page", "Nothing happened. " * 9))))
    s.expect("ingest", 0, "ingest", "-q", "--ledger", db, s.path("l.warc.gz", a), out=lambda o: b"3 documents added" in o)
    s.expect("again", 0, "ingest", "-q", "--ledger", db, s.path("l.warc.gz"), out=lambda o: b"0 documents added, 3 known" in o)
    changed = record("response", "https://www.paper.example/2023/05/a1.html", response(page("Pages 1", TEXT + "It was cold.")))
    s.expect("a page that has changed is a version", 0, "ingest", "-q", "--ledger", db, s.path("m.warc.gz", members(changed)), out=lambda o: b"new versions: 1" in o)
    rows = s.run("query", "--ledger", db, "--format", "jsonl").stdout
    s.check("an event leads to its page", any("https://www.paper.example/2023/05/a2.html" in json.dumps(row) for row in objects(rows)), rows[:300])


if __name__ == "__main__":
    main(read, bodies, damaged, ledger)

#!/usr/bin/env python3
"""serve: what clients do wrong or slowly, who may ask, snapshots while documents come in, the end. usage: serve_test.py PROGRAM"""
import json
import os
import select
import signal
import socket
import sqlite3
import subprocess
import threading
import time

from serving import EXAMPLES, Server, example_ledger, serving, status_of
from support import TEXT, main, news

HOST = b"Host: localhost\r\n"


def address(s):
    db = example_ledger(s)
    with serving(s, db) as server:
        s.check("the address is printed", server.address == "http://127.0.0.1:%d/" % server.port and server.port > 0, server.address)
        with socket.create_connection(("127.0.0.1", server.port)):
            pass
        s.expect("a port that is taken", 1, "serve", "--ledger", db, "--listen", "127.0.0.1:%d" % server.port, message="127.0.0.1:%d: Address already in use" % server.port)
    for wrong in ("nowhere", "127.0.0.1", "127.0.0.1:x", "127.0.0.1:70000", "1.2.3:80", "::1:80", "[::1]", "example.org:80"):
        s.expect("--listen %s" % wrong, 2, "serve", "--ledger", db, "--listen", wrong, message="--listen is '%s'" % wrong)
    s.expect("no ledger", 2, "serve", message="--ledger FILE is needed")
    s.expect("a ledger that is not there", 1, "serve", "--ledger", s.path("none.db"), message="there is no such ledger")
    s.expect("a short token", 1, "serve", "--ledger", db, "--token-file", s.path("short", "abc\n"), message="is no token")
    s.expect("no token", 1, "serve", "--ledger", db, "--token-file", s.path("missing"), message="No such file")
    s.expect("a host that is none", 2, "serve", "--ledger", db, "--host", "a b", message="--host is 'a b'")


def files(s, server):
    page = server.get("/")
    s.check("the page", page.status == 200 and page.header("content-type").startswith("text/html") and b"<html" in page.body.lower(), page.body[:100])
    s.check("its parameters are the page's", server.get("/?view=map&actor=IRN").body == page.body)
    s.check("the page, packed", server.get("/", Accept_Encoding="br, gzip").body == page.body)
    s.check("gzip is not wanted", server.get("/api/v1/entries", Accept_Encoding="gzip;q=0, identity").header("content-encoding") is None)
    s.check("the page again", server.get("/", If_None_Match=page.header("etag")).status == 304)
    s.check("no POST to a file", server.ask("POST", "/").status == 405)
    for r in (page, server.get("/api/v1/stats"), server.get("/nothing")):
        policy = r.header("content-security-policy") or ""
        s.check("headers that keep a browser safe", "default-src 'none'" in policy and "unsafe" not in policy and "frame-ancestors 'none'" in policy
                and r.header("x-content-type-options") == "nosniff" and r.header("referrer-policy") == "no-referrer" and r.header("cross-origin-resource-policy") == "same-origin", r.headers)
    for target in ("/../etc/passwd", "/..%2f..%2fetc%2fpasswd", "/%2e%2e/etc/passwd", "/assets/../../etc/passwd", "/assets/..%5c..%5cetc", "//etc/passwd", "/%00", "/%zz", "/%ff"):
        s.check("%s is refused" % target, status_of(server.send(b"GET " + target.encode() + b" HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n")) in (400, 404))


def malformed(s, server):
    """Bytes that are no request: an error or a closed connection, and the server goes on."""
    big = b"a" * 20000
    cases = {"garbage": b"\x00\x01\x02\xff\xfe\r\n\r\n", "no version": b"GET /healthz\r\n\r\n", "an odd version": b"GET /healthz HTTP/9.9\r\n" + HOST + b"\r\n",
             "no Host": b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n", "a bad Host": b"GET /healthz HTTP/1.1\r\nHost: localhost:x\r\nConnection: close\r\n\r\n",
             "an absolute address": b"GET http://evil.example/healthz HTTP/1.1\r\n" + HOST + b"Connection: close\r\n\r\n", "a bad length": b"POST /api/v1/code HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: -5\r\n\r\nhello",
             "two lengths": b"POST /api/v1/code HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n\r\n",
             "a bad chunk": b"POST /api/v1/code HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\n\r\nXYZ\r\nabc\r\n0\r\n\r\n",
             "a long address": b"GET /" + big + b" HTTP/1.1\r\n" + HOST + b"\r\n", "a long header": b"GET /healthz HTTP/1.1\r\n" + HOST + b"X: " + big + b"\r\n\r\n",
             "many headers": b"GET /healthz HTTP/1.1\r\n" + HOST + b"".join(b"X-%d: 1\r\n" % i for i in range(3000)) + b"\r\n", "a space in the address": b"GET /a b HTTP/1.1\r\n" + HOST + b"\r\n",
             "a folded header": b"GET /healthz HTTP/1.1\r\nHost: local\r\n host\r\nConnection: close\r\n\r\n", "half a request": b"GET /heal", "CONNECT": b"CONNECT evil.example:443 HTTP/1.1\r\n" + HOST + b"\r\n"}
    for name, data in cases.items():
        status = status_of(server.send(data, timeout=30))
        s.check("malformed: " + name, status == 0 or 400 <= status < 600 or (name == "an odd version" and status == 505), "status %d" % status)
    for name, least in (("a long header", 431), ("a long address", 414)):
        status = status_of(server.send(cases[name]))
        s.check("malformed: %s has its status" % name, status in (400, 413, 414, 431), "status %d, not about %d" % (status, least))
    s.check("after malformed requests", server.get("/healthz").body == b"ok\n")


def who(s):
    db = example_ledger(s)
    tokens = s.path("token", "a-token-of-16-characters\nanother line\n")
    with serving(s, db, "--host", "news.example.org") as server:
        for host, status in (("localhost", 200), ("LOCALHOST:1", 200), ("127.0.0.1", 200), ("[::1]:80", 200), ("news.example.org", 200), ("evil.example", 421), ("localhost.evil.example", 421), ("10.0.0.1", 421), ("", 421), ("localhost:80:90", 421)):
            s.check("Host: %s" % host, server.get("/api/v1/stats", Host=host).status == status)
        own = "http://localhost:%d" % server.port
        for headers, status in (({"Origin": own, "Host": own[7:]}, 200), ({"Origin": "https://evil.example"}, 403), ({"Origin": "null"}, 403), ({"Sec-Fetch-Site": "cross-site"}, 403), ({"Sec-Fetch-Site": "same-site"}, 403),
                                ({"Sec-Fetch-Site": "same-origin"}, 200), ({"Sec-Fetch-Site": "none"}, 200), ({}, 200)):
            s.check("a POST with %s" % headers, server.ask("POST", "/api/v1/code", dict(headers, **{"Content-Type": "text/plain"}), TEXT).status == status)
    with serving(s, db, "--token-file", tokens) as server:
        ask = lambda **headers: server.get("/api/v1/stats", **headers).status
        s.check("the address has the token", server.query == "token=a-token-of-16-characters", server.address)
        s.check("tokens that are wrong", {ask(), ask(Authorization="Bearer a-token-of-16-character"), ask(Authorization="Bearer a-token-of-16-characters-"), ask(Authorization="Basic a-token-of-16-characters"), ask(Cookie="dateline=wrong"),
                                          ask(Cookie="xdateline=a-token-of-16-characters"), server.get("/").status, server.get("/?token=wrong").status, server.get("/api/v1/stats?token=a-token-of-16-characters").status} == {401})
        s.check("no token is asked for health", server.get("/healthz").status == 200)
        r = server.get("/?token=a-token-of-16-characters")
        cookie = r.header("set-cookie") or ""
        s.check("the address gives a cookie", r.status == 303 and r.header("location") == "/" and "HttpOnly" in cookie and "SameSite=Strict" in cookie, r.headers)
        s.check("with the cookie", ask(Cookie="a=b; " + cookie.split(";")[0]) == 200 and server.get("/", Cookie=cookie.split(";")[0]).status == 200)
    with serving(s, db, "--listen", "0.0.0.0:0") as server:
        server.host = "127.0.0.1"
        token = server.query[len("token="):]
        s.check("beyond loopback a token is made", len(token) == 32 and server.get("/api/v1/stats").status == 401 and server.get("/api/v1/stats", Authorization="Bearer " + token, Host="192.0.2.7:80").status == 200, server.address)
        s.check("beyond loopback names are refused", server.get("/api/v1/stats", Authorization="Bearer " + token, Host="evil.example").status == 421)
    with Two(s, db) as (one, two):
        s.check("another server, another token", one.query != two.query)


class Two:
    """Two servers beyond loopback."""

    def __init__(self, s, db):
        self.open = [serving(s, db, "--listen", "0.0.0.0:0") for _ in range(2)]

    def __enter__(self):
        return [o.__enter__() for o in self.open]

    def __exit__(self, *why):
        for o in self.open:
            o.__exit__(*why)


def pages(s, server):
    for path, most in (("entries", 500), ("mentions", 500), ("claims", 200), ("documents", 500), ("screening", 500)):
        whole = server.get("/api/v1/%s?limit=%d" % (path, most)).json()
        found, target = [], "/api/v1/%s?limit=7" % path
        while target:
            part = server.get(target).json()
            found += part["items"]
            target = part["next"] and "/api/v1/%s?limit=7&cursor=%s" % (path, part["next"])
        s.check("pages of %s" % path, whole["next"] is None and found == whole["items"] != [], "%d, not %d" % (len(found), len(whole["items"])))
    for sort in ("-date", "sources", "-reported"):
        whole = [e["id"] for e in server.get("/api/v1/entries?limit=500&sort=" + sort).json()["items"]]
        first = server.get("/api/v1/entries?limit=30&sort=" + sort).json()
        rest = server.get("/api/v1/entries?limit=500&sort=%s&cursor=%s" % (sort, first["next"])).json()
        s.check("pages by %s" % sort, [e["id"] for e in first["items"] + rest["items"]] == whole)


def same_as_commands(s, server, db):
    """What the commands print."""
    rows = [json.loads(line) for line in s.run("query", "--ledger", db, "--format", "jsonl", "--actor", "IRN").stdout.splitlines()]
    items = server.get("/api/v1/entries?actor=IRN").json()["items"]
    boards = [server.get("/api/v1/entries/%d" % i["id"]).json() for i in items]
    for board in boards:
        for extra in ("silent", "touches", "joined"):
            board.pop(extra)
    s.check("entries are those of query", boards == rows and [dict(r, reports=None) for r in rows] == [dict(i, reports=None) for i in items])
    s.check("mentions are those of query", server.get("/api/v1/mentions?event=AID").json()["items"] == [json.loads(line) for line in s.run("query", "--mentions", "--ledger", db, "--format", "jsonl", "--event", "AID").stdout.splitlines()])
    s.check("flows are those of flows", server.get("/api/v1/flows?between=IRN,RUS&by=year").json() == json.loads(s.run("flows", "--ledger", db, "--between", "IRN,RUS", "--by", "year", "--format", "json").stdout))
    screened = [json.loads(line) for line in s.run("screen", "--ledger", db, "--format", "jsonl").stdout.splitlines()]
    s.check("screening is that of screen", [dict(i, reports=None) for i in server.get("/api/v1/screening").json()["items"]] == [dict(i, reports=None) for i in screened] != [])
    s.check("CSV is that of query", server.get("/api/v1/entries?format=csv&limit=10000").body == s.run("query", "--ledger", db, "--format", "csv").stdout)
    groups = {g["actor"]: g["entries"] for g in map(json.loads, s.run("query", "--ledger", db, "--group-by", "actor", "--format", "jsonl").stdout.splitlines())}
    s.check("facets are those of query", {f["value"]: f["entries"] for f in server.get("/api/v1/facets?of=actor&limit=200").json()["actor"]} == {k: v for k, v in groups.items() if k})
    doc = server.get("/api/v1/documents/%d" % boards[0]["reports"][0]["number"]).json()
    coded = [json.loads(line) for line in s.run("code", "--format", "jsonl", *EXAMPLES).stdout.splitlines()]
    s.check("a document is what code prints", doc["coded"] == [c for c in coded if c["doc"]["id"] == doc["document"]][0] and doc["same_data"])
    triggers = {(e["trigger"]["begin"], e["id"]) for e in doc["coded"]["events"]}
    s.check("its mentions are its events", {(m["begin"], m["event"]) for m in doc["mentions"]} == triggers and doc["mentions"], doc["mentions"])
    posted = server.ask("POST", "/api/v1/code", {"Content-Type": "application/json"}, json.dumps({"id": doc["document"], "text": doc["text"], "date": doc["date"], "title": doc["title"], "source": doc["newspaper"]}))
    s.check("what is posted is read alike", posted.json()["documents"][0]["coded"] == doc["coded"])
    voices = [v for b in boards for k in ("said_by", "told_of_by", "denied_by") for v in b[k]]
    texts = {v["number"]: server.get("/api/v1/documents/%d" % v["number"]).json()["text"] for v in voices}
    s.check("quotations stand where they say", voices and all(texts[v["number"]][v["begin"]:v["end"]] == v["quote"] for v in voices))
    total = server.get("/api/v1/histogram?by=day").json()
    s.check("the histogram counts all", total["total"] == server.get("/api/v1/entries").json()["total"] == sum(i["entries"] for i in total["items"]) + total["undated"]["entries"])


def plain(s):
    db = example_ledger(s)
    with serving(s, db) as server:
        files(s, server)
        malformed(s, server)
        pages(s, server)
        same_as_commands(s, server, db)


def slow_clients(s):
    """A thousand clients that say little: the others are served on."""
    count = 200 if s.sanitized() else 1000
    with serving(s, example_ledger(s)) as server:
        held = []
        for i in range(count):
            c = socket.create_connection((server.host, server.port))
            c.sendall(b"GET /api/v1/entries HTTP/1.1\r\n" + (HOST if i % 2 else b"X"))
            held.append(c)
        began = time.monotonic()
        answers = [server.get("/api/v1/entries?limit=%d" % (i + 1)).status for i in range(20)]
        took = time.monotonic() - began
        s.check("served on beside %d slow clients" % count, answers == [200] * 20 and took < 10, "%s in %.1f s" % (answers, took))
        for i, c in enumerate(held):
            if i % 2:
                c.sendall(b"Connection: close\r\n\r\n")
        s.check("a slow client is answered", held[1].recv(12) == b"HTTP/1.1 200")
        for c in held:
            c.close()


def live_and_snapshots(s):
    """Documents come in while the ledger is read: each answer is of one moment, and who listens is told."""
    db = s.path("grows.db")
    s.expect("the ledger begins", 0, "ingest", "-q", "--ledger", db, EXAMPLES[0])
    with serving(s, db, "--allow-ingest") as server:
        connection = server.connect()
        connection.request("GET", "/api/v1/live")
        stream = connection.getresponse()
        told = []

        def listen():
            for line in stream:
                if line.startswith(b"data: "):
                    told.append(json.loads(line[6:]))
        listener = threading.Thread(target=listen, daemon=True)
        listener.start()
        ingest = s.start("ingest", "-q", "--ledger", db, news(s, 20 if s.sanitized() else 60), stdout=subprocess.DEVNULL)
        odd, asked = [], 0
        while ingest.poll() is None or asked < 20:
            asked += 1
            answer = server.get("/api/v1/stats").json()
            if sum(answer["statuses"].values()) != answer["entries"] or answer["events"] < answer["entries"]:
                odd.append(answer)
        s.check("answers are of one moment (%d)" % asked, ingest.returncode == 0 and not odd, odd[:1])
        answer = server.ask("POST", "/api/v1/documents", {"Content-Type": "application/json"}, json.dumps({"id": "posted", "date": "2023-05-02", "text": TEXT * 2}))
        s.check("a document is posted", answer.status == 201 and answer.json()["documents"][0]["added"] == "new", answer.body)
        number = answer.json()["documents"][0]["number"]
        s.check("and is there", server.get("/api/v1/documents/%d" % number).json()["document"] == "posted")
        again = server.ask("POST", "/api/v1/documents", {"Content-Type": "application/json"}, json.dumps({"id": "posted", "date": "2023-05-02", "text": TEXT * 2}))
        s.check("it is posted again", again.status == 200 and again.json()["documents"][0] == {"number": number, "document": "posted", "added": "nothing"}, again.body)
        documents = server.get("/api/v1/stats").json()["documents"]
        deadline = time.monotonic() + 30
        while (not told or told[-1]["documents"] != documents) and time.monotonic() < deadline:
            time.sleep(0.05)
        s.check("who listens is told", len(told) >= 2 and told[-1]["documents"] == documents and told[-1]["revision"] > told[0]["revision"], told[-1:])
        with sqlite3.connect(db) as other:
            other.execute("BEGIN IMMEDIATE")
            s.check("a writer's transaction holds no reader up", server.get("/api/v1/entries?limit=3").status == 200)
            other.rollback()
        status, err = server.stop(signal.SIGTERM)
        listener.join(10)
        s.check("the end ends the stream", status == 0 and err == "" and not listener.is_alive(), "status %d, %r" % (status, err[-500:]))


def the_end(s):
    """What was asked before the signal is answered."""
    db = example_ledger(s)
    text = (TEXT * 40).encode()
    for how in (signal.SIGINT, signal.SIGTERM):
        server = Server(s, db)
        clients = []
        for _ in range(8):
            c = socket.create_connection((server.host, server.port))
            c.sendall(b"POST /api/v1/code HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nContent-Length: %d\r\n\r\n" % len(text) + text)
            clients.append(c)
        select.select(clients, [], [], 60)
        server.process.send_signal(how)
        replies = []
        for c in clients:
            c.settimeout(60)
            try:
                replies.append(status_of(c.recv(4096)))
            except OSError:
                replies.append(0)
            c.close()
        _, err = server.process.communicate(timeout=120)
        status = server.process.returncode
        s.check("what was asked is answered (%s)" % how.name, status == 0 and err == "" and replies == [200] * 8, "status %d, %s, %r" % (status, replies, err[-500:]))


def bodies(s):
    with serving(s, example_ledger(s)) as server:
        chunked = b"POST /api/v1/code HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nTransfer-Encoding: chunked\r\nConnection: close\r\n\r\n"
        piece = b"10000\r\n" + b"a" * 0x10000 + b"\r\n"
        s.check("pieces past the limit", status_of(server.send(chunked + piece * 70 + b"0\r\n\r\n")) == 413)
        s.check("pieces", status_of(server.send(chunked + b"%x\r\n%s\r\n0\r\n\r\n" % (len(TEXT), TEXT.encode()))) == 200)
        expecting = b"POST /api/v1/code HTTP/1.1\r\n" + HOST + b"Content-Type: text/plain\r\nExpect: 100-continue\r\nContent-Length: 5000000\r\n\r\n"
        s.check("who asks before it sends is told before", status_of(server.send(expecting)) == 413)
        hostile = "<script>alert(1)</script> \u202eevil\u202c " + "x" * 10000 + " \x01\x02 Iran met Russia on Monday. "
        r = server.ask("POST", "/api/v1/code?explain=true", {"Content-Type": "text/plain"}, hostile.encode())
        s.check("hostile text stays text", r.status == 200 and r.json()["documents"][0]["text"] == hostile and r.header("content-type") == "application/json", r.body[:200])
        long = server.ask("POST", "/api/v1/code", {"Content-Type": "text/plain"}, b"Iran met Russia. " * 50000)
        s.check("a text that is too long", long.status == 422 and "512 KiB" in long.json()["detail"], long.body[:200])


main(address, who, plain, bodies, slow_clients, live_and_snapshots, the_end)

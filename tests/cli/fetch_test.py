#!/usr/bin/env python3
"""fetch: feeds and their pages from a server on loopback, politely, each once, whatever happens in between. usage: fetch_test.py PROGRAM"""
import gzip
import http.server
import signal
import sqlite3
import threading
import time

from support import TEXT, main, no_proxy, objects

PAGE = "<!DOCTYPE html>\n<html><head><title>%s</title>%s</head><body><article><h1>%s</h1><p>%s</p></article></body></html>\n"


def page(title, head="", text=TEXT):
    return 200, {"Content-Type": "text/html; charset=utf-8"}, (PAGE % (title, head, title, text.strip())).encode()


def item(link, date="", more=""):
    return "<item><title>x &amp; y &nbsp; z</title><link> %s </link>%s%s</item>" % (link, "<pubDate>%s</pubDate>" % date if date else "", more)


def rss(*items, more=""):
    return '<?xml version="1.0"?>\n%s<rss version="2.0"><channel><title>The Paper</title><link>http://paper.example/</link>%s</channel></rss>' % (more, "".join(items))


class Server:
    """Answers what `routes` says: path -> (status, fields, body) or a function of the request; keeps what was asked for."""

    def __init__(self):
        self.routes, self.asked = {}, []
        server = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                server.asked.append((self.path, dict(self.headers), time.monotonic()))
                answer = server.routes.get(self.path, (404, {}, b"none"))
                status, fields, body = answer(self) if callable(answer) else answer
                try:
                    self.send_response(status)
                    for name, value in fields.items():
                        self.send_header(name, value)
                    if status != 304:
                        self.send_header("Content-Length", str(len(body)))
                    self.end_headers()
                    self.wfile.write(body)
                except OSError:
                    self.close_connection = True

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.http.daemon_threads = True
        self.http.handle_error = lambda *_: None  # a client that was killed
        self.base = "http://127.0.0.1:%d" % self.http.server_port
        threading.Thread(target=self.http.serve_forever, daemon=True).start()

    def feed(self, path, text, **fields):
        """A feed that answers 304 where its validator is known."""
        tag = '"%d"' % hash(text)

        def answer(request):
            if request.headers.get("If-None-Match") == tag:
                return 304, {}, b""
            return 200, {"Content-Type": "application/rss+xml", "ETag": tag, **fields}, text.encode()
        self.routes[path] = answer

    def take(self):
        """The paths that were asked for since the last time."""
        paths, self.asked = [a[0] for a in self.asked], []
        return paths


def served(*names):
    server = Server()
    server.routes.update({"/%s.html" % n: page("Talks " + n) for n in names})
    return server


def fetch(s, name, status, db, *feeds, message=None, out=None, delay="0"):
    return s.expect(name, status, "fetch", "-q", "--delay", delay, *(["--ledger", db] if db else []), *feeds, message=message, out=out)


def titles(db):
    return sorted(t for t, in sqlite3.connect(db).execute("SELECT title FROM document WHERE current"))


def forms(s):
    server = served("a", "b", "c", "d")
    u = server.base
    server.feed("/rss.xml", rss(item(u + "/a.html", "Tue, 02 May 2023 23:30:00 -0500"), item("/b.html#top"), item("ftp://127.0.0.1/x"), item("file:///etc/passwd"), "<item><guid>%s/c.html</guid></item>" % u))
    server.routes["/a.html"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(page("Talks a")[2]))
    server.routes["/b.html"] = page("Talks b", '<meta property="og:site_name" content="B News"><meta property="article:published_time" content="2023-05-01T00:00:00Z">')
    r = fetch(s, "RSS, without a ledger", 0, None, u + "/rss.xml")
    docs = objects(r.stdout)
    s.check("documents in the feed's order", [d["title"] for d in docs] == ["Talks a", "Talks b", "Talks c"], docs)
    s.check("what the page does not say, the feed says", [d.get("date") for d in docs] == ["2023-05-02", "2023-05-01", None], docs)
    s.check("source and address", [(d["source"], d["url"]) for d in docs] == [("127.0.0.1", u + "/a.html"), ("B News", u + "/b.html"), ("127.0.0.1", u + "/c.html")], docs)
    s.check("nothing of other schemes", set(server.take()) == {"/rss.xml", "/robots.txt", "/a.html", "/b.html", "/c.html"}, server.asked)
    server.routes["/atom.xml"] = (200, {}, ('<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link href="%s/atom.xml" rel="self"/><entry><link rel="enclosure" href="%s/x.mp3"/><link href="d.html"/>'
                                            "<published>2023-05-03T10:00:00Z</published><updated>2023-05-04T10:00:00Z</updated></entry></feed>" % (u, u)).encode())
    server.routes["/old.rdf"] = (200, {}, ('<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>T</title>'
                                           "</channel><item><link>%s/a.html</link><dc:date>2023-05-05</dc:date></item></rdf:RDF>" % u).encode())
    server.routes["/list.opml"] = (200, {}, ('<opml version="2.0"><body><outline text="x"><outline xmlUrl="atom.xml"/></outline><outline type="rss" xmlUrl="%s/old.rdf"/></body></opml>' % u).encode())
    fetch(s, "OPML, Atom, RSS 1.0", 0, None, u + "/list.opml", out=lambda o: [(d["title"], d["date"]) for d in objects(o)] == [("Talks d", "2023-05-03"), ("Talks a", "2023-05-05")])
    fetch(s, "a file of addresses", 0, None, s.path("feeds.txt", "# mine\n%s/atom.xml\n\n" % u), out=lambda o: len(objects(o)) == 1)
    fetch(s, "a file of OPML", 0, None, s.path("mine.opml", server.routes["/list.opml"][2].replace(b'"atom.xml"', b'"%s/atom.xml"' % u.encode())), out=lambda o: len(objects(o)) == 2)
    server.routes["/front.html"] = page("Front", '<link rel="stylesheet" href="x.css"><link rel="alternate" type="application/rss+xml" href="/rss.xml"><link rel="alternate" type="application/atom+xml" href="/atom.xml">')
    fetch(s, "the feed that a page names", 0, None, u + "/front.html", out=lambda o: len(objects(o)) == 3)
    bomb = '<!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;"><!ENTITY c "&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;"><!ENTITY x SYSTEM "file:///etc/passwd">]>\n'
    server.feed("/bomb.xml", rss(item(u + "/a.html"), "<item><link>%s/&x;&c;b.html</link></item>" % u, more=bomb))
    fetch(s, "entities are not put in", 0, None, u + "/bomb.xml", out=lambda o: [d["title"] for d in objects(o)] == ["Talks a", "Talks b"])
    server.feed("/broken.xml", rss(item(u + "/a.html"))[:-len("</channel></rss>")] + "<item><link>" + u + "/b.html</link></item><<")
    fetch(s, "a broken feed", 0, None, u + "/broken.xml", out=lambda o: [d["title"] for d in objects(o)] == ["Talks a", "Talks b"])


def again(s):
    server = served("a", "b", "c")
    u, db = server.base, s.path("again.db")
    server.feed("/rss.xml", rss(item(u + "/a.html", "1"), item(u + "/b.html", "1")))
    fetch(s, "the first time", 0, db, u + "/rss.xml", out=lambda o: b"2 documents added" in o)
    server.take()
    fetch(s, "nothing new", 0, db, u + "/rss.xml", out=lambda o: b"0 documents added" in o)
    s.check("the feed alone is asked for", server.take() == ["/rss.xml"], server.asked)
    server.feed("/rss.xml", rss(item(u + "/c.html", "1"), item(u + "/b.html", "2"), item(u + "/a.html", "1")))
    server.routes["/b.html"] = page("Talks b", text=TEXT + "It rained.")
    fetch(s, "a new page and a changed one", 0, db, u + "/rss.xml", out=lambda o: b"2 documents added (copies: 0, new versions: 1)" in o)
    s.check("no page twice", sorted(server.take()) == ["/b.html", "/c.html", "/robots.txt", "/rss.xml"], server.asked)
    s.check("documents", titles(db) == ["Talks a", "Talks b", "Talks c"], titles(db))
    r = s.run("fetch", "--delay", "0", "--ledger", db, u + "/rss.xml")
    s.check("the last line", r.stderr.decode() == "1 feed (unchanged: 1), 0 new pages: 0 fetched\n", r.stderr)
    server.routes["/dated.xml"] = lambda q: (304, {}, b"") if q.headers.get("If-Modified-Since") else (200, {"Last-Modified": "Tue, 02 May 2023 10:00:00 GMT"}, rss(item(u + "/a.html")).encode())
    for n in range(2):
        fetch(s, "Last-Modified %d" % n, 0, db, u + "/dated.xml", out=lambda o: b"0 documents added" in o)
    s.check("is sent back", [a[1].get("If-Modified-Since") for a in server.asked if a[0] == "/dated.xml"] == [None, "Tue, 02 May 2023 10:00:00 GMT"], server.asked)


def limits(s):
    server = served("a", "b")
    u, db = server.base, s.path("limits.db")
    server.routes["/robots.txt"] = (200, {}, b"User-agent: *\nDisallow: /\n\nUser-agent: other\nUser-agent: Dateline\nDisallow: /no/ # comment\nDisallow: /*.cgi$\nAllow: /no/yes\nCrawl-delay: 0.01\n")
    server.routes["/no/a.html"] = server.routes["/x.cgi"] = page("Forbidden")
    server.routes["/no/yes.html"] = page("Allowed")
    server.routes["/to-b"] = (302, {"Location": "/b.html"}, b"")
    server.routes["/to-file"] = (302, {"Location": "file:///etc/passwd"}, b"")
    server.routes["/loop"] = (302, {"Location": "/loop"}, b"")
    server.routes["/big"] = (200, {"Content-Type": "text/html"}, b"<p>" + b"x" * (9 << 20))
    server.routes["/bomb"] = (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(b"<p>" + b" " * (20 << 20)))
    server.routes["/p.png"] = (200, {"Content-Type": "image/png"}, b"\x89PNG\r\n\x1a\n")
    server.routes["/slow"] = lambda q: time.sleep(8) or page("Slow")
    links = ["/no/a.html", "/x.cgi", "/no/yes.html", "/to-b", "/to-file", "/loop", "/big", "/bomb", "/p.png", "/slow", "/gone", "/a.html"]
    server.feed("/rss.xml", rss(*[item(u + x) for x in links]))
    r = s.expect("limits", 1, "fetch", "--delay", "0", "--timeout", "1.5", "--ledger", db, u + "/rss.xml", out=lambda o: b"3 documents added" in o)
    err = r.stderr.decode()
    for why in ("/to-file: Protocol \"file\" not", "/loop: more than 5 redirects", "/big: longer than 8192 KiB", "/bomb: longer than 8192 KiB", "/slow: no whole answer within 1.5 s", "/gone: HTTP 404",
                "2 forbidden by robots.txt, 1 no page of text, 6 failed"):
        s.check("told: " + why, why in err, err)
    s.check("what is allowed", titles(db) == ["Allowed", "Talks a", "Talks b"], titles(db))
    c = sqlite3.connect(db)
    s.check("a redirect's page has its own address", c.execute("SELECT url FROM document WHERE title='Talks b'").fetchall() == [(u + "/b.html",)], u)
    s.check("why", ("robots.txt",) in c.execute("SELECT why FROM page WHERE state='refused'").fetchall(), "")
    server.take()
    s.run("fetch", "-q", "--delay", "0", "--timeout", "0.5", "--ledger", db, u + "/rss.xml")
    asked = set(server.take())
    s.check("the next run asks again for what failed, and for nothing else", asked >= {"/slow", "/loop"} and not asked & {"/gone", "/p.png", "/a.html", "/no/a.html"}, asked)
    s.expect("no feed", 1, "fetch", "-q", "--delay", "0", u + "/a.html", u + "/nowhere", message="/a.html: no feed: neither RSS, Atom nor OPML", out=lambda o: o == b"")
    s.expect("a public feed may not name this machine", 1, "fetch", "-q", "--delay", "0", s.path("local.xml", rss(item(u + "/a.html"))), message="leads to this machine or its private network", out=lambda o: o == b"")
    for args in (["fetch"], ["fetch", "--delay", "-1", "x"], ["fetch", "--timeout", "0", "x"], ["fetch", "--agent", "a\nb", "x"], ["fetch", "--input", "html", "x"]):
        s.expect(" ".join(args), 2, *args)
    s.expect("no such file", 1, "fetch", "nowhere.opml", message="nowhere.opml: No such file")
    s.expect("no address", 1, "fetch", s.path("f.txt", "gopher://x\n"), message="f.txt:1: 'gopher://x' is no address of http or https")


def busy(s):
    server = served("a", "b", "c")
    u, db = server.base, s.path("busy.db")
    server.routes["/b.html"] = (503, {"Retry-After": "120"}, b"")
    server.feed("/rss.xml", rss(*[item("%s/%s.html" % (u, n)) for n in "abc"]))
    fetch(s, "a host that is busy", 1, db, u + "/rss.xml", message="/b.html: HTTP 503")
    s.check("is left alone", server.take() == ["/rss.xml", "/robots.txt", "/a.html", "/b.html"], server.asked)
    server.routes["/b.html"] = page("Talks b")
    fetch(s, "the next run goes on", 0, db, u + "/rss.xml", out=lambda o: b"2 documents added" in o)
    s.check("with what was left", titles(db) == ["Talks a", "Talks b", "Talks c"], titles(db))


def polite(s):
    server = served("a", "b", "c")
    server.feed("/rss.xml", rss(*[item("%s/%s.html" % (server.base, n)) for n in "abc"]))
    fetch(s, "a delay", 0, None, server.base + "/rss.xml", delay="0.3")
    at = [a[2] for a in server.asked]
    s.check("between two requests", len(at) == 5 and min(b - a for a, b in zip(at, at[1:])) >= 0.28, at)
    s.check("agent", all(a[1]["User-Agent"].startswith("dateline/") for a in server.asked), server.asked)
    p = s.start("fetch", "-q", "--delay", "600", server.base + "/rss.xml")
    while len(server.asked) < 6:
        time.sleep(0.02)
    time.sleep(0.2)
    p.send_signal(signal.SIGTERM)
    s.check("a signal ends the waiting", p.wait(20) == 130, p.returncode)


def killed(s):
    names = "abcdef"
    server = served(*names)
    u, db = server.base, s.path("killed.db")
    server.feed("/rss.xml", rss(*[item("%s/%s.html" % (u, n)) for n in names]))
    for n in "bce":
        reached, plain = threading.Event(), server.routes["/%s.html" % n]
        server.routes["/%s.html" % n] = lambda q, e=reached: e.set() or time.sleep(1) or page("Late")
        p = s.start("fetch", "-q", "--delay", "0", "--ledger", db, u + "/rss.xml")
        s.check("killed at " + n, reached.wait(30) and p.poll() is None, p.returncode)
        p.kill()
        p.wait()
        server.routes["/%s.html" % n] = plain
    fetch(s, "after three kills", 0, db, u + "/rss.xml")
    s.check("every page once", titles(db) == ["Talks " + n for n in names], titles(db))
    c = sqlite3.connect(db)
    s.check("and marked", c.execute("SELECT state, count(*) FROM page GROUP BY 1").fetchall() == [("stored", 6)], "")
    s.check("sound", c.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not c.execute("PRAGMA foreign_key_check").fetchall(), "")


if __name__ == "__main__":
    no_proxy()
    main(forms, again, limits, busy, polite, killed)

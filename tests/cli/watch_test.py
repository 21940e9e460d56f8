#!/usr/bin/env python3
"""watch: what fits a rule is told once, printed or sent, whatever happens in between. usage: watch_test.py PROGRAM"""
import http.server
import json
import os
import random
import sqlite3
import subprocess
import threading
import time

from support import main, no_proxy, objects

ARMS = "Iran supplied attack drones to Russia on Tuesday, the government of Ukraine said."
VISIT = "Foreign Minister Ann Lee of Canada met President Juan Perez of Chile in Ottawa on Monday."
RULES = """
# what we look for
rules:
  - name: drones
    actor: IRN
    recipient: RUS
    event: AID
  - name: "two sources"
    event: CONSULT
    min-sources: 2
"""


def articles(s, name, *rows):
    return s.path(name, "".join(json.dumps({"id": i, "date": "2022-11-02", "source": source, "text": text + "\n"}) + "\n" for i, source, text in rows))


def ingest(s, db, name, *rows):
    s.expect("ingest " + name, 0, "ingest", "-q", "--ledger", db, articles(s, name, *rows))


def watch(s, name, db, rules, *more, status=0, message=None):
    return objects(s.expect(name, status, "watch", "--once", "--ledger", db, "--rules", rules, "--delay", "0.05", *more, message=message).stdout)


def once(s):
    db, rules = s.path("once.db"), s.path("rules.yaml", RULES)
    ingest(s, db, "a.jsonl", ("a1", "The Herald", ARMS), ("a2", "The Post", VISIT))
    told = watch(s, "the first look", db, rules)
    s.check("tells what fits", [(t["rule"], t["event"]) for t in told] == [("drones", "AID")], told)
    s.check("with the entry", told[0]["id"] == 1 and "drones" in json.dumps(told[0]), told)
    s.check("nothing twice", watch(s, "again", db, rules) == [], "")
    ingest(s, db, "b.jsonl", ("b1", "The Times", "Copper, salmon and visas for students came up when the two of them had lunch. Ann Lee, the foreign minister of Canada, met President Juan Perez of Chile in Ottawa on Monday."), ("b2", "The Times", "Police in Paris arrested nine protesters on Wednesday."))
    told = watch(s, "a second source", db, rules)
    s.check("an entry is told when it begins to fit", [(t["rule"], t["sources"]) for t in told] == [("two sources", 2)], told)
    ingest(s, db, "c.jsonl", ("c1", "The Sun", "Iran sent missiles to Russia on Monday, 10 October 2022."))
    told = watch(s, "a new entry", db, rules)
    s.check("is told", [t["rule"] for t in told] == ["drones"], told)
    fifth = s.path("fifth.yaml", "rules: [{name: much told, min-sources: 5}]")
    s.check("nothing is told five times", watch(s, "a rule that nothing fits", db, fifth) == [], "")
    with sqlite3.connect(db) as c:
        c.execute("UPDATE entry SET sources=5 WHERE event='CONSULT'")
    s.check("an entry that has changed without a new mention", [t["rule"] for t in watch(s, "a change", db, fifth)] == ["much told"], "")
    more = s.path("more.yaml", RULES + "  - {name: all, since: 2022-01-01, webhook: 'http://127.0.0.1:9/'}\n")
    watch(s, "from now on", db, more, "--from-now")
    s.check("a rule may begin now", sqlite3.connect(db).execute("SELECT count(*) FROM queue").fetchone()[0] == 0, "")
    out = s.run("watch", "--once", "--ledger", db, "--format", "table", "--rules", s.path("t.yaml", "rules: [{name: talks, event: CONSULT}]")).stdout.decode()
    s.check("a table", out.startswith("talks\n") and "CONSULT" in out, out)
    s.check("a ledger that is watched can be queried", b"drones" in s.run("query", "--ledger", db).stdout, "")
    aid = s.path("aid.yaml", "rules: [{name: aid, event: AID}]")
    s.check("two are told", len(watch(s, "aid", db, aid)) == 2, "")
    with sqlite3.connect(db) as c:
        other, = c.execute("SELECT id FROM entry WHERE event='CONSULT' AND mentions>0").fetchone()
        c.execute("UPDATE entry SET joined_to=?, mentions=0 WHERE id=1", (other,))
        c.execute("UPDATE entry SET event='AID' WHERE id=?", (other,))
    s.check("what was told holds for the entry that it was joined to", watch(s, "joined", db, aid) == [], "")


def wrong(s):
    db = s.path("wrong.db")
    ingest(s, db, "w.jsonl", ("a1", "The Herald", ARMS))
    for text, line, why in (("rules:\n  - name: x\n    actr: IRN\n", 3, "no field 'actr': is 'actor' meant?"), ("rules:\n  - actor: IRN\n", 2, "a rule has no name"), ("rule: []\n", 1, "no field 'rule': is 'rules' meant?"),
                            ("rules:\n  - {name: x}\n  - {name: x}\n", 3, "two rules are called 'x'"), ("rules:\n  - name: x\n    status: sure\n", 3, "status is 'sure'"), ("rules: 3\n", 1, "'rules:' is missing, or no list"),
                            ("rules:\n  - name: x\n    since: 2022-13-01\n", 2, "2022-13-01"), ("rules:\n  - name: x\n    event: AIDD\n", 2, "AIDD"), ("rules:\n  - name: x\n    webhook: ftp://x\n", 3, "webhook is 'ftp://x'"),
                            ("rules: [\n", 2, ""), ("rules:\n  - name: x\n    actor: [IRN, RUS]\n", 3, "actor is no single value"), ("rules:\n  - name: x\n    near: 1,2\n", 3, "near is '1,2'"), ("", 0, "no rules")):
        path = s.path("bad.yaml", text)
        r = s.expect("rules: " + (why or text), 1, "watch", "--once", "--ledger", db, "--rules", path, message=why, out=lambda o: o == b"")
        s.check("named: " + (why or text), ("bad.yaml:%d: " % line if line else "bad.yaml: ") in r.stderr.decode() and r.stderr.count(b"\n") == 1, r.stderr)
    s.expect("no rules", 2, "watch", "--once", "--ledger", db)
    s.expect("no ledger", 2, "watch", "--once", "--rules", path)
    s.expect("a ledger that is not there", 1, "watch", "--once", "--ledger", s.path("none.db"), "--rules", s.path("r.yaml", RULES), message="there is no such ledger")


class Receiver:
    """Answers with the codes in `codes`, then with 200; keeps what it got."""

    def __init__(self, *codes):
        self.codes, self.got, receiver = list(codes), [], self

        class Handler(http.server.BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                code = receiver.codes.pop(0) if receiver.codes else 200
                receiver.got.append((code, self.headers["Content-Type"], body))
                self.send_response(code)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                pass

        self.http = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = "http://127.0.0.1:%d/hook" % self.http.server_port
        threading.Thread(target=self.http.serve_forever, daemon=True).start()


def hooks(s):
    db, receiver = s.path("hooks.db"), Receiver(500, 503)
    rules = s.path("hooks.yaml", "webhook: %s\nrules:\n  - {name: arms, event: AID}\n  - {name: talks, event: CONSULT}\n" % receiver.url)
    ingest(s, db, "a.jsonl", ("a1", "The Herald", ARMS), ("a2", "The Post", VISIT))
    s.check("nothing is printed", watch(s, "a receiver that fails first", db, rules) == [], "")
    s.check("asked again until it takes it", [g[0] for g in receiver.got] == [500, 503, 200, 200], receiver.got)
    bodies = [json.loads(g[2]) for g in receiver.got]
    s.check("the same each time, then the next", [b["rule"] for b in bodies] == ["arms"] * 3 + ["talks"] and receiver.got[0] [1:] == receiver.got[2][1:] and receiver.got[0][1] == "application/json", bodies)
    ingest(s, db, "b.jsonl", ("b1", "The Sun", "Iran sent missiles to Russia on Monday, 10 October 2022."))
    receiver.codes = [500] * 4
    watch(s, "a receiver that is down", db, rules, status=1, message="/hook: HTTP 500; queued: 1")
    s.check("is asked four times", len(receiver.got) == 8, receiver.got)
    watch(s, "the next run goes on", db, rules)
    s.check("and nothing is lost or sent twice", [g[0] for g in receiver.got[8:]] == [200] and json.loads(receiver.got[8][2])["rule"] == "arms", receiver.got)
    watch(s, "nothing more", db, rules)
    s.check("the queue is empty", len(receiver.got) == 9 and sqlite3.connect(db).execute("SELECT count(*) FROM queue").fetchone()[0] == 0, receiver.got)


def killed(s):
    """Kills at random moments, of watch, while documents come in; what stands in the file at the end is each entry once."""
    db, rules, out = s.path("killed.db"), s.path("all.yaml", "rules:\n  - {name: one, since: 2000-01-01}\n  - {name: two, event: AID}\n"), s.path("told.jsonl", "")
    states = ["Iran", "Russia", "China", "India", "Chile", "Canada", "France", "Norway", "Brazil", "Japan"]
    rows = [("k%d" % n, "Paper %d" % (n % 7), "%s supplied tanks to %s on %d May 2021. The president of %s visited %s on Friday." % (a, b, 1 + n % 28, b, a))
            for n, (a, b) in enumerate((a, b) for a in states for b in states if a != b)]
    ingest(s, db, "first.jsonl", *rows[:30])
    started = time.monotonic()
    subprocess.run([s.program, "watch", "--once", "--ledger", db, "--rules", rules], stdout=open(out, "ab"))
    whole, rnd, kills = time.monotonic() - started, random.Random(16), 0
    adding = s.start("ingest", "-q", "-j1", "--ledger", db, articles(s, "more.jsonl", *rows[30:]), stdout=subprocess.DEVNULL)
    for n in range(60):
        if kills == 12:
            break
        with open(out, "ab") as f:
            p = s.start("watch", "--once", "--ledger", db, "--rules", rules, stdout=f)
            time.sleep(rnd.uniform(0, 0.8 * whole))
            p.kill()
            kills += p.wait() != 0
    s.check("ingest goes on", adding.wait(300) == 0, adding.returncode)
    s.check("some were killed", kills > 0, kills)
    with open(out, "ab") as f:
        s.check("the last look", subprocess.run([s.program, "watch", "--once", "--ledger", db, "--rules", rules], stdout=f).returncode == 0, "")
    c = sqlite3.connect(db)
    told = [(t["rule"], t["id"]) for t in map(json.loads, open(out))]
    want = {("one", i) for i, in c.execute("SELECT id FROM current_entry WHERE date_end>='2000-01-01'")} | {("two", i) for i, in c.execute("SELECT id FROM current_entry WHERE event='AID'")}
    s.check("nothing twice", len(told) == len(set(told)), [t for t in told if told.count(t) > 1][:3])
    s.check("nothing missed", set(told) >= want and len(want) > 150, (len(want), sorted(want - set(told))[:3]))
    s.check("sound", c.execute("PRAGMA integrity_check").fetchall() == [("ok",)] and not c.execute("PRAGMA foreign_key_check").fetchall(), "")


def begun(s):
    """A line that a killed run had begun to write is ended, one that was written is not written again."""
    db, rules = s.path("begun.db"), s.path("begun.yaml", "rules: [{name: arms, event: AID}]")
    ingest(s, db, "a.jsonl", ("a1", "The Herald", ARMS))
    watch(s, "nothing is left", db, rules)
    lines = ["first\n", "second, of two\n", "third\n"]
    for name, content, want in (("half", "before\nfirst\nsecond, o", "before\n" + "".join(lines)), ("all", "before\n" + "".join(lines), "before\n" + "".join(lines)), ("none", "before\n", "before\n" + "".join(lines)),
                                ("another's", "before\nother text\n", "before\nother text\n" + "".join(lines))):
        out = s.path("begun-" + name[:3], content)
        info, c, at = os.stat(out), sqlite3.connect(db), len("before\n")
        for line in lines:
            c.execute("INSERT INTO queue(rule, entry, webhook, body, file, offset) VALUES('arms', 1, '', ?, ?, ?)", (line, "%d:%d" % (info.st_dev, info.st_ino), at))
            at += len(line)
        c.commit()
        c.close()
        with open(out, "ab") as f:
            subprocess.run([s.program, "watch", "--once", "--ledger", db, "--rules", rules], stdout=f)
        s.check("a file with %s of it" % name, open(out).read() == want, open(out).read())


def going(s):
    db, rules = s.path("going.db"), s.path("going.yaml", "rules: [{name: arms, event: AID}]")
    ingest(s, db, "a.jsonl", ("a1", "The Herald", ARMS))
    p = s.start("watch", "--every", "0.1", "--ledger", db, "--rules", rules, stdout=subprocess.PIPE)
    s.check("what is there", json.loads(p.stdout.readline())["rule"] == "arms", "")
    s.expect("one at a time", 1, "watch", "--once", "--ledger", db, "--rules", rules, message="another program watches this ledger")
    ingest(s, db, "b.jsonl", ("b1", "The Sun", "Iran sent missiles to Russia on Monday, 10 October 2022."))
    s.check("what comes", json.loads(p.stdout.readline())["date_begin"] == "2022-10-10", "")
    p.terminate()
    s.check("a signal ends it", p.wait(20) == 130, p.returncode)


if __name__ == "__main__":
    no_proxy()
    main(once, wrong, hooks, killed, begun, going)

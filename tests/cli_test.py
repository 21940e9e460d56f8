#!/usr/bin/env python3
"""The program at its edges: bad inputs, wrong options, repeated and killed runs. usage: cli_test.py PROGRAM"""
import gzip
import json
import os
import resource
import signal
import subprocess
import sys
import tempfile
import time

TEXT = "Foreign Minister Ann Lee of Canada met President Juan Perez of Chile in Ottawa on Monday.\n"


class Suite:
    def __init__(self, program):
        self.program, self.passed, self.failed = os.path.abspath(program), 0, 0
        self.dir = tempfile.mkdtemp(prefix="dateline-cli-")

    def path(self, name, content=None):
        p = os.path.join(self.dir, name)
        if content is not None:
            with open(p, "wb") as f:
                f.write(content if isinstance(content, bytes) else content.encode())
        return p

    def run(self, *args, **options):
        return subprocess.run([self.program, *args], capture_output=True, timeout=300, **options)

    def check(self, name, good, detail=""):
        if good:
            self.passed += 1
        else:
            self.failed += 1
            print("FAILED %s: %s" % (name, detail))

    def expect(self, name, status, *args, message=None, out=None, **options):
        r = self.run(*args, **options)
        err = r.stderr.decode("utf-8", "replace")
        good = r.returncode == status and (message is None or message in err) and (out is None or out(r.stdout))
        if status == 0:
            good = good and err == ""
        self.check(name, good, "status %d, stdout %r, stderr %r" % (r.returncode, r.stdout[:200], err[:300]))
        return r


def objects(out):
    return [json.loads(line) for line in out.decode().splitlines()]


def inputs(s):
    text = s.path("a.txt", TEXT)
    s.expect("plain text", 0, "code", text, out=lambda o: len(objects(o)) == 1)
    s.expect("standard input", 0, "code", input=TEXT.encode(), out=lambda o: objects(o)[0]["doc"]["id"] == "standard input")
    s.expect("empty file", 0, "code", s.path("empty.txt", ""), out=lambda o: objects(o)[0]["events"] == [])
    s.expect("empty JSON Lines", 0, "code", s.path("empty.jsonl", ""), out=lambda o: o == b"")
    s.expect("byte-order mark, CRLF, NUL, controls", 0, "code", s.path("odd.txt", b"\xef\xbb\xbfA b.\r\n\r\nC\x00d\x01 e.\r\n"), out=lambda o: len(objects(o)) == 1)
    s.expect("missing file", 1, "code", s.path("none.txt"), message="none.txt: No such file")
    s.expect("directory", 1, "code", s.dir, message="is a directory")
    s.expect("missing file, others go on", 1, "code", s.path("none.txt"), text, out=lambda o: len(objects(o)) == 1)
    s.expect("broken UTF-8", 1, "code", s.path("bad.txt", b"good\nbad \xff here\n"), message="bad.txt:2: not UTF-8")
    s.expect("binary", 1, "code", s.path("bin.txt", bytes(range(256)) * 40), message="not UTF-8")
    lines = s.path("l.jsonl", '{"id":"1","text":"%s"}\n{"id":2\n{"id":"3","text":"x"}\n[1]\n{"id":"5"}\n' % TEXT.strip())
    s.expect("broken JSON line, others go on", 1, "code", lines, message="l.jsonl:2:", out=lambda o: [d["doc"]["id"] for d in objects(o)] == ["1", "3"])
    s.expect("bad date in JSON", 1, "code", s.path("d.jsonl", '{"text":"x","date":"2023-02-30"}\n'), message="2023-02-30")
    s.expect("JSON offsets are code points", 0, "code", s.path("cp.jsonl", json.dumps({"text": "“Žluťoučký” – " + TEXT}, ensure_ascii=False) + "\n"),
             out=lambda o: all(("“Žluťoučký” – " + TEXT)[m["begin"]:m["end"]] == m["text"] for e in objects(o)[0]["entities"] for m in e["mentions"]))
    html = "<html><head><title>T</title><meta property='og:site_name' content='Paper'><meta property='article:published_time' content='2023-05-01T10:00'></head>" \
           "<body><nav>menu</nav><article><p>%s</p></article></body></html>" % TEXT.strip()
    s.expect("HTML", 0, "code", s.path("h.html", html), out=lambda o: objects(o)[0]["doc"]["date"] == "2023-05-01" and objects(o)[0]["doc"]["source"] == "Paper")
    s.expect("gzip", 0, "code", s.path("a.txt.gz", gzip.compress(TEXT.encode())), out=lambda o: len(objects(o)) == 1)
    s.expect("explain names the row", 0, "explain", text, out=lambda o: b"by data/lexicon/" in o)
    s.expect("predicates", 0, "code", "--predicates", text, out=lambda o: [p["lemma"] for p in objects(o)[0]["predicates"]] == ["meet"])
    s.expect("PLOVER", 0, "code", "--format", "plover", text, out=lambda o: [(e["event"], e["quad_code"]) for e in objects(o)] == [(["CONSULT"], 1)])
    s.expect("CAMEO", 0, "code", "--format", "cameo", text, out=lambda o: b"CANGOV\tCHLGOV\t" in o)
    parsed = s.run("parse", text).stdout
    s.expect("CoNLL-U in and out", 0, "parse", s.path("p.conllu", parsed), out=lambda o: [l.split(b"\t")[1:8] for l in o.splitlines() if b"\t" in l] ==
             [l.split(b"\t")[1:8] for l in parsed.splitlines() if b"\t" in l])
    s.expect("broken CoNLL-U", 1, "parse", s.path("b.conllu", "1\tword\n"), message="b.conllu:1: not ten columns")
    s.expect("zstd cut short", 1, "code", s.path("a.txt.zst", b"\x28\xb5\x2f\xfd\x04\x58"), message="a.txt.zst")
    s.expect("gzip, damaged", 1, "code", s.path("dam.jsonl.gz", gzip.compress(os.urandom(300000))[:200000] + bytes(1000)), text, message="dam.jsonl.gz",
             out=lambda o: len(objects(o)) == 1)
    s.expect("gzip cut short", 1, "code", s.path("cut.txt.gz", gzip.compress(TEXT.encode() * 2000)[:60]), message="cut short")
    s.expect("a hundred megabytes in one document", 1, "code", s.path("huge.txt", b"word and " * 11200000), message="huge.txt:1: longer than 4 MiB")
    os.remove(s.path("huge.txt"))
    long = b'{"id":"1","text":"x"}\n{"id":"2","text":"' + b"a" * 40000000 + b'"}\n{"id":"3","text":"y"}\n'
    s.expect("a line of forty megabytes, others go on", 1, "code", s.path("long.jsonl", long), message="long.jsonl:2: longer than",
             out=lambda o: [d["doc"]["id"] for d in objects(o)] == ["1", "3"])
    os.remove(s.path("long.jsonl"))
    bomb = gzip.compress(bytes(50000000).replace(b"\0", b"a"))
    s.expect("packed a thousandfold", 1, "code", s.path("bomb.txt.gz", bomb), message="longer than")
    s.expect("a line of a megabyte", 0, "code", s.path("line.txt", "word, and " * 100000), out=lambda o: len(objects(o)) == 1)
    s.expect("a word of a megabyte", 0, "parse", s.path("word.txt", "a" * 1000000), out=lambda o: o.count(b"\n") > 2)
    s.expect("brackets, a hundred thousand", 0, "code", s.path("b.txt", "(" * 100000), out=lambda o: len(objects(o)) == 1)


FRENCH = "Le ministre des Affaires étrangères a rencontré son homologue à Ottawa. Les deux pays ont signé un accord.\n"


def languages(s):
    french, mixed = s.path("fr.txt", FRENCH), s.path("mixed.jsonl", "".join(json.dumps(d) + "\n" for d in (
        {"id": "1", "text": TEXT}, {"id": "2", "text": FRENCH}, {"id": "3", "text": TEXT, "language": "French"}, {"id": "4", "text": TEXT, "language": "en-CA"})))

    def noted(name, command, good, *args):
        r = s.run(command, *args)
        err = r.stderr.decode()
        s.check(name, r.returncode == 0 and "language: French (fr); only English is read" in err and good(r.stdout), "status %d, %r, %r" % (r.returncode, r.stdout[:300], err))

    noted("French, jsonl", "code", lambda o: objects(o)[0]["doc"]["language"] == "fr" and not any(objects(o)[0][k] for k in ("entities", "events", "times", "attributions")), french)
    noted("French, table", "code", lambda o: b"language: French (fr)" in o, "--format", "table", french)
    noted("French, CAMEO", "code", lambda o: o == b"", "--format", "cameo", french)
    noted("French, parse", "parse", lambda o: o == b"# newdoc id = fr.txt\n# language = fr\n", french)
    noted("French, explain", "explain", lambda o: o == b"", french)
    noted("French among English", "code", lambda o: [(d["doc"]["language"], len(d["events"])) for d in objects(o)] == [("en", 1), ("fr", 0), ("fr", 0), ("en", 1)], mixed)
    db = s.path("lang.db")
    noted("French, ingest", "ingest", lambda o: b"4 documents added" in o and b"2 events in all" in o, "--ledger", db, s.path("two.jsonl", "".join(json.dumps(d) + "\n" for d in (
        {"text": TEXT}, {"text": FRENCH}, {"text": TEXT + "It is over.\n"}, {"text": FRENCH + FRENCH}))))
    s.expect("French, forced", 0, "code", "--language", "en", french, out=lambda o: objects(o)[0]["doc"]["language"] == "en")
    s.expect("a French sentence", 0, "code", s.path("quote.txt", TEXT + "Le ministre a rencontré le président à Ottawa et les deux hommes ont signé un accord.\n"),
             out=lambda o: objects(o)[0]["doc"]["language"] == "en" and len(objects(o)[0]["events"]) == 1)
    s.expect("other languages are not read", 2, "code", "--language", "fr", french, message="only en is read")


def usage(s):
    for args, message in ((["nothing"], "no command"), ([], "no command"), (["code", "--nope"], "--nope"), (["code", "--format", "xml"], "xml"),
                          (["code", "--date", "9 Nov"], "9 Nov"), (["code", "--threads", "0"], "--threads"), (["code", "--input"], "needs a value"),
                          (["ingest"], "--ledger"), (["query"], "--ledger"), (["query", "--ledger", s.path("q.db"), "--since", "soon"], None)):
        s.expect("usage: " + " ".join(args[:3]), 2 if message else 1, *args, message=message)
    for args in (["--help"], ["code", "--help"], ["parse", "--help"], ["ingest", "--help"], ["query", "--help"]):
        s.expect("help: " + " ".join(args), 0, *args, out=lambda o: b"example" in o)
    s.expect("version", 0, "--version", out=lambda o: o.startswith(b"dateline "))
    s.expect("data file missing", 1, "code", "--data", s.path("no.dateline"), s.path("a.txt", TEXT), message="no.dateline")
    s.expect("data file is none", 1, "code", "--data", s.path("a.txt", TEXT), s.path("a.txt"), message="not a data file")


def news(s, count):
    p = s.path("news.jsonl", "".join(json.dumps({"id": "n%d" % i, "date": "2023-05-02", "text": "Story %d. %s" % (i, TEXT * (1 + i % 5))}) + "\n" for i in range(count)))
    return p


def ledger(s):
    p, db = news(s, 40), s.path("l.db")
    s.expect("ingest", 0, "ingest", "--ledger", db, p, out=lambda o: b"40 documents added" in o)
    s.expect("ingest again", 0, "ingest", "--ledger", db, p, out=lambda o: b"0 documents added, 40 known" in o)
    for form in ("table", "jsonl", "csv"):
        s.expect("query " + form, 0, "query", "--ledger", db, "--actor", "CAN", "--format", form, out=lambda o: b"CAN" in o)
    s.expect("query, nothing there", 0, "query", "--ledger", db, "--actor", "ZZZ", out=lambda o: b"0 events" in o)
    s.expect("not a ledger", 1, "query", "--ledger", s.path("a.txt", TEXT), message="a.txt")
    s.expect("ledger in a missing folder", 1, "ingest", "--ledger", s.path("no/l.db"), p, message="l.db")
    if os.geteuid() != 0:
        os.chmod(db, 0o444)
        s.expect("read-only ledger", 1, "ingest", "--ledger", db, s.path("m.jsonl", '{"text":"more"}\n'), message="l.db")
    full = news(s, 400)
    one = s.path("whole.db")
    s.expect("ingest whole", 0, "ingest", "--ledger", one, full)
    killed = s.path("killed.db")
    child = subprocess.Popen([s.program, "ingest", "--ledger", killed, full], stdout=subprocess.DEVNULL)
    time.sleep(0.15)
    child.send_signal(signal.SIGKILL)
    child.wait()
    s.expect("ingest after a kill", 0, "ingest", "--ledger", killed, full)
    a, b = (s.run("query", "--ledger", d, "--format", "csv").stdout for d in (one, killed))
    s.check("a killed run repeated is whole", a == b and len(a) > 1000, "%d and %d bytes" % (len(a), len(b)))


def limits(s):
    p = news(s, 60)
    one, two = (s.run("code", "--threads", n, p).stdout for n in ("1", "3"))
    s.check("threads change nothing", one == two and len(one) > 1000)
    with open("/dev/full", "wb") as full:
        r = subprocess.run([s.program, "code", p], stdout=full, stderr=subprocess.PIPE)
    s.check("full disk", r.returncode == 1 and b"standard output" in r.stderr, "status %d %r" % (r.returncode, r.stderr[:200]))
    r = subprocess.run("%s code %s | head -c 10 >/dev/null; exit ${PIPESTATUS[0]}" % (s.program, p), shell=True, executable="/bin/bash", stderr=subprocess.PIPE)
    s.check("closed pipe", r.returncode == 1 and r.stderr == b"", "status %d %r" % (r.returncode, r.stderr[:200]))
    r = subprocess.run([s.program, "ingest", "--ledger", s.path("lim.db"), p], capture_output=True,
                       preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (60000, 60000)))
    s.check("disk full while ingesting", r.returncode == 1 and b"lim.db" in r.stderr, "status %d %r" % (r.returncode, r.stderr[:200]))
    s.expect("and whole on the next run", 0, "ingest", "--ledger", s.path("lim.db"), p)
    child = subprocess.Popen([s.program, "code", news(s, 3000)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    time.sleep(0.3)
    child.send_signal(signal.SIGINT)
    out, _ = child.communicate(timeout=60)
    s.check("interrupt: whole lines, status 130", child.returncode == 130 and (out == b"" or out.endswith(b"\n")), "status %d" % child.returncode)


def main(argv):
    s = Suite(argv[1])
    for group in (inputs, languages, usage, ledger, limits):
        group(s)
    print("%d passed, %d failed" % (s.passed, s.failed))
    return 1 if s.failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

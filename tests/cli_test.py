#!/usr/bin/env python3
"""The program at its edges: bad inputs, wrong options, repeated and killed runs. usage: cli_test.py PROGRAM"""
import gzip
import json
import os
import re
import resource
import select
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
        return subprocess.run([self.program, *args], capture_output=True, timeout=900, **options)

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


def gate_loses_nothing(s):
    """With the gate before the parser and without: the same events, claims, links, times and measures, and every named party."""
    here = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
    with open(os.path.join(here, "bench", "foreign.txt"), encoding="utf-8") as lines:
        foreign = [line.strip() for line in lines]
    texts = []
    for name in ("docs/evaluation-articles.jsonl", "docs/gold/read.jsonl", "docs/gold/unread.jsonl"):
        with open(os.path.join(here, name), encoding="utf-8") as lines:
            texts += [json.loads(line)["text"] for line in lines]
    rows = []
    for i, text in enumerate(texts):
        first, gap, rest = text.partition("\n\n")
        rows += [text, first + "\n\n" + foreign[i % len(foreign)] + "\n\n* * *\n\n12:30 - 14:00" + gap + rest]
    mixed = s.path("mixed.jsonl", "".join(json.dumps({"id": str(i), "text": t, "date": "2024-05-06"}) + "\n" for i, t in enumerate(rows)))

    def kept(row):
        events = [{k: v for k, v in e.items() if k not in ("actor", "recipient", "factuality", "place", "object")} for e in row["events"]]
        parties = [[(p["begin"], p["code"]) for p in e["actor"] + e["recipient"]] + [f["value"] for f in e["factuality"]] for e in row["events"]]
        claims = [(a["cue"], a["source_span"], a["content"], a["parent"]) for a in row["attributions"]]
        return events, parties, claims, row["links"], row["times"], row["screening"]

    def named(row):
        return {(m["begin"], e["code"]) for e in row["entities"] for m in e["mentions"] if e["code"] and m["form"] == "NAM"}

    every = [json.loads(line) for line in s.run("code", "--format", "jsonl", "--no-gate", mixed).stdout.splitlines()]
    s.expect("the gate loses nothing", 0, "code", "--format", "jsonl", mixed, out=lambda o: len(objects(o)) == len(every) == len(rows) and
             all(kept(a) == kept(b) and named(a) <= named(b) for a, b in zip(every, objects(o))))


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
    two = s.path("two.txt", b"France attacked Mali. France then warned Niger.\n")
    s.expect("explain one event of a file", 0, "explain", two + ":V2", out=lambda o: b" V2: THREATEN" in o and b" V1: " not in o)
    s.expect("explain one event of a document", 0, "explain", two, "two.txt:V1", out=lambda o: b" V1: ASSAULT" in o and b" V2: " not in o)
    s.expect("explain an event that is not there", 1, "explain", two + ":V9", message="no event V9")
    s.expect("explain one event at a time", 2, "explain", two + ":V1", two + ":V2", message="one event at a time")
    s.expect("predicates", 0, "code", "--predicates", text, out=lambda o: [p["lemma"] for p in objects(o)[0]["predicates"]] == ["meet"])
    gate_loses_nothing(s)
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


def answers_at_once(s, lines):
    """A document that is there is not held back until more come."""
    child = subprocess.Popen([s.program, "code", "--input", "jsonl"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    got = []
    for line in lines[:2]:
        child.stdin.write(line.encode() + line[:5].encode())  # and the beginning of another
        child.stdin.flush()
        got.append(bool(select.select([child.stdout], [], [], 60)[0]) and child.stdout.readline().startswith(b"{"))
        child.stdin.write(b"\n")  # which is none
    child.kill()
    child.communicate()
    s.check("a pipe's documents are answered at once", got == [True, True], repr(got))


def limits(s):
    p = news(s, 60)
    one, two = (s.run("code", "--threads", n, p).stdout for n in ("1", "3"))
    s.check("threads change nothing", one == two and len(one) > 1000)
    lines = open(p, encoding="utf-8").read().splitlines(True)[:12]
    for command in ("parse", "code"):
        alone = b"".join(s.run(command, "--input", "jsonl", input=line.encode()).stdout for line in lines)
        for threads in ("1", "2"):
            together = s.run(command, "--input", "jsonl", "--threads", threads, input="".join(lines).encode()).stdout
            s.check("%s: documents together are as each alone" % command, together == alone and len(alone) > 1000)
    answers_at_once(s, lines)
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


def dictionaries(s):
    text = s.path("d.txt", "Kenya greylisted Uganda. The Lakes Front attacked Kenya.\n")

    def own(name, content):
        os.makedirs(s.path(name), exist_ok=True)
        for file, rows in content.items():
            s.path(os.path.join(name, file), "\n".join("\t".join(r) for r in rows) + "\n")
        return s.path(name)

    def cameo(o):
        return [(c[1], c[2], c[3]) for c in (line.split("\t") for line in o.decode().splitlines())]

    verbs = [("key", "category", "mode", "cameo", "recipient", "test")]
    front = [("key", "code", "kind", "from", "to", "name")]
    good = own("own", {"verbs.tsv": verbs + [("greylist", "SANCTION", "", "163", "obj", "")],
                       "actors.tsv": front + [("Lakes Front", "UGAREB", "ARM", "", "2022", ""), ("Lakes Front", "UGAGOV", "GOV", "2023-02", "", "")]})
    s.expect("own rows", 0, "code", "--format", "cameo", "--lexicon", good, "--date", "2022-12-31", text,
             out=lambda o: cameo(o) == [("KEN", "UGA", "163"), ("UGAREB", "KEN", "190")])
    s.expect("an organisation's days", 0, "code", "--format", "cameo", "--lexicon", good, "--date", "2023-02-01", text,
             out=lambda o: cameo(o)[1:] == [("UGAGOV", "KEN", "190")])
    s.expect("outside all days", 0, "code", "--format", "cameo", "--lexicon", good, "--date", "2023-01-15", text,
             out=lambda o: cameo(o)[1:] == [("---", "KEN", "190")])
    s.expect("origin is the user's row", 0, "explain", "--lexicon", good, text, out=lambda o: b"own/verbs.tsv:2" in o and b"own/actors.tsv:2" in o)
    s.expect("made_by tells the dictionaries", 0, "code", "--lexicon", good, text, out=lambda o: len(objects(o)[0]["made_by"]["dictionaries"]) == 64)
    s.expect("and is silent without", 0, "code", text, out=lambda o: "dictionaries" not in objects(o)[0]["made_by"])
    one, two = (s.run("code", "--lexicon", good, "--threads", n, news(s, 40)).stdout for n in ("1", "3"))
    s.check("own rows and threads", one == two and len(one) > 1000)
    s.expect("ingest with own rows", 0, "ingest", "--ledger", s.path("own.db"), "--lexicon", good, text, out=lambda o: b"2 events" in o)

    attack = verbs + [("attack", "COERCE", "", "170", "obj", "obj=place")]
    s.expect("a row with a test comes first", 0, "code", "--format", "cameo", "--lexicon", own("first", {"verbs.tsv": attack}), "--actors",
             os.path.join(good, "actors.tsv"), "--date", "2022-01-01", text, out=lambda o: ("UGAREB", "KEN", "170") in cameo(o))
    behind = verbs + [("greylist", "SANCTION", "", "163", "obj", ""), ("greylist", "REJECT", "", "120", "obj", "obj=country")]
    s.expect("a row without a test comes last", 0, "code", "--format", "cameo", "--lexicon", own("last", {"verbs.tsv": behind}), text,
             out=lambda o: cameo(o)[0] == ("KEN", "UGA", "120"))
    s.expect("rows taken away", 0, "code", "--format", "cameo", "--lexicon", own("less", {"verbs.tsv": verbs + [("attack", "-", "", "", "", "*")]}), text,
             out=lambda o: o == b"")
    s.expect("a name taken away", 0, "code", "--format", "cameo", "--actors", s.path("no.tsv", "key\tcode\tkind\nHamas\t-\t\n"),
             s.path("h.txt", "Hamas attacked Kenya.\n"), out=lambda o: cameo(o) == [("---", "KEN", "190")])
    odd = s.path("odd.tsv", b"\xef\xbb\xbf# byte-order mark, CRLF\r\nkey\tcode\tkind\r\nLakes Front\tUGAREB\tARM\r\n")
    s.expect("byte-order mark and CRLF in a table", 0, "code", "--format", "cameo", "--actors", odd, text, out=lambda o: ("UGAREB", "KEN", "190") in cameo(o))

    for name, rows, message in (
            ("wrong category", [("outlaw", "SANCTIONS", "", "163", "obj", "")], "verbs.tsv:2: category: 'SANCTIONS' is none of: AGREE"),
            ("wrong code", [("outlaw", "SANCTION", "", "999", "obj", "")], "verbs.tsv:2: cameo: '999' is no key of lexicon/cameo"),
            ("no code", [("outlaw", "SANCTION", "", "", "obj", "")], "verbs.tsv:2: cameo: an act needs a code"),
            ("wrong mode", [("outlaw", "SANCTION", "torture", "163", "obj", "")], "verbs.tsv:2: mode: SANCTION has no mode 'torture'"),
            ("wrong slot", [("outlaw", "SANCTION", "", "163", "obj|obl", "")], "verbs.tsv:2: recipient: no slot 'obl'"),
            ("wrong class", [("outlaw", "SANCTION", "", "163", "obj", "obj=spaceship")], "verbs.tsv:2: test: no class in lexicon/classes 'spaceship'"),
            ("capitals", [("Outlaw", "SANCTION", "", "163", "obj", "")], "verbs.tsv:2: key: not in lower case"),
            ("cells", [("outlaw", "SANCTION")], "verbs.tsv:2: 2 cells in a table of 6 columns"),
            ("twice", [("outlaw", "SANCTION", "", "163", "obj", "")] * 2, "verbs.tsv:3: 'outlaw' stands twice"),
            ("nothing to take away", [("zzz", "-", "", "", "", "")], "verbs.tsv:2: no row 'zzz' to take away")):
        bad = own("bad-" + name.replace(" ", "-"), {"verbs.tsv": verbs + rows})
        s.expect("refused: " + name, 1, "code", "--lexicon", bad, text, message=message, out=lambda o: o == b"")
        s.expect("check: " + name, 1, "lexicon", "check", "--lexicon", bad, out=lambda o, m=message: m in o.decode())
    for name, content, message in (
            ("columns", "name\tcode\n", ":1: not the columns of actors"), ("column", "key\tcode\tkind\tcolour\n", ":1: no column 'colour'"),
            ("no code", "key\tcode\tkind\nA B\t\tARM\n", ":2: code: a value is needed"), ("kind", "key\tcode\tkind\nA B\tUGA\tclub\n", ":2: kind: 'club'"),
            ("date", "key\tcode\tkind\tfrom\nA B\tUGA\tARM\tsoon\n", ":2: from: not a date"),
            ("days", "key\tcode\tkind\tfrom\tto\nA B\tUGA\tARM\t2024\t2023\n", ":2: its last day 2023-12-31 is before its first 2024"),
            ("country's days", "key\tcode\tkind\tfrom\tto\nA B\tUGA\tname\t2024\t\n", ":2: the name of a country"),
            ("long name", "key\tcode\tkind\na b c d e f g h i j\tUGA\tARM\n", ":2: a name of more than 9 words"),
            ("empty file", "", ":1: no header line"), ("not UTF-8", b"key\tcode\tkind\n\xff\tUGA\tARM\n", ":2: not UTF-8"), ("NUL", b"key\0", "a NUL byte")):
        bad = s.path("bad.tsv", content)
        s.expect("actors refused: " + name, 1, "code", "--actors", bad, text, message="bad.tsv", out=lambda o: o == b"")
        s.expect("actors, check: " + name, 1, "lexicon", "check", "--actors", bad, out=lambda o, m=message: m in o.decode())
    s.expect("no such directory", 1, "code", "--lexicon", s.path("nowhere"), text, message="nowhere: No such file")
    s.expect("a directory without tables", 1, "code", "--lexicon", own("bare", {}), text, message="no table")
    s.expect("a table that is none", 1, "code", "--lexicon", own("none", {"verbz.tsv": verbs}), text, message="verbz.tsv: there is no table 'verbz'")
    s.expect("actors are a directory", 1, "code", "--actors", s.dir, text, message="Is a directory")
    s.expect("too many files of actors", 2, "code", *["--actors", odd] * 17, text, message="16")
    s.expect("parse takes none", 2, "parse", "--lexicon", good, text, message="no option of parse")


def lexicon(s):
    text = s.path("g.jsonl", "".join(json.dumps({"id": i, "date": "2023-05-02", "text": t}) + "\n" for i, t in
                                     (("a", "Kenya greylisted Uganda."), ("b", "It rained.\n\nFrance greylisted Iran."))))
    s.expect("look-up of a form", 0, "lexicon", "lookup", "expelled", out=lambda o: b"data/lexicon/verbs.tsv:" in o and b"expel" in o and b"SANCTION" in o)
    s.expect("look-up of a phrase", 0, "lexicon", "lookup", "--format", "jsonl", "imposed sanctions",
             out=lambda o: any(r["table"] == "lexicon/light" and r["row"]["key"] == "impose sanction" for r in objects(o)))
    s.expect("look-up, a table", 0, "lexicon", "lookup", "--format", "tsv", "Ankara", out=lambda o: b"actors/countries\tdata/actors/countries.tsv\t" in o)
    s.expect("look-up of nothing", 0, "lexicon", "lookup", "zzzz", out=lambda o: o == b"0 rows\n")
    own = s.path("look.tsv", "key\tsector\tkind\nzzzz\tMIL\tweak\n")
    s.expect("look-up of own rows", 0, "lexicon", "lookup", "--actors", own, "zzzz", out=lambda o: b"look.tsv:2" in o)
    s.expect("check of own rows", 0, "lexicon", "check", "--actors", own, out=lambda o: o == b"1 rows, all sound\n")
    s.expect("stats", 0, "lexicon", "stats", "--format", "jsonl", text,
             out=lambda o: [(r["key"], r["count"], r["doc"], r["sentence"]) for r in objects(o) if r["what"] == "gap"] == [("greylist", 2, "a", 1)])
    s.expect("stats of rows alone", 0, "lexicon", "stats", "--format", "tsv", out=lambda o: b"rows\tlexicon/verbs\t\t" in o and b"rows\tverbs\tSANCTION\t" in o)
    s.expect("stats of a missing file", 1, "lexicon", "stats", s.path("missing.txt"), message="missing.txt")
    for args, message in ((["lexicon"], "lookup, check or stats"), (["lexicon", "list"], "'list'"), (["lexicon", "lookup"], "needs a word"),
                          (["lexicon", "check"], "--lexicon DIR"), (["lexicon", "check", "--lexicon", s.dir, "x"], "'x'"),
                          (["lexicon", "stats", "--format", "xml"], "xml")):
        s.expect("usage: " + " ".join(args[:3]), 2, *args, message=message)
    s.expect("help: lexicon", 0, "lexicon", "--help", out=lambda o: b"example" in o)


def manual(s):
    page = open(os.path.join(os.path.dirname(os.path.dirname(os.path.abspath(__file__))), "docs", "dateline.1"), encoding="utf-8").read().replace("\\-", "-")
    commands = re.findall(r"^  ([a-z]+)  ", s.run("--help").stdout.decode(), re.M)
    s.check("commands of the help", len(commands) >= 6, commands)
    for command in commands:
        options = set(re.findall(r"--[a-z]+", s.run(command, "--help").stdout.decode())) - {"--help"}
        lacking = sorted(o for o in options if o not in page)
        s.check("the manual page has the options of %s" % command, options and not lacking and "dateline " + command in page, lacking)


def main(argv):
    s = Suite(argv[1])
    for group in (inputs, languages, usage, manual, dictionaries, lexicon, ledger, limits):
        group(s)
    print("%d passed, %d failed" % (s.passed, s.failed))
    return 1 if s.failed else 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

#!/usr/bin/env python3
"""How fast the Python package is: nlp.pipe over `code` on the same texts, and the frame of a ledger's events over pandas.read_sql with JSON.

usage: build-python/bin/python bench/python.py PROGRAM [--rounds N] [--copies N] [--events N]

Run by the Python that has the package (tools/python.sh wheel, then pip install the wheel; `make bench-wide` does it). `code` and pipe are timed by the clock and by the processor (user and
system), round by round in turn; pipe is told with its documents alone, and with all events made as objects too. Frames are timed by the processor.
"""
import json
import os
import resource
import statistics
import subprocess
import sys
import tempfile
import time

import pandas

import dateline

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
ROUNDS = 3
# One row a mention with its parties and who says so, as somebody writes it who has read docs/ledger.md.
SQL = """SELECT e.*, d.name AS document, d.source AS newspaper, d.title, d.url, t.date AS published, m.entry, n.status,
 (SELECT json_group_array(json_object('role', role, 'name', name, 'code', code, 'country', country, 'sector', sector)) FROM party WHERE event=e.id) AS parties,
 (SELECT json_group_array(json_object('role', role, 'text', text, 'class', class, 'value', value, 'unit', unit)) FROM phrase WHERE event=e.id) AS phrases,
 (SELECT json_group_array(json_object('name', name, 'country', country, 'lat', lat, 'lon', lon)) FROM place WHERE event=e.id) AS places,
 (SELECT json_group_array(json_object('source', source, 'code', code, 'value', value)) FROM claim WHERE event=e.id) AS claims
 FROM event e JOIN text t ON t.id=e.text JOIN document d ON d.id=(SELECT min(id) FROM document WHERE text=t.id AND current)
 LEFT JOIN mention m ON m.event=e.id LEFT JOIN entry n ON n.id=m.entry WHERE t.current ORDER BY e.id"""


def spent(who):
    used = resource.getrusage(who)
    return used.ru_utime + used.ru_stime


def timed(work, who=resource.RUSAGE_SELF):
    start = spent(who)
    work()
    return spent(who) - start


def corpus(copies):
    articles = []
    for folder, names in ((os.path.join(HERE, "examples"), None), (os.path.join(HERE, "docs"), ["evaluation-articles.jsonl"])):
        for name in sorted(names or os.listdir(folder)):
            if name.endswith(".jsonl"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    articles += [json.loads(line) for line in file]
    return [{"text": a["text"], "date": a.get("date", ""), "id": "%d-%d" % (n, i)} for n in range(copies) for i, a in enumerate(articles) if a.get("text")]


def both(work, who):
    """Seconds on the clock, and of the processor."""
    start, before = time.perf_counter(), spent(who)
    work()
    return time.perf_counter() - start, spent(who) - before


def speed_of_pipe(program, rounds, copies):
    """In pairs, in turn: what a round's `code` met, its pipe met too. The ratio is the median of the rounds' own."""
    texts, nlp = corpus(copies), dateline.load()
    print("%d articles; code, nlp.pipe, nlp.pipe with all events as objects: medians of %d rounds, and how fast each is over code (1: as fast; medians of the rounds' own)" % (len(texts), rounds))
    print("threads          code     pipe   over code (rounds)         with events  over code")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(t) + "\n" for t in texts))
        file.flush()
        for threads in 1, 2:
            sides = {"code": lambda: both(lambda: subprocess.run([program, "code", "-q", "--format", "jsonl", "--threads", str(threads), file.name],
                                                                 stdout=subprocess.DEVNULL, check=True), resource.RUSAGE_CHILDREN),
                     "pipe": lambda: both(lambda: [None for _ in nlp.pipe(texts, threads=threads)], resource.RUSAGE_SELF),
                     "objects": lambda: both(lambda: [len(doc.events) for doc in nlp.pipe(texts, threads=threads)], resource.RUSAGE_SELF)}
            took = {side: [] for side in sides}
            for number in range(rounds):
                for side in list(sides) if number % 2 == 0 else reversed(list(sides)):
                    took[side].append(sides[side]())
            for unit, name in enumerate(("clock", "processor")):
                ratio = {side: sorted(c[unit] / s[unit] for c, s in zip(took["code"], took[side])) for side in ("pipe", "objects")}
                c, p, o = (statistics.median(s[unit] for s in took[side]) for side in ("code", "pipe", "objects"))
                print("%d %-9s  %7.2f  %7.2f  %5.2f (%.2f to %.2f)  %15.2f  %9.2f" % (threads, name, c, p, statistics.median(ratio["pipe"]), ratio["pipe"][0], ratio["pipe"][-1],
                                                                                  o, statistics.median(ratio["objects"])), flush=True)


def by_hand(path):
    import sqlite3
    frame = pandas.read_sql(SQL, sqlite3.connect(path), parse_dates=["published", "date_begin", "date_end"])
    for column in "parties", "phrases", "places", "claims":
        frame[column] = frame[column].map(json.loads)
    for role in "actor", "recipient":
        for field in "name", "code", "country", "sector":
            frame["%s_%s" % (role, field)] = ["; ".join(p[field] for p in parties if p["role"] == role) for parties in frame["parties"]]
    frame["said_by"] = ["; ".join(c["source"] for c in claims if c["value"] not in ("CT-", "PR-")) for claims in frame["claims"]]
    frame["denied_by"] = ["; ".join(c["source"] for c in claims if c["value"] in ("CT-", "PR-")) for claims in frame["claims"]]
    frame["object"] = ["; ".join(p["text"] for p in phrases if p["role"] == "object") for phrases in frame["phrases"]]
    frame["place"] = ["; ".join(p["name"] for p in places) for places in frame["places"]]
    return frame


def speed_of_frames(program, events):
    with tempfile.TemporaryDirectory() as folder:
        path = os.path.join(folder, "bench.db")
        subprocess.run([sys.executable, os.path.join(HERE, "bench", "ledger.py"), program, "--events", str(events), "--rounds", "1", "--ledger", path],
                       stdout=subprocess.DEVNULL, check=True)
        ledger = dateline.Ledger(path)
        assert len(by_hand(path)) == len(ledger.events())
        hand = statistics.median(timed(lambda: by_hand(path)) for _ in range(ROUNDS))
        ours = {name: statistics.median(timed(work) for _ in range(ROUNDS)) for name, work in (
            ("pandas", ledger.events), ("arrow", lambda: ledger.table("events").to_arrow()), ("polars", lambda: ledger.table("events").to_polars()),
            ("entries", ledger.entries))}
        start = time.monotonic()
        rows = len(ledger.events())
        print("a frame of %d events: %.2f s by pandas.read_sql and JSON, %.2f s by Ledger.events (%.1f times as fast; %.2f s on the clock)"
              % (rows, hand, ours["pandas"], hand / ours["pandas"], time.monotonic() - start))
        print("to Arrow %.2f s, to Polars %.2f s; its %d entries to pandas %.2f s" % (ours["arrow"], ours["polars"], len(ledger.entries()), ours["entries"]))


def option(argv, name, otherwise):
    return int(argv[argv.index(name) + 1]) if name in argv else otherwise


def main(argv):
    program = os.path.abspath(argv[1])
    speed_of_pipe(program, option(argv, "--rounds", 7), option(argv, "--copies", 20))
    if option(argv, "--events", 100000):
        speed_of_frames(program, option(argv, "--events", 100000))


if __name__ == "__main__":
    main(sys.argv)

#!/usr/bin/env python3
"""How fast the Python package is: nlp.pipe over `code` on the same texts, and the frame of a ledger's events over pandas.read_sql with JSON.

usage: build-python/bin/python bench/python.py PROGRAM [--events N]

Run by the Python that has the package (tools/python.sh wheel, then pip install the wheel). Times are those of the processor, user and system, which a
busy machine does not change; pipe is told with its documents alone, and with all events made as objects too.
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


def corpus():
    articles = []
    for folder, names in ((os.path.join(HERE, "examples"), None), (os.path.join(HERE, "docs"), ["evaluation-articles.jsonl"])):
        for name in sorted(names or os.listdir(folder)):
            if name.endswith(".jsonl"):
                with open(os.path.join(folder, name), encoding="utf-8") as file:
                    articles += [json.loads(line) for line in file]
    return [{"text": a["text"], "date": a.get("date", ""), "id": "%d-%d" % (n, i)} for n in range(20) for i, a in enumerate(articles) if a.get("text")]


def speed_of_pipe(program):
    texts, nlp = corpus(), dateline.load()
    print("%d articles; seconds of the processor, medians of %d rounds" % (len(texts), ROUNDS))
    print("threads     code     pipe  over code   with events  over code")
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl") as file:
        file.write("".join(json.dumps(t) + "\n" for t in texts))
        file.flush()
        for threads in 1, 2:
            code, pipe, objects = [], [], []
            for _ in range(ROUNDS):
                code.append(timed(lambda: subprocess.run([program, "code", "-q", "--format", "jsonl", "--threads", str(threads), file.name],
                                                         stdout=subprocess.DEVNULL, check=True), resource.RUSAGE_CHILDREN))
                pipe.append(timed(lambda: [None for _ in nlp.pipe(texts, threads=threads)]))
                objects.append(timed(lambda: [len(doc.events) for doc in nlp.pipe(texts, threads=threads)]))
            c, p, o = map(statistics.median, (code, pipe, objects))
            print("%7d  %7.2f  %7.2f  %9.2f  %12.2f  %9.2f" % (threads, c, p, c / p, o, c / o))


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


def main(argv):
    program = os.path.abspath(argv[1])
    speed_of_pipe(program)
    speed_of_frames(program, int(argv[argv.index("--events") + 1]) if "--events" in argv else 100000)


if __name__ == "__main__":
    main(sys.argv)

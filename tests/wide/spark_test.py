#!/usr/bin/env python3
"""spark/code_articles.py in local[2]: killed and run again, it writes the bytes of a run that was not; its rows are those of the program, its entries those of the ledger.
usage: spark_test.py PROGRAM"""
import collections
import glob
import gzip
import hashlib
import json
import os
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests"))
import python_test  # noqa: E402

JOB = os.path.join(ROOT, "spark", "code_articles.py")
SETTINGS = ["--master", "local[2]", "--driver-memory", "1g", "--driver-java-options", "-XX:+UseSerialGC -XX:TieredStopAtLevel=1", "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=2", "--conf", "spark.log.level=ERROR"]
ENV = dict(os.environ, PYSPARK_PYTHON=sys.executable, PYSPARK_SUBMIT_ARGS=shlex.join(SETTINGS) + " pyspark-shell", SPARK_LOCAL_IP="127.0.0.1")
DRONES = ("denial-drones-gazette", "denial-drones-herald", "denial-drones-post")


def line(**known):
    return json.dumps(known) + "\n"


def page(url, title, text):
    """A record of a WARC: a page as a crawler took it."""
    block = ("HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<html><head><title>%s</title><meta property=\"article:published_time\" content=\"2022-11-05T08:00:00Z\"></head>"
             "<body><article><h1>%s</h1>%s</article></body></html>\n" % (title, title, "".join("<p>%s</p>" % part for part in text.split("\n\n")))).encode()
    return ("WARC/1.0\r\nWARC-Type: response\r\nWARC-Target-URI: %s\r\nWARC-Date: 2022-11-06T10:00:00Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
            "Content-Type: application/http; msgtype=response\r\nContent-Length: %d\r\n\r\n" % (url, len(block))).encode() + block + b"\r\n\r\n"


def archive(path, texts):
    """A packed WARC, a member a record; the one in the middle is no record."""
    records = [page("https://www.paper.example/a%d.html" % n, "News %d" % n, text) for n, text in enumerate(texts)]
    with open(path, "wb") as file:
        file.write(b"".join(gzip.compress(record, mtime=0) for record in records[:1] + [b"WARC/1.0\r\nContent-Length: x\r\n\r\n"] + records[1:]))


def inputs(folder):
    """JSON Lines, plain and packed, Parquet, WARC; copies, a new version, a text without a date, and lines that are wrong."""
    import pyarrow
    import pyarrow.parquet
    os.mkdir(os.path.join(folder, "in"))
    articles = [json.load(open(os.path.join(ROOT, "examples", name + ".jsonl"), encoding="utf-8")) for name in DRONES]
    first, second = [], []
    for article in articles:
        first.append(line(**article))
    second.append(line(**dict(articles[0], id="copy", source="Copy Post")))  # the same text
    second.append(line(**dict(articles[1], date="2022-11-14", text=articles[1]["text"] + " Iran attacked Iraq.")))  # a new version, twelve days on
    second.append(line(id="undated", source="X", text="Rebels killed four people in Mali. France sent aid to Mali."))
    with open(os.path.join(folder, "in", "a.jsonl"), "w", encoding="utf-8") as file:
        file.writelines(first)
    with gzip.open(os.path.join(folder, "in", "b.jsonl.gz"), "wt", encoding="utf-8") as file:
        file.writelines(second)
    good = os.path.join(folder, "good.jsonl")
    third = [{"id": "p1", "date": "2022-11-03", "source": "P", "text": "Britain said on Thursday that Iran had sent drones to Russia. Tehran denied it."},
             {"id": "p2", "date": "2022-11-09", "source": "P", "text": "Iran sent drones to Russia last week, Ukraine's foreign minister Dmytro Kuleba said."}]
    pyarrow.parquet.write_table(pyarrow.Table.from_pylist(third), os.path.join(folder, "in", "c.parquet"))
    with open(good, "w", encoding="utf-8") as file:
        file.writelines(first + second + [line(**one) for one in third])
    with open(os.path.join(folder, "in", "d.jsonl"), "w", encoding="utf-8") as file:
        file.write("not json\n" + line(id="no text") + line(id="odd", date="2022-13-01", text="Iran attacked Iraq."))
    archive(os.path.join(folder, "in", "e.warc.gz"), [article["text"] for article in articles[1:]])
    return good


def job(folder, out, *more):
    return [sys.executable, JOB, "--out", out, *more, "--files", "2", "--slice-days", "4", "--buckets", "2", os.path.join(folder, "in")]


def killed(folder, out):
    """A run that is killed while the second batch is worked on: with a signal that nothing can catch."""
    run = subprocess.Popen(job(folder, out), env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, start_new_session=True)
    end = time.monotonic() + 300
    while run.poll() is None and time.monotonic() < end and not os.path.exists(os.path.join(out, "batches", "00000.done.json")):
        time.sleep(0.05)
    early = run.poll() is None
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    return early and not os.path.exists(os.path.join(out, "entries"))


def broken(out):
    """Of a whole output, what a machine leaves that went down: a batch of which one piece is coded and another half-written, and some of its tables."""
    os.remove(os.path.join(out, "batches", "00000.done.json"))
    pieces = sorted(glob.glob(os.path.join(out, "coded", "batch=00000", "*.parquet")))
    half = os.path.join(os.path.dirname(pieces[0]), "_" + os.path.basename(pieces[0]) + ".0")
    os.rename(pieces[0], half)
    os.truncate(half, os.path.getsize(half) // 2)
    shutil.rmtree(os.path.join(out, "events", "batch=00000"))
    return {path: os.stat(path).st_mtime_ns for path in pieces[1:]}


def contents(out):
    """Every file by its name and its bytes."""
    found = {}
    for path in glob.glob(os.path.join(out, "**", "*"), recursive=True):
        if os.path.isfile(path):
            with open(path, "rb") as file:
                found[os.path.relpath(path, out)] = hashlib.sha256(file.read()).hexdigest()
    return found


def told_by(path):
    import pyarrow.parquet
    return {key.decode(): value.decode() for key, value in pyarrow.parquet.read_metadata(path).metadata.items() if key.startswith(b"dateline.")}


def table(path):
    import pyarrow.dataset
    return pyarrow.dataset.dataset(sorted(glob.glob(os.path.join(path, "**", "*.parquet"), recursive=True)), format="parquet").to_table()


def plain(rows):
    return sorted(json.dumps({k: str(v) for k, v in row.items() if k != "entry"}, sort_keys=True) for row in rows)


def tests(c):
    import dateline
    program = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="dateline-spark-")
    out = os.path.join(folder, "out")
    try:
        good, warc = inputs(folder), os.path.join(folder, "in", "e.warc.gz")
        c.check("a run is killed half-way", killed(folder, out))
        done = subprocess.run(job(folder, out), env=ENV, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        c.check("and goes on when it is run again", done.returncode == 0 and "10 documents" in done.stdout and "4 bad documents" in done.stdout,
                done.stdout + done.stderr[-3000:])
        whole = os.path.join(folder, "whole")
        subprocess.run(job(folder, whole), env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        one, other = contents(out), contents(whole)
        c.check("a run that was killed and one that was not write the same files", one == other and len(one) > 20, "\n".join(sorted(set(name for name, _ in set(one.items()) ^ set(other.items())))))
        kept = broken(out)
        subprocess.run(job(folder, out, "--no-entries"), env=ENV, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        c.check("a batch of which some was coded goes on with that, and what was half-written goes", contents(out) == other and kept and all(os.stat(path).st_mtime_ns == at for path, at in kept.items()),
                "\n".join(sorted(set(contents(out)) ^ set(other))))
        made_by = {"dateline." + name: value for name, value in dateline.load().made_by.items()}
        tables = [path for path in sorted(one) if path.endswith(".parquet")]
        c.check("each table says by which version and data file it was made", len(tables) > 20 and all(told_by(os.path.join(out, path)) == made_by for path in tables), str(tables))
        plan = os.path.join(whole, "batches", "00000.json")
        with open(plan, encoding="utf-8") as file:
            old = file.read().replace(made_by["dateline.data"], "0" * 64)
        with open(plan, "w", encoding="utf-8") as file:
            file.write(old)
        done = subprocess.run(job(folder, whole, "--no-entries"), env=ENV, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        c.check("what another data file has coded is not added to", done.returncode == 1 and "was made by" in done.stderr and "0000000" in done.stderr, done.stderr[-1000:])
        printed = subprocess.run([program, "code", "--quiet", "--format", "jsonl", "--with-text", good, warc], text=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
                                 check=False).stdout.splitlines()
        coded = [row for row in table(os.path.join(out, "coded")).to_pylist() if row["reason"] is None]
        c.check("its lines are those of the program, nothing twice, nothing lost", sorted(row["line"] for row in coded) == sorted(printed),
                "%d and %d" % (len(coded), len(printed)))
        pages = [row for row in table(os.path.join(out, "documents")).to_pylist() if row["input"].endswith(".warc.gz")]
        c.check("pages of an archive have their address, and their place", sorted((row["url"], row["newspaper"], row["row"]) for row in pages)
                == [("https://www.paper.example/a0.html", "paper.example", 1), ("https://www.paper.example/a1.html", "paper.example", 2)], str(pages))
        expected = dateline.table("events", dateline.load().read([good, warc], on_error=lambda *_: None)).to_arrow().to_pylist()
        events = [{k: v for k, v in row.items() if k in expected[0]} for row in table(os.path.join(out, "events")).to_pylist()]
        c.check("its events are the package's", plain(events) == plain(expected), "%d and %d" % (len(events), len(expected)))
        reasons = sorted(row["reason"] for row in table(os.path.join(out, "quarantine")).to_pylist())
        c.check("bad documents have a reason", len(reasons) == 4 and any("e.warc.gz" in r for r in reasons) and any("not JSON" in r for r in reasons) and any("no text" in r for r in reasons)
                and any("2022-13-01" in r for r in reasons), str(reasons))
        c.check("by day of publication", os.path.isdir(glob.glob(os.path.join(out, "documents", "batch=00000"))[0] + "/date=2022-11-02"))

        ledger = os.path.join(folder, "news.db")
        subprocess.run([program, "ingest", "--quiet", "--ledger", ledger, good, warc], check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        kept = dateline.Ledger(ledger)
        entries, own = table(os.path.join(out, "entries")).to_pylist(), kept.table("entries").to_arrow().to_pylist()
        c.check("its entries are the ledger's", plain(entries) == plain(own) and any(row["documents"] > 1 for row in own) and any(row["status"] == "disputed" for row in own),
                "%d and %d\n%s\n%s" % (len(entries), len(own), "\n".join(sorted(set(plain(entries)) - set(plain(own)))[:3]),
                                     "\n".join(sorted(set(plain(own)) - set(plain(entries)))[:3])))
        voices, own = table(os.path.join(out, "voices")).to_pylist(), kept.table("voices").to_arrow().to_pylist()
        c.check("its voices are the ledger's", plain(voices) == plain(own), "%d and %d" % (len(voices), len(own)))
        c.check("an entry's key stands for one", len(set(row["entry"] for row in entries)) == len(entries) and set(row["entry"] for row in voices) <= set(row["entry"] for row in entries))
        kept.close()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    raise SystemExit(python_test.wide(tests))

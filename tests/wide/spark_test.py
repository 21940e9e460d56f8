#!/usr/bin/env python3
"""spark/code_articles.py in local[2]: killed and run again, its rows are those of the program, its entries those of the ledger. usage: spark_test.py PROGRAM"""
import glob
import gzip
import json
import os
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
SETTINGS = ["--master", "local[2]", "--driver-memory", "1g", "--conf", "spark.ui.enabled=false", "--conf", "spark.sql.shuffle.partitions=2", "--conf", "spark.log.level=ERROR"]
ENV = dict(os.environ, PYSPARK_PYTHON=sys.executable, PYSPARK_SUBMIT_ARGS=" ".join(SETTINGS) + " pyspark-shell", SPARK_LOCAL_IP="127.0.0.1")
DRONES = ("denial-drones-gazette", "denial-drones-herald", "denial-drones-post")


def line(**known):
    return json.dumps(known) + "\n"


def inputs(folder):
    """JSON Lines, plain and packed, Parquet; copies, a new version, a text without a date, and lines that are wrong."""
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
    return good


def killed(folder, out):
    """A run that is killed once the first batch is coded: with a signal that nothing can catch."""
    run = subprocess.Popen([sys.executable, JOB, "--out", out, "--files", "1", os.path.join(folder, "in")], env=ENV, stdout=subprocess.DEVNULL,
                           stderr=subprocess.DEVNULL, start_new_session=True)
    end = time.monotonic() + 300
    while run.poll() is None and time.monotonic() < end and not os.path.exists(os.path.join(out, "coded", "batch=00000", "_SUCCESS")):
        time.sleep(0.05)
    early = run.poll() is None
    os.killpg(run.pid, signal.SIGKILL)
    run.wait()
    return early and not os.path.exists(os.path.join(out, "entries", "_SUCCESS"))


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
        good = inputs(folder)
        c.check("a run is killed half-way", killed(folder, out))
        done = subprocess.run([sys.executable, JOB, "--out", out, "--files", "1", "--slice-days", "4", "--buckets", "2", os.path.join(folder, "in")], env=ENV,
                              text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, check=False)
        c.check("and goes on when it is run again", done.returncode == 0 and "8 documents" in done.stdout and "3 bad documents" in done.stdout,
                done.stdout + done.stderr[-3000:])
        printed = subprocess.run([program, "code", "--quiet", "--format", "jsonl", "--with-text", good], check=True, text=True, stdout=subprocess.PIPE).stdout.splitlines()
        coded = [row for row in table(os.path.join(out, "coded")).to_pylist() if row["reason"] is None]
        c.check("its lines are those of the program, nothing twice, nothing lost", sorted(row["line"] for row in coded) == sorted(printed),
                "%d and %d" % (len(coded), len(printed)))
        expected = dateline.table("events", dateline.load().read(good)).to_arrow().to_pylist()
        events = [{k: v for k, v in row.items() if k in expected[0]} for row in table(os.path.join(out, "events")).to_pylist()]
        c.check("its events are the package's", plain(events) == plain(expected), "%d and %d" % (len(events), len(expected)))
        reasons = sorted(row["reason"] for row in table(os.path.join(out, "quarantine")).to_pylist())
        c.check("bad documents have a reason", len(reasons) == 3 and any("not JSON" in r for r in reasons) and any("no text" in r for r in reasons)
                and any("2022-13-01" in r for r in reasons), str(reasons))
        c.check("by day of publication", os.path.isdir(glob.glob(os.path.join(out, "documents", "batch=00000"))[0] + "/date=2022-11-02"))

        ledger = os.path.join(folder, "news.db")
        subprocess.run([program, "ingest", "--quiet", "--ledger", ledger, good], check=True, stdout=subprocess.DEVNULL)
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

#!/usr/bin/env python3
"""How fast the Spark job is in local[2] beside `code --threads 2` on the same articles, and what it takes: memory, shuffle, bytes written.

usage: build-python/bin/python bench/spark.py PROGRAM [--articles N] [--rounds N] [--days N] [--entries] [--corpus FILE.jsonl]

Run by the Python that has the package and pyspark (tools/python.sh wide). The corpus is every article of examples/, docs/gold and docs/evaluation-articles.jsonl, repeated
in turn with new ids and a changed first line until there are N (20,000), published on D days (30), in files of 1,000; --corpus takes other articles (JSON Lines).
Program and job run in turn, round by round, in both orders, so that a busy machine is as busy for each; what is compared are the clocks of whole runs, from start to exit, with
the start of the JVM and all that is written; the ratio is the median of the rounds' own. `code` writes its JSON Lines to a file. The job runs with --no-entries, which is what `code` does; with
--entries it is run once more, with them, beside `ingest`.
Memory is sampled from /proc (the proportional share, so that the data file, which is mapped once, is not counted twice); shuffles come from Spark's event log.
"""
import collections
import ctypes
import datetime
import glob
import json
import os
import shlex
import statistics
import subprocess
import sys
import tempfile
import threading
import time

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
JOB = os.path.join(ROOT, "spark", "code_articles.py")
A_FILE = 1000
JAVA = "-XX:+UseSerialGC -XX:TieredStopAtLevel=1"  # of two cores none is left for collecting garbage and compiling anew
PR_SET_CHILD_SUBREAPER = 36


def option(name, otherwise):
    return int(sys.argv[sys.argv.index(name) + 1]) if name in sys.argv else otherwise


def articles():
    if "--corpus" in sys.argv:
        names = [sys.argv[sys.argv.index("--corpus") + 1]]
    else:
        names = sorted(glob.glob(os.path.join(ROOT, "examples", "*.jsonl")) + glob.glob(os.path.join(ROOT, "docs", "gold", "*.jsonl")))
        names.append(os.path.join(ROOT, "docs", "evaluation-articles.jsonl"))
    for name in names:
        with open(name, encoding="utf-8") as lines:
            for line in lines:
                row = json.loads(line)
                about = row.get("doc", row)
                yield {key: about[key] for key in ("id", "title", "source") if about.get(key)}, row["text"]


def corpus(folder, count, days):
    """Writes the articles; returns how many words they have."""
    known, words = list(articles()), 0
    first = datetime.date(2023, 3, 1)
    for start in range(0, count, A_FILE):
        with open(os.path.join(folder, "%05d.jsonl" % (start // A_FILE)), "w", encoding="utf-8") as out:
            for n in range(start, min(count, start + A_FILE)):
                about, text = known[n % len(known)]
                text = "Copy %d of this article.\n\n%s" % (n // len(known) + 1, text)
                day = (first + datetime.timedelta(days=n * days // count)).isoformat()
                out.write(json.dumps(dict(about, id="%s-%d" % (about.get("id", "a"), n), date=day, text=text), ensure_ascii=False) + "\n")
                words += len(text.split())
    return words


class Memory(threading.Thread):
    """The most that each kind of process below this one held at a time, in MB, while it ran."""

    def __init__(self):
        super().__init__(daemon=True)
        self.over, self.most, self.spent = threading.Event(), collections.Counter(), {}

    @staticmethod
    def tree():
        parents = {}
        for pid in filter(str.isdigit, os.listdir("/proc")):
            try:
                with open("/proc/%s/stat" % pid) as file:
                    parents[int(pid)] = int(file.read().rsplit(")", 1)[1].split()[1])
            except OSError:
                pass
        found, more = set(), {os.getpid()}
        while more:
            more = {pid for pid, parent in parents.items() if parent in more}
            found |= more
        return found

    @staticmethod
    def share(pid):
        with open("/proc/%d/smaps_rollup" % pid) as file:
            held = next(int(line.split()[1]) for line in file if line.startswith("Pss:")) / 1024
        with open("/proc/%d/cmdline" % pid, "rb") as file:
            line = file.read()
        return ("JVM" if b"java" in line.split(b"\0")[0] else "worker" if b"pyspark.daemon" in line else "dateline" if b"/dateline" in line.split(b"\0")[0] else "driver"), held

    def run(self):
        while not self.over.wait(0.5):
            for pid in self.tree():
                try:
                    kind, held = self.share(pid)
                    self.most[kind] = max(self.most[kind], held)
                    self.spent[kind, pid] = sum(map(int, open("/proc/%d/stat" % pid).read().rsplit(")", 1)[1].split()[11:13])) / os.sysconf("SC_CLK_TCK")
                except (OSError, StopIteration):
                    pass

    def __enter__(self):
        self.start()
        return self.most

    def __exit__(self, *_):
        self.over.set()
        self.join()
        for kind in sorted(self.most):
            self.most[kind + " s"] = sum(v for (k, _), v in self.spent.items() if k == kind)


def run(command, env=None, out=None):
    """Seconds on the clock, and of the processor: of all that it started, since whose parent ends comes to this process."""
    start, before = time.monotonic(), os.times()
    with open(out or os.devnull, "wb") as file:
        subprocess.run(command, env=env, stdout=file, stderr=None if out else subprocess.DEVNULL, check=True)
    seconds = time.monotonic() - start
    try:
        while True:
            os.waitpid(-1, 0)
    except ChildProcessError:
        after = os.times()
    return seconds, after.children_user + after.children_system - before.children_user - before.children_system


def job(inputs, out, log, *more):
    settings = ["--master", "local[2]", "--driver-memory", "1g", "--driver-java-options", JAVA, "--conf", "spark.ui.enabled=false", "--conf", "spark.log.level=ERROR", "--conf", "spark.eventLog.enabled=true",
                "--conf", "spark.eventLog.dir=file://" + log]
    env = dict(os.environ, PYSPARK_PYTHON=sys.executable, PYSPARK_SUBMIT_ARGS=shlex.join(settings) + " pyspark-shell", SPARK_LOCAL_IP="127.0.0.1")
    return run([sys.executable, JOB, "--out", out, *more, inputs], env)


def told(log):
    """Of an event log: seconds and bytes shuffled of each step of the job, and the longest task over the median one."""
    steps, jobs, tasks = collections.OrderedDict(), {}, collections.defaultdict(list)
    for line in open(glob.glob(os.path.join(log, "*"))[0], encoding="utf-8"):
        event = json.loads(line)
        if event["Event"] == "SparkListenerJobStart":
            name = (event["Properties"].get("spark.job.description") or "listing and counting").split(":")[-1].strip()
            jobs[event["Job ID"]] = name, event["Submission Time"]
            for stage in event["Stage IDs"]:
                jobs["stage", stage] = name
            steps.setdefault(name, [0, 0])
        elif event["Event"] == "SparkListenerJobEnd":
            name, start = jobs[event["Job ID"]]
            steps[name][0] += (event["Completion Time"] - start) / 1000
        elif event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
            name = jobs["stage", event["Stage ID"]]
            steps[name][1] += event["Task Metrics"]["Shuffle Write Metrics"]["Shuffle Bytes Written"]
            tasks[name].append(event["Task Metrics"]["Executor Run Time"] / 1000)
    return {name: (seconds, shuffled, max(tasks[name] or [0]), statistics.median(tasks[name] or [0])) for name, (seconds, shuffled) in steps.items()}


def written(out):
    return {kind: sum(os.path.getsize(path) for path in glob.glob(os.path.join(out, kind, "**", "*.parquet"), recursive=True)) for kind in sorted(os.listdir(out))}


def show(steps, count):
    for name, (seconds, shuffled, longest, middle) in steps.items():
        print("  %-28s %7.1f s, %9.0f bytes shuffled a document, longest task %.1f s, median %.1f s" % (name, seconds, shuffled / count, longest, middle))


def main():
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    program, count, rounds = os.path.abspath(sys.argv[1]), option("--articles", 20000), option("--rounds", 3)
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        inputs = os.path.join(folder, "in")
        os.mkdir(inputs)
        words = corpus(inputs, count, option("--days", 30))
        files, ratios, spent = sorted(glob.glob(os.path.join(inputs, "*"))), [], []
        print("%d articles of %.0f words; Spark in local[2] beside %s --threads 2" % (count, words / count, "code"))
        coded = os.path.join(folder, "coded.jsonl")
        for number in range(rounds):
            out, log = os.path.join(folder, "out%d" % number), os.path.join(folder, "log%d" % number)
            os.mkdir(log)
            sides = {"code": lambda: run([program, "code", "--quiet", "--threads", "2", "--format", "jsonl", *files], out=coded),
                     "Spark": lambda out=out, log=log: job(inputs, out, log, "--no-entries")}
            seconds, memory = {}, {}
            for side in list(sides) if number % 2 == 0 else reversed(list(sides)):
                with Memory() as most:
                    seconds[side] = sides[side]()
                memory[side] = dict(most)
            ratios.append(seconds["code"][0] / seconds["Spark"][0])
            spent.append(seconds["code"][1] / seconds["Spark"][1])
            print("round %d: code %.1f s (processor %.1f), Spark %.1f s (processor %.1f): %.2f of the throughput (by the processor %.2f); MB: %s"
                  % (number + 1, *seconds["code"], *seconds["Spark"], ratios[-1], spent[-1], ", ".join("%s %.0f" % pair for side in memory.values() for pair in side.items() if pair[0] != "driver")), flush=True)
        print("Spark over code: %.2f by the clock, %.2f by the processor (medians of %d rounds)" % (statistics.median(ratios), statistics.median(spent), rounds))
        show(told(log), count)
        print("bytes a document: " + ", ".join("%s %.0f" % (kind, size / count) for kind, size in written(out).items()))
        if "--entries" in sys.argv:
            with_entries(program, inputs, files, out, folder, count)


def with_entries(program, inputs, files, out, folder, count):
    log = os.path.join(folder, "log-entries")
    os.mkdir(log)
    with Memory() as memory:
        seconds = job(inputs, out, log)
    ingest = run([program, "ingest", "--quiet", "--threads", "2", "--ledger", os.path.join(folder, "news.db"), *files])
    print("entries of what is coded: %.1f s (processor %.1f); MB: %s; ingest --threads 2, which codes too: %.1f s" % (*seconds, ", ".join("%s %.0f" % pair for pair in memory.items() if pair[0] != "driver"), ingest[0]))
    show(told(log), count)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""How fast the Spark job is in local[2] beside `code --threads 2` on the same articles, and what it takes: memory, shuffle, bytes written.

usage: build-python/bin/python bench/spark.py PROGRAM [--articles N] [--rounds N] [--days N] [--skew] [--entries] [--corpus FILE.jsonl]

Run by the Python that has the package and pyspark (tools/python.sh wide). The corpus is every article of examples/, docs/gold and docs/evaluation-articles.jsonl, repeated
in turn with new ids and a changed first line until there are N (20,000), published on D days (30; with --skew every other one on the tenth of them), in files of 1,000; --corpus takes other articles (JSON Lines).
Program and job run in turn, round by round, in both orders, so that a busy machine is as busy for each; what is compared are the clocks of whole runs, from start to exit, with
the start of the JVM and all that is written; the ratio is the median of the rounds' own. `code` writes its JSON Lines to a file. The job runs with --no-entries, which is what `code` does; with
--entries it is run once more, with them, beside `ingest`.
The processor's time is that of all that a run started, and beside it stands what others took of the machine meanwhile: the clock tells little where that is much.
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
TICKS = os.sysconf("SC_CLK_TCK")


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


def corpus(folder, count, days, skew=False):
    """Writes the articles; returns how many words they have. With `skew` every other one is of one day, the tenth."""
    known, words = list(articles()), 0
    first = datetime.date(2023, 3, 1)
    for start in range(0, count, A_FILE):
        with open(os.path.join(folder, "%05d.jsonl" % (start // A_FILE)), "w", encoding="utf-8") as out:
            for n in range(start, min(count, start + A_FILE)):
                about, text = known[n % len(known)]
                text = "Copy %d of this article.\n\n%s" % (n // len(known) + 1, text)
                day = (first + datetime.timedelta(days=9 if skew and n % 2 else n * days // count)).isoformat()
                out.write(json.dumps(dict(about, id="%s-%d" % (about.get("id", "a"), n), date=day, text=text), ensure_ascii=False) + "\n")
                words += len(text.split())
    return words


class Watch(threading.Thread):
    """Of each kind of process below this one, while it runs: the most memory that it held at a time, in MB, and the processor's seconds, process by process."""

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
        while not self.over.wait(0.25):
            for pid in self.tree():
                try:
                    kind, held = self.share(pid)
                    self.most[kind] = max(self.most[kind], held)
                    with open("/proc/%d/stat" % pid) as file:
                        self.spent[kind, pid] = sum(map(int, file.read().rsplit(")", 1)[1].split()[11:13])) / TICKS
                except (OSError, StopIteration):
                    pass

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()

    def processor(self, kind):
        return sum(seconds for (one, _), seconds in self.spent.items() if one == kind)


def busy():
    """Seconds that the machine's processors have worked, for whomever."""
    with open("/proc/stat") as file:
        user, nice, system, _, _, irq, softirq = map(int, file.readline().split()[1:8])
    return (user + nice + system + irq + softirq) / TICKS


class Run:
    """A command that was run: seconds on the clock, of the processor, and of the processor for others at the same time; and who was watched.

    What a process has spent is told to the one that waits for it, which is this one where its own parent is gone. Spark's workers are waited for by nobody: their daemon ignores that
    they end. What was last seen of those is added."""

    def __init__(self, command, env=None, out=None):
        start, machine, reaped, self.processor = time.monotonic(), busy(), set(), 0
        with Watch() as self.watch, open(out or os.devnull, "wb") as file:
            started = subprocess.Popen(command, env=env, stdout=file, stderr=None if out else subprocess.DEVNULL)
            status = None
            try:
                while True:
                    pid, ended, used = os.wait4(-1, 0)
                    reaped.add(pid)
                    self.processor += used.ru_utime + used.ru_stime
                    if pid == started.pid:
                        status, self.clock = ended, time.monotonic() - start
                        started.returncode = os.waitstatus_to_exitcode(ended)
            except ChildProcessError:
                pass
        if status != 0:
            raise SystemExit("%s: ended with status %s" % (shlex.join(command[:4]), started.returncode))
        self.processor += sum(seconds for (kind, pid), seconds in self.watch.spent.items() if kind == "worker" and pid not in reaped)
        self.others = max(0, busy() - machine - self.processor)

    def __str__(self):
        return "%.1f s (processor %.1f; others' %.1f)" % (self.clock, self.processor, self.others)

    def parts(self):
        return ", ".join("%s %.1f s and %.0f MB" % (kind, self.watch.processor(kind), held) for kind, held in sorted(self.watch.most.items()))


def job(inputs, out, log, *more):
    settings = ["--master", "local[2]", "--driver-memory", "1g", "--driver-java-options", JAVA, "--conf", "spark.ui.enabled=false", "--conf", "spark.log.level=ERROR", "--conf", "spark.eventLog.enabled=true",
                "--conf", "spark.eventLog.dir=file://" + log]
    if "--skew" in sys.argv:
        settings += ["--conf", "spark.default.parallelism=16", "--conf", "spark.sql.shuffle.partitions=16"]  # as many parts as a cluster would make, not two
    env = dict(os.environ, PYSPARK_PYTHON=sys.executable, PYSPARK_SUBMIT_ARGS=shlex.join(settings) + " pyspark-shell", SPARK_LOCAL_IP="127.0.0.1")
    return Run([sys.executable, JOB, "--out", out, *more, inputs], env)


def told(log):
    """Of an event log: seconds and bytes shuffled of each step of the job, before and after it shuffles; the longest task beside the median one, and the most that a task was given of what was shuffled."""
    steps, named, tasks, given = collections.OrderedDict(), {}, collections.defaultdict(list), collections.defaultdict(list)
    for line in open(glob.glob(os.path.join(log, "*"))[0], encoding="utf-8"):
        event = json.loads(line)
        if event["Event"] == "SparkListenerJobStart":
            name = (event["Properties"].get("spark.job.description") or "else").split(":")[-1].strip()
            for stage in event["Stage Infos"]:
                named.setdefault(stage["Stage ID"], name + (", tables" if stage["Parent IDs"] and name.startswith("batch") else ""))
        elif event["Event"] == "SparkListenerStageCompleted":
            stage = event["Stage Info"]
            steps.setdefault(named[stage["Stage ID"]], [0, 0])[0] += (stage["Completion Time"] - stage["Submission Time"]) / 1000
        elif event["Event"] == "SparkListenerTaskEnd" and event.get("Task Metrics"):
            name = named[event["Stage ID"]]
            steps.setdefault(name, [0, 0])[1] += event["Task Metrics"]["Shuffle Write Metrics"]["Shuffle Bytes Written"]
            tasks[name].append(event["Task Metrics"]["Executor Run Time"] / 1000)
            read = event["Task Metrics"]["Shuffle Read Metrics"]
            given[name].append(read["Local Bytes Read"] + read["Remote Bytes Read"])
    return {name: (seconds, shuffled, len(tasks[name]), max(tasks[name]), statistics.median(tasks[name]), max(given[name]) / max(1, sum(given[name]))) for name, (seconds, shuffled) in steps.items()}


def written(out):
    return {kind: sum(os.path.getsize(path) for path in glob.glob(os.path.join(out, kind, "**", "*.parquet"), recursive=True)) for kind in sorted(os.listdir(out))}


def show(steps, count):
    for name, (seconds, shuffled, tasks, longest, middle, most) in steps.items():
        print("  %-28s %7.1f s, %9.0f bytes shuffled a document; of %d tasks the longest %.1f s, the median %.1f s%s"
              % (name, seconds, shuffled / count, tasks, longest, middle, "; the most given to one %.0f %%" % (100 * most) if most else ""))


def main():
    ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    program, count, rounds = os.path.abspath(sys.argv[1]), option("--articles", 20000), option("--rounds", 3)
    with tempfile.TemporaryDirectory(prefix="dateline-bench-") as folder:
        inputs = os.path.join(folder, "in")
        os.mkdir(inputs)
        words = corpus(inputs, count, option("--days", 30), "--skew" in sys.argv)
        files, ratios = sorted(glob.glob(os.path.join(inputs, "*"))), {"clock": [], "processor": []}
        print("%d articles of %.0f words; Spark in local[2] beside %s --threads 2" % (count, words / count, "code"))
        for number in range(rounds):
            out, log = os.path.join(folder, "out%d" % number), os.path.join(folder, "log%d" % number)
            os.mkdir(log)
            sides = {"code": lambda: Run([program, "code", "--quiet", "--threads", "2", "--format", "jsonl", *files], out=os.path.join(folder, "coded.jsonl")),
                     "Spark": lambda out=out, log=log: job(inputs, out, log, "--no-entries")}
            took = {side: sides[side]() for side in (list(sides) if number % 2 == 0 else reversed(list(sides)))}
            for unit in ratios:
                ratios[unit].append(getattr(took["code"], unit) / getattr(took["Spark"], unit))
            print("round %d: code %s, Spark %s: %.2f of the throughput (by the processor %.2f); %s"
                  % (number + 1, took["code"], took["Spark"], ratios["clock"][-1], ratios["processor"][-1], took["Spark"].parts()), flush=True)
        print("Spark over code: %.2f by the clock, %.2f by the processor (medians of %d rounds)" % (*map(statistics.median, ratios.values()), rounds))
        show(told(log), count)
        print("bytes a document: " + ", ".join("%s %.0f" % (kind, size / count) for kind, size in written(out).items()))
        if "--entries" in sys.argv:
            with_entries(program, inputs, files, out, folder, count)


def with_entries(program, inputs, files, out, folder, count):
    log = os.path.join(folder, "log-entries")
    os.mkdir(log)
    took = job(inputs, out, log)
    ingest = Run([program, "ingest", "--quiet", "--threads", "2", "--ledger", os.path.join(folder, "news.db"), *files])
    print("entries of what is coded: %s; %s; ingest --threads 2, which codes too: %s" % (took, took.parts(), ingest))
    show(told(log), count)


if __name__ == "__main__":
    main()

#!/usr/bin/env python3
"""Speed and memory of parse, code and ingest on the example articles, repeated to a corpus.

usage: bench.py PROGRAM [--copies N] [--rounds N]

Prints the median of the rounds: tokens and documents a second with one and two threads (side by side, in turn), the ratio, peak memory
(ru_maxrss), and the start-up time: one run on a text of one word. The corpus is examples/*.jsonl with new ids and a changed first line,
so that no document is a repetition for `ingest`.
"""
import glob
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))


def corpus(path, copies):
    documents = [json.loads(open(f, encoding="utf-8").readline()) for f in sorted(glob.glob(os.path.join(HERE, "examples", "*.jsonl")))]
    with open(path, "w", encoding="utf-8") as out:
        for k in range(copies):
            for d in documents:
                text = "Copy %d of this article.\n\n%s" % (k, d["text"])
                out.write(json.dumps(dict(d, id="%s-%d" % (d["id"], k), text=text), ensure_ascii=False) + "\n")
    return copies * len(documents)


def timed(command):
    """Seconds of wall clock and peak memory in MB of one run."""
    start = time.perf_counter()
    child = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    message = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        raise SystemExit("%s: status %d\n%s" % (" ".join(command), status, message.decode()))
    return time.perf_counter() - start, usage.ru_maxrss / 1024


def median(values):
    return statistics.median(values)


def measure(program, source, tokens, documents, rounds, folder):
    print("%-8s %8s %12s %12s %10s %9s" % ("command", "threads", "tokens/s", "documents/s", "peak MB", "2 over 1"))
    for command in ("parse", "code", "ingest"):
        times = {1: [], 2: []}
        memory = {1: [], 2: []}
        for r in range(rounds):
            for threads in (1, 2):
                line = [program, command, "--threads", str(threads)]
                if command == "ingest":
                    line += ["--ledger", os.path.join(folder, "b%d-%d.db" % (r, threads))]
                seconds, peak = timed(line + [source])
                times[threads].append(seconds)
                memory[threads].append(peak)
        for threads in (1, 2):
            t = median(times[threads])
            ratio = "" if threads == 1 else "%.2f" % (median(times[1]) / t)
            print("%-8s %8d %12.0f %12.1f %10.0f %9s" % (command, threads, tokens / t, documents / t, max(memory[threads]), ratio))


def main(argv):
    program = argv[1]
    copies = int(argv[argv.index("--copies") + 1]) if "--copies" in argv else 40
    rounds = int(argv[argv.index("--rounds") + 1]) if "--rounds" in argv else 5
    with tempfile.TemporaryDirectory() as folder:
        source = os.path.join(folder, "corpus.jsonl")
        documents = corpus(source, copies)
        parsed = subprocess.run([program, "parse", source], check=True, capture_output=True, text=True).stdout
        tokens = sum(1 for line in parsed.splitlines() if line[:1].isdigit() and line.split("\t", 1)[0].isdigit())
        print("corpus: %d documents, %d tokens; medians of %d rounds\n" % (documents, tokens, rounds))
        measure(program, source, tokens, documents, rounds, folder)
        word = os.path.join(folder, "word.txt")
        open(word, "w").write("Hello.\n")
        starts = [timed([program, "code", word])[0] for _ in range(21)]
        version = [timed([program, "--version"])[0] for _ in range(21)]
        print("\nstart-up: code of one word %.1f ms, --version %.1f ms" % (1000 * median(starts), 1000 * median(version)))
        found = [p for p in (os.path.join(os.path.dirname(program), "english.dateline"),) if os.path.exists(p)]
        for p in found:
            print("data file: %.1f MB" % (os.path.getsize(p) / 1e6))


if __name__ == "__main__":
    main(sys.argv)

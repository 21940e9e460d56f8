#!/usr/bin/env python3
"""Which share of a text's words need no parse: those in sentences of which the ledger keeps nothing. The most that a gate in front of the parser could save.

usage: idle.py DATELINE ARTICLES.jsonl      prints three shares: no event or claim; no name either; no mention at all
"""
import bisect
import json
import subprocess
import sys


def run(*command):
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def sentences(conllu):
    """Begin of each sentence (code points) and its words, in lists, a document at a time."""
    documents, fresh = [], False
    for line in conllu.splitlines():
        if line.startswith("# newdoc"):
            documents.append(([], []))
        elif line.startswith("# sent_id"):
            fresh = True
        elif line[:1].isdigit() and "TokenRange=" in line:
            begins, words = documents[-1]
            if fresh:
                begins.append(int(line.rsplit("TokenRange=", 1)[1].split(":")[0]))
                words.append(0)
                fresh = False
            words[-1] += 1
    return documents


def kept(ledger, begins):
    """For each sentence: holds it (an event or claim, a name, another mention)?"""
    holds = [[False] * 3 for _ in begins]

    def mark(what, begin, end=None):
        first, last = bisect.bisect_right(begins, begin) - 1, bisect.bisect_left(begins, end or begin + 1) - 1
        for at in range(max(first, 0), last + 1):
            holds[at][what] = True

    for event in ledger["events"]:
        mark(0, event["trigger"]["begin"])
    for claim in ledger["attributions"]:
        for span in [claim["cue"], claim["source_span"], *claim["content"]]:
            if span:
                mark(0, span["begin"], span["end"])
    for entity in ledger["entities"]:
        for mention in entity["mentions"]:
            mark(1 if mention["form"] == "NAM" else 2, mention["begin"])
    return holds


def main(argv):
    if len(argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    ledgers = [json.loads(line) for line in run(argv[1], "code", "--format", "jsonl", argv[2]).splitlines()]
    total, idle = 0, [0] * 3
    for ledger, (begins, words) in zip(ledgers, sentences(run(argv[1], "parse", argv[2]))):
        for holds, count in zip(kept(ledger, begins), words):
            total += count
            for depth in range(3):
                idle[depth] += count * (not any(holds[: depth + 1]))
    for what, count in zip(["no event or claim", "no name either", "no mention at all"], idle):
        print(f"{what:20} {count / total:6.1%} of {total} words")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

#!/usr/bin/env python3
"""Draws events from ledgers for a person to judge: number, document, trigger, category, mode, parties and sentence, tab-separated.

usage: dateline code --format jsonl ARTICLES.jsonl | sample.py COUNT SEED      events without a PLOVER category are left out
"""
import json
import random
import sys


def parties(slot):
    return "+".join(p["code"] or p["text"] for p in slot) or "-"


def main(argv):
    if len(argv) != 3:
        print(__doc__, file=sys.stderr)
        return 2
    found = []
    for line in sys.stdin:
        ledger = json.loads(line)
        found += [(ledger["doc"]["id"], event) for event in ledger["events"] if event["event"]]
    drawn = random.Random(int(argv[2])).sample(range(len(found)), min(int(argv[1]), len(found)))
    for number, at in enumerate(sorted(drawn), 1):
        name, event = found[at]
        print(number, name, event["trigger"]["text"], event["event"], event["mode"] or "-", parties(event["actor"]), parties(event["recipient"]),
              " ".join(event["evidence"]["text"].split()), sep="\t")
    print("%d of %d events" % (len(drawn), len(found)), file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv))

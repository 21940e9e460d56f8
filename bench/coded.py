#!/usr/bin/env python3
"""Documents that are coded already: how fast `ingest --coded` stores them, and whether the last cost more than the first.

usage: bench/coded.py PROGRAM [--documents N] [--parts P] [--threads T] [--print]

Generates N (20,000) lines as `code --format jsonl --with-text` prints them, small articles of two or three sentences with an event each, with the skew of news:
few states do most, and some stories are told by one article, some by hundreds, within a few days. They go into one ledger in P (10) parts of the same size, one run
each, by one thread (T: one that stores and T - 1 more that read); each part's time is that of its run less that of a run without documents. The same N gives the same lines. --print prints them and does no more.
"""
import datetime
import json
import os
import random
import resource
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
sys.path.insert(0, HERE)
from ledger import CODES, KINDS, SYLLABLES, THINGS, option

FIRST, A_DAY = datetime.date(2015, 1, 1), 274   # a million in ten years


def words(count):
    n = len(SYLLABLES)
    return [SYLLABLES[i % n] + SYLLABLES[i // n % n] + SYLLABLES[i * 7 // n // n % n] + "n" for i in range(count)]


def countries():
    """Code -> name, as news write it."""
    with open(os.path.join(ROOT, "data", "actors", "countries.tsv"), encoding="utf-8") as f:
        rows = [line.rstrip("\n").split("\t") for line in f if not line.startswith("#")]
    return {code: name for _, code, kind, name in reversed(rows) if kind == "name"}


class Writer:
    def __init__(self, documents):
        self.rng, self.documents, self.vocabulary = random.Random(7), documents, words(30000)
        self.names = countries()
        self.people = ["%s %s" % (w.title(), self.vocabulary[(i * 37) % 30000].title()) for i, w in enumerate(self.vocabulary[:6000])]
        self.papers = ["The %s %s" % (self.vocabulary[i * 11].title(), ("Herald", "Post", "Gazette", "Wire")[i % 4]) for i in range(400)]

    def skewed(self, items, power=2):
        return items[int(len(items) * self.rng.random() ** power)]

    def story(self, day):
        rng = self.rng
        return {"actor": self.skewed(CODES), "recipient": self.skewed(CODES), "kind": rng.choice(KINDS), "thing": rng.choice(THINGS) if rng.random() < 0.4 else None,
                "place": self.skewed(self.vocabulary).title(), "person": self.skewed(self.people, 3), "day": day, "words": rng.sample(self.vocabulary, 6)}

    def line(self, i, stories):
        """One object of `code`: a sentence of two or three stories each, and one of other words."""
        rng, text, entities, events, attributions = self.rng, "Report %d." % i, [], [], []
        date = (FIRST + datetime.timedelta(days=i // A_DAY)).isoformat()

        def span(words, begin):
            return {"begin": begin, "end": begin + len(words), "text": words}

        def entity(kind, name, code, country, begin):
            entities.append({"id": "E%d" % (len(entities) + 1), "type": kind, "name": name, "code": code, "country": country, "mentions": [dict(span(name, begin), form="NAM")], "place": None})
            return entities[-1]["id"]

        for number, s in enumerate(stories, 1):
            event, mode, cameo, quad, goldstein, verb = s["kind"]
            actor, recipient = self.names[s["actor"]], self.names[s["recipient"]]
            thing = s["thing"][0] + " for " if s["thing"] else ""
            tail = " ".join(s["words"][:4] + rng.sample(self.vocabulary, 2))
            claimed = rng.random() < 0.3
            weekday = datetime.date.fromisoformat(s["day"]).strftime("%A")
            begin = len(text) + 1
            sentence = "%s %s %s%s near %s on %s, %s%s." % (actor, verb, thing, recipient, s["place"], weekday, tail, ", " + s["person"] + " said" if claimed else "")
            text += " " + sentence
            at = lambda what, start=0: begin + sentence.index(what, start)
            a, r = entity("GPE", actor, s["actor"], s["actor"], begin), entity("GPE", recipient, s["recipient"], s["recipient"], at(recipient, len(actor)))
            told = [{"source": "AUTHOR", "value": "Uu" if claimed else "CT+"}]
            if claimed:
                who = entity("PER", s["person"], s["actor"] + "GOV", s["actor"], at(s["person"]))
                told.append({"source": who, "value": "CT-" if rng.random() < 0.15 else "CT+"})
                attributions.append({"id": "A%d" % (len(attributions) + 1), "source": who, "source_span": span(s["person"], at(s["person"])), "cue": span("said", at(" said") + 1),
                                     "content": [{"begin": begin, "end": at(", " + s["person"])}], "type": "INDIRECT", "stance": "holds", "parent": None})
            party = lambda who, name, code, where: [dict(span(name, where), entity=who, code=code + "GOV", country=code, sector="GOV")]
            events.append({"id": "V%d" % number, "sentence": number, "trigger": span(verb, at(verb)), "event": event, "mode": mode, "context": [], "auxiliary": [], "cameo": cameo, "goldstein": goldstein,
                           "plover_score": goldstein, "quad": quad, "actor": party(a, actor, s["actor"], begin), "recipient": party(r, recipient, s["recipient"], at(recipient, len(actor))),
                           "object": [dict(span(s["thing"][0], at(thing)), **{"class": s["thing"][1]})] if thing else [], "purpose": [], "magnitude": [], "place": [], "place_source": "",
                           "route": {"from": [], "to": [], "via": []}, "time": {"begin": s["day"], "end": s["day"], "text": weekday}, "date": s["day"], "time_source": "resolved", "factuality": told,
                           "attribution": [attributions[-1]["id"]] if claimed else [], "evidence": span(sentence, begin), "confidence": 0.9, "origin": "data/lexicon/verbs.tsv:1"})
        text += " The men spoke of %s and left." % ", ".join(rng.sample(self.vocabulary, 4))
        paper = self.skewed(self.papers)
        return json.dumps({"doc": {"id": "doc-%d" % i, "date": date, "title": "Report %d" % i, "source": paper, "url": "https://news.example/%d" % i, "language": "en"},
                           "made_by": {"program": "dateline", "data": "generated", "codebook": "PLOVER 0.8, CAMEO 1.1b3"}, "identity": "id\t%s\tdoc-%d" % (paper, i), "text": text,
                           "entities": entities, "times": [], "attributions": attributions, "events": events, "links": [], "screening": []}, ensure_ascii=False) + "\n"

    def lines(self):
        running = []   # stories that are told just now, the most told first
        for i in range(self.documents):
            day = (FIRST + datetime.timedelta(days=i // A_DAY)).isoformat()
            told = []
            for _ in range(self.rng.randint(2, 3)):
                if running and self.rng.random() < 0.6:
                    told.append(running[int(len(running) * self.rng.random() ** 2)])
                else:
                    running.insert(self.rng.randrange(len(running) + 1), self.story(day))
                    told.append(running[self.rng.randrange(len(running))])
            del running[400:]
            yield self.line(i, [s for k, s in enumerate(told) if s not in told[:k]])


def ingest(program, ledger, path, threads):
    """Seconds of the clock and of the processor of one run."""
    begun, before = time.monotonic(), resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([program, "ingest", "-q", "--threads", threads, "--ledger", ledger, "--coded", path], check=True, stdout=subprocess.DEVNULL)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return time.monotonic() - begun, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def main(argv):
    program, documents, parts = os.path.abspath(argv[1]), int(option(argv, "--documents", "20000")), int(option(argv, "--parts", "10"))
    threads, lines = option(argv, "--threads", "1"), Writer(documents).lines()
    if "--print" in argv:
        sys.stdout.writelines(lines)
        return
    with tempfile.TemporaryDirectory() as folder:
        path, ledger, took = os.path.join(folder, "part.jsonl"), os.path.join(folder, "coded.db"), []
        open(path, "w", encoding="utf-8").close()
        start = min(ingest(program, ledger, path, threads) for _ in range(3))
        for part in range(parts):
            with open(path, "w", encoding="utf-8") as f:
                f.writelines(line for line, _ in zip(lines, range(documents // parts)))
            took.append([max(1e-6, t - s) for t, s in zip(ingest(program, ledger, path, threads), start)])
            print("%d documents: %.0f documents/s, %.0f a second of the processor; the ledger has %.2f GB" % ((part + 1) * (documents // parts), documents // parts / took[-1][0],
                  documents // parts / took[-1][1], os.path.getsize(ledger) / 1e9), file=sys.stderr, flush=True)
        whole = documents // parts * parts
        print("ingest --coded, threads: %s; %d documents, %.0f documents/s (%.0f a second of the processor); cost a document, last part over first: %.2f (processor: %.2f)" % (
            threads, whole, whole / sum(t for t, _ in took), whole / sum(p for _, p in took), took[-1][0] / took[0][0], took[-1][1] / took[0][1]))


if __name__ == "__main__":
    main(sys.argv)

#!/usr/bin/env python3
"""The annotated articles that parties, claims and denials are learned from: those of DATA/gold/news-train.jsonl; those of train/gold/news.tsv,
whose texts are other sets of DATA (articles.py); and those of train/gold/own.txt and own.tsv, written for the purpose. The rows hold no text: they name characters.
In own.txt `== doc ID date DATE` begins an article, with ` source PUBLISHER` behind it where one is known; then a sentence a line, and an empty line before a paragraph.

usage: annotated.py ANNOTATED.jsonl >>train/gold/NAME.tsv: rows of articles in the form of news-train.jsonl

A row `doc ID CHARACTERS HASH` begins an article: how many of its characters (Unicode code points) were annotated, from the first, and the first 12 digits of the
SHA-256 of these as UTF-8. Then a row an event, columns between tabs, spans as `begin-end`:
  sentence, trigger, CATEGORY[:mode][/ALT...], actors, recipients, source, facts, flags
with codes, values and flags as in DATA/gold/annotate/FORMAT.md. A party is `span=CODE`, `span~span=CODE` (a pronoun and its antecedent) or `^span=CODE` (named in
another sentence); what the article doesn't name stands as "words". A source is `-`, `?` (unnamed), `span`, `span~span` or `^span`.
"""
import copy
import hashlib
import json
import os
import re
import sys

import articles

PIECE = " piece "   # between the id of an article and the number of a piece of it
FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "gold")
SPEECH = {"deny": "016", "admit": "015", "consider": "014", "optimist": "013", "pessimist": "012", "condole": "018", "accord": "019", "nocomment": "011",
          "comment": "010"}
AUXILIARY = {"fut": "future", "hyp": "hypothetical", "hist": "historical", "neg": "negated"}
LINKS = {"denies": "DENIES", "confirms": "CONFIRMS", "exch": "EXCHANGE"}


# ---- rows of an article ----

def as_span(span):
    return "%d-%d" % (span["begin"], span["end"])


def as_name(text, words, near):
    """The span of the words that is nearest to a place in the text; the words themselves where they are not in it."""
    found = [m.start() for m in re.finditer(r"(?<!\w)" + re.escape(words).replace(r"\ ", r"\s+") + r"(?!\w)", text)]
    if not found:
        return json.dumps(words, ensure_ascii=False)
    begin = min(found, key=lambda at: abs(at - near))
    return "%d-%d" % (begin, begin + len(re.match(re.escape(words).replace(r"\ ", r"\s+"), text[begin:])[0]))


def as_party(text, party, near):
    code = "|".join([party["country"]] + party.get("country_alt", [])) + ("." + party["sector"] if party["sector"] else "")
    if party.get("far"):
        words = "^" + as_name(text, party["text"], near)
    else:
        words = as_span(party) + ("" if party["text"] == party["local"] else "~" + as_name(text, party["text"], near))
    return "%s=%s%s" % (words, code, "?" if party.get("optional") else "")


def as_source(text, event, attributions, entities):
    if not event["attribution"]:
        return "-"
    a = attributions[event["attribution"][0]]
    if a["source"] is None:
        return "?"
    span, name = a["source_span"], entities[a["source"]]["name"]
    if span and event["evidence"]["begin"] <= span["begin"] < event["evidence"]["end"]:
        return as_span(span) + ("" if name == span["text"] else "~" + as_name(text, name, span["begin"]))
    return "^" + as_name(text, name, event["trigger"]["begin"])


def as_flags(event, number, links):
    short = {v: k for k, v in AUXILIARY.items()}
    flags = [short[a] for a in event["auxiliary"]] + [f for f, key in (("recip", "reciprocal"), ("opt", "optional"), ("own", "attribution_any")) if event.get(key)]
    flags += ["obj=" + o["class"] for o in event["object"]]
    flags += ["%s=%d" % (k, number[link["to"]]) for link in links if link["from"] == event["id"] for k, v in LINKS.items() if v == link["type"]]
    return " ".join(flags + ["alt=" + as_span(s) for s in event.get("trigger_alt", [])])


def rows_of(doc):
    """The rows of an article in the form of news-train.jsonl."""
    text, attributions, entities = doc["text"], {a["id"]: a for a in doc["attributions"]}, {e["id"]: e for e in doc["entities"]}
    number = {e["id"]: i + 1 for i, e in enumerate(doc["events"])}
    speech = {v: k for k, v in SPEECH.items()}
    yield "\t".join(["doc", doc["doc"]["id"], str(len(text)), hash_of(text)])
    for e in doc["events"]:
        category = (e["event"] or speech[e["cameo"]]) + (":" + e["mode"] if e["mode"] else "") + "".join("/" + (a or "deny") for a in e.get("event_alt", []))
        parties = [" ; ".join(as_party(text, p, e["trigger"]["begin"]) for p in e[side]) or "-" for side in ("actor", "recipient")]
        facts = "/".join(f["value"] for f in e["factuality"])
        yield "\t".join([as_span(e["evidence"]), as_span(e["trigger"]), category, *parties, as_source(text, e, attributions, entities), facts,
                         as_flags(e, number, doc["links"])])


def hash_of(text):
    return hashlib.sha256(text.encode()).hexdigest()[:12]


# ---- an article of its rows ----

class Reader:
    """Builds an article from its rows: entities and attributions are made as they are met."""

    def __init__(self, doc, text):
        self.text, self.entities, self.attributions, self.links = text, {}, {}, []
        self.doc = {k: doc.get(k, "") for k in ("id", "date", "title", "source")}

    def span(self, written):
        begin, end = map(int, written.split("-"))
        return {"begin": begin, "end": end, "text": self.text[begin:end]}

    def words(self, written):
        return json.loads(written) if written.startswith('"') else " ".join(self.span(written)["text"].split())

    def entity(self, name, country, sector):
        known = self.entities.setdefault((name, country), {"id": "E%d" % (len(self.entities) + 1), "name": name, "country": country, "sector": sector, "mentions": []})
        return known["id"]

    def party(self, written):
        optional = written.endswith("?")
        words, _, code = written.rstrip("?").rpartition("=")
        far = words.startswith("^")
        local, _, antecedent = words.lstrip("^").partition("~")
        codes, _, sector = code.partition(".")
        country, *others = codes.split("|")
        name = self.words(antecedent or local)
        out = {"text": name, "country": country, "sector": sector, "entity": self.entity(name, country, sector)}
        if others:
            out["country_alt"] = others
        if far:
            out["far"] = True
        else:
            span = self.span(local)
            out.update(begin=span["begin"], end=span["end"], local=span["text"])
        if optional:
            out["optional"] = True
        return out

    def source(self, written):
        """The attribution of a source; None where the text itself says it."""
        if written == "-":
            return None
        if written in self.attributions:
            return self.attributions[written]
        local, _, antecedent = written.lstrip("^").partition("~")
        span = self.span(local) if local != "?" and not local.startswith('"') else None
        name = None if written == "?" else self.words(antecedent or local)
        known = name and next((e["id"] for (n, _), e in self.entities.items() if n == name), None)
        cue = {"begin": span["begin"], "end": span["end"], "text": ""} if span else None
        a = {"id": "A%d" % (len(self.attributions) + 1), "source": name and (known or self.entity(name, "", "")), "source_span": span, "cue": cue, "content": [],
             "type": "INDIRECT", "parent": None}
        self.attributions[written] = a
        return a

    def event(self, number, row):
        sentence, trigger, category, actors, recipients, source, facts, flags = row
        (first, *others), e = category.split("/"), {"id": "V%d" % number, "trigger": self.span(trigger), "evidence": self.span(sentence), "auxiliary": [], "object": []}
        name, _, e["mode"] = first.partition(":")
        e["event"], e["cameo"] = ("", SPEECH[name]) if name in SPEECH else (name, "")
        if others:
            e["event_alt"] = ["" if o in SPEECH else o for o in others]
        for side, written in (("actor", actors), ("recipient", recipients)):
            e[side] = [] if written == "-" else [self.party(p) for p in written.split(" ; ")]
        a, values = self.source(source), facts.split("/")
        e["attribution"] = [a["id"]] if a else []
        e["factuality"] = [{"source": "AUTHOR", "value": values[0]}] + [{"source": (a["source"] or a["id"]) if a else "", "value": v} for v in values[1:2]]
        for flag in flags.split():
            self.flag(e, *flag.partition("=")[::2])
        return e

    def flag(self, e, key, value):
        if key in AUXILIARY:
            e["auxiliary"].append(AUXILIARY[key])
        elif key in ("recip", "opt", "own"):
            e[{"recip": "reciprocal", "opt": "optional", "own": "attribution_any"}[key]] = True
        elif key == "obj":
            e["object"].append({"class": value})
        elif key in LINKS:
            self.links.append({"type": LINKS[key], "from": e["id"], "to": "V" + value})
        else:
            e.setdefault("trigger_alt", []).append(self.span(value))

    def article(self, rows):
        events = [self.event(i + 1, row) for i, row in enumerate(rows)]
        return {"doc": self.doc, "text": self.text, "entities": list(self.entities.values()), "attributions": list(self.attributions.values()), "events": events,
                "links": self.links}


def blocks(name):
    """(file and line, the row `doc`, the rows of its events) of a file of train/gold, or of a path."""
    path, out = os.path.join(FOLDER, name), []
    with open(path, encoding="utf-8") as lines:
        for number, line in enumerate(lines, 1):
            row = line.rstrip("\n").split("\t")
            if row[0] == "doc":
                out.append(("%s:%d" % (path, number), row, []))
            elif not line.startswith("#"):
                out[-1][2].append(row)
    return out


def joined(name, texts):
    """The articles of a file of rows, as far as they were annotated; texts: ID to article without events."""
    out = []
    for where, (_, key, known, digits), rows in blocks(name):
        text = texts[key]["text"][:int(known)] if key in texts else ""
        if hash_of(text) != digits:
            raise SystemExit("%s: the text of %s is not what was annotated" % (where, key))
        out.append(Reader(texts[key]["doc"], text).article(rows))
    return out


def more(data):
    """The real articles beside those of news-train.jsonl."""
    return joined("news.tsv", {d["doc"]["id"]: d for d in articles.unmarked(data)})


def own():
    """The articles written for the purpose."""
    texts = {}
    with open(os.path.join(FOLDER, "own.txt"), encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line.startswith("== doc "):
                head, _, source = line.partition(" source ")
                _, _, name, _, date = head.split(" ")
                d = texts[name] = {"doc": dict({"id": name, "date": date}, **({"source": source} if source else {})), "text": ""}
                gap = ""
            elif line and not line.startswith("#"):
                d["text"] += gap + line
                gap = " "
            elif not line and texts and d["text"]:
                gap = "\n\n"
    return joined("own.tsv", texts)


def first(data):
    """The articles of news-train.jsonl."""
    with open(os.path.join(data, "gold", "news-train.jsonl"), encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def news(data):
    """All annotated articles."""
    return first(data) + more(data) + own()


# ---- short texts ----

def sentences_of(doc):
    """Spans of the sentences that tell an event, each once."""
    spans = []
    for begin, end in sorted({(e["evidence"]["begin"], e["evidence"]["end"]) for e in doc["events"]}):
        if spans and begin < spans[-1][1]:
            spans[-1] = spans[-1][0], max(end, spans[-1][1])
        else:
            spans.append((begin, end))
    return spans


def seen(party, text, begin):
    """The party as a reader of the piece alone would have it; None where the piece doesn't name it."""
    party, end = dict(party), begin + len(text)
    if "begin" in party and begin <= party["begin"] and party["end"] <= end:
        party["begin"], party["end"] = party["begin"] - begin, party["end"] - begin
        return party
    party.pop("begin", None), party.pop("end", None)
    return dict(party, far=True) if party["text"] in text else None


def moved(event, text, begin):
    """The event as the piece of the article that begins there has it."""
    event = copy.deepcopy(event)
    for span in [event["trigger"], event["evidence"], *event.get("trigger_alt", [])]:
        span["begin"], span["end"] = span["begin"] - begin, span["end"] - begin
    for side in ("actor", "recipient"):
        event[side] = [party for party in (seen(p, text, begin) for p in event[side]) if party]
    return event


def pieces_of(doc):
    """The article cut into texts of one or two of its sentences, which tell nothing else: two of three times of two, where they stand side by side."""
    spans, at, number = sentences_of(doc), 0, 0
    while at < len(spans):
        (begin, end), alone = spans[at], int(hashlib.md5(("%s %d" % (doc["doc"]["id"], at)).encode()).hexdigest(), 16) % 3 == 0
        at += 1
        if not alone and at < len(spans) and not doc["text"][end:spans[at][0]].strip():
            end = spans[at][1]
            at += 1
        text = doc["text"][begin:end]
        events = [moved(e, text, begin) for e in doc["events"] if begin <= e["trigger"]["begin"] and e["trigger"]["end"] <= end]
        yield {"doc": {"id": "%s%s%d" % (doc["doc"]["id"], PIECE, number), "date": doc["doc"].get("date", "")}, "text": text, "events": events}
        number += 1


def pieces(docs):
    """Short texts from articles: what a reader of each alone would write down, but that he wouldn't know some countries."""
    return [piece for doc in docs for piece in pieces_of(doc)]


def main():
    for line in open(sys.argv[1], encoding="utf-8"):
        print("\n".join(rows_of(json.loads(line))))


if __name__ == "__main__":
    main()

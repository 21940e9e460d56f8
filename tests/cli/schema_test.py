#!/usr/bin/python3
"""Holds every JSON object to docs/output.schema.json, docs/output.md to the schema, and what refers to what to the contract. usage: schema_test.py PROGRAM"""
import csv
import glob
import io
import json
import os
import re

import jsonschema

from support import ROOT, main, objects

PAGE = open(os.path.join(ROOT, "docs", "output.md"), encoding="utf-8").read()
SCHEMA = json.load(open(os.path.join(ROOT, "docs", "output.schema.json"), encoding="utf-8"))
ARTICLES = ["docs/evaluation-articles.jsonl", "docs/gold/read.jsonl", "docs/gold/unread.jsonl"] + sorted(
    os.path.relpath(p, ROOT) for p in glob.glob(os.path.join(ROOT, "examples", "*.jsonl")))


def fields(schema, path=""):
    """Path of an object in the output -> its fields, by the schema."""
    if "$ref" in schema:
        schema = SCHEMA["$defs"][schema["$ref"].rsplit("/", 1)[1]]
    for choice in schema.get("anyOf", []):
        yield from fields(choice, path)
    if schema.get("type") == "array":
        yield from fields(schema["items"], path + "[]")
    if schema.get("type") == "object":
        yield path or ".", set(schema["properties"])
        for name, value in schema["properties"].items():
            yield from fields(value, path + "." + name if path else name)


def described(text):
    """The names in the first column of the tables of a piece of the page."""
    return [name for line in re.findall(r"^\| *(`.*?) *\|", text, re.M) for name in re.findall(r"`(\w+)`", line)]


def page(s):
    jsonschema.Draft202012Validator.check_schema(SCHEMA)
    sections = {}
    for heading, body in re.findall(r"^### (`[^\n]*`)\n(.*?)(?=^##|\Z)", PAGE, re.M | re.S):
        for path in re.findall(r"`(.+?)`", heading):
            sections[path] = described(body)
    schema = dict(fields(SCHEMA))
    s.check("objects of the page and of the schema", set(sections) == set(schema), set(sections) ^ set(schema))
    for path in sorted(set(sections) & set(schema)):
        names = sections[path]
        s.check("fields of %s, once each" % path, sorted(names) == sorted(schema[path]), set(names) ^ schema[path])


def part(title):
    return re.search(r"^## %s.*?\n(.*?)(?=^## )" % re.escape(title), PAGE, re.M | re.S)[1]


def slices(text, thing):
    """Every span in an object is inside the text and says what stands there."""
    if isinstance(thing, list):
        return all(slices(text, x) for x in thing)
    if not isinstance(thing, dict):
        return True
    if isinstance(thing.get("begin"), int):
        begin, end = thing["begin"], thing["end"]
        if not 0 <= begin <= end <= len(text) or ("text" in thing and text[begin:end] != thing["text"]):
            return False
    return all(slices(text, x) for x in thing.values())


def countries():
    with open(os.path.join(ROOT, "data", "actors", "countries.tsv"), encoding="utf-8") as rows:
        codes = {line.split("\t")[1] for line in rows if not line.startswith("#") and line.count("\t") > 2}
    return codes | {"", "IGO", "NGO", "IMG", "MNC", "UNO", "EUR"}


def refers(row):
    """Ids that are used and not there, and ids that are there twice."""
    ids = [x["id"] for kind in ("entities", "attributions", "events") for x in row[kind]]
    used = [a["source"] for a in row["attributions"]] + [a["parent"] for a in row["attributions"]]
    used += [x for link in row["links"] for x in (link["from"], link["to"])] + [x["event"] for x in row["screening"]] + [a for x in row["screening"] for a in x["said_by"]]
    for e in row["events"] + row.get("predicates", []):
        used += e["attribution"] + [f["source"] for f in e["factuality"] if f["source"] != "AUTHOR"]
    for e in row["events"]:
        used += [p["entity"] for p in e["actor"] + e["recipient"] + e["place"]]
    return [x for x in used if x is not None and x not in ids] + [x for x in ids if ids.count(x) > 1]


def rules(row, known):
    """What the contract says of the fields of one object, beside their forms: a list of what is wrong."""
    wrong = ["no such id: %s" % x for x in refers(row)]
    day = row["doc"]["date"]
    for e in row["events"]:
        source, when = e["time_source"], e["time"]
        if not e["factuality"] or e["factuality"][0]["source"] != "AUTHOR" or [f["source"] for f in e["factuality"]].count("AUTHOR") > 1:
            wrong.append("%s: AUTHOR is not first" % e["id"])
        if not e["evidence"]["begin"] <= e["trigger"]["begin"] < e["trigger"]["end"] <= e["evidence"]["end"]:
            wrong.append("%s: the trigger is not in the evidence" % e["id"])
        if (e["event"] == "") != (e["cameo"][:2] in ("01", "02")) or (e["event"] == "") != (e["quad"] == ""):
            wrong.append("%s: %s, %s, %s" % (e["id"], e["event"], e["cameo"], e["quad"]))
        told = when is not None and when["begin"] != ""
        if told != (source in ("text", "resolved", "span")) or (told and (when["begin"] == when["end"]) == (source == "span")) or \
                (told and when["begin"] > when["end"]) or (source == "publication" and e["date"] != day) or (source == "none") != (e["date"] == ""):
            wrong.append("%s: %s, %s, %s" % (e["id"], when, e["date"], source))
    for x in row["entities"] + [p for e in row["events"] for p in e["actor"] + e["recipient"] + e["place"]]:
        if x["country"] not in known:
            wrong.append("no country: %s" % x["country"])
    return wrong


def hold(s, name, rows, texts=None):
    validator, known = jsonschema.Draft202012Validator(SCHEMA), countries()
    for i, row in enumerate(rows):
        where = "%s %s" % (name, row["doc"]["id"])
        s.check("%s: schema" % where, validator.is_valid(row), [(list(e.absolute_path), e.message[:200]) for e in validator.iter_errors(row)][:3])
        wrong = rules(row, known)
        s.check("%s: what refers to what" % where, not wrong, wrong[:3])
        if texts:
            s.check("%s: spans" % where, slices(texts[i], row))


def outputs(s):
    for path in ARTICLES:
        with open(os.path.join(ROOT, path), encoding="utf-8") as lines:
            texts = [json.loads(line)["text"] for line in lines]
        hold(s, path, objects(s.run("code", "--format", "jsonl", "--predicates", os.path.join(ROOT, path)).stdout), texts)
    own = s.path("own.tsv", "key\tcode\tkind\nNora Quell\tKENGOV\tperson\n")
    hold(s, "dictionaries", objects(s.run("code", "--format", "jsonl", "--actors", own, "--date", "2024-03-06", input=b"Nora Quell criticised Uganda.").stdout))
    for kind in ("text", "code", "html", "jsonl", "json", "csv", "conllu", "auto"):
        for path in sorted(glob.glob(os.path.join(ROOT, "tests", "corpus", kind, "*"))):
            args = (path,) if kind == "auto" else ("--input", "text" if kind == "code" else kind, path)
            hold(s, kind, objects(s.run("code", "--format", "jsonl", *args).stdout), [d["text"] for d in objects(s.run("text", *args).stdout)])


def other_formats(s):
    keys = set()
    for path in ARTICLES:
        for record in objects(s.run("code", "--format", "plover", "--all", os.path.join(ROOT, path)).stdout):
            keys |= set(record)
    s.check("fields of PLOVER records", sorted(described(part("PLOVER records"))) == sorted(keys), set(described(part("PLOVER records"))) ^ keys)
    columns = re.findall(r"^\| (\d+) \|", part("CAMEO rows"), re.M)
    row = s.run("code", "--format", "cameo", "--all", input=b"France attacked Mali.").stdout.decode().rstrip("\n").split("\t")
    s.check("columns of CAMEO rows", columns == [str(i + 1) for i in range(len(row))], (columns, row))
    db = s.path("l.db")
    s.run("ingest", "--ledger", db, os.path.join(ROOT, "examples", "sanctions.jsonl"))
    for title, option in (("Entries of the ledger", []), ("Mentions of the ledger", ["--mentions"])):
        names = re.split(r"^\| `jsonl` \|", part(title), flags=re.M)
        header = next(csv.reader(io.StringIO(s.run("query", *option, "--ledger", db, "--format", "csv").stdout.decode())))
        s.check("columns of " + title, described(names[0]) == header, (described(names[0]), header))
        answer = objects(s.run("query", *option, "--ledger", db, "--format", "jsonl").stdout)[0]
        s.check("fields of " + title, sorted(described(names[1])) == sorted(answer), set(described(names[1])) ^ set(answer))
    for title, args in (("Flows", ["flows", "--between", "EUR,IRN"]), ("Screening", ["screen"])):
        header = next(csv.reader(io.StringIO(s.run(*args, "--ledger", db, "--format", "csv").stdout.decode())))
        s.check("columns of " + title, described(part(title)) == header, (described(part(title)), header))
    header = next(csv.reader(io.StringIO(s.run("query", "--group-by", "month", "--ledger", db, "--format", "csv").stdout.decode())))
    s.check("columns of sums", ["month"] + described(part("Sums of entries")) == header, header)


if __name__ == "__main__":
    main(page, outputs, other_formats)

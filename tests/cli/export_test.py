#!/usr/bin/env python3
"""export: each form is read back by a tool that knows it: pandas, networkx, GDAL, followthemoney. usage: export_test.py PROGRAM"""
import csv
import glob
import io
import json
import os
import sqlite3
import subprocess

from support import ROOT, main, objects

PYTHON = "/usr/bin/python3"  # Debian's, which has pandas and networkx
FTM = os.path.join(ROOT, "build-venv", "bin", "python")  # tools/venv.sh
# What is used of followthemoney's schema, for where it is not installed.
SCHEMA = {"LegalEntity": {"name", "country", "sector", "classification"}, "Article": {"title", "publishedAt", "publisher", "sourceUrl"},
          "Event": {"name", "startDate", "endDate", "summary", "sourceUrl", "proof", "keywords", "location", "country", "involved"},
          "UnknownLink": {"subject", "object", "role", "status", "startDate", "endDate", "summary", "sourceUrl", "proof"}}
WAR = ("KYIV, Nov 2, 2022 - Iran supplied attack drones to Russia on Tuesday, the government of Ukraine said.\n\n"
       "Russian forces attacked Kharkiv on Monday, killing 12 people.\n\nIran & Russia \"denied\" the <deliveries>.\n")
NEWS = [{"id": "w1", "date": "2022-11-02", "source": "The Herald", "title": "Drones \u2013 again", "url": "https://herald.example/w1", "text": WAR},
        {"id": "w2", "date": "2022-11-03", "source": "The Post", "url": "https://post.example/w2", "text": "Iran supplied attack drones to Russia on Tuesday, Ukraine's foreign minister said.\n\n"
         "Foreign Minister Ann Lee of Canada met President Juan Perez of Chile in Ottawa on Monday.\n"},
        {"id": "w3", "date": "2022-11-03", "source": "=cmd()", "text": "France's president, Emmanuel Macron, met German Chancellor Olaf Scholz in Paris on Wednesday.\u0007\n"}]


def python(code, data, interpreter=PYTHON):
    r = subprocess.run([interpreter, "-c", code], input=data, capture_output=True, timeout=300)
    return r.stdout.decode().strip() if r.returncode == 0 else "failed: " + r.stderr.decode()[-400:]


def export(s, db, form, *more):
    return s.expect("export " + " ".join((form, *more)), 0, "export", "--ledger", db, "--format", form, *more).stdout


def ledger(s):
    db = s.path("x.db")
    if not os.path.exists(db):
        s.expect("ingest", 0, "ingest", "-q", "--ledger", db, s.path("news.jsonl", "".join(json.dumps(d) + "\n" for d in NEWS)), *sorted(p for p in glob.glob(os.path.join(ROOT, "examples", "*.jsonl")) if "drones" not in p))
    return db


def entries(db):
    return sqlite3.connect(db).execute("SELECT count(*) FROM current_entry").fetchone()[0]


def tables(s):
    db = ledger(s)
    out = export(s, db, "csv")
    head = out.decode().split("\n", 1)[0]
    s.check("a header that stays", head.startswith("id,status,why,date,date_begin,date_end,event,mode,cameo,quad,goldstein,plover_score,actor,actor_code,actor_country,actor_sector,recipient,"), head)
    told = python("import sys, pandas as p; t = p.read_csv(sys.stdin); print(len(t), t.id.is_unique, t.goldstein.dtype, t.sources.dtype, p.to_datetime(t.date_begin).notna().all())", out)
    s.check("pandas reads the table", told == "%d True float64 int64 True" % entries(db), told)
    s.check("no formula", not any(c.startswith(("=", "+", "@")) for row in csv.reader(io.StringIO(out.decode())) for c in row), "")
    s.check("as query prints it", out == s.run("query", "--ledger", db, "--format", "csv").stdout, "")
    s.check("jsonl", [o["id"] for o in objects(export(s, db, "jsonl"))] == [int(r["id"]) for r in csv.DictReader(io.StringIO(out.decode()))], "")
    plover = objects(export(s, db, "plover"))
    s.check("PLOVER drops speech acts", len(plover) == sum(1 for r in csv.DictReader(io.StringIO(out.decode())) if r["event"]), len(plover))
    aid = [o for o in plover if o["event"] == ["AID"] and [a["code"] for a in o["actor"]] == ["IRN"] and o["date"] == "2022-11-01"]
    s.check("a record", len(aid) == 1 and aid[0]["recipient"][0]["code"] == "RUS" and aid[0]["documents"] == 2 and aid[0]["quad_code"] == 2 and aid[0]["cite_info"]["url"] == "https://herald.example/w1", aid)


GDELT = ("GLOBALEVENTID SQLDATE MonthYear Year FractionDate Actor1Code Actor1Name Actor1CountryCode Actor1KnownGroupCode Actor1EthnicCode Actor1Religion1Code Actor1Religion2Code Actor1Type1Code "
         "Actor1Type2Code Actor1Type3Code Actor2Code Actor2Name Actor2CountryCode Actor2KnownGroupCode Actor2EthnicCode Actor2Religion1Code Actor2Religion2Code Actor2Type1Code Actor2Type2Code "
         "Actor2Type3Code IsRootEvent EventCode EventBaseCode EventRootCode QuadClass GoldsteinScale NumMentions NumSources NumArticles AvgTone Actor1Geo_Type Actor1Geo_FullName "
         "Actor1Geo_CountryCode Actor1Geo_ADM1Code Actor1Geo_ADM2Code Actor1Geo_Lat Actor1Geo_Long Actor1Geo_FeatureID Actor2Geo_Type Actor2Geo_FullName Actor2Geo_CountryCode Actor2Geo_ADM1Code "
         "Actor2Geo_ADM2Code Actor2Geo_Lat Actor2Geo_Long Actor2Geo_FeatureID ActionGeo_Type ActionGeo_FullName ActionGeo_CountryCode ActionGeo_ADM1Code ActionGeo_ADM2Code ActionGeo_Lat "
         "ActionGeo_Long ActionGeo_FeatureID DATEADDED SOURCEURL").split()


def gdelt(s):
    db = ledger(s)
    out = export(s, db, "gdelt")
    rows = [dict(zip(GDELT, line.split("\t"))) for line in out.decode().splitlines()]
    s.check("61 columns", len(GDELT) == 61 and all(line.count("\t") == 60 for line in out.decode().splitlines()), "")
    s.check("all entries", len(rows) == entries(db), len(rows))
    aid = [r for r in rows if r["Actor1CountryCode"] == "IRN" and r["Actor2CountryCode"] == "RUS" and r["SQLDATE"] == "20221101"]
    s.check("a row", len(aid) >= 1 and (aid[0]["EventRootCode"], aid[0]["QuadClass"], aid[0]["NumArticles"], aid[0]["SOURCEURL"]) == ("07", "2", "2", "https://herald.example/w1"), aid)
    paris = [r for r in rows if r["ActionGeo_FullName"] == "Paris"]
    s.check("a place", len(paris) == 1 and (paris[0]["ActionGeo_Type"], paris[0]["ActionGeo_CountryCode"]) == ("4", "FR") and 48 < float(paris[0]["ActionGeo_Lat"]) < 49, paris)
    told = python("import sys, pandas as p; t = p.read_csv(sys.stdin, sep='\\t', header=None, dtype={26: str, 27: str, 28: str}, quoting=3); print(t.shape[1], t[30].between(-10, 10).all(), t[29].isin([1, 2, 3, 4]).all())", out)
    s.check("pandas reads it", told == "61 True True", told)


def graph(s):
    db = ledger(s)
    out = export(s, db, "graphml")
    code = ("import sys, networkx as n; g = n.read_graphml(sys.stdin.buffer, force_multigraph=True); e = [d for a, b, d in g.edges(data=True) if (a[:3], b[:3]) == ('IRN', 'RUS') and d['date'] == '2022-11-01'];"
            "print(g.is_directed(), g.is_multigraph(), g.number_of_nodes() > 20, e[0]['event'], e[0]['documents'], e[0]['mutual'], all('label' in d for x, d in g.nodes(data=True)))")
    told = python(code, out)
    s.check("networkx reads the graph", told == "True True True AID 2 False True", told)
    s.check("nodes before edges", out.rindex(b"<node") < out.index(b"<edge"), "")
    s.check("one of each node", out.count(b'<node id="IRN"') == 1, out.count(b'<node id="IRN"'))


def points(s):
    db = ledger(s)
    path = s.path("p.geojson", export(s, db, "geojson"))
    r = subprocess.run(["ogrinfo", "-ro", "-al", "-geom=YES", path], capture_output=True, timeout=120)
    told = r.stdout.decode()
    count = sqlite3.connect(db).execute("SELECT count(*) FROM current_entry WHERE lat IS NOT NULL").fetchone()[0]
    s.check("GDAL reads the points", r.returncode == 0 and "using driver `GeoJSON' successful" in told and "Geometry: Point" in told and "Feature Count: %d" % count in told, told[:500] + r.stderr.decode())
    s.check("with types", "date_begin: Date" in told and "sources: Integer" in told and "goldstein: " in told and "place (String) = Paris" in told, told[:900])


def money(s):
    db = ledger(s)
    out = export(s, db, "ftm")
    found = objects(out)
    s.check("each entity once", len({e["id"] for e in found}) == len(found), "")
    s.check("schema", all(set(e["properties"]) <= SCHEMA[e["schema"]] for e in found), [e for e in found if not set(e["properties"]) <= SCHEMA[e["schema"]]][:1])
    s.check("events", sum(e["schema"] == "Event" for e in found) == entries(db), "")
    known = {e["id"] for e in found}
    refs = {i for e in found for p in ("proof", "involved", "subject", "object") for i in e["properties"].get(p, [])}
    s.check("nothing is referred to that is not there", refs <= known, refs - known)
    s.check("the same again", out == export(s, db, "ftm"), "")
    if os.path.exists(FTM):
        code = ("import sys, json; from followthemoney import model\nn = 0\nfor line in sys.stdin:\n d = json.loads(line); p = model.get_proxy(d, cleaned=False)\n"
                " assert p.to_dict()['properties'] == {k: v for k, v in d['properties'].items()}, (d, p.to_dict())\n n += 1\nprint(n)")
        told = python(code, out, FTM)
        s.check("followthemoney reads them and leaves nothing out", told == str(len(found)), told)


def mentions(s):
    db = ledger(s)
    rows = objects(export(s, db, "mentions"))
    text = {d["id"]: d["text"] for d in NEWS}
    mine = [r for r in rows if r["doc"] in text]
    s.check("members", all(list(r) == ["doc", "event", "begin", "end", "entry"] for r in rows), rows[:1])
    s.check("triggers in code points", {text[r["doc"]][r["begin"]:r["end"]] for r in mine} >= {"supplied", "met"}, [text[r["doc"]][r["begin"]:r["end"]] for r in mine])
    supplied = {r["entry"] for r in mine if text[r["doc"]][r["begin"]:r["end"]] == "supplied"}
    s.check("one event, one entry", len(supplied) == 1, supplied)


def usage(s):
    db = ledger(s)
    some = objects(export(s, db, "jsonl", "--actor", "IRN", "--since", "2022-11-01"))
    s.check("filters", 0 < len(some) < entries(db), len(some))
    s.expect("no form", 2, "export", "--ledger", db, message="--format is needed: csv, jsonl, plover")
    s.expect("another form", 2, "export", "--ledger", db, "--format", "xml", message="--format is 'xml': csv")
    s.expect("no ledger", 2, "export", "--format", "csv")
    s.expect("a filter on mentions", 2, "export", "--ledger", db, "--format", "mentions", "--actor", "RUS", message="no filter goes with it")
    empty = s.path("empty.db")
    s.run("ingest", "-q", "--ledger", empty, s.path("none.jsonl", ""))
    for form in ("csv", "plover", "gdelt", "graphml", "geojson", "ftm", "mentions"):
        export(s, empty, form)
    s.check("an empty map is one", json.loads(export(s, empty, "geojson"))["features"] == [], "")
    s.check("an empty graph is one", python("import sys, networkx as n; print(len(n.read_graphml(sys.stdin.buffer)))", export(s, empty, "graphml")) == "0", "")
    with open("/dev/full", "wb") as full:
        s.check("a full disk is told", subprocess.run([s.program, "export", "--ledger", db, "--format", "ftm"], stdout=full, stderr=subprocess.PIPE).returncode == 1, "")


if __name__ == "__main__":
    main(tables, gdelt, graph, points, money, mentions, usage)

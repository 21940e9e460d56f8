#!/usr/bin/env python3
"""serve: every path, parameter and status of docs/openapi.json, and no other. usage: serve_openapi_test.py PROGRAM

Each operation is asked with good and with wrong parameters, as its schemas have them; each answer is held to the schema of its status. A status that the
document does not list fails the suite, and so does one that it lists and nothing has brought about (but 500 and 503, which a broken ledger brings).
"""
import json
import os
import sqlite3

import jsonschema
from serving import example_ledger, serving
from support import ROOT, main

with open(os.path.join(ROOT, "docs", "openapi.json")) as f:
    API = json.load(f)
with open(os.path.join(ROOT, "docs", "output.schema.json")) as f:
    CODED = jsonschema.Draft202012Validator(json.load(f))

# What an operation needs to be asked at all, and values that fit where the schema alone does not tell one.
NEEDED = {"/api/v1/flows": {"between": "IRN,RUS"}, "/api/v1/search": {"q": "Iran drones"}, "/api/v1/documents/{number}/explain": {"event": "V1"}}
GOOD = {"actor": "IRN", "recipient": "Russia", "event": "AID", "object": "arms", "since": "2022-11-01", "until": "2022-11-30", "date": "2022-11-02", "place": "UKR",
        "near": "50.45,30.52,100", "text": "drones \"to Russia\"", "said_by": "Kuleba", "denied_by": "Iran", "source": "Herald", "title": "Kyiv", "between": "Iran,Russia",
        "of": "actor,quad,country", "q": "drones", "cursor": "1", "min_confidence": "0.5"}
TEXT = "TEHRAN, Nov 2 (Reuters) - Iran denied on Wednesday that it had sold drones to Russia."


def resolve(node):
    while "$ref" in node:
        found = API
        for part in node["$ref"][2:].split("/"):
            found = found[part]
        node = found
    return node


def operations():
    for path, methods in API["paths"].items():
        for method, operation in methods.items():
            yield path, method.upper(), operation


def parameters(operation):
    return [resolve(p) for p in operation["parameters"]]


def target(path, number=1, **query):
    from urllib.parse import urlencode
    given = dict(NEEDED.get(path, {}), **query)
    return path.replace("{number}", str(number)) + ("?" + urlencode(given) if given else "")


def good_value(parameter):
    schema = parameter["schema"]
    if schema.get("pattern", "").startswith("^V"):
        return "V1"
    return GOOD.get(parameter["name"]) or str(schema.get("enum", [schema.get("minimum", "true")])[-1])


def wrong_values(parameter):
    """Values that the schema forbids."""
    schema = parameter["schema"]
    if "enum" in schema:
        yield "nonsense"
    if "maxLength" in schema:
        yield "x" * (schema["maxLength"] + 1)
    if schema.get("type") in ("integer", "number"):
        yield "much"
        yield str(schema["minimum"] - 1)
        if "maximum" in schema:
            yield str(schema["maximum"] + 1)
    if schema.get("type") == "boolean":
        yield "perhaps"
    if "pattern" in schema:
        yield "?"
    if schema.get("format") == "date":
        yield "2022-02-30"


class Checker:
    def __init__(self, s):
        self.s, self.seen = s, set()

    def check(self, name, path, method, answer, status):
        """The status is the one that was meant, the document lists it, and the body is what it says there."""
        operation = API["paths"][path][method.lower()]
        self.seen.add((path, method, answer.status))
        listed = operation["responses"].get(str(answer.status))
        good, why = answer.status == status and listed is not None, "status %d, %r" % (answer.status, answer.body[:300])
        if good:
            good, why = self.fits(resolve(listed), answer)
        self.s.check("%s %s: %s" % (method, path, name), good, why)
        return answer

    def fits(self, listed, answer):
        content = listed.get("content")
        kind = (answer.header("content-type") or "").split(";")[0]
        if not content:
            return answer.body == b"", "a body of %d bytes" % len(answer.body)
        if kind not in content:
            return False, "it is %r, not %s" % (kind, list(content))
        if not kind.endswith("json"):
            return True, ""
        data = answer.json()
        schema = dict(content[kind]["schema"], components=API["components"])
        wrong = sorted(jsonschema.Draft202012Validator(schema).iter_errors(data), key=str)
        if wrong:
            return False, "%s at %s" % (wrong[0].message[:300], list(wrong[0].absolute_path))
        several = data.get("documents")
        for holder in several if isinstance(several, list) else [data]:
            if "coded" in holder:
                CODED.validate(holder["coded"])
        return True, ""


def get_operations(s, c, server):
    for path, method, operation in operations():
        if method != "GET" or path == "/api/v1/live":
            continue
        answer = c.check("as it stands", path, method, server.get(target(path)), 200)
        if "304" in operation["responses"]:
            again = c.check("If-None-Match", path, method, server.get(target(path), If_None_Match='"x", ' + str(answer.header("etag"))), 304)
            s.check(path + ": the ETag again", again.header("etag") == answer.header("etag"))
            s.check(path + ": another ETag", server.get(target(path), If_None_Match='"x"').status == 200)
        packed = server.get(target(path), Accept_Encoding="gzip")
        steady = path not in ("/metrics",)
        s.check(path + ": gzip", not steady or packed.body == answer.body, "other bytes")
        head = server.ask("HEAD", target(path))
        s.check(path + ": HEAD", head.status == 200 and head.body == b"" and (not steady or head.header("content-length") == str(len(answer.body))), str(head.headers))
        if "{number}" in path:
            c.check("no such number", path, method, server.get(target(path, number=999999)), 404)


def parameter_values(s, c, server):
    for path, method, operation in operations():
        if method != "GET":
            continue
        for parameter in parameters(operation):
            if parameter["in"] != "query":
                continue
            name = parameter["name"]
            c.check("%s that fits" % name, path, method, server.get(target(path, **{name: good_value(parameter)})), 200)
            for value in wrong_values(parameter):
                answer = c.check("%s=%.20s" % (name, value), path, method, server.get(target(path, **{name: value})), 400)
                s.check("%s: %s=%.20s is named" % (path, name, value), answer.json().get("parameter") == name, answer.body)
            if parameter.get("required"):
                c.check("%s is missing" % name, path, method, server.get(target(path, **{name: ""})), 400)
        answer = c.check("a parameter that it has not", path, method, server.get(target(path, nonsense="1")), 400)
        s.check(path + ": what it has not is named", answer.json().get("parameter") == "nonsense", answer.body)


def refusals(s, c, server, closed):
    for path, method, operation in operations():
        body = TEXT if method == "POST" else None
        kind = {"Content-Type": "text/plain"} if body else {}
        c.check("a Host that is none of ours", path, method, server.ask(method, target(path), dict(kind, Host="evil.example"), body), 421)
        if operation.get("security") != []:
            answer = c.check("without a token", path, method, closed.ask(method, target(path), kind, body), 401)
            s.check(path + ": what would help", answer.header("www-authenticate") is not None)
            if path != "/api/v1/live":
                token = {"Authorization": "Bearer correct-horse-battery"}
                s.check(path + ": with a token", closed.ask(method, target(path), dict(kind, **token), body).status in (200, 201, 403))
        allowed = sorted(m.upper() for m in API["paths"][path])
        for other in ("GET", "POST", "PUT", "DELETE", "PATCH", "OPTIONS"):
            if other not in allowed:
                answer = server.ask(other, target(path), kind, body)
                allow = sorted(m for m in (answer.header("allow") or "").split(", ") if m != "HEAD")
                s.check("%s %s: 405" % (other, path), answer.status == 405 and allow == allowed, "%d, %s" % (answer.status, allow))
    for path in ("/api/v1", "/api/v1/", "/api/v2/entries", "/api/v1/entries/", "/api/v1/entries/0", "/api/v1/entries/-1", "/api/v1/entries/1/2", "/nothing", "/healthz/", "/api/v1/ENTRIES"):
        s.check("%s is 404" % path, server.get(path).status == 404)


def posts(s, c, server, open_server):
    kinds = {"text/plain": TEXT, "text/html": "<html><head><title>Drones</title></head><body><article><p>%s</p></article></body></html>" % TEXT,
             "application/json": json.dumps({"text": TEXT, "id": "a", "date": "2022-11-02"}), "application/x-ndjson": json.dumps({"text": TEXT}) + "\n\n" + json.dumps({"text": "x y z"}) + "\n"}
    for path, good, at in (("/api/v1/code", 200, server), ("/api/v1/documents", 201, open_server)):
        def post(body, kind, where=at, **query):
            return where.ask("POST", target(path, **query), {"Content-Type": kind} if kind else {}, body if isinstance(body, bytes) else body.encode())
        for kind, body in kinds.items():
            answer = c.check(kind, path, "POST", post(body.replace("drones", "drones" if path.endswith("code") else kind), kind + "; charset=utf-8"), good)
        c.check("a date that is none", path, "POST", post(TEXT, "text/plain", date="2022-13-01"), 400)
        c.check("no such kind", path, "POST", post(TEXT, "application/x-www-form-urlencoded"), 415)
        c.check("no kind", path, "POST", post(TEXT, None), 415)
        c.check("too much", path, "POST", post(b"a" * ((4 << 20) + 1), "text/plain"), 413)
        c.check("no UTF-8", path, "POST", post(b"\xff\xfe\xfa", "text/plain"), 422)
        c.check("no text", path, "POST", post("{\"title\": \"x\"}", "application/json"), 422)
        c.check("nothing", path, "POST", post("", "application/x-ndjson"), 422)
        answer = post("{\"nothing\": 1}\n" + json.dumps({"id": "second " + path, "text": TEXT}), "application/x-ndjson")
        c.check("one of two", path, "POST", answer, good)
        s.check(path + ": the other is told", "problem" in answer.json()["documents"][0] and "problem" not in answer.json()["documents"][1], answer.body)
        c.check("from another site", path, "POST", at.ask("POST", path, {"Content-Type": "text/plain", "Origin": "http://evil.example"}, TEXT), 403)
    c.check("it was there", "/api/v1/documents", "POST", open_server.ask("POST", "/api/v1/documents", {"Content-Type": "application/x-ndjson"}, json.dumps({"id": "second /api/v1/documents", "text": TEXT})), 200)
    c.check("without --allow-ingest", "/api/v1/documents", "POST", server.ask("POST", "/api/v1/documents", {"Content-Type": "text/plain"}, TEXT), 403)
    answer = server.ask("POST", "/api/v1/code?explain=true&date=2022-11-02", {"Content-Type": "text/plain"}, "Iran sold drones to Russia on Wednesday.")
    first = c.check("explained", "/api/v1/code", "POST", answer, 200).json()["documents"][0]
    s.check("an explanation an event", first["coded"]["doc"]["date"] == "2022-11-02" and list(first["explanations"]) == [e["id"] for e in first["coded"]["events"]] != [], first)


def live(s, c, server):
    connection = server.connect()
    connection.request("GET", "/api/v1/live")
    r = connection.getresponse()
    c.seen.add(("/api/v1/live", "GET", r.status))
    lines = [r.readline().decode().strip() for _ in range(4)]
    data = json.loads(lines[3][len("data: "):])
    schema = dict(API["components"]["schemas"]["Stats"], components=API["components"])
    jsonschema.Draft202012Validator(schema).validate(data)
    s.check("live: the ledger's figures at once", r.status == 200 and r.getheader("content-type") == "text/event-stream" and lines[2] == "event: ledger" and data["entries"] > 0, lines)
    connection.close()


def broken(s, c):
    """A ledger that loses a table while it is served: an answer all the same."""
    db = example_ledger(s, "broken.db")
    with serving(s, db) as server:
        with sqlite3.connect(db) as other:
            other.execute("DROP TABLE entry")
            other.execute("DROP TABLE document")
        for path, method, operation in operations():
            if method == "GET" and "500" in operation["responses"]:
                answer = server.get(target(path))
                c.seen.add((path, method, answer.status))
                s.check("%s of a broken ledger" % path, str(answer.status) in operation["responses"] and answer.status in (200, 500, 503), answer.body[:200])
        c.check("of a broken ledger", "/healthz", "GET", server.get("/healthz"), 503)


def everything(s):
    c = Checker(s)
    db = example_ledger(s)
    tokens = s.path("token", "correct-horse-battery\n")
    with serving(s, db) as server, serving(s, db, "--token-file", tokens) as closed, serving(s, example_ledger(s, "open.db"), "--allow-ingest") as open_server:
        get_operations(s, c, server)
        parameter_values(s, c, server)
        refusals(s, c, server, closed)
        posts(s, c, server, open_server)
        live(s, c, server)
        served = server.get("/api/v1/openapi.json").json()
        s.check("the document that is served is docs/openapi.json", served == API)
    broken(s, c)
    listed = {(path, method, int(status)) for path, method, operation in operations() for status in operation["responses"]}
    missing = sorted(x for x in listed - c.seen if x[2] not in (500, 503))
    s.check("every status of the document was met", not missing, missing)
    s.check("no other status was met", not c.seen - listed, sorted(c.seen - listed))


main(everything)

#!/usr/bin/env python3
"""serve: the page, in headless Chromium, on the ledger of the examples and on one of hostile texts (tests/page/*.mjs). usage: page_test.py PROGRAM [SUITE]

Without npm the page is not built, and nothing is tested."""
import json
import os
import pathlib
import shutil
import subprocess
import sys

from support import ROOT, Suite

ENV = {k: v for k, v in os.environ.items() if not k.lower().endswith("_proxy")}
PARTIES = [("Iran", "Tehran"), ("Russia", "Moscow"), ("Ukraine", "Kyiv"), ("North Korea", "Pyongyang"), ("France", "Paris"), ("Mali", "Bamako"), ("Japan", "Tokyo")]
ACTS = ["supplied artillery shells to %s", "imposed sanctions on %s", "accused %s of espionage", "attacked troops of %s", "signed a trade agreement with %s", "sent humanitarian aid to %s"]
EVIL = "<script>window.pwned=1</script> <img src=x onerror=\"window.pwned=2\">"


def hostile():
    docs = []
    for i in range(60):
        a, b = PARTIES[i % 7], PARTIES[(i * 3 + 1 + i // 7) % 7]
        if a == b:
            b = PARTIES[(i + 1) % 7]
        act = ACTS[i % 6] % b[0]
        docs.append({"id": "hostile-%d" % i, "date": "20%02d-%02d-%02d" % (19 + i % 5, 1 + i % 12, 1 + i % 28), "source": "Pa<b>per</b> %d \"onerror=x\"" % (i % 4),
                     "title": "<b>%s</b> %s %s" % (a[0], EVIL, "\u202etitle\u202c"), "url": "javascript:window.pwned=5" if i % 2 else "https://news.example/%d?a=1&b=\"2\"" % i,
                     "text": "%s %s in %s on Monday, %s officials said. &amp;lt; \u0001\u009b31m\n\n\"%s %s,\" a spokesman told reporters. %s denied it.\n\n\u202eGermany\u202c \u0634\u0646\u062a \u0625\u064a\u0631\u0627\u0646 thanked %s. %s"
                             % (a[0], act, b[1], EVIL, a[0], act, a[0], b[0], "long" * 2500 if i % 3 == 1 else "")})
    return "".join(json.dumps(d) + "\n" for d in docs)


def serve(s, ledger):
    server = s.start("serve", "--ledger", ledger, "--listen", "127.0.0.1:0", "--allow-ingest", stdout=subprocess.PIPE, env=ENV)
    return server, server.stdout.readline().decode().strip().rstrip("/")


def main():
    s = Suite(sys.argv[1])
    web = pathlib.Path(ROOT, "web")
    missing = [what for what, there in (("the page", (web / "dist" / "index.html").exists()), ("playwright-core", (web / "node_modules" / "playwright-core").exists()),
                                        ("node", shutil.which("node")), ("chromium", shutil.which("chromium"))) if not there]
    if missing:
        print("not tested, without " + " and ".join(missing))
        print("0 passed, 0 failed")
        return 0
    examples, other = s.path("examples.db"), s.path("hostile.db")
    s.run("ingest", "-q", "--ledger", examples, *sorted(map(str, pathlib.Path(ROOT, "examples").glob("*.jsonl"))))
    s.run("ingest", "-q", "--ledger", other, s.path("hostile.jsonl", hostile()))
    servers = []
    try:
        for ledger in (examples, other):
            servers.append(serve(s, ledger))
        types = subprocess.run([str(web / "node_modules" / ".bin" / "tsc"), "--noEmit", "-p", str(web)], capture_output=True, text=True)
        s.check("types", types.returncode == 0, types.stdout)
        only = sys.argv[2:] or (["hostile"] if s.sanitized() else [])  # the page is the same; what the server does with such texts is watched
        run = subprocess.run(["node", str(pathlib.Path(ROOT, "tests", "page", "run.mjs")), servers[0][1], servers[1][1], *only], capture_output=True, text=True, timeout=800, env=ENV)
    finally:
        for server, _ in servers:
            server.terminate()
            server.wait(20)
    lines = run.stdout.splitlines()
    print(*lines[:-1], run.stderr, sep="\n")
    passed, _, failed, _ = (lines[-1] if lines and lines[-1].endswith(" failed") else "0 passed, 1 failed").split()
    print("%d passed, %d failed" % (s.passed + int(passed), s.failed + int(failed)))
    return 1 if s.failed + int(failed) else 0


if __name__ == "__main__":
    sys.exit(main())

#!/usr/bin/env python3
"""A served ledger under load, and how long a change of the filters takes.

usage: bench/serve.py PROGRAM [--ledger FILE.db] [--events N] [--requests N] [--seconds S]

Serves FILE.db, or a ledger of N events that bench/ledger.py makes (100,000). First each question that a page puts is asked with filters that were not asked
before, so that nothing kept helps: the median and the worst, of the time that passes and of the processor's time, which a busy machine does not change. Then wrk (Debian's; installed where it is missing) asks for the list from 50 connections for S seconds each: at some 2,000 requests a
second, one address and then two hundred; as fast as it is answered; then until there were N requests (1,200,000: ten minutes of 2,000 a second), and the memory is told before and after.
"""
import glob
import http.client
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.parse

HERE = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
sys.path.insert(0, os.path.join(HERE, "bench"))

from ledger import CODES, KINDS  # noqa: E402

# What a page asks when it is opened or when its filters change; each is asked under every set of filters.
VIEWS = ["entries?total=false&sort=-date", "entries?sort=-date", "histogram?by=month", "histogram?by=year", "facets?of=actor,recipient,event,object,status", "facets?of=place", "facets?of=source",
         "network", "places", "claims", "screening?limit=20", "flows?between=RUS,UKR"]
FILTERS = [{}, {"actor": "RUS"}, {"recipient": "IRN"}, {"actor": "USA", "recipient": "CHN"}, {"event": "AID"}, {"event": "ASSAULT", "status": "reported"}, {"status": "disputed"}, {"object": "arms"},
           {"since": "2023-01-01"}, {"since": "2022-03-01", "until": "2022-03-31"}, {"text": "drones"}, {"text": "grain", "actor": "UKR"}, {"place": "SYR"}, {"near": "24,-99,300"}, {"min_sources": "3"}, {"said_by": "Kake1234"}, {"denied_by": "Ban"},
           {"source": "Baton Herald"}, {"source": "Kake1234"}, {"min_confidence": "0.8"}, {"actor": "Kake1234"}]


def resident(pid):
    with open("/proc/%d/statm" % pid) as f:
        return int(f.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def processor(pid):
    """Milliseconds that the threads of a process have run."""
    total = 0
    for path in glob.glob("/proc/%d/task/*/schedstat" % pid):
        with open(path) as f:
            total += int(f.read().split()[0]) / 1e6
    return total


def address(view, filters):
    return "/api/v1/" + view + ("&" if "?" in view else "?") * bool(filters) + urllib.parse.urlencode(filters)


def ask(connection, target):
    begun = time.perf_counter()
    connection.request("GET", target, headers={"Accept-Encoding": "gzip"})
    r = connection.getresponse()
    size = len(r.read())
    return r.status, (time.perf_counter() - begun) * 1000, size


def views(port, pid):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
    worst = 0
    print("%-48s %9s %9s %20s   %s" % ("a change of the filters, ms", "median", "worst", "of the processor", "with"))
    for view in VIEWS:
        times = []
        for filters in FILTERS:
            before = processor(pid)
            status, took, _ = ask(connection, address(view, filters))
            times.append((took, filters, status, processor(pid) - before))
            if status != 200:
                connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)
        slowest = max(times, key=lambda t: t[0])
        worst = max(worst, slowest[0])
        run = [t[3] for t in times]
        print("%-48s %9.1f %9.1f %9.1f %10.1f   %s%s" % (view, statistics.median(t[0] for t in times), slowest[0], statistics.median(run), max(run), slowest[1], "" if all(t[2] == 200 for t in times) else " FAILED"), flush=True)
    print("the highest: %.1f ms" % worst)


def wrk(port, targets, seconds, pause=0, connections=50):
    """pause: milliseconds before each request of a connection."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write("local t = {%s}\nlocal i = 0\nrequest = function()\n  i = i %% #t + 1\n  return wrk.format('GET', t[i])\nend\n" % ",".join(json.dumps(t) for t in targets))
        if pause:
            script.write("delay = function()\n  return %d\nend\n" % pause)
        script.flush()
        out = subprocess.run(["wrk", "-t1", "-c%d" % connections, "-d%ds" % seconds, "--latency", "-s", script.name, "-H", "Accept-Encoding: gzip", "http://127.0.0.1:%d" % port], capture_output=True, text=True, check=True).stdout
    rate = float(re.search(r"Requests/sec:\s*([\d.]+)", out)[1])
    p99 = re.search(r"99%\s+([\d.]+)(us|ms|s)", out)
    count = int(re.search(r"(\d+) requests in", out)[1])
    errors = re.findall(r"(?:Non-2xx.*|Socket errors.*)", out)
    return rate, float(p99[1]) * {"us": 0.001, "ms": 1, "s": 1000}[p99[2]], count, "; ".join(errors) or "none"


def load(port, pid, seconds, requests):
    lists = ["/api/v1/entries?sort=-date&limit=50"]
    many = ["/api/v1/entries?total=false&limit=20&actor=%s&event=%s" % (code, kind[0]) for code in CODES[:25] for kind in KINDS[:8]]
    print("\n%-48s %12s %9s   %s" % ("load, 50 connections", "requests/s", "p99 ms", "errors"))
    for name, targets, pause in (("the list, 25 ms apart", lists, 25), ("200 lists, each made once, 25 ms apart", many, 25), ("the list", lists, 0), ("200 lists", many, 0)):
        rate, p99, _, errors = wrk(port, targets, seconds, pause)
        print("%-48s %12.0f %9.1f   %s" % (name, rate, p99, errors), flush=True)
    before, done = resident(pid), 0
    while done < requests:
        _, _, count, errors = wrk(port, lists + many, 20)
        done += count
    print("%-48s %9.1f MB before, %.1f MB after; errors: %s" % ("memory over %d requests" % done, before, resident(pid), errors))


def serve(program, db, seconds, requests):
    server = subprocess.Popen([program, "serve", "--ledger", db, "--listen", "127.0.0.1:0"], stdout=subprocess.PIPE, text=True)
    try:
        port = urllib.parse.urlsplit(server.stdout.readline().strip()).port
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=600)
        first = [ask(connection, address(view, {}))[1] for view in (VIEWS[0], "stats")]
        print("%s: the first list after %.1f ms, the first sums after %.1f ms" % (os.path.basename(db), first[0], sum(first)))
        views(port, server.pid)
        load(port, server.pid, seconds, requests)
    finally:
        server.terminate()
        server.wait()


def option(argv, name, default):
    if name not in argv:
        return default
    at = argv.index(name)
    value = argv[at + 1]
    del argv[at:at + 2]
    return type(default)(value) if default is not None else value


def main(argv):
    db, events = option(argv, "--ledger", None), option(argv, "--events", 100000)
    requests, seconds = option(argv, "--requests", 1200000), option(argv, "--seconds", 10)
    if len(argv) != 2:
        raise SystemExit(__doc__)
    subprocess.run([os.path.join(HERE, "tools", "setup.sh"), "wrk"], check=True)
    with tempfile.TemporaryDirectory() as folder:
        if not db:
            db = os.path.join(folder, "bench.db")
        if not os.path.exists(db):
            subprocess.run([os.path.join(HERE, "bench", "ledger.py"), argv[1], "--events", str(events), "--rounds", "1", "--ledger", db], check=True, stdout=subprocess.DEVNULL)
        serve(os.path.abspath(argv[1]), db, seconds, requests)


if __name__ == "__main__":
    main(sys.argv)

#!/usr/bin/env python3
"""Options, help and the manual page. usage: usage_test.py PROGRAM"""
import os
import re

from support import ROOT, TEXT, main


def usage(s):
    for args, message in ((["nothing"], "no command"), ([], "no command"), (["code", "--nope"], "--nope"), (["code", "--format", "xml"], "xml"),
                          (["code", "--date", "9 Nov"], "9 Nov"), (["code", "--threads", "0"], "--threads"), (["code", "--input"], "needs a value"),
                          (["ingest"], "--ledger"), (["query"], "--ledger"), (["query", "--ledger", s.path("q.db"), "--since", "soon"], "YYYY-MM-DD"), (["code", "--fromat", "x"], "is '--format' meant?"), (["cod"], "is 'code' meant?"),
                          (["query", "--ledger", "x", "--acter", "RUS"], "is '--actor' meant?"), (["code", "--actor", "RUS"], "no option of code"),
                          (["code", "-j"], "-j needs a value"), (["code", "-j0"], "--threads"), (["query", "-j", "2"], "-j is no option of query"),
                          (["code", "-x"], "no option '-x'"), (["code", "--predicates=1"], "takes no value")):
        s.expect("usage: " + " ".join(args[:3]), 2 if message else 1, *args, message=message)
    for args in (["--help"], ["code", "--help"], ["parse", "--help"], ["ingest", "--help"], ["query", "--help"]):
        s.expect("help: " + " ".join(args), 0, *args, out=lambda o: b"example" in o)
    one = s.path("one.txt", TEXT)
    for args in (["-j", "2"], ["-j2"], ["--threads=2"]):
        s.expect("threads: " + " ".join(args), 0, "code", *args, one, out=lambda o: b"CONSULT" in o)
    s.expect("version", 0, "--version", out=lambda o: o.startswith(b"dateline "))
    s.expect("data file missing", 1, "code", "--data", s.path("no.dateline"), s.path("a.txt", TEXT), message="no.dateline")
    s.expect("data file is none", 1, "code", "--data", s.path("a.txt", TEXT), s.path("a.txt"), message="not a data file")


def manual(s):
    page = open(os.path.join(ROOT, "docs", "dateline.1"), encoding="utf-8").read().replace("\\-", "-")
    commands = re.findall(r"^  ([a-z]+)  ", s.run("--help").stdout.decode(), re.M)
    s.check("commands of the help", len(commands) >= 6, commands)
    for command in commands:
        options = set(re.findall(r"--[a-z]+", s.run(command, "--help").stdout.decode())) - {"--help"}
        lacking = sorted(o for o in options if o not in page)
        s.check("the manual page has the options of %s" % command, options and not lacking and "dateline " + command in page, lacking)


if __name__ == "__main__":
    main(usage, manual)

#!/usr/bin/env python3
"""The R package: R CMD check, its tests and its vignette on what the program made of this repository's articles. usage: r_test.py PROGRAM"""
import glob
import os
import re
import shutil
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
sys.path.insert(0, os.path.join(ROOT, "tests"))
from python_test import Count  # noqa: E402

ARTICLES = sorted(glob.glob(os.path.join(ROOT, "examples", "*.jsonl")) + glob.glob(os.path.join(ROOT, "docs", "gold", "*.jsonl"))) + [
    os.path.join(ROOT, "docs", "evaluation-articles.jsonl")]


def made(program, folder):
    """A ledger, its entries and mentions as CSV, and JSON Lines, of the same articles."""
    ledger = os.path.join(folder, "news.db")
    subprocess.run([program, "ingest", "--quiet", "--ledger", ledger, *ARTICLES], check=True, stdout=subprocess.DEVNULL)
    for name, command in (("entries.csv", ["query", "--ledger", ledger, "--format", "csv"]), ("coded.jsonl", ["code", "--quiet", "--format", "jsonl", *ARTICLES]),
                          ("stance-denies.csv", ["query", "--stance", "denies", "--ledger", ledger, "--format", "csv"]),
                          ("stance-denies-ministry.csv", ["query", "--stance", "denies", "--said-by", "ministry", "--ledger", ledger, "--format", "csv"]),
                          ("stance-condemns.csv", ["query", "--stance", "condemns", "--ledger", ledger, "--format", "csv"]),
                          ("mentions.csv", ["query", "--mentions", "--ledger", ledger, "--format", "csv"])):
        with open(os.path.join(folder, name), "wb") as out:
            subprocess.run([program, *command], check=True, stdout=out)


def main():
    c = Count()
    program = os.path.abspath(sys.argv[1])
    folder = tempfile.mkdtemp(prefix="dateline-r-")
    try:
        made(program, folder)
        library = os.path.join(folder, "library")
        os.mkdir(library)
        env = dict(os.environ, DATELINE_OUTPUT=folder, R_LIBS=library, LC_ALL="C.UTF-8", _R_CHECK_FORCE_SUGGESTS_="false", _R_CHECK_CRAN_INCOMING_="false")

        def run(*command):
            return subprocess.run(command, cwd=folder, env=env, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
        built = run("R", "CMD", "build", "--no-build-vignettes", "--no-manual", os.path.join(ROOT, "R"))
        archives = glob.glob(os.path.join(folder, "dateline_*.tar.gz"))
        c.check("R CMD build", built.returncode == 0 and len(archives) == 1, built.stdout[-2000:])
        if archives:
            # The vignette is made below: where there is no LaTeX, R CMD check has nothing to look at.
            checked = run("R", "CMD", "check", "--no-manual", "--no-build-vignettes", "--ignore-vignettes", archives[0])
            c.check("R CMD check: no error, warning or note", checked.returncode == 0 and re.search(r"^Status: OK$", checked.stdout, re.M), checked.stdout[-4000:])
            for name in ("sample.R", "program.R"):
                c.check("R/tests/" + name + " ran in it", re.search(r"Running .%s" % re.escape(name), checked.stdout), checked.stdout[-2000:])
        installed = run("R", "CMD", "INSTALL", "-l", library, os.path.join(ROOT, "R"))
        c.check("it installs", installed.returncode == 0, installed.stdout[-2000:])
        page = run("R", "CMD", "Sweave", os.path.join(ROOT, "R", "vignettes", "articles.Rnw"))
        tex = os.path.join(folder, "articles.tex")
        text = open(tex, encoding="utf-8").read() if os.path.exists(tex) else ""
        row = re.search(r"^log1p\(back\) +(-?[\d.]+) +([\d.]+)", text, re.M)
        c.check("the vignette ends in a Poisson model of monthly counts", page.returncode == 0 and row and float(row[2]) > 0, page.stdout[-2000:] + text[-1500:])
    finally:
        shutil.rmtree(folder)
    print("%d passed, %d failed" % (c.passed, c.failed))
    return 1 if c.failed else 0


if __name__ == "__main__":
    raise SystemExit(main())
